const require_common = require("./common.js");
const require_words = require("./words.js");
const require_session = require("./session.js");
// src/vault/kv-version.ts
function goneVersion(reply, path) {
	const data = require_common.own(reply, "data");
	const metadata = require_common.isObject$1(data) ? require_common.own(data, "metadata") : void 0;
	const version = require_common.isObject$1(metadata) ? require_common.own(metadata, "version") : void 0;
	if (!require_common.isObject$1(metadata) || typeof version !== "number") return void 0;
	const other = asksForVersion(path) ? "or remove ?version= to read the newest version, or read another version" : "or read an older version: add ?version=NUMBER to the path";
	if (require_common.own(metadata, "destroyed") === true) return {
		text: `version ${version} was destroyed`,
		hint: `It cannot be restored: write the secret again, ${other}.`
	};
	const [, mount = "", below = ""] = /^(.+?)\/data\/(.*)$/.exec(path.replace(/\?.*$/, "")) ?? [];
	return {
		text: `version ${version} was deleted${timeSuffix(require_common.own(metadata, "deletion_time"))}`,
		hint: `Restore it (vault kv undelete -mount=${mount} -versions=${version} ${below}), write the secret again, ${other}.`
	};
}
const asksForVersion = (path) => /[?&]version=[1-9]/.test(path);
function timeSuffix(time) {
	const milliseconds = typeof time === "string" ? Date.parse(time) : NaN;
	return Number.isNaN(milliseconds) ? "" : ` at ${new Date(milliseconds).toISOString().replace(/\.\d+Z$/, "Z")}`;
}
// src/vault/refusal.ts
function wordsOf(body) {
	const reply = objectIn(body);
	const lines = [require_common.own(reply, "errors"), require_common.own(reply, "warnings")].flatMap((part) => Array.isArray(part) ? part : []);
	return require_common.clean(lines.filter((line) => typeof line === "string").join("; "));
}
function refusal(request, path, status, body, header = () => void 0) {
	if (status === 404 && !isFromVault(body)) return new require_common.Failure("ERR_REPLY", `${request}: 404, but the response is not from Vault`, {
		hint: require_words.notVault,
		status
	});
	if (body.startsWith("Client sent an HTTP request to an HTTPS server")) return new require_common.Failure("ERR_REFUSED", `${request}: the server expects TLS`, {
		hint: "Write `url` with https://.",
		status
	});
	const words = wordsOf(body);
	const gone = status === 404 ? goneVersion(objectIn(body), path) : void 0;
	const text = require_words.withoutErrorCount(words) || (gone?.text ?? (status === 404 ? "nothing is stored there" : ""));
	return new require_common.Failure(codeForStatus(status, words), `${request}: ${status}${text && ` ${text}`}`, {
		hint: gone?.hint ?? hintForStatus(status, words, path, request.startsWith("GET ")),
		status,
		words,
		retryAfter: require_common.secondsOf(header("retry-after")),
		serverTime: timeOf(header("date"))
	});
}
const objectIn = (body) => require_common.parseObject(body) ?? {};
const isFromVault = (body) => require_common.own(objectIn(body), "errors") !== void 0 || require_common.own(objectIn(body), "data") !== void 0;
const engineRefusal = /is not an allowed role|unknown role|requested version for |SQLSTATE 42|exceeds allowed/;
const loginRefusal = /^missing (role_id|username)$|: 401 |bad credentials|not part of required org|organization_id not found|\/orgs\/\S+ 404|configuration has not been set|could not load backend configuration|tls connection not found|no client certificate found|subset relationship between CIDR/i;
function codeForStatus(status, words) {
	if (status === 403) return "ERR_DENIED";
	if (status === 404) return words.includes("versioned K/V") ? "ERR_REFUSED" : "ERR_NOT_FOUND";
	if (status === 412 || status === 429) return "ERR_UNAVAILABLE";
	const isFinal = engineRefusal.test(words) || loginRefusal.test(require_words.withoutErrorCount(words));
	return status >= 500 && status !== 501 && !isFinal ? "ERR_UNAVAILABLE" : "ERR_REFUSED";
}
function hintForStatus(status, words, path, isRead) {
	if (words.includes("versioned K/V")) return `The mount is KV version 2: write ${kv2Path(policyPath(path), "data")}.`;
	if (words.includes("is not an allowed role")) return "The database connection does not allow this role: add it to allowed_roles in database/config/NAME.";
	if (/unknown role|Role ".*" not found/i.test(words)) {
		const [, mount = "", kind = ""] = /^(.*?)\/?([^/]*)\/[^/]*$/.exec(policyPath(path)) ?? [];
		const roles = `${mount}/${kind === "static-creds" ? "static-roles" : "roles"}`;
		return `The last part of ${policyPath(path)} must be a role of this engine. To list the roles: vault list ${roles}`;
	}
	if (words.includes("namespace not found")) return "Check `namespace`.";
	if (words.includes("no handler for route")) return "No engine is mounted at this path: check the path, any namespace before the mount, and `namespace`.";
	if (words.includes("sealed")) return "Vault is sealed: an operator must unseal it.";
	if (words.includes("active cluster node not found")) return "This cluster has no leader: too few of its nodes are up and unsealed.";
	if (status === 403) return [
		require_session.isTokenInvalid({
			status,
			words
		}) ? tokenRejected : "",
		`A policy of the token must allow: path "${policyPath(path)}" { capabilities = [${isRead ? "\"read\"" : "\"create\", \"update\""}] }.`,
		kv2Advice(path)
	].join("");
	if (status === 405 && isRead) return "If this path expects a POST request, write a JSON body after the path: PATH {\"input\": \"aGk=\"} KEY";
	if (status === 404 && asksForVersion(path)) return "Either this path has no secret, or the secret does not have this version: it was never written, or it was removed (max_versions). Without ?version= the newest version is read.";
	if (status === 404) return "Check the path. KV version 2 needs data/ after the mount.";
}
const tokenRejected = "The server does not accept the token: it has expired (token_ttl), has no uses left (token_num_uses), belongs to another namespace, or token_bound_cidrs of the role exclude this address. If none of these applies: ";
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
	const bare = policyPath(path);
	return /\/data\/|^[^/]*$/.test(bare) || otherEngine.test(bare) ? "" : ` If the mount is KV version 2, write ${kv2Path(bare, "data")}.`;
}
function timeOf(date) {
	const time = Date.parse(date ?? "");
	return Number.isNaN(time) ? void 0 : time;
}
exports.refusal = refusal;
