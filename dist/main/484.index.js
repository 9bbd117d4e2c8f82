"use strict";
exports.id = 484;
exports.ids = [484];
exports.modules = {

/***/ 484:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   token: () => (/* binding */ token)
/* harmony export */ });
/** A token that somebody else has made and that stays theirs: nothing is sent for it, and it is never revoked. */
const token = {
    name: 'token',
    mount: 'token',
    read(inputs) {
        const value = inputs.text('token') ?? '';
        if (value === '')
            inputs.problem('token', 'is not given', '${{ secrets.VAULT_TOKEN }}');
        // anything else would fail as a header, and look like a lost connection
        else if (!/^[\x21-\x7e]+$/.test(value))
            inputs.problem('token', 'has blanks or characters that no token has', 'the token alone');
        return { token: value };
    },
    explain: () => undefined,
};


/***/ })

};
;