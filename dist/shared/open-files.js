// src/runner/open-files.ts
const openCodes = [
	"EACCES",
	"EBUSY",
	"EPERM"
];
const attempts = 20;
const waitMs = 50;
function retryIfOpen(operation, platform = process.platform) {
	for (let attempt = 1;; attempt++) try {
		operation();
		return;
	} catch (error) {
		const code = error instanceof Error && "code" in error ? error.code : void 0;
		if (platform !== "win32" || attempt === attempts || !openCodes.includes(code)) throw error;
		Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, waitMs);
	}
}
Object.defineProperty(exports, "retryIfOpen", {
	enumerable: true,
	get: function() {
		return retryIfOpen;
	}
});
