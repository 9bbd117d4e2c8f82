"use strict";
exports.id = 120;
exports.ids = [120];
exports.modules = {

/***/ 633:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ Failure),
/* harmony export */   h: () => (/* binding */ asFailure)
/* harmony export */ });
/**
 * The one error of this project: a stable code, a message that says what happened, a hint that says what to do.
 * Neither holds a secret, a token or a header value.
 */
class Failure extends Error {
    name = 'Failure';
    code;
    hint;
    status;
    words;
    retryAfter;
    sent;
    constructor(code, message, options = {}) {
        super(message, { cause: options.cause });
        this.code = code;
        this.hint = options.hint;
        this.status = options.status;
        this.words = options.words ?? '';
        this.retryAfter = options.retryAfter;
        this.sent = options.sent ?? true;
    }
}
/**
 * Any thrown value as a Failure. What is not one of ours is a defect: only its kind and its place in the code are
 * told, since its message may quote what it worked on.
 */
function asFailure(thrown) {
    if (thrown instanceof Failure)
        return thrown;
    const kind = thrown instanceof Error ? thrown.name : typeof thrown;
    const place = thrown instanceof Error ? (/^ +(at .*:\d+:\d+\)?)$/m.exec(thrown.stack ?? '')?.[1] ?? '') : '';
    return new Failure('ERR_INTERNAL', `unexpected ${kind} ${place}`.trim(), {
        hint: 'This is a defect of vault-exchange. Please report it with this line.',
        cause: thrown,
    });
}


/***/ }),

/***/ 456:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  giveBackRest: () => (/* binding */ giveBackRest)
});

// EXTERNAL MODULE: ./node_modules/@actions/core/lib/core.js + 12 modules
var core = __webpack_require__(143);
// EXTERNAL MODULE: ./src/failure.ts
var src_failure = __webpack_require__(633);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(24);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(598);
;// CONCATENATED MODULE: ./src/keepsake.ts

/**
 * Inputs with secrets that outlive the job and that the post step needs. The state file lies in clear on the runner's disk
 * and every later step can read it, so there they are named and not told.
 */
const longLived = ['token', 'clientKey', 'extraHeaders'];
/**
 * Plain data as JSON of one line, in which a text that is the value of a long-lived input stands as a reference to it.
 * Inside a composite action (GITHUB_ACTION_PATH is set) the runner evaluates the inputs of post in the wrong context, so
 * that they may be other ones or none (actions/runner#2030): there the text itself is written down.
 */
function noteDown(value, env) {
    const references = referencesOf(env);
    // not the replacer of JSON.stringify, which would go on within the reference that it gave
    const referring = (part) => {
        if (typeof part === 'string')
            return references.get(part) ?? part;
        if (Array.isArray(part))
            return part.map(referring);
        if (typeof part !== 'object' || part === null)
            return part;
        return Object.fromEntries(Object.entries(part).map(([key, its]) => [key, referring(its)]));
    };
    return JSON.stringify(referring(value));
}
/** What `noteDown` gave, read in the post step. */
function recall(text, env) {
    const [secrets, missing] = [new Set(), new Set()];
    const putBack = (_key, part) => {
        if (!isReference(part))
            return part;
        const text = textOf(part, env);
        if (text === undefined)
            missing.add(part.fromInput);
        else
            secrets.add(text);
        return text ?? '';
    };
    try {
        const value = JSON.parse(text, putBack);
        return { value, secrets: [...secrets], missing: [...missing] };
    }
    catch {
        return { value: undefined, secrets: [], missing: [] };
    }
}
/** By the text that each stands for. */
function referencesOf(env) {
    const given = longLived.map((name) => ({ name, ...inputOf(name, env) })).filter(({ value }) => value !== '');
    const known = ({ exact, value }) => env['GITHUB_ACTION_PATH'] ? { text: value } : { sha256: digest(exact) };
    return new Map(given.map((input) => [input.value, { fromInput: input.name, ...known(input) }]));
}
/** The secret that a reference stands for; undefined where the input is another one by now. */
function textOf(reference, env) {
    if ('text' in reference)
        return reference.text;
    const { exact, value } = inputOf(reference.fromInput, env);
    return digest(exact) === reference.sha256 ? value : undefined;
}
/** An input as it was passed, and as the settings have it. */
function inputOf(name, env) {
    const exact = env[`INPUT_${name.toUpperCase()}`] ?? '';
    return { exact, value: exact.trim() };
}
const digest = (text) => (0,external_node_crypto_.createHash)('sha256').update(text).digest('hex');
function isReference(value) {
    if (typeof value !== 'object' || value === null || !('fromInput' in value))
        return false;
    const isKnown = longLived.some((name) => name === value.fromInput);
    return isKnown && (('sha256' in value && typeof value.sha256 === 'string') || ('text' in value && typeof value.text === 'string'));
}

;// CONCATENATED MODULE: ./src/state-parts.ts
/** The longest state value in characters: an environment string of 128 KiB would keep the post step from starting. */
const maxLength = 32 * 1024;
/** Together with the rest of the environment, all parts have to fit into what a process may be started with (2 MiB on Linux). */
const maxParts = 16;
/**
 * JSON of one line as the entries that hold it: one where it fits, else its parts, and last, under the key itself, how many
 * there are, so that a key is there only if all of its value is. Undefined above 512 KiB.
 */
function split(key, json) {
    if (json.length <= maxLength)
        return [[key, json]];
    const parts = [];
    for (let at = 0; at < json.length; at += parts.at(-1)?.length ?? 0) {
        const part = json.slice(at, at + maxLength);
        // half of a surrogate pair would not survive UTF-8
        parts.push(/[\uD800-\uDBFF]$/.test(part) && at + maxLength < json.length ? part.slice(0, -1) : part);
    }
    if (parts.length > maxParts)
        return undefined;
    return [...parts.map((part, index) => [`${key}_part_${index + 1}`, part]), [key, JSON.stringify({ parts: parts.length })]];
}
/** The whole JSON of a key; undefined where a part is not there. */
function join(key, state) {
    const head = state(key);
    const count = /^\{"parts":(\d{1,2})\}$/.exec(head ?? '')?.[1];
    if (count === undefined)
        return head;
    const parts = Array.from({ length: Number(count) }, (_, index) => state(`${key}_part_${index + 1}`));
    return parts.includes(undefined) ? undefined : parts.join('');
}

;// CONCATENATED MODULE: ./src/vault/connection.ts
/** The namespace in which the token is at home; '' is the root namespace. */
const tokenNamespace = ({ namespace, authNamespace }) => authNamespace ?? namespace ?? '';
/** Where a redirect may lead: a host of `urls`, or one that the user has named. Never from https to http. */
function mayRedirectTo(connection, from, target) {
    if (target.protocol !== 'https:' && target.protocol !== from.protocol)
        return false;
    // a host that the user names without a port is meant whatever its port; that of an address has one, be it the scheme's
    return (connection.urls.some((url) => new URL(url).host === target.host) ||
        connection.redirectHosts.some((host) => [target.host, target.hostname].includes(host.toLowerCase())));
}

;// CONCATENATED MODULE: ./src/session.ts






/**
 * Whether a lease ends with the token. Only with a service token of ours, and only in its own namespace: OpenBao 2.7 lets a
 * lease in another one live on, whether the token is revoked or runs out.
 */
const endsWithToken = (lease, { token, connection }) => token.kind === 'service' && lease.namespace === tokenNamespace(connection);
/** When Vault ends a lease by itself, in milliseconds since 1970. */
const endOf = (lease, owed) => endsWithToken(lease, owed) ? Math.min(lease.expires, owed.token.expires) : lease.expires;
/**
 * @param env with GITHUB_STATE, the file that the runner reads back into STATE_ variables for the post step, and with the
 *   inputs whose secrets do not get into that file
 * @param loaded what main has written down, in the post step
 */
function createSession(env, loaded) {
    const stateFile = env['GITHUB_STATE'];
    let begun = loaded?.owed;
    let grants = loaded?.owed?.grants;
    const leases = [...(loaded?.owed?.leases ?? [])];
    /** By their numbers; '' for one that is crossed out. */
    let files = [...(loaded?.files ?? [])];
    let isWrittenDown = true;
    function write(key, value) {
        const before = isWrittenDown;
        isWrittenDown = false;
        const entries = split(key, noteDown(value, env));
        if (!entries)
            throw new src_failure/* Failure */.H('ERR_STATE', `what has to be written down for the post step (${key}) is over 512 KiB`);
        // without the file @actions/core would print the value as a workflow command
        if (!stateFile)
            throw new src_failure/* Failure */.H('ERR_STATE', 'the runner gave no state file (GITHUB_STATE)');
        try {
            for (const [name, text] of entries)
                (0,core/* saveState */.LZ)(name, text);
        }
        catch (error) {
            throw new src_failure/* Failure */.H('ERR_STATE', "the runner's state file cannot be written, so the post step would not know what to give back", {
                hint: 'Is the disk of the runner full?',
                cause: error,
            });
        }
        isWrittenDown = before;
    }
    return {
        begin(debt) {
            begun = debt;
            write('session', begun);
        },
        updateToken(token) {
            if (!begun)
                return;
            begun = { ...begun, token: { ...begun.token, ...token } };
            write('session', begun);
        },
        addLease(lease) {
            leases.push(lease);
            write(`lease_${leases.length}`, lease);
        },
        setGrants(asked) {
            grants = asked;
            write('grants', asked);
        },
        addFile(path) {
            files.push(path);
            write(`file_${files.length}`, path);
        },
        dropFile(path) {
            const index = files.indexOf(path);
            if (index < 0)
                return;
            files[index] = '';
            try {
                write(`file_${index + 1}`, '');
            }
            catch {
                // post looks for it and finds nothing
            }
        },
        files: () => files.filter((path) => path !== ''),
        isWrittenDown: () => isWrittenDown,
        owed: () => begun && {
            connection: begun.connection,
            token: begun.token,
            required: begun.required,
            leases,
            grants,
            ...(begun.missing && { missing: begun.missing }),
        },
        clear() {
            begun = undefined;
            files = files.filter((path) => path !== '');
            try {
                if (stateFile)
                    (0,external_node_fs_.truncateSync)(stateFile);
                files.forEach((path, index) => {
                    write(`file_${index + 1}`, path);
                });
            }
            catch {
                // a dead token on the disk does no harm, and post finds it gone
            }
        },
    };
}
/**
 * What main wrote down, from the STATE_ variables of the post step, and masked again where it is secret. Inputs are read
 * only where they are what main saw: inside nested composites the runner evaluates them in the wrong place.
 */
