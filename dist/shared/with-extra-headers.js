const require_rolldown_runtime = require("./rolldown-runtime.js");
const require_failure = require("./failure.js");
const require_json = require("./json.js");
let node_fs = require("node:fs");
let node_path = require("node:path");
let os = require("os");
os = require_rolldown_runtime.__toESM(os, 1);
let crypto = require("crypto");
crypto = require_rolldown_runtime.__toESM(crypto, 1);
let fs = require("fs");
fs = require_rolldown_runtime.__toESM(fs, 1);
let node_net = require("node:net");
node_net = require_rolldown_runtime.__toESM(node_net);
let node_http = require("node:http");
node_http = require_rolldown_runtime.__toESM(node_http);
let node_events = require("node:events");
let node_tls = require("node:tls");
node_tls = require_rolldown_runtime.__toESM(node_tls);
let node_crypto = require("node:crypto");
// src/places.ts
const ownFolderPrefix = "vault-exchange-";
const placesOf = (env) => ({
	temp: env["RUNNER_TEMP"] ?? "",
	workspace: env["GITHUB_WORKSPACE"] ?? ""
});
function realPath(path) {
	try {
		return (0, node_fs.realpathSync)(path);
	} catch {
		const folder = (0, node_path.dirname)(path);
		return folder === path ? path : (0, node_path.join)(realPath(folder), (0, node_path.basename)(path));
	}
}
function isInside(path, { temp, workspace }) {
	return [temp, workspace].filter(node_path.isAbsolute).some((place) => {
		const way = (0, node_path.relative)(realPath(place), path);
		return way !== "" && !(0, node_path.isAbsolute)(way) && way.split(node_path.sep, 1)[0] !== "..";
	});
}
// node_modules/@actions/core/lib/utils.js
function toCommandValue(input) {
	if (input === null || input === void 0) return "";
	else if (typeof input === "string" || input instanceof String) return input;
	return JSON.stringify(input);
}
function toCommandProperties(annotationProperties) {
	if (!Object.keys(annotationProperties).length) return {};
	return {
		title: annotationProperties.title,
		file: annotationProperties.file,
		line: annotationProperties.startLine,
		endLine: annotationProperties.endLine,
		col: annotationProperties.startColumn,
		endColumn: annotationProperties.endColumn
	};
}
// node_modules/@actions/core/lib/command.js
function issueCommand(command, properties, message) {
	const cmd = new Command(command, properties, message);
	process.stdout.write(cmd.toString() + os.EOL);
}
const CMD_STRING = "::";
var Command = class {
	constructor(command, properties, message) {
		if (!command) command = "missing.command";
		this.command = command;
		this.properties = properties;
		this.message = message;
	}
	toString() {
		let cmdStr = CMD_STRING + this.command;
		if (this.properties && Object.keys(this.properties).length > 0) {
			cmdStr += " ";
			let first = true;
			for (const key in this.properties) if (this.properties.hasOwnProperty(key)) {
				const val = this.properties[key];
				if (val) {
					if (first) first = false;
					else cmdStr += ",";
					cmdStr += `${key}=${escapeProperty(val)}`;
				}
			}
		}
		cmdStr += `${CMD_STRING}${escapeData(this.message)}`;
		return cmdStr;
	}
};
function escapeData(s) {
	return toCommandValue(s).replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A");
}
function escapeProperty(s) {
	return toCommandValue(s).replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A").replace(/:/g, "%3A").replace(/,/g, "%2C");
}
// node_modules/@actions/core/lib/file-command.js
function issueFileCommand(command, message) {
	const filePath = process.env[`GITHUB_${command}`];
	if (!filePath) throw new Error(`Unable to find environment variable for file command ${command}`);
	if (!fs.existsSync(filePath)) throw new Error(`Missing file at path: ${filePath}`);
	fs.appendFileSync(filePath, `${toCommandValue(message)}${os.EOL}`, { encoding: "utf8" });
}
function prepareKeyValueMessage(key, value) {
	const delimiter = `ghadelimiter_${crypto.randomUUID()}`;
	const convertedValue = toCommandValue(value);
	if (key.includes(delimiter)) throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter}"`);
	if (convertedValue.includes(delimiter)) throw new Error(`Unexpected input: value should not contain the delimiter "${delimiter}"`);
	return `${key}<<${delimiter}${os.EOL}${convertedValue}${os.EOL}${delimiter}`;
}
// node_modules/@actions/http-client/lib/proxy.js
function checkBypass(reqUrl) {
	if (!reqUrl.hostname) return false;
	const reqHost = reqUrl.hostname;
	if (isLoopbackAddress(reqHost)) return true;
	const noProxy = process.env["no_proxy"] || process.env["NO_PROXY"] || "";
	if (!noProxy) return false;
	let reqPort;
	if (reqUrl.port) reqPort = Number(reqUrl.port);
	else if (reqUrl.protocol === "http:") reqPort = 80;
	else if (reqUrl.protocol === "https:") reqPort = 443;
	const upperReqHosts = [reqUrl.hostname.toUpperCase()];
	if (typeof reqPort === "number") upperReqHosts.push(`${upperReqHosts[0]}:${reqPort}`);
	for (const upperNoProxyItem of noProxy.split(",").map((x) => x.trim().toUpperCase()).filter((x) => x)) if (upperNoProxyItem === "*" || upperReqHosts.some((x) => x === upperNoProxyItem || x.endsWith(`.${upperNoProxyItem}`) || upperNoProxyItem.startsWith(".") && x.endsWith(`${upperNoProxyItem}`))) return true;
	return false;
}
function isLoopbackAddress(host) {
	const hostLower = host.toLowerCase();
	return hostLower === "localhost" || hostLower.startsWith("127.") || hostLower.startsWith("[::1]") || hostLower.startsWith("[0:0:0:0:0:0:0:1]");
}
var ExitCode;
(function(ExitCode) {
	ExitCode[ExitCode["Success"] = 0] = "Success";
	ExitCode[ExitCode["Failure"] = 1] = "Failure";
})(ExitCode || (ExitCode = {}));
function exportVariable(name, val) {
	const convertedVal = toCommandValue(val);
	process.env[name] = convertedVal;
	if (process.env["GITHUB_ENV"] || "") return issueFileCommand("ENV", prepareKeyValueMessage(name, val));
	issueCommand("set-env", { name }, convertedVal);
}
function setSecret(secret) {
	issueCommand("add-mask", {}, secret);
}
function setOutput(name, value) {
	if (process.env["GITHUB_OUTPUT"] || "") return issueFileCommand("OUTPUT", prepareKeyValueMessage(name, value));
	process.stdout.write(os.EOL);
	issueCommand("set-output", { name }, toCommandValue(value));
}
function error(message, properties = {}) {
	issueCommand("error", toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
function warning(message, properties = {}) {
	issueCommand("warning", toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
function notice(message, properties = {}) {
	issueCommand("notice", toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
function info(message) {
	process.stdout.write(message + os.EOL);
}
function saveState(name, value) {
	if (process.env["GITHUB_STATE"] || "") return issueFileCommand("STATE", prepareKeyValueMessage(name, value));
	issueCommand("save-state", { name }, toCommandValue(value));
}
// src/stop.ts
const graceSeconds = 5;
function createStop() {
	const asked = new AbortController();
	const now = new AbortController();
	const timers = [];
	let isOver = false;
	function ask(reason) {
		if (isOver || asked.signal.aborted) return;
		asked.abort(reason);
		timers.push(setTimeout(() => {
			now.abort(reason);
		}, graceSeconds * 1e3));
	}
	return {
		asked: asked.signal,
		now: now.signal,
		ask,
		after(seconds) {
			const reason = () => new require_failure.Failure("ERR_TIMEOUT", `not done after ${seconds} s`, { hint: "The input `timeout` sets this limit, in seconds." });
			timers.push(setTimeout(() => {
				ask(reason());
			}, seconds * 1e3));
		},
		clear() {
			isOver = true;
			for (const timer of timers) clearTimeout(timer);
		}
	};
}
function createLimit(milliseconds) {
	const end = new AbortController();
	const timer = setTimeout(() => {
		end.abort(new require_failure.Failure("ERR_TIMEOUT", "the time for giving back ran out"));
	}, milliseconds);
	return {
		asked: end.signal,
		now: end.signal,
		clear() {
			clearTimeout(timer);
		}
	};
}
async function pause(milliseconds, asked) {
	asked.throwIfAborted();
	await new Promise((resolve, reject) => {
		const onAbort = () => {
			clearTimeout(timer);
			reject(asked.reason);
		};
		const timer = setTimeout(() => {
			asked.removeEventListener("abort", onAbort);
			resolve();
		}, milliseconds);
		asked.addEventListener("abort", onAbort, { once: true });
	});
}
// src/vault/kv-version.ts
function goneVersion(reply, path) {
	const data = require_json.own(reply, "data");
	const metadata = require_json.isObject(data) ? require_json.own(data, "metadata") : void 0;
	const version = require_json.isObject(metadata) ? require_json.own(metadata, "version") : void 0;
	if (!require_json.isObject(metadata) || typeof version !== "number") return void 0;
	const other = asksForVersion(path) ? "or take away ?version= for the newest, or name another" : "or read an older version by putting ?version=NUMBER after the path";
	if (require_json.own(metadata, "destroyed") === true) return {
		said: `version ${version} was destroyed`,
		hint: `Nothing brings it back: store the secret anew, ${other}.`
	};
	const [, mount = "", below = ""] = /^(.+?)\/data\/(.*)$/.exec(path.replace(/\?.*$/, "")) ?? [];
	return {
		said: `version ${version} was deleted${momentOf(require_json.own(metadata, "deletion_time"))}`,
		hint: `Bring it back (vault kv undelete -mount=${mount} -versions=${version} ${below}), store the secret anew, ${other}.`
	};
}
const asksForVersion = (path) => /[?&]version=[1-9]/.test(path);
function momentOf(time) {
	const at = typeof time === "string" ? Date.parse(time) : NaN;
	return Number.isNaN(at) ? "" : ` at ${new Date(at).toISOString().replace(/\.\d+Z$/, "Z")}`;
}
// src/vault/errors.ts
const notVault = "Check that `url` is the address of Vault itself, not of a web page or a proxy in front of it.";
const maxWords = 500;
function wordsOf(body) {
	const reply = objectOf(body);
	return clean([require_json.own(reply, "errors"), require_json.own(reply, "warnings")].flatMap((part) => Array.isArray(part) ? part : []).filter((line) => typeof line === "string").join("; "));
}
const plain = (words) => words.replace(/^\d+ errors? occurred: \* /, "");
function clean(text) {
	const line = text.replace(/\p{Cc}+/gu, " ").trim();
	return line.length > maxWords ? `${line.slice(0, maxWords)}…` : line;
}
function refusal(request, path, status, body, header = () => void 0) {
	if (status === 404 && !isVaults(body)) return new require_failure.Failure("ERR_REPLY", `${request}: 404, but not Vault's`, {
		hint: notVault,
		status
	});
	if (body.startsWith("Client sent an HTTP request to an HTTPS server")) return new require_failure.Failure("ERR_REFUSED", `${request}: the server there speaks TLS`, {
		hint: "Write `url` with https://.",
		status
	});
	const words = wordsOf(body);
	const gone = status === 404 ? goneVersion(objectOf(body), path) : void 0;
	const said = plain(words) || (gone?.said ?? (status === 404 ? "nothing is stored there" : ""));
	return new require_failure.Failure(codeOf$1(status, words), `${request}: ${status}${said && ` ${said}`}`, {
		hint: gone?.hint ?? hintFor$1(status, words, path, request.startsWith("GET ") ? "\"read\"" : "\"create\", \"update\""),
		status,
		words,
		retryAfter: secondsOf(header("retry-after")),
		serverTime: timeOf(header("date"))
	});
}
const isVaults = (body) => require_json.own(objectOf(body), "errors") !== void 0 || require_json.own(objectOf(body), "data") !== void 0;
function objectOf(body) {
	try {
		const value = require_json.parseJson(body);
		return require_json.isObject(value) ? value : {};
	} catch {
		return {};
	}
}
const engineRefusal = /is not an allowed role|unknown role|SQLSTATE 42|exceeds allowed|^missing role_id$/;
function codeOf$1(status, words) {
	if (status === 403) return "ERR_DENIED";
	if (status === 404) return "ERR_NOT_FOUND";
	if (status === 412 || status === 429) return "ERR_UNAVAILABLE";
	return status >= 500 && status !== 501 && !engineRefusal.test(words) ? "ERR_UNAVAILABLE" : "ERR_REFUSED";
}
function hintFor$1(status, words, path, capabilities) {
	if (words.includes("versioned K/V")) return `This is KV version 2: write ${kv2Path(policyPath(path), "data")}.`;
	if (words.includes("is not an allowed role")) return "The database connection has to allow it: allowed_roles in its config.";
	if (/unknown role|Role ".*" not found/i.test(words)) {
		const [, mount = "", kind = ""] = /^(.*?)\/?([^/]*)\/[^/]*$/.exec(policyPath(path)) ?? [];
		const roles = `${mount}/${kind === "static-creds" ? "static-roles" : "roles"}`;
		return `The last part of ${policyPath(path)} has to be a role of that engine: vault list ${roles} names them.`;
	}
	if (words.includes("namespace not found")) return "Check `namespace`.";
	if (words.includes("no handler for route")) return "Nothing is mounted there: check the path, a namespace before its mount, and `namespace`.";
	if (words.includes("sealed")) return "Vault is sealed: somebody has to unseal it.";
	if (words.includes("active cluster node not found")) return "This cluster has no leader: too few of its nodes are up and unsealed.";
	if (status === 403) return [
		isTokenDead({
			status,
			words
		}) ? tokenDead : "",
		`A policy of this role has to allow it: path "${policyPath(path)}" { capabilities = [${capabilities}] }.`,
		kv2Advice(path)
	].join("");
	if (status === 404 && asksForVersion(path)) return "Either there is no secret at this path, or it has no such version: never written, or dropped since (max_versions). Without ?version= the newest is read.";
	if (status === 404) return "Check the path; for KV version 2 it has data/ after the mount.";
}
const isTokenDead = ({ status, words }) => status === 403 && (words.includes("invalid token") || words === "permission denied");
const tokenDead = "The server does not take the token, or no longer: its time (token_ttl) or its uses (token_num_uses) are over, it is of another namespace, or token_bound_cidrs of the role exclude this address. If it is none of these: ";
const policyPath = (path) => path.replace(/\?.*$/, "");
function kv2Path(path, part) {
	const [mount = "", ...rest] = path.split("/");
	if (rest[0] === part) return path;
	const usual = [
		mount,
		part,
		...rest
	].join("/");
	const [second = "", ...below] = rest;
	return below.length === 0 ? usual : `${usual}, or ${[
		mount,
		second,
		part,
		...below
	].join("/")} if the mount is ${mount}/${second}`;
}
const otherEngine = /^[^/]+\/(metadata|creds|static-creds|sts|roles?|issue|sign|encrypt|decrypt|token)(\/|$)|\/(creds|static-creds|sts|issue|sign|encrypt|decrypt)\/[^/]*$/;
function kv2Advice(path) {
	const read = policyPath(path);
	return /\/data\/|^[^/]*$/.test(read) || otherEngine.test(read) ? "" : ` If that is KV version 2, its path is ${kv2Path(read, "data")}.`;
}
function secondsOf(retryAfter) {
	const seconds = Number(retryAfter ?? NaN);
	return Number.isFinite(seconds) && seconds >= 0 ? seconds : void 0;
}
function timeOf(date) {
	const time = Date.parse(date ?? "");
	return Number.isNaN(time) ? void 0 : time;
}
// src/vault/retry.ts
const harmless = {
	afterLoss: true,
	afterBreakdown: 3,
	attempts: 4,
	patience: 16,
	atQuota: 64
};
const ending = {
	...harmless,
	patience: 32,
	atQuota: 128,
	afterGarbage: true
};
const ownRead = {
	afterLoss: true,
	afterBreakdown: 2,
	attempts: 4,
	patience: 16,
	atQuota: 64
};
const foreignRead = {
	afterLoss: false,
	afterBreakdown: 2,
	attempts: 4,
	patience: 16,
	atQuota: 64
};
const write = {
	afterLoss: false,
	afterBreakdown: 0,
	attempts: 4,
	patience: 16,
	atQuota: 64
};
const never = {
	afterLoss: false,
	afterBreakdown: 0,
	attempts: 1,
	patience: 1,
	atQuota: 1
};
const firstWaitMs = 250;
const longestWaitMs = 4e3;
const maxRetryAfterSeconds = 30;
function retryDelay(failure, repeatable, attempt, random) {
	if (attempt >= attemptsFor(failure, repeatable) || !mayRepeat(failure, repeatable, attempt)) return void 0;
	if (failure.retryAfter !== void 0) return failure.retryAfter > maxRetryAfterSeconds ? void 0 : failure.retryAfter * 1e3;
	return (isQuota(failure) ? longestWaitMs / Math.sqrt(attempt) : Math.min(firstWaitMs * 4 ** (attempt - 1), longestWaitMs)) * (.5 + random / 2);
}
function isQuota(failure) {
	return failure.status === 429 && failure.words !== "";
}
function isOutOfService(failure) {
	if (failure.code === "ERR_CONNECT" || failure.code === "ERR_TIMEOUT") return true;
	return failure.code === "ERR_UNAVAILABLE" && !isQuota(failure);
}
function attemptsFor(failure, repeatable) {
	if (isQuota(failure)) return repeatable.atQuota;
	return failure.code === "ERR_UNAVAILABLE" && isBusy(failure) && !/sealed|not initialized/.test(failure.words) ? repeatable.patience : repeatable.attempts;
}
function mayRepeat(failure, repeatable, attempt) {
	if (failure.code === "ERR_CONNECT") return !failure.sent || repeatable.afterLoss;
	if (failure.code === "ERR_TIMEOUT") return repeatable.afterLoss;
	if (failure.code === "ERR_REPLY") return failure.status === void 0 && repeatable.afterGarbage === true;
	if (failure.code === "ERR_UNAVAILABLE" && failure.status === void 0) return repeatable.afterLoss;
	if (failure.code === "ERR_UNAVAILABLE") return isBusy(failure) || attempt <= repeatable.afterBreakdown;
	return failure.status === 400 && failure.words.includes("fetching keys");
}
const isBusy = (failure) => [
	void 0,
	412,
	429,
	503
].includes(failure.status) || failure.words.includes("active cluster node not found");
// src/vault/pem.ts
const maxBytes$1 = 1048576;
var NoPem = class extends Error {};
function readPem(text) {
	if (isPem(text)) return text;
	const decoded = Buffer.from(text, "base64").toString("latin1");
	if (isPem(decoded)) return decoded;
	if (/[\r\n]/.test(text) || text.length > 4096) throw new NoPem("is neither PEM, nor base64 of PEM, nor the path of a file");
	const content = readFile(text);
	if (isPem(content)) return content;
	throw new NoPem("names a file that has no PEM");
}
const isPem = (text) => text.includes("-----BEGIN ");
function readFile(path) {
	try {
		const stat = (0, node_fs.statSync)(path);
		if (stat.isFile() && stat.size <= maxBytes$1) return (0, node_fs.readFileSync)(path, "latin1");
	} catch {
		throw new NoPem("is neither PEM, nor base64 of PEM, nor the path of a file that can be read");
	}
	throw new NoPem("names no file, or one of more than 1 MiB");
}
function certificatesIn(pem) {
	return pem.match(/-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----[^-]*-----END (?:TRUSTED |X509 )?CERTIFICATE-----/g) ?? [];
}
// src/vault/connection.ts
const tokenNamespace = ({ namespace, authNamespace }) => authNamespace ?? namespace ?? "";
function mayRedirectTo(connection, from, target) {
	if (target.protocol !== "https:" && target.protocol !== from.protocol) return false;
	return connection.urls.some((url) => new URL(url).host === target.host) || connection.redirectHosts.some((host) => [target.host, target.hostname].includes(host.toLowerCase()));
}
// src/vault/reply.ts
function parseReply(body, from) {
	if (body === "") return {};
	let value;
	try {
		value = require_json.parseJson(body);
	} catch {
		value = null;
	}
	if (require_json.isObject(value)) return value;
	if (body.startsWith("{")) throw new require_failure.Failure("ERR_REPLY", `${from}: the reply is cut short`);
	throw new require_failure.Failure("ERR_REPLY", `${from}: the reply is not Vault's (no JSON object)`, { hint: notVault });
}
function toSecret(reply) {
	const data = object(require_json.own(reply, "data"));
	const id = text(require_json.own(reply, "lease_id"));
	const lease = id === "" ? void 0 : {
		id,
		seconds: number(require_json.own(reply, "lease_duration")),
		renewable: require_json.own(reply, "renewable") === true
	};
	const isSts = typeof require_json.own(data, "access_key") === "string" && [require_json.own(data, "session_token"), require_json.own(data, "security_token")].some(Boolean);
	return {
		values: isKv2(data) ? object(require_json.own(data, "data")) : data,
		lease,
		sts: isSts,
		carriesAuth: require_json.isObject(require_json.own(reply, "auth"))
	};
}
function toAuth(reply) {
	const auth = object(require_json.own(reply, "auth"));
	const token = text(require_json.own(auth, "client_token"));
	if (token === "") throw require_json.own(auth, "mfa_requirement") ? new require_failure.Failure("ERR_LOGIN", "the login wants a second factor (MFA), which a job cannot give", { hint: "Exclude this auth mount or role from the login enforcement in Vault (identity/mfa/login-enforcement)." }) : new require_failure.Failure("ERR_REPLY", "the login was answered without a token", { hint: "Check `path`: is it the mount of an auth method?" });
	return {
		token,
		kind: require_json.own(auth, "token_type") === "batch" ? "batch" : "service",
		seconds: number(require_json.own(auth, "lease_duration")),
		renewable: require_json.own(auth, "renewable") === true,
		policies: list(require_json.own(auth, "policies")).filter((policy) => typeof policy === "string"),
		uses: number(require_json.own(auth, "num_uses"))
	};
}
function isKv2(data) {
	return require_json.isObject(require_json.own(data, "data")) && require_json.own(object(require_json.own(data, "metadata")), "version") !== void 0;
}
const object = (value) => require_json.isObject(value) ? value : {};
const text = (value) => typeof value === "string" ? value : "";
const number = (value) => typeof value === "number" ? value : 0;
const list = (value) => Array.isArray(value) ? value : [];
// src/vault/grants.ts
function leasePaths(tokenNamespace, { namespace, prefix }) {
	const way = wayTo(namespace, tokenNamespace);
	if (way === void 0) return void 0;
	const leases = `${way}sys/leases`;
	return {
		byPath: `${leases}/revoke/${prefix}/any`,
		byBody: `${leases}/revoke`,
		byRenewal: `${leases}/renew`
	};
}
function pathsToAsk(tokenNamespace, places) {
	return [...new Set(places.flatMap((place) => listOf(leasePaths(tokenNamespace, place))))];
}
const listOf = (paths) => paths ? [
	paths.byBody,
	paths.byPath,
	paths.byRenewal
] : [];
async function askGrants(vault, token, tokenNamespace, paths, patience) {
	const { reply } = await vault.call({
		method: "POST",
		path: "sys/capabilities-self",
		namespace: tokenNamespace,
		token,
		body: { paths },
		...patience
	});
	const data = require_json.own(reply, "data");
	return Object.fromEntries(paths.map((path) => [path, mayUpdate(require_json.own(require_json.isObject(data) ? data : reply, path))]));
}
const mayUpdate = (capabilities) => Array.isArray(capabilities) && (capabilities.includes("update") || capabilities.includes("root"));
const revokePolicy = (tokenNamespace, lease) => `path "${wayTo(lease.namespace, tokenNamespace) ?? ""}sys/leases/revoke/${lease.prefix}/*" { capabilities = ["update"] }`;
function wayTo(namespace, from) {
	if (namespace === from) return "";
	if (from === "") return `${namespace}/`;
	return namespace.startsWith(`${from}/`) ? `${namespace.slice(from.length + 1)}/` : void 0;
}
// src/vault/leases.ts
const revokeMs = 3e4;
const firstLookMs = 1100;
const slower = 1.5;
function leaseOf(grant, path, namespace, sts, now) {
	const prefix = grant.id.split("/").slice(0, -1).join("/");
	const asked = withoutQuery(path);
	const below = asked.endsWith(`/${prefix}`) ? asked.slice(0, -prefix.length - 1) : "";
	return {
		id: grant.id,
		prefix,
		path,
		namespace: [namespace, below].filter(Boolean).join("/"),
		expires: now + grant.seconds * 1e3,
		renewable: grant.renewable,
		sts
	};
}
const placeOf = (path, namespace) => ({
	namespace,
	prefix: withoutQuery(path)
});
async function revokeLease(vault, token, lease, form) {
	await vault.call({
		...revocation(lease, form),
		token,
		replyMs: revokeMs,
		repeatable: ending
	});
}
async function queueRevocation(vault, token, lease, form) {
	const { body, ...call } = revocation(lease, form);
	await vault.call({
		...call,
		body: {
			...body,
			sync: false
		},
		token,
		repeatable: ending
	});
}
function revocation(lease, form) {
	const id = lease.id.split("/").map(encodeURIComponent).join("/");
	return {
		method: "PUT",
		path: form === "by path" ? `sys/leases/revoke/${id}` : "sys/leases/revoke",
		namespace: lease.namespace,
		body: form === "by path" ? {} : { lease_id: lease.id }
	};
}
async function renewLease(vault, token, lease, seconds) {
	const { reply } = await vault.call({
		method: "PUT",
		path: "sys/leases/renew",
		namespace: lease.namespace,
		token,
		body: {
			lease_id: lease.id,
			increment: seconds
		},
		repeatable: ending
	});
	return Number(reply["lease_duration"]);
}
async function endByRenewal(vault, token, lease) {
	try {
		await renewLease(vault, token, lease, 1);
	} catch (error) {
		if (error instanceof require_failure.Failure && error.status === 403 || await isKnown(vault, token, lease).catch(() => true)) throw error;
		return;
	}
	for (let wait = firstLookMs;; wait *= slower) {
		await vault.pause(wait);
		if (!await isKnown(vault, token, lease)) return;
	}
}
async function isKnown(vault, token, lease) {
	try {
		const body = { lease_id: lease.id };
		await vault.call({
			method: "PUT",
			path: "sys/leases/lookup",
			namespace: lease.namespace,
			token,
			body,
			repeatable: ending
		});
		return true;
	} catch (error) {
		if (error instanceof require_failure.Failure && error.status === 400) return false;
		throw error;
	}
}
const withoutQuery = (path) => path.replace(/\?.*$/, "");
// src/remove-files.ts
function removeFiles(paths, places) {
	const removed = [];
	const gone = [];
	const left = [];
	for (const path of paths) try {
		(removeFile(path, places) ? removed : gone).push(path);
	} catch (error) {
		left.push({
			path,
			why: error.message
		});
	}
	for (const folder of new Set(paths.map((path) => (0, node_path.dirname)(path)))) removeOwnFolder(folder, places);
	return {
		removed,
		gone,
		left
	};
}
function removeFile(path, places) {
	const folder = (0, node_path.dirname)(path);
	if (!(0, node_fs.existsSync)(folder)) return false;
	if (!isInside(path, places) || (0, node_fs.realpathSync)(folder) !== folder) throw new Error("it lies outside the workspace and RUNNER_TEMP now");
	if (!(0, node_fs.lstatSync)(path, { throwIfNoEntry: false })) return false;
	(0, node_fs.unlinkSync)(path);
	return true;
}
function removeOwnFolder(folder, places) {
	if (!(0, node_path.basename)(folder).startsWith("vault-exchange-") || (0, node_path.dirname)(folder) !== realPath(places.temp)) return;
	try {
		(0, node_fs.rmdirSync)(folder);
	} catch {}
}
// src/keepsake.ts
const longLived = [
	"token",
	"clientKey",
	"extraHeaders"
];
function noteDown(value, env) {
	const references = referencesOf(env);
	const referring = (part) => {
		if (typeof part === "string") return references.get(part) ?? part;
		if (Array.isArray(part)) return part.map(referring);
		if (typeof part !== "object" || part === null) return part;
		return Object.fromEntries(Object.entries(part).map(([key, its]) => [key, referring(its)]));
	};
	return JSON.stringify(referring(value));
}
function recall(text, env) {
	const [secrets, missing] = [new Set(), new Set()];
	const putBack = (_key, part) => {
		if (!isReference(part)) return part;
		const text = textOf(part, env);
		if (text === void 0) missing.add(part.fromInput);
		else secrets.add(text);
		return text ?? "";
	};
	try {
		return {
			value: JSON.parse(text, putBack),
			secrets: [...secrets],
			missing: [...missing]
		};
	} catch {
		return {
			value: void 0,
			secrets: [],
			missing: []
		};
	}
}
function referencesOf(env) {
	const given = longLived.map((name) => ({
		name,
		...inputOf(name, env)
	})).filter(({ value }) => value !== "");
	const known = ({ exact, value }) => env["GITHUB_ACTION_PATH"] ? { text: value } : { sha256: digest(exact) };
	return new Map(given.map((input) => [input.value, {
		fromInput: input.name,
		...known(input)
	}]));
}
function textOf(reference, env) {
	if ("text" in reference) return reference.text;
	const { exact, value } = inputOf(reference.fromInput, env);
	return digest(exact) === reference.sha256 ? value : void 0;
}
function inputOf(name, env) {
	const exact = env[`INPUT_${name.toUpperCase()}`] ?? "";
	return {
		exact,
		value: exact.trim()
	};
}
const digest = (text) => (0, node_crypto.createHash)("sha256").update(text).digest("hex");
function isReference(value) {
	if (typeof value !== "object" || value === null || !("fromInput" in value)) return false;
	return longLived.some((name) => name === value.fromInput) && ("sha256" in value && typeof value.sha256 === "string" || "text" in value && typeof value.text === "string");
}
// src/state-parts.ts
const maxLength = 32768;
const maxParts = 16;
function split(key, json) {
	if (json.length <= maxLength) return [[key, json]];
	const parts = [];
	for (let at = 0; at < json.length; at += parts.at(-1)?.length ?? 0) {
		const part = json.slice(at, at + maxLength);
		parts.push(/[\uD800-\uDBFF]$/.test(part) && at + maxLength < json.length ? part.slice(0, -1) : part);
	}
	if (parts.length > maxParts) return void 0;
	return [...parts.map((part, index) => [`${key}_part_${index + 1}`, part]), [key, JSON.stringify({ parts: parts.length })]];
}
function join(key, state) {
	const head = state(key);
	const count = /^\{"parts":(\d{1,2})\}$/.exec(head ?? "")?.[1];
	if (count === void 0) return head;
	const parts = Array.from({ length: Number(count) }, (_, index) => state(`${key}_part_${index + 1}`));
	return parts.includes(void 0) ? void 0 : parts.join("");
}
// src/session.ts
const endsWithToken = (lease, { token, connection }) => token.kind === "service" && lease.namespace === tokenNamespace(connection);
const endOf = (lease, owed) => endsWithToken(lease, owed) ? Math.min(lease.expires, owed.token.expires) : lease.expires;
function createSession(env, loaded) {
	const stateFile = env["GITHUB_STATE"];
	let begun = loaded?.owed;
	let grants = loaded?.owed?.grants;
	const leases = [...loaded?.owed?.leases ?? []];
	let files = [...loaded?.files ?? []];
	let isWrittenDown = true;
	function write(key, value) {
		const before = isWrittenDown;
		isWrittenDown = false;
		const entries = split(key, noteDown(value, env));
		if (!entries) throw new require_failure.Failure("ERR_STATE", `what has to be written down for the post step (${key}) is over 512 KiB`);
		if (!stateFile) throw new require_failure.Failure("ERR_STATE", "the runner gave no state file (GITHUB_STATE)");
		try {
			for (const [name, text] of entries) saveState(name, text);
		} catch (error) {
			throw new require_failure.Failure("ERR_STATE", "the runner's state file cannot be written, so the post step would not know what to give back", {
				hint: "Is the disk of the runner full?",
				cause: error
			});
		}
		isWrittenDown = before;
	}
	return {
		begin(debt) {
			begun = debt;
			write("session", begun);
		},
		updateToken(token) {
			if (!begun) return;
			begun = {
				...begun,
				token: {
					...begun.token,
					...token
				}
			};
			write("session", begun);
		},
		addLease(lease) {
			leases.push(lease);
			write(`lease_${leases.length}`, lease);
		},
		setGrants(asked) {
			grants = asked;
			write("grants", asked);
		},
		addFile(path) {
			files.push(path);
			write(`file_${files.length}`, path);
		},
		dropFile(path) {
			const index = files.indexOf(path);
			if (index < 0) return;
			files[index] = "";
			try {
				write(`file_${index + 1}`, "");
			} catch {}
		},
		files: () => files.filter((path) => path !== ""),
		isWrittenDown: () => isWrittenDown,
		owed: () => begun && {
			connection: begun.connection,
			token: begun.token,
			required: begun.required,
			leases,
			grants,
			...begun.missing && { missing: begun.missing }
		},
		clear() {
			begun = void 0;
			files = files.filter((path) => path !== "");
			try {
				if (stateFile) (0, node_fs.truncateSync)(stateFile);
				files.forEach((path, index) => {
					write(`file_${index + 1}`, path);
				});
			} catch {}
		}
	};
}
function loadAccount(env) {
	const missing = new Set();
	const read = (key) => {
		const recalled = recall(join(key, (name) => env[`STATE_${name}`]) ?? "", env);
		for (const line of recalled.secrets.flatMap((secret) => secret.split(/[\r\n]+/)).filter(Boolean)) setSecret(line);
		for (const input of recalled.missing) missing.add(input);
		return recalled.value;
	};
	const list = (key) => {
		const values = [];
		for (let value = read(`${key}_1`); value !== void 0; value = read(`${key}_${values.length + 1}`)) values.push(value);
		return values;
	};
	const begun = read("session");
	const owed = begun && {
		...begun,
		leases: list("lease"),
		grants: read("grants")
	};
	return {
		owed: owed && (missing.size > 0 ? {
			...owed,
			missing: [...missing]
		} : owed),
		files: list("file").filter((path) => typeof path === "string" && path !== "")
	};
}
// src/end-lease.ts
function waysFor(lease, owed, { grants, failure }) {
	const paths = leasePaths(tokenNamespace(owed.connection), lease);
	const granted = (path) => path === void 0 ? void 0 : grants[path];
	const isUnknown = granted(paths?.byPath) === void 0 && (!failure || failure.status === 403);
	if (granted(paths?.byPath)) return ["by path"];
	if (granted(paths?.byBody)) return ["by body"];
	const renewal = lease.renewable && granted(paths?.byRenewal) !== false && (owed.required || !endsWithToken(lease, owed));
	return [...isUnknown ? ["by path", "by body"] : [], ...renewal ? ["by renewal"] : []];
}
async function endLease(lease, ways, token, vault) {
	let end = { kind: "no way" };
	for (const way of ways) try {
		await (way === "by renewal" ? endByRenewal(vault, token, lease) : revokeLease(vault, token, lease, way));
		return { kind: "confirmed" };
	} catch (error) {
		const failure = require_failure.asFailure(error);
		end = {
			kind: "failed",
			failure
		};
		if (failure.status === 403) continue;
		return way === "by renewal" || failure.status !== 400 ? end : await queued(lease, way, failure, token, vault);
	}
	return end;
}
async function queued(lease, form, failure, token, vault) {
	try {
		await queueRevocation(vault, token, lease, form);
		return {
			kind: "pending",
			failure
		};
	} catch {
		return {
			kind: "failed",
			failure
		};
	}
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
	if (redirects >= maxRedirects) throw new require_failure.Failure("ERR_REDIRECT", `${from.host} redirects in a loop`);
	const target = URL.parse(location, from.href);
	if (target && mayRedirectTo(connection, from, target)) return target;
	if (!target) throw new require_failure.Failure("ERR_REDIRECT", `${from.host} redirects to no valid address`);
	throw new require_failure.Failure("ERR_REDIRECT", `${from.host} redirects to ${target.protocol}//${target.host}, which may not receive your credentials`, { hint: target.protocol === from.protocol ? `If that is a node of the same cluster, add the input: redirectHosts: ${target.host}` : void 0 });
}
function leaderless(error, standby, leader) {
	if (!(error instanceof require_failure.Failure) || error.code !== "ERR_CONNECT") return error;
	return new require_failure.Failure("ERR_UNAVAILABLE", `${new URL(standby).host} redirects to ${leader.host}, which cannot be reached`, {
		hint: "A standby names the leader of its cluster, which may be down; if it is not, the runner has to reach it too.",
		cause: error
	});
}
function createVault(connection, transport, stop) {
	let index;
	let current = 0;
	let spent = 0;
	const urlAt = (place) => connection.urls[place % connection.urls.length] ?? connection.urls[0];
	async function attempt(call, body, base) {
		const asked = `${call.method} ${call.path}`;
		const reply = await follow(call, body === void 0 ? void 0 : JSON.stringify(body), base).catch((error) => {
			throw error === stop.now.reason ? error : about(asked, error);
		});
		if (reply.status >= 300) throw refusal(asked, call.path, reply.status, reply.body, reply.header);
		if (call.path.startsWith("auth/")) index = reply.header("x-vault-index") ?? index;
		return parseReply(reply.body, asked);
	}
	async function follow(call, body, base) {
		let url = new URL(`${base}/v1/${escapePath(call.path)}`);
		for (let redirects = 0;; redirects++) {
			if (call.token !== void 0) spent++;
			const reply = await transport.send({
				method: call.method,
				url,
				headers: headersOf(connection, call, index),
				body,
				replyMs: call.replyMs ?? 15e3,
				signal: stop.now,
				tls: connection.tls,
				extraHeaders: connection.extraHeaders
			}).catch((error) => {
				throw redirects === 0 ? error : leaderless(error, base, url);
			});
			const target = redirectTarget(connection, url, reply, redirects);
			if (!target) return reply;
			url = target;
		}
	}
	return {
		async call(call) {
			let lost = false;
			let rounds = 1;
			let inRound = 1;
			const failures = new Map();
			let body;
			for (;;) {
				stop.asked.throwIfAborted();
				const place = current;
				body ??= typeof call.body === "function" ? await call.body() : call.body;
				stop.asked.throwIfAborted();
				try {
					return {
						reply: await attempt(call, body, urlAt(place)),
						lost
					};
				} catch (error) {
					if (!(error instanceof require_failure.Failure)) throw error;
					const movesOn = isOutOfService(error) && inRound < connection.urls.length;
					const wait = retryDelay(error, call.repeatable, movesOn ? 1 : rounds, Math.random());
					failures.set(urlAt(place), error);
					if (!isQuota(error)) body = void 0;
					if (wait === void 0) throw failures.size > 1 ? together(error, failures) : error;
					lost ||= error.sent && [
						void 0,
						502,
						504
					].includes(error.status);
					if (isOutOfService(error) && current === place) current++;
					inRound = movesOn ? inRound + 1 : 1;
					if (movesOn) continue;
					rounds++;
					await pause(wait, stop.asked).catch((reason) => {
						throw whileWaiting(reason, error);
					});
				}
			}
		},
		pause: (milliseconds) => pause(milliseconds, stop.asked),
		connection() {
			const start = current % connection.urls.length;
			const urls = [
				urlAt(start),
				...connection.urls.slice(start + 1),
				...connection.urls.slice(0, start)
			];
			return {
				...connection,
				urls: [urls[0], ...urls.slice(1)]
			};
		},
		spent: () => spent
	};
}
function together(failure, failures) {
	const said = [...failures].map(([url, { message }]) => `  ${url}: ${message}`);
	const { code, message, status, words } = failure;
	const hint = [
		failure.hint,
		"What each address of `url` said last:",
		...said
	].filter(Boolean).join("\n");
	return new require_failure.Failure(code, message, {
		hint,
		words,
		cause: failure,
		sent: failure.sent,
		...status !== void 0 && { status }
	});
}
function whileWaiting(reason, failure) {
	if (!(reason instanceof require_failure.Failure) || reason.code !== "ERR_TIMEOUT") return reason;
	const hint = [
		reason.hint,
		failure.message,
		failure.hint
	].filter(Boolean).join("\n");
	return new require_failure.Failure(reason.code, reason.message, {
		hint,
		cause: failure
	});
}
function about(asked, error) {
	if (!(error instanceof require_failure.Failure) || error.code === "ERR_CANCELLED") return error;
	return new require_failure.Failure(error.code, `${asked}: ${error.message}`, {
		hint: error.hint,
		cause: error.cause,
		sent: error.sent
	});
}
function headersOf(connection, call, index) {
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
// src/revoke.ts
async function giveBack(owed, transport, limits) {
	if (owed.missing) return nothingGivenBack(owed, owed.missing);
	const leases = owed.leases.filter((lease) => !lease.sts);
	const { ends, unasked } = await within(limits.leasesMs, owed, transport, (vault) => endLeases(owed, leases, vault));
	const { end, failure } = await within(limits.tokenMs, owed, transport, (vault) => revokeToken(owed, vault));
	const dies = end === "revoked" || end === "gone";
	const withToken = ends.filter((one) => dies && endsWithToken(one.lease, owed) && isNoNews(one, end));
	const others = ends.filter((one) => !withToken.includes(one) && one.kind !== "confirmed");
	const isPending = (one) => dies && endsWithToken(one.lease, owed) || one.kind === "pending";
	const failed = (one) => ({
		lease: one.lease,
		failure: "failure" in one ? one.failure : unasked,
		expires: endOf(one.lease, owed)
	});
	return {
		confirmed: ends.filter((one) => one.kind === "confirmed").map((one) => one.lease),
		withToken: withToken.map((one) => one.lease),
		pending: others.filter(isPending).map(failed),
		left: others.filter((one) => !isPending(one)).map(failed),
		sts: owed.leases.filter((lease) => lease.sts),
		token: end,
		tokenFailure: failure,
		tokenExpires: owed.token.expires,
		tokenNamespace: tokenNamespace(owed.connection),
		unasked
	};
}
function nothingGivenBack(owed, missing) {
	const failure = new require_failure.Failure("ERR_STATE", `the post step needs the value that main had of the input ${missing.join(" and ")}, and has another`);
	return {
		confirmed: [],
		withToken: [],
		pending: [],
		left: owed.leases.filter((lease) => !lease.sts).map((lease) => ({
			lease,
			failure,
			expires: endOf(lease, owed)
		})),
		sts: owed.leases.filter((lease) => lease.sts),
		token: owed.token.kind === "service" ? "left" : owed.token.kind,
		tokenFailure: failure,
		tokenExpires: owed.token.expires,
		tokenNamespace: tokenNamespace(owed.connection),
		unasked: void 0
	};
}
const isSettled = (settlement) => settlement.token !== "left" && settlement.left.length === 0;
const isConfirmed = (settlement) => [
	"revoked",
	"gone",
	"supplied"
].includes(settlement.token) && [
	...settlement.withToken,
	...settlement.pending,
	...settlement.left,
	...settlement.sts
].length === 0;
function isNoNews(one, token) {
	if (one.kind === "no way") return true;
	return one.kind === "failed" && one.failure.status === 403 && (token === "revoked" || isDead(one.failure));
}
async function endLeases(owed, leases, vault) {
	const asked = await grantsFor(owed, vault, leases);
	const ends = leases.map(async (lease) => {
		return {
			lease,
			...await endLease(lease, isSpared(owed, leases) ? [] : waysFor(lease, owed, asked), owed.token.value, vault)
		};
	});
	return {
		ends: await Promise.all(ends),
		unasked: asked.failure
	};
}
const isSpared = ({ token }, leases) => token.uses > 0 && token.uses - token.spent < leases.length + 2;
async function grantsFor(owed, vault, leases) {
	const home = tokenNamespace(owed.connection);
	const grants = owed.grants ?? {};
	const paths = pathsToAsk(home, leases).filter((path) => grants[path] === void 0);
	if (paths.length === 0) return { grants };
	if (isSpared(owed, leases)) return {
		grants,
		failure: new require_failure.Failure("ERR_REFUSED", "the token is of limited use")
	};
	try {
		return { grants: {
			...grants,
			...await askGrants(vault, owed.token.value, home, paths, { repeatable: harmless })
		} };
	} catch (error) {
		return {
			grants,
			failure: require_failure.asFailure(error)
		};
	}
}
async function revokeToken({ token, connection }, vault) {
	if (token.kind !== "service") return { end: token.kind };
	const namespace = tokenNamespace(connection);
	try {
		await vault.call({
			method: "POST",
			path: "auth/token/revoke-self",
			namespace,
			token: token.value,
			body: {},
			repeatable: ending
		});
		return { end: "revoked" };
	} catch (error) {
		const failure = require_failure.asFailure(error);
		return isDead(failure) || Date.now() > token.expires ? { end: "gone" } : {
			end: "left",
			failure
		};
	}
}
const isDead = ({ status, words }) => status === 403 && (words.includes("invalid token") || /^permission denied$/.test(words));
async function within(milliseconds, owed, transport, task) {
	const limit = createLimit(milliseconds);
	try {
		return await task(createVault(owed.connection, transport, limit));
	} finally {
		limit.clear();
	}
}
// src/settle.ts
const afterSuccess = {
	leasesMs: 2e4,
	tokenMs: 1e4,
	endsFiles: false,
	isLast: false
};
const afterFailure = {
	...afterSuccess,
	endsFiles: true
};
const afterCancel = {
	...afterFailure,
	leasesMs: 2500,
	tokenMs: 2e3
};
const inPost = {
	leasesMs: 4e4,
	tokenMs: 2e4,
	endsFiles: true,
	isLast: true
};
async function settle({ session, transport, report, env }, occasion) {
	const due = occasion.endsFiles ? session.files() : [];
	const owed = session.owed();
	if (!owed && due.length === 0) return true;
	const files = removeFiles(due, placesOf(env));
	for (const path of [...files.removed, ...files.gone]) session.dropFile(path);
	const settlement = owed && await giveBack(owed, transport, occasion);
	const isDone = !settlement || isSettled(settlement);
	if (isDone) session.clear();
	const required = owed?.required ?? false;
	const isLast = occasion.isLast || !session.isWrittenDown();
	report.settled(isDone || isLast ? settlement : void 0, isLast ? files : {
		...files,
		left: []
	}, required && occasion.isLast);
	return !required || !settlement || isConfirmed(settlement);
}
// src/vault/proxy.ts
function proxyFor(url) {
	const lower = url.protocol === "https:" ? "https_proxy" : "http_proxy";
	const variable = [lower, lower.toUpperCase()].find((name) => process.env[name]);
	const text = process.env[variable ?? ""]?.trim();
	if (variable === void 0 || !text || checkBypass(url)) return void 0;
	const proxy = URL.parse(/^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `http://${text}`);
	if (proxy && /^https?:$/.test(proxy.protocol) && proxy.hostname !== "") return {
		url: proxy,
		name: proxy.host,
		variable
	};
	throw new require_failure.Failure("ERR_PROXY", `the environment variable ${variable} is not the address of an HTTP proxy`, {
		hint: `Write it as http://proxy.example.com:3128, or name the host in NO_PROXY: ${url.hostname}`,
		sent: false
	});
}
// src/vault/token-namespace.ts
function isOfRootNamespace(token) {
	if (/^(?:hv[sb]|[sb])\.[\w-]+\.\w+$/.test(token)) return false;
	if (/^hvs\.CAES/.test(token)) {
		const packed = Buffer.from(token.slice(4), "base64url").toString("latin1");
		const inner = /hvs\.[A-Za-z0-9]{24}(\.\w)?/.exec(packed);
		return inner ? inner[1] === void 0 : void 0;
	}
	return /^(?:hv[sb]|[sb])\.[\w-]+$/.test(token) ? true : void 0;
}
// src/wording.ts
const oneLine = (text) => text.replace(/\p{Cc}+/gu, " ");
const plural = (count, noun) => `${count} ${noun}${count === 1 ? "" : "s"}`;
function clock(milliseconds) {
	if (milliseconds === Number.MAX_SAFE_INTEGER) return "no set time";
	return new Date(milliseconds).toISOString().replace(/:\d\d\.\d+Z$/, " UTC").replace("T", " ");
}
function span(seconds) {
	if (seconds === 0) return "without end";
	if (seconds < 120) return `${seconds} s`;
	return seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
}
// src/settlement-words.ts
function doneWords({ confirmed, withToken, token, tokenExpires, tokenNamespace, unasked }) {
	const ends = {
		revoked: "token revoked",
		gone: "token gone already",
		batch: `the batch token runs out by ${clock(tokenExpires)}`
	};
	const parts = [
		confirmed.length > 0 ? `${plural(confirmed.length, "lease")} revoked` : "",
		token === "supplied" || token === "left" ? "" : ends[token],
		withToken.length > 0 ? `${plural(withToken.length, "lease")} ${withToken.length === 1 ? "ends" : "end"} with it, unconfirmed` : ""
	].filter(Boolean);
	const [example] = withToken;
	const grant = example && token === "revoked" && !unasked ? `. To have it confirmed, allow: ${revokePolicy(tokenNamespace, example)}` : "";
	const why = example && unasked ? `; whether more may be revoked could not be asked: ${unasked.message}` : "";
	return parts.join(", ") + grant + why;
}
function leftoverWords({ pending, left, token, tokenFailure, tokenExpires, tokenNamespace }) {
	return [
		...pending.map(({ lease, failure }) => `${lease.path} (${lease.id}) is not confirmed: ${failure?.message ?? ""}. Vault goes on trying.`),
		...left.map(({ lease, failure, expires }) => {
			const why = failure ? failure.message : `no policy allows it, add ${revokePolicy(tokenNamespace, lease)}`;
			return `${lease.path} (${lease.id}) ${isAlive(failure)}: ${why}. Vault ends it by ${clock(expires)}.`;
		}),
		token === "left" ? `The token ${isAlive(tokenFailure)}: ${tokenFailure?.message ?? ""}. It runs out by ${clock(tokenExpires)}.` : ""
	].filter(Boolean);
}
function isAlive(failure) {
	return failure?.sent && failure.status === void 0 && [
		"ERR_CONNECT",
		"ERR_TIMEOUT",
		"ERR_REPLY"
	].includes(failure.code) ? "may still be alive" : "is still alive";
}
function unconfirmedWords({ withToken, sts, token, tokenExpires, tokenNamespace }) {
	return [
		...withToken.map(({ path, id }, index) => {
			return `${path} (${id}) ends with the token, in the background.${index === 0 && withToken[0] ? ` To have it confirmed, allow: ${revokePolicy(tokenNamespace, withToken[0])}` : ""}`;
		}),
		...sts.map(({ path, expires }) => `${path}: AWS STS credentials live until ${clock(expires)}.`),
		token === "batch" ? `The batch token lives until ${clock(tokenExpires)}.` : ""
	].filter(Boolean);
}
function aliveWords(owed) {
	const { token, leases } = owed;
	const ends = leases.map((lease) => endOf(lease, owed));
	const parts = [token.kind === "supplied" ? "" : `the token until ${clock(token.expires)}`, leases.length > 0 ? `${plural(leases.length, "lease")} until ${clock(Math.max(...ends))}` : ""].filter(Boolean);
	return parts.length === 0 ? "" : `Not given back, as \`revoke: false\` says: ${parts.join(", ")} at the latest`;
}
function shortenedWords(all) {
	const names = all.flatMap(({ shortened }) => shortened);
	return names.length === 0 ? "" : `Shortened to maxTtl: ${names.join(", ")}`;
}
const tooLongWords = (all) => all.flatMap(({ tooLong }) => tooLong.map(tooLongLine));
function tooLongLine({ lease, expires, failure }) {
	return `${lease ? `${lease.path} (${lease.id})` : "The token"} lives longer than maxTtl if this runner is lost, until ${clock(expires)}: ${failure?.message ?? "Vault cannot shorten it"}.`;
}
// src/report.ts
function errorDocs(env) {
	const [server, repository, ref] = [
		env["GITHUB_SERVER_URL"],
		env["GITHUB_ACTION_REPOSITORY"],
		env["GITHUB_ACTION_REF"]
	];
	return server && repository && ref ? `${server}/${repository}/blob/${ref}/docs/errors.md` : "docs/errors.md";
}
function createReport(env) {
	const code = (name) => `${name}, see ${errorDocs(env)}#${name.toLowerCase()}`;
	return {
		network({ urls, tls }, proxy) {
			if (proxy !== void 0) say(`Vault is reached through the proxy ${proxy}`);
			const risks = [tls?.skipVerify ? "tlsSkipVerify: the certificate of the server is not checked." : "", ...urls.map((url) => isOpen(new URL(url)) ? `url: ${url} is without TLS.` : "")].filter(Boolean);
			if (risks.length > 0) warning(`${risks.map(oneLine).join("\n")}\nWho is between this runner and Vault can read the job's token and all secrets.`);
		},
		loggedIn(connection, { method, access }, auth, lost) {
			const namespace = tokenNamespace(connection);
			const where = namespace === "" ? connection.urls[0] : `${connection.urls[0]}, namespace ${namespace}`;
			if ("token" in access) {
				say(`Using the token given as \`token\` at ${where}`);
				return;
			}
			say(`Logged in to ${where} as ${access.as} (${method.name}); the token lives ${span(auth.seconds)}, policies ${auth.policies.join(", ")}`);
			if (namespace !== "" && isOfRootNamespace(auth.token)) warning(oneLine(`The server passed over \`namespace\`: the token is one of the root namespace, and so is all that is read.`));
			if (lost) say(`  an earlier attempt got no reply: a token that Vault made for it is known to nobody and lives ${span(auth.seconds)}`);
		},
		read(paths, milliseconds, leases, lost, givesBack) {
			say(`Read ${plural(paths, "path")} in ${Math.round(milliseconds)} ms`);
			for (const lease of leases) {
				const end = givesBack ? "ends with this job" : `lives until ${clock(lease.expires)}`;
				say(`  ${lease.path} – ${lease.sts ? `AWS STS, cannot be ended before ${clock(lease.expires)}` : end}`);
			}
			if (lost.length > 0) say(`  asked again after a reply was lost: ${lost.join(", ")}; what Vault made for it ends with the token`);
		},
		notFound(path, { input, line }, what) {
			notice(oneLine(`${input} line ${line}: ${path}: ${what}; passed over, since it is optional`));
		},
		shortMasks(names) {
			if (names.length === 0) return;
			notice(oneLine(`Very short, and masked all the same: ${names.join(", ")}. Log lines and job outputs that contain the text show ***.`));
		},
		heldBack({ skipped, shadowed }) {
			const names = skipped.map(({ kind, name, why }) => `the ${kind} "${name}" ${why}`);
			const text = [names.length > 0 ? `Keys that cannot be handed on under their own name: ${names.join("; ")}` : "", shadowed.length > 0 ? `Entries of one name, of which the last counts: ${shadowed.join(", ")}` : ""].filter(Boolean);
			if (text.length > 0) warning(text.map(oneLine).join("\n"));
		},
		exported({ outputs, variables }) {
			if (outputs.length > 0) say(`Set ${plural(outputs.length, "output")}: ${outputs.join(", ")}`);
			if (variables.length > 0) say(`Set ${plural(variables.length, "variable")} of later steps: ${variables.join(", ")}`);
		},
		shortened(shortenings) {
			const done = shortenedWords(shortenings);
			if (done !== "") say(done);
			const tooLong = tooLongWords(shortenings);
			if (tooLong.length > 0) notice(tooLong.map(oneLine).join("\n"));
		},
		settled(settlement, files, required) {
			const done = [files.removed.length > 0 ? `${plural(files.removed.length, "file")} removed` : "", settlement ? doneWords(settlement) : ""].filter(Boolean).join(", ");
			if (done !== "") say(done);
			const left = files.left.map(({ path, why }) => `The file ${path} is still there: ${why}.`);
			const leftover = [...settlement ? leftoverWords(settlement) : [], ...left].map(oneLine);
			if (settlement && required && !isConfirmed(settlement)) error(`Not all that was read is confirmed to be ended, which \`revoke: required\` asks for:\n${[...leftover, ...unconfirmedWords(settlement).map(oneLine)].join("\n")}\n${code("ERR_UNCONFIRMED")}`);
			else if (leftover.length > 0) warning(leftover.join("\n"));
		},
		leftAlive(owed) {
			const alive = owed ? aliveWords(owed) : "";
			if (alive !== "") say(alive);
		},
		failed(failure) {
			error(`${[failure.message, failure.hint].filter(Boolean).map((part) => lines(part ?? "")).join("\n")}\n${code(failure.code)}`);
			try {
				setOutput("errorMessage", lines(failure.message));
			} catch {}
		},
		notGivenBack(thrown) {
			warning(oneLine(`Nothing could be given back: ${require_failure.asFailure(thrown).message}. What is left ends with its own time in Vault.`));
		}
	};
}
const isOpen = ({ protocol, hostname }) => protocol === "http:" && !/^(localhost|127\.[\d.]+|\[::1\])$/.test(hostname);
function say(text) {
	info(oneLine(text).replace(/^\s*:(?=:)/, "$& "));
}
const lines = (text) => text.split("\n").map(oneLine).join("\n");
// src/vault/lost-connection.ts
const neverConnected = {
	ECONNREFUSED: "nothing listens there",
	ENOTFOUND: "the host name is not known",
	EAI_AGAIN: "the name server did not answer",
	EHOSTUNREACH: "no route to the host",
	ENETUNREACH: "no route to the network",
	ECONNTIMEOUT: "no connection within 5 s"
};
const certificate = /^(CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|ERROR_IN_CERT_|INVALID_(CA|PURPOSE)$|PATH_LENGTH_|HOSTNAME_MISMATCH$|ERR_TLS_CERT_ALTNAME_)/;
const handshake = /^(ERR_TLS_|ERR_SSL_|EPROTO$)/;
const clientCertificate = /ALERT_(CERTIFICATE|BAD_CERTIFICATE|UNSUPPORTED_CERTIFICATE|UNKNOWN_CA|HANDSHAKE_FAILURE)/;
const isCertificateError = (error) => certificate.test(codeOf(error));
const isUnknownIssuer = (error) => /^(UNABLE_TO_GET_ISSUER_CERT|UNABLE_TO_VERIFY_LEAF_SIGNATURE|SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT)/.test(codeOf(error));
function notConnected(error, url) {
	const failure = lostConnection(error, url);
	if (!failure.sent) return failure;
	const code = codeOf(error);
	return new require_failure.Failure("ERR_CONNECT", `${url.host} closed the connection before it was ready${code && ` (${code})`}`, {
		hint: url.protocol === "https:" ? "Does the port speak TLS? A firewall in between may also have ended it." : void 0,
		cause: error,
		sent: false
	});
}
function lostConnection(error, url, timedOutMs) {
	if (timedOutMs !== void 0) return new require_failure.Failure("ERR_TIMEOUT", `${url.host} took the request and did not answer within ${timedOutMs / 1e3} s`, { cause: error });
	const code = codeOf(error);
	const reason = neverConnected[code];
	if (reason) return new require_failure.Failure("ERR_CONNECT", `cannot connect to ${url.host}: ${reason} (${code})`, {
		hint: "Check `url`, and that the runner may reach it: a private address needs a self-hosted runner.",
		cause: error,
		sent: false
	});
	if (certificate.test(code) || handshake.test(code)) return new require_failure.Failure("ERR_TLS", `the TLS connection to ${url.host} was not accepted: ${code}`, {
		hint: hintFor(code),
		cause: error,
		sent: false
	});
	return new require_failure.Failure("ERR_CONNECT", `${url.host} closed the connection before it answered${code && ` (${code})`}`, { cause: error });
}
function hintFor(code) {
	if (certificate.test(code)) return "The certificate has to be issued for this host name by an authority that the runner trusts.";
	if (clientCertificate.test(code)) return ["The server wants a client certificate (clientCertificate and clientKey), or another one than it was given:", "valid, for client authentication, and of an authority that the server trusts."].join(" ");
	return "The port may speak plain HTTP (write http://), or an old version of TLS.";
}
function codeOf(error) {
	return typeof error === "object" && error !== null && "code" in error && typeof error.code === "string" ? error.code : "";
}
// src/vault/connect.ts
const connectMs = 5e3;
function createConnector(settings = {}) {
	const underWay = new Set();
	const sessions = new Map();
	let usual;
	let withSystem;
	async function attempt(url, options) {
		const end = new AbortController();
		underWay.add(end);
		const timer = setTimeout(() => {
			end.abort(Object.assign(new Error("no connection"), { code: "ECONNTIMEOUT" }));
		}, connectMs);
		try {
			return (await open(url, options, end.signal)).setNoDelay(true);
		} catch (error) {
			throw end.signal.aborted && !(error instanceof require_failure.Failure) ? end.signal.reason : error;
		} finally {
			clearTimeout(timer);
			underWay.delete(end);
		}
	}
	async function secured(url, protocols) {
		const host = hostOf(url);
		const options = (secureContext) => ({
			host,
			secureContext,
			rejectUnauthorized: settings.skipVerify !== true,
			ALPNProtocols: [...protocols],
			session: sessions.get(url.host),
			...node_net.default.isIP(host) === 0 && { servername: host }
		});
		const first = withSystem ?? (usual ??= createContext(settings));
		const isNarrow = first !== withSystem && settings.ca === void 0;
		try {
			return (await attempt(url, options(first)).catch(async (error) => {
				const roots = isUnknownIssuer(error) && isNarrow ? everyRoot() : void 0;
				if (!roots) throw error;
				withSystem ??= createContext(settings, roots);
				return attempt(url, options(withSystem));
			})).on("session", (session) => sessions.set(url.host, session));
		} catch (error) {
			if (!isCertificateError(error)) throw error;
			const { certificateFailure } = await Promise.resolve().then(() => require("./certificate-error.js"));
			const careless = await attempt(url, {
				...options(first),
				rejectUnauthorized: false
			}).catch(() => void 0);
			const leaf = careless instanceof node_tls.default.TLSSocket ? careless.getPeerX509Certificate() : void 0;
			careless?.on("error", () => void 0).destroy();
			throw certificateFailure(error, url, settings, leaf);
		}
	}
	return {
		async connect(url, protocols) {
			try {
				return await (url.protocol === "https:" ? secured(url, protocols) : attempt(url, void 0));
			} catch (error) {
				throw error instanceof require_failure.Failure ? error : notConnected(error, url);
			}
		},
		close() {
			for (const end of underWay) end.abort(new Error("closed"));
		}
	};
}
async function open(url, secure, signal) {
	const proxy = proxyFor(url);
	const port = Number(url.port || (url.protocol === "https:" ? 443 : 80));
	const tunnel = proxy && await (await Promise.resolve().then(() => require("./tunnel.js"))).openTunnel(proxy, `${url.hostname}:${port}`, signal);
	if (!secure) return tunnel ?? ready(node_net.default.connect({
		host: hostOf(url),
		port
	}), "connect", signal);
	return ready(node_tls.default.connect({
		...secure,
		port,
		...tunnel && { socket: tunnel }
	}), "secureConnect", signal);
}
async function ready(socket, event, signal) {
	try {
		await (0, node_events.once)(socket, event, { signal });
		return socket;
	} catch (error) {
		socket.destroy();
		throw error;
	}
}
const hostOf = (url) => url.hostname.replace(/^\[(.*)\]$/, "$1");
function createContext({ ca, certificate, key }, roots) {
	try {
		return node_tls.default.createSecureContext({
			ca: ca === void 0 ? roots && [...roots] : pemOf("caCertificate", ca),
			cert: certificate === void 0 ? void 0 : pemOf("clientCertificate", certificate),
			key: key === void 0 ? void 0 : pemOf("clientKey", key)
		});
	} catch (error) {
		if (error instanceof require_failure.Failure) throw error;
		throw new require_failure.Failure("ERR_TLS", "caCertificate, clientCertificate and clientKey do not go together", {
			cause: error,
			sent: false
		});
	}
}
function everyRoot() {
	if (typeof node_tls.default.getCACertificates !== "function") return void 0;
	return [...node_tls.default.getCACertificates("default"), ...node_tls.default.getCACertificates("system")];
}
function pemOf(input, text) {
	try {
		return readPem(text);
	} catch (error) {
		if (error instanceof NoPem) throw new require_failure.Failure("ERR_TLS", `${input} ${error.message}`, {
			cause: error,
			sent: false
		});
		throw error;
	}
}
// src/vault/connectors.ts
function createConnectors() {
	const made = new Map();
	return {
		for(settings) {
			const connector = made.get(settings) ?? createConnector(settings);
			made.set(settings, connector);
			return connector;
		},
		close() {
			for (const connector of made.values()) connector.close();
		}
	};
}
// src/vault/destinations.ts
function perDestination(create) {
	const made = new Map();
	return {
		of(destination) {
			const { tls, url } = destination;
			const ofSettings = made.get(tls) ?? new Map();
			made.set(tls, ofSettings);
			const one = ofSettings.get(url.origin) ?? create(destination);
			ofSettings.set(url.origin, one);
			return one;
		},
		all: () => [...made.values()].flatMap((ofSettings) => [...ofSettings.values()])
	};
}
// src/version.ts
const version = "0.1.0";
// src/vault/lanes.ts
function createLanes(places) {
	const waiting = [];
	let free = places;
	return async (task, signal) => {
		if (free > 0) free--;
		else await new Promise((resolve) => waiting.push(resolve));
		try {
			if (signal?.aborted) throw signal.reason;
			return await task();
		} finally {
			const next = waiting.shift();
			if (next) next();
			else free++;
		}
	};
}
// src/vault/reply-body.ts
const maxBytes = 8388608;
function createReplyBody() {
	const chunks = [];
	let bytes = 0;
	return {
		add(chunk) {
			bytes += chunk.length;
			if (bytes > maxBytes) throw new require_failure.Failure("ERR_REPLY", `the reply is larger than ${maxBytes / 1024 / 1024} MiB`);
			chunks.push(chunk);
		},
		isWhole: (contentLength) => contentLength === void 0 || Number(contentLength) === bytes,
		text: () => Buffer.concat(chunks).toString("utf8")
	};
}
// src/vault/http-transport.ts
const lanes = 32;
function createHttpTransport(connectors = createConnectors()) {
	const pools = perDestination((destination) => createPool(() => connectors.for(destination.tls).connect(destination.url, ["http/1.1"])));
	const lane = createLanes(lanes);
	async function send(request) {
		const limit = AbortSignal.timeout(request.replyMs);
		const signal = request.signal ? AbortSignal.any([limit, request.signal]) : limit;
		try {
			return await exchange(request, pools.of(request).agent, signal);
		} catch (error) {
			if (error instanceof require_failure.Failure) throw error;
			if (request.signal?.aborted) throw request.signal.reason;
			throw lostConnection(error, request.url, limit.aborted ? request.replyMs : void 0);
		}
	}
	return {
		send: (request) => lane(() => send(request), request.signal),
		prepare(destination, requests) {
			pools.of(destination).prepare(Math.min(requests, lanes));
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
async function exchange(request, agent, signal) {
	const { method, url, headers } = request;
	const message = await new Promise((resolve, reject) => {
		const isSecure = url.protocol === "https:";
		node_http.default.request({
			method,
			host: url.hostname.replace(/^\[(.*)\]$/, "$1"),
			port: url.port || (isSecure ? 443 : 80),
			defaultPort: isSecure ? 443 : 80,
			path: url.pathname + url.search,
			headers: {
				"user-agent": `vault-exchange/${version}`,
				...headers
			},
			agent,
			signal
		}).on("response", resolve).on("error", reject).end(request.body);
	});
	const body = createReplyBody();
	for await (const chunk of message) body.add(chunk);
	return {
		status: message.statusCode ?? 0,
		header: (name) => message.headers[name]?.toString(),
		body: body.text()
	};
}
function createPool(connect) {
	const agent = new node_http.default.Agent({
		keepAlive: true,
		maxSockets: lanes
	});
	const early = [];
	async function next() {
		for (let waiting = early.shift(); waiting; waiting = early.shift()) {
			const socket = await waiting;
			if (socket && !socket.destroyed) return socket;
		}
		return connect();
	}
	agent.createConnection = (_, callback) => {
		next().then((socket) => callback?.(null, socket), (error) => callback?.(error));
	};
	const quiet = (socket) => socket.on("error", () => void 0);
	return {
		agent,
		prepare(connections) {
			while (early.length < connections) early.push(connect().then(quiet, () => void 0));
		},
		adopt(socket) {
			early.unshift(Promise.resolve(quiet(socket)));
		},
		close() {
			for (const waiting of early) waiting.then((socket) => socket?.destroy());
			agent.destroy();
		}
	};
}
// src/vault/negotiated-transport.ts
const places = 250;
function createTransport() {
	const connectors = createConnectors();
	const plain = createHttpTransport(connectors);
	const servers = perDestination(() => ({
		isPlain: false,
		session: void 0
	}));
	const lane = createLanes(places);
	const mayNegotiate = ({ url }) => url.protocol === "https:" && proxyFor(url) === void 0;
	async function open(destination, server, requests) {
		const { url, tls } = destination;
		const [socket, { openSession }] = await Promise.all([connectors.for(tls).connect(url, ["h2", "http/1.1"]), Promise.resolve().then(() => require("./http2-session.js"))]);
		if ("alpnProtocol" in socket && socket.alpnProtocol === "h2") return openSession(url, socket);
		server.isPlain = true;
		plain.adopt(destination, socket);
		plain.prepare(destination, requests);
	}
	async function sessionWith(destination, server, requests = 1) {
		const current = server.session;
		const session = await current;
		if (server.isPlain) return void 0;
		if (session?.isOpen()) return session;
		if (server.session !== current) return sessionWith(destination, server);
		const opening = open(destination, server, requests);
		server.session = opening;
		opening.catch(() => {
			server.session = void 0;
		});
		return opening;
	}
	async function negotiate(request) {
		const server = servers.of(request);
		const limit = AbortSignal.timeout(request.replyMs);
		const signal = request.signal ? AbortSignal.any([limit, request.signal]) : limit;
		let session;
		try {
			session = server.isPlain ? void 0 : await orAborted(sessionWith(request, server), signal);
			if (session) return await session.send(request, signal);
		} catch (error) {
			if (request.signal?.aborted) throw request.signal.reason;
			if (limit.aborted) session?.retire();
			else if (session && !session.isOpen()) server.isPlain = true;
			const isReply = error instanceof require_failure.Failure && error.code === "ERR_REPLY";
			if (limit.aborted && !isReply) throw lostConnection(error, request.url, request.replyMs);
			const failure = error instanceof require_failure.Failure ? error : lostConnection(error, request.url);
			if (failure.sent || !server.isPlain) throw failure;
		}
		return plain.send(request);
	}
	return {
		async send(request) {
			return mayNegotiate(request) ? lane(() => negotiate(request), request.signal) : plain.send(request);
		},
		prepare(destination, requests) {
			const begin = async () => {
				if (proxyFor(destination.url)) return;
				if (mayNegotiate(destination)) await sessionWith(destination, servers.of(destination), requests);
				else plain.prepare(destination, requests);
			};
			begin().catch(() => void 0);
		},
		close() {
			plain.close();
			for (const { session } of servers.all()) session?.then((one) => one?.close()).catch(() => void 0);
		}
	};
}
async function orAborted(promise, signal) {
	signal.throwIfAborted();
	const { promise: aborted, reject } = Promise.withResolvers();
	const onAbort = () => {
		reject(signal.reason);
	};
	signal.addEventListener("abort", onAbort);
	try {
		return await Promise.race([promise, aborted]);
	} finally {
		signal.removeEventListener("abort", onAbort);
	}
}
// src/with-extra-headers.ts
function withExtraHeaders(transport, env) {
	let filling;
	const filled = async (text, signal) => {
		const { fillHeaders } = await Promise.resolve().then(() => require("./extra-headers.js"));
		return fillHeaders(text, {
			env,
			transport,
			stop: {
				asked: signal,
				now: signal
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
Object.defineProperty(exports, "NoPem", {
	enumerable: true,
	get: function() {
		return NoPem;
	}
});
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
Object.defineProperty(exports, "askGrants", {
	enumerable: true,
	get: function() {
		return askGrants;
	}
});
Object.defineProperty(exports, "certificatesIn", {
	enumerable: true,
	get: function() {
		return certificatesIn;
	}
});
Object.defineProperty(exports, "clean", {
	enumerable: true,
	get: function() {
		return clean;
	}
});
Object.defineProperty(exports, "codeOf", {
	enumerable: true,
	get: function() {
		return codeOf;
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
Object.defineProperty(exports, "createSession", {
	enumerable: true,
	get: function() {
		return createSession;
	}
});
Object.defineProperty(exports, "createStop", {
	enumerable: true,
	get: function() {
		return createStop;
	}
});
Object.defineProperty(exports, "createTransport", {
	enumerable: true,
	get: function() {
		return createTransport;
	}
});
Object.defineProperty(exports, "createVault", {
	enumerable: true,
	get: function() {
		return createVault;
	}
});
Object.defineProperty(exports, "endOf", {
	enumerable: true,
	get: function() {
		return endOf;
	}
});
Object.defineProperty(exports, "exportVariable", {
	enumerable: true,
	get: function() {
		return exportVariable;
	}
});
Object.defineProperty(exports, "foreignRead", {
	enumerable: true,
	get: function() {
		return foreignRead;
	}
});
Object.defineProperty(exports, "harmless", {
	enumerable: true,
	get: function() {
		return harmless;
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
Object.defineProperty(exports, "isInside", {
	enumerable: true,
	get: function() {
		return isInside;
	}
});
Object.defineProperty(exports, "isTokenDead", {
	enumerable: true,
	get: function() {
		return isTokenDead;
	}
});
Object.defineProperty(exports, "kv2Path", {
	enumerable: true,
	get: function() {
		return kv2Path;
	}
});
Object.defineProperty(exports, "leaseOf", {
	enumerable: true,
	get: function() {
		return leaseOf;
	}
});
Object.defineProperty(exports, "loadAccount", {
	enumerable: true,
	get: function() {
		return loadAccount;
	}
});
Object.defineProperty(exports, "lostConnection", {
	enumerable: true,
	get: function() {
		return lostConnection;
	}
});
Object.defineProperty(exports, "never", {
	enumerable: true,
	get: function() {
		return never;
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
Object.defineProperty(exports, "notVault", {
	enumerable: true,
	get: function() {
		return notVault;
	}
});
Object.defineProperty(exports, "ownFolderPrefix", {
	enumerable: true,
	get: function() {
		return ownFolderPrefix;
	}
});
Object.defineProperty(exports, "ownRead", {
	enumerable: true,
	get: function() {
		return ownRead;
	}
});
Object.defineProperty(exports, "pathsToAsk", {
	enumerable: true,
	get: function() {
		return pathsToAsk;
	}
});
Object.defineProperty(exports, "pause", {
	enumerable: true,
	get: function() {
		return pause;
	}
});
Object.defineProperty(exports, "placeOf", {
	enumerable: true,
	get: function() {
		return placeOf;
	}
});
Object.defineProperty(exports, "placesOf", {
	enumerable: true,
	get: function() {
		return placesOf;
	}
});
Object.defineProperty(exports, "plain", {
	enumerable: true,
	get: function() {
		return plain;
	}
});
Object.defineProperty(exports, "proxyFor", {
	enumerable: true,
	get: function() {
		return proxyFor;
	}
});
Object.defineProperty(exports, "readPem", {
	enumerable: true,
	get: function() {
		return readPem;
	}
});
Object.defineProperty(exports, "realPath", {
	enumerable: true,
	get: function() {
		return realPath;
	}
});
Object.defineProperty(exports, "renewLease", {
	enumerable: true,
	get: function() {
		return renewLease;
	}
});
Object.defineProperty(exports, "retryDelay", {
	enumerable: true,
	get: function() {
		return retryDelay;
	}
});
Object.defineProperty(exports, "secondsOf", {
	enumerable: true,
	get: function() {
		return secondsOf;
	}
});
Object.defineProperty(exports, "setOutput", {
	enumerable: true,
	get: function() {
		return setOutput;
	}
});
Object.defineProperty(exports, "setSecret", {
	enumerable: true,
	get: function() {
		return setSecret;
	}
});
Object.defineProperty(exports, "settle", {
	enumerable: true,
	get: function() {
		return settle;
	}
});
Object.defineProperty(exports, "toAuth", {
	enumerable: true,
	get: function() {
		return toAuth;
	}
});
Object.defineProperty(exports, "toSecret", {
	enumerable: true,
	get: function() {
		return toSecret;
	}
});
Object.defineProperty(exports, "tokenNamespace", {
	enumerable: true,
	get: function() {
		return tokenNamespace;
	}
});
Object.defineProperty(exports, "version", {
	enumerable: true,
	get: function() {
		return version;
	}
});
Object.defineProperty(exports, "withExtraHeaders", {
	enumerable: true,
	get: function() {
		return withExtraHeaders;
	}
});
Object.defineProperty(exports, "write", {
	enumerable: true,
	get: function() {
		return write;
	}
});
