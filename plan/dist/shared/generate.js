const require_common = require("./common.js");
const require_refs = require("./refs.js");
let node_path = require("node:path");
let node_fs = require("node:fs");
// src/policy/bound-claims.ts
function boundClaimsOf({ jobs }) {
	if (jobs.length === 0) return unknownJobs;
	const reusable = valuesOf(jobs, workflowRefs);
	const ids = valuesOf(jobs, ({ repositoryId }) => repositoryId === void 0 ? void 0 : [repositoryId]);
	const repositories = ids === void 0 && reusable !== void 0 && jobs.some(({ repository }) => require_refs.isOpen(repository)) ? void 0 : valuesOf(jobs, ({ repository }) => [repository]);
	const bound = {
		environment: valuesOf(jobs, ({ environment }) => environment === void 0 ? void 0 : [environment]),
		event_name: valuesOf(jobs, events),
		job_workflow_ref: reusable,
		ref: valuesOf(jobs, require_refs.refsOf),
		...ids ? { repository_id: ids } : { repository: repositories }
	};
	const claims = Object.fromEntries(Object.entries(bound).flatMap(([name, values]) => values ? [[name, values]] : []));
	return {
		claims,
		type: [...bound.ref ?? [], ...reusable ?? []].some((value) => value.includes("*")) ? "glob" : "string",
		notes: [
			...openNotes(claims),
			...notesFor(jobs, Object.keys(claims)),
			...combinationNote(jobs, claims)
		]
	};
}
const unknownJobs = {
	claims: { repository: ["${{ github.repository }}"] },
	type: "string",
	notes: ["No job with this role was found, only actions. Bind repository_id, ref and event_name of the jobs that call them. Until then it matches no token."]
};
function valuesOf(jobs, valuesOfJob) {
	const values = jobs.map(valuesOfJob);
	return values.includes(void 0) ? void 0 : [...new Set(values.flatMap((some) => some ?? []))].sort();
}
const events = ({ triggers }) => triggers.some(({ event }) => event === "workflow_call") ? void 0 : triggers.map(({ event }) => event);
const workflowRefs = (job) => job.reusable && refsOfWorkflow(job.reusable, job).map((ref) => `${job.reusable?.workflow ?? ""}@${ref}`);
function refsOfWorkflow({ ref }, job) {
	if (ref === void 0) return require_refs.refsOf(job) ?? ["*"];
	return /^(?:[0-9a-f]{40}$|refs\/)/.test(ref) || require_refs.isOpen(ref) ? [ref] : [`refs/heads/${ref}`, `refs/tags/${ref}`];
}
const openNotes = (claims) => Object.entries(claims).flatMap(([name, values]) => {
	const expressions = [...new Set(values.flatMap(require_refs.expressionsIn))];
	const many = `bound_claims.${name}: replace ${expressions.join(", ")} by each value that it can have. Until then it matches no token.`;
	return expressions.length > 0 ? [many] : [];
});
function notesFor(jobs, bound) {
	const filesWhere = (test) => require_refs.filesOf(jobs.filter(test).map(({ jobPlace }) => jobPlace)).join(", ");
	const note = (test, text) => jobs.some(test) ? [`${text} ${filesWhere(test)}`] : [];
	const hasEnvironment = bound.includes("environment");
	const hasNoEnvironment = (job) => job.environment === void 0;
	return [
		...bound.includes("repository") ? repositoryNotes(jobs) : [],
		...bound.some((name) => name.startsWith("repository")) ? [] : ["Every repository that calls the workflow can log in. To limit them, add repository_id."],
		...hasEnvironment || !jobs.some((job) => !hasNoEnvironment(job)) ? [] : note(hasNoEnvironment, "environment is not bound, because these jobs have none. Give them a role of their own:"),
		...hasEnvironment || bound.includes("ref") ? [] : note((job) => require_refs.refsOf(job) === void 0, "Every branch and tag can log in. Give the job an environment, or limit on.push.branches:"),
		...bound.includes("event_name") ? [] : note((job) => events(job) === void 0, "The events of the callers are not known:"),
		...bound.includes("job_workflow_ref") || !jobs.some(({ reusable }) => reusable) ? [] : note(({ reusable }) => !reusable, "job_workflow_ref is not bound, because these jobs are in no reusable workflow. Give them a role of their own:"),
		...note(({ triggers }) => triggers.some(excludes), "Vault cannot exclude branches and tags as these workflows do (!, branches-ignore, tags-ignore):")
	];
}
function combinationNote(jobs, claims) {
	const names = Object.keys(claims).filter((name) => (claims[name]?.length ?? 0) > 1);
	if (new Set(jobs.map((job) => JSON.stringify([
		job.environment,
		require_refs.refsOf(job),
		events(job),
		job.repository,
		job.reusable
	]))).size < 2 || names.length < 2) return [];
	const files = require_refs.filesOf(jobs.map(({ jobPlace }) => jobPlace)).join(", ");
	return [`Every combination of the values of ${names.join(", ")} can log in. A role for each of these jobs would be narrower: ${files}`];
}
function repositoryNotes(jobs) {
	const names = jobs.flatMap(({ repository, repositoryId }) => repositoryId === void 0 && !require_refs.isOpen(repository) ? [repository] : []);
	const ask = [...new Set(names)].sort().map((name) => `gh api repos/${name} --jq .id`);
	return ask.length > 0 ? [`Bind repository_id instead of repository, because a name can change: ${ask.join("; ")}`] : [];
}
const excludes = ({ event, branches = [], tags = [], branchesIgnore, tagsIgnore }) => event === "push" && ([...branches, ...tags].some((pattern) => pattern.startsWith("!")) || (branchesIgnore ?? tagsIgnore) !== void 0);
// src/policy/jwt-role.ts
const longestJob = 360;
const postSteps = 5;
function jwtRoleFor(need) {
	if (!need.oidc) return void 0;
	const bound = boundClaimsOf(need);
	const open = [
		["the role", [need.role]],
		["the mount", [need.mount]],
		["the namespace", [need.namespace]],
		["bound_audiences", need.audiences]
	].flatMap(([what, texts]) => {
		const expressions = [...new Set(texts.flatMap(require_refs.expressionsIn))];
		return expressions.length > 0 ? [`${what}: replace ${expressions.join(", ")} by the value that it has`] : [];
	});
	return {
		mount: need.mount,
		name: require_refs.roleName(need),
		audiences: [...new Set(need.audiences)].sort(),
		bound,
		policy: require_refs.policyName(need),
		ttlMinutes: need.jobs.length === 0 ? longestJob : Math.max(...need.jobs.map(ttlOf)),
		notes: [
			...need.role === "" ? [noName] : [],
			...need.audiences.length === 0 ? [noAudience] : [],
			...open,
			...bound.notes,
			...timeoutNotes(need.jobs)
		]
	};
}
const noName = "No step sets the input role: make this role the default_role of the mount, or rename it to the one that is";
const noAudience = "bound_audiences: write the audience of the tokens. Without jwtGithubAudience it is the URL of the owner, such as https://github.com/OWNER";
function jwtRoleJson({ audiences, bound, policy, ttlMinutes }) {
	const claims = Object.entries(bound.claims).map(([claim, values]) => `    ${JSON.stringify(claim)}: ${jsonList(values)}`);
	return `{\n${[
		["role_type", "\"jwt\""],
		["user_claim", "\"repository\""],
		["bound_audiences", jsonList(audiences)],
		...bound.type === "glob" ? [["bound_claims_type", "\"glob\""]] : [],
		["bound_claims", `{\n${claims.join(",\n")}\n  }`],
		["token_policies", jsonList([policy])],
		["token_type", "\"service\""],
		["token_ttl", `"${ttlMinutes}m"`],
		["token_max_ttl", `"${ttlMinutes}m"`]
	].map(([name, value]) => `  "${name}": ${value}`).join(",\n")}\n}\n`;
}
const jsonList = (texts) => `[${texts.map((text) => JSON.stringify(text)).join(", ")}]`;
function ttlOf({ timeoutMinutes }) {
	return typeof timeoutMinutes === "number" ? Math.ceil(timeoutMinutes) + postSteps : longestJob;
}
function timeoutNotes(jobs) {
	const open = jobs.filter(({ timeoutMinutes }) => typeof timeoutMinutes === "string");
	const unset = jobs.filter(({ timeoutMinutes }) => timeoutMinutes === void 0);
	const files = (some) => require_refs.filesOf(some.map(({ jobPlace }) => jobPlace)).join(", ");
	return [...unset.length > 0 ? [`The token lives as long as a job can run. Set timeout-minutes for a shorter TTL: ${files(unset)}`] : [], ...open.map(({ timeoutMinutes }) => `token_ttl, token_max_ttl: replace by timeout-minutes, ${timeoutMinutes}, and ${postSteps} minutes`)];
}
// src/policy/policy.ts
function policyText(need, mounts) {
	const header = [
		`Generated by vault-exchange/plan for the logins at auth/${need.mount}${need.role === "" ? "" : ` with the role ${need.role}`}.`,
		...ownRightsNote(need, mounts),
		...exportedTokenNote(need)
	];
	return `${[
		require_refs.comments(header).join("\n"),
		...require_refs.rightsOf(need, mounts).map(rightText),
		...openEntriesText(need)
	].join("\n\n")}\n`;
}
function ownRightsNote(need, mounts) {
	const paths = require_refs.ownRights(need, mounts).map(({ path }) => path);
	return paths.length > 0 ? [`The action also updates ${paths.join(" and ")}, which the default policy allows.`] : [];
}
function exportedTokenNote({ jobs }) {
	const files = require_refs.filesOf(jobs.filter(({ exportsToken }) => exportsToken).map(({ place }) => place));
	return files.length > 0 ? [`Later steps use the token (exportToken or outputToken): add what they need. ${files.join(", ")}`] : [];
}
function openEntriesText({ openEntries }) {
	return [...new Set(openEntries.map(({ expression }) => expression))].sort().map((expression) => {
		const places = openEntries.filter((entries) => entries.expression === expression).map(({ place }) => place);
		return require_refs.comments([...require_refs.filesOf(places), `Only a run knows the entries of ${expression}: add the rights that they need.`]).join("\n");
	});
}
function rightText({ path, capabilities, places, open, notes }) {
	const why = [...require_refs.filesOf(places), ...notes];
	const list = capabilities.map(require_refs.policyString).join(", ");
	if (open === void 0) return [
		...require_refs.comments(why),
		`path ${require_refs.policyString(path)} {`,
		`  capabilities = [${list}]`,
		"}"
	].join("\n");
	return require_refs.comments([
		...why,
		`${open}:`,
		`path "${path}" {`,
		`  capabilities = [${list}]`,
		"}"
	]).join("\n");
}
// src/policy/commands.ts
function commandsText(need, mounts) {
	const open = [...new Set([
		need.role,
		need.mount,
		need.namespace
	].flatMap(require_refs.expressionsIn))];
	const commands = commandsFor(need, mounts);
	if (open.length === 0) return commands;
	const [note] = require_refs.comments([`Only a run knows ${open.join(", ")}. Run these commands for each value that it can have, without the # at the start:`]);
	return `${note ?? ""}\n${commands.replace(/^.*(?=\n)/gm, (line) => `# ${line}`.trimEnd())}`;
}
function commandsFor(need, mounts) {
	const role = jwtRoleFor(need);
	const namespace = need.namespace === "" ? "" : ` -namespace=${shellWord(need.namespace)}`;
	const policy = `vault policy write${namespace} ${shellWord(require_refs.policyName(need))} - <<'HCL'\n${policyText(need, mounts)}HCL\n`;
	if (!role) return `${policy}\n${require_refs.comments([`Attach this policy to the logins at auth/${need.mount} (method ${need.method}).`]).join("\n")}\n`;
	const path = shellWord(`auth/${role.mount}/role/${role.name}`);
	return `${policy}\n${require_refs.comments(role.notes).map((line) => `${line}\n`).join("")}vault write${namespace} ${path} - <<'JSON'\n${jwtRoleJson(role)}JSON\n`;
}
const shellWord = (text) => /^[\w./@:-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
// src/policy/terraform.ts
function terraformText(needs, mounts) {
	const sorted = require_refs.sortedNeeds(needs);
	const labels = require_refs.labelsOf(sorted);
	return `${sorted.flatMap((need, index) => {
		const label = labels[index] ?? "";
		const role = jwtRoleFor(need);
		const policy = [
			...require_refs.comments([`On ${need.url}`]),
			`resource "vault_policy" ${require_refs.terraformString(label)} {`,
			...policyBody(need, mounts),
			"}"
		];
		const roleBlock = role && [
			...require_refs.comments(role.notes),
			`resource "vault_jwt_auth_backend_role" ${require_refs.terraformString(label)} {`,
			...roleBody(need, role, label),
			"}"
		];
		return [policy, ...roleBlock ? [roleBlock] : []].map((lines) => lines.join("\n"));
	}).join("\n\n")}\n`;
}
function policyBody(need, mounts) {
	return [
		...attributes([...namespaceOf(need), ["name", require_refs.terraformString(require_refs.policyName(need))]]),
		"",
		`  policy = <<EOT`,
		`${require_refs.withoutTemplates(policyText(need, mounts))}EOT`
	];
}
function roleBody(need, { mount, name, audiences, bound, ttlMinutes }, label) {
	const claims = Object.entries(bound.claims).map(([claim, values]) => [claim, require_refs.terraformString(values.join(","))]);
	return [
		...attributes([
			...namespaceOf(need),
			["backend", require_refs.terraformString(mount)],
			["role_name", require_refs.terraformString(name)],
			["role_type", require_refs.terraformString("jwt")],
			["user_claim", require_refs.terraformString("repository")],
			["bound_audiences", `[${audiences.map(require_refs.terraformString).join(", ")}]`]
		]),
		"",
		...commaLines(bound),
		...bound.type === "glob" ? ["  bound_claims_type = \"glob\""] : [],
		"  bound_claims = {",
		...attributes(claims).map((line) => `  ${line}`),
		"  }",
		"",
		...attributes([
			["token_policies", `[vault_policy.${label}.name]`],
			["token_type", require_refs.terraformString("service")],
			["token_ttl", String(ttlMinutes * 60)],
			["token_max_ttl", String(ttlMinutes * 60)]
		])
	];
}
function commaLines({ claims }) {
	const values = Object.values(claims);
	if (!values.some((some) => some.some((value) => value.includes(",")))) return [];
	return values.every(({ length }) => length === 1) ? ["  disable_bound_claims_parsing = true", ""] : ["  # Write a role for each value: the provider also separates values at the commas in them."];
}
const namespaceOf = ({ namespace }) => namespace === "" ? [] : [["namespace", require_refs.terraformString(namespace)]];
function attributes(pairs) {
	const width = Math.max(...pairs.map(([name]) => name.length));
	return pairs.map(([name, value]) => `  ${name.padEnd(width)} = ${value}`);
}
// src/policy/generated-files.ts
function generatedFiles(needs, mountsOf = () => []) {
	const servers = [...Map.groupBy(require_refs.sortedNeeds(needs), ({ url }) => url)];
	const folders = require_refs.uniqueLabels(servers.map(([url]) => url.replace(/^https?:\/\//i, "") || "no-url"));
	return servers.flatMap(([url, some], index) => {
		const folder = servers.length > 1 ? `${folders[index] ?? ""}/` : "";
		return filesOfServer(url, some, mountsOf(url)).map(({ name, text }) => ({
			name: `${folder}${name}`,
			text
		}));
	});
}
function filesOfServer(url, needs, mounts) {
	const labels = require_refs.labelsOf(needs);
	return [
		...needs.flatMap((need, index) => {
			const role = jwtRoleFor(need);
			const label = labels[index] ?? "";
			return [{
				name: `${label}.hcl`,
				text: policyText(need, mounts)
			}, ...role ? [{
				name: `${label}.role.json`,
				text: jwtRoleJson(role)
			}] : []];
		}),
		{
			name: "commands.sh",
			text: commandsFile(url, needs, mounts)
		},
		{
			name: "vault.tf",
			text: terraformText(needs, mounts)
		}
	];
}
function commandsFile(url, needs, mounts) {
	const header = ["Generated by vault-exchange/plan.", `Writes the policies and roles for ${url || "Vault"} to the server of VAULT_ADDR.`];
	return [[
		"#!/bin/sh",
		...require_refs.comments(header),
		"set -e"
	].join("\n") + "\n", ...needs.map((need) => commandsText(need, mounts))].join("\n");
}
// src/plan/generate.ts
function writeGenerated(name, needs, { env, say, mounts, compared }) {
	checkNames(needs);
	const files = generatedFiles(needs, (url) => [...mounts, ...compared && require_refs.mayBeServer(url, compared.urls) ? compared.mounts : []]);
	if (files.length === 0) say("Nothing to generate: no step logs in");
	for (const file of files) say(`${(0, node_path.join)(name, file.name)}: ${writeFile(name, file, env) ? "written" : "unchanged"}`);
}
function checkNames(needs) {
	const [one, other] = [...Map.groupBy(needs, (need) => JSON.stringify([
		need.url,
		need.namespace,
		require_refs.policyName(need)
	])).values()].find(({ length }) => length > 1) ?? [];
	if (!one || !other) return;
	const [first, second] = [one, other].map(({ mount, role }) => `auth/${mount}/role/${role}`);
	throw new require_common.Failure("ERR_PLAN", `the policies of ${first ?? ""} and ${second ?? ""} would both have the name ${require_refs.policyName(one)}`, { hint: "Rename one of these roles, in Vault and in the input `role` of its steps." });
}
function writeFile(folder, file, env) {
	const name = (0, node_path.join)(folder, file.name);
	const path = (0, node_path.resolve)(require_common.pathInWorkspace(name, env));
	try {
		(0, node_fs.mkdirSync)((0, node_path.dirname)(path), { recursive: true });
		checkNoLinks(name, path, env);
		if (contentOf(path)?.replaceAll("\r\n", "\n") === file.text) return false;
		(0, node_fs.writeFileSync)(path, file.text);
		return true;
	} catch (cause) {
		if (cause instanceof require_common.Failure) throw cause;
		throw new require_common.Failure("ERR_PLAN", `the file ${name} cannot be written`, {
			hint: "Set `generate` to a folder in which this user can write.",
			cause
		});
	}
}
function checkNoLinks(name, path, env) {
	const base = (0, node_fs.realpathSync)(env["GITHUB_WORKSPACE"] ?? ".");
	if (!(!(0, node_path.isAbsolute)(name) && (0, node_fs.realpathSync)((0, node_path.dirname)(path)) !== (0, node_path.dirname)((0, node_path.resolve)(base, name))) && ((0, node_fs.lstatSync)(path, { throwIfNoEntry: false })?.isFile() ?? true)) return;
	throw new require_common.Failure("ERR_PLAN", `the file ${name} is a link or a folder, or in a linked folder`, { hint: "Remove the link, or set `generate` to another folder." });
}
function contentOf(path) {
	return (0, node_fs.lstatSync)(path, { throwIfNoEntry: false }) ? (0, node_fs.readFileSync)(path, "utf8") : void 0;
}
exports.writeGenerated = writeGenerated;
