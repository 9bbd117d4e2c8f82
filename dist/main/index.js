const require_common = require("../shared/common.js");
let node_fs = require("node:fs");
let node_path = require("node:path");
// src/core/input-reader.ts
function createInputReader(text, problem) {
	return {
		text,
		problem,
		required(name, instead) {
			const given = text(name);
			if (given === void 0) problem(name, "is not given", instead);
			return given ?? "";
		}
	};
}
// src/login/jwt.ts
const jwt = {
	name: "jwt",
	mount: "jwt",
	async read(inputs) {
		const role = inputs.text("role");
		const source = await sourceOf(inputs);
		return {
			as: role === void 0 ? "the default role" : `role ${role}`,
			role,
			async supply(surroundings) {
				const identity = await source(surroundings);
				return {
					body: {
						jwt: identity.jwt,
						...role !== void 0 && { role }
					},
					claims: identity.claims
				};
			}
		};
	},
	explain: async (refusal) => (await Promise.resolve().then(() => require("../shared/jwt-refusals.js"))).explainJwt(refusal)
};
async function sourceOf(inputs) {
	const given = [
		"jwt",
		"jwtFile",
		"jwtPrivateKey"
	].filter((name) => inputs.text(name) !== void 0);
	if (given.length > 1) inputs.problem(given[0] ?? "jwt", `is given, and ${given.slice(1).join(", ")} too`, "one of them");
	if (given.includes("jwtPrivateKey")) return (await Promise.resolve().then(() => require("../shared/self-signed-jwt.js"))).readSelfSignedJwt(inputs);
	if (given.length > 0) return (await Promise.resolve().then(() => require("../shared/given-jwt.js"))).readGivenJwt(inputs);
	const audience = inputs.text("jwtGithubAudience");
	return (surroundings) => require_common.requestOidcToken(audience, surroundings);
}
// src/login/methods.ts
const telling = {
	token: ["token"],
	roleId: ["approle"],
	secretId: ["approle"],
	wrappedSecretId: ["approle"],
	githubToken: ["github"],
	jwt: ["jwt"],
	jwtFile: ["jwt"],
	jwtPrivateKey: ["jwt"],
	username: ["userpass", "ldap"],
	password: ["userpass", "ldap"],
	authPayload: ["the method that it is for"]
};
async function chooseMethod(inputs) {
	const written = (inputs.text("method") ?? toldBy(inputs)).toLowerCase();
	if (written === jwt.name) return jwt;
	const { otherMethods, payload } = await Promise.resolve().then(() => require("../shared/other-methods.js"));
	const method = otherMethods.find(({ name }) => name === written);
	if (method) return method;
	if (inputs.text("authPayload") !== void 0) return payload(written);
	const known = [jwt, ...otherMethods].map(({ name }) => name);
	inputs.problem("method", `"${written}" is not known`, `${known.join(", ")}, or any other together with \`authPayload\``);
	return jwt;
}
function toldBy(inputs) {
	const given = Object.keys(telling).filter((input) => inputs.text(input) !== void 0);
	const told = new Set(given.flatMap((input) => telling[input] ?? []));
	const [first = "jwt", ...others] = told;
	if (others.length > 0 || given.includes("authPayload")) {
		inputs.problem("method", `is not given, and ${given.join(", ")} may be for several`, [...told].join(" or "));
		return "jwt";
	}
	return first;
}
function objectAt(text, start, read) {
	const end = read.has(start) ? void 0 : endOfValue(text, start, read);
	const object = end === void 0 ? void 0 : parsed(text.slice(start, end));
	return end !== void 0 && require_common.isObject$1(object) ? {
		object,
		end
	} : void 0;
}
const string = String.raw`"[^"\\\r\n\t]*(?:\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4})[^"\\\r\n\t]*)*"`;
const number = String.raw`-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?`;
const blanks = String.raw`[ \t\r\n]*`;
const member = new RegExp(`${blanks}(?:(${string})${blanks}:${blanks})?(?:([{[])(?!${blanks}[\\]}])|\\{${blanks}\\}|\\[${blanks}\\]|${string}|${number}|true|false|null)`, "y");
const afterMember = new RegExp(`${blanks}([,\\]}])`, "y");
function endOfValue(text, start, read) {
	const closing = [];
	for (let at = start; closing.length <= 32;) {
		member.lastIndex = at;
		const [, key, bracket] = member.exec(text) ?? [];
		at = member.lastIndex;
		if (at === 0 || key !== void 0 !== (closing.at(-1) === "}")) return void 0;
		if (bracket) {
			read.add(at - 1);
			closing.push(bracket === "{" ? "}" : "]");
			continue;
		}
		for (let next = "]"; next !== ",";) {
			if (closing.length === 0) return at;
			afterMember.lastIndex = at;
			next = afterMember.exec(text)?.[1] ?? "";
			at = afterMember.lastIndex;
			if (next !== "," && next !== closing.pop()) return void 0;
		}
	}
}
function jsonString(text) {
	const value = parsed(text);
	return typeof value === "string" ? value : void 0;
}
function parsed(text) {
	try {
		return require_common.parseJson(text);
	} catch {
		return;
	}
}
// src/mapping/chunks.ts
function withoutComments(text) {
	return text.replace(/^[^\S\r\n\u2028\u2029]*#.*$/gm, (comment) => " ".repeat(comment.length));
}
function chunksOf(text) {
	const chunks = [];
	const read = new Set();
	for (let at = skip(/[\s;]*/y, text, 0); at < text.length; at = skip(/[\s;]*/y, text, at)) {
		const pathEnd = skip(/[^\s;]*/y, text, at);
		const objectStart = skip(/\s*/y, text, pathEnd);
		const object = objectStart > pathEnd && text[objectStart] === "{" ? objectAt(text, objectStart, read) : void 0;
		const found = object && /^[\s;|]?$/.test(text.charAt(object.end)) ? object : void 0;
		const semicolon = text.indexOf(";", found?.end ?? at);
		const end = semicolon < 0 ? text.length : semicolon;
		const write = found && {
			path: text.slice(at, pathEnd),
			body: found.object,
			rest: text.slice(found.end, end).trimEnd()
		};
		chunks.push({
			text: text.slice(at, end).trimEnd(),
			at,
			write
		});
		at = end;
	}
	return chunks;
}
function positionsIn(text) {
	let line = 1;
	let lineStart = 0;
	let next = text.indexOf("\n");
	return (at) => {
		for (; next >= 0 && next < at; next = text.indexOf("\n", lineStart)) {
			line++;
			lineStart = next + 1;
		}
		return {
			line,
			column: at - lineStart + 1
		};
	};
}
function skip(pattern, text, at) {
	pattern.lastIndex = at;
	pattern.test(text);
	return pattern.lastIndex || at;
}
// src/mapping/flags.ts
const flags = new Map([
	["optional", () => ({ optional: true })],
	["default=", (value) => ({
		optional: true,
		fallback: value
	})],
	["base64", () => ({ encoding: "base64" })],
	["hex", () => ({ encoding: "hex" })],
	["utf8", () => ({ encoding: "utf8" })],
	["nomask", () => ({ masking: "none" })],
	["maskjson", () => ({ masking: "every leaf" })],
	["file", () => ({ file: { path: void 0 } })],
	["file=", (path) => ({ file: { path } })],
	["env", () => ({ toEnvironment: true })],
	["noenv", () => ({ toEnvironment: false })]
]);
const known = [...flags.keys()].map((name) => name.replace(/=$/, "=…")).join(", ");
const word = /(?:"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?$)|[^\s"])+/gs;
function parseFlags(text) {
	let read = {};
	for (const [written] of text.matchAll(word)) {
		const [, name = "", quoted = ""] = /^([^=]*=?)(.*)$/s.exec(written) ?? [];
		const set = flags.get(name);
		if (!set) return {
			wrong: `has the unknown flag "${written}"`,
			instead: `${known}; a value with blanks in quotes`
		};
		const value = quoted.startsWith("\"") ? jsonString(quoted) : quoted;
		if (value === void 0) return {
			wrong: `has the flag ${written}, whose value is no JSON string`,
			instead: `${name}"…", as in JSON`
		};
		if (value === "" && name === "file=") return {
			wrong: "has the flag file= without a path",
			instead: "file, or file=PATH"
		};
		read = {
			...read,
			...set(value)
		};
	}
	return read;
}
// src/mapping/entry.ts
function parseChunk(chunk, options) {
	const plain = chunk.write && /^(\s+[^|\s]|$)/.test(chunk.write.rest) ? void 0 : plainEntry(chunk.text);
	if (plain) return wishFor(plain.path, void 0, plain.selector, plain.name, options);
	const long = chunk.write ? longWrite(chunk.write, options) : longEntry(chunk.text, options);
	const flat = chunk.write?.rest ?? (startsObject.test(chunk.text) ? "" : chunk.text);
	if (!("wrong" in long) || !flat.includes("\n")) return long;
	return lineByLine(chunk, options) ?? {
		wrong: "goes over several lines",
		instead: "one entry a line, each with a ; at its end"
	};
}
function cleanPath(written) {
	const path = written.replace(/^\/+/, "");
	const instead = "the path as Vault knows it, for example secret/data/app";
	if (path === "") return {
		wrong: "has an empty path",
		instead
	};
	if (/\p{Cc}/u.test(path)) return {
		wrong: "has a control character in its path",
		instead
	};
	return path.split(/[/?]/).some((segment) => /^(\.|%2e){1,2}$/i.test(segment)) ? {
		wrong: "has . or .. as a segment of its path",
		instead
	} : path;
}
const startsObject = /^\S*\s+\{/;
function plainEntry(text) {
	const bar = text.lastIndexOf("|");
	const name = bar < 0 ? void 0 : text.slice(bar + 1).trim();
	const [path = "", selector = "", ...more] = (bar < 0 ? text : text.slice(0, bar)).trim().split(/\s+/);
	if (selector === "" || more.length > 0 || name === "" || name?.includes("\n")) return void 0;
	if (name === void 0 && /^\{.*\}$/.test(selector)) return void 0;
	return {
		path,
		selector: selector.replaceAll("\"", ""),
		name
	};
}
function longEntry(text, options) {
	const [, path = "", rest = ""] = /^([^\s|]*)\s*(.*)$/s.exec(text) ?? [];
	const parts = partsOf(rest);
	if (!parts) return endlessQuote;
	const [selector = "", ...tail] = parts;
	if (selector === "") return {
		wrong: "has no key",
		instead: joined(`${path || "PATH"} KEY`, tail)
	};
	if (selector.startsWith("{") || /\{["']/.test(path)) return {
		wrong: "has no strict JSON object, followed by a blank, at its {",
		instead: joined(`${path.replace(/\{.*/, "")} {"name": "value"} KEY`, tail)
	};
	return longWish({
		path,
		body: void 0,
		source: path,
		selector,
		tail
	}, options);
}
function longWrite({ path, body, rest }, options) {
	const source = `${path} {…}`;
	const parts = partsOf(rest);
	if (!parts) return endlessQuote;
	const [selector = "", ...tail] = parts;
	if (selector !== "") return longWish({
		path,
		body,
		source,
		selector,
		tail
	}, options);
	if (tail.length === 0) return wishFor(path, body, void 0, void 0, options);
	return {
		wrong: "names an answer without selecting it",
		instead: joined(`${source} KEY`, tail)
	};
}
function longWish({ path, body, source, selector, tail }, options) {
	const [name = "", flagged = "", ...more] = tail;
	const meant = unquoted(selector);
	if (meant === void 0) return wrongSelector(source, selector, tail);
	if (more.length > 0) return {
		wrong: "has more than three parts",
		instead: `${source} ${selector} | NAME | FLAGS`
	};
	if (name.includes("\n")) return {
		wrong: "has a name that goes over several lines",
		instead: "one entry a line, each with a ; at its end"
	};
	if (tail.length === 1 && name === "") return {
		wrong: "has no name after the |",
		instead: `${source} ${selector} | NAME`
	};
	const flags = parseFlags(flagged);
	if ("wrong" in flags) return flags;
	return wishFor(path, body, meant, name === "" ? void 0 : name, {
		...options,
		...flags
	});
}
function wishFor(written, body, selector, name, options) {
	const path = cleanPath(written);
	if (typeof path !== "string") return path;
	if (selector === void 0) return [{
		path,
		body,
		entry: void 0
	}];
	if (selector === "*" || selector === "**") {
		if (options.file?.path !== void 0) return {
			wrong: "would put every key into one file",
			instead: "the flag file without a path"
		};
		return [{
			path,
			body,
			entry: {
				kind: "wildcard",
				upperCase: selector === "*",
				prefix: name ?? "",
				...options
			}
		}];
	}
	return [{
		path,
		body,
		entry: {
			kind: "key",
			selector,
			lines: false,
			maybeAbsent: false,
			...name === void 0 ? require_common.derivedNames(selector) : {
				output: name,
				variable: name
			},
			...options
		}
	}];
}
function lineByLine({ text, write }, options) {
	const wishes = [];
	const positionOf = positionsIn(text);
	let end = text.indexOf("\n", write ? text.length - write.rest.length : 0);
	for (let at = 0; at < text.length; at = end + 1, end = text.indexOf("\n", at)) {
		if (end < 0) end = text.length;
		for (const chunk of chunksOf(text.slice(at, end))) {
			if (!chunk.write && partOfObject.test(chunk.text)) return void 0;
			const line = options.line + positionOf(at).line - 1;
			const found = parseChunk(chunk, {
				...options,
				line,
				order: options.order + wishes.length
			});
			if ("wrong" in found) return void 0;
			wishes.push(...found);
		}
	}
	return wishes;
}
const partOfObject = /^\S*["{}[\]]|^\S+\s+\{/;
function partsOf(text) {
	const parts = [""];
	for (const [piece, quote, backtick] of text.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*(?:"|(\\?$))|`[^`]*(?:`|($))|\||[^|"`]+/gs)) {
		if ((quote ?? backtick) !== void 0) return void 0;
		if (piece === "|") parts.push("");
		else parts.push(`${parts.pop() ?? ""}${piece}`);
	}
	return parts.map((part) => part.trim());
}
const endlessQuote = {
	wrong: "has a quote that does not end",
	instead: "the quote again where the text in it ends"
};
function unquoted(written) {
	if (/^`[^`]+`$/.test(written)) return written.slice(1, -1);
	if (/^"[^"\\]*(?:\\.[^"\\]*)*"$/s.test(written)) return jsonString(written);
	return /\s/.test(written) ? void 0 : written.replaceAll("\"", "");
}
function wrongSelector(source, written, tail) {
	const [key = "", name = "", ...more] = written.split(/\s+/);
	const asWhole = (text) => joined(`${source} ${JSON.stringify(text)}`, tail);
	if (/\s#/.test(written)) return {
		wrong: "has a # that starts no comment",
		instead: "each comment on a line of its own"
	};
	if (/^"[^"]*"$/.test(written)) return {
		wrong: "has a quoted key that is no JSON string",
		instead: asWhole(written.slice(1, -1))
	};
	return {
		wrong: "is more than a path and a key",
		instead: `${tail.length === 0 && more.length === 0 ? `${source} ${key} | ${name}, or ` : ""}${asWhole(written)}`
	};
}
function joined(source, tail) {
	return (tail.join("") === "" ? [source] : [source, ...tail]).join(" | ");
}
// src/inputs/connection.ts
function readConnection(inputs, env) {
	const namespace = readNamespace("namespace", inputs);
	const authNamespace = readNamespace("authNamespace", inputs);
	return {
		urls: readUrls(inputs),
		...namespace !== void 0 && namespace !== "" && { namespace },
		...authNamespace !== void 0 && { authNamespace },
		redirectHosts: readHosts(inputs),
		correlationId: [
			env["GITHUB_RUN_ID"],
			env["GITHUB_RUN_ATTEMPT"],
			env["GITHUB_JOB"]
		].filter(Boolean).join("-") || "local"
	};
}
function readUrls({ text, problem }) {
	const written = listOf(text("url"));
	if (written.length === 0) problem("url", "is not given", "https://vault.example.com");
	for (const one of written) {
		const url = URL.parse(one);
		if (!url || !/^https?:$/.test(url.protocol)) problem("url", `"${withoutPassword(one)}" is not an address`, addressFrom(one));
		else if (url.username || url.password || url.search || url.hash) problem("url", "has more than host, port and path", `${url.origin}${url.pathname}`);
	}
	const [first = "", ...more] = new Set(written.map(baseOf));
	return [first, ...more];
}
function addressFrom(written) {
	const host = written.replace(/^[a-z][a-z\d+.-]*:\/\//i, "").replace(/^.*@|^\/+/g, "");
	const url = URL.parse(`https://${host}`) ?? URL.parse(`https://[${host}]`);
	return url ? baseOf(url.href) : "https://vault.example.com";
}
function baseOf(written) {
	const url = URL.parse(written);
	return url ? (url.origin + url.pathname).replace(/\/+(v1\/?)?$/, "") : "";
}
function readNamespace(name, { text, problem }) {
	const namespace = text(name)?.replace(/^\/+|\/+$/g, "").replace(/^root$/, "");
	if (/[^\u0020-\u007e\u0080-\u00ff]/.test(namespace ?? "")) problem(name, "has characters that cannot be sent", "team-a/project");
	return namespace;
}
function readHosts({ text, problem }) {
	const hosts = listOf(text("redirectHosts"));
	for (const host of hosts) {
		const isMore = /[/@?#]/.test(host);
		if (!isMore && URL.parse(`https://${host}`)) continue;
		const instead = new URL(addressFrom(host)).host.replace("vault.example.com", "vault-2.example.com:8200");
		problem("redirectHosts", `"${withoutPassword(host)}" is ${isMore ? "more than a host" : "not a host"}`, instead);
	}
	return hosts;
}
const listOf = (text) => (text ?? "").split(/[\s,]+/).filter((item) => item !== "");
const withoutPassword = (address) => address.replace(/^([a-z+.-]+:\/\/)?.*@/is, "$1***@");
// src/inputs/revocation.ts
const modes = [
	"true",
	"required",
	"false"
];
const defaultMaxTtl = "6h";
const unitSeconds = {
	s: 1,
	m: 60,
	h: 3600,
	d: 86400
};
function readRevoke(inputs) {
	const written = inputs.text("revoke");
	const mode = modes.find((known) => known === written?.toLowerCase());
	if (written !== void 0 && !mode) inputs.problem("revoke", `"${written}" is not known`, modes.join(", "));
	return mode ?? "true";
}
function readMaxTtl(inputs, revoke) {
	const written = inputs.text("maxTtl") ?? (revoke === "false" ? "0" : defaultMaxTtl);
	const parts = [...written.matchAll(/(\d+)([smhd]?)/gi)];
	const isWhole = parts.map(([part]) => part).join("") === written && parts.every(([, , unit]) => unit !== "" || parts.length === 1);
	const seconds = parts.reduce((sum, [, count, unit = ""]) => sum + Number(count) * (unitSeconds[unit.toLowerCase()] ?? 1), 0);
	if (isWhole && Number.isSafeInteger(seconds)) return seconds;
	inputs.problem("maxTtl", `"${written}" is no time span`, `${defaultMaxTtl}, 90m, 3600 (seconds), or 0 for no limit`);
	return 0;
}
// src/inputs/body-files.ts
const maxBytes = 8388608;
function withFiles(body, workspace, problem) {
	const fill = (value) => {
		if (typeof value === "string") return value.startsWith("@") ? textFor(value, workspace, problem) : value;
		if (Array.isArray(value)) return value.map(fill);
		return require_common.isObject$1(value) ? Object.fromEntries(Object.entries(value).map(([key, its]) => [key, fill(its)])) : value;
	};
	return fill(body);
}
function textFor(reference, workspace, problem) {
	if (reference.startsWith("@@")) return reference.slice(1);
	const [, form = "", path = ""] = /^@(?:(base64|sha256):)?(.*)$/s.exec(reference) ?? [];
	const content = readText(path, workspace);
	if (typeof content === "string") {
		problem({
			path,
			text: content
		});
		return "";
	}
	if (form === "sha256") return require_common.sha256(content, "base64");
	return content.toString(form === "base64" ? "base64" : "utf8");
}
function readText(path, workspace) {
	try {
		const file = (0, node_fs.realpathSync)((0, node_path.resolve)(workspace, path));
		if (!require_common.isInside(file, {
			workspace,
			temp: ""
		})) return "is not inside the workspace";
		const { size } = (0, node_fs.statSync)(file);
		return size > maxBytes ? `is larger than ${maxBytes / 1024 / 1024} MiB` : (0, node_fs.readFileSync)(file);
	} catch {
		return "cannot be read";
	}
}
// src/mapping/parse.ts
function parseMapping(text, defaults) {
	return parseChunks("secrets", text, defaults, parseChunk);
}
function parsePki(text, defaults) {
	return parseChunks("pki", text, defaults, ({ write, text: written }, options) => {
		if (write?.rest.trim() !== "") return {
			wrong: "is not a path and a strict JSON object",
			instead: `${written.split(/\s/)[0] ?? ""} {"common_name": "…"};`
		};
		const path = cleanPath(write.path);
		if (typeof path !== "string") return path;
		const role = path.split("/").at(-1) ?? "";
		return certificateParts.map(([suffix, selector, maybeAbsent], index) => {
			const entry = {
				kind: "key",
				selector,
				lines: true,
				maybeAbsent,
				...require_common.derivedNames(`${role}_${suffix}`),
				...options,
				order: options.order + index
			};
			return {
				path,
				body: write.body,
				entry
			};
		});
	});
}
const certificateParts = [
	[
		"cert",
		"certificate",
		false
	],
	[
		"key",
		"private_key",
		true
	],
	[
		"ca",
		"issuing_ca",
		true
	],
	[
		"ca_chain",
		"ca_chain",
		true
	]
];
const maxProblems = 100;
function parseChunks(input, text, defaults, parseOne) {
	const problems = [];
	const wishes = [];
	const positionOf = positionsIn(text);
	for (const chunk of chunksOf(withoutComments(text))) {
		if (problems.length === maxProblems) break;
		const position = positionOf(chunk.at);
		const options = {
			order: wishes.length,
			input,
			line: position.line,
			fallback: void 0,
			masking: "usual",
			file: void 0,
			...defaults
		};
		const found = chunk.text.startsWith("#") ? lateComment : parseOne(chunk, options);
		if ("wrong" in found) {
			const text = `"${shortened(chunk.text, 80)}" ${shortened(found.wrong, 160)}`;
			problems.push({
				...position,
				text,
				instead: shortened(found.instead, 160)
			});
		} else for (const wish of found) wishes.push({
			...wish,
			line: wish.entry?.line ?? position.line
		});
	}
	return {
		plan: planOf(input, wishes),
		problems
	};
}
const lateComment = {
	wrong: "starts with a # that is not the first of its line",
	instead: "each comment on a line of its own"
};
function planOf(input, wishes) {
	const requests = new Map();
	for (const { path, body, entry, line } of wishes) {
		const folder = !body && entry?.kind === "wildcard" && isFolder(path);
		const key = JSON.stringify([path, folder || body && sorted(body)]);
		const request = requests.get(key) ?? {
			method: body ? "POST" : "GET",
			path,
			...folder && { folder },
			...body && { body },
			entries: [],
			input,
			line
		};
		if (entry) request.entries.push(entry);
		requests.set(key, request);
	}
	return [...requests.values()];
}
function sorted(value) {
	if (Array.isArray(value)) return value.map(sorted);
	if (!require_common.isObject$1(value)) return value;
	const names = Object.keys(value).sort();
	return Object.fromEntries(names.map((name) => [name, sorted(value[name] ?? null)]));
}
function shortened(text, length) {
	const line = text.replace(/\s+/g, " ");
	return line.length > length ? `${line.slice(0, length - 1)}…` : line;
}
function isFolder(path) {
	return path.endsWith("/") && !path.includes("?") && !path.split("/").includes("sys");
}
// src/inputs/secrets.ts
function readPlan(inputs, defaults, problem) {
	const report = (input, parsed) => {
		for (const { line, column, text, instead } of parsed.problems) problem(`${input} line ${line}, column ${column}`, text, instead);
		return parsed.plan;
	};
	const plan = [...report("secrets", parseMapping(inputs.secrets, defaults)), ...report("pki", parsePki(inputs.pki, defaults))];
	for (const request of plan) checkNames(request, inputs.token, problem);
	return plan.map((request) => request.body ? filled(request, inputs.workspace, problem) : request);
}
function checkNames({ entries }, token, problem) {
	for (const entry of entries) {
		if (entry.kind !== "key") continue;
		const output = require_common.outputRefusal(entry.output, token);
		const variable = entry.toEnvironment ? require_common.variableRefusal(entry.variable, require_common.originOf(entry), token) : void 0;
		const where = `${entry.input} line ${entry.line}`;
		if (output) problem(where, `the output name "${entry.output}" ${output}`, "another name after |");
		else if (variable) problem(where, `the variable "${entry.variable}" ${variable}`, "another name after |");
	}
}
function filled(request, workspace, problem) {
	const body = withFiles(request.body ?? {}, workspace, ({ path, text }) => {
		problem(`${request.input} line ${request.line}`, `the file "${path}" ${text}`, "a path inside the workspace; @@ for a text that starts with @");
	});
	return {
		...request,
		body
	};
}
// src/masks/secret-inputs.ts
const secretInputs = [
	"token",
	"roleId",
	"secretId",
	"wrappedSecretId",
	"githubToken",
	"password",
	"authPayload",
	"jwt",
	"jwtPrivateKey",
	"jwtKeyPassword",
	"clientKey"
];
const openKeys = new Set([
	"role",
	"username",
	"name",
	"type"
]);
const shortestLine = 4;
function masksOfInput(text) {
	const forms = [text, decoded(text)].filter((form) => form !== void 0);
	return [...new Set([...forms, ...forms.flatMap(stringsIn)].flatMap((form) => require_common.masksOfText(form, shortestLine)))];
}
function decoded(text) {
	const packed = text.replace(/\s+/g, "");
	if (packed.length < 8 || !/^[\w+/-]+={0,2}$/.test(packed)) return void 0;
	try {
		return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(packed, "base64"));
	} catch {
		return;
	}
}
function stringsIn(text) {
	if (!/^\s*[[{]/.test(text)) return [];
	try {
		return leaves(require_common.parseJson(text));
	} catch {
		return [];
	}
}
function leaves(json) {
	if (typeof json === "string") return [json];
	if (Array.isArray(json)) return json.flatMap(leaves);
	return require_common.isObject$1(json) ? Object.entries(json).flatMap(([key, value]) => openKeys.has(key) ? [] : leaves(value)) : [];
}
// src/inputs/unevaluated.ts
const plainInputs = [
	"secretEncodingType",
	"ignoreNotFound",
	"url",
	"namespace",
	"authNamespace",
	"redirectHosts",
	"caCertificate",
	"clientCertificate",
	"tlsSkipVerify",
	"timeout",
	"method",
	"path",
	"role",
	"jwtGithubAudience",
	"jwtFile",
	"jwtTtl",
	"jwtIat",
	"kubernetesTokenPath",
	"username",
	"exportEnv",
	"exportToken",
	"outputToken",
	"minMaskLength",
	"revoke",
	"maxTtl"
];
const expression = /\$\s*\{\s*\{\s*([^{}]*?)\s*(?:\}|$)|\{\s*\{\s*([^{}]+?)\s*\}\s*\}/;
function unevaluated(value) {
	const [, withDollar, bare] = expression.exec(value) ?? [];
	const inner = withDollar ?? bare;
	if (inner === void 0) return void 0;
	return {
		text: `"${value}" is an expression that was not evaluated`,
		instead: `\${{ ${inner || "vars.NAME"} }} in a workflow or a composite action, without spaces in \${{ and }}`
	};
}
// src/inputs/settings.ts
const defaults = {
	timeout: "120",
	minMaskLength: "4"
};
async function readSettings(env) {
	const problems = [];
	const problem = (where, text, instead) => problems.push({
		where,
		text,
		instead
	});
	const text = (name) => inputOf(env, name);
	const flag = (name) => readBoolean(name, text(name), problem) ?? false;
	const count = (name) => readCount(name, text(name) ?? defaults[name], problem);
	for (const mask of secretInputs.flatMap((name) => masksOfInput(text(name) ?? ""))) require_common.setSecret(mask);
	const exportEnv = flag("exportEnv");
	const token = {
		exportToken: flag("exportToken"),
		outputToken: flag("outputToken")
	};
	const inputs = createInputReader(text, problem);
	const revoke = readRevoke(inputs);
	const settings = {
		connection: {
			...readConnection(inputs, env),
			...await readTls(inputs, flag("tlsSkipVerify")),
			...await readHeaders(inputs)
		},
		login: await readLogin(inputs),
		plan: readPlan({
			secrets: env["INPUT_SECRETS"] ?? "",
			pki: env["INPUT_PKI"] ?? "",
			workspace: env["GITHUB_WORKSPACE"] ?? ".",
			token
		}, {
			optional: flag("ignoreNotFound"),
			toEnvironment: exportEnv,
			encoding: readEncoding(text("secretEncodingType"), problem)
		}, problem),
		...token,
		minMaskLength: count("minMaskLength"),
		timeout: count("timeout"),
		revoke,
		maxTtl: readMaxTtl(inputs, revoke)
	};
	const { access } = settings.login;
	require_common.checkStateSize(settings.connection, "token" in access ? access.token : void 0, env, problem);
	if (settings.plan.length === 0 && !problems.some(({ where }) => /^(secrets|pki)/.test(where)) && !settings.exportToken && !settings.outputToken) problem("secrets", "is empty, so there is nothing to do", "a line each: PATH KEY | NAME;");
	const expressions = plainInputs.flatMap((name) => {
		const found = unevaluated(text(name) ?? "");
		return found ? [{
			where: name,
			...found
		}] : [];
	});
	const all = [...expressions, ...problems.filter(({ where }) => !expressions.some((one) => one.where === where))];
	if (all.length > 0) throw new require_common.Failure("ERR_INPUT", summaryOf(all));
	const values = settings.plan.flatMap((request) => request.entries);
	if ((settings.outputToken || values.length > 0 && !values.some(isReadableWithoutId)) && text("exportEnv") === void 0 && isUnreadable(env)) throw unreadable();
	return settings;
}
function inputOf(env, name) {
	const value = env[`INPUT_${name.replaceAll(" ", "_").toUpperCase()}`]?.trim();
	return value === "" ? void 0 : value;
}
const isReadableWithoutId = ({ toEnvironment, file }) => toEnvironment || file?.path !== void 0;
async function readTls(inputs, skipVerify) {
	const isGiven = [
		"caCertificate",
		"clientCertificate",
		"clientKey"
	].some((name) => inputs.text(name) !== void 0);
	const certificates = isGiven ? (await Promise.resolve().then(() => require("../shared/tls2.js"))).readCertificateInputs(inputs, require_common.setSecret) : {};
	return isGiven || skipVerify ? { tls: {
		...certificates,
		...skipVerify && { skipVerify }
	} } : {};
}
async function readHeaders(inputs) {
	return inputs.text("extraHeaders") === void 0 ? {} : (await Promise.resolve().then(() => require("../shared/extra-headers.js")).then((n) => n.extra_headers_exports$1)).readExtraHeaders(inputs, require_common.setSecret);
}
async function readLogin(inputs) {
	const method = await chooseMethod(inputs);
	const mount = (inputs.text("path") ?? method.mount).replace(/^\/*(auth\/)?|\/+$/g, "");
	if (typeof cleanPath(mount) !== "string" || /[?#]/.test(mount)) inputs.problem("path", `"${mount}" is not the mount of an auth method`, method.mount);
	return {
		method,
		mount,
		access: await method.read(inputs, mount)
	};
}
function readBoolean(name, value, problem) {
	if (value === void 0) return void 0;
	if (!/^(true|false)$/i.test(value)) problem(name, `"${value}" is neither true nor false`, "true or false");
	return /^true$/i.test(value);
}
function readEncoding(value, problem) {
	const encoding = encodings.find((known) => known === value?.toLowerCase());
	if (value !== void 0 && !encoding) problem("secretEncodingType", `"${value}" is not known`, encodings.join(", "));
	return encoding ?? "utf8";
}
const encodings = [
	"base64",
	"hex",
	"utf8"
];
function readCount(name, value, problem) {
	const number = Number(value);
	if (!Number.isInteger(number) || number < 1 || number > 86400) problem(name, `"${value}" is not a whole number from 1 to 86400`, defaults[name]);
	return number;
}
function isUnreadable(env) {
	return (env["GITHUB_ACTION"] ?? "").startsWith("__") && (env["GITHUB_ACTION_PATH"] ?? "") === "";
}
function unreadable() {
	return new require_common.Failure("ERR_UNREADABLE", "no step could read the secrets: this step has no `id`, and `exportEnv` is not given", { hint: [
		"Add to this step one of these:",
		"  id: vault                     # and read steps.vault.outputs.NAME where it is needed",
		"  with: { exportEnv: true }     # puts the secrets into the environment of every later step, as vault-action does"
	].join("\n") });
}
function summaryOf(problems) {
	const lines = problems.map(({ where, text, instead }) => `${where}: ${text}. Write: ${instead}`);
	return lines.length === 1 ? lines.join("") : [`${lines.length} inputs are wrong`, ...lines.map((line) => `  ${line}`)].join("\n");
}
// src/vault/health.ts
const path = "sys/health?sealedcode=200&uninitcode=200&standbycode=200";
async function withHealth(failure, vault) {
	if (!failure.words.includes("sealed")) return failure;
	try {
		const { reply } = await vault.call({
			method: "GET",
			path,
			namespace: "",
			repeatable: require_common.never,
			replyMs: 2e3
		});
		if (require_common.own(reply, "initialized") !== false) return failure;
	} catch {
		return failure;
	}
	return failure.with({
		message: failure.message.replace("Vault is sealed", "Vault is not initialised"),
		hint: "This server was never set up: somebody has to initialise and unseal it (operator init). Is `url` the right one?"
	});
}
// src/login/login.ts
async function logIn(plan, vault, surroundings) {
	if ("token" in plan.access) {
		surroundings.mask(plan.access.token);
		return {
			auth: {
				token: plan.access.token,
				kind: "supplied",
				seconds: 0,
				renewable: false,
				policies: [],
				uses: 0
			},
			lost: false
		};
	}
	const { below, supply } = plan.access;
	let claims;
	const body = async () => {
		const credentials = await supply({
			...surroundings,
			vault
		});
		claims = credentials.claims;
		return credentials.body;
	};
	const path = [
		"auth",
		plan.mount,
		"login",
		...below === void 0 ? [] : [encodeURIComponent(below)]
	].join("/");
	const namespace = require_common.tokenNamespace(vault.connection());
	try {
		const { reply, lost } = await vault.call({
			method: "POST",
			path,
			namespace,
			body,
			repeatable: require_common.harmless
		});
		const auth = require_common.toAuth(reply);
		surroundings.mask(auth.token);
		return {
			auth,
			lost
		};
	} catch (error) {
		throw error instanceof require_common.Failure ? withLostToken(await withExplanation(await withHealth(error, vault), plan, plan.access, claims)) : error;
	}
}
function withLostToken(failure) {
	if (!failure.lost || failure.hint === "Check that `url` is the address of Vault itself, not of a web page or a proxy in front of it.") return failure;
	return failure.with({ hint: [failure.hint, "A token that Vault may have made all the same is known to nobody and lives until its time (the token_ttl of the role)."].filter(Boolean).join("\n") });
}
async function withExplanation(failure, { method, mount }, { as, role }, claims) {
	const isRefusal = ["ERR_DENIED", "ERR_NOT_FOUND"].includes(failure.code) || failure.code === "ERR_REFUSED" && failure.words !== "";
	if (!isRefusal && (failure.status !== 500 || failure.words === "")) return failure;
	const hint = await method.explain({
		failure,
		claims,
		mount,
		role
	});
	if (!isRefusal && hint === void 0) return failure;
	const said = require_common.plain(failure.words) || `${failure.status ?? ""}`;
	return failure.with({
		code: "ERR_LOGIN",
		message: `Vault refused the login (method ${method.name}, mount ${mount}, ${as}): ${said}`,
		hint: hint ?? failure.hint,
		details: claims && {
			title: "What the token says of this job (unverified)",
			lines: (await Promise.resolve().then(() => require("../shared/common.js")).then((n) => n.claims_exports)).describeClaims(claims)
		}
	});
}
// src/run/main.ts
async function runMain(run) {
	try {
		const settings = await readSettings(run.env);
		const { needsToken } = await logInAndDeliver(settings, run);
		if (settings.revoke === "false") keepAlive(run);
		else if (!needsToken) await require_common.revokeAndReport(run, require_common.afterSuccess);
		return 0;
	} catch (thrown) {
		const failure = require_common.asFailure(thrown);
		const cancelled = [failure, run.stop.asked.reason].some((end) => end instanceof require_common.Failure && end.code === "ERR_CANCELLED");
		run.report.failed(failure);
		await require_common.revokeAndReport(run, cancelled ? require_common.afterCancel : require_common.afterFailure);
		return cancelled ? 130 : 1;
	} finally {
		run.stop.clear();
		run.transport.close();
	}
}
async function logInAndDeliver(settings, run) {
	const { report, session, stop } = run;
	stop.after(settings.timeout);
	const url = new URL(settings.connection.urls[0]);
	report.network(settings.connection, require_common.proxyFor(url)?.name);
	const vault = require_common.createVault(settings.connection, run.transport, stop);
	const loggingIn = logIn(settings.login, vault, {
		...run,
		mask: require_common.mask
	});
	setImmediate(() => {
		run.transport.prepare({
			url,
			tls: settings.connection.tls
		}, settings.plan.length);
		Promise.resolve().then(() => require("../shared/deliver.js")).catch(() => void 0);
	});
	const { auth, lost } = await loggingIn;
	const connection = vault.connection();
	session.begin({
		connection,
		token: revocableToken(auth, settings),
		required: settings.revoke === "required"
	});
	report.loggedIn(connection, settings.login, auth, lost);
	const { deliver } = await Promise.resolve().then(() => require("../shared/deliver.js"));
	return deliver(auth, vault, settings, run);
}
function keepAlive({ session, report }) {
	report.keptAlive(session.revocable());
	session.clear();
}
const revocableToken = (auth, { plan }) => ({
	value: auth.token,
	kind: auth.kind,
	expires: tokenExpiry(auth),
	booted: require_common.bootMoment(),
	renewable: auth.renewable,
	uses: auth.uses,
	spent: plan.length
});
const tokenExpiry = (auth) => auth.seconds > 0 ? require_common.after(require_common.now(), auth.seconds) : require_common.noExpiry;
const cancelled = (signal) => new require_common.Failure("ERR_CANCELLED", `the step was asked to stop (${signal})`);
// src/main.ts
const stop = require_common.createStop();
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => {
	stop.ask(cancelled(signal));
});
runMain({
	env: process.env,
	transport: require_common.createRunTransport(process.env),
	session: require_common.createSession(process.env),
	report: require_common.createReport(process.env),
	stop
}).then((exitCode) => {
	process.exitCode = exitCode;
});
