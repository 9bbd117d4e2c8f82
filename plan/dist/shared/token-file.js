const require_common = require("./common.js");
let node_fs_promises = require("node:fs/promises");
// src/login/token-file.ts
async function readTokenFile(path, name) {
	return (await (0, node_fs_promises.readFile)(path, "utf8").catch((error) => {
		throw new require_common.Failure("ERR_IDENTITY", `cannot read the ${name.token} in ${path} (input \`${name.input}\`)`, {
			hint: "The process that renews this file has to replace it in one operation: write a new file, then rename it.",
			cause: error
		});
	})).trim();
}
Object.defineProperty(exports, "readTokenFile", {
	enumerable: true,
	get: function() {
		return readTokenFile;
	}
});
