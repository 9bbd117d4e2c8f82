const require_common = require("../shared/common.js");
let node_path = require("node:path");
let node_timers_promises = require("node:timers/promises");
let node_fs = require("node:fs");
// src/plan/command-line.ts
const options = [...[
	"owner",
	"vars",
	"deprecated",
	"engines",
	"generate",
	"mounts",
	"sarif"
], ...[
	"url",
	"namespace",
	"failOn",
	"baseline",
	"caCertificate"
]];
const flags$1 = ["check", "approve"];
const passedOn = ["GITHUB_API_URL", "GITHUB_SERVER_URL"];
function parseCommand(args, env) {
	const inputs = new Map();
	let asJson = false;
	for (let at = 0; at < args.length; at++) {
		const argument = args[at] ?? "";
		const option = options.find((name) => argument === `--${name}`);
		const value = option ? args[++at] : argument;
		const flag = flags$1.find((name) => argument === `--${name}`);
		if (argument === "--json") asJson = true;
		else if (flag) inputs.set(flag, "true");
		else if (value === void 0 || !option && argument.startsWith("-")) throw unknownOption(argument);
		else if (!option && inputs.has("directory")) throw unknownOption(argument);
		else inputs.set(option ?? "directory", [inputs.get(option ?? "directory"), value].filter((line) => line !== void 0).join("\n"));
	}
	if (inputs.has("owner")) inputs.set("ownerToken", env["GITHUB_TOKEN"] ?? "");
	if (inputs.has("check")) inputs.set("method", "token").set("token", env["VAULT_TOKEN"] ?? "");
	return {
		asJson,
		env: {
			...Object.fromEntries([...inputs].map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
			...Object.fromEntries(passedOn.flatMap((name) => env[name] === void 0 ? [] : [[name, env[name]]]))
		}
	};
}
function unknownOption(argument) {
	const usage = [
		"[DIRECTORY] [--json]",
		...options.map((name) => `[--${name} VALUE]`),
		...flags$1.map((name) => `[--${name}]`)
	].join(" ");
	return new require_common.Failure("ERR_INPUT", `"${argument}" is not expected. Write: npm run plan -- ${usage}`, { hint: "With --owner, the variable GITHUB_TOKEN must contain a token that can read the repositories; with --check, VAULT_TOKEN one for Vault." });
}
// src/workflows/events.ts
const maxChoices = 32;
function startsOf(workflow, { defaultBranch }) {
	const events = workflow.triggers.filter(({ event }) => event !== "workflow_call");
	if (events.length === 0) {
		const inputs = new Map(workflow.callInputs.flatMap(defaultOf));
		return workflow.triggers.map((trigger) => ({
			trigger,
			github: new Map(),
			inputs,
			knowsInputs: false,
			isCalled: true
		}));
	}
	return events.flatMap(splitByBranch).flatMap((trigger) => {
		const github = githubOf(trigger, defaultBranch);
		if (trigger.event !== "workflow_dispatch") return [{
			trigger,
			github,
			inputs: new Map(),
			knowsInputs: true,
			isCalled: false
		}];
		return choicesOf(workflow.dispatchInputs).map((inputs) => ({
			trigger,
			github,
			inputs,
			knowsInputs: false,
			isCalled: false
		}));
	});
}
const literal = /^[^*?+[\]!]+$/;
function splitByBranch(trigger) {
	const { event, branches = [] } = trigger;
	return event === "push" && !trigger.tags && !trigger.tagsIgnore && branches.length > 0 && branches.every((one) => literal.test(one)) ? branches.map((branch) => ({
		event,
		branches: [branch]
	})) : [trigger];
}
function githubOf({ event, branches = [], tags }, defaultBranch) {
	const [pushed, ...more] = event === "push" && !tags ? branches : [];
	const branch = event === "schedule" ? defaultBranch : pushed;
	const values = new Map([["event_name", { known: event }]]);
	if (branch === void 0 || more.length > 0 || !literal.test(branch)) return values;
	return new Map([
		...values,
		["ref", { known: `refs/heads/${branch}` }],
		["ref_name", { known: branch }],
		["ref_type", { known: "branch" }]
	]);
}
function choicesOf(definitions) {
	const defaults = new Map(definitions.flatMap(defaultOf));
	const choices = definitions.filter(({ options }) => options.length > 0);
	if (choices.reduce((product, { options }) => product * options.length, 1) > maxChoices) return [defaults];
	return choices.reduce((combinations, { name, options }) => combinations.flatMap((one) => options.map((known) => new Map([...one, [name, { known }]]))), [defaults]);
}
function defaultOf({ name, default: value }) {
	if (!value) return [];
	return [[name, String(value.value).includes("${{") ? { open: String(value.value) } : { known: value.value }]];
}
function joinTriggers(triggers) {
	const joined = new Map();
	for (const trigger of triggers) {
		const { event, branches, ...others } = trigger;
		const key = branches && Object.keys(others).length === 0 ? event : JSON.stringify(trigger);
		joined.set(key, {
			...trigger,
			...branches && { branches: [...new Set([...joined.get(key)?.branches ?? [], ...branches])] }
		});
	}
	return [...joined.values()];
}
// src/workflows/finding.ts
const levels$1 = {
	PLAN_FILE: "error",
	PLAN_NOT_READ: "notice",
	PLAN_INPUT: "error",
	PLAN_ID_TOKEN: "error",
	PLAN_LITERAL_SECRET: "error",
	PLAN_PULL_REQUEST_TARGET: "warning",
	PLAN_TLS_SKIP_VERIFY: "warning",
	PLAN_EXPORT_ENV: "warning",
	PLAN_UNPINNED: "warning",
	PLAN_DEPRECATED: "warning",
	PLAN_ENGINE: "warning",
	PLAN_STORED_SECRET: "warning"
};
function finding(code, place, text, action) {
	return {
		code,
		level: levels$1[code],
		place,
		text,
		action
	};
}
function objectAt(text, start, tried) {
	const end = tried.has(start) ? void 0 : endOfValue(text, start, tried);
	const object = end === void 0 ? void 0 : parsed(text.slice(start, end));
	return end !== void 0 && require_common.isObject$1(object) ? {
		object,
		end
	} : void 0;
}
const string = String.raw`"[^"\\\r\n\t]*(?:\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4})[^"\\\r\n\t]*)*"`;
const number = String.raw`-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?`;
const space = String.raw`[ \t\r\n]*`;
const member = new RegExp(`${space}(?:(${string})${space}:${space})?(?:([{[])(?!${space}[\\]}])|\\{${space}\\}|\\[${space}\\]|${string}|${number}|true|false|null)`, "y");
const afterMember = new RegExp(`${space}([,\\]}])`, "y");
function endOfValue(text, start, tried) {
	const closing = [];
	for (let at = start; closing.length <= 32;) {
		member.lastIndex = at;
		const [, key, bracket] = member.exec(text) ?? [];
		at = member.lastIndex;
		if (at === 0 || key !== void 0 !== (closing.at(-1) === "}")) return void 0;
		if (bracket) {
			tried.add(at - 1);
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
	const tried = new Set();
	for (let at = skip(/[\s;]*/y, text, 0); at < text.length; at = skip(/[\s;]*/y, text, at)) {
		const pathEnd = skip(/[^\s;]*/y, text, at);
		const objectStart = skip(/\s*/y, text, pathEnd);
		const object = objectStart > pathEnd && text[objectStart] === "{" ? objectAt(text, objectStart, tried) : void 0;
		const body = object && /^[\s;|]?$/.test(text.charAt(object.end)) ? object : void 0;
		const semicolon = text.indexOf(";", body?.end ?? at);
		const end = semicolon < 0 ? text.length : semicolon;
		const write = body && {
			path: text.slice(at, pathEnd),
			body: body.object,
			rest: text.slice(body.end, end).trimEnd()
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
// src/mapping/entry-problem.ts
const trailingComment = {
	problem: "has a # that does not start a comment",
	instead: "each comment on its own line"
};
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
		if (written.startsWith("#")) return trailingComment;
		const [, name = "", quoted = ""] = /^([^=]*=?)(.*)$/s.exec(written) ?? [];
		const set = flags.get(name);
		if (!set) return {
			problem: `has the unknown flag "${written}"`,
			instead: `one of ${known}, and quotes around a value with spaces`
		};
		const value = quoted.startsWith("\"") ? jsonString(quoted) : quoted;
		if (value === void 0) return {
			problem: `has the flag ${written}, whose value is not a valid JSON string`,
			instead: `${name}"…" (a JSON string)`
		};
		if (value === "" && name === "file=") return {
			problem: "has the flag file= without a path",
			instead: "file, or file=PATH"
		};
		read = {
			...read,
			...set(value)
		};
	}
	return read;
}
// src/mapping/names.ts
function derivedNames(selector) {
	const output = normalize(selector);
	return {
		output,
		variable: output.toUpperCase()
	};
}
function normalize(name) {
	return name.replaceAll(".", "__").replace(/[^\p{L}\p{N}_]/gu, "");
}
// src/mapping/pattern.ts
const patternCharacters = /^[\p{L}\p{N}_*?-]+$/u;
const isPattern = (text) => /[*?]/.test(text) && patternCharacters.test(text);
function matches(pattern, name) {
	const [wanted, given] = [Array.from(pattern), Array.from(name)];
	let [at, star, afterStar] = [
		0,
		-1,
		0
	];
	for (let index = 0; index < given.length;) if (wanted[at] === "*") {
		star = at++;
		afterStar = index;
	} else if (wanted[at] === "?" || wanted[at] === given[index]) {
		at++;
		index++;
	} else if (star >= 0) {
		at = star + 1;
		index = ++afterStar;
	} else return false;
	return wanted.slice(at).every((character) => character === "*");
}
// src/mapping/entry.ts
function parseChunk(chunk, options) {
	const plain = chunk.write && /^(\s+[^|\s]|$)/.test(chunk.write.rest) ? void 0 : plainEntry(chunk.text);
	if (plain) return requestFor(plain.path, void 0, plain, plain.name, options);
	const long = chunk.write ? longWrite(chunk.write, options) : longEntry(chunk.text, options);
	const flat = chunk.write?.rest ?? (startsObject.test(chunk.text) ? "" : chunk.text);
	if (!("problem" in long) || !flat.includes("\n")) return long;
	return lineByLine(chunk, options) ?? {
		problem: "spans several lines",
		instead: "one entry per line, each ending with ;"
	};
}
function cleanPath(written) {
	const path = written.replace(/^\/+/, "");
	const instead = "the full path in Vault, for example secret/data/app";
	if (path === "") return {
		problem: "has an empty path",
		instead
	};
	if (/\p{Cc}/u.test(path)) return {
		problem: "has a control character in its path",
		instead
	};
	return path.split(/[/?]/).some((segment) => /^(\.|%2e){1,2}$/i.test(segment)) ? {
		problem: "has . or .. as a path segment",
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
		isQuoted: selector.includes("\""),
		name
	};
}
function longEntry(text, options) {
	const [, path = "", rest = ""] = /^([^\s|]*)\s*(.*)$/s.exec(text) ?? [];
	const parts = partsOf(rest);
	if (!parts) return unclosedQuote;
	const [selector = "", ...tail] = parts;
	if (selector === "") return {
		problem: "has no key",
		instead: joined$1(`${path || "PATH"} KEY`, tail)
	};
	if (selector.startsWith("{") || /\{["']/.test(path)) return {
		problem: "is invalid: { must start a valid JSON object, followed by a space",
		instead: joined$1(`${path.replace(/\{.*/, "")} {"name": "value"} KEY`, tail)
	};
	return longRequest({
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
	if (!parts) return unclosedQuote;
	const [selector = "", ...tail] = parts;
	if (selector !== "") return longRequest({
		path,
		body,
		source,
		selector,
		tail
	}, options);
	if (tail.length === 0) return requestFor(path, body, void 0, void 0, options);
	return {
		problem: "has an output name but no key",
		instead: joined$1(`${source} KEY`, tail)
	};
}
function longRequest({ path, body, source, selector, tail }, options) {
	const [name = "", flagged = "", ...more] = tail;
	const key = unquoted(selector);
	if (key === void 0) return selectorProblem(source, selector, tail);
	if (more.length > 0) return {
		problem: "has more than three parts",
		instead: `${source} ${selector} | NAME | FLAGS`
	};
	if (name.includes("\n")) return {
		problem: "has a name that spans several lines",
		instead: "one entry per line, each ending with ;"
	};
	if (tail.length === 1 && name === "") return {
		problem: "has no name after the |",
		instead: `${source} ${selector} | NAME`
	};
	const flags = parseFlags(flagged);
	if ("problem" in flags) return flags;
	return requestFor(path, body, {
		selector: key,
		isQuoted: /["`]/.test(selector)
	}, name === "" ? void 0 : name, {
		...options,
		...flags
	});
}
function requestFor(writtenPath, body, written, name, options) {
	const path = cleanPath(writtenPath);
	if (typeof path !== "string") return path;
	if (written === void 0) return [{
		path,
		body,
		entry: void 0
	}];
	if (/\s#|^#\s/.test(name ?? "")) return trailingComment;
	const { selector, isQuoted } = written;
	const names = name === void 0 ? derivedNames(selector) : {
		output: name,
		variable: name
	};
	const isAll = selector === "*" || selector === "**";
	if (isAll || !isQuoted && isPattern(selector)) {
		if (options.file?.path !== void 0) return {
			problem: "would write every key to the same file",
			instead: "the flag file without a path"
		};
		const asKey = isAll ? void 0 : names;
		return [{
			path,
			body,
			entry: {
				kind: "wildcard",
				pattern: selector,
				upperCase: !selector.includes("**"),
				prefix: name ?? "",
				asKey,
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
			joinsLines: false,
			maybeAbsent: false,
			...names,
			...options
		}
	}];
}
function lineByLine({ text, write }, options) {
	const requests = [];
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
				order: options.order + requests.length
			});
			if ("problem" in found) return void 0;
			requests.push(...found);
		}
	}
	return requests;
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
const unclosedQuote = {
	problem: "has an unclosed quote",
	instead: "the same quote character at the end of the quoted text"
};
function unquoted(written) {
	if (/^`[^`]+`$/.test(written)) return written.slice(1, -1);
	if (/^"[^"\\]*(?:\\.[^"\\]*)*"$/s.test(written)) return jsonString(written);
	return /\s/.test(written) ? void 0 : written.replaceAll("\"", "");
}
function selectorProblem(source, written, tail) {
	const [key = "", name = "", ...more] = written.split(/\s+/);
	const asOneSelector = (text) => joined$1(`${source} ${JSON.stringify(text)}`, tail);
	if (/\s#/.test(written)) return trailingComment;
	if (/^"[^"]*"$/.test(written)) return {
		problem: "has a quoted key that is not a valid JSON string",
		instead: asOneSelector(written.slice(1, -1))
	};
	return {
		problem: "has more than a path and a key",
		instead: `${tail.length === 0 && more.length === 0 ? `${source} ${key} | ${name}, or ` : ""}${asOneSelector(written)}`
	};
}
function joined$1(source, tail) {
	return (tail.join("") === "" ? [source] : [source, ...tail]).join(" | ");
}
// src/mapping/parse.ts
function parseMapping(text, defaults, input = "secrets") {
	return parseChunks(input, text, defaults, parseChunk);
}
function parsePki(text, defaults) {
	return parseChunks("pki", text, defaults, ({ write, text: written }, options) => {
		if (write?.rest.trim() !== "") return {
			problem: "is not a path followed by a valid JSON object",
			instead: `${written.split(/\s/)[0] ?? ""} {"common_name": "…"};`
		};
		const path = cleanPath(write.path);
		if (typeof path !== "string") return path;
		const role = path.split("/").at(-1) ?? "";
		return certificateParts.map(([suffix, selector, maybeAbsent], index) => {
			const entry = {
				kind: "key",
				selector,
				joinsLines: true,
				maybeAbsent,
				...derivedNames(`${role}_${suffix}`),
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
	const requests = [];
	const positionOf = positionsIn(text);
	for (const chunk of chunksOf(withoutComments(text))) {
		if (problems.length === maxProblems) break;
		const position = positionOf(chunk.at);
		const options = {
			order: requests.length,
			input,
			line: position.line,
			fallback: void 0,
			masking: "usual",
			file: void 0,
			...defaults
		};
		const found = chunk.text.startsWith("#") ? misplacedComment : parseOne(chunk, options);
		if ("problem" in found) {
			const text = `"${shortened(chunk.text, 80)}" ${shortened(found.problem, 160)}`;
			problems.push({
				...position,
				text,
				instead: shortened(found.instead, 160)
			});
		} else for (const request of found) requests.push({
			...request,
			line: request.entry?.line ?? position.line
		});
	}
	return {
		plan: planOf(input, requests),
		problems
	};
}
const misplacedComment = {
	problem: "starts with a # that is not the first character of its line",
	instead: "each comment on its own line"
};
function planOf(input, found) {
	const requests = new Map();
	for (const { path, body, entry, line } of found) {
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
// src/workflows/find-expressions.ts
const part = /'[^']*'|\}\}|[^'}]+|\}/gy;
function findExpressions(text) {
	const found = [];
	for (let index = text.indexOf("${{"); index >= 0; index = text.indexOf("${{", part.lastIndex)) {
		part.lastIndex = index + 3;
		let piece = part.exec(text);
		while (piece && piece[0] !== "}}") piece = part.exec(text);
		if (!piece) return found;
		found.push({
			index,
			written: text.slice(index, part.lastIndex),
			inner: text.slice(index + 3, part.lastIndex - 2)
		});
	}
	return found;
}
// src/workflows/value.ts
function placeOfLine({ repository, file, line, isBlock, lines }, inText) {
	return lines?.[inText - 1] ?? {
		repository,
		file,
		line: isBlock ? line + inText - 1 : line
	};
}
const openTextOf = (value) => "open" in value ? value.open : textOfJson(value.known);
function textOfJson(value) {
	if (value === null) return "";
	if (typeof value === "object") return Array.isArray(value) ? "Array" : "Object";
	return String(value);
}
// src/workflows/mapping-requests.ts
const maxRemembered = 2e6;
function createMappingReader() {
	let known = new Map();
	let characters = 0;
	return (input, mapping, fallback) => {
		if (!mapping) return mappingRequests(input, mapping, fallback);
		const key = JSON.stringify([
			input,
			mapping,
			fallback
		]);
		const requests = known.get(key) ?? mappingRequests(input, mapping, fallback);
		if (!known.has(key)) characters += key.length;
		if (characters > maxRemembered) {
			known = new Map();
			characters = 0;
		}
		known.set(key, requests);
		return requests;
	};
}
function mappingRequests(input, mapping, fallback) {
	const text = mapping ? openTextOf(mapping) : "";
	const openEntries = [];
	const placeOf = placesIn(mapping, fallback);
	const holes = createHoles(text.split("\n").map((line, index) => {
		const expression = onlyExpression(line);
		if (expression === void 0) return line;
		openEntries.push({
			expression,
			place: placeOf(index + 1)
		});
		return "";
	}).join("\n"));
	const { plan, problems } = parsers[input](holes.filled, defaults);
	return {
		requests: plan.map((request) => requestOf(request, holes.restore, placeOf)),
		openEntries,
		problems: problems.map(({ line, text: problem, instead }) => ({
			text: `${input}: ${holes.restore(problem)}`,
			instead: holes.restore(instead),
			place: placeOf(line)
		}))
	};
}
const parsers = {
	secrets: parseMapping,
	pki: parsePki
};
function onlyExpression(line) {
	const trimmed = line.trim();
	const text = trimmed.endsWith(";") ? trimmed.slice(0, -1).trimEnd() : trimmed;
	const [only] = text.startsWith("${{") ? findExpressions(text) : [];
	return only?.written === text ? text : void 0;
}
const defaults = {
	optional: false,
	toEnvironment: false,
	encoding: "utf8"
};
function createHoles(text) {
	const mark = unusedMark(text);
	const expressions = findExpressions(text);
	const filled = [];
	let at = 0;
	for (const [number, { index, written }] of expressions.entries()) {
		filled.push(text.slice(at, index), mark, String(number).padStart(6, "0"));
		at = index + written.length;
	}
	const hole = new RegExp(`${mark}(\\d{6})`, "g");
	return {
		filled: [...filled, text.slice(at)].join(""),
		restore: (part) => part.replace(hole, (_, number) => expressions[Number(number)]?.written ?? "")
	};
}
function unusedMark(text) {
	const used = new Set(text.match(/8310[0-7]{8}/g));
	for (let number = 0;; number++) {
		const mark = `8310${number.toString(8).padStart(8, "0")}`;
		if (!used.has(mark)) return mark;
	}
}
function placesIn(mapping, fallback) {
	const origin = mapping?.origin;
	if (!origin) return () => fallback;
	return (line) => placeOfLine(origin, line);
}
function requestOf({ method, path, folder, entries, line }, restore, placeOf) {
	const lines = new Set(entries.length === 0 ? [line] : entries.map((entry) => entry.line));
	return {
		method,
		path: restore(path),
		...folder && { folder: entries.some(readsAllLevels) ? "all levels" : "one level" },
		keys: [...new Set(entries.map((entry) => restore(keyOf$1(entry))))],
		places: uniquePlaces([...lines].map(placeOf))
	};
}
const readsAllLevels = (entry) => entry.kind === "wildcard" && !entry.upperCase;
const uniquePlaces = (places) => [...new Map(places.map((place) => [JSON.stringify(place), place])).values()];
function keyOf$1(entry) {
	if (entry.kind === "key") return entry.selector;
	return entry.upperCase ? "*" : "**";
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
// src/workflows/path-rules.ts
function parsePathRules(text) {
	const rules = [];
	const problems = [];
	for (const [index, line] of text.split("\n").entries()) {
		if (/^\s*(#|$)/.test(line)) continue;
		const [, path, key, replacement] = /^\s*(\S+)(?:\s+(\S+))?\s+=>\s+(\S.*?)\s*$/.exec(line) ?? [];
		if (path === void 0 || replacement === void 0 || path === "=>") problems.push({
			line: index + 1,
			text: line.trim()
		});
		else rules.push({
			pattern: [path, key].filter(Boolean).join(" "),
			replacement,
			matches: matcher(path, key)
		});
	}
	return {
		rules,
		problems
	};
}
function matcher(path, key) {
	const pathPattern = path.replace(/^\/+/, "");
	return (request) => {
		if (!matches(pathPattern, request.path.replace(/\?.*$/s, ""))) return false;
		return key === void 0 || request.keys.some((name) => matches(key, name));
	};
}
const firstPlace = ({ places }, fallback) => places[0] ?? fallback;
// src/workflows/rules.ts
function findingsOf(step, usage, problems, rules) {
	return [
		...problems.map(({ place, text, instead }) => finding("PLAN_INPUT", place, text, `Write: ${instead}`)),
		...withoutIdToken(usage),
		...literalSecrets(step),
		...risks(usage),
		...usage.requests.flatMap((request) => [...rules.deprecated.filter(({ matches }) => matches(request)).map(({ pattern, replacement }) => finding("PLAN_DEPRECATED", firstPlace(request, usage.place), `${request.path} is deprecated (${pattern})`, `Read ${replacement}`)), ...(request.method === "GET" ? rules.engines : []).filter(({ matches }) => matches(request)).map(({ pattern, replacement }) => finding("PLAN_ENGINE", firstPlace(request, usage.place), `${request.path} is a stored secret that an engine can create for each job (${pattern})`, `Read ${replacement}`))])
	];
}
function withoutIdToken({ oidc, job, method }) {
	if (!oidc || job?.idToken !== "no") return [];
	const who = `job ${job.id} logs in with its OIDC token (method ${method}), but has no permission to request one: ${job.permissions}`;
	const callers = job.id.includes(" / ") ? ", in the calling workflows too" : "";
	return [finding("PLAN_ID_TOKEN", job.permissionsPlace, who, `Add \`id-token: write\` to the permissions of the job${callers}`)];
}
function literalSecrets({ inputs, place }) {
	return secretInputs.flatMap((name) => {
		const value = inputs.get(name.toLowerCase());
		if (!value || !("known" in value) || value.known === null || !isSecret(name, textOfJson(value.known).trim())) return [];
		return [finding("PLAN_LITERAL_SECRET", value.origin ?? place, `${name} is written in the file`, "Replace the credential, and store the new one as a secret of GitHub")];
	});
}
function isSecret(name, text) {
	if (text === "" || name === "roleId") return false;
	return name !== "clientKey" || text.includes("PRIVATE KEY") || text.length > 200;
}
function risks({ action, uses, pinned, place, job, exportEnv, tlsSkipVerify }) {
	const found = [];
	if (!pinned) found.push(finding("PLAN_UNPINNED", place, `${uses} is not pinned to a commit`, "Write the SHA of a commit after the @, and the version in a comment"));
	if (exportEnv !== "false" && !exportEnv.includes("${{")) {
		const why = action === "vault-action" ? "exports by default: every later step" : "has `exportEnv: true`: every later step";
		found.push(finding("PLAN_EXPORT_ENV", place, `${uses} ${why} can read the values from its environment`, "Set `exportEnv: false` and an `id`, and use the outputs in the steps that need them"));
	}
	if (tlsSkipVerify !== "false" && !tlsSkipVerify.includes("${{")) found.push(finding("PLAN_TLS_SKIP_VERIFY", place, "the certificate of Vault is not verified", "Set `caCertificate` in place of `tlsSkipVerify`"));
	if (job?.triggers.some(({ event }) => event === "pull_request_target")) found.push(finding("PLAN_PULL_REQUEST_TARGET", place, "pull_request_target starts this job for pull requests from forks, with the secrets and the identity of this repository", "Read secrets in a workflow that `push` or `workflow_dispatch` starts"));
	return found;
}
function storedSecrets(job, { repository, file }, isVaultStep) {
	return job.steps.flatMap((step) => {
		if (isVaultStep(require_common.textOf(step.uses) ?? "")) return [];
		return require_common.entriesOf(step.with).flatMap(([input, { line, value }]) => {
			const names = [...(require_common.textOf(value) ?? "").matchAll(/\bsecrets\.([\w-]+)/gi)].map(([, name = ""]) => name);
			return [...new Set(names)].filter((name) => name.toUpperCase() !== "GITHUB_TOKEN").map((name) => finding("PLAN_STORED_SECRET", {
				repository,
				file,
				line
			}, `${input} takes the secret ${name} from GitHub in a job that reads Vault`, "Store it in Vault, add it to the mapping, and use the output"));
		});
	});
}
// src/workflows/uses.ts
const actions = {
	"vault-exchange/vault-exchange": "vault-exchange",
	"hashicorp/vault-action": "vault-action"
};
function parseUses(text) {
	const inside = /^([.$])\/(.*)$/s.exec(text.trim());
	if (inside) return {
		kind: inside[1] === "." ? "local" : "own",
		path: normalized(inside[2] ?? "")
	};
	const [, repository = "", below = "", ref = ""] = /^([\w.-]+\/[\w.-]+)((?:\/[^@]*)?)@(\S+)$/.exec(text.trim()) ?? [];
	if (repository === "") return { kind: "other" };
	const path = normalized(below);
	const name = repository.toLowerCase();
	const action = path === "" && Object.hasOwn(actions, name) ? actions[name] : void 0;
	if (action) return {
		kind: "vault",
		action,
		isPinned: /^(?:[\da-f]{40}|[\da-f]{64})$/i.test(ref)
	};
	return {
		kind: "remote",
		repository,
		path,
		ref
	};
}
function normalized(path) {
	return path.split("/").filter((segment) => segment !== "" && segment !== ".").join("/");
}
// src/core/input-reader.ts
function createInputReader(text, problem) {
	return {
		text,
		problem,
		required(name, instead) {
			const given = text(name);
			if (given === void 0) problem(name, "is required", instead);
			return given ?? "";
		}
	};
}
// src/login/implied-method.ts
const impliedMethods = {
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
	authPayload: ["the name of the auth method"]
};
function impliedMethod(inputs) {
	const given = Object.keys(impliedMethods).filter((input) => inputs.text(input) !== void 0);
	const candidates = new Set(given.flatMap((input) => impliedMethods[input] ?? []));
	const [first = "jwt", ...others] = candidates;
	if (others.length > 0 || given.includes("authPayload")) {
		if ([...candidates].some((method) => given.every((input) => input === "authPayload" || impliedMethods[input]?.includes(method)))) inputs.problem("method", `is required: ${given.join(", ")} can belong to several methods`, [...candidates].join(" or "));
		else {
			const instead = `${[...candidates].join(" or ")}, and remove the other credential`;
			inputs.problem("method", `is required: ${listed(given)} imply different methods`, instead);
		}
		return "jwt";
	}
	return first;
}
const listed = (names) => names.join(", ").replace(/, ([^,]*)$/, " and $1");
// src/workflows/vault-step.ts
function usageOf(step, readMapping) {
	const problems = [];
	const inputs = createInputReader((name) => givenText(step.inputs, name), (input, text, instead) => problems.push({
		text: `${input}: ${text}`,
		instead,
		place: step.place
	}));
	const given = (name) => inputs.text(name) ?? "";
	const ownAction = step.action === "vault-exchange";
	if (ownAction && given("url") === "") inputs.problem("url", "is required", "https://vault.example.com");
	const namespace = trimmedNamespace(given("namespace"));
	const method = methodOf(inputs, step.action);
	const oidc = method === "jwt" && !otherJwts.some((name) => given(name) !== "");
	const mappings = ["secrets", "pki"].map((name) => readMapping(name, step.inputs.get(name), step.place));
	return {
		usage: {
			action: step.action,
			uses: step.uses,
			pinned: step.isPinned,
			place: step.place,
			calls: step.calls,
			job: step.job,
			url: withoutSlashes(given("url")),
			namespace,
			authNamespace: given("authNamespace") === "" ? namespace : trimmedNamespace(given("authNamespace")),
			method,
			oidc,
			mount: withoutSlashes(given("path") || method).replace(/^auth\//, ""),
			role: given("role"),
			audience: oidc ? given("jwtGithubAudience") || step.ownerUrl : void 0,
			requests: mappings.flatMap(({ requests }) => requests),
			openEntries: mappings.flatMap(({ openEntries }) => openEntries),
			exportEnv: lowerCase(given("exportEnv")) || defaultExportEnv[step.action],
			exportsToken: ["exportToken", "outputToken"].some((name) => !/^(false)?$/i.test(given(name))),
			revoke: ownAction ? lowerCase(given("revoke")) || "true" : "false",
			tlsSkipVerify: lowerCase(given("tlsSkipVerify")) || "false"
		},
		problems: [...problems, ...mappings.flatMap((mapping) => mapping.problems)]
	};
}
const defaultExportEnv = {
	"vault-exchange": "false",
	"vault-action": "true"
};
const otherJwts = [
	"jwt",
	"jwtFile",
	"jwtPrivateKey"
];
function givenText(inputs, name) {
	const value = inputs.get(name.toLowerCase());
	const text = value ? openTextOf(value).trim() : "";
	return text === "" ? void 0 : text;
}
function methodOf(inputs, action) {
	const written = inputs.text("method");
	if (written !== void 0) return lowerCase(written);
	return action === "vault-exchange" ? impliedMethod(inputs) : "token";
}
const lowerCase = (text) => text.includes("${{") ? text : text.toLowerCase();
function trimmedNamespace(written) {
	const trimmed = withoutSlashes(written);
	return trimmed === "root" ? "" : trimmed;
}
function withoutSlashes(text) {
	let start = 0;
	let end = text.length;
	while (text[start] === "/") start++;
	while (end > start && text[end - 1] === "/") end--;
	return text.slice(start, end);
}
// src/workflows/budget.ts
var BudgetExceeded = class extends Error {};
const maxSteps = 2e4;
const maxCharacters = 1e7;
var Budget = class {
	#steps = 0;
	#characters = 0;
	spendStep() {
		if (++this.#steps > maxSteps) throw new BudgetExceeded(`runs more than ${maxSteps} steps, with all calls and matrix combinations`);
	}
	spendText(characters) {
		this.#characters += characters;
		if (this.#characters > maxCharacters) throw new BudgetExceeded(`has expressions that read more than ${maxCharacters} characters`);
	}
};
// src/workflows/called-file.ts
function repositoryOf(uses, scope, workspace, library, local) {
	if (uses.kind === "remote") return library.find(uses.repository);
	return local === "workspace" && uses.kind === "local" ? workspace : library.find(scope.repository);
}
const notRead = ({ kind }) => kind === "remote" ? "is in a repository that was not read" : "is not in this repository";
const placeOf = ({ line }, { repository, file }) => ({
	repository,
	file,
	line
});
function replaceBounded(text, parts, replacement) {
	let replaced = "";
	let at = 0;
	for (const part of parts) {
		replaced += text.slice(at, part.index) + replacement(part);
		at = part.index + part.written.length;
		if (replaced.length > 1e5) return void 0;
	}
	replaced += text.slice(at);
	return replaced.length > 1e5 ? void 0 : replaced;
}
// src/workflows/evaluate.ts
function evaluate(expression, scope) {
	const value = valueOf$1(expression, scope);
	if (value) scope.budget.spendText(openTextOf(value).length);
	return value;
}
function valueOf$1(expression, scope) {
	switch (expression.kind) {
		case "literal": return { known: expression.value };
		case "reference": return lookUp(expression.path, scope);
		case "property": {
			const object = evaluate(expression.of, scope);
			return object && "known" in object ? below(object.known, expression.path, scope) : void 0;
		}
		case "call": return call(expression.name, expression.args.map((argument) => evaluate(argument, scope)));
		case "operation": return operate(expression.operator, expression.operands.map((operand) => evaluate(operand, scope)));
	}
}
const isTruthy = (value) => value !== false && value !== 0 && value !== "" && value !== null && !Number.isNaN(value);
function isCertainlyFalse(expression, scope) {
	if (expression.kind === "operation") {
		const areFalse = expression.operands.map((operand) => isCertainlyFalse(operand, scope));
		if (expression.operator === "&&") return areFalse.includes(true);
		if (expression.operator === "||") return !areFalse.includes(false);
	}
	const value = evaluate(expression, scope);
	return value !== void 0 && "known" in value && !isTruthy(value.known);
}
function lookUp([name = "", ...path], scope) {
	const context = scope.contexts.get(name.toLowerCase());
	const [property, ...more] = path;
	if (!context || property === void 0) return void 0;
	const value = context.values.get(property.toLowerCase()) ?? (context.isComplete ? { known: null } : void 0);
	if (!value || more.length === 0) return value;
	return "known" in value ? below(value.known, more, scope) : void 0;
}
function below(value, path, { budget }) {
	let current = value;
	for (const property of path) {
		if (property === void 0) return void 0;
		if (require_common.isObject$1(current)) {
			const entries = Object.entries(current);
			budget.spendText(entries.length);
			current = entries.find(([key]) => key.toLowerCase() === property.toLowerCase())?.[1] ?? null;
		} else current = (Array.isArray(current) ? current[Number(property)] : void 0) ?? null;
	}
	return { known: current };
}
function operate(operator, [left, right]) {
	if (!left || !("known" in left)) return void 0;
	if (operator === "&&") return isTruthy(left.known) ? right : left;
	if (operator === "||") return isTruthy(left.known) ? left : right;
	if (operator === "!") return { known: !isTruthy(left.known) };
	if (!right || !("known" in right)) return void 0;
	return { known: compare$1(operator, left.known, right.known) };
}
function compare$1(operator, left, right) {
	const [one, other] = typeof left === "string" && typeof right === "string" ? [left.toUpperCase(), right.toUpperCase()] : [numberOf(left), numberOf(right)];
	switch (operator) {
		case "==": return left === null ? right === null || one === other : one === other;
		case "!=": return one !== other;
		case "<": return one < other;
		case "<=": return one <= other;
		case ">": return one > other;
		case ">=": return one >= other;
	}
}
function numberOf(value) {
	if (typeof value === "object" && value !== null) return NaN;
	return typeof value === "string" && value.trim() === "" ? 0 : Number(value);
}
function call(name, args) {
	if (name === "format") return format(args);
	if (!args.every((argument) => argument && "known" in argument)) return void 0;
	const values = args.flatMap((argument) => argument && "known" in argument ? [argument.known] : []);
	const result = Object.hasOwn(functions, name) ? functions[name]?.(values) : void 0;
	return result === void 0 ? void 0 : { known: result };
}
const upper = (value) => textOfJson(value ?? null).toUpperCase();
const items = (value) => Array.isArray(value) ? value : void 0;
const functions = {
	contains: ([search, item]) => items(search)?.some((one) => compare$1("==", one, item ?? null)) ?? upper(search).includes(upper(item)),
	startswith: ([search, start]) => upper(search).startsWith(upper(start)),
	endswith: ([search, end]) => upper(search).endsWith(upper(end)),
	join: ([list, separator]) => join$3(items(list) ?? [list ?? null], separator === void 0 ? "," : textOfJson(separator)),
	tojson: ([value]) => JSON.stringify(value ?? null, null, 2),
	fromjson: ([text]) => typeof text === "string" ? fromJson(text) : void 0
};
function join$3(parts, separator) {
	return parts.length * separator.length > 1e5 ? void 0 : parts.map(textOfJson).join(separator);
}
function format([pattern, ...args]) {
	if (!pattern || !("known" in pattern)) return void 0;
	if (!args.every((argument) => argument !== void 0)) return void 0;
	const used = [];
	const template = textOfJson(pattern.known);
	const text = replaceBounded(template, [...template.matchAll(/\{\{|\}\}|\{(\d+)\}/g)].map(({ index, 0: written, 1: number }) => ({
		index,
		written,
		number
	})), ({ written, number }) => {
		if (number === void 0) return written.slice(1);
		const argument = args[Number(number)] ?? { known: null };
		used.push(argument);
		return openTextOf(argument);
	});
	if (text === void 0) return void 0;
	return used.some((value) => "open" in value) ? { open: text } : { known: text };
}
const maxJsonDepth = 50;
function fromJson(text) {
	let depth = 0;
	for (const [bracket] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[{\]}]/g)) {
		if (/^[[{]/.test(bracket) && ++depth > maxJsonDepth) return void 0;
		if (/^[\]}]/.test(bracket)) depth--;
	}
	const parsed = require_common.objectOrList(text);
	if (parsed !== void 0) return parsed;
	return /^\s*(?:true|false|null|-?\d+(?:\.\d+)?|"[^"\\]*")\s*$/.test(text) ? JSON.parse(text) : void 0;
}
// src/workflows/expression.ts
const maxLength = 21e3;
const maxDepth = 50;
function parseExpression(text) {
	if (text.length > maxLength) return void 0;
	const tokens = tokensOf(text);
	if (!tokens) return void 0;
	const parser = new ExpressionParser(tokens);
	const expression = parser.operation(0, 0);
	return parser.isDone ? expression : void 0;
}
const token = /\s*(?:(?<string>'(?:[^']|'')*')|(?<number>[+-]?(?:0x[\da-f]+|0o[0-7]+|(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?)(?![\w.]))|(?<name>[a-z_][\w-]*)|(?<symbol>&&|\|\||[=!<>]=|[()[\],.*!<>]))\s*/iy;
function tokensOf(text) {
	const tokens = [];
	for (token.lastIndex = 0; token.lastIndex < text.length;) {
		const { string, number, name, symbol } = token.exec(text)?.groups ?? {};
		if (string !== void 0) tokens.push({
			kind: "value",
			text: string,
			value: string.slice(1, -1).replaceAll("''", "'")
		});
		else if (number !== void 0) tokens.push({
			kind: "value",
			text: number,
			value: Number(number)
		});
		else if (name !== void 0) tokens.push(nameToken(name));
		else if (symbol !== void 0) tokens.push({
			kind: "symbol",
			text: symbol
		});
		else return void 0;
	}
	return tokens;
}
const keywords = {
	true: true,
	false: false,
	null: null
};
function nameToken(name) {
	return Object.hasOwn(keywords, name) ? {
		kind: "value",
		text: name,
		value: keywords[name] ?? null
	} : {
		kind: "name",
		text: name
	};
}
const levels = [
	["||"],
	["&&"],
	["==", "!="],
	[
		"<",
		"<=",
		">",
		">="
	]
];
var ExpressionParser = class {
	#tokens;
	#at = 0;
	constructor(tokens) {
		this.#tokens = tokens;
	}
	get isDone() {
		return this.#at === this.#tokens.length;
	}
	operation(level, depth) {
		const operators = levels[level];
		if (!operators) return this.#unary(depth);
		let left = this.operation(level + 1, depth);
		for (let operator = this.#take(operators); operator && left; operator = this.#take(operators)) {
			const right = this.operation(level + 1, depth);
			left = right && {
				kind: "operation",
				operator,
				operands: [left, right]
			};
		}
		return left;
	}
	#unary(depth) {
		if (depth > maxDepth) return void 0;
		if (!this.#take(["!"])) return this.#postfix(depth);
		const operand = this.#unary(depth + 1);
		return operand && {
			kind: "operation",
			operator: "!",
			operands: [operand]
		};
	}
	#postfix(depth) {
		const primary = this.#primary(depth);
		if (!primary) return void 0;
		const path = [];
		for (;;) if (this.#take(["."])) {
			const isStar = this.#take(["*"]) !== void 0;
			const name = isStar ? void 0 : this.#tokens[this.#at++];
			if (!isStar && name?.kind !== "name") return void 0;
			path.push(name?.text);
		} else if (this.#take(["["])) {
			const index = this.#take(["*"]) ? void 0 : this.operation(0, depth + 1);
			if (!this.#take(["]"])) return void 0;
			path.push(index?.kind === "literal" ? require_common.toText(index.value) : void 0);
		} else break;
		if (path.length === 0) return primary;
		if (primary.kind === "reference") return {
			kind: "reference",
			path: [...primary.path, ...path]
		};
		return {
			kind: "property",
			of: primary,
			path
		};
	}
	#primary(depth) {
		if (this.#take(["("])) {
			const inner = this.operation(0, depth + 1);
			return this.#take([")"]) && inner;
		}
		const next = this.#tokens[this.#at++];
		if (next?.kind === "value") return {
			kind: "literal",
			value: next.value ?? null
		};
		if (next?.kind !== "name") return void 0;
		if (!this.#take(["("])) return {
			kind: "reference",
			path: [next.text]
		};
		const args = [];
		if (this.#take([")"])) return {
			kind: "call",
			name: next.text.toLowerCase(),
			args
		};
		do {
			const argument = this.operation(0, depth + 1);
			if (!argument) return void 0;
			args.push(argument);
		} while (this.#take([","]));
		return this.#take([")"]) && {
			kind: "call",
			name: next.text.toLowerCase(),
			args
		};
	}
	#take(symbols) {
		const next = this.#tokens[this.#at];
		const symbol = next?.kind === "symbol" ? symbols.find((one) => one === next.text) : void 0;
		if (symbol !== void 0) this.#at++;
		return symbol;
	}
};
// src/workflows/interpolate.ts
const expressionCost = 20;
function interpolate(node, scope) {
	const { repository, file, budget } = scope;
	const origin = {
		repository,
		file,
		line: node.line,
		isBlock: node.isBlock
	};
	if (typeof node.value !== "string") return {
		known: node.value,
		origin
	};
	const text = node.value;
	const expressions = findExpressions(text);
	const [only, ...more] = expressions;
	if (!only) return {
		known: text,
		origin
	};
	if (more.length === 0 && only.written === text.trim()) return {
		origin,
		...resolve(only, scope)
	};
	const values = [];
	const lines = createLineTracker(origin);
	const resolved = replaceBounded(text, expressions, (expression) => {
		const value = resolve(expression, scope);
		values.push(value);
		lines.add(text, expression.index, value);
		return openTextOf(value);
	});
	budget.spendText(text.length + (resolved?.length ?? 0) + expressionCost * expressions.length);
	if (resolved === void 0) return {
		open: text,
		origin
	};
	const origins = { origin: values.some((value) => openTextOf(value).includes("\n")) ? {
		...origin,
		lines: lines.end(text)
	} : origin };
	return values.some((value) => "open" in value) ? {
		open: resolved,
		...origins
	} : {
		known: resolved,
		...origins
	};
}
function resolve({ written, inner }, scope) {
	const parsed = parseExpression(inner);
	return (parsed && evaluate(parsed, scope)) ?? { open: written };
}
function createLineTracker(origin) {
	const places = [placeOfLine(origin, 1)];
	let at = 0;
	let line = 1;
	const addWritten = (text, end) => {
		for (let next = text.indexOf("\n", at); next >= 0 && next < end; next = text.indexOf("\n", next + 1)) places.push(placeOfLine(origin, ++line));
		at = end;
	};
	return {
		add(text, index, value) {
			addWritten(text, index);
			const added = openTextOf(value).split("\n").map((_, number) => value.origin ? placeOfLine(value.origin, number + 1) : placeOfLine(origin, line));
			if (added.length > 1 && text.slice(text.lastIndexOf("\n", index - 1) + 1, index).trim() === "" && value.origin) places[places.length - 1] = added[0] ?? placeOfLine(origin, line);
			places.push(...added.slice(1));
		},
		end(text) {
			addWritten(text, text.length);
			return places;
		}
	};
}
// src/workflows/scope.ts
function contextOf(values, isComplete) {
	return {
		values: new Map([...values].map(([name, value]) => [name.toLowerCase(), value])),
		isComplete
	};
}
function withContext(scope, name, context) {
	return {
		...scope,
		contexts: new Map([...scope.contexts, [name, context]])
	};
}
function withValues(scope, name, values) {
	const before = scope.contexts.get(name);
	const added = contextOf(values, true);
	if (added.values.size === 0) return scope;
	return withContext(scope, name, {
		values: new Map([...before?.values ?? [], ...added.values]),
		isComplete: before?.isComplete ?? false
	});
}
function withoutContexts(scope, names) {
	return {
		...scope,
		contexts: new Map([...scope.contexts].filter(([name]) => !names.includes(name)))
	};
}
// src/workflows/resolve.ts
function valuesOf(node, scope) {
	return require_common.entriesOf(node).flatMap(([name, { value }]) => value.kind === "text" ? [[name, interpolate(value, scope)]] : []);
}
function defaultsOf(definitions, scope) {
	return definitions.flatMap(({ name, default: value }) => value ? [[name, interpolate(value, scope)]] : []);
}
function isSkipped(condition, scope) {
	if (!condition) return false;
	const written = String(condition.value);
	const expression = parseExpression(/^\s*\$\{\{(.*)\}\}\s*$/s.exec(written)?.[1] ?? written);
	return expression !== void 0 && isCertainlyFalse(expression, withoutContexts(scope, ["env"]));
}
// src/workflows/start-scope.ts
function startScope(repository, file, { github, inputs, knowsInputs, isCalled }, budget, { vars, serverUrl }) {
	const [owner = "", name] = repository.name.split("/");
	const ofRepository = {
		repository: repository.name,
		repository_owner: owner,
		repository_id: repository.id
	};
	const known = Object.entries(name === void 0 || isCalled ? {} : ofRepository);
	return {
		repository: repository.name,
		file,
		budget,
		contexts: new Map([
			["github", contextOf([...knownValues([["server_url", serverUrl], ...known]), ...github], false)],
			["vars", contextOf(knownValues([...vars]), false)],
			["inputs", contextOf(inputs, knowsInputs)],
			["env", contextOf([], false)]
		])
	};
}
function knownValues(entries) {
	return entries.flatMap(([name, known]) => known === void 0 ? [] : [[name, { known }]]);
}
// src/workflows/walk-steps.ts
const unknownOwner = "${{ github.repository_owner }}";
function walkComposite(repository, path, composite, budget, context) {
	const scope = startScope(repository, path, {
		github: new Map(),
		inputs: new Map(),
		knowsInputs: false,
		isCalled: true
	}, budget, context);
	const inputs = contextOf(defaultsOf(composite.inputs, scope), false);
	createStepWalk(context, {
		workspace: repository,
		job: void 0,
		owner: unknownOwner
	})(composite.steps, withContext(scope, "inputs", inputs), []);
}
function createStepWalk(context, run) {
	const { library, visitor, serverUrl } = context;
	const ownerUrl = `${serverUrl}/${run.owner}`;
	const walk = (steps, outer, calls, level = 1) => {
		let scope = outer;
		let isFound = false;
		for (const step of steps) {
			scope.budget.spendStep();
			if (isSkipped(step.if, scope)) continue;
			if (step.uses) isFound = visit(step, step.uses, withValues(scope, "env", valuesOf(step.env, scope)), calls, level) || isFound;
			scope = withoutWritten(scope, step);
		}
		return isFound;
	};
	const visit = (step, node, scope, calls, level) => {
		const written = openTextOf({ known: node.value });
		const uses = parseUses(written);
		const place = placeOf(node, scope);
		if (uses.kind === "other") return false;
		const inputs = contextOf(valuesOf(step.with, scope), true);
		if (uses.kind === "vault") {
			const { action, isPinned } = uses;
			visitor.vaultStep({
				action,
				uses: written,
				isPinned,
				place,
				calls,
				job: run.job,
				inputs: inputs.values,
				ownerUrl
			});
			return true;
		}
		const repository = repositoryOf(uses, scope, run.workspace, library, "workspace");
		const path = ["action.yml", "action.yaml"].map((name) => [uses.path, name].filter(Boolean).join("/")).find((one) => repository?.files.has(one));
		const parsed = repository && path !== void 0 ? library.parsed(repository, path) : void 0;
		if (!repository || path === void 0) {
			if (mayBeOurs(uses, run.workspace)) visitor.unread(place, written, notRead(uses));
			return false;
		}
		if (!parsed || typeof parsed === "string" || !("composite" in parsed)) return false;
		if (level > 10) {
			visitor.unread(place, written, `is nested deeper than 10 levels`);
			return false;
		}
		context.reached(repository, path);
		const { composite } = parsed;
		const callee = {
			...scope,
			repository: repository.name,
			file: path
		};
		const all = contextOf([...defaultsOf(composite.inputs, callee), ...inputs.values], true);
		return walk(composite.steps, withContext(callee, "inputs", all), [...calls, place], level + 1);
	};
	const mayBeOurs = (uses, { name }) => {
		if (uses.kind !== "remote") return true;
		const owner = (text) => text.split("/")[0]?.toLowerCase();
		return name !== "" && owner(uses.repository) === owner(name) && run.job?.idToken === "yes";
	};
	return walk;
}
function withoutWritten(scope, { run }) {
	const env = scope.contexts.get("env");
	if (!env || !run?.includes("GITHUB_ENV")) return scope;
	const script = run.toLowerCase();
	return withContext(scope, "env", {
		...env,
		values: new Map([...env.values].filter(([name]) => !script.includes(name)))
	});
}
// src/workflows/matrix.ts
const maxJobs = 256;
function matrixContexts(node, scope) {
	if (!node) return [contextOf([], true)];
	const { dimensions, include, exclude, isComplete } = readMatrix(node, scope);
	if ([...dimensions.values()].reduce((product, values) => product * values.length, 1) > maxJobs || include.length > maxJobs) return [contextOf([], false)];
	const kept = [...dimensions].reduce((combinations, [name, values]) => combinations.flatMap((one) => values.map((value) => new Map([...one, [name, value]]))), [new Map()]).filter((one) => !exclude.some((rule) => [...rule].every(([name, value]) => isEqual(one.get(name), value))));
	return withIncluded(dimensions.size === 0 && include.length > 0 ? [] : kept, include).map((one) => contextOf([...one].map(([name, known]) => [name, { known }]), isComplete));
}
function readMatrix(node, scope) {
	const whole = node.kind === "text" ? valueOf(node, scope) : void 0;
	const parts = require_common.isObject$1(whole) ? Object.entries(whole) : require_common.entriesOf(node).map(([name, { value }]) => [name, valueOf(value, scope)]);
	const listOf = (name) => parts.find(([key]) => key === name)?.[1];
	const dimensions = parts.filter(([name]) => name !== "include" && name !== "exclude");
	return {
		dimensions: new Map(dimensions.flatMap(([name, value]) => Array.isArray(value) ? [[name, value]] : [])),
		include: combinationsIn(listOf("include")),
		exclude: combinationsIn(listOf("exclude")),
		isComplete: (node.kind !== "text" || require_common.isObject$1(whole)) && parts.every(([, value]) => value !== void 0)
	};
}
function valueOf(node, scope) {
	return require_common.jsonOf(node, (text) => {
		const value = interpolate(text, scope);
		return "known" in value ? value.known : void 0;
	});
}
const combinationsIn = (value) => (Array.isArray(value) ? value : []).flatMap((one) => require_common.isObject$1(one) ? [new Map(Object.entries(one))] : []);
function withIncluded(combinations, include) {
	const original = combinations.map((one) => ({
		own: one,
		all: new Map(one)
	}));
	const added = [];
	for (const more of include) {
		const matching = original.filter(({ own }) => [...more].every(([name, value]) => !own.has(name) || isEqual(own.get(name), value)));
		for (const { all } of matching) for (const [name, value] of more) all.set(name, value);
		if (matching.length === 0) added.push(more);
	}
	return [...original.map(({ all }) => all), ...added];
}
const isEqual = (one, other) => one !== void 0 && JSON.stringify(one) === JSON.stringify(other);
// src/workflows/walk-workflow.ts
const unknownRepository = "${{ github.repository }}";
const unknownRef = "${{ github.ref }}";
function walkWorkflow(repository, path, workflow, budget, context) {
	for (const start of startsOf(workflow, repository)) {
		const position = {
			workspace: repository,
			workflow: path,
			workflowName: workflow.name,
			trigger: start.trigger,
			jobIds: [],
			calls: [],
			granted: start.isCalled ? void 0 : "default",
			grantedPlace: void 0,
			isCalled: start.isCalled,
			reusable: start.isCalled ? {
				workflow: `${repository.name}/${path}`,
				ref: unknownRef
			} : void 0
		};
		walkJobs(workflow, startScope(repository, path, start, budget, context), position, context);
	}
}
function walkJobs(workflow, outer, position, context) {
	const scope = withValues(outer, "env", valuesOf(workflow.env, outer));
	for (const job of workflow.jobs) {
		if (isSkipped(job.if, outer)) continue;
		const own = job.permissions ?? workflow.permissions;
		for (const matrix of matrixContexts(job.matrix, outer)) {
			scope.budget.spendStep();
			const inMatrix = withContext(scope, "matrix", matrix);
			const jobScope = withValues(inMatrix, "env", valuesOf(job.env, inMatrix));
			if (job.call) walkCall(job, job.call, own, jobScope, position, context);
			else walkSteps(job, own, jobScope, position, context);
		}
	}
}
function walkCall(job, call, own, scope, position, context) {
	const { library, visitor } = context;
	const written = openTextOf({ known: call.uses.value });
	const place = placeOf(call.uses, scope);
	const uses = parseUses(written);
	const repository = repositoryOf(uses, scope, position.workspace, library, "own");
	const path = "path" in uses ? uses.path : "";
	const parsed = repository && library.parsed(repository, path);
	if (position.jobIds.length >= 10) visitor.unread(place, written, `is nested deeper than 10 levels`);
	else if (!repository || !parsed || typeof parsed === "string" || !("workflow" in parsed)) {
		if (require_common.canRequestToken(own ?? position.granted ?? "default")) visitor.unread(place, written, notRead(uses));
	} else {
		context.reached(repository, path);
		const callee = {
			...withoutContexts(scope, [
				"matrix",
				"env",
				"inputs"
			]),
			repository: repository.name,
			file: path
		};
		const inside = withContext(withContext(callee, "inputs", contextOf([...defaultsOf(parsed.workflow.callInputs, callee), ...valuesOf(call.with, scope)], true)), "env", contextOf([], false));
		walkJobs(parsed.workflow, inside, positionInside(job, own, scope, place, repository, path, uses, position), context);
	}
}
function positionInside(job, own, { repository, file }, call, called, path, uses, position) {
	const isLimited = position.jobIds.length > 0 && position.granted !== void 0 && !require_common.canRequestToken(position.granted);
	return {
		...position,
		jobIds: [...position.jobIds, job.id],
		calls: [...position.calls, call],
		granted: isLimited ? position.granted : own ?? position.granted,
		grantedPlace: isLimited ? position.grantedPlace : {
			repository,
			file,
			line: job.permissionsLine
		},
		reusable: {
			workflow: `${called.name}/${path}`,
			ref: uses.kind === "remote" ? uses.ref : position.reusable?.ref
		}
	};
}
function walkSteps(job, own, scope, position, context) {
	const { workspace, isCalled, granted, jobIds } = position;
	const place = {
		repository: scope.repository,
		file: scope.file,
		line: job.line
	};
	const environment = job.environment && openTextOf(interpolate(job.environment, scope));
	const permissions = own ?? granted;
	const isForbidden = granted !== void 0 && !require_common.canRequestToken(granted) && jobIds.length > 0;
	if (createStepWalk(context, {
		workspace,
		job: {
			repository: isCalled ? unknownRepository : workspace.name,
			repositoryId: isCalled ? void 0 : workspace.id,
			defaultBranch: isCalled ? void 0 : workspace.defaultBranch,
			workflow: position.workflow,
			workflowName: position.workflowName,
			id: [...jobIds, job.id].join(" / "),
			place,
			triggers: [position.trigger],
			environment: environment === "" ? void 0 : environment,
			permissions: permissions ? require_common.permissionsText(permissions) : "the caller's",
			idToken: idTokenOf(own, position),
			permissionsPlace: (isForbidden ? position.grantedPlace : void 0) ?? {
				...place,
				line: job.permissionsLine
			},
			reusable: position.reusable,
			timeoutMinutes: job.timeoutMinutes && openTextOf(interpolate(job.timeoutMinutes, scope))
		},
		owner: isCalled ? unknownOwner : ownerOf(workspace)
	})(job.steps, scope, position.calls)) context.visitor.vaultJob(job, place);
}
const ownerOf = ({ name }) => name.split("/")[0] || "${{ github.repository_owner }}";
function idTokenOf(own, { granted, jobIds }) {
	const isOwn = own !== void 0 && require_common.canRequestToken(own);
	if (granted === void 0) return own === void 0 ? "unknown" : isOwn ? "yes" : "no";
	if (jobIds.length === 0) return isOwn ? "yes" : "no";
	return require_common.canRequestToken(granted) && (own === void 0 || isOwn) ? "yes" : "no";
}
// src/workflows/visit-files.ts
function visitFiles(repositories, outer) {
	const reached = new Set();
	const context = {
		...outer,
		reached: (repository, path) => reached.add(keyOf({
			repository,
			path
		}))
	};
	const visit = (file) => {
		if (!reached.has(keyOf(file))) visitFile(file, context);
	};
	const files = repositories.flatMap((repository) => [...repository.files.keys()].sort().map((path) => ({
		repository,
		path
	})));
	for (const { name, problem } of repositories) if (problem !== void 0) context.visitor.unreadable({
		repository: name,
		file: "",
		line: 1
	}, `the repository ${problem}`);
	const workflows = files.filter(({ path }) => require_common.workflowFile.test(path));
	const starts = workflows.map((file) => startsItself(file, context.library));
	workflows.filter((_, index) => starts[index]).forEach(visit);
	callersFirst(workflows.filter((_, index) => starts[index] === false), context.library).forEach(visit);
	callersFirst(files.filter(({ path }) => require_common.actionFile.test(path)), context.library).forEach(visit);
}
function visitFile({ repository, path }, context) {
	const parsed = context.library.parsed(repository, path);
	if (!parsed || parsed === "another action") return;
	const refuse = (line, problem) => {
		context.visitor.unreadable({
			repository: repository.name,
			file: path,
			line
		}, `the file ${problem}`);
	};
	if ("problem" in parsed) {
		refuse(parsed.line, parsed.problem);
		return;
	}
	try {
		if ("workflow" in parsed) walkWorkflow(repository, path, parsed.workflow, new Budget(), context);
		else walkComposite(repository, path, parsed.composite, new Budget(), context);
	} catch (error) {
		if (!(error instanceof BudgetExceeded)) throw error;
		refuse(1, error.message);
	}
}
function startsItself({ repository, path }, library) {
	const workflow = workflowIn(library.parsed(repository, path));
	return workflow === void 0 || workflow.triggers.some(({ event }) => event !== "workflow_call");
}
const workflowIn = (parsed) => parsed && typeof parsed !== "string" && "workflow" in parsed ? parsed.workflow : void 0;
function callersFirst(files, library) {
	const called = new Set(files.flatMap((file) => calledBy(file, library)));
	const isCalled = files.map((file) => called.has(keyOf(file)));
	return [...files.filter((_, index) => !isCalled[index]), ...files.filter((_, index) => isCalled[index])];
}
function calledBy({ repository, path }, library) {
	const parsed = library.parsed(repository, path);
	if (!parsed || typeof parsed === "string" || "problem" in parsed) return [];
	return ("workflow" in parsed ? parsed.workflow.jobs.map(({ call }) => call?.uses) : parsed.composite.steps.map(({ uses }) => uses)).flatMap((node) => {
		const uses = parseUses(String(node?.value ?? ""));
		if (!("path" in uses)) return [];
		const target = uses.kind === "remote" ? library.find(uses.repository) : repository;
		const paths = [uses.path, ...["action.yml", "action.yaml"].map((name) => [uses.path, name].filter(Boolean).join("/"))];
		return target ? paths.map((called) => keyOf({
			repository: target,
			path: called
		})) : [];
	});
}
const keyOf = ({ repository, path }) => `${repository.name}\0${path}`;
// src/workflows/inventory.ts
function takeInventory(repositories, options) {
	const usages = new Map();
	const findings = [];
	const readMapping = createMappingReader();
	const visitor = {
		vaultStep(step) {
			const { usage, problems } = usageOf(step, readMapping);
			findings.push(...findingsOf(step, usage, problems, options));
			const key = JSON.stringify({
				...usage,
				job: {
					...usage.job,
					triggers: []
				}
			});
			const same = usages.get(key);
			usages.set(key, same ? withTriggersOf(same, usage) : usage);
		},
		vaultJob(job, place) {
			findings.push(...storedSecrets(job, place, (uses) => parseUses(uses).kind === "vault"));
		},
		unread(place, uses, why) {
			findings.push(finding("PLAN_NOT_READ", place, `${uses} ${why}: its steps are not in this inventory`, "Check that file too, or set `owner` to read all repositories"));
		},
		unreadable(place, what) {
			findings.push(finding("PLAN_FILE", place, what, "Until this is corrected, the inventory is incomplete"));
		}
	};
	const sorted = [...repositories].sort((one, other) => compare(one.name, other.name));
	visitFiles(sorted, {
		library: require_common.createLibrary(sorted),
		vars: options.vars,
		serverUrl: options.serverUrl,
		visitor
	});
	return {
		version: 1,
		repositories: sorted.map(({ name }) => name),
		usages: [...usages.values()].sort((one, other) => compare(usageKey(one), usageKey(other))),
		findings: unique$1(findings).sort((one, other) => compare(findingKey(one), findingKey(other)))
	};
}
function withTriggersOf(usage, other) {
	const triggers = joinTriggers([...usage.job?.triggers ?? [], ...other.job?.triggers ?? []]);
	return usage.job ? {
		...usage,
		job: {
			...usage.job,
			triggers
		}
	} : usage;
}
const usageKey = ({ place, job, calls }) => [
	[
		place.repository,
		place.file,
		lineKey(place.line)
	],
	[
		job?.repository ?? "",
		job?.workflow ?? "",
		job?.id ?? ""
	],
	calls.map(({ line }) => lineKey(line))
].flat().join("\0");
const findingKey = ({ place, code, text }) => [
	place.repository,
	place.file,
	lineKey(place.line),
	code,
	text
].join("\0");
const lineKey = (line) => String(line).padStart(9, "0");
function unique$1(findings) {
	return [...new Map(findings.map((one) => [findingKey(one), one])).values()];
}
const compare = (one, other) => one < other ? -1 : one > other ? 1 : 0;
// src/plan/identify.ts
function identify(root, env) {
	const job = env["GITHUB_REPOSITORY"] ?? "";
	const name = originName(root) ?? (isWorkspace(root, env) ? job : "");
	if (name === "" || name.toLowerCase() !== job.toLowerCase()) return {
		name,
		defaultBranch: clonedBranch(root)
	};
	return {
		name: job,
		id: env["GITHUB_REPOSITORY_ID"] || void 0,
		defaultBranch: eventBranch(env) ?? clonedBranch(root)
	};
}
function originName(root) {
	const config = textOf((0, node_path.join)(root, ".git/config"));
	const [, section = ""] = /^\[remote "origin"\]([^[]*)/m.exec(config) ?? [];
	return /^\s*url\s*=\s*(?:[a-z+]+:\/\/[^/\s]+\/|[^/:\s]+:)([\w.-]+\/[\w.-]+?)(?:\.git)?\/?\s*$/im.exec(section)?.[1];
}
function clonedBranch(root) {
	return /^ref: refs\/remotes\/origin\/(\S+)/.exec(textOf((0, node_path.join)(root, ".git/refs/remotes/origin/HEAD")))?.[1];
}
function eventBranch(env) {
	const event = require_common.objectOrList(textOf(env["GITHUB_EVENT_PATH"] ?? ""));
	const branch = fieldOf(fieldOf(event, "repository"), "default_branch");
	return typeof branch === "string" ? branch : void 0;
}
const fieldOf = (value, name) => require_common.isObject$1(value) ? require_common.own(value, name) : void 0;
function isWorkspace(root, env) {
	try {
		return (0, node_fs.realpathSync)(env["GITHUB_WORKSPACE"] ?? "") === root;
	} catch {
		return false;
	}
}
function textOf(path) {
	try {
		return (0, node_fs.readFileSync)(path, "utf8");
	} catch {
		return "";
	}
}
// src/plan/directory.ts
const maxFolders = 1e5;
const maxFiles = 1e4;
const skippedFolders = new Set([".git", "node_modules"]);
function readDirectory(directory, env) {
	const root = realDirectory(directory);
	const files = new Map();
	const folders = [""];
	for (let folder = folders.pop(), count = 0; folder !== void 0; folder = folders.pop()) {
		if (++count > maxFolders) throw tooMuch(directory, `${maxFolders} folders`);
		for (const entry of entriesIn((0, node_path.join)(root, folder))) {
			const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
			if (entry.isDirectory() && !skippedFolders.has(entry.name)) folders.push(path);
			if ((require_common.workflowFile.test(path) || require_common.actionFile.test(path)) && (entry.isFile() || entry.isSymbolicLink())) files.set(path, readText(root, path));
			if (files.size > maxFiles) throw tooMuch(directory, `${maxFiles} workflow and action files`);
		}
	}
	if (files.size === 0) throw new require_common.Failure("ERR_INPUT", `directory: ${directory} contains no workflow and no action. Write: the root of a repository`);
	return {
		...identify(root, env),
		files
	};
}
function realDirectory(directory) {
	try {
		return (0, node_fs.realpathSync)(directory);
	} catch (cause) {
		throw new require_common.Failure("ERR_INPUT", `directory: ${directory} does not exist. Write: the root of a repository`, { cause });
	}
}
function entriesIn(folder) {
	try {
		return (0, node_fs.readdirSync)(folder, { withFileTypes: true });
	} catch (cause) {
		throw new require_common.Failure("ERR_PLAN", `the folder ${folder} cannot be read${codeOf(cause)}`, { cause });
	}
}
function readText(root, path) {
	try {
		const real = (0, node_fs.realpathSync)((0, node_path.join)(root, path));
		if (!require_common.isBelow(root, real)) return { problem: "is a link to a file outside the repository" };
		const stats = (0, node_fs.statSync)(real);
		if (!stats.isFile()) return { problem: "is not a file" };
		if (stats.size > 2097152) return { problem: `is larger than ${require_common.maxFileLength / 1024} KiB` };
		return (0, node_fs.readFileSync)(real, "utf8");
	} catch (error) {
		return { problem: `cannot be read${codeOf(error)}` };
	}
}
const codeOf = (error) => typeof error === "object" && error !== null && "code" in error ? ` (${String(error.code)})` : "";
const tooMuch = (directory, what) => new require_common.Failure("ERR_PLAN", `${directory} contains more than ${what}`, { hint: "Set `directory` to the root of one repository." });
// src/plan/drift-text.ts
function driftLine({ roles, findings }) {
	const counts = require_common.driftKinds.map((kind) => `${findings.filter(({ code }) => code === `DRIFT_${kind.toUpperCase()}`).length} ${kind}`);
	const open = findings.filter(({ code }) => code === "DRIFT_UNCHECKED" || code === "DRIFT_PARTIAL").length;
	return [`${require_common.plural(roles, "role")} compared: ${counts.join(", ")}`, ...open > 0 ? [`${open} not compared or only in part`] : []].join(", ");
}
function failureText({ findings }, failOn) {
	const failing = findings.filter((finding) => require_common.fails(finding, failOn)).length;
	return failing === 0 ? "" : `${require_common.plural(failing, "finding")} about the server that \`failOn\` does not allow (${failOn.join(", ")})`;
}
// src/plan/needs.ts
function needsOf(usages) {
	return [...Map.groupBy(usages, ({ url, authNamespace, method, mount, role }) => JSON.stringify([
		url,
		authNamespace,
		method,
		mount,
		role.toLowerCase()
	])).values()].flatMap((group) => {
		const [first] = group;
		return first ? [needOf(first, group)] : [];
	});
}
function needOf({ url, authNamespace, method, mount }, usages) {
	return {
		url,
		namespace: authNamespace,
		method,
		oidc: usages.every(({ oidc }) => oidc),
		mount,
		role: usages.map(({ role }) => role).sort()[0] ?? "",
		audiences: unique(usages.flatMap(({ audience }) => audience ?? [])),
		requests: requestsOf(usages),
		openEntries: unique(usages.flatMap(({ openEntries }) => openEntries)),
		jobs: unique(usages.flatMap((usage) => usage.job ? [jobNeed(usage, usage.job)] : []))
	};
}
function requestsOf(usages) {
	const requests = new Map();
	for (const usage of usages) for (const request of usage.requests) {
		const need = requestNeed(usage, request);
		const key = JSON.stringify([
			need.method,
			need.path,
			need.folder,
			need.namespace
		]);
		const same = requests.get(key);
		requests.set(key, same ? joined(same, need) : need);
	}
	return [...requests.values()];
}
function requestNeed({ namespace, revoke }, { method, path, folder, keys, places }) {
	return {
		method,
		path,
		...folder && { folder },
		namespace,
		keys,
		revokes: revoke !== "false",
		places
	};
}
function joined(one, other) {
	return {
		...one,
		keys: unique([...one.keys, ...other.keys]),
		revokes: one.revokes || other.revokes,
		places: unique([...one.places, ...other.places])
	};
}
function jobNeed({ exportsToken, place }, job) {
	const { repository, repositoryId, defaultBranch, triggers, environment, reusable, timeoutMinutes } = job;
	const minutes = Number(timeoutMinutes);
	return {
		repository,
		repositoryId,
		defaultBranch,
		triggers,
		environment,
		reusable,
		timeoutMinutes: timeoutMinutes === void 0 || Number.isNaN(minutes) ? timeoutMinutes : minutes,
		exportsToken,
		place,
		jobPlace: job.place
	};
}
function unique(values) {
	return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}
// src/masks/key-files.ts
function keyFilesOnOneLine(text) {
	if (!text.includes("-----BEGIN ")) return [];
	return [...text.matchAll(/-----BEGIN [^\r\n]*?(?:-----END [^-\r\n]{1,64}-----|$)/gm)].map(([file]) => file.replace(/(?:\\+r)?\\+n/g, "\n")).filter((file) => file.includes("\n"));
}
// src/masks/input-masks.ts
const unmaskedKeys = new Set([
	"role",
	"username",
	"name",
	"type"
]);
const minLineLength = 4;
function masksOfInput(text) {
	const forms = [text, decoded(text)].filter((form) => form !== void 0);
	const texts = [...forms, ...forms.flatMap(stringsIn)];
	return [...new Set([...texts, ...texts.flatMap(keyFilesOnOneLine)].flatMap((form) => require_common.masksOfText(form, minLineLength)))];
}
function decoded(text) {
	const compact = text.replace(/\s+/g, "");
	if (compact.length < 8 || !/^[\w+/-]+={0,2}$/.test(compact)) return void 0;
	try {
		return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(compact, "base64"));
	} catch {
		return;
	}
}
function stringsIn(text) {
	const json = require_common.objectOrList(text);
	return json === void 0 ? [] : leaves(json);
}
function leaves(json) {
	if (typeof json === "string") return [json];
	if (Array.isArray(json)) return json.flatMap(leaves);
	return require_common.isObject$1(json) ? Object.entries(json).flatMap(([key, value]) => unmaskedKeys.has(key) ? [] : leaves(value)) : [];
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
	"awsRegion",
	"awsHeaderValue",
	"username",
	"shell",
	"workingDirectory",
	"exportEnv",
	"exportToken",
	"outputToken",
	"minMaskLength",
	"revoke",
	"maxTtl",
	"minTtl",
	"summary",
	"awsWait"
];
const expression = /(\$\s*\{\s*\{)(?:([^{}]*)(?:\}\s*\}?|$))?|\{\s*\{([^{}]+)\}\s*\}/;
function unevaluated(value) {
	const [whole, opening, withDollar, bare] = expression.exec(value) ?? [];
	if (whole === void 0) return void 0;
	return whole.endsWith("}") ? problemOf(whole, withDollar ?? bare ?? "") : problemOf(opening ?? whole, "");
}
const expressionInSecret = /\$\s*\{\s*\{[^{}]*\}\s*\}|^\{\s*\{\s*(?:secrets|vars|env|inputs|steps|needs|github)\.[^{}]*\}\s*\}$/;
function unevaluatedSecret(value) {
	if (!expressionInSecret.test(value)) return void 0;
	return {
		...problemOf("", "secrets.NAME"),
		text: "contains an expression that was not evaluated"
	};
}
const maxPerMapping = 100;
function unevaluatedIn(mapping) {
	const positionOf = positionsIn(mapping);
	return [...withoutComments(mapping).matchAll(/\$\{\{([^{}]*)\}\}/g)].slice(0, maxPerMapping).map((one) => ({
		...positionOf(one.index),
		...problemOf(one[0], one[1] ?? "")
	}));
}
function problemOf(quoted, inner) {
	return {
		text: `"${quoted}" is an expression that was not evaluated`,
		instead: `\${{ ${inner.trim() || "vars.NAME"} }} in a workflow or a composite action, without spaces in \${{ and }}`
	};
}
// src/inputs/step-inputs.ts
function openInputs(env, mask = require_common.setSecret) {
	const problems = [];
	const inputs = createInputReader((name) => inputOf(env, name), (where, text, instead) => problems.push({
		where,
		text,
		instead
	}));
	for (const secret of secretInputs.flatMap((name) => masksOfInput(inputs.text(name) ?? ""))) mask(secret);
	return {
		inputs,
		problems
	};
}
function throwProblems({ problems, inputs }, names, env) {
	const all = withUnevaluated(problems, inputs, names, env);
	if (all.length > 0) throw new require_common.Failure("ERR_INPUT", summaryOf$1(all));
}
function withUnevaluated(problems, inputs, names, env) {
	const inInputs = [
		...names.plain,
		...secretInputs,
		"extraHeaders"
	].flatMap((name) => {
		const found = (names.plain.includes(name) ? unevaluated : unevaluatedSecret)(inputs.text(name) ?? "");
		return found ? [{
			where: name,
			...found
		}] : [];
	});
	const inMappings = names.mappings.flatMap((name) => unevaluatedIn(env[`INPUT_${name.toUpperCase()}`] ?? "").map(({ line, column, ...found }) => ({
		...found,
		where: `${name} line ${line}, column ${column}`
	})));
	const placeOf = ({ where }) => where.replace(/,.*/, "");
	const places = new Set([...inInputs, ...inMappings].map(placeOf));
	const all = [
		...inInputs,
		...inMappings,
		...problems.filter((one) => !places.has(placeOf(one)))
	];
	const isOfMapping = ({ where }) => names.mappings.some((name) => where.split(" ", 1)[0] === name);
	return [...all.filter(isOfMapping), ...all.filter((one) => !isOfMapping(one))];
}
function inputOf(env, name) {
	const value = env[`INPUT_${name.replaceAll(" ", "_").toUpperCase()}`]?.trim();
	return value === "" ? void 0 : value;
}
function summaryOf$1(problems) {
	const lines = problems.map(({ where, text, instead }) => `${where}: ${text}. Write: ${instead}`);
	return lines.length === 1 ? lines.join("") : [`${lines.length} problems in the inputs`, ...lines.map((line) => `  ${line}`)].join("\n");
}
// src/inputs/values.ts
function readBoolean(name, { text, problem }) {
	const value = text(name) ?? "false";
	if (!/^(true|false)$/i.test(value)) problem(name, `"${value}" is neither true nor false`, "true or false");
	return /^true$/i.test(value);
}
function readCount(name, defaultValue, { text, problem }) {
	const value = text(name) ?? defaultValue;
	const number = Number(value);
	if (!/^\d+$/.test(value) || number < 1 || number > 86400) problem(name, `"${value}" is not a whole number from 1 to 86400`, defaultValue);
	return number;
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
			async supply(context) {
				const signed = await source(context);
				return {
					body: {
						jwt: signed.jwt,
						...role !== void 0 && { role }
					},
					claims: signed.claims
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
	if (given.length > 1) inputs.problem(given[0] ?? "jwt", `cannot be combined with ${given.slice(1).join(", ")}`, "only one of them");
	if (given.includes("jwtPrivateKey")) return (await Promise.resolve().then(() => require("../shared/self-signed-jwt.js"))).readSelfSignedJwt(inputs);
	if (given.length > 0) return (await Promise.resolve().then(() => require("../shared/given-jwt.js"))).readGivenJwt(inputs);
	const audience = inputs.text("jwtGithubAudience");
	return (context) => require_common.requestOidcToken(audience, context);
}
// src/login/methods.ts
async function chooseMethod(inputs) {
	const wanted = (inputs.text("method") ?? impliedMethod(inputs)).toLowerCase();
	if (wanted === jwt.name) return jwt;
	const { otherMethods, payload } = await Promise.resolve().then(() => require("../shared/other-methods.js"));
	const method = otherMethods.find(({ name }) => name === wanted);
	if (method) return method;
	if (inputs.text("authPayload") !== void 0) return payload(wanted);
	const known = [jwt, ...otherMethods].map(({ name }) => name);
	inputs.problem("method", `"${wanted}" is invalid`, `${known.join(", ")}, or any other together with \`authPayload\``);
	return jwt;
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
		correlationId: correlationIdOf(env)
	};
}
const correlationIdOf = (env) => {
	return `${[
		env["GITHUB_RUN_ID"],
		env["GITHUB_RUN_ATTEMPT"],
		env["GITHUB_JOB"]
	].filter(Boolean).join("-") || "local"}-${Math.floor(Math.random() * 2 ** 32).toString(16).padStart(8, "0")}`;
};
function readUrls({ text, problem }) {
	const addresses = listOf(text("url"));
	if (addresses.length === 0) problem("url", "is required", "https://vault.example.com");
	for (const address of addresses) {
		const url = URL.parse(address);
		if (!(url && /^https?:$/.test(url.protocol)) || !isHost(hostIn(address))) problem("url", `"${withoutPassword(address)}" is not a valid URL`, similarAddress(address));
		else if (url.username || url.password || url.search || url.hash) problem("url", "may contain only scheme, host, port and path", `${url.origin}${url.pathname}`);
	}
	const [first = "", ...more] = new Set(addresses.map(baseOf));
	return [first, ...more];
}
function similarAddress(written) {
	const host = written.replace(/^[a-z][a-z\d+.-]*:\/\//i, "").replace(/^.*@|^\/+/g, "");
	const url = [`https://${host}`, `https://[${host}]`].find((candidate) => URL.canParse(candidate) && isHost(hostIn(candidate)));
	return url ? baseOf(url) : "https://vault.example.com";
}
const hostIn = (address) => address.replace(/^https?:\/*/i, "").replace(/[/?#].*$/s, "").replace(/^.*@/s, "");
function isHost(written) {
	const host = URL.parse(`https://${written}`)?.hostname ?? "";
	const [, name = "", port = "1"] = /^(\[.*\]|[^:]*)(?::(.*))?$/s.exec(written) ?? [];
	if (/[\\/@?#\p{Cc}]/u.test(written) || !/^0*[1-9]\d*$/.test(port)) return false;
	return host.startsWith("[") || (/^\d[\d.]*$/.test(host) ? host === name : /^([\w-]+\.)*[\w-]+\.?$/.test(host));
}
function baseOf(written) {
	const url = URL.parse(written);
	return url ? (url.origin + url.pathname).replace(/\/+(v1\/?)?$/, "") : "";
}
function readNamespace(name, { text, problem }) {
	const namespace = text(name)?.replace(/^\/+|\/+$/g, "").replace(/^root$/, "");
	if (/[^\u0020-\u007e\u0080-\u00ff]/.test(namespace ?? "")) problem(name, "has characters that are not allowed in an HTTP header", "team-a/project");
	return namespace;
}
function readHosts({ text, problem }) {
	const hosts = listOf(text("redirectHosts"));
	for (const host of hosts) {
		const hasMore = /[/@?#]/.test(host);
		if (!hasMore && isHost(host)) continue;
		const instead = new URL(similarAddress(host)).host.replace("vault.example.com", "vault-2.example.com:8200");
		problem("redirectHosts", `"${withoutPassword(host)}" ${hasMore ? "is more than a host and port" : "is not a valid host"}`, instead);
	}
	return hosts;
}
const listOf = (text) => (text ?? "").split(/[\s,]+/).filter((item) => item !== "");
const withoutPassword = (address) => address.replace(/^([a-z+.-]+:\/\/)?.*@/is, "$1***@");
// src/inputs/vault.ts
const defaultTimeout = "120";
async function readVault(inputs, env) {
	const connection = {
		...readConnection(inputs, env),
		...await readTls(inputs),
		...await readHeaders(inputs)
	};
	const timeout = readCount("timeout", defaultTimeout, inputs);
	const login = await readLogin(inputs);
	require_common.checkStateSize(connection, "token" in login.access ? login.access.token : void 0, env, inputs.problem);
	return {
		connection,
		login,
		timeout
	};
}
async function readTls(inputs) {
	const skipVerify = readBoolean("tlsSkipVerify", inputs);
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
	if (typeof cleanPath(mount) !== "string" || /[?#]/.test(mount)) inputs.problem("path", `"${mount}" is not a valid mount of an auth method`, method.mount);
	return {
		method,
		mount,
		access: await method.read(inputs, mount)
	};
}
// src/plan/check-settings.ts
const checkInputs = [
	"check",
	"failOn",
	"baseline",
	"approve"
];
const onlyWithCheck = [
	"url",
	"failOn",
	"baseline"
];
async function readCheck(inputs, env) {
	if (!readBoolean("check", inputs)) {
		const useless = onlyWithCheck.find((name) => inputs.text(name) !== void 0);
		if (useless !== void 0) inputs.problem("check", `is required with \`${useless}\``, "true");
		return;
	}
	return {
		...await readVault(inputs, env),
		failOn: readFailOn(inputs),
		baseline: readBaseline(inputs, env)
	};
}
function readFailOn({ text, problem }) {
	const wanted = (text("failOn") ?? "").split(/[\s,|]+/).filter((kind) => kind !== "");
	const unknown = wanted.find((kind) => !require_common.driftKinds.some((known) => known === kind));
	if (unknown !== void 0) problem("failOn", `"${unknown}" is not a kind of difference`, require_common.driftKinds.join(" | "));
	return require_common.driftKinds.filter((kind) => wanted.includes(kind));
}
function readBaseline(inputs, env) {
	const name = inputs.text("baseline");
	const approve = readBoolean("approve", inputs);
	if (name === void 0) {
		if (approve) inputs.problem("baseline", "is required with `approve`", "the path of the file to write, for example vault-baseline.json");
		if (inputs.text("failOn")?.includes("changed")) inputs.problem("baseline", "is required with `failOn: changed`", "the path of a file that `approve` wrote");
		return;
	}
	const path = require_common.pathInWorkspace(name, env);
	return {
		name,
		path,
		objects: approve ? void 0 : readObjects(path, name, inputs)
	};
}
function readObjects(path, name, { problem }) {
	const parsed = contentOf(path);
	if (!("problem" in parsed)) return parsed;
	problem("baseline", `${name} ${parsed.problem}`, "the path of a file that plan wrote with `approve: true`");
	return [];
}
function contentOf(path) {
	try {
		return require_common.parseBaseline((0, node_fs.readFileSync)(path, "utf8"));
	} catch {
		return { problem: "cannot be read" };
	}
}
// src/plan/settings.ts
async function readPlanSettings(env, mask) {
	const token = env["INPUT_OWNERTOKEN"]?.trim() ?? "";
	if (token !== "") mask(token);
	const step = openInputs(env, mask);
	const settings = {
		source: readSource$1(step.inputs, env),
		inventory: {
			vars: readVars(step.inputs),
			serverUrl: withoutSlash(env["GITHUB_SERVER_URL"] ?? "https://github.com"),
			deprecated: readRules("deprecated", step.inputs),
			engines: readRules("engines", step.inputs)
		},
		...await readGenerate(step.inputs),
		check: await readCheck(step.inputs, env),
		sarif: require_common.pathInWorkspace(step.inputs.text("sarif"), env)
	};
	throwProblems(step, {
		plain: [
			"directory",
			"owner",
			"generate",
			"sarif",
			...checkInputs,
			...plainInputs
		],
		mappings: []
	}, env);
	return settings;
}
function readSource$1({ text, problem }, env) {
	const owner = text("owner");
	const directory = text("directory");
	if (owner === void 0) {
		if (text("ownerToken") !== void 0) problem("owner", "is required with `ownerToken`", "the organisation or user, for example octo-org");
		return {
			kind: "directory",
			path: require_common.pathInWorkspace(directory ?? ".", env)
		};
	}
	if (!/^[a-z\d](?:[a-z\d_-]*[a-z\d])?$/i.test(owner)) problem("owner", `"${owner}" is not the name of an account`, "octo-org");
	if (directory !== void 0) problem("directory", "cannot be combined with `owner`", "only one of them");
	const token = text("ownerToken");
	if (token === void 0) problem("ownerToken", "is required with `owner`", "a token that can read the contents of all repositories");
	return {
		kind: "owner",
		owner,
		token: token ?? "",
		apiUrl: withoutSlash(env["GITHUB_API_URL"] ?? "https://api.github.com")
	};
}
function readVars({ text, problem }) {
	const written = text("vars") ?? "";
	const json = require_common.objectOrList(written);
	if (require_common.isObject$1(json)) return new Map(Object.entries(json).map(([name, value]) => [name, require_common.toText(value)]));
	const vars = new Map();
	for (const [index, line] of written.split(/\r?\n/).entries()) {
		if (/^\s*(#|$)/.test(line)) continue;
		const [, name, value] = /^\s*([a-z_]\w*)\s*=(.*)$/i.exec(line) ?? [];
		if (name === void 0 || value === void 0) problem(`vars line ${index + 1}`, "is not a name and a value", "NAME=VALUE, or ${{ toJSON(vars) }}");
		else vars.set(name, value.trim());
	}
	return vars;
}
function readRules(name, { text, problem }) {
	const { rules, problems } = parsePathRules(text(name) ?? "");
	for (const { line, text: written } of problems) problem(`${name} line ${line}`, `"${written}" is not a pattern and a replacement`, "secret/data/legacy/* => database/creds/ROLE");
	return rules;
}
async function readGenerate(inputs) {
	const generate = inputs.text("generate");
	const hasMounts = inputs.text("mounts") !== void 0;
	if (generate === void 0 && hasMounts) inputs.problem("generate", "is required with `mounts`", "a folder for the policies and roles, for example vault");
	return {
		generate,
		mounts: hasMounts ? (await Promise.resolve().then(() => require("../shared/mount-table.js"))).readMounts(inputs) : []
	};
}
const withoutSlash = (url) => url.replace(/\/+$/, "");
// src/plan/run.ts
async function runPlan({ env, report, mask, host }) {
	const stop = new AbortController();
	try {
		const { source, inventory: options, check, generate, mounts, sarif } = await readPlanSettings(env, mask);
		const inventory = takeInventory(await readSource(source, env, report, stop.signal), options);
		const folder = folderInWorkspace(source, env);
		report.inventory(inventory, folder);
		const needs = needsOf(inventory.usages);
		const drift = check && await (await Promise.resolve().then(() => require("../shared/check.js"))).checkServer(check, needs, {
			env,
			host,
			mask,
			say: report.say
		});
		if (drift) report.drift(drift, inventory.repositories.length > 1, folder);
		if (generate !== void 0) {
			const { writeGenerated } = await Promise.resolve().then(() => require("../shared/generate.js"));
			const compared = check && drift && {
				urls: check.connection.urls,
				mounts: drift.mounts
			};
			writeGenerated(generate, needs, {
				env,
				say: report.say,
				mounts,
				compared
			});
		}
		if (sarif !== void 0) {
			const repository = source.kind === "directory" ? "" : env["GITHUB_REPOSITORY"] ?? "";
			const { writeSarif } = await Promise.resolve().then(() => require("../shared/sarif-file.js"));
			writeSarif(sarif, [...inventory.findings, ...drift?.findings ?? []], repository);
		}
		checkComplete(inventory);
		if (check && drift) checkAllowed(drift, check.failOn);
		return 0;
	} catch (thrown) {
		const failure = require_common.asFailure(thrown);
		report.failed(failure);
		return failure.code === "ERR_CANCELLED" ? 130 : 1;
	} finally {
		stop.abort();
	}
}
async function readSource(source, env, report, stop) {
	if (source.kind === "directory") return [readDirectory(source.path, env)];
	const [{ createGithub }, { readOwner }] = await Promise.all([Promise.resolve().then(() => require("../shared/github.js")), Promise.resolve().then(() => require("../shared/owner-repositories.js"))]);
	const github = createGithub(source, {
		stop,
		sleep: (seconds) => (0, node_timers_promises.setTimeout)(seconds * 1e3, void 0, { signal: stop }),
		onLimit: (seconds) => {
			report.waitsForLimit(seconds);
		}
	});
	return readOwner(source.owner, github);
}
function folderInWorkspace(source, env) {
	const workspace = env["GITHUB_WORKSPACE"];
	if (source.kind !== "directory" || workspace === void 0) return void 0;
	const folder = (0, node_path.relative)(workspace, source.path);
	return folder.split(node_path.sep, 1)[0] === ".." || (0, node_path.isAbsolute)(folder) ? void 0 : folder.split(node_path.sep).join("/");
}
function checkComplete({ findings }) {
	const unread = findings.filter(({ code }) => code === "PLAN_FILE");
	if (unread.length === 0) return;
	throw new require_common.Failure("ERR_PLAN", `the inventory is incomplete: ${require_common.plural(unread.length, "finding")} with code PLAN_FILE`, { hint: "Each says which file or repository cannot be read, and why." });
}
function checkAllowed(drift, failOn) {
	const text = failureText(drift, failOn);
	if (text !== "") throw new require_common.Failure("ERR_DRIFT", text, { hint: "Each is an error at a line of a workflow, and says what to do." });
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
// src/plan/usage-text.ts
function placeText({ repository, file, line }, hasSeveral) {
	const inRepository = file === "" ? repository : `${file}:${line}`;
	return hasSeveral && file !== "" ? `${repository} ${inRepository}` : inRepository;
}
function usageLines(usage, hasSeveral) {
	const { place, calls, job, url, namespace } = usage;
	const through = calls.map((call) => `through ${placeText(call, hasSeveral)}`);
	return [
		[
			`${placeText(place, hasSeveral)} ${usage.uses}`,
			...through,
			...job ? jobTexts(job) : ["no job here uses this action"]
		].join(", "),
		`  ${[
			url || "no url",
			...namespace === "" ? [] : [`namespace ${namespace}`],
			loginText(usage)
		].join(", ")}`,
		...requestTexts(usage).map((text) => `  ${text}`)
	];
}
function jobTexts({ id, workflow, environment, triggers, permissions, timeoutMinutes }) {
	return [
		`job ${id} of ${workflow}`,
		...environment === void 0 ? [] : [`environment ${environment}`],
		`on ${triggers.map(require_common.triggerText).join(", ")}`,
		`permissions ${permissions}`,
		...timeoutMinutes === void 0 ? [] : [`timeout ${timeoutMinutes} min`]
	];
}
function loginText({ method, mount, role, audience, namespace, authNamespace }) {
	return [
		`login ${method} at auth/${mount}`,
		...authNamespace === namespace ? [] : [`in namespace ${authNamespace || "root"}`],
		...role === "" ? [] : [`role ${role}`],
		...audience === void 0 ? [] : [`audience ${audience}`]
	].join(", ");
}
function requestTexts({ requests, openEntries }) {
	return [...requests.map(requestText), ...openEntries.map(({ expression }) => `more entries: ${expression}`)];
}
function requestText({ method, path, folder, keys }) {
	return `${method} ${path}: ${keys.length === 0 ? "response not read" : keys.join(", ")}${folder ? ` (folder, ${folder})` : ""}`;
}
function findingLine({ place, level, code, text, action }, hasSeveral) {
	return `${placeText(place, hasSeveral)}: ${level} ${code}: ${text}. ${action}`;
}
// src/plan/summary.ts
const maxBytes = 716800;
const maxDriftBytes = 204800;
function summaryOf({ usages, findings, repositories }) {
	const hasSeveral = repositories.length > 1;
	const budget = { bytes: maxBytes };
	return [
		"## Vault in workflows",
		"",
		...table([
			"step",
			"job",
			"Vault",
			"login",
			"requests"
		], usages.map((usage) => usageRow(usage, hasSeveral)), budget),
		"### Findings",
		"",
		...table([
			"where",
			"finding",
			"what to do"
		], findings.map((one) => findingRow(one, hasSeveral)), budget)
	].join("\n");
}
const driftSummary = (findings, hasSeveral) => [
	"### Drift",
	"",
	...table([
		"where",
		"finding",
		"what to do"
	], findings.map((one) => findingRow(one, hasSeveral)), { bytes: maxDriftBytes })
].join("\n");
function usageRow(usage, hasSeveral) {
	const { place, calls, uses, job, url, namespace } = usage;
	return [
		[
			placeText(place, hasSeveral),
			uses,
			...calls.map((call) => `through ${placeText(call, hasSeveral)}`)
		],
		job ? jobTexts(job) : ["no job here uses this action"],
		[url, namespace === "" ? "" : `namespace ${namespace}`],
		loginText(usage).split(", "),
		requestTexts(usage)
	];
}
function findingRow({ place, level, code, text, action }, hasSeveral) {
	return [
		[placeText(place, hasSeveral)],
		[`${level} ${code}`, text],
		[action]
	];
}
function table(header, rows, budget) {
	if (rows.length === 0) return ["None.", ""];
	const lines = [`| ${header.join(" | ")} |`, `|${" --- |".repeat(header.length)}`];
	for (const [index, row] of rows.entries()) {
		const line = `| ${row.map(cell).join(" | ")} |`;
		budget.bytes -= Buffer.byteLength(line) + 1;
		if (budget.bytes < 0) return [
			...lines,
			"",
			`${rows.length - index} more rows are in the file of the output \`inventoryFile\`.`,
			""
		];
		lines.push(line);
	}
	return [...lines, ""];
}
const cell = (lines) => lines.filter(Boolean).map(escaped).join("<br>");
function escaped(text) {
	return text.replace(/\s+/g, " ").replace(/[^\p{L}\p{N} /.,]/gu, (character) => `&#${character.codePointAt(0) ?? 0};`);
}
// src/plan/runner-report.ts
const maxOutputLength = 4e5;
function createRunnerReport(env) {
	return {
		waitsForLimit(seconds) {
			require_common.say(`GitHub's rate limit is reached: waiting ${require_common.formatSeconds(Math.round(seconds))}`);
		},
		inventory(inventory, folder) {
			const hasSeveral = inventory.repositories.length > 1;
			for (const usage of inventory.usages) usageLines(usage, hasSeveral).forEach(require_common.say);
			for (const finding of inventory.findings) annotate(finding, hasSeveral, folder);
			require_common.say(`${require_common.plural(inventory.usages.length, "usage")}, ${require_common.plural(inventory.findings.length, "finding")}`);
			deliver(inventory, env);
		},
		drift(drift, hasSeveral, folder) {
			for (const finding of drift.findings) annotate(finding, hasSeveral, folder);
			require_common.say(driftLine(drift));
			appendSummary(env, driftSummary(drift.findings, hasSeveral));
			const json = JSON.stringify(drift.findings);
			setValues(env, [["drift", json.length <= maxOutputLength ? json : ""]]);
		},
		say: require_common.say,
		failed: (failure) => {
			require_common.createFailureReport(env).failed(failure);
		}
	};
}
const annotations = {
	error: require_common.error,
	warning: require_common.warning,
	notice: require_common.notice
};
function annotate({ place, level, code, text, action }, hasSeveral, folder) {
	const isInWorkspace = folder !== void 0 && place.file !== "";
	annotations[level](require_common.oneLine(`${placeText(place, hasSeveral)}: ${text}. ${action}`), {
		title: code,
		...isInWorkspace && {
			file: [folder, place.file].filter(Boolean).join("/"),
			startLine: place.line
		}
	});
}
function deliver(inventory, env) {
	const json = JSON.stringify(inventory);
	const file = writeInventory(inventory, env);
	const isShort = json.length <= maxOutputLength;
	if (!isShort) require_common.say("The output `inventory` is empty, because outputs are limited: read the file of the output `inventoryFile`");
	setValues(env, [["inventory", isShort ? json : ""], ["inventoryFile", file]]);
}
function writeInventory(inventory, env) {
	try {
		const file = (0, node_path.join)((0, node_fs.mkdtempSync)((0, node_path.join)(require_common.jobDirectories(env).temp, require_common.ownFolderPrefix)), "inventory.json");
		(0, node_fs.writeFileSync)(file, `${JSON.stringify(inventory, null, 2)}\n`, { mode: 384 });
		appendSummary(env, summaryOf(inventory));
		return file;
	} catch (cause) {
		throw unwritable(cause);
	}
}
function appendSummary(env, text) {
	const summary = env["GITHUB_STEP_SUMMARY"] ?? "";
	try {
		if (summary !== "") (0, node_fs.appendFileSync)(summary, text);
	} catch (cause) {
		throw unwritable(cause);
	}
}
function unwritable(cause) {
	return new require_common.Failure("ERR_STATE", "the inventory and the job summary cannot be written", {
		hint: "Check whether the runner's disk is full.",
		cause
	});
}
// src/plan/terminal-report.ts
function createTerminalReport({ out, err }, asJson) {
	const print = (lines) => {
		out(`${lines.map(require_common.oneLine).join("\n")}\n`);
	};
	return {
		waitsForLimit(seconds) {
			err(`GitHub's rate limit is reached: waiting ${require_common.formatSeconds(Math.round(seconds))}\n`);
		},
		inventory(inventory) {
			if (asJson) {
				out(`${JSON.stringify(inventory, null, 2)}\n`);
				return;
			}
			const hasSeveral = inventory.repositories.length > 1;
			for (const usage of inventory.usages) print(usageLines(usage, hasSeveral));
			if (inventory.findings.length > 0) print(["", ...inventory.findings.map((finding) => findingLine(finding, hasSeveral))]);
			print(["", `${require_common.plural(inventory.usages.length, "usage")}, ${require_common.plural(inventory.findings.length, "finding")}`]);
		},
		drift(drift, hasSeveral) {
			if (asJson) out(`${JSON.stringify(drift.findings, null, 2)}\n`);
			else print([
				"",
				...drift.findings.map((finding) => findingLine(finding, hasSeveral)),
				driftLine(drift)
			]);
		},
		say(text) {
			err(`${require_common.oneLine(text)}\n`);
		},
		failed({ message, hint, code }) {
			err(`${[
				...message.split("\n"),
				...hint?.split("\n") ?? [],
				`${code}, see docs/errors.md#${code.toLowerCase()}`
			].map(require_common.oneLine).join("\n")}\n`);
		}
	};
}
// src/plan.ts
const args = process.argv.slice(2);
(isStep(process.env) ? runPlan({
	env: process.env,
	report: createRunnerReport(process.env),
	mask: require_common.mask,
	host: process
}) : runCommand()).then((exitCode) => {
	process.exitCode = exitCode;
});
function isStep(env) {
	return args.length === 0 && "INPUT_DIRECTORY" in env;
}
async function runCommand() {
	const terminal = {
		out: (text) => process.stdout.write(text),
		err: (text) => process.stderr.write(text)
	};
	try {
		const { env, asJson } = parseCommand(args, process.env);
		return await runPlan({
			env,
			report: createTerminalReport(terminal, asJson),
			mask: () => void 0,
			host: process
		});
	} catch (thrown) {
		createTerminalReport(terminal, false).failed(require_common.asFailure(thrown));
		return 1;
	}
}
