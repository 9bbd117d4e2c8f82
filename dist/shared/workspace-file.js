const require_job_directories = require("./job-directories.js");
let node_fs = require("node:fs");
let node_path = require("node:path");
// src/inputs/workspace-file.ts
const maxBytes = 8388608;
function readWorkspaceFile(path, workspace) {
	try {
		const file = require_job_directories.realPath((0, node_path.resolve)(workspace, path));
		if (!require_job_directories.isInside(file, {
			workspace,
			temp: ""
		})) return "is not inside the workspace";
		const { size } = (0, node_fs.statSync)(file);
		return size > maxBytes ? `is larger than ${maxBytes / 1024 / 1024} MiB` : (0, node_fs.readFileSync)(file);
	} catch {
		return "cannot be read";
	}
}
Object.defineProperty(exports, "readWorkspaceFile", {
	enumerable: true,
	get: function() {
		return readWorkspaceFile;
	}
});
