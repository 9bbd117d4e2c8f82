const require_common = require("./common.js");
const require_concurrency = require("./concurrency.js");
// src/drift/server.ts
const slots = 8;
const pathsAtOnce = 200;
function createServer(vault) {
	const limit = require_concurrency.createConcurrencyLimit(slots);
	const readings = new Map();
	const read = (namespace, path) => {
		const key = JSON.stringify([namespace, path]);
		const reading = readings.get(key) ?? limit(() => readOnce(vault, namespace, path));
		readings.set(key, reading);
		return reading;
	};
	return {
		read,
		async mounts(namespace) {
			const all = await read(namespace, "sys/mounts");
			const usable = all.state === "found" ? all : await read(namespace, "sys/internal/ui/mounts");
			const engines = all.state === "found" ? all.data : usable.state === "found" ? require_common.own(usable.data, "secret") : void 0;
			return require_common.isObject$1(engines) ? Object.entries(engines).flatMap(([path, engine]) => require_common.isObject$1(engine) ? [mountOf(namespace, path, engine)] : []) : [];
		},
		async capabilities(paths) {
			const groups = Array.from({ length: Math.ceil(paths.length / pathsAtOnce) }, (_, index) => paths.slice(index * pathsAtOnce, (index + 1) * pathsAtOnce));
			const answers = await Promise.all(groups.map((group) => limit(() => askCapabilities(vault, group))));
			return new Map(answers.flat());
		}
	};
}
async function readOnce(vault, namespace, path) {
	try {
		const { reply } = await vault.call({
			method: "GET",
			path: require_common.encodePath(path),
			namespace,
			repeatable: require_common.idempotent
		});
		const data = require_common.own(reply, "data");
		return {
			state: "found",
			data: require_common.isObject$1(data) ? data : {}
		};
	} catch (error) {
		if (error instanceof require_common.Failure && error.code === "ERR_NOT_FOUND") return { state: "absent" };
		if (error instanceof require_common.Failure && error.code === "ERR_DENIED") return { state: "denied" };
		throw error;
	}
}
async function askCapabilities(vault, paths) {
	const { reply } = await vault.call({
		method: "POST",
		path: "sys/capabilities-self",
		namespace: vault.tokenNamespace,
		body: { paths },
		repeatable: require_common.idempotent
	});
	const data = require_common.own(reply, "data");
	return paths.map((path) => {
		const capabilities = require_common.own(require_common.isObject$1(data) ? data : reply, path);
		return [path, new Set(Array.isArray(capabilities) ? capabilities.filter((one) => typeof one === "string") : [])];
	});
}
function mountOf(namespace, path, engine) {
	const written = require_common.own(engine, "type");
	const type = written === "generic" ? "kv" : typeof written === "string" ? written : "";
	const options = require_common.own(engine, "options");
	const version = require_common.isObject$1(options) && require_common.own(options, "version") === "2" ? 2 : 1;
	return {
		namespace,
		path,
		type,
		...type === "kv" && { version }
	};
}
Object.defineProperty(exports, "createServer", {
	enumerable: true,
	get: function() {
		return createServer;
	}
});
Object.defineProperty(exports, "mountOf", {
	enumerable: true,
	get: function() {
		return mountOf;
	}
});
