const require_common = require("./common.js");
const require_session = require("./session.js");
let node_path = require("node:path");
let node_fs = require("node:fs");
let node_os = require("node:os");
// src/runner/open-files.ts
const openCodes = [
	"EACCES",
	"EBUSY",
	"EPERM"
];
const attempts = 20;
const waitMs = 50;
function retryIfOpen(operation, platform = process.platform) {
	for (let attempt = 1;; attempt++) try {
		operation();
		return;
	} catch (error) {
		const code = error instanceof Error && "code" in error ? error.code : void 0;
		if (platform !== "win32" || attempt === attempts || !openCodes.includes(code)) throw error;
		Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, waitMs);
	}
}
// src/revoke/remove-files.ts
function removeFiles(files, directories, restore = () => "gone") {
	const done = {
		removed: [],
		restored: [],
		gone: []
	};
	const left = [];
	for (const file of files.toReversed()) {
		const path = require_session.pathOf(file);
		try {
			done[typeof file === "string" ? removeFile(file, directories) : restore(file)].unshift(path);
		} catch (error) {
			const hadEarlier = typeof file !== "string" && file.earlier !== void 0;
			left.unshift({
				path,
				why: error.message,
				...hadEarlier && { hadEarlier }
			});
		}
	}
	const folders = files.map((file) => typeof file === "string" ? (0, node_path.dirname)(file) : file.folder);
	for (const folder of new Set(folders)) removeOwnFolder(folder, directories);
	return {
		...done,
		left
	};
}
function removeFile(path, directories) {
	const folder = (0, node_path.dirname)(path);
	if (!(0, node_fs.existsSync)(folder)) return "gone";
	if (!require_common.isInside(path, {
		temp: directories.temp,
		workspace: directories.workspace
	}) || require_common.realPath(folder) !== folder) throw new Error("its path is now outside the workspace and RUNNER_TEMP");
	if (!(0, node_fs.lstatSync)(path, { throwIfNoEntry: false })) return "gone";
	retryIfOpen(() => {
		(0, node_fs.unlinkSync)(path);
	});
	return "removed";
}
function removeOwnFolder(folder, directories) {
	if (!(0, node_path.basename)(folder).startsWith("vault-exchange-") || (0, node_path.dirname)(folder) !== require_common.realPath(directories.temp)) return;
	try {
		(0, node_fs.rmdirSync)(folder);
	} catch {}
}
// src/runner/file-directories.ts
const fileDirectories = (env, platform = process.platform) => ({
	...require_common.jobDirectories(env),
	home: homeOf(env, platform)
});
function homeOf(env, platform) {
	const home = (platform === "win32" ? env["USERPROFILE"] : env["HOME"]) || homeOfAccount();
	return (0, node_path.parse)(home).root === home ? "" : home;
}
function homeOfAccount() {
	try {
		return (0, node_os.userInfo)().homedir;
	} catch {
		return "";
	}
}
function isOwnFolder(folder, { temp }) {
	if (!(0, node_path.basename)(folder).startsWith("vault-exchange-") || (0, node_path.dirname)(folder) !== require_common.realPath(temp)) return false;
	return (0, node_fs.lstatSync)(folder, { throwIfNoEntry: false })?.isDirectory() === true;
}
// src/runner/replace-file.ts
function replaceFile(path, draft, content, mode) {
	const descriptor = (0, node_fs.openSync)(draft, "wx", 384);
	try {
		try {
			(0, node_fs.writeFileSync)(descriptor, content);
			(0, node_fs.fchmodSync)(descriptor, mode);
		} finally {
			(0, node_fs.closeSync)(descriptor);
		}
		retryIfOpen(() => {
			(0, node_fs.renameSync)(draft, path);
		});
	} catch (error) {
		(0, node_fs.rmSync)(draft, { force: true });
		throw error;
	}
}
// src/revoke/restore-file.ts
function restoreFile(file, directories) {
	const { path, folder, earlier } = file;
	const at = (0, node_path.dirname)(path);
	if (!(0, node_fs.existsSync)(at)) return "gone";
	const isOwn = isOwnFolder(folder, directories);
	if (!require_common.isInside(path, isOwn ? directories : {
		...directories,
		home: ""
	}) || require_common.realPath(at) !== at) throw new Error("its path is now outside the workspace, RUNNER_TEMP and the home directory, or RUNNER_TEMP was emptied");
	(0, node_fs.rmSync)(require_session.draftOf(file), { force: true });
	const copy = earlier && isOwn ? (0, node_path.join)(folder, earlier.copy) : void 0;
	if (earlier && copy !== void 0 && isFile(copy)) {
		replaceFile(path, require_session.draftOf(file), (0, node_fs.readFileSync)(copy), earlier.mode);
		(0, node_fs.rmSync)(copy);
		return "restored";
	}
	const isThere = (0, node_fs.lstatSync)(path, { throwIfNoEntry: false }) !== void 0;
	if (isThere) retryIfOpen(() => {
		(0, node_fs.rmSync)(path);
	});
	if (earlier) throw new Error("the copy of the earlier file is missing, so the file was only removed");
	return isThere ? "removed" : "gone";
}
const isFile = (path) => (0, node_fs.lstatSync)(path, { throwIfNoEntry: false })?.isFile() === true;
// src/run/remove-saved-files.ts
function removeSavedFiles(saved, session, env) {
	const directories = fileDirectories(env);
	const files = removeFiles(saved, directories, (file) => restoreFile(file, directories));
	for (const path of [
		...files.removed,
		...files.restored,
		...files.gone
	]) session.dropFile(path);
	return files;
}
exports.removeSavedFiles = removeSavedFiles;
