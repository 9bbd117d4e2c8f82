"use strict";
exports.id = 683;
exports.ids = [683];
exports.modules = {

/***/ 683:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   secretsIn: () => (/* binding */ secretsIn)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(633);
/* harmony import */ var _vault_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73);
/* harmony import */ var _vault_json_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(984);
/* harmony import */ var _vault_retry_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(714);




/** Secrets and folders together that one folder may hold, and levels, its own included. */
const maxItems = 1_000;
const maxLevels = 16;
/**
 * Lists a folder of a KV engine and gives a request for each secret in it: `*` takes one level, `**` all that is below.
 * KV version 2 lists below `metadata/` and reads below `data/`; version 1 does both at one path.
 * Throws ERR_DENIED, ERR_NOT_FOUND or whatever else became of a list, and ERR_FOLDER where there is too much in it.
 */
async function secretsIn(folder, vault, token) {
    const wildcards = folder.entries.filter((entry) => entry.kind === 'wildcard');
    const isDeep = wildcards.some(takesAllLevels);
    const secrets = [];
    let folders = [''];
    for (let level = 1, items = 0; folders.length > 0; level++) {
        if (level > maxLevels)
            throw tooMuch(folder, `has more than ${maxLevels} levels`);
        const found = await listAll(folder, folders, isDeep, vault, token);
        secrets.push(...found.filter((name) => !name.endsWith('/')));
        folders = isDeep ? found.filter((name) => name.endsWith('/')) : [];
        items += folders.length;
        if (secrets.length + items > maxItems)
            throw tooMuch(folder, `holds more than ${maxItems} secrets and folders`);
    }
    const missing = wildcards.find((entry) => !secrets.some((name) => takes(entry, name)));
    if (missing) {
        const hint = takesAllLevels(missing) ? undefined : 'Write ** for the secrets on all levels.';
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .H('ERR_NOT_FOUND', `GET ${folder.path}: there are only folders below`, { hint });
    }
    return secrets.map((name) => requestFor(folder, wildcards, name));
}
/** `*` upper-cases the variables and takes one level; `**` keeps their case and takes all. */
const takesAllLevels = (entry) => !entry.upperCase;
const takes = (entry, name) => takesAllLevels(entry) || !name.includes('/');
/** What is in several folders, by its path from the one that is asked for. */
async function listAll(folder, below, isDeep, vault, token) {
    const lists = await Promise.allSettled(below.map((name) => list(`${folder.path}${escaped(name)}`, vault, token)));
    return lists.flatMap((result, index) => {
        const name = below[index] ?? '';
        if (result.status === 'fulfilled')
            return result.value.map((key) => `${name}${key}`);
        // one that went away since it was listed had a last secret that did
        if (name !== '' && result.reason instanceof _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .H && result.reason.code === 'ERR_NOT_FOUND')
            return [];
        throw withAdvice(result.reason, folder.path, isDeep);
    });
}
/** The keys of one folder, those of folders with a `/` at the end. Source: Vault's API pages "kv/kv-v1" and "kv/kv-v2", list secrets. */
async function list(path, vault, token) {
    const { reply } = await vault.call({ method: 'GET', path: `${path}?list=true`, token, repeatable: _vault_retry_js__WEBPACK_IMPORTED_MODULE_2__/* .harmless */ .Is });
    const data = (0,_vault_json_js__WEBPACK_IMPORTED_MODULE_3__/* .own */ .ZV)(reply, 'data');
    const keys = (0,_vault_json_js__WEBPACK_IMPORTED_MODULE_3__/* .isObject */ .Gv)(data) ? (0,_vault_json_js__WEBPACK_IMPORTED_MODULE_3__/* .own */ .ZV)(data, 'keys') : undefined;
    if (!Array.isArray(keys))
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .H('ERR_REPLY', `GET ${path}?list=true: the reply has no list of keys`);
    return keys.map((key) => {
        // as a segment each of these would lead to another path
        const isName = typeof key === 'string' && key.isWellFormed() && !/^\.{0,2}\/?$|\/[^]/.test(key);
        if (!isName)
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .H('ERR_FOLDER', `GET ${path}?list=true: there is a name that no path can have`);
        return key;
    });
}
/** A name may have characters that mean something in an address. */
const escaped = (name) => name.split('/').map(encodeURIComponent).join('/');
function requestFor(folder, wildcards, name) {
    const taking = wildcards.filter((entry) => takes(entry, name));
    return {
        method: 'GET',
        path: `${folder.path.replace(/^(.+?\/)metadata\//, '$1data/')}${escaped(name)}`,
        entries: taking.map((entry) => ({ ...entry, prefix: `${entry.prefix}${name.replaceAll('/', '__')}__` })),
        input: folder.input,
        line: folder.line,
    };
}
function tooMuch(folder, why) {
    return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .H('ERR_FOLDER', `GET ${folder.path}: the folder ${why}`, {
        hint: 'Take a folder further down, or name the secrets themselves.',
    });
}
/** What a list that failed means, which is not what a read that failed in the same way would mean. */
function withAdvice(error, path, isDeep) {
    if (!(error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .H))
        return error;
    const { code, message, status, words } = error;
    const hint = status !== undefined && status < 500 ? adviceFor(status, words, path, isDeep) : error.hint;
    return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .H(code, message, { hint, cause: error });
}
function adviceFor(status, words, path, isDeep) {
    if (words.includes('namespace not found'))
        return 'Check `namespace`.';
    const version2 = listPath(path);
    if (status === 403) {
        const line = `A policy of this role has to allow it: path "${path}${isDeep ? '*' : ''}" { capabilities = ["list"] }.`;
        return version2 === path ? line : `${line} If that is KV version 2, the folder is ${version2}.`;
    }
    if (words.includes('versioned K/V') || (status === 405 && version2 !== path)) {
        return `A folder of KV version 2 is below metadata/: write ${version2}.`;
    }
    if (status === 404)
        return 'Check the path: a folder is there as long as a secret is in it. For KV version 2 it has metadata/ after the mount.';
    return status === 405 ? 'Only what can be listed is a folder. For one secret write its path without the / at the end.' : undefined;
}
/** The folder's path as KV version 2 lists it, as far as it can be told. */
function listPath(path) {
    const listed = path.replace(/^(.+?\/)data\//, '$1metadata/');
    return listed.includes('/metadata/') ? listed : (0,_vault_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .kv2Path */ .dO)(listed, 'metadata');
}


/***/ })

};
;