"use strict";
exports.id = 240;
exports.ids = [240];
exports.modules = {

/***/ 240:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   certificateFailure: () => (/* binding */ certificateFailure)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(633);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(73);
/* harmony import */ var _pem_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(682);




/**
 * Why a server's certificate was not accepted, as ERR_TLS: which certificate, whose, until when, and what to change.
 * @param error what node said
 * @param leaf the server's certificate, with its issuers as the server sends them; undefined where it could not be had
 */
function certificateFailure(error, url, settings, leaf) {
    const code = String(error.code);
    const { text, hint } = explain(code, url, settings, chainOf(leaf));
    return new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .H('ERR_TLS', `the certificate of ${url.host} ${text} (${code})`, { hint, cause: error, sent: false });
}
function explain(code, url, settings, chain) {
    const [leaf] = chain;
    const last = chain.at(-1);
    if (!leaf || !last)
        return { text: 'was not accepted', hint: `Look at it: openssl s_client -connect ${url.host} -showcerts` };
    if (code === 'CERT_HAS_EXPIRED')
        return expired(chain, settings);
    if (code === 'CERT_NOT_YET_VALID') {
        const early = chain.find((certificate) => certificate.validFromDate.getTime() > Date.now());
        return {
            text: `is not valid yet: ${described(early ?? leaf)}`,
            hint: `The runner's clock says ${new Date().toISOString()}: is it right? If it is, that of the issuer was not.`,
        };
    }
    if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
        return {
            text: `is for another host, ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .clean */ .uH)(leaf.subjectAltName ?? 'without any name')}: ${described(leaf)}`,
            hint: `Write a name of the certificate in \`url\`, or have it issued for ${url.hostname} too.`,
        };
    }
    if (code === 'DEPTH_ZERO_SELF_SIGNED_CERT') {
        return { text: `is signed by nobody but itself: ${described(leaf)}`, hint: unknownHint(settings, 'that certificate') };
    }
    if (/^(UNABLE_TO_|SELF_SIGNED_)/.test(code)) {
        return {
            text: `comes from ${nameOf(last.issuer)}, which is not trusted here: ${described(leaf)}`,
            hint: unknownHint(settings, 'the certificate of that authority'),
        };
    }
    return { text: `was not accepted: ${described(leaf)}`, hint: `Look at it: openssl s_client -connect ${url.host} -showcerts` };
}
function expired(chain, { ca }) {
    const old = chain.find((certificate) => certificate.validToDate.getTime() < Date.now());
    if (old) {
        const what = old === chain[0] ? '' : ' with an authority behind it';
        return { text: `has expired${what}: ${described(old)}`, hint: 'Renew it on the server.' };
    }
    const whose = ca === undefined ? 'the runner knows' : '`caCertificate` gives';
    return { text: `comes from an authority that has expired`, hint: `The server sends none that has: it is one that ${whose}.` };
}
function unknownHint({ ca }, what) {
    const missing = 'If it is below one that is trusted, the server does not send all of its chain: add the certificate between them there';
    if (ca === undefined)
        return `Give ${what} as the input caCertificate. ${missing}.`;
    const given = (0,_pem_js__WEBPACK_IMPORTED_MODULE_3__/* .certificatesIn */ .Yc)((0,_pem_js__WEBPACK_IMPORTED_MODULE_3__/* .readPem */ .Je)(ca)).map((pem) => nameOf(new node_crypto__WEBPACK_IMPORTED_MODULE_0__.X509Certificate(pem).subject));
    const shown = given.length > 3 ? [...given.slice(0, 3), `${given.length - 3} more`] : given;
    return `The input caCertificate has ${shown.join('; ')}. ${missing}, or to caCertificate.`;
}
/** The server's certificate and those behind it, as far as the server sends them. */
function chainOf(leaf) {
    const chain = [];
    // a root is its own issuer
    for (let one = leaf; one && !chain.some((known) => known.fingerprint256 === one?.fingerprint256); one = one.issuerCertificate) {
        chain.push(one);
    }
    return chain;
}
function described(certificate) {
    const [from, to] = [certificate.validFromDate, certificate.validToDate].map((date) => date.toISOString().slice(0, 10));
    return `${nameOf(certificate.subject)}, issued by ${nameOf(certificate.issuer)}, valid from ${from ?? ''} to ${to ?? ''}`;
}
/** A distinguished name in one line, its common name alone where it has one. */
function nameOf(name) {
    const common = /^CN=.*$/m.exec(name)?.[0];
    return (0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .clean */ .uH)(common ?? (name === '' ? 'one without a name' : name.replaceAll('\n', ', ')));
}


/***/ })

};
;