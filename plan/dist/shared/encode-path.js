// src/core/encode-path.ts
const encodePath = (path) => path.split("/").map(encodeURIComponent).join("/");
Object.defineProperty(exports, "encodePath", {
	enumerable: true,
	get: function() {
		return encodePath;
	}
});
