const require_remove_files = require("./remove-files.js");
const require_file_directories = require("./file-directories.js");
const require_job_directories = require("./job-directories.js");
const require_open_files = require("./open-files.js");
const require_replace_file = require("./replace-file.js");
const require_common = require("./common.js");
let node_fs = require("node:fs");
let node_path = require("node:path");
// src/revoke/restore-file.ts
function restoreFile(file, directories) {
	const { path, folder, earlier } = file;
	const at = (0, node_path.dirname)(path);
	if (!(0, node_fs.existsSync)(at)) return "gone";
	const isOwn = require_file_directories.isOwnFolder(folder, directories);
	if (!require_job_directories.isInside(path, isOwn ? directories : {
		...directories,
		home: ""
	}) || require_job_directories.realPath(at) !== at) throw new Error("its path is now outside the workspace, RUNNER_TEMP and the home directory, or RUNNER_TEMP was emptied");
	(0, node_fs.rmSync)(require_common.draftOf(file), { force: true });
	const copy = earlier && isOwn ? (0, node_path.join)(folder, earlier.copy) : void 0;
	if (earlier && copy !== void 0 && isFile(copy)) {
		require_replace_file.replaceFile(path, require_common.draftOf(file), (0, node_fs.readFileSync)(copy), earlier.mode);
		(0, node_fs.rmSync)(copy);
		return "restored";
	}
	const isThere = (0, node_fs.lstatSync)(path, { throwIfNoEntry: false }) !== void 0;
	if (isThere) require_open_files.retryIfOpen(() => {
		(0, node_fs.rmSync)(path);
	});
	if (earlier) throw new Error("the copy of the earlier file is missing, so the file was only removed");
	return isThere ? "removed" : "gone";
}
const isFile = (path) => (0, node_fs.lstatSync)(path, { throwIfNoEntry: false })?.isFile() === true;
// src/run/remove-saved-files.ts
function removeSavedFiles(saved, session, env) {
	const directories = require_file_directories.fileDirectories(env);
	const files = require_remove_files.removeFiles(saved, directories, (file) => restoreFile(file, directories));
	for (const path of [
		...files.removed,
		...files.restored,
		...files.gone
	]) session.dropFile(path);
	return files;
}
exports.removeSavedFiles = removeSavedFiles;
