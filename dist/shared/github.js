const require_needed = require("./needed.js");
const require_refusal = require("./refusal.js");
// src/login/github.ts
const github = {
	name: "github",
	mount: "github",
	read(inputs) {
		const token = require_needed.needed(inputs, "githubToken", "${{ secrets.VAULT_GITHUB_TOKEN }}");
		return {
			as: "the owner of `githubToken`",
			supply: () => Promise.resolve({ body: { token } })
		};
	},
	explain: (refusal) => require_refusal.adviceFrom(explanations, refusal)
};
const explanations = [
	[/401|bad credentials/i, () => "GitHub does not know `githubToken`: it ran out or was revoked. The GITHUB_TOKEN of a job does not work either: it is no user's, and cannot read organisations."],
	[/user is not part of required org/, ({ mount }) => `Its owner is not in the organisation that auth/${mount}/config names, or the token lacks the scope read:org.`],
	[/organization\S* .*not found|\/orgs\/\S+ 404|unable to (find|fetch)/i, ({ mount }) => `Check organization of auth/${mount}/config, and the scope read:org of \`githubToken\`.`],
	[/rate limit/i, () => "GitHub limits the requests of the owner of `githubToken`: run the job again later, or use a token of another user."],
	[/: 403 /, () => "GitHub denies the request: give `githubToken` the scope read:org, and authorise it for the organisation where that uses single sign-on."],
	[/dial tcp|no such host|i\/o timeout|connection refused|TLS handshake|x509|deadline exceeded/, ({ mount }) => `Vault's server cannot reach GitHub: check its network, and base_url of auth/${mount}/config.`],
	[/configuration has not been set/, ({ mount }) => `Nothing is configured at auth/${mount}/config. Check \`path\` and \`namespace\`.`]
];
exports.github = github;
