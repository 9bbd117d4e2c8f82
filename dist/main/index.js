const require_rolldown_runtime = require("../shared/rolldown-runtime.js");
const require_failure = require("../shared/failure.js");
const require_with_extra_headers = require("../shared/with-extra-headers.js");
const require_identity = require("../shared/identity.js");
const require_json = require("../shared/json.js");
let node_fs = require("node:fs");
let node_path = require("node:path");
let node_crypto = require("node:crypto");
// src/export/all-or-nothing.ts
function allOrNothing(env, write) {
	const before = [env["GITHUB_OUTPUT"], env["GITHUB_ENV"]].filter((path) => path !== void 0).map((path) => ({
		path,
		bytes: (0, node_fs.statSync)(path, { throwIfNoEntry: false })?.size ?? 0
	}));
	try {
		return write();
	} catch (error) {
		for (const { path, bytes } of before) cutTo(path, bytes);
		throw error;
	}
}
function cutTo(path, bytes) {
	try {
		(0, node_fs.truncateSync)(path, bytes);
	} catch {}
}
// src/export/files.ts
function createFiles(places, session) {
	let ownFolder;
	const ownNames = new Set();
	function ownPath(name) {
		if (places.temp === "") throw refusal("the runner gave no folder for files (RUNNER_TEMP)");
		ownFolder ??= (0, node_fs.mkdtempSync)((0, node_path.join)(require_with_extra_headers.realPath(places.temp), require_with_extra_headers.ownFolderPrefix));
		const fileName = unusedName(safeName(name), ownNames);
		ownNames.add(fileName.toLowerCase());
		return (0, node_path.join)(ownFolder, fileName);
	}
	return { write(name, path, content) {
		try {
			const file = path === void 0 ? ownPath(name) : chosenPath(path, places);
			(0, node_fs.mkdirSync)((0, node_path.dirname)(file), {
				recursive: true,
				mode: 448
			});
			if ((0, node_fs.lstatSync)(file, { throwIfNoEntry: false })) throw alreadyThere(file);
			session.addFile(file);
			fill(create(file, session), content);
			return file;
		} catch (error) {
			if (error instanceof require_failure.Failure) throw error;
			throw refusal(`the file for "${name}" cannot be written: ${error.message}`, { cause: error });
		}
	} };
}
function chosenPath(path, places) {
	if (/\p{Cc}/u.test(path)) throw refusal(`the path ${JSON.stringify(path)} has control characters`);
	const file = realPathOfFile((0, node_path.resolve)(places.workspace, path));
	if (require_with_extra_headers.isInside(file, places)) return file;
	throw refusal(`the file ${path} would lie outside the workspace and RUNNER_TEMP`, { hint: `Its path is ${file}, links resolved. Give one below the workspace, or below runner.temp.` });
}
const realPathOfFile = (path) => (0, node_path.join)(require_with_extra_headers.realPath((0, node_path.dirname)(path)), (0, node_path.basename)(path));
function create(file, session) {
	try {
		return (0, node_fs.openSync)(file, "wx", 384);
	} catch (error) {
		session.dropFile(file);
		throw error;
	}
}
function fill(descriptor, content) {
	try {
		(0, node_fs.writeFileSync)(descriptor, content);
	} finally {
		(0, node_fs.closeSync)(descriptor);
	}
}
const safeName = (name) => name.slice(0, 100).replace(/[^\w.-]/g, "_").replace(/^$|\.+$/, "_");
function unusedName(name, taken) {
	let unused = name;
	for (let count = 2; taken.has(unused.toLowerCase()); count += 1) unused = `${count}-${name}`;
	return unused;
}
const alreadyThere = (file) => refusal(`the file ${file} exists already`, { hint: "Nothing is overwritten: take another path, or remove the file before this step." });
const refusal = (message, options = {}) => new require_failure.Failure("ERR_FILE", message, options);
// src/export/names.ts
const runnerNames = new Set([
	"ACTION",
	"ACTION_PATH",
	"ACTION_REF",
	"ACTION_REPOSITORY",
	"ACTIONS",
	"ACTOR",
	"ACTOR_ID",
	"API_URL",
	"BASE_REF",
	"ENV",
	"EVENT_NAME",
	"EVENT_PATH",
	"GRAPHQL_URL",
	"HEAD_REF",
	"JOB",
	"OUTPUT",
	"PATH",
	"REF",
	"REF_NAME",
	"REF_PROTECTED",
	"REF_TYPE",
	"REPOSITORY",
	"REPOSITORY_ID",
	"REPOSITORY_OWNER",
	"REPOSITORY_OWNER_ID",
	"RETENTION_DAYS",
	"RUN_ATTEMPT",
	"RUN_ID",
	"RUN_NUMBER",
	"SERVER_URL",
	"SHA",
	"STATE",
	"STEP_SUMMARY",
	"TRIGGERING_ACTOR",
	"WORKFLOW",
	"WORKFLOW_REF",
	"WORKFLOW_SHA",
	"WORKSPACE"
].map((name) => `GITHUB_${name}`));
const loaders = new Set([
	"PATH",
	"CI",
	"NODE_OPTIONS",
	"NODE_PATH",
	"NODE_EXTRA_CA_CERTS",
	"NODE_TLS_REJECT_UNAUTHORIZED",
	"NODE_USE_ENV_PROXY",
	"BASH_ENV",
	"ENV",
	"SHELLOPTS",
	"BASHOPTS",
	"PROMPT_COMMAND",
	"PYTHONSTARTUP",
	"PYTHONPATH",
	"PYTHONHOME",
	"PERL5OPT",
	"PERL5LIB",
	"RUBYOPT",
	"RUBYLIB",
	"JAVA_TOOL_OPTIONS",
	"_JAVA_OPTIONS",
	"JDK_JAVA_OPTIONS",
	"GIT_SSH_COMMAND",
	"GIT_SSH",
	"GIT_ASKPASS",
	"GIT_EXEC_PATH",
	"GIT_PROXY_COMMAND",
	"GIT_EXTERNAL_DIFF",
	"SSLKEYLOGFILE",
	"SSL_CERT_FILE",
	"SSL_CERT_DIR",
	"IFS"
]);
const loaderFamilies = /^(LD_|DYLD_|GIT_CONFIG|BASH_FUNC_|ACTIONS_ID_TOKEN_|ACTIONS_RUNTIME_|ACTIONS_RESULTS_|ACTIONS_CACHE_|RUNNER_|INPUT_|STATE_)/;
const ownOutputs = new Set(["secrets", "errormessage"]);
function outputRefusal(name) {
	return ownOutputs.has(name.toLowerCase()) || name === "vault_token" ? "is an output of this action itself" : unwritable(name);
}
function variableRefusal(name) {
	const upper = name.toUpperCase();
	if (runnerNames.has(upper)) return "is set by the runner itself";
	if (loaders.has(upper) || loaderFamilies.test(upper)) return "would change what later steps run, trust or log in with";
	return unwritable(name);
}
function unwritable(name) {
	if (name === "") return "is empty";
	if (/[\r\n\0]/.test(name)) return "contains a line break or NUL";
	if (name.includes("=")) return "contains =";
	return name.includes("<<") ? "contains <<" : void 0;
}
// src/export/export.ts
const maxVariable = 32768;
const maxVariables = 524288;
function planExports(selected) {
	const skipped = [];
	const allowed = (kind, name, why) => {
		if (why !== void 0) skipped.push({
			kind,
			name,
			why
		});
		return why === void 0 ? name : void 0;
	};
	let bytes = 0;
	const variableFor = ({ variable, value, entry }) => {
		if (!entry.toEnvironment) return void 0;
		const text = entry.file ? "" : String(value);
		const why = unfit(text, bytes + Buffer.byteLength(text));
		if (why !== void 0 && entry.kind === "key") throw new require_failure.Failure("ERR_EXPORT", `${entry.input} line ${entry.line}: the variable "${variable}" ${why}`, { hint: "Give the entry the flag noenv and read the output, or the flag file." });
		const name = allowed("variable", variable, variableRefusal(variable) ?? why);
		if (name !== void 0) bytes += Buffer.byteLength(text);
		return name;
	};
	const items = selected.map((one) => ({
		...one,
		output: allowed("output", one.output, outputRefusal(one.output)),
		variable: variableFor(one)
	}));
	return {
		items,
		skipped,
		shadowed: shadowedNames(items)
	};
}
function unfit(text, allBytes) {
	if (text.includes("\0")) return "would contain NUL";
	if (Buffer.byteLength(text) > maxVariable) return `would be longer than ${maxVariable / 1024} KiB`;
	return allBytes > maxVariables ? `would make the environment larger than ${maxVariables / 1024} KiB` : void 0;
}
function shadowedNames(items) {
	const seen = new Set();
	const isSecond = ({ entry, output }) => {
		const group = entry.kind === "key" ? "" : `${entry.order} `;
		return output !== void 0 && seen.size === seen.add(`${group}${output.toLowerCase()}`).size;
	};
	return items.filter(isSecond).flatMap((item) => item.output ?? []);
}
function maskAll(exports, minLength) {
	return exports.items.flatMap((item) => {
		const { masks, short } = require_identity.masksOf({
			...item,
			masking: item.entry.masking
		}, minLength);
		for (const mask of masks) require_with_extra_headers.setSecret(mask);
		return short ? [item.output ?? item.variable ?? ""] : [];
	});
}
function handOver(exports, files) {
	const outputs = new Map();
	const variables = new Map();
	for (const { output, variable, value, entry } of exports.items) {
		const name = output ?? variable;
		if (name === void 0) continue;
		const text = entry.file ? files.write(name, entry.file.path, value) : String(value);
		if (output !== void 0) outputs.set(output, text);
		if (variable !== void 0) variables.set(variable, text);
	}
	written(() => {
		for (const [name, value] of outputs) require_with_extra_headers.setOutput(name, value);
		for (const [name, value] of variables) require_with_extra_headers.exportVariable(name, value);
		require_with_extra_headers.setOutput("secrets", JSON.stringify(Object.fromEntries(outputs)));
	});
	return {
		outputs: [...outputs.keys()],
		variables: [...variables.keys()]
	};
}
function outputToken(token) {
	written(() => {
		require_with_extra_headers.setOutput("vault_token", token);
	});
}
function exportToken(token, { urls: [url], namespace }) {
	written(() => {
		for (const [name, value] of Object.entries({
			TOKEN: token,
			ADDR: url,
			NAMESPACE: namespace
		})) {
			if (value !== void 0 || process.env[`VAULT_${name}`]) require_with_extra_headers.exportVariable(`VAULT_${name}`, value ?? "");
			if (process.env[`BAO_${name}`] !== void 0) require_with_extra_headers.exportVariable(`BAO_${name}`, value ?? "");
		}
	});
}
function written(write) {
	const hint = "Is the disk of the runner full?";
	const failure = (cause) => new require_failure.Failure("ERR_STATE", "the runner's files for outputs and environment cannot be written", {
		hint,
		cause
	});
	if (!process.env["GITHUB_OUTPUT"] || !process.env["GITHUB_ENV"]) throw failure();
	try {
		write();
	} catch (error) {
		throw failure(error);
	}
}
// src/header-input.ts
function readExtraHeaders(inputs, mask) {
	const text = inputs.text("extraHeaders");
	if (text === void 0) return {};
	for (const line of text.split(/[\r\n]+/)) for (const part of require_identity.fixedParts(line.slice(line.indexOf(":") + 1))) mask(part);
	for (const { line, text: wrong, instead } of require_identity.readHeaderLines(text).problems) inputs.problem(`extraHeaders line ${line}`, wrong, instead);
	return { extraHeaders: text };
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
	explain: async (refusal) => (await Promise.resolve().then(() => require("../shared/explain.js"))).explainJwt(refusal)
};
async function sourceOf(inputs) {
	const given = [
		"jwt",
		"jwtFile",
		"jwtPrivateKey"
	].filter((name) => inputs.text(name) !== void 0);
	if (given.length > 1) inputs.problem(given[0] ?? "jwt", `is given, and ${given.slice(1).join(", ")} too`, "one of them");
	if (given.includes("jwtPrivateKey")) return (await Promise.resolve().then(() => require("../shared/own-key.js"))).readOwnKey(inputs);
	if (given.length > 0) return (await Promise.resolve().then(() => require("../shared/given-jwt.js"))).readGivenJwt(inputs);
	const audience = inputs.text("jwtGithubAudience");
	return (surroundings) => require_identity.requestIdentity(audience, surroundings);
}
// src/login/methods.ts
const methods = new Map([
	["jwt", () => jwt],
	["token", async () => (await Promise.resolve().then(() => require("../shared/token.js"))).token],
	["approle", async () => (await Promise.resolve().then(() => require("../shared/approle.js"))).approle],
	["github", async () => (await Promise.resolve().then(() => require("../shared/github.js"))).github],
	["kubernetes", async () => (await Promise.resolve().then(() => require("../shared/kubernetes.js"))).kubernetes],
	["ldap", async () => (await Promise.resolve().then(() => require("../shared/ldap.js"))).ldap],
	["userpass", async () => (await Promise.resolve().then(() => require("../shared/userpass.js"))).userpass],
	["cert", async () => (await Promise.resolve().then(() => require("../shared/cert.js"))).cert]
]);
const telling = {
	token: ["token"],
	roleId: ["approle"],
	githubToken: ["github"],
	jwt: ["jwt"],
	jwtFile: ["jwt"],
	jwtPrivateKey: ["jwt"],
	password: ["userpass", "ldap"],
	authPayload: ["the method that it is for"]
};
async function chooseMethod(inputs) {
	const written = inputs.text("method") ?? toldBy(inputs);
	const load = methods.get(written.toLowerCase());
	if (load) return load();
	if (inputs.text("authPayload") !== void 0) return (await Promise.resolve().then(() => require("../shared/payload.js"))).payload(written);
	inputs.problem("method", `"${written}" is not known`, `${[...methods.keys()].join(", ")}, or any other together with \`authPayload\``);
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
	return end !== void 0 && require_json.isObject(object) ? {
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
		return require_json.parseJson(text);
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
			...name === void 0 ? derivedNames(selector) : {
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
// src/connection-input.ts
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
		if (!url || !/^https?:$/.test(url.protocol)) problem("url", `"${withoutPassword(one)}" is not an address`, "https://vault.example.com");
		else if (url.username || url.password || url.search || url.hash) problem("url", "has more than host, port and path", `${url.origin}${url.pathname}`);
	}
	const [first = "", ...more] = new Set(written.map(baseOf));
	return [first, ...more];
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
	for (const host of hosts) if (/[/@?#]/.test(host)) problem("redirectHosts", `"${withoutPassword(host)}" is more than a host`, "vault-2.example.com:8200");
	return hosts;
}
const listOf = (text) => (text ?? "").split(/[\s,]+/).filter((item) => item !== "");
const withoutPassword = (address) => address.replace(/^([a-z+.-]+:\/\/)?.*@/is, "$1***@");
// src/give-back-input.ts
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
function readMaxTtl(inputs) {
	const written = inputs.text("maxTtl") ?? defaultMaxTtl;
	const parts = [...written.matchAll(/(\d+)([smhd]?)/gi)];
	const isWhole = parts.map(([part]) => part).join("") === written && parts.every(([, , unit]) => unit !== "" || parts.length === 1);
	const seconds = parts.reduce((sum, [, count, unit = ""]) => sum + Number(count) * (unitSeconds[unit.toLowerCase()] ?? 1), 0);
	if (isWhole && Number.isSafeInteger(seconds)) return seconds;
	inputs.problem("maxTtl", `"${written}" is no time span`, `${defaultMaxTtl}, 90m, 3600 (seconds), or 0 for no limit`);
	return 0;
}
// src/body-files.ts
const maxBytes = 8388608;
function withFiles(body, workspace, problem) {
	const fill = (value) => {
		if (typeof value === "string") return value.startsWith("@") ? textFor(value, workspace, problem) : value;
		if (Array.isArray(value)) return value.map(fill);
		return require_json.isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, its]) => [key, fill(its)])) : value;
	};
	return fill(body);
}
function textFor(reference, workspace, problem) {
	if (reference.startsWith("@@")) return reference.slice(1);
	const [, form = "", path = ""] = /^@(?:(base64|sha256):)?(.*)$/s.exec(reference) ?? [];
	const content = read(path, workspace);
	if (typeof content === "string") {
		problem({
			path,
			text: content
		});
		return "";
	}
	if (form === "sha256") return (0, node_crypto.createHash)("sha256").update(content).digest("base64");
	return content.toString(form === "base64" ? "base64" : "utf8");
}
function read(path, workspace) {
	try {
		const file = (0, node_fs.realpathSync)((0, node_path.resolve)(workspace, path));
		if (!require_with_extra_headers.isInside(file, {
			workspace,
			temp: ""
		})) return "is not inside the workspace";
		const { size } = (0, node_fs.statSync)(file);
		return size > maxBytes ? `is larger than ${maxBytes / 1024 / 1024} MiB` : (0, node_fs.readFileSync)(file);
	} catch {
		return "cannot be read";
	}
}
// src/mapping/folder.ts
function isFolder(path) {
	return path.endsWith("/") && !path.includes("?") && !path.split("/").includes("sys");
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
		return certificateParts.map(([suffix, selector], index) => {
			const entry = {
				kind: "key",
				selector,
				lines: true,
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
	["cert", "certificate"],
	["key", "private_key"],
	["ca", "issuing_ca"],
	["ca_chain", "ca_chain"]
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
	if (!require_json.isObject(value)) return value;
	const names = Object.keys(value).sort();
	return Object.fromEntries(names.map((name) => [name, sorted(value[name] ?? null)]));
}
function shortened(text, length) {
	const line = text.replace(/\s+/g, " ");
	return line.length > length ? `${line.slice(0, length - 1)}…` : line;
}
// src/plan-input.ts
function readPlan(inputs, defaults, problem) {
	const report = (input, parsed) => {
		for (const { line, column, text, instead } of parsed.problems) problem(`${input} line ${line}, column ${column}`, text, instead);
		return parsed.plan;
	};
	const plan = [...report("secrets", parseMapping(inputs.secrets, defaults)), ...report("pki", parsePki(inputs.pki, defaults))];
	for (const request of plan) checkNames(request, problem);
	return plan.map((request) => request.body ? filled(request, inputs.workspace, problem) : request);
}
function checkNames({ entries }, problem) {
	for (const entry of entries) {
		if (entry.kind !== "key") continue;
		const output = outputRefusal(entry.output);
		const variable = entry.toEnvironment ? variableRefusal(entry.variable) : void 0;
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
// src/secret-inputs.ts
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
	return [...new Set([...forms, ...forms.flatMap(stringsIn)].flatMap((form) => require_identity.masksOfText(form, shortestLine).masks))];
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
		return leaves(require_json.parseJson(text));
	} catch {
		return [];
	}
}
function leaves(json) {
	if (typeof json === "string") return [json];
	if (Array.isArray(json)) return json.flatMap(leaves);
	return require_json.isObject(json) ? Object.entries(json).flatMap(([key, value]) => openKeys.has(key) ? [] : leaves(value)) : [];
}
// src/tls-input.ts
const maxLength = 409600;
const forms = "PEM, base64 of PEM, or the path of a file with PEM";
function readTls(inputs, skipVerify, mask) {
	const ca = readCertificates("caCertificate", inputs);
	const certificate = readCertificates("clientCertificate", inputs);
	const key = inputs.text("clientKey");
	const keyObject = key === void 0 ? void 0 : readKey(key, inputs, mask);
	if (key === void 0 && certificate) inputs.problem("clientKey", "is not given, and clientCertificate needs it", forms);
	if (key !== void 0 && inputs.text("clientCertificate") === void 0) inputs.problem("clientCertificate", "is not given, and clientKey needs it", forms);
	if (certificate) checkClient(certificate, keyObject, inputs);
	if (!ca && !certificate && key === void 0 && !skipVerify) return {};
	return { tls: {
		...ca && { ca: ca.join("\n") },
		...certificate && { certificate: certificate.join("\n") },
		...key !== void 0 && { key },
		...skipVerify && { skipVerify }
	} };
}
function readCertificates(name, inputs) {
	const pem = pemOf(name, inputs);
	if (pem === void 0) return void 0;
	const certificates = require_with_extra_headers.certificatesIn(pem);
	if (certificates.length === 0) inputs.problem(name, "has no certificate", forms);
	if (certificates.join("\n").length > maxLength) inputs.problem(name, "is larger than 400 KiB", "only the certificates that are needed");
	const bad = certificates.findIndex((one) => !isCertificate(one));
	if (bad < 0) return certificates.length > 0 ? certificates : void 0;
	inputs.problem(name, `has a certificate that cannot be read: number ${bad + 1} of ${certificates.length}`, forms);
}
function readKey(text, inputs, mask) {
	const pem = pemOf("clientKey", inputs);
	const secrets = pem === void 0 || text.includes("\n") || text.length > 255 ? [text, pem ?? ""] : [pem];
	for (const one of secrets.flatMap((secret) => require_identity.masksOfText(secret, 4).masks)) mask(one);
	if (pem === void 0) return void 0;
	try {
		return (0, node_crypto.createPrivateKey)(pem);
	} catch {
		const [what, instead] = pem.includes("ENCRYPTED") ? ["is encrypted", "the key without a passphrase"] : ["has no private key that can be read", forms];
		inputs.problem("clientKey", what, instead);
		return;
	}
}
function checkClient([first = ""], key, inputs) {
	const certificate = new node_crypto.X509Certificate(first);
	const [from, to] = [certificate.validFromDate, certificate.validToDate];
	if (to.getTime() < Date.now()) inputs.problem("clientCertificate", `has expired on ${to.toISOString().slice(0, 10)}`, "a certificate that is valid");
	if (from.getTime() > Date.now()) inputs.problem("clientCertificate", `is not valid before ${from.toISOString()}`, "a certificate that is valid");
	if (key && !certificate.checkPrivateKey(key)) inputs.problem("clientKey", "is not the key of the first certificate in clientCertificate", "the key that belongs to it");
}
function pemOf(name, inputs) {
	const text = inputs.text(name);
	if (text === void 0) return void 0;
	try {
		return require_with_extra_headers.readPem(text);
	} catch (error) {
		if (!(error instanceof require_with_extra_headers.NoPem)) throw error;
		inputs.problem(name, error.message, forms);
		return;
	}
}
function isCertificate(pem) {
	try {
		new node_crypto.X509Certificate(pem);
		return true;
	} catch {
		return false;
	}
}
// src/inputs.ts
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
	for (const mask of secretInputs.flatMap((name) => masksOfInput(text(name) ?? ""))) require_with_extra_headers.setSecret(mask);
	const exportEnv = flag("exportEnv");
	const settings = {
		connection: {
			...readConnection({
				text,
				problem
			}, env),
			...readTls({
				text,
				problem
			}, flag("tlsSkipVerify"), require_with_extra_headers.setSecret),
			...readExtraHeaders({
				text,
				problem
			}, require_with_extra_headers.setSecret)
		},
		login: await readLogin({
			text,
			problem
		}),
		plan: readPlan({
			secrets: env["INPUT_SECRETS"] ?? "",
			pki: env["INPUT_PKI"] ?? "",
			workspace: env["GITHUB_WORKSPACE"] ?? "."
		}, {
			optional: flag("ignoreNotFound"),
			toEnvironment: exportEnv,
			encoding: readEncoding(text("secretEncodingType"), problem)
		}, problem),
		exportToken: flag("exportToken"),
		outputToken: flag("outputToken"),
		minMaskLength: count("minMaskLength"),
		timeout: count("timeout"),
		revoke: readRevoke({
			text,
			problem
		}),
		maxTtl: readMaxTtl({
			text,
			problem
		})
	};
	if (settings.plan.length === 0 && !problems.some(({ where }) => /^(secrets|pki)/.test(where)) && !settings.exportToken && !settings.outputToken) problem("secrets", "is empty, so there is nothing to do", "a line each: PATH KEY | NAME;");
	if (problems.length > 0) throw new require_failure.Failure("ERR_INPUT", summaryOf(problems));
	const values = settings.plan.flatMap((request) => request.entries);
	if ((settings.outputToken || values.length > 0 && !values.some((entry) => entry.toEnvironment)) && text("exportEnv") === void 0 && isUnreadable(env)) throw unreadable();
	return settings;
}
function inputOf(env, name) {
	const value = env[`INPUT_${name.replaceAll(" ", "_").toUpperCase()}`]?.trim();
	return value === "" ? void 0 : value;
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
	return new require_failure.Failure("ERR_UNREADABLE", "no step could read the secrets: this step has no `id`, and `exportEnv` is not given", { hint: [
		"Add to this step one of these:",
		"  id: vault             and read steps.vault.outputs.NAME where it is needed",
		"  with: exportEnv: true     to put the secrets into the environment of every later step, as vault-action does"
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
			repeatable: require_with_extra_headers.never,
			replyMs: 2e3
		});
		if (require_json.own(reply, "initialized") !== false) return failure;
	} catch {
		return failure;
	}
	return new require_failure.Failure(failure.code, failure.message.replace("Vault is sealed", "Vault is not initialised"), {
		hint: "This server was never set up: somebody has to initialise and unseal it (operator init). Is `url` the right one?",
		cause: failure,
		words: failure.words,
		...failure.status !== void 0 && { status: failure.status }
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
	const namespace = require_with_extra_headers.tokenNamespace(vault.connection());
	try {
		const { reply, lost } = await vault.call({
			method: "POST",
			path,
			namespace,
			body,
			repeatable: require_with_extra_headers.harmless
		});
		const auth = require_with_extra_headers.toAuth(reply);
		surroundings.mask(auth.token);
		return {
			auth,
			lost
		};
	} catch (error) {
		throw error instanceof require_failure.Failure ? await explained(withLostToken(await withHealth(error, vault), plan), plan, plan.access, claims) : error;
	}
}
function withLostToken(failure, { mount }) {
	const { code, message, status, words, hint } = failure;
	const mayHaveActed = failure.sent && message.startsWith(`POST auth/${mount}/login`) && [
		void 0,
		502,
		504
	].includes(status);
	const isLost = [
		"ERR_CONNECT",
		"ERR_TIMEOUT",
		"ERR_UNAVAILABLE"
	].includes(code) || code === "ERR_REPLY" && hint !== "Check that `url` is the address of Vault itself, not of a web page or a proxy in front of it.";
	if (!mayHaveActed || !isLost) return failure;
	return new require_failure.Failure(code, message, {
		hint: [hint, "A token that Vault may have made all the same is known to nobody and lives until its time (the token_ttl of the role)."].filter(Boolean).join("\n"),
		words,
		cause: failure,
		...status !== void 0 && { status }
	});
}
async function explained(failure, { method, mount }, { as, role }, claims) {
	if (!(["ERR_DENIED", "ERR_NOT_FOUND"].includes(failure.code) || failure.code === "ERR_REFUSED" && failure.words !== "")) return failure;
	const said = require_with_extra_headers.plain(failure.words) || `${failure.status ?? ""}`;
	return new require_failure.Failure("ERR_LOGIN", `Vault refused the login (method ${method.name}, mount ${mount}, ${as}): ${said}`, {
		hint: await method.explain({
			failure,
			claims,
			mount,
			role
		}) ?? failure.hint,
		cause: failure
	});
}
// src/out-of-uses.ts
function withUses(error, { uses }, paths, spent) {
	if (!(error instanceof require_failure.Failure) || uses === 0 || spent < uses) return error;
	if (!error.words.includes("token had one use left") && !require_with_extra_headers.isTokenDead(error)) return error;
	const { code, message, status, words } = error;
	const needed = paths + 1;
	const hint = `The role gives its tokens ${uses} ${uses === 1 ? "use" : "uses"} (token_num_uses), and this step needs at least ${needed}: one for each path, and one to give the token back. Set token_num_uses of the role to ${needed} or more, or to 0 for no limit.`;
	return new require_failure.Failure(code, message, {
		hint,
		words,
		cause: error,
		...status !== void 0 && { status }
	});
}
// src/read.ts
async function readAll(plan, auth, vault, session) {
	let hangsOnToken = false;
	const lostReplies = [];
	let asking;
	const home = require_with_extra_headers.tokenNamespace(vault.connection());
	const namespace = vault.connection().namespace ?? "";
	const read = auth.kind === "service" && namespace === home ? require_with_extra_headers.ownRead : require_with_extra_headers.foreignRead;
	async function askOne(request) {
		const { method, path, body } = request;
		const repeatable = method === "POST" ? require_with_extra_headers.write : read;
		const { reply, lost } = await vault.call({
			method,
			path,
			...body && { body },
			token: auth.token,
			repeatable
		}).catch((error) => {
			throw withUses(repeatable.afterLoss ? error : withRisk(error, method, auth), auth, plan.length, vault.spent());
		});
		const secret = require_with_extra_headers.toSecret(reply);
		if (secret.lease) {
			const lease = require_with_extra_headers.leaseOf(secret.lease, request.path, namespace, secret.sts, Date.now());
			session.addLease(lease);
			if (!lease.sts && !asking && auth.uses === 0) {
				asking = ask();
				asking.catch(() => void 0);
			}
		}
		if (lost) lostReplies.push(request.path);
		hangsOnToken ||= lost || secret.carriesAuth || secret.lease !== void 0 && !secret.sts;
		return {
			request,
			values: secret.values
		};
	}
	async function ask() {
		const places = [...plan.map((request) => require_with_extra_headers.placeOf(request.path, namespace)), ...session.owed()?.leases ?? []];
		try {
			session.setGrants(await require_with_extra_headers.askGrants(vault, auth.token, home, require_with_extra_headers.pathsToAsk(home, places), {
				repeatable: require_with_extra_headers.never,
				replyMs: 2e3
			}));
		} catch (error) {
			if (error instanceof require_failure.Failure && error.code === "ERR_STATE") throw error;
		}
	}
	const settled = (request) => Promise.allSettled([askOne(request).catch((error) => passOver(request, error))]);
	async function askFolder(folder) {
		const { secretsIn } = await Promise.resolve().then(() => require("../shared/folder.js"));
		try {
			return (await Promise.all((await secretsIn(folder, vault, auth.token)).map(settled))).flat();
		} catch (error) {
			return Promise.allSettled([Promise.reject(require_failure.asFailure(error)).catch((reason) => passOver(folder, reason))]);
		}
	}
	const results = (await Promise.all(plan.map((request) => request.folder ? askFolder(request) : settled(request)))).flat();
	await asking;
	if (auth.uses > 0) session.updateToken({ spent: vault.spent() });
	const failures = results.flatMap((result) => result.status === "rejected" ? [require_failure.asFailure(result.reason)] : []);
	if (failures.length > 0) throw together(failures);
	return {
		readings: results.flatMap((result) => result.status === "fulfilled" ? [result.value] : []),
		hangsOnToken,
		lost: lostReplies
	};
}
function withRisk(error, method, auth) {
	if (!(error instanceof require_failure.Failure) || !error.sent) return error;
	if (!([
		"ERR_CONNECT",
		"ERR_TIMEOUT",
		"ERR_REPLY"
	].includes(error.code) || method === "POST" && [502, 504].includes(error.status ?? 0))) return error;
	const risk = `It was not sent again, since Vault may have acted: a lease that it made ${auth.kind === "service" ? "ends with the token" : "lives until its time, and nobody can end it earlier"}.`;
	return new require_failure.Failure(error.code, error.message, {
		hint: [error.hint, risk].filter(Boolean).join("\n"),
		cause: error
	});
}
function passOver(request, error) {
	const failure = require_failure.asFailure(error);
	const isMissing = failure.code === "ERR_NOT_FOUND";
	const isOptional = request.entries.length > 0 && request.entries.every((entry) => entry.optional);
	if (isMissing && isOptional) return {
		request,
		values: void 0
	};
	if (!failure.message.startsWith(`${request.method} ${request.path}`)) throw failure;
	const line = request.entries.find((entry) => !entry.optional || !isMissing)?.line ?? request.line;
	throw new require_failure.Failure(failure.code, `${request.input} line ${line}: ${failure.message}`, {
		hint: failure.hint,
		cause: failure
	});
}
const maxTold = 50;
function together(failures) {
	const first = failures.find((failure) => failure.code === "ERR_CANCELLED") ?? failures[0];
	if (!first || failures.length === 1) return first ?? require_failure.asFailure(void 0);
	const said = new Set(failures.map(({ message, hint }) => hint === void 0 ? message : `${message}\n  ${hint.replaceAll("\n", "\n  ")}`));
	const more = said.size > maxTold ? [`and ${said.size - maxTold} more`] : [];
	return new require_failure.Failure(first.code, [...said].slice(0, maxTold).concat(more).join("\n"), { cause: first });
}
// src/select/decode.ts
function decode(stored, encoding) {
	if (encoding === "utf8") return stored;
	const bytes = encoding === "base64" ? fromBase64(stored) : fromHex(stored);
	return bytes === void 0 || bytes.length === 0 ? void 0 : textOf(bytes);
}
function fromBase64(stored) {
	const text = stored.replace(/[ \t\r\n]+/g, "").replaceAll("-", "+").replaceAll("_", "/");
	const bytes = Buffer.from(text, "base64");
	const written = bytes.toString("base64");
	const digits = written.replace(/=+$/, "");
	return text.startsWith(digits) && written.startsWith(text) ? bytes : void 0;
}
function fromHex(stored) {
	const runs = stored.split(/[ \t\r\n]+/);
	return runs.some((run) => run.length % 2 !== 0 || /[^0-9A-Fa-f]/.test(run)) ? void 0 : Buffer.from(runs.join(""), "hex");
}
function textOf(bytes) {
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
async function find(values, selector) {
	if (Object.hasOwn(values, selector)) return require_json.own(values, selector) ?? void 0;
	const found = dotted(values, selector);
	if (found !== void 0) return found ?? void 0;
	return plainKey.test(selector) ? void 0 : evaluate(values, selector);
}
function dotted(values, selector) {
	let at = values;
	for (const key of selector.split(".")) at = require_json.isObject(at) ? require_json.own(at, key) : void 0;
	return at;
}
async function evaluate(values, selector) {
	const { default: jsonata } = await Promise.resolve().then(() => require_rolldown_runtime.__toESM(require("../shared/jsonata.js").default));
	try {
		const result = await jsonata(selector).evaluate(values);
		return typeof result === "function" ? void 0 : result ?? void 0;
	} catch (error) {
		const code = require_json.isObject(error) && typeof error["code"] === "string" ? ` (JSONata ${error["code"]})` : "";
		throw new require_failure.Failure("ERR_KEY", `"${selector}" is no key there, and no expression${code}`, { hint: "A key with other characters than letters, digits, _ and - is looked up as it stands. Expressions are JSONata." });
	}
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
	for (const { request, values } of readings) for (const entry of request.entries) try {
		const found = (values && await select(values, entry)) ?? fallback(entry);
		if (found) selected.push(...found);
		else if (entry.optional) onMissing(request.path, entry, values ? `has no ${nameOf(entry)}` : "nothing is stored there");
		else throw new require_failure.Failure("ERR_KEY", `there is no ${nameOf(entry)}${nearby(values ?? {}, entry)}`);
	} catch (error) {
		const failure = require_failure.asFailure(error);
		const message = `${entry.input} line ${entry.line}: ${request.path}: ${failure.message}`;
		failures.push(failure.code === "ERR_INTERNAL" ? failure : new require_failure.Failure(failure.code, message, { hint: failure.hint }));
	}
	const [first] = failures;
	if (first) {
		const hints = new Set(failures.map((failure) => failure.hint ?? "").filter(Boolean));
		const messages = failures.map((failure) => failure.message);
		throw new require_failure.Failure(first.code, messages.join("\n"), { hint: [...hints, "Nothing was exported."].join("\n") });
	}
	return selected.toSorted((a, b) => a.entry.order - b.entry.order);
}
async function select(values, entry) {
	if (entry.kind === "key") {
		const value = await find(values, entry.selector);
		return value === void 0 ? void 0 : [selectedFor(value, entry, namesOf(entry), entry.selector)];
	}
	const found = Object.entries(values).filter(([, value]) => value !== null);
	if (found.length === 0) return void 0;
	return found.map(([key, value]) => selectedFor(value, entry, wildcardNames(key, entry.prefix, entry.upperCase), key));
}
function selectedFor(found, entry, names, key) {
	const stored = entry.kind === "key" && entry.lines && Array.isArray(found) ? found.map(require_json.toText).join("\n") : require_json.toText(found);
	const value = decode(stored, entry.encoding);
	if (value === void 0) throw new require_failure.Failure("ERR_DECODE", `the value of "${key}" is not ${entry.encoding}`);
	if (typeof value !== "string" && !entry.file) throw new require_failure.Failure("ERR_DECODE", `the value of "${key}" is no text but bytes`, { hint: "Bytes can go into a file: add the flag file." });
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
const nameOf = (entry) => entry.kind === "key" ? `key "${entry.selector}"` : "key at all";
function nearby(values, entry) {
	if (entry.kind !== "key") return "";
	const near = nearestKeys(values, entry.selector);
	return near.length > 0 ? `; there is ${near.map((key) => `"${key}"`).join(", ")}` : "; there are no keys at all";
}
// src/shorten.ts
const slackMs = 5e3;
async function shortenToken(session, vault, maxTtl) {
	const owed = session.owed();
	if (!owed || owed.token.kind === "supplied" || !isLong(owed.token.expires, maxTtl)) return nothing;
	const { token, connection } = owed;
	if (!token.renewable || token.uses > 0) return tooLong(void 0, token.expires);
	const call = {
		method: "POST",
		path: "auth/token/renew-self",
		namespace: require_with_extra_headers.tokenNamespace(connection),
		repeatable: require_with_extra_headers.harmless
	};
	try {
		const { reply } = await vault.call({
			...call,
			token: token.value,
			body: { increment: maxTtl }
		});
		const expires = Date.now() + secondsOf(reply["auth"]) * 1e3;
		session.updateToken({ expires });
		return isLong(expires, maxTtl) ? tooLong(void 0, expires) : {
			shortened: ["the token"],
			tooLong: []
		};
	} catch (error) {
		return tooLong(void 0, token.expires, require_failure.asFailure(error));
	}
}
async function shortenLeases(session, vault, maxTtl) {
	const owed = session.owed();
	if (!owed) return nothing;
	const long = owed.leases.filter((lease) => !lease.sts && isLong(require_with_extra_headers.endOf(lease, owed), maxTtl));
	const done = await Promise.all(long.map((lease) => shortenLease(lease, owed, vault, maxTtl)));
	return {
		shortened: done.flatMap(({ shortened }) => shortened),
		tooLong: done.flatMap((one) => one.tooLong)
	};
}
async function shortenLease(lease, { token }, vault, maxTtl) {
	if (!lease.renewable || token.uses > 0) return tooLong(lease, lease.expires);
	try {
		const expires = Date.now() + await require_with_extra_headers.renewLease(vault, token.value, lease, maxTtl) * 1e3;
		return isLong(expires, maxTtl) ? tooLong(lease, expires) : {
			shortened: [lease.path],
			tooLong: []
		};
	} catch (error) {
		return tooLong(lease, lease.expires, require_failure.asFailure(error));
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
const isLong = (expires, maxTtl) => maxTtl > 0 && expires > Date.now() + maxTtl * 1e3 + slackMs;
const secondsOf = (auth) => typeof auth === "object" && auth !== null && "lease_duration" in auth ? Number(auth.lease_duration) : NaN;
// src/exchange.ts
async function exchange(run) {
	try {
		const settings = await readSettings(run.env);
		const { hangsOnToken } = await readAndExport(settings, run);
		if (settings.revoke === "false") leave(run);
		else if (!hangsOnToken) await require_with_extra_headers.settle(run, require_with_extra_headers.afterSuccess);
		return 0;
	} catch (thrown) {
		const failure = require_failure.asFailure(thrown);
		const cancelled = [failure, run.stop.asked.reason].some((end) => end instanceof require_failure.Failure && end.code === "ERR_CANCELLED");
		run.report.failed(failure);
		await require_with_extra_headers.settle(run, cancelled ? require_with_extra_headers.afterCancel : require_with_extra_headers.afterFailure);
		return cancelled ? 130 : 1;
	} finally {
		run.stop.clear();
		run.transport.close();
	}
}
async function readAndExport(settings, run) {
	const { report, session, stop } = run;
	stop.after(settings.timeout);
	const url = new URL(settings.connection.urls[0]);
	report.network(settings.connection, require_with_extra_headers.proxyFor(url)?.name);
	run.transport.prepare({
		url,
		tls: settings.connection.tls
	}, settings.plan.length);
	const vault = require_with_extra_headers.createVault(settings.connection, run.transport, stop);
	const { auth, lost: loginLost } = await logIn(settings.login, vault, {
		...run,
		mask: require_identity.mask
	});
	const connection = vault.connection();
	session.begin({
		connection,
		token: owedToken(auth, settings),
		required: settings.revoke === "required"
	});
	report.loggedIn(connection, settings.login, auth, loginLost);
	if (settings.revoke === "required" && auth.kind === "batch") throw endless("the login gave a batch token, which cannot be revoked");
	const shortening = shortenToken(session, vault, settings.maxTtl);
	const start = performance.now();
	const { readings, hangsOnToken, lost } = await readAll(settings.plan, auth, vault, session).finally(() => shortening);
	const leases = session.owed()?.leases ?? [];
	report.read(readings.length, performance.now() - start, leases, lost, settings.revoke !== "false");
	const sts = leases.find((lease) => lease.sts);
	if (settings.revoke === "required" && sts) throw endless(`nothing can end the AWS STS credentials of ${sts.path} before their time`);
	const shorteningLeases = shortenLeases(session, vault, settings.maxTtl);
	const exports = planExports(await selectAll(readings, (...missing) => {
		report.notFound(...missing);
	}));
	report.shortMasks(maskAll(exports, settings.minMaskLength));
	report.heldBack(exports);
	const shortenings = await Promise.all([shortening, shorteningLeases]);
	report.shortened(shortenings);
	stop.asked.throwIfAborted();
	const handedOn = allOrNothing(run.env, () => {
		const names = handOver(exports, createFiles(require_with_extra_headers.placesOf(run.env), session));
		if (settings.outputToken) outputToken(auth.token);
		if (settings.exportToken) exportToken(auth.token, connection);
		return names;
	});
	report.exported(handedOn);
	return { hangsOnToken: hangsOnToken || settings.exportToken || settings.outputToken };
}
function leave({ session, report }) {
	report.leftAlive(session.owed());
	session.clear();
}
const owedToken = (auth, { plan }) => ({
	value: auth.token,
	kind: auth.kind,
	expires: expiryOf(auth),
	renewable: auth.renewable,
	uses: auth.uses,
	spent: plan.length
});
const endless = (why) => new require_failure.Failure("ERR_UNCONFIRMED", `revoke: required cannot be kept: ${why}`, { hint: "Nothing was exported. Take what can be ended (a role with token_type=service, an iam_user role), or write revoke: true." });
const expiryOf = (auth) => auth.seconds > 0 ? Date.now() + auth.seconds * 1e3 : Number.MAX_SAFE_INTEGER;
const cancelled = (signal) => new require_failure.Failure("ERR_CANCELLED", `the step was asked to stop (${signal})`);
// src/main.ts
const stop = require_with_extra_headers.createStop();
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => {
	stop.ask(cancelled(signal));
});
exchange({
	env: process.env,
	transport: require_with_extra_headers.withExtraHeaders(require_with_extra_headers.createTransport(), process.env),
	session: require_with_extra_headers.createSession(process.env),
	report: require_with_extra_headers.createReport(process.env),
	stop
}).then((exitCode) => {
	process.exitCode = exitCode;
});
