const require_rolldown_runtime = require("./rolldown-runtime.js");
let os = require("os");
os = require_rolldown_runtime.__toESM(os, 1);
let node_net = require("node:net");
let node_http = require("node:http");
let node_events = require("node:events");
let node_fs = require("node:fs");
let node_path = require("node:path");
let node_os = require("node:os");
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
function issue(name, message = "") {
	issueCommand(name, {}, message);
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
function setSecret(secret) {
	issueCommand("add-mask", {}, secret);
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
function startGroup(name) {
	issue("group", name);
}
function endGroup() {
	issue("endgroup");
}
// src/masks/base64-forms.ts
const columnWidth = 76;
const longestInColumns = 16384;
const leastColumn = 8;
const openingCharacters = [
	0,
	2,
	3
];
function base64Forms(bytes) {
	const forms = openingCharacters.map((opening, before) => {
		return Buffer.concat([Buffer.alloc(before), bytes]).toString("base64").slice(opening, Math.floor(8 * (before + bytes.length) / 6));
	});
	return [...forms, ...forms.filter((form) => /[+/]/.test(form)).map(inUrls)];
}
const inUrls = (encoded) => encoded.replaceAll("+", "-").replaceAll("/", "_");
function base64Columns(bytes) {
	const [encoded = ""] = base64Forms(bytes);
	if (encoded.length <= columnWidth || encoded.length > longestInColumns) return [];
	const lines = [];
	for (let at = 0; at < encoded.length; at += columnWidth) lines.push(encoded.slice(at, at + columnWidth));
	return lines.filter((line) => line.length >= leastColumn);
}
// src/masks/json-forms.ts
const inJson = (text) => JSON.stringify(text).slice(1, -1);
const lower = (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
const upper = (unit) => `\\u${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
const writers = [
	{
		escaped: /[<>&\u2028\u2029]/g,
		escape: lower
	},
	{
		escaped: /\u007f/g,
		escape: lower
	},
	{
		escaped: /[\u007f-\uffff]/g,
		escape: lower
	},
	{
		escaped: /[\u007f-\uffff]/g,
		escape: upper
	},
	{
		escaped: /[/\u0080-\uffff]/g,
		escape: (unit) => unit === "/" ? "\\/" : lower(unit)
	},
	{
		escaped: /[<>&='\u2028\u2029]/g,
		escape: lower
	},
	{
		escaped: /\\"|[<>&'+`\u007f-\uffff]/g,
		escape: (unit) => upper(unit.slice(-1))
	}
];
function jsonForms(text) {
	const json = inJson(text);
	return [
		json,
		inJson(json),
		...writers.map(({ escaped, escape }) => json.replace(escaped, escape))
	];
}
// src/masks/lengths.ts
const isLonePunctuation = (text) => text.length < 4 && /^[\s\p{P}!-/:-@[-`{-~]*$/u.test(text);
// src/masks/addresses.ts
const leastKey = 8;
function isPlace(text) {
	if (/[\r\n]/.test(text) || text.includes(":") && /[@?#;=]/.test(text)) return false;
	return text.startsWith("/") || !text.includes("/") || !segmentsOf(text).some(couldBeKey);
}
function secretsInAddresses(text) {
	const secrets = [];
	for (let at = text.indexOf("://"); at >= 0;) {
		const rest = /\s/.exec(text.slice(at + 3, at + 3 + longestAddress));
		const end = at + 3 + (rest?.index ?? longestAddress);
		secrets.push(...secretsInAddress(text.slice(at + 3, end)));
		at = text.indexOf("://", end);
	}
	return [...new Set(secrets.flatMap((secret) => [secret, decoded(secret)]))].filter((secret) => secret.length >= 4);
}
const longestAddress = 8192;
function secretsInAddress(address) {
	const user = userInformation(address);
	const [place = "", ...queries] = address.slice(user === void 0 ? 0 : user.length + 1).split(/[?#]/);
	const values = queries.flatMap((query) => query.split(/[&;]/)).map((part) => part.slice(part.indexOf("=") + 1));
	const keys = [...place.split(/[/;]/).slice(1), ...values].filter(couldBeKey);
	if (user === void 0) return keys;
	const colon = user.indexOf(":");
	const password = colon < 0 ? "" : user.slice(colon + 1);
	const name = colon < 0 ? user : user.slice(0, colon);
	return [password !== "" ? password : name.length >= leastKey ? name : "", ...keys];
}
function userInformation(address) {
	const [authority = ""] = address.split(/[/?#]/, 1);
	const whole = authority.includes("@") ? authority : /:(?!\d*$)/.test(authority) ? address : "";
	const end = whole.lastIndexOf("@");
	return end < 0 ? void 0 : whole.slice(0, end);
}
function segmentsOf(text) {
	const scheme = text.indexOf("://");
	return text.slice(scheme < 0 ? 0 : scheme + 3).split("/").slice(1);
}
function couldBeKey(segment) {
	return segment.length >= leastKey && !decoded(segment).split(/[^\p{L}\p{N}]+/u).every(isWord);
}
function isWord(part) {
	if (part.length <= 4 || /^\d{1,8}$/.test(part)) return true;
	return part.length <= 16 && /^(?:[A-Z]?\p{Ll}+|[A-Z]+)(?:[A-Z]\p{Ll}{2,})*\d{0,3}$/u.test(part);
}
function decoded(text) {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}
// src/masks/base64-text.ts
const least$1 = 8;
const most = 262144;
function textOfBase64(text) {
	const packed = text.replace(/\s+/g, "");
	if (packed.length < least$1 || packed.length > most || packed.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(packed)) return void 0;
	try {
		const decoded = new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(packed, "base64"));
		return /[^\P{C}\t\r\n]/u.test(decoded) ? void 0 : decoded;
	} catch {
		return;
	}
}
// src/vault/json.ts
function isObject$1(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value) && !rawJson.isRawJSON(value);
}
const isRawNumber = (value) => rawJson.isRawJSON(value);
function own$1(object, key) {
	return Object.hasOwn(object, key) ? object[key] : void 0;
}
function parseJson(text) {
	return /\d{16}|\de\+?\d/i.test(text) ? JSON.parse(text, keepDigits) : JSON.parse(text);
}
function toText(value) {
	return typeof value === "string" ? value : JSON.stringify(value);
}
function keepDigits(_key, value, context) {
	return typeof value === "number" && !Number.isSafeInteger(value) && (Number.isInteger(value) || !Number.isFinite(value)) && context.source !== void 0 ? rawJson.rawJSON(context.source) : value;
}
const rawJson = JSON;
// src/masks/secret-names.ts
const publicWord = /(?:^|_)(?:type|kind|region|zone|location|id|email|uri|url|domain|host|hostname|endpoint|port|username|user|name|project|environment|env|stage)$/;
const credentialWords = /(?:^|_)(?:(?:secret|session|token)_id|(?:web)?hook_ur[il])$/;
const secretPart = /passw|passphrase|passcode|pwd|secret|token|credential|apikey|accesskey|privatekey/;
const secretWord = /(?:^|_)(?:\w{0,4}(?<!by|com)pass|pw|keys?|auth|authorization|pin|otp|totp|creds?|salt|seed|sig|signature|sas|jwt|cookie|psk|pat|dsn)\d{0,4}(?:_|$)/;
const settingWord = /(?:^|_)(?:mode|method|ttl|size|length|bits|version|enabled|count|max|min|algorithm|alg|format|path|file|usage|ops|period|interval|timeout|expiry|expires|expiration|scheme|style|required)$/;
function isPublicName(name) {
	const words = wordsOf$1(name);
	return publicWord.test(words) && !credentialWords.test(words);
}
function isSecretName(name) {
	const words = wordsOf$1(name);
	if (credentialWords.test(words)) return true;
	return !publicWord.test(words) && !settingWord.test(words) && (secretPart.test(words) || secretWord.test(words));
}
const isSettingName = (name) => settingWord.test(wordsOf$1(name));
function wordsOf$1(name) {
	return name.slice(-256).replace(/([a-z0-9])([A-Z])/g, "$1_$2").replace(/([A-Z])([A-Z][a-z])/g, "$1_$2").replace(/[^A-Za-z0-9]+/g, "_").toLowerCase();
}
// src/masks/json-leaves.ts
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
		return parseJson(text.trim());
	} catch {
		return;
	}
}
function leavesOf(json, every) {
	const secret = new Set();
	const open = new Set(structure);
	const pending = [{
		at: json,
		sound: "neither",
		nested: false
	}];
	for (let next = pending.pop(); next !== void 0; next = pending.pop()) {
		const { at, sound, nested } = next;
		if (typeof at === "string") {
			const inner = nested ? void 0 : objectOrList(at);
			if (inner !== void 0) pending.push({
				at: inner,
				sound: "neither",
				nested: true
			});
			if (!every && sound === "public" && inner === void 0 && isPlace(at)) open.add(JSON.stringify(at));
			else if (every || at.length >= least(sound)) secret.add(at);
		} else if (isList(at)) for (const item of at) pending.push({
			at: item,
			sound,
			nested
		});
		else if (isObject$1(at)) for (const [key, item] of Object.entries(at)) pending.push({
			at: item,
			sound: soundOf(key, sound),
			nested
		});
		else if ((every || sound === "secret") && toText(at).replace(/\D/g, "").length >= 4) secret.add(toText(at));
	}
	return {
		secret: [...secret],
		open
	};
}
const least = (sound) => sound === "secret" ? 4 : 8;
function soundOf(key, around) {
	if (isPublicName(key)) return "public";
	return isSecretName(key) || around === "secret" && !isSettingName(key) ? "secret" : "neither";
}
const isList = (value) => Array.isArray(value);
// src/masks/settings.ts
const longestLine = 65536;
function secretSettings(text) {
	const secrets = new Set(quotedWhole(text.trim()));
	for (const line of text.split(/[\r\n]+/)) {
		if (line.length > longestLine) continue;
		for (const value of secretsInLine(line.trim())) secrets.add(value);
	}
	return [...secrets];
}
const quotedWhole = (text) => /^(["']).*\1$/.test(text) ? spellings(text).filter((one) => one.length >= 4) : [];
function secretsInLine(line) {
	const { name, value } = settingOf(line);
	const whole = [...spellings(value), .../^(?:bearer|basic|token)\s+(\S+)$/i.exec(value)?.slice(1) ?? []];
	const closing = /^([^"']+)["'][,;]?$/.exec(line)?.[1] ?? "";
	if (name === void 0 && closing.length >= 4) return [closing, ...pairsWithin(line)];
	return [...name === void 0 ? whole.filter((one) => one !== line && one.length >= 8) : whole.filter((one) => counts(name, one)), ...pairsWithin(line)];
}
function counts(name, value) {
	if (isPublicName(name)) return value.length >= 8 && !isPlace(value);
	if (/^(?:true|false|null|none|yes|no)$/i.test(value)) return false;
	return value.length >= (isSecretName(name) ? 4 : 8);
}
function settingOf(line) {
	const bare = line.replace(/^(?:(?:export|set|declare -x)\s+|[-#;]+\s+)/, "");
	const at = bare.search(/=|:\s|:$/);
	const split = at >= 0 ? at : bare.search(/:(?!\/\/)/);
	const name = bare.slice(0, Math.max(split, 0)).trim().replace(/^["']|["']$/g, "");
	return (at >= 0 ? /^[\w.$/:@ -]{1,128}$/ : /^[\w.-]{1,128}$/).test(name) ? {
		name,
		value: bare.slice(split + 1).trim()
	} : { value: bare };
}
function spellings(value) {
	const [, double, single] = /^(?:"((?:[^"\\]|\\.)*)"|'((?:[^']|'')*)')\s*(?:[,;]\s*)?(?:[#;].*)?$/.exec(value) ?? [];
	if (double !== void 0) return [double, unescaped(double)];
	if (single !== void 0) return [single, single.replaceAll("''", "'")];
	const open = value.replace(/^["']|["'][,;]?$/g, "");
	const uncommented = open.split(/\s[#;]/, 1)[0]?.trimEnd() ?? "";
	return [
		open,
		uncommented,
		uncommented.replace(/[,;]$/, "")
	];
}
function unescaped(text) {
	try {
		return JSON.parse(`"${text}"`);
	} catch {
		return text;
	}
}
function pairsWithin(line) {
	const found = [];
	if (line.includes("=")) {
		for (const [, name = "", double, single, bare] of line.matchAll(/([\w.-]{1,64})\s?=\s?(?:"([^"]*)"|'([^']*)'|([^\s;&,"'<>]+))/g)) found.push([name, double ?? single ?? bare ?? ""]);
		for (const [, name = "", value = ""] of line.matchAll(/\bkey="([^"]{1,64})"\s+value="([^"]*)"/gi)) found.push([name, value]);
	}
	if (line.includes("</")) for (const [, name = "", value = ""] of line.matchAll(/<([\w:.-]{1,64})(?:\s[^<>]*)?>([^<]+)<\//g)) found.push([name, value.trim()]);
	const netrc = /(?:^|\s)(password|passwd)\s+(\S+)$/i.exec(line);
	if (netrc) found.push([netrc[1] ?? "", netrc[2] ?? ""]);
	return found.filter(([name, value]) => isSecretName(name) && counts(name, value)).map(([, value]) => withoutEntities(value));
}
const entities = {
	lt: "<",
	gt: ">",
	quot: "\"",
	apos: "'",
	amp: "&"
};
const withoutEntities = (text) => text.replace(/&(lt|gt|quot|apos|amp);/g, (whole, name) => entities[name] ?? whole);
// src/masks/secrets.ts
const none = {
	secrets: [],
	isShort: false,
	isUnmasked: false
};
function secretsOf({ stored, value, masking }, minLength) {
	if (masking === "none") return none;
	if (typeof value !== "string") return together$1([secretsOfText(stored, minLength), {
		...none,
		secrets: [{
			content: value,
			kind: "value",
			isLine: false
		}]
	}]);
	const decoded = ofValue(value, masking, minLength);
	return stored === value ? decoded : together$1([secretsOfText(stored, minLength), decoded]);
}
function secretsOfText(text, minLength) {
	return ofText(text, "value", minLength, new Set());
}
function ofValue(value, masking, minLength) {
	const { parts, open } = partsOf(value, masking);
	const found = new Map([...parts].map((part) => [part, open]));
	for (const text of [value, ...parts].flatMap(decodedForms)) {
		const inner = partsOf(text, masking);
		for (const part of [text, ...inner.parts]) if (!found.has(part)) found.set(part, inner.open);
	}
	found.delete(value);
	return together$1([ofText(value, "value", minLength, open), ...[...found].map(([part, openLines]) => ofText(part, "part", minLength, openLines))]);
}
function partsOf(text, masking) {
	const json = objectOrList(text);
	if (json === void 0) return {
		parts: new Set(settingsIn(text)),
		open: new Set()
	};
	const { secret, open } = leavesOf(json, masking === "every leaf");
	const plain = secret.filter((leaf) => objectOrList(leaf) === void 0);
	return {
		parts: new Set([...secret, ...plain.flatMap(settingsIn)]),
		open
	};
}
function decodedForms(text) {
	const decoded = textOfBase64(text);
	return decoded === void 0 ? [] : [decoded, .../^[^:\s]+:(\S{4,})$/.exec(decoded)?.slice(1) ?? []];
}
function settingsIn(text) {
	const settings = secretSettings(text);
	const leaves = settings.flatMap((setting) => {
		const json = objectOrList(setting);
		return json === void 0 ? [] : leavesOf(json, false).secret;
	});
	return [
		...settings,
		...leaves,
		...secretsInAddresses(text)
	];
}
function ofText(text, kind, minLength, open) {
	const trimmed = text.trim();
	if (trimmed === "") return none;
	if (!/[\r\n]/.test(text)) {
		if (isLonePunctuation(trimmed)) return {
			...none,
			isUnmasked: kind === "value"
		};
		return {
			...none,
			secrets: [{
				content: text,
				kind,
				isLine: false
			}],
			isShort: trimmed.length < 6
		};
	}
	const all = text.split(/[\r\n]+/).map((line) => line.trim()).filter((line) => line !== "" && !open.has(line.replace(/,$/, "")));
	const lines = all.filter((line) => !isLonePunctuation(line));
	const long = lines.filter((line) => line.length >= minLength);
	return {
		secrets: [...[...new Set(long.length > 0 ? long : lines)].map((content) => ({
			content,
			kind,
			isLine: true
		})), {
			content: text,
			kind: "block",
			isLine: false
		}],
		isShort: long.length === 0 && lines.length > 0,
		isUnmasked: kind === "value" && lines.length === 0 && all.length > 0
	};
}
function together$1(parts) {
	return {
		secrets: parts.flatMap(({ secrets }) => secrets),
		isShort: parts.some(({ isShort }) => isShort),
		isUnmasked: parts.some(({ isUnmasked }) => isUnmasked)
	};
}
// src/masks/shell-forms.ts
const letters = {
	"\x07": "a",
	"\b": "b",
	"	": "t",
	"\n": "n",
	"\v": "v",
	"\f": "f",
	"\r": "r",
	"\x1B": "E",
	"\\": "\\",
	"'": "'"
};
const unprintable = /[\\'\p{Cc}\p{Cn}\p{Zl}\p{Zp}]/gu;
const notAscii = /[\\'\p{Cc}]|[^\p{ASCII}]/gu;
function shellForms(text) {
	if (/^[\w./-]*$/.test(text)) return [];
	return [
		text.replace(/(?<=[=:])~|[^\w@%+=:./~#\u0080-\uffff-]/g, "\\$&"),
		text.replaceAll("'", String.raw`'\''`),
		text.replace(/'+/g, (quotes) => `'"${quotes}"'`).replace(/"'$/, "\""),
		text.replaceAll("'", `'"'"'`),
		text.replaceAll("\\", String.raw`\\`),
		text.replace(/["$`\\]/g, "\\$&"),
		dollarQuoted(text, unprintable),
		dollarQuoted(text, notAscii)
	];
}
const patternForm = (text) => text.replace(/[^]/gu, "\\$&");
function dollarQuoted(text, escaped) {
	return text.replace(escaped, (character) => {
		const letter = letters[character];
		if (letter !== void 0) return `\\${letter}`;
		return [...Buffer.from(character)].map((byte) => `\\${byte.toString(8).padStart(3, "0")}`).join("");
	});
}
// src/masks/uri-forms.ts
const encodings = [
	{ encoded: /[^A-Za-z0-9\-_.~]/gu },
	{
		encoded: /[^A-Za-z0-9\-_.~]/gu,
		lowerCase: true
	},
	{ encoded: /[^A-Za-z0-9\-_.~!*'()]/gu },
	{ encoded: /[^A-Za-z0-9\-_.~!*'();,/?:@&=+$#]/gu },
	{ encoded: /[^A-Za-z0-9\-_.~/]/gu },
	{
		encoded: /[^A-Za-z0-9\-_.~]/gu,
		spaceAs: "+"
	},
	{
		encoded: /[^A-Za-z0-9\-_.*]/gu,
		spaceAs: "+"
	},
	{ encoded: /[^!$-.0-9A-Z_a-z~]/gu },
	{ encoded: /[^!$-;=@-Z[-\]_a-z|~]/gu },
	{ encoded: /[^!$-&(-;=?-~]/gu },
	{ encoded: /[^A-Za-z0-9\-_.~$&+,;=]/gu },
	{ encoded: /[^A-Za-z0-9\-_.~$&+=:@]/gu },
	{
		encoded: /[^A-Za-z0-9\-_.!*()]/gu,
		spaceAs: "+",
		lowerCase: true
	}
];
function uriForms(text) {
	if (/^[\w.-]*$/.test(text)) return [];
	const wellFormed = text.toWellFormed();
	return encodings.map((encoding) => encode$2(wellFormed, encoding));
}
function encode$2(text, { encoded, spaceAs, lowerCase }) {
	return text.replace(encoded, (character) => {
		if (character === " " && spaceAs !== void 0) return spaceAs;
		const hex = Buffer.from(character).toString("hex");
		return (lowerCase ? hex : hex.toUpperCase()).replace(/../g, "%$&");
	});
}
// src/masks/masks.ts
const mostMasks = 5e3;
const mostCharacters = 33554432;
const longestInAllForms = 16384;
function masksOf(secrets, most = mostMasks) {
	const masks = new Set();
	const whole = secrets.filter(({ kind, isLine }) => kind === "value" && !isLine);
	const lines = secrets.filter(({ kind, isLine }) => kind === "value" && isLine);
	const parts = secrets.filter(({ kind }) => kind === "part");
	for (const secret of [
		...whole,
		...lines,
		...parts
	]) for (const form of plainForms(secret)) {
		if (masks.size >= most && !masks.has(form)) return {
			masks: [...masks],
			leftOut: "texts"
		};
		masks.add(form);
	}
	let leftOut = "nothing";
	let characters = 0;
	for (const formsOf of [
		inBase64,
		inOtherEncodings,
		inPatterns
	]) for (const secret of secrets) for (const form of formsOf(secret)) {
		if (form.length < 4 || masks.has(form)) continue;
		characters += form.length;
		if (masks.size >= most) return {
			masks: [...masks],
			leftOut: "forms"
		};
		if (characters > mostCharacters) leftOut = "forms";
		else masks.add(form);
	}
	return {
		masks: [...masks],
		leftOut
	};
}
const masksOfText = (text, minLength) => masksOf(secretsOfText(text, minLength).secrets).masks;
function plainForms({ content }) {
	if (typeof content === "string") return [content, content.trim()];
	return [Buffer.from(content).toString("hex")].filter((hex) => hex.length >= 4);
}
function inBase64({ content, isLine }) {
	if (isLine) return [];
	if (typeof content !== "string") return [
		...base64Forms(content),
		...base64Columns(content),
		Buffer.from(content).toString("base64")
	];
	const text = content.trim();
	const bytes = Buffer.from(text);
	const json = text.length > longestInAllForms ? text : inJson(text);
	return [
		...base64Forms(bytes),
		...base64Columns(bytes),
		...json === text ? [] : base64Forms(Buffer.from(json))
	];
}
function inOtherEncodings({ content, kind }) {
	if (typeof content !== "string" || kind === "block") return [];
	const text = content.trim();
	if (text.length > longestInAllForms) return [inJson(text), encodeURIComponent(text.toWellFormed())];
	return [
		...jsonForms(text),
		...uriForms(text),
		...shellForms(text),
		text.replace(/[ \t]+/g, " ")
	];
}
function inPatterns({ content, kind, isLine }) {
	const isCompared = kind === "value" && !isLine && content.length <= longestInPatterns;
	return typeof content === "string" && isCompared ? [patternForm(content.trim())] : [];
}
const longestInPatterns = 256;
// src/export/mask.ts
function mask(secret) {
	for (const one of masksOfText(secret, 1)) setSecret(one);
}
// src/failure.ts
var Failure = class Failure extends Error {
	name = "Failure";
	code;
	hint;
	details;
	status;
	words;
	retryAfter;
	serverTime;
	sent;
	lost;
	constructor(code, message, options = {}) {
		super(message, { cause: options.cause });
		this.code = code;
		this.hint = options.hint;
		this.details = options.details;
		this.status = options.status;
		this.words = options.words ?? "";
		this.retryAfter = options.retryAfter;
		this.serverTime = options.serverTime;
		this.sent = options.sent ?? true;
		this.lost = options.lost ?? false;
	}
	with({ code = this.code, message = this.message, ...changes }) {
		const { hint, details, status, words, retryAfter, serverTime, sent, lost } = this;
		return new Failure(code, message, {
			hint,
			details,
			cause: this,
			status,
			words,
			retryAfter,
			serverTime,
			sent,
			lost,
			...changes
		});
	}
};
function asFailure(thrown) {
	if (thrown instanceof Failure) return thrown;
	return new Failure("ERR_INTERNAL", `unexpected ${thrown instanceof Error ? thrown.name : typeof thrown} ${thrown instanceof Error ? /^ +(at .*:\d+:\d+\)?)$/m.exec(thrown.stack ?? "")?.[1] ?? "" : ""}`.trim(), {
		hint: "This is a defect of vault-exchange. Please report it with this line.",
		cause: thrown
	});
}
// src/endless.ts
const endless = (why) => new Failure("ERR_UNCONFIRMED", `revoke: required cannot be kept: ${why}`, { hint: "Nothing was exported. Take what can be ended (a role with token_type=service, an iam_user role), or write revoke: true." });
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
	const credentials = parts.flatMap((part) => /^(?:bearer|basic|token)\s+(\S+)$/i.exec(part)?.[1] ?? []);
	return [...parts, ...credentials].filter((part) => part.length >= leastSecret && (parts.length === 1 || !/^(bearer|basic)$/i.test(part)));
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
			const reason = () => new Failure("ERR_TIMEOUT", `not done after ${seconds} s`, { hint: "The input `timeout` sets this limit, in seconds." });
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
		end.abort(new Failure("ERR_TIMEOUT", "the time for giving back ran out"));
	}, milliseconds);
	return {
		asked: end.signal,
		now: end.signal,
		clear() {
			clearTimeout(timer);
		}
	};
}
async function waitOut(failure, milliseconds, asked) {
	try {
		await pause(milliseconds, asked);
	} catch (reason) {
		if (!(reason instanceof Failure) || reason.code !== "ERR_TIMEOUT" || reason === failure) throw reason;
		const hint = [
			reason.hint,
			failure.message,
			failure.hint
		].filter(Boolean).join("\n");
		throw reason.with({
			hint,
			cause: failure
		});
	}
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
	const data = own$1(reply, "data");
	const metadata = isObject$1(data) ? own$1(data, "metadata") : void 0;
	const version = isObject$1(metadata) ? own$1(metadata, "version") : void 0;
	if (!isObject$1(metadata) || typeof version !== "number") return void 0;
	const other = asksForVersion(path) ? "or take away ?version= for the newest, or name another" : "or read an older version by putting ?version=NUMBER after the path";
	if (own$1(metadata, "destroyed") === true) return {
		said: `version ${version} was destroyed`,
		hint: `Nothing brings it back: store the secret anew, ${other}.`
	};
	const [, mount = "", below = ""] = /^(.+?)\/data\/(.*)$/.exec(path.replace(/\?.*$/, "")) ?? [];
	return {
		said: `version ${version} was deleted${momentOf(own$1(metadata, "deletion_time"))}`,
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
	return clean([own$1(reply, "errors"), own$1(reply, "warnings")].flatMap((part) => Array.isArray(part) ? part : []).filter((line) => typeof line === "string").join("; "));
}
const plain = (words) => words.replace(/^\d+ errors? occurred: \* /, "");
function clean(text) {
	const line = text.replace(/\p{Cc}+/gu, " ").trim();
	return line.length > maxWords ? `${line.slice(0, maxWords)}…` : line;
}
function refusal(request, path, status, body, header = () => void 0) {
	if (status === 404 && !isVaults(body)) return new Failure("ERR_REPLY", `${request}: 404, but not Vault's`, {
		hint: notVault,
		status
	});
	if (body.startsWith("Client sent an HTTP request to an HTTPS server")) return new Failure("ERR_REFUSED", `${request}: the server there speaks TLS`, {
		hint: "Write `url` with https://.",
		status
	});
	const words = wordsOf(body);
	const gone = status === 404 ? goneVersion(objectOf(body), path) : void 0;
	const said = plain(words) || (gone?.said ?? (status === 404 ? "nothing is stored there" : ""));
	return new Failure(codeOf$1(status, words), `${request}: ${status}${said && ` ${said}`}`, {
		hint: gone?.hint ?? hintFor$1(status, words, path, request.startsWith("GET ")),
		status,
		words,
		retryAfter: secondsOf(header("retry-after")),
		serverTime: timeOf(header("date"))
	});
}
const isVaults = (body) => own$1(objectOf(body), "errors") !== void 0 || own$1(objectOf(body), "data") !== void 0;
function objectOf(body) {
	try {
		const value = parseJson(body);
		return isObject$1(value) ? value : {};
	} catch {
		return {};
	}
}
const engineRefusal = /is not an allowed role|unknown role|SQLSTATE 42|exceeds allowed/;
const loginRefusal = /^missing (role_id|username)$|: 401 |bad credentials|not part of required org|organization_id not found|\/orgs\/\S+ 404|configuration has not been set|could not load backend configuration|tls connection not found|no client certificate found|subset relationship between CIDR/i;
function codeOf$1(status, words) {
	if (status === 403) return "ERR_DENIED";
	if (status === 404) return words.includes("versioned K/V") ? "ERR_REFUSED" : "ERR_NOT_FOUND";
	if (status === 412 || status === 429) return "ERR_UNAVAILABLE";
	const isFinal = engineRefusal.test(words) || loginRefusal.test(plain(words));
	return status >= 500 && status !== 501 && !isFinal ? "ERR_UNAVAILABLE" : "ERR_REFUSED";
}
function hintFor$1(status, words, path, isRead) {
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
		`A policy of this role has to allow it: path "${policyPath(path)}" { capabilities = [${isRead ? "\"read\"" : "\"create\", \"update\""}] }.`,
		kv2Advice(path)
	].join("");
	if (status === 405 && isRead) return "If this path takes a POST, write the body after it: PATH {\"input\": \"aGk=\"} KEY";
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
const attempts = {
	other: 4,
	busy: 16,
	quota: 64
};
const harmless = {
	afterLoss: true,
	afterBreakdown: 3,
	attempts
};
const ending = {
	...harmless,
	attempts: {
		other: 4,
		busy: 32,
		quota: 128
	},
	afterGarbage: true
};
const ownRead = {
	afterLoss: true,
	afterBreakdown: 2,
	attempts
};
const foreignRead = {
	afterLoss: false,
	afterBreakdown: 2,
	attempts
};
const write = {
	afterLoss: false,
	afterBreakdown: 0,
	attempts
};
const never = {
	afterLoss: false,
	afterBreakdown: 0,
	attempts: {
		other: 1,
		busy: 1,
		quota: 1
	}
};
const firstWaitMs = 250;
const longestWaitMs = 4e3;
const firstWaitAtQuotaMs = 1e3;
const maxRetryAfterSeconds = 30;
function retryDelay(failure, repeatable, attempt, random) {
	const kind = kindOf(failure);
	if (attempt >= repeatable.attempts[kind] || !mayRepeat(failure, repeatable, attempt)) return void 0;
	const { retryAfter = 0 } = failure;
	if (retryAfter > maxRetryAfterSeconds) return void 0;
	return Math.max(retryAfter * 1e3 * (1 + random / 4), stepOf(kind, attempt) * (.5 + random / 2));
}
function stepOf(kind, attempt) {
	if (kind !== "quota") return Math.min(firstWaitMs * 4 ** (attempt - 1), longestWaitMs);
	return attempt === 1 ? firstWaitAtQuotaMs : longestWaitMs / Math.sqrt(attempt - 1);
}
function kindOf(failure) {
	if (failure.code !== "ERR_UNAVAILABLE") return "other";
	if (failure.status === 429 && failure.words !== "") return "quota";
	return isBusy(failure) && !/sealed|not initialized/.test(failure.words) ? "busy" : "other";
}
function isOutOfService(failure) {
	if (failure.code === "ERR_CONNECT" || failure.code === "ERR_TIMEOUT") return true;
	return failure.code === "ERR_UNAVAILABLE" && kindOf(failure) !== "quota";
}
const mayHaveActed = ({ sent, status, code }) => sent && [
	void 0,
	502,
	504
].includes(status) && [
	"ERR_CONNECT",
	"ERR_TIMEOUT",
	"ERR_REPLY",
	"ERR_UNAVAILABLE"
].includes(code);
function mayRepeat(failure, repeatable, attempt) {
	if (mayHaveActed(failure) && !repeatable.afterLoss) return false;
	if (failure.code === "ERR_CONNECT" || failure.code === "ERR_TIMEOUT") return true;
	if (failure.code === "ERR_REPLY") return failure.status === void 0 && repeatable.afterGarbage === true;
	if (failure.code === "ERR_UNAVAILABLE") return isBusy(failure) || attempt <= repeatable.afterBreakdown;
	return failure.status === 400 && failure.words.includes("fetching keys");
}
const isBusy = (failure) => [
	void 0,
	412,
	429,
	503
].includes(failure.status) || failure.words.includes("active cluster node not found");
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
var claims_exports = require_rolldown_runtime.__exportAll({ describeClaims: () => describeClaims });
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
		throw new Failure("ERR_IDENTITY", "what the OIDC endpoint gave is not a JWT");
	}
}
function describeClaims(claims) {
	return shown.flatMap((name) => claims[name] === void 0 ? [] : [`${name} = ${textOf$1(claims[name])}`]);
}
function textOf$1(value) {
	if (value === void 0) return "(none)";
	return Array.isArray(value) ? value.map(textOf$1).join(", ") : typeof value === "string" ? value : JSON.stringify(value);
}
// src/login/identity.ts
const replyMs$1 = 1e4;
const asking = {
	...harmless,
	attempts: {
		other: 4,
		busy: 4,
		quota: 4
	}
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
		if (!(error instanceof Failure)) throw error;
		const wait = retryDelay(error, asking, failed, Math.random());
		if (wait === void 0) throw error;
		await waitOut(error, wait, stop.asked);
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
		throw new Failure("ERR_IDENTITY", "ACTIONS_ID_TOKEN_REQUEST_URL is no address", { hint: "The runner sets it; an earlier step must have overwritten it." });
	}
	throw new Failure("ERR_IDENTITY", "this job may not have an OIDC token, so it cannot say who it is", { hint: [
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
		replyMs: replyMs$1,
		signal: stop.now
	});
	if (reply.status !== 200) throw refused(reply.status, messageOf(reply.body), secondsOf(reply.header("retry-after")));
	const value = fieldOf(reply.body, "value");
	if (value !== void 0 && value !== "") return value;
	throw new Failure("ERR_OIDC", "the OIDC endpoint answered without a token");
}
function refused(status, message, retryAfter) {
	const passing = status === 403 && /Can't issue ID_TOKEN/i.test(message);
	return new Failure(passing || status === 429 || status >= 500 ? "ERR_UNAVAILABLE" : "ERR_OIDC", `the OIDC endpoint refused a token: ${status}${message && ` ${message}`}`, {
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
		if (value === void 0 || value === "" || textOf$1(claims[name] ?? "") === value) continue;
		throw new Failure("ERR_IDENTITY", `the OIDC token is not this job's: ${name} is "${clean(textOf$1(claims[name] ?? ""))}", not "${value}"`, { hint: "An earlier step may have planted ACTIONS_ID_TOKEN_REQUEST_URL. Add `permissions: id-token: write`, so that the runner sets it." });
	}
}
function messageOf(body) {
	return clean(fieldOf(body, "message") ?? "");
}
function fieldOf(body, name) {
	try {
		const reply = parseJson(body);
		const value = isObject$1(reply) ? reply[name] : void 0;
		return typeof value === "string" ? value : void 0;
	} catch {
		return;
	}
}
// src/mapping/names.ts
function derivedNames(selector) {
	const output = normalize(selector);
	return {
		output,
		variable: output.toUpperCase()
	};
}
function wildcardNames(key, prefix, upperCase) {
	const output = normalize(prefix + key);
	return {
		output,
		variable: upperCase ? output.toUpperCase() : output
	};
}
function normalize(name) {
	return name.replaceAll(".", "__").replace(/[^\p{L}\p{N}_]/gu, "");
}
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
// src/sha256.ts
function sha256(content, encoding) {
	return process.getBuiltinModule("node:crypto").createHash("sha256").update(content).digest(encoding);
}
// src/export/reserved-names.ts
const list$1 = (names) => names.trim().split(/\s+/);
const ownedByRunner = [
	{
		patterns: list$1(`
      GITHUB_ACTION GITHUB_ACTIONS GITHUB_ACTION_PATH GITHUB_ACTION_REF GITHUB_ACTION_REPOSITORY GITHUB_ACTOR
      GITHUB_ACTOR_ID GITHUB_API_URL GITHUB_BASE_REF GITHUB_ENV GITHUB_EVENT_NAME GITHUB_EVENT_PATH
      GITHUB_GRAPHQL_URL GITHUB_HEAD_REF GITHUB_JOB GITHUB_OUTPUT GITHUB_PATH GITHUB_REF GITHUB_REF_NAME
      GITHUB_REF_PROTECTED GITHUB_REF_TYPE GITHUB_REPOSITORY GITHUB_REPOSITORY_ID GITHUB_REPOSITORY_OWNER
      GITHUB_REPOSITORY_OWNER_ID GITHUB_RETENTION_DAYS GITHUB_RUN_ATTEMPT GITHUB_RUN_ID GITHUB_RUN_NUMBER
      GITHUB_SERVER_URL GITHUB_SHA GITHUB_STATE GITHUB_STEP_SUMMARY GITHUB_TRIGGERING_ACTOR GITHUB_WORKFLOW
      GITHUB_WORKFLOW_REF GITHUB_WORKFLOW_SHA GITHUB_WORKSPACE RUNNER_*
    `),
		why: "is set by the runner itself"
	},
	{
		patterns: [
			"ACTIONS_ID_TOKEN_*",
			"ACTIONS_RUNTIME_*",
			"ACTIONS_RESULTS_*",
			"ACTIONS_CACHE_*"
		],
		why: "holds credentials and addresses of the runner"
	},
	{
		patterns: ["NODE_OPTIONS"],
		why: "is dropped by the runner"
	}
];
const refusedUnlessWritten = [
	{
		patterns: list$1(`
      INPUT_* STATE_* CI
    `),
		why: "changes what later actions are told"
	},
	{
		patterns: list$1(`
      PATH PATHEXT COMSPEC SHELL HOME TMPDIR LD_* DYLD_* LIBPATH GCONV_PATH PSMODULEPATH
    `),
		why: "changes which programs and libraries later steps load"
	},
	{
		patterns: list$1(`
      BASH_ENV BASH_FUNC_* BASHOPTS SHELLOPTS ENV ZDOTDIR PROMPT_COMMAND PS4 IFS
    `),
		why: "makes shells run code"
	},
	{
		patterns: list$1(`
      NODE_EXTRA_CA_CERTS NODE_PATH NODE_REPL_EXTERNAL_MODULE NODE_TLS_REJECT_UNAUTHORIZED NODE_USE_ENV_PROXY
      NODE_USE_SYSTEM_CA NODE_V8_COVERAGE NODE_COMPILE_CACHE NODE_ICU_DATA NPM_CONFIG_* YARN_RC_FILENAME
      YARN_YARN_PATH YARN_PLUGINS YARN_IGNORE_PATH YARN_REGISTRY PNPM_HOME BUN_CONFIG_* BUN_OPTIONS DENO_DIR
      DENO_CERT DENO_TLS_CA_STORE
    `),
		why: "makes Node.js, Deno, Bun or their package managers load code"
	},
	{
		patterns: list$1(`
      PYTHONBREAKPOINT PYTHONEXECUTABLE PYTHONHOME PYTHONINSPECT PYTHONPATH PYTHONPYCACHEPREFIX PYTHONSTARTUP
      PYTHONUSERBASE PYTHONWARNINGS PIP_CONFIG_FILE PIP_CERT PIP_EXTRA_INDEX_URL PIP_FIND_LINKS PIP_INDEX_URL
      PIP_TRUSTED_HOST UV_CONFIG_FILE UV_DEFAULT_INDEX UV_EXTRA_INDEX_URL UV_FIND_LINKS UV_INDEX UV_INDEX_URL
      UV_PYTHON* PERL5DB PERL5LIB PERL5OPT PERLLIB RUBYLIB RUBYOPT GEM_HOME GEM_PATH BUNDLE_APP_CONFIG
      BUNDLE_GEMFILE BUNDLE_MIRROR* BUNDLE_PATH PHPRC PHP_INI_SCAN_DIR COMPOSER COMPOSER_HOME LUA_CPATH
      LUA_INIT LUA_PATH
    `),
		why: "makes Python, Perl, Ruby, PHP or Lua load code"
	},
	{
		patterns: list$1(`
      JAVA_HOME JAVA_TOOL_OPTIONS _JAVA_OPTIONS JDK_JAVA_OPTIONS CLASSPATH MAVEN_ARGS MAVEN_HOME MAVEN_OPTS
      MAVEN_PROJECTBASEDIR MVNW_REPOURL GRADLE_HOME GRADLE_OPTS GRADLE_USER_HOME ANT_ARGS ANT_HOME ANT_OPTS
      SBT_OPTS DOTNET_* COMPLUS_* CORECLR_* COR_ENABLE_PROFILING COR_PROFILER* MSBUILD*
      NUGET_NETCORE_PLUGIN_PATHS NUGET_NETFX_PLUGIN_PATHS NUGET_PACKAGES NUGET_PLUGIN_PATHS
    `),
		why: "makes the JVM, .NET or their build tools load code"
	},
	{
		patterns: list$1(`
      RUSTC* RUSTDOC RUSTDOCFLAGS RUSTFLAGS RUSTUP_* CARGO_ALIAS_* CARGO_BUILD_* CARGO_ENCODED_RUSTFLAGS
      CARGO_HOME CARGO_HTTP_* CARGO_NET_* CARGO_SOURCE_* CARGO_TARGET_* GOBIN GOCACHE GOENV GOFLAGS GOINSECURE
      GONOPROXY GONOSUMDB GOPATH GOPRIVATE GOPROXY GOROOT GOSUMDB GOTOOLCHAIN GOWORK CGO_* CC CXX LD CFLAGS
      CXXFLAGS LDFLAGS MAKEFILES MAKEFLAGS CMAKE_* PKG_CONFIG*
    `),
		why: "changes what compilers run and where they fetch from"
	},
	{
		patterns: list$1(`
      GIT_ALLOW_PROTOCOL GIT_ALTERNATE_OBJECT_DIRECTORIES GIT_ASKPASS GIT_ATTR_* GIT_CONFIG* GIT_DIR
      GIT_EDITOR GIT_EXEC_PATH GIT_EXTERNAL_DIFF GIT_INDEX_FILE GIT_PAGER GIT_PROXY_COMMAND
      GIT_SEQUENCE_EDITOR GIT_SSH GIT_SSH_* GIT_SSL_* GIT_TEMPLATE_DIR GIT_WORK_TREE SSH_ASKPASS EDITOR VISUAL
      PAGER LESSOPEN BROWSER
    `),
		why: "names programs that git and others run, or what they trust"
	},
	{
		patterns: list$1(`
      HTTP_PROXY HTTPS_PROXY ALL_PROXY FTP_PROXY NO_PROXY SSL_CERT_DIR SSL_CERT_FILE SSLKEYLOGFILE
      OPENSSL_CONF OPENSSL_MODULES CURL_CA_BUNDLE CURL_HOME REQUESTS_CA_BUNDLE WGETRC DOCKER_CONFIG
      DOCKER_CONTEXT DOCKER_HOST AWS_CA_BUNDLE AWS_CONFIG_FILE AWS_ENDPOINT_URL* TF_CLI_*
    `),
		why: "changes whom later steps send to and trust"
	}
];
function reservedBy(rules, name) {
	const upper = name.toUpperCase();
	const fits = (pattern) => pattern.endsWith("*") ? upper.startsWith(pattern.slice(0, -1)) : upper === pattern;
	return rules.find(({ patterns }) => patterns.some(fits))?.why;
}
// src/export/names.ts
const originOf = (entry) => entry.kind === "key" && entry.variable === entry.output ? "written" : "derived";
const ownOutputs = new Set(["secrets", "errormessage"]);
const tokenVariables = /^(VAULT|BAO)_(TOKEN|ADDR|NAMESPACE)$/;
function outputRefusal(name, { outputToken }) {
	const lower = name.toLowerCase();
	if (ownOutputs.has(lower) || name === "vault_token") return "is an output of this action itself";
	if (outputToken && lower === "vault_token") return "is set by `outputToken`, since the runner compares outputs without case";
	return unwritable(name);
}
function variableRefusal(name, origin, { exportToken }) {
	if (exportToken && tokenVariables.test(name.toUpperCase())) return "is set by `exportToken`";
	return reservedBy(origin === "written" ? ownedByRunner : [...ownedByRunner, ...refusedUnlessWritten], name) ?? unwritable(name);
}
function unwritable(name) {
	if (name === "") return "is empty";
	if (/[\r\n\0]/.test(name)) return "contains a line break or NUL";
	if (name.includes("=")) return "contains =";
	return name.includes("<<") ? "contains <<" : void 0;
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
	const known = ({ exact, value }) => env["GITHUB_ACTION_PATH"] ? { text: value } : { sha256: sha256(exact, "hex") };
	return new Map(given.map((input) => [input.value, {
		fromInput: input.name,
		...known(input)
	}]));
}
function textOf(reference, env) {
	if ("text" in reference) return reference.text;
	const { exact, value } = inputOf(reference.fromInput, env);
	return sha256(exact, "hex") === reference.sha256 ? value : void 0;
}
function inputOf(name, env) {
	const exact = env[`INPUT_${name.toUpperCase()}`] ?? "";
	return {
		exact,
		value: exact.trim()
	};
}
function isReference(value) {
	if (typeof value !== "object" || value === null || !("fromInput" in value)) return false;
	return longLived.some((name) => name === value.fromInput) && ("sha256" in value && typeof value.sha256 === "string" || "text" in value && typeof value.text === "string");
}
// src/state-limit.ts
const maxBytes$1 = 524288;
const maxInputBytes = 409600;
const overhead = 16;
function createStateRoom() {
	const sizes = new Map();
	let total = 0;
	return {
		take(entries) {
			const added = entries.map(([key, value]) => [key, Buffer.byteLength(key + value) + overhead]);
			const after = total + added.reduce((sum, [key, size]) => sum + size - (sizes.get(key) ?? 0), 0);
			if (after > maxBytes$1) return false;
			for (const [key, size] of added) sizes.set(key, size);
			total = after;
			return true;
		},
		clear() {
			sizes.clear();
			total = 0;
		}
	};
}
const instead = {
	caCertificate: "only the certificates of the authorities that signed the certificate of Vault",
	clientCertificate: "only the certificate of the client and those between it and its authority",
	url: "only the addresses of the nodes of one Vault",
	redirectHosts: "only the hosts that Vault redirects to"
};
function checkStateRoom({ urls, redirectHosts, namespace, authNamespace, tls, extraHeaders }, token, env, problem) {
	const parts = Object.entries({
		url: urls,
		redirectHosts,
		namespace,
		authNamespace,
		caCertificate: tls?.ca,
		clientCertificate: tls?.certificate,
		clientKey: tls?.key,
		extraHeaders,
		token
	});
	if (JSON.stringify(parts).length * 3 <= maxInputBytes) return;
	const sizes = parts.map(([input, value]) => ({
		input,
		bytes: value === void 0 ? 0 : Buffer.byteLength(noteDown(value, env))
	})).toSorted((a, b) => b.bytes - a.bytes);
	const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
	if (total <= maxInputBytes) return;
	const large = sizes.filter(({ bytes }, index) => index === 0 || bytes >= maxInputBytes / 20);
	const told = large.map(({ input, bytes }) => `${input} ${kibibytes(bytes)}`).join(", ");
	const advice = [...new Set(large.map(({ input }) => instead[input] ?? "a shorter text"))].join("; ");
	problem(large.map(({ input }) => input).join(", "), `the post step needs ${kibibytes(total)} of inputs (${told}), and ${kibibytes(maxInputBytes)} can be kept for it`, advice);
}
const kibibytes = (bytes) => `${Math.ceil(bytes / 1024)} KiB`;
// src/vault/connection.ts
const tokenNamespace = ({ namespace, authNamespace }) => authNamespace ?? namespace ?? "";
function mayRedirectTo(connection, from, target) {
	if (target.protocol !== "https:" && target.protocol !== from.protocol) return false;
	return connection.urls.some((url) => placeOf$1(new URL(url)) === placeOf$1(target)) || connection.redirectHosts.some((host) => {
		const named = URL.parse(`${target.protocol}//${host}`);
		return named !== null && (/:\d+$/.test(host) ? placeOf$1(named) === placeOf$1(target) : nameOf(named) === nameOf(target));
	});
}
const nameOf = ({ hostname }) => hostname.replace(/\.$/, "");
const placeOf$1 = (url) => `${nameOf(url)}:${url.port}`;
// src/vault/reply.ts
function parseReply(body, from) {
	if (body === "") return {};
	let value;
	try {
		value = parseJson(body);
	} catch {
		value = null;
	}
	if (isObject$1(value)) return value;
	if (body.startsWith("{")) throw new Failure("ERR_REPLY", `${from}: the reply is cut short`);
	throw new Failure("ERR_REPLY", `${from}: the reply is not Vault's (no JSON object)`, { hint: notVault });
}
function toSecret(reply) {
	const data = object(own$1(reply, "data"));
	const id = text(own$1(reply, "lease_id"));
	const lease = id === "" ? void 0 : {
		id,
		seconds: number(own$1(reply, "lease_duration")),
		renewable: own$1(reply, "renewable") === true
	};
	const carriesAuth = isObject$1(own$1(reply, "auth"));
	if (isKv2(data)) return {
		values: object(own$1(data, "data")),
		lease,
		sts: false,
		carriesAuth
	};
	const sessionToken = sessionTokenOf(data);
	if (sessionToken === void 0) return {
		values: data,
		lease,
		sts: false,
		carriesAuth
	};
	return {
		values: lease ? {
			...data,
			security_token: sessionToken,
			session_token: sessionToken
		} : data,
		lease,
		sts: sessionToken !== "",
		carriesAuth
	};
}
function sessionTokenOf(data) {
	if (typeof own$1(data, "access_key") !== "string") return void 0;
	const tokens = ["session_token", "security_token"].flatMap((key) => Object.hasOwn(data, key) ? [own$1(data, key)] : []);
	if (tokens.length === 0 || tokens.some((token) => token !== null && typeof token !== "string")) return void 0;
	return tokens.map(text).find((token) => token !== "") ?? "";
}
function toAuth(reply) {
	const auth = object(own$1(reply, "auth"));
	const token = text(own$1(auth, "client_token"));
	if (token === "") throw own$1(auth, "mfa_requirement") ? new Failure("ERR_LOGIN", "the login wants a second factor (MFA), which a job cannot give", { hint: "Exclude this auth mount or role from the login enforcement in Vault (identity/mfa/login-enforcement)." }) : new Failure("ERR_REPLY", "the login was answered without a token", { hint: "Check `path`: is it the mount of an auth method?" });
	return {
		token,
		kind: own$1(auth, "token_type") === "batch" ? "batch" : "service",
		seconds: number(own$1(auth, "lease_duration")),
		renewable: own$1(auth, "renewable") === true,
		policies: list(own$1(auth, "policies")).filter((policy) => typeof policy === "string"),
		uses: number(own$1(auth, "num_uses"))
	};
}
function isKv2(data) {
	return isObject$1(own$1(data, "data")) && own$1(object(own$1(data, "metadata")), "version") !== void 0;
}
const object = (value) => isObject$1(value) ? value : {};
const text = (value) => typeof value === "string" ? value : "";
const number = (value) => typeof value === "number" ? value : 0;
const list = (value) => Array.isArray(value) ? value : [];
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
// src/runner-file.ts
function appendValues(path, values) {
	const text = [...values].map(([name, value]) => entry(name, value)).join("");
	if (text === "") return;
	if (!path) throw new Error("the runner gave no file");
	const file = (0, node_fs.openSync)(path, node_fs.constants.O_WRONLY | node_fs.constants.O_APPEND);
	const { size } = (0, node_fs.fstatSync)(file);
	try {
		(0, node_fs.writeFileSync)(file, text);
	} catch (error) {
		(0, node_fs.ftruncateSync)(file, size);
		throw error;
	} finally {
		(0, node_fs.closeSync)(file);
	}
}
function entry(name, value) {
	const delimiter = delimiterBeside(name + value);
	return `${name}<<${delimiter}${node_os.EOL}${value}${node_os.EOL}${delimiter}${node_os.EOL}`;
}
function delimiterBeside(text) {
	const longest = (text.match(/ghadelimiter_*/g) ?? []).reduce((length, run) => Math.max(length, run.length), 0);
	return "ghadelimiter".padEnd(longest + 1, "_");
}
// src/state-parts.ts
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
// src/vault/expiry.ts
const noEnd = Number.MAX_SAFE_INTEGER;
const now = () => Math.round(performance.timeOrigin + performance.now());
const after = (moment, seconds) => Math.min(moment + seconds * 1e3, noEnd);
// src/session.ts
const endsWithToken = (lease, { token, connection }) => token.kind === "service" && lease.namespace === tokenNamespace(connection);
const bootMoment = () => now() - Math.round((0, node_os.uptime)() * 1e3);
const hasRunOut = ({ expires, booted }) => now() - Math.max(0, bootMoment() - booted) > expires;
const endOf = (lease, owed) => endsWithToken(lease, owed) ? Math.min(lease.expires, owed.token.expires) : lease.expires;
const maxGrants = 65536;
function createSession(env, loaded) {
	const stateFile = env["GITHUB_STATE"];
	let begun = loaded?.owed;
	let grants = loaded?.owed?.grants;
	const leases = [...loaded?.owed?.leases ?? []];
	let files = [...loaded?.files ?? []];
	let isWrittenDown = true;
	const room = createStateRoom();
	function write(key, value) {
		const before = isWrittenDown;
		isWrittenDown = false;
		const entries = split(key, noteDown(value, env));
		if (!room.take(entries)) throw new Failure("ERR_STATE", `what has to be written down for the post step is over 512 KiB with \`${key}\``, { hint: "Split the step: each step of the action has a state of its own." });
		if (!stateFile) throw new Failure("ERR_STATE", "the runner gave no state file (GITHUB_STATE)");
		try {
			appendValues(stateFile, entries);
		} catch (error) {
			throw new Failure("ERR_STATE", "the runner's state file cannot be written, so the post step would not know what to give back", {
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
		updateLease(lease, change) {
			const index = leases.findIndex(({ id, namespace }) => id === lease.id && namespace === lease.namespace);
			if (index < 0) return;
			const changed = {
				...lease,
				...change
			};
			leases[index] = changed;
			write(`lease_${index + 1}`, changed);
		},
		setGrants(asked) {
			grants = asked;
			if (JSON.stringify(asked).length <= maxGrants) write("grants", asked);
		},
		setReading(isReading) {
			try {
				appendValues(stateFile, [["reading", JSON.stringify(isReading)]]);
			} catch {}
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
				room.clear();
				if (stateFile) (0, node_fs.truncateSync)(stateFile);
				files.forEach((path, index) => {
					write(`file_${index + 1}`, path);
				});
			} catch {}
		}
	};
}
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
	const data = own$1(reply, "data");
	return Object.fromEntries(paths.map((path) => [path, mayUpdate(own$1(isObject$1(data) ? data : reply, path))]));
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
		expires: after(now, grant.seconds),
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
	return durationOf(reply);
}
async function endByRenewal(vault, token, lease) {
	try {
		await renewLease(vault, token, lease, 1);
	} catch (error) {
		if (error instanceof Failure && error.status === 403 || await isKnown(vault, token, lease).catch(() => true)) throw error;
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
		if (error instanceof Failure && error.status === 400) return false;
		throw error;
	}
}
function durationOf(reply) {
	const seconds = own$1(reply, "lease_duration");
	return typeof seconds === "number" && seconds >= 0 ? seconds : void 0;
}
const withoutQuery = (path) => path.replace(/\?.*$/, "");
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
		const failure = asFailure(error);
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
	if (redirects >= maxRedirects) throw new Failure("ERR_REDIRECT", `${from.host} redirects in a loop`);
	const target = URL.parse(location, from.href);
	if (target && mayRedirectTo(connection, from, target)) return target;
	if (!target) throw new Failure("ERR_REDIRECT", `${from.host} redirects to no valid address`);
	throw new Failure("ERR_REDIRECT", `${from.host} redirects to ${target.protocol}//${target.host}, which may not receive your credentials`, { hint: target.protocol === from.protocol ? `If that is a node of the same cluster, add the input: redirectHosts: ${target.host}` : "They do not go from https to http: the api_addr of that node has to begin with https." });
}
function leaderless(error, standby, leader) {
	if (!(error instanceof Failure) || error.code !== "ERR_CONNECT") return error;
	return error.with({
		code: "ERR_UNAVAILABLE",
		message: `${new URL(standby).host} redirects to ${leader.host}, which cannot be reached`,
		hint: "A standby names the leader of its cluster, which may be down; if it is not, the runner has to reach it too."
	});
}
const freshMs = 1e4;
function createVault(connection, transport, stop) {
	let index;
	let current = 0;
	const spent = new Map();
	const urlAt = (place) => connection.urls[place % connection.urls.length] ?? connection.urls[0];
	async function attempt(call, body, base) {
		const asked = `${call.method} ${call.path}`;
		spend(call, 1);
		const reply = await follow(call, body === void 0 ? void 0 : JSON.stringify(body), base).catch((error) => {
			if (error instanceof Failure && !error.sent) spend(call, -1);
			throw error === stop.now.reason ? error : about(asked, error);
		});
		if (reply.status >= 300) throw refusal(asked, call.path, reply.status, reply.body, reply.header);
		if (call.path.startsWith("auth/")) index = reply.header("x-vault-index") ?? index;
		return parseReply(reply.body, asked);
	}
	function spend({ token, costsNoUse }, count) {
		if (token !== void 0 && !costsNoUse) spent.set(token, (spent.get(token) ?? 0) + count);
	}
	async function follow(call, body, base) {
		let url = new URL(`${base}/v1/${escapePath(call.path)}`);
		for (let redirects = 0;; redirects++) {
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
	async function repeat(call, onLost) {
		const failed = {
			quota: 0,
			busy: 0,
			other: 0
		};
		const failures = new Map();
		let inRound = 1;
		let body;
		for (;;) {
			stop.asked.throwIfAborted();
			const place = current;
			body ??= {
				made: performance.now(),
				content: typeof call.body === "function" ? await call.body() : call.body
			};
			stop.asked.throwIfAborted();
			try {
				return await attempt(call, body.content, urlAt(place));
			} catch (error) {
				if (!(error instanceof Failure)) throw error;
				const kind = kindOf(error);
				const movesOn = isOutOfService(error) && inRound < connection.urls.length;
				if (mayHaveActed(error) || error === stop.now.reason) onLost();
				if (error === stop.now.reason) throw error;
				const wait = retryDelay(error, call.repeatable, movesOn ? 1 : ++failed[kind], Math.random());
				failures.set(urlAt(place), error);
				if (wait === void 0) throw failures.size > 1 ? together(error, failures) : error;
				if (kind !== "quota" || performance.now() - body.made > freshMs) body = void 0;
				if (isOutOfService(error) && current === place) current++;
				inRound = movesOn ? inRound + 1 : 1;
				if (!movesOn) await waitOut(error, wait, stop.asked);
			}
		}
	}
	return {
		async call(call) {
			let lost = false;
			try {
				return {
					reply: await repeat(call, () => {
						lost = true;
					}),
					lost
				};
			} catch (error) {
				throw error instanceof Failure && error.lost !== lost ? error.with({
					lost,
					cause: error.cause
				}) : error;
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
		spent: (token) => spent.get(token) ?? 0
	};
}
function together(failure, failures) {
	const said = [...failures].map(([url, { message }]) => `  ${url}: ${message}`);
	const hint = [
		failure.hint,
		"What each address of `url` said last:",
		...said
	].filter(Boolean).join("\n");
	return failure.with({ hint });
}
function about(asked, error) {
	if (!(error instanceof Failure) || error.code === "ERR_CANCELLED") return error;
	return error.with({
		message: `${asked}: ${error.message}`,
		cause: error.cause
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
	const begin = performance.now();
	const { ends, unasked } = await within(limits.leasesMs, owed, transport, (vault) => endLeases(owed, leases, vault)).catch((error) => noneEnded(leases, asFailure(error)));
	const { end, failure } = await within(limits.allMs - (performance.now() - begin), owed, transport, (vault) => revokeToken(owed, vault));
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
	const failure = new Failure("ERR_STATE", `the post step needs the value that main had of the input ${missing.join(" and ")}, and has another`);
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
	return one.kind === "failed" && one.failure.status === 403 && (token === "revoked" || isTokenDead(one.failure));
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
const noneEnded = (leases, failure) => ({
	ends: leases.map((lease) => ({
		lease,
		kind: "failed",
		failure
	})),
	unasked: failure
});
const isSpared = ({ token }, leases) => token.uses > 0 && token.uses - token.spent < leases.length + 2;
async function grantsFor(owed, vault, leases) {
	const home = tokenNamespace(owed.connection);
	const grants = owed.grants ?? {};
	const paths = pathsToAsk(home, leases).filter((path) => grants[path] === void 0);
	if (paths.length === 0) return { grants };
	if (isSpared(owed, leases)) return {
		grants,
		failure: new Failure("ERR_REFUSED", "the token is of limited use")
	};
	try {
		return { grants: {
			...grants,
			...await askGrants(vault, owed.token.value, home, paths, { repeatable: harmless })
		} };
	} catch (error) {
		return {
			grants,
			failure: asFailure(error)
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
		const failure = asFailure(error);
		return isTokenDead(failure) || hasRunOut(token) ? { end: "gone" } : {
			end: "left",
			failure
		};
	}
}
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
	allMs: 3e4,
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
	allMs: 4500
};
const inPost = {
	leasesMs: 35e3,
	allMs: 55e3,
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
	throw new Failure("ERR_PROXY", `the environment variable ${variable} is not the address of an HTTP proxy`, {
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
const oneLine = (text) => text.replace(/\p{Cc}+/gu, " ").replaceAll("##[", "## [");
const plural = (count, noun) => `${count} ${noun}${count === 1 ? "" : "s"}`;
const lastMoment = 864e13;
function clock(milliseconds) {
	if (!(Math.abs(milliseconds) <= lastMoment)) return "no set time";
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
		masked({ short, unmasked, leftOut }) {
			const parts = [short.length > 0 ? `Short values are masked too: ${short.join(", ")}. Log lines and job outputs that contain this text show ***.` : "", unmasked.length > 0 ? `Values of fewer than 4 characters, all punctuation, are not masked: ${unmasked.join(", ")}.` : ""].filter(Boolean);
			if (parts.length > 0) notice(parts.map(oneLine).join("\n"));
			if (leftOut === "nothing") return;
			const limit = `a step registers at most ${mostMasks} masks. Read fewer values in one step, or smaller ones.`;
			if (leftOut === "forms") notice(`Encoded forms of some values, such as base64, are not masked: ${limit}`);
			else warning(`Some lines or JSON leaves of large values are not masked: ${limit}`);
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
			if (failure.details) {
				startGroup(oneLine(failure.details.title));
				failure.details.lines.forEach(say);
				endGroup();
			}
			try {
				appendValues(env["GITHUB_OUTPUT"], [["errorMessage", lines(failure.message)]]);
			} catch {}
		},
		passedOver(names, isLost) {
			if (names.length === 0) return;
			const more = names.length - maxNames;
			const why = names.length === 1 ? "is ignored, because main did not write it" : "are ignored, because main did not write them";
			const text = `${[...names.slice(0, maxNames), ...more > 0 ? [`${more} more`] : []].join(", ")} ${why}. A later step can set STATE_ variables through GITHUB_ENV.`;
			if (isLost) warning(oneLine(`${text} Without a valid STATE_session nothing can be revoked; a token that is left ends at its TTL.`));
			else notice(oneLine(text));
		},
		waitsForReads(milliseconds) {
			say(`The main step was killed while it read secrets: waiting ${milliseconds / 1e3} s until Vault has finished these requests`);
		},
		notGivenBack(thrown) {
			warning(oneLine(`Nothing could be given back: ${asFailure(thrown).message}. What is left ends with its own time in Vault.`));
		}
	};
}
const maxNames = 10;
const isOpen = ({ protocol, hostname }) => protocol === "http:" && !/^(localhost|127\.[\d.]+|\[::1\])$/.test(hostname);
function say(text) {
	info(oneLine(text).replace(/^\s*:(?=:)/, "$& "));
}
const lines = (text) => text.split("\n").map(oneLine).join("\n");
// src/vault/host.ts
const hostOf = (url) => url.hostname.replace(/^\[(.*)\]$/, "$1");
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
const refusedClient = /ALERT_(CERTIFICATE|BAD_CERTIFICATE|UNSUPPORTED_CERTIFICATE|UNKNOWN_CA)/;
const isCertificateError = (error) => certificate.test(codeOf(error));
const isUnknownIssuer = (error) => /^(UNABLE_TO_GET_ISSUER_CERT|UNABLE_TO_VERIFY_LEAF_SIGNATURE|SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT)/.test(codeOf(error));
function notConnected(error, url) {
	const code = codeOf(error);
	const reason = neverConnected[code];
	if (reason) return new Failure("ERR_CONNECT", `cannot connect to ${url.host}: ${reason} (${code})`, {
		hint: "Check `url`, and that the runner may reach it: a private address needs a self-hosted runner.",
		cause: error,
		sent: false
	});
	if (certificate.test(code) || handshake.test(code)) return new Failure("ERR_TLS", `the TLS connection to ${url.host} was not accepted: ${code}`, {
		hint: hintFor(code),
		cause: error,
		sent: false
	});
	return new Failure("ERR_CONNECT", `${url.host} closed the connection before it was ready${code && ` (${code})`}`, {
		hint: url.protocol === "https:" ? "Does the port speak TLS? A firewall in between may also have ended it." : void 0,
		cause: error,
		sent: false
	});
}
function lostConnection(error, url, timedOutMs) {
	if (timedOutMs !== void 0) return new Failure("ERR_TIMEOUT", `${url.host} took the request and did not answer within ${timedOutMs / 1e3} s`, { cause: error });
	const code = codeOf(error);
	if (refusedClient.test(code)) return notConnected(error, url);
	return new Failure("ERR_CONNECT", `${neverConnected[code] !== void 0 || handshake.test(code) ? `the connection to ${url.host} broke` : `${url.host} closed the connection`} before it answered${code && ` (${code})`}`, { cause: error });
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
	let isClosed = false;
	let security;
	const loadSecurity = () => security ??= Promise.resolve().then(() => require("./security.js")).then(({ createSecurity }) => createSecurity(settings));
	async function attempt(url, handshake) {
		if (isClosed) throw new Error("closed");
		const end = new AbortController();
		underWay.add(end);
		const timer = setTimeout(() => {
			end.abort(Object.assign(new Error("no connection"), { code: "ECONNTIMEOUT" }));
		}, connectMs);
		let socket;
		try {
			if (handshake) loadSecurity().catch(() => void 0);
			socket = await reach(url, end.signal);
			if (!handshake) return socket;
			return await ready((await loadSecurity()).over(socket, url, handshake), "secureConnect", end.signal);
		} catch (error) {
			socket?.destroy();
			throw end.signal.aborted && !(error instanceof Failure) ? end.signal.reason : error;
		} finally {
			clearTimeout(timer);
			underWay.delete(end);
		}
	}
	async function secured(url, protocols) {
		try {
			return await attempt(url, { protocols }).catch(async (error) => {
				if (!isUnknownIssuer(error) || !(await loadSecurity()).trustSystem()) throw error;
				return attempt(url, { protocols });
			});
		} catch (error) {
			if (!isCertificateError(error)) throw error;
			const { certificateFailure } = await Promise.resolve().then(() => require("./certificate-error.js"));
			const careless = await attempt(url, {
				protocols,
				careless: true
			}).catch(() => void 0);
			const leaf = careless && (await loadSecurity()).certificateOf(careless);
			careless?.on("error", () => void 0).destroy();
			throw certificateFailure(error, url, settings, leaf);
		}
	}
	return {
		async connect(url, protocols) {
			try {
				return await (url.protocol === "https:" ? secured(url, protocols) : attempt(url));
			} catch (error) {
				throw error instanceof Failure ? error : notConnected(error, url);
			}
		},
		close() {
			isClosed = true;
			for (const end of underWay) end.abort(new Error("closed"));
		}
	};
}
async function reach(url, signal) {
	const proxy = proxyFor(url);
	const port = Number(url.port || (url.protocol === "https:" ? 443 : 80));
	return (proxy ? await (await Promise.resolve().then(() => require("./tunnel.js"))).openTunnel(proxy, `${url.hostname}:${port}`, signal) : await ready((0, node_net.connect)({
		host: hostOf(url),
		port
	}), "connect", signal)).setNoDelay(true);
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
// src/vault/connectors.ts
function createConnectors() {
	const made = new Map();
	let isClosed = false;
	return {
		for(settings) {
			const connector = made.get(settings) ?? createConnector(settings);
			made.set(settings, connector);
			if (isClosed) connector.close();
			return connector;
		},
		close() {
			isClosed = true;
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
// src/vault/or-aborted.ts
async function orAborted(promise, signal) {
	const { promise: aborted, reject } = Promise.withResolvers();
	const onAbort = () => {
		reject(signal.reason);
	};
	if (signal.aborted) onAbort();
	signal.addEventListener("abort", onAbort);
	try {
		return await Promise.race([promise, aborted]);
	} finally {
		signal.removeEventListener("abort", onAbort);
	}
}
// src/vault/reply-body.ts
const maxBytes = 8388608;
function createReplyBody() {
	const chunks = [];
	let bytes = 0;
	return {
		add(chunk) {
			bytes += chunk.length;
			if (bytes > maxBytes) throw new Failure("ERR_REPLY", `the reply is larger than ${maxBytes / 1024 / 1024} MiB`);
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
			return await orAborted(exchange(request, pools.of(request).agent, signal), signal);
		} catch (error) {
			if (error instanceof Failure) throw error;
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
		(0, node_http.request)({
			method,
			host: hostOf(url),
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
		maxSockets: lanes
	});
	const early = [];
	let taken = 0;
	async function next() {
		taken++;
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
			while (early.length + taken < connections) early.push(connect().then(quiet, () => void 0));
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
	async function open(destination, server) {
		const { url, tls } = destination;
		const [socket, { openSession }] = await Promise.all([connectors.for(tls).connect(url, ["h2", "http/1.1"]), Promise.resolve().then(() => require("./http2-session.js"))]);
		if ("alpnProtocol" in socket && socket.alpnProtocol === "h2") return openSession(url, socket);
		server.isPlain = true;
		plain.adopt(destination, socket);
	}
	async function sessionWith(destination, server) {
		const current = server.session;
		const session = await current;
		if (server.isPlain) return void 0;
		if (session?.isOpen()) return session;
		if (server.session !== current) return sessionWith(destination, server);
		const opening = open(destination, server);
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
			const isReply = error instanceof Failure && error.code === "ERR_REPLY";
			if (limit.aborted && !isReply) throw lostConnection(error, request.url, request.replyMs);
			const failure = error instanceof Failure ? error : lostConnection(error, request.url);
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
				if (!(mayNegotiate(destination) ? await sessionWith(destination, servers.of(destination)) : void 0)) plain.prepare(destination, requests);
			};
			begin().catch(() => void 0);
		},
		close() {
			plain.close();
			for (const { session } of servers.all()) session?.then((one) => one?.close()).catch(() => void 0);
		}
	};
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
Object.defineProperty(exports, "Failure", {
	enumerable: true,
	get: function() {
		return Failure;
	}
});
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
Object.defineProperty(exports, "after", {
	enumerable: true,
	get: function() {
		return after;
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
Object.defineProperty(exports, "appendValues", {
	enumerable: true,
	get: function() {
		return appendValues;
	}
});
Object.defineProperty(exports, "asFailure", {
	enumerable: true,
	get: function() {
		return asFailure;
	}
});
Object.defineProperty(exports, "askGrants", {
	enumerable: true,
	get: function() {
		return askGrants;
	}
});
Object.defineProperty(exports, "assertNotSet", {
	enumerable: true,
	get: function() {
		return assertNotSet;
	}
});
Object.defineProperty(exports, "bootMoment", {
	enumerable: true,
	get: function() {
		return bootMoment;
	}
});
Object.defineProperty(exports, "checkStateRoom", {
	enumerable: true,
	get: function() {
		return checkStateRoom;
	}
});
Object.defineProperty(exports, "claimsOf", {
	enumerable: true,
	get: function() {
		return claimsOf;
	}
});
Object.defineProperty(exports, "claims_exports", {
	enumerable: true,
	get: function() {
		return claims_exports;
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
Object.defineProperty(exports, "concat", {
	enumerable: true,
	get: function() {
		return concat;
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
Object.defineProperty(exports, "decode", {
	enumerable: true,
	get: function() {
		return decode;
	}
});
Object.defineProperty(exports, "derivedNames", {
	enumerable: true,
	get: function() {
		return derivedNames;
	}
});
Object.defineProperty(exports, "durationOf", {
	enumerable: true,
	get: function() {
		return durationOf;
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
Object.defineProperty(exports, "endOf", {
	enumerable: true,
	get: function() {
		return endOf;
	}
});
Object.defineProperty(exports, "endless", {
	enumerable: true,
	get: function() {
		return endless;
	}
});
Object.defineProperty(exports, "fixedParts", {
	enumerable: true,
	get: function() {
		return fixedParts;
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
Object.defineProperty(exports, "isDisjoint", {
	enumerable: true,
	get: function() {
		return isDisjoint;
	}
});
Object.defineProperty(exports, "isInside", {
	enumerable: true,
	get: function() {
		return isInside;
	}
});
Object.defineProperty(exports, "isObject", {
	enumerable: true,
	get: function() {
		return isObject;
	}
});
Object.defineProperty(exports, "isObject$1", {
	enumerable: true,
	get: function() {
		return isObject$1;
	}
});
Object.defineProperty(exports, "isRawNumber", {
	enumerable: true,
	get: function() {
		return isRawNumber;
	}
});
Object.defineProperty(exports, "isTokenDead", {
	enumerable: true,
	get: function() {
		return isTokenDead;
	}
});
Object.defineProperty(exports, "join", {
	enumerable: true,
	get: function() {
		return join;
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
Object.defineProperty(exports, "lostConnection", {
	enumerable: true,
	get: function() {
		return lostConnection;
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
Object.defineProperty(exports, "noEnd", {
	enumerable: true,
	get: function() {
		return noEnd;
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
Object.defineProperty(exports, "now", {
	enumerable: true,
	get: function() {
		return now;
	}
});
Object.defineProperty(exports, "originOf", {
	enumerable: true,
	get: function() {
		return originOf;
	}
});
Object.defineProperty(exports, "outputRefusal", {
	enumerable: true,
	get: function() {
		return outputRefusal;
	}
});
Object.defineProperty(exports, "own", {
	enumerable: true,
	get: function() {
		return own$1;
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
Object.defineProperty(exports, "parseJson", {
	enumerable: true,
	get: function() {
		return parseJson;
	}
});
Object.defineProperty(exports, "pathsToAsk", {
	enumerable: true,
	get: function() {
		return pathsToAsk;
	}
});
Object.defineProperty(exports, "placeOf", {
	enumerable: true,
	get: function() {
		return placeOf;
	}
});
Object.defineProperty(exports, "placeholder", {
	enumerable: true,
	get: function() {
		return placeholder;
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
Object.defineProperty(exports, "plural", {
	enumerable: true,
	get: function() {
		return plural;
	}
});
Object.defineProperty(exports, "proxyFor", {
	enumerable: true,
	get: function() {
		return proxyFor;
	}
});
Object.defineProperty(exports, "readHeaderLines", {
	enumerable: true,
	get: function() {
		return readHeaderLines;
	}
});
Object.defineProperty(exports, "realPath", {
	enumerable: true,
	get: function() {
		return realPath;
	}
});
Object.defineProperty(exports, "recall", {
	enumerable: true,
	get: function() {
		return recall;
	}
});
Object.defineProperty(exports, "renewLease", {
	enumerable: true,
	get: function() {
		return renewLease;
	}
});
Object.defineProperty(exports, "requestIdentity", {
	enumerable: true,
	get: function() {
		return requestIdentity;
	}
});
Object.defineProperty(exports, "secretsOf", {
	enumerable: true,
	get: function() {
		return secretsOf;
	}
});
Object.defineProperty(exports, "serializeJoseHeader", {
	enumerable: true,
	get: function() {
		return serializeJoseHeader;
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
Object.defineProperty(exports, "sha256", {
	enumerable: true,
	get: function() {
		return sha256;
	}
});
Object.defineProperty(exports, "textOf", {
	enumerable: true,
	get: function() {
		return textOf$1;
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
Object.defineProperty(exports, "toText", {
	enumerable: true,
	get: function() {
		return toText;
	}
});
Object.defineProperty(exports, "tokenNamespace", {
	enumerable: true,
	get: function() {
		return tokenNamespace;
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
Object.defineProperty(exports, "variableRefusal", {
	enumerable: true,
	get: function() {
		return variableRefusal;
	}
});
Object.defineProperty(exports, "version", {
	enumerable: true,
	get: function() {
		return version;
	}
});
Object.defineProperty(exports, "wildcardNames", {
	enumerable: true,
	get: function() {
		return wildcardNames;
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
