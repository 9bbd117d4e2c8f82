const require_refusals = require("./refusals.js");
const require_common = require("./common.js");
const require_token_file = require("./token-file.js");
let node_fs = require("node:fs");
// src/login/wrapped-secret-id.ts
async function unwrapSecretId(token, expected, { vault, mask }) {
	const namespace = require_common.tokenNamespace(vault.connection());
	const path = textIn((await vault.call({
		method: "POST",
		path: "sys/wrapping/lookup",
		namespace,
		body: { token },
		repeatable: require_common.idempotent
	}).catch(throwIfUsed)).reply, "creation_path");
	if (!wasCreatedFor(expected, path)) throw createdElsewhere(expected, path);
	const { reply } = await vault.call({
		method: "POST",
		path: "sys/wrapping/unwrap",
		namespace,
		token,
		body: {},
		repeatable: require_common.write
	}).catch(throwIfUsed).catch(noteLostResponse);
	const secretId = textIn(reply, "secret_id");
	if (secretId === "") throw new require_common.Failure("ERR_LOGIN", "`wrappedSecretId` does not contain a SecretID");
	mask(secretId);
	return secretId;
}
function wasCreatedFor({ mount, role }, path) {
	const parts = path.split("/");
	const found = parts.at(-2) ?? "";
	return path === `auth/${mount}/role/${role ?? found}/secret-id` && parts.length === mount.split("/").length + 4;
}
function createdElsewhere({ mount, role }, path) {
	const expectedPath = `auth/${mount}/role/${role ?? "NAME"}/secret-id`;
	return new require_common.Failure("ERR_LOGIN", `\`wrappedSecretId\` was created at ${path || "an unknown path"}, expected ${expectedPath}`, { hint: "SECURITY: if `path` and `role` are correct, your wrapping token may have been replaced with another one. It was not unwrapped." });
}
function throwIfUsed(error) {
	const failure = require_common.asFailure(error);
	if (failure.status !== 400) throw failure;
	throw new require_common.Failure("ERR_LOGIN", `\`wrappedSecretId\` cannot be unwrapped: ${failure.words || "400"}`, {
		hint: [
			"SECURITY: the wrapping token was already used, or has expired. If no run of this job used it, another client may have unwrapped it",
			"and may hold the SecretID: destroy the SecretID (secret-id-accessor/destroy), look for sys/wrapping/unwrap in Vault's audit log,",
			"and find out where the token leaked. Each run of a job needs a new wrapping token."
		].join(" "),
		cause: failure
	});
}
function noteLostResponse(error) {
	const failure = require_common.asFailure(error);
	if (failure.status !== void 0 || !failure.sent || failure.code === "ERR_LOGIN") throw failure;
	throw failure.with({ hint: [failure.hint, "The wrapping token may already be used: use a new one for the next run."].filter(Boolean).join("\n") });
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
			inputs.required("roleId", "the RoleID"),
			inputs.text("secretId"),
			inputs.text("wrappedSecretId")
		];
		const role = inputs.text("role");
		if (secretId !== void 0 && wrapped !== void 0) inputs.problem("wrappedSecretId", "cannot be combined with secretId", "only one of them");
		if (wrapped !== void 0 && !/^[\x21-\x7e]+$/.test(wrapped)) inputs.problem("wrappedSecretId", "contains spaces or characters that are invalid in a token", "only the wrapping token");
		let unwrapped;
		return {
			as: role === void 0 ? "the role of `roleId`" : `role ${role}`,
			role,
			async supply(context) {
				if (wrapped !== void 0) unwrapped ??= unwrapSecretId(wrapped, {
					mount,
					role
				}, context);
				const secret = secretId ?? await unwrapped;
				return { body: {
					role_id: roleId,
					...secret !== void 0 && { secret_id: secret }
				} };
			}
		};
	},
	explain: (refusal) => require_refusals.adviceFrom(explanations$6, refusal)
};
const explanations$6 = [
	[/invalid (role or secret ID|role_?id|role ID|secret_?id|secret id)/i, ({ mount, role }) => `Check \`roleId\` (vault read auth/${mount}/role/${role ?? "NAME"}/role-id) and the SecretID: it must belong to that role, be unexpired (secret_id_ttl) and have uses left (secret_id_num_uses).`],
	[/missing secret_id/, () => "The role requires a SecretID: set `secretId` or `wrappedSecretId`."],
	[/subset relationship between CIDR blocks/, ({ mount, role }) => `cidr_list of the SecretID is outside secret_id_bound_cidrs of auth/${mount}/role/${role ?? "NAME"}: create a new SecretID whose cidr_list is within it.`],
	[/CIDR restrictions/, ({ mount, role }) => `secret_id_bound_cidrs of auth/${mount}/role/${role ?? "NAME"}, or of the SecretID, exclude this runner's address.`],
	[/missing role$/, ({ mount }) => `auth/${mount} is the mount of another auth method. Check \`path\` and \`method\`.`]
];
// src/login/payload.ts
const payload = (name) => ({
	name,
	mount: name,
	read: readPayload,
	explain: (refusal) => require_refusals.adviceFrom([], refusal)
});
function readPayload(inputs) {
	const body = parsePayload(inputs.required("authPayload", example));
	if (!body) inputs.problem("authPayload", "is not a JSON object", example);
	const role = typeof body?.["role"] === "string" ? body["role"] : void 0;
	return {
		as: role === void 0 ? "the identity in `authPayload`" : `role ${role}`,
		role,
		supply: () => Promise.resolve({ body: body ?? {} })
	};
}
const example = "{\"role\": \"ci\", \"jwt\": \"…\"}";
const parsePayload = (text) => text === "" ? {} : require_common.parseObject(text);
// src/login/aws.ts
const aws = {
	name: "aws",
	mount: "aws",
	read(inputs) {
		if (inputs.text("authPayload") !== void 0) return readPayload(inputs);
		const [role, region, serverId] = [
			"role",
			"awsRegion",
			"awsHeaderValue"
		].map(inputs.text);
		if (/[^\x20-\x7e]/.test(serverId ?? "")) inputs.problem("awsHeaderValue", "has characters that are not allowed in an HTTP header", "vault.example.com");
		return {
			as: role === void 0 ? "the role with the name of the IAM identity" : `role ${role}`,
			role,
			async supply(context) {
				const [{ findCredentials }, { signCallerIdentity }, { stsEndpoint }] = await Promise.all([
					Promise.resolve().then(() => require("./credentials.js")),
					Promise.resolve().then(() => require("./caller-identity.js")).then((n) => n.caller_identity_exports),
					Promise.resolve().then(() => require("./regions.js")).then((n) => n.regions_exports)
				]);
				const credentials = await findCredentials(context, region);
				const signedHeaders = { ...serverId !== void 0 && { "X-Vault-AWS-IAM-Server-ID": serverId } };
				const { url, body, headers } = signCallerIdentity(stsEndpoint(region), credentials, signedHeaders);
				const packed = base64(JSON.stringify(headers));
				context.mask(packed);
				return { body: {
					...role !== void 0 && { role },
					iam_http_request_method: "POST",
					iam_request_url: base64(url.href),
					iam_request_body: base64(body),
					iam_request_headers: packed
				} };
			}
		};
	},
	explain: (refusal) => require_refusals.adviceFrom(explanations$5, refusal)
};
const base64 = (text) => Buffer.from(text).toString("base64");
const explanations$5 = [
	[/entry for role "?(.*?)"? not found/, ({ mount }, [, role = ""]) => `There is no role "${role}" at this mount (auth/${mount}). Check \`role\` and \`path\`. Without \`role\`, Vault uses the name of the IAM user or role.`],
	[/IAM Principal "?(.*?)"? does not belong to the role/, (refusal, [, arn = ""]) => `AWS says that this runner is ${arn}. If it should be allowed to log in, add ${principalOf(arn)} to bound_iam_principal_arn of ${require_refusals.rolePath(refusal)}. Otherwise check which AWS credentials the step uses: docs/logins.md has their order.`],
	[/auth method iam not allowed/, (refusal) => `${require_refusals.rolePath(refusal)} has auth_type=ec2. Create a role with auth_type=iam.`],
	[/expected "(.*?)" but got/, (_, [, value = ""]) => `Set \`awsHeaderValue\` to ${value}, or correct iam_server_id_header_value of the mount.`],
	[/missing header "X-Vault-AWS-IAM-Server-ID"/, ({ mount }) => `The mount requires a header: set \`awsHeaderValue\` to iam_server_id_header_value of auth/${mount}/config/client.`],
	[/scoped to a valid region/, ({ mount }) => `The signature is for another region than the STS of the mount: set \`awsRegion\` to sts_region of auth/${mount}/config/client; without it, the signature is for us-east-1.`],
	[/ExpiredToken|token .*is expired/, () => "The AWS credentials have expired. Create them shortly before this step."],
	[/InvalidClientTokenId/, () => "AWS does not know the credentials: they were deleted, are a few seconds old, or belong to another partition than `awsRegion`. AWS_SESSION_TOKEN may also be missing, or belong to other credentials."],
	[/Signature (expired|not yet current)|RequestExpired/, () => "The runner's clock is wrong. Correct it: AWS accepts 5 minutes of difference."],
	[/SignatureDoesNotMatch/, () => "AWS_SECRET_ACCESS_KEY does not belong to AWS_ACCESS_KEY_ID, or something between Vault and AWS changes the request."],
	[/error making upstream request: error making request/, ({ mount }) => `Vault's server cannot reach STS: check its network, and sts_endpoint of auth/${mount}/config/client.`],
	[/body of GetCallerIdentity is invalid|error parsing STS response/, ({ mount }) => `sts_endpoint of auth/${mount}/config/client is not the address of STS, or a proxy of Vault's server responds in its place.`],
	[/error looking up full ARN/, ({ mount }) => `For a wildcard in bound_iam_principal_arn, Vault asks IAM for the identity: the credentials in auth/${mount}/config/client need iam:GetUser and iam:GetRole.`],
	[/invalid request header/, ({ mount }) => `Remove allowed_sts_header_values from auth/${mount}/config/client, or add the header to it.`]
];
const principalOf = (arn) => arn.replace(/^arn:([\w-]+):sts::(\d+):assumed-role\/([^/]+)\/.*$/, "arn:$1:iam::$2:role/$3");
// src/login/cert.ts
const cert = {
	name: "cert",
	mount: "cert",
	read(inputs) {
		if (inputs.text("authPayload") !== void 0) return readPayload(inputs);
		const role = inputs.text("role");
		return {
			as: role === void 0 ? "the owner of the client certificate" : `role ${role}`,
			role,
			supply: () => Promise.resolve({ body: { ...role !== void 0 && { name: role } } })
		};
	},
	explain: (refusal) => require_refusals.adviceFrom(explanations$4, refusal)
};
const explanations$4 = [
	[/no client certificate found|client certificate must be supplied|missing client token/, () => "No client certificate reached Vault: set `clientCertificate` and `clientKey`. A load balancer that terminates TLS before Vault does not pass it on."],
	[/tls connection (required|not found)/, () => "The server received the login without TLS, so it saw no client certificate: write `url` with https:// and the port of a TLS listener. A load balancer that terminates TLS before Vault has the same effect."],
	[/invalid certificate|failed to match all constraints|no chain matching|no certificate was matched|failed to verify client's certificate|certificate mismatch of a trusted leaf/, ({ mount, role }) => `No role accepts this certificate. Compare it with auth/${mount}/certs/${role ?? "NAME"} (certificate, allowed_common_names, allowed_dns_sans, …).`]
];
// src/login/github.ts
const github = {
	name: "github",
	mount: "github",
	read(inputs) {
		const token = inputs.required("githubToken", "${{ secrets.VAULT_GITHUB_TOKEN }}");
		return {
			as: "the owner of `githubToken`",
			supply: () => Promise.resolve({ body: { token } })
		};
	},
	explain: (refusal) => require_refusals.adviceFrom(explanations$3, refusal)
};
const explanations$3 = [
	[/401|bad credentials/i, () => "GitHub rejects `githubToken`: it has expired or was revoked. The GITHUB_TOKEN of a job does not work either: it belongs to no user and cannot read organisations."],
	[/user is not part of required org/, ({ mount }) => `The owner of \`githubToken\` is not a member of the organisation in auth/${mount}/config, or the token lacks the scope read:org.`],
	[/organization\S* .*not found|\/orgs\/\S+ 404|unable to (find|fetch)/i, ({ mount }) => `Check organization of auth/${mount}/config, and the scope read:org of \`githubToken\`.`],
	[/rate limit/i, () => "GitHub has reached its rate limit for the owner of `githubToken`. Run the job again later, or use a token of another user."],
	[/: 403 /, () => "GitHub denies the request. Add the scope read:org to `githubToken`, and authorise it for the organisation if that uses single sign-on."],
	[/dial tcp|no such host|i\/o timeout|connection refused|TLS handshake|x509|deadline exceeded/, ({ mount }) => `Vault's server cannot reach GitHub: check its network, and base_url of auth/${mount}/config.`],
	[/configuration has not been set/, ({ mount }) => `Nothing is configured at auth/${mount}/config. Check \`path\` and \`namespace\`.`]
];
// src/login/kubernetes.ts
const defaultPath = "/var/run/secrets/kubernetes.io/serviceaccount/token";
const kubernetes = {
	name: "kubernetes",
	mount: "kubernetes",
	read(inputs) {
		const path = inputs.text("kubernetesTokenPath") ?? defaultPath;
		const role = inputs.required("role", "the role to log in with");
		const problem = tokenFileProblem(path);
		if (problem !== void 0) inputs.problem("kubernetesTokenPath", `"${path}" ${problem}`, "the path of the service account's token file");
		return {
			as: `role ${role}`,
			role,
			async supply({ mask }) {
				const jwt = await require_token_file.readTokenFile(path, {
					token: "service account token",
					input: "kubernetesTokenPath"
				});
				mask(jwt);
				return { body: {
					role,
					jwt
				} };
			}
		};
	},
	explain: (refusal) => require_refusals.adviceFrom(explanations$2, refusal)
};
function tokenFileProblem(path) {
	try {
		return (0, node_fs.readFileSync)(path, "utf8").trim() === "" ? "is empty" : void 0;
	} catch {
		return "cannot be read: the runner has to run in a pod with a service account";
	}
}
const explanations$2 = [
	[/could not load backend configuration/, ({ mount }) => `Nothing is configured at auth/${mount}/config. Check \`path\` and \`namespace\`.`],
	[/invalid role name/, ({ mount, role }) => `There is no role "${role ?? ""}" at this mount (auth/${mount}). Check \`role\` and \`path\`.`],
	[/service account name not authorized/, (refusal) => `bound_service_account_names of ${require_refusals.rolePath(refusal)} does not include the service account of this pod.`],
	[/namespace not authorized/, (refusal) => `bound_service_account_namespaces of ${require_refusals.rolePath(refusal)} does not include the namespace of this pod.`],
	[/invalid audience/, (refusal) => `The token does not have the audience that ${require_refusals.rolePath(refusal)} requires. Mount a projected token with that audience, and set \`kubernetesTokenPath\` to its path.`],
	[/permission denied|lookup failed/, ({ mount }) => `Either the cluster rejects the token, or Vault has no permission to review it: check kubernetes_host and token_reviewer_jwt of auth/${mount}/config. Or no auth method is mounted at auth/${mount}: check \`path\` and \`namespace\`.`]
];
// src/login/userpass.ts
const userpass = {
	name: "userpass",
	mount: "userpass",
	read: readPassword,
	explain: (refusal) => require_refusals.adviceFrom(explanations$1, refusal)
};
const explanations$1 = [[/invalid username or password/, ({ mount }) => `Check \`username\` and \`password\`; vault list auth/${mount}/users shows the users.`], [/permission denied/, ({ mount }) => `Vault locks a user for 15 minutes after five wrong passwords, so the password may be correct. Otherwise no auth method is mounted at auth/${mount} (check \`path\` and \`namespace\`), or token_bound_cidrs of the user exclude this runner's address.`]];
function readPassword(inputs) {
	const username = inputs.required("username", "the name of a user");
	const password = inputs.required("password", "${{ secrets.VAULT_PASSWORD }}");
	if (/^\.{1,2}$|\p{Cc}/u.test(username)) inputs.problem("username", "is invalid in a path", "the name of a user");
	return {
		as: `user ${username}`,
		pathSuffix: username,
		supply: () => Promise.resolve({ body: { password } })
	};
}
// src/login/ldap.ts
const ldap = {
	name: "ldap",
	mount: "ldap",
	read: readPassword,
	explain: (refusal) => require_refusals.adviceFrom(explanations, refusal)
};
const explanations = [
	[/ldap operation failed|failed to bind as user|invalid username or password/, ({ mount }) => `The directory rejects this user name or password: check \`username\` and \`password\`, and userdn and userattr of auth/${mount}/config.`],
	[/user not found|failed to find entity/, ({ mount }) => `The directory has no such user below userdn of auth/${mount}/config: check \`username\`.`],
	[/failed to connect|error connecting to host|Network Error/, ({ mount }) => `Vault's server cannot reach the directory: check url of auth/${mount}/config.`],
	[/not configured/, ({ mount }) => `Nothing is configured at auth/${mount}/config. Check \`path\` and \`namespace\`.`],
	[/bind \(service\) failed|unable to re-bind|cannot derive UserBindDN/, ({ mount }) => `The directory refuses Vault's own account: check binddn and bindpass of auth/${mount}/config.`],
	[/entity alias attribute|user attributes/, ({ mount }) => `The user's entry lacks the attribute that userattr of auth/${mount}/config names.`],
	[/group search|user groups/, ({ mount }) => `The directory refuses the search for groups: check groupdn, groupfilter and binddn of auth/${mount}/config.`],
	[/no LDAP groups found|user is not a member of any authorized group/, ({ mount }) => `No policy is mapped to that user or the user's groups: see auth/${mount}/users and auth/${mount}/groups.`]
];
// src/login/other-methods.ts
const otherMethods = [
	{
		name: "token",
		mount: "token",
		read(inputs) {
			const value = inputs.text("token") ?? "";
			if (value === "") inputs.problem("token", "is required", "${{ secrets.VAULT_TOKEN }}");
			else if (!/^[\x21-\x7e]+$/.test(value)) inputs.problem("token", "contains spaces or characters that are invalid in a token", "only the token");
			return { token: value };
		},
		explain: () => void 0
	},
	approle,
	github,
	kubernetes,
	ldap,
	userpass,
	cert,
	aws
];
exports.otherMethods = otherMethods;
exports.payload = payload;
