const require_rolldown_runtime = require("./rolldown-runtime.js");
const require_common = require("./common.js");
let node_fs = require("node:fs");
// src/vault/renewals.ts
async function renewLease(vault, lease, seconds, limits) {
	const call = {
		...require_common.leaseRenewal(lease, seconds),
		...limits
	};
	const { reply } = await vault.call(call);
	return toRenewed(reply, reply, call);
}
async function renewToken(vault, seconds, limits) {
	const call = {
		method: "POST",
		path: "auth/token/renew-self",
		namespace: vault.tokenNamespace,
		body: { increment: seconds },
		...limits
	};
	const { reply } = await vault.call(call);
	const auth = require_common.own(reply, "auth");
	return toRenewed(require_common.isObject$1(auth) ? auth : {}, reply, call);
}
function toRenewed(grant, reply, { method, path }) {
	const seconds = require_common.own(grant, "lease_duration");
	if (typeof seconds !== "number" || seconds < 0) throw new require_common.Failure("ERR_REPLY", `${method} ${path}: the response contains no valid lease_duration`);
	const warnings = require_common.own(reply, "warnings");
	return {
		seconds,
		warnings: require_common.clean(Array.isArray(warnings) ? warnings.filter((text) => typeof text === "string").join("; ") : "")
	};
}
// src/export/all-or-nothing.ts
function allOrNothing(env, write) {
	const before = [env["GITHUB_OUTPUT"], env["GITHUB_ENV"]].filter((path) => path !== void 0).map((path) => ({
		path,
		bytes: (0, node_fs.statSync)(path, { throwIfNoEntry: false })?.size ?? 0
	}));
	try {
		return write();
	} catch (error) {
		for (const { path, bytes } of before) truncateTo(path, bytes);
		throw error;
	}
}
function truncateTo(path, bytes) {
	try {
		(0, node_fs.truncateSync)(path, bytes);
	} catch {}
}
// src/masks/base64-text.ts
const minLength = 8;
const maxLength = 262144;
function textOfBase64(text) {
	const compact = text.replace(/\s+/g, "");
	if (compact.length < minLength || compact.length > maxLength || compact.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(compact)) return void 0;
	try {
		const decoded = new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(compact, "base64"));
		return /[^\P{C}\t\r\n]/u.test(decoded) ? void 0 : decoded;
	} catch {
		return;
	}
}
// src/masks/url-secrets.ts
const minKeyLength = 8;
function isLocation(text) {
	if (/[\r\n]/.test(text) || text.includes(":") && /[@?#;=]/.test(text)) return false;
	return text.startsWith("/") || !text.includes("/") || !segmentsOf(text).some(couldBeKey);
}
function secretsInAddresses(text) {
	const secrets = [];
	for (let at = text.indexOf("://"); at >= 0;) {
		const rest = /\s/.exec(text.slice(at + 3, at + 3 + maxAddressLength));
		const end = at + 3 + (rest?.index ?? maxAddressLength);
		secrets.push(...secretsInAddress(text.slice(at + 3, end)));
		at = text.indexOf("://", end);
	}
	return [...new Set(secrets.flatMap((secret) => [secret, ...uriDecoded(secret)]))].filter((secret) => secret.length >= 4);
}
const maxAddressLength = 8192;
function secretsInAddress(address) {
	const user = userInformation(address);
	const [place = "", ...queries] = address.slice(user === void 0 ? 0 : user.length + 1).split(/[?#]/);
	const values = queries.flatMap((query) => query.split(/[&;]/)).map((part) => part.slice(part.indexOf("=") + 1));
	const keys = [...place.split(/[/;]/).slice(1), ...values].filter(couldBeKey);
	const more = passwordsBeforeLaterAts(address, user?.length ?? -1);
	if (user === void 0) return [...more, ...keys];
	const colon = user.indexOf(":");
	const password = colon < 0 ? "" : user.slice(colon + 1);
	const name = colon < 0 ? user : user.slice(0, colon);
	return [
		password !== "" ? password : name.length >= minKeyLength ? name : "",
		...more,
		...keys
	];
}
const maxLaterAts = 8;
function passwordsBeforeLaterAts(address, end) {
	const colon = address.indexOf(":");
	const [authority = ""] = address.split(/[/?#]/, 1);
	if (colon < 0 || colon > authority.length) return [];
	return [...address.slice(end + 1).matchAll(/(?<!\/)@/g)].slice(0, maxLaterAts).map(({ index }) => address.slice(colon + 1, end + 1 + index));
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
	return segment.length >= minKeyLength && !decoded(segment).split(/[^\p{L}\p{N}]+/u).every(isWord);
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
function uriDecoded(text) {
	if (text.length > maxAddressLength || !/%[\dA-Fa-f]{2}/.test(text) || /[\r\n]/.test(text)) return [];
	return [decoded(text), decoded(text.replaceAll("+", " "))].filter((one) => one.length >= 4);
}
// src/masks/secret-names.ts
const publicWord = /(?:^|_)(?:type|kind|region|zone|location|id|email|uri|url|domain|host|hostname|endpoint|port|username|user|name|project|environment|env|stage)$/;
const credentialWords = /(?:^|_)(?:(?:secret|session|token)_id|(?:web)?hook_ur[il])$/;
const secretPart = /passw|passphrase|passcode|pwd|secret|token|credential|apikey|accesskey|privatekey/;
const secretWord = /(?:^|_)(?:\w{0,4}(?<!by|com)pass|pw|keys?|auth|authorization|pin|otp|totp|creds?|salt|seed|sig|signature|sas|jwt|cookie|psk|pat|dsn)\d{0,4}(?:_|$)/;
const settingWord = /(?:^|_)(?:mode|method|ttl|size|length|bits|version|enabled|count|max|min|algorithm|alg|format|path|file|usage|ops|period|interval|timeout|expiry|expires|expiration|scheme|style|required)$/;
function isPublicName(name) {
	const words = wordsOf(name);
	return publicWord.test(words) && !credentialWords.test(words);
}
function isSecretName(name) {
	const words = wordsOf(name);
	if (credentialWords.test(words)) return true;
	return !publicWord.test(words) && !settingWord.test(words) && (secretPart.test(words) || secretWord.test(words));
}
const isSettingName = (name) => settingWord.test(wordsOf(name));
function wordsOf(name) {
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
function leavesOf(json, every) {
	const secret = new Set();
	const open = new Set(structure);
	const pending = [{
		at: json,
		kind: "neither",
		nested: false
	}];
	for (let next = pending.pop(); next !== void 0; next = pending.pop()) {
		const { at, kind, nested } = next;
		if (typeof at === "string") {
			const inner = nested ? void 0 : require_common.objectOrList(at);
			if (inner !== void 0) pending.push({
				at: inner,
				kind: "neither",
				nested: true
			});
			if (!every && kind === "public" && inner === void 0 && isLocation(at)) open.add(JSON.stringify(at));
			else if (every || at.length >= minLengthFor(kind)) secret.add(at);
		} else if (isList(at)) for (const item of at) pending.push({
			at: item,
			kind,
			nested
		});
		else if (require_common.isObject$1(at)) for (const [key, item] of Object.entries(at)) pending.push({
			at: item,
			kind: kindOfKey(key, kind),
			nested
		});
		else if ((every || kind === "secret") && require_common.toText(at).replace(/\D/g, "").length >= 4) secret.add(require_common.toText(at));
	}
	return {
		secret: [...secret],
		open
	};
}
const minLengthFor = (kind) => kind === "secret" ? 4 : 8;
function kindOfKey(key, around) {
	if (isPublicName(key)) return "public";
	return isSecretName(key) || around === "secret" && !isSettingName(key) ? "secret" : "neither";
}
const isList = (value) => Array.isArray(value);
// src/masks/pairs.ts
const maxValueLength = 256;
function pairsWithin(line) {
	const readable = withoutEntities(line);
	return [...[
		...simplePairs(line),
		...elements(line),
		...pairsWithEquals(line),
		...readable === line ? [] : pairsWithEquals(readable),
		...pairsInBraces(line),
		...options(line)
	].filter(([name]) => isSecretName(name)).map(([, value]) => withoutEntities(value)), ...passwordsByPosition(line)].filter((value) => value.length >= 4 && !isConstant(value));
}
const isConstant = (value) => /^(?:true|false|null|none|yes|no)$/i.test(value);
function unescaped(text) {
	try {
		return JSON.parse(`"${text}"`);
	} catch {
		return text;
	}
}
function simplePairs(line) {
	if (!line.includes("=")) return [];
	const pairs = [...line.matchAll(/([\w.-]{1,64})\s?=\s?(?:"([^"]*)"|'([^']*)'|([^\s;&,"'<>]+))/g)].map(([, name = "", double, single, bare]) => [name, double ?? single ?? bare ?? ""]);
	const attributes = [...line.matchAll(/\bkey="([^"]{1,64})"\s+value="([^"]*)"/gi)].map(([, name = "", value = ""]) => [name, value]);
	return [...pairs, ...attributes];
}
function elements(line) {
	const pairs = [];
	if (line.includes("</")) for (const [, name = "", value = ""] of line.matchAll(/<([\w:.-]{1,64})(?:\s[^<>]*)?>([^<]+)<\//g)) pairs.push([name, value.trim()]);
	const netrc = /(?:^|\s)(password|passwd)\s+(\S+)$/i.exec(line);
	return netrc ? [...pairs, [netrc[1] ?? "", netrc[2] ?? ""]] : pairs;
}
function pairsWithEquals(line) {
	const ends = line.includes(";") ? [/^[^;]+/, /^(?:[^\s\\]|\\.)+/] : [/^(?:[^\s\\]|\\.)+/];
	return valuesAfter(line, /([\w.-]{1,64})\s?=(?![=>])\s?/g, (rest) => {
		const bare = ends.flatMap((end) => upTo(end, rest)).flatMap((value) => [
			value,
			value.replace(/["'][\s,/>)}\]]*$/, ""),
			value.split(/["']/, 1)[0] ?? "",
			withoutBackslashes(value)
		]);
		return [
			...quoted(rest),
			...inBraces(rest),
			...bare
		];
	});
}
function pairsInBraces(line) {
	if (!line.includes("{") && !line.includes("=>")) return [];
	return valuesAfter(line, /([\w.-]{1,64})["']?\s?(?::(?=[\s"'])|=>)\s?/g, (rest) => [...quoted(rest), ...upTo(/^[^,{}[\]"']+/, rest)]);
}
function options(line) {
	if (!line.includes("--")) return [];
	return valuesAfter(line, /(?<!\S)--([\w-]{1,64})\s/g, (rest) => [...quoted(rest), ...upTo(/^[^\s"'-]\S*/, rest)]);
}
function valuesAfter(line, names, valuesOf) {
	return [...line.matchAll(names)].flatMap(({ 0: start, 1: name = "", index }) => {
		if (!isSecretName(name)) return [];
		const at = index + start.length;
		return valuesOf(line.slice(at, at + maxValueLength)).map((value) => [name, value]);
	});
}
function upTo(end, rest) {
	const value = end.exec(rest)?.[0] ?? "";
	return value === "" || value.length === maxValueLength ? [] : [value.trim()];
}
function quoted(rest) {
	const [, double, single] = /^(?:"((?:[^"\\]|\\.|"")*)"|'((?:[^'\\]|\\.|'')*)')/.exec(rest) ?? [];
	const content = double ?? single;
	return content === void 0 ? [] : [
		content,
		content.replace(/(["'])\1/g, "$1"),
		unescaped(content),
		withoutBackslashes(content)
	];
}
function inBraces(rest) {
	const content = /^\{((?:[^}]|\}\})*)\}/.exec(rest)?.[1];
	return content === void 0 ? [] : [content, content.replaceAll("}}", "}")];
}
const withoutBackslashes = (text) => text.replace(/\\(.)/g, "$1");
function passwordsByPosition(line) {
	const inAddresses = [...line.matchAll(/@[a-z]\w{0,15}\(/gi)].map(({ index }) => {
		const before = /[^\s"']*$/.exec(line.slice(Math.max(0, index - maxValueLength), index))?.[0] ?? "";
		return before.includes(":") ? before.slice(before.indexOf(":") + 1) : "";
	});
	const password = /^(?:[^\s:\\]|\\.)+:(?:\d{3,5}|\*):(?:[^\s:\\]|\\.)+:(?:[^\s:\\]|\\.)+:(.+)$/.exec(line)?.[1] ?? "";
	return [
		...inAddresses,
		password,
		withoutBackslashes(password)
	];
}
const entities = {
	lt: "<",
	gt: ">",
	quot: "\"",
	apos: "'",
	amp: "&"
};
const withoutEntities = (text) => text.replace(/&(lt|gt|quot|apos|amp);/g, (whole, name) => entities[name] ?? whole);
// src/masks/key-value-lines.ts
const maxLineLength = 65536;
function secretSettings(text) {
	const secrets = new Set(quotedWhole(text.trim()));
	for (const line of text.split(/[\r\n]+/)) {
		if (line.length > maxLineLength) continue;
		for (const value of secretsInLine(line.trim())) secrets.add(value);
	}
	return [...secrets];
}
const quotedWhole = (text) => /^(["']).*\1$/.test(text) ? variants(text).filter((one) => one.length >= 4) : [];
function secretsInLine(line) {
	const { name, value } = settingOf(line);
	const whole = [...variants(value), .../^(?:bearer|basic|token)\s+(\S+)$/i.exec(value)?.slice(1) ?? []];
	const closing = /^([^"']+)["'][,;]?$/.exec(line)?.[1] ?? "";
	if (name === void 0 && closing.length >= 4) return [closing, ...pairsWithin(line)];
	return [...name === void 0 ? whole.filter((one) => one !== line && one.length >= 8) : whole.filter((one) => isSecretValue(name, one)), ...pairsWithin(line)];
}
function isSecretValue(name, value) {
	if (isPublicName(name)) return value.length >= 8 && !isLocation(value);
	if (isConstant(value)) return false;
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
function variants(value) {
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
// src/masks/find-secrets.ts
function secretsOf({ stored, value, masking }, minLength) {
	if (masking === "none") return require_common.noSecrets;
	if (typeof value !== "string") return require_common.combine([require_common.secretsOfText(stored, minLength), {
		...require_common.noSecrets,
		secrets: [{
			content: value,
			kind: "value",
			isLine: false
		}]
	}]);
	const decoded = secretsInValue(value, masking, minLength);
	return stored === value ? decoded : require_common.combine([require_common.secretsOfText(stored, minLength), decoded]);
}
function secretsInValue(value, masking, minLength) {
	const { parts, open } = partsOf(value, masking);
	const found = new Map([...parts].map((part) => [part, open]));
	for (const text of [value, ...parts].flatMap(decodedForms)) {
		const inner = partsOf(text, masking);
		for (const part of [text, ...inner.parts]) if (!found.has(part)) found.set(part, inner.open);
	}
	for (const text of [value, ...found.keys()].flatMap((one) => [...require_common.keyFilesOnOneLine(one), ...decodedUri(one)])) if (!found.has(text)) found.set(text, new Set());
	found.delete(value);
	return require_common.combine([require_common.asSecrets(value, "value", minLength, open), ...[...found].map(([part, openLines]) => require_common.asSecrets(part, "part", minLength, openLines))]);
}
function partsOf(text, masking) {
	const json = require_common.objectOrList(text);
	if (json === void 0) return {
		parts: new Set(settingsIn(text)),
		open: new Set()
	};
	const { secret, open } = leavesOf(json, masking === "every leaf");
	const plain = secret.filter((leaf) => require_common.objectOrList(leaf) === void 0);
	return {
		parts: new Set([...secret, ...plain.flatMap(settingsIn)]),
		open
	};
}
function decodedForms(text) {
	const decoded = textOfBase64(text);
	return decoded === void 0 ? [] : [decoded, .../^[^:\s]+:(\S{4,})$/.exec(decoded)?.slice(1) ?? []];
}
const decodedUri = (text) => text.includes("://") ? [] : uriDecoded(text);
function settingsIn(text) {
	const settings = secretSettings(text);
	const leaves = settings.flatMap((setting) => {
		const json = require_common.objectOrList(setting);
		return json === void 0 ? [] : leavesOf(json, false).secret;
	});
	return [
		...settings,
		...leaves,
		...secretsInAddresses(text)
	];
}
// src/export/set-values.ts
function setValues(env, outputs, variables = []) {
	try {
		require_common.appendValues(env["GITHUB_OUTPUT"], outputs);
		require_common.appendValues(env["GITHUB_ENV"], variables);
	} catch (cause) {
		throw new require_common.Failure("ERR_STATE", "the runner's files for outputs and environment cannot be written", {
			hint: "Check whether the runner's disk is full.",
			cause
		});
	}
}
// src/export/export.ts
const maxVariable = 32768;
const maxVariables = 524288;
function planExports(selected, settings, platform = process.platform) {
	const isForJob = settings.destination === "job";
	const skipped = [];
	const allowed = (kind, name, why, output) => {
		if (why === void 0) return name;
		const outputs = output === void 0 ? [] : [output];
		const same = skipped.find((one) => one.kind === kind && one.name === name && one.why === why);
		if (same) same.outputs.push(...outputs.filter((one) => !same.outputs.includes(one)));
		else skipped.push({
			kind,
			name,
			why,
			outputs
		});
	};
	let bytes = 0;
	const variableFor = ({ output, variable, value, entry }) => {
		if (!entry.toEnvironment) return void 0;
		const text = entry.file ? "" : String(value);
		const why = valueRefusal(text, bytes + Buffer.byteLength(text));
		if (why !== void 0 && entry.kind === "key") throw new require_common.Failure("ERR_EXPORT", `${entry.input} line ${entry.line}: the variable "${variable}" ${why}`, { hint: "Add the flag noenv and use the output, or add the flag file." });
		const name = allowed("variable", variable, require_common.variableRefusal(variable, require_common.originOf(entry), settings) ?? why, output);
		if (name !== void 0) bytes += Buffer.byteLength(text);
		return name;
	};
	const items = selected.map((one) => {
		const output = isForJob ? allowed("output", one.output, require_common.outputRefusal(one.output, settings)) : void 0;
		return {
			...one,
			output,
			variable: variableFor(one),
			fileName: isForJob ? output : one.output
		};
	});
	const withoutCase = isForJob || platform === "win32";
	const nameOf = ({ output, variable }) => isForJob ? output : variable;
	return {
		items,
		skipped,
		shadowed: shadowedNames(items, (item) => withoutCase ? nameOf(item)?.toLowerCase() : nameOf(item))
	};
}
function valueRefusal(text, allBytes) {
	if (text.includes("\0")) return "would contain NUL";
	if (Buffer.byteLength(text) > maxVariable) return `would be longer than ${maxVariable / 1024} KiB`;
	return allBytes > maxVariables ? `would make the environment larger than ${maxVariables / 1024} KiB` : void 0;
}
function shadowedNames(items, nameOf) {
	const seen = new Set();
	const isSecond = (item) => {
		const [name, group] = [nameOf(item), item.entry.kind === "key" ? "" : `${item.entry.order} `];
		return name !== void 0 && seen.size === seen.add(`${group}${name}`).size;
	};
	return items.filter(isSecond).flatMap((item) => item.output ?? item.variable ?? []);
}
function maskAll(exports, minLength, planned) {
	const found = exports.items.map((item) => {
		const secrets = secretsOf({
			...item,
			masking: item.entry.masking
		}, minLength);
		const shown = item.fileName === void 0 ? void 0 : planned?.withShown(secrets, item.fileName);
		return {
			name: item.output ?? item.variable ?? "",
			...shown ?? secrets
		};
	});
	const { masks, leftOut } = require_common.masksOf(found.flatMap(({ secrets }) => secrets));
	process.stdout.cork();
	try {
		for (const mask of masks) require_common.setSecret(mask);
		const namesOf = (which) => found.filter((one) => one[which]).map(({ name }) => name);
		return {
			short: namesOf("isShort"),
			unmasked: namesOf("isUnmasked"),
			leftOut
		};
	} finally {
		process.stdout.uncork();
	}
}
function exportValues(exports, files, env, planned) {
	const { outputs, variables, written } = namedValues(exports, files, planned);
	setValues(env, [...outputs, ["secrets", JSON.stringify(Object.fromEntries(outputs))]], variables);
	return {
		outputs: [...outputs.keys()],
		variables: [...variables.keys()],
		files: written
	};
}
function namedValues({ items }, files = noFiles, planned) {
	const outputs = new Map();
	const variables = new Map();
	const texts = new Map();
	for (const { output, variable, fileName, value, entry } of items) {
		const name = output ?? variable ?? (planned && fileName);
		if (name === void 0) continue;
		const text = entry.file ? files.write(name, entry.file.path, value) : String(value);
		if (fileName !== void 0) texts.set(fileName, text);
		if (output !== void 0) outputs.set(output, text);
		if (variable !== void 0) variables.set(variable, text);
	}
	return {
		outputs,
		variables,
		written: planned?.write(texts) ?? []
	};
}
const noFiles = { write() {
	throw new Error("no entry has the flag file");
} };
// src/export/token.ts
function outputToken(token, env) {
	setValues(env, [["vault_token", token]]);
}
function exportToken(token, connection, env) {
	setValues(env, [], tokenVariables(token, connection, env));
}
function tokenVariables(token, { urls: [url], namespace }, env) {
	const variables = new Map();
	for (const [name, value] of Object.entries({
		TOKEN: token,
		ADDR: url,
		NAMESPACE: namespace
	})) {
		if (value !== void 0 || env[`VAULT_${name}`]) variables.set(`VAULT_${name}`, value ?? "");
		if (env[`BAO_${name}`] !== void 0) variables.set(`BAO_${name}`, value ?? "");
	}
	return variables;
}
// src/export/leases.ts
function leasesJson(leases, revocable) {
	return JSON.stringify({
		expires: timeOf(revocable.token.expires),
		leases: leases.map((lease) => ({
			path: lease.path,
			lease_id: lease.id,
			namespace: lease.namespace,
			expires: timeOf(lease.sts ? lease.expires : require_common.leaseExpiry(lease, revocable)),
			renewable: lease.renewable
		}))
	});
}
function timeOf(milliseconds) {
	const time = new Date(milliseconds);
	return Number.isNaN(time.getTime()) ? null : time.toISOString();
}
function notFoundJson(entries) {
	const inOrder = entries.toSorted((a, b) => a.order - b.order);
	return JSON.stringify(inOrder.map((entry) => entry.kind === "key" ? entry.output : `${entry.prefix}${entry.pattern}`));
}
// src/read/reader.ts
function createReader(plan, auth, vault, session, onRead) {
	const namespace = vault.connection().namespace ?? "";
	const repeatableRead = auth.kind === "service" && namespace === vault.tokenNamespace ? require_common.ownRead : require_common.otherTokenRead;
	const lostPaths = [];
	let needsToken = false;
	let grantsSaved;
	return {
		async read(request) {
			const { method, path, body } = request;
			const repeatable = method === "POST" ? require_common.write : repeatableRead;
			const response = await vault.call({
				method,
				path,
				...body && { body },
				repeatable
			}).catch((error) => {
				if (error instanceof require_common.Failure && error.lost) session.addDependent(lostResponse(path, namespace));
				throw repeatable.afterLoss ? error : withLostLeaseHint(error, auth);
			});
			const secret = require_common.toSecret(response.reply);
			if (secret.lease) {
				const lease = require_common.leaseOf(secret.lease, secret, path, namespace, require_common.now());
				session.addLease(lease);
				if (!lease.sts && !grantsSaved && auth.uses === 0) {
					grantsSaved = saveGrants(plan, vault, session, namespace);
					grantsSaved.catch(() => void 0);
				}
			}
			onRead(request, secret);
			if (response.lost) {
				lostPaths.push(path);
				session.addDependent(lostResponse(path, namespace));
			}
			if (secret.token) session.addDependent(tokenOf(secret.token, secret.requestId, path, namespace));
			needsToken ||= response.lost || secret.token !== void 0 || secret.lease !== void 0 && !secret.sts;
			return {
				request,
				values: secret.values
			};
		},
		async finish() {
			await grantsSaved;
			return {
				needsToken,
				lostPaths
			};
		}
	};
}
const lostResponse = (path, namespace) => ({
	kind: "lost",
	path,
	namespace,
	accessor: "",
	requestId: "",
	granted: require_common.now(),
	expires: require_common.noExpiry,
	orphan: false
});
const tokenOf = ({ accessor, seconds, orphan }, requestId, path, namespace) => ({
	kind: "token",
	path,
	namespace,
	accessor,
	requestId,
	granted: require_common.now(),
	orphan,
	expires: seconds > 0 ? require_common.after(require_common.now(), seconds) : require_common.noExpiry
});
async function saveGrants(plan, vault, session, namespace) {
	const places = [...plan.map((request) => require_common.leaseScope(request.path, namespace)), ...session.revocable()?.leases ?? []];
	try {
		session.setGrants(await require_common.askGrants(vault, require_common.pathsToAsk(vault.tokenNamespace, places), {
			repeatable: require_common.noRetry,
			replyMs: 2e3
		}));
	} catch (error) {
		if (error instanceof require_common.Failure && error.code === "ERR_STATE") throw error;
	}
}
function withLostLeaseHint(error, auth) {
	if (!(error instanceof require_common.Failure) || !error.lost) return error;
	const risk = `It was not sent again, because Vault may have processed it. If Vault created a lease, it ${auth.kind === "service" ? "is revoked with the token" : "expires after its TTL and cannot be revoked earlier"}.`;
	return error.with({ hint: [error.hint, risk].filter(Boolean).join("\n") });
}
// src/read/read-all.ts
async function readAll(plan, auth, vault, session, onRead = () => void 0) {
	const reader = createReader(plan, auth, vault, session, onRead);
	const uses = {
		requests: plan.filter((request) => !request.folder).length,
		lists: 0
	};
	const guessed = [];
	const readSecret = (request) => settle(request, () => reader.read(request));
	async function readFolder(folder) {
		const { secretsIn } = await Promise.resolve().then(() => require("./folder.js"));
		try {
			const requests = await secretsIn(folder, vault, uses, (path) => guessed.push(`${folder.input} line ${folder.line}: ${path}`));
			uses.requests += requests.length;
			if (auth.uses > 0) session.updateToken({ spent: uses.requests + uses.lists });
			return await Promise.all(requests.map(readSecret));
		} catch (error) {
			return [await settle(folder, () => Promise.reject(require_common.asFailure(error)))];
		}
	}
	const results = (await Promise.all(plan.map((request) => request.folder ? readFolder(request) : readSecret(request)))).flat();
	const { needsToken, lostPaths } = await reader.finish();
	const spent = vault.spent(auth.token);
	if (auth.uses > 0) session.updateToken({ spent });
	const failures = results.filter((result) => result instanceof require_common.Failure).map((failure) => require_common.withUsesHint(failure, auth, uses, spent));
	if (failures.length > 0) throw combineFailures(failures);
	return {
		readings: results.filter((result) => !(result instanceof require_common.Failure)),
		needsToken,
		lostPaths,
		guessed
	};
}
async function settle(request, read) {
	try {
		return await read();
	} catch (error) {
		const failure = require_common.asFailure(error);
		const isMissing = failure.code === "ERR_NOT_FOUND";
		const isOptional = request.entries.length > 0 && request.entries.every((entry) => entry.optional);
		if (isMissing && isOptional) return {
			request,
			values: void 0,
			missing: failure.message.replace(/^(?:GET|POST) \S+: (?:404 )?/, "")
		};
		if (![`${request.method} ${request.path}`, `${request.path}: `].some((start) => failure.message.startsWith(start))) return failure;
		const line = request.entries.find((entry) => !entry.optional || !isMissing)?.line ?? request.line;
		return failure.with({ message: `${request.input} line ${line}: ${failure.message}` });
	}
}
const maxFailures = 50;
function combineFailures(failures) {
	const first = failures.find((failure) => failure.code === "ERR_CANCELLED") ?? failures[0];
	if (!first || failures.length === 1) return first ?? require_common.asFailure(void 0);
	const messages = [...new Set(failures.map(({ message }) => message))];
	const shown = messages.slice(0, maxFailures);
	const more = messages.length - shown.length;
	const hints = failures.flatMap(({ message, hint }) => shown.includes(message) && hint ? hint.split("\n") : []);
	const hint = [...new Set(hints)].join("\n") || void 0;
	return new require_common.Failure(first.code, [...shown, ...more > 0 ? [`and ${more} more`] : []].join("\n"), {
		hint,
		cause: first
	});
}
// src/select/decode.ts
function decode(stored, encoding) {
	if (encoding === "utf8") return stored;
	const bytes = encoding === "base64" ? fromBase64(stored) : fromHex(stored);
	return bytes === void 0 || bytes.length === 0 ? void 0 : decodeText(bytes);
}
function fromBase64(stored) {
	const text = stored.replace(/[ \t\r\n]+/g, "").replaceAll("-", "+").replaceAll("_", "/");
	const bytes = Buffer.from(text, "base64");
	const encoded = bytes.toString("base64");
	const digits = encoded.replace(/=+$/, "");
	return text.startsWith(digits) && encoded.startsWith(text) ? bytes : void 0;
}
function fromHex(stored) {
	const runs = stored.split(/[ \t\r\n]+/);
	return runs.some((run) => run.length % 2 !== 0 || /[^0-9A-Fa-f]/.test(run)) ? void 0 : Buffer.from(runs.join(""), "hex");
}
function decodeText(bytes) {
	try {
		return new TextDecoder("utf-8", {
			fatal: true,
			ignoreBOM: true
		}).decode(bytes);
	} catch {
		return bytes;
	}
}
// src/select/find.ts
const plainKey = /^[\p{L}\p{N}_-]*$/u;
async function find(values, selector, optional) {
	const found = Object.hasOwn(values, selector) ? require_common.own(values, selector) : dotted(values, selector);
	if (found !== void 0 || plainKey.test(selector)) return found;
	const { evaluate } = await Promise.resolve().then(() => require("./expression.js"));
	return evaluate(values, selector, optional);
}
function dotted(values, selector) {
	let at = values;
	for (const key of selector.split(".")) at = require_common.isObject$1(at) ? require_common.own(at, key) : void 0;
	return at;
}
// src/select/nearest.ts
function nearestKeys(values, selector) {
	const head = (text) => text.slice(0, 64).toLowerCase();
	return Object.keys(values).map((key) => ({
		key,
		distance: editDistance(head(key), head(selector))
	})).sort((a, b) => a.distance - b.distance).slice(0, 3).map(({ key }) => key);
}
function editDistance(a, b) {
	let row = Array.from({ length: b.length + 1 }, (_, i) => i);
	for (let i = 1; i <= a.length; i++) {
		const next = [i];
		for (let j = 1; j <= b.length; j++) {
			const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
			next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
		}
		row = next;
	}
	return row[b.length] ?? 0;
}
// src/select/select.ts
async function selectAll(readings, onMissing) {
	const failures = [];
	const selected = [];
	const skipped = new Map();
	const missing = (path, entry, absence) => {
		if (entry.optional) onMissing(path, entry, absence);
		else failures.push(located(new require_common.Failure("ERR_KEY", absence), path, entry));
	};
	for (const reading of readings) {
		const { request, values } = reading;
		for (const entry of request.entries) try {
			const found = values === void 0 ? reading.missing : await select(values, entry);
			const absence = typeof found === "string" ? found : void 0;
			const chosen = typeof found === "string" ? fallback(entry) : found;
			if (chosen) selected.push(...chosen);
			else if (entry.kind === "wildcard" && entry.maybeNone && values) skipped.set(entry.order, {
				path: request.path,
				entry
			});
			else if (entry.optional || entry.kind === "wildcard" || !entry.maybeAbsent) missing(request.path, entry, absence ?? "");
		} catch (error) {
			failures.push(located(require_common.asFailure(error), request.path, entry));
		}
	}
	for (const [order, { path, entry }] of skipped) if (!selected.some((one) => one.entry.order === order)) missing(path.replace(/[^/]*$/, ""), entry, `no secret of the folder has a key that matches "${entry.pattern}"`);
	const [first] = failures;
	if (first) {
		const hints = new Set(failures.map((failure) => failure.hint ?? "").filter(Boolean));
		const messages = failures.map((failure) => failure.message);
		throw new require_common.Failure(first.code, messages.join("\n"), { hint: [...hints, "Nothing was exported."].join("\n") });
	}
	return selected.toSorted((a, b) => a.entry.order - b.entry.order);
}
function located(failure, path, { input, line }) {
	return failure.code === "ERR_INTERNAL" ? failure : failure.with({ message: `${input} line ${line}: ${path}: ${failure.message}` });
}
async function select(values, entry) {
	if (entry.kind === "key") {
		const value = await find(values, entry.selector, entry.optional);
		if (value === null) return `the value of "${entry.selector}" is null`;
		if (value === void 0 || entry.maybeAbsent && Array.isArray(value) && value.length === 0) return `there is no key "${entry.selector}"${nearby(values, entry.selector)}`;
		return [selectedFor(value, entry, namesOf(entry), entry.selector)];
	}
	return selectMatching(values, entry);
}
function selectMatching(values, entry) {
	const { pattern, prefix, upperCase, asKey } = entry;
	const all = Object.entries(values).filter(([, value]) => value !== null);
	const same = asKey && all.find(([key]) => key === pattern);
	if (same) return [selectedFor(same[1], entry, asKey, pattern)];
	const found = all.filter(([key]) => require_common.matches(pattern, key));
	if (all.length === 0) return "the secret has no key with a value";
	if (found.length === 0) return `no key matches "${pattern}"${nearby(values, pattern)}`;
	return found.map(([key, value]) => selectedFor(value, entry, require_common.wildcardNames(key, prefix, upperCase), key));
}
function selectedFor(found, entry, names, key) {
	const stored = entry.kind === "key" && entry.joinsLines && Array.isArray(found) ? found.map(require_common.toText).join("\n") : require_common.toText(found);
	const value = decode(stored, entry.encoding);
	if (value === void 0) throw new require_common.Failure("ERR_DECODE", `the value of "${key}" is not ${entry.encoding}`);
	if (typeof value !== "string" && !entry.file) throw new require_common.Failure("ERR_DECODE", `the value of "${key}" is binary, not text`, { hint: "To write binary data to a file, add the flag file." });
	return {
		...names,
		stored,
		value,
		entry
	};
}
function fallback(entry) {
	if (entry.kind !== "key" || entry.fallback === void 0) return void 0;
	return [{
		...namesOf(entry),
		stored: entry.fallback,
		value: entry.fallback,
		entry: {
			...entry,
			masking: "none"
		}
	}];
}
const namesOf = ({ output, variable }) => ({
	output,
	variable
});
function nearby(values, selector) {
	const near = nearestKeys(values, selector);
	return near.length > 0 ? `; nearest keys: ${near.map((key) => `"${key}"`).join(", ")}` : "; the secret is empty";
}
// src/revoke/shorten.ts
const slackMs = 5e3;
async function shortenToken(session, vault, maxTtl) {
	const revocable = session.revocable();
	if (!revocable || revocable.token.kind === "supplied" || !isLong(revocable.token.expires, maxTtl)) return nothing;
	const { token } = revocable;
	if (!token.renewable || token.uses > 0) return tooLong(void 0, token.expires);
	try {
		const { seconds } = await renewToken(vault, maxTtl, { repeatable: require_common.idempotent });
		const expires = require_common.after(require_common.now(), seconds);
		session.updateToken({ expires });
		return isLong(expires, maxTtl) ? tooLong(void 0, expires) : {
			shortened: ["the token"],
			tooLong: []
		};
	} catch (error) {
		const failure = require_common.asFailure(error);
		if (failure.code === "ERR_STATE") throw failure;
		return tooLong(void 0, token.expires, failure);
	}
}
async function shortenLeases(session, vault, maxTtl) {
	const revocable = session.revocable();
	if (!revocable) return nothing;
	const long = revocable.leases.filter((lease) => !lease.sts && isLong(require_common.leaseExpiry(lease, revocable), maxTtl));
	const done = (await Promise.allSettled(long.map((lease) => shortenLease(lease, revocable, session, vault, maxTtl)))).map((result) => {
		if (result.status === "rejected") throw result.reason;
		return result.value;
	});
	return {
		shortened: done.flatMap(({ shortened }) => shortened),
		tooLong: done.flatMap((one) => one.tooLong)
	};
}
async function shortenLease(lease, { token }, session, vault, maxTtl) {
	if (!lease.renewable || token.uses > 0) return tooLong(lease, lease.expires);
	try {
		const { seconds } = await renewLease(vault, lease, maxTtl, { repeatable: require_common.revocation });
		const expires = require_common.after(require_common.now(), seconds);
		session.updateLease(lease, { expires });
		return isLong(expires, maxTtl) ? tooLong(lease, expires) : {
			shortened: [lease.path],
			tooLong: []
		};
	} catch (error) {
		const failure = require_common.asFailure(error);
		if (failure.code === "ERR_STATE") throw failure;
		return tooLong(lease, lease.expires, failure);
	}
}
const nothing = {
	shortened: [],
	tooLong: []
};
const tooLong = (lease, expires, failure) => ({
	shortened: [],
	tooLong: [{
		lease,
		expires,
		failure
	}]
});
const isLong = (expires, maxTtl) => maxTtl > 0 && expires > require_common.now() + maxTtl * 1e3 + slackMs;
// src/run/check-token.ts
function checkToken(auth, revoke) {
	if (revoke === "required" && auth.kind === "batch") throw unrevocable("the login returned a batch token, which cannot be revoked", "Set token_type=service in the Vault role.");
}
const unrevocable = (why, advice) => new require_common.Failure("ERR_UNCONFIRMED", `\`revoke: required\` cannot be satisfied: ${why}`, { hint: `Nothing was exported. ${advice}` });
// src/run/read-and-export.ts
var read_and_export_exports = require_rolldown_runtime.__exportAll({ readAndExport: () => readAndExport });
async function readAndExport(auth, client, settings, run) {
	checkToken(auth, settings.revoke);
	const planned = await plannedFiles(settings, run);
	const vault = require_common.withToken(client, auth.token);
	using awsKeys = await awsKeysWait(settings, run);
	const shorteningToken = inBackground(shortenToken(run.session, vault, settings.maxTtl));
	const { readings, ...read } = await readSecrets(auth, vault, settings, shorteningToken, run, awsKeys?.onRead);
	const needsToken = read.needsToken || settings.exportToken || settings.outputToken;
	checkLeases(settings, run);
	const shorteningLeases = inBackground(shortenLeases(run.session, vault, settings.maxTtl));
	const masked = await maskedExports(readings, settings, run.report, planned).finally(() => shorteningLeases);
	run.report.shortened(await Promise.all([shorteningToken, shorteningLeases]));
	if (settings.minTtl > 0) await (await Promise.resolve().then(() => require("./extend-ttl.js"))).extendTtl(settings, vault, needsToken, run);
	await awsKeys?.finish();
	const files = await filesFor(masked.exports, run);
	run.stop.stopRequested.throwIfAborted();
	const { command } = settings;
	if (!command) {
		const leases = leasesOf(readings, run.session);
		run.report.exported(exportAll({
			...masked,
			files,
			leases
		}, auth, vault, settings, run));
		return { needsToken };
	}
	const { runCommand } = await Promise.resolve().then(() => require("./run-command.js"));
	return {
		needsToken: false,
		commandEnd: await runCommand(command, masked, {
			needsToken,
			auth,
			client
		}, settings, run)
	};
}
async function readSecrets(auth, vault, settings, shorteningToken, { report, session }, onRead) {
	const start = performance.now();
	session.setReading(true);
	const read = await readAll(settings.plan, auth, vault, session, onRead).finally(() => {
		session.setReading(false);
	}).finally(() => shorteningToken);
	const leases = leasesOf(read.readings, session);
	report.read(read.readings.length, performance.now() - start, leases, read.lostPaths, leaseEnd(settings));
	report.guessedVersion(read.guessed);
	return read;
}
const leaseEnd = ({ revoke, command }) => revoke === "false" ? "ttl" : command ? "command" : "job";
function leasesOf(readings, session) {
	const paths = readings.map(({ request }) => request.path);
	return (session.revocable()?.leases ?? []).toSorted((a, b) => paths.indexOf(a.path) - paths.indexOf(b.path));
}
async function maskedExports(readings, settings, report, planned) {
	const notFound = [];
	const exports = planExports(await selectAll(readings, (path, entry, what) => {
		report.notFound(path, entry, what);
		notFound.push(entry);
	}), settings);
	report.masked(maskAll(exports, settings.minMaskLength, planned));
	report.notExported(exports);
	return {
		exports,
		notFound,
		planned
	};
}
function exportAll({ exports, notFound, planned, files, leases }, auth, vault, settings, { env, session }) {
	const revocable = session.revocable();
	return allOrNothing(env, () => {
		const names = exportValues(exports, files, env, planned);
		setValues(env, Object.entries({
			...revocable && { leases: leasesJson(leases, revocable) },
			notFound: notFoundJson(notFound)
		}));
		if (settings.outputToken) outputToken(auth.token, env);
		if (settings.exportToken) exportToken(auth.token, vault.connection(), env);
		return names;
	});
}
async function awsKeysWait(settings, run) {
	const mayRead = settings.plan.some(({ entries }) => entries.some((entry) => entry.kind === "wildcard" || entry.selector.includes("access_key")));
	if (settings.aws.maxSeconds === 0 || !mayRead) return void 0;
	const { createAwsKeysWait } = await Promise.resolve().then(() => require("./aws-keys2.js"));
	return createAwsKeysWait(settings, run);
}
async function filesFor({ items }, { env, session }) {
	if (!items.some(({ entry }) => entry.file)) return void 0;
	const [{ createFiles }, { jobDirectories }] = await Promise.all([Promise.resolve().then(() => require("./files.js")), Promise.resolve().then(() => require("./job-directories.js")).then((n) => n.job_directories_exports)]);
	return createFiles(jobDirectories(env), session);
}
async function plannedFiles({ files }, { env, session }) {
	if (files.length === 0) return void 0;
	const { createPlannedFiles } = await Promise.resolve().then(() => require("./planned-files.js"));
	return createPlannedFiles(files, env, session);
}
function inBackground(promise) {
	promise.catch(() => void 0);
	return promise;
}
function checkLeases({ revoke }, { session }) {
	const sts = session.revocable()?.leases.find((lease) => lease.sts);
	if (revoke === "required" && sts) throw unrevocable(`the AWS STS credentials of ${sts.path} cannot be revoked`, "Use an AWS role of type iam_user, or set `revoke: true`.");
}
exports.namedValues = namedValues;
exports.readAndExport = readAndExport;
Object.defineProperty(exports, "read_and_export_exports", {
	enumerable: true,
	get: function() {
		return read_and_export_exports;
	}
});
exports.renewLease = renewLease;
exports.renewToken = renewToken;
exports.tokenVariables = tokenVariables;
