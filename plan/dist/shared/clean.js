// src/core/clean.ts
const maxLength = 500;
function clean(text) {
	const line = text.replace(/\p{Cc}+/gu, " ").trim();
	return line.length > maxLength ? `${line.slice(0, maxLength)}…` : line;
}
Object.defineProperty(exports, "clean", {
	enumerable: true,
	get: function() {
		return clean;
	}
});
