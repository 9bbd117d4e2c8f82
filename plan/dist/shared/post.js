const require_common = require("./common.js");
const require_session = require("./session.js");
// src/state/properties.ts
function propertiesOf(object, prefix, onInvalid) {
	return (key, is, fallback) => {
		const value = require_common.own(object, key);
		if (is(value)) return value;
		onInvalid(`${prefix}${key}`);
		return fallback;
	};
}
const isBoolean = (value) => typeof value === "boolean";
const isTrue = (value) => value === true;
const isNumber = (value) => typeof value === "number" && Number.isFinite(value);
const isCount = (value) => isNumber(value) && value >= 0;
const isText = (value) => typeof value === "string" && value.isWellFormed();
const isKind = (value) => value === "service" || value === "batch" || value === "supplied";
// src/state/schema.ts
function readLogin(value, onInvalid) {
	const session = objectIn(value, "not an object", onInvalid);
	if (!session) return void 0;
	const property = propertiesOf(session, "", onInvalid);
	const connection = readConnection(require_common.own(session, "connection"), onInvalid);
	const token = readToken(require_common.own(session, "token"), onInvalid);
	const required = property("required", isBoolean, false);
	const summary = property("summary", isAbsentOr(isBoolean), void 0);
	return connection && token && {
		connection,
		token,
		required,
		...summary !== void 0 && { summary }
	};
}
function readConnection(value, onInvalid) {
	const connection = objectIn(value, "connection", onInvalid);
	if (!connection) return void 0;
	const property = propertiesOf(connection, "connection.", onInvalid);
	const [first, ...more] = listOf(connection, "urls", isAddress, onInvalid);
	const optional = (key, is) => {
		const text = property(key, isAbsentOr(is), void 0);
		return text === void 0 ? {} : { [key]: text };
	};
	const tls = readTls(require_common.own(connection, "tls"), onInvalid);
	const rest = {
		redirectHosts: listOf(connection, "redirectHosts", isText, onInvalid),
		correlationId: property("correlationId", isHeaderText, "local"),
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
function readTls(value, onInvalid) {
	const tls = value === void 0 ? void 0 : objectIn(value, "connection.tls", onInvalid);
	if (!tls) return void 0;
	const property = propertiesOf(tls, "connection.tls.", onInvalid);
	const ca = property("ca", isAbsentOr(isPem), void 0);
	const certificate = property("certificate", isAbsentOr(isPem), void 0);
	const key = property("key", isAbsentOr(isText), void 0);
	const skipVerify = property("skipVerify", isAbsentOr(isTrue), void 0);
	return {
		...ca !== void 0 && { ca },
		...certificate !== void 0 && key !== void 0 && {
			certificate,
			key
		},
		...skipVerify && { skipVerify }
	};
}
function readToken(value, onInvalid) {
	const token = objectIn(value, "token", onInvalid);
	if (!token) return void 0;
	const property = propertiesOf(token, "token.", onInvalid);
	const text = property("value", isHeaderText, void 0);
	const rest = {
		kind: property("kind", isKind, "service"),
		seconds: property("seconds", isCount, 0),
		expires: property("expires", isNumber, require_common.noExpiry),
		booted: property("booted", isNumber, require_session.bootTime()),
		renewable: property("renewable", isBoolean, false),
		uses: property("uses", isCount, 0),
		spent: property("spent", isCount, 0)
	};
	return text === void 0 ? void 0 : {
		value: text,
		...rest
	};
}
function readLease(value) {
	const invalid = [];
	const saved = require_common.isObject$1(value) ? value : {};
	const property = propertiesOf(saved, "", (name) => invalid.push(name));
	const lenient = propertiesOf(saved, "", () => void 0);
	const lease = {
		id: property("id", isLeaseId, ""),
		prefix: property("prefix", isText, ""),
		path: property("path", isText, ""),
		namespace: property("namespace", isHeaderText, ""),
		seconds: property("seconds", isCount, 0),
		expires: property("expires", isNumber, require_common.noExpiry),
		renewable: property("renewable", isBoolean, false),
		sts: property("sts", isBoolean, false),
		requestId: lenient("requestId", isText, ""),
		granted: lenient("granted", isNumber, 0)
	};
	return invalid.length === 0 && lease.id.slice(0, lease.id.lastIndexOf("/")) === lease.prefix ? lease : void 0;
}
function readGrants(value) {
	return require_common.isObject$1(value) && Object.values(value).every(isBoolean) ? value : void 0;
}
function readFile(value) {
	if (!require_common.isObject$1(value)) return isPath(value) ? value : void 0;
	const [path, folder, earlier] = [
		require_common.own(value, "path"),
		require_common.own(value, "folder"),
		require_common.own(value, "earlier")
	];
	if (!isPath(path) || !isPath(folder) || path === "") return void 0;
	if (earlier === void 0) return {
		path,
		folder
	};
	const [copy, mode] = require_common.isObject$1(earlier) ? [require_common.own(earlier, "copy"), require_common.own(earlier, "mode")] : [];
	return isText(copy) && /^\d{1,9}$/.test(copy) && isCount(mode) && mode <= 511 ? {
		path,
		folder,
		earlier: {
			copy,
			mode
		}
	} : void 0;
}
const readProcessId = (value) => isCount(value) && value > 1 ? value : void 0;
const readFlag = (value) => isBoolean(value) ? value : void 0;
function objectIn(value, name, onInvalid) {
	if (require_common.isObject$1(value)) return value;
	onInvalid(name);
}
function listOf(connection, key, is, onInvalid) {
	const value = require_common.own(connection, key);
	const items = Array.isArray(value) ? value : [];
	const valid = items.filter(is);
	if (!Array.isArray(value) || valid.length < items.length) onInvalid(`connection.${key}`);
	return valid;
}
const isAbsentOr = (is) => (value) => value === void 0 || is(value);
const isPath = (value) => isText(value) && !/\p{Cc}/u.test(value);
const isHeaderText = (value) => isText(value) && /^[\u0020-\u007e\u0080-\u00ff]*$/.test(value);
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
// src/state/history-schema.ts
const readLoginGrant = (value) => readAll(value, {
	method: isText,
	mount: isText,
	role: isText,
	checkRunId: isText,
	kind: isKind,
	accessor: isText,
	requestId: isText,
	granted: isNumber,
	lost: isBoolean
});
const readDependent = (value) => readAll(value, {
	kind: (kind) => kind === "token" || kind === "lost",
	path: isText,
	namespace: isText,
	accessor: isText,
	requestId: isText,
	granted: isNumber,
	expires: isNumber,
	orphan: isBoolean
});
const readEarlierEnd = (value) => readAll(value, {
	id: isText,
	namespace: isText,
	how: isText,
	at: isNumber
});
function readAll(value, checks) {
	let isValid = require_common.isObject$1(value);
	const property = propertiesOf(require_common.isObject$1(value) ? value : {}, "", () => {
		isValid = false;
	});
	const keys = Object.keys(checks);
	const read = Object.fromEntries(keys.map((key) => [key, property(key, checks[key], void 0)]));
	return isValid ? read : void 0;
}
// src/state/load-state.ts
function loadState(env) {
	const ignored = [];
	const isSet = (key) => (env[`STATE_${key}`] ?? "") !== "";
	const load = (key) => {
		const { value, secrets, changedInputs } = require_common.resolveReferences(require_session.join(key, (name) => env[`STATE_${name}`]) ?? "", env);
		for (const line of secrets.flatMap((secret) => secret.split(/[\r\n]+/)).filter(Boolean)) require_common.setSecret(line);
		return {
			value,
			changedInputs
		};
	};
	const read = (key, parse) => {
		if (!isSet(key)) return void 0;
		const { value, changedInputs } = load(key);
		const parsed = changedInputs.length > 0 ? void 0 : parse(value);
		if (parsed === void 0) ignored.push(`STATE_${key}`);
		return parsed;
	};
	const list = (key, parse) => numbersOf(key, env).map((number) => read(`${key}_${number}`, parse)).filter((value) => value !== void 0);
	const invalid = [];
	const login = isSet("session") ? readSession(load("session"), (property) => invalid.push(property)) : void 0;
	if (invalid.length > 0) ignored.push(`STATE_session (${invalid.join(", ")})`);
	const history = {
		logins: list("login", readLoginGrant),
		dependents: list("dependent", readDependent),
		ended: list("ended", readEarlierEnd),
		wasReading: read("reading", readFlag) ?? false
	};
	return {
		revocable: login && {
			...login,
			leases: list("lease", readLease),
			grants: read("grants", readGrants),
			history
		},
		main: read("main", readProcessId),
		files: list("file", readFile).filter((file) => file !== ""),
		ignored,
		hasNoValidSession: isSet("session") && login === void 0
	};
}
function readSession({ value, changedInputs }, onInvalid) {
	const login = readLogin(value, onInvalid);
	if (!login) return void 0;
	const { connection, token } = login;
	const secrets = {
		token: token.value,
		clientKey: connection.tls?.key,
		extraHeaders: connection.extraHeaders
	};
	const changed = changedInputs.filter((input) => Object.entries(secrets).some(([name, text]) => name === input && text === ""));
	if (token.value === "" && !changed.includes("token")) {
		onInvalid("token.value");
		return;
	}
	return changed.length > 0 ? {
		...login,
		changedInputs: changed
	} : login;
}
function numbersOf(key, env) {
	const form = new RegExp(`^STATE_${key}_([1-9]\\d{0,8})$`, "i");
	const numbers = Object.keys(env).flatMap((name) => form.exec(name)?.[1] ?? []);
	return [...new Set(numbers.map(Number))].toSorted((a, b) => a - b);
}
// src/run/post.ts
const inFlightMs = 3e3;
async function runPost(env, script = process.argv[1] ?? "") {
	const report = require_session.createReport(env);
	const transport = require_session.createRunTransport(env);
	let required = false;
	try {
		const state = loadState(env);
		required = state.revocable?.required ?? false;
		report.ignoredState(state.ignored, state.hasNoValidSession);
		const hasEnded = state.main !== void 0 && await (await Promise.resolve().then(() => require("./end-main.js"))).endMain(state.main, {
			script,
			env
		});
		if (state.revocable?.history.wasReading && !hasEnded) await waitForReads(report);
		const session = require_session.createSession(env, state);
		return await require_session.revokeAndReport({
			session,
			transport,
			report,
			env
		}, require_session.inPost) ? 0 : 1;
	} catch (error) {
		report.revocationFailed(error);
		return required ? 1 : 0;
	} finally {
		transport.close();
	}
}
async function waitForReads(report) {
	report.waitsForReads(inFlightMs);
	await new Promise((resolve) => setTimeout(resolve, inFlightMs));
}
exports.runPost = runPost;
