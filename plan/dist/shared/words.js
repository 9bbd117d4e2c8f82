// src/vault/words.ts
const notVault = "Check that `url` is the address of Vault itself, not of a web page or a proxy in front of it.";
const withoutErrorCount = (words) => words.replace(/^1 error occurred: \* /, "").replace(/^\d+ errors occurred: \* (.*)$/, (_, list) => list.replaceAll(" * ", "; "));
Object.defineProperty(exports, "notVault", {
	enumerable: true,
	get: function() {
		return notVault;
	}
});
Object.defineProperty(exports, "withoutErrorCount", {
	enumerable: true,
	get: function() {
		return withoutErrorCount;
	}
});
