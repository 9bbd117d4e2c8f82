const require_common = require("./common.js");
const require_version = require("./version.js");
let node_fs = require("node:fs");
// src/drift/sarif.ts
const levels = {
	error: "error",
	warning: "warning",
	notice: "note"
};
const schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
function sarifText(findings, { version, repository, rules }) {
	const shown = findings.filter(({ place }) => repository === "" || place.repository === "" || place.repository === repository);
	const ids = [...new Set(shown.map(({ code }) => code))].sort();
	const log = {
		$schema: schema,
		version: "2.1.0",
		runs: [{
			tool: { driver: {
				name: "vault-exchange plan",
				semanticVersion: version,
				informationUri: "https://github.com/vault-exchange/vault-exchange",
				rules: ids.map((id) => ({
					id,
					shortDescription: { text: rules[id] ?? id }
				}))
			} },
			columnKind: "utf16CodeUnits",
			results: shown.map(({ code, level, place, text, action }) => ({
				ruleId: code,
				ruleIndex: ids.indexOf(code),
				level: levels[level],
				message: { text: `${text}. ${action}.` },
				locations: place.file === "" ? [] : [locationOf(place)],
				partialFingerprints: { "vaultExchange/v1": [
					place.file,
					code,
					text
				].join(": ") }
			}))
		}]
	};
	return `${JSON.stringify(log, void 0, 2)}\n`;
}
const locationOf = ({ file, line }) => ({ physicalLocation: {
	artifactLocation: { uri: require_common.encodePath(file) },
	region: { startLine: Math.max(line, 1) }
} });
// src/plan/sarif-file.ts
const planRules = {
	PLAN_FILE: "A workflow file cannot be read",
	PLAN_NOT_READ: "A called file was not read",
	PLAN_INPUT: "The step fails because of its inputs",
	PLAN_ID_TOKEN: "The job cannot request an OIDC token",
	PLAN_LITERAL_SECRET: "A credential is written in a workflow",
	PLAN_PULL_REQUEST_TARGET: "Pull requests of forks run with the identity of the job",
	PLAN_TLS_SKIP_VERIFY: "The server's certificate is not verified",
	PLAN_EXPORT_ENV: "Every later step can read the values",
	PLAN_UNPINNED: "The action is not pinned to a commit",
	PLAN_DEPRECATED: "The path is deprecated",
	PLAN_ENGINE: "An engine can create this stored secret for each job",
	PLAN_STORED_SECRET: "The mapping could read a secret that GitHub stores"
};
function writeSarif(path, findings, repository) {
	try {
		(0, node_fs.writeFileSync)(path, sarifText(findings, {
			version: require_version.version,
			repository,
			rules: {
				...planRules,
				...require_common.driftRules
			}
		}));
	} catch (cause) {
		throw new require_common.Failure("ERR_PLAN", `the file ${path} cannot be written`, {
			hint: "Set `sarif` to a path in an existing folder.",
			cause
		});
	}
}
exports.writeSarif = writeSarif;
