const require_common = require("./common.js");
const require_regions = require("./regions.js");
let node_fs_promises = require("node:fs/promises");
// src/aws/credential-request.ts
const retries = {
	...require_common.idempotent,
	attempts: {
		other: 3,
		busy: 3,
		quota: 3
	}
};
async function requestCredentials(service, request, { transport, stop }) {
	for (let failed = 1;; failed++) try {
		const reply = await transport.send({
			...request,
			signal: stop.abortRequested
		});
		if (reply.status === 200) return reply.body;
		throw refusalBy(service, reply);
	} catch (error) {
		if (!(error instanceof require_common.Failure) || error === stop.abortRequested.reason) throw error;
		const wait = require_common.retryDelay(error, retries, failed, Math.random());
		if (wait === void 0) throw withService(error, service);
		await require_common.waitOut(error, wait, stop.stopRequested);
	}
}
function refusalBy({ name, hint }, { status, body }) {
	const code = /<Code>(\w{1,64})<\/Code>/.exec(body)?.[1];
	const isBusy = status >= 500 || status === 429 || code === "IDPCommunicationError";
	const message = `${name} refused the request for AWS credentials: ${[status, code].filter((part) => part !== void 0).join(" ")}`;
	return new require_common.Failure(isBusy ? "ERR_UNAVAILABLE" : "ERR_IDENTITY", message, {
		hint,
		status: isBusy ? 503 : status
	});
}
const withService = (failure, { name, hint }) => failure.message.startsWith(name) ? failure : failure.with({
	message: `${name} returned no AWS credentials: ${failure.message}`,
	hint
});
function credentialsIn(body, service) {
	const reply = require_common.parseObject(body) ?? {};
	const [accessKeyId, secretAccessKey, sessionToken] = [
		"AccessKeyId",
		"SecretAccessKey",
		"Token"
	].map((name) => require_common.own(reply, name));
	if (typeof accessKeyId === "string" && typeof secretAccessKey === "string") return {
		accessKeyId,
		secretAccessKey,
		...typeof sessionToken === "string" && { sessionToken }
	};
	throw noCredentials(service);
}
const noCredentials = ({ name, hint }) => new require_common.Failure("ERR_IDENTITY", `${name} returned no AWS credentials`, { hint });
const localHosts = /^(127\.\d+\.\d+\.\d+|\[::1\]|localhost|169\.254\.169\.254|169\.254\.170\.(2|23)|\[fd00:ec2::(23|254)\])$/;
function localUrl(text, variable) {
	const url = URL.parse(text);
	if (url && /^https?:$/.test(url.protocol) && localHosts.test(url.hostname)) return url;
	throw new require_common.Failure("ERR_IDENTITY", `the environment variable ${variable} is not an address of this machine`, { hint: "AWS uses loopback and link-local addresses here. An earlier step may have set the variable." });
}
// src/aws/token-file.ts
async function readTokenFile(variable, env) {
	const hint = "The runner runs in a pod or a task without this file, or an earlier step set the variable.";
	const token = (await (0, node_fs_promises.readFile)(env[variable] ?? "", "utf8").catch((cause) => {
		throw new require_common.Failure("ERR_IDENTITY", `the file in the environment variable ${variable} cannot be read`, {
			hint,
			cause
		});
	})).trim();
	if (/^[\x21-\x7e]+$/.test(token)) return token;
	throw new require_common.Failure("ERR_IDENTITY", `the file in the environment variable ${variable} contains no token`, { hint });
}
// src/aws/container-credentials.ts
const replyMs$2 = 2e3;
const ecs = "http://169.254.170.2";
const service$1 = {
	name: "the credentials endpoint of the container",
	hint: "Check the task role of ECS, or the pod identity association of EKS, for the container in which the runner runs."
};
async function containerCredentials(context) {
	const { env, mask } = context;
	const relative = env["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"];
	const url = relative ? localUrl(`${ecs}${relative}`, "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") : localUrl(env["AWS_CONTAINER_CREDENTIALS_FULL_URI"] ?? "", "AWS_CONTAINER_CREDENTIALS_FULL_URI");
	const authorization = await authorizationOf(context);
	if (authorization !== void 0) mask(authorization);
	const headers = {
		accept: "application/json",
		...authorization !== void 0 && { authorization }
	};
	return credentialsIn(await requestCredentials(service$1, {
		method: "GET",
		url,
		headers,
		replyMs: replyMs$2
	}, context), service$1);
}
async function authorizationOf({ env }) {
	if (env["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"]) return readTokenFile("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", env);
	const text = env["AWS_CONTAINER_AUTHORIZATION_TOKEN"]?.trim() ?? "";
	if (/[^\x20-\x7e]/.test(text)) throw new require_common.Failure("ERR_IDENTITY", "the environment variable AWS_CONTAINER_AUTHORIZATION_TOKEN contains no token", { hint: service$1.hint });
	return text === "" ? void 0 : text;
}
// src/aws/instance-metadata.ts
const replyMs$1 = 1e3;
const sessionSeconds = "60";
const endpoints = {
	IPv4: "http://169.254.169.254",
	IPv6: "http://[fd00:ec2::254]"
};
const service = {
	name: "the instance metadata service of EC2",
	hint: [
		"It was asked because the environment has no AWS credentials (docs/logins.md).",
		"On EC2, attach an instance profile with a role.",
		"In a container on EC2, allow one more hop: aws ec2 modify-instance-metadata-options --instance-id ID --http-put-response-hop-limit 2",
		"Elsewhere, set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY as environment variables of this step."
	].join("\n")
};
const disabled = "the instance metadata service of EC2, which AWS_EC2_METADATA_DISABLED disables,";
async function instanceCredentials(context) {
	const { env, mask } = context;
	if (env["AWS_EC2_METADATA_DISABLED"]?.toLowerCase() === "true") throw noCredentials({
		...service,
		name: disabled
	});
	const variable = "AWS_EC2_METADATA_SERVICE_ENDPOINT";
	const isIpv6 = env["AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"]?.toLowerCase() === "ipv6";
	const endpoint = localUrl(env[variable] || (isIpv6 ? endpoints.IPv6 : endpoints.IPv4), variable);
	const ask = (method, path, headers) => requestCredentials(service, {
		method,
		url: new URL(path, endpoint),
		headers,
		replyMs: replyMs$1
	}, context);
	const session = await ask("PUT", "/latest/api/token", { "x-aws-ec2-metadata-token-ttl-seconds": sessionSeconds });
	if (!/^[\x21-\x7e]+$/.test(session)) throw noCredentials(service);
	mask(session);
	const headers = { "x-aws-ec2-metadata-token": session };
	const path = "/latest/meta-data/iam/security-credentials/";
	const [role = ""] = (await ask("GET", path, headers)).split("\n");
	if (!/^[\w+=,.@-]+$/.test(role)) throw noCredentials(service);
	return credentialsIn(await ask("GET", `${path}${role}`, headers), service);
}
// src/aws/web-identity.ts
const replyMs = 1e4;
const duration = "900";
async function webIdentityCredentials(context, region) {
	const { env, mask } = context;
	const { url } = require_regions.stsEndpoint(require_regions.regionIn(env) ?? region);
	const token = await readTokenFile("AWS_WEB_IDENTITY_TOKEN_FILE", env);
	mask(token);
	const service = {
		name: url.host,
		hint: "The trust policy of the role in AWS_ROLE_ARN must allow sts:AssumeRoleWithWebIdentity for the identity in AWS_WEB_IDENTITY_TOKEN_FILE."
	};
	const xml = await requestCredentials(service, {
		method: "POST",
		url,
		headers: { "content-type": "application/x-www-form-urlencoded" },
		body: new URLSearchParams({
			Action: "AssumeRoleWithWebIdentity",
			Version: "2011-06-15",
			RoleArn: env["AWS_ROLE_ARN"] ?? "",
			RoleSessionName: env["AWS_ROLE_SESSION_NAME"] || `vault-exchange-${env["GITHUB_RUN_ID"] ?? ""}`,
			WebIdentityToken: token,
			DurationSeconds: duration
		}).toString(),
		replyMs
	}, context);
	const [accessKeyId, secretAccessKey, sessionToken] = [
		"AccessKeyId",
		"SecretAccessKey",
		"SessionToken"
	].map((name) => textOf(name, xml));
	if (!accessKeyId || !secretAccessKey || !sessionToken) throw noCredentials(service);
	return {
		accessKeyId,
		secretAccessKey,
		sessionToken
	};
}
const textOf = (element, xml) => new RegExp(`<${element}>([^<&]*)</${element}>`).exec(xml)?.[1];
// src/aws/credentials.ts
async function findCredentials(context, region) {
	const credentials = await fromFirstSource(context, region);
	context.mask(credentials.secretAccessKey);
	if (credentials.sessionToken) context.mask(credentials.sessionToken);
	return credentials;
}
function fromFirstSource(context, region) {
	const { env } = context;
	const [accessKeyId, secretAccessKey, sessionToken] = [
		"AWS_ACCESS_KEY_ID",
		"AWS_SECRET_ACCESS_KEY",
		"AWS_SESSION_TOKEN"
	].map((name) => env[name]);
	if (accessKeyId && secretAccessKey) return {
		accessKeyId,
		secretAccessKey,
		...sessionToken && { sessionToken }
	};
	if (env["AWS_WEB_IDENTITY_TOKEN_FILE"] && env["AWS_ROLE_ARN"]) return webIdentityCredentials(context, region);
	return env["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"] || env["AWS_CONTAINER_CREDENTIALS_FULL_URI"] ? containerCredentials(context) : instanceCredentials(context);
}
exports.findCredentials = findCredentials;
