const require_payload = require("./payload.js");
const require_refusal = require("./refusal.js");
// src/login/cert.ts
const cert = {
	name: "cert",
	mount: "cert",
	read(inputs) {
		if (inputs.text("authPayload") !== void 0) return require_payload.readPayload(inputs);
		const role = inputs.text("role");
		return {
			as: role === void 0 ? "the owner of the client certificate" : `role ${role}`,
			role,
			supply: () => Promise.resolve({ body: { ...role !== void 0 && { name: role } } })
		};
	},
	explain: (refusal) => require_refusal.adviceFrom(explanations, refusal)
};
const explanations = [
	[/no client certificate found|client certificate must be supplied|missing client token/, () => "No client certificate reached Vault: give `clientCertificate` and `clientKey`. A load balancer that ends TLS before Vault keeps it from arriving."],
	[/tls connection (required|not found)/, () => "The server received the login without TLS, so it saw no client certificate: write `url` with https:// and the port of a TLS listener. A load balancer that terminates TLS before Vault has the same effect."],
	[/invalid certificate|failed to match all constraints|no chain matching|no certificate was matched|failed to verify client's certificate|certificate mismatch of a trusted leaf/, ({ mount, role }) => `No role accepts this certificate: compare auth/${mount}/certs/${role ?? "NAME"} (certificate, allowed_common_names, allowed_dns_sans, …) with it.`]
];
exports.cert = cert;
