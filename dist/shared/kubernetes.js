const require_common = require("./common.js");
const require_needed = require("./needed.js");
const require_refusal = require("./refusal.js");
let node_fs = require("node:fs");
let node_fs_promises = require("node:fs/promises");
// src/login/kubernetes.ts
const usualPath = "/var/run/secrets/kubernetes.io/serviceaccount/token";
const kubernetes = {
	name: "kubernetes",
	mount: "kubernetes",
	read(inputs) {
		const path = inputs.text("kubernetesTokenPath") ?? usualPath;
		const role = require_needed.needed(inputs, "role", "a role of that mount");
		const problem = unreadable(path);
		if (problem !== void 0) inputs.problem("kubernetesTokenPath", `"${path}" ${problem}`, `${usualPath}, in a pod`);
		return {
			as: `role ${role}`,
			role,
			async supply({ mask }) {
				const jwt = await (0, node_fs_promises.readFile)(path, "utf8").catch((error) => {
					throw new require_common.Failure("ERR_IDENTITY", `the service account's token cannot be read from ${path}`, { cause: error });
				});
				mask(jwt.trim());
				return { body: {
					role,
					jwt: jwt.trim()
				} };
			}
		};
	},
	explain: (refusal) => require_refusal.adviceFrom(explanations, refusal)
};
function unreadable(path) {
	try {
		return (0, node_fs.readFileSync)(path, "utf8").trim() === "" ? "is empty" : void 0;
	} catch {
		return "cannot be read: does the runner run in a pod with a service account?";
	}
}
const explanations = [
	[/could not load backend configuration/, ({ mount }) => `Nothing is configured at auth/${mount}/config. Check \`path\` and \`namespace\`.`],
	[/invalid role name/, ({ mount, role }) => `There is no role "${role ?? ""}" at this mount (auth/${mount}). Check \`role\` and \`path\`.`],
	[/service account name not authorized/, (refusal) => `bound_service_account_names of ${require_refusal.placeOf(refusal)} lack the service account of this pod.`],
	[/namespace not authorized/, (refusal) => `bound_service_account_namespaces of ${require_refusal.placeOf(refusal)} lack the namespace of this pod.`],
	[/invalid audience/, (refusal) => `The token is for another audience than ${require_refusal.placeOf(refusal)} wants: mount a projected token with that audience, and name it in \`kubernetesTokenPath\`.`],
	[/permission denied|lookup failed/, ({ mount }) => `The cluster does not know the token, or Vault may not ask it: check kubernetes_host and token_reviewer_jwt of auth/${mount}/config. Else no auth method is mounted there (check \`path\` and \`namespace\`).`]
];
exports.kubernetes = kubernetes;
