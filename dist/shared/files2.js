const require_planned_file = require("./planned-file.js");
const require_common = require("./common.js");
const require_file_directories = require("./file-directories.js");
const require_file_names = require("./file-names.js");
const require_job_directories = require("./job-directories.js");
const require_workspace_file = require("./workspace-file.js");
let node_fs = require("node:fs");
let node_path = require("node:path");
let node_child_process = require("node:child_process");
// src/formats/format.ts
const notUnicode = (value) => value.isWellFormed() ? void 0 : "contains half of a surrogate pair, which is not a character";
const shellQuoted = (value) => `'${shellShown(value)}'`;
const shellShown = (text) => text.replaceAll("'", String.raw`'\''`);
const jsonShown = (text) => JSON.stringify(text).slice(1, -1);
// src/formats/dotenv.ts
const bare = /^[\w./:@%+,=-]*$/;
const unchanged$1 = (text) => text;
const inQuotes = (value, fitting) => {
	if (bare.test(value)) return value;
	const [quote] = fitting.find(([, fits]) => fits.test(value)) ?? [];
	return quote === void 0 ? void 0 : `${quote}${value}${quote}`;
};
const common = (value) => inQuotes(value, [["'", /^(?![^]*(?:'|\r|\\\\|\\$|\$\{))/], ["\"", /^[^"$`\\\r]*$/]]);
const forNpm = (value) => inQuotes(value, [
	["'", /^(?![^]*(?:'|\r|\\$))/],
	["`", /^(?![^]*(?:`|\r|\\$))/],
	["\"", /^(?![^]*(?:"|\\[nr]|\\$))/]
])?.replaceAll("\r", String.raw`\r`);
const pythonVariable = /\$\{[^}:]*(?::-[^}]*)?\}/;
const dockerLine = 65536;
const dialects = {
	"": {
		refusal: (value) => value.includes("\r") ? "contains a carriage return, which readers of .env files change" : common(value) === void 0 ? "contains quotes, `$` or backslashes that readers of .env files do not read alike" : void 0,
		write: (value) => common(value) ?? "",
		shown: unchanged$1
	},
	sh: {
		refusal: () => void 0,
		write: (value) => bare.test(value) ? value : shellQuoted(value),
		shown: shellShown
	},
	docker: {
		refusal: (value, name) => {
			if (/[\r\n]/.test(value)) return "contains a line break, which `docker --env-file` cannot read";
			return Buffer.byteLength(`${name}=${value}`) >= dockerLine ? "is longer than the lines that `docker --env-file` reads" : void 0;
		},
		write: unchanged$1,
		shown: unchanged$1
	},
	npm: {
		refusal: (value) => forNpm(value) === void 0 ? "contains every kind of quotes, or escapes, that the dotenv package of npm cannot read" : void 0,
		write: (value) => forNpm(value) ?? "",
		shown: unchanged$1
	},
	python: {
		refusal: (value) => pythonVariable.test(value) ? "contains ${…}, which python-dotenv replaces" : void 0,
		write: (value) => bare.test(value) ? value : `"${pythonShown(value).replaceAll("\r", String.raw`\r`)}"`,
		shown: pythonShown
	}
};
function pythonShown(text) {
	return text.replace(/[\\"]/g, String.raw`\$&`);
}
const dotenvFormats = Object.entries(dialects).map(([name, dialect]) => [name === "" ? "dotenv" : `dotenv:${name}`, formatOf(dialect)]);
function formatOf({ refusal, write, shown }) {
	return {
		nameRefusal: (name) => /^[A-Za-z_]\w*$/.test(name) ? void 0 : "is not a name of a variable: letters, digits and _",
		valueRefusal: (value, name) => value.includes("\0") ? "contains NUL" : notUnicode(value) ?? refusal(value, name),
		render: (values) => [...values].map(([name, value]) => `${name}=${write(value)}\n`).join(""),
		shown
	};
}
// src/formats/json.ts
const json = {
	nameRefusal: () => void 0,
	valueRefusal: () => void 0,
	render: (values) => `${JSON.stringify(Object.fromEntries(values), null, 2)}\n`,
	shown: jsonShown
};
// src/formats/properties.ts
const properties = {
	nameRefusal: () => void 0,
	valueRefusal: () => void 0,
	render: (values) => [...values].map(([name, value]) => `${keyOf(name)}=${valueOf(value)}\n`).join(""),
	shown: shown$1
};
const keyOf = (name) => shown$1(name).replace(/[ =:#!]/g, String.raw`\$&`);
const valueOf = (value) => shown$1(value).replace(/^ /, String.raw`\ `);
const letters = {
	"	": "t",
	"\n": "n",
	"\f": "f",
	"\r": "r",
	"\\": "\\"
};
function shown$1(text) {
	return text.replace(/[^ -[\]-~]/g, (unit) => `\\${letters[unit] ?? `u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`}`);
}
// src/formats/yaml.ts
const maxKey = 1022;
const yaml = {
	nameRefusal: (name) => shown(name).length > maxKey ? `is longer than ${maxKey} characters` : notUnicode(name),
	valueRefusal: notUnicode,
	render: (values) => [...values].map(([name, value]) => `"${shown(name)}": "${shown(value)}"\n`).join("") || "{}\n",
	shown
};
const escaped = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;
function shown(text) {
	return jsonShown(text).replace(escaped, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
// src/formats/formats.ts
const formats = new Map([
	...dotenvFormats,
	["json", json],
	["yaml", yaml],
	["properties", properties]
]);
// src/formats/template.ts
const unchanged = (text) => text;
const plain = {
	refusal: notUnicode,
	write: unchanged,
	shown: unchanged
};
const filters = {
	json: {
		refusal: () => void 0,
		write: (value) => JSON.stringify(value),
		shown: jsonShown
	},
	base64: {
		refusal: notUnicode,
		write: (value) => Buffer.from(value).toString("base64"),
		shown: unchanged
	},
	shell: {
		refusal: (value) => value.includes("\0") ? "contains NUL" : notUnicode(value),
		write: shellQuoted,
		shown: shellShown
	},
	url: {
		refusal: notUnicode,
		write: uriComponent,
		shown: (text) => uriComponent(text.toWellFormed())
	}
};
function uriComponent(text) {
	return encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
const maxProblems = 100;
const literal = "\"{{\"";
function parseTemplate(text) {
	const template = [];
	const problems = [];
	let [copied, lineEnd] = [0, -1];
	for (let at = text.indexOf("{{"); at >= 0 && problems.length < maxProblems; at = text.indexOf("{{", copied)) {
		template.push(text.slice(copied, at));
		if (lineEnd < at) lineEnd = text.indexOf("\n", at);
		if (lineEnd < 0) lineEnd = text.length;
		const line = text.slice(at + 2, lineEnd);
		const isLiteral = line.trimStart().startsWith(literal);
		const end = line.indexOf("}}", isLiteral ? line.indexOf(literal) + 4 : 0);
		const found = end < 0 ? unclosed : placeholderIn(line.slice(0, end).trim());
		if (typeof found === "string") template.push(found);
		else if ("text" in found) problems.push({
			at,
			...found
		});
		else template.push({
			at,
			...found
		});
		copied = at + 2 + (end < 0 ? line.length : end + 2);
	}
	template.push(text.slice(copied));
	return {
		template,
		problems
	};
}
const unclosed = {
	text: "has {{ without }} on the same line",
	instead: `{{ NAME }}, or {{ ${literal} }} for a literal {{`
};
function placeholderIn(inner) {
	if (inner === literal) return "{{";
	const [name = "", filter, ...more] = inner.split("|").map((part) => part.trim());
	if (name === "") return {
		text: "has {{ }} without a name",
		instead: unclosed.instead
	};
	if (filter === void 0) return {
		name,
		filter: plain
	};
	const known = Object.hasOwn(filters, filter) ? filters[filter] : void 0;
	if (more.length > 0 || !known) {
		const names = Object.keys(filters).join(", ");
		return {
			text: `has the unknown filter "${[filter, ...more].join(" | ")}"`,
			instead: `{{ ${name} | FILTER }} with one of ${names}`
		};
	}
	return {
		name,
		filter: known
	};
}
// src/runner/git.ts
function isTracked(file) {
	const folders = foldersAbove(file);
	const folder = folders.find((path) => (0, node_fs.existsSync)(path));
	if (folder === void 0 || !folders.some((path) => (0, node_fs.existsSync)((0, node_path.join)(path, ".git")))) return false;
	const git = gitInPath();
	if (git === void 0) return void 0;
	const pathspec = `:(literal${process.platform === "linux" ? "" : ",icase"})${file.replaceAll(node_path.sep, "/")}`;
	const { status } = (0, node_child_process.spawnSync)(git, [
		...[
			"-c",
			"safe.directory=*",
			"-c",
			"core.fsmonitor=false"
		],
		"ls-files",
		"--error-unmatch",
		"--",
		pathspec
	], {
		cwd: folder,
		env: {
			PATH: process.env["PATH"],
			HOME: process.env["HOME"],
			SystemRoot: process.env["SystemRoot"]
		},
		stdio: "ignore",
		timeout: gitMs
	});
	return status === 0 ? true : status === 1 ? false : void 0;
}
const gitMs = 1e4;
function gitInPath() {
	return (process.env["PATH"] ?? "").split(node_path.delimiter).filter(node_path.isAbsolute).map((folder) => (0, node_path.join)(folder, process.platform === "win32" ? "git.exe" : "git")).find(isProgram);
}
function isProgram(path) {
	try {
		(0, node_fs.accessSync)(path, node_fs.constants.X_OK);
		return (0, node_fs.statSync)(path).isFile();
	} catch {
		return false;
	}
}
function foldersAbove(path) {
	const folders = [];
	for (let folder = (0, node_path.dirname)(path); folder !== folders.at(-1); folder = (0, node_path.dirname)(folder)) folders.push(folder);
	return folders;
}
// src/inputs/destination.ts
function destinationOf(written, directories, platform = process.platform) {
	const { workspace, home } = directories;
	const instead = "a path in the workspace, below runner.temp, or ~/PATH";
	if (/\p{Cc}/u.test(written)) return {
		text: "has control characters",
		instead
	};
	const isAtHome = written.startsWith("~");
	if (isAtHome && !/^~[/\\]/.test(written)) return {
		text: "does not name a file in the home directory",
		instead
	};
	if (isAtHome && home === "") return {
		text: "starts with ~, and the user of this job has no home directory",
		instead: withoutHome
	};
	const path = require_job_directories.realPathOfFile(isAtHome ? (0, node_path.join)(home, written.slice(2)) : (0, node_path.resolve)(workspace, written));
	if (!require_job_directories.isInside(path, directories)) return {
		text: "is outside the workspace, RUNNER_TEMP and the home directory",
		instead
	};
	const obstacle = require_file_names.nameProblem(path, platform) ?? obstacleAt(path);
	if (obstacle !== void 0) return {
		text: obstacle,
		instead: "another path"
	};
	const tracked = isTracked(path);
	if (tracked === void 0) return {
		text: "is in a repository, and git cannot tell whether it tracks it",
		instead: "a path below runner.temp"
	};
	return tracked ? {
		text: "is tracked by git",
		instead: "a path that git does not track"
	} : path;
}
const withoutHome = "a path in the workspace, or below runner.temp";
function obstacleAt(path) {
	try {
		return (0, node_fs.lstatSync)(path, { throwIfNoEntry: false })?.isFile() === false ? "is a link or a folder" : void 0;
	} catch {
		return "is too long, or one of its folders is a file or cannot be read";
	}
}
// src/inputs/file-entries.ts
function fileEntries(text) {
	const positionOf = require_common.positionsIn(text);
	return chunksIn(require_common.withoutComments(text)).map(({ text: written, at }) => {
		const position = positionOf(at);
		const none = (problem) => ({
			...position,
			text: written,
			problem
		});
		const [path = "", content = "", ...more] = written.split("|");
		const [, before = "", format = "", rest = ""] = /^(\s*)(\S*)([^]*)$/.exec(content) ?? [];
		if (path.trim() === "") return none("has no path");
		if (format === "") return none("has no format");
		if (more.length > 0) return none("has more than one |");
		if (path.trim().includes("\n")) return none("spans several lines");
		const restAt = at + path.length + 1 + before.length + format.length;
		const words = [...rest.matchAll(/\S+/g)].map((word) => ({
			text: word[0],
			...positionOf(restAt + word.index)
		}));
		return {
			...position,
			path: path.trim(),
			format,
			words,
			rest: rest.trim()
		};
	});
}
function chunksIn(text) {
	const chunks = [];
	let [start, hasBar] = [0, false];
	const endAt = (end) => {
		const chunk = text.slice(start, end);
		if (chunk.trim() !== "") chunks.push({
			text: chunk.trim(),
			at: start + chunk.length - chunk.trimStart().length
		});
		start = end;
		hasBar = false;
	};
	for (const { 0: piece, index } of text.matchAll(/[^\n;]+|;/g)) if (piece === ";") {
		endAt(index);
		start = index + 1;
	} else if (piece.includes("|")) {
		if (hasBar) endAt(index);
		hasBar = true;
	}
	endAt(text.length);
	return chunks;
}
// src/inputs/planned-names.ts
function plannedNames(plan) {
	const names = plan.flatMap((request) => request.entries.map((entry) => nameOf(entry, request)));
	const matching = (text) => names.filter((name) => "start" in name ? mayStart(text, name) : require_planned_file.selects({ text }, name.output));
	return {
		known: names.flatMap((name) => "start" in name ? [] : [name.output]),
		canSelect: (text) => matching(text).length > 0,
		termOf: (text) => ({
			text,
			isOptional: matching(text).every(({ isOptional }) => isOptional)
		})
	};
}
function nameOf(entry, { folder }) {
	if (entry.kind === "key") return {
		output: entry.output,
		isOptional: entry.optional && entry.fallback === void 0 || entry.maybeAbsent
	};
	const head = folder ? "" : entry.pattern.replace(/[*?].*$/s, "");
	const { output } = require_common.wildcardNames(head, entry.prefix, false);
	return {
		start: output,
		also: entry.asKey?.output,
		isOptional: entry.optional
	};
}
function mayStart(text, { start, also }) {
	return /[*?]/.test(text) || text.startsWith(start) || text === also;
}
// src/inputs/files.ts
function readFiles(env, plan, problem, platform = process.platform) {
	const directories = require_file_directories.fileDirectories(env, platform);
	const { workspace } = directories;
	const context = {
		names: plan && plannedNames(plan),
		workspace,
		problem
	};
	const keyOf = (path) => require_file_names.comparablePath(path, platform);
	const flagged = (plan ?? []).flatMap(({ entries }) => entries.flatMap(({ file }) => file?.path ?? []));
	const taken = new Set(flagged.map((path) => keyOf(require_job_directories.realPathOfFile((0, node_path.resolve)(workspace, path)))));
	return fileEntries(env["INPUT_FILES"] ?? "").flatMap((entry) => {
		if ("problem" in entry) {
			problem(placeOf(entry), `"${oneLine(entry.text)}" ${entry.problem}`, "PATH | FORMAT NAMES; or PATH | template FILE;");
			return [];
		}
		const path = destinationOf(entry.path, directories, platform);
		if (typeof path !== "string") problem(placeOf(entry), `"${oneLine(entry.path)}" ${path.text}`, path.instead);
		else if (taken.has(keyOf(path))) problem(placeOf(entry), `"${entry.path}" is already the path of another entry`, "another path");
		else taken.add(keyOf(path));
		const content = entry.format === "template" ? templateIn(entry, context) : valuesIn(entry, context);
		return content && typeof path === "string" ? [{
			path,
			line: entry.line,
			content
		}] : [];
	});
}
function valuesIn(entry, { names, problem }) {
	const format = formats.get(entry.format);
	if (!format) {
		problem(placeOf(entry), `has the unknown format "${entry.format}"`, `one of ${[...formats.keys(), "template"].join(", ")}`);
		return;
	}
	for (const word of entry.words) if (names?.canSelect(word.text) === false) problem(placeOf(word), `"${word.text}" is not a name of the mapping`, listed(names.known));
	const isSelected = (name) => entry.words.length === 0 || entry.words.some((word) => require_planned_file.selects(word, name));
	for (const name of new Set(names?.known.filter(isSelected))) {
		const refusal = format.nameRefusal(name);
		if (refusal !== void 0) problem(placeOf(entry), `in ${entry.format}, the name "${name}" ${refusal}`, "another name after | in the mapping, or json");
	}
	return {
		format,
		terms: entry.words.map(({ text }) => names?.termOf(text) ?? {
			text,
			isOptional: false
		})
	};
}
function templateIn(entry, { names, workspace, problem }) {
	if (entry.rest === "") {
		problem(placeOf(entry), "has no file after template", "template PATH, with a path in the workspace");
		return;
	}
	const source = utf8Of(require_workspace_file.readWorkspaceFile(entry.rest, workspace));
	if ("refusal" in source) {
		problem(placeOf(entry), `the template "${oneLine(entry.rest)}" ${source.refusal}`, "the path of a file in the workspace");
		return;
	}
	const { template, problems } = parseTemplate(source.text);
	const unknownNames = template.flatMap((part) => typeof part === "string" || names?.canSelect(part.name) !== false ? [] : [part]).map(({ at, name }) => ({
		at,
		text: `has the unknown name "${name}"`,
		instead: listed(names?.known ?? [])
	}));
	const positionOf = require_common.positionsIn(source.text);
	for (const { at, text, instead } of [...problems, ...unknownNames].toSorted((a, b) => a.at - b.at)) {
		const { line, column } = positionOf(at);
		problem(`files line ${entry.line}: ${oneLine(entry.rest)} line ${line}, column ${column}`, text, instead);
	}
	return { template };
}
function utf8Of(content) {
	if (typeof content === "string") return { refusal: content };
	try {
		return { text: new TextDecoder("utf-8", {
			fatal: true,
			ignoreBOM: true
		}).decode(content) };
	} catch {
		return { refusal: "is not text in UTF-8" };
	}
}
const placeOf = ({ line, column }) => `files line ${line}, column ${column}`;
const maxNames = 10;
const listed = (names) => names.length === 0 ? "a name of the mapping" : `one of ${names.slice(0, maxNames).join(", ")}${names.length > maxNames ? ", …" : ""}`;
const oneLine = (text) => text.replace(/\s+/g, " ").slice(0, 120);
exports.readFiles = readFiles;
