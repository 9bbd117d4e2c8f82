const require_common = require("./common.js");
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
	let isHttp2 = false;
	session.once("connect", () => {
		session.setLocalWindowSize(sessionWindow);
	});
	session.once("remoteSettings", () => {
		isHttp2 = true;
	});
	session.on("error", () => void 0);
	const speaksOtherwise = (error) => !isHttp2 && require_common.errorCode(error) === "ERR_HTTP2_ERROR";
	function lost(stream, error, { url: at }) {
		const code = stream.rstCode;
		if (code === NGHTTP2_HTTP_1_1_REQUIRED) isRetired = true;
		return stream.pending || code === NGHTTP2_REFUSED_STREAM || code === NGHTTP2_HTTP_1_1_REQUIRED || speaksOtherwise(error) ? require_common.notConnected(error, at) : require_common.lostConnection(error, at);
	}
	function exchange(request, signal) {
		const { method, url: at, headers, body: text } = request;
		return new Promise((resolve, reject) => {
			const stream = session.request({
				":method": method,
				":path": at.pathname + at.search,
				"user-agent": `vault-exchange/${require_common.version}`,
				...text !== void 0 && { "content-length": Buffer.byteLength(text) },
				...headers
			}, {
				endStream: text === void 0,
				signal
			});
			const body = require_common.createReplyBody();
			let reply = {};
			let hasEnded = false;
			let error;
			stream.on("response", (received) => {
				reply = received;
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
				const status = reply[":status"];
				const isWhole = hasEnded && stream.rstCode === NGHTTP2_NO_ERROR && !stream.aborted && body.isWhole(reply["content-length"]);
				if (status !== void 0 && error === void 0 && isWhole) resolve({
					status,
					header: (name) => reply[name]?.toString(),
					body: body.text()
				});
				else reject(error instanceof require_common.Failure ? error : lost(stream, error, request));
			});
			if (text !== void 0) stream.end(text);
		});
	}
	return {
		isOpen: () => !isRetired && !session.closed && !session.destroyed,
		send: exchange,
		retire() {
			isRetired = true;
		},
		close() {
			session.destroy();
		}
	};
}
exports.openSession = openSession;
