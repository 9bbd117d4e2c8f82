// src/vault/json.ts
function isObject(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value) && !rawJson.isRawJSON(value);
}
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
Object.defineProperty(exports, "isObject", {
	enumerable: true,
	get: function() {
		return isObject;
	}
});
Object.defineProperty(exports, "own", {
	enumerable: true,
	get: function() {
		return own;
	}
});
Object.defineProperty(exports, "parseJson", {
	enumerable: true,
	get: function() {
		return parseJson;
	}
});
Object.defineProperty(exports, "toText", {
	enumerable: true,
	get: function() {
		return toText;
	}
});
