const require_job_directories = require("./job-directories.js");
const require_open_files = require("./open-files.js");
const require_common = require("./common.js");
let node_fs = require("node:fs");
let node_path = require("node:path");
// src/revoke/remove-files.ts
function removeFiles(files, directories, restore = () => "gone") {
	const done = {
		removed: [],
		restored: [],
		gone: []
	};
	const left = [];
	for (const file of files.toReversed()) {
		const path = require_common.pathOf(file);
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
	if (!require_job_directories.isInside(path, {
		temp: directories.temp,
		workspace: directories.workspace
	}) || require_job_directories.realPath(folder) !== folder) throw new Error("its path is now outside the workspace and RUNNER_TEMP");
	if (!(0, node_fs.lstatSync)(path, { throwIfNoEntry: false })) return "gone";
	require_open_files.retryIfOpen(() => {
		(0, node_fs.unlinkSync)(path);
	});
	return "removed";
}
function removeOwnFolder(folder, directories) {
	if (!(0, node_path.basename)(folder).startsWith("vault-exchange-") || (0, node_path.dirname)(folder) !== require_job_directories.realPath(directories.temp)) return;
	try {
		(0, node_fs.rmdirSync)(folder);
	} catch {}
}
Object.defineProperty(exports, "removeFiles", {
	enumerable: true,
	get: function() {
		return removeFiles;
	}
});
