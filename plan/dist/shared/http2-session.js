const require_common = require("./common.js");
const require_version = require("./version.js");
const require_session = require("./session.js");
let node_http2 = require("node:http2");
// src/http/http2-session.ts
const { NGHTTP2_CANCEL, NGHTTP2_HTTP_1_1_REQUIRED, NGHTTP2_NO_ERROR, NGHTTP2_REFUSED_STREAM } = node_http2.constants;
const replyWindow = 1048576;
const sessionWindow = 16777216;
function openSession(url, socket) {
	const settings = {
		enablePush: false,
		initialWindowSize: replyWindow
	};
	const session = (0, node_http2.connect)(url.origin, {
		createConnection: () => socket,
		settings
	});
	let isRetired = false;
	let hasSettings = false;
	session.once("connect", () => {
		session.setLocalWindowSize(sessionWindow);
	});
	session.once("remoteSettings", () => {
		hasSettings = true;
	});
	session.on("error", () => void 0);
	const isOtherProtocol = (error) => !hasSettings && require_session.errorCode(error) === "ERR_HTTP2_ERROR";
	function failureOf(stream, error, at) {
		const code = stream.rstCode;
		if (code === NGHTTP2_HTTP_1_1_REQUIRED) isRetired = true;
		return stream.pending || code === NGHTTP2_REFUSED_STREAM || code === NGHTTP2_HTTP_1_1_REQUIRED || isOtherProtocol(error) ? require_session.notConnected(error, at) : require_session.lostConnection(error, at);
	}
	return {
		isOpen: () => !isRetired && !session.closed && !session.destroyed,
		async send(request, signal) {
			const stream = openStream(session, request, signal);
			return readReply(stream, (error) => failureOf(stream, error, request.url));
		},
		retire() {
			isRetired = true;
		},
		close() {
			session.destroy();
		}
	};
}
function openStream(session, { method, url, headers, body }, signal) {
	const stream = session.request({
		":method": method,
		":path": url.pathname + url.search,
		"user-agent": `vault-exchange/${require_version.version}`,
		...body !== void 0 && { "content-length": Buffer.byteLength(body) },
		...headers
	}, {
		endStream: body === void 0,
		signal
	});
	if (body !== void 0) stream.end(body);
	return stream;
}
function readReply(stream, failureOf) {
	return new Promise((resolve, reject) => {
		const body = require_session.createReplyBody();
		let headers = {};
		let hasEnded = false;
		let error;
		stream.on("response", (received) => {
			headers = received;
		}).on("data", (chunk) => {
			try {
				body.add(chunk);
			} catch (tooLarge) {
				error = tooLarge;
				stream.close(NGHTTP2_CANCEL);
			}
		}).on("end", () => {
			hasEnded = true;
		}).on("error", (thrown) => {
			error ??= thrown;
		}).on("close", () => {
			const status = headers[":status"];
			const isWhole = hasEnded && stream.rstCode === NGHTTP2_NO_ERROR && !stream.aborted && body.isWhole(headers["content-length"]);
			if (status !== void 0 && error === void 0 && isWhole) resolve({
				status,
				header: (name) => headers[name]?.toString(),
				body: body.text()
			});
			else reject(error instanceof require_common.Failure ? error : failureOf(error));
		});
	});
}
exports.openSession = openSession;
