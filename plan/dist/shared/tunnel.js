const require_rolldown_runtime = require("./rolldown-runtime.js");
const require_common = require("./common.js");
const require_session = require("./session.js");
let node_net = require("node:net");
let node_http = require("node:http");
node_http = require_rolldown_runtime.__toESM(node_http);
let node_https = require("node:https");
node_https = require_rolldown_runtime.__toESM(node_https);
// src/http/tunnel.ts
async function openTunnel(proxy, target, signal) {
	const isTls = proxy.url.protocol === "https:";
	const host = require_session.hostOf(proxy.url);
	const request = (isTls ? node_https.default : node_http.default).request({
		host,
		port: proxy.url.port || (isTls ? 443 : 80),
		method: "CONNECT",
		path: target,
		headers: {
			host: target,
			...authorization(proxy.url)
		},
		agent: false,
		signal,
		...isTls && {
			rejectUnauthorized: true,
			servername: (0, node_net.isIP)(host) === 0 ? host : ""
		}
	});
	return new Promise((resolve, reject) => {
		request.once("connect", (reply, socket) => {
			if (reply.statusCode === 200) {
				resolve(socket);
				return;
			}
			socket.destroy();
			reject(proxyRefusal(proxy, target, reply.statusCode ?? 0));
		}).once("response", (reply) => {
			request.destroy();
			reject(proxyRefusal(proxy, target, reply.statusCode ?? 0));
		}).once("error", (error) => {
			reject(unreachable(proxy, signal.aborted ? signal.reason : error));
		}).end();
	});
}
function authorization({ username, password }) {
	if (username === "" && password === "") return {};
	const credentials = [username, password].map(unescaped).join(":");
	return { "proxy-authorization": `Basic ${Buffer.from(credentials).toString("base64")}` };
}
function unescaped(part) {
	try {
		return decodeURIComponent(part);
	} catch {
		return part;
	}
}
function proxyRefusal(proxy, target, status) {
	const name = `the proxy ${proxy.name} (${proxy.variable})`;
	if (status === 407) {
		const hasUser = proxy.url.username !== "";
		return new require_common.Failure("ERR_PROXY", `${name} ${hasUser ? "rejected the user name and password" : "requires a user name and a password"} (407)`, {
			hint: `Set ${proxy.variable} to http://user:password@${proxy.name}, with user name and password percent-encoded.`,
			sent: false
		});
	}
	if (status >= 500) return new require_common.Failure("ERR_CONNECT", `${name} cannot reach ${target} (${status})`, {
		hint: bypass(target),
		sent: false
	});
	return new require_common.Failure("ERR_PROXY", `${name} refused a connection to ${target} (${status})`, {
		hint: `Allow CONNECT to ${target} in the configuration of the proxy. ${bypass(target)}`,
		sent: false
	});
}
function unreachable(proxy, error) {
	const code = require_session.errorCode(error);
	const why = require_session.isCertificateError(error) ? "its certificate was rejected" : require_session.neverConnected[code] ?? "it closed the connection";
	return new require_common.Failure("ERR_CONNECT", `cannot connect through the proxy ${proxy.name} (${proxy.variable}): ${why}${code && ` (${code})`}`, {
		hint: `Check ${proxy.variable}.`,
		cause: error,
		sent: false
	});
}
const bypass = (target) => `To connect without the proxy, add the host to NO_PROXY: ${target.replace(/:\d+$/, "")}`;
exports.openTunnel = openTunnel;
