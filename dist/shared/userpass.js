const require_needed = require("./needed.js");
const require_refusal = require("./refusal.js");
// src/login/userpass.ts
const userpass = {
	name: "userpass",
	mount: "userpass",
	read: readPassword,
	explain: (refusal) => require_refusal.adviceFrom([...wrongPassword], refusal)
};
const wrongPassword = [[/invalid username or password/, ({ mount }) => `Check \`username\` and \`password\`; Vault has its users at auth/${mount}/users.`], [/permission denied/, ({ mount }) => `Vault locks a user for 15 minutes after five wrong passwords, so this one may be right. Else no auth method is mounted at auth/${mount} (check \`path\` and \`namespace\`), or token_bound_cidrs of the user exclude this runner's address.`]];
function readPassword(inputs) {
	const username = require_needed.needed(inputs, "username", "the name of a user");
	const password = require_needed.needed(inputs, "password", "${{ secrets.VAULT_PASSWORD }}");
	if (/^\.{1,2}$|\p{Cc}/u.test(username)) inputs.problem("username", "cannot stand in a path", "the name of a user");
	return {
		as: `user ${username}`,
		below: username,
		supply: () => Promise.resolve({ body: { password } })
	};
}
exports.readPassword = readPassword;
exports.userpass = userpass;
