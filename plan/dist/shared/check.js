const require_common = require("./common.js");
const require_refs = require("./refs.js");
const require_server = require("./server.js");
const require_connection = require("./connection.js");
const require_words = require("./words.js");
const require_session = require("./session.js");
let node_fs = require("node:fs");
// src/drift/changes.ts
const approve = "If this is intended, run plan with `approve: true` and commit the baseline";
function changesSince(baseline, current, unread, baselinePlace) {
	const before = new Map(baseline.map((object) => [require_common.keyOf(object), object]));
	const after = new Map(current.map((one) => [require_common.keyOf(one.object), one]));
	const changed = [...after].flatMap(([key, { object, place }]) => {
		const approved = before.get(key);
		if (!approved) return [require_common.drift("changed", place, `${key} is not in the baseline`, approve)];
		return require_common.changedFields(approved.fields, object.fields).map(({ field, before: was, after: is }) => require_common.drift("changed", place, `${key}: ${field} was ${shown(was)} when it was approved, and is now ${shown(is)}`, approve));
	});
	const gone = baseline.filter((object) => !after.has(require_common.keyOf(object)) && !unread.has(require_common.keyOf(object)) && isRoleOrPolicy(object.path)).map((object) => require_common.drift("changed", baselinePlace, `${require_common.keyOf(object)} is in the baseline, and no longer on the server`, approve));
	return [...changed, ...gone];
}
const isRoleOrPolicy = (path) => /^(?:auth\/.+\/role\/[^/]+|sys\/policies\/acl\/[^/]+)$/.test(path);
const shown = (value) => value === void 0 ? "not set" : require_common.clean(require_common.toText(value) === "" ? "\"\"" : require_common.toText(value));
// src/drift/path-pattern.ts
const template = /\$?\{\{.*?\}\}/s;
function parsePattern(text) {
	const isPrefix = text.endsWith("*");
	return {
		text,
		segments: (isPrefix ? text.slice(0, -1) : text).split("/").map((segment) => segment === "+" ? void 0 : segment),
		isPrefix,
		isOpen: template.test(text)
	};
}
function matches({ segments, isPrefix }, path) {
	const parts = path.split("/");
	if (isPrefix ? parts.length < segments.length : parts.length !== segments.length) return false;
	return segments.every((segment, index) => {
		const part = parts[index] ?? "";
		return segment === void 0 || (isPrefix && index === segments.length - 1 ? part.startsWith(segment) : part === segment);
	});
}
function covers(pattern, other) {
	if (pattern.text === other.text) return true;
	const { segments, isPrefix } = pattern;
	if (pattern.isOpen) return false;
	const wide = other.isOpen ? widened(other) : other;
	if (wide.isPrefix && !isPrefix) return false;
	if (isPrefix ? wide.segments.length < segments.length : wide.segments.length !== segments.length) return false;
	return segments.every((segment, index) => {
		if (segment === void 0) return true;
		const one = wide.segments[index];
		if (!isPrefix || index < segments.length - 1) return one === segment && !(wide.isPrefix && index === wide.segments.length - 1);
		return one === void 0 ? segment === "" : one.startsWith(segment);
	});
}
function widened(pattern) {
	if (!pattern.isOpen) return pattern;
	const start = template.exec(pattern.text)?.index ?? 0;
	return parsePattern(`${pattern.text.slice(0, start)}*`);
}
const anyName$1 = "\0";
function commonPaths(one, other) {
	const common = [];
	const length = Math.max(one.segments.length, other.segments.length);
	for (let index = 0; index < length; index++) {
		const both = commonSegment(segmentAt(one, index), segmentAt(other, index));
		if (both === void 0) return [];
		common.push(both);
	}
	const path = common.join("/");
	return one.isPrefix && other.isPrefix ? [path, `${path}/${anyName$1}`] : [path];
}
const examplesOf = (pattern) => commonPaths(pattern, pattern);
function segmentAt({ segments, isPrefix }, index) {
	const isLast = index === segments.length - 1;
	if (index >= segments.length) return isPrefix ? {
		start: "",
		isWhole: false
	} : void 0;
	const segment = segments[index];
	return segment === void 0 ? {
		start: "",
		isWhole: false
	} : {
		start: segment,
		isWhole: !(isPrefix && isLast)
	};
}
function commonSegment(one, other) {
	if (!one || !other) return void 0;
	const [longer, shorter] = one.start.length >= other.start.length ? [one, other] : [other, one];
	if (!longer.start.startsWith(shorter.start) || shorter.isWhole && longer.start !== shorter.start) return void 0;
	return longer.isWhole || shorter.isWhole ? longer.start : `${longer.start}${anyName$1}`;
}
function bySpecificity(one, other) {
	const [first, second] = [one, other].map(rankOf);
	for (let index = 0; index < 4; index++) {
		const difference = (second?.[index] ?? 0) - (first?.[index] ?? 0);
		if (difference !== 0) return difference;
	}
	return one.text < other.text ? 1 : -1;
}
function rankOf({ text, segments, isPrefix }) {
	const plus = segments.indexOf(void 0);
	const known = isPrefix ? text.slice(0, -1) : text;
	return [
		plus >= 0 ? segments.slice(0, plus).join("/").length + (plus > 0 ? 1 : 0) : known.length,
		isPrefix ? 0 : 1,
		-segments.filter((segment) => segment === void 0).length,
		known.length
	];
}
// src/drift/acl.ts
function aclOf(policies, time) {
	const byPath = new Map();
	for (const { name, rules } of policies) for (const rule of rules.filter(({ limits }) => !isExpired(limits["expiration"], time))) byPath.set(rule.path, [...byPath.get(rule.path) ?? [], {
		policy: name,
		rule
	}]);
	return [...byPath].map(([path, same]) => {
		const granted = same.map(({ rule }) => rule.capabilities);
		return {
			pattern: parsePattern(path),
			capabilities: new Set(granted.some((one) => one.includes("deny")) ? [] : granted.flat()),
			policies: [...new Set(same.map(({ policy }) => policy))].sort(),
			limits: same.map(({ rule }) => rule.limits).filter((limits) => Object.keys(limits).length > 0)
		};
	});
}
function decidingRules(acl, path, capability) {
	const names = capability === "list" && path.endsWith("/") ? [path, path.slice(0, -1)] : [path];
	const exact = names.flatMap((name) => acl.filter(({ pattern }) => pattern.text === name && !isWildcard(pattern)))[0];
	if (exact) return [exact];
	const wildcards = acl.filter(({ pattern }) => isWildcard(pattern));
	const first = names.flatMap((name) => wildcards.filter(({ pattern }) => matches(pattern, name)).sort((one, other) => bySpecificity(one.pattern, other.pattern)).slice(0, 1));
	return [...new Set(first)];
}
const isWildcard = ({ segments, isPrefix }) => isPrefix || segments.includes(void 0);
function limitOn({ limits }, capability) {
	const has = (name) => limits.some((one) => name in one);
	const wraps = ["min_wrapping_ttl", "max_wrapping_ttl"].find(has);
	if (wraps) return `${wraps} requires a wrapped response`;
	if (has("control_group")) return "control_group requires an approval";
	if (has("mfa_methods")) return "mfa_methods requires a second factor";
	if (capability === "list") return void 0;
	const isRead = capability === "read";
	if (isRead && has("required_parameters")) return "required_parameters requires parameters";
	return !isRead && [
		"required_parameters",
		"allowed_parameters",
		"denied_parameters"
	].some(has) ? "parameters" : void 0;
}
function isExpired(expiration, time) {
	return typeof expiration === "string" && Date.parse(expiration) < time;
}
// src/drift/default-policy.ts
const patterns$1 = Object.entries({
	"auth/token/lookup-self": ["read"],
	"auth/token/renew-self": ["update"],
	"auth/token/revoke-self": ["update"],
	"sys/capabilities-self": ["update"],
	"identity/entity/id/{{identity.entity.id}}": ["read"],
	"identity/entity/name/{{identity.entity.name}}": ["read"],
	"sys/internal/ui/resultant-acl": ["read"],
	"sys/renew": ["update"],
	"sys/leases/renew": ["update"],
	"sys/leases/lookup": ["update"],
	"cubbyhole/*": [
		"create",
		"delete",
		"list",
		"read",
		"update"
	],
	"sys/wrapping/wrap": ["update"],
	"sys/wrapping/lookup": ["update"],
	"sys/wrapping/unwrap": ["update"],
	"sys/tools/hash": ["update"],
	"sys/tools/hash/*": ["update"],
	"sys/control-group/request": ["update"],
	"identity/oidc/provider/+/authorize": ["read", "update"]
}).map(([path, capabilities]) => ({
	pattern: parsePattern(path),
	capabilities
}));
const ownEntity = /^identity\/entity\/(?:id|name)\/[^/+*]+$/;
const isBuiltIn = ({ pattern }, capability) => patterns$1.some((one) => one.capabilities.includes(capability) && covers(one.pattern, pattern)) || capability === "read" && ownEntity.test(pattern.text);
// src/drift/excess.ts
const maxNamed = 3;
function excessRights(need, acl, mounts) {
	const place = require_refs.placeOfRole(need);
	const exporting = need.jobs.find(({ exportsToken }) => exportsToken);
	if (exporting) {
		const text = `${require_refs.roleText(need)}: later steps use its token (exportToken or outputToken), and no workflow says for which paths`;
		return [require_common.unchecked(["excess"], exporting.place, text, "Read the paths with the mapping, or give these steps a role of their own")];
	}
	if (need.openEntries.length > 0) return need.openEntries.map(({ place, expression }) => {
		const text = `${require_refs.roleText(need)}: only a run knows the entries of ${expression}, so what they need and what is excess was not compared`;
		return require_common.partial(["missing", "excess"], place, text, "Write the entries in the workflow, or compare them by hand");
	});
	const uses = usesOf(need, mounts);
	return acl.flatMap((rule) => {
		const verdicts = [...rule.capabilities].filter((capability) => !isBuiltIn(rule, capability)).sort().map((capability) => ({
			capability,
			used: usedBy(rule, capability, uses)
		}));
		const never = verdicts.filter(({ used }) => used.length === 0).map(({ capability }) => capability);
		const wide = verdicts.filter(({ used }) => used.length > 0 && used !== "all");
		return [...never.length > 0 ? [unusedCapabilities(need, rule, never, place)] : [], ...wide.length > 0 ? [widePattern(need, rule, wide, place)] : []];
	});
}
function usesOf(need, mounts) {
	const withLeases = mounts.map((mount) => mount.type === "pki" ? {
		...mount,
		leases: true
	} : mount);
	return [...require_refs.allRights(need, mounts), ...require_refs.allRights(need, withLeases)].flatMap(({ path, capabilities, notes }) => [...capabilities.map((capability) => ({
		pattern: parsePattern(path),
		capability
	})), ...notes.length > 0 ? [{
		pattern: parsePattern(`sys/leases/revoke/${path}/*`),
		capability: "update"
	}] : []]);
}
function usedBy({ pattern }, capability, uses) {
	const same = uses.filter((use) => use.capability === capability);
	const forms = capability === "list" ? [pattern, withSlash(pattern)] : [pattern];
	if (same.some((use) => forms.some((form) => covers(widened(use.pattern), form)))) return "all";
	const used = same.filter((use) => forms.some((form) => commonPaths(widened(use.pattern), widened(form)).length > 0)).map((use) => use.pattern);
	return pattern.isOpen && used.length > 0 ? "all" : used;
}
const withSlash = (pattern) => pattern.isPrefix || pattern.text.endsWith("/") ? pattern : parsePattern(`${pattern.text}/`);
function unusedCapabilities(need, rule, never, place) {
	const action = [...rule.capabilities].filter((capability) => !never.includes(capability)).length === 0 ? "Remove the rule" : `Remove ${never.join(", ")} from its capabilities`;
	return require_common.drift("excess", place, `${require_refs.roleText(need)}: ${where(rule)} grants ${never.join(", ")}, which no job uses`, action);
}
function widePattern(need, rule, wide, place) {
	const paths = [...new Set(wide.flatMap(({ used }) => used.map(({ text }) => text)))].sort();
	const named = paths.slice(0, maxNamed).join(", ");
	const used = paths.length > maxNamed ? `${named} and ${require_common.plural(paths.length - maxNamed, "more path")}` : named;
	const capabilities = wide.map(({ capability }) => capability).join(", ");
	const text = `${require_refs.roleText(need)}: ${where(rule)} grants ${capabilities} on more paths than the jobs use`;
	return require_common.drift("excess", place, text, `Replace the rule by the paths that are used: ${used}`);
}
const where = ({ pattern, policies }) => `path ${require_refs.policyString(pattern.text)} of ${policies.join(" and ")}`;
// src/drift/hcl.ts
var PolicySyntaxError = class extends Error {};
const maxDepth = 16;
function parseHcl(text) {
	const tokens = tokensOf(text);
	let at = 0;
	const peek = () => tokens[at];
	const next = () => {
		const token = tokens[at++];
		if (!token) throw new PolicySyntaxError(`the text ends within a block or a list`);
		return token;
	};
	const isMark = (mark) => peek()?.kind === "mark" && peek()?.text === mark;
	function objectUntil(end, depth) {
		if (depth > maxDepth) throw problem(peek(), "too many nested blocks");
		const items = [];
		while (end === void 0 ? peek() !== void 0 : !isMark(end)) {
			items.push(item(depth));
			if (isMark(",")) at++;
		}
		if (end !== void 0) at++;
		return { items };
	}
	function item(depth) {
		const keys = [];
		const { line } = peek() ?? next();
		for (;;) {
			const token = next();
			if (token.kind === "name" || token.kind === "string") keys.push(token.text);
			else if (token.text === "{" && keys.length > 0) return {
				keys,
				value: objectUntil("}", depth + 1),
				line
			};
			else if (token.text === "=" && keys.length === 1) return {
				keys,
				value: value(depth),
				line
			};
			else throw problem(token, `expected ${keys.length === 0 ? "a name" : "{ or ="}, found ${token.text}`);
		}
	}
	function value(depth) {
		const token = next();
		if (token.kind === "string") return token.text;
		if (token.kind === "number") return Number(token.text);
		if (token.kind === "name" && (token.text === "true" || token.text === "false")) return token.text === "true";
		if (token.text === "{" && token.kind === "mark") return objectUntil("}", depth + 1);
		if (token.text === "[" && token.kind === "mark") return list(token, depth + 1);
		throw problem(token, `expected a value, found ${token.text}`);
	}
	function list(start, depth) {
		if (depth > maxDepth) throw problem(start, "too many nested lists");
		const values = [];
		while (!isMark("]")) {
			values.push(value(depth));
			if (isMark(",")) at++;
			else if (!isMark("]")) throw problem(next(), "expected , or ] in a list");
		}
		at++;
		return values;
	}
	return objectUntil(void 0, 0);
}
const problem = (token, text) => new PolicySyntaxError(token ? `line ${token.line}: ${text}` : text);
const patterns = {
	skipped: /(?:\s|#.*|\/\/.*|\/\*[^]*?\*\/)+/y,
	name: /[\p{L}_][\p{L}\p{Nd}_.-]*/uy,
	number: /-?\d+(?:\.\d+)?(?![\w.])/y,
	string: /"(?:[^"\\\n]|\\.)*"/y,
	heredoc: /<<(-?)([\p{L}_]\w*)\r?\n([^]*?)^[ \t]*\2(?=\r?$)/muy,
	mark: /[{}[\],=]/y
};
function tokensOf(text) {
	const tokens = [];
	let at = 0;
	let line = 1;
	const take = (pattern) => {
		pattern.lastIndex = at;
		const found = pattern.exec(text) ?? void 0;
		if (found) at += found[0].length;
		return found;
	};
	while (at < text.length) {
		const start = at;
		const startLine = line;
		if (!take(patterns.skipped)) {
			const found = tokenAt(take, startLine);
			if (!found) throw new PolicySyntaxError(`line ${line}: ${JSON.stringify(text.slice(at, at + 20))} is not valid in a policy`);
			tokens.push({
				...found,
				line: startLine
			});
		}
		line += text.slice(start, at).split("\n").length - 1;
	}
	return tokens;
}
function tokenAt(take, line) {
	for (const kind of [
		"name",
		"number",
		"mark"
	]) {
		const found = take(patterns[kind]);
		if (found) return {
			kind,
			text: found[0]
		};
	}
	const string = take(patterns.string);
	if (string) return {
		kind: "string",
		text: unquoted(string[0].slice(1, -1), line)
	};
	const heredoc = take(patterns.heredoc);
	if (!heredoc) return void 0;
	const [, dash, , lines = ""] = heredoc;
	if (dash === "-" || lines.includes("${")) throw new PolicySyntaxError(`line ${line}: a heredoc with - or a template is not supported`);
	return {
		kind: "string",
		text: lines
	};
}
const escapes = {
	n: "\n",
	t: "	",
	r: "\r",
	a: "\x07",
	b: "\b",
	f: "\f",
	v: "\v",
	"\"": "\"",
	"\\": "\\"
};
function unquoted(text, line) {
	if (text.includes("${")) throw new PolicySyntaxError(`line ${line}: a template (\${) in a string is not supported`);
	return text.replace(/\\(?:u([\da-fA-F]{4})|U([\da-fA-F]{8})|x([\da-fA-F]{2})|([0-7]{3})|([^]))/g, (found, ...groups) => {
		const [short, long, hex, octal, simple = ""] = groups;
		if (octal !== void 0) return String.fromCodePoint(parseInt(octal, 8));
		const code = short ?? long ?? hex;
		const replacement = code === void 0 ? escapes[simple] : parseInt(code, 16) <= 1114111 && String.fromCodePoint(parseInt(code, 16));
		if (typeof replacement !== "string") throw new PolicySyntaxError(`line ${line}: ${found} is not a valid escape`);
		return replacement;
	});
}
// src/drift/jwt-role-fields.ts
function jwtRoleFields(role) {
	const claims = require_common.own(role, "bound_claims");
	return {
		type: textOf(require_common.own(role, "role_type")) || "oidc",
		audiences: listOf(require_common.own(role, "bound_audiences")),
		subject: textOf(require_common.own(role, "bound_subject")),
		claims: new Map(require_common.isObject$1(claims) ? Object.entries(claims).map(([name, values]) => [name.replace(/^\//, ""), listOf(values)]) : []),
		isGlob: require_common.own(role, "bound_claims_type") === "glob",
		userClaim: textOf(require_common.own(role, "user_claim"))
	};
}
function policiesOf(role) {
	const named = [...listOf(require_common.own(role, "token_policies")), ...listOf(require_common.own(role, "policies"))];
	const withoutDefault = require_common.own(role, "token_no_default_policy") === true;
	return [...new Set([...named, ...withoutDefault ? [] : ["default"]])].sort();
}
function listOf(value) {
	if (value === void 0 || value === null || value === "") return [];
	return (Array.isArray(value) ? value : [value]).map((one) => typeof one === "string" ? one : JSON.stringify(one));
}
const textOf = (value) => typeof value === "string" ? value : "";
// src/drift/missing.ts
function missingRights(need, acl, mounts) {
	return require_refs.allRights(need, mounts).flatMap((right) => {
		const pattern = parsePattern(right.path);
		if (right.open !== void 0) return openRight(need, right, pattern, acl);
		const answers = right.capabilities.map((capability) => ({
			capability,
			answer: answerFor(pattern, capability, acl)
		}));
		const refused = answers.filter(({ answer }) => answer.kind === "refused");
		const unknown = answers.find(({ answer }) => answer.kind === "unknown");
		if (refused.length > 0) return [missingRight(need, right, refused.map(({ capability }) => capability), refused[0]?.answer.why ?? "", acl)];
		return unknown ? [unknownRight(need, right, unknown.answer.why)] : [];
	});
}
function missingRight(need, right, refused, why, acl) {
	const [place = require_refs.placeOfRole(need), ...others] = right.places;
	const also = others.length > 0 ? ` (and ${require_common.plural(others.length, "more line")})` : "";
	const policies = [...new Set(acl.flatMap(({ policies }) => policies))];
	const name = require_refs.policyName(need);
	const policy = policies.includes(name) ? name : policies.find((one) => one !== "default") ?? name;
	const line = `path ${require_refs.policyString(right.path)} { capabilities = [${right.capabilities.map(require_refs.policyString).join(", ")}] }`;
	return require_common.drift("missing", place, `${require_refs.roleText(need)} does not grant ${refused.join(" and ")} on ${right.path}${also}: ${why}`, `Write to the policy ${policy}: ${line}`);
}
function unknownRight(need, { places, path }, why) {
	return require_common.partial(["missing"], places[0] ?? require_refs.placeOfRole(need), `${require_refs.roleText(need)}, ${path}: ${why}`, "Compare it by hand, or write an exact rule");
}
const granted = {
	kind: "granted",
	why: ""
};
function answerFor(pattern, capability, acl) {
	const narrower = acl.filter((rule) => !rule.pattern.isOpen && !covers(rule.pattern, pattern));
	const paths = [...examplesOf(pattern), ...narrower.flatMap((rule) => commonPaths(pattern, rule.pattern))];
	const answers = [...new Set(paths)].map((path) => answerForPath(requestPath(path, pattern, capability), capability, acl));
	const refused = answers.find(({ kind }) => kind === "refused");
	if (acl.filter((rule) => rule.pattern.isOpen && commonPaths(widened(rule.pattern), pattern).length > 0).some((rule) => rule.capabilities.has(capability) === (refused !== void 0))) return {
		kind: "unknown",
		why: "a rule with a template ({{ }}) can decide, and its value is not known"
	};
	return refused ?? answers.find(({ kind }) => kind === "unknown") ?? granted;
}
function requestPath(path, { isPrefix }, capability) {
	if (!isPrefix) return path;
	return capability === "list" ? path.replace(/\/?$/, "/") : path.replace(/(?<=.)\/$/, "");
}
function answerForPath(path, capability, acl) {
	const rules = decidingRules(acl, path, capability);
	if (rules.length === 0) return {
		kind: "refused",
		why: "no rule of its policies matches"
	};
	for (const rule of rules) {
		const where = `path ${require_refs.policyString(rule.pattern.text)} of ${rule.policies.join(" and ")}`;
		if (!rule.capabilities.has(capability)) return {
			kind: "refused",
			why: `${where} decides, with ${rule.capabilities.size === 0 ? "deny" : [...rule.capabilities].sort().join(", ")}`
		};
		const limit = limitOn(rule, capability);
		if (limit === "parameters") return {
			kind: "unknown",
			why: `${where} limits the parameters`
		};
		if (limit !== void 0) return {
			kind: "refused",
			why: `${where}: ${limit}`
		};
	}
	return granted;
}
function openRight(need, right, pattern, acl) {
	const place = right.places[0] ?? require_refs.placeOfRole(need);
	if (require_refs.expressionsIn(right.path).length === 0) return [require_common.partial(["missing", "excess"], place, `${require_refs.roleText(need)}, ${right.path}: not compared`, right.open ?? "")];
	const wide = widened(pattern);
	const isPossible = (capability) => acl.some((rule) => rule.capabilities.has(capability) && commonPaths(widened(rule.pattern), wide).length > 0);
	const impossible = right.capabilities.filter((capability) => !isPossible(capability));
	if (impossible.length > 0) return [missingRight(need, right, impossible, "no rule of its policies can match", acl)];
	if (right.capabilities.every((capability) => answerFor(wide, capability, acl).kind === "granted")) return [];
	const text = `${require_refs.roleText(need)}, ${right.path}: only a run knows ${require_refs.expressionsIn(right.path).join(", ")}`;
	return [require_common.partial(["missing"], place, text, right.open ?? "")];
}
// src/drift/own-token.ts
const anyName = "vault-exchange-any-name";
async function missingForToken(need, mounts, server) {
	const rights = require_refs.allRights(need, mounts);
	const asked = rights.filter(({ open }) => open === void 0).map((right) => ({
		right,
		paths: pathsOf(right.path)
	}));
	const granted = await server.capabilities([...new Set(asked.flatMap(({ paths }) => paths))]);
	const has = (path, capability) => granted.get(path)?.has(capability) === true || granted.get(path)?.has("root") === true;
	const missing = asked.flatMap(({ right, paths }) => {
		const refused = right.capabilities.filter((capability) => !paths.every((path) => has(path, capability)));
		return refused.length === 0 ? [] : [missingRight(need, right, refused, "sys/capabilities-self does not return it", [])];
	});
	const open = rights.flatMap(({ path, places, open: why }) => {
		if (why === void 0) return [];
		const expressions = require_refs.expressionsIn(path);
		const text = expressions.length > 0 ? `only a run knows ${expressions.join(", ")}` : "not compared";
		return [require_common.partial(["missing"], places[0] ?? require_refs.placeOfRole(need), `${require_refs.roleText(need)}, ${path}: ${text}`, why)];
	});
	return [...missing, ...open];
}
const pathsOf = (path) => examplesOf(parsePattern(path)).map((example) => example.replaceAll("\0", anyName));
async function aclOfToken(namespace, server) {
	const reading = await server.read(namespace, "sys/internal/ui/resultant-acl");
	if (reading.state !== "found") return void 0;
	const rulesIn = (key, patternOf) => {
		const paths = require_common.own(reading.data, key);
		return require_common.isObject$1(paths) ? Object.entries(paths).map(([path, rule]) => ruleOf$1(patternOf(relative(path, namespace)), rule)) : [];
	};
	const hasSegmentWildcard = (path) => path.split("/").includes("+");
	return [...rulesIn("exact_paths", (path) => path), ...rulesIn("glob_paths", (path) => hasSegmentWildcard(path) ? path : `${path}*`)];
}
function ruleOf$1(path, rule) {
	const { capabilities, ...limits } = require_common.isObject$1(rule) ? rule : {};
	const granted = Array.isArray(capabilities) ? capabilities.filter((one) => typeof one === "string") : [];
	return {
		pattern: parsePattern(path),
		capabilities: new Set(granted.includes("deny") ? [] : granted),
		policies: ["the token"],
		limits: Object.keys(limits).length > 0 ? [limits] : []
	};
}
const relative = (path, namespace) => namespace !== "" && path.startsWith(`${namespace}/`) ? path.slice(namespace.length + 1) : path;
// src/drift/globs.ts
function globsMeet(one, other) {
	let reachable = new Array(other.length + 1).fill(false);
	for (let i = one.length; i >= 0; i--) {
		const previous = reachable;
		reachable = new Array(other.length + 1).fill(false);
		for (let j = other.length; j >= 0; j--) if (i === one.length && j === other.length) reachable[j] = true;
		else if (one[i] === "*") reachable[j] = previous[j] === true || j < other.length && reachable[j + 1] === true;
		else if (other[j] === "*") reachable[j] = reachable[j + 1] === true || i < one.length && previous[j] === true;
		else reachable[j] = i < one.length && one[i] === other[j] && previous[j + 1] === true;
	}
	return reachable[0] === true;
}
// src/drift/refused-logins.ts
function refusedLogins(need, role) {
	if (!need.oidc) return [];
	const { type, audiences, claims, isGlob } = jwtRoleFields(role);
	const place = require_refs.placeOfRole(need);
	const refused = (text, action, where = place) => require_common.drift("missing", where, `${require_refs.roleText(need)} ${text}`, action);
	if (type !== "jwt") return [refused(`has role_type ${type}, with which jobs cannot log in`, "Set role_type to jwt")];
	return [...need.audiences.filter((audience) => !require_refs.isOpen(audience)).filter((audience) => !audiences.includes(audience)).map((audience) => refused(`does not accept the audience ${audience}`, `Add ${audience} to bound_audiences`)), ...need.jobs.flatMap((job) => [...claims].flatMap(([name, allowed]) => {
		const values = valuesOf(name, job);
		if (values === void 0 || values.some((value) => require_refs.isOpen(value) || accepts(allowed, isGlob, value))) return [];
		const has = values.length === 0 ? "its token has no such claim" : `the job has ${values.join(", ")}`;
		const action = values.length === 0 ? `Remove bound_claims.${name}, or change the job` : `Add the value to bound_claims.${name}, or change the job`;
		return [refused(`refuses this job: bound_claims.${name} is ${allowed.join(", ")}, and ${has}`, action, job.place)];
	}))];
}
function accepts(allowed, isGlob, value) {
	return allowed.some((one) => isGlob ? globsMeet(one, value) : globsMeet(value, one.replaceAll("*", "\0")));
}
function valuesOf(claim, job) {
	const { repository, repositoryId, environment, triggers, reusable } = job;
	if (claim === "repository") return repository === "" ? void 0 : [repository];
	if (claim === "repository_id") return repositoryId === void 0 ? void 0 : [repositoryId];
	if (claim === "repository_owner") return repository === "" || require_refs.isOpen(repository) ? void 0 : [repository.replace(/\/.*/s, "")];
	if (claim === "environment") return environment === void 0 ? [] : [environment];
	if (claim === "ref") return require_refs.refsOf(job);
	if (claim === "event_name") return triggers.some(({ event }) => event === "workflow_call") ? void 0 : triggers.map(({ event }) => event);
	if (claim === "job_workflow_ref") return reusable && [`${reusable.workflow}@*`];
}
// src/drift/server-policy.ts
const capabilities = [
	"create",
	"delete",
	"deny",
	"list",
	"patch",
	"read",
	"recover",
	"scan",
	"subscribe",
	"sudo",
	"update"
];
const oldPolicies = {
	deny: ["deny"],
	read: ["list", "read"],
	write: [
		"create",
		"delete",
		"list",
		"read",
		"update"
	],
	sudo: [
		"create",
		"delete",
		"list",
		"read",
		"sudo",
		"update"
	]
};
const limits = [...[
	"allowed_parameters",
	"denied_parameters",
	"required_parameters",
	"min_wrapping_ttl",
	"max_wrapping_ttl",
	"mfa_methods"
], ...[
	"control_group",
	"expiration",
	"list_scan_response_keys_filter_path",
	"pagination_limit",
	"subscribe_event_types"
]];
function parsePolicy(text) {
	const isJson = text.trimStart().startsWith("{");
	const { items } = isJson ? fromJson(text) : parseHcl(text);
	return (isJson ? items.flatMap(flattened) : items).flatMap((item) => {
		const [kind = "", path, ...more] = item.keys;
		if (kind === "name" && path === void 0) return [];
		if (kind !== "path") throw at(item, `${kind} is not known in a policy`);
		if (path === void 0 || more.length > 0 || !isBlock(item.value)) throw at(item, "a path block needs one path");
		return [ruleOf(path, item.value)];
	});
}
function ruleOf(written, { items }) {
	const path = written.replace(/^\//, "");
	if (path.includes("+*")) throw new PolicySyntaxError(`path "${path}": +* is invalid`);
	const attributes = new Map();
	for (const item of items) {
		const [name = "", ...more] = item.keys;
		if (attributes.has(name)) throw at(item, `path "${path}": ${name} is set twice`);
		if (!(limits.includes(name) || [
			"capabilities",
			"policy",
			"comment"
		].includes(name)) || more.length > 0) throw at(item, `path "${path}": ${item.keys.join(" ")} is not known`);
		attributes.set(name, item);
	}
	const granted = new Set(capabilitiesOf(attributes.get("capabilities"), path));
	for (const one of oldCapabilities(attributes.get("policy"), path)) granted.add(one);
	return {
		path,
		capabilities: granted.has("deny") ? ["deny"] : [...granted].sort(),
		limits: Object.fromEntries(limits.flatMap((name) => attributes.has(name) ? [[name, toJson(attributes.get(name)?.value ?? "")]] : []))
	};
}
function capabilitiesOf(item, path) {
	if (!item) return [];
	const { value } = item;
	if (!Array.isArray(value)) throw at(item, `path "${path}": capabilities is not a list`);
	return value.map((one) => {
		if (typeof one !== "string" || !capabilities.includes(one)) throw at(item, `path "${path}": the capability ${JSON.stringify(one)} is not known`);
		return one;
	});
}
function oldCapabilities(item, path) {
	if (!item) return [];
	const granted = typeof item.value === "string" && Object.hasOwn(oldPolicies, item.value) ? oldPolicies[item.value] : void 0;
	if (!granted) throw at(item, `path "${path}": the policy ${JSON.stringify(item.value)} is not known`);
	return granted;
}
function flattened({ keys, value, line }) {
	if (keys[0] !== "path") return [{
		keys,
		value,
		line
	}];
	return (Array.isArray(value) ? value : [value]).flatMap((one) => {
		if (!isBlock(one)) throw new PolicySyntaxError("path is not an object");
		return one.items.map((item) => ({
			...item,
			keys: [...keys, ...item.keys]
		}));
	});
}
function fromJson(text) {
	let json;
	try {
		json = JSON.parse(text);
	} catch {
		throw new PolicySyntaxError("it begins with { and is not valid JSON");
	}
	if ([...text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g)].filter(([, colon]) => colon !== void 0).length !== countKeys(json)) throw new PolicySyntaxError("a key is written twice in an object");
	return blockOf(json);
}
function countKeys(json) {
	if (Array.isArray(json)) return json.reduce((sum, one) => sum + countKeys(one), 0);
	return require_common.isObject$1(json) ? Object.values(json).reduce((sum, one) => sum + 1 + countKeys(one), 0) : 0;
}
function blockOf(json) {
	if (json === null) throw new PolicySyntaxError("null is not known in a policy");
	if (Array.isArray(json)) return json.map(blockOf);
	if (require_common.isObject$1(json)) return { items: Object.entries(json).map(([key, value]) => ({
		keys: [key],
		value: blockOf(value),
		line: 0
	})) };
	return json;
}
function toJson(value) {
	if (isBlock(value)) {
		const entries = value.items.map(({ keys, value: one }) => [keys.join(" "), toJson(one)]);
		const names = new Set(entries.map(([name]) => name));
		if (names.size !== entries.length) throw new PolicySyntaxError(`a name is written twice in ${[...names].join(", ")}`);
		return Object.fromEntries(entries.sort(([one], [other]) => one < other ? -1 : 1));
	}
	return Array.isArray(value) ? value.map(toJson) : value;
}
const isBlock = (value) => typeof value === "object" && !Array.isArray(value);
const at = ({ line }, text) => new PolicySyntaxError(line === 0 ? text : `line ${line}: ${text}`);
// src/drift/snapshot.ts
const rotating = [
	"keys",
	"latest_version",
	"name"
];
const policyFlags = [
	"allow_slashes_in_identity_templates",
	"allow_wildcards_in_identity_templates",
	"expiration"
];
const approvedRole = (data) => sortedObject(data);
const approvedKey = (data) => sortedObject(Object.fromEntries(Object.entries(data).filter(([name]) => !rotating.includes(name))));
function approvedPolicy(data) {
	const text = require_common.own(data, "policy");
	const flags = Object.entries(data).filter(([name]) => policyFlags.includes(name));
	const rules = typeof text === "string" ? rulesOf(text) : {};
	return sortedObject({
		...Object.fromEntries(flags),
		...rules
	});
}
function rulesOf(text) {
	const byPath = new Map();
	try {
		for (const { path, capabilities, limits } of parsePolicy(text)) byPath.set(path, [...byPath.get(path) ?? [], {
			capabilities: capabilities.length === 0 ? "none" : capabilities,
			...limits
		}]);
	} catch (error) {
		if (error instanceof PolicySyntaxError) return { policy: text };
		throw error;
	}
	return Object.fromEntries([...byPath].map(([path, rules]) => [`path "${path}"`, rules.length === 1 ? rules[0] ?? {} : rules]));
}
const sortedObject = (object) => sorted(object);
function sorted(value) {
	if (Array.isArray(value)) {
		const list = value.map(sorted);
		return list.every((one) => typeof one === "string") ? list.sort() : list;
	}
	if (!require_common.isObject$1(value)) return value;
	return Object.fromEntries(Object.entries(value).sort(([one], [other]) => one < other ? -1 : 1).map(([key, one]) => [key, sorted(one)]));
}
// src/drift/transit-keys.ts
const functions = [
	"encrypt",
	"decrypt",
	"rewrap",
	"sign",
	"verify",
	"hmac",
	"keys",
	"export"
];
function transitKeys({ requests }, mounts) {
	return requests.flatMap((request) => {
		const { mount, below } = require_refs.targetOf(request, mounts);
		if (mount?.type !== "transit") return [];
		const [first = "", second = "", third = ""] = below;
		const name = functions.includes(first) ? second : first === "datakey" ? third : "";
		return name === "" || require_refs.isOpen(name) ? [] : [{
			namespace: mount.namespace,
			path: `${mount.path}keys/${name}`,
			place: request.places[0]
		}];
	});
}
// src/drift/weak-binding.ts
function weakBindings(need, role) {
	const place = require_refs.placeOfRole(need);
	return [...need.method === "jwt" ? jwtWeaknesses(jwtRoleFields(role)) : [], ...lifetime(role)].map(({ text, action }) => require_common.drift("weak", place, `${require_refs.roleText(need)} ${text}`, action));
}
const jwtWeaknesses = (role) => [
	...audience(role),
	...identity(role),
	...userClaim(role)
];
function audience({ audiences }) {
	return audiences.length > 0 ? [] : [{
		text: "binds no audience, so a token that another service received can be used",
		action: "Set bound_audiences to the audience of the workflows"
	}];
}
const repositoryPart = {
	repository: /^.*$/s,
	repository_id: /^.*$/s,
	sub: /^[^:]*:[^:]*/,
	job_workflow_ref: /^[^@]*/,
	workflow_ref: /^[^@]*/
};
const ownerClaims = [
	"repository_owner",
	"repository_owner_id",
	"enterprise",
	"enterprise_id"
];
const bindRepository = "Set bound_claims.repository_id to the id of the repository";
function identity({ claims, subject, isGlob }) {
	if (claims.size === 0 && subject === "") return [{
		text: "has no bound claims, so every workflow on GitHub can log in",
		action: bindRepository
	}];
	if (subject !== "") return [];
	const naming = [...claims].filter(([name]) => Object.hasOwn(repositoryPart, name));
	if (naming.filter(([name, values]) => !isGlob || values.every((value) => !(repositoryPart[name]?.exec(value)?.[0] ?? "").includes("*"))).length > 0) return [];
	const [globbed] = naming;
	if (globbed) {
		const [name, values] = globbed;
		return [{
			text: `binds ${name} to a glob over repositories: ${values.join(", ")}`,
			action: bindRepository
		}];
	}
	const owner = ownerClaims.find((name) => claims.has(name));
	if (owner !== void 0) return [{
		text: `binds only ${[...claims.keys()].join(", ")}, so every repository of ${(claims.get(owner) ?? []).join(", ")} can log in`,
		action: bindRepository
	}];
	return [{
		text: `binds only ${[...claims.keys()].join(", ")}, which other repositories can have too`,
		action: bindRepository
	}];
}
const changing = [...[
	"jti",
	"run_id",
	"run_number",
	"run_attempt",
	"check_run_id",
	"sha",
	"job_workflow_sha",
	"workflow_sha",
	"iat",
	"exp",
	"nbf"
], ...["head_ref"]];
function userClaim({ userClaim: claim }) {
	if (!changing.includes(claim.replace(/^\//, ""))) return [];
	return [{
		text: `has user_claim ${claim}, so every run counts as a client of Vault`,
		action: "Set user_claim to repository"
	}];
}
function lifetime(role) {
	const seconds = (name) => Number(require_common.own(role, name) ?? 0);
	const action = "Set token_ttl and token_max_ttl to the duration of the longest job";
	if (seconds("token_period") > 0 && seconds("token_explicit_max_ttl") === 0) return [{
		text: "has a token_period, so its tokens can be renewed without end",
		action: `${action}, and token_period to 0`
	}];
	if (seconds("token_ttl") > 0 || seconds("token_max_ttl") > 0 || seconds("token_explicit_max_ttl") > 0) return [];
	return [{
		text: "has no token_ttl, so its tokens live as long as the server allows (32 days by default)",
		action
	}];
}
// src/drift/compare.ts
async function compareRole(need, context) {
	const { server, mounts, time } = context;
	const place = require_refs.placeOfRole(need);
	const name = await roleNameOf(need, server);
	if (typeof name !== "string") return {
		findings: await comparedWithToken(need, name, require_common.driftKinds, context),
		objects: [],
		unread: []
	};
	const path = `auth/${need.mount}/role/${name}`;
	const role = await server.read(need.namespace, path);
	if (role.state === "absent") return {
		findings: [require_common.drift("missing", place, `${require_refs.roleText(need)} does not exist at ${path}`, `Write the role, for example as plan generates it, or correct the inputs role and path of the step`)],
		objects: [],
		unread: []
	};
	if (role.state === "denied") return {
		findings: await comparedWithToken(need, {
			why: `the token may not read ${path}`,
			action: allow
		}, require_common.driftKinds, context),
		objects: [],
		unread: [require_common.keyOf({
			namespace: need.namespace,
			path
		})]
	};
	const policies = await policiesFrom(need, role.data, server);
	const keys = await keysFrom(need, context);
	const acl = aclOf(policies.parsed, time);
	const rights = policies.problem === void 0 ? [...missingRights(need, acl, mounts), ...excessRights(need, acl, mounts)] : await comparedWithToken(need, policies.problem, [
		"missing",
		"excess",
		...policies.unread.length > 0 ? ["changed"] : []
	], context);
	return {
		findings: [
			...weakBindings(need, role.data),
			...refusedLogins(need, role.data),
			...policies.findings,
			...keys.findings,
			...rights
		],
		objects: [
			{
				object: {
					namespace: need.namespace,
					path,
					fields: approvedRole(role.data)
				},
				place
			},
			...policies.objects,
			...keys.objects
		],
		unread: [...policies.unread, ...keys.unread]
	};
}
const allow = "Log in with a role that may read auth/*/role/* and sys/policies/acl/* (docs/drift.md)";
async function roleNameOf({ role, mount, method, namespace }, server) {
	const open = [
		namespace,
		mount,
		role
	].find(require_refs.isOpen);
	if (open !== void 0) return {
		why: `only a run knows ${open}`,
		action: "Give its value in the input vars, or write it in the workflow"
	};
	if (role !== "") return role;
	if (method !== "jwt") return {
		why: `the workflow names no role of the method ${method}`,
		action: "Compare it by hand"
	};
	const config = await server.read(namespace, `auth/${mount}/config`);
	if (config.state === "denied") return {
		why: `the token may not read auth/${mount}/config, which has the default role`,
		action: allow
	};
	const name = config.state === "found" ? require_common.own(config.data, "default_role") : void 0;
	return typeof name === "string" && name !== "" ? name : {
		why: `auth/${mount} has no default_role`,
		action: "Set default_role, or the input role of the step"
	};
}
async function policiesFrom(need, role, server) {
	const { namespace } = need;
	const place = require_refs.placeOfRole(need);
	const names = policiesOf(role);
	const readings = await Promise.all(names.map((name) => server.read(namespace, `sys/policies/acl/${name}`)));
	const parsed = names.map((name, index) => parsedPolicy(name, readings[index] ?? { state: "absent" }));
	const absent = names.filter((name, index) => readings[index]?.state === "absent" && name !== "default");
	return {
		parsed: parsed.filter((policy) => "rules" in policy),
		objects: names.flatMap((name, index) => {
			const reading = readings[index];
			if (reading?.state !== "found") return [];
			return [{
				object: {
					namespace,
					path: `sys/policies/acl/${name}`,
					fields: approvedPolicy(reading.data)
				},
				place
			}];
		}),
		findings: absent.map((name) => {
			const text = `${require_refs.roleText(need)} names the policy ${name}, which does not exist: a policy with this name would apply at once`;
			return require_common.drift("excess", place, text, `Remove ${name} from token_policies, or write the policy`);
		}),
		unread: names.filter((_, index) => readings[index]?.state === "denied").map((name) => require_common.keyOf({
			namespace,
			path: `sys/policies/acl/${name}`
		})),
		problem: parsed.flatMap((policy) => "problem" in policy ? [policy.problem] : [])[0]
	};
}
function parsedPolicy(name, reading) {
	if (reading.state === "denied") return { problem: {
		why: `the token may not read sys/policies/acl/${name}`,
		action: allow
	} };
	if (reading.state === "absent") return {
		name,
		rules: []
	};
	const text = require_common.own(reading.data, "policy");
	try {
		return {
			name,
			rules: parsePolicy(typeof text === "string" ? text : "")
		};
	} catch (error) {
		if (error instanceof PolicySyntaxError) return { problem: {
			why: `the policy ${name} cannot be read: ${error.message}`,
			action: "Write it in another form, or compare it by hand"
		} };
		throw error;
	}
}
async function comparedWithToken(need, { why, action }, kinds, { server, mounts, isOwnToken, kinds: compared }) {
	const place = require_refs.placeOfRole(need);
	const wanted = kinds.filter((kind) => compared.includes(kind));
	if (!isOwnToken(need)) return [require_common.unchecked(wanted, place, `${require_refs.roleText(need)} was not compared: ${why}`, action)];
	const acl = await aclOfToken(need.namespace, server);
	const without = wanted.filter((kind) => kind !== "missing" && !(acl && kind === "excess"));
	const how = acl ? "sys/capabilities-self and sys/internal/ui/resultant-acl, which in OpenBao leaves out rules with +" : "sys/capabilities-self";
	return [
		require_common.partial(["missing", "excess"], place, `${require_refs.roleText(need)}: ${why}. Its rights are those of this token, from ${how}`, action),
		...without.length > 0 ? [require_common.unchecked(without, place, `${require_refs.roleText(need)} was not compared for ${without.join(", ")}: ${why}`, action)] : [],
		...await missingForToken(need, mounts, server),
		...acl ? excessRights(need, acl, mounts) : []
	];
}
async function keysFrom(need, { server, mounts, kinds }) {
	const keys = transitKeys(need, mounts).map(({ place = require_refs.placeOfRole(need), ...key }) => ({
		...key,
		place
	}));
	const readings = await Promise.all(keys.map(({ namespace, path }) => server.read(namespace, path)));
	const unread = keys.filter((_, index) => readings[index]?.state === "denied");
	return {
		objects: keys.flatMap(({ namespace, path, place }, index) => {
			const reading = readings[index];
			return reading?.state === "found" ? [{
				object: {
					namespace,
					path,
					fields: approvedKey(reading.data)
				},
				place
			}] : [];
		}),
		findings: unread.filter(() => kinds.includes("changed")).map(({ path, place }) => require_common.unchecked(["changed"], place, `the token may not read ${path}`, `Allow it: path "${path}" { capabilities = ["read"] }`)),
		unread: unread.map(require_common.keyOf)
	};
}
// src/drift/check.ts
async function checkDrift(needs, server, options) {
	const { urls, baseline, failOn, isOwnToken, time } = options;
	const ours = require_refs.needsOfServer(needs, urls);
	const mounts = await mountsFor(ours, server);
	const kinds = require_common.driftKinds.filter((kind) => kind !== "changed" || baseline);
	const roles = await Promise.all(ours.map((need) => compareRole(need, {
		server,
		mounts,
		isOwnToken,
		kinds,
		time
	})));
	const used = uniqueObjects(roles.flatMap(({ objects }) => objects));
	const changes = baseline?.objects ? await changesOf(baseline.objects, baseline.place, used, roles.flatMap(({ unread }) => unread), server) : [];
	const findings = [
		...otherServers(needs, ours, urls[0]),
		...roles.flatMap((role) => role.findings),
		...changes
	];
	return {
		findings: require_common.finished(findings, failOn),
		roles: ours.length,
		objects: used.map(({ object }) => object),
		mounts
	};
}
async function mountsFor(needs, server) {
	const named = needs.flatMap(({ namespace, requests }) => [namespace, ...requests.map((request) => request.namespace)]);
	const namespaces = [...new Set(named.filter((namespace) => !require_refs.isOpen(namespace)))];
	return (await Promise.all(namespaces.map((namespace) => server.mounts(namespace)))).flat();
}
async function changesOf(objects, place, used, unread, server) {
	const known = new Set([...used.map(({ object }) => require_common.keyOf(object)), ...unread]);
	const others = objects.filter((object) => !known.has(require_common.keyOf(object)) && isRoleOrPolicy(object.path));
	const readings = await Promise.all(others.map(async ({ namespace, path }) => ({
		namespace,
		path,
		reading: await server.read(namespace, path)
	})));
	const found = readings.flatMap(({ namespace, path, reading }) => {
		if (reading.state !== "found") return [];
		return [{
			object: {
				namespace,
				path,
				fields: path.startsWith("sys/") ? approvedPolicy(reading.data) : approvedRole(reading.data)
			},
			place
		}];
	});
	const denied = readings.filter(({ reading }) => reading.state === "denied").map(require_common.keyOf);
	return [...denied.map((key) => require_common.unchecked(["changed"], place, `the token may not read ${key}`, "Log in with a role that may (docs/drift.md)")), ...changesSince(objects, [...used, ...found], new Set([...unread, ...denied]), place)];
}
const uniqueObjects = (objects) => [...new Map([...objects].reverse().map((one) => [require_common.keyOf(one.object), one])).values()];
function otherServers(needs, ours, url) {
	const compared = new Set(ours.flatMap(({ jobs }) => jobs));
	const others = needs.filter(({ jobs }) => !jobs.some((job) => compared.has(job)));
	return [...new Set(others.map((need) => need.url))].map((address) => {
		const there = others.filter((need) => need.url === address);
		const text = `${require_common.plural(there.length, "role")} at ${address} not compared: this run compares ${url}`;
		return require_common.partial(require_common.driftKinds, there.map(require_refs.placeOfRole)[0] ?? {
			repository: "",
			file: "",
			line: 1
		}, text, "Run plan with this address as url too");
	});
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
	const namespace = require_connection.tokenNamespace(vault.connection());
	try {
		const { reply, lost } = await vault.call({
			method: "POST",
			path,
			namespace,
			body,
			repeatable: require_common.idempotent
		});
		const auth = require_session.toAuth(reply);
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
	const words = require_words.withoutErrorCount(failure.words) || `${failure.status ?? ""}`;
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
// src/run/fail-and-revoke.ts
const phaseAfter = (failure, { stopRequested }) => isCancelled(failure) || isCancelled(stopRequested.reason) ? require_session.afterCancel : require_session.afterFailure;
const isCancelled = (reason) => reason instanceof require_common.Failure && reason.code === "ERR_CANCELLED";
const cancelled = (signal) => new require_common.Failure("ERR_CANCELLED", `the step was cancelled (${signal})`);
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
// src/plan/check.ts
async function checkServer(settings, needs, runtime) {
	const { env, host } = runtime;
	const stop = require_common.createStop();
	const ignoreSignals = stopOnSignals(stop, host);
	const run = {
		env,
		transport: require_session.createRunTransport(env),
		session: require_session.createSession(env),
		report: require_session.createReport(env),
		stop
	};
	try {
		stop.stopAfter(settings.timeout);
		run.session.setMain(process.pid);
		const report = await compare(settings, needs, run, runtime);
		await require_session.revokeAndReport(run, require_session.afterSuccess);
		if (settings.baseline && !settings.baseline.objects) writeBaseline(settings.baseline, report, runtime);
		return report;
	} catch (thrown) {
		const failure = require_common.asFailure(thrown);
		await require_session.revokeAndReport(run, phaseAfter(failure, stop));
		throw failure;
	} finally {
		run.session.setMain(void 0);
		ignoreSignals();
		stop.clear();
		run.transport.close();
	}
}
async function compare(settings, needs, run, { mask, say }) {
	const { connection, login, baseline, failOn } = settings;
	const vault = require_session.createVault(connection, run.transport, run.stop);
	const { auth } = await logIn(login, vault, {
		...run,
		mask
	});
	if (auth.kind !== "supplied") run.session.begin({
		connection: vault.connection(),
		token: require_session.revocableToken(auth, 0),
		required: false
	});
	say(`Comparing with ${connection.urls[0]}`);
	return checkDrift(needs, require_server.createServer(require_session.withToken(vault, auth.token)), {
		urls: connection.urls,
		failOn,
		isOwnToken: ownTokenOf(login, require_connection.tokenNamespace(connection)),
		time: require_common.now(),
		baseline: baseline && {
			objects: baseline.objects,
			place: {
				repository: "",
				file: baseline.name,
				line: 1
			}
		}
	});
}
const ownTokenOf = ({ method, mount, access }, namespace) => (need) => {
	const role = "role" in access ? access.role ?? "" : "";
	const isSameRole = need.role.toLowerCase() === role.toLowerCase() && (role !== "" || method.name === "jwt");
	return !("token" in access) && isSameRole && need.method === method.name && need.mount === mount && need.namespace === namespace;
};
function writeBaseline({ name, path }, { objects }, { say }) {
	try {
		(0, node_fs.writeFileSync)(path, require_common.baselineText(objects));
	} catch (cause) {
		throw new require_common.Failure("ERR_PLAN", `the baseline ${name} cannot be written`, {
			hint: "Set `baseline` to a path in an existing folder.",
			cause
		});
	}
	say(`Baseline ${name} written: commit it to approve this state`);
}
exports.checkServer = checkServer;