function loadAccount(env) {
    const missing = new Set();
    // what is no JSON was planted by a later step, under a key that main did not write: the rest is owed all the same
    const read = (key) => {
        const recalled = recall(join(key, (name) => env[`STATE_${name}`]) ?? '', env);
        // act does not split what it is told to mask, the runner does
        for (const line of recalled.secrets.flatMap((secret) => secret.split(/[\r\n]+/)).filter(Boolean))
            (0,core/* setSecret */.Pq)(line);
        for (const input of recalled.missing)
            missing.add(input);
        return recalled.value;
    };
    const list = (key) => {
        const values = [];
        for (let value = read(`${key}_1`); value !== undefined; value = read(`${key}_${values.length + 1}`))
            values.push(value);
        return values;
    };
    const begun = read('session');
    const owed = begun && { ...begun, leases: list('lease'), grants: read('grants') };
    return {
        owed: owed && (missing.size > 0 ? { ...owed, missing: [...missing] } : owed),
        files: list('file').filter((path) => typeof path === 'string' && path !== ''),
    };
}

// EXTERNAL MODULE: ./src/vault/json.ts
var json = __webpack_require__(984);
;// CONCATENATED MODULE: ./src/vault/grants.ts

/** The paths for leases below a place; undefined where the token's policies cannot be asked about that namespace. */
function leasePaths(tokenNamespace, { namespace, prefix }) {
    const way = wayTo(namespace, tokenNamespace);
    if (way === undefined)
        return undefined;
    // any last segment stands for all ids
    const leases = `${way}sys/leases`;
    return { byPath: `${leases}/revoke/${prefix}/any`, byBody: `${leases}/revoke`, byRenewal: `${leases}/renew` };
}
/** The paths to ask about, each once, for leases below these places. */
function pathsToAsk(tokenNamespace, places) {
    return [...new Set(places.flatMap((place) => listOf(leasePaths(tokenNamespace, place))))];
}
const listOf = (paths) => (paths ? [paths.byBody, paths.byPath, paths.byRenewal] : []);
/**
 * Asks once what is granted, so that no refused request lands in an audit log. A lease id is its place and a random end,
 * so this can be asked before the id is known. Policies count from the token's own namespace.
 */
async function askGrants(vault, token, tokenNamespace, paths, patience) {
    const { reply } = await vault.call({
        method: 'POST',
        path: 'sys/capabilities-self',
        namespace: tokenNamespace,
        token,
        body: { paths },
        ...patience,
    });
    const data = (0,json/* own */.ZV)(reply, 'data');
    return Object.fromEntries(paths.map((path) => [path, mayUpdate((0,json/* own */.ZV)((0,json/* isObject */.Gv)(data) ? data : reply, path))]));
}
const mayUpdate = (capabilities) => Array.isArray(capabilities) && (capabilities.includes('update') || capabilities.includes('root'));
/** The policy line, in the token's own namespace, that would let a lease be revoked and confirmed. */
const revokePolicy = (tokenNamespace, lease) => `path "${wayTo(lease.namespace, tokenNamespace) ?? ''}sys/leases/revoke/${lease.prefix}/*" { capabilities = ["update"] }`;
/** How a namespace is reached from another one above it: '' for itself, `child/` for one below. */
function wayTo(namespace, from) {
    if (namespace === from)
        return '';
    if (from === '')
        return `${namespace}/`;
    return namespace.startsWith(`${from}/`) ? `${namespace.slice(from.length + 1)}/` : undefined;
}

// EXTERNAL MODULE: ./src/vault/retry.ts
var retry = __webpack_require__(714);
;// CONCATENATED MODULE: ./src/vault/leases.ts


/** Milliseconds for one revocation: Vault answers when the engine has ended the credential. */
const revokeMs = 30_000;
/** Milliseconds after a renewal by one second when the lease is first looked for, and how much longer each wait is than the last. */
const firstLookMs = 1_100;
const slower = 1.5;
/**
 * The lease that a read gave.
 * @param namespace of the request; '' is the root namespace
 * @param now milliseconds since 1970
 */
function leaseOf(grant, path, namespace, sts, now) {
    const prefix = grant.id.split('/').slice(0, -1).join('/');
    const asked = withoutQuery(path);
    // a path may begin with namespaces below that of the request, which a lease's id leaves out
    const below = asked.endsWith(`/${prefix}`) ? asked.slice(0, -prefix.length - 1) : '';
    return {
        id: grant.id,
        prefix,
        path,
        namespace: [namespace, below].filter(Boolean).join('/'),
        expires: now + grant.seconds * 1_000,
        renewable: grant.renewable,
        sts,
    };
}
/** The place of the leases that a read of a path gives, as far as it is known before. */
const placeOf = (path, namespace) => ({ namespace, prefix: withoutQuery(path) });
/** Revokes a lease and returns when the engine has ended the credential; an unknown lease counts as ended (204). */
async function revokeLease(vault, token, lease, form) {
    await vault.call({ ...revocation(lease, form), token, replyMs: revokeMs, repeatable: retry/* ending */.K1 });
}
/** Has Vault end a lease in the background, where it tries again for a while (`sync: false`). */
async function queueRevocation(vault, token, lease, form) {
    const { body, ...call } = revocation(lease, form);
    await vault.call({ ...call, body: { ...body, sync: false }, token, repeatable: retry/* ending */.K1 });
}
function revocation(lease, form) {
    const id = lease.id.split('/').map(encodeURIComponent).join('/');
    return {
        method: 'PUT',
        path: form === 'by path' ? `sys/leases/revoke/${id}` : 'sys/leases/revoke',
        namespace: lease.namespace,
        body: form === 'by path' ? {} : { lease_id: lease.id },
    };
}
/** Renews a lease so that it ends that many seconds from now. @returns the seconds that it really has */
async function renewLease(vault, token, lease, seconds) {
    const { reply } = await vault.call({
        method: 'PUT',
        path: 'sys/leases/renew',
        namespace: lease.namespace,
        token,
        body: { lease_id: lease.id, increment: seconds },
        repeatable: retry/* ending */.K1,
    });
    return Number(reply['lease_duration']);
}
/**
 * Ends a lease without a grant to revoke it: renewed by one second it runs out, Vault has the engine end the credential,
 * and only then forgets the lease. Returns when it is forgotten. Throws the stop's reason where that takes too long.
 */
async function endByRenewal(vault, token, lease) {
    try {
        await renewLease(vault, token, lease, 1);
    }
    catch (error) {
        const isDenied = error instanceof src_failure/* Failure */.H && error.status === 403;
        // an earlier attempt may have done it without our seeing its reply: then the lease is gone by now
        if (isDenied || (await isKnown(vault, token, lease).catch(() => true)))
            throw error;
        return;
    }
    for (let wait = firstLookMs;; wait *= slower) {
        await vault.pause(wait);
        if (!(await isKnown(vault, token, lease)))
            return;
    }
}
async function isKnown(vault, token, lease) {
    try {
        const body = { lease_id: lease.id };
        await vault.call({ method: 'PUT', path: 'sys/leases/lookup', namespace: lease.namespace, token, body, repeatable: retry/* ending */.K1 });
        return true;
    }
    catch (error) {
        // "invalid lease"
        if (error instanceof src_failure/* Failure */.H && error.status === 400)
            return false;
        throw error;
    }
}
const withoutQuery = (path) => path.replace(/\?.*$/, '');

;// CONCATENATED MODULE: ./src/end-lease.ts





/**
 * The ways to end a lease, to be tried in this order until one is not denied. Renewing it to its end takes a second and two
 * requests, and so is worth it only where the lease does not end with our token, or where every end has to be confirmed.
 */
function waysFor(lease, owed, { grants, failure }) {
    const paths = leasePaths(tokenNamespace(owed.connection), lease);
    // a policy may grant the revocation and not the question; the question may have failed, or cannot be asked
    const granted = (path) => (path === undefined ? undefined : grants[path]);
    const isUnknown = granted(paths?.byPath) === undefined && (!failure || failure.status === 403);
    if (granted(paths?.byPath))
        return ['by path'];
    if (granted(paths?.byBody))
        return ['by body'];
    const renewal = lease.renewable && granted(paths?.byRenewal) !== false && (owed.required || !endsWithToken(lease, owed));
    return [...(isUnknown ? ['by path', 'by body'] : []), ...(renewal ? ['by renewal'] : [])];
}
/** Ends a lease in the first way that is not denied. Never throws. */
async function endLease(lease, ways, token, vault) {
    let end = { kind: 'no way' };
    for (const way of ways) {
        try {
            await (way === 'by renewal' ? endByRenewal(vault, token, lease) : revokeLease(vault, token, lease, way));
            return { kind: 'confirmed' };
        }
        catch (error) {
            const failure = (0,src_failure/* asFailure */.h)(error);
            end = { kind: 'failed', failure };
            if (failure.status === 403)
                continue;
            return way === 'by renewal' || failure.status !== 400 ? end : await queued(lease, way, failure, token, vault);
        }
    }
    return end;
}
/** An engine that could not end the credential now may later: Vault tries for hours where it is asked to do so in the background. */
async function queued(lease, form, failure, token, vault) {
    try {
        await queueRevocation(vault, token, lease, form);
        return { kind: 'pending', failure };
    }
    catch {
        return { kind: 'failed', failure };
    }
}

// EXTERNAL MODULE: ./src/stop.ts
var src_stop = __webpack_require__(123);
// EXTERNAL MODULE: ./src/vault/errors.ts
var errors = __webpack_require__(73);
;// CONCATENATED MODULE: ./src/vault/reply.ts



