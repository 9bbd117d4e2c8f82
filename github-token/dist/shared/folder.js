const require_common = require("./common.js");
const require_refusal = require("./refusal.js");
// src/vault/kv-mount.ts
async function findKvMount(vault, path) {
	for (const namespace of ["", ...namespacesIn(path)]) {
		const mount = await askForMount(vault, namespace, path.slice(namespace.length));
		if (mount) return {
			...mount,
			path: `${namespace}${mount.path}`
		};
	}
}
function namespacesIn(path) {
	const before = path.slice(0, Math.max(path.lastIndexOf("/metadata/"), 0)).split("/");
	return before.slice(1).map((_, index) => `${before.slice(0, index + 1).join("/")}/`);
}
async function askForMount(vault, namespace, path) {
	const query = {
		method: "GET",
		path: `sys/internal/ui/mounts/${path}`,
		costsNoUse: true,
		repeatable: require_common.idempotent
	};
	const full = [vault.connection().namespace ?? "", namespace.slice(0, -1)].filter(Boolean).join("/");
	try {
		const { reply } = await vault.call(namespace === "" ? query : {
			...query,
			namespace: full
		});
		return toKvMount(require_common.own(reply, "data"), path);
	} catch (error) {
		if (error instanceof require_common.Failure && refusals.includes(error.code)) return void 0;
		throw error;
	}
}
const refusals = [
	"ERR_DENIED",
	"ERR_NOT_FOUND",
	"ERR_REFUSED"
];
function toKvMount(data, path) {
	if (!require_common.isObject$1(data)) return void 0;
	const mount = require_common.own(data, "path");
	if (typeof mount !== "string" || !mount.endsWith("/") || !path.startsWith(mount)) return void 0;
	const options = require_common.own(data, "options");
	return {
		path: mount,
		version: require_common.isObject$1(options) && require_common.own(options, "version") === "2" ? 2 : 1
	};
}
function listedAt({ path: mount, version }, path) {
	const below = path.slice(mount.length);
	return version === 1 ? path : `${mount}metadata/${below.replace(/^(?:meta)?data\//, "")}`;
}
function readAt({ path: mount, version }, path) {
	return version === 1 ? path : `${mount}data/${path.slice(mount.length).replace(/^metadata\//, "")}`;
}
// src/read/folder-advice.ts
function withAdvice(error, folder) {
	if (!(error instanceof require_common.Failure)) return error;
	const { status, words } = error;
	return status !== void 0 && status < 500 ? error.with({ hint: adviceFor(status, words, folder) }) : error;
}
function adviceFor(status, words, folder) {
	if (words.includes("namespace not found")) return "Check `namespace`.";
	const { path, isDeep, mount } = folder;
	const listed = mount ? listedAt(mount, path) : guessedPath(path);
	const isElsewhere = listed !== path;
	if (mount?.version === 2 && isElsewhere) return `${mount.path} is KV version 2, which lists folders below metadata/: write ${listed}.`;
	if (status === 403) {
		const line = `A policy of the token must allow: path "${path}${isDeep ? "*" : ""}" { capabilities = ["list"] }.`;
		return isElsewhere ? `${line} If the mount is KV version 2, write ${listed}.` : line;
	}
	if (words.includes("versioned K/V") || status === 405 && isElsewhere) return `A folder of KV version 2 is below metadata/: write ${listed}.`;
	if (status === 404) {
		const advice = "Check the path. A folder exists only while it contains a secret.";
		return mount ? advice : `${advice} For KV version 2, write metadata/ after the mount.`;
	}
	return status === 405 ? "This path cannot be listed. To read a single secret, write its path without the / at the end." : void 0;
}
function guessedPath(path) {
	const listed = path.replace(/^(.+?\/)data\//, "$1metadata/");
	return listed.includes("/metadata/") ? listed : require_refusal.kv2Path(listed, "metadata");
}
// src/read/folder.ts
const maxItems = 1e3;
const maxLevels = 16;
async function secretsIn(folder, vault, uses, onGuess = () => void 0) {
	const wildcards = folder.entries.filter((entry) => entry.kind === "wildcard");
	const isDeep = wildcards.some(readsAllLevels);
	const findMount = once(() => findKvMount(vault, folder.path));
	const isAmbiguous = metadataPart.test(folder.path);
	if (isAmbiguous) findMount().catch(() => void 0);
	const secrets = [];
	let folders = [""];
	for (let level = 1, items = 0; folders.length > 0; level++) {
		if (level > maxLevels) throw tooMuch(folder, `has more than ${maxLevels} levels`);
		uses.lists += folders.length;
		const found = await listAll(folder, folders, vault).catch(async (error) => {
			const mount = error instanceof require_common.Failure && error.status !== void 0 && error.status < 500 ? await findMount().catch(() => void 0) : void 0;
			throw withAdvice(error, {
				path: folder.path,
				isDeep,
				mount
			});
		});
		secrets.push(...found.filter((name) => !name.endsWith("/")));
		folders = isDeep ? found.filter((name) => name.endsWith("/")) : [];
		items += folders.length;
		if (secrets.length + items > maxItems) throw tooMuch(folder, `contains more than ${maxItems} secrets and folders`);
	}
	const missing = wildcards.find((entry) => !secrets.some((name) => isFor(entry, name)));
	if (missing) {
		const hint = readsAllLevels(missing) ? void 0 : "Use ** to read the secrets on all levels.";
		throw new require_common.Failure("ERR_NOT_FOUND", `GET ${folder.path}: the folder contains only folders`, { hint });
	}
	const mount = isAmbiguous ? await findMount().catch(rethrowWith(folder)) : void 0;
	const readPath = mount ? readAt(mount, folder.path) : folder.path.replace(metadataPart, "$1data/");
	if (isAmbiguous && !mount) onGuess(readPath);
	return secrets.map((name) => requestFor(folder, wildcards, name, readPath));
}
const metadataPart = /^(.+?\/)metadata\//;
const rethrowWith = ({ path }) => (error) => {
	throw error instanceof require_common.Failure && error.message.startsWith("GET ") ? error.with({ message: `${path}: ${error.message}` }) : error;
};
function once(send) {
	let response;
	return () => response ??= send();
}
const readsAllLevels = (entry) => !entry.upperCase;
const isFor = (entry, name) => readsAllLevels(entry) || !name.includes("/");
async function listAll(folder, below, vault) {
	return (await Promise.allSettled(below.map((name) => listFolder(`${folder.path}${require_common.encodePath(name)}`, vault)))).flatMap((result, index) => {
		const name = below[index] ?? "";
		if (result.status === "fulfilled") return result.value.map((key) => `${name}${key}`);
		if (name !== "" && result.reason instanceof require_common.Failure && result.reason.code === "ERR_NOT_FOUND") return [];
		throw result.reason;
	});
}
async function listFolder(path, vault) {
	const { reply } = await vault.call({
		method: "GET",
		path: `${path}?list=true`,
		repeatable: require_common.idempotent
	});
	const data = require_common.own(reply, "data");
	const keys = require_common.isObject$1(data) ? require_common.own(data, "keys") : void 0;
	if (!Array.isArray(keys)) throw new require_common.Failure("ERR_REPLY", `GET ${path}?list=true: the response has no list of keys`);
	return keys.map((key) => {
		if (!(typeof key === "string" && key.isWellFormed() && !/^\.{0,2}\/?$|\/[^]/.test(key))) throw new require_common.Failure("ERR_FOLDER", `GET ${path}?list=true: the list contains a name that is invalid in a path`);
		return key;
	});
}
function requestFor(folder, wildcards, name, readPath) {
	const matching = wildcards.filter((entry) => isFor(entry, name));
	return {
		method: "GET",
		path: `${readPath}${require_common.encodePath(name)}`,
		entries: matching.map((entry) => ({
			...entry,
			asKey: void 0,
			prefix: `${entry.prefix}${name.replaceAll("/", "__")}__`,
			.../[^*]/.test(entry.pattern) && { maybeNone: true }
		})),
		input: folder.input,
		line: folder.line
	};
}
function tooMuch(folder, why) {
	return new require_common.Failure("ERR_FOLDER", `GET ${folder.path}: the folder ${why}`, { hint: "Use a folder at a lower level, or write an entry for each secret." });
}
exports.secretsIn = secretsIn;
