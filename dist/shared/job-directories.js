const require_rolldown_runtime = require("./rolldown-runtime.js");
let node_fs = require("node:fs");
let node_path = require("node:path");
node_path = require_rolldown_runtime.__toESM(node_path);
// src/runner/job-directories.ts
var job_directories_exports = require_rolldown_runtime.__exportAll({
	isBelow: () => isBelow,
	isInside: () => isInside,
	jobDirectories: () => jobDirectories,
	ownFolderPrefix: () => ownFolderPrefix,
	realPath: () => realPath,
	realPathOfFile: () => realPathOfFile
});
const ownFolderPrefix = "vault-exchange-";
const jobDirectories = (env) => ({
	temp: env["RUNNER_TEMP"] ?? "",
	workspace: env["GITHUB_WORKSPACE"] ?? ""
});
function realPath(path) {
	try {
		return storedPath(path);
	} catch {
		const folder = (0, node_path.dirname)(path);
		return folder === path ? path : (0, node_path.join)(realPath(folder), (0, node_path.basename)(path));
	}
}
function storedPath(path) {
	try {
		return node_fs.realpathSync.native(path);
	} catch {
		return (0, node_fs.realpathSync)(path);
	}
}
const realPathOfFile = (path) => (0, node_path.join)(realPath((0, node_path.dirname)(path)), (0, node_path.basename)(path));
function isInside(path, { temp, workspace, home = "" }) {
	return [
		temp,
		workspace,
		home
	].filter(node_path.isAbsolute).some((directory) => isBelow(realPath(directory), path));
}
function isBelow(directory, inner, system = node_path.default) {
	const relative = system.relative(directory, inner);
	return relative !== "" && !system.isAbsolute(relative) && relative.split(system.sep, 1)[0] !== "..";
}
Object.defineProperty(exports, "isInside", {
	enumerable: true,
	get: function() {
		return isInside;
	}
});
Object.defineProperty(exports, "jobDirectories", {
	enumerable: true,
	get: function() {
		return jobDirectories;
	}
});
Object.defineProperty(exports, "job_directories_exports", {
	enumerable: true,
	get: function() {
		return job_directories_exports;
	}
});
Object.defineProperty(exports, "ownFolderPrefix", {
	enumerable: true,
	get: function() {
		return ownFolderPrefix;
	}
});
Object.defineProperty(exports, "realPath", {
	enumerable: true,
	get: function() {
		return realPath;
	}
});
Object.defineProperty(exports, "realPathOfFile", {
	enumerable: true,
	get: function() {
		return realPathOfFile;
	}
});
