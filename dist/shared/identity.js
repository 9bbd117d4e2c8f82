const require_failure = require("./failure.js");
const require_with_extra_headers = require("./with-extra-headers.js");
const require_json = require("./json.js");
const leastDigits = 4;
const structure = new Set([
	"{",
	"}",
	"[",
	"]",
	"{}",
	"[]",
	"true",
	"false",
	"null"
]);
function objectOrList(text) {
	if (!/^\s*[[{]/.test(text)) return void 0;
	try {
		return require_json.parseJson(text.trim());
	} catch {
		return;
	}
}
function leavesOf(json, every) {
	const secret = new Set();
	const open = new Set(structure);
	const pending = [{
		at: json,
		named: false,
		nested: false
	}];
	for (let next = pending.pop(); next !== void 0; next = pending.pop()) {
		const { at, named, nested } = next;
		if (typeof at === "string") {
			const inner = nested ? void 0 : objectOrList(at);
			if (inner !== void 0) pending.push({
				at: inner,
				named: false,
				nested: true
			});
			if (!every && named && inner === void 0 && !tellsMore(at)) open.add(JSON.stringify(at));
			else if (every || at.length >= 8) secret.add(at);
		} else if (isList(at)) for (const item of at) pending.push({
			at: item,
			named,
			nested
		});
		else if (require_json.isObject(at)) for (const [key, item] of Object.entries(at)) pending.push({
			at: item,
			named: isPublic(key),
			nested
		});
		else if (every && require_json.toText(at).replace(/\D/g, "").length >= leastDigits) secret.add(require_json.toText(at));
	}
	return {
		secret: [...secret],
		open
	};
}
const isList = (value) => Array.isArray(value);
const publicWord = /(?:^|_)(?:type|kind|region|zone|location|id|email|uri|url|domain|host|hostname|endpoint|port|username|user|name|project|environment|env|stage)$/;
const credentialWords = /(?:^|_)(?:(?:secret|session|token)_id|(?:web)?hook_ur[il])$/;
function isPublic(key) {
	const words = key.replace(/([a-z0-9])([A-Z])/g, "$1_$2").replace(/([A-Z])([A-Z][a-z])/g, "$1_$2").replace(/[^A-Za-z0-9]+/g, "_").toLowerCase();
	return publicWord.test(words) && !credentialWords.test(words);
}
function tellsMore(text) {
	return /[\r\n]/.test(text) || text.includes(":") && /[@?#;=]/.test(text);
}
// src/export/masks.ts
const shortValue = 6;
const leastLength = 4;
const base64Columns = 76;
const longestInColumns = 16384;
function masksOf({ stored, value, masking }, minLength) {
	if (masking === "none") return {
		masks: [],
		short: false
	};
	if (typeof value !== "string") return together([masksOfText(stored, minLength), {
		masks: bytesMasks(value),
		short: false
	}]);
	const decoded = valueMasks(value, masking, minLength);
	return stored === value ? decoded : together([masksOfText(stored, minLength), decoded]);
}
function masksOfText(text, minLength) {
	return textMasks(text, minLength, new Set());
}
function textMasks(text, minLength, open) {
	if (text.trim() === "") return {
		masks: [],
		short: false
	};
	if (!/[\r\n]/.test(text)) {
		const registered = base64(text);
		const further = base64Masks(text).filter((form) => !form.startsWith(registered));
		return {
			masks: distinct([...lineMasks(text), ...further]),
			short: text.length < shortValue
		};
	}
	const lines = text.split(/[\r\n]+/).map((line) => line.trim()).filter((line) => line !== "" && !open.has(line.replace(/,$/, "")));
	const worded = lines.filter((line) => /[\p{L}\p{N}]/u.test(line) || line.length >= 8);
	const long = worded.filter((line) => line.length >= minLength);
	const chosen = long.length > 0 ? long : worded.length > 0 ? worded : lines;
	return {
		masks: distinct([...distinct(chosen).flatMap(lineMasks), ...base64Masks(text)]),
		short: long.length === 0 && lines.length > 0
	};
}
function lineMasks(line) {
	const json = JSON.stringify(line).slice(1, -1);
	const further = [];
	if (json !== line) further.push(json);
	if (/[<>&\u2028\u2029]/.test(line)) further.push(json.replace(/[<>&\u2028\u2029]/g, unicodeEscape));
	if (/[!'()*]/.test(line)) further.push(encodeURIComponent(line.toWellFormed()));
	return [line, ...further.filter((form) => form.length >= leastLength)];
}
const unicodeEscape = (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
function base64Masks(text) {
	let end = text.length;
	while (text[end - 1] === "\n") end -= 1;
	const body = text.slice(0, end);
	const forms = [
		text,
		body,
		`${body}\n`
	].map(base64);
	return [...forms, ...forms.flatMap(columns)];
}
const base64 = (text) => Buffer.from(text).toString("base64");
function columns(encoded) {
	if (encoded.length <= base64Columns || encoded.length > longestInColumns) return [];
	const lines = [];
	for (let at = 0; at < encoded.length; at += base64Columns) lines.push(encoded.slice(at, at + base64Columns));
	return lines.filter((line) => line.length >= 8);
}
function bytesMasks(bytes) {
	const buffer = Buffer.from(bytes);
	const encoded = buffer.toString("base64");
	return distinct([
		encoded,
		...columns(encoded),
		buffer.toString("hex")
	].filter((form) => form.length >= leastLength));
}
function valueMasks(value, masking, minLength) {
	const json = objectOrList(value);
	if (json === void 0) return masksOfText(value, minLength);
	const { secret, open } = leavesOf(json, masking === "every leaf");
	return together([textMasks(value, minLength, open), ...secret.map((leaf) => textMasks(leaf, minLength, open))]);
}
function together(parts) {
	return {
		masks: distinct(parts.flatMap(({ masks }) => masks)),
		short: parts.some(({ short }) => short)
	};
}
const distinct = (masks) => [...new Set(masks)];
// src/export/mask.ts
function mask(secret) {
	for (const one of masksOfText(secret, 1).masks) require_with_extra_headers.setSecret(one);
}
// src/extra-header-lines.ts
const nameForm = /^[!#$%&'*+.^`|~\w-]+$/;
const valueForm = /^[\t\u0020-\u007e\u0080-\u00ff]+$/;
const own = {
	"x-vault-token": "is the action's own: the login sets it",
	"x-vault-namespace": "is set by the input `namespace`",
	"x-vault-request": "is always sent",
	"x-vault-index": "is the action's own",
	"x-vault-wrap-ttl": "would wrap every reply",
	"x-correlation-id": "is the action's own: Vault writes it into its audit log",
	"user-agent": "is the action's own: Vault writes it into its audit log"
};
const ofConnection = /^(host|connection|content-(length|type|encoding)|accept-encoding|transfer-encoding|te|trailer|upgrade|expect|keep-alive|proxy-connection)$/;
const placeholder = /\{oidc:([^{}]*)\}/g;
function readHeaderLines(text) {
	const headers = new Map();
	const problems = [];
	for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
		if (line.trim() === "") continue;
		const [, name = "", value = ""] = /^([^:]*)(?::(.*))?$/s.exec(line)?.map((part) => part?.trim() ?? "") ?? [];
		const key = name.toLowerCase();
		const wrong = problemOf(line, key, value);
		if (wrong) problems.push({
			line: index + 1,
			...wrong
		});
		else headers.set(key, [headers.get(key), value].filter((part) => part !== void 0).join(", "));
	}
	return {
		headers: [...headers].map(([name, value]) => ({
			name,
			value
		})),
		problems
	};
}
function problemOf(line, name, value) {
	const instead = "Name: value";
	if (!line.includes(":")) return {
		text: "has no colon",
		instead
	};
	if (!nameForm.test(name)) return {
		text: "has no valid name before its colon",
		instead
	};
	if (Object.hasOwn(own, name)) return {
		text: `the header ${name} ${own[name] ?? ""}`,
		instead: "no such line"
	};
	if (ofConnection.test(name)) return {
		text: `the header ${name} belongs to the connection`,
		instead: "no such line"
	};
	if (value === "") return {
		text: `the header ${name} has no value`,
		instead
	};
	if (!valueForm.test(value)) return {
		text: `the value of ${name} has characters that cannot be sent`,
		instead: "printable ASCII"
	};
	if ([...value.matchAll(placeholder)].some(([, audience]) => audience?.trim() === "")) return {
		text: `the value of ${name} names no audience`,
		instead: "{oidc:AUDIENCE}"
	};
}
const leastSecret = 4;
function fixedParts(value) {
	const parts = value.replace(placeholder, "\n").split("\n").map((part) => part.trim());
	return parts.filter((part) => part.length >= leastSecret && (parts.length === 1 || !/^(bearer|basic)$/i.test(part)));
}
// node_modules/jose/dist/webapi/lib/buffer_utils.js
const encoder = new TextEncoder();
const decoder = new TextDecoder();
const strictDecoder = new TextDecoder("utf-8", { fatal: !0 });
function concat(...buffers) {
	const size = buffers.reduce((acc, { length }) => acc + length, 0), buf = new Uint8Array(size);
	let i = 0;
	for (const buffer of buffers) buf.set(buffer, i), i += buffer.length;
	return buf;
}
const NON_ASCII = /[^\x00-\x7f]/;
function encode$1(string) {
	if (typeof string == "string" && string.length >= 128) {
		if (NON_ASCII.test(string)) throw new TypeError("non-ASCII string encountered in encode()");
		return encoder.encode(string);
	}
	const bytes = new Uint8Array(string.length);
	for (let i = 0; i < string.length; i++) {
		const code = string.charCodeAt(i);
		if (code > 127) throw new TypeError("non-ASCII string encountered in encode()");
		bytes[i] = code;
	}
	return bytes;
}
function encodeBase64(input, url = !1) {
	if (Uint8Array.prototype.toBase64) return input.toBase64({
		alphabet: url ? "base64url" : "base64",
		omitPadding: url
	});
	const CHUNK_SIZE = 32768, arr = [];
	for (let i = 0; i < input.length; i += CHUNK_SIZE) arr.push(String.fromCharCode.apply(null, input.subarray(i, i + CHUNK_SIZE)));
	const encoded = btoa(arr.join(""));
	return url ? encoded.replace(/=/g, "").replace(/\+/g, "-").replace(/\//g, "_") : encoded;
}
function decodeBase64(encoded, url = !1) {
	if (Uint8Array.fromBase64) return Uint8Array.fromBase64(encoded, { alphabet: url ? "base64url" : "base64" });
	if (url) {
		if (encoded.includes("+") || encoded.includes("/")) throw new TypeError("Invalid base64url");
		encoded = encoded.replace(/-/g, "+").replace(/_/g, "/");
	}
	const binary = atob(encoded), bytes = new Uint8Array(binary.length);
	for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
	return bytes;
}
// node_modules/jose/dist/webapi/util/base64url.js
const invalid = "The input to be decoded is not correctly encoded.";
function decode(input) {
	try {
		return decodeBase64(typeof input == "string" ? input : decoder.decode(input), !0);
	} catch (cause) {
		throw new TypeError(invalid, { cause });
	}
}
function encode(input) {
	return encodeBase64(typeof input == "string" ? encoder.encode(input) : input, !0);
}
// node_modules/jose/dist/webapi/util/errors.js
var JOSEError = class extends Error {
	static code = "ERR_JOSE_GENERIC";
	code = "ERR_JOSE_GENERIC";
	constructor(message, options) {
		super(message, options), this.name = this.constructor.name, Error.captureStackTrace?.(this, this.constructor);
	}
};
var JOSENotSupported = class extends JOSEError {
	static code = "ERR_JOSE_NOT_SUPPORTED";
	code = "ERR_JOSE_NOT_SUPPORTED";
};
var JWSInvalid = class extends JOSEError {
	static code = "ERR_JWS_INVALID";
	code = "ERR_JWS_INVALID";
};
var JWTInvalid = class extends JOSEError {
	static code = "ERR_JWT_INVALID";
	code = "ERR_JWT_INVALID";
};
// node_modules/jose/dist/webapi/lib/validate.js
function isObject(input) {
	if (typeof input != "object" || input === null || Object.prototype.toString.call(input) !== "[object Object]") return !1;
	const prototype = Object.getPrototypeOf(input);
	return prototype === null || Object.getPrototypeOf(prototype) === null;
}
function isDisjoint(...headers) {
	const parameters = new Set();
	for (const header of headers) if (header) for (const parameter of Object.keys(header)) {
		if (parameters.has(parameter)) return !1;
		parameters.add(parameter);
	}
	return !0;
}
function assertNotSet(value, name) {
	if (value !== void 0) throw new TypeError(`${name} can only be called once`);
}
const JWS_RECOGNIZED = {
	__proto__: null,
	b64: !0
};
function validateCritDuplicates(Err, protectedHeader) {
	const { crit } = protectedHeader ?? {};
	if (Array.isArray(crit) && new Set(crit).size !== crit.length) throw new Err("\"crit\" (Critical) Header Parameter MUST NOT contain duplicate values");
}
function validateCrit(Err, recognizedDefault, recognizedOption, protectedHeader, joseHeader) {
	if (joseHeader.crit !== void 0 && protectedHeader?.crit === void 0) throw new Err("\"crit\" (Critical) Header Parameter MUST be integrity protected");
	if (!protectedHeader || protectedHeader.crit === void 0) return [];
	if (!Array.isArray(protectedHeader.crit) || protectedHeader.crit.length === 0 || protectedHeader.crit.some((input) => typeof input != "string" || input.length === 0)) throw new Err("\"crit\" (Critical) Header Parameter MUST be an array of non-empty strings when present");
	const recognized = recognizedOption === void 0 ? recognizedDefault : {
		__proto__: null,
		...recognizedOption,
		...recognizedDefault
	};
	for (const parameter of protectedHeader.crit) {
		if (!(parameter in recognized)) throw new JOSENotSupported(`Extension Header Parameter "${parameter}" is not recognized`);
		if (!Object.hasOwn(joseHeader, parameter) || joseHeader[parameter] === void 0) throw new Err(`Extension Header Parameter "${parameter}" is missing`);
		if (recognized[parameter] && (!Object.hasOwn(protectedHeader, parameter) || protectedHeader[parameter] === void 0)) throw new Err(`Extension Header Parameter "${parameter}" MUST be integrity protected`);
	}
	return protectedHeader.crit;
}
function validateB64(protectedHeader, extensions) {
	if (extensions.includes("b64")) {
		const b64 = protectedHeader.b64;
		if (typeof b64 != "boolean") throw new JWSInvalid("The \"b64\" (base64url-encode payload) Header Parameter must be a boolean");
		return b64;
	}
	return !0;
}
function serializeJoseHeader(Err, header) {
	let serialized, parsed;
	try {
		serialized = JSON.stringify(header), parsed = JSON.parse(serialized);
	} catch (cause) {
		throw new Err("JOSE Header is not valid JSON", { cause });
	}
	if (!isObject(parsed)) throw new Err("JOSE Header is not a JSON object");
	return [parsed, serialized];
}
// node_modules/jose/dist/webapi/util/decode_jwt.js
function decodeJwt(jwt) {
	if (typeof jwt != "string") throw new JWTInvalid("JWTs must use Compact JWS serialization, JWT must be a string");
	const { 1: encodedPayload, length } = jwt.split(".");
	if (length === 5) throw new JWTInvalid("Only JWTs using Compact JWS serialization can be decoded");
	if (length !== 3) throw new JWTInvalid("Invalid JWT");
	if (!encodedPayload) throw new JWTInvalid("JWTs must contain a payload");
	let claimsSetBytes;
	try {
		claimsSetBytes = decode(encodedPayload);
	} catch (cause) {
		throw new JWTInvalid("Failed to base64url decode the payload", { cause });
	}
	let claimsSet;
	try {
		claimsSet = JSON.parse(strictDecoder.decode(claimsSetBytes));
	} catch (cause) {
		throw new JWTInvalid("Failed to parse the decoded payload as JSON", { cause });
	}
	if (!isObject(claimsSet)) throw new JWTInvalid("Invalid JWT Claims Set");
	return claimsSet;
}
// src/login/claims.ts
const shown = [
	"sub",
	"aud",
	"iss",
	"repository",
	"repository_id",
	"ref",
	"environment",
	"job_workflow_ref",
	"event_name"
];
function claimsOf(jwt) {
	try {
		return decodeJwt(jwt);
	} catch {
		throw new require_failure.Failure("ERR_IDENTITY", "what the OIDC endpoint gave is not a JWT");
	}
}
function describeClaims(claims) {
	return shown.flatMap((name) => claims[name] === void 0 ? [] : [`${name} = ${textOf(claims[name])}`]);
}
function textOf(value) {
	if (value === void 0) return "(none)";
	return Array.isArray(value) ? value.map(textOf).join(", ") : typeof value === "string" ? value : JSON.stringify(value);
}
// src/login/identity.ts
const replyMs = 1e4;
const asking = {
	...require_with_extra_headers.harmless,
	patience: require_with_extra_headers.harmless.attempts,
	atQuota: require_with_extra_headers.harmless.attempts
};
async function requestIdentity(audience, surroundings) {
	const { env, mask, stop } = surroundings;
	const { requestUrl, requestToken } = endpointOf(env);
	mask(requestToken);
	for (let failed = 1;; failed++) try {
		const jwt = await ask(requestUrl, requestToken, audience, surroundings);
		mask(jwt);
		const claims = claimsOf(jwt);
		checkJob(claims, env);
		return {
			jwt,
			claims
		};
	} catch (error) {
		if (!(error instanceof require_failure.Failure)) throw error;
		const wait = require_with_extra_headers.retryDelay(error, asking, failed, Math.random());
		if (wait === void 0) throw error;
		await require_with_extra_headers.pause(wait, stop.asked);
	}
}
function endpointOf(env) {
	const requestUrl = env["ACTIONS_ID_TOKEN_REQUEST_URL"] ?? "";
	const requestToken = env["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] ?? "";
	if (requestUrl !== "" && requestToken !== "") {
		const url = URL.parse(requestUrl);
		if (url) return {
			requestUrl: url,
			requestToken
		};
		throw new require_failure.Failure("ERR_IDENTITY", "ACTIONS_ID_TOKEN_REQUEST_URL is no address", { hint: "The runner sets it; an earlier step must have overwritten it." });
	}
	throw new require_failure.Failure("ERR_IDENTITY", "this job may not have an OIDC token, so it cannot say who it is", { hint: [
		"Add to the job, and to every caller of a reusable workflow:",
		"  permissions:",
		"    id-token: write",
		"    contents: read",
		"Runs for pull requests from forks get no identity, whatever the workflow says; those of Dependabot only with these lines."
	].join("\n") });
}
async function ask(endpoint, requestToken, audience, { transport, stop }) {
	const url = new URL(endpoint);
	if (audience !== void 0) url.searchParams.set("audience", audience);
	const headers = {
		authorization: `Bearer ${requestToken}`,
		accept: "application/json"
	};
	const reply = await transport.send({
		method: "GET",
		url,
		headers,
		replyMs,
		signal: stop.now
	});
	if (reply.status !== 200) throw refused(reply.status, messageOf(reply.body), require_with_extra_headers.secondsOf(reply.header("retry-after")));
	const value = fieldOf(reply.body, "value");
	if (value !== void 0 && value !== "") return value;
	throw new require_failure.Failure("ERR_OIDC", "the OIDC endpoint answered without a token");
}
function refused(status, message, retryAfter) {
	const passing = status === 403 && /Can't issue ID_TOKEN/i.test(message);
	return new require_failure.Failure(passing || status === 429 || status >= 500 ? "ERR_UNAVAILABLE" : "ERR_OIDC", `the OIDC endpoint refused a token: ${status}${message && ` ${message}`}`, {
		status: passing ? 503 : status,
		retryAfter
	});
}
function checkJob(claims, env) {
	const expected = {
		run_id: env["GITHUB_RUN_ID"],
		repository_id: env["GITHUB_REPOSITORY_ID"]
	};
	for (const [name, value] of Object.entries(expected)) {
		if (value === void 0 || value === "" || textOf(claims[name] ?? "") === value) continue;
		throw new require_failure.Failure("ERR_IDENTITY", `the OIDC token is not this job's: ${name} is "${require_with_extra_headers.clean(textOf(claims[name] ?? ""))}", not "${value}"`, { hint: "An earlier step may have planted ACTIONS_ID_TOKEN_REQUEST_URL. Add `permissions: id-token: write`, so that the runner sets it." });
	}
}
function messageOf(body) {
	return require_with_extra_headers.clean(fieldOf(body, "message") ?? "");
}
function fieldOf(body, name) {
	try {
		const reply = require_json.parseJson(body);
		const value = require_json.isObject(reply) ? reply[name] : void 0;
		return typeof value === "string" ? value : void 0;
	} catch {
		return;
	}
}
Object.defineProperty(exports, "JOSENotSupported", {
	enumerable: true,
	get: function() {
		return JOSENotSupported;
	}
});
Object.defineProperty(exports, "JWSInvalid", {
	enumerable: true,
	get: function() {
		return JWSInvalid;
	}
});
Object.defineProperty(exports, "JWS_RECOGNIZED", {
	enumerable: true,
	get: function() {
		return JWS_RECOGNIZED;
	}
});
Object.defineProperty(exports, "JWTInvalid", {
	enumerable: true,
	get: function() {
		return JWTInvalid;
	}
});
Object.defineProperty(exports, "assertNotSet", {
	enumerable: true,
	get: function() {
		return assertNotSet;
	}
});
Object.defineProperty(exports, "claimsOf", {
	enumerable: true,
	get: function() {
		return claimsOf;
	}
});
Object.defineProperty(exports, "concat", {
	enumerable: true,
	get: function() {
		return concat;
	}
});
Object.defineProperty(exports, "decode", {
	enumerable: true,
	get: function() {
		return decode;
	}
});
Object.defineProperty(exports, "describeClaims", {
	enumerable: true,
	get: function() {
		return describeClaims;
	}
});
Object.defineProperty(exports, "encode", {
	enumerable: true,
	get: function() {
		return encode;
	}
});
Object.defineProperty(exports, "encode$1", {
	enumerable: true,
	get: function() {
		return encode$1;
	}
});
Object.defineProperty(exports, "encoder", {
	enumerable: true,
	get: function() {
		return encoder;
	}
});
Object.defineProperty(exports, "fixedParts", {
	enumerable: true,
	get: function() {
		return fixedParts;
	}
});
Object.defineProperty(exports, "isDisjoint", {
	enumerable: true,
	get: function() {
		return isDisjoint;
	}
});
Object.defineProperty(exports, "isObject", {
	enumerable: true,
	get: function() {
		return isObject;
	}
});
Object.defineProperty(exports, "mask", {
	enumerable: true,
	get: function() {
		return mask;
	}
});
Object.defineProperty(exports, "masksOf", {
	enumerable: true,
	get: function() {
		return masksOf;
	}
});
Object.defineProperty(exports, "masksOfText", {
	enumerable: true,
	get: function() {
		return masksOfText;
	}
});
Object.defineProperty(exports, "placeholder", {
	enumerable: true,
	get: function() {
		return placeholder;
	}
});
Object.defineProperty(exports, "readHeaderLines", {
	enumerable: true,
	get: function() {
		return readHeaderLines;
	}
});
Object.defineProperty(exports, "requestIdentity", {
	enumerable: true,
	get: function() {
		return requestIdentity;
	}
});
Object.defineProperty(exports, "serializeJoseHeader", {
	enumerable: true,
	get: function() {
		return serializeJoseHeader;
	}
});
Object.defineProperty(exports, "textOf", {
	enumerable: true,
	get: function() {
		return textOf;
	}
});
Object.defineProperty(exports, "validateB64", {
	enumerable: true,
	get: function() {
		return validateB64;
	}
});
Object.defineProperty(exports, "validateCrit", {
	enumerable: true,
	get: function() {
		return validateCrit;
	}
});
Object.defineProperty(exports, "validateCritDuplicates", {
	enumerable: true,
	get: function() {
		return validateCritDuplicates;
	}
});
