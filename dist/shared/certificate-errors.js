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
		text: "was not accepted",
		hint: `Look at it: openssl s_client -connect ${url.host} -showcerts`
	};
	if (code === "CERT_HAS_EXPIRED") return expired(chain, settings);
	if (code === "CERT_NOT_YET_VALID") return {
		text: `is not valid yet: ${described(chain.find((certificate) => certificate.validFromDate.getTime() > Date.now()) ?? leaf)}`,
		hint: `The runner's clock says ${new Date().toISOString()}: is it right? If it is, that of the issuer was not.`
	};
	if (code === "ERR_TLS_CERT_ALTNAME_INVALID") return {
		text: `is for another host, ${require_common.clean(leaf.subjectAltName ?? "without any name")}: ${described(leaf)}`,
		hint: `Write a name of the certificate in \`url\`, or have it issued for ${url.hostname} too.`
	};
	if (code === "DEPTH_ZERO_SELF_SIGNED_CERT") return {
		text: `is signed by nobody but itself: ${described(leaf)}`,
		hint: unknownHint(settings, "that certificate")
	};
	if (/^(UNABLE_TO_|SELF_SIGNED_)/.test(code)) return {
		text: `comes from ${nameOf(last.issuer)}, which is not trusted here: ${described(leaf)}`,
		hint: unknownHint(settings, "the certificate of that authority")
	};
	return {
		text: `was not accepted: ${described(leaf)}`,
		hint: `Look at it: openssl s_client -connect ${url.host} -showcerts`
	};
}
function expired(chain, { ca }) {
	const old = chain.find((certificate) => certificate.validToDate.getTime() < Date.now());
	if (old) return {
		text: `has expired${old === chain[0] ? "" : " with an authority behind it"}: ${described(old)}`,
		hint: "Renew it on the server."
	};
	return {
		text: `comes from an authority that has expired`,
		hint: `The server sends none that has: it is one that ${ca === void 0 ? "the runner knows" : "`caCertificate` gives"}.`
	};
}
function unknownHint({ ca }, what) {
	const missing = "If it is below one that is trusted, the server does not send all of its chain: add the certificate between them there";
	if (ca === void 0) return `Give ${what} as the input caCertificate. ${missing}.`;
	const given = require_pem.certificatesIn(require_pem.readPem(ca)).map((pem) => nameOf(new node_crypto.X509Certificate(pem).subject));
	return `The input caCertificate has ${(given.length > 3 ? [...given.slice(0, 3), `${given.length - 3} more`] : given).join("; ")}. ${missing}, or to caCertificate.`;
}
function chainOf(leaf) {
	const chain = [];
	for (let one = leaf; one && !chain.some((known) => known.fingerprint256 === one?.fingerprint256); one = one.issuerCertificate) chain.push(one);
	return chain;
}
function described(certificate) {
	const [from, to] = [certificate.validFromDate, certificate.validToDate].map((date) => date.toISOString().slice(0, 10));
	return `${nameOf(certificate.subject)}, issued by ${nameOf(certificate.issuer)}, valid from ${from ?? ""} to ${to ?? ""}`;
}
function nameOf(name) {
	const common = /^CN=.*$/m.exec(name)?.[0];
	return require_common.clean(common ?? (name === "" ? "one without a name" : name.replaceAll("\n", ", ")));
}
exports.certificateFailure = certificateFailure;
