const require_job_directories = require("./job-directories.js");
let node_os = require("node:os");
let node_fs = require("node:fs");
let node_path = require("node:path");
// src/runner/file-directories.ts
const fileDirectories = (env, platform = process.platform) => ({
	...require_job_directories.jobDirectories(env),
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
	if (!(0, node_path.basename)(folder).startsWith("vault-exchange-") || (0, node_path.dirname)(folder) !== require_job_directories.realPath(temp)) return false;
	return (0, node_fs.lstatSync)(folder, { throwIfNoEntry: false })?.isDirectory() === true;
}
Object.defineProperty(exports, "fileDirectories", {
	enumerable: true,
	get: function() {
		return fileDirectories;
	}
});
Object.defineProperty(exports, "isOwnFolder", {
	enumerable: true,
	get: function() {
		return isOwnFolder;
	}
});