/** Reads the body of a 2xx reply. Throws ERR_REPLY where it is not a JSON object; the body itself is never quoted. */
function parseReply(body, from) {
    if (body === '')
        return {};
    let value;
    try {
        value = (0,json/* parseJson */.qF)(body);
    }
    catch {
        value = null;
    }
    if ((0,json/* isObject */.Gv)(value))
        return value;
    if (body.startsWith('{'))
        throw new src_failure/* Failure */.H('ERR_REPLY', `${from}: the reply is cut short`);
    throw new src_failure/* Failure */.H('ERR_REPLY', `${from}: the reply is not Vault's (no JSON object)`, {
        hint: errors/* notVault */.al,
    });
}
/** The secret in a reply. A reply without `data` (a 204, an empty KV entry) has no values. */
function toSecret(reply) {
    const data = object(own(reply, 'data'));
    const id = reply_text(own(reply, 'lease_id'));
    const lease = id === '' ? undefined : { id, seconds: number(own(reply, 'lease_duration')), renewable: own(reply, 'renewable') === true };
    const isSts = typeof own(data, 'access_key') === 'string' && [own(data, 'session_token'), own(data, 'security_token')].some(Boolean);
    return { values: isKv2(data) ? object(own(data, 'data')) : data, lease, sts: isSts, carriesAuth: isObject(own(reply, 'auth')) };
}
/** The login in a reply. Throws ERR_LOGIN where there is no token: Vault answers so when it wants a second factor. */
function toAuth(reply) {
    const auth = object(own(reply, 'auth'));
    const token = reply_text(own(auth, 'client_token'));
    if (token === '') {
        throw own(auth, 'mfa_requirement')
            ? new Failure('ERR_LOGIN', 'the login wants a second factor (MFA), which a job cannot give', {
                hint: 'Exclude this auth mount or role from the login enforcement in Vault (identity/mfa/login-enforcement).',
            })
            : new Failure('ERR_REPLY', 'the login was answered without a token', { hint: 'Check `path`: is it the mount of an auth method?' });
    }
    return {
        token,
        kind: own(auth, 'token_type') === 'batch' ? 'batch' : 'service',
        seconds: number(own(auth, 'lease_duration')),
        renewable: own(auth, 'renewable') === true,
        policies: list(own(auth, 'policies')).filter((policy) => typeof policy === 'string'),
        uses: number(own(auth, 'num_uses')),
    };
}
/** KV version 2 wraps what was stored: `data.data` beside `data.metadata.version` (Vault's API page "kv/kv-v2"). */
function isKv2(data) {
    return isObject(own(data, 'data')) && own(object(own(data, 'metadata')), 'version') !== undefined;
}
const object = (value) => (isObject(value) ? value : {});
const reply_text = (value) => (typeof value === 'string' ? value : '');
const number = (value) => (typeof value === 'number' ? value : 0);
const list = (value) => (Array.isArray(value) ? value : []);

;// CONCATENATED MODULE: ./src/vault/client.ts






const maxRedirects = 2;
/** Milliseconds for an ordinary reply. */
const replyMs = 15_000;
/**
 * @param stop once asked, no further attempt starts; at its end, attempts under way are given up
 */
function createVault(connection, transport, stop) {
    // OpenBao's standbys serve reads: a token that one of them has not seen yet is found once they wait for this index
    let index;
    /** The address in use, for all calls alike. */
    let current = 0;
    let spent = 0;
    const urlAt = (place) => connection.urls[place % connection.urls.length] ?? connection.urls[0];
    async function attempt(call, body, base) {
        const asked = `${call.method} ${call.path}`;
        const reply = await follow(call, body === undefined ? undefined : JSON.stringify(body), base).catch((error) => {
            throw error === stop.now.reason ? error : about(asked, error);
        });
        if (reply.status >= 300)
            throw (0,errors/* refusal */.x5)(asked, call.path, reply.status, reply.body, reply.header('retry-after'));
        if (call.path.startsWith('auth/'))
            index = reply.header('x-vault-index') ?? index;
        return parseReply(reply.body, asked);
    }
    async function follow(call, body, base) {
        let url = new URL(`${base}/v1/${escapePath(call.path)}`);
        for (let redirects = 0;; redirects++) {
            if (call.token !== undefined)
                spent++;
            const reply = await transport
                .send({
                method: call.method,
                url,
                headers: headersOf(connection, call, index),
                body,
                replyMs: call.replyMs ?? replyMs,
                signal: stop.now,
                tls: connection.tls,
                extraHeaders: connection.extraHeaders,
            })
                .catch((error) => {
                throw redirects === 0 ? error : leaderless(error, base, url);
            });
            const location = reply.header('location');
            if (![301, 302, 307, 308].includes(reply.status) || location === undefined)
                return reply;
            url = redirectTarget(connection, url, location, redirects);
        }
    }
    return {
        async call(call) {
            let lost = false;
            /** How often all addresses have failed, and how many of them have since. */
            let rounds = 1;
            let inRound = 1;
            const failures = new Map();
            for (;;) {
                stop.asked.throwIfAborted();
                const place = current;
                // outside of the try: who supplies a body has retries of its own
                const body = typeof call.body === 'function' ? await call.body() : call.body;
                stop.asked.throwIfAborted();
                try {
                    return { reply: await attempt(call, body, urlAt(place)), lost };
                }
                catch (error) {
                    if (!(error instanceof src_failure/* Failure */.H))
                        throw error;
                    const movesOn = (0,retry/* isOutOfService */.bF)(error) && inRound < connection.urls.length;
                    const wait = (0,retry/* retryDelay */.a2)(error, call.repeatable, movesOn ? 1 : rounds, Math.random());
                    failures.set(urlAt(place), error);
                    if (wait === undefined)
                        throw failures.size > 1 ? together(error, failures) : error;
                    // a gateway that gives up (502, 504) does not say whether the server acted
                    lost ||= error.sent && [undefined, 502, 504].includes(error.status);
                    // of several calls that fail at one address the first moves all of them on
                    if ((0,retry/* isOutOfService */.bF)(error) && current === place)
                        current++;
                    inRound = movesOn ? inRound + 1 : 1;
                    if (movesOn)
                        continue;
                    rounds++;
                    await (0,src_stop/* pause */.v7)(wait, stop.asked);
                }
            }
        },
        pause: (milliseconds) => (0,src_stop/* pause */.v7)(milliseconds, stop.asked),
        connection() {
            const start = current % connection.urls.length;
            const urls = [urlAt(start), ...connection.urls.slice(start + 1), ...connection.urls.slice(0, start)];
            return { ...connection, urls: [urls[0], ...urls.slice(1)] };
        },
        spent: () => spent,
    };
}
/** A failure at one address, with what the others said. */
function together(failure, failures) {
    const said = [...failures].map(([url, { message }]) => `  ${url}: ${message}`);
    const { code, message, status, words } = failure;
    const hint = [failure.hint, 'What each address of `url` said last:', ...said].filter(Boolean).join('\n');
    return new src_failure/* Failure */.H(code, message, { hint, words, cause: failure, sent: failure.sent, ...(status !== undefined && { status }) });
}
/** A standby redirects to the last leader that it knows for as long as its cluster has found no new one. */
function leaderless(error, standby, leader) {
    if (!(error instanceof src_failure/* Failure */.H) || error.code !== 'ERR_CONNECT')
        return error;
    return new src_failure/* Failure */.H('ERR_UNAVAILABLE', `${new URL(standby).host} redirects to ${leader.host}, which cannot be reached`, {
        hint: 'A standby names the leader of its cluster, which may be down; if it is not, the runner has to reach it too.',
        cause: error,
    });
}
/** A failure on the way, with what was asked. */
function about(asked, error) {
    if (!(error instanceof src_failure/* Failure */.H) || error.code === 'ERR_CANCELLED')
        return error;
    return new src_failure/* Failure */.H(error.code, `${asked}: ${error.message}`, { hint: error.hint, cause: error.cause, sent: error.sent });
}
function headersOf(connection, call, index) {
    const namespace = call.namespace ?? connection.namespace ?? '';
    return {
        // an Agent or Proxy listener with require_request_header turns away what lacks this
        'x-vault-request': 'true',
        'x-correlation-id': connection.correlationId,
        ...(namespace !== '' && { 'x-vault-namespace': namespace }),
        ...(call.token !== undefined && { 'x-vault-token': call.token }),
        ...(index !== undefined && { 'x-vault-index': index }),
        ...(call.body !== undefined && { 'content-type': 'application/json' }),
    };
}
/** A path is sent as it is written; only what a URL would take for something else is escaped. */
function escapePath(path) {
    return path.replaceAll('#', '%23').replaceAll('\\', '%5C');
}
/** A standby answers 307 with the leader's address. Same method and body go there, if the user trusts that host. */
function redirectTarget(connection, from, location, redirects) {
    if (redirects >= maxRedirects)
        throw new src_failure/* Failure */.H('ERR_REDIRECT', `${from.host} redirects in a loop`);
    const target = URL.parse(location, from.href);
    if (target && mayRedirectTo(connection, from, target))
        return target;
    if (!target)
        throw new src_failure/* Failure */.H('ERR_REDIRECT', `${from.host} redirects to no valid address`);
    throw new src_failure/* Failure */.H('ERR_REDIRECT', `${from.host} redirects to ${target.protocol}//${target.host}, which may not receive your credentials`, {
        hint: target.protocol === from.protocol
            ? `If that is a node of the same cluster, add the input: redirectHosts: ${target.host}`
            : undefined,
    });
}

;// CONCATENATED MODULE: ./src/revoke.ts








/** Gives back everything that is owed: all leases at once, then the token. Never throws; what failed is in the settlement. */
async function giveBack(owed, transport, limits) {
    if (owed.missing)
        return nothingGivenBack(owed, owed.missing);
    const leases = owed.leases.filter((lease) => !lease.sts);
    const { ends, unasked } = await within(limits.leasesMs, owed, transport, (vault) => endLeases(owed, leases, vault));
    const { end, failure } = await within(limits.tokenMs, owed, transport, (vault) => revokeToken(owed, vault));
    const dies = end === 'revoked' || end === 'gone';
    const withToken = ends.filter((one) => dies && endsWithToken(one.lease, owed) && isNoNews(one, end));
    const others = ends.filter((one) => !withToken.includes(one) && one.kind !== 'confirmed');
    const isPending = (one) => (dies && endsWithToken(one.lease, owed)) || one.kind === 'pending';
    const failed = (one) => ({
        lease: one.lease,
        failure: 'failure' in one ? one.failure : unasked,
        expires: endOf(one.lease, owed),
    });
    return {
        confirmed: ends.filter((one) => one.kind === 'confirmed').map((one) => one.lease),
        withToken: withToken.map((one) => one.lease),
        pending: others.filter(isPending).map(failed),
        left: others.filter((one) => !isPending(one)).map(failed),
        sts: owed.leases.filter((lease) => lease.sts),
        token: end,
        tokenFailure: failure,
        tokenExpires: owed.token.expires,
        tokenNamespace: tokenNamespace(owed.connection),
        unasked,
    };
}
/** Without the secrets that post was to find in its inputs nothing can be asked of Vault. */
function nothingGivenBack(owed, missing) {
    const failure = new src_failure/* Failure */.H('ERR_STATE', `the post step needs the value that main had of the input ${missing.join(' and ')}, and has another`);
    return {
        confirmed: [],
        withToken: [],
        pending: [],
        left: owed.leases.filter((lease) => !lease.sts).map((lease) => ({ lease, failure, expires: endOf(lease, owed) })),
        sts: owed.leases.filter((lease) => lease.sts),
        token: owed.token.kind === 'service' ? 'left' : owed.token.kind,
        tokenFailure: failure,
        tokenExpires: owed.token.expires,
        tokenNamespace: tokenNamespace(owed.connection),
        unasked: undefined,
    };
}
/** Nothing is left that a further attempt could end. */
const isSettled = (settlement) => settlement.token !== 'left' && settlement.left.length === 0;
/** Vault has said of everything that it is ended; a token that the user supplied is not owed. */
const isConfirmed = (settlement) => ['revoked', 'gone', 'supplied'].includes(settlement.token) &&
    [...settlement.withToken, ...settlement.pending, ...settlement.left, ...settlement.sts].length === 0;
