const require_common = require("./common.js");
const require_version = require("./version.js");
const require_words = require("./words.js");
const require_connection = require("./connection.js");
const require_concurrency = require("./concurrency.js");
let node_net = require("node:net");
let node_http = require("node:http");
let node_events = require("node:events");
let node_path = require("node:path");
let node_fs = require("node:fs");
let node_os = require("node:os");
// src/http/network-errors.ts
const neverConnected = {
	ECONNREFUSED: "connection refused",
	ENOTFOUND: "the host name cannot be resolved",
	EAI_AGAIN: "the DNS server did not respond",
	EHOSTUNREACH: "no route to the host",
	ENETUNREACH: "no route to the network",
	ECONNTIMEOUT: "no connection within 5 s"
};
const certificate = /^(CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|ERROR_IN_CERT_|INVALID_(CA|PURPOSE)$|PATH_LENGTH_|HOSTNAME_MISMATCH$|ERR_TLS_CERT_ALTNAME_)/;
const handshake = /^(ERR_TLS_|ERR_SSL_|EPROTO$)/;
const clientCertificate = /ALERT_(CERTIFICATE|BAD_CERTIFICATE|UNSUPPORTED_CERTIFICATE|UNKNOWN_CA|HANDSHAKE_FAILURE)/;
const refusedClient = /ALERT_(CERTIFICATE|BAD_CERTIFICATE|UNSUPPORTED_CERTIFICATE|UNKNOWN_CA)/;
const isCertificateError = (error) => certificate.test(errorCode(error));
const isUnknownIssuer = (error) => /^(UNABLE_TO_GET_ISSUER_CERT|UNABLE_TO_VERIFY_LEAF_SIGNATURE|SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT)/.test(errorCode(error));
function notConnected(error, url) {
	const code = errorCode(error);
	const reason = neverConnected[code];
	if (reason) return new require_common.Failure("ERR_CONNECT", `cannot connect to ${url.host}: ${reason} (${code})`, {
		hint: "Check `url`, and that the runner can reach it: a private address needs a self-hosted runner.",
		cause: error,
		sent: false
	});
	if (certificate.test(code) || handshake.test(code)) return new require_common.Failure("ERR_TLS", `the TLS handshake with ${url.host} failed: ${code}`, {
		hint: networkHint(code),
		cause: error,
		sent: false
	});
	return new require_common.Failure("ERR_CONNECT", `${url.host} closed the connection before accepting the request${code && ` (${code})`}`, {
		hint: url.protocol === "https:" ? "Check that the port accepts TLS. A firewall may also have closed the connection." : void 0,
		cause: error,
		sent: false
	});
}
function lostConnection(error, url, timedOutMs) {
	if (timedOutMs !== void 0) return new require_common.Failure("ERR_TIMEOUT", `${url.host} did not respond within ${timedOutMs / 1e3} s`, { cause: error });
	const code = errorCode(error);
	if (refusedClient.test(code)) return notConnected(error, url);
	const problem = neverConnected[code] !== void 0 || handshake.test(code) ? `the connection to ${url.host} broke before the response arrived` : `${url.host} closed the connection before it responded`;
	return new require_common.Failure("ERR_CONNECT", `${problem}${code && ` (${code})`}`, { cause: error });
}
function networkHint(code) {
	if (certificate.test(code)) return "The certificate must be issued for this host name by a CA that the runner trusts.";
	if (clientCertificate.test(code)) return ["The server requires a client certificate (clientCertificate and clientKey), or rejected the one it received.", "It must be valid, for client authentication, and issued by a CA that the server trusts."].join(" ");
	return "The port may expect plain HTTP (then write http:// in `url`), or an old version of TLS.";
}
function errorCode(error) {
	return typeof error === "object" && error !== null && "code" in error && typeof error.code === "string" ? error.code : "";
}
// src/http/reply-body.ts
const maxBytes = 8388608;
function createReplyBody() {
	const chunks = [];
	let bytes = 0;
	return {
		add(chunk) {
			bytes += chunk.length;
			if (bytes > maxBytes) throw new require_common.Failure("ERR_REPLY", `the response is larger than ${maxBytes / 1024 / 1024} MiB`);
			chunks.push(chunk);
		},
		isWhole: (contentLength) => contentLength === void 0 || Number(contentLength) === bytes,
		text: () => Buffer.concat(chunks).toString("utf8")
	};
}
// src/http/transport.ts
const hostOf = (url) => url.hostname.replace(/^\[(.*)\]$/, "$1");
// src/vault/reply.ts
function parseReply(body, from) {
	if (body === "") return {};
	const reply = require_common.parseObject(body);
	if (reply) return reply;
	if (body.startsWith("{")) throw new require_common.Failure("ERR_REPLY", `${from}: the response is truncated`);
	throw new require_common.Failure("ERR_REPLY", `${from}: the response is not from Vault (not a JSON object)`, { hint: require_words.notVault });
}
function toAuth(reply) {
	const auth = object(require_common.own(reply, "auth"));
	const token = text(require_common.own(auth, "client_token"));
	if (token === "") throw require_common.own(auth, "mfa_requirement") ? new require_common.Failure("ERR_LOGIN", "the login requires a second factor (MFA), which a job cannot provide", { hint: "Exclude this auth mount or role from the login enforcement in Vault (identity/mfa/login-enforcement)." }) : new require_common.Failure("ERR_REPLY", "the login response contains no token", { hint: "Check `path`: it must be the mount of an auth method." });
	return {
		token,
		kind: require_common.own(auth, "token_type") === "batch" ? "batch" : "service",
		seconds: number(require_common.own(auth, "lease_duration")),
		renewable: require_common.own(auth, "renewable") === true,
		policies: list(require_common.own(auth, "policies")).filter((policy) => typeof policy === "string"),
		uses: number(require_common.own(auth, "num_uses")),
		accessor: text(require_common.own(auth, "accessor")),
		requestId: text(require_common.own(reply, "request_id"))
	};
}
const object = (value) => require_common.isObject$1(value) ? value : {};
const text = (value) => typeof value === "string" ? value : "";
const number = (value) => typeof value === "number" ? value : 0;
const list = (value) => Array.isArray(value) ? value : [];
// src/report/notices.ts
const maxNames = 10;
function createNotices() {
	return {
		guessedVersion(paths) {
			if (paths.length === 0) return;
			require_common.noticeOf([`Read as folders of KV version 2, because Vault does not return the mount: ${paths.join("; ")}`, "For KV version 1 in a namespace, write the namespace in the input `namespace`, not in the path."]);
		},
		notFound(path, { input, line }, what) {
			require_common.noticeOf([`${input} line ${line}: ${path}: ${what}; ignored because of the flag optional or the input ignoreNotFound`]);
		},
		masked({ short, unmasked, leftOut }) {
			require_common.noticeOf([short.length > 0 ? `Short values are masked too: ${short.join(", ")}. Log lines and job outputs that contain this text show ***.` : "", unmasked.length > 0 ? `Values of fewer than 4 characters with only punctuation are not masked: ${unmasked.join(", ")}.` : ""]);
			if (leftOut === "nothing") return;
			const limit = `a step registers at most ${require_common.maxMasks} masks. Read fewer or smaller values in one step.`;
			if (leftOut === "forms") require_common.noticeOf([`Encoded forms of some values, such as base64, are not masked: ${limit}`]);
			else require_common.warningOf([`Some lines or JSON leaves of large values are not masked: ${limit}`]);
		},
		notExported({ skipped, shadowed }) {
			const names = skipped.map(({ kind, name, why, outputs }) => {
				return `the ${kind} "${name}"${outputs.some((output) => output !== name) ? ` (for ${outputs.map((output) => `"${output}"`).join(", ")})` : ""} ${why}`;
			});
			require_common.warningOf([names.length > 0 ? `Keys that cannot be exported under their own name: ${names.join("; ")}` : "", shadowed.length > 0 ? `Several entries have the same name, and the last one wins: ${shadowed.join(", ")}` : ""]);
		},
		ignoredState(names, isLost) {
			if (names.length === 0) return;
			const why = names.length === 1 ? "is ignored, because the main step did not save it" : "are ignored, because the main step did not save them";
			const text = `${require_common.listed(names, maxNames)} ${why}. A later step can set STATE_ variables through GITHUB_ENV.`;
			if (isLost) require_common.warningOf([`${text} Without a valid STATE_session nothing can be revoked; a token that is not revoked expires after its TTL.`]);
			else require_common.noticeOf([text]);
		}
	};
}
// src/vault/token.ts
function isOfRootNamespace(token) {
	if (/^(?:hv[sb]|[sb])\.[\w-]+\.\w+$/.test(token)) return false;
	if (/^hvs\.CAES/.test(token)) {
		const packed = Buffer.from(token.slice(4), "base64url").toString("latin1");
		const inner = /hvs\.[A-Za-z0-9]{24}(\.\w)?/.exec(packed);
		return inner ? inner[1] === void 0 : void 0;
	}
	return /^(?:hv[sb]|[sb])\.[\w-]+$/.test(token) ? true : void 0;
}
const isTokenInvalid = ({ status, words }) => status === 403 && (words.includes("invalid token") || words === "permission denied");
// src/report/progress.ts
function createProgress() {
	return {
		network({ urls, tls }, proxy) {
			if (proxy !== void 0) require_common.say(`Connecting to Vault through the proxy ${proxy}`);
			const risks = [tls?.skipVerify ? "tlsSkipVerify: the server's certificate is not verified." : "", ...urls.map((url) => isUnencrypted(new URL(url)) ? `url: ${url} does not use TLS.` : "")].filter(Boolean);
			if (risks.length > 0) require_common.warningOf([...risks, "An attacker between this runner and Vault can read the job's token and all secrets."]);
		},
		loggedIn(connection, { method, access }, auth, lost) {
			const namespace = require_connection.tokenNamespace(connection);
			const where = namespace === "" ? connection.urls[0] : `${connection.urls[0]}, namespace ${namespace}`;
			if ("token" in access) {
				require_common.say(`Using the token of the input \`token\` at ${where}`);
				return;
			}
			const ttl = auth.seconds === 0 ? "unlimited" : require_common.formatSeconds(auth.seconds);
			require_common.say(`Logged in to ${where} as ${access.as} (${method.name}); token TTL ${ttl}, policies ${auth.policies.join(", ")}`);
			if (namespace !== "" && isOfRootNamespace(auth.token)) require_common.warningOf(["The server ignored `namespace`: the token and everything read with it belong to the root namespace."]);
			if (lost) {
				const expiry = auth.seconds === 0 ? "does not expire" : `expires in ${require_common.formatSeconds(auth.seconds)}`;
				require_common.say(`  Vault may have created a token whose response was lost; it ${expiry}`);
			}
		},
		read(paths, milliseconds, leases, lost, end) {
			require_common.say(`Read ${require_common.plural(paths, "path")} in ${Math.round(milliseconds)} ms`);
			for (const lease of leases) require_common.say(`  ${lease.path} – ${leaseEnd(lease, end)}`);
			if (lost.length > 0) {
				const fate = end === "ttl" ? "is not revoked, and expires after its TTL" : "is revoked with the token";
				require_common.say(`  sent again after a lost response: ${lost.join(", ")}. A lease of the lost response ${fate}`);
			}
		},
		exported({ outputs, variables, files }) {
			if (outputs.length > 0) require_common.say(`Set ${require_common.plural(outputs.length, "output")}: ${outputs.join(", ")}`);
			if (variables.length > 0) require_common.say(`Set ${require_common.plural(variables.length, "environment variable")}: ${variables.join(", ")}`);
			if (files.length > 0) require_common.say(`Wrote ${require_common.plural(files.length, "file")}: ${files.join(", ")}`);
		}
	};
}
const isUnencrypted = ({ protocol, hostname }) => protocol === "http:" && !/^(localhost|127\.[\d.]+|\[::1\])$/.test(hostname);
function leaseEnd(lease, end) {
	const expiry = require_common.formatExpiry(lease.expires);
	if (lease.sts) return `AWS STS, cannot be revoked, ${expiry}`;
	return end === "ttl" ? `not revoked, ${expiry}` : `revoked when ${end === "job" ? "this job" : "the command"} ends`;
}
// src/state/revocable.ts
const revocableToken = ({ token, kind, seconds, renewable, uses }, spent) => ({
	value: token,
	kind,
	seconds,
	expires: seconds > 0 ? require_common.after(require_common.now(), seconds) : require_common.noExpiry,
	booted: bootTime(),
	renewable,
	uses,
	spent
});
const isRevokedWithToken = (lease, { token, connection }) => token.kind === "service" && lease.namespace === require_connection.tokenNamespace(connection);
const bootTime = () => require_common.now() - Math.round((0, node_os.uptime)() * 1e3);
const hasExpired = ({ expires, booted }) => require_common.now() - Math.max(0, bootTime() - booted) > expires;
const leaseExpiry = (lease, revocable) => isRevokedWithToken(lease, revocable) ? Math.min(lease.expires, revocable.token.expires) : lease.expires;
// src/vault/addresses.ts
function createAddresses(urls) {
	let current = 0;
	const at = (place) => urls[place % urls.length] ?? urls[0];
	return {
		current: () => current,
		at,
		leave(place) {
			if (current === place) current++;
		},
		inOrder() {
			const start = current % urls.length;
			return [
				at(start),
				...urls.slice(start + 1),
				...urls.slice(0, start)
			];
		}
	};
}
// src/vault/redirect.ts
const maxRedirects = 2;
function redirectTarget(connection, from, reply, redirects) {
	const location = reply.header("location");
	if (![
		301,
		302,
		307,
		308
	].includes(reply.status) || location === void 0) return void 0;
	if (redirects >= maxRedirects) throw new require_common.Failure("ERR_REDIRECT", `${from.host} redirects in a loop`);
	const target = URL.parse(location, from.href);
	if (target && require_connection.mayRedirectTo(connection, from, target)) return target;
	if (!target) throw new require_common.Failure("ERR_REDIRECT", `${from.host} redirects to an invalid address`);
	throw new require_common.Failure("ERR_REDIRECT", `${from.host} redirects to ${target.protocol}//${target.host}, which is not allowed to receive your credentials`, { hint: target.protocol === from.protocol ? `If this host is a node of the same cluster, add the input: redirectHosts: ${target.host}` : "Redirects from https to http are never followed: the api_addr of that node must begin with https." });
}
function withUnreachableLeader(error, standby, leader) {
	if (!(error instanceof require_common.Failure) || error.code !== "ERR_CONNECT") return error;
	return error.with({
		code: "ERR_UNAVAILABLE",
		message: `${new URL(standby).host} redirects to ${leader.host}, which cannot be reached`,
		hint: "A standby redirects to the leader of its cluster. Either the leader is down, or the runner cannot reach it."
	});
}
// src/vault/client.ts
function withToken(vault, token) {
	return {
		...vault,
		tokenNamespace: require_connection.tokenNamespace(vault.connection()),
		call: (call) => vault.call({
			token,
			...call
		})
	};
}
const bodyReuseMs = 1e4;
function createVault(connection, transport, stop) {
	const addresses = createAddresses(connection.urls);
	const client = {
		connection,
		transport,
		stop,
		addresses,
		spent: new Map(),
		index: void 0
	};
	return {
		async call(call) {
			let lost = false;
			try {
				return {
					reply: await repeat(client, call, () => {
						lost = true;
					}),
					lost
				};
			} catch (error) {
				throw error instanceof require_common.Failure && error.lost !== lost ? error.with({
					lost,
					cause: error.cause
				}) : error;
			}
		},
		pause: (milliseconds) => require_common.pause(milliseconds, stop.stopRequested),
		connection: () => ({
			...connection,
			urls: addresses.inOrder()
		}),
		spent: (token) => client.spent.get(token) ?? 0
	};
}
async function repeat(client, call, onLost) {
	const { addresses, stop } = client;
	const failed = {
		quota: 0,
		busy: 0,
		other: 0
	};
	const failures = new Map();
	const body = createBody(call.body);
	let inRound = 1;
	for (;;) {
		stop.stopRequested.throwIfAborted();
		const place = addresses.current();
		const content = await body.get();
		stop.stopRequested.throwIfAborted();
		try {
			return await attempt(client, call, content, addresses.at(place));
		} catch (error) {
			if (!(error instanceof require_common.Failure)) throw error;
			const kind = require_common.kindOf(error);
			const triesNext = require_common.isOutOfService(error) && inRound < client.connection.urls.length;
			if (require_common.mayHaveActed(error) || error === stop.abortRequested.reason) onLost();
			if (error === stop.abortRequested.reason) throw error;
			const wait = require_common.retryDelay(error, call.repeatable, triesNext ? 1 : ++failed[kind], Math.random());
			failures.set(addresses.at(place), error);
			if (require_common.isOutOfService(error)) addresses.leave(place);
			if (wait === void 0) throw failures.size > 1 ? withAllAddresses(error, failures) : error;
			body.attemptFailed(kind);
			inRound = triesNext ? inRound + 1 : 1;
			if (!triesNext) await require_common.waitOut(error, wait, stop.stopRequested);
		}
	}
}
function createBody(body) {
	let current;
	let madeAt = 0;
	return {
		async get() {
			if (!current) {
				madeAt = performance.now();
				current = { content: typeof body === "function" ? await body() : body };
			}
			return current.content;
		},
		attemptFailed(kind) {
			if (kind !== "quota" || performance.now() - madeAt > bodyReuseMs) current = void 0;
		}
	};
}
async function attempt(client, call, body, base) {
	const request = `${call.method} ${call.path}`;
	countUse(client, call, 1);
	const reply = await follow(client, call, body === void 0 ? void 0 : JSON.stringify(body), base).catch((error) => {
		if (error instanceof require_common.Failure && !error.sent) countUse(client, call, -1);
		throw error === client.stop.abortRequested.reason ? error : withRequest(request, error);
	});
	if (reply.status >= 300) {
		const { refusal } = await Promise.resolve().then(() => require("./refusal.js"));
		const failure = refusal(request, call.path, reply.status, reply.body, reply.header);
		if (require_common.isRateLimited(failure)) countUse(client, call, -1);
		throw failure;
	}
	if (call.path.startsWith("auth/")) client.index = reply.header("x-vault-index") ?? client.index;
	return parseReply(reply.body, request);
}
function countUse({ spent }, { token, costsNoUse }, count) {
	if (token !== void 0 && !costsNoUse) spent.set(token, (spent.get(token) ?? 0) + count);
}
async function follow(client, call, body, base) {
	const { connection, transport, stop } = client;
	let url = new URL(`${base}/v1/${escapePath(call.path)}`);
	for (let redirects = 0;; redirects++) {
		const reply = await transport.send({
			method: call.method,
			url,
			headers: headersOf(client, call),
			body,
			replyMs: call.replyMs ?? 15e3,
			signal: stop.abortRequested,
			tls: connection.tls,
			extraHeaders: connection.extraHeaders
		}).catch((error) => {
			throw redirects === 0 ? error : withUnreachableLeader(error, base, url);
		});
		const target = redirectTarget(connection, url, reply, redirects);
		if (!target) return reply;
		url = target;
	}
}
function withAllAddresses(failure, failures) {
	const errors = [...failures].map(([url, { message }]) => `  ${url}: ${message}`);
	const hint = [
		failure.hint,
		"The last error of each address in `url`:",
		...errors
	].filter(Boolean).join("\n");
	return failure.with({ hint });
}
function withRequest(request, error) {
	if (!(error instanceof require_common.Failure) || error.code === "ERR_CANCELLED") return error;
	return error.with({
		message: `${request}: ${error.message}`,
		cause: error.cause
	});
}
function headersOf({ connection, index }, call) {
	const namespace = call.namespace ?? connection.namespace ?? "";
	return {
		"x-vault-request": "true",
		"x-correlation-id": connection.correlationId,
		...namespace !== "" && { "x-vault-namespace": namespace },
		...call.token !== void 0 && { "x-vault-token": call.token },
		...index !== void 0 && { "x-vault-index": index },
		...call.body !== void 0 && { "content-type": "application/json" }
	};
}
function escapePath(path) {
	return path.replaceAll("#", "%23").replaceAll("\\", "%5C");
}
// src/revoke/revoke.ts
async function revokeAll(revocable, transport, limits) {
	if (revocable.changedInputs) return notRevoked(revocable, revocable.changedInputs);
	const start = performance.now();
	const leases = await revokeLeasesWithin(limits.leasesMs, revocable, transport);
	const token = await revokeTokenWithin(limits.allMs - (performance.now() - start), revocable, transport);
	return {
		...common(revocable),
		...sortResults(leases, token.outcome, revocable),
		token: token.outcome,
		tokenFailure: token.failure,
		tokenAnswered: token.at
	};
}
function notRevoked(revocable, changedInputs) {
	const failure = new require_common.Failure("ERR_STATE", `the value of the input ${changedInputs.join(" and ")} changed after the main step, so the post step cannot revoke it`);
	return {
		...common(revocable),
		confirmed: [],
		withToken: [],
		pending: [],
		expired: [],
		left: revocableLeases(revocable).map((lease) => ({
			lease,
			failure,
			expires: leaseExpiry(lease, revocable)
		})),
		token: revocable.token.kind === "service" ? "left" : revocable.token.kind,
		tokenFailure: failure,
		tokenAnswered: void 0,
		grantsFailure: void 0
	};
}
const common = (revocable) => ({
	sts: revocable.leases.filter((lease) => lease.sts),
	tokenExpires: revocable.token.expires,
	tokenNamespace: require_connection.tokenNamespace(revocable.connection)
});
const revocableLeases = ({ leases }) => leases.filter((lease) => !lease.sts);
const isComplete = (revocation) => revocation.token !== "left" && revocation.left.length === 0;
const isConfirmed = (revocation) => [
	"revoked",
	"gone",
	"supplied"
].includes(revocation.token) && [
	...revocation.withToken,
	...revocation.pending,
	...revocation.left,
	...revocation.sts
].length === 0;
function sortResults({ results, grantsFailure }, token, revocable) {
	const isTokenInvalid = token === "revoked" || token === "gone";
	const endsWithToken = ({ lease }) => isTokenInvalid && isRevokedWithToken(lease, revocable);
	const withToken = results.filter((result) => endsWithToken(result) && isExpected(result, token));
	const { booted } = revocable.token;
	const isExpired = ({ lease }) => hasExpired({
		expires: leaseExpiry(lease, revocable),
		booted
	});
	const notDone = results.filter((result) => result.kind !== "confirmed" && !withToken.includes(result));
	const failed = notDone.filter((result) => !isExpired(result));
	const isPending = (result) => endsWithToken(result) || result.kind === "pending";
	const toFailed = (result) => ({
		lease: result.lease,
		failure: "failure" in result ? result.failure : grantsFailure,
		expires: leaseExpiry(result.lease, revocable)
	});
	return {
		confirmed: results.filter((result) => result.kind === "confirmed").map(({ lease, way, at }) => ({
			lease,
			way,
			at
		})),
		withToken: withToken.map(({ lease }) => lease),
		expired: notDone.filter(isExpired).map(({ lease }) => lease),
		pending: failed.filter(isPending).map(toFailed),
		left: failed.filter((result) => !isPending(result)).map(toFailed),
		grantsFailure
	};
}
function isExpected(result, token) {
	if (result.kind === "no way") return true;
	return result.kind === "failed" && result.failure.status === 403 && (token === "revoked" || isTokenInvalid(result.failure));
}
async function revokeLeasesWithin(milliseconds, revocable, transport) {
	const leases = revocableLeases(revocable);
	if (leases.length === 0) return {
		results: [],
		grantsFailure: void 0
	};
	try {
		return await within(milliseconds, revocable, transport, async (vault) => {
			const { revokeLeases } = await Promise.resolve().then(() => require("./revoke-leases.js"));
			return revokeLeases(revocable, leases, vault);
		});
	} catch (error) {
		const failure = require_common.asFailure(error);
		return {
			results: leases.map((lease) => ({
				lease,
				kind: "failed",
				failure
			})),
			grantsFailure: failure
		};
	}
}
const revokeTokenWithin = (milliseconds, revocable, transport) => within(milliseconds, revocable, transport, (vault) => revokeToken(revocable, vault));
async function revokeToken({ token }, vault) {
	if (token.kind !== "service") return { outcome: token.kind };
	try {
		await vault.call({
			method: "POST",
			path: "auth/token/revoke-self",
			namespace: vault.tokenNamespace,
			body: {},
			repeatable: require_common.revocation
		});
		return {
			outcome: "revoked",
			at: require_common.now()
		};
	} catch (error) {
		const failure = require_common.asFailure(error);
		return isTokenInvalid(failure) || hasExpired(token) ? {
			outcome: "gone",
			at: require_common.now()
		} : {
			outcome: "left",
			failure
		};
	}
}
async function within(milliseconds, revocable, transport, task) {
	const limit = require_common.createLimit(milliseconds);
	try {
		return await task(withToken(createVault(revocable.connection, transport, limit), revocable.token.value));
	} finally {
		limit.clear();
	}
}
// src/report/revocation-lines.ts
function revokedLine(revocation) {
	const { confirmed, withToken, expired, token, tokenExpires, tokenNamespace, grantsFailure } = revocation;
	const tokenWords = {
		revoked: "token revoked",
		gone: "token already revoked or expired",
		batch: `the batch token ${require_common.formatExpiry(tokenExpires)}`,
		supplied: "",
		left: ""
	};
	const parts = [
		confirmed.length > 0 ? `${require_common.plural(confirmed.length, "lease")} revoked` : "",
		expired.length > 0 ? `${require_common.plural(expired.length, "lease")} already expired` : "",
		tokenWords[token],
		withToken.length > 0 ? `${require_common.plural(withToken.length, "lease")} revoked with it, not confirmed` : ""
	].filter(Boolean);
	const [example] = withToken;
	const advice = example && token === "revoked" && !grantsFailure ? `. ${confirmAdvice(tokenNamespace, example)}` : "";
	const why = example && grantsFailure ? `; the permissions to revoke leases could not be checked: ${grantsFailure.message}` : "";
	return parts.join(", ") + advice + why;
}
function notRevokedLines({ pending, left, token, tokenFailure, tokenExpires, tokenNamespace }) {
	return [
		...pending.map(({ lease, failure }) => `Vault did not confirm the revocation of ${lease.path} (${lease.id}): ${reasonOf(failure)}. Vault retries it in the background.`),
		...left.map(({ lease, failure, expires }) => {
			const why = failure ? reasonOf(failure) : `no policy allows its revocation, add ${require_common.revokePolicy(tokenNamespace, lease)}`;
			return `${lease.path} (${lease.id}) ${validity(failure)}: ${why}. It ${require_common.formatExpiry(expires)}.`;
		}),
		...token === "left" ? [`The token ${validity(tokenFailure)}: ${tokenFailure?.message ?? ""}. It ${require_common.formatExpiry(tokenExpires)}.`] : []
	];
}
function reasonOf(failure) {
	if (!failure?.words.includes("NoSuchEntity")) return failure?.message ?? "";
	return "the IAM user is too new: AWS does not show it yet (NoSuchEntity), and Vault does not count it as deleted in the first 5 minutes";
}
function validity(failure) {
	return failure?.sent && failure.status === void 0 && [
		"ERR_CONNECT",
		"ERR_TIMEOUT",
		"ERR_REPLY"
	].includes(failure.code) ? "may still be valid" : "is still valid";
}
function unconfirmedLines({ withToken, sts, token, tokenExpires, tokenNamespace }) {
	return [
		...withToken.map((lease, index) => {
			const advice = index === 0 ? ` ${confirmAdvice(tokenNamespace, lease)}` : "";
			return `${lease.path} (${lease.id}) is revoked with the token in the background, without confirmation.${advice}`;
		}),
		...sts.map(({ path, expires }) => `${path}: AWS STS, cannot be revoked, ${require_common.formatExpiry(expires)}.`),
		...token === "batch" ? [`The batch token cannot be revoked. It ${require_common.formatExpiry(tokenExpires)}.`] : []
	];
}
const confirmAdvice = (namespace, lease) => `To get a confirmation, allow: ${require_common.revokePolicy(namespace, lease)}`;
function keptLine(revocable) {
	const { token, leases } = revocable;
	const last = require_common.formatExpiry(Math.max(...leases.map((lease) => leaseExpiry(lease, revocable))));
	const parts = [token.kind === "supplied" ? "" : `token (${require_common.formatExpiry(token.expires)})`, leases.length > 0 ? `${require_common.plural(leases.length, "lease")} (${leases.length === 1 ? last : `the last ${last}`})` : ""].filter(Boolean);
	return parts.length === 0 ? "" : `Not revoked, because \`revoke\` is false: ${parts.join(", ")}`;
}
function shortenedLine(all) {
	const names = all.flatMap(({ shortened }) => shortened);
	return names.length === 0 ? "" : `TTL shortened to maxTtl: ${names.join(", ")}`;
}
const tooLongLines = (all) => all.flatMap(({ tooLong }) => tooLong.map(tooLongLine));
function tooLongLine({ lease, expires, failure }) {
	return `The TTL of ${lease ? `${lease.path} (${lease.id})` : "the token"} exceeds maxTtl: ${failure?.message ?? "Vault cannot shorten it"}. The ${lease ? "lease" : "token"} ${require_common.formatExpiry(expires)} if the post step does not run.`;
}
// src/report/revocation.ts
function createRevocationReport(env) {
	return {
		shortened(shortenings) {
			const done = shortenedLine(shortenings);
			if (done !== "") require_common.say(done);
			require_common.noticeOf(tooLongLines(shortenings));
		},
		revoked(revocation, files, required) {
			const done = [...[counted(files.removed, "removed"), counted(files.restored, "restored")], revocation ? revokedLine(revocation) : ""].filter(Boolean).join(", ");
			if (done !== "") require_common.say(done);
			const leftFiles = files.left.map(({ path, why, hadEarlier }) => `The file ${path} was not ${hadEarlier ? "restored" : "removed"}: ${why}.`);
			const leftover = [...revocation ? notRevokedLines(revocation) : [], ...leftFiles];
			if (revocation && required && !isConfirmed(revocation)) {
				const unconfirmed = require_common.joined([...leftover, ...unconfirmedLines(revocation)]);
				require_common.error(`\`revoke: required\` is not satisfied, because Vault did not confirm every revocation:\n${unconfirmed}\n${require_common.codeLine("ERR_UNCONFIRMED", env)}`);
			} else require_common.warningOf(leftover);
		},
		notRevoked(revocable) {
			const text = revocable ? keptLine(revocable) : "";
			if (text !== "") require_common.say(text);
		},
		waitsForReads(milliseconds) {
			require_common.say(`The main step was killed while it read secrets: waiting ${milliseconds / 1e3} s until Vault has finished these requests`);
		}
	};
}
const counted = (files, how) => files.length > 0 ? `${require_common.plural(files.length, "file")} ${how}` : "";
// src/report/create-report.ts
function createReport(env) {
	return {
		...createProgress(),
		...createNotices(),
		...createRevocationReport(env),
		...require_common.createFailureReport(env)
	};
}
// src/run/revoke-and-report.ts
const afterSuccess = {
	leasesMs: 2e4,
	allMs: 3e4,
	removesFiles: false,
	isLast: false
};
const afterFailure = {
	...afterSuccess,
	removesFiles: true
};
const afterCancel = {
	...afterFailure,
	leasesMs: 2500,
	allMs: 4500
};
const inPost = {
	leasesMs: 35e3,
	allMs: 55e3,
	removesFiles: true,
	isLast: true
};
async function revokeAndReport({ session, transport, report, env }, phase) {
	const saved = phase.removesFiles ? session.files() : [];
	const revocable = session.revocable();
	if (!revocable && saved.length === 0) return true;
	const files = await removeSaved(saved, session, env);
	const [revocation] = revocable ? await Promise.all([revokeAll(revocable, transport, phase), loadReceipt(revocable)]) : [];
	const isDone = !revocation || isComplete(revocation);
	if (revocation && !isDone) saveConfirmed(revocation, session);
	if (isDone) session.clear();
	const required = revocable?.required ?? false;
	const isLast = phase.isLast || !session.isSaved();
	report.revoked(isDone || isLast ? revocation : void 0, isLast ? files : {
		...files,
		left: []
	}, required && phase.isLast);
	if (revocable && (isDone || isLast)) await writeReceipt(revocable, revocation, {
		env,
		report
	});
	return !required || !revocation || isConfirmed(revocation);
}
function saveConfirmed({ confirmed, token, tokenAnswered }, session) {
	for (const { lease, way, at } of confirmed) session.addEnd({
		id: lease.id,
		namespace: lease.namespace,
		how: way,
		at
	});
	if (token === "revoked" && tokenAnswered !== void 0) session.addEnd({
		id: "",
		namespace: "",
		how: "revoke-self",
		at: tokenAnswered
	});
}
async function writeReceipt(revocable, revocation, { env, report }) {
	if (!wantsReceipt(revocable)) return;
	try {
		const { reportReceipt } = await Promise.resolve().then(() => require("./receipt.js"));
		reportReceipt(revocable, revocation, env);
	} catch (error) {
		report.receiptFailed(error);
	}
}
const wantsReceipt = ({ summary, leases, history }) => summary ?? (history.wasReading || leases.length + history.dependents.length > 0);
async function loadReceipt(revocable) {
	if (!wantsReceipt(revocable)) return;
	await new Promise(setImmediate);
	await Promise.resolve().then(() => require("./receipt.js")).catch(() => void 0);
}
async function removeSaved(saved, session, env) {
	if (saved.length === 0) return {
		removed: [],
		restored: [],
		gone: [],
		left: []
	};
	return (await Promise.resolve().then(() => require("./remove-saved-files.js"))).removeSavedFiles(saved, session, env);
}
// src/http/proxy.ts
const linkLocal = /^(169\.254\.|\[fe80:|\[fd00:ec2:)/;
function proxyFor(url) {
	const lower = url.protocol === "https:" ? "https_proxy" : "http_proxy";
	const variable = [lower, lower.toUpperCase()].find((name) => process.env[name]);
	const text = process.env[variable ?? ""]?.trim();
	if (variable === void 0 || !text || require_common.checkBypass(url) || linkLocal.test(url.hostname)) return void 0;
	const proxy = URL.parse(/^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `http://${text}`);
	if (proxy && /^https?:$/.test(proxy.protocol) && proxy.hostname !== "") return {
		url: proxy,
		name: proxy.host,
		variable
	};
	throw new require_common.Failure("ERR_PROXY", `the environment variable ${variable} is not the address of an HTTP proxy`, {
		hint: `Write: http://proxy.example.com:3128. To connect without a proxy, add the host to NO_PROXY: ${url.hostname}`,
		sent: false
	});
}
// src/http/connect.ts
const connectMs = 5e3;
function createConnector(settings = {}) {
	const attempts = createAttempts();
	let tls;
	const loadTls = () => tls ??= Promise.resolve().then(() => require("./tls.js")).then(({ createTls: create }) => create(settings));
	const attempt = (url, handshake) => attempts.run((signal) => handshake ? openTls(url, handshake, loadTls, signal) : openSocket(url, signal));
	async function connectTls(url, protocols) {
		try {
			return await attempt(url, { protocols }).catch(async (error) => {
				if (!isUnknownIssuer(error) || !(await loadTls()).trustSystem()) throw error;
				return attempt(url, { protocols });
			});
		} catch (error) {
			if (!isCertificateError(error)) throw error;
			const { certificateFailure } = await Promise.resolve().then(() => require("./certificate-errors.js"));
			const unverified = await attempt(url, {
				protocols,
				unverified: true
			}).catch(() => void 0);
			const leaf = unverified && (await loadTls()).certificateOf(unverified);
			unverified?.on("error", () => void 0).destroy();
			throw certificateFailure(error, url, settings, leaf);
		}
	}
	return {
		async connect(url, protocols) {
			try {
				return await (url.protocol === "https:" ? connectTls(url, protocols) : attempt(url));
			} catch (error) {
				throw error instanceof require_common.Failure ? error : notConnected(error, url);
			}
		},
		close: attempts.close
	};
}
function createAttempts() {
	const inProgress = new Set();
	let isClosed = false;
	return {
		async run(attempt) {
			if (isClosed) throw new Error("closed");
			const controller = new AbortController();
			inProgress.add(controller);
			const timer = setTimeout(() => {
				controller.abort(Object.assign(new Error("no connection"), { code: "ECONNTIMEOUT" }));
			}, connectMs);
			try {
				return await attempt(controller.signal);
			} catch (error) {
				throw controller.signal.aborted && !(error instanceof require_common.Failure) ? controller.signal.reason : error;
			} finally {
				clearTimeout(timer);
				inProgress.delete(controller);
			}
		},
		close() {
			isClosed = true;
			for (const controller of inProgress) controller.abort(new Error("closed"));
		}
	};
}
async function openTls(url, handshake, loadTls, signal) {
	loadTls().catch(() => void 0);
	const socket = await openSocket(url, signal);
	try {
		return await waitFor((await loadTls()).startHandshake(socket, url, handshake), "secureConnect", signal);
	} catch (error) {
		socket.destroy();
		throw error;
	}
}
async function openSocket(url, signal) {
	const proxy = proxyFor(url);
	const port = Number(url.port || (url.protocol === "https:" ? 443 : 80));
	return (proxy ? await (await Promise.resolve().then(() => require("./tunnel.js"))).openTunnel(proxy, `${url.hostname}:${port}`, signal) : await waitFor((0, node_net.connect)({
		host: hostOf(url),
		port
	}), "connect", signal)).setNoDelay(true);
}
async function waitFor(socket, event, signal) {
	try {
		await (0, node_events.once)(socket, event, { signal });
		return socket;
	} catch (error) {
		socket.destroy();
		throw error;
	}
}
// src/http/connectors.ts
function createConnectors() {
	const created = new Map();
	let isClosed = false;
	return {
		for(settings) {
			const connector = created.get(settings) ?? createConnector(settings);
			created.set(settings, connector);
			if (isClosed) connector.close();
			return connector;
		},
		close() {
			isClosed = true;
			for (const connector of created.values()) connector.close();
		}
	};
}
function perDestination(create) {
	const created = new Map();
	return {
		of(destination) {
			const { tls, url } = destination;
			const ofSettings = created.get(tls) ?? new Map();
			created.set(tls, ofSettings);
			const value = ofSettings.get(url.origin) ?? create(destination);
			ofSettings.set(url.origin, value);
			return value;
		},
		all: () => [...created.values()].flatMap((ofSettings) => [...ofSettings.values()])
	};
}
// src/http/http1-transport.ts
const maxConcurrent$1 = 32;
function createHttpTransport(connectors = createConnectors()) {
	const pools = perDestination((destination) => createPool(() => connectors.for(destination.tls).connect(destination.url, ["http/1.1"])));
	const limitConcurrency = require_concurrency.createConcurrencyLimit(maxConcurrent$1);
	async function send(request) {
		const timeout = AbortSignal.timeout(request.replyMs);
		const signal = request.signal ? AbortSignal.any([timeout, request.signal]) : timeout;
		try {
			return await require_concurrency.orAborted(exchangeOnce(request, pools.of(request).agent, signal), signal);
		} catch (error) {
			if (error instanceof require_common.Failure) throw error;
			if (request.signal?.aborted) throw request.signal.reason;
			throw lostConnection(error, request.url, timeout.aborted ? request.replyMs : void 0);
		}
	}
	return {
		send: (request) => limitConcurrency(() => send(request), request.signal),
		prepare(destination, requests) {
			pools.of(destination).prepare(Math.min(requests, maxConcurrent$1));
		},
		adopt(destination, socket) {
			pools.of(destination).adopt(socket);
		},
		close() {
			connectors.close();
			for (const pool of pools.all()) pool.close();
		}
	};
}
async function exchangeOnce(request, agent, signal) {
	const { method, url, headers } = request;
	const message = await new Promise((resolve, reject) => {
		const isSecure = url.protocol === "https:";
		(0, node_http.request)({
			method,
			host: hostOf(url),
			port: url.port || (isSecure ? 443 : 80),
			defaultPort: isSecure ? 443 : 80,
			path: url.pathname + url.search,
			headers: {
				"user-agent": `vault-exchange/${require_version.version}`,
				...headers
			},
			agent,
			signal
		}).on("response", resolve).on("error", reject).end(request.body);
	});
	return {
		status: message.statusCode ?? 0,
		header: (name) => message.headers[name]?.toString(),
		body: await bodyOf(message)
	};
}
function bodyOf(message) {
	const body = createReplyBody();
	return new Promise((resolve, reject) => {
		message.on("data", (chunk) => {
			try {
				body.add(chunk);
			} catch (tooLarge) {
				message.destroy(tooLarge);
			}
		}).on("end", () => {
			resolve(body.text());
		}).on("error", reject);
	});
}
function createPool(connect) {
	const agent = new node_http.Agent({
		keepAlive: true,
		maxSockets: maxConcurrent$1
	});
	const prepared = [];
	let requested = 0;
	async function next() {
		requested++;
		for (let opening = prepared.shift(); opening; opening = prepared.shift()) {
			const socket = await opening;
			if (socket && !socket.destroyed) return socket;
		}
		return connect();
	}
	agent.createConnection = (_, callback) => {
		next().then((socket) => callback?.(null, socket), (error) => callback?.(error));
	};
	const ignoreErrors = (socket) => socket.on("error", () => void 0);
	return {
		agent,
		prepare(connections) {
			while (prepared.length + requested < connections) prepared.push(connect().then(ignoreErrors, () => void 0));
		},
		adopt(socket) {
			prepared.unshift(Promise.resolve(ignoreErrors(socket)));
		},
		close() {
			for (const opening of prepared) opening.then((socket) => socket?.destroy());
			agent.destroy();
		}
	};
}
// src/http/negotiated-transport.ts
const maxConcurrent = 250;
function createTransport() {
	const connectors = createConnectors();
	const http1 = createHttpTransport(connectors);
	const servers = perDestination(() => ({
		usesHttp1: false,
		session: void 0
	}));
	const limitConcurrency = require_concurrency.createConcurrencyLimit(maxConcurrent);
	const sessionWith = createSessionOpener(connectors, http1);
	async function prepare(destination, requests) {
		if (proxyFor(destination.url)) return;
		if (!(mayNegotiate(destination) ? await sessionWith(destination, servers.of(destination)) : void 0)) http1.prepare(destination, requests);
	}
	return {
		async send(request) {
			if (!mayNegotiate(request)) return http1.send(request);
			return limitConcurrency(async () => await sendOverHttp2(request, servers.of(request), sessionWith) ?? http1.send(request), request.signal);
		},
		prepare(destination, requests) {
			prepare(destination, requests).catch(() => void 0);
		},
		close() {
			http1.close();
			for (const { session } of servers.all()) session?.then((open) => open?.close()).catch(() => void 0);
		}
	};
}
const mayNegotiate = ({ url }) => url.protocol === "https:" && proxyFor(url) === void 0;
function createSessionOpener(connectors, http1) {
	async function open(destination, server) {
		const { url, tls } = destination;
		const [socket, { openSession }] = await Promise.all([connectors.for(tls).connect(url, ["h2", "http/1.1"]), Promise.resolve().then(() => require("./http2-session.js"))]);
		if ("alpnProtocol" in socket && socket.alpnProtocol === "h2") return openSession(url, socket);
		server.usesHttp1 = true;
		http1.adopt(destination, socket);
	}
	return async function sessionWith(destination, server) {
		const current = server.session;
		const session = await current;
		if (server.usesHttp1) return void 0;
		if (session?.isOpen()) return session;
		if (server.session !== current) return sessionWith(destination, server);
		const opening = open(destination, server);
		server.session = opening;
		opening.catch(() => {
			server.session = void 0;
		});
		return opening;
	};
}
async function sendOverHttp2(request, server, sessionWith) {
	if (server.usesHttp1) return void 0;
	const timeout = AbortSignal.timeout(request.replyMs);
	const signal = request.signal ? AbortSignal.any([timeout, request.signal]) : timeout;
	let session;
	try {
		session = await require_concurrency.orAborted(sessionWith(request, server), signal);
		return await session?.send(request, signal);
	} catch (error) {
		if (request.signal?.aborted) throw request.signal.reason;
		if (timeout.aborted) session?.retire();
		else if (session && !session.isOpen()) server.usesHttp1 = true;
		const isReply = error instanceof require_common.Failure && error.code === "ERR_REPLY";
		if (timeout.aborted && !isReply) throw lostConnection(error, request.url, request.replyMs);
		const failure = error instanceof require_common.Failure ? error : lostConnection(error, request.url);
		if (failure.sent || !server.usesHttp1) throw failure;
		return;
	}
}
// src/run/transport.ts
const createRunTransport = (env) => withExtraHeaders(createTransport(), env);
function withExtraHeaders(transport, env) {
	let filling;
	const filled = async (text, signal) => {
		const { fillHeaders } = await Promise.resolve().then(() => require("./extra-headers.js")).then((n) => n.extra_headers_exports);
		return fillHeaders(text, {
			env,
			transport,
			stop: {
				stopRequested: signal,
				abortRequested: signal
			}
		});
	};
	return {
		async send({ extraHeaders, ...request }) {
			if (extraHeaders === void 0) return transport.send(request);
			filling ??= filled(extraHeaders, request.signal ?? new AbortController().signal);
			const headers = await filling.catch((error) => {
				filling = void 0;
				throw error;
			});
			return transport.send({
				...request,
				headers: {
					...headers,
					...request.headers
				}
			});
		},
		prepare(destination, requests) {
			transport.prepare(destination, requests);
		},
		close() {
			transport.close();
		}
	};
}
// src/state/history.ts
function createHistory(stateFile, loaded) {
	const logins = [...loaded?.logins ?? []];
	const dependents = [...loaded?.dependents ?? []];
	const ended = [...loaded?.ended ?? []];
	const adder = (key, all) => (one) => {
		all.push(one);
		stateFile.trySave(`${key}_${all.length}`, one);
	};
	return {
		recorder: {
			addLogin: adder("login", logins),
			addDependent: adder("dependent", dependents),
			addEnd: adder("ended", ended)
		},
		current: () => ({
			logins,
			dependents,
			ended,
			wasReading: loaded?.wasReading ?? false
		})
	};
}
// src/state/saved-file.ts
const pathOf = (file) => typeof file === "string" ? file : file.path;
const draftOf = ({ path, folder }) => (0, node_path.join)((0, node_path.dirname)(path), `.${(0, node_path.basename)(folder)}`);
// src/state/chunked-value.ts
const maxLength = 30720;
function split(key, json) {
	if (json.length <= maxLength) return [[key, json]];
	const parts = [];
	for (let at = 0; at < json.length; at += parts.at(-1)?.length ?? 0) {
		const part = json.slice(at, at + maxLength);
		parts.push(/[\uD800-\uDBFF]$/.test(part) && at + maxLength < json.length ? part.slice(0, -1) : part);
	}
	return [...parts.map((part, index) => [`${key}_part_${index + 1}`, part]), [key, JSON.stringify({ parts: parts.length })]];
}
function join(key, state) {
	const head = state(key);
	const count = /^\{"parts":(\d{1,2})\}$/.exec(head ?? "")?.[1];
	if (count === void 0) return head;
	const parts = Array.from({ length: Number(count) }, (_, index) => state(`${key}_part_${index + 1}`));
	return parts.includes(void 0) ? void 0 : parts.join("");
}
// src/state/state-file.ts
function createStateFile(env) {
	const path = env["GITHUB_STATE"];
	const size = require_common.createStateSize();
	let isSaved = true;
	function write(key, value) {
		const entries = split(key, require_common.withReferences(value, env));
		if (!size.add(entries)) throw tooLarge(key);
		if (!path) throw new require_common.Failure("ERR_STATE", "the runner provided no state file (GITHUB_STATE)");
		try {
			require_common.appendValues(path, entries);
		} catch (error) {
			throw unwritable(error);
		}
	}
	return {
		save(key, value) {
			try {
				write(key, value);
			} catch (error) {
				isSaved = false;
				throw error;
			}
		},
		trySave(key, value) {
			try {
				write(key, value);
			} catch {}
		},
		tryDrop(key) {
			try {
				require_common.appendValues(path, [[key, ""]]);
			} catch {}
		},
		isSaved: () => isSaved,
		clear() {
			size.clear();
			if (path) (0, node_fs.truncateSync)(path);
		}
	};
}
const tooLarge = (key) => new require_common.Failure("ERR_STATE", `with \`${key}\`, the state saved for the post step exceeds 512 KiB`, { hint: "Split the step: each step of the action has its own state." });
const unwritable = (cause) => new require_common.Failure("ERR_STATE", "the runner's state file cannot be written, so the post step could not revoke anything", {
	hint: "Check that the runner's disk is not full.",
	cause
});
// src/state/session.ts
const maxGrants = 65536;
function createSession(env, loaded, stateFile = createStateFile(env)) {
	const leases = createLeases(stateFile, loaded?.revocable?.leases);
	const files = createFileList(stateFile, loaded?.files);
	const history = createHistory(stateFile, loaded?.revocable?.history);
	let login = loaded?.revocable;
	let grants = loaded?.revocable?.grants;
	let main;
	function saveLogin(changed) {
		login = changed;
		stateFile.save("session", login);
	}
	return {
		begin: saveLogin,
		updateToken(change) {
			if (login) saveLogin({
				...login,
				token: {
					...login.token,
					...change
				}
			});
		},
		addLease: leases.add,
		updateLease: leases.update,
		setGrants(asked) {
			grants = asked;
			if (JSON.stringify(asked).length <= maxGrants) stateFile.save("grants", asked);
		},
		setReading(isReading) {
			stateFile.trySave("reading", isReading);
		},
		setMain(id) {
			main = id;
			if (id !== void 0) stateFile.trySave("main", id);
			else if (login) stateFile.tryDrop("main");
			else emptyState();
		},
		...history.recorder,
		addFile: files.add,
		dropFile(path) {
			files.drop(path);
			if (!login && files.all().length === 0) emptyState();
		},
		files: files.all,
		isSaved: () => stateFile.isSaved(),
		revocable: () => login && revocableOf(login, leases.all, grants, history.current()),
		clear() {
			login = void 0;
			emptyState();
		}
	};
	function emptyState() {
		try {
			stateFile.clear();
			files.saveAgain();
			if (main !== void 0) stateFile.trySave("main", main);
		} catch {}
	}
}
const revocableOf = ({ connection, token, required, summary, changedInputs }, leases, grants, history) => ({
	connection,
	token,
	required,
	leases,
	grants,
	history,
	...summary !== void 0 && { summary },
	...changedInputs && { changedInputs }
});
function createLeases(stateFile, loaded = []) {
	const all = [...loaded];
	function add(lease) {
		all.push(lease);
		stateFile.save(`lease_${all.length}`, lease);
	}
	function update(lease, change) {
		const index = all.findIndex(({ id, namespace }) => id === lease.id && namespace === lease.namespace);
		if (index < 0) return;
		const changed = {
			...lease,
			...change
		};
		all[index] = changed;
		stateFile.save(`lease_${index + 1}`, changed);
	}
	return {
		all,
		add,
		update
	};
}
function createFileList(stateFile, loaded = []) {
	let slots = [...loaded];
	const all = () => slots.filter((file) => file !== "");
	function add(file) {
		slots.push(file);
		stateFile.save(`file_${slots.length}`, file);
	}
	function drop(path) {
		const index = slots.findIndex((file) => pathOf(file) === path);
		if (index < 0) return;
		slots[index] = "";
		try {
			stateFile.save(`file_${index + 1}`, "");
		} catch {}
	}
	function saveAgain() {
		slots = all();
		slots.forEach((file, index) => {
			stateFile.save(`file_${index + 1}`, file);
		});
	}
	return {
		all,
		add,
		drop,
		saveAgain
	};
}
Object.defineProperty(exports, "afterCancel", {
	enumerable: true,
	get: function() {
		return afterCancel;
	}
});
Object.defineProperty(exports, "afterFailure", {
	enumerable: true,
	get: function() {
		return afterFailure;
	}
});
Object.defineProperty(exports, "afterSuccess", {
	enumerable: true,
	get: function() {
		return afterSuccess;
	}
});
Object.defineProperty(exports, "bootTime", {
	enumerable: true,
	get: function() {
		return bootTime;
	}
});
Object.defineProperty(exports, "createReplyBody", {
	enumerable: true,
	get: function() {
		return createReplyBody;
	}
});
Object.defineProperty(exports, "createReport", {
	enumerable: true,
	get: function() {
		return createReport;
	}
});
Object.defineProperty(exports, "createRunTransport", {
	enumerable: true,
	get: function() {
		return createRunTransport;
	}
});
Object.defineProperty(exports, "createSession", {
	enumerable: true,
	get: function() {
		return createSession;
	}
});
Object.defineProperty(exports, "createVault", {
	enumerable: true,
	get: function() {
		return createVault;
	}
});
Object.defineProperty(exports, "draftOf", {
	enumerable: true,
	get: function() {
		return draftOf;
	}
});
Object.defineProperty(exports, "errorCode", {
	enumerable: true,
	get: function() {
		return errorCode;
	}
});
Object.defineProperty(exports, "hostOf", {
	enumerable: true,
	get: function() {
		return hostOf;
	}
});
Object.defineProperty(exports, "inPost", {
	enumerable: true,
	get: function() {
		return inPost;
	}
});
Object.defineProperty(exports, "isCertificateError", {
	enumerable: true,
	get: function() {
		return isCertificateError;
	}
});
Object.defineProperty(exports, "isRevokedWithToken", {
	enumerable: true,
	get: function() {
		return isRevokedWithToken;
	}
});
Object.defineProperty(exports, "isTokenInvalid", {
	enumerable: true,
	get: function() {
		return isTokenInvalid;
	}
});
Object.defineProperty(exports, "join", {
	enumerable: true,
	get: function() {
		return join;
	}
});
Object.defineProperty(exports, "leaseExpiry", {
	enumerable: true,
	get: function() {
		return leaseExpiry;
	}
});
Object.defineProperty(exports, "lostConnection", {
	enumerable: true,
	get: function() {
		return lostConnection;
	}
});
Object.defineProperty(exports, "neverConnected", {
	enumerable: true,
	get: function() {
		return neverConnected;
	}
});
Object.defineProperty(exports, "notConnected", {
	enumerable: true,
	get: function() {
		return notConnected;
	}
});
Object.defineProperty(exports, "pathOf", {
	enumerable: true,
	get: function() {
		return pathOf;
	}
});
Object.defineProperty(exports, "revocableToken", {
	enumerable: true,
	get: function() {
		return revocableToken;
	}
});
Object.defineProperty(exports, "revokeAndReport", {
	enumerable: true,
	get: function() {
		return revokeAndReport;
	}
});
Object.defineProperty(exports, "toAuth", {
	enumerable: true,
	get: function() {
		return toAuth;
	}
});
Object.defineProperty(exports, "withToken", {
	enumerable: true,
	get: function() {
		return withToken;
	}
});
