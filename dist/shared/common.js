const require_rolldown_runtime = require("./rolldown-runtime.js");
let os = require("os");
os = require_rolldown_runtime.__toESM(os, 1);
let path = require("path");
path = require_rolldown_runtime.__toESM(path, 1);
let node_net = require("node:net");
let node_http = require("node:http");
let node_events = require("node:events");
let node_os = require("node:os");
let node_fs = require("node:fs");
let node_path = require("node:path");
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
const maxLengthInColumns = 16384;
const minColumnLength = 8;
const openingCharacters = [
	0,
	2,
	3
];
function base64Forms(bytes) {
	const forms = openingCharacters.map((opening, before) => {
		return Buffer.concat([Buffer.alloc(before), bytes]).toString("base64").slice(opening, Math.floor(8 * (before + bytes.length) / 6));
	});
	return [...forms, ...forms.filter((form) => /[+/]/.test(form)).map(toUrlAlphabet)];
}
const toUrlAlphabet = (encoded) => encoded.replaceAll("+", "-").replaceAll("/", "_");
function base64Columns(bytes) {
	const [encoded = ""] = base64Forms(bytes);
	if (encoded.length <= columnWidth || encoded.length > maxLengthInColumns) return [];
	const lines = [];
	for (let at = 0; at < encoded.length; at += columnWidth) lines.push(encoded.slice(at, at + columnWidth));
	return lines.filter((line) => line.length >= minColumnLength);
}
// src/masks/json-forms.ts
const escapeJson = (text) => JSON.stringify(text).slice(1, -1);
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
	const json = escapeJson(text);
	return [
		json,
		escapeJson(json),
		...writers.map(({ escaped, escape }) => json.replace(escaped, escape))
	];
}
// src/masks/lengths.ts
const isShortPunctuation = (text) => text.length < 4 && /^[\s\p{P}!-/:-@[-`{-~]*$/u.test(text);
// src/masks/secrets.ts
const noSecrets = {
	secrets: [],
	isShort: false,
	isUnmasked: false
};
function secretsOfText(text, minLength) {
	return asSecrets(text, "value", minLength, new Set());
}
function asSecrets(text, kind, minLength, open) {
	const trimmed = text.trim();
	if (trimmed === "") return noSecrets;
	if (!/[\r\n]/.test(text)) {
		if (isShortPunctuation(trimmed)) return {
			...noSecrets,
			isUnmasked: kind === "value"
		};
		return {
			...noSecrets,
			secrets: [{
				content: text,
				kind,
				isLine: false
			}],
			isShort: trimmed.length < 6
		};
	}
	const all = text.split(/[\r\n]+/).map((line) => line.trim()).filter((line) => line !== "" && !open.has(line.replace(/,$/, "")));
	const lines = all.filter((line) => !isShortPunctuation(line));
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
function combine(parts) {
	return {
		secrets: parts.flatMap(({ secrets }) => secrets),
		isShort: parts.some(({ isShort }) => isShort),
		isUnmasked: parts.some(({ isUnmasked }) => isUnmasked)
	};
}
// src/masks/shell-forms.ts
const escapeLetters = {
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
		const letter = escapeLetters[character];
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
const maxMasks = 5e3;
const maxCharacters = 33554432;
const maxLengthInAllForms = 16384;
function masksOf(secrets, most = maxMasks) {
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
		if (characters > maxCharacters) leftOut = "forms";
		else masks.add(form);
	}
	return {
		masks: [...masks],
		leftOut
	};
}
const masksOfText = (text, minLength) => masksOf(secretsOfText(text, minLength).secrets).masks;
function plainForms({ content, shown = [] }) {
	if (typeof content === "string") return [
		content,
		content.trim(),
		...shown
	];
	return [Buffer.from(content).toString("hex")].filter((hex) => hex.length >= 4);
}
function inBase64({ content, isLine, shown = [] }) {
	if (isLine) return [];
	if (typeof content !== "string") return [
		...base64Forms(content),
		...base64Columns(content),
		Buffer.from(content).toString("base64")
	];
	const text = content.trim();
	const bytes = Buffer.from(text);
	const others = [text.length > maxLengthInAllForms ? text : escapeJson(text), ...shown].filter((form) => form !== text);
	return [
		...base64Forms(bytes),
		...base64Columns(bytes),
		...others.flatMap((form) => base64Forms(Buffer.from(form)))
	];
}
function inOtherEncodings({ content, kind }) {
	if (typeof content !== "string" || kind === "block") return [];
	const text = content.trim();
	if (text.length > maxLengthInAllForms) return [escapeJson(text), encodeURIComponent(text.toWellFormed())];
	return [
		...jsonForms(text),
		...uriForms(text),
		...shellForms(text),
		text.replace(/[ \t]+/g, " ")
	];
}
function inPatterns({ content, kind, isLine }) {
	const isCompared = kind === "value" && !isLine && content.length <= maxPatternLength;
	return typeof content === "string" && isCompared ? [patternForm(content.trim())] : [];
}
const maxPatternLength = 256;
// src/masks/register.ts
function mask(secret) {
	for (const one of masksOfText(secret, 1)) setSecret(one);
}
// src/core/failure.ts
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
		hint: "This is a bug in vault-exchange. Please report it with this line.",
		cause: thrown
	});
}
// src/runner/reserved-names.ts
const names = (names) => names.trim().split(/\s+/);
const ownedByRunner = [
	{
		patterns: names(`
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
		why: "is ignored by the runner"
	}
];
const refusedUnlessWritten = [
	{
		patterns: names(`
      INPUT_* STATE_* CI
    `),
		why: "changes the inputs or the state of later actions"
	},
	{
		patterns: names(`
      PATH PATHEXT COMSPEC SHELL HOME XDG_* TMPDIR LD_* DYLD_* LIBPATH GCONV_PATH PSMODULEPATH SYSTEMROOT SYSTEMDRIVE
      WINDIR TEMP TMP USERPROFILE HOMEDRIVE HOMEPATH APPDATA LOCALAPPDATA ALLUSERSPROFILE PROGRAMDATA PROGRAMFILES*
      PROGRAMW6432 COMMONPROGRAM* __PSLOCKDOWNPOLICY
    `),
		why: "changes which programs and libraries later steps load"
	},
	{
		patterns: names(`
      BASH_ENV BASH_FUNC_* BASHOPTS SHELLOPTS ENV ZDOTDIR PROMPT_COMMAND PS4 IFS
    `),
		why: "makes shells run code"
	},
	{
		patterns: names(`
      NODE_EXTRA_CA_CERTS NODE_PATH NODE_REPL_EXTERNAL_MODULE NODE_TLS_REJECT_UNAUTHORIZED NODE_USE_ENV_PROXY
      NODE_USE_SYSTEM_CA NODE_V8_COVERAGE NODE_COMPILE_CACHE NODE_ICU_DATA NPM_CONFIG_* YARN_RC_FILENAME
      YARN_YARN_PATH YARN_PLUGINS YARN_IGNORE_PATH YARN_REGISTRY PNPM_HOME BUN_CONFIG_* BUN_OPTIONS DENO_DIR
      DENO_CERT DENO_TLS_CA_STORE
    `),
		why: "makes Node.js, Deno, Bun or their package managers load code"
	},
	{
		patterns: names(`
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
		patterns: names(`
      JAVA_HOME JAVA_TOOL_OPTIONS _JAVA_OPTIONS JDK_JAVA_OPTIONS CLASSPATH MAVEN_ARGS MAVEN_HOME MAVEN_OPTS
      MAVEN_PROJECTBASEDIR MVNW_REPOURL GRADLE_HOME GRADLE_OPTS GRADLE_USER_HOME ANT_ARGS ANT_HOME ANT_OPTS
      SBT_OPTS DOTNET_* COMPLUS_* CORECLR_* COR_ENABLE_PROFILING COR_PROFILER* MSBUILD*
      NUGET_NETCORE_PLUGIN_PATHS NUGET_NETFX_PLUGIN_PATHS NUGET_PACKAGES NUGET_PLUGIN_PATHS
    `),
		why: "makes the JVM, .NET or their build tools load code"
	},
	{
		patterns: names(`
      RUSTC* RUSTDOC RUSTDOCFLAGS RUSTFLAGS RUSTUP_* CARGO_ALIAS_* CARGO_BUILD_* CARGO_ENCODED_RUSTFLAGS
      CARGO_HOME CARGO_HTTP_* CARGO_NET_* CARGO_SOURCE_* CARGO_TARGET_* GOBIN GOCACHE GOENV GOFLAGS GOINSECURE
      GONOPROXY GONOSUMDB GOPATH GOPRIVATE GOPROXY GOROOT GOSUMDB GOTOOLCHAIN GOWORK CGO_* CC CXX LD CFLAGS
      CXXFLAGS LDFLAGS MAKEFILES MAKEFLAGS CMAKE_* PKG_CONFIG*
    `),
		why: "changes what compilers run and where they fetch from"
	},
	{
		patterns: names(`
      GIT_ALLOW_PROTOCOL GIT_ALTERNATE_OBJECT_DIRECTORIES GIT_ASKPASS GIT_ATTR_* GIT_CONFIG* GIT_DIR
      GIT_EDITOR GIT_EXEC_PATH GIT_EXTERNAL_DIFF GIT_INDEX_FILE GIT_PAGER GIT_PROXY_COMMAND
      GIT_SEQUENCE_EDITOR GIT_SSH GIT_SSH_* GIT_SSL_* GIT_TEMPLATE_DIR GIT_WORK_TREE SSH_ASKPASS EDITOR VISUAL
      PAGER LESSOPEN BROWSER
    `),
		why: "changes which programs git and other tools run, or what they trust"
	},
	{
		patterns: names(`
      HTTP_PROXY HTTPS_PROXY ALL_PROXY FTP_PROXY NO_PROXY SSL_CERT_DIR SSL_CERT_FILE SSLKEYLOGFILE
      OPENSSL_CONF OPENSSL_MODULES CURL_CA_BUNDLE CURL_HOME REQUESTS_CA_BUNDLE WGETRC DOCKER_CONFIG
      DOCKER_CONTEXT DOCKER_HOST AWS_CA_BUNDLE AWS_CONFIG_FILE AWS_ENDPOINT_URL* TF_CLI_*
    `),
		why: "changes which hosts later steps connect to and trust"
	}
];
function reservedBy(rules, name) {
	const upper = name.toUpperCase();
	const matches = (pattern) => pattern.endsWith("*") ? upper.startsWith(pattern.slice(0, -1)) : upper === pattern;
	return rules.find(({ patterns }) => patterns.some(matches))?.why;
}
// src/export/names.ts
const originOf = (entry) => entry.kind === "key" && entry.variable === entry.output ? "written" : "derived";
const ownOutputs = new Set([
	"secrets",
	"leases",
	"notfound",
	"errormessage"
]);
const tokenVariables = /^(VAULT|BAO)_(TOKEN|ADDR|NAMESPACE)$/;
function outputRefusal(name, { outputToken }) {
	const lower = name.toLowerCase();
	if (ownOutputs.has(lower) || name === "vault_token") return "is an output of this action itself";
	if (outputToken && lower === "vault_token") return "is set by `outputToken`, because output names are case-insensitive";
	return unwritable$1(name);
}
function variableRefusal(name, origin, { exportToken }) {
	if (exportToken && tokenVariables.test(name.toUpperCase())) return "is set by `exportToken`";
	return reservedBy(origin === "written" ? ownedByRunner : [...ownedByRunner, ...refusedUnlessWritten], name) ?? unwritable$1(name);
}
function unwritable$1(name) {
	if (name === "") return "is empty";
	if (/[\r\n\0]/.test(name)) return "contains a line break or NUL";
	if (name.includes("=")) return "contains =";
	return name.includes("<<") ? "contains <<" : void 0;
}
// src/core/json.ts
function isObject$1(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value) && !rawJson.isRawJSON(value);
}
const isRawNumber = (value) => rawJson.isRawJSON(value);
function own(object, key) {
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
function parseObject(text) {
	try {
		const value = parseJson(text);
		return isObject$1(value) ? value : void 0;
	} catch {
		return;
	}
}
function objectOrList(text) {
	if (!/^\s*[[{]/.test(text)) return void 0;
	try {
		return parseJson(text.trim());
	} catch {
		return;
	}
}
function objectAt(text, start, tried) {
	const end = tried.has(start) ? void 0 : endOfValue(text, start, tried);
	const object = end === void 0 ? void 0 : parsed(text.slice(start, end));
	return end !== void 0 && isObject$1(object) ? {
		object,
		end
	} : void 0;
}
const string = String.raw`"[^"\\\r\n\t]*(?:\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4})[^"\\\r\n\t]*)*"`;
const number$1 = String.raw`-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?`;
const space = String.raw`[ \t\r\n]*`;
const member = new RegExp(`${space}(?:(${string})${space}:${space})?(?:([{[])(?!${space}[\\]}])|\\{${space}\\}|\\[${space}\\]|${string}|${number$1}|true|false|null)`, "y");
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
		return parseJson(text);
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
// src/masks/key-files.ts
function keyFilesOnOneLine(text) {
	if (!text.includes("-----BEGIN ")) return [];
	return [...text.matchAll(/-----BEGIN [^\r\n]*?(?:-----END [^-\r\n]{1,64}-----|$)/gm)].map(([file]) => file.replace(/(?:\\+r)?\\+n/g, "\n")).filter((file) => file.includes("\n"));
}
// src/core/deadlines.ts
const graceSeconds = 5;
function createStop() {
	const asked = new AbortController();
	const now = new AbortController();
	let limit;
	let grace;
	let isOver = false;
	function ask(reason) {
		if (isOver || asked.signal.aborted) return;
		asked.abort(reason);
		grace = setTimeout(() => {
			now.abort(reason);
		}, graceSeconds * 1e3);
	}
	return {
		stopRequested: asked.signal,
		abortRequested: now.signal,
		requestStop: ask,
		stopAfter(seconds) {
			const reason = () => new Failure("ERR_TIMEOUT", `not finished after ${seconds} s`, { hint: "The input `timeout` sets this limit, in seconds." });
			limit = setTimeout(() => {
				ask(reason());
			}, seconds * 1e3);
		},
		removeLimit() {
			clearTimeout(limit);
		},
		clear() {
			isOver = true;
			clearTimeout(limit);
			clearTimeout(grace);
		}
	};
}
function createLimit(milliseconds) {
	const end = new AbortController();
	const timer = setTimeout(() => {
		end.abort(new Failure("ERR_TIMEOUT", "the time limit for revocation was reached"));
	}, milliseconds);
	return {
		stopRequested: end.signal,
		abortRequested: end.signal,
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
// src/http/retry-after.ts
function secondsOf(retryAfter) {
	const seconds = Number(retryAfter ?? NaN);
	return Number.isFinite(seconds) && seconds >= 0 ? seconds : void 0;
}
// src/core/clean.ts
const maxLength$1 = 500;
function clean(text) {
	const line = text.replace(/\p{Cc}+/gu, " ").trim();
	return line.length > maxLength$1 ? `${line.slice(0, maxLength$1)}…` : line;
}
// src/vault/retry.ts
const attempts = {
	other: 4,
	busy: 16,
	quota: 64
};
const idempotent = {
	afterLoss: true,
	afterServerError: 3,
	attempts
};
const revocation = {
	...idempotent,
	attempts: {
		other: 4,
		busy: 32,
		quota: 128
	},
	afterInvalidReply: true
};
const ownRead = {
	afterLoss: true,
	afterServerError: 2,
	attempts
};
const otherTokenRead = {
	afterLoss: false,
	afterServerError: 2,
	attempts
};
const write = {
	afterLoss: false,
	afterServerError: 0,
	attempts
};
const noRetry = {
	afterLoss: false,
	afterServerError: 0,
	attempts: {
		other: 1,
		busy: 1,
		quota: 1
	}
};
const firstWaitMs = 250;
const longestWaitMs = 4e3;
const firstQuotaWaitMs = 1e3;
const maxRetryAfterSeconds = 30;
function retryDelay(failure, repeatable, attempt, random) {
	const kind = kindOf(failure);
	if (attempt >= repeatable.attempts[kind] || !mayRepeat(failure, repeatable, attempt)) return void 0;
	const { retryAfter = 0 } = failure;
	if (retryAfter > maxRetryAfterSeconds) return void 0;
	return Math.max(retryAfter * 1e3 * (1 + random / 4), backoff(kind, attempt) * (.5 + random / 2));
}
function backoff(kind, attempt) {
	if (kind !== "quota") return Math.min(firstWaitMs * 4 ** (attempt - 1), longestWaitMs);
	return attempt === 1 ? firstQuotaWaitMs : longestWaitMs / Math.sqrt(attempt - 1);
}
function kindOf(failure) {
	if (failure.code !== "ERR_UNAVAILABLE") return "other";
	if (failure.status === 429 && failure.words !== "") return "quota";
	return isBusy(failure) && !/sealed|not initialized/.test(failure.words) ? "busy" : "other";
}
const isRateLimited = ({ status, words }) => status === 429 && words.includes("rate limit quota exceeded");
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
	if (failure.code === "ERR_REPLY") return failure.status === void 0 && repeatable.afterInvalidReply === true;
	if (failure.code === "ERR_UNAVAILABLE") return isBusy(failure) || attempt <= repeatable.afterServerError;
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
const shownClaims = [
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
		throw new Failure("ERR_IDENTITY", "the OIDC endpoint returned an invalid JWT");
	}
}
function describeClaims(claims) {
	return shownClaims.flatMap((name) => claims[name] === void 0 ? [] : [`${name} = ${claimText(claims[name])}`]);
}
function claimText(value) {
	if (value === void 0) return "(none)";
	return Array.isArray(value) ? value.map(claimText).join(", ") : typeof value === "string" ? value : JSON.stringify(value);
}
// src/login/oidc-token.ts
const replyMs$1 = 1e4;
const oidcRetries = {
	...idempotent,
	attempts: {
		other: 4,
		busy: 4,
		quota: 4
	}
};
async function requestOidcToken(audience, context) {
	const { env, mask, stop } = context;
	const { requestUrl, requestToken } = endpointOf(env);
	mask(requestToken);
	for (let failed = 1;; failed++) try {
		const jwt = await requestOnce(requestUrl, requestToken, audience, context);
		mask(jwt);
		const claims = claimsOf(jwt);
		checkJob(claims, env);
		return {
			jwt,
			claims
		};
	} catch (error) {
		if (!(error instanceof Failure)) throw error;
		const wait = retryDelay(error, oidcRetries, failed, Math.random());
		if (wait === void 0) throw error;
		await waitOut(error, wait, stop.stopRequested);
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
		throw new Failure("ERR_IDENTITY", "ACTIONS_ID_TOKEN_REQUEST_URL is not a valid URL", { hint: "The runner sets this variable, and an earlier step has overwritten it. Find that step." });
	}
	throw new Failure("ERR_IDENTITY", "this job has no permission to request an OIDC token", { hint: [
		"Add these lines to the job and, for a reusable workflow, to the job that calls it:",
		"  permissions:",
		"    id-token: write",
		"    contents: read",
		"Runs for pull requests from forks never get an OIDC token. Runs of Dependabot get one only with these lines."
	].join("\n") });
}
async function requestOnce(endpoint, requestToken, audience, { transport, stop }) {
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
		signal: stop.abortRequested
	}).catch(withHint);
	if (reply.status !== 200) throw oidcRefusal(reply.status, messageOf(reply.body), secondsOf(reply.header("retry-after")));
	const value = fieldOf(reply.body, "value");
	if (value !== void 0 && value !== "") return value;
	throw new Failure("ERR_OIDC", "the response of the OIDC endpoint has no token");
}
const hints = {
	ERR_CONNECT: "This is the OIDC endpoint of the CI platform. The runner has to reach it, directly or through the proxy of HTTPS_PROXY.",
	ERR_TLS: "This is the OIDC endpoint of the CI platform, to which caCertificate does not apply. The system store of the runner, or of the image of the job container, has to contain the CA. Or set NODE_EXTRA_CA_CERTS to the path of its certificate, in `env` of the job."
};
function withHint(error) {
	const hint = error instanceof Failure ? hints[error.code] : void 0;
	throw error instanceof Failure && hint !== void 0 ? error.with({
		hint,
		cause: error.cause
	}) : error;
}
function oidcRefusal(status, message, retryAfter) {
	const transient = status === 403 && /Can't issue ID_TOKEN/i.test(message);
	return new Failure(transient || status === 429 || status >= 500 ? "ERR_UNAVAILABLE" : "ERR_OIDC", `the OIDC endpoint refused the token request: ${status}${message && ` ${message}`}`, {
		status: transient ? 503 : status,
		retryAfter
	});
}
function checkJob(claims, env) {
	const expected = {
		run_id: env["GITHUB_RUN_ID"],
		repository_id: env["GITHUB_REPOSITORY_ID"]
	};
	for (const [name, value] of Object.entries(expected)) {
		if (value === void 0 || value === "" || claimText(claims[name] ?? "") === value) continue;
		throw new Failure("ERR_IDENTITY", `the OIDC token was not issued for this job: ${name} is "${clean(claimText(claims[name] ?? ""))}", expected "${value}"`, { hint: "An earlier step may have changed ACTIONS_ID_TOKEN_REQUEST_URL. Add `permissions: id-token: write` to the job: then the runner sets it again." });
	}
}
function messageOf(body) {
	return clean(fieldOf(body, "message") ?? "");
}
function fieldOf(body, name) {
	const value = parseObject(body)?.[name];
	return typeof value === "string" ? value : void 0;
}
// src/core/sha256.ts
function sha256(content, encoding) {
	return process.getBuiltinModule("node:crypto").createHash("sha256").update(content).digest(encoding);
}
// src/state/secret-references.ts
const longLived = [
	"token",
	"clientKey",
	"extraHeaders"
];
function withReferences(value, env) {
	const references = referencesOf(env);
	const replace = (part) => {
		if (typeof part === "string") return references.get(part) ?? part;
		if (Array.isArray(part)) return part.map(replace);
		if (typeof part !== "object" || part === null) return part;
		return Object.fromEntries(Object.entries(part).map(([key, member]) => [key, replace(member)]));
	};
	return JSON.stringify(replace(value));
}
function resolveReferences(text, env) {
	const [secrets, changed] = [new Set(), new Set()];
	const restore = (_key, part) => {
		if (!isReference(part)) return part;
		const text = secretOf(part, env);
		if (text === void 0) changed.add(part.fromInput);
		else secrets.add(text);
		return text ?? "";
	};
	try {
		return {
			value: JSON.parse(text, restore),
			secrets: [...secrets],
			changedInputs: [...changed]
		};
	} catch {
		return {
			value: void 0,
			secrets: [],
			changedInputs: []
		};
	}
}
function referencesOf(env) {
	const given = longLived.map((name) => ({
		name,
		...givenInput(name, env)
	})).filter(({ value }) => value !== "");
	const content = ({ exact, value }) => env["GITHUB_ACTION_PATH"] ? { text: value } : { sha256: sha256(exact, "hex") };
	return new Map(given.map((input) => [input.value, {
		fromInput: input.name,
		...content(input)
	}]));
}
function secretOf(reference, env) {
	if ("text" in reference) return reference.text;
	const { exact, value } = givenInput(reference.fromInput, env);
	return sha256(exact, "hex") === reference.sha256 ? value : void 0;
}
function givenInput(name, env) {
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
// src/state/size-limit.ts
const maxBytes$1 = 524288;
const maxInputBytes = 409600;
const overhead = 16;
function createStateSize() {
	const sizes = new Map();
	let total = 0;
	return {
		add(entries) {
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
	caCertificate: "only the CA certificates that signed the server certificate of Vault",
	clientCertificate: "only the client certificate and its intermediate certificates",
	url: "only the addresses of one Vault cluster",
	redirectHosts: "only the hosts that Vault redirects to"
};
function checkStateSize({ urls, redirectHosts, namespace, authNamespace, tls, extraHeaders }, token, env, problem) {
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
		bytes: value === void 0 ? 0 : Buffer.byteLength(withReferences(value, env))
	})).toSorted((a, b) => b.bytes - a.bytes);
	const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
	if (total <= maxInputBytes) return;
	const large = sizes.filter(({ bytes }, index) => index === 0 || bytes >= maxInputBytes / 20);
	const sizeList = large.map(({ input, bytes }) => `${input} ${kibibytes(bytes)}`).join(", ");
	const advice = [...new Set(large.map(({ input }) => instead[input] ?? "a shorter text"))].join("; ");
	problem(large.map(({ input }) => input).join(", "), `these inputs take ${kibibytes(total)} of the state saved for the post step (${sizeList}), and the limit is ` + kibibytes(maxInputBytes), advice);
}
const kibibytes = (bytes) => `${Math.ceil(bytes / 1024)} KiB`;
// src/vault/connection.ts
const tokenNamespace = ({ namespace, authNamespace }) => authNamespace ?? namespace ?? "";
function mayRedirectTo(connection, from, target) {
	if (target.protocol !== "https:" && target.protocol !== from.protocol) return false;
	return connection.urls.some((url) => hostAndPort(new URL(url)) === hostAndPort(target)) || connection.redirectHosts.some((host) => {
		const allowed = URL.parse(`${target.protocol}//${host}`);
		return allowed !== null && (/:\d+$/.test(host) ? hostAndPort(allowed) === hostAndPort(target) : hostName(allowed) === hostName(target));
	});
}
const hostName = ({ hostname }) => hostname.replace(/\.$/, "");
const hostAndPort = (url) => `${hostName(url)}:${url.port}`;
// src/vault/words.ts
const notVault = "Check that `url` is the address of Vault itself, not of a web page or a proxy in front of it.";
const withoutErrorCount = (words) => words.replace(/^1 error occurred: \* /, "").replace(/^\d+ errors occurred: \* (.*)$/, (_, list) => list.replaceAll(" * ", "; "));
// src/vault/health.ts
const path$1 = "sys/health?sealedcode=200&uninitcode=200&standbycode=200";
async function withHealth(failure, vault) {
	if (!failure.words.includes("sealed")) return failure;
	try {
		const { reply } = await vault.call({
			method: "GET",
			path: path$1,
			namespace: "",
			repeatable: noRetry,
			replyMs: 2e3
		});
		if (own(reply, "initialized") !== false) return failure;
	} catch {
		return failure;
	}
	return failure.with({
		message: failure.message.replace("Vault is sealed", "Vault is not initialised"),
		hint: "This server was never initialised: check `url`, or initialise and unseal the server (vault operator init)."
	});
}
// src/vault/reply.ts
function parseReply(body, from) {
	if (body === "") return {};
	const reply = parseObject(body);
	if (reply) return reply;
	if (body.startsWith("{")) throw new Failure("ERR_REPLY", `${from}: the response is truncated`);
	throw new Failure("ERR_REPLY", `${from}: the response is not from Vault (not a JSON object)`, { hint: notVault });
}
function toSecret(reply) {
	const data = object(own(reply, "data"));
	const id = text(own(reply, "lease_id"));
	const lease = id === "" ? void 0 : {
		id,
		seconds: number(own(reply, "lease_duration")),
		renewable: own(reply, "renewable") === true
	};
	const common = {
		lease,
		token: tokenIn(reply),
		requestId: text(own(reply, "request_id"))
	};
	if (isKv2(data)) return {
		...common,
		values: object(own(data, "data")),
		sts: false
	};
	const sessionToken = sessionTokenOf(data);
	if (sessionToken === void 0) return {
		...common,
		values: data,
		sts: false
	};
	return {
		...common,
		values: lease ? {
			...data,
			security_token: sessionToken,
			session_token: sessionToken
		} : data,
		sts: sessionToken !== ""
	};
}
function tokenIn(reply) {
	const auth = own(reply, "auth");
	if (!isObject$1(auth)) return void 0;
	return {
		accessor: text(own(auth, "accessor")),
		seconds: number(own(auth, "lease_duration")),
		orphan: own(auth, "orphan") === true
	};
}
function sessionTokenOf(data) {
	if (typeof own(data, "access_key") !== "string") return void 0;
	const tokens = ["session_token", "security_token"].flatMap((key) => Object.hasOwn(data, key) ? [own(data, key)] : []);
	if (tokens.length === 0 || tokens.some((token) => token !== null && typeof token !== "string")) return void 0;
	return tokens.map(text).find((token) => token !== "") ?? "";
}
function toAuth(reply) {
	const auth = object(own(reply, "auth"));
	const token = text(own(auth, "client_token"));
	if (token === "") throw own(auth, "mfa_requirement") ? new Failure("ERR_LOGIN", "the login requires a second factor (MFA), which a job cannot provide", { hint: "Exclude this auth mount or role from the login enforcement in Vault (identity/mfa/login-enforcement)." }) : new Failure("ERR_REPLY", "the login response contains no token", { hint: "Check `path`: it must be the mount of an auth method." });
	return {
		token,
		kind: own(auth, "token_type") === "batch" ? "batch" : "service",
		seconds: number(own(auth, "lease_duration")),
		renewable: own(auth, "renewable") === true,
		policies: list(own(auth, "policies")).filter((policy) => typeof policy === "string"),
		uses: number(own(auth, "num_uses")),
		accessor: text(own(auth, "accessor")),
		requestId: text(own(reply, "request_id"))
	};
}
function isKv2(data) {
	return isObject$1(own(data, "data")) && own(object(own(data, "metadata")), "version") !== void 0;
}
const object = (value) => isObject$1(value) ? value : {};
const text = (value) => typeof value === "string" ? value : "";
const number = (value) => typeof value === "number" ? value : 0;
const list = (value) => Array.isArray(value) ? value : [];
// src/login/login.ts
async function logIn(plan, vault, context) {
	if ("token" in plan.access) {
		context.mask(plan.access.token);
		return {
			auth: suppliedToken(plan.access.token),
			lost: false,
			claims: void 0
		};
	}
	const { pathSuffix, supply } = plan.access;
	let claims;
	const body = async () => {
		const credentials = await supply({
			...context,
			vault
		});
		claims = credentials.claims;
		return credentials.body;
	};
	const path = [
		"auth",
		plan.mount,
		"login",
		...pathSuffix === void 0 ? [] : [encodeURIComponent(pathSuffix)]
	].join("/");
	const namespace = tokenNamespace(vault.connection());
	try {
		const { reply, lost } = await vault.call({
			method: "POST",
			path,
			namespace,
			body,
			repeatable: idempotent
		});
		const auth = toAuth(reply);
		context.mask(auth.token);
		return {
			auth,
			lost,
			claims
		};
	} catch (error) {
		throw error instanceof Failure ? withLostTokenHint(await withExplanation(await withHealth(error, vault), plan, plan.access, claims)) : error;
	}
}
const suppliedToken = (token) => ({
	token,
	kind: "supplied",
	seconds: 0,
	renewable: false,
	policies: [],
	uses: 0,
	accessor: "",
	requestId: ""
});
function withLostTokenHint(failure) {
	if (!failure.lost || failure.hint === "Check that `url` is the address of Vault itself, not of a web page or a proxy in front of it.") return failure;
	return failure.with({ hint: [failure.hint, "Vault may have created a token whose response was lost; it expires after the role's token_ttl."].filter(Boolean).join("\n") });
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
	const words = withoutErrorCount(failure.words) || `${failure.status ?? ""}`;
	return failure.with({
		code: "ERR_LOGIN",
		message: `Vault refused the login (method ${method.name}, mount ${mount}, ${as}): ${words}`,
		hint: hint ?? failure.hint,
		details: claims && {
			title: "Claims of the token (unverified)",
			lines: describeClaims(claims)
		}
	});
}
// src/core/clock.ts
const noExpiry = Number.MAX_SAFE_INTEGER;
const now = () => Math.round(performance.timeOrigin + performance.now());
const after = (moment, seconds) => Math.min(moment + seconds * 1e3, noExpiry);
// src/state/revocable.ts
const revocableToken = ({ token, kind, seconds, renewable, uses }, spent) => ({
	value: token,
	kind,
	seconds,
	expires: seconds > 0 ? after(now(), seconds) : noExpiry,
	booted: bootTime(),
	renewable,
	uses,
	spent
});
const isRevokedWithToken = (lease, { token, connection }) => token.kind === "service" && lease.namespace === tokenNamespace(connection);
const bootTime = () => now() - Math.round((0, node_os.uptime)() * 1e3);
const hasExpired = ({ expires, booted }) => now() - Math.max(0, bootTime() - booted) > expires;
const leaseExpiry = (lease, revocable) => isRevokedWithToken(lease, revocable) ? Math.min(lease.expires, revocable.token.expires) : lease.expires;
// src/vault/addresses.ts
function createAddresses(urls) {
	let current = 0;
	const at = (place) => urls[place % urls.length] ?? urls[0];
	return {
		current: () => current,
		at,
		leave(place) {
			if (current === place) current++;
		},
		inOrder() {
			const start = current % urls.length;
			return [
				at(start),
				...urls.slice(start + 1),
				...urls.slice(0, start)
			];
		}
	};
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
	if (!target) throw new Failure("ERR_REDIRECT", `${from.host} redirects to an invalid address`);
	throw new Failure("ERR_REDIRECT", `${from.host} redirects to ${target.protocol}//${target.host}, which is not allowed to receive your credentials`, { hint: target.protocol === from.protocol ? `If this host is a node of the same cluster, add the input: redirectHosts: ${target.host}` : "Redirects from https to http are never followed: the api_addr of that node must begin with https." });
}
function withUnreachableLeader(error, standby, leader) {
	if (!(error instanceof Failure) || error.code !== "ERR_CONNECT") return error;
	return error.with({
		code: "ERR_UNAVAILABLE",
		message: `${new URL(standby).host} redirects to ${leader.host}, which cannot be reached`,
		hint: "A standby redirects to the leader of its cluster. Either the leader is down, or the runner cannot reach it."
	});
}
// src/vault/client.ts
function withToken(vault, token) {
	return {
		...vault,
		tokenNamespace: tokenNamespace(vault.connection()),
		call: (call) => vault.call({
			token,
			...call
		})
	};
}
const bodyReuseMs = 1e4;
function createVault(connection, transport, stop) {
	const addresses = createAddresses(connection.urls);
	const client = {
		connection,
		transport,
		stop,
		addresses,
		spent: new Map(),
		index: void 0
	};
	return {
		async call(call) {
			let lost = false;
			try {
				return {
					reply: await repeat(client, call, () => {
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
		pause: (milliseconds) => pause(milliseconds, stop.stopRequested),
		connection: () => ({
			...connection,
			urls: addresses.inOrder()
		}),
		spent: (token) => client.spent.get(token) ?? 0
	};
}
async function repeat(client, call, onLost) {
	const { addresses, stop } = client;
	const failed = {
		quota: 0,
		busy: 0,
		other: 0
	};
	const failures = new Map();
	const body = createBody(call.body);
	let inRound = 1;
	for (;;) {
		stop.stopRequested.throwIfAborted();
		const place = addresses.current();
		const content = await body.get();
		stop.stopRequested.throwIfAborted();
		try {
			return await attempt(client, call, content, addresses.at(place));
		} catch (error) {
			if (!(error instanceof Failure)) throw error;
			const kind = kindOf(error);
			const triesNext = isOutOfService(error) && inRound < client.connection.urls.length;
			if (mayHaveActed(error) || error === stop.abortRequested.reason) onLost();
			if (error === stop.abortRequested.reason) throw error;
			const wait = retryDelay(error, call.repeatable, triesNext ? 1 : ++failed[kind], Math.random());
			failures.set(addresses.at(place), error);
			if (isOutOfService(error)) addresses.leave(place);
			if (wait === void 0) throw failures.size > 1 ? withAllAddresses(error, failures) : error;
			body.attemptFailed(kind);
			inRound = triesNext ? inRound + 1 : 1;
			if (!triesNext) await waitOut(error, wait, stop.stopRequested);
		}
	}
}
function createBody(body) {
	let current;
	let madeAt = 0;
	return {
		async get() {
			if (!current) {
				madeAt = performance.now();
				current = { content: typeof body === "function" ? await body() : body };
			}
			return current.content;
		},
		attemptFailed(kind) {
			if (kind !== "quota" || performance.now() - madeAt > bodyReuseMs) current = void 0;
		}
	};
}
async function attempt(client, call, body, base) {
	const request = `${call.method} ${call.path}`;
	countUse(client, call, 1);
	const reply = await follow(client, call, body === void 0 ? void 0 : JSON.stringify(body), base).catch((error) => {
		if (error instanceof Failure && !error.sent) countUse(client, call, -1);
		throw error === client.stop.abortRequested.reason ? error : withRequest(request, error);
	});
	if (reply.status >= 300) {
		const { refusal } = await Promise.resolve().then(() => require("./refusal.js")).then((n) => n.refusal_exports);
		const failure = refusal(request, call.path, reply.status, reply.body, reply.header);
		if (isRateLimited(failure)) countUse(client, call, -1);
		throw failure;
	}
	if (call.path.startsWith("auth/")) client.index = reply.header("x-vault-index") ?? client.index;
	return parseReply(reply.body, request);
}
function countUse({ spent }, { token, costsNoUse }, count) {
	if (token !== void 0 && !costsNoUse) spent.set(token, (spent.get(token) ?? 0) + count);
}
async function follow(client, call, body, base) {
	const { connection, transport, stop } = client;
	let url = new URL(`${base}/v1/${escapePath(call.path)}`);
	for (let redirects = 0;; redirects++) {
		const reply = await transport.send({
			method: call.method,
			url,
			headers: headersOf(client, call),
			body,
			replyMs: call.replyMs ?? 15e3,
			signal: stop.abortRequested,
			tls: connection.tls,
			extraHeaders: connection.extraHeaders
		}).catch((error) => {
			throw redirects === 0 ? error : withUnreachableLeader(error, base, url);
		});
		const target = redirectTarget(connection, url, reply, redirects);
		if (!target) return reply;
		url = target;
	}
}
function withAllAddresses(failure, failures) {
	const errors = [...failures].map(([url, { message }]) => `  ${url}: ${message}`);
	const hint = [
		failure.hint,
		"The last error of each address in `url`:",
		...errors
	].filter(Boolean).join("\n");
	return failure.with({ hint });
}
function withRequest(request, error) {
	if (!(error instanceof Failure) || error.code === "ERR_CANCELLED") return error;
	return error.with({
		message: `${request}: ${error.message}`,
		cause: error.cause
	});
}
function headersOf({ connection, index }, call) {
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
// src/core/wording.ts
const oneLine = (text) => text.replace(/\p{Cc}+/gu, " ").replaceAll("##[", "## [");
const plural = (count, noun) => `${count} ${noun}${count === 1 ? "" : "s"}`;
function listed(names, most) {
	const more = names.length - most;
	return [...names.slice(0, most), ...more > 0 ? [`${more} more`] : []].join(", ");
}
const lastMoment = 864e13;
function formatExpiry(milliseconds) {
	if (!(Math.abs(milliseconds) <= lastMoment)) return "does not expire";
	return `expires by ${new Date(milliseconds).toISOString().replace(/:\d\d\.\d+Z$/, " UTC").replace("T", " ")}`;
}
function formatSeconds(seconds) {
	if (seconds < 120) return `${seconds} s`;
	return seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
}
// src/vault/token.ts
function isOfRootNamespace(token) {
	if (/^(?:hv[sb]|[sb])\.[\w-]+\.\w+$/.test(token)) return false;
	if (/^hvs\.CAES/.test(token)) {
		const packed = Buffer.from(token.slice(4), "base64url").toString("latin1");
		const inner = /hvs\.[A-Za-z0-9]{24}(\.\w)?/.exec(packed);
		return inner ? inner[1] === void 0 : void 0;
	}
	return /^(?:hv[sb]|[sb])\.[\w-]+$/.test(token) ? true : void 0;
}
const usesNeeded = ({ requests, lists }) => requests + lists + 1;
function withUsesHint(error, { uses: limit }, uses, spent) {
	if (limit === 0 || spent < limit || usesNeeded(uses) <= limit) return error;
	if (!error.words.includes("token had one use left") && !isTokenInvalid(error)) return error;
	const parts = [
		uses.requests > 0 ? `${plural(uses.requests, "request")} for secrets` : "",
		uses.lists > 0 ? plural(uses.lists, "folder listing") : "",
		"1 revocation of the token"
	];
	const hint = `The role gives its tokens ${plural(limit, "use")} (token_num_uses), but this step needs at least ${usesNeeded(uses)}: ${parts.filter(Boolean).join(", ")}. Set token_num_uses of the role to ${usesNeeded(uses)} or more, or to 0 for no limit.`;
	return error.with({ hint });
}
const isTokenInvalid = ({ status, words }) => status === 403 && (words.includes("invalid token") || words === "permission denied");
// src/revoke/revoke.ts
async function revokeAll(revocable, transport, limits) {
	if (revocable.changedInputs) return notRevoked(revocable, revocable.changedInputs);
	const start = performance.now();
	const leases = await revokeLeasesWithin(limits.leasesMs, revocable, transport);
	const token = await revokeTokenWithin(limits.allMs - (performance.now() - start), revocable, transport);
	return {
		...common(revocable),
		...sortResults(leases, token.outcome, revocable),
		token: token.outcome,
		tokenFailure: token.failure,
		tokenAnswered: token.at
	};
}
function notRevoked(revocable, changedInputs) {
	const failure = new Failure("ERR_STATE", `the value of the input ${changedInputs.join(" and ")} changed after the main step, so the post step cannot revoke it`);
	return {
		...common(revocable),
		confirmed: [],
		withToken: [],
		pending: [],
		expired: [],
		left: revocableLeases(revocable).map((lease) => ({
			lease,
			failure,
			expires: leaseExpiry(lease, revocable)
		})),
		token: revocable.token.kind === "service" ? "left" : revocable.token.kind,
		tokenFailure: failure,
		tokenAnswered: void 0,
		grantsFailure: void 0
	};
}
const common = (revocable) => ({
	sts: revocable.leases.filter((lease) => lease.sts),
	tokenExpires: revocable.token.expires,
	tokenNamespace: tokenNamespace(revocable.connection)
});
const revocableLeases = ({ leases }) => leases.filter((lease) => !lease.sts);
const isComplete = (revocation) => revocation.token !== "left" && revocation.left.length === 0;
const isConfirmed = (revocation) => [
	"revoked",
	"gone",
	"supplied"
].includes(revocation.token) && [
	...revocation.withToken,
	...revocation.pending,
	...revocation.left,
	...revocation.sts
].length === 0;
function sortResults({ results, grantsFailure }, token, revocable) {
	const isTokenInvalid = token === "revoked" || token === "gone";
	const endsWithToken = ({ lease }) => isTokenInvalid && isRevokedWithToken(lease, revocable);
	const withToken = results.filter((result) => endsWithToken(result) && isExpected(result, token));
	const { booted } = revocable.token;
	const isExpired = ({ lease }) => hasExpired({
		expires: leaseExpiry(lease, revocable),
		booted
	});
	const notDone = results.filter((result) => result.kind !== "confirmed" && !withToken.includes(result));
	const failed = notDone.filter((result) => !isExpired(result));
	const isPending = (result) => endsWithToken(result) || result.kind === "pending";
	const toFailed = (result) => ({
		lease: result.lease,
		failure: "failure" in result ? result.failure : grantsFailure,
		expires: leaseExpiry(result.lease, revocable)
	});
	return {
		confirmed: results.filter((result) => result.kind === "confirmed").map(({ lease, way, at }) => ({
			lease,
			way,
			at
		})),
		withToken: withToken.map(({ lease }) => lease),
		expired: notDone.filter(isExpired).map(({ lease }) => lease),
		pending: failed.filter(isPending).map(toFailed),
		left: failed.filter((result) => !isPending(result)).map(toFailed),
		grantsFailure
	};
}
function isExpected(result, token) {
	if (result.kind === "no way") return true;
	return result.kind === "failed" && result.failure.status === 403 && (token === "revoked" || isTokenInvalid(result.failure));
}
async function revokeLeasesWithin(milliseconds, revocable, transport) {
	const leases = revocableLeases(revocable);
	if (leases.length === 0) return {
		results: [],
		grantsFailure: void 0
	};
	try {
		return await within(milliseconds, revocable, transport, async (vault) => {
			const { revokeLeases } = await Promise.resolve().then(() => require("./revoke-leases.js"));
			return revokeLeases(revocable, leases, vault);
		});
	} catch (error) {
		const failure = asFailure(error);
		return {
			results: leases.map((lease) => ({
				lease,
				kind: "failed",
				failure
			})),
			grantsFailure: failure
		};
	}
}
const revokeTokenWithin = (milliseconds, revocable, transport) => within(milliseconds, revocable, transport, (vault) => revokeToken(revocable, vault));
async function revokeToken({ token }, vault) {
	if (token.kind !== "service") return { outcome: token.kind };
	try {
		await vault.call({
			method: "POST",
			path: "auth/token/revoke-self",
			namespace: vault.tokenNamespace,
			body: {},
			repeatable: revocation
		});
		return {
			outcome: "revoked",
			at: now()
		};
	} catch (error) {
		const failure = asFailure(error);
		return isTokenInvalid(failure) || hasExpired(token) ? {
			outcome: "gone",
			at: now()
		} : {
			outcome: "left",
			failure
		};
	}
}
async function within(milliseconds, revocable, transport, task) {
	const limit = createLimit(milliseconds);
	try {
		return await task(withToken(createVault(revocable.connection, transport, limit), revocable.token.value));
	} finally {
		limit.clear();
	}
}
// src/run/revoke-and-report.ts
const afterSuccess = {
	leasesMs: 2e4,
	allMs: 3e4,
	removesFiles: false,
	isLast: false
};
const afterCommand = {
	...afterSuccess,
	removesFiles: true
};
const afterFailure = { ...afterCommand };
const afterCancel = {
	...afterFailure,
	leasesMs: 2500,
	allMs: 4500
};
const inPost = {
	leasesMs: 35e3,
	allMs: 55e3,
	removesFiles: true,
	isLast: true
};
async function revokeAndReport({ session, transport, report, env }, phase) {
	const saved = phase.removesFiles ? session.files() : [];
	const revocable = session.revocable();
	if (!revocable && saved.length === 0) return true;
	const files = await removeSaved(saved, session, env);
	const [revocation] = revocable ? await Promise.all([revokeAll(revocable, transport, phase), loadReceipt(revocable)]) : [];
	const isDone = !revocation || isComplete(revocation);
	if (revocation && !isDone) saveConfirmed(revocation, session);
	if (isDone) session.clear();
	const required = revocable?.required ?? false;
	const isLast = phase.isLast || !session.isSaved();
	report.revoked(isDone || isLast ? revocation : void 0, isLast ? files : {
		...files,
		left: []
	}, required && phase.isLast);
	if (revocable && (isDone || isLast)) await writeReceipt(revocable, revocation, {
		env,
		report
	});
	return !required || !revocation || isConfirmed(revocation);
}
function saveConfirmed({ confirmed, token, tokenAnswered }, session) {
	for (const { lease, way, at } of confirmed) session.addEnd({
		id: lease.id,
		namespace: lease.namespace,
		how: way,
		at
	});
	if (token === "revoked" && tokenAnswered !== void 0) session.addEnd({
		id: "",
		namespace: "",
		how: "revoke-self",
		at: tokenAnswered
	});
}
async function writeReceipt(revocable, revocation, { env, report }) {
	if (!wantsReceipt(revocable)) return;
	try {
		const { reportReceipt } = await Promise.resolve().then(() => require("./receipt.js"));
		reportReceipt(revocable, revocation, env);
	} catch (error) {
		report.receiptFailed(error);
	}
}
const wantsReceipt = ({ summary, leases, history }) => summary ?? (history.wasReading || leases.length + history.dependents.length > 0);
async function loadReceipt(revocable) {
	if (!wantsReceipt(revocable)) return;
	await new Promise(setImmediate);
	await Promise.resolve().then(() => require("./receipt.js")).catch(() => void 0);
}
async function removeSaved(saved, session, env) {
	if (saved.length === 0) return {
		removed: [],
		restored: [],
		gone: [],
		left: []
	};
	return (await Promise.resolve().then(() => require("./remove-saved-files.js"))).removeSavedFiles(saved, session, env);
}
// src/run/login-grant.ts
function loginGrant({ method, mount, access }, { auth, lost, claims }) {
	const { kind, accessor, requestId } = auth;
	const role = "token" in access ? void 0 : access.role;
	const checkRun = claims?.["check_run_id"];
	const checkRunId = typeof checkRun === "string" || typeof checkRun === "number" ? String(checkRun) : "";
	return {
		method: method.name,
		mount,
		role: role ?? "",
		checkRunId,
		kind,
		accessor,
		requestId,
		granted: now(),
		lost
	};
}
// src/http/proxy.ts
const linkLocal = /^(169\.254\.|\[fe80:|\[fd00:ec2:)/;
function proxyFor(url) {
	const lower = url.protocol === "https:" ? "https_proxy" : "http_proxy";
	const variable = [lower, lower.toUpperCase()].find((name) => process.env[name]);
	const text = process.env[variable ?? ""]?.trim();
	if (variable === void 0 || !text || checkBypass(url) || linkLocal.test(url.hostname)) return void 0;
	const proxy = URL.parse(/^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `http://${text}`);
	if (proxy && /^https?:$/.test(proxy.protocol) && proxy.hostname !== "") return {
		url: proxy,
		name: proxy.host,
		variable
	};
	throw new Failure("ERR_PROXY", `the environment variable ${variable} is not the address of an HTTP proxy`, {
		hint: `Write: http://proxy.example.com:3128. To connect without a proxy, add the host to NO_PROXY: ${url.hostname}`,
		sent: false
	});
}
// src/core/stop-signals.ts
const stopSignals = [
	"SIGINT",
	"SIGTERM",
	"SIGBREAK"
];
function onStopSignals(source, listener) {
	for (const signal of stopSignals) source.on(signal, listener);
	return () => {
		for (const signal of stopSignals) source.off(signal, listener);
	};
}
// src/runner/command-files.ts
function appendValues(path, values, eol = node_os.EOL) {
	const text = [...values].map(([name, value]) => entry(name, value, eol)).join("");
	if (text !== "") appendText(path, text, eol);
}
function appendText(path, text, eol = node_os.EOL) {
	if (!path) throw new Error("the runner provided no file");
	const file = (0, node_fs.openSync)(path, node_fs.constants.O_RDWR | node_fs.constants.O_APPEND);
	const { size } = (0, node_fs.fstatSync)(file);
	try {
		(0, node_fs.writeFileSync)(file, endsWithinLine(file, size) ? eol + text : text);
	} catch (error) {
		(0, node_fs.truncateSync)(path, size);
		throw error;
	} finally {
		(0, node_fs.closeSync)(file);
	}
}
function endsWithinLine(file, size) {
	const last = Buffer.alloc(1);
	return size > 0 && (0, node_fs.readSync)(file, last, 0, 1, size - 1) === 1 && last.toString() !== "\n";
}
function entry(name, value, eol) {
	const delimiter = delimiterFor(name + value);
	return `${name}<<${delimiter}${eol}${value}${eol}${delimiter}${eol}`;
}
function delimiterFor(text) {
	const longest = (text.match(/ghadelimiter_*/g) ?? []).reduce((length, run) => Math.max(length, run.length), 0);
	return "ghadelimiter".padEnd(longest + 1, "_");
}
// src/report/lines.ts
function say(text) {
	info(oneLine(text).replace(/^\s*:(?=:)/, "$& "));
}
function noticeOf(texts) {
	const text = joined(texts);
	if (text !== "") notice(text);
}
function warningOf(texts) {
	const text = joined(texts);
	if (text !== "") warning(text);
}
const joined = (texts) => texts.filter(Boolean).map(oneLine).join("\n");
// src/report/failures.ts
function createFailureReport(env) {
	return {
		failed(failure) {
			const { message, hint, details, code } = failure;
			error([...[message, hint ?? ""].filter(Boolean).map(safe), codeLine(code, env)].join("\n"));
			if (details) {
				startGroup(oneLine(details.title));
				details.lines.forEach(say);
				endGroup();
			}
			try {
				appendValues(env["GITHUB_OUTPUT"], [["errorMessage", safe(message)]]);
			} catch {}
		},
		receiptFailed(thrown) {
			noticeOf([`The receipt was not written: ${asFailure(thrown).message}.`]);
		},
		revocationFailed(thrown) {
			warningOf([`Revocation failed: ${asFailure(thrown).message}. Tokens and leases that are not revoked expire after their TTL.`]);
		}
	};
}
function codeLine(code, env) {
	const [server, repository, ref] = [
		env["GITHUB_SERVER_URL"],
		env["GITHUB_ACTION_REPOSITORY"],
		env["GITHUB_ACTION_REF"]
	];
	return `${code}, see ${server && repository && ref ? `${server}/${repository}/blob/${ref}/docs/errors.md` : "docs/errors.md"}#${code.toLowerCase()}`;
}
const safe = (text) => text.split("\n").map(oneLine).join("\n");
// src/report/notices.ts
const maxNames = 10;
function createNotices() {
	return {
		guessedVersion(paths) {
			if (paths.length === 0) return;
			noticeOf([`Read as folders of KV version 2, because Vault does not return the mount: ${paths.join("; ")}`, "For KV version 1 in a namespace, write the namespace in the input `namespace`, not in the path."]);
		},
		notFound(path, { input, line }, what) {
			noticeOf([`${input} line ${line}: ${path}: ${what}; ignored because of the flag optional or the input ignoreNotFound`]);
		},
		masked({ short, unmasked, leftOut }) {
			noticeOf([short.length > 0 ? `Short values are masked too: ${short.join(", ")}. Log lines and job outputs that contain this text show ***.` : "", unmasked.length > 0 ? `Values of fewer than 4 characters with only punctuation are not masked: ${unmasked.join(", ")}.` : ""]);
			if (leftOut === "nothing") return;
			const limit = `a step registers at most ${maxMasks} masks. Read fewer or smaller values in one step.`;
			if (leftOut === "forms") noticeOf([`Encoded forms of some values, such as base64, are not masked: ${limit}`]);
			else warningOf([`Some lines or JSON leaves of large values are not masked: ${limit}`]);
		},
		notExported({ skipped, shadowed }) {
			const names = skipped.map(({ kind, name, why, outputs }) => {
				return `the ${kind} "${name}"${outputs.some((output) => output !== name) ? ` (for ${outputs.map((output) => `"${output}"`).join(", ")})` : ""} ${why}`;
			});
			warningOf([names.length > 0 ? `Keys that cannot be exported under their own name: ${names.join("; ")}` : "", shadowed.length > 0 ? `Several entries have the same name, and the last one wins: ${shadowed.join(", ")}` : ""]);
		},
		ignoredState(names, isLost) {
			if (names.length === 0) return;
			const why = names.length === 1 ? "is ignored, because the main step did not save it" : "are ignored, because the main step did not save them";
			const text = `${listed(names, maxNames)} ${why}. A later step can set STATE_ variables through GITHUB_ENV.`;
			if (isLost) warningOf([`${text} Without a valid STATE_session nothing can be revoked; a token that is not revoked expires after its TTL.`]);
			else noticeOf([text]);
		}
	};
}
// src/report/progress.ts
function createProgress() {
	return {
		network({ urls, tls }, proxy) {
			if (proxy !== void 0) say(`Connecting to Vault through the proxy ${proxy}`);
			const risks = [tls?.skipVerify ? "tlsSkipVerify: the server's certificate is not verified." : "", ...urls.map((url) => isUnencrypted(new URL(url)) ? `url: ${url} does not use TLS.` : "")].filter(Boolean);
			if (risks.length > 0) warningOf([...risks, "An attacker between this runner and Vault can read the job's token and all secrets."]);
		},
		loggedIn(connection, { method, access }, auth, lost) {
			const namespace = tokenNamespace(connection);
			const where = namespace === "" ? connection.urls[0] : `${connection.urls[0]}, namespace ${namespace}`;
			if ("token" in access) {
				say(`Using the token of the input \`token\` at ${where}`);
				return;
			}
			const ttl = auth.seconds === 0 ? "unlimited" : formatSeconds(auth.seconds);
			say(`Logged in to ${where} as ${access.as} (${method.name}); token TTL ${ttl}, policies ${auth.policies.join(", ")}`);
			if (namespace !== "" && isOfRootNamespace(auth.token)) warningOf(["The server ignored `namespace`: the token and everything read with it belong to the root namespace."]);
			if (lost) say(`  Vault may have created a token whose response was lost; it ${auth.seconds === 0 ? "does not expire" : `expires in ${formatSeconds(auth.seconds)}`}`);
		},
		read(paths, milliseconds, leases, lost, end) {
			say(`Read ${plural(paths, "path")} in ${Math.round(milliseconds)} ms`);
			for (const lease of leases) say(`  ${lease.path} – ${leaseEnd(lease, end)}`);
			if (lost.length > 0) {
				const fate = end === "ttl" ? "is not revoked, and expires after its TTL" : "is revoked with the token";
				say(`  sent again after a lost response: ${lost.join(", ")}. A lease of the lost response ${fate}`);
			}
		},
		exported({ outputs, variables, files }) {
			if (outputs.length > 0) say(`Set ${plural(outputs.length, "output")}: ${outputs.join(", ")}`);
			if (variables.length > 0) say(`Set ${plural(variables.length, "environment variable")}: ${variables.join(", ")}`);
			if (files.length > 0) say(`Wrote ${plural(files.length, "file")}: ${files.join(", ")}`);
		}
	};
}
const isUnencrypted = ({ protocol, hostname }) => protocol === "http:" && !/^(localhost|127\.[\d.]+|\[::1\])$/.test(hostname);
function leaseEnd(lease, end) {
	const expiry = formatExpiry(lease.expires);
	if (lease.sts) return `AWS STS, cannot be revoked, ${expiry}`;
	return end === "ttl" ? `not revoked, ${expiry}` : `revoked when ${end === "job" ? "this job" : "the command"} ends`;
}
// src/vault/grants.ts
function leasePaths(tokenNamespace, { namespace, prefix }) {
	const relative = relativeNamespace(namespace, tokenNamespace);
	if (relative === void 0) return void 0;
	const leases = `${relative}sys/leases`;
	return {
		byPath: `${leases}/revoke/${prefix}/any`,
		byBody: `${leases}/revoke`,
		byRenewal: `${leases}/renew`
	};
}
function pathsToAsk(tokenNamespace, places) {
	return [...new Set(places.flatMap((place) => asList(leasePaths(tokenNamespace, place))))];
}
const asList = (paths) => paths ? [
	paths.byBody,
	paths.byPath,
	paths.byRenewal
] : [];
async function askGrants(vault, paths, limits) {
	const { reply } = await vault.call({
		method: "POST",
		path: "sys/capabilities-self",
		namespace: vault.tokenNamespace,
		body: { paths },
		...limits
	});
	const data = own(reply, "data");
	return Object.fromEntries(paths.map((path) => [path, mayUpdate(own(isObject$1(data) ? data : reply, path))]));
}
const mayUpdate = (capabilities) => Array.isArray(capabilities) && (capabilities.includes("update") || capabilities.includes("root"));
const revokePolicy = (tokenNamespace, lease) => `path "${relativeNamespace(lease.namespace, tokenNamespace) ?? ""}sys/leases/revoke/${lease.prefix}/*" { capabilities = ["update"] }`;
function relativeNamespace(namespace, parent) {
	if (namespace === parent) return "";
	if (parent === "") return `${namespace}/`;
	return namespace.startsWith(`${parent}/`) ? `${namespace.slice(parent.length + 1)}/` : void 0;
}
// src/report/revocation-lines.ts
function revokedLine(revocation) {
	const { confirmed, withToken, expired, token, tokenExpires, tokenNamespace, grantsFailure } = revocation;
	const tokenWords = {
		revoked: "token revoked",
		gone: "token already revoked or expired",
		batch: `the batch token ${formatExpiry(tokenExpires)}`,
		supplied: "",
		left: ""
	};
	const parts = [
		confirmed.length > 0 ? `${plural(confirmed.length, "lease")} revoked` : "",
		expired.length > 0 ? `${plural(expired.length, "lease")} already expired` : "",
		tokenWords[token],
		withToken.length > 0 ? `${plural(withToken.length, "lease")} revoked with it, not confirmed` : ""
	].filter(Boolean);
	const [example] = withToken;
	const advice = example && token === "revoked" && !grantsFailure ? `. ${confirmAdvice(tokenNamespace, example)}` : "";
	const why = example && grantsFailure ? `; the permissions to revoke leases could not be checked: ${grantsFailure.message}` : "";
	return parts.join(", ") + advice + why;
}
function notRevokedLines({ pending, left, token, tokenFailure, tokenExpires, tokenNamespace }) {
	return [
		...pending.map(({ lease, failure }) => `Vault did not confirm the revocation of ${lease.path} (${lease.id}): ${reasonOf(failure)}. Vault retries it in the background.`),
		...left.map(({ lease, failure, expires }) => {
			const why = failure ? reasonOf(failure) : `no policy allows its revocation, add ${revokePolicy(tokenNamespace, lease)}`;
			return `${lease.path} (${lease.id}) ${validity(failure)}: ${why}. It ${formatExpiry(expires)}.`;
		}),
		...token === "left" ? [`The token ${validity(tokenFailure)}: ${tokenFailure?.message ?? ""}. It ${formatExpiry(tokenExpires)}.`] : []
	];
}
function reasonOf(failure) {
	if (!failure?.words.includes("NoSuchEntity")) return failure?.message ?? "";
	return "the IAM user is too new: AWS does not show it yet (NoSuchEntity), and Vault does not count it as deleted in the first 5 minutes";
}
function validity(failure) {
	return failure?.sent && failure.status === void 0 && [
		"ERR_CONNECT",
		"ERR_TIMEOUT",
		"ERR_REPLY"
	].includes(failure.code) ? "may still be valid" : "is still valid";
}
function unconfirmedLines({ withToken, sts, token, tokenExpires, tokenNamespace }) {
	return [
		...withToken.map((lease, index) => {
			const advice = index === 0 ? ` ${confirmAdvice(tokenNamespace, lease)}` : "";
			return `${lease.path} (${lease.id}) is revoked with the token in the background, without confirmation.${advice}`;
		}),
		...sts.map(({ path, expires }) => `${path}: AWS STS, cannot be revoked, ${formatExpiry(expires)}.`),
		...token === "batch" ? [`The batch token cannot be revoked. It ${formatExpiry(tokenExpires)}.`] : []
	];
}
const confirmAdvice = (namespace, lease) => `To get a confirmation, allow: ${revokePolicy(namespace, lease)}`;
function keptLine(revocable) {
	const { token, leases } = revocable;
	const last = formatExpiry(Math.max(...leases.map((lease) => leaseExpiry(lease, revocable))));
	const parts = [token.kind === "supplied" ? "" : `token (${formatExpiry(token.expires)})`, leases.length > 0 ? `${plural(leases.length, "lease")} (${leases.length === 1 ? last : `the last ${last}`})` : ""].filter(Boolean);
	return parts.length === 0 ? "" : `Not revoked, because \`revoke\` is false: ${parts.join(", ")}`;
}
function shortenedLine(all) {
	const names = all.flatMap(({ shortened }) => shortened);
	return names.length === 0 ? "" : `TTL shortened to maxTtl: ${names.join(", ")}`;
}
const tooLongLines = (all) => all.flatMap(({ tooLong }) => tooLong.map(tooLongLine));
function tooLongLine({ lease, expires, failure }) {
	return `The TTL of ${lease ? `${lease.path} (${lease.id})` : "the token"} exceeds maxTtl: ${failure?.message ?? "Vault cannot shorten it"}. The ${lease ? "lease" : "token"} ${formatExpiry(expires)} if the post step does not run.`;
}
// src/report/revocation.ts
function createRevocationReport(env) {
	return {
		shortened(shortenings) {
			const done = shortenedLine(shortenings);
			if (done !== "") say(done);
			noticeOf(tooLongLines(shortenings));
		},
		revoked(revocation, files, required) {
			const done = [...[counted(files.removed, "removed"), counted(files.restored, "restored")], revocation ? revokedLine(revocation) : ""].filter(Boolean).join(", ");
			if (done !== "") say(done);
			const leftFiles = files.left.map(({ path, why, hadEarlier }) => `The file ${path} was not ${hadEarlier ? "restored" : "removed"}: ${why}.`);
			const leftover = [...revocation ? notRevokedLines(revocation) : [], ...leftFiles];
			if (revocation && required && !isConfirmed(revocation)) error(`\`revoke: required\` is not satisfied, because Vault did not confirm every revocation:\n${joined([...leftover, ...unconfirmedLines(revocation)])}\n${codeLine("ERR_UNCONFIRMED", env)}`);
			else warningOf(leftover);
		},
		notRevoked(revocable) {
			const text = revocable ? keptLine(revocable) : "";
			if (text !== "") say(text);
		},
		waitsForReads(milliseconds) {
			say(`The main step was killed while it read secrets: waiting ${milliseconds / 1e3} s until Vault has finished these requests`);
		}
	};
}
const counted = (files, how) => files.length > 0 ? `${plural(files.length, "file")} ${how}` : "";
// src/report/create-report.ts
function createReport(env) {
	return {
		...createProgress(),
		...createNotices(),
		...createRevocationReport(env),
		...createFailureReport(env)
	};
}
// src/state/history.ts
function createHistory(stateFile, loaded) {
	const logins = [...loaded?.logins ?? []];
	const dependents = [...loaded?.dependents ?? []];
	const ended = [...loaded?.ended ?? []];
	const adder = (key, all) => (one) => {
		all.push(one);
		stateFile.trySave(`${key}_${all.length}`, one);
	};
	return {
		recorder: {
			addLogin: adder("login", logins),
			addDependent: adder("dependent", dependents),
			addEnd: adder("ended", ended)
		},
		current: () => ({
			logins,
			dependents,
			ended,
			wasReading: loaded?.wasReading ?? false
		})
	};
}
// src/state/saved-file.ts
const pathOf = (file) => typeof file === "string" ? file : file.path;
const draftOf = ({ path, folder }) => (0, node_path.join)((0, node_path.dirname)(path), `.${(0, node_path.basename)(folder)}`);
// src/state/chunked-value.ts
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
// src/state/state-file.ts
function createStateFile(env) {
	const path = env["GITHUB_STATE"];
	const size = createStateSize();
	let isSaved = true;
	function write(key, value) {
		const entries = split(key, withReferences(value, env));
		if (!size.add(entries)) throw tooLarge(key);
		if (!path) throw new Failure("ERR_STATE", "the runner provided no state file (GITHUB_STATE)");
		try {
			appendValues(path, entries);
		} catch (error) {
			throw unwritable(error);
		}
	}
	return {
		save(key, value) {
			try {
				write(key, value);
			} catch (error) {
				isSaved = false;
				throw error;
			}
		},
		trySave(key, value) {
			try {
				write(key, value);
			} catch {}
		},
		tryDrop(key) {
			try {
				appendValues(path, [[key, ""]]);
			} catch {}
		},
		isSaved: () => isSaved,
		clear() {
			size.clear();
			if (path) (0, node_fs.truncateSync)(path);
		}
	};
}
const tooLarge = (key) => new Failure("ERR_STATE", `with \`${key}\`, the state saved for the post step exceeds 512 KiB`, { hint: "Split the step: each step of the action has its own state." });
const unwritable = (cause) => new Failure("ERR_STATE", "the runner's state file cannot be written, so the post step could not revoke anything", {
	hint: "Check that the runner's disk is not full.",
	cause
});
// src/state/session.ts
const maxGrants = 65536;
function createSession(env, loaded, stateFile = createStateFile(env)) {
	const leases = createLeases(stateFile, loaded?.revocable?.leases);
	const files = createFileList(stateFile, loaded?.files);
	const history = createHistory(stateFile, loaded?.revocable?.history);
	let login = loaded?.revocable;
	let grants = loaded?.revocable?.grants;
	let main;
	function saveLogin(changed) {
		login = changed;
		stateFile.save("session", login);
	}
	return {
		begin: saveLogin,
		updateToken(change) {
			if (login) saveLogin({
				...login,
				token: {
					...login.token,
					...change
				}
			});
		},
		addLease: leases.add,
		updateLease: leases.update,
		setGrants(asked) {
			grants = asked;
			if (JSON.stringify(asked).length <= maxGrants) stateFile.save("grants", asked);
		},
		setReading(isReading) {
			stateFile.trySave("reading", isReading);
		},
		setMain(id) {
			main = id;
			if (id !== void 0) stateFile.trySave("main", id);
			else if (login) stateFile.tryDrop("main");
			else emptyState();
		},
		...history.recorder,
		addFile: files.add,
		dropFile(path) {
			files.drop(path);
			if (!login && files.all().length === 0) emptyState();
		},
		files: files.all,
		isSaved: () => stateFile.isSaved(),
		revocable: () => login && revocableOf(login, leases.all, grants, history.current()),
		clear() {
			login = void 0;
			emptyState();
		}
	};
	function emptyState() {
		try {
			stateFile.clear();
			files.saveAgain();
			if (main !== void 0) stateFile.trySave("main", main);
		} catch {}
	}
}
const revocableOf = ({ connection, token, required, summary, changedInputs }, leases, grants, history) => ({
	connection,
	token,
	required,
	leases,
	grants,
	history,
	...summary !== void 0 && { summary },
	...changedInputs && { changedInputs }
});
function createLeases(stateFile, loaded = []) {
	const all = [...loaded];
	function add(lease) {
		all.push(lease);
		stateFile.save(`lease_${all.length}`, lease);
	}
	function update(lease, change) {
		const index = all.findIndex(({ id, namespace }) => id === lease.id && namespace === lease.namespace);
		if (index < 0) return;
		const changed = {
			...lease,
			...change
		};
		all[index] = changed;
		stateFile.save(`lease_${index + 1}`, changed);
	}
	return {
		all,
		add,
		update
	};
}
function createFileList(stateFile, loaded = []) {
	let slots = [...loaded];
	const all = () => slots.filter((file) => file !== "");
	function add(file) {
		slots.push(file);
		stateFile.save(`file_${slots.length}`, file);
	}
	function drop(path) {
		const index = slots.findIndex((file) => pathOf(file) === path);
		if (index < 0) return;
		slots[index] = "";
		try {
			stateFile.save(`file_${index + 1}`, "");
		} catch {}
	}
	function saveAgain() {
		slots = all();
		slots.forEach((file, index) => {
			stateFile.save(`file_${index + 1}`, file);
		});
	}
	return {
		all,
		add,
		drop,
		saveAgain
	};
}
// src/http/transport.ts
const hostOf = (url) => url.hostname.replace(/^\[(.*)\]$/, "$1");
// src/http/network-errors.ts
const neverConnected = {
	ECONNREFUSED: "connection refused",
	ENOTFOUND: "the host name cannot be resolved",
	EAI_AGAIN: "the DNS server did not respond",
	EHOSTUNREACH: "no route to the host",
	ENETUNREACH: "no route to the network",
	ECONNTIMEOUT: "no connection within 5 s"
};
const certificate = /^(CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|ERROR_IN_CERT_|INVALID_(CA|PURPOSE)$|PATH_LENGTH_|HOSTNAME_MISMATCH$|ERR_TLS_CERT_ALTNAME_)/;
const handshake = /^(ERR_TLS_|ERR_SSL_|EPROTO$)/;
const clientCertificate = /ALERT_(CERTIFICATE|BAD_CERTIFICATE|UNSUPPORTED_CERTIFICATE|UNKNOWN_CA|HANDSHAKE_FAILURE)/;
const refusedClient = /ALERT_(CERTIFICATE|BAD_CERTIFICATE|UNSUPPORTED_CERTIFICATE|UNKNOWN_CA)/;
const isCertificateError = (error) => certificate.test(errorCode(error));
const isUnknownIssuer = (error) => /^(UNABLE_TO_GET_ISSUER_CERT|UNABLE_TO_VERIFY_LEAF_SIGNATURE|SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT)/.test(errorCode(error));
function notConnected(error, url) {
	const code = errorCode(error);
	const reason = neverConnected[code];
	if (reason) return new Failure("ERR_CONNECT", `cannot connect to ${url.host}: ${reason} (${code})`, {
		hint: "Check `url`, and that the runner can reach it: a private address needs a self-hosted runner.",
		cause: error,
		sent: false
	});
	if (certificate.test(code) || handshake.test(code)) return new Failure("ERR_TLS", `the TLS handshake with ${url.host} failed: ${code}`, {
		hint: networkHint(code),
		cause: error,
		sent: false
	});
	return new Failure("ERR_CONNECT", `${url.host} closed the connection before accepting the request${code && ` (${code})`}`, {
		hint: url.protocol === "https:" ? "Check that the port accepts TLS. A firewall may also have closed the connection." : void 0,
		cause: error,
		sent: false
	});
}
function lostConnection(error, url, timedOutMs) {
	if (timedOutMs !== void 0) return new Failure("ERR_TIMEOUT", `${url.host} did not respond within ${timedOutMs / 1e3} s`, { cause: error });
	const code = errorCode(error);
	if (refusedClient.test(code)) return notConnected(error, url);
	return new Failure("ERR_CONNECT", `${neverConnected[code] !== void 0 || handshake.test(code) ? `the connection to ${url.host} broke before the response arrived` : `${url.host} closed the connection before it responded`}${code && ` (${code})`}`, { cause: error });
}
function networkHint(code) {
	if (certificate.test(code)) return "The certificate must be issued for this host name by a CA that the runner trusts.";
	if (clientCertificate.test(code)) return ["The server requires a client certificate (clientCertificate and clientKey), or rejected the one it received.", "It must be valid, for client authentication, and issued by a CA that the server trusts."].join(" ");
	return "The port may expect plain HTTP (then write http:// in `url`), or an old version of TLS.";
}
function errorCode(error) {
	return typeof error === "object" && error !== null && "code" in error && typeof error.code === "string" ? error.code : "";
}
// src/http/connect.ts
const connectMs = 5e3;
function createConnector(settings = {}) {
	const attempts = createAttempts();
	let tls;
	const loadTls = () => tls ??= Promise.resolve().then(() => require("./tls.js")).then(({ createTls: create }) => create(settings));
	const attempt = (url, handshake) => attempts.run((signal) => handshake ? openTls(url, handshake, loadTls, signal) : openSocket(url, signal));
	async function connectTls(url, protocols) {
		try {
			return await attempt(url, { protocols }).catch(async (error) => {
				if (!isUnknownIssuer(error) || !(await loadTls()).trustSystem()) throw error;
				return attempt(url, { protocols });
			});
		} catch (error) {
			if (!isCertificateError(error)) throw error;
			const { certificateFailure } = await Promise.resolve().then(() => require("./certificate-errors.js"));
			const unverified = await attempt(url, {
				protocols,
				unverified: true
			}).catch(() => void 0);
			const leaf = unverified && (await loadTls()).certificateOf(unverified);
			unverified?.on("error", () => void 0).destroy();
			throw certificateFailure(error, url, settings, leaf);
		}
	}
	return {
		async connect(url, protocols) {
			try {
				return await (url.protocol === "https:" ? connectTls(url, protocols) : attempt(url));
			} catch (error) {
				throw error instanceof Failure ? error : notConnected(error, url);
			}
		},
		close: attempts.close
	};
}
function createAttempts() {
	const inProgress = new Set();
	let isClosed = false;
	return {
		async run(attempt) {
			if (isClosed) throw new Error("closed");
			const controller = new AbortController();
			inProgress.add(controller);
			const timer = setTimeout(() => {
				controller.abort(Object.assign(new Error("no connection"), { code: "ECONNTIMEOUT" }));
			}, connectMs);
			try {
				return await attempt(controller.signal);
			} catch (error) {
				throw controller.signal.aborted && !(error instanceof Failure) ? controller.signal.reason : error;
			} finally {
				clearTimeout(timer);
				inProgress.delete(controller);
			}
		},
		close() {
			isClosed = true;
			for (const controller of inProgress) controller.abort(new Error("closed"));
		}
	};
}
async function openTls(url, handshake, loadTls, signal) {
	loadTls().catch(() => void 0);
	const socket = await openSocket(url, signal);
	try {
		return await waitFor((await loadTls()).startHandshake(socket, url, handshake), "secureConnect", signal);
	} catch (error) {
		socket.destroy();
		throw error;
	}
}
async function openSocket(url, signal) {
	const proxy = proxyFor(url);
	const port = Number(url.port || (url.protocol === "https:" ? 443 : 80));
	return (proxy ? await (await Promise.resolve().then(() => require("./tunnel.js"))).openTunnel(proxy, `${url.hostname}:${port}`, signal) : await waitFor((0, node_net.connect)({
		host: hostOf(url),
		port
	}), "connect", signal)).setNoDelay(true);
}
async function waitFor(socket, event, signal) {
	try {
		await (0, node_events.once)(socket, event, { signal });
		return socket;
	} catch (error) {
		socket.destroy();
		throw error;
	}
}
// src/http/connectors.ts
function createConnectors() {
	const created = new Map();
	let isClosed = false;
	return {
		for(settings) {
			const connector = created.get(settings) ?? createConnector(settings);
			created.set(settings, connector);
			if (isClosed) connector.close();
			return connector;
		},
		close() {
			isClosed = true;
			for (const connector of created.values()) connector.close();
		}
	};
}
function perDestination(create) {
	const created = new Map();
	return {
		of(destination) {
			const { tls, url } = destination;
			const ofSettings = created.get(tls) ?? new Map();
			created.set(tls, ofSettings);
			const value = ofSettings.get(url.origin) ?? create(destination);
			ofSettings.set(url.origin, value);
			return value;
		},
		all: () => [...created.values()].flatMap((ofSettings) => [...ofSettings.values()])
	};
}
// src/core/version.ts
const version = "0.1.0";
// src/core/concurrency.ts
function createConcurrencyLimit(slots) {
	const waiting = [];
	let free = slots;
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
// src/http/reply-body.ts
const maxBytes = 8388608;
function createReplyBody() {
	const chunks = [];
	let bytes = 0;
	return {
		add(chunk) {
			bytes += chunk.length;
			if (bytes > maxBytes) throw new Failure("ERR_REPLY", `the response is larger than ${maxBytes / 1024 / 1024} MiB`);
			chunks.push(chunk);
		},
		isWhole: (contentLength) => contentLength === void 0 || Number(contentLength) === bytes,
		text: () => Buffer.concat(chunks).toString("utf8")
	};
}
// src/http/http1-transport.ts
const maxConcurrent$1 = 32;
function createHttpTransport(connectors = createConnectors()) {
	const pools = perDestination((destination) => createPool(() => connectors.for(destination.tls).connect(destination.url, ["http/1.1"])));
	const limitConcurrency = createConcurrencyLimit(maxConcurrent$1);
	async function send(request) {
		const timeout = AbortSignal.timeout(request.replyMs);
		const signal = request.signal ? AbortSignal.any([timeout, request.signal]) : timeout;
		try {
			return await orAborted(exchangeOnce(request, pools.of(request).agent, signal), signal);
		} catch (error) {
			if (error instanceof Failure) throw error;
			if (request.signal?.aborted) throw request.signal.reason;
			throw lostConnection(error, request.url, timeout.aborted ? request.replyMs : void 0);
		}
	}
	return {
		send: (request) => limitConcurrency(() => send(request), request.signal),
		prepare(destination, requests) {
			pools.of(destination).prepare(Math.min(requests, maxConcurrent$1));
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
async function exchangeOnce(request, agent, signal) {
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
		maxSockets: maxConcurrent$1
	});
	const prepared = [];
	let requested = 0;
	async function next() {
		requested++;
		for (let opening = prepared.shift(); opening; opening = prepared.shift()) {
			const socket = await opening;
			if (socket && !socket.destroyed) return socket;
		}
		return connect();
	}
	agent.createConnection = (_, callback) => {
		next().then((socket) => callback?.(null, socket), (error) => callback?.(error));
	};
	const ignoreErrors = (socket) => socket.on("error", () => void 0);
	return {
		agent,
		prepare(connections) {
			while (prepared.length + requested < connections) prepared.push(connect().then(ignoreErrors, () => void 0));
		},
		adopt(socket) {
			prepared.unshift(Promise.resolve(ignoreErrors(socket)));
		},
		close() {
			for (const opening of prepared) opening.then((socket) => socket?.destroy());
			agent.destroy();
		}
	};
}
// src/http/negotiated-transport.ts
const maxConcurrent = 250;
function createTransport() {
	const connectors = createConnectors();
	const http1 = createHttpTransport(connectors);
	const servers = perDestination(() => ({
		usesHttp1: false,
		session: void 0
	}));
	const limitConcurrency = createConcurrencyLimit(maxConcurrent);
	const sessionWith = createSessionOpener(connectors, http1);
	async function prepare(destination, requests) {
		if (proxyFor(destination.url)) return;
		if (!(mayNegotiate(destination) ? await sessionWith(destination, servers.of(destination)) : void 0)) http1.prepare(destination, requests);
	}
	return {
		async send(request) {
			if (!mayNegotiate(request)) return http1.send(request);
			return limitConcurrency(async () => await sendOverHttp2(request, servers.of(request), sessionWith) ?? http1.send(request), request.signal);
		},
		prepare(destination, requests) {
			prepare(destination, requests).catch(() => void 0);
		},
		close() {
			http1.close();
			for (const { session } of servers.all()) session?.then((open) => open?.close()).catch(() => void 0);
		}
	};
}
const mayNegotiate = ({ url }) => url.protocol === "https:" && proxyFor(url) === void 0;
function createSessionOpener(connectors, http1) {
	async function open(destination, server) {
		const { url, tls } = destination;
		const [socket, { openSession }] = await Promise.all([connectors.for(tls).connect(url, ["h2", "http/1.1"]), Promise.resolve().then(() => require("./http2-session.js"))]);
		if ("alpnProtocol" in socket && socket.alpnProtocol === "h2") return openSession(url, socket);
		server.usesHttp1 = true;
		http1.adopt(destination, socket);
	}
	return async function sessionWith(destination, server) {
		const current = server.session;
		const session = await current;
		if (server.usesHttp1) return void 0;
		if (session?.isOpen()) return session;
		if (server.session !== current) return sessionWith(destination, server);
		const opening = open(destination, server);
		server.session = opening;
		opening.catch(() => {
			server.session = void 0;
		});
		return opening;
	};
}
async function sendOverHttp2(request, server, sessionWith) {
	if (server.usesHttp1) return void 0;
	const timeout = AbortSignal.timeout(request.replyMs);
	const signal = request.signal ? AbortSignal.any([timeout, request.signal]) : timeout;
	let session;
	try {
		session = await orAborted(sessionWith(request, server), signal);
		return await session?.send(request, signal);
	} catch (error) {
		if (request.signal?.aborted) throw request.signal.reason;
		if (timeout.aborted) session?.retire();
		else if (session && !session.isOpen()) server.usesHttp1 = true;
		const isReply = error instanceof Failure && error.code === "ERR_REPLY";
		if (timeout.aborted && !isReply) throw lostConnection(error, request.url, request.replyMs);
		const failure = error instanceof Failure ? error : lostConnection(error, request.url);
		if (failure.sent || !server.usesHttp1) throw failure;
		return;
	}
}
// src/run/transport.ts
const createRunTransport = (env) => withExtraHeaders(createTransport(), env);
function withExtraHeaders(transport, env) {
	let filling;
	const filled = async (text, signal) => {
		const { fillHeaders } = await Promise.resolve().then(() => require("./extra-headers.js")).then((n) => n.extra_headers_exports);
		return fillHeaders(text, {
			env,
			transport,
			stop: {
				stopRequested: signal,
				abortRequested: signal
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
// src/core/encode-path.ts
const encodePath = (path) => path.split("/").map(encodeURIComponent).join("/");
// src/vault/leases.ts
function leaseOf(grant, { sts, requestId }, path, namespace, now) {
	const prefix = grant.id.split("/").slice(0, -1).join("/");
	const bare = withoutQuery(path);
	const child = bare.endsWith(`/${prefix}`) ? bare.slice(0, -prefix.length - 1) : "";
	return {
		id: grant.id,
		prefix,
		path,
		namespace: [namespace, child].filter(Boolean).join("/"),
		seconds: grant.seconds,
		expires: after(now, grant.seconds),
		renewable: grant.renewable,
		sts,
		requestId,
		granted: now
	};
}
const leaseScope = (path, namespace) => ({
	namespace,
	prefix: withoutQuery(path)
});
const leaseRenewal = (lease, seconds) => ({
	method: "PUT",
	path: "sys/leases/renew",
	namespace: lease.namespace,
	body: {
		lease_id: lease.id,
		increment: seconds
	}
});
const withoutQuery = (path) => path.replace(/\?.*$/, "");
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
Object.defineProperty(exports, "afterCommand", {
	enumerable: true,
	get: function() {
		return afterCommand;
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
Object.defineProperty(exports, "appendText", {
	enumerable: true,
	get: function() {
		return appendText;
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
Object.defineProperty(exports, "asSecrets", {
	enumerable: true,
	get: function() {
		return asSecrets;
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
Object.defineProperty(exports, "bootTime", {
	enumerable: true,
	get: function() {
		return bootTime;
	}
});
Object.defineProperty(exports, "checkStateSize", {
	enumerable: true,
	get: function() {
		return checkStateSize;
	}
});
Object.defineProperty(exports, "chunksOf", {
	enumerable: true,
	get: function() {
		return chunksOf;
	}
});
Object.defineProperty(exports, "claimText", {
	enumerable: true,
	get: function() {
		return claimText;
	}
});
Object.defineProperty(exports, "claimsOf", {
	enumerable: true,
	get: function() {
		return claimsOf;
	}
});
Object.defineProperty(exports, "clean", {
	enumerable: true,
	get: function() {
		return clean;
	}
});
Object.defineProperty(exports, "combine", {
	enumerable: true,
	get: function() {
		return combine;
	}
});
Object.defineProperty(exports, "concat", {
	enumerable: true,
	get: function() {
		return concat;
	}
});
Object.defineProperty(exports, "createConcurrencyLimit", {
	enumerable: true,
	get: function() {
		return createConcurrencyLimit;
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
Object.defineProperty(exports, "createRunTransport", {
	enumerable: true,
	get: function() {
		return createRunTransport;
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
Object.defineProperty(exports, "draftOf", {
	enumerable: true,
	get: function() {
		return draftOf;
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
Object.defineProperty(exports, "encodePath", {
	enumerable: true,
	get: function() {
		return encodePath;
	}
});
Object.defineProperty(exports, "encoder", {
	enumerable: true,
	get: function() {
		return encoder;
	}
});
Object.defineProperty(exports, "endGroup", {
	enumerable: true,
	get: function() {
		return endGroup;
	}
});
Object.defineProperty(exports, "errorCode", {
	enumerable: true,
	get: function() {
		return errorCode;
	}
});
Object.defineProperty(exports, "formatExpiry", {
	enumerable: true,
	get: function() {
		return formatExpiry;
	}
});
Object.defineProperty(exports, "hostOf", {
	enumerable: true,
	get: function() {
		return hostOf;
	}
});
Object.defineProperty(exports, "idempotent", {
	enumerable: true,
	get: function() {
		return idempotent;
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
Object.defineProperty(exports, "isPattern", {
	enumerable: true,
	get: function() {
		return isPattern;
	}
});
Object.defineProperty(exports, "isRawNumber", {
	enumerable: true,
	get: function() {
		return isRawNumber;
	}
});
Object.defineProperty(exports, "isRevokedWithToken", {
	enumerable: true,
	get: function() {
		return isRevokedWithToken;
	}
});
Object.defineProperty(exports, "isTokenInvalid", {
	enumerable: true,
	get: function() {
		return isTokenInvalid;
	}
});
Object.defineProperty(exports, "join", {
	enumerable: true,
	get: function() {
		return join;
	}
});
Object.defineProperty(exports, "jsonString", {
	enumerable: true,
	get: function() {
		return jsonString;
	}
});
Object.defineProperty(exports, "keyFilesOnOneLine", {
	enumerable: true,
	get: function() {
		return keyFilesOnOneLine;
	}
});
Object.defineProperty(exports, "leaseExpiry", {
	enumerable: true,
	get: function() {
		return leaseExpiry;
	}
});
Object.defineProperty(exports, "leaseOf", {
	enumerable: true,
	get: function() {
		return leaseOf;
	}
});
Object.defineProperty(exports, "leasePaths", {
	enumerable: true,
	get: function() {
		return leasePaths;
	}
});
Object.defineProperty(exports, "leaseRenewal", {
	enumerable: true,
	get: function() {
		return leaseRenewal;
	}
});
Object.defineProperty(exports, "leaseScope", {
	enumerable: true,
	get: function() {
		return leaseScope;
	}
});
Object.defineProperty(exports, "listed", {
	enumerable: true,
	get: function() {
		return listed;
	}
});
Object.defineProperty(exports, "logIn", {
	enumerable: true,
	get: function() {
		return logIn;
	}
});
Object.defineProperty(exports, "loginGrant", {
	enumerable: true,
	get: function() {
		return loginGrant;
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
Object.defineProperty(exports, "matches", {
	enumerable: true,
	get: function() {
		return matches;
	}
});
Object.defineProperty(exports, "mayHaveActed", {
	enumerable: true,
	get: function() {
		return mayHaveActed;
	}
});
Object.defineProperty(exports, "neverConnected", {
	enumerable: true,
	get: function() {
		return neverConnected;
	}
});
Object.defineProperty(exports, "noExpiry", {
	enumerable: true,
	get: function() {
		return noExpiry;
	}
});
Object.defineProperty(exports, "noRetry", {
	enumerable: true,
	get: function() {
		return noRetry;
	}
});
Object.defineProperty(exports, "noSecrets", {
	enumerable: true,
	get: function() {
		return noSecrets;
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
Object.defineProperty(exports, "noticeOf", {
	enumerable: true,
	get: function() {
		return noticeOf;
	}
});
Object.defineProperty(exports, "now", {
	enumerable: true,
	get: function() {
		return now;
	}
});
Object.defineProperty(exports, "objectOrList", {
	enumerable: true,
	get: function() {
		return objectOrList;
	}
});
Object.defineProperty(exports, "onStopSignals", {
	enumerable: true,
	get: function() {
		return onStopSignals;
	}
});
Object.defineProperty(exports, "oneLine", {
	enumerable: true,
	get: function() {
		return oneLine;
	}
});
Object.defineProperty(exports, "originOf", {
	enumerable: true,
	get: function() {
		return originOf;
	}
});
Object.defineProperty(exports, "otherTokenRead", {
	enumerable: true,
	get: function() {
		return otherTokenRead;
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
		return own;
	}
});
Object.defineProperty(exports, "ownRead", {
	enumerable: true,
	get: function() {
		return ownRead;
	}
});
Object.defineProperty(exports, "parseObject", {
	enumerable: true,
	get: function() {
		return parseObject;
	}
});
Object.defineProperty(exports, "pathOf", {
	enumerable: true,
	get: function() {
		return pathOf;
	}
});
Object.defineProperty(exports, "pathsToAsk", {
	enumerable: true,
	get: function() {
		return pathsToAsk;
	}
});
Object.defineProperty(exports, "pause", {
	enumerable: true,
	get: function() {
		return pause;
	}
});
Object.defineProperty(exports, "plural", {
	enumerable: true,
	get: function() {
		return plural;
	}
});
Object.defineProperty(exports, "positionsIn", {
	enumerable: true,
	get: function() {
		return positionsIn;
	}
});
Object.defineProperty(exports, "proxyFor", {
	enumerable: true,
	get: function() {
		return proxyFor;
	}
});
Object.defineProperty(exports, "requestOidcToken", {
	enumerable: true,
	get: function() {
		return requestOidcToken;
	}
});
Object.defineProperty(exports, "resolveReferences", {
	enumerable: true,
	get: function() {
		return resolveReferences;
	}
});
Object.defineProperty(exports, "retryDelay", {
	enumerable: true,
	get: function() {
		return retryDelay;
	}
});
Object.defineProperty(exports, "revocableToken", {
	enumerable: true,
	get: function() {
		return revocableToken;
	}
});
Object.defineProperty(exports, "revocation", {
	enumerable: true,
	get: function() {
		return revocation;
	}
});
Object.defineProperty(exports, "revokeAndReport", {
	enumerable: true,
	get: function() {
		return revokeAndReport;
	}
});
Object.defineProperty(exports, "say", {
	enumerable: true,
	get: function() {
		return say;
	}
});
Object.defineProperty(exports, "secondsOf", {
	enumerable: true,
	get: function() {
		return secondsOf;
	}
});
Object.defineProperty(exports, "secretsOfText", {
	enumerable: true,
	get: function() {
		return secretsOfText;
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
Object.defineProperty(exports, "sha256", {
	enumerable: true,
	get: function() {
		return sha256;
	}
});
Object.defineProperty(exports, "startGroup", {
	enumerable: true,
	get: function() {
		return startGroup;
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
Object.defineProperty(exports, "waitOut", {
	enumerable: true,
	get: function() {
		return waitOut;
	}
});
Object.defineProperty(exports, "warningOf", {
	enumerable: true,
	get: function() {
		return warningOf;
	}
});
Object.defineProperty(exports, "wildcardNames", {
	enumerable: true,
	get: function() {
		return wildcardNames;
	}
});
Object.defineProperty(exports, "withToken", {
	enumerable: true,
	get: function() {
		return withToken;
	}
});
Object.defineProperty(exports, "withUsesHint", {
	enumerable: true,
	get: function() {
		return withUsesHint;
	}
});
Object.defineProperty(exports, "withoutComments", {
	enumerable: true,
	get: function() {
		return withoutComments;
	}
});
Object.defineProperty(exports, "withoutErrorCount", {
	enumerable: true,
	get: function() {
		return withoutErrorCount;
	}
});
Object.defineProperty(exports, "write", {
	enumerable: true,
	get: function() {
		return write;
	}
});
Object.defineProperty(exports, "writeReceipt", {
	enumerable: true,
	get: function() {
		return writeReceipt;
	}
});