/** With a token that was gone before, its leases are gone or going; a refusal for that reason, or of a way that nobody had granted, is no news. */
function isNoNews(one, token) {
    if (one.kind === 'no way')
        return true;
    return one.kind === 'failed' && one.failure.status === 403 && (token === 'revoked' || isDead(one.failure));
}
async function endLeases(owed, leases, vault) {
    const asked = await grantsFor(owed, vault, leases);
    const ends = leases.map(async (lease) => {
        const ways = isSpared(owed, leases) ? [] : waysFor(lease, owed, asked);
        return { lease, ...(await endLease(lease, ways, owed.token.value, vault)) };
    });
    return { ends: await Promise.all(ends), unasked: asked.failure };
}
/** Every request of such a token counts: what is left of it is kept for its own end, with which its leases end. */
const isSpared = ({ token }, leases) => token.uses > 0 && token.uses - token.spent < leases.length + 2;
/** Where the question fails, nothing is granted as far as is known. */
async function grantsFor(owed, vault, leases) {
    const home = tokenNamespace(owed.connection);
    const grants = owed.grants ?? {};
    const paths = pathsToAsk(home, leases).filter((path) => grants[path] === undefined);
    if (paths.length === 0)
        return { grants };
    if (isSpared(owed, leases))
        return { grants, failure: new src_failure/* Failure */.H('ERR_REFUSED', 'the token is of limited use') };
    try {
        return { grants: { ...grants, ...(await askGrants(vault, owed.token.value, home, paths, { repeatable: retry/* harmless */.Is })) } };
    }
    catch (error) {
        return { grants, failure: (0,src_failure/* asFailure */.h)(error) };
    }
}
async function revokeToken({ token, connection }, vault) {
    if (token.kind !== 'service')
        return { end: token.kind };
    const namespace = tokenNamespace(connection);
    try {
        await vault.call({ method: 'POST', path: 'auth/token/revoke-self', namespace, token: token.value, body: {}, repeatable: retry/* ending */.K1 });
        return { end: 'revoked' };
    }
    catch (error) {
        const failure = (0,src_failure/* asFailure */.h)(error);
        return isDead(failure) || Date.now() > token.expires ? { end: 'gone' } : { end: 'left', failure };
    }
}
/**
 * Whether a 403 says that the token is no more, rather than that no policy allows revoking it. Vault adds "invalid token"
 * then; OpenBao leaves out the count of errors that a policy's denial has.
 */
const isDead = ({ status, words }) => status === 403 && (words.includes('invalid token') || /^permission denied$/.test(words));
async function within(milliseconds, owed, transport, task) {
    const limit = (0,src_stop/* createLimit */.KG)(milliseconds);
    try {
        return await task(createVault(owed.connection, transport, limit));
    }
    finally {
        limit.clear();
    }
}

;// CONCATENATED MODULE: ./src/wording.ts
/** No control character reaches the log: a line break could start a workflow command. */
const oneLine = (text) => text.replace(/\p{Cc}+/gu, ' ');
/** A count with its noun. */
const plural = (count, noun) => `${count} ${noun}${count === 1 ? '' : 's'}`;
/** A moment for reading, from milliseconds since 1970; a token of a root policy has no end. */
function clock(milliseconds) {
    if (milliseconds === Number.MAX_SAFE_INTEGER)
        return 'no set time';
    return new Date(milliseconds)
        .toISOString()
        .replace(/:\d\d\.\d+Z$/, ' UTC')
        .replace('T', ' ');
}
/** A time span for reading, from seconds. */
function span(seconds) {
    if (seconds === 0)
        return 'without end';
    if (seconds < 120)
        return `${seconds} s`;
    return seconds < 7_200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3_600)} h`;
}

;// CONCATENATED MODULE: ./src/settlement-words.ts



/** What was given back, as one line; '' for nothing. */
function doneWords({ confirmed, withToken, token, tokenExpires, tokenNamespace, unasked }) {
    const ends = { revoked: 'token revoked', gone: 'token gone already', batch: `the batch token runs out by ${clock(tokenExpires)}` };
    const parts = [
        confirmed.length > 0 ? `${plural(confirmed.length, 'lease')} revoked` : '',
        token === 'supplied' || token === 'left' ? '' : ends[token],
        withToken.length > 0 ? `${plural(withToken.length, 'lease')} ${withToken.length === 1 ? 'ends' : 'end'} with it, unconfirmed` : '',
    ].filter(Boolean);
    const [example] = withToken;
    const grant = example && token === 'revoked' && !unasked ? `. To have it confirmed, allow: ${revokePolicy(tokenNamespace, example)}` : '';
    const why = example && unasked ? `; whether more may be revoked could not be asked: ${unasked.message}` : '';
    return parts.join(', ') + grant + why;
}
/** What is left, why, and when Vault drops it by itself; a line each. */
function leftoverWords({ pending, left, token, tokenFailure, tokenExpires, tokenNamespace }) {
    return [
        ...pending.map(({ lease, failure }) => `${lease.path} (${lease.id}) is not confirmed: ${failure?.message ?? ''}. Vault goes on trying.`),
        ...left.map(({ lease, failure, expires }) => {
            const why = failure ? failure.message : `no policy allows it, add ${revokePolicy(tokenNamespace, lease)}`;
            return `${lease.path} (${lease.id}) ${isAlive(failure)}: ${why}. Vault ends it by ${clock(expires)}.`;
        }),
        token === 'left' ? `The token ${isAlive(tokenFailure)}: ${tokenFailure?.message ?? ''}. It runs out by ${clock(tokenExpires)}.` : '',
    ].filter(Boolean);
}
/** Without a reply nobody knows whether Vault has ended it. */
function isAlive(failure) {
    const isLost = failure?.sent && failure.status === undefined && ['ERR_CONNECT', 'ERR_TIMEOUT', 'ERR_REPLY'].includes(failure.code);
    return isLost ? 'may still be alive' : 'is still alive';
}
/** What nobody confirmed although nothing has failed: for who requires that everything is confirmed. */
function unconfirmedWords({ withToken, sts, token, tokenExpires, tokenNamespace }) {
    return [
        ...withToken.map(({ path, id }, index) => {
            const grant = index === 0 && withToken[0] ? ` To have it confirmed, allow: ${revokePolicy(tokenNamespace, withToken[0])}` : '';
            return `${path} (${id}) ends with the token, in the background.${grant}`;
        }),
        ...sts.map(({ path, expires }) => `${path}: AWS STS credentials live until ${clock(expires)}.`),
        token === 'batch' ? `The batch token lives until ${clock(tokenExpires)}.` : '',
    ].filter(Boolean);
}
/** What lives on after a job with `revoke: false`. */
function aliveWords(owed) {
    const { token, leases } = owed;
    const ends = leases.map((lease) => endOf(lease, owed));
    const parts = [
        token.kind === 'supplied' ? '' : `the token until ${clock(token.expires)}`,
        leases.length > 0 ? `${plural(leases.length, 'lease')} until ${clock(Math.max(...ends))}` : '',
    ].filter(Boolean);
    return parts.length === 0 ? '' : `Not given back, as \`revoke: false\` says: ${parts.join(', ')} at the latest`;
}
/** What was shortened to `maxTtl`, as one line; '' for nothing. */
function shortenedWords(all) {
    const names = all.flatMap(({ shortened }) => shortened);
    return names.length === 0 ? '' : `Shortened to maxTtl: ${names.join(', ')}`;
}
/** What lives longer than `maxTtl`, until when, and why; a line each. */
const tooLongWords = (all) => all.flatMap(({ tooLong }) => tooLong.map(tooLongLine));
function tooLongLine({ lease, expires, failure }) {
    const what = lease ? `${lease.path} (${lease.id})` : 'The token';
    return `${what} lives longer than maxTtl if this runner is lost, until ${clock(expires)}: ${failure?.message ?? 'Vault cannot shorten it'}.`;
}

;// CONCATENATED MODULE: ./src/report.ts






