const require_identity = require("./identity.js");
// src/extra-headers.ts
async function fillHeaders(text, surroundings) {
	const { headers } = require_identity.readHeaderLines(text);
	const audiences = new Set(headers.flatMap(({ value }) => [...value.matchAll(require_identity.placeholder)].map(([, audience = ""]) => audience)));
	const tokens = new Map();
	for (const { value } of headers) for (const part of require_identity.fixedParts(value)) require_identity.mask(part);
	await Promise.all([...audiences].map(async (audience) => {
		tokens.set(audience, (await require_identity.requestIdentity(audience.trim(), {
			...surroundings,
			mask: require_identity.mask
		})).jwt);
	}));
	const filled = (value) => value.replace(require_identity.placeholder, (_, audience) => tokens.get(audience) ?? "");
	return Object.fromEntries(headers.map(({ name, value }) => [name, filled(value)]));
}
exports.fillHeaders = fillHeaders;
