const require_common = require("../shared/common.js");
// src/inputs/revocation.ts
const modes = [
	"true",
	"required",
	"false"
];
const defaultMaxTtl = "6h";
const duration = /^(?:(\d+)|(?=\d)(?:(\d+)d\s*)?(?:(\d+)h\s*)?(?:(\d+)m\s*)?(?:(\d+)s)?)$/i;
const partSeconds = [
	1,
	86400,
	3600,
	60,
	1
];
function readRevoke(inputs) {
	const written = inputs.text("revoke");
	const mode = modes.find((known) => known === written?.toLowerCase());
	if (written !== void 0 && !mode) inputs.problem("revoke", `"${written}" is invalid`, modes.join(", "));
	return mode ?? "true";
}
function readMaxTtl(inputs, revoke) {
	return readDuration("maxTtl", inputs.text("maxTtl") ?? (revoke === "false" ? "0" : defaultMaxTtl), `${defaultMaxTtl}, 1h30m, 3600 (seconds), or 0 for no limit`, inputs);
}
function readMinTtl(inputs, maxTtl) {
	const written = inputs.text("minTtl") ?? "0";
	const minTtl = readDuration("minTtl", written, "2h, 1h30m, or 3600 (seconds)", inputs);
	if (maxTtl > 0 && minTtl > maxTtl) {
		const limit = inputs.text("maxTtl") ?? defaultMaxTtl;
		inputs.problem("minTtl", `"${written}" exceeds maxTtl, which is ${limit}`, `at most ${limit}, or also maxTtl: ${written}`);
	}
	return minTtl;
}
function readDuration(input, written, instead, { problem }) {
	const seconds = (duration.exec(written)?.slice(1))?.reduce((sum, count, index) => sum + Number(count ?? 0) * (partSeconds[index] ?? 0), 0);
	if (seconds !== void 0 && Number.isSafeInteger(seconds)) return seconds;
	problem(input, `"${written}" is not a valid duration`, instead);
	return 0;
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
		const value = quoted.startsWith("\"") ? require_common.jsonString(quoted) : quoted;
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
		instead: joined(`${path || "PATH"} KEY`, tail)
	};
	if (selector.startsWith("{") || /\{["']/.test(path)) return {
		problem: "is invalid: { must start a valid JSON object, followed by a space",
		instead: joined(`${path.replace(/\{.*/, "")} {"name": "value"} KEY`, tail)
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
		instead: joined(`${source} KEY`, tail)
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
	const names = name === void 0 ? require_common.derivedNames(selector) : {
		output: name,
		variable: name
	};
	const isAll = selector === "*" || selector === "**";
	if (isAll || !isQuoted && require_common.isPattern(selector)) {
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
	const positionOf = require_common.positionsIn(text);
	let end = text.indexOf("\n", write ? text.length - write.rest.length : 0);
	for (let at = 0; at < text.length; at = end + 1, end = text.indexOf("\n", at)) {
		if (end < 0) end = text.length;
		for (const chunk of require_common.chunksOf(text.slice(at, end))) {
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
	if (/^"[^"\\]*(?:\\.[^"\\]*)*"$/s.test(written)) return require_common.jsonString(written);
	return /\s/.test(written) ? void 0 : written.replaceAll("\"", "");
}
function selectorProblem(source, written, tail) {
	const [key = "", name = "", ...more] = written.split(/\s+/);
	const asOneSelector = (text) => joined(`${source} ${JSON.stringify(text)}`, tail);
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
function joined(source, tail) {
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
	const requests = [];
	const positionOf = require_common.positionsIn(text);
	for (const chunk of require_common.chunksOf(require_common.withoutComments(text))) {
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
// src/inputs/secrets.ts
async function readPlan(inputs, defaults, problem) {
	const planOf = (input, parsed) => {
		for (const { line, column, text, instead } of parsed.problems) problem(`${input} line ${line}, column ${column}`, text, instead);
		return parsed.plan;
	};
	const plan = [...planOf("secrets", parseMapping(inputs.secrets, defaults)), ...planOf("pki", parsePki(inputs.pki, defaults))];
	for (const request of plan) checkNames(request, inputs.exports, problem);
	return Promise.all(plan.map(async (request) => mayNameFile(request) ? withBodyFiles(request, inputs.workspace, problem) : request));
}
function checkNames({ entries }, settings, problem) {
	for (const entry of entries) {
		const where = `${entry.input} line ${entry.line}`;
		if (settings.destination === "child" && !entry.toEnvironment) problem(where, "the flag noenv excludes `run`, which passes values only as environment variables", "this entry without noenv");
		if (entry.kind !== "key") continue;
		const output = settings.destination === "job" ? require_common.outputRefusal(entry.output, settings) : void 0;
		const variable = entry.toEnvironment ? require_common.variableRefusal(entry.variable, require_common.originOf(entry), settings) : void 0;
		if (output) problem(where, `the output name "${entry.output}" ${output}`, "another name after |");
		else if (variable) problem(where, `the variable "${entry.variable}" ${variable}`, "another name after |");
	}
}
const mayNameFile = ({ body }) => body !== void 0 && JSON.stringify(body).includes("\"@");
async function withBodyFiles(request, workspace, problem) {
	const { withFiles } = await Promise.resolve().then(() => require("../shared/body-files.js"));
	const body = withFiles(request.body ?? {}, workspace, ({ path, text }) => {
		problem(`${request.input} line ${request.line}`, `the file "${path}" ${text}`, "a path inside the workspace, or @@ for text that starts with @");
	});
	return {
		...request,
		body
	};
}
// src/inputs/step-id.ts
function hasNoStepId(env) {
	return (env["GITHUB_ACTION"] ?? "").startsWith("__") && (env["GITHUB_ACTION_PATH"] ?? "") === "";
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
	return [...new Set([...texts, ...texts.flatMap(require_common.keyFilesOnOneLine)].flatMap((form) => require_common.masksOfText(form, minLineLength)))];
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
	const positionOf = require_common.positionsIn(mapping);
	return [...require_common.withoutComments(mapping).matchAll(/\$\{\{([^{}]*)\}\}/g)].slice(0, maxPerMapping).map((one) => ({
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
	if (all.length > 0) throw new require_common.Failure("ERR_INPUT", summaryOf(all));
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
function summaryOf(problems) {
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
// src/inputs/settings.ts
const defaultMinMaskLength = "4";
const defaultAws = {
	region: void 0,
	maxSeconds: 30
};
async function readSettings(env) {
	const step = openInputs(env);
	const values = await readValues(step.inputs, env);
	const hasMappingProblem = step.problems.some(({ where }) => /^(secrets|pki)/.test(where));
	const settings = {
		...values,
		files: await readPlannedFiles(step.inputs, env, hasMappingProblem ? void 0 : values.plan)
	};
	if (!hasMappingProblem) checkNotEmpty(settings, step.inputs);
	throwProblems(step, {
		plain: plainInputs,
		mappings: [
			"secrets",
			"pki",
			"files"
		]
	}, env);
	if (step.inputs.text("exportEnv") === void 0 && needsStepId(settings) && hasNoStepId(env)) throw unreadableError();
	return settings;
}
async function readValues(inputs, env) {
	const decoding = {
		encoding: readEncoding(inputs),
		optional: readBoolean("ignoreNotFound", inputs)
	};
	const vault = await readVault(inputs, env);
	const command = await readCommand(inputs, env);
	const toEnvironment = readBoolean("exportEnv", inputs) || command !== void 0;
	const exports = {
		destination: command ? "child" : "job",
		exportToken: readBoolean("exportToken", inputs),
		outputToken: readBoolean("outputToken", inputs)
	};
	const minMaskLength = readCount("minMaskLength", defaultMinMaskLength, inputs);
	const aws = await readAws(inputs);
	const revoke = readRevoke(inputs);
	const maxTtl = readMaxTtl(inputs, revoke);
	return {
		...vault,
		plan: await readPlan({
			secrets: env["INPUT_SECRETS"] ?? "",
			pki: env["INPUT_PKI"] ?? "",
			workspace: env["GITHUB_WORKSPACE"] ?? ".",
			exports
		}, {
			...decoding,
			toEnvironment
		}, inputs.problem),
		...exports,
		...command && { command },
		minMaskLength,
		revoke,
		maxTtl,
		minTtl: readMinTtl(inputs, maxTtl),
		...inputs.text("summary") !== void 0 && { summary: readBoolean("summary", inputs) },
		aws
	};
}
function checkNotEmpty({ plan, exportToken, outputToken }, inputs) {
	if (plan.length > 0 || exportToken || outputToken) return;
	inputs.problem("secrets", "is required: there is nothing to read", "one entry per line: PATH KEY | NAME;");
}
async function readPlannedFiles({ text, problem }, env, plan) {
	return text("files") === void 0 ? [] : (await Promise.resolve().then(() => require("../shared/files2.js"))).readFiles(env, plan, problem);
}
async function readCommand(inputs, env) {
	return [
		"run",
		"shell",
		"workingDirectory"
	].some((name) => inputs.text(name) !== void 0) ? (await Promise.resolve().then(() => require("../shared/command.js"))).readCommand(inputs, env) : void 0;
}
async function readAws(inputs) {
	return ["awsRegion", "awsWait"].some((name) => inputs.text(name) !== void 0) ? (await Promise.resolve().then(() => require("../shared/aws.js"))).readAwsInputs(inputs, defaultAws) : defaultAws;
}
const encodings = [
	"base64",
	"hex",
	"utf8"
];
function readEncoding({ text, problem }) {
	const value = text("secretEncodingType");
	const encoding = encodings.find((known) => known === value?.toLowerCase());
	if (value !== void 0 && !encoding) problem("secretEncodingType", `"${value}" is invalid`, encodings.join(", "));
	return encoding ?? "utf8";
}
function needsStepId({ plan, files, outputToken }) {
	const entries = plan.flatMap((request) => request.entries);
	return outputToken || entries.length > 0 && files.length === 0 && !entries.some(isReadableWithoutId);
}
const isReadableWithoutId = ({ toEnvironment, file }) => toEnvironment || file?.path !== void 0;
function unreadableError() {
	return new require_common.Failure("ERR_UNREADABLE", "no later step can read the secrets: this step has no `id`, and `exportEnv` is not set", { hint: [
		"Add one of these to this step:",
		"  id: vault                     # then use steps.vault.outputs.NAME in the steps that need it",
		"  with: { run: ./deploy.sh }    # gives the secrets to this command only, as environment variables",
		"  with: { exportEnv: true }     # sets the secrets as environment variables of every later step, as vault-action does"
	].join("\n") });
}
// src/run/fail-and-revoke.ts
async function failAndRevoke(failure, { report, stop }, revoke) {
	report.failed(failure);
	const phase = phaseAfter(failure, stop);
	await revoke(phase);
	return phase === require_common.afterCancel ? 130 : 1;
}
const phaseAfter = (failure, { stopRequested }) => isCancelled(failure) || isCancelled(stopRequested.reason) ? require_common.afterCancel : require_common.afterFailure;
const isCancelled = (reason) => reason instanceof require_common.Failure && reason.code === "ERR_CANCELLED";
const cancelled = (signal) => new require_common.Failure("ERR_CANCELLED", `the step was cancelled (${signal})`);
// src/run/main.ts
async function runMain(run) {
	try {
		const settings = await readSettings(run.env);
		const { needsToken, commandEnd } = await logInAndDeliver(settings, run);
		if (commandEnd?.failure) {
			await failAndRevoke(commandEnd.failure, run, (phase) => require_common.revokeAndReport(run, phase));
			return commandEnd.exitCode;
		}
		if (settings.revoke === "false") await reportNotRevoked(run);
		if (commandEnd) await require_common.revokeAndReport(run, require_common.afterCommand);
		else if (!needsToken && settings.revoke !== "false") await require_common.revokeAndReport(run, require_common.afterSuccess);
		return 0;
	} catch (thrown) {
		return await failAndRevoke(require_common.asFailure(thrown), run, (phase) => require_common.revokeAndReport(run, phase));
	} finally {
		run.session.setMain(void 0);
		run.stop.clear();
		run.transport.close();
	}
}
async function logInAndDeliver(settings, run) {
	run.stop.stopAfter(settings.timeout);
	run.session.setMain(process.pid);
	run.report.network(settings.connection, require_common.proxyFor(urlOf(settings))?.name);
	const vault = require_common.createVault(settings.connection, run.transport, run.stop);
	const loggingIn = require_common.logIn(settings.login, vault, {
		...run,
		mask: require_common.mask
	});
	prepareReads(settings, run);
	const login = await loggingIn;
	const { auth } = login;
	saveLogin(login, vault.connection(), settings, run);
	run.report.loggedIn(vault.connection(), settings.login, auth, login.lost);
	const { readAndExport: deliver } = await Promise.resolve().then(() => require("../shared/read-and-export.js")).then((n) => n.read_and_export_exports);
	return deliver(auth, vault, settings, run);
}
function prepareReads(settings, { transport }) {
	setImmediate(() => {
		transport.prepare({
			url: urlOf(settings),
			tls: settings.connection.tls
		}, settings.plan.length);
		Promise.resolve().then(() => require("../shared/read-and-export.js")).then((n) => n.read_and_export_exports).catch(() => void 0);
	});
}
function saveLogin(login, connection, settings, { session }) {
	const { plan, revoke, summary } = settings;
	const token = require_common.revocableToken(login.auth, plan.length);
	session.begin({
		connection,
		token,
		required: revoke === "required",
		...summary !== void 0 && { summary }
	});
	session.addLogin(require_common.loginGrant(settings.login, login));
}
async function reportNotRevoked({ session, report, env }) {
	const revocable = session.revocable();
	report.notRevoked(revocable);
	session.clear();
	if (revocable) await require_common.writeReceipt(revocable, void 0, {
		env,
		report
	});
}
const urlOf = ({ connection }) => new URL(connection.urls[0]);
// src/run/stop-requests.ts
const stopOnSignals = (stop, source) => require_common.onStopSignals(source, (signal) => {
	stop.requestStop(cancelled(signal));
});
function stopOnLostOutput(stop, output) {
	output.on("error", () => {
		stop.requestStop(cancelled("the runner reads no output"));
	});
}
// src/main.ts
const stop = require_common.createStop();
stopOnSignals(stop, process);
stopOnLostOutput(stop, process.stdout);
runMain({
	env: process.env,
	transport: require_common.createRunTransport(process.env),
	session: require_common.createSession(process.env),
	report: require_common.createReport(process.env),
	stop,
	host: process
}).then((exitCode) => {
	process.exitCode = exitCode;
});