/** Where every error code is explained: in the repository that the step uses, at its ref. Nowhere else for `uses: ./`. */
function errorDocs(env) {
    const [server, repository, ref] = [env['GITHUB_SERVER_URL'], env['GITHUB_ACTION_REPOSITORY'], env['GITHUB_ACTION_REF']];
    return server && repository && ref ? `${server}/${repository}/blob/${ref}/docs/errors.md` : 'docs/errors.md';
}
/** A Report in the runner's log. */
function createReport(env) {
    const code = (name) => `${name}, see ${errorDocs(env)}#${name.toLowerCase()}`;
    return {
        network({ urls, tls }, proxy) {
            if (proxy !== undefined)
                say(`Vault is reached through the proxy ${proxy}`);
            const risks = [
                tls?.skipVerify ? 'tlsSkipVerify: the certificate of the server is not checked.' : '',
                ...urls.map((url) => (isOpen(new URL(url)) ? `url: ${url} is without TLS.` : '')),
            ].filter(Boolean);
            if (risks.length > 0)
                (0,core/* warning */.$e)(`${risks.map(oneLine).join('\n')}\nWho is between this runner and Vault can read the job's token and all secrets.`);
        },
        loggedIn(connection, { method, access }, auth, lost) {
            const namespace = tokenNamespace(connection);
            const where = namespace === '' ? connection.urls[0] : `${connection.urls[0]}, namespace ${namespace}`;
            if ('token' in access) {
                say(`Using the token given as \`token\` at ${where}`);
                return;
            }
            say(`Logged in to ${where} as ${access.as} (${method.name}); the token lives ${span(auth.seconds)}, policies ${auth.policies.join(', ')}`);
            if (lost)
                say(`  an earlier attempt got no reply: a token that Vault made for it is known to nobody and lives ${span(auth.seconds)}`);
        },
        read(paths, milliseconds, leases, lost, givesBack) {
            say(`Read ${plural(paths, 'path')} in ${Math.round(milliseconds)} ms`);
            for (const lease of leases) {
                const end = givesBack ? 'ends with this job' : `lives until ${clock(lease.expires)}`;
                say(`  ${lease.path} – ${lease.sts ? `AWS STS, cannot be ended before ${clock(lease.expires)}` : end}`);
            }
            if (lost.length > 0)
                say(`  asked again after a reply was lost: ${lost.join(', ')}; what Vault made for it ends with the token`);
        },
        notFound(path, { input, line }, what) {
            (0,core/* notice */.lm)(oneLine(`${input} line ${line}: ${path}: ${what}; passed over, since it is optional`));
        },
        shortMasks(names) {
            if (names.length === 0)
                return;
            (0,core/* notice */.lm)(oneLine(`Very short, and masked all the same: ${names.join(', ')}. Log lines and job outputs that contain the text show ***.`));
        },
        heldBack({ skipped, shadowed }) {
            const names = skipped.map(({ kind, name, why }) => `the ${kind} "${name}" ${why}`);
            const text = [
                names.length > 0 ? `Keys that cannot be handed on under their own name: ${names.join('; ')}` : '',
                shadowed.length > 0 ? `Entries of one name, of which the last counts: ${shadowed.join(', ')}` : '',
            ].filter(Boolean);
            if (text.length > 0)
                (0,core/* warning */.$e)(text.map(oneLine).join('\n'));
        },
        exported({ outputs, variables }) {
            if (outputs.length > 0)
                say(`Set ${plural(outputs.length, 'output')}: ${outputs.join(', ')}`);
            if (variables.length > 0)
                say(`Set ${plural(variables.length, 'variable')} of later steps: ${variables.join(', ')}`);
        },
        shortened(shortenings) {
            const done = shortenedWords(shortenings);
            if (done !== '')
                say(done);
            const tooLong = tooLongWords(shortenings);
            if (tooLong.length > 0)
                (0,core/* notice */.lm)(tooLong.map(oneLine).join('\n'));
        },
        settled(settlement, files, required) {
            const removed = files.removed.length > 0 ? `${plural(files.removed.length, 'file')} removed` : '';
            const done = [removed, settlement ? doneWords(settlement) : ''].filter(Boolean).join(', ');
            if (done !== '')
                say(done);
            const left = files.left.map(({ path, why }) => `The file ${path} is still there: ${why}.`);
            const leftover = [...(settlement ? leftoverWords(settlement) : []), ...left].map(oneLine);
            if (settlement && required && !isConfirmed(settlement)) {
                const unconfirmed = [...leftover, ...unconfirmedWords(settlement).map(oneLine)].join('\n');
                (0,core/* error */.z3)(`Not all that was read is confirmed to be ended, which \`revoke: required\` asks for:\n${unconfirmed}\n${code('ERR_UNCONFIRMED')}`);
            }
            else if (leftover.length > 0)
                (0,core/* warning */.$e)(leftover.join('\n'));
        },
        leftAlive(owed) {
            const alive = owed ? aliveWords(owed) : '';
            if (alive !== '')
                say(alive);
        },
        failed(failure) {
            const text = [failure.message, failure.hint]
                .filter(Boolean)
                .map((part) => lines(part ?? ''))
                .join('\n');
            (0,core/* error */.z3)(`${text}\n${code(failure.code)}`);
            try {
                (0,core/* setOutput */.uH)('errorMessage', lines(failure.message));
            }
            catch {
                // the log has said it; a full disk must not keep main from giving back
            }
        },
        notGivenBack(thrown) {
            (0,core/* warning */.$e)(oneLine(`Nothing could be given back: ${(0,src_failure/* asFailure */.h)(thrown).message}. What is left ends with its own time in Vault.`));
        },
    };
}
/** Plain HTTP that leaves the machine. */
const isOpen = ({ protocol, hostname }) => protocol === 'http:' && !/^(localhost|127\.[\d.]+|\[::1\])$/.test(hostname);
/** The runner takes a line for a command even where blanks come before its `::`. */
function say(text) {
    (0,core/* info */.pq)(oneLine(text).replace(/^\s*:(?=:)/, '$& '));
}
const lines = (text) => text.split('\n').map(oneLine).join('\n');

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(760);
;// CONCATENATED MODULE: ./src/places.ts


/** How the names of the folders begin that the action makes for its files in RUNNER_TEMP. */
const ownFolderPrefix = 'vault-exchange-';
/** The places of this job. */
const placesOf = (env) => ({
    temp: env['RUNNER_TEMP'] ?? '',
    workspace: env['GITHUB_WORKSPACE'] ?? '',
});
/** An absolute path with every link in it resolved, as far as it exists. */
function realPath(path) {
    try {
        return (0,external_node_fs_.realpathSync)(path);
    }
    catch {
        const folder = (0,external_node_path_.dirname)(path);
        return folder === path ? path : (0,external_node_path_.join)(realPath(folder), (0,external_node_path_.basename)(path));
    }
}
/** Whether a path without links lies below one of the places. */
function isInside(path, { temp, workspace }) {
    return [temp, workspace].filter(external_node_path_.isAbsolute).some((place) => {
        const way = (0,external_node_path_.relative)(realPath(place), path);
        return way !== '' && !(0,external_node_path_.isAbsolute)(way) && way.split(external_node_path_.sep, 1)[0] !== '..';
    });
}

;// CONCATENATED MODULE: ./src/remove-files.ts



/** Removes files and, with their last one, the folders that the action made for them. Never throws, and follows no link. */
function removeFiles(paths, places) {
    const removed = [];
    const gone = [];
    const left = [];
    for (const path of paths) {
        try {
            const list = removeFile(path, places) ? removed : gone;
            list.push(path);
        }
        catch (error) {
            left.push({ path, why: error.message });
        }
    }
    for (const folder of new Set(paths.map((path) => (0,external_node_path_.dirname)(path))))
        removeOwnFolder(folder, places);
    return { removed, gone, left };
}
/**
 * Later steps may have put a link where its folder was, and planted a path in a STATE_ variable: neither leads out of the
 * places.
 * @returns false where it was gone
 */
function removeFile(path, places) {
    const folder = (0,external_node_path_.dirname)(path);
    if (!(0,external_node_fs_.existsSync)(folder))
        return false;
    if (!isInside(path, places) || (0,external_node_fs_.realpathSync)(folder) !== folder)
        throw new Error('it lies outside the workspace and RUNNER_TEMP now');
    if (!(0,external_node_fs_.lstatSync)(path, { throwIfNoEntry: false }))
        return false;
    (0,external_node_fs_.unlinkSync)(path);
    return true;
}
function removeOwnFolder(folder, places) {
    if (!(0,external_node_path_.basename)(folder).startsWith(ownFolderPrefix) || (0,external_node_path_.dirname)(folder) !== realPath(places.temp))
        return;
    try {
        (0,external_node_fs_.rmdirSync)(folder);
    }
    catch {
        // it holds what somebody else put there
    }
}

;// CONCATENATED MODULE: ./src/settle.ts



/** Main has done its work, and nothing hangs on the token. */
const afterSuccess = { leasesMs: 20_000, tokenMs: 10_000, endsFiles: false, isLast: false };
/** Main has failed: what it made is of use to nobody. */
const afterFailure = { ...afterSuccess, endsFiles: true };
/** The runner kills a cancelled step 10 s after its first signal, and replies under way have had 5 s of them. */
const afterCancel = { ...afterFailure, leasesMs: 2_500, tokenMs: 2_000 };
/** The post step has 60 s in all. */
const inPost = { leasesMs: 40_000, tokenMs: 20_000, endsFiles: true, isLast: true };
/**
 * Gives everything back and says so. What could not be ended stays written down, for the post step to try again and to
 * warn of: only the last attempt speaks of what is left, or the one that could not write it down. Never throws.
 * @returns false where every end has to be confirmed (`revoke: required`), and is not
 */
async function settle({ session, transport, report, env }, occasion) {
    const due = occasion.endsFiles ? session.files() : [];
    const owed = session.owed();
    if (!owed && due.length === 0)
        return true;
    // first, since it takes no time
    const files = removeFiles(due, placesOf(env));
    for (const path of [...files.removed, ...files.gone])
        session.dropFile(path);
    const settlement = owed && (await giveBack(owed, transport, occasion));
    const isDone = !settlement || isSettled(settlement);
    if (isDone)
        session.clear();
    const required = owed?.required ?? false;
    const isLast = occasion.isLast || !session.isWrittenDown();
    report.settled(isDone || isLast ? settlement : undefined, isLast ? files : { ...files, left: [] }, required && occasion.isLast);
    return !required || !settlement || isConfirmed(settlement);
}

// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(67);
var external_node_http_default = /*#__PURE__*/__webpack_require__.n(external_node_http_);
// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __webpack_require__(708);
var external_node_https_default = /*#__PURE__*/__webpack_require__.n(external_node_https_);
// EXTERNAL MODULE: ./node_modules/@actions/http-client/lib/index.js
var lib = __webpack_require__(779);
;// CONCATENATED MODULE: ./src/version.ts
/** The version of this action, as in package.json; a unit test keeps the two alike. */
const version = '0.1.0';

// EXTERNAL MODULE: external "node:events"
var external_node_events_ = __webpack_require__(474);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(30);
var external_node_net_default = /*#__PURE__*/__webpack_require__.n(external_node_net_);
// EXTERNAL MODULE: external "node:tls"
var external_node_tls_ = __webpack_require__(311);
var external_node_tls_default = /*#__PURE__*/__webpack_require__.n(external_node_tls_);
// EXTERNAL MODULE: ./src/vault/lost-connection.ts
var lost_connection = __webpack_require__(389);
// EXTERNAL MODULE: ./src/vault/pem.ts
var pem = __webpack_require__(682);
// EXTERNAL MODULE: ./node_modules/@actions/http-client/lib/proxy.js
var lib_proxy = __webpack_require__(783);
;// CONCATENATED MODULE: ./src/vault/proxy.ts


