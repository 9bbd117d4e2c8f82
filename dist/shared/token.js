// src/login/token.ts
const token = {
	name: "token",
	mount: "token",
	read(inputs) {
		const value = inputs.text("token") ?? "";
		if (value === "") inputs.problem("token", "is not given", "${{ secrets.VAULT_TOKEN }}");
		else if (!/^[\x21-\x7e]+$/.test(value)) inputs.problem("token", "has blanks or characters that no token has", "the token alone");
		return { token: value };
	},
	explain: () => void 0
};
exports.token = token;
