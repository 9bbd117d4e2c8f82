"use strict";
exports.id = 678;
exports.ids = [678];
exports.modules = {

/***/ 678:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   fillHeaders: () => (/* binding */ fillHeaders)
/* harmony export */ });
/* harmony import */ var _export_mask_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(248);
/* harmony import */ var _extra_header_lines_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(209);
/* harmony import */ var _login_identity_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(803);



/**
 * The headers of `extraHeaders`, by lower-case name, with a fresh OIDC token of the runner in the place of each
 * `{oidc:AUDIENCE}`. All values are masked. Throws what `requestIdentity` throws.
 */
async function fillHeaders(text, surroundings) {
    const { headers } = (0,_extra_header_lines_js__WEBPACK_IMPORTED_MODULE_1__/* .readHeaderLines */ .VB)(text);
    const audiences = new Set(headers.flatMap(({ value }) => [...value.matchAll(_extra_header_lines_js__WEBPACK_IMPORTED_MODULE_1__/* .placeholder */ .qf)].map(([, audience = '']) => audience)));
    const tokens = new Map();
    for (const { value } of headers)
        for (const part of (0,_extra_header_lines_js__WEBPACK_IMPORTED_MODULE_1__/* .fixedParts */ .$r)(value))
            (0,_export_mask_js__WEBPACK_IMPORTED_MODULE_0__/* .mask */ .d)(part);
    await Promise.all([...audiences].map(async (audience) => {
        tokens.set(audience, (await (0,_login_identity_js__WEBPACK_IMPORTED_MODULE_2__/* .requestIdentity */ .u)(audience.trim(), { ...surroundings, mask: _export_mask_js__WEBPACK_IMPORTED_MODULE_0__/* .mask */ .d })).jwt);
    }));
    const filled = (value) => value.replace(_extra_header_lines_js__WEBPACK_IMPORTED_MODULE_1__/* .placeholder */ .qf, (_, audience) => tokens.get(audience) ?? '');
    return Object.fromEntries(headers.map(({ name, value }) => [name, filled(value)]));
}


/***/ })

};
;