/**
 * The proxy for an address, from HTTPS_PROXY, HTTP_PROXY and NO_PROXY in either case, by the rules that the other actions go
 * by (@actions/http-client): lower case first, and none for loopback addresses. Throws ERR_PROXY where the variable is no address.
 */
function proxyFor(url) {
    const lower = url.protocol === 'https:' ? 'https_proxy' : 'http_proxy';
    const variable = [lower, lower.toUpperCase()].find((name) => process.env[name]);
    const text = process.env[variable ?? '']?.trim();
    if (variable === undefined || !text || (0,lib_proxy/* checkBypass */.H)(url))
        return undefined;
    // as curl has it, an address without a scheme is one of a plain proxy
    const proxy = URL.parse(/^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `http://${text}`);
    if (proxy && /^https?:$/.test(proxy.protocol) && proxy.hostname !== '')
        return { url: proxy, name: proxy.host, variable };
    throw new src_failure/* Failure */.H('ERR_PROXY', `the environment variable ${variable} is not the address of an HTTP proxy`, {
        hint: `Write it as http://proxy.example.com:3128, or name the host in NO_PROXY: ${url.hostname}`,
        sent: false,
    });
}

;// CONCATENATED MODULE: ./src/vault/connect.ts







/** Milliseconds for a connection to be there, with its proxy and its TLS handshake. */
const connectMs = 5_000;
/** @param settings as the inputs say; without any, the runner's authorities are trusted */
function createConnector(settings = {}) {
    const underWay = new Set();
    const sessions = new Map();
    let usual;
    let withSystem;
    async function attempt(url, options) {
        const end = new AbortController();
        underWay.add(end);
        const timer = setTimeout(() => {
            end.abort(Object.assign(new Error('no connection'), { code: 'ECONNTIMEOUT' }));
        }, connectMs);
        try {
            const socket = await connect_open(url, options, end.signal);
            return socket.setNoDelay(true);
        }
        catch (error) {
            throw end.signal.aborted && !(error instanceof src_failure/* Failure */.H) ? end.signal.reason : error;
        }
        finally {
            clearTimeout(timer);
            underWay.delete(end);
        }
    }
    async function secured(url, protocols) {
        const host = hostOf(url);
        const options = (secureContext) => ({
            host,
            secureContext,
            // explicit, since NODE_TLS_REJECT_UNAUTHORIZED of an earlier step would count otherwise
            rejectUnauthorized: settings.skipVerify !== true,
            ALPNProtocols: [...protocols],
            session: sessions.get(url.host),
            ...(external_node_net_default().isIP(host) === 0 && { servername: host }),
        });
        const first = withSystem ?? (usual ??= createContext(settings));
        const isNarrow = first !== withSystem && settings.ca === undefined;
        try {
            const socket = await attempt(url, options(first)).catch(async (error) => {
                const roots = (0,lost_connection/* isUnknownIssuer */.mR)(error) && isNarrow ? everyRoot() : undefined;
                if (!roots)
                    throw error;
                withSystem ??= createContext(settings, roots);
                return attempt(url, options(withSystem));
            });
            return socket.on('session', (session) => sessions.set(url.host, session));
        }
        catch (error) {
            if (!(0,lost_connection/* isCertificateError */.Y4)(error))
                throw error;
            const { certificateFailure } = await __webpack_require__.e(/* import() */ 240).then(__webpack_require__.bind(__webpack_require__, 240));
            // nothing is sent over this one: its certificates tell what is wrong with them
            const careless = await attempt(url, { ...options(first), rejectUnauthorized: false }).catch(() => undefined);
            const leaf = careless instanceof (external_node_tls_default()).TLSSocket ? careless.getPeerX509Certificate() : undefined;
            careless?.on('error', () => undefined).destroy();
            throw certificateFailure(error, url, settings, leaf);
        }
    }
    return {
        async connect(url, protocols) {
            try {
                return await (url.protocol === 'https:' ? secured(url, protocols) : attempt(url, undefined));
            }
            catch (error) {
                throw error instanceof src_failure/* Failure */.H ? error : (0,lost_connection/* notConnected */.NU)(error, url);
            }
        },
        close() {
            for (const end of underWay)
                end.abort(new Error('closed'));
        },
    };
}
/** @param secure for https */
async function connect_open(url, secure, signal) {
    const proxy = proxyFor(url);
    const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80));
    // few runs go through a proxy: what it takes is loaded then
    const tunnel = proxy && (await (await __webpack_require__.e(/* import() */ 612).then(__webpack_require__.bind(__webpack_require__, 612))).openTunnel(proxy, `${url.hostname}:${port}`, signal));
    if (!secure)
        return tunnel ?? ready(external_node_net_default().connect({ host: hostOf(url), port }), 'connect', signal);
    return ready(external_node_tls_default().connect({ ...secure, port, ...(tunnel && { socket: tunnel }) }), 'secureConnect', signal);
}
async function ready(socket, event, signal) {
    try {
        await (0,external_node_events_.once)(socket, event, { signal });
        return socket;
    }
    catch (error) {
        socket.destroy();
        throw error;
    }
}
/** URL.hostname keeps the brackets of an IPv6 address, which no resolver knows. */
const hostOf = (url) => url.hostname.replace(/^\[(.*)\]$/, '$1');
/** @param roots the authorities to trust where `caCertificate` names none; node's own if not given */
function createContext({ ca, certificate, key }, roots) {
    try {
        return external_node_tls_default().createSecureContext({
            ca: ca === undefined ? roots && [...roots] : pemOf('caCertificate', ca),
            cert: certificate === undefined ? undefined : pemOf('clientCertificate', certificate),
            key: key === undefined ? undefined : pemOf('clientKey', key),
        });
    }
    catch (error) {
        if (error instanceof src_failure/* Failure */.H)
            throw error;
        throw new src_failure/* Failure */.H('ERR_TLS', 'caCertificate, clientCertificate and clientKey do not go together', { cause: error, sent: false });
    }
}
/**
 * Node's roots, and those of the operating system, where an administrator has put a company's authority. To read them takes
 * tens of milliseconds, so it is done only where an issuer is unknown. Node before 24.5 has no access to them.
 */
function everyRoot() {
    if (typeof (external_node_tls_default()).getCACertificates !== 'function')
        return undefined;
    return [...external_node_tls_default().getCACertificates('default'), ...external_node_tls_default().getCACertificates('system')];
}
/** The inputs were checked by then; a file may have gone since. */
function pemOf(input, text) {
    try {
        return (0,pem/* readPem */.Je)(text);
    }
    catch (error) {
        if (error instanceof pem/* NoPem */.yg)
            throw new src_failure/* Failure */.H('ERR_TLS', `${input} ${error.message}`, { cause: error, sent: false });
        throw error;
    }
}

;// CONCATENATED MODULE: ./src/vault/http-transport.ts







/** Requests under way at once. More wait for a place; their time limit starts when they get it. */
const lanes = 16;
const maxBodyBytes = 8 * 1024 * 1024;
/** A Transport over HTTP/1.1 with @actions/http-client and a bounded number of kept-alive connections. */
function createHttpTransport() {
    const pools = new Map();
    const lane = createLanes(lanes);
    function poolFor(settings) {
        const pool = pools.get(settings) ?? createPool(createConnector(settings));
        pools.set(settings, pool);
        return pool;
    }
    async function send(request) {
        const limit = AbortSignal.timeout(request.replyMs);
        const signal = request.signal ? AbortSignal.any([limit, request.signal]) : limit;
        const pool = poolFor(request.tls);
        try {
            const client = createClient(request.url.protocol === 'https:' ? pool.https : pool.http, signal);
            const { message } = await client.request(request.method, request.url.href, request.body ?? null, { ...request.headers });
            const body = await readBody(message);
            return { status: message.statusCode ?? 0, header: (name) => message.headers[name]?.toString(), body };
        }
        catch (error) {
            if (error instanceof src_failure/* Failure */.H)
                throw error;
            if (request.signal?.aborted)
                throw request.signal.reason;
            throw (0,lost_connection/* lostConnection */.LQ)(error, request.url, limit.aborted ? request.replyMs : undefined);
        }
    }
    return {
        send: (request) => lane(() => send(request), request.signal),
        close() {
            for (const pool of pools.values())
                pool.close();
        },
    };
}
function createPool(connector) {
    const pool = {
        http: new (external_node_http_default()).Agent({ keepAlive: true }),
        https: new (external_node_https_default()).Agent({ keepAlive: true }),
    };
    for (const scheme of ['http', 'https']) {
        pool[scheme].createConnection = ({ host, port }, callback) => {
            const address = new URL(`${scheme}://${host?.includes(':') ? `[${host}]` : (host ?? '')}:${port ?? ''}`);
            connector.connect(address, ['http/1.1']).then((socket) => callback?.(null, socket), (error) => callback?.(error));
            return undefined;
        };
    }
    return {
        ...pool,
        close() {
            connector.close();
            pool.http.destroy();
            pool.https.destroy();
        },
    };
}
/** An HttpClient takes its agent and its signal through a request handler, the one hook that it has. */
function createClient(agent, signal) {
    const handler = {
        prepareRequest(options) {
            // URL.hostname keeps the brackets of an IPv6 address, which no resolver knows
            options.host = options.host?.replace(/^\[(.*)\]$/, '$1') ?? null;
            options.signal = signal;
            // in place of the one for a proxy, which knows neither a private authority nor a client certificate
            options.agent = agent;
        },
        canHandleAuthentication: () => false,
        handleAuthentication: () => Promise.reject(new Error('no authentication')),
    };
    return new lib/* HttpClient */.Qq(`vault-exchange/${version}`, [handler], { allowRedirects: false, allowRetries: false });
}
async function readBody(message) {
    const chunks = [];
    let bytes = 0;
    for await (const chunk of message) {
        bytes += chunk.length;
        if (bytes > maxBodyBytes) {
            message.destroy();
            throw new src_failure/* Failure */.H('ERR_REPLY', `the reply is larger than ${maxBodyBytes / 1024 / 1024} MiB`);
        }
        chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString('utf8');
}
/** At most `places` tasks at once, first come, first served. */
function createLanes(places) {
    const waiting = [];
    let free = places;
    return async (task, signal) => {
        if (free > 0)
            free--;
        else
            await new Promise((resolve) => waiting.push(resolve));
        try {
            if (signal?.aborted)
                throw signal.reason;
            return await task();
        }
        finally {
            const next = waiting.shift();
            if (next)
                next();
            else
                free++;
        }
    };
}

;// CONCATENATED MODULE: ./src/with-extra-headers.ts
/**
 * A Transport that sends the extra headers of a request with it; they never replace one that the request has itself. What
 * stands in them is made once, with the first such request, and by a chunk of its own.
 */
function withExtraHeaders(transport, env) {
    let filling;
    const filled = async (text, signal) => {
        const { fillHeaders } = await __webpack_require__.e(/* import() */ 627).then(__webpack_require__.bind(__webpack_require__, 627));
        return fillHeaders(text, { env, transport, stop: { asked: signal, now: signal } });
    };
    return {
        async send({ extraHeaders, ...request }) {
            if (extraHeaders === undefined)
                return transport.send(request);
            filling ??= filled(extraHeaders, request.signal ?? new AbortController().signal);
            const headers = await filling.catch((error) => {
                filling = undefined;
                throw error;
            });
            return transport.send({ ...request, headers: { ...headers, ...request.headers } });
        },
        close() {
            transport.close();
        },
    };
}

;// CONCATENATED MODULE: ./src/give-back-rest.ts





/**
 * The post step's work, in a chunk of its own: gives back what main wrote down. Never throws, since a job that did its
 * work must not fail for its cleaning up.
 * @returns the exit code: 0, or 1 where every end has to be confirmed (`revoke: required`), and is not
 */
async function giveBackRest(env) {
    const report = createReport(env);
    const transport = withExtraHeaders(createHttpTransport(), env);
    const session = createSession(env, loadAccount(env));
    const required = session.owed()?.required ?? false;
    try {
        return (await settle({ session, transport, report, env }, inPost)) ? 0 : 1;
    }
    catch (error) {
        report.notGivenBack(error);
        return required ? 1 : 0;
    }
    finally {
        transport.close();
    }
}


/***/ }),

