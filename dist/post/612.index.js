"use strict";
exports.id = 612;
exports.ids = [612];
exports.modules = {

/***/ 612:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   openTunnel: () => (/* binding */ openTunnel)
/* harmony export */ });
/* harmony import */ var node_http__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(67);
/* harmony import */ var node_http__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_http__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_https__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(708);
/* harmony import */ var node_https__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_https__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(30);
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_net__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(633);
/* harmony import */ var _lost_connection_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(389);





/**
 * A connection to a host through a proxy (CONNECT, RFC 9110 section 9.3.6), before any TLS with the host.
 * Throws ERR_CONNECT where the proxy cannot be reached or cannot reach the host, ERR_PROXY where it does not want to.
 * @param target host and port of the server
 */
async function openTunnel(proxy, target, signal) {
    const isTls = proxy.url.protocol === 'https:';
    const host = proxy.url.hostname.replace(/^\[(.*)\]$/, '$1');
    const request = (isTls ? (node_https__WEBPACK_IMPORTED_MODULE_1___default()) : (node_http__WEBPACK_IMPORTED_MODULE_0___default())).request({
        host,
        port: proxy.url.port || (isTls ? 443 : 80),
        method: 'CONNECT',
        path: target,
        headers: { host: target, ...authorization(proxy.url) },
        agent: false,
        signal,
        // the name would be taken from the host header otherwise, which is that of the server
        ...(isTls && { rejectUnauthorized: true, servername: (0,node_net__WEBPACK_IMPORTED_MODULE_2__.isIP)(host) === 0 ? host : '' }),
    });
    return new Promise((resolve, reject) => {
        request
            .once('connect', (reply, socket) => {
            if (reply.statusCode === 200) {
                resolve(socket);
                return;
            }
            socket.destroy();
            reject(refused(proxy, target, reply.statusCode ?? 0));
        })
            // a reply to something else than CONNECT, or none
            .once('response', (reply) => {
            request.destroy();
            reject(refused(proxy, target, reply.statusCode ?? 0));
        })
            .once('error', (error) => {
            reject(unreachable(proxy, signal.aborted ? signal.reason : error));
        })
            .end();
    });
}
function authorization({ username, password }) {
    if (username === '' && password === '')
        return {};
    const credentials = [username, password].map(unescaped).join(':');
    return { 'proxy-authorization': `Basic ${Buffer.from(credentials).toString('base64')}` };
}
/** A password with a lone % is written as it is. */
function unescaped(part) {
    try {
        return decodeURIComponent(part);
    }
    catch {
        return part;
    }
}
function refused(proxy, target, status) {
    const name = `the proxy ${proxy.name} (${proxy.variable})`;
    if (status === 407) {
        const isGiven = proxy.url.username !== '';
        return new _failure_js__WEBPACK_IMPORTED_MODULE_3__/* .Failure */ .H('ERR_PROXY', `${name} ${isGiven ? 'does not accept its user and password' : 'wants a user and a password'} (407)`, {
            hint: `Write them into ${proxy.variable}, percent-encoded: http://user:password@${proxy.name}`,
            sent: false,
        });
    }
    if (status >= 500) {
        return new _failure_js__WEBPACK_IMPORTED_MODULE_3__/* .Failure */ .H('ERR_CONNECT', `${name} cannot reach ${target} (${status})`, { hint: bypass(target), sent: false });
    }
    return new _failure_js__WEBPACK_IMPORTED_MODULE_3__/* .Failure */ .H('ERR_PROXY', `${name} refuses a connection to ${target} (${status})`, {
        hint: `Who runs the proxy has to allow CONNECT to ${target}. ${bypass(target)}`,
        sent: false,
    });
}
function unreachable(proxy, error) {
    const code = (0,_lost_connection_js__WEBPACK_IMPORTED_MODULE_4__/* .codeOf */ .$N)(error);
    const why = (0,_lost_connection_js__WEBPACK_IMPORTED_MODULE_4__/* .isCertificateError */ .Y4)(error) ? 'its certificate is not accepted' : (_lost_connection_js__WEBPACK_IMPORTED_MODULE_4__/* .neverConnected */ .i_[code] ?? 'it closed the connection');
    return new _failure_js__WEBPACK_IMPORTED_MODULE_3__/* .Failure */ .H('ERR_CONNECT', `cannot connect through the proxy ${proxy.name} (${proxy.variable}): ${why}${code && ` (${code})`}`, {
        hint: `Check ${proxy.variable}.`,
        cause: error,
        sent: false,
    });
}
const bypass = (target) => `If it is to be reached without the proxy, add it to NO_PROXY: ${target.replace(/:\d+$/, '')}`;


/***/ })

};
;