const require_common = require("./common.js");
// src/state/schema.ts
function readLogin(value, wrong) {
	const session = objectIn(value, "no object", wrong);
	if (!session) return void 0;
	const pieces = piecesOf(session, "", wrong);
	const connection = readConnection(require_common.own(session, "connection"), wrong);
	const token = readToken(require_common.own(session, "token"), wrong);
	const required = pieces("required", isBoolean, false);
	return connection && token && {
		connection,
		token,
		required
	};
}
function readConnection(value, wrong) {
	const connection = objectIn(value, "connection", wrong);
	if (!connection) return void 0;
	const pieces = piecesOf(connection, "connection.", wrong);
	const [first, ...more] = listOf(connection, "urls", isAddress, wrong);
	const optional = (key, is) => {
		const text = pieces(key, isAbsentOr(is), void 0);
		return text === void 0 ? {} : { [key]: text };
	};
	const tls = readTls(require_common.own(connection, "tls"), wrong);
	const rest = {
		redirectHosts: listOf(connection, "redirectHosts", isText, wrong),
		correlationId: pieces("correlationId", isHeaderText, "local"),
		...optional("namespace", isHeaderText),
		...optional("authNamespace", isHeaderText),
		...optional("extraHeaders", isText),
		...tls && { tls }
	};
	return first === void 0 ? void 0 : {
		urls: [first, ...more],
		...rest
	};
}
function readTls(value, wrong) {
	const tls = value === void 0 ? void 0 : objectIn(value, "connection.tls", wrong);
	if (!tls) return void 0;
	const pieces = piecesOf(tls, "connection.tls.", wrong);
	const ca = pieces("ca", isAbsentOr(isPem), void 0);
	const certificate = pieces("certificate", isAbsentOr(isPem), void 0);
	const key = pieces("key", isAbsentOr(isText), void 0);
	const skipVerify = pieces("skipVerify", isAbsentOr(isTrue), void 0);
	return {
		...ca !== void 0 && { ca },
		...certificate !== void 0 && key !== void 0 && {
			certificate,
			key
		},
		...skipVerify && { skipVerify }
	};
}
function readToken(value, wrong) {
	const token = objectIn(value, "token", wrong);
	if (!token) return void 0;
	const pieces = piecesOf(token, "token.", wrong);
	const text = pieces("value", isHeaderText, void 0);
	const rest = {
		kind: pieces("kind", isKind, "service"),
		expires: pieces("expires", isNumber, require_common.noExpiry),
		booted: pieces("booted", isNumber, require_common.bootMoment()),
		renewable: pieces("renewable", isBoolean, false),
		uses: pieces("uses", isCount, 0),
		spent: pieces("spent", isCount, 0)
	};
	return text === void 0 ? void 0 : {
		value: text,
		...rest
	};
}
function readLease(value) {
	const wrong = [];
	const pieces = piecesOf(require_common.isObject$1(value) ? value : {}, "", (place) => wrong.push(place));
	const lease = {
		id: pieces("id", isLeaseId, ""),
		prefix: pieces("prefix", isText, ""),
		path: pieces("path", isText, ""),
		namespace: pieces("namespace", isHeaderText, ""),
		expires: pieces("expires", isNumber, require_common.noExpiry),
		renewable: pieces("renewable", isBoolean, false),
		sts: pieces("sts", isBoolean, false)
	};
	return wrong.length === 0 && lease.id.slice(0, lease.id.lastIndexOf("/")) === lease.prefix ? lease : void 0;
}
function readGrants(value) {
	return require_common.isObject$1(value) && Object.values(value).every(isBoolean) ? value : void 0;
}
const readPath = (value) => isText(value) && !/\p{Cc}/u.test(value) ? value : void 0;
const readFlag = (value) => isBoolean(value) ? value : void 0;
function objectIn(value, place, wrong) {
	if (require_common.isObject$1(value)) return value;
	wrong(place);
}
function piecesOf(object, place, wrong) {
	return (key, is, otherwise) => {
		const value = require_common.own(object, key);
		if (is(value)) return value;
		wrong(`${place}${key}`);
		return otherwise;
	};
}
function listOf(connection, key, is, wrong) {
	const value = require_common.own(connection, key);
	const items = Array.isArray(value) ? value : [];
	const right = items.filter(is);
	if (!Array.isArray(value) || right.length < items.length) wrong(`connection.${key}`);
	return right;
}
const isAbsentOr = (is) => (value) => value === void 0 || is(value);
const isBoolean = (value) => typeof value === "boolean";
const isTrue = (value) => value === true;
const isNumber = (value) => typeof value === "number" && Number.isFinite(value);
const isCount = (value) => isNumber(value) && value >= 0;
const isText = (value) => typeof value === "string" && value.isWellFormed();
const isHeaderText = (value) => isText(value) && /^[\u0020-\u007e\u0080-\u00ff]*$/.test(value);
const isKind = (value) => value === "service" || value === "batch" || value === "supplied";
const isPem = (value) => isText(value) && value.includes("-----BEGIN ");
const isLeaseId = (value) => isText(value) && value.includes("/") && value.split("/").every((segment) => !/^\.{0,2}$|\p{Cc}/u.test(segment));
const isAddress = (value) => {
	const url = isText(value) ? URL.parse(value) : null;
	return url !== null && /^https?:$/.test(url.protocol) && [
		url.username,
		url.password,
		url.search,
		url.hash
	].every((part) => part === "");
};
// src/state/load-state.ts
function loadState(env) {
	const passedOver = [];
	const isThere = (key) => (env[`STATE_${key}`] ?? "") !== "";
	const find = (key) => {
		const { value, secrets, missing } = require_common.resolveReferences(require_common.join(key, (name) => env[`STATE_${name}`]) ?? "", env);
		for (const line of secrets.flatMap((secret) => secret.split(/[\r\n]+/)).filter(Boolean)) require_common.setSecret(line);
		return {
			value,
			missing
		};
	};
	const read = (key, parse) => {
		if (!isThere(key)) return void 0;
		const { value, missing } = find(key);
		const parsed = missing.length > 0 ? void 0 : parse(value);
		if (parsed === void 0) passedOver.push(`STATE_${key}`);
		return parsed;
	};
	const list = (key, parse) => numbersOf(key, env).map((number) => read(`${key}_${number}`, parse)).filter((value) => value !== void 0);
	const wrong = [];
	const login = isThere("session") ? readSession(find("session"), (place) => wrong.push(place)) : void 0;
	if (wrong.length > 0) passedOver.push(`STATE_session (${wrong.join(", ")})`);
	return {
		revocable: login && {
			...login,
			leases: list("lease", readLease),
			grants: read("grants", readGrants)
		},
		files: list("file", readPath).filter((path) => path !== ""),
		wasReading: read("reading", readFlag) ?? false,
		passedOver,
		isLost: isThere("session") && login === void 0
	};
}
function readSession({ value, missing }, wrong) {
	const login = readLogin(value, wrong);
	if (!login) return void 0;
	const { connection, token } = login;
	const secrets = {
		token: token.value,
		clientKey: connection.tls?.key,
		extraHeaders: connection.extraHeaders
	};
	const missed = missing.filter((input) => Object.entries(secrets).some(([name, text]) => name === input && text === ""));
	if (token.value === "" && !missed.includes("token")) {
		wrong("token.value");
		return;
	}
	return missed.length > 0 ? {
		...login,
		missing: missed
	} : login;
}
function numbersOf(key, env) {
	const form = new RegExp(`^STATE_${key}_([1-9]\\d{0,8})$`, "i");
	const numbers = Object.keys(env).flatMap((name) => form.exec(name)?.[1] ?? []);
	return [...new Set(numbers.map(Number))].toSorted((a, b) => a - b);
}
// src/run/post.ts
const inFlightMs = 3e3;
async function runPost(env) {
	const report = require_common.createReport(env);
	const transport = require_common.createRunTransport(env);
	let required = false;
	try {
		const account = loadState(env);
		required = account.revocable?.required ?? false;
		report.ignoredState(account.passedOver, account.isLost);
		if (account.revocable && account.wasReading) {
			report.waitsForReads(inFlightMs);
			await new Promise((resolve) => setTimeout(resolve, inFlightMs));
		}
		const session = require_common.createSession(env, account);
		return await require_common.revokeAndReport({
			session,
			transport,
			report,
			env
		}, require_common.inPost) ? 0 : 1;
	} catch (error) {
		report.revocationFailed(error);
		return required ? 1 : 0;
	} finally {
		transport.close();
	}
}
exports.runPost = runPost;
