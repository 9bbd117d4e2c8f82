let node_path = require("node:path");
// src/runner/file-names.ts
const device = /^(?:con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³]|conin\$|conout\$) *(?:\.|$)/i;
const isDeviceName = (name) => device.test(name);
function nameProblem(path, platform) {
	if (platform !== "win32") return void 0;
	const names = path.slice(node_path.win32.parse(path).root.length).split(/[\\/]/);
	if (names.some(isDeviceName)) return "has the name of a device of Windows";
	if (names.some((name) => /[. ]$/.test(name))) return "has a name that ends with a dot or a space, which Windows drops";
	return names.some((name) => /[<>:"|?*]/.test(name)) ? "has a character that Windows does not allow in file names" : void 0;
}
const comparablePath = (path, platform) => platform === "linux" ? path : path.normalize().toLowerCase();
Object.defineProperty(exports, "comparablePath", {
	enumerable: true,
	get: function() {
		return comparablePath;
	}
});
Object.defineProperty(exports, "isDeviceName", {
	enumerable: true,
	get: function() {
		return isDeviceName;
	}
});
Object.defineProperty(exports, "nameProblem", {
	enumerable: true,
	get: function() {
		return nameProblem;
	}
});
