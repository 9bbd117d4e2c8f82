const require_common = require("./common.js");
// src/login/refusals.ts
function adviceFrom(explanations, refusal) {
	const { failure } = refusal;
	for (const [text, advice] of [...explanations, ...anyMountExplanations]) {
		const match = text.exec(require_common.withoutErrorCount(failure.words));
		if (match) return advice(refusal, match);
	}
	if (failure.status === 404) return "There is no auth method at this path. Check `url`, `path` and `namespace`.";
	return failure.status === 403 ? explainDenied(refusal) : void 0;
}
const rolePath = ({ mount, role }) => role === void 0 ? `the default role (default_role of auth/${mount}/config)` : `auth/${mount}/role/${role}`;
const anyMountExplanations = [
	[/no handler for route/, ({ mount }) => `No auth method is mounted at auth/${mount}. Check \`path\` and \`namespace\`.`],
	[/namespace not found/, () => "There is no such namespace. Check `namespace`."],
	[/unsupported (path|operation)|^missing (role_id|username)$/, ({ mount }) => `auth/${mount} is the mount of another auth method. Check \`path\` and \`method\`.`]
];
function explainDenied(refusal) {
	return `Either no auth method of this kind is mounted at auth/${refusal.mount} (check \`path\`, \`method\` and \`namespace\`), or token_bound_cidrs of ${rolePath(refusal)} exclude this runner's address.`;
}
Object.defineProperty(exports, "adviceFrom", {
	enumerable: true,
	get: function() {
		return adviceFrom;
	}
});
Object.defineProperty(exports, "rolePath", {
	enumerable: true,
	get: function() {
		return rolePath;
	}
});
