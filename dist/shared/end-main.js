const require_common = require("./common.js");
let node_fs = require("node:fs");
let node_path = require("node:path");
let node_timers_promises = require("node:timers/promises");
// src/report/end-of-main.ts
function reportEndOfMain() {
	require_common.say("The main step is still running, because its cancellation did not reach it: ending it now");
}
function reportKilledMain(seconds) {
	require_common.warningOf([`The main step did not end within ${seconds} s and was killed. The post step does not know what Vault granted after the cancellation: a lease is revoked with its token; a token expires after its role's token_ttl`]);
}
// src/run/main-process.ts
const sharedVariables = [
	"GITHUB_RUN_ID",
	"GITHUB_RUN_ATTEMPT",
	"GITHUB_JOB",
	"GITHUB_ACTION",
	"RUNNER_TEMP"
];
function isMain(id, { script, env }) {
	const mainScript = (0, node_path.join)((0, node_path.dirname)((0, node_path.dirname)(script)), "main", (0, node_path.basename)(script));
	const variables = new Set(partsOf(`/proc/${id}/environ`));
	return partsOf(`/proc/${id}/cmdline`).includes(mainScript) && sharedVariables.every((name) => env[name] === void 0 || variables.has(`${name}=${env[name]}`));
}
function partsOf(path) {
	try {
		return (0, node_fs.readFileSync)(path, "utf8").split("\0");
	} catch {
		return [];
	}
}
// src/run/end-main.ts
const endMs = 1e4;
const pollMs = 50;
async function endMain(id, post) {
	if (!isMain(id, post)) return false;
	reportEndOfMain();
	signal(id, "SIGTERM");
	for (let waited = 0; waited < endMs; waited += pollMs) {
		await (0, node_timers_promises.setTimeout)(pollMs);
		if (!isMain(id, post)) return true;
	}
	signal(id, "SIGKILL");
	reportKilledMain(endMs / 1e3);
	return false;
}
function signal(id, name) {
	try {
		process.kill(id, name);
	} catch {}
}
exports.endMain = endMain;
