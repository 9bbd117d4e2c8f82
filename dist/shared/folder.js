const require_common = require("./common.js");
// src/folder.ts
const maxItems = 1e3;
const maxLevels = 16;
async function secretsIn(folder, vault, token) {
	const wildcards = folder.entries.filter((entry) => entry.kind === "wildcard");
	const isDeep = wildcards.some(takesAllLevels);
	const secrets = [];
	let folders = [""];
	for (let level = 1, items = 0; folders.length > 0; level++) {
		if (level > maxLevels) throw tooMuch(folder, `has more than ${maxLevels} levels`);
		const found = await listAll(folder, folders, isDeep, vault, token);
		secrets.push(...found.filter((name) => !name.endsWith("/")));
		folders = isDeep ? found.filter((name) => name.endsWith("/")) : [];
		items += folders.length;
		if (secrets.length + items > maxItems) throw tooMuch(folder, `holds more than ${maxItems} secrets and folders`);
	}
	const missing = wildcards.find((entry) => !secrets.some((name) => takes(entry, name)));
	if (missing) {
		const hint = takesAllLevels(missing) ? void 0 : "Write ** for the secrets on all levels.";
		throw new require_common.Failure("ERR_NOT_FOUND", `GET ${folder.path}: there are only folders below`, { hint });
	}
	return secrets.map((name) => requestFor(folder, wildcards, name));
}
const takesAllLevels = (entry) => !entry.upperCase;
const takes = (entry, name) => takesAllLevels(entry) || !name.includes("/");
async function listAll(folder, below, isDeep, vault, token) {
	return (await Promise.allSettled(below.map((name) => list(`${folder.path}${escaped(name)}`, vault, token)))).flatMap((result, index) => {
		const name = below[index] ?? "";
		if (result.status === "fulfilled") return result.value.map((key) => `${name}${key}`);
		if (name !== "" && result.reason instanceof require_common.Failure && result.reason.code === "ERR_NOT_FOUND") return [];
		throw withAdvice(result.reason, folder.path, isDeep);
	});
}
async function list(path, vault, token) {
	const { reply } = await vault.call({
		method: "GET",
		path: `${path}?list=true`,
		token,
		repeatable: require_common.harmless
	});
	const data = require_common.own(reply, "data");
	const keys = require_common.isObject$1(data) ? require_common.own(data, "keys") : void 0;
	if (!Array.isArray(keys)) throw new require_common.Failure("ERR_REPLY", `GET ${path}?list=true: the reply has no list of keys`);
	return keys.map((key) => {
		if (!(typeof key === "string" && key.isWellFormed() && !/^\.{0,2}\/?$|\/[^]/.test(key))) throw new require_common.Failure("ERR_FOLDER", `GET ${path}?list=true: there is a name that no path can have`);
		return key;
	});
}
const escaped = (name) => name.split("/").map(encodeURIComponent).join("/");
function requestFor(folder, wildcards, name) {
	const taking = wildcards.filter((entry) => takes(entry, name));
	return {
		method: "GET",
		path: `${folder.path.replace(/^(.+?\/)metadata\//, "$1data/")}${escaped(name)}`,
		entries: taking.map((entry) => ({
			...entry,
			prefix: `${entry.prefix}${name.replaceAll("/", "__")}__`
		})),
		input: folder.input,
		line: folder.line
	};
}
function tooMuch(folder, why) {
	return new require_common.Failure("ERR_FOLDER", `GET ${folder.path}: the folder ${why}`, { hint: "Take a folder further down, or name the secrets themselves." });
}
function withAdvice(error, path, isDeep) {
	if (!(error instanceof require_common.Failure)) return error;
	const { code, message, status, words } = error;
	const hint = status !== void 0 && status < 500 ? adviceFor(status, words, path, isDeep) : error.hint;
	return new require_common.Failure(code, message, {
		hint,
		cause: error
	});
}
function adviceFor(status, words, path, isDeep) {
	if (words.includes("namespace not found")) return "Check `namespace`.";
	const version2 = listPath(path);
	if (status === 403) {
		const line = `A policy of this role has to allow it: path "${path}${isDeep ? "*" : ""}" { capabilities = ["list"] }.`;
		return version2 === path ? line : `${line} If that is KV version 2, the folder is ${version2}.`;
	}
	if (words.includes("versioned K/V") || status === 405 && version2 !== path) return `A folder of KV version 2 is below metadata/: write ${version2}.`;
	if (status === 404) return "Check the path: a folder is there as long as a secret is in it. For KV version 2 it has metadata/ after the mount.";
	return status === 405 ? "Only what can be listed is a folder. For one secret write its path without the / at the end." : void 0;
}
function listPath(path) {
	const listed = path.replace(/^(.+?\/)data\//, "$1metadata/");
	return listed.includes("/metadata/") ? listed : require_common.kv2Path(listed, "metadata");
}
exports.secretsIn = secretsIn;
