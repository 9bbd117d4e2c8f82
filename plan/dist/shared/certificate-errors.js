const require_common = require("./common.js");
const require_pem = require("./pem.js");
let node_crypto = require("node:crypto");
// src/http/certificate-errors.ts
function certificateFailure(error, url, settings, leaf) {
	const code = String(error.code);
	const { text, hint } = explain(code, url, settings, chainOf(leaf));
	return new require_common.Failure("ERR_TLS", `the certificate of ${url.host} ${text} (${code})`, {
		hint,
		cause: error,
		sent: false
	});
}
function explain(code, url, settings, chain) {
	const [leaf] = chain;
	const last = chain.at(-1);
	if (!leaf || !last) return {
		text: "was rejected",
		hint: `Inspect it: openssl s_client -connect ${url.host} -showcerts`
	};
	if (code === "CERT_HAS_EXPIRED") return explainExpired(chain, settings);
	if (code === "CERT_NOT_YET_VALID") return {
		text: `is not valid yet: ${describe(chain.find((certificate) => certificate.validFromDate.getTime() > Date.now()) ?? leaf)}`,
		hint: `The runner's clock says ${new Date().toISOString()}. If that is correct, the issuer's clock was wrong.`
	};
	if (code === "ERR_TLS_CERT_ALTNAME_INVALID") return {
		text: `is for another host (${require_common.clean(leaf.subjectAltName ?? "it contains no host name")}): ${describe(leaf)}`,
		hint: `Write a host name of the certificate in \`url\`, or issue the certificate for ${url.hostname} too.`
	};
	if (code === "DEPTH_ZERO_SELF_SIGNED_CERT") return {
		text: `is self-signed: ${describe(leaf)}`,
		hint: hintForUnknownIssuer(settings, "that certificate")
	};
	if (/^(UNABLE_TO_|SELF_SIGNED_)/.test(code)) return {
		text: `is signed by an untrusted CA, ${nameOf(last.issuer)}: ${describe(leaf)}`,
		hint: hintForUnknownIssuer(settings, "the certificate of that CA")
	};
	return {
		text: `was rejected: ${describe(leaf)}`,
		hint: `Inspect it: openssl s_client -connect ${url.host} -showcerts`
	};
}
function explainExpired(chain, { ca }) {
	const old = chain.find((certificate) => certificate.validToDate.getTime() < Date.now());
	if (old) return {
		text: `${old === chain[0] ? "has expired" : "has an expired CA certificate in its chain"}: ${describe(old)}`,
		hint: "Renew it on the server."
	};
	return {
		text: "is signed by a CA whose certificate has expired",
		hint: `Replace the expired certificate: it is ${ca === void 0 ? "among the CAs that the runner trusts" : "in `caCertificate`"}. All certificates that the server sends are valid.`
	};
}
function hintForUnknownIssuer({ ca }, what) {
	const missing = "If the issuer is an intermediate CA, the server sends an incomplete chain: add the intermediate certificate on the server";
	if (ca === void 0) return `Set the input caCertificate to ${what}. ${missing}.`;
	const given = require_pem.certificatesIn(require_pem.readPem(ca)).map((pem) => nameOf(new node_crypto.X509Certificate(pem).subject));
	return `The input caCertificate contains ${(given.length > 3 ? [...given.slice(0, 3), `${given.length - 3} more`] : given).join("; ")}. ${missing}, or to caCertificate.`;
}
function chainOf(leaf) {
	const chain = [];
	for (let next = leaf; next && !chain.some((known) => known.fingerprint256 === next?.fingerprint256); next = next.issuerCertificate) chain.push(next);
	return chain;
}
function describe(certificate) {
	const [from, to] = [certificate.validFromDate, certificate.validToDate].map((date) => date.toISOString().slice(0, 10));
	return `${nameOf(certificate.subject)}, issued by ${nameOf(certificate.issuer)}, valid from ${from ?? ""} to ${to ?? ""}`;
}
function nameOf(name) {
	const common = /^CN=.*$/m.exec(name)?.[0];
	return require_common.clean(common ?? (name === "" ? "(no name)" : name.replaceAll("\n", ", ")));
}
exports.certificateFailure = certificateFailure;
