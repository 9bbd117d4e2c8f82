const require_common = require("./common.js");
let node_fs = require("node:fs");
let node_fs_promises = require("node:fs/promises");
// src/login/given-jwt.ts
function readGivenJwt(inputs) {
	const path = inputs.text("jwtFile");
	const text = inputs.text("jwt") ?? (path === void 0 ? "" : readJwt(path));
	if (text === void 0) inputs.problem("jwtFile", `"${path ?? ""}" cannot be read`, "the path of a file on the runner");
	else if (!isJwt(text)) inputs.problem(path === void 0 ? "jwt" : "jwtFile", "is no signed JWT", "three parts in base64url, with dots between");
	return async ({ mask }) => {
		const jwt = path === void 0 ? text ?? "" : await readAgain(path);
		mask(jwt);
		return {
			jwt,
			claims: require_common.claimsOf(jwt)
		};
	};
}
function readJwt(path) {
	try {
		return (0, node_fs.readFileSync)(path, "utf8").trim();
	} catch {
		return;
	}
}
async function readAgain(path) {
	return (await (0, node_fs_promises.readFile)(path, "utf8").catch((error) => {
		throw new require_common.Failure("ERR_IDENTITY", `the token cannot be read from ${path} any more`, { cause: error });
	})).trim();
}
function isJwt(text) {
	if (!/^[\w-]+\.[\w-]+\.[\w-]+$/.test(text)) return false;
	try {
		require_common.claimsOf(text);
		return true;
	} catch {
		return false;
	}
}
exports.readGivenJwt = readGivenJwt;
