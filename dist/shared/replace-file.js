const require_open_files = require("./open-files.js");
let node_fs = require("node:fs");
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
		require_open_files.retryIfOpen(() => {
			(0, node_fs.renameSync)(draft, path);
		});
	} catch (error) {
		(0, node_fs.rmSync)(draft, { force: true });
		throw error;
	}
}
Object.defineProperty(exports, "replaceFile", {
	enumerable: true,
	get: function() {
		return replaceFile;
	}
});
