const require_common = require("./common.js");
// src/policy/open-text.ts
const expressionSource = String.raw`\$\{\{(?:'[^']*'|[^'}]|\}(?!\}))*\}\}`;
const expression = new RegExp(expressionSource, "g");
const expressionsIn = (text) => [...new Set(text.match(expression) ?? [])];
const isOpen = (text) => expressionsIn(text).length > 0;
function mapKnown(text, change) {
	const expressions = [...text.matchAll(expression)];
	const ends = [...expressions.map(({ index }) => index), text.length];
	const starts = [0, ...expressions.map(({ index, 0: { length } }) => index + length)];
	return ends.map((end, number) => `${change(text.slice(starts[number], end))}${expressions[number]?.[0] ?? ""}`).join("");
}
// src/policy/hcl.ts
const policyString = (text) => `"${escaped(text).replace(/\$(?=\{)/g, "\\u0024")}"`;
const terraformString = (text) => `"${withoutTemplates(escaped(text))}"`;
const withoutTemplates = (text) => text.replace(/[$%](?=\{)/g, "$&$&");
const escaped = (text) => text.replace(/["\\]/g, "\\$&").replaceAll("\n", "\\n").replace(/\p{Cc}/gu, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
const comments = (lines) => lines.map((line) => `# ${require_common.oneLine(line)}`.trimEnd());
// src/policy/names.ts
function policyName({ mount, method, role }) {
	const at = (mount === "" ? method : mount).replaceAll("/", "-");
	return mapKnown(role === "" ? `${at}-default` : at === "jwt" ? role : `${at}-${role}`, (part) => part.toLowerCase());
}
const roleName = (need) => need.role === "" ? policyName(need) : need.role;
const sortedNeeds = (needs) => [...needs].sort((one, other) => keyOf(one) < keyOf(other) ? -1 : 1);
const keyOf = ({ url, namespace, mount, role, method }) => [
	url,
	namespace,
	mount,
	role,
	method
].join("\0");
const maxLabel = 100;
function uniqueLabels(texts) {
	const taken = new Set();
	return texts.map((text) => {
		const base = text.replace(/\W+/g, "-").replace(/^-+|-+$/g, "").replace(/^(?![a-z_])/i, "_").slice(0, maxLabel);
		let label = base;
		for (let number = 2; taken.has(label.toLowerCase()); number++) label = `${base}-${number}`;
		taken.add(label.toLowerCase());
		return label;
	});
}
const labelsOf = (needs) => uniqueLabels(needs.map((need) => [need.namespace, policyName(need)].filter(Boolean).join("-")));
// src/policy/places.ts
function sortedPlaces(places) {
	return [...new Map(places.map((place) => [`${fileOf(place)}:${String(place.line).padStart(9, "0")}`, place]))].sort(([one], [other]) => one < other ? -1 : 1).map(([, place]) => place);
}
const filesOf = (places) => [...new Set(places.map(fileOf))].sort();
const fileOf = ({ repository, file }) => repository === "" ? file : `${repository}/${file}`;
// src/policy/mounts.ts
function targetOf({ namespace, path: written }, mounts) {
	const path = mapKnown(withoutQuery(written), decoded);
	const full = joined$1(namespace, path);
	const found = mounts.map((mount) => ({
		mount,
		prefix: joined$1(mount.namespace, mount.path)
	})).filter(({ prefix }) => full.startsWith(prefix)).sort((one, other) => other.prefix.length - one.prefix.length)[0];
	if (!found) return {
		namespace,
		path,
		mount: void 0,
		below: path.split("/").slice(1)
	};
	const { mount, prefix } = found;
	const inMount = full.slice(prefix.length);
	return {
		namespace: mount.namespace,
		path: `${mount.path}${inMount}`,
		mount,
		below: inMount.split("/")
	};
}
const joined$1 = (namespace, path) => [namespace, path].filter(Boolean).join("/");
const withoutQuery = (path) => beforeQuery.exec(path)?.[0] ?? path;
const beforeQuery = new RegExp(`^(?:${expressionSource}|[^?])*`);
function decoded(path) {
	return path.replace(/(?:%[0-9a-f]{2})+/gi, (escapes) => {
		try {
			return decodeURIComponent(escapes);
		} catch {
			return escapes;
		}
	});
}
// src/policy/operations.ts
function operationOf(request, target) {
	if (request.method === "GET") {
		const isList = /[?&]list=true(?:&|$)/i.test(request.path);
		return {
			capabilities: [isList ? "list" : "read"],
			lease: !isList && leaseOf(target)
		};
	}
	return {
		capabilities: isStore(target) ? ["create", "update"] : ["update"],
		lease: leaseOf(target)
	};
}
const leaseless = [
	"cubbyhole",
	"identity",
	"kv",
	"ssh",
	"system",
	"totp",
	"transit"
];
function leaseOf({ mount, path, below }) {
	const isOtp = mount?.type === "ssh" && below[0] === "creds";
	if (mount && leaseless.includes(mount.type) && !isOtp) return false;
	const shape = leaseShape(path, below, mount?.type === "pki");
	return mount?.leases !== void 0 && shape === "by role" ? mount.leases : shape;
}
function leaseShape(path, below, isPki) {
	if (isBuiltIn(path) || isVersionedKv(below)) return false;
	const end = below.join("/");
	if (/(?:^|\/)(?:creds\/[^/]+|(?:roleset|static-account)\/[^/]+\/key|library\/.+\/check-out)$/.test(end)) return true;
	return (isPki ? /(?:^|\/)(?:issue|sign|sign-verbatim)\/[^/]+$/ : /(?:^|\/)issue\/[^/]+$/).test(end) && "by role";
}
const functions = [
	...[
		"encrypt",
		"decrypt",
		"rewrap",
		"sign",
		"verify",
		"hmac",
		"datakey",
		"hash",
		"random",
		"keys",
		"encode",
		"decode"
	],
	...[
		"issue",
		"sign-verbatim",
		"sign-intermediate",
		"sign-self-issued",
		"revoke",
		"creds",
		"sts",
		"code",
		"mintjwt"
	],
	...[
		"check-out",
		"check-in",
		"roleset",
		"static-account",
		"rotate-root",
		"rotate-role",
		"delete",
		"undelete",
		"destroy"
	]
];
function isStore({ mount, path, below }) {
	if (mount?.type === "kv") return mount.version !== 2 || isVersionedKv(below);
	if (path.startsWith("cubbyhole/")) return true;
	return !isBuiltIn(path) && (isVersionedKv(below) || !below.some((segment) => functions.includes(segment)));
}
const isBuiltIn = (path) => /^(?:auth|cubbyhole|identity|sys)\//.test(path);
function isVersionedKv(below) {
	const kv = below.findIndex((segment) => segment === "data" || segment === "metadata");
	return kv >= 0 && kv < below.length - 1 && !below.slice(0, kv).some((segment) => functions.includes(segment));
}
// src/policy/wildcards.ts
function rulesFor(demands) {
	const rules = new Map(demands.map(({ pattern }) => [pattern, new Set()]));
	const decidedBy = new Map([...rules.keys()].map((pattern) => [pattern, []]));
	for (const request of requestsOf(demands)) for (const pattern of decidingRules(rules, request)) {
		rules.get(pattern)?.add(request.capability);
		decidedBy.get(pattern)?.push(request);
	}
	const covered = [...rules.keys()].filter((pattern) => wildcardsOver(pattern).some((wider) => rules.has(wider)));
	while (covered.sort().filter((pattern) => drop(pattern, rules, decidedBy)).length > 0);
	return rules;
}
function drop(pattern, rules, decidedBy) {
	const capabilities = rules.get(pattern);
	const requests = decidedBy.get(pattern) ?? [];
	if (!capabilities) return false;
	rules.delete(pattern);
	if (!requests.every((request) => allows(rules, request))) {
		rules.set(pattern, capabilities);
		return false;
	}
	for (const request of requests) for (const wider of decidingRules(rules, request)) decidedBy.get(wider)?.push(request);
	return true;
}
function wildcardsOver(pattern) {
	const [nearest, ...parents] = [...pattern.matchAll(/\//g)].map(({ index }) => index).reverse().map((slash) => pattern.slice(0, slash + 1));
	if (nearest === void 0) return [];
	return [`${nearest}+`, ...[nearest, ...parents].map((parent) => `${parent}*`)].filter((wider) => wider !== pattern && !(pattern === `${nearest}*` && wider === `${nearest}+`));
}
function requestsOf(demands) {
	const wanted = new Map();
	for (const { pattern, capability } of demands) wanted.set(pattern, (wanted.get(pattern) ?? new Set()).add(capability));
	const exact = [...wanted].flatMap(([path, some]) => isWildcard(path) ? [] : [...some].map((capability) => ({
		path,
		capability
	})));
	const covered = [...new Set([...wanted.keys()].flatMap(examplesOf))].flatMap((path) => wildcardsOver(path).flatMap((pattern) => [...wanted.get(pattern) ?? []].flatMap((capability) => requestsOn(path, capability))));
	return [...exact, ...covered];
}
function requestsOn(path, capability) {
	if (capability === "list") return [{
		path: path.replace(/\/?$/, "/"),
		capability
	}];
	return path.endsWith("/") ? [] : [{
		path,
		capability
	}];
}
const isWildcard = (pattern) => /\/[*+]$/.test(pattern);
const example = "\0";
function examplesOf(pattern) {
	if (!isWildcard(pattern)) return [pattern];
	const folder = pattern.slice(0, -1);
	return pattern.endsWith("+") ? [`${folder}${example}`] : [
		folder,
		`${folder}${example}`,
		`${folder}${example}/${example}`
	];
}
function allows(rules, request) {
	const deciding = decidingRules(rules, request);
	return deciding.length > 0 && deciding.every((pattern) => rules.get(pattern)?.has(request.capability));
}
function decidingRules(rules, { path, capability }) {
	const names = capability === "list" && path.endsWith("/") ? [path, path.slice(0, -1)] : [path];
	const exact = names.find((name) => rules.has(name));
	if (exact !== void 0) return [exact];
	return [...new Set(names.flatMap((name) => wildcardsOver(name).find((pattern) => rules.has(pattern)) ?? []))];
}
// src/policy/rights.ts
function rightsOf(need, mounts = []) {
	const claims = need.requests.flatMap((request) => claimsOf(request, need, mounts));
	const usable = claims.filter(({ open }) => open === void 0);
	const open = withoutCovered(claims.filter((claim) => claim.open !== void 0));
	const openRules = new Map([...grouped(open)].map(([path, some]) => [path, new Set(some.map(({ capability }) => capability))]));
	return [...rightsFor(rulesFor(usable), usable), ...rightsFor(openRules, open)].sort((one, other) => one.path < other.path ? -1 : 1);
}
function ownRights(need, mounts = []) {
	const revokes = rightsOf(need, mounts).some(({ path }) => /(?:^|\/)sys\/leases\/revoke\//.test(path));
	return [...need.method === "token" ? [] : ["auth/token/revoke-self"], ...revokes ? ["sys/capabilities-self"] : []].map((path) => ({
		path,
		capabilities: ["update"],
		places: [],
		open: void 0,
		notes: []
	}));
}
function claimsOf(request, need, mounts) {
	const target = targetOf(request, mounts);
	const { capabilities, lease } = operationOf(request, target);
	const claim = (path, ending, capability, notes = []) => {
		const full = joined$1(target.namespace, path);
		const below = relative(full, need.namespace);
		return {
			pattern: `${below ?? full}${ending}`,
			capability,
			places: request.places,
			open: whyOpen(full, below, need),
			notes
		};
	};
	if (request.folder) return folderClaims(request.folder, target, claim);
	const revoke = `sys/leases/revoke/${target.path}`;
	const mayLease = `If the role in Vault has generate_lease, add: path "${relative(joined$1(target.namespace, revoke), need.namespace) ?? revoke}/*" { capabilities = ["update"] }`;
	return [...capabilities.map((capability) => claim(target.path, "", capability, lease === "by role" && request.revokes ? [mayLease] : [])), ...lease === true && request.revokes ? [claim(revoke, "/*", "update")] : []];
}
function withoutCovered(claims) {
	const keys = new Set(claims.map(({ pattern, capability }) => `${capability} ${pattern}`));
	return claims.filter(({ pattern, capability }) => !wildcardsOver(pattern).some((wider) => keys.has(`${capability} ${wider}`)));
}
function folderClaims(folder, { mount, path, below }, claim) {
	const inMount = below.join("/");
	const read = (mount ? mount.version === 2 : inMount.includes("metadata/")) ? path.replace(mount ? `${mount.path}metadata/` : /(?<=.\/)metadata\//, mount ? `${mount.path}data/` : "data/") : path;
	if (folder === "one level") return [claim(path, "", "list"), claim(read, "+", "read")];
	return [
		claim(path, "", "list"),
		claim(path, "*", "list"),
		claim(read, "*", "read")
	];
}
function relative(full, namespace) {
	if (namespace === "") return full;
	return full.startsWith(`${namespace}/`) ? full.slice(namespace.length + 1) : void 0;
}
function whyOpen(full, below, { namespace }) {
	const expressions = expressionsIn(full);
	if (expressions.length > 0) return `Replace ${expressions.join(", ")} by each value that it can have`;
	if (below === void 0) return `A token of the namespace ${namespace} has no rights here: log in to a parent of both (authNamespace)`;
	if (/\{\{|\}\}/.test(below)) return "Vault reads {{ and }} as a template: write + for this segment, which also allows every other one";
	if (/\*$/.test(below)) return "Vault reads the * as a wildcard: this line would also allow every longer path";
	if (/(?:^|\/)\+(?:\/|$)/.test(below)) return "Vault reads the + as a wildcard: this line would also allow every other segment in its place";
}
function rightsFor(rules, claims) {
	const byPattern = grouped(claims);
	const inside = new Map([...rules.keys()].map((path) => [path, []]));
	for (const claim of claims) for (const wider of wildcardsOver(claim.pattern)) inside.get(wider)?.push(claim);
	return [...rules].map(([path, capabilities]) => {
		const why = [...[path, ...wildcardsOver(path)].flatMap((pattern) => byPattern.get(pattern) ?? []), ...inside.get(path) ?? []].filter(({ capability }) => capabilities.has(capability));
		return {
			path,
			capabilities: [...capabilities].sort(),
			places: sortedPlaces(why.flatMap(({ places }) => places)),
			open: why[0]?.open,
			notes: [...new Set(why.flatMap(({ notes }) => notes))].sort()
		};
	});
}
function grouped(claims) {
	const groups = new Map(claims.map(({ pattern }) => [pattern, []]));
	for (const claim of claims) groups.get(claim.pattern)?.push(claim);
	return groups;
}
// src/drift/role-needs.ts
const placeOfRole = ({ jobs, requests }) => sortedPlaces(jobs.map(({ place }) => place))[0] ?? requests[0]?.places[0] ?? {
	repository: "",
	file: "",
	line: 1
};
const roleText = ({ role, mount }) => role === "" ? `the default role of auth/${mount}` : `role ${role} (auth/${mount})`;
const allRights = (need, mounts) => [...rightsOf(need, mounts), ...ownRights(need, mounts)];
function needsOfServer(needs, urls) {
	const byRole = new Map();
	for (const need of sortedNeeds(needs.filter(({ url }) => mayBeServer(url, urls)))) {
		const key = JSON.stringify([
			need.namespace,
			need.method,
			need.mount,
			need.role.toLowerCase()
		]);
		const same = byRole.get(key);
		byRole.set(key, same ? joined(same, need) : need);
	}
	return [...byRole.values()];
}
const joined = (one, other) => ({
	...one,
	oidc: one.oidc && other.oidc,
	audiences: [...new Set([...one.audiences, ...other.audiences])],
	requests: [...one.requests, ...other.requests],
	openEntries: [...one.openEntries, ...other.openEntries],
	jobs: [...one.jobs, ...other.jobs]
});
const mayBeServer = (url, urls) => url === "" || isOpen(url) || sameServer(url, urls);
function sameServer(addresses, urls) {
	const hosts = urls.map((url) => URL.parse(url)?.host);
	return addresses.split(/[\s,]+/).some((address) => hosts.includes(URL.parse(address)?.host));
}
// src/policy/refs.ts
function refsOf({ triggers, defaultBranch }) {
	const refs = triggers.map((trigger) => refsOfTrigger(trigger, defaultBranch));
	return refs.includes(void 0) ? void 0 : refs.flatMap((values) => values ?? []);
}
const pullRequests = [
	"pull_request",
	"pull_request_review",
	"pull_request_review_comment"
];
const anyRef = [
	"workflow_dispatch",
	"create",
	"deployment",
	"deployment_status",
	"registry_package",
	"workflow_call"
];
const unknownDefaultBranch = "${{ github.event.repository.default_branch }}";
function refsOfTrigger(trigger, defaultBranch) {
	const { event } = trigger;
	if (event === "push") return pushedRefs(trigger);
	if (pullRequests.includes(event)) return ["refs/pull/*/merge", ...isMerge(trigger) ? globs("refs/heads/", trigger.branches ?? ["**"]) : []];
	if (event === "release") return ["refs/tags/*"];
	if (event === "merge_group") return (trigger.branches ?? ["*"]).map((branch) => `refs/heads/gh-readonly-queue/${globOf(branch)}/*`.replace("*/*", "*"));
	if (anyRef.includes(event) || isOpen(event)) return void 0;
	return [`refs/heads/${defaultBranch ?? unknownDefaultBranch}`];
}
const isMerge = ({ event, types = [] }) => event === "pull_request" && types.includes("closed");
function pushedRefs({ branches, branchesIgnore, tags, tagsIgnore }) {
	const hasBranches = branches ?? branchesIgnore;
	const hasTags = tags ?? tagsIgnore;
	if (!hasBranches && !hasTags) return void 0;
	return [...hasBranches ? globs("refs/heads/", branches ?? ["**"]) : [], ...hasTags ? globs("refs/tags/", tags ?? ["**"]) : []];
}
const globs = (prefix, patterns) => patterns.filter((pattern) => !pattern.startsWith("!")).map((pattern) => `${prefix}${globOf(pattern)}`);
const patternParts = new RegExp(String.raw`${expressionSource}|\\.|\[[^\]]*\]|[^]`, "gu");
function globOf(pattern) {
	const parts = pattern.match(patternParts) ?? [];
	const glob = [];
	for (const part of parts) if (part === "?") glob.splice(-1, 1, "*");
	else if (part === "+" || part === "*" || part.length > 1 && part.startsWith("[")) glob.push("*");
	else glob.push(part.length === 2 && part.startsWith("\\") ? part.slice(1) : part);
	return glob.join("").replace(/\*{2,}/g, "*");
}
Object.defineProperty(exports, "allRights", {
	enumerable: true,
	get: function() {
		return allRights;
	}
});
Object.defineProperty(exports, "comments", {
	enumerable: true,
	get: function() {
		return comments;
	}
});
Object.defineProperty(exports, "expressionsIn", {
	enumerable: true,
	get: function() {
		return expressionsIn;
	}
});
Object.defineProperty(exports, "filesOf", {
	enumerable: true,
	get: function() {
		return filesOf;
	}
});
Object.defineProperty(exports, "isOpen", {
	enumerable: true,
	get: function() {
		return isOpen;
	}
});
Object.defineProperty(exports, "labelsOf", {
	enumerable: true,
	get: function() {
		return labelsOf;
	}
});
Object.defineProperty(exports, "mayBeServer", {
	enumerable: true,
	get: function() {
		return mayBeServer;
	}
});
Object.defineProperty(exports, "needsOfServer", {
	enumerable: true,
	get: function() {
		return needsOfServer;
	}
});
Object.defineProperty(exports, "ownRights", {
	enumerable: true,
	get: function() {
		return ownRights;
	}
});
Object.defineProperty(exports, "placeOfRole", {
	enumerable: true,
	get: function() {
		return placeOfRole;
	}
});
Object.defineProperty(exports, "policyName", {
	enumerable: true,
	get: function() {
		return policyName;
	}
});
Object.defineProperty(exports, "policyString", {
	enumerable: true,
	get: function() {
		return policyString;
	}
});
Object.defineProperty(exports, "refsOf", {
	enumerable: true,
	get: function() {
		return refsOf;
	}
});
Object.defineProperty(exports, "rightsOf", {
	enumerable: true,
	get: function() {
		return rightsOf;
	}
});
Object.defineProperty(exports, "roleName", {
	enumerable: true,
	get: function() {
		return roleName;
	}
});
Object.defineProperty(exports, "roleText", {
	enumerable: true,
	get: function() {
		return roleText;
	}
});
Object.defineProperty(exports, "sortedNeeds", {
	enumerable: true,
	get: function() {
		return sortedNeeds;
	}
});
Object.defineProperty(exports, "targetOf", {
	enumerable: true,
	get: function() {
		return targetOf;
	}
});
Object.defineProperty(exports, "terraformString", {
	enumerable: true,
	get: function() {
		return terraformString;
	}
});
Object.defineProperty(exports, "uniqueLabels", {
	enumerable: true,
	get: function() {
		return uniqueLabels;
	}
});
Object.defineProperty(exports, "withoutTemplates", {
	enumerable: true,
	get: function() {
		return withoutTemplates;
	}
});
