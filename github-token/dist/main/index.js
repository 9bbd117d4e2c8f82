const require_common = require("../shared/common.js");
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
// src/github-app/app-jwt.ts
const iatAge = 60;
const lifetime = 540;
async function createAppJwt(app, sign, now = Math.floor(Date.now() / 1e3)) {
	const text = [{
		alg: "RS256",
		typ: "JWT"
	}, {
		iat: now - iatAge,
		exp: now + lifetime,
		iss: app
	}].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
	return `${text}.${await sign(text)}`;
}
// src/github-app/explain-lookup.ts
const toleratedSeconds = 30;
function explainLookup(failure, settings) {
	if (failure.code !== "ERR_GITHUB") return failure;
	return failure.status === 404 ? failure.with({ hint: notFoundHint(failure, settings) }) : explainIdentity(failure, settings);
}
function notFoundHint({ words }, { target, app }) {
	const { owner, repositories, installationId } = target;
	if (/integration not found/i.test(words)) return `This GitHub has no App ${app}. Check \`clientId\`.`;
	if (installationId !== void 0) return `The App ${app} has no installation ${installationId}. Check \`installationId\`, or leave it out.`;
	const place = repositories === "all" ? owner : `${owner}/${repositories[0]}`;
	return `The App ${app} is not installed at ${place}, or there is no ${place}. To install it: settings of the App, Install App.`;
}
function explainIdentity(failure, { app, key }) {
	if (failure.status !== 401) return failure;
	const ahead = failure.serverTime === void 0 ? 0 : Math.round((Date.now() - failure.serverTime) / 1e3);
	if (Math.abs(ahead) > toleratedSeconds) {
		const offset = `${require_common.formatSeconds(Math.abs(ahead))} ${ahead > 0 ? "ahead of" : "behind"}`;
		return failure.with({ hint: `The clock of this runner is ${offset} GitHub's. Correct the clock of the runner.` });
	}
	const place = key.kind === "transit" ? key.path : key.plan[0]?.path ?? "";
	return failure.with({ hint: `GitHub has no public key of the App ${app} for this signature. Check that ${place} is a private key of this App, and that the key was not deleted in the settings of the App.` });
}
const placeOf = ({ target: { owner, repositories } }) => repositories === "all" ? owner : repositories.map((name) => `${owner}/${name}`).join(", ");
// src/github-app/reply-fields.ts
function textOf(reply, key) {
	const value = require_common.own(reply, key);
	return typeof value === "string" ? value : "";
}
function textsOf(reply, key) {
	const value = require_common.own(reply, key);
	const members = require_common.isObject$1(value) ? Object.entries(value) : [];
	return Object.fromEntries(members.filter((member) => typeof member[1] === "string"));
}
// src/github-app/installation.ts
async function findInstallation({ github, jwt }, settings) {
	const { installationId, repositories, owner } = settings.target;
	const request = installationId !== void 0 ? github.request("GET /app/installations/{installation_id}", { installation_id: installationId }) : repositories === "all" ? github.request("GET /users/{username}/installation", { username: owner }) : github.request("GET /repos/{owner}/{repo}/installation", {
		owner,
		repo: repositories[0]
	});
	const { body } = await github.send(request, jwt).catch((error) => {
		throw error instanceof require_common.Failure ? explainLookup(error, settings) : error;
	});
	const id = require_common.own(body, "id");
	if (typeof id !== "number") throw new require_common.Failure("ERR_REPLY", "GitHub's response contains no id of the installation");
	return {
		id,
		appSlug: textOf(body, "app_slug"),
		page: textOf(body, "html_url"),
		permissions: textsOf(body, "permissions")
	};
}
// src/github-app/explain-creation.ts
function explainCreation(failure, installation, settings) {
	const explained = failure.code === "ERR_GITHUB" ? failure.with({ hint: creationHint(failure, installation, settings) }) : failure;
	if (!explained.lost) return explained;
	return explained.with({ hint: [explained.hint, "GitHub may have created a token whose response was lost; it expires after one hour."].filter(Boolean).join("\n") });
}
function creationHint(failure, installation, settings) {
	const { words, status } = failure;
	const page = installation.page === "" ? "the settings of the installation" : require_common.clean(installation.page);
	if (/suspended/i.test(words)) return `The installation of the App is suspended. An owner can unsuspend it: ${page}`;
	if (status === 422 && /permission/i.test(words)) {
		const missing = require_common.missingPermissions(settings.permissions, installation.permissions);
		const names = Object.keys(missing).length > 0 ? missing : settings.permissions;
		return [`The installation does not grant: ${require_common.listPermissions(names)}. It grants: ${require_common.listPermissions(installation.permissions)}.`, `Remove these from \`permissions\`, or add them in the settings of the App; then an owner has to accept them: ${page}`].join("\n");
	}
	if (status === 422 && /repositor/i.test(words)) return `One of these is not in the installation, or does not exist: ${placeOf(settings)}. Add it: ${page}`;
	if (status === 404) return `The installation ${installation.id} was removed.`;
	return explainIdentity(failure, settings).hint;
}
// src/github-app/installation-token.ts
async function createInstallationToken({ github, jwt }, installation, settings, onToken) {
	const { repositories } = settings.target;
	const request = github.request("POST /app/installations/{installation_id}/access_tokens", {
		installation_id: installation.id,
		...repositories !== "all" && { repositories: [...repositories] },
		permissions: { ...settings.permissions }
	});
	const { body, lost } = await github.send(request, jwt).catch((error) => {
		throw error instanceof require_common.Failure ? explainCreation(error, installation, settings) : error;
	});
	const value = textOf(body, "token");
	if (value === "") throw new require_common.Failure("ERR_REPLY", "GitHub's response contains no token");
	const expires = textOf(body, "expires_at");
	onToken(value, expires);
	return {
		value,
		expires,
		repositories: repositoriesOf(body),
		permissions: textsOf(body, "permissions"),
		lost
	};
}
function repositoriesOf(body) {
	const list = require_common.own(body, "repositories");
	return Array.isArray(list) ? list.map((one) => require_common.isObject$1(one) ? textOf(one, "full_name") : "").filter(Boolean) : [];
}
// src/inputs/revocation.ts
const modes = [
	"true",
	"required",
	"false"
];
function readRevoke(inputs) {
	const written = inputs.text("revoke");
	const mode = modes.find((known) => known === written?.toLowerCase());
	if (written !== void 0 && !mode) inputs.problem("revoke", `"${written}" is invalid`, modes.join(", "));
	return mode ?? "true";
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
// src/mapping/parse.ts
function parseMapping(text, defaults, input = "secrets") {
	return parseChunks(input, text, defaults, parseChunk);
}
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
// src/github-app/key.ts
const example$1 = "transit/sign/NAME, or PATH KEY of a private key in PEM";
const transitPath = /^\/*(.+\/sign\/[^/?#]+?)(?:\/sha2-256)?(?:\?version=([1-9]\d{0,8}))?$/;
function readKeySource(inputs) {
	const text = inputs.required("key", example$1);
	return /\s/.test(text) ? readStored(text, inputs) : readTransit(text, inputs);
}
function readTransit(text, { problem }) {
	const [, path = "", version] = transitPath.exec(text) ?? [];
	const isInvalid = path === "" || typeof cleanPath(path) !== "string";
	if (text !== "" && isInvalid) problem("key", `"${text}" is neither a path of transit nor a path and a key`, example$1);
	return {
		kind: "transit",
		path,
		version: version === void 0 ? void 0 : Number(version)
	};
}
function readStored(text, { problem }) {
	const { plan, problems } = parseMapping(text, {
		optional: false,
		toEnvironment: false,
		encoding: "utf8"
	}, "key");
	for (const one of problems) problem(`key line ${one.line}, column ${one.column}`, one.text, one.instead);
	const [request, ...others] = plan;
	const isOneKey = request?.method === "GET" && !request.folder && others.length === 0 && request.entries.length === 1 && request.entries[0]?.kind === "key";
	if (problems.length === 0 && !isOneKey) problem("key", "is not one key of one secret", example$1);
	return {
		kind: "stored",
		plan
	};
}
// src/github-app/target.ts
const example = "names of repositories, one per line, or * for all repositories of the installation";
const nameForm = /^[\w.-]+$/;
function readTarget(inputs, env) {
	const installationId = readInstallationId(inputs);
	const given = inputs.text("owner");
	const names = (inputs.text("repositories") ?? "").split(/[\s,]+/).filter((name) => name !== "");
	const current = (env["GITHUB_REPOSITORY"] ?? "").split("/");
	if (given !== void 0 && !nameForm.test(given)) inputs.problem("owner", `"${given}" is not the name of an account`, "octo-org");
	if (given !== void 0 && names.length === 0) inputs.problem("repositories", "is required with owner", example);
	if (names.length === 0) return {
		owner: given ?? current[0] ?? "",
		repositories: [current[1] ?? ""],
		installationId
	};
	const owner = given ?? names.find((name) => name.includes("/"))?.split("/")[0] ?? current[0] ?? "";
	if (names.length === 1 && names[0] === "*") return {
		owner,
		repositories: "all",
		installationId
	};
	const [first = "", ...more] = new Set(names.map((name) => nameOf(name, owner, inputs)));
	return {
		owner,
		repositories: [first, ...more],
		installationId
	};
}
function nameOf(written, owner, { problem }) {
	const [name = "", of, ...rest] = written.split("/").reverse();
	if (!nameForm.test(name) || rest.length > 0) problem("repositories", `"${written}" is not the name of a repository`, example);
	else if (of !== void 0 && of.toLowerCase() !== owner.toLowerCase()) problem("repositories", `"${written}" does not belong to ${owner}: a token is for one owner`, "a step for each owner");
	return name;
}
function readInstallationId({ text, problem }) {
	const written = text("installationId");
	if (written === void 0) return void 0;
	if (!/^[1-9]\d{0,14}$/.test(written)) problem("installationId", `"${written}" is not the id of an installation`, "a number");
	return Number(written);
}
// src/github-app/settings.ts
const appInputs = [
	"clientId",
	"appId",
	"owner",
	"repositories",
	"permissions",
	"installationId"
];
async function readAppSettings(env) {
	const step = openInputs(env);
	const { inputs } = step;
	const settings = {
		...await readVault(inputs, env),
		app: readApp(inputs),
		key: readKeySource(inputs),
		target: readTarget(inputs, env),
		permissions: require_common.readPermissions(inputs),
		revoke: readRevoke(inputs)
	};
	throwProblems(step, {
		plain: [...plainInputs, ...appInputs],
		mappings: ["key"]
	}, env);
	if (hasNoStepId(env)) throw unreadableError();
	return settings;
}
function readApp(inputs) {
	const [clientId, appId] = [inputs.text("clientId"), inputs.text("appId")];
	if (clientId !== void 0 && appId !== void 0) inputs.problem("appId", "cannot be combined with clientId", "only clientId");
	if (appId !== void 0) {
		if (!/^[1-9]\d{0,14}$/.test(appId)) inputs.problem("appId", `"${appId}" is not the ID of an App`, "a number, or use clientId");
		return Number(appId);
	}
	const id = inputs.required("clientId", "the client ID in the settings of the App, for example Iv23liABCDEFGHIJKLMN");
	if (id !== "" && !/^[\w.-]+$/.test(id)) inputs.problem("clientId", `"${id}" is not a client ID`, "Iv23liABCDEFGHIJKLMN");
	return id;
}
const unreadableError = () => new require_common.Failure("ERR_UNREADABLE", "no later step can read the token: this step has no `id`", { hint: ["Add this to the step:", "  id: app     # then use steps.app.outputs.token in the steps that need it"].join("\n") });
// src/github-app/transit-signer.ts
const minimumBytes = 256;
function transitSigner({ path, version }, vault) {
	return async (text) => {
		const body = {
			input: Buffer.from(text).toString("base64"),
			signature_algorithm: "pkcs1v15",
			...version !== void 0 && { key_version: version }
		};
		const { reply } = await vault.call({
			method: "POST",
			path: `${path}/sha2-256`,
			body,
			repeatable: require_common.idempotent
		}).catch((error) => {
			throw error instanceof require_common.Failure ? withKeyHint(error, path) : error;
		});
		const data = require_common.own(reply, "data");
		const signature = require_common.isObject$1(data) ? require_common.own(data, "signature") : void 0;
		const base64 = typeof signature === "string" ? /^vault:v\d+:([\w+/-]+=*)$/.exec(signature)?.[1] : void 0;
		if (base64 === void 0) throw new require_common.Failure("ERR_REPLY", `POST ${path}/sha2-256: the response contains no signature`);
		const bytes = Buffer.from(base64, "base64");
		if (bytes.length < minimumBytes) throw wrongType(path);
		return bytes.toString("base64url");
	};
}
const rsaHint = "GitHub creates the keys of Apps as RSA keys of 2048 bits. Import one as type=rsa-2048 (docs/github-token.md).";
const wrongType = (path) => new require_common.Failure("ERR_DECODE", `key: ${path} does not sign with an RSA key of 2048 bits or more`, { hint: rsaHint });
const advice = [
	[/key not found/, (keys) => `There is no key at ${keys}. Check \`key\`, or import the private key of the App (docs/github-token.md).`],
	[/requested version for /, (keys) => `Vault does not sign with this version. To list the versions: vault read ${keys}`],
	[/does not support signing/, () => rsaHint]
];
function withKeyHint(failure, path) {
	const keys = path.replace(/\/sign\/([^/]+)$/, "/keys/$1");
	const hint = advice.find(([text]) => text.test(failure.words))?.[1](keys);
	return hint === void 0 ? failure : failure.with({ hint });
}
// src/github-app/signer.ts
async function signerFor(key, auth, vault, session) {
	if (key.kind === "transit") return transitSigner(key, vault);
	return (await Promise.resolve().then(() => require("../shared/stored-signer.js"))).storedSigner(key, auth, vault, session);
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
			repeatable: require_common.noRetry,
			replyMs: 2e3
		});
		if (require_common.own(reply, "initialized") !== false) return failure;
	} catch {
		return failure;
	}
	return failure.with({
		message: failure.message.replace("Vault is sealed", "Vault is not initialised"),
		hint: "This server was never initialised: check `url`, or initialise and unseal the server (vault operator init)."
	});
}
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
	const namespace = require_common.tokenNamespace(vault.connection());
	try {
		const { reply, lost } = await vault.call({
			method: "POST",
			path,
			namespace,
			body,
			repeatable: require_common.idempotent
		});
		const auth = require_common.toAuth(reply);
		context.mask(auth.token);
		return {
			auth,
			lost,
			claims
		};
	} catch (error) {
		throw error instanceof require_common.Failure ? withLostTokenHint(await withExplanation(await withHealth(error, vault), plan, plan.access, claims)) : error;
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
	const words = require_common.withoutErrorCount(failure.words) || `${failure.status ?? ""}`;
	return failure.with({
		code: "ERR_LOGIN",
		message: `Vault refused the login (method ${method.name}, mount ${mount}, ${as}): ${words}`,
		hint: hint ?? failure.hint,
		details: claims && {
			title: "Claims of the token (unverified)",
			lines: require_common.describeClaims(claims)
		}
	});
}
// src/run/check-token.ts
function checkToken(auth, revoke) {
	if (revoke === "required" && auth.kind === "batch") throw unrevocable("the login returned a batch token, which cannot be revoked", "Set token_type=service in the Vault role.");
}
const unrevocable = (why, advice) => new require_common.Failure("ERR_UNCONFIRMED", `\`revoke: required\` cannot be satisfied: ${why}`, { hint: `Nothing was exported. ${advice}` });
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
		granted: require_common.now(),
		lost
	};
}
// src/run/github-token.ts
async function runGithubToken(run) {
	try {
		const settings = await readAppSettings(run.env);
		await createAndOutput(settings, run);
		if (settings.revoke === "false") run.tokens.dropToken();
		await require_common.revokeAndReport(run, require_common.afterSuccess);
		return 0;
	} catch (thrown) {
		return await failAndRevoke(require_common.asFailure(thrown), run, (phase) => require_common.revokeTokensAndReport(run, phase));
	} finally {
		run.session.setMain(void 0);
		run.stop.clear();
		run.transport.close();
	}
}
async function createAndOutput(settings, run) {
	const { env, stop, transport, tokenReport } = run;
	stop.stopAfter(settings.timeout);
	run.session.setMain(process.pid);
	const { auth, vault } = await logInAtVault(settings, run);
	const sign = await signerFor(settings.key, auth, vault, run.session);
	const jwt = await createAppJwt(settings.app, sign);
	require_common.mask(jwt);
	if (auth.uses > 0) run.session.updateToken({ spent: vault.spent(auth.token) });
	const identity = {
		github: require_common.createGithub(require_common.apiUrl(env), transport, stop),
		jwt
	};
	const installation = await findInstallation(identity, settings);
	const token = await createInstallationToken(identity, installation, settings, (value, expires) => {
		require_common.mask(value);
		run.tokens.setToken({
			value,
			expires,
			required: settings.revoke === "required"
		});
	});
	stop.stopRequested.throwIfAborted();
	const outputs = {
		token: token.value,
		expires: token.expires,
		app_slug: installation.appSlug,
		installation_id: String(installation.id)
	};
	setValues(env, Object.entries(outputs));
	tokenReport.created(installation, token, settings);
}
async function logInAtVault(settings, run) {
	const { connection } = settings;
	const url = new URL(connection.urls[0]);
	run.report.network(connection, require_common.proxyFor(url)?.name);
	const vault = require_common.createVault(connection, run.transport, run.stop);
	const loggingIn = logIn(settings.login, vault, {
		...run,
		mask: require_common.mask
	});
	setImmediate(() => {
		run.transport.prepare({
			url,
			tls: connection.tls
		}, 1);
		run.transport.prepare({ url: new URL(require_common.apiUrl(run.env)) }, 1);
	});
	const login = await loggingIn;
	const { auth } = login;
	run.session.begin({
		connection: vault.connection(),
		token: require_common.revocableToken(auth, 1),
		required: settings.revoke === "required"
	});
	run.session.addLogin(loginGrant(settings.login, login));
	run.report.loggedIn(vault.connection(), settings.login, auth, login.lost);
	checkToken(auth, settings.revoke);
	return {
		auth,
		vault: require_common.withToken(vault, auth.token)
	};
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
// src/run/stop-requests.ts
const stopOnSignals = (stop, source) => onStopSignals(source, (signal) => {
	stop.requestStop(cancelled(signal));
});
function stopOnLostOutput(stop, output) {
	output.on("error", () => {
		stop.requestStop(cancelled("the runner reads no output"));
	});
}
// src/github-token.ts
const stop = require_common.createStop();
stopOnSignals(stop, process);
stopOnLostOutput(stop, process.stdout);
const tokens = require_common.createTokenSession(process.env);
runGithubToken({
	env: process.env,
	transport: require_common.createRunTransport(process.env),
	session: tokens.session,
	tokens,
	report: require_common.createReport(process.env),
	tokenReport: require_common.createTokenReport(process.env),
	stop
}).then((exitCode) => {
	process.exitCode = exitCode;
});
