const require_common = require("./common.js");
const require_refusals = require("./refusals.js");
// src/login/token-times.ts
const tolerated = 30;
function clockAdvice({ failure, claims }) {
	const now = Date.now() / 1e3;
	const server = failure.serverTime === void 0 ? void 0 : failure.serverTime / 1e3 - now;
	const [issued, starts, ends] = [
		"iat",
		"nbf",
		"exp"
	].map((name) => number(claims?.[name]));
	const parts = [
		server !== void 0 && Math.abs(server) > tolerated ? `Vault's clock is ${timeSpan(server)} this runner's: set the time on Vault's server, or on the runner if that is wrong.` : "",
		issued !== void 0 && issued - now > tolerated ? `The issuer's clock is ${timeSpan(issued - now)} this runner's: the token says it was made at ${moment(issued)}. Set the time on the issuer, or on the runner if that is wrong.` : "",
		starts !== void 0 && starts - now > tolerated ? `The token counts only from ${moment(starts)} on (nbf), in ${duration(starts - now)}: whoever issues it sets that.` : "",
		ends !== void 0 && ends < now ? `The token ran out ${duration(now - ends)} ago, at ${moment(ends)}: a fresh one is needed.` : ""
	].filter(Boolean);
	return parts.length > 0 ? parts.join(" ") : "The clocks of Vault and of the issuer differ: check the time on the server.";
}
const number = (value) => typeof value === "number" ? value : void 0;
const timeSpan = (seconds) => `${duration(Math.abs(seconds))} ${seconds > 0 ? "ahead of" : "behind"}`;
const duration = (seconds) => seconds < 120 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`;
const moment = (seconds) => new Date(seconds * 1e3).toISOString().replace(/\.\d+Z$/, "Z");
// src/login/jwt-refusals.ts
const explanations = [
	[/role "(.*?)" could not be found/, ({ mount }, [, role = ""]) => `There is no role "${role}" at this mount (auth/${mount}). Check \`role\` and \`path\`.`],
	[/missing role$/, () => "The mount has no default role: give the input `role`."],
	[/could not load configuration/, ({ mount }) => `Nothing is configured at auth/${mount}/config. Check \`path\` and \`namespace\`.`],
	[/oidc role_type/, (refusal) => `${require_refusals.rolePath(refusal)} is of type oidc, which is for browsers. It needs role_type=jwt.`],
	[/audience claim found in JWT but no audiences bound/, (refusal) => `The role binds no audience. Set bound_audiences of ${require_refusals.rolePath(refusal)} to "${claim(refusal, "aud")}".`],
	[/invalid audience/, (refusal) => `The token's audience is "${claim(refusal, "aud")}": add it to bound_audiences of ${require_refusals.rolePath(refusal)}, or send the audience that the role expects (\`jwtGithubAudience\` for the runner's own token).`],
	[/invalid issuer/, (refusal) => `The token's issuer is "${claim(refusal, "iss")}": bound_issuer of auth/${refusal.mount}/config has to be the same.`],
	[/invalid subject/, (refusal) => subjectAdvice(refusal, "bound_subject")],
	[/claim "sub" does not match/, (refusal) => subjectAdvice(refusal, "\"sub\" in bound_claims")],
	[/claim "(.*?)" does not match/, otherValue],
	[/claim "(.*?)" is missing/, missingClaim],
	[/claim "(.*?)" not found in token/, (refusal, [, name = ""]) => `user_claim of ${require_refusals.rolePath(refusal)} is "${name}", which this token lacks. For tokens of GitHub use "repository", for others "sub".`],
	[/token is expired|token not yet valid|issued in the future/, clockAdvice],
	[/fetching keys/, ({ mount }) => `Vault's server cannot reach the issuer's keys: check its network, and jwks_url or oidc_discovery_url of auth/${mount}/config.`],
	[/malformed jwt/, () => "What was sent is no signed JWT that Vault knows how to check, or its signature is of a kind that jwt_supported_algs of the mount leaves out: check where the token comes from."],
	[/verifying token signature/, ({ mount }) => `Vault trusts other keys than the issuer's: check jwks_url, oidc_discovery_url or jwt_validation_pubkeys of auth/${mount}/config.`],
	[/configuring token validator/, ({ mount }) => `Vault's server cannot reach the issuer: check its network, and oidc_discovery_url of auth/${mount}/config.`]
];
function explainJwt(refusal) {
	if (refusal.failure.status === void 0 || !refusal.claims) return void 0;
	const advice = require_refusals.adviceFrom(explanations, refusal);
	if (advice !== void 0 || refusal.failure.status >= 500) return advice;
	return `Compare ${require_refusals.rolePath(refusal)} with what the token says.`;
}
const claim = ({ claims }, name) => require_common.claimText(claims?.[name]);
const withIds = /^repo:([^/:@]+)@\d+\/([^/:@]+)@\d+:/;
function subjectAdvice(refusal, field) {
	const sub = claim(refusal, "sub");
	const place = `${field} of ${require_refusals.rolePath(refusal)}`;
	if (!withIds.test(sub)) return `The token's sub is "${sub}": set ${place} to it, if this job should get in.`;
	return [
		`The token's sub carries ids, as in all repositories made, renamed or transferred since 15 July 2026. If ${place}`,
		`is the form without, "${sub.replace(withIds, "repo:$1/$2:")}", change it to "${sub}";`,
		`or take it away and bind repository_id ("${claim(refusal, "repository_id")}") and ref in bound_claims, which stay when a repository is renamed.`
	].join(" ");
}
const inWorkflow = {
	environment: "give the job the environment that the role names (`environment:` of the job)",
	ref: "run the job for a branch or tag that the role names (`on:` of the workflow)",
	event_name: "run the workflow on an event that the role names (`on:` of the workflow)",
	job_workflow_ref: "call the workflow, at the ref, that the role names (`uses:` of the job)"
};
function otherValue(refusal, [, name = ""]) {
	const workflow = Object.hasOwn(inWorkflow, name) ? `${inWorkflow[name] ?? ""}, or ` : "";
	return `The token says ${name} = ${claim(refusal, name)}, and bound_claims of ${require_refusals.rolePath(refusal)} want another value for "${name}". If this job should get in, add its value there; else ${workflow}use the role that is meant for it (\`role\`).`;
}
function missingClaim(refusal, [, name = ""]) {
	return name === "environment" ? `${require_refusals.rolePath(refusal)} is bound to an environment, and the job runs in none: add \`environment: NAME\` to the job.` : `bound_claims of ${require_refusals.rolePath(refusal)} want "${name}", which this token lacks.`;
}
exports.explainJwt = explainJwt;
