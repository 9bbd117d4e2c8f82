const require_common = require("./common.js");
// src/extra-headers.ts
async function fillHeaders(text, surroundings) {
	const { headers } = require_common.readHeaderLines(text);
	const audiences = new Set(headers.flatMap(({ value }) => [...value.matchAll(require_common.placeholder)].map(([, audience = ""]) => audience)));
	const tokens = new Map();
	for (const { value } of headers) for (const part of require_common.fixedParts(value)) require_common.mask(part);
	await Promise.all([...audiences].map(async (audience) => {
		tokens.set(audience, (await require_common.requestIdentity(audience.trim(), {
			...surroundings,
			mask: require_common.mask
		})).jwt);
	}));
	const filled = (value) => value.replace(require_common.placeholder, (_, audience) => tokens.get(audience) ?? "");
	return Object.fromEntries(headers.map(({ name, value }) => [name, filled(value)]));
}
exports.fillHeaders = fillHeaders;
