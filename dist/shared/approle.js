const require_needed = require("./needed.js");
const require_refusal = require("./refusal.js");
const require_common = require("./common.js");
// src/login/wrapped-secret-id.ts
async function unwrapSecretId(token, owner, { vault, mask }) {
	const namespace = require_common.tokenNamespace(vault.connection());
	const path = textIn((await vault.call({
		method: "POST",
		path: "sys/wrapping/lookup",
		namespace,
		body: { token },
		repeatable: require_common.harmless
	}).catch(alarmIfSpent)).reply, "creation_path");
	if (!madeFor(owner, path)) throw foreign(owner, path);
	const { reply } = await vault.call({
		method: "POST",
		path: "sys/wrapping/unwrap",
		namespace,
		token,
		body: {},
		repeatable: require_common.write
	}).catch(alarmIfSpent).catch(saySpent);
	const secretId = textIn(reply, "secret_id");
	if (secretId === "") throw new require_common.Failure("ERR_LOGIN", "what `wrappedSecretId` wraps is no SecretID");
	mask(secretId);
	return secretId;
}
function madeFor({ mount, role }, path) {
	const parts = path.split("/");
	const found = parts.at(-2) ?? "";
	return path === `auth/${mount}/role/${role ?? found}/secret-id` && parts.length === mount.split("/").length + 4;
}
function foreign({ mount, role }, path) {
	const expected = `auth/${mount}/role/${role ?? "NAME"}/secret-id`;
	return new require_common.Failure("ERR_LOGIN", `\`wrappedSecretId\` was made at ${path || "no known path"}, not at ${expected}`, { hint: "ALARM: if `path` and `role` are right, somebody may have put another wrapping token in the place of yours. It was not unwrapped." });
}
function alarmIfSpent(error) {
	const failure = require_common.asFailure(error);
	if (failure.status !== 400) throw failure;
	throw new require_common.Failure("ERR_LOGIN", `\`wrappedSecretId\` cannot be unwrapped: ${failure.words || "400"}`, {
		hint: [
			"ALARM: it was used already, or has run out. If no run of this job has used it, somebody else may have unwrapped it, and",
			"holds the SecretID: destroy that (secret-id-accessor/destroy), look for sys/wrapping/unwrap in Vault's audit log, and find out",
			"where the token was seen. A job that is run again needs a new one."
		].join(" "),
		cause: failure
	});
}
function saySpent(error) {
	const failure = require_common.asFailure(error);
	if (failure.status !== void 0 || !failure.sent || failure.code === "ERR_LOGIN") throw failure;
	throw failure.with({ hint: [failure.hint, "The wrapping token may be spent: give the next run a new one."].filter(Boolean).join("\n") });
}
function textIn(reply, name) {
	const data = require_common.own(reply, "data");
	const value = require_common.isObject$1(data) ? require_common.own(data, name) : void 0;
	return typeof value === "string" ? value : "";
}
// src/login/approle.ts
const approle = {
	name: "approle",
	mount: "approle",
	read(inputs, mount) {
		const [roleId, secretId, wrapped] = [
			require_needed.needed(inputs, "roleId", "the RoleID"),
			inputs.text("secretId"),
			inputs.text("wrappedSecretId")
		];
		const role = inputs.text("role");
		if (secretId !== void 0 && wrapped !== void 0) inputs.problem("wrappedSecretId", "is given, and secretId too", "one of the two");
		if (wrapped !== void 0 && !/^[\x21-\x7e]+$/.test(wrapped)) inputs.problem("wrappedSecretId", "has blanks or characters that no token has", "the wrapping token alone");
		let unwrapped;
		return {
			as: role === void 0 ? "the role of `roleId`" : `role ${role}`,
			role,
			async supply(surroundings) {
				if (wrapped !== void 0) unwrapped ??= unwrapSecretId(wrapped, {
					mount,
					role
				}, surroundings);
				const secret = secretId ?? await unwrapped;
				return { body: {
					role_id: roleId,
					...secret !== void 0 && { secret_id: secret }
				} };
			}
		};
	},
	explain: (refusal) => require_refusal.adviceFrom(explanations, refusal)
};
const explanations = [
	[/invalid (role or secret ID|role_?id|role ID|secret_?id|secret id)/i, ({ mount, role }) => `Check \`roleId\` (auth/${mount}/role/${role ?? "NAME"}/role-id), and whether the SecretID belongs to that role, has run out, or was used as often as it may be (secret_id_ttl, secret_id_num_uses).`],
	[/missing secret_id/, () => "The role wants a SecretID: give `secretId` or `wrappedSecretId`."],
	[/subset relationship between CIDR blocks/, ({ mount, role }) => `cidr_list of the SecretID is outside secret_id_bound_cidrs of auth/${mount}/role/${role ?? "NAME"}: create a new SecretID whose cidr_list is within it.`],
	[/CIDR restrictions/, ({ mount, role }) => `secret_id_bound_cidrs of auth/${mount}/role/${role ?? "NAME"}, or of the SecretID, exclude this runner's address.`],
	[/missing role$/, ({ mount }) => `At auth/${mount} is an auth method of another kind. Check \`path\` and \`method\`.`]
];
exports.approle = approle;
