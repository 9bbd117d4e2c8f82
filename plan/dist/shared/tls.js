const require_common = require("./common.js");
const require_session = require("./session.js");
const require_pem = require("./pem.js");
let node_net = require("node:net");
let node_tls = require("node:tls");
// src/http/tls.ts
function createTls(settings) {
	const sessions = new Map();
	let context;
	let trustsSystem = false;
	return {
		startHandshake(socket, url, { protocols, unverified }) {
			const host = require_session.hostOf(url);
			const secure = (0, node_tls.connect)({
				socket,
				host,
				secureContext: context ??= createContext(settings),
				rejectUnauthorized: settings.skipVerify !== true && !unverified,
				ALPNProtocols: [...protocols],
				session: sessions.get(url.host),
				...(0, node_net.isIP)(host) === 0 && { servername: host }
			});
			if (!unverified) secure.on("session", (session) => sessions.set(url.host, session));
			return secure;
		},
		trustSystem() {
			if (trustsSystem || settings.ca !== void 0) return trustsSystem;
			try {
				context = createContext(settings, [...(0, node_tls.getCACertificates)("default"), ...(0, node_tls.getCACertificates)("system")]);
				trustsSystem = true;
			} catch {}
			return trustsSystem;
		},
		certificateOf: (socket) => socket instanceof node_tls.TLSSocket ? socket.getPeerX509Certificate() : void 0
	};
}
function createContext({ ca, certificate, key }, trusted) {
	try {
		return (0, node_tls.createSecureContext)({
			ca: ca === void 0 ? trusted && [...trusted] : pemOf("caCertificate", ca),
			cert: certificate === void 0 ? void 0 : pemOf("clientCertificate", certificate),
			key: key === void 0 ? void 0 : pemOf("clientKey", key)
		});
	} catch (error) {
		if (error instanceof require_common.Failure) throw error;
		throw new require_common.Failure("ERR_TLS", "caCertificate, clientCertificate or clientKey is invalid, or clientKey belongs to another certificate", {
			cause: error,
			sent: false
		});
	}
}
function pemOf(input, text) {
	try {
		return require_pem.readPem(text);
	} catch (error) {
		if (error instanceof require_pem.NoPem) throw new require_common.Failure("ERR_TLS", `${input} ${error.message}`, {
			cause: error,
			sent: false
		});
		throw error;
	}
}
exports.createTls = createTls;
