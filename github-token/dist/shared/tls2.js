const require_common = require("./common.js");
const require_pem = require("./pem.js");
let node_crypto = require("node:crypto");
// src/inputs/tls.ts
const forms = "PEM, base64 of PEM, or the path of a file with PEM";
function readCertificateInputs(inputs, mask) {
	const ca = readCertificates("caCertificate", inputs);
	const certificate = readCertificates("clientCertificate", inputs);
	const key = inputs.text("clientKey");
	const keyObject = key === void 0 ? void 0 : readClientKey(key, inputs, mask);
	if (key === void 0 && certificate) inputs.problem("clientKey", "is required with clientCertificate", forms);
	if (key !== void 0 && inputs.text("clientCertificate") === void 0) inputs.problem("clientCertificate", "is required with clientKey", forms);
	if (certificate) checkClient(certificate, keyObject, inputs);
	return {
		...ca && { ca: ca.join("\n") },
		...certificate && { certificate: certificate.join("\n") },
		...key !== void 0 && { key }
	};
}
function readCertificates(name, inputs) {
	const pem = pemOf(name, inputs);
	if (pem === void 0) return void 0;
	const certificates = require_pem.certificatesIn(pem);
	if (certificates.length === 0) inputs.problem(name, "contains no certificate", forms);
	const invalid = certificates.findIndex((one) => !isCertificate(one));
	if (invalid < 0) return certificates.length > 0 ? certificates : void 0;
	inputs.problem(name, `contains an invalid certificate: number ${invalid + 1} of ${certificates.length}`, forms);
}
function readClientKey(key, inputs, mask) {
	const pem = pemOf("clientKey", inputs);
	const secrets = pem === void 0 || key.includes("\n") || key.length > 255 ? [key, pem ?? ""] : [pem];
	for (const one of secrets.flatMap((secret) => require_common.masksOfText(secret, 4))) mask(one);
	if (pem === void 0) return void 0;
	try {
		return (0, node_crypto.createPrivateKey)(pem);
	} catch {
		const [text, instead] = pem.includes("ENCRYPTED") ? ["is encrypted", "the key without a passphrase"] : ["contains no valid private key", forms];
		inputs.problem("clientKey", text, instead);
		return;
	}
}
function checkClient([first = ""], key, inputs) {
	const certificate = new node_crypto.X509Certificate(first);
	const [from, to] = [certificate.validFromDate, certificate.validToDate];
	if (to.getTime() < Date.now()) inputs.problem("clientCertificate", `expired on ${to.toISOString().slice(0, 10)}`, "a valid certificate");
	if (from.getTime() > Date.now()) inputs.problem("clientCertificate", `is not valid before ${from.toISOString()}`, "a valid certificate");
	if (key && !certificate.checkPrivateKey(key)) inputs.problem("clientKey", "does not match the first certificate in clientCertificate", "the private key of that certificate");
}
function pemOf(name, inputs) {
	const text = inputs.text(name);
	if (text === void 0) return void 0;
	try {
		return require_pem.readPem(text);
	} catch (error) {
		if (!(error instanceof require_pem.NoPem)) throw error;
		inputs.problem(name, error.message, forms);
		return;
	}
}
function isCertificate(pem) {
	try {
		new node_crypto.X509Certificate(pem);
		return true;
	} catch {
		return false;
	}
}
exports.readCertificateInputs = readCertificateInputs;
