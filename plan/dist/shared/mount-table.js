const require_common = require("./common.js");
const require_server = require("./server.js");
// src/plan/mount-table.ts
const line = /^\/*([^\s/](?:\S*[^\s/])?)\/*\s*=>\s*([a-z][\w-]*)(\s+leases)?(?:\s+in\s+\/*(\S*[^\s/])\/*)?$/i;
function readMounts({ text, problem }) {
	const written = text("mounts") ?? "";
	const json = require_common.objectOrList(written);
	if (require_common.isObject$1(json)) return Object.entries(json).flatMap(([path, engine]) => require_common.isObject$1(engine) ? [require_server.mountOf("", path, engine)] : []);
	return written.split("\n").flatMap((one, index) => {
		if (/^\s*(#|$)/.test(one)) return [];
		const [, path, type, leases, namespace = ""] = line.exec(one.trim()) ?? [];
		if (path !== void 0 && type !== void 0) return [{
			...require_server.mountOf(namespace, `${path}/`, engineOf(type)),
			...leases !== void 0 && { leases: true }
		}];
		problem(`mounts line ${index + 1}`, `"${one.trim()}" is not a path and an engine`, "kv/ => kv-v1, or pki/ => pki leases in NAMESPACE");
		return [];
	});
}
function engineOf(type) {
	const [, version] = /^kv-v([12])$/i.exec(type) ?? [];
	return version === void 0 ? { type: type.toLowerCase() } : {
		type: "kv",
		options: { version }
	};
}
exports.readMounts = readMounts;