/***/ 123:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   KG: () => (/* binding */ createLimit),
/* harmony export */   v7: () => (/* binding */ pause)
/* harmony export */ });
/* unused harmony export createStop */
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(633);

/** Seconds that replies under way get when a step has to stop: what they bring has to be written down and given back. */
const graceSeconds = 5;
/** A Stop that nobody has asked for yet. */
function createStop() {
    const asked = new AbortController();
    const now = new AbortController();
    const timers = [];
    let isOver = false;
    function ask(reason) {
        if (isOver || asked.signal.aborted)
            return;
        asked.abort(reason);
        timers.push(setTimeout(() => {
            now.abort(reason);
        }, graceSeconds * 1_000));
    }
    return {
        asked: asked.signal,
        now: now.signal,
        ask,
        after(seconds) {
            const reason = () => new Failure('ERR_TIMEOUT', `not done after ${seconds} s`, { hint: 'The input `timeout` sets this limit, in seconds.' });
            timers.push(setTimeout(() => {
                ask(reason());
            }, seconds * 1_000));
        },
        clear() {
            isOver = true;
            for (const timer of timers)
                clearTimeout(timer);
        },
    };
}
/** A time limit for giving back: at its end nothing starts and nothing goes on. */
function createLimit(milliseconds) {
    const end = new AbortController();
    const timer = setTimeout(() => {
        end.abort(new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .H('ERR_TIMEOUT', 'the time for giving back ran out'));
    }, milliseconds);
    return {
        asked: end.signal,
        now: end.signal,
        clear() {
            clearTimeout(timer);
        },
    };
}
/** Waits, and throws the reason as soon as a stop is asked for. */
async function pause(milliseconds, asked) {
    asked.throwIfAborted();
    await new Promise((resolve, reject) => {
        const onAbort = () => {
            clearTimeout(timer);
            reject(asked.reason);
        };
        const timer = setTimeout(() => {
            asked.removeEventListener('abort', onAbort);
            resolve();
        }, milliseconds);
        asked.addEventListener('abort', onAbort, { once: true });
    });
}


/***/ }),

/***/ 73:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   TM: () => (/* binding */ secondsOf),
/* harmony export */   al: () => (/* binding */ notVault),
/* harmony export */   uH: () => (/* binding */ clean),
/* harmony export */   x5: () => (/* binding */ refusal)
/* harmony export */ });
/* unused harmony exports wordsOf, plain, kv2Path */
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(633);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(984);


/** What to do where something else than Vault has answered. */
const notVault = 'Check that `url` is the address of Vault itself, not of a web page or a proxy in front of it.';
/** The longest text of a server that is shown, in characters. */
const maxWords = 500;
/** What a reply with an error status says, in Vault's own words, cleaned for a log; '' where it is not Vault's. */
function wordsOf(body) {
    const reply = objectOf(body);
    const said = [(0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .own */ .ZV)(reply, 'errors'), (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .own */ .ZV)(reply, 'warnings')].flatMap((part) => (Array.isArray(part) ? part : []));
    return clean(said.filter((line) => typeof line === 'string').join('; '));
}
/** Vault's words without the frame that a list of errors has even where it holds one. */
const plain = (words) => words.replace(/^\d+ errors? occurred: \* /, '');
/** A server's text as one line without control characters, cut at 500 characters. */
function clean(text) {
    const line = text.replace(/\p{Cc}+/gu, ' ').trim();
    return line.length > maxWords ? `${line.slice(0, maxWords)}…` : line;
}
/**
 * A reply with status 3xx or more as a Failure.
 * @param request what was asked, for the message: "GET secret/data/app"
 * @param path the path alone, for the hint
 */
function refusal(request, path, status, body, retryAfter) {
    if (status === 404 && !isVaults(body))
        return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .H('ERR_REPLY', `${request}: 404, but not Vault's`, { hint: notVault, status });
    if (body.startsWith('Client sent an HTTP request to an HTTPS server')) {
        return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .H('ERR_REFUSED', `${request}: the server there speaks TLS`, { hint: 'Write `url` with https://.', status });
    }
    const words = wordsOf(body);
    const said = plain(words) || (status === 404 ? 'nothing is stored there' : '');
    return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .H(codeOf(status, words), `${request}: ${status}${said && ` ${said}`}`, {
        hint: hintFor(status, words, path, request.startsWith('GET ') ? '"read"' : '"create", "update"'),
        status,
        words,
        retryAfter: secondsOf(retryAfter),
    });
}
const isVaults = (body) => (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .own */ .ZV)(objectOf(body), 'errors') !== undefined || (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .own */ .ZV)(objectOf(body), 'data') !== undefined;
/** The JSON object in a body; an empty one where there is none. */
function objectOf(body) {
    try {
        const value = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .parseJson */ .qF)(body);
        return (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .isObject */ .Gv)(value) ? value : {};
    }
    catch {
        return {};
    }
}
/** A 500 that an engine chose to say: it would say the same again. */
const engineRefusal = /is not an allowed role|unknown role|SQLSTATE 42|exceeds allowed/;
function codeOf(status, words) {
    if (status === 403)
        return 'ERR_DENIED';
    if (status === 404)
        return 'ERR_NOT_FOUND';
    if (status === 412 || status === 429)
        return 'ERR_UNAVAILABLE';
    return status >= 500 && status !== 501 && !engineRefusal.test(words) ? 'ERR_UNAVAILABLE' : 'ERR_REFUSED';
}
/** Texts as Vault 1.21 and OpenBao 2.7 send them. */
function hintFor(status, words, path, capabilities) {
    if (words.includes('versioned K/V'))
        return `This is KV version 2: write ${kv2Path(policyPath(path), 'data')}.`;
    if (words.includes('is not an allowed role'))
        return 'The database connection has to allow it: allowed_roles in its config.';
    if (/unknown role|Role ".*" not found/.test(words)) {
        return `The last part of ${path} has to be a role of that engine.`;
    }
    if (words.includes('namespace not found'))
        return 'Check `namespace`.';
    if (words.includes('no handler for route'))
        return 'Nothing is mounted there: check the path, a namespace before its mount, and `namespace`.';
    if (words.includes('sealed'))
        return 'Vault is sealed: somebody has to unseal it.';
    if (status === 403)
        return [
            `A policy of this role has to allow it: path "${policyPath(path)}" { capabilities = [${capabilities}] }.`,
            kv2Advice(path),
        ].join('');
    if (status === 404)
        return 'Check the path; for KV version 2 it has data/ after the mount, and a deleted version is not found either.';
    return undefined;
}
/** A policy knows no query. */
const policyPath = (path) => path.replace(/\?.*$/, '');
/**
 * A path as KV version 2 has it, as far as it can be told: `part` after the mount. That is the first part of a path, or
 * more of it where the mount has a longer name or a namespace comes before it.
 */
function kv2Path(path, part) {
    const [mount = '', ...rest] = path.split('/');
    if (rest[0] === part)
        return path;
    const usual = [mount, part, ...rest].join('/');
    const [second = '', ...below] = rest;
    return below.length === 0 ? usual : `${usual}, or ${[mount, second, part, ...below].join('/')} if the mount is ${mount}/${second}`;
}
/** Paths of other engines: by the first part after the mount, or, wherever the mount ends, by the last but one. */
const otherEngine = /^[^/]+\/(metadata|creds|static-creds|sts|roles?|issue|sign|encrypt|decrypt|token)(\/|$)|\/(creds|static-creds|sts|issue|sign|encrypt|decrypt)\/[^/]*$/;
/** Only where the path may be one of a KV engine, and is not that of version 2 already. */
function kv2Advice(path) {
    const read = policyPath(path);
    const isOther = /\/data\/|^[^/]*$/.test(read) || otherEngine.test(read);
    return isOther ? '' : ` If that is KV version 2, its path is ${kv2Path(read, 'data')}.`;
}
/** Seconds of a Retry-After header; undefined where it is not there or a date. */
function secondsOf(retryAfter) {
    const seconds = Number(retryAfter ?? Number.NaN);
    return Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined;
}


/***/ }),

/***/ 984:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Gv: () => (/* binding */ isObject),
/* harmony export */   ZV: () => (/* binding */ own),
/* harmony export */   qF: () => (/* binding */ parseJson)
/* harmony export */ });
/* unused harmony export toText */
/** True for objects; false for arrays, null and kept digits, which are values. */
function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value) && !rawJson.isRawJSON(value);
}
/** The value under an own key. */
function own(object, key) {
    return Object.hasOwn(object, key) ? object[key] : undefined;
}
/** Parses JSON and keeps every digit of large integers. Throws SyntaxError, whose text may quote the input. */
function parseJson(text) {
    // a reviver makes parsing several times slower; without many digits or an exponent it would find nothing to do
    return (/\d{16}|\de\+?\d/i.test(text) ? JSON.parse(text, keepDigits) : JSON.parse(text));
}
/** A value as text, the way it is handed to a job: strings as they are, everything else as compact JSON. */
function toText(value) {
    return typeof value === 'string' ? value : JSON.stringify(value);
}
function keepDigits(_key, value, context) {
    const lossy = typeof value === 'number' && !Number.isSafeInteger(value) && (Number.isInteger(value) || !Number.isFinite(value));
    return lossy && context.source !== undefined ? rawJson.rawJSON(context.source) : value;
}
const rawJson = JSON;


