const require_rolldown_runtime = require("./rolldown-runtime.js");
const require_common = require("./common.js");
// src/http/extra-headers.ts
var extra_headers_exports$1 = require_rolldown_runtime.__exportAll({ readExtraHeaders: () => readExtraHeaders });
const nameForm = /^[!#$%&'*+.^`|~\w-]+$/;
const valueForm = /^[\t\u0020-\u007e\u0080-\u00ff]+$/;
const reservedHeaders = {
	"x-vault-token": "is reserved: the login sets it",
	"x-vault-namespace": "is set by the input `namespace`",
	"x-vault-request": "is always sent",
	"x-vault-index": "is reserved: the action sets it",
	"x-vault-wrap-ttl": "would wrap every response",
	"x-correlation-id": "is reserved: Vault writes it to its audit log",
	"user-agent": "is reserved: Vault writes it to its audit log"
};
const connectionHeaders = /^(host|connection|content-(length|type|encoding)|accept-encoding|transfer-encoding|te|trailer|upgrade|expect|keep-alive|proxy-connection)$/;
const placeholder = /\{oidc:([^{}]*)\}/g;
function readHeaderLines(text) {
	const headers = new Map();
	const problems = [];
	for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
		if (line.trim() === "") continue;
		const [, name = "", value = ""] = /^([^:]*)(?::(.*))?$/s.exec(line)?.map((part) => part?.trim() ?? "") ?? [];
		const key = name.toLowerCase();
		const problem = problemOf(line, key, value);
		if (problem) problems.push({
			line: index + 1,
			...problem
		});
		else headers.set(key, [headers.get(key), value].filter((part) => part !== void 0).join(", "));
	}
	return {
		headers: [...headers].map(([name, value]) => ({
			name,
			value
		})),
		problems
	};
}
function problemOf(line, name, value) {
	const instead = "Name: value";
	const remove = "only headers that the action does not set";
	if (!line.includes(":")) return {
		text: "has no colon",
		instead
	};
	if (!nameForm.test(name)) return {
		text: "has no valid header name before the colon",
		instead
	};
	if (Object.hasOwn(reservedHeaders, name)) return {
		text: `the header ${name} ${reservedHeaders[name] ?? ""}`,
		instead: remove
	};
	if (connectionHeaders.test(name)) return {
		text: `the header ${name} is reserved: the HTTP client sets it`,
		instead: remove
	};
	if (value === "") return {
		text: `the header ${name} has no value`,
		instead
	};
	if (!valueForm.test(value)) return {
		text: `the value of ${name} contains invalid characters`,
		instead: "printable ASCII"
	};
	if ([...value.matchAll(placeholder)].some(([, audience]) => audience?.trim() === "")) return {
		text: `the value of ${name} has no audience in {oidc:…}`,
		instead: "{oidc:AUDIENCE}"
	};
}
const minSecret = 4;
function fixedParts(value) {
	const parts = value.replace(placeholder, "\n").split("\n").map((part) => part.trim());
	const credentials = parts.flatMap((part) => /^(?:bearer|basic|token)\s+(\S+)$/i.exec(part)?.[1] ?? []);
	return [...parts, ...credentials].filter((part) => part.length >= minSecret && (parts.length === 1 || !/^(bearer|basic)$/i.test(part)));
}
function readExtraHeaders(inputs, mask) {
	const text = inputs.text("extraHeaders");
	if (text === void 0) return {};
	for (const line of text.split(/[\r\n]+/)) for (const part of fixedParts(line.slice(line.indexOf(":") + 1))) mask(part);
	for (const { line, text: what, instead } of readHeaderLines(text).problems) inputs.problem(`extraHeaders line ${line}`, what, instead);
	return { extraHeaders: text };
}
// src/login/extra-headers.ts
var extra_headers_exports = require_rolldown_runtime.__exportAll({ fillHeaders: () => fillHeaders });
async function fillHeaders(text, context) {
	const { headers } = readHeaderLines(text);
	const audiences = new Set(headers.flatMap(({ value }) => [...value.matchAll(placeholder)].map(([, audience = ""]) => audience)));
	const tokens = new Map();
	for (const { value } of headers) for (const part of fixedParts(value)) require_common.mask(part);
	await Promise.all([...audiences].map(async (audience) => {
		tokens.set(audience, (await require_common.requestOidcToken(audience.trim(), {
			...context,
			mask: require_common.mask
		})).jwt);
	}));
	const fillPlaceholders = (value) => value.replace(placeholder, (_, audience) => tokens.get(audience) ?? "");
	return Object.fromEntries(headers.map(({ name, value }) => [name, fillPlaceholders(value)]));
}
Object.defineProperty(exports, "extra_headers_exports", {
	enumerable: true,
	get: function() {
		return extra_headers_exports;
	}
});
Object.defineProperty(exports, "extra_headers_exports$1", {
	enumerable: true,
	get: function() {
		return extra_headers_exports$1;
	}
});
