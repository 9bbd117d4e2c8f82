const require_common = require("./common.js");
const require_refusals = require("./refusals.js");
// src/login/token-times.ts
const toleratedSeconds = 30;
function clockAdvice({ failure, claims }) {
	const now = Date.now() / 1e3;
	const server = failure.serverTime === void 0 ? void 0 : failure.serverTime / 1e3 - now;
	const [issued, starts, ends] = [
		"iat",
		"nbf",
		"exp"
	].map((name) => numberOrUndefined(claims?.[name]));
	const parts = [
		server !== void 0 && Math.abs(server) > toleratedSeconds ? `Vault's clock is ${offset(server)} this runner's. Correct the clock of Vault's server or of the runner.` : "",
		issued !== void 0 && issued - now > toleratedSeconds ? `The issuer's clock is ${offset(issued - now)} this runner's: the token was issued at ${utcTime(issued)}. Correct the clock of the issuer or of the runner.` : "",
		starts !== void 0 && starts - now > toleratedSeconds ? `The token is valid only from ${utcTime(starts)} (nbf), in ${duration(starts - now)}. The issuer sets this time.` : "",
		ends !== void 0 && ends < now ? `The token expired ${duration(now - ends)} ago, at ${utcTime(ends)}. Use a new token.` : ""
	].filter(Boolean);
	return parts.length > 0 ? parts.join(" ") : "The clocks of Vault and of the issuer differ. Check the clock of the Vault server.";
}
const numberOrUndefined = (value) => typeof value === "number" ? value : void 0;
const offset = (seconds) => `${duration(Math.abs(seconds))} ${seconds > 0 ? "ahead of" : "behind"}`;
const duration = (seconds) => seconds < 120 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`;
const utcTime = (seconds) => new Date(seconds * 1e3).toISOString().replace(/\.\d+Z$/, "Z");
// src/login/jwt-refusals.ts
const explanations = [
	[/role "(.*?)" could not be found/, ({ mount }, [, role = ""]) => `There is no role "${role}" at this mount (auth/${mount}). Check \`role\` and \`path\`.`],
	[/missing role$/, () => "The mount has no default role: set the input `role`."],
	[/could not load configuration/, ({ mount }) => `Nothing is configured at auth/${mount}/config. Check \`path\` and \`namespace\`.`],
	[/oidc role_type/, (refusal) => `${require_refusals.rolePath(refusal)} has role_type=oidc, which is for logins in a browser. Set role_type=jwt.`],
	[/audience claim found in JWT but no audiences bound/, (refusal) => `The role binds no audience. Set bound_audiences of ${require_refusals.rolePath(refusal)} to "${claim(refusal, "aud")}".`],
	[/invalid audience/, (refusal) => `The token's audience is "${claim(refusal, "aud")}": add it to bound_audiences of ${require_refusals.rolePath(refusal)}, or send the audience that the role expects (\`jwtGithubAudience\` for the runner's own token).`],
	[/invalid issuer/, (refusal) => `The token's issuer is "${claim(refusal, "iss")}": bound_issuer of auth/${refusal.mount}/config has to be the same.`],
	[/invalid subject/, (refusal) => subjectAdvice(refusal, "bound_subject")],
	[/claim "sub" does not match/, (refusal) => subjectAdvice(refusal, "\"sub\" in bound_claims")],
	[/claim "(.*?)" does not match/, explainMismatch],
	[/claim "(.*?)" is missing/, explainMissingClaim],
	[/claim "(.*?)" not found in token/, (refusal, [, name = ""]) => `user_claim of ${require_refusals.rolePath(refusal)} is "${name}", which this token lacks. For tokens of GitHub use "repository", for others "sub".`],
	[/token is expired|token not yet valid|issued in the future/, clockAdvice],
	[/fetching keys/, ({ mount }) => `Vault's server cannot reach the issuer's keys: check its network, and jwks_url or oidc_discovery_url of auth/${mount}/config.`],
	[/malformed jwt/, () => "The token is not a signed JWT that Vault can verify, or jwt_supported_algs of the mount does not include its algorithm. Check where the token comes from."],
	[/verifying token signature/, ({ mount }) => `The keys in Vault are not those of the issuer: check jwks_url, oidc_discovery_url or jwt_validation_pubkeys of auth/${mount}/config.`],
	[/configuring token validator/, ({ mount }) => `Vault's server cannot reach the issuer: check its network, and oidc_discovery_url of auth/${mount}/config.`]
];
function explainJwt(refusal) {
	if (refusal.failure.status === void 0 || !refusal.claims) return void 0;
	const advice = require_refusals.adviceFrom(explanations, refusal);
	if (advice !== void 0 || refusal.failure.status >= 500) return advice;
	return `Compare ${require_refusals.rolePath(refusal)} with the claims of the token.`;
}
const claim = ({ claims }, name) => require_common.claimText(claims?.[name]);
const withIds = /^repo:([^/:@]+)@\d+\/([^/:@]+)@\d+:/;
function subjectAdvice(refusal, field) {
	const sub = claim(refusal, "sub");
	const place = `${field} of ${require_refusals.rolePath(refusal)}`;
	if (!withIds.test(sub)) return `The token's sub is "${sub}": set ${place} to this value if this job should be allowed to log in.`;
	return [
		`The token's sub contains ids, as in all repositories created, renamed or transferred since 15 July 2026. If ${place}`,
		`is the form without ids, "${sub.replace(withIds, "repo:$1/$2:")}", change it to "${sub}".`,
		`Or remove it, and bind repository_id ("${claim(refusal, "repository_id")}") and ref in bound_claims: they stay the same if the repository is renamed.`
	].join(" ");
}
const workflowChanges = {
	environment: "set the environment that the role requires (`environment:` of the job)",
	ref: "run the job for a branch or tag that the role allows (`on:` of the workflow)",
	event_name: "run the workflow on an event that the role allows (`on:` of the workflow)",
	job_workflow_ref: "call the workflow, with the ref, that the role allows (`uses:` of the job)"
};
function explainMismatch(refusal, [, name = ""]) {
	const change = Object.hasOwn(workflowChanges, name) ? `${workflowChanges[name] ?? ""}, or ` : "";
	return `The token has ${name} = ${claim(refusal, name)}, but bound_claims of ${require_refusals.rolePath(refusal)} require another value for "${name}". If this job should be allowed to log in, add its value to the role. Otherwise ${change}use another role (input \`role\`).`;
}
function explainMissingClaim(refusal, [, name = ""]) {
	return name === "environment" ? `${require_refusals.rolePath(refusal)} requires an environment, but the job has none: add \`environment: NAME\` to the job.` : `bound_claims of ${require_refusals.rolePath(refusal)} require "${name}", but the token does not have this claim.`;
}
exports.explainJwt = explainJwt;