/***/ }),

/***/ 389:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $N: () => (/* binding */ codeOf),
/* harmony export */   LQ: () => (/* binding */ lostConnection),
/* harmony export */   NU: () => (/* binding */ notConnected),
/* harmony export */   Y4: () => (/* binding */ isCertificateError),
/* harmony export */   i_: () => (/* binding */ neverConnected),
/* harmony export */   mR: () => (/* binding */ isUnknownIssuer)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(633);

/** What errors of node's net and dns modules mean after which nothing of the request can have reached the server. */
const neverConnected = {
    ECONNREFUSED: 'nothing listens there',
    ENOTFOUND: 'the host name is not known',
    EAI_AGAIN: 'the name server did not answer',
    EHOSTUNREACH: 'no route to the host',
    ENETUNREACH: 'no route to the network',
    ECONNTIMEOUT: 'no connection within 5 s',
};
/** Certificate errors as OpenSSL and node name them (crypto_common.cc, X509ErrorCode). */
const certificate = /^(CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|ERROR_IN_CERT_|INVALID_(CA|PURPOSE)$|PATH_LENGTH_|HOSTNAME_MISMATCH$|ERR_TLS_CERT_ALTNAME_)/;
/** TLS handshakes that failed for another reason. */
const handshake = /^(ERR_TLS_|ERR_SSL_|EPROTO$)/;
/** What a server sends that wants a client certificate, or another one. */
const clientCertificate = /ALERT_(CERTIFICATE|BAD_CERTIFICATE|UNSUPPORTED_CERTIFICATE|UNKNOWN_CA|HANDSHAKE_FAILURE)/;
/** The certificate of the server was not accepted. */
const isCertificateError = (error) => certificate.test(codeOf(error));
/** The certificate of the server leads to no authority that is trusted. */
const isUnknownIssuer = (error) => /^(UNABLE_TO_GET_ISSUER_CERT|UNABLE_TO_VERIFY_LEAF_SIGNATURE|SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT)/.test(codeOf(error));
/** Why there is no connection, as a Failure: nothing was sent, whatever the reason. */
function notConnected(error, url) {
    const failure = lostConnection(error, url);
    if (!failure.sent)
        return failure;
    const code = codeOf(error);
    return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .H('ERR_CONNECT', `${url.host} closed the connection before it was ready${code && ` (${code})`}`, {
        hint: url.protocol === 'https:' ? 'Does the port speak TLS? A firewall in between may also have ended it.' : undefined,
        cause: error,
        sent: false,
    });
}
/**
 * Why no whole reply came, as a Failure.
 * @param timedOutMs the time limit in milliseconds, where that is what ended the request
 */
function lostConnection(error, url, timedOutMs) {
    if (timedOutMs !== undefined) {
        return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .H('ERR_TIMEOUT', `${url.host} took the request and did not answer within ${timedOutMs / 1000} s`, { cause: error });
    }
    const code = codeOf(error);
    const reason = neverConnected[code];
    if (reason) {
        return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .H('ERR_CONNECT', `cannot connect to ${url.host}: ${reason} (${code})`, {
            hint: 'Check `url`, and that the runner may reach it: a private address needs a self-hosted runner.',
            cause: error,
            sent: false,
        });
    }
    if (certificate.test(code) || handshake.test(code)) {
        return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .H('ERR_TLS', `the TLS connection to ${url.host} was not accepted: ${code}`, {
            hint: hintFor(code),
            cause: error,
            sent: false,
        });
    }
    return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .H('ERR_CONNECT', `${url.host} closed the connection before it answered${code && ` (${code})`}`, { cause: error });
}
function hintFor(code) {
    if (certificate.test(code))
        return 'The certificate has to be issued for this host name by an authority that the runner trusts.';
    if (clientCertificate.test(code)) {
        return [
            'The server wants a client certificate (clientCertificate and clientKey), or another one than it was given:',
            'valid, for client authentication, and of an authority that the server trusts.',
        ].join(' ');
    }
    return 'The port may speak plain HTTP (write http://), or an old version of TLS.';
}
/** The code of an error of node's; '' where it has none. */
function codeOf(error) {
    return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : '';
}


/***/ }),

/***/ 682:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Je: () => (/* binding */ readPem),
/* harmony export */   Yc: () => (/* binding */ certificatesIn),
/* harmony export */   yg: () => (/* binding */ NoPem)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(24);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);

/** Of a file with certificates, in bytes; the bundle of an operating system has a quarter of it. */
const maxBytes = 1024 * 1024;
/** What a text does not give, as the end of a sentence that starts with the input's name. */
class NoPem extends Error {
}
/** The PEM text that an input gives: itself, in base64, or in the file that it names. Throws NoPem. */
function readPem(text) {
    if (isPem(text))
        return text;
    const decoded = Buffer.from(text, 'base64').toString('latin1');
    if (isPem(decoded))
        return decoded;
    if (/[\r\n]/.test(text) || text.length > 4_096)
        throw new NoPem('is neither PEM, nor base64 of PEM, nor the path of a file');
    const content = readFile(text);
    if (isPem(content))
        return content;
    throw new NoPem('names a file that has no PEM');
}
const isPem = (text) => text.includes('-----BEGIN ');
function readFile(path) {
    try {
        const stat = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(path);
        if (stat.isFile() && stat.size <= maxBytes)
            return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(path, 'latin1');
    }
    catch {
        throw new NoPem('is neither PEM, nor base64 of PEM, nor the path of a file that can be read');
    }
    throw new NoPem('names no file, or one of more than 1 MiB');
}
/** Each certificate in a PEM text. */
function certificatesIn(pem) {
    return pem.match(/-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----[^-]*-----END (?:TRUSTED |X509 )?CERTIFICATE-----/g) ?? [];
}


/***/ }),

/***/ 714:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Is: () => (/* binding */ harmless),
/* harmony export */   K1: () => (/* binding */ ending),
/* harmony export */   a2: () => (/* binding */ retryDelay),
/* harmony export */   bF: () => (/* binding */ isOutOfService)
/* harmony export */ });
/* unused harmony exports ownRead, foreignRead, write, never */
/** Logins and questions: acting twice does no harm. */
const harmless = { afterLoss: true, afterBreakdown: 3, attempts: 4, patience: 16 };
/** What ends something: what could be ended must not be left alive for one reply that says nothing. */
const ending = { ...harmless, afterGarbage: true };
/** A read with our own service token: a lease whose reply was lost hangs on that token and goes with it. */
const ownRead = { afterLoss: true, afterBreakdown: 2, attempts: 4, patience: 16 };
/** A read with a batch token or one that the user supplied: a lost lease would live on. */
const foreignRead = { afterLoss: false, afterBreakdown: 2, attempts: 4, patience: 16 };
/** A write: what its first sending did is not known, so it is sent again only if the server cannot have acted. */
const write = { afterLoss: false, afterBreakdown: 0, attempts: 4, patience: 16 };
/** Not worth waiting for. */
const never = { afterLoss: false, afterBreakdown: 0, attempts: 1, patience: 1 };
const firstWaitMs = 250;
const longestWaitMs = 4_000;
/** A server that asks to wait longer than this is answered with the failure instead. */
const maxRetryAfterSeconds = 30;
/**
 * Milliseconds until a failed request is sent again, or undefined where it has to stay failed.
 * @param attempt how many attempts have failed, from 1
 * @param random a number from 0 to 1, which halves the wait at most and so spreads the retries of many jobs
 */
function retryDelay(failure, repeatable, attempt, random) {
    if (attempt >= attemptsFor(failure, repeatable) || !mayRepeat(failure, repeatable, attempt))
        return undefined;
    if (failure.retryAfter !== undefined)
        return failure.retryAfter > maxRetryAfterSeconds ? undefined : failure.retryAfter * 1_000;
    return Math.min(firstWaitMs * 4 ** (attempt - 1), longestWaitMs) * (0.5 + random / 2);
}
/** Whether another node of the same cluster may be in service where this one is not. */
function isOutOfService(failure) {
    if (failure.code === 'ERR_CONNECT' || failure.code === 'ERR_TIMEOUT')
        return true;
    // a quota counts for the whole cluster; without words a standby says that it lags behind
    return failure.code === 'ERR_UNAVAILABLE' && (failure.status !== 429 || failure.words === '');
}
/** What somebody has to end, as with a sealed server, is not waited for. */
function attemptsFor(failure, repeatable) {
    const passes = failure.code === 'ERR_UNAVAILABLE' && isBusy(failure) && !/sealed|not initialized/.test(failure.words);
    return passes ? repeatable.patience : repeatable.attempts;
}
function mayRepeat(failure, repeatable, attempt) {
    if (failure.code === 'ERR_CONNECT')
        return !failure.sent || repeatable.afterLoss;
    if (failure.code === 'ERR_TIMEOUT')
        return repeatable.afterLoss;
    if (failure.code === 'ERR_REPLY')
        return failure.status === undefined && repeatable.afterGarbage === true;
    // a standby sent it on to a leader that cannot be reached: nobody knows whether that one acted
    if (failure.code === 'ERR_UNAVAILABLE' && failure.status === undefined)
        return repeatable.afterLoss;
    if (failure.code === 'ERR_UNAVAILABLE')
        return isBusy(failure) || attempt <= repeatable.afterBreakdown;
    return failure.status === 400 && failure.words.includes('fetching keys');
}
/** 412 missing state, 429 quota or a standby that lags, 503 sealed, a standby without a leader: soon over, or so one may hope. */
const isBusy = (failure) => [undefined, 412, 429, 503].includes(failure.status) || failure.words.includes('active cluster node not found');


/***/ }),

/***/ 77:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ ProxyAgent)
/* harmony export */ });
/** What @actions/http-client imports at start and uses only in getAgentDispatcher, which nothing here calls. */
class ProxyAgent {
  constructor() {
    throw new Error('fetch through a proxy is not part of this bundle')
  }
}


/***/ })

};
;