const require_common = require("./common.js");
const require_workspace_file = require("./workspace-file.js");
// src/inputs/body-files.ts
function withFiles(body, workspace, problem) {
	const replace = (value) => {
		if (typeof value === "string") return value.startsWith("@") ? textFor(value, workspace, problem) : value;
		if (Array.isArray(value)) return value.map(replace);
		return require_common.isObject$1(value) ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, replace(item)])) : value;
	};
	return replace(body);
}
function textFor(reference, workspace, problem) {
	if (reference.startsWith("@@")) return reference.slice(1);
	const [, form = "", path = ""] = /^@(?:(base64|sha256):)?(.*)$/s.exec(reference) ?? [];
	const content = require_workspace_file.readWorkspaceFile(path, workspace);
	if (typeof content === "string") {
		problem({
			path,
			text: content
		});
		return "";
	}
	if (form === "sha256") return require_common.sha256(content, "base64");
	return content.toString(form === "base64" ? "base64" : "utf8");
}
exports.withFiles = withFiles;
