const require_common = require("./common.js");
const require_token_file = require("./token-file.js");
let node_fs = require("node:fs");
// src/login/given-jwt.ts
function readGivenJwt(inputs) {
	const path = inputs.text("jwtFile");
	const text = inputs.text("jwt") ?? (path === void 0 ? "" : readJwt(path));
	if (text === void 0) inputs.problem("jwtFile", `"${path ?? ""}" cannot be read`, "the path of a file on the runner");
	else if (!isJwt(text)) inputs.problem(path === void 0 ? "jwt" : "jwtFile", "is not a signed JWT", "a JWT: three base64url parts, separated by dots");
	return async ({ mask }) => {
		const jwt = path === void 0 ? text ?? "" : await require_token_file.readTokenFile(path, {
			token: "JWT",
			input: "jwtFile"
		});
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
