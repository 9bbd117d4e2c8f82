const require_common = require("./common.js");
const require_needed = require("./needed.js");
const require_refusal = require("./refusal.js");
// src/login/payload.ts
const payload = (name) => ({
	name,
	mount: name,
	read: readPayload,
	explain: (refusal) => require_refusal.adviceFrom([], refusal)
});
function readPayload(inputs) {
	const body = parsed(require_needed.needed(inputs, "authPayload", example));
	if (!body) inputs.problem("authPayload", "is not a JSON object", example);
	const role = typeof body?.["role"] === "string" ? body["role"] : void 0;
	return {
		as: role === void 0 ? "what `authPayload` says" : `role ${role}`,
		role,
		supply: () => Promise.resolve({ body: body ?? {} })
	};
}
const example = "{\"role\": \"ci\", \"jwt\": \"…\"}";
function parsed(text) {
	if (text === "") return {};
	try {
		const value = require_common.parseJson(text);
		return require_common.isObject$1(value) ? value : void 0;
	} catch {
		return;
	}
}
exports.payload = payload;
exports.readPayload = readPayload;
