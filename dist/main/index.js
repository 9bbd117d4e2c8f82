/******/ (() => { // webpackBootstrap
/******/ 	var __webpack_modules__ = ({

/***/ 770:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {

module.exports = __nccwpck_require__(218);


/***/ }),

/***/ 218:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {

"use strict";
var __webpack_unused_export__;


var net = __nccwpck_require__(278);
var tls = __nccwpck_require__(756);
var http = __nccwpck_require__(611);
var https = __nccwpck_require__(692);
var events = __nccwpck_require__(434);
var assert = __nccwpck_require__(613);
var util = __nccwpck_require__(23);


exports.httpOverHttp = httpOverHttp;
exports.httpsOverHttp = httpsOverHttp;
exports.httpOverHttps = httpOverHttps;
exports.httpsOverHttps = httpsOverHttps;


function httpOverHttp(options) {
  var agent = new TunnelingAgent(options);
  agent.request = http.request;
  return agent;
}

function httpsOverHttp(options) {
  var agent = new TunnelingAgent(options);
  agent.request = http.request;
  agent.createSocket = createSecureSocket;
  agent.defaultPort = 443;
  return agent;
}

function httpOverHttps(options) {
  var agent = new TunnelingAgent(options);
  agent.request = https.request;
  return agent;
}

function httpsOverHttps(options) {
  var agent = new TunnelingAgent(options);
  agent.request = https.request;
  agent.createSocket = createSecureSocket;
  agent.defaultPort = 443;
  return agent;
}


function TunnelingAgent(options) {
  var self = this;
  self.options = options || {};
  self.proxyOptions = self.options.proxy || {};
  self.maxSockets = self.options.maxSockets || http.Agent.defaultMaxSockets;
  self.requests = [];
  self.sockets = [];

  self.on('free', function onFree(socket, host, port, localAddress) {
    var options = toOptions(host, port, localAddress);
    for (var i = 0, len = self.requests.length; i < len; ++i) {
      var pending = self.requests[i];
      if (pending.host === options.host && pending.port === options.port) {
        // Detect the request to connect same origin server,
        // reuse the connection.
        self.requests.splice(i, 1);
        pending.request.onSocket(socket);
        return;
      }
    }
    socket.destroy();
    self.removeSocket(socket);
  });
}
util.inherits(TunnelingAgent, events.EventEmitter);

TunnelingAgent.prototype.addRequest = function addRequest(req, host, port, localAddress) {
  var self = this;
  var options = mergeOptions({request: req}, self.options, toOptions(host, port, localAddress));

  if (self.sockets.length >= this.maxSockets) {
    // We are over limit so we'll add it to the queue.
    self.requests.push(options);
    return;
  }

  // If we are under maxSockets create a new one.
  self.createSocket(options, function(socket) {
    socket.on('free', onFree);
    socket.on('close', onCloseOrRemove);
    socket.on('agentRemove', onCloseOrRemove);
    req.onSocket(socket);

    function onFree() {
      self.emit('free', socket, options);
    }

    function onCloseOrRemove(err) {
      self.removeSocket(socket);
      socket.removeListener('free', onFree);
      socket.removeListener('close', onCloseOrRemove);
      socket.removeListener('agentRemove', onCloseOrRemove);
    }
  });
};

TunnelingAgent.prototype.createSocket = function createSocket(options, cb) {
  var self = this;
  var placeholder = {};
  self.sockets.push(placeholder);

  var connectOptions = mergeOptions({}, self.proxyOptions, {
    method: 'CONNECT',
    path: options.host + ':' + options.port,
    agent: false,
    headers: {
      host: options.host + ':' + options.port
    }
  });
  if (options.localAddress) {
    connectOptions.localAddress = options.localAddress;
  }
  if (connectOptions.proxyAuth) {
    connectOptions.headers = connectOptions.headers || {};
    connectOptions.headers['Proxy-Authorization'] = 'Basic ' +
        new Buffer(connectOptions.proxyAuth).toString('base64');
  }

  debug('making CONNECT request');
  var connectReq = self.request(connectOptions);
  connectReq.useChunkedEncodingByDefault = false; // for v0.6
  connectReq.once('response', onResponse); // for v0.6
  connectReq.once('upgrade', onUpgrade);   // for v0.6
  connectReq.once('connect', onConnect);   // for v0.7 or later
  connectReq.once('error', onError);
  connectReq.end();

  function onResponse(res) {
    // Very hacky. This is necessary to avoid http-parser leaks.
    res.upgrade = true;
  }

  function onUpgrade(res, socket, head) {
    // Hacky.
    process.nextTick(function() {
      onConnect(res, socket, head);
    });
  }

  function onConnect(res, socket, head) {
    connectReq.removeAllListeners();
    socket.removeAllListeners();

    if (res.statusCode !== 200) {
      debug('tunneling socket could not be established, statusCode=%d',
        res.statusCode);
      socket.destroy();
      var error = new Error('tunneling socket could not be established, ' +
        'statusCode=' + res.statusCode);
      error.code = 'ECONNRESET';
      options.request.emit('error', error);
      self.removeSocket(placeholder);
      return;
    }
    if (head.length > 0) {
      debug('got illegal response body from proxy');
      socket.destroy();
      var error = new Error('got illegal response body from proxy');
      error.code = 'ECONNRESET';
      options.request.emit('error', error);
      self.removeSocket(placeholder);
      return;
    }
    debug('tunneling connection has established');
    self.sockets[self.sockets.indexOf(placeholder)] = socket;
    return cb(socket);
  }

  function onError(cause) {
    connectReq.removeAllListeners();

    debug('tunneling socket could not be established, cause=%s\n',
          cause.message, cause.stack);
    var error = new Error('tunneling socket could not be established, ' +
                          'cause=' + cause.message);
    error.code = 'ECONNRESET';
    options.request.emit('error', error);
    self.removeSocket(placeholder);
  }
};

TunnelingAgent.prototype.removeSocket = function removeSocket(socket) {
  var pos = this.sockets.indexOf(socket)
  if (pos === -1) {
    return;
  }
  this.sockets.splice(pos, 1);

  var pending = this.requests.shift();
  if (pending) {
    // If we have pending requests and a socket gets closed a new one
    // needs to be created to take over in the pool for the one that closed.
    this.createSocket(pending, function(socket) {
      pending.request.onSocket(socket);
    });
  }
};

function createSecureSocket(options, cb) {
  var self = this;
  TunnelingAgent.prototype.createSocket.call(self, options, function(socket) {
    var hostHeader = options.request.getHeader('host');
    var tlsOptions = mergeOptions({}, self.options, {
      socket: socket,
      servername: hostHeader ? hostHeader.replace(/:.*$/, '') : options.host
    });

    // 0 is dummy port for v0.6
    var secureSocket = tls.connect(0, tlsOptions);
    self.sockets[self.sockets.indexOf(socket)] = secureSocket;
    cb(secureSocket);
  });
}


function toOptions(host, port, localAddress) {
  if (typeof host === 'string') { // since v0.10
    return {
      host: host,
      port: port,
      localAddress: localAddress
    };
  }
  return host; // for v0.11 or later
}

function mergeOptions(target) {
  for (var i = 1, len = arguments.length; i < len; ++i) {
    var overrides = arguments[i];
    if (typeof overrides === 'object') {
      var keys = Object.keys(overrides);
      for (var j = 0, keyLen = keys.length; j < keyLen; ++j) {
        var k = keys[j];
        if (overrides[k] !== undefined) {
          target[k] = overrides[k];
        }
      }
    }
  }
  return target;
}


var debug;
if (process.env.NODE_DEBUG && /\btunnel\b/.test(process.env.NODE_DEBUG)) {
  debug = function() {
    var args = Array.prototype.slice.call(arguments);
    if (typeof args[0] === 'string') {
      args[0] = 'TUNNEL: ' + args[0];
    } else {
      args.unshift('TUNNEL:');
    }
    console.error.apply(console, args);
  }
} else {
  debug = function() {};
}
__webpack_unused_export__ = debug; // for test


/***/ }),

/***/ 248:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

"use strict";
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ mask)
/* harmony export */ });
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(79);
/* harmony import */ var _masks_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(922);


/** Registers a secret with the runner, line by line as it would be printed. */
function mask(secret) {
    for (const one of (0,_masks_js__WEBPACK_IMPORTED_MODULE_1__/* .masksOfText */ ._)(secret, 1).masks)
        (0,_actions_core__WEBPACK_IMPORTED_MODULE_0__/* .setSecret */ .Pq)(one);
}


/***/ }),

/***/ 922:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

"use strict";

// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  J: () => (/* binding */ masksOf),
  _: () => (/* binding */ masksOfText)
});

// EXTERNAL MODULE: ./src/vault/json.ts
var vault_json = __nccwpck_require__(984);
;// CONCATENATED MODULE: ./src/export/json-leaves.ts

/** A leaf of JSON shorter than this, in characters, is a word more often than a secret. */
const leastLeaf = 8;
/** A number with fewer digits is no secret by itself, even where every leaf is one. */
const leastDigits = 4;
/** What a line of indented JSON may consist of without telling anything. */
const structure = new Set(['{', '}', '[', ']', '{}', '[]', 'true', 'false', 'null']);
/** A JSON text's object or array; undefined for everything else, and for nesting too deep to be followed. */
function objectOrList(text) {
    // also a cheap look: most values are no JSON; \s has the byte order mark that JSON.parse refuses
    if (!/^\s*[[{]/.test(text))
        return undefined;
    try {
        return (0,vault_json/* parseJson */.qF)(text.trim());
    }
    catch {
        return undefined;
    }
}
/**
 * The leaves of JSON that are secrets by themselves; keys never are. Texts that are JSON again (a service account's key within
 * an object) are looked into, one level deep. A loop, since nesting may be deeper than the stack.
 */
function leavesOf(json, every) {
    const secret = new Set();
    const open = new Set(structure);
    const pending = [{ at: json, named: false, nested: false }];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
        const { at, named, nested } = next;
        if (typeof at === 'string') {
            const inner = nested ? undefined : objectOrList(at);
            if (inner !== undefined)
                pending.push({ at: inner, named: false, nested: true });
            const isOpen = !every && named && inner === undefined && !tellsMore(at);
            if (isOpen)
                open.add(JSON.stringify(at));
            else if (every || at.length >= leastLeaf)
                secret.add(at);
        }
        else if (isList(at)) {
            for (const item of at)
                pending.push({ at: item, named, nested });
        }
        else if ((0,vault_json/* isObject */.Gv)(at)) {
            for (const [key, item] of Object.entries(at))
                pending.push({ at: item, named: isPublic(key), nested });
        }
        else if (every && (0,vault_json/* toText */.fE)(at).replace(/\D/g, '').length >= leastDigits) {
            secret.add((0,vault_json/* toText */.fE)(at));
        }
    }
    return { secret: [...secret], open };
}
/** Array.isArray does not know of lists that are read only. */
const isList = (value) => Array.isArray(value);
/** Last words of keys whose values say what and where something is: they stand in URLs, logs and job outputs everywhere. */
const publicWord = /(?:^|_)(?:type|kind|region|zone|location|id|email|uri|url|domain|host|hostname|endpoint|port|username|user|name|project|environment|env|stage)$/;
/** What ends like them and is a credential by itself: AppRole's secret_id, a session's id, the address of a webhook. */
const credentialWords = /(?:^|_)(?:(?:secret|session|token)_id|(?:web)?hook_ur[il])$/;
/** Whether a key, in snake_case, kebab-case or camelCase, names something plainly public. */
function isPublic(key) {
    const words = key
        .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
        .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
        .replace(/[^A-Za-z0-9]+/g, '_')
        .toLowerCase();
    return publicWord.test(words) && !credentialWords.test(words);
}
/** Several lines, or an address with more than a place in it: a user's password, a signature, further settings. */
function tellsMore(text) {
    return /[\r\n]/.test(text) || (text.includes(':') && /[@?#;=]/.test(text));
}

;// CONCATENATED MODULE: ./src/export/masks.ts

/** A whole value shorter than this, in characters, stands in ordinary log lines too: 5432, prod, true. */
const shortValue = 6;
/** No other shape of a value than itself is registered where it is shorter than this, in characters. */
const leastLength = 4;
/** What coreutils' base64 breaks lines at, in characters; a last line shorter than `leastLeaf` would tell next to nothing. */
const base64Columns = 76;
/** In characters. Each mask costs the runner a dozen searches in every later line of the log, so longer texts get base64 as a whole only. */
const longestInColumns = 16_384;
/**
 * The masks of a value, stored and decoded: those of a text, and of the leaves where it is JSON. Bytes that are no text come
 * as base64 and hex, since that is how they are printed.
 */
function masksOf({ stored, value, masking }, minLength) {
    if (masking === 'none')
        return { masks: [], short: false };
    if (typeof value !== 'string')
        return together([masksOfText(stored, minLength), { masks: bytesMasks(value), short: false }]);
    const decoded = valueMasks(value, masking, minLength);
    return stored === value ? decoded : together([masksOfText(stored, minLength), decoded]);
}
/**
 * The masks of a text. One of a single line is masked whole. The runner would split a longer one into its lines whatever
 * their length (ActionCommandManager.cs, AddMask), and a mask like "}" garbles every later log, so the lines are registered
 * one by one from `minLength` characters on; besides, what the runner makes of none of them: base64 of the whole.
 */
function masksOfText(text, minLength) {
    return textMasks(text, minLength, new Set());
}
/** `open` are lines of indented JSON that tell nothing, without their comma. */
function textMasks(text, minLength, open) {
    if (text.trim() === '')
        return { masks: [], short: false };
    if (!/[\r\n]/.test(text)) {
        // the runner registers base64 of what it is given, which is all of base64 with a final line break but for its last group
        // where the text fills whole groups
        const registered = base64(text);
        const further = base64Masks(text).filter((form) => !form.startsWith(registered));
        return { masks: distinct([...lineMasks(text), ...further]), short: text.length < shortValue };
    }
    const lines = text
        .split(/[\r\n]+/)
        .map((line) => line.trim())
        .filter((line) => line !== '' && !open.has(line.replace(/,$/, '')));
    // lone punctuation tells nothing; a long run of it may be a password
    const worded = lines.filter((line) => /[\p{L}\p{N}]/u.test(line) || line.length >= leastLeaf);
    const long = worded.filter((line) => line.length >= minLength);
    const chosen = long.length > 0 ? long : worded.length > 0 ? worded : lines;
    const masks = distinct([...distinct(chosen).flatMap(lineMasks), ...base64Masks(text)]);
    return { masks, short: long.length === 0 && lines.length > 0 };
}
/** A line, and the shapes of it that steps print and the runner's encoders (ValueEncoders.cs) do not make. */
function lineMasks(line) {
    const json = JSON.stringify(line).slice(1, -1);
    const further = [];
    // of this the runner makes JSON within JSON: the output `secrets` is JSON, and `toJSON(steps)` shows it; besides, JavaScript
    // and jq print U+0085, U+2028 and U+2029 as they are, which the runner's JSON escapes
    if (json !== line)
        further.push(json);
    // Go's JSON (terraform, docker, vault) escapes these, and U+0085 it does not
    if (/[<>&\u2028\u2029]/.test(line))
        further.push(json.replace(/[<>&\u2028\u2029]/g, unicodeEscape));
    // the runner escapes all that RFC 3986 reserves, encodeURIComponent leaves these
    if (/[!'()*]/.test(line))
        further.push(encodeURIComponent(line.toWellFormed()));
    return [line, ...further.filter((form) => form.length >= leastLength)];
}
const unicodeEscape = (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
/** base64 of the whole: as stored, and as a shell's `$(…)` and `echo` make it, without and with a final line break. */
function base64Masks(text) {
    // a loop, since /\n+$/ takes quadratic time on line breaks that are not the last
    let end = text.length;
    while (text[end - 1] === '\n')
        end -= 1;
    const body = text.slice(0, end);
    const forms = [text, body, `${body}\n`].map(base64);
    return [...forms, ...forms.flatMap(columns)];
}
const base64 = (text) => Buffer.from(text).toString('base64');
/** The lines of base64 as a terminal gets it. */
function columns(encoded) {
    if (encoded.length <= base64Columns || encoded.length > longestInColumns)
        return [];
    const lines = [];
    for (let at = 0; at < encoded.length; at += base64Columns)
        lines.push(encoded.slice(at, at + base64Columns));
    return lines.filter((line) => line.length >= leastLeaf);
}
function bytesMasks(bytes) {
    const buffer = Buffer.from(bytes);
    const encoded = buffer.toString('base64');
    return distinct([encoded, ...columns(encoded), buffer.toString('hex')].filter((form) => form.length >= leastLength));
}
/** The masks of a text, and of each leaf that is a secret of its own where the text is JSON. */
function valueMasks(value, masking, minLength) {
    const json = objectOrList(value);
    if (json === undefined)
        return masksOfText(value, minLength);
    const { secret, open } = leavesOf(json, masking === 'every leaf');
    return together([textMasks(value, minLength, open), ...secret.map((leaf) => textMasks(leaf, minLength, open))]);
}
function together(parts) {
    return { masks: distinct(parts.flatMap(({ masks }) => masks)), short: parts.some(({ short }) => short) };
}
const distinct = (masks) => [...new Set(masks)];


/***/ }),

/***/ 209:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

"use strict";
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $r: () => (/* binding */ fixedParts),
/* harmony export */   VB: () => (/* binding */ readHeaderLines),
/* harmony export */   qf: () => (/* binding */ placeholder)
/* harmony export */ });
/** RFC 9110 section 5.6.2, token. */
const nameForm = /^[!#$%&'*+.^`|~\w-]+$/;
/** RFC 9110 section 5.5, and no more than a byte a character. */
const valueForm = /^[\t\u0020-\u007e\u0080-\u00ff]+$/;
/** Headers that are the action's own, or of the connection. */
const own = {
    'x-vault-token': "is the action's own: the login sets it",
    'x-vault-namespace': 'is set by the input `namespace`',
    'x-vault-request': 'is always sent',
    'x-vault-index': "is the action's own",
    'x-vault-wrap-ttl': 'would wrap every reply',
    'x-correlation-id': "is the action's own: Vault writes it into its audit log",
    'user-agent': "is the action's own: Vault writes it into its audit log",
};
const ofConnection = /^(host|connection|content-(length|type|encoding)|accept-encoding|transfer-encoding|te|trailer|upgrade|expect|keep-alive|proxy-connection)$/;
/** The audiences in a value. */
const placeholder = /\{oidc:([^{}]*)\}/g;
/** Headers as vault-action has them: one `Name: value` a line, what is there twice becomes a list. Pure. */
function readHeaderLines(text) {
    const headers = new Map();
    const problems = [];
    for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
        if (line.trim() === '')
            continue;
        const [, name = '', value = ''] = /^([^:]*)(?::(.*))?$/s.exec(line)?.map((part) => part?.trim() ?? '') ?? [];
        const key = name.toLowerCase();
        const wrong = problemOf(line, key, value);
        if (wrong)
            problems.push({ line: index + 1, ...wrong });
        else
            headers.set(key, [headers.get(key), value].filter((part) => part !== undefined).join(', '));
    }
    return { headers: [...headers].map(([name, value]) => ({ name, value })), problems };
}
function problemOf(line, name, value) {
    const instead = 'Name: value';
    if (!line.includes(':'))
        return { text: 'has no colon', instead };
    if (!nameForm.test(name))
        return { text: 'has no valid name before its colon', instead };
    if (Object.hasOwn(own, name))
        return { text: `the header ${name} ${own[name] ?? ''}`, instead: 'no such line' };
    if (ofConnection.test(name))
        return { text: `the header ${name} belongs to the connection`, instead: 'no such line' };
    if (value === '')
        return { text: `the header ${name} has no value`, instead };
    if (!valueForm.test(value))
        return { text: `the value of ${name} has characters that cannot be sent`, instead: 'printable ASCII' };
    if ([...value.matchAll(placeholder)].some(([, audience]) => audience?.trim() === '')) {
        return { text: `the value of ${name} names no audience`, instead: '{oidc:AUDIENCE}' };
    }
    return undefined;
}
/** A text shorter than this, in characters, is no secret, and as a mask it would garble the log. */
const leastSecret = 4;
/** What of a value may be secret: all of it; around tokens of the runner, which are masked by themselves, no plain word like Bearer. */
function fixedParts(value) {
    const parts = value
        .replace(placeholder, '\n')
        .split('\n')
        .map((part) => part.trim());
    return parts.filter((part) => part.length >= leastSecret && (parts.length === 1 || !/^(bearer|basic)$/i.test(part)));
}


/***/ }),

/***/ 633:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

"use strict";
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
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

/***/ 350:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

"use strict";

// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  ds: () => (/* binding */ claimsOf),
  Zs: () => (/* binding */ describeClaims),
  b6: () => (/* binding */ textOf)
});

;// CONCATENATED MODULE: ./node_modules/jose/dist/webapi/lib/buffer_utils.js
const buffer_utils_encoder = new TextEncoder(), decoder = new TextDecoder(), buffer_utils_strictDecoder = new TextDecoder("utf-8", { fatal: !0 }), UINT32_RANGE = (/* unused pure expression or super */ null && (2 ** 32));
function concat(...buffers) {
  const size = buffers.reduce((acc, { length }) => acc + length, 0), buf = new Uint8Array(size);
  let i = 0;
  for (const buffer of buffers)
    buf.set(buffer, i), i += buffer.length;
  return buf;
}
function writeUInt32BE(buf, value, offset) {
  if (value < 0 || value >= UINT32_RANGE)
    throw new RangeError(`value must be >= 0 and <= ${UINT32_RANGE - 1}. Received ${value}`);
  buf.set([value >>> 24, value >>> 16, value >>> 8, value & 255], offset);
}
function uint64be(value) {
  const high = Math.floor(value / UINT32_RANGE), low = value % UINT32_RANGE, buf = new Uint8Array(8);
  return writeUInt32BE(buf, high, 0), writeUInt32BE(buf, low, 4), buf;
}
function uint32be(value) {
  const buf = new Uint8Array(4);
  return writeUInt32BE(buf, value), buf;
}
const NON_ASCII = /[^\x00-\x7f]/;
function buffer_utils_encode(string) {
  if (typeof string == "string" && string.length >= 128) {
    if (NON_ASCII.test(string))
      throw new TypeError("non-ASCII string encountered in encode()");
    return buffer_utils_encoder.encode(string);
  }
  const bytes = new Uint8Array(string.length);
  for (let i = 0; i < string.length; i++) {
    const code = string.charCodeAt(i);
    if (code > 127)
      throw new TypeError("non-ASCII string encountered in encode()");
    bytes[i] = code;
  }
  return bytes;
}
function buffer_utils_encodeBase64(input, url = !1) {
  if (Uint8Array.prototype.toBase64)
    return input.toBase64({ alphabet: url ? "base64url" : "base64", omitPadding: url });
  const CHUNK_SIZE = 32768, arr = [];
  for (let i = 0; i < input.length; i += CHUNK_SIZE)
    arr.push(String.fromCharCode.apply(null, input.subarray(i, i + CHUNK_SIZE)));
  const encoded = btoa(arr.join(""));
  return url ? encoded.replace(/=/g, "").replace(/\+/g, "-").replace(/\//g, "_") : encoded;
}
function decodeBase64(encoded, url = !1) {
  if (Uint8Array.fromBase64)
    return Uint8Array.fromBase64(encoded, { alphabet: url ? "base64url" : "base64" });
  if (url) {
    if (encoded.includes("+") || encoded.includes("/"))
      throw new TypeError("Invalid base64url");
    encoded = encoded.replace(/-/g, "+").replace(/_/g, "/");
  }
  const binary = atob(encoded), bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++)
    bytes[i] = binary.charCodeAt(i);
  return bytes;
}
async function digest(algorithm, data) {
  const subtleDigest = `SHA-${algorithm.slice(-3)}`;
  return new Uint8Array(await crypto.subtle.digest(subtleDigest, data));
}


;// CONCATENATED MODULE: ./node_modules/jose/dist/webapi/util/base64url.js

const invalid = "The input to be decoded is not correctly encoded.";
function base64url_decode(input) {
  try {
    return decodeBase64(typeof input == "string" ? input : decoder.decode(input), !0);
  } catch (cause) {
    throw new TypeError(invalid, { cause });
  }
}
function base64url_encode(input) {
  return encodeBase64(typeof input == "string" ? encoder.encode(input) : input, !0);
}


;// CONCATENATED MODULE: ./node_modules/jose/dist/webapi/lib/validate.js



function assertUint8Array(input, label) {
  if (!(input instanceof Uint8Array))
    throw new TypeError(`${label} must be an instance of Uint8Array`);
}
function isObject(input) {
  if (typeof input != "object" || input === null || Object.prototype.toString.call(input) !== "[object Object]")
    return !1;
  const prototype = Object.getPrototypeOf(input);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
function isJwkSet(input) {
  return isObject(input) && Array.isArray(input.keys) && Array.from(input.keys).every(isObject);
}
function isDisjoint(...headers) {
  const parameters = /* @__PURE__ */ new Set();
  for (const header of headers)
    if (header)
      for (const parameter of Object.keys(header)) {
        if (parameters.has(parameter))
          return !1;
        parameters.add(parameter);
      }
  return !0;
}
function assertNotSet(value, name) {
  if (value !== void 0)
    throw new TypeError(`${name} can only be called once`);
}
function decodeBase64url(value, label, ErrorClass) {
  try {
    return decode(value);
  } catch (cause) {
    throw new ErrorClass(`Failed to base64url decode the ${label}`, { cause });
  }
}
function encodeAsciiMember(value, label, ErrorClass) {
  try {
    return encode(value);
  } catch (cause) {
    throw new ErrorClass(`The ${label} is not a valid base64url string`, { cause });
  }
}
function parseJoseHeader(encodedProtectedHeader, ErrorClass, message) {
  let parsed;
  try {
    parsed = JSON.parse(strictDecoder.decode(decode(encodedProtectedHeader)));
  } catch (cause) {
    throw new ErrorClass(message, { cause });
  }
  if (!isObject(parsed))
    throw new ErrorClass(message);
  return parsed;
}
const JWS_RECOGNIZED = { __proto__: null, b64: !0 }, JWE_RECOGNIZED = { __proto__: null };
function validateAlgorithms(option, algorithms) {
  if (algorithms !== void 0 && (!Array.isArray(algorithms) || algorithms.some((s) => typeof s != "string")))
    throw new TypeError(`"${option}" option must be an array of strings`);
  return algorithms === void 0 ? void 0 : new Set(algorithms);
}
function validateCritDuplicates(Err, protectedHeader) {
  const { crit } = protectedHeader ?? {};
  if (Array.isArray(crit) && new Set(crit).size !== crit.length)
    throw new Err('"crit" (Critical) Header Parameter MUST NOT contain duplicate values');
}
function validateCrit(Err, recognizedDefault, recognizedOption, protectedHeader, joseHeader) {
  if (joseHeader.crit !== void 0 && protectedHeader?.crit === void 0)
    throw new Err('"crit" (Critical) Header Parameter MUST be integrity protected');
  if (!protectedHeader || protectedHeader.crit === void 0)
    return [];
  if (!Array.isArray(protectedHeader.crit) || protectedHeader.crit.length === 0 || protectedHeader.crit.some((input) => typeof input != "string" || input.length === 0))
    throw new Err('"crit" (Critical) Header Parameter MUST be an array of non-empty strings when present');
  const recognized = recognizedOption === void 0 ? recognizedDefault : { __proto__: null, ...recognizedOption, ...recognizedDefault };
  for (const parameter of protectedHeader.crit) {
    if (!(parameter in recognized))
      throw new JOSENotSupported(`Extension Header Parameter "${parameter}" is not recognized`);
    if (!Object.hasOwn(joseHeader, parameter) || joseHeader[parameter] === void 0)
      throw new Err(`Extension Header Parameter "${parameter}" is missing`);
    if (recognized[parameter] && (!Object.hasOwn(protectedHeader, parameter) || protectedHeader[parameter] === void 0))
      throw new Err(`Extension Header Parameter "${parameter}" MUST be integrity protected`);
  }
  return protectedHeader.crit;
}
function validateB64(protectedHeader, extensions) {
  if (extensions.includes("b64")) {
    const b64 = protectedHeader.b64;
    if (typeof b64 != "boolean")
      throw new JWSInvalid('The "b64" (base64url-encode payload) Header Parameter must be a boolean');
    return b64;
  }
  return !0;
}
function serializeJoseHeader(Err, header) {
  let serialized, parsed;
  try {
    serialized = JSON.stringify(header), parsed = JSON.parse(serialized);
  } catch (cause) {
    throw new Err("JOSE Header is not valid JSON", { cause });
  }
  if (!isObject(parsed))
    throw new Err("JOSE Header is not a JSON object");
  return [parsed, serialized];
}


;// CONCATENATED MODULE: ./node_modules/jose/dist/webapi/util/errors.js
class JOSEError extends Error {
  static code = "ERR_JOSE_GENERIC";
  code = "ERR_JOSE_GENERIC";
  constructor(message, options) {
    super(message, options), this.name = this.constructor.name, Error.captureStackTrace?.(this, this.constructor);
  }
}
class JWTClaimValidationFailed extends JOSEError {
  static code = "ERR_JWT_CLAIM_VALIDATION_FAILED";
  code = "ERR_JWT_CLAIM_VALIDATION_FAILED";
  claim;
  reason;
  payload;
  constructor(message, payload, claim = "unspecified", reason = "unspecified") {
    super(message, { cause: { claim, reason, payload } }), this.claim = claim, this.reason = reason, this.payload = payload;
  }
}
class JWTExpired extends JOSEError {
  static code = "ERR_JWT_EXPIRED";
  code = "ERR_JWT_EXPIRED";
  claim;
  reason;
  payload;
  constructor(message, payload, claim = "unspecified", reason = "unspecified") {
    super(message, { cause: { claim, reason, payload } }), this.claim = claim, this.reason = reason, this.payload = payload;
  }
}
class JOSEAlgNotAllowed extends (/* unused pure expression or super */ null && (JOSEError)) {
  static code = (/* unused pure expression or super */ null && ("ERR_JOSE_ALG_NOT_ALLOWED"));
  code = "ERR_JOSE_ALG_NOT_ALLOWED";
}
class errors_JOSENotSupported extends (/* unused pure expression or super */ null && (JOSEError)) {
  static code = (/* unused pure expression or super */ null && ("ERR_JOSE_NOT_SUPPORTED"));
  code = "ERR_JOSE_NOT_SUPPORTED";
}
class JWEDecryptionFailed extends JOSEError {
  static code = "ERR_JWE_DECRYPTION_FAILED";
  code = "ERR_JWE_DECRYPTION_FAILED";
  constructor(message = "decryption operation failed", options) {
    super(message, options);
  }
}
class JWEInvalid extends (/* unused pure expression or super */ null && (JOSEError)) {
  static code = (/* unused pure expression or super */ null && ("ERR_JWE_INVALID"));
  code = "ERR_JWE_INVALID";
}
class errors_JWSInvalid extends (/* unused pure expression or super */ null && (JOSEError)) {
  static code = (/* unused pure expression or super */ null && ("ERR_JWS_INVALID"));
  code = "ERR_JWS_INVALID";
}
class JWTInvalid extends JOSEError {
  static code = "ERR_JWT_INVALID";
  code = "ERR_JWT_INVALID";
}
class JWKInvalid extends (/* unused pure expression or super */ null && (JOSEError)) {
  static code = (/* unused pure expression or super */ null && ("ERR_JWK_INVALID"));
  code = "ERR_JWK_INVALID";
}
class JWKSInvalid extends (/* unused pure expression or super */ null && (JOSEError)) {
  static code = (/* unused pure expression or super */ null && ("ERR_JWKS_INVALID"));
  code = "ERR_JWKS_INVALID";
}
class JWKSNoMatchingKey extends JOSEError {
  static code = "ERR_JWKS_NO_MATCHING_KEY";
  code = "ERR_JWKS_NO_MATCHING_KEY";
  constructor(message = "no applicable key found in the JSON Web Key Set", options) {
    super(message, options);
  }
}
class JWKSMultipleMatchingKeys extends JOSEError {
  [Symbol.asyncIterator] = async function* () {
  };
  static code = "ERR_JWKS_MULTIPLE_MATCHING_KEYS";
  code = "ERR_JWKS_MULTIPLE_MATCHING_KEYS";
  constructor(message = "multiple matching keys found in the JSON Web Key Set", options) {
    super(message, options);
  }
}
class JWKSTimeout extends JOSEError {
  static code = "ERR_JWKS_TIMEOUT";
  code = "ERR_JWKS_TIMEOUT";
  constructor(message = "request timed out", options) {
    super(message, options);
  }
}
class JWSSignatureVerificationFailed extends JOSEError {
  static code = "ERR_JWS_SIGNATURE_VERIFICATION_FAILED";
  code = "ERR_JWS_SIGNATURE_VERIFICATION_FAILED";
  constructor(message = "signature verification failed", options) {
    super(message, options);
  }
}


;// CONCATENATED MODULE: ./node_modules/jose/dist/webapi/util/decode_jwt.js




function decodeJwt(jwt) {
  if (typeof jwt != "string")
    throw new JWTInvalid("JWTs must use Compact JWS serialization, JWT must be a string");
  const { 1: encodedPayload, length } = jwt.split(".");
  if (length === 5)
    throw new JWTInvalid("Only JWTs using Compact JWS serialization can be decoded");
  if (length !== 3)
    throw new JWTInvalid("Invalid JWT");
  if (!encodedPayload)
    throw new JWTInvalid("JWTs must contain a payload");
  let claimsSetBytes;
  try {
    claimsSetBytes = base64url_decode(encodedPayload);
  } catch (cause) {
    throw new JWTInvalid("Failed to base64url decode the payload", { cause });
  }
  let claimsSet;
  try {
    claimsSet = JSON.parse(buffer_utils_strictDecoder.decode(claimsSetBytes));
  } catch (cause) {
    throw new JWTInvalid("Failed to parse the decoded payload as JSON", { cause });
  }
  if (!isObject(claimsSet))
    throw new JWTInvalid("Invalid JWT Claims Set");
  return claimsSet;
}


// EXTERNAL MODULE: ./src/failure.ts
var failure = __nccwpck_require__(633);
;// CONCATENATED MODULE: ./src/login/claims.ts


/** The claims that a role is usually bound to, in the order they are shown. Source: GitHub's OIDC reference. */
const shown = ['sub', 'aud', 'iss', 'repository', 'repository_id', 'ref', 'environment', 'job_workflow_ref', 'event_name'];
/** Reads the claims of a JWT. Throws ERR_IDENTITY where it is none; the token is never quoted. */
function claimsOf(jwt) {
    try {
        return decodeJwt(jwt);
    }
    catch {
        throw new failure/* Failure */.H('ERR_IDENTITY', 'what the OIDC endpoint gave is not a JWT');
    }
}
/** The claims that matter to a role, a line each. */
function describeClaims(claims) {
    return shown.flatMap((name) => (claims[name] === undefined ? [] : [`${name} = ${textOf(claims[name])}`]));
}
/** A claim's value as text; a list as its members. */
function textOf(value) {
    if (value === undefined)
        return '(none)';
    return Array.isArray(value) ? value.map(textOf).join(', ') : typeof value === 'string' ? value : JSON.stringify(value);
}


/***/ }),

/***/ 803:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

"use strict";
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   u: () => (/* binding */ requestIdentity)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(633);
/* harmony import */ var _stop_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(123);
/* harmony import */ var _vault_json_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(984);
/* harmony import */ var _vault_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(73);
/* harmony import */ var _vault_retry_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(714);
/* harmony import */ var _claims_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(350);






/** Milliseconds for one attempt at the OIDC endpoint. */
const replyMs = 10_000;
/** No cluster stands behind the endpoint that would need time to find a leader. */
const asking = { ..._vault_retry_js__WEBPACK_IMPORTED_MODULE_3__/* .harmless */ .Is, patience: _vault_retry_js__WEBPACK_IMPORTED_MODULE_3__/* .harmless */ .Is.attempts };
/**
 * Asks the runner for an OIDC token, masks it and checks that it is this job's.
 * Source of the exchange: GitHub's OIDC reference (GET, bearer token, `{"value": "<jwt>"}`).
 * Throws ERR_IDENTITY (no permission, or another job's token), ERR_OIDC (the endpoint failed) and network codes.
 */
async function requestIdentity(audience, surroundings) {
    const { env, mask, stop } = surroundings;
    const { requestUrl, requestToken } = endpointOf(env);
    mask(requestToken);
    for (let failed = 1;; failed++) {
        try {
            const jwt = await ask(requestUrl, requestToken, audience, surroundings);
            mask(jwt);
            const claims = (0,_claims_js__WEBPACK_IMPORTED_MODULE_4__/* .claimsOf */ .ds)(jwt);
            checkJob(claims, env);
            return { jwt, claims };
        }
        catch (error) {
            if (!(error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .H))
                throw error;
            const wait = (0,_vault_retry_js__WEBPACK_IMPORTED_MODULE_3__/* .retryDelay */ .a2)(error, asking, failed, Math.random());
            if (wait === undefined)
                throw error;
            await (0,_stop_js__WEBPACK_IMPORTED_MODULE_1__/* .pause */ .v7)(wait, stop.asked);
        }
    }
}
function endpointOf(env) {
    const requestUrl = env['ACTIONS_ID_TOKEN_REQUEST_URL'] ?? '';
    const requestToken = env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'] ?? '';
    if (requestUrl !== '' && requestToken !== '') {
        const url = URL.parse(requestUrl);
        if (url)
            return { requestUrl: url, requestToken };
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .H('ERR_IDENTITY', 'ACTIONS_ID_TOKEN_REQUEST_URL is no address', {
            hint: 'The runner sets it; an earlier step must have overwritten it.',
        });
    }
    throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .H('ERR_IDENTITY', 'this job may not have an OIDC token, so it cannot say who it is', {
        hint: [
            'Add to the job, and to every caller of a reusable workflow:',
            '  permissions:',
            '    id-token: write',
            '    contents: read',
            'Runs for pull requests from forks get no identity, whatever the workflow says; those of Dependabot only with these lines.',
        ].join('\n'),
    });
}
async function ask(endpoint, requestToken, audience, { transport, stop }) {
    const url = new URL(endpoint);
    if (audience !== undefined)
        url.searchParams.set('audience', audience);
    const headers = { authorization: `Bearer ${requestToken}`, accept: 'application/json' };
    const reply = await transport.send({ method: 'GET', url, headers, replyMs, signal: stop.now });
    if (reply.status !== 200)
        throw refused(reply.status, messageOf(reply.body), (0,_vault_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .secondsOf */ .TM)(reply.header('retry-after')));
    const value = fieldOf(reply.body, 'value');
    if (value !== undefined && value !== '')
        return value;
    throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .H('ERR_OIDC', 'the OIDC endpoint answered without a token');
}
/**
 * A refusal of the endpoint. "Can't issue ID_TOKEN for job in 'Pending' state" is a race of the platform with the start
 * of the job and passes within seconds; it is given the status of a busy server so that it is tried again.
 */
function refused(status, message, retryAfter) {
    const passing = status === 403 && /Can't issue ID_TOKEN/i.test(message);
    const code = passing || status === 429 || status >= 500 ? 'ERR_UNAVAILABLE' : 'ERR_OIDC';
    return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .H(code, `the OIDC endpoint refused a token: ${status}${message && ` ${message}`}`, {
        status: passing ? 503 : status,
        retryAfter,
    });
}
/** Without the permission a job's earlier step can plant an endpoint of its own and so another identity. */
function checkJob(claims, env) {
    const expected = { run_id: env['GITHUB_RUN_ID'], repository_id: env['GITHUB_REPOSITORY_ID'] };
    for (const [name, value] of Object.entries(expected)) {
        if (value === undefined || value === '' || (0,_claims_js__WEBPACK_IMPORTED_MODULE_4__/* .textOf */ .b6)(claims[name] ?? '') === value)
            continue;
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .H('ERR_IDENTITY', `the OIDC token is not this job's: ${name} is "${(0,_vault_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .clean */ .uH)((0,_claims_js__WEBPACK_IMPORTED_MODULE_4__/* .textOf */ .b6)(claims[name] ?? ''))}", not "${value}"`, {
            hint: 'An earlier step may have planted ACTIONS_ID_TOKEN_REQUEST_URL. Add `permissions: id-token: write`, so that the runner sets it.',
        });
    }
}
function messageOf(body) {
    return (0,_vault_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .clean */ .uH)(fieldOf(body, 'message') ?? '');
}
function fieldOf(body, name) {
    try {
        const reply = (0,_vault_json_js__WEBPACK_IMPORTED_MODULE_5__/* .parseJson */ .qF)(body);
        const value = (0,_vault_json_js__WEBPACK_IMPORTED_MODULE_5__/* .isObject */ .Gv)(reply) ? reply[name] : undefined;
        return typeof value === 'string' ? value : undefined;
    }
    catch {
        return undefined;
    }
}


/***/ }),

/***/ 123:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

"use strict";
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   KG: () => (/* binding */ createLimit),
/* harmony export */   nN: () => (/* binding */ createStop),
/* harmony export */   v7: () => (/* binding */ pause)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(633);

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
            const reason = () => new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .H('ERR_TIMEOUT', `not done after ${seconds} s`, { hint: 'The input `timeout` sets this limit, in seconds.' });
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
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

"use strict";
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   TM: () => (/* binding */ secondsOf),
/* harmony export */   al: () => (/* binding */ notVault),
/* harmony export */   dO: () => (/* binding */ kv2Path),
/* harmony export */   pj: () => (/* binding */ plain),
/* harmony export */   uH: () => (/* binding */ clean),
/* harmony export */   x5: () => (/* binding */ refusal)
/* harmony export */ });
/* unused harmony export wordsOf */
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(633);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(984);


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
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

"use strict";
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Gv: () => (/* binding */ isObject),
/* harmony export */   ZV: () => (/* binding */ own),
/* harmony export */   fE: () => (/* binding */ toText),
/* harmony export */   qF: () => (/* binding */ parseJson)
/* harmony export */ });
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
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

"use strict";
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $N: () => (/* binding */ codeOf),
/* harmony export */   LQ: () => (/* binding */ lostConnection),
/* harmony export */   NU: () => (/* binding */ notConnected),
/* harmony export */   Y4: () => (/* binding */ isCertificateError),
/* harmony export */   i_: () => (/* binding */ neverConnected),
/* harmony export */   mR: () => (/* binding */ isUnknownIssuer)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(633);

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
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

"use strict";
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Je: () => (/* binding */ readPem),
/* harmony export */   Yc: () => (/* binding */ certificatesIn),
/* harmony export */   yg: () => (/* binding */ NoPem)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(24);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);

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
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

"use strict";
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   H8: () => (/* binding */ ownRead),
/* harmony export */   Is: () => (/* binding */ harmless),
/* harmony export */   K1: () => (/* binding */ ending),
/* harmony export */   M9: () => (/* binding */ write),
/* harmony export */   Zm: () => (/* binding */ never),
/* harmony export */   a2: () => (/* binding */ retryDelay),
/* harmony export */   bF: () => (/* binding */ isOutOfService),
/* harmony export */   fi: () => (/* binding */ foreignRead)
/* harmony export */ });
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

/***/ 613:
/***/ ((module) => {

"use strict";
module.exports = require("assert");

/***/ }),

/***/ 434:
/***/ ((module) => {

"use strict";
module.exports = require("events");

/***/ }),

/***/ 611:
/***/ ((module) => {

"use strict";
module.exports = require("http");

/***/ }),

/***/ 692:
/***/ ((module) => {

"use strict";
module.exports = require("https");

/***/ }),

/***/ 278:
/***/ ((module) => {

"use strict";
module.exports = require("net");

/***/ }),

/***/ 598:
/***/ ((module) => {

"use strict";
module.exports = require("node:crypto");

/***/ }),

/***/ 24:
/***/ ((module) => {

"use strict";
module.exports = require("node:fs");

/***/ }),

/***/ 67:
/***/ ((module) => {

"use strict";
module.exports = require("node:http");

/***/ }),

/***/ 708:
/***/ ((module) => {

"use strict";
module.exports = require("node:https");

/***/ }),

/***/ 30:
/***/ ((module) => {

"use strict";
module.exports = require("node:net");

/***/ }),

/***/ 756:
/***/ ((module) => {

"use strict";
module.exports = require("tls");

/***/ }),

/***/ 23:
/***/ ((module) => {

"use strict";
module.exports = require("util");

/***/ }),

/***/ 79:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";

// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  z3: () => (/* binding */ error),
  dN: () => (/* binding */ exportVariable),
  pq: () => (/* binding */ info),
  lm: () => (/* binding */ notice),
  LZ: () => (/* binding */ saveState),
  uH: () => (/* binding */ setOutput),
  Pq: () => (/* binding */ core_setSecret),
  $e: () => (/* binding */ warning)
});

// UNUSED EXPORTS: ExitCode, addPath, debug, endGroup, getBooleanInput, getIDToken, getInput, getMultilineInput, getState, group, isDebug, markdownSummary, platform, setCommandEcho, setFailed, startGroup, summary, toPlatformPath, toPosixPath, toWin32Path

;// CONCATENATED MODULE: external "os"
const external_os_namespaceObject = require("os");
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/utils.js
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */
/**
 * Sanitizes an input into a string so it can be passed into issueCommand safely
 * @param input input to sanitize into a string
 */
function toCommandValue(input) {
    if (input === null || input === undefined) {
        return '';
    }
    else if (typeof input === 'string' || input instanceof String) {
        return input;
    }
    return JSON.stringify(input);
}
/**
 *
 * @param annotationProperties
 * @returns The command properties to send with the actual annotation command
 * See IssueCommandProperties: https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionCommandManager.cs#L646
 */
function toCommandProperties(annotationProperties) {
    if (!Object.keys(annotationProperties).length) {
        return {};
    }
    return {
        title: annotationProperties.title,
        file: annotationProperties.file,
        line: annotationProperties.startLine,
        endLine: annotationProperties.endLine,
        col: annotationProperties.startColumn,
        endColumn: annotationProperties.endColumn
    };
}
//# sourceMappingURL=utils.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/command.js


/**
 * Issues a command to the GitHub Actions runner
 *
 * @param command - The command name to issue
 * @param properties - Additional properties for the command (key-value pairs)
 * @param message - The message to include with the command
 * @remarks
 * This function outputs a specially formatted string to stdout that the Actions
 * runner interprets as a command. These commands can control workflow behavior,
 * set outputs, create annotations, mask values, and more.
 *
 * Command Format:
 *   ::name key=value,key=value::message
 *
 * @example
 * ```typescript
 * // Issue a warning annotation
 * issueCommand('warning', {}, 'This is a warning message');
 * // Output: ::warning::This is a warning message
 *
 * // Set an environment variable
 * issueCommand('set-env', { name: 'MY_VAR' }, 'some value');
 * // Output: ::set-env name=MY_VAR::some value
 *
 * // Add a secret mask
 * issueCommand('add-mask', {}, 'secretValue123');
 * // Output: ::add-mask::secretValue123
 * ```
 *
 * @internal
 * This is an internal utility function that powers the public API functions
 * such as setSecret, warning, error, and exportVariable.
 */
function command_issueCommand(command, properties, message) {
    const cmd = new Command(command, properties, message);
    process.stdout.write(cmd.toString() + external_os_namespaceObject.EOL);
}
function command_issue(name, message = '') {
    command_issueCommand(name, {}, message);
}
const CMD_STRING = '::';
class Command {
    constructor(command, properties, message) {
        if (!command) {
            command = 'missing.command';
        }
        this.command = command;
        this.properties = properties;
        this.message = message;
    }
    toString() {
        let cmdStr = CMD_STRING + this.command;
        if (this.properties && Object.keys(this.properties).length > 0) {
            cmdStr += ' ';
            let first = true;
            for (const key in this.properties) {
                if (this.properties.hasOwnProperty(key)) {
                    const val = this.properties[key];
                    if (val) {
                        if (first) {
                            first = false;
                        }
                        else {
                            cmdStr += ',';
                        }
                        cmdStr += `${key}=${escapeProperty(val)}`;
                    }
                }
            }
        }
        cmdStr += `${CMD_STRING}${escapeData(this.message)}`;
        return cmdStr;
    }
}
function escapeData(s) {
    return toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A');
}
function escapeProperty(s) {
    return toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A')
        .replace(/:/g, '%3A')
        .replace(/,/g, '%2C');
}
//# sourceMappingURL=command.js.map
;// CONCATENATED MODULE: external "crypto"
const external_crypto_namespaceObject = require("crypto");
;// CONCATENATED MODULE: external "fs"
const external_fs_namespaceObject = require("fs");
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/file-command.js
// For internal use, subject to change.
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */




function file_command_issueFileCommand(command, message) {
    const filePath = process.env[`GITHUB_${command}`];
    if (!filePath) {
        throw new Error(`Unable to find environment variable for file command ${command}`);
    }
    if (!external_fs_namespaceObject.existsSync(filePath)) {
        throw new Error(`Missing file at path: ${filePath}`);
    }
    external_fs_namespaceObject.appendFileSync(filePath, `${toCommandValue(message)}${external_os_namespaceObject.EOL}`, {
        encoding: 'utf8'
    });
}
function prepareKeyValueMessage(key, value) {
    const delimiter = `ghadelimiter_${external_crypto_namespaceObject.randomUUID()}`;
    const convertedValue = toCommandValue(value);
    // These should realistically never happen, but just in case someone finds a
    // way to exploit uuid generation let's not allow keys or values that contain
    // the delimiter.
    if (key.includes(delimiter)) {
        throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter}"`);
    }
    if (convertedValue.includes(delimiter)) {
        throw new Error(`Unexpected input: value should not contain the delimiter "${delimiter}"`);
    }
    return `${key}<<${delimiter}${external_os_namespaceObject.EOL}${convertedValue}${external_os_namespaceObject.EOL}${delimiter}`;
}
//# sourceMappingURL=file-command.js.map
;// CONCATENATED MODULE: external "path"
const external_path_namespaceObject = require("path");
// EXTERNAL MODULE: ./node_modules/@actions/http-client/lib/index.js + 1 modules
var lib = __nccwpck_require__(820);
;// CONCATENATED MODULE: ./node_modules/@actions/http-client/lib/auth.js
var __awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};
class BasicCredentialHandler {
    constructor(username, password) {
        this.username = username;
        this.password = password;
    }
    prepareRequest(options) {
        if (!options.headers) {
            throw Error('The request has no headers');
        }
        options.headers['Authorization'] = `Basic ${Buffer.from(`${this.username}:${this.password}`).toString('base64')}`;
    }
    // This handler cannot handle 401
    canHandleAuthentication() {
        return false;
    }
    handleAuthentication() {
        return __awaiter(this, void 0, void 0, function* () {
            throw new Error('not implemented');
        });
    }
}
class auth_BearerCredentialHandler {
    constructor(token) {
        this.token = token;
    }
    // currently implements pre-authorization
    // TODO: support preAuth = false where it hooks on 401
    prepareRequest(options) {
        if (!options.headers) {
            throw Error('The request has no headers');
        }
        options.headers['Authorization'] = `Bearer ${this.token}`;
    }
    // This handler cannot handle 401
    canHandleAuthentication() {
        return false;
    }
    handleAuthentication() {
        return __awaiter(this, void 0, void 0, function* () {
            throw new Error('not implemented');
        });
    }
}
class PersonalAccessTokenCredentialHandler {
    constructor(token) {
        this.token = token;
    }
    // currently implements pre-authorization
    // TODO: support preAuth = false where it hooks on 401
    prepareRequest(options) {
        if (!options.headers) {
            throw Error('The request has no headers');
        }
        options.headers['Authorization'] = `Basic ${Buffer.from(`PAT:${this.token}`).toString('base64')}`;
    }
    // This handler cannot handle 401
    canHandleAuthentication() {
        return false;
    }
    handleAuthentication() {
        return __awaiter(this, void 0, void 0, function* () {
            throw new Error('not implemented');
        });
    }
}
//# sourceMappingURL=auth.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/oidc-utils.js
var oidc_utils_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};



class oidc_utils_OidcClient {
    static createHttpClient(allowRetry = true, maxRetry = 10) {
        const requestOptions = {
            allowRetries: allowRetry,
            maxRetries: maxRetry
        };
        return new HttpClient('actions/oidc-client', [new BearerCredentialHandler(oidc_utils_OidcClient.getRequestToken())], requestOptions);
    }
    static getRequestToken() {
        const token = process.env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'];
        if (!token) {
            throw new Error('Unable to get ACTIONS_ID_TOKEN_REQUEST_TOKEN env variable');
        }
        return token;
    }
    static getIDTokenUrl() {
        const runtimeUrl = process.env['ACTIONS_ID_TOKEN_REQUEST_URL'];
        if (!runtimeUrl) {
            throw new Error('Unable to get ACTIONS_ID_TOKEN_REQUEST_URL env variable');
        }
        return runtimeUrl;
    }
    static getCall(id_token_url) {
        return oidc_utils_awaiter(this, void 0, void 0, function* () {
            var _a;
            const httpclient = oidc_utils_OidcClient.createHttpClient();
            const res = yield httpclient
                .getJson(id_token_url)
                .catch(error => {
                throw new Error(`Failed to get ID Token. \n 
        Error Code : ${error.statusCode}\n 
        Error Message: ${error.message}`);
            });
            const id_token = (_a = res.result) === null || _a === void 0 ? void 0 : _a.value;
            if (!id_token) {
                throw new Error('Response json body do not have ID Token field');
            }
            return id_token;
        });
    }
    static getIDToken(audience) {
        return oidc_utils_awaiter(this, void 0, void 0, function* () {
            try {
                // New ID Token is requested from action service
                let id_token_url = oidc_utils_OidcClient.getIDTokenUrl();
                if (audience) {
                    const encodedAudience = encodeURIComponent(audience);
                    id_token_url = `${id_token_url}&audience=${encodedAudience}`;
                }
                debug(`ID token url is ${id_token_url}`);
                const id_token = yield oidc_utils_OidcClient.getCall(id_token_url);
                setSecret(id_token);
                return id_token;
            }
            catch (error) {
                throw new Error(`Error message: ${error.message}`);
            }
        });
    }
}
//# sourceMappingURL=oidc-utils.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/summary.js
var summary_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


const { access, appendFile, writeFile } = external_fs_namespaceObject.promises;
const SUMMARY_ENV_VAR = 'GITHUB_STEP_SUMMARY';
const SUMMARY_DOCS_URL = 'https://docs.github.com/actions/using-workflows/workflow-commands-for-github-actions#adding-a-job-summary';
class Summary {
    constructor() {
        this._buffer = '';
    }
    /**
     * Finds the summary file path from the environment, rejects if env var is not found or file does not exist
     * Also checks r/w permissions.
     *
     * @returns step summary file path
     */
    filePath() {
        return summary_awaiter(this, void 0, void 0, function* () {
            if (this._filePath) {
                return this._filePath;
            }
            const pathFromEnv = process.env[SUMMARY_ENV_VAR];
            if (!pathFromEnv) {
                throw new Error(`Unable to find environment variable for $${SUMMARY_ENV_VAR}. Check if your runtime environment supports job summaries.`);
            }
            try {
                yield access(pathFromEnv, external_fs_namespaceObject.constants.R_OK | external_fs_namespaceObject.constants.W_OK);
            }
            catch (_a) {
                throw new Error(`Unable to access summary file: '${pathFromEnv}'. Check if the file has correct read/write permissions.`);
            }
            this._filePath = pathFromEnv;
            return this._filePath;
        });
    }
    /**
     * Wraps content in an HTML tag, adding any HTML attributes
     *
     * @param {string} tag HTML tag to wrap
     * @param {string | null} content content within the tag
     * @param {[attribute: string]: string} attrs key-value list of HTML attributes to add
     *
     * @returns {string} content wrapped in HTML element
     */
    wrap(tag, content, attrs = {}) {
        const htmlAttrs = Object.entries(attrs)
            .map(([key, value]) => ` ${key}="${value}"`)
            .join('');
        if (!content) {
            return `<${tag}${htmlAttrs}>`;
        }
        return `<${tag}${htmlAttrs}>${content}</${tag}>`;
    }
    /**
     * Writes text in the buffer to the summary buffer file and empties buffer. Will append by default.
     *
     * @param {SummaryWriteOptions} [options] (optional) options for write operation
     *
     * @returns {Promise<Summary>} summary instance
     */
    write(options) {
        return summary_awaiter(this, void 0, void 0, function* () {
            const overwrite = !!(options === null || options === void 0 ? void 0 : options.overwrite);
            const filePath = yield this.filePath();
            const writeFunc = overwrite ? writeFile : appendFile;
            yield writeFunc(filePath, this._buffer, { encoding: 'utf8' });
            return this.emptyBuffer();
        });
    }
    /**
     * Clears the summary buffer and wipes the summary file
     *
     * @returns {Summary} summary instance
     */
    clear() {
        return summary_awaiter(this, void 0, void 0, function* () {
            return this.emptyBuffer().write({ overwrite: true });
        });
    }
    /**
     * Returns the current summary buffer as a string
     *
     * @returns {string} string of summary buffer
     */
    stringify() {
        return this._buffer;
    }
    /**
     * If the summary buffer is empty
     *
     * @returns {boolen} true if the buffer is empty
     */
    isEmptyBuffer() {
        return this._buffer.length === 0;
    }
    /**
     * Resets the summary buffer without writing to summary file
     *
     * @returns {Summary} summary instance
     */
    emptyBuffer() {
        this._buffer = '';
        return this;
    }
    /**
     * Adds raw text to the summary buffer
     *
     * @param {string} text content to add
     * @param {boolean} [addEOL=false] (optional) append an EOL to the raw text (default: false)
     *
     * @returns {Summary} summary instance
     */
    addRaw(text, addEOL = false) {
        this._buffer += text;
        return addEOL ? this.addEOL() : this;
    }
    /**
     * Adds the operating system-specific end-of-line marker to the buffer
     *
     * @returns {Summary} summary instance
     */
    addEOL() {
        return this.addRaw(external_os_namespaceObject.EOL);
    }
    /**
     * Adds an HTML codeblock to the summary buffer
     *
     * @param {string} code content to render within fenced code block
     * @param {string} lang (optional) language to syntax highlight code
     *
     * @returns {Summary} summary instance
     */
    addCodeBlock(code, lang) {
        const attrs = Object.assign({}, (lang && { lang }));
        const element = this.wrap('pre', this.wrap('code', code), attrs);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML list to the summary buffer
     *
     * @param {string[]} items list of items to render
     * @param {boolean} [ordered=false] (optional) if the rendered list should be ordered or not (default: false)
     *
     * @returns {Summary} summary instance
     */
    addList(items, ordered = false) {
        const tag = ordered ? 'ol' : 'ul';
        const listItems = items.map(item => this.wrap('li', item)).join('');
        const element = this.wrap(tag, listItems);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML table to the summary buffer
     *
     * @param {SummaryTableCell[]} rows table rows
     *
     * @returns {Summary} summary instance
     */
    addTable(rows) {
        const tableBody = rows
            .map(row => {
            const cells = row
                .map(cell => {
                if (typeof cell === 'string') {
                    return this.wrap('td', cell);
                }
                const { header, data, colspan, rowspan } = cell;
                const tag = header ? 'th' : 'td';
                const attrs = Object.assign(Object.assign({}, (colspan && { colspan })), (rowspan && { rowspan }));
                return this.wrap(tag, data, attrs);
            })
                .join('');
            return this.wrap('tr', cells);
        })
            .join('');
        const element = this.wrap('table', tableBody);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds a collapsable HTML details element to the summary buffer
     *
     * @param {string} label text for the closed state
     * @param {string} content collapsable content
     *
     * @returns {Summary} summary instance
     */
    addDetails(label, content) {
        const element = this.wrap('details', this.wrap('summary', label) + content);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML image tag to the summary buffer
     *
     * @param {string} src path to the image you to embed
     * @param {string} alt text description of the image
     * @param {SummaryImageOptions} options (optional) addition image attributes
     *
     * @returns {Summary} summary instance
     */
    addImage(src, alt, options) {
        const { width, height } = options || {};
        const attrs = Object.assign(Object.assign({}, (width && { width })), (height && { height }));
        const element = this.wrap('img', null, Object.assign({ src, alt }, attrs));
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML section heading element
     *
     * @param {string} text heading text
     * @param {number | string} [level=1] (optional) the heading level, default: 1
     *
     * @returns {Summary} summary instance
     */
    addHeading(text, level) {
        const tag = `h${level}`;
        const allowedTag = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].includes(tag)
            ? tag
            : 'h1';
        const element = this.wrap(allowedTag, text);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML thematic break (<hr>) to the summary buffer
     *
     * @returns {Summary} summary instance
     */
    addSeparator() {
        const element = this.wrap('hr', null);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML line break (<br>) to the summary buffer
     *
     * @returns {Summary} summary instance
     */
    addBreak() {
        const element = this.wrap('br', null);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML blockquote to the summary buffer
     *
     * @param {string} text quote text
     * @param {string} cite (optional) citation url
     *
     * @returns {Summary} summary instance
     */
    addQuote(text, cite) {
        const attrs = Object.assign({}, (cite && { cite }));
        const element = this.wrap('blockquote', text, attrs);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML anchor tag to the summary buffer
     *
     * @param {string} text link text/content
     * @param {string} href hyperlink
     *
     * @returns {Summary} summary instance
     */
    addLink(text, href) {
        const element = this.wrap('a', text, { href });
        return this.addRaw(element).addEOL();
    }
}
const _summary = new Summary();
/**
 * @deprecated use `core.summary`
 */
const markdownSummary = (/* unused pure expression or super */ null && (_summary));
const summary = (/* unused pure expression or super */ null && (_summary));
//# sourceMappingURL=summary.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/path-utils.js

/**
 * toPosixPath converts the given path to the posix form. On Windows, \\ will be
 * replaced with /.
 *
 * @param pth. Path to transform.
 * @return string Posix path.
 */
function toPosixPath(pth) {
    return pth.replace(/[\\]/g, '/');
}
/**
 * toWin32Path converts the given path to the win32 form. On Linux, / will be
 * replaced with \\.
 *
 * @param pth. Path to transform.
 * @return string Win32 path.
 */
function toWin32Path(pth) {
    return pth.replace(/[/]/g, '\\');
}
/**
 * toPlatformPath converts the given path to a platform-specific path. It does
 * this by replacing instances of / and \ with the platform-specific path
 * separator.
 *
 * @param pth The path to platformize.
 * @return string The platform-specific path.
 */
function toPlatformPath(pth) {
    return pth.replace(/[/\\]/g, path.sep);
}
//# sourceMappingURL=path-utils.js.map
;// CONCATENATED MODULE: external "string_decoder"
const external_string_decoder_namespaceObject = require("string_decoder");
// EXTERNAL MODULE: external "events"
var external_events_ = __nccwpck_require__(434);
;// CONCATENATED MODULE: external "child_process"
const external_child_process_namespaceObject = require("child_process");
// EXTERNAL MODULE: external "assert"
var external_assert_ = __nccwpck_require__(613);
;// CONCATENATED MODULE: ./node_modules/@actions/io/lib/io-util.js
var io_util_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


const { chmod, copyFile, lstat, mkdir, open: io_util_open, readdir, rename, rm, rmdir, stat, symlink, unlink } = external_fs_namespaceObject.promises;
// export const {open} = 'fs'
const IS_WINDOWS = process.platform === 'win32';
/**
 * Custom implementation of readlink to ensure Windows junctions
 * maintain trailing backslash for backward compatibility with Node.js < 24
 *
 * In Node.js 20, Windows junctions (directory symlinks) always returned paths
 * with trailing backslashes. Node.js 24 removed this behavior, which breaks
 * code that relied on this format for path operations.
 *
 * This implementation restores the Node 20 behavior by adding a trailing
 * backslash to all junction results on Windows.
 */
function readlink(fsPath) {
    return io_util_awaiter(this, void 0, void 0, function* () {
        const result = yield fs.promises.readlink(fsPath);
        // On Windows, restore Node 20 behavior: add trailing backslash to all results
        // since junctions on Windows are always directory links
        if (IS_WINDOWS && !result.endsWith('\\')) {
            return `${result}\\`;
        }
        return result;
    });
}
// See https://github.com/nodejs/node/blob/d0153aee367422d0858105abec186da4dff0a0c5/deps/uv/include/uv/win.h#L691
const UV_FS_O_EXLOCK = 0x10000000;
const READONLY = external_fs_namespaceObject.constants.O_RDONLY;
function exists(fsPath) {
    return io_util_awaiter(this, void 0, void 0, function* () {
        try {
            yield stat(fsPath);
        }
        catch (err) {
            if (err.code === 'ENOENT') {
                return false;
            }
            throw err;
        }
        return true;
    });
}
function isDirectory(fsPath_1) {
    return io_util_awaiter(this, arguments, void 0, function* (fsPath, useStat = false) {
        const stats = useStat ? yield stat(fsPath) : yield lstat(fsPath);
        return stats.isDirectory();
    });
}
/**
 * On OSX/Linux, true if path starts with '/'. On Windows, true for paths like:
 * \, \hello, \\hello\share, C:, and C:\hello (and corresponding alternate separator cases).
 */
function isRooted(p) {
    p = normalizeSeparators(p);
    if (!p) {
        throw new Error('isRooted() parameter "p" cannot be empty');
    }
    if (IS_WINDOWS) {
        return (p.startsWith('\\') || /^[A-Z]:/i.test(p) // e.g. \ or \hello or \\hello
        ); // e.g. C: or C:\hello
    }
    return p.startsWith('/');
}
/**
 * Best effort attempt to determine whether a file exists and is executable.
 * @param filePath    file path to check
 * @param extensions  additional file extensions to try
 * @return if file exists and is executable, returns the file path. otherwise empty string.
 */
function tryGetExecutablePath(filePath, extensions) {
    return io_util_awaiter(this, void 0, void 0, function* () {
        let stats = undefined;
        try {
            // test file exists
            stats = yield stat(filePath);
        }
        catch (err) {
            if (err.code !== 'ENOENT') {
                // eslint-disable-next-line no-console
                console.log(`Unexpected error attempting to determine if executable file exists '${filePath}': ${err}`);
            }
        }
        if (stats && stats.isFile()) {
            if (IS_WINDOWS) {
                // on Windows, test for valid extension
                const upperExt = external_path_namespaceObject.extname(filePath).toUpperCase();
                if (extensions.some(validExt => validExt.toUpperCase() === upperExt)) {
                    return filePath;
                }
            }
            else {
                if (isUnixExecutable(stats)) {
                    return filePath;
                }
            }
        }
        // try each extension
        const originalFilePath = filePath;
        for (const extension of extensions) {
            filePath = originalFilePath + extension;
            stats = undefined;
            try {
                stats = yield stat(filePath);
            }
            catch (err) {
                if (err.code !== 'ENOENT') {
                    // eslint-disable-next-line no-console
                    console.log(`Unexpected error attempting to determine if executable file exists '${filePath}': ${err}`);
                }
            }
            if (stats && stats.isFile()) {
                if (IS_WINDOWS) {
                    // preserve the case of the actual file (since an extension was appended)
                    try {
                        const directory = external_path_namespaceObject.dirname(filePath);
                        const upperName = external_path_namespaceObject.basename(filePath).toUpperCase();
                        for (const actualName of yield readdir(directory)) {
                            if (upperName === actualName.toUpperCase()) {
                                filePath = external_path_namespaceObject.join(directory, actualName);
                                break;
                            }
                        }
                    }
                    catch (err) {
                        // eslint-disable-next-line no-console
                        console.log(`Unexpected error attempting to determine the actual case of the file '${filePath}': ${err}`);
                    }
                    return filePath;
                }
                else {
                    if (isUnixExecutable(stats)) {
                        return filePath;
                    }
                }
            }
        }
        return '';
    });
}
function normalizeSeparators(p) {
    p = p || '';
    if (IS_WINDOWS) {
        // convert slashes on Windows
        p = p.replace(/\//g, '\\');
        // remove redundant slashes
        return p.replace(/\\\\+/g, '\\');
    }
    // remove redundant slashes
    return p.replace(/\/\/+/g, '/');
}
// on Mac/Linux, test the execute bit
//     R   W  X  R  W X R W X
//   256 128 64 32 16 8 4 2 1
function isUnixExecutable(stats) {
    return ((stats.mode & 1) > 0 ||
        ((stats.mode & 8) > 0 &&
            process.getgid !== undefined &&
            stats.gid === process.getgid()) ||
        ((stats.mode & 64) > 0 &&
            process.getuid !== undefined &&
            stats.uid === process.getuid()));
}
// Get the path of cmd.exe in windows
function getCmdPath() {
    var _a;
    return (_a = process.env['COMSPEC']) !== null && _a !== void 0 ? _a : `cmd.exe`;
}
//# sourceMappingURL=io-util.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/io/lib/io.js
var io_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};



/**
 * Copies a file or folder.
 * Based off of shelljs - https://github.com/shelljs/shelljs/blob/9237f66c52e5daa40458f94f9565e18e8132f5a6/src/cp.js
 *
 * @param     source    source path
 * @param     dest      destination path
 * @param     options   optional. See CopyOptions.
 */
function cp(source_1, dest_1) {
    return io_awaiter(this, arguments, void 0, function* (source, dest, options = {}) {
        const { force, recursive, copySourceDirectory } = readCopyOptions(options);
        const destStat = (yield ioUtil.exists(dest)) ? yield ioUtil.stat(dest) : null;
        // Dest is an existing file, but not forcing
        if (destStat && destStat.isFile() && !force) {
            return;
        }
        // If dest is an existing directory, should copy inside.
        const newDest = destStat && destStat.isDirectory() && copySourceDirectory
            ? path.join(dest, path.basename(source))
            : dest;
        if (!(yield ioUtil.exists(source))) {
            throw new Error(`no such file or directory: ${source}`);
        }
        const sourceStat = yield ioUtil.stat(source);
        if (sourceStat.isDirectory()) {
            if (!recursive) {
                throw new Error(`Failed to copy. ${source} is a directory, but tried to copy without recursive flag.`);
            }
            else {
                yield cpDirRecursive(source, newDest, 0, force);
            }
        }
        else {
            if (path.relative(source, newDest) === '') {
                // a file cannot be copied to itself
                throw new Error(`'${newDest}' and '${source}' are the same file`);
            }
            yield io_copyFile(source, newDest, force);
        }
    });
}
/**
 * Moves a path.
 *
 * @param     source    source path
 * @param     dest      destination path
 * @param     options   optional. See MoveOptions.
 */
function mv(source_1, dest_1) {
    return io_awaiter(this, arguments, void 0, function* (source, dest, options = {}) {
        if (yield ioUtil.exists(dest)) {
            let destExists = true;
            if (yield ioUtil.isDirectory(dest)) {
                // If dest is directory copy src into dest
                dest = path.join(dest, path.basename(source));
                destExists = yield ioUtil.exists(dest);
            }
            if (destExists) {
                if (options.force == null || options.force) {
                    yield rmRF(dest);
                }
                else {
                    throw new Error('Destination already exists');
                }
            }
        }
        yield mkdirP(path.dirname(dest));
        yield ioUtil.rename(source, dest);
    });
}
/**
 * Remove a path recursively with force
 *
 * @param inputPath path to remove
 */
function rmRF(inputPath) {
    return io_awaiter(this, void 0, void 0, function* () {
        if (ioUtil.IS_WINDOWS) {
            // Check for invalid characters
            // https://docs.microsoft.com/en-us/windows/win32/fileio/naming-a-file
            if (/[*"<>|]/.test(inputPath)) {
                throw new Error('File path must not contain `*`, `"`, `<`, `>` or `|` on Windows');
            }
        }
        try {
            // note if path does not exist, error is silent
            yield ioUtil.rm(inputPath, {
                force: true,
                maxRetries: 3,
                recursive: true,
                retryDelay: 300
            });
        }
        catch (err) {
            throw new Error(`File was unable to be removed ${err}`);
        }
    });
}
/**
 * Make a directory.  Creates the full path with folders in between
 * Will throw if it fails
 *
 * @param   fsPath        path to create
 * @returns Promise<void>
 */
function mkdirP(fsPath) {
    return io_awaiter(this, void 0, void 0, function* () {
        ok(fsPath, 'a path argument must be provided');
        yield ioUtil.mkdir(fsPath, { recursive: true });
    });
}
/**
 * Returns path of a tool had the tool actually been invoked.  Resolves via paths.
 * If you check and the tool does not exist, it will throw.
 *
 * @param     tool              name of the tool
 * @param     check             whether to check if tool exists
 * @returns   Promise<string>   path to tool
 */
function which(tool, check) {
    return io_awaiter(this, void 0, void 0, function* () {
        if (!tool) {
            throw new Error("parameter 'tool' is required");
        }
        // recursive when check=true
        if (check) {
            const result = yield which(tool, false);
            if (!result) {
                if (IS_WINDOWS) {
                    throw new Error(`Unable to locate executable file: ${tool}. Please verify either the file path exists or the file can be found within a directory specified by the PATH environment variable. Also verify the file has a valid extension for an executable file.`);
                }
                else {
                    throw new Error(`Unable to locate executable file: ${tool}. Please verify either the file path exists or the file can be found within a directory specified by the PATH environment variable. Also check the file mode to verify the file is executable.`);
                }
            }
            return result;
        }
        const matches = yield findInPath(tool);
        if (matches && matches.length > 0) {
            return matches[0];
        }
        return '';
    });
}
/**
 * Returns a list of all occurrences of the given tool on the system path.
 *
 * @returns   Promise<string[]>  the paths of the tool
 */
function findInPath(tool) {
    return io_awaiter(this, void 0, void 0, function* () {
        if (!tool) {
            throw new Error("parameter 'tool' is required");
        }
        // build the list of extensions to try
        const extensions = [];
        if (IS_WINDOWS && process.env['PATHEXT']) {
            for (const extension of process.env['PATHEXT'].split(external_path_namespaceObject.delimiter)) {
                if (extension) {
                    extensions.push(extension);
                }
            }
        }
        // if it's rooted, return it if exists. otherwise return empty.
        if (isRooted(tool)) {
            const filePath = yield tryGetExecutablePath(tool, extensions);
            if (filePath) {
                return [filePath];
            }
            return [];
        }
        // if any path separators, return empty
        if (tool.includes(external_path_namespaceObject.sep)) {
            return [];
        }
        // build the list of directories
        //
        // Note, technically "where" checks the current directory on Windows. From a toolkit perspective,
        // it feels like we should not do this. Checking the current directory seems like more of a use
        // case of a shell, and the which() function exposed by the toolkit should strive for consistency
        // across platforms.
        const directories = [];
        if (process.env.PATH) {
            for (const p of process.env.PATH.split(external_path_namespaceObject.delimiter)) {
                if (p) {
                    directories.push(p);
                }
            }
        }
        // find all matches
        const matches = [];
        for (const directory of directories) {
            const filePath = yield tryGetExecutablePath(external_path_namespaceObject.join(directory, tool), extensions);
            if (filePath) {
                matches.push(filePath);
            }
        }
        return matches;
    });
}
function readCopyOptions(options) {
    const force = options.force == null ? true : options.force;
    const recursive = Boolean(options.recursive);
    const copySourceDirectory = options.copySourceDirectory == null
        ? true
        : Boolean(options.copySourceDirectory);
    return { force, recursive, copySourceDirectory };
}
function cpDirRecursive(sourceDir, destDir, currentDepth, force) {
    return io_awaiter(this, void 0, void 0, function* () {
        // Ensure there is not a run away recursive copy
        if (currentDepth >= 255)
            return;
        currentDepth++;
        yield mkdirP(destDir);
        const files = yield ioUtil.readdir(sourceDir);
        for (const fileName of files) {
            const srcFile = `${sourceDir}/${fileName}`;
            const destFile = `${destDir}/${fileName}`;
            const srcFileStat = yield ioUtil.lstat(srcFile);
            if (srcFileStat.isDirectory()) {
                // Recurse
                yield cpDirRecursive(srcFile, destFile, currentDepth, force);
            }
            else {
                yield io_copyFile(srcFile, destFile, force);
            }
        }
        // Change the mode for the newly created directory
        yield ioUtil.chmod(destDir, (yield ioUtil.stat(sourceDir)).mode);
    });
}
// Buffered file copy
function io_copyFile(srcFile, destFile, force) {
    return io_awaiter(this, void 0, void 0, function* () {
        if ((yield ioUtil.lstat(srcFile)).isSymbolicLink()) {
            // unlink/re-link it
            try {
                yield ioUtil.lstat(destFile);
                yield ioUtil.unlink(destFile);
            }
            catch (e) {
                // Try to override file permission
                if (e.code === 'EPERM') {
                    yield ioUtil.chmod(destFile, '0666');
                    yield ioUtil.unlink(destFile);
                }
                // other errors = it doesn't exist, no work to do
            }
            // Copy over symlink
            const symlinkFull = yield ioUtil.readlink(srcFile);
            yield ioUtil.symlink(symlinkFull, destFile, ioUtil.IS_WINDOWS ? 'junction' : null);
        }
        else if (!(yield ioUtil.exists(destFile)) || force) {
            yield ioUtil.copyFile(srcFile, destFile);
        }
    });
}
//# sourceMappingURL=io.js.map
;// CONCATENATED MODULE: external "timers"
const external_timers_namespaceObject = require("timers");
;// CONCATENATED MODULE: ./node_modules/@actions/exec/lib/toolrunner.js
var toolrunner_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};







/* eslint-disable @typescript-eslint/unbound-method */
const toolrunner_IS_WINDOWS = process.platform === 'win32';
/*
 * Class for running command line tools. Handles quoting and arg parsing in a platform agnostic way.
 */
class ToolRunner extends external_events_.EventEmitter {
    constructor(toolPath, args, options) {
        super();
        if (!toolPath) {
            throw new Error("Parameter 'toolPath' cannot be null or empty.");
        }
        this.toolPath = toolPath;
        this.args = args || [];
        this.options = options || {};
    }
    _debug(message) {
        if (this.options.listeners && this.options.listeners.debug) {
            this.options.listeners.debug(message);
        }
    }
    _getCommandString(options, noPrefix) {
        const toolPath = this._getSpawnFileName();
        const args = this._getSpawnArgs(options);
        let cmd = noPrefix ? '' : '[command]'; // omit prefix when piped to a second tool
        if (toolrunner_IS_WINDOWS) {
            // Windows + cmd file
            if (this._isCmdFile()) {
                cmd += toolPath;
                for (const a of args) {
                    cmd += ` ${a}`;
                }
            }
            // Windows + verbatim
            else if (options.windowsVerbatimArguments) {
                cmd += `"${toolPath}"`;
                for (const a of args) {
                    cmd += ` ${a}`;
                }
            }
            // Windows (regular)
            else {
                cmd += this._windowsQuoteCmdArg(toolPath);
                for (const a of args) {
                    cmd += ` ${this._windowsQuoteCmdArg(a)}`;
                }
            }
        }
        else {
            // OSX/Linux - this can likely be improved with some form of quoting.
            // creating processes on Unix is fundamentally different than Windows.
            // on Unix, execvp() takes an arg array.
            cmd += toolPath;
            for (const a of args) {
                cmd += ` ${a}`;
            }
        }
        return cmd;
    }
    _processLineBuffer(data, strBuffer, onLine) {
        try {
            let s = strBuffer + data.toString();
            let n = s.indexOf(external_os_namespaceObject.EOL);
            while (n > -1) {
                const line = s.substring(0, n);
                onLine(line);
                // the rest of the string ...
                s = s.substring(n + external_os_namespaceObject.EOL.length);
                n = s.indexOf(external_os_namespaceObject.EOL);
            }
            return s;
        }
        catch (err) {
            // streaming lines to console is best effort.  Don't fail a build.
            this._debug(`error processing line. Failed with error ${err}`);
            return '';
        }
    }
    _getSpawnFileName() {
        if (toolrunner_IS_WINDOWS) {
            if (this._isCmdFile()) {
                return process.env['COMSPEC'] || 'cmd.exe';
            }
        }
        return this.toolPath;
    }
    _getSpawnArgs(options) {
        if (toolrunner_IS_WINDOWS) {
            if (this._isCmdFile()) {
                let argline = `/D /S /C "${this._windowsQuoteCmdArg(this.toolPath)}`;
                for (const a of this.args) {
                    argline += ' ';
                    argline += options.windowsVerbatimArguments
                        ? a
                        : this._windowsQuoteCmdArg(a);
                }
                argline += '"';
                return [argline];
            }
        }
        return this.args;
    }
    _endsWith(str, end) {
        return str.endsWith(end);
    }
    _isCmdFile() {
        const upperToolPath = this.toolPath.toUpperCase();
        return (this._endsWith(upperToolPath, '.CMD') ||
            this._endsWith(upperToolPath, '.BAT'));
    }
    _windowsQuoteCmdArg(arg) {
        // for .exe, apply the normal quoting rules that libuv applies
        if (!this._isCmdFile()) {
            return this._uvQuoteCmdArg(arg);
        }
        // otherwise apply quoting rules specific to the cmd.exe command line parser.
        // the libuv rules are generic and are not designed specifically for cmd.exe
        // command line parser.
        //
        // for a detailed description of the cmd.exe command line parser, refer to
        // http://stackoverflow.com/questions/4094699/how-does-the-windows-command-interpreter-cmd-exe-parse-scripts/7970912#7970912
        // need quotes for empty arg
        if (!arg) {
            return '""';
        }
        // determine whether the arg needs to be quoted
        const cmdSpecialChars = [
            ' ',
            '\t',
            '&',
            '(',
            ')',
            '[',
            ']',
            '{',
            '}',
            '^',
            '=',
            ';',
            '!',
            "'",
            '+',
            ',',
            '`',
            '~',
            '|',
            '<',
            '>',
            '"'
        ];
        let needsQuotes = false;
        for (const char of arg) {
            if (cmdSpecialChars.some(x => x === char)) {
                needsQuotes = true;
                break;
            }
        }
        // short-circuit if quotes not needed
        if (!needsQuotes) {
            return arg;
        }
        // the following quoting rules are very similar to the rules that by libuv applies.
        //
        // 1) wrap the string in quotes
        //
        // 2) double-up quotes - i.e. " => ""
        //
        //    this is different from the libuv quoting rules. libuv replaces " with \", which unfortunately
        //    doesn't work well with a cmd.exe command line.
        //
        //    note, replacing " with "" also works well if the arg is passed to a downstream .NET console app.
        //    for example, the command line:
        //          foo.exe "myarg:""my val"""
        //    is parsed by a .NET console app into an arg array:
        //          [ "myarg:\"my val\"" ]
        //    which is the same end result when applying libuv quoting rules. although the actual
        //    command line from libuv quoting rules would look like:
        //          foo.exe "myarg:\"my val\""
        //
        // 3) double-up slashes that precede a quote,
        //    e.g.  hello \world    => "hello \world"
        //          hello\"world    => "hello\\""world"
        //          hello\\"world   => "hello\\\\""world"
        //          hello world\    => "hello world\\"
        //
        //    technically this is not required for a cmd.exe command line, or the batch argument parser.
        //    the reasons for including this as a .cmd quoting rule are:
        //
        //    a) this is optimized for the scenario where the argument is passed from the .cmd file to an
        //       external program. many programs (e.g. .NET console apps) rely on the slash-doubling rule.
        //
        //    b) it's what we've been doing previously (by deferring to node default behavior) and we
        //       haven't heard any complaints about that aspect.
        //
        // note, a weakness of the quoting rules chosen here, is that % is not escaped. in fact, % cannot be
        // escaped when used on the command line directly - even though within a .cmd file % can be escaped
        // by using %%.
        //
        // the saving grace is, on the command line, %var% is left as-is if var is not defined. this contrasts
        // the line parsing rules within a .cmd file, where if var is not defined it is replaced with nothing.
        //
        // one option that was explored was replacing % with ^% - i.e. %var% => ^%var^%. this hack would
        // often work, since it is unlikely that var^ would exist, and the ^ character is removed when the
        // variable is used. the problem, however, is that ^ is not removed when %* is used to pass the args
        // to an external program.
        //
        // an unexplored potential solution for the % escaping problem, is to create a wrapper .cmd file.
        // % can be escaped within a .cmd file.
        let reverse = '"';
        let quoteHit = true;
        for (let i = arg.length; i > 0; i--) {
            // walk the string in reverse
            reverse += arg[i - 1];
            if (quoteHit && arg[i - 1] === '\\') {
                reverse += '\\'; // double the slash
            }
            else if (arg[i - 1] === '"') {
                quoteHit = true;
                reverse += '"'; // double the quote
            }
            else {
                quoteHit = false;
            }
        }
        reverse += '"';
        return reverse.split('').reverse().join('');
    }
    _uvQuoteCmdArg(arg) {
        // Tool runner wraps child_process.spawn() and needs to apply the same quoting as
        // Node in certain cases where the undocumented spawn option windowsVerbatimArguments
        // is used.
        //
        // Since this function is a port of quote_cmd_arg from Node 4.x (technically, lib UV,
        // see https://github.com/nodejs/node/blob/v4.x/deps/uv/src/win/process.c for details),
        // pasting copyright notice from Node within this function:
        //
        //      Copyright Joyent, Inc. and other Node contributors. All rights reserved.
        //
        //      Permission is hereby granted, free of charge, to any person obtaining a copy
        //      of this software and associated documentation files (the "Software"), to
        //      deal in the Software without restriction, including without limitation the
        //      rights to use, copy, modify, merge, publish, distribute, sublicense, and/or
        //      sell copies of the Software, and to permit persons to whom the Software is
        //      furnished to do so, subject to the following conditions:
        //
        //      The above copyright notice and this permission notice shall be included in
        //      all copies or substantial portions of the Software.
        //
        //      THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
        //      IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
        //      FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
        //      AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
        //      LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING
        //      FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS
        //      IN THE SOFTWARE.
        if (!arg) {
            // Need double quotation for empty argument
            return '""';
        }
        if (!arg.includes(' ') && !arg.includes('\t') && !arg.includes('"')) {
            // No quotation needed
            return arg;
        }
        if (!arg.includes('"') && !arg.includes('\\')) {
            // No embedded double quotes or backslashes, so I can just wrap
            // quote marks around the whole thing.
            return `"${arg}"`;
        }
        // Expected input/output:
        //   input : hello"world
        //   output: "hello\"world"
        //   input : hello""world
        //   output: "hello\"\"world"
        //   input : hello\world
        //   output: hello\world
        //   input : hello\\world
        //   output: hello\\world
        //   input : hello\"world
        //   output: "hello\\\"world"
        //   input : hello\\"world
        //   output: "hello\\\\\"world"
        //   input : hello world\
        //   output: "hello world\\" - note the comment in libuv actually reads "hello world\"
        //                             but it appears the comment is wrong, it should be "hello world\\"
        let reverse = '"';
        let quoteHit = true;
        for (let i = arg.length; i > 0; i--) {
            // walk the string in reverse
            reverse += arg[i - 1];
            if (quoteHit && arg[i - 1] === '\\') {
                reverse += '\\';
            }
            else if (arg[i - 1] === '"') {
                quoteHit = true;
                reverse += '\\';
            }
            else {
                quoteHit = false;
            }
        }
        reverse += '"';
        return reverse.split('').reverse().join('');
    }
    _cloneExecOptions(options) {
        options = options || {};
        const result = {
            cwd: options.cwd || process.cwd(),
            env: options.env || process.env,
            silent: options.silent || false,
            windowsVerbatimArguments: options.windowsVerbatimArguments || false,
            failOnStdErr: options.failOnStdErr || false,
            ignoreReturnCode: options.ignoreReturnCode || false,
            delay: options.delay || 10000
        };
        result.outStream = options.outStream || process.stdout;
        result.errStream = options.errStream || process.stderr;
        return result;
    }
    _getSpawnOptions(options, toolPath) {
        options = options || {};
        const result = {};
        result.cwd = options.cwd;
        result.env = options.env;
        result['windowsVerbatimArguments'] =
            options.windowsVerbatimArguments || this._isCmdFile();
        if (options.windowsVerbatimArguments) {
            result.argv0 = `"${toolPath}"`;
        }
        return result;
    }
    /**
     * Exec a tool.
     * Output will be streamed to the live console.
     * Returns promise with return code
     *
     * @param     tool     path to tool to exec
     * @param     options  optional exec options.  See ExecOptions
     * @returns   number
     */
    exec() {
        return toolrunner_awaiter(this, void 0, void 0, function* () {
            // root the tool path if it is unrooted and contains relative pathing
            if (!isRooted(this.toolPath) &&
                (this.toolPath.includes('/') ||
                    (toolrunner_IS_WINDOWS && this.toolPath.includes('\\')))) {
                // prefer options.cwd if it is specified, however options.cwd may also need to be rooted
                this.toolPath = external_path_namespaceObject.resolve(process.cwd(), this.options.cwd || process.cwd(), this.toolPath);
            }
            // if the tool is only a file name, then resolve it from the PATH
            // otherwise verify it exists (add extension on Windows if necessary)
            this.toolPath = yield which(this.toolPath, true);
            return new Promise((resolve, reject) => toolrunner_awaiter(this, void 0, void 0, function* () {
                this._debug(`exec tool: ${this.toolPath}`);
                this._debug('arguments:');
                for (const arg of this.args) {
                    this._debug(`   ${arg}`);
                }
                const optionsNonNull = this._cloneExecOptions(this.options);
                if (!optionsNonNull.silent && optionsNonNull.outStream) {
                    optionsNonNull.outStream.write(this._getCommandString(optionsNonNull) + external_os_namespaceObject.EOL);
                }
                const state = new ExecState(optionsNonNull, this.toolPath);
                state.on('debug', (message) => {
                    this._debug(message);
                });
                if (this.options.cwd && !(yield exists(this.options.cwd))) {
                    return reject(new Error(`The cwd: ${this.options.cwd} does not exist!`));
                }
                const fileName = this._getSpawnFileName();
                const cp = external_child_process_namespaceObject.spawn(fileName, this._getSpawnArgs(optionsNonNull), this._getSpawnOptions(this.options, fileName));
                let stdbuffer = '';
                if (cp.stdout) {
                    cp.stdout.on('data', (data) => {
                        if (this.options.listeners && this.options.listeners.stdout) {
                            this.options.listeners.stdout(data);
                        }
                        if (!optionsNonNull.silent && optionsNonNull.outStream) {
                            optionsNonNull.outStream.write(data);
                        }
                        stdbuffer = this._processLineBuffer(data, stdbuffer, (line) => {
                            if (this.options.listeners && this.options.listeners.stdline) {
                                this.options.listeners.stdline(line);
                            }
                        });
                    });
                }
                let errbuffer = '';
                if (cp.stderr) {
                    cp.stderr.on('data', (data) => {
                        state.processStderr = true;
                        if (this.options.listeners && this.options.listeners.stderr) {
                            this.options.listeners.stderr(data);
                        }
                        if (!optionsNonNull.silent &&
                            optionsNonNull.errStream &&
                            optionsNonNull.outStream) {
                            const s = optionsNonNull.failOnStdErr
                                ? optionsNonNull.errStream
                                : optionsNonNull.outStream;
                            s.write(data);
                        }
                        errbuffer = this._processLineBuffer(data, errbuffer, (line) => {
                            if (this.options.listeners && this.options.listeners.errline) {
                                this.options.listeners.errline(line);
                            }
                        });
                    });
                }
                cp.on('error', (err) => {
                    state.processError = err.message;
                    state.processExited = true;
                    state.processClosed = true;
                    state.CheckComplete();
                });
                cp.on('exit', (code) => {
                    state.processExitCode = code;
                    state.processExited = true;
                    this._debug(`Exit code ${code} received from tool '${this.toolPath}'`);
                    state.CheckComplete();
                });
                cp.on('close', (code) => {
                    state.processExitCode = code;
                    state.processExited = true;
                    state.processClosed = true;
                    this._debug(`STDIO streams have closed for tool '${this.toolPath}'`);
                    state.CheckComplete();
                });
                state.on('done', (error, exitCode) => {
                    if (stdbuffer.length > 0) {
                        this.emit('stdline', stdbuffer);
                    }
                    if (errbuffer.length > 0) {
                        this.emit('errline', errbuffer);
                    }
                    cp.removeAllListeners();
                    if (error) {
                        reject(error);
                    }
                    else {
                        resolve(exitCode);
                    }
                });
                if (this.options.input) {
                    if (!cp.stdin) {
                        throw new Error('child process missing stdin');
                    }
                    cp.stdin.end(this.options.input);
                }
            }));
        });
    }
}
/**
 * Convert an arg string to an array of args. Handles escaping
 *
 * @param    argString   string of arguments
 * @returns  string[]    array of arguments
 */
function argStringToArray(argString) {
    const args = [];
    let inQuotes = false;
    let escaped = false;
    let arg = '';
    function append(c) {
        // we only escape double quotes.
        if (escaped && c !== '"') {
            arg += '\\';
        }
        arg += c;
        escaped = false;
    }
    for (let i = 0; i < argString.length; i++) {
        const c = argString.charAt(i);
        if (c === '"') {
            if (!escaped) {
                inQuotes = !inQuotes;
            }
            else {
                append(c);
            }
            continue;
        }
        if (c === '\\' && escaped) {
            append(c);
            continue;
        }
        if (c === '\\' && inQuotes) {
            escaped = true;
            continue;
        }
        if (c === ' ' && !inQuotes) {
            if (arg.length > 0) {
                args.push(arg);
                arg = '';
            }
            continue;
        }
        append(c);
    }
    if (arg.length > 0) {
        args.push(arg.trim());
    }
    return args;
}
class ExecState extends external_events_.EventEmitter {
    constructor(options, toolPath) {
        super();
        this.processClosed = false; // tracks whether the process has exited and stdio is closed
        this.processError = '';
        this.processExitCode = 0;
        this.processExited = false; // tracks whether the process has exited
        this.processStderr = false; // tracks whether stderr was written to
        this.delay = 10000; // 10 seconds
        this.done = false;
        this.timeout = null;
        if (!toolPath) {
            throw new Error('toolPath must not be empty');
        }
        this.options = options;
        this.toolPath = toolPath;
        if (options.delay) {
            this.delay = options.delay;
        }
    }
    CheckComplete() {
        if (this.done) {
            return;
        }
        if (this.processClosed) {
            this._setResult();
        }
        else if (this.processExited) {
            this.timeout = (0,external_timers_namespaceObject.setTimeout)(ExecState.HandleTimeout, this.delay, this);
        }
    }
    _debug(message) {
        this.emit('debug', message);
    }
    _setResult() {
        // determine whether there is an error
        let error;
        if (this.processExited) {
            if (this.processError) {
                error = new Error(`There was an error when attempting to execute the process '${this.toolPath}'. This may indicate the process failed to start. Error: ${this.processError}`);
            }
            else if (this.processExitCode !== 0 && !this.options.ignoreReturnCode) {
                error = new Error(`The process '${this.toolPath}' failed with exit code ${this.processExitCode}`);
            }
            else if (this.processStderr && this.options.failOnStdErr) {
                error = new Error(`The process '${this.toolPath}' failed because one or more lines were written to the STDERR stream`);
            }
        }
        // clear the timeout
        if (this.timeout) {
            clearTimeout(this.timeout);
            this.timeout = null;
        }
        this.done = true;
        this.emit('done', error, this.processExitCode);
    }
    static HandleTimeout(state) {
        if (state.done) {
            return;
        }
        if (!state.processClosed && state.processExited) {
            const message = `The STDIO streams did not close within ${state.delay / 1000} seconds of the exit event from process '${state.toolPath}'. This may indicate a child process inherited the STDIO streams and has not yet exited.`;
            state._debug(message);
        }
        state._setResult();
    }
}
//# sourceMappingURL=toolrunner.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/exec/lib/exec.js
var exec_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


/**
 * Exec a command.
 * Output will be streamed to the live console.
 * Returns promise with return code
 *
 * @param     commandLine        command to execute (can include additional args). Must be correctly escaped.
 * @param     args               optional arguments for tool. Escaping is handled by the lib.
 * @param     options            optional exec options.  See ExecOptions
 * @returns   Promise<number>    exit code
 */
function exec_exec(commandLine, args, options) {
    return exec_awaiter(this, void 0, void 0, function* () {
        const commandArgs = tr.argStringToArray(commandLine);
        if (commandArgs.length === 0) {
            throw new Error(`Parameter 'commandLine' cannot be null or empty.`);
        }
        // Path to tool to execute should be first arg
        const toolPath = commandArgs[0];
        args = commandArgs.slice(1).concat(args || []);
        const runner = new tr.ToolRunner(toolPath, args, options);
        return runner.exec();
    });
}
/**
 * Exec a command and get the output.
 * Output will be streamed to the live console.
 * Returns promise with the exit code and collected stdout and stderr
 *
 * @param     commandLine           command to execute (can include additional args). Must be correctly escaped.
 * @param     args                  optional arguments for tool. Escaping is handled by the lib.
 * @param     options               optional exec options.  See ExecOptions
 * @returns   Promise<ExecOutput>   exit code, stdout, and stderr
 */
function getExecOutput(commandLine, args, options) {
    return exec_awaiter(this, void 0, void 0, function* () {
        var _a, _b;
        let stdout = '';
        let stderr = '';
        //Using string decoder covers the case where a mult-byte character is split
        const stdoutDecoder = new StringDecoder('utf8');
        const stderrDecoder = new StringDecoder('utf8');
        const originalStdoutListener = (_a = options === null || options === void 0 ? void 0 : options.listeners) === null || _a === void 0 ? void 0 : _a.stdout;
        const originalStdErrListener = (_b = options === null || options === void 0 ? void 0 : options.listeners) === null || _b === void 0 ? void 0 : _b.stderr;
        const stdErrListener = (data) => {
            stderr += stderrDecoder.write(data);
            if (originalStdErrListener) {
                originalStdErrListener(data);
            }
        };
        const stdOutListener = (data) => {
            stdout += stdoutDecoder.write(data);
            if (originalStdoutListener) {
                originalStdoutListener(data);
            }
        };
        const listeners = Object.assign(Object.assign({}, options === null || options === void 0 ? void 0 : options.listeners), { stdout: stdOutListener, stderr: stdErrListener });
        const exitCode = yield exec_exec(commandLine, args, Object.assign(Object.assign({}, options), { listeners }));
        //flush any remaining characters
        stdout += stdoutDecoder.end();
        stderr += stderrDecoder.end();
        return {
            exitCode,
            stdout,
            stderr
        };
    });
}
//# sourceMappingURL=exec.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/platform.js
var platform_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


const getWindowsInfo = () => platform_awaiter(void 0, void 0, void 0, function* () {
    const { stdout: version } = yield exec.getExecOutput('powershell -command "(Get-CimInstance -ClassName Win32_OperatingSystem).Version"', undefined, {
        silent: true
    });
    const { stdout: name } = yield exec.getExecOutput('powershell -command "(Get-CimInstance -ClassName Win32_OperatingSystem).Caption"', undefined, {
        silent: true
    });
    return {
        name: name.trim(),
        version: version.trim()
    };
});
const getMacOsInfo = () => platform_awaiter(void 0, void 0, void 0, function* () {
    var _a, _b, _c, _d;
    const { stdout } = yield exec.getExecOutput('sw_vers', undefined, {
        silent: true
    });
    const version = (_b = (_a = stdout.match(/ProductVersion:\s*(.+)/)) === null || _a === void 0 ? void 0 : _a[1]) !== null && _b !== void 0 ? _b : '';
    const name = (_d = (_c = stdout.match(/ProductName:\s*(.+)/)) === null || _c === void 0 ? void 0 : _c[1]) !== null && _d !== void 0 ? _d : '';
    return {
        name,
        version
    };
});
const getLinuxInfo = () => platform_awaiter(void 0, void 0, void 0, function* () {
    const { stdout } = yield exec.getExecOutput('lsb_release', ['-i', '-r', '-s'], {
        silent: true
    });
    const [name, version] = stdout.trim().split('\n');
    return {
        name,
        version
    };
});
const platform = external_os_namespaceObject.platform();
const arch = external_os_namespaceObject.arch();
const isWindows = platform === 'win32';
const isMacOS = platform === 'darwin';
const isLinux = platform === 'linux';
function getDetails() {
    return platform_awaiter(this, void 0, void 0, function* () {
        return Object.assign(Object.assign({}, (yield (isWindows
            ? getWindowsInfo()
            : isMacOS
                ? getMacOsInfo()
                : getLinuxInfo()))), { platform,
            arch,
            isWindows,
            isMacOS,
            isLinux });
    });
}
//# sourceMappingURL=platform.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/core.js
var core_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};






/**
 * The code to exit an action
 */
var ExitCode;
(function (ExitCode) {
    /**
     * A code indicating that the action was successful
     */
    ExitCode[ExitCode["Success"] = 0] = "Success";
    /**
     * A code indicating that the action was a failure
     */
    ExitCode[ExitCode["Failure"] = 1] = "Failure";
})(ExitCode || (ExitCode = {}));
//-----------------------------------------------------------------------
// Variables
//-----------------------------------------------------------------------
/**
 * Sets env variable for this action and future actions in the job
 * @param name the name of the variable to set
 * @param val the value of the variable. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function exportVariable(name, val) {
    const convertedVal = toCommandValue(val);
    process.env[name] = convertedVal;
    const filePath = process.env['GITHUB_ENV'] || '';
    if (filePath) {
        return file_command_issueFileCommand('ENV', prepareKeyValueMessage(name, val));
    }
    command_issueCommand('set-env', { name }, convertedVal);
}
/**
 * Registers a secret which will get masked from logs
 *
 * @param secret - Value of the secret to be masked
 * @remarks
 * This function instructs the Actions runner to mask the specified value in any
 * logs produced during the workflow run. Once registered, the secret value will
 * be replaced with asterisks (***) whenever it appears in console output, logs,
 * or error messages.
 *
 * This is useful for protecting sensitive information such as:
 * - API keys
 * - Access tokens
 * - Authentication credentials
 * - URL parameters containing signatures (SAS tokens)
 *
 * Note that masking only affects future logs; any previous appearances of the
 * secret in logs before calling this function will remain unmasked.
 *
 * @example
 * ```typescript
 * // Register an API token as a secret
 * const apiToken = "abc123xyz456";
 * setSecret(apiToken);
 *
 * // Now any logs containing this value will show *** instead
 * console.log(`Using token: ${apiToken}`); // Outputs: "Using token: ***"
 * ```
 */
function core_setSecret(secret) {
    command_issueCommand('add-mask', {}, secret);
}
/**
 * Prepends inputPath to the PATH (for this action and future actions)
 * @param inputPath
 */
function addPath(inputPath) {
    const filePath = process.env['GITHUB_PATH'] || '';
    if (filePath) {
        issueFileCommand('PATH', inputPath);
    }
    else {
        issueCommand('add-path', {}, inputPath);
    }
    process.env['PATH'] = `${inputPath}${path.delimiter}${process.env['PATH']}`;
}
/**
 * Gets the value of an input.
 * Unless trimWhitespace is set to false in InputOptions, the value is also trimmed.
 * Returns an empty string if the value is not defined.
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   string
 */
function getInput(name, options) {
    const val = process.env[`INPUT_${name.replace(/ /g, '_').toUpperCase()}`] || '';
    if (options && options.required && !val) {
        throw new Error(`Input required and not supplied: ${name}`);
    }
    if (options && options.trimWhitespace === false) {
        return val;
    }
    return val.trim();
}
/**
 * Gets the values of an multiline input.  Each value is also trimmed.
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   string[]
 *
 */
function getMultilineInput(name, options) {
    const inputs = getInput(name, options)
        .split('\n')
        .filter(x => x !== '');
    if (options && options.trimWhitespace === false) {
        return inputs;
    }
    return inputs.map(input => input.trim());
}
/**
 * Gets the input value of the boolean type in the YAML 1.2 "core schema" specification.
 * Support boolean input list: `true | True | TRUE | false | False | FALSE` .
 * The return value is also in boolean type.
 * ref: https://yaml.org/spec/1.2/spec.html#id2804923
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   boolean
 */
function getBooleanInput(name, options) {
    const trueValue = ['true', 'True', 'TRUE'];
    const falseValue = ['false', 'False', 'FALSE'];
    const val = getInput(name, options);
    if (trueValue.includes(val))
        return true;
    if (falseValue.includes(val))
        return false;
    throw new TypeError(`Input does not meet YAML 1.2 "Core Schema" specification: ${name}\n` +
        `Support boolean input list: \`true | True | TRUE | false | False | FALSE\``);
}
/**
 * Sets the value of an output.
 *
 * @param     name     name of the output to set
 * @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function setOutput(name, value) {
    const filePath = process.env['GITHUB_OUTPUT'] || '';
    if (filePath) {
        return file_command_issueFileCommand('OUTPUT', prepareKeyValueMessage(name, value));
    }
    process.stdout.write(external_os_namespaceObject.EOL);
    command_issueCommand('set-output', { name }, toCommandValue(value));
}
/**
 * Enables or disables the echoing of commands into stdout for the rest of the step.
 * Echoing is disabled by default if ACTIONS_STEP_DEBUG is not set.
 *
 */
function setCommandEcho(enabled) {
    issue('echo', enabled ? 'on' : 'off');
}
//-----------------------------------------------------------------------
// Results
//-----------------------------------------------------------------------
/**
 * Sets the action status to failed.
 * When the action exits it will be with an exit code of 1
 * @param message add error issue message
 */
function setFailed(message) {
    process.exitCode = ExitCode.Failure;
    error(message);
}
//-----------------------------------------------------------------------
// Logging Commands
//-----------------------------------------------------------------------
/**
 * Gets whether Actions Step Debug is on or not
 */
function isDebug() {
    return process.env['RUNNER_DEBUG'] === '1';
}
/**
 * Writes debug message to user log
 * @param message debug message
 */
function core_debug(message) {
    issueCommand('debug', {}, message);
}
/**
 * Adds an error issue
 * @param message error issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function error(message, properties = {}) {
    command_issueCommand('error', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a warning issue
 * @param message warning issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function warning(message, properties = {}) {
    command_issueCommand('warning', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a notice issue
 * @param message notice issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function notice(message, properties = {}) {
    command_issueCommand('notice', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Writes info to log with console.log.
 * @param message info message
 */
function info(message) {
    process.stdout.write(message + external_os_namespaceObject.EOL);
}
/**
 * Begin an output group.
 *
 * Output until the next `groupEnd` will be foldable in this group
 *
 * @param name The name of the output group
 */
function startGroup(name) {
    issue('group', name);
}
/**
 * End an output group.
 */
function endGroup() {
    issue('endgroup');
}
/**
 * Wrap an asynchronous function call in a group.
 *
 * Returns the same type as the function itself.
 *
 * @param name The name of the group
 * @param fn The function to wrap in the group
 */
function group(name, fn) {
    return core_awaiter(this, void 0, void 0, function* () {
        startGroup(name);
        let result;
        try {
            result = yield fn();
        }
        finally {
            endGroup();
        }
        return result;
    });
}
//-----------------------------------------------------------------------
// Wrapper action state
//-----------------------------------------------------------------------
/**
 * Saves state for current action, the state can only be retrieved by this action's post job execution.
 *
 * @param     name     name of the state to store
 * @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function saveState(name, value) {
    const filePath = process.env['GITHUB_STATE'] || '';
    if (filePath) {
        return file_command_issueFileCommand('STATE', prepareKeyValueMessage(name, value));
    }
    command_issueCommand('save-state', { name }, toCommandValue(value));
}
/**
 * Gets the value of an state set by this action's main execution.
 *
 * @param     name     name of the state to get
 * @returns   string
 */
function getState(name) {
    return process.env[`STATE_${name}`] || '';
}
function getIDToken(aud) {
    return core_awaiter(this, void 0, void 0, function* () {
        return yield OidcClient.getIDToken(aud);
    });
}
/**
 * Summary exports
 */

/**
 * @deprecated use core.summary
 */

/**
 * Path exports
 */

/**
 * Platform utilities exports
 */

//# sourceMappingURL=core.js.map

/***/ }),

/***/ 820:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";

// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  Qq: () => (/* binding */ HttpClient)
});

// UNUSED EXPORTS: Headers, HttpClientError, HttpClientResponse, HttpCodes, MediaTypes, getProxyUrl, isHttps

// EXTERNAL MODULE: external "http"
var external_http_ = __nccwpck_require__(611);
var external_http_namespaceObject = /*#__PURE__*/__nccwpck_require__.t(external_http_, 2);
// EXTERNAL MODULE: external "https"
var external_https_ = __nccwpck_require__(692);
var external_https_namespaceObject = /*#__PURE__*/__nccwpck_require__.t(external_https_, 2);
// EXTERNAL MODULE: ./node_modules/@actions/http-client/lib/proxy.js
var proxy = __nccwpck_require__(783);
// EXTERNAL MODULE: ./node_modules/tunnel/index.js
var tunnel = __nccwpck_require__(770);
;// CONCATENATED MODULE: ./build/undici/index.js
/** What @actions/http-client imports at start and uses only in getAgentDispatcher, which nothing here calls. */
class ProxyAgent {
  constructor() {
    throw new Error('fetch through a proxy is not part of this bundle')
  }
}

;// CONCATENATED MODULE: ./node_modules/@actions/http-client/lib/index.js
/* eslint-disable @typescript-eslint/no-explicit-any */
var __awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};





var HttpCodes;
(function (HttpCodes) {
    HttpCodes[HttpCodes["OK"] = 200] = "OK";
    HttpCodes[HttpCodes["MultipleChoices"] = 300] = "MultipleChoices";
    HttpCodes[HttpCodes["MovedPermanently"] = 301] = "MovedPermanently";
    HttpCodes[HttpCodes["ResourceMoved"] = 302] = "ResourceMoved";
    HttpCodes[HttpCodes["SeeOther"] = 303] = "SeeOther";
    HttpCodes[HttpCodes["NotModified"] = 304] = "NotModified";
    HttpCodes[HttpCodes["UseProxy"] = 305] = "UseProxy";
    HttpCodes[HttpCodes["SwitchProxy"] = 306] = "SwitchProxy";
    HttpCodes[HttpCodes["TemporaryRedirect"] = 307] = "TemporaryRedirect";
    HttpCodes[HttpCodes["PermanentRedirect"] = 308] = "PermanentRedirect";
    HttpCodes[HttpCodes["BadRequest"] = 400] = "BadRequest";
    HttpCodes[HttpCodes["Unauthorized"] = 401] = "Unauthorized";
    HttpCodes[HttpCodes["PaymentRequired"] = 402] = "PaymentRequired";
    HttpCodes[HttpCodes["Forbidden"] = 403] = "Forbidden";
    HttpCodes[HttpCodes["NotFound"] = 404] = "NotFound";
    HttpCodes[HttpCodes["MethodNotAllowed"] = 405] = "MethodNotAllowed";
    HttpCodes[HttpCodes["NotAcceptable"] = 406] = "NotAcceptable";
    HttpCodes[HttpCodes["ProxyAuthenticationRequired"] = 407] = "ProxyAuthenticationRequired";
    HttpCodes[HttpCodes["RequestTimeout"] = 408] = "RequestTimeout";
    HttpCodes[HttpCodes["Conflict"] = 409] = "Conflict";
    HttpCodes[HttpCodes["Gone"] = 410] = "Gone";
    HttpCodes[HttpCodes["TooManyRequests"] = 429] = "TooManyRequests";
    HttpCodes[HttpCodes["InternalServerError"] = 500] = "InternalServerError";
    HttpCodes[HttpCodes["NotImplemented"] = 501] = "NotImplemented";
    HttpCodes[HttpCodes["BadGateway"] = 502] = "BadGateway";
    HttpCodes[HttpCodes["ServiceUnavailable"] = 503] = "ServiceUnavailable";
    HttpCodes[HttpCodes["GatewayTimeout"] = 504] = "GatewayTimeout";
})(HttpCodes || (HttpCodes = {}));
var Headers;
(function (Headers) {
    Headers["Accept"] = "accept";
    Headers["ContentType"] = "content-type";
})(Headers || (Headers = {}));
var MediaTypes;
(function (MediaTypes) {
    MediaTypes["ApplicationJson"] = "application/json";
})(MediaTypes || (MediaTypes = {}));
/**
 * Returns the proxy URL, depending upon the supplied url and proxy environment variables.
 * @param serverUrl  The server URL where the request will be sent. For example, https://api.github.com
 */
function getProxyUrl(serverUrl) {
    const proxyUrl = pm.getProxyUrl(new URL(serverUrl));
    return proxyUrl ? proxyUrl.href : '';
}
const HttpRedirectCodes = [
    HttpCodes.MovedPermanently,
    HttpCodes.ResourceMoved,
    HttpCodes.SeeOther,
    HttpCodes.TemporaryRedirect,
    HttpCodes.PermanentRedirect
];
const HttpResponseRetryCodes = [
    HttpCodes.BadGateway,
    HttpCodes.ServiceUnavailable,
    HttpCodes.GatewayTimeout
];
const RetryableHttpVerbs = ['OPTIONS', 'GET', 'DELETE', 'HEAD'];
const ExponentialBackoffCeiling = 10;
const ExponentialBackoffTimeSlice = 5;
class HttpClientError extends Error {
    constructor(message, statusCode) {
        super(message);
        this.name = 'HttpClientError';
        this.statusCode = statusCode;
        Object.setPrototypeOf(this, HttpClientError.prototype);
    }
}
class HttpClientResponse {
    constructor(message) {
        this.message = message;
    }
    readBody() {
        return __awaiter(this, void 0, void 0, function* () {
            return new Promise((resolve) => __awaiter(this, void 0, void 0, function* () {
                let output = Buffer.alloc(0);
                this.message.on('data', (chunk) => {
                    output = Buffer.concat([output, chunk]);
                });
                this.message.on('end', () => {
                    resolve(output.toString());
                });
            }));
        });
    }
    readBodyBuffer() {
        return __awaiter(this, void 0, void 0, function* () {
            return new Promise((resolve) => __awaiter(this, void 0, void 0, function* () {
                const chunks = [];
                this.message.on('data', (chunk) => {
                    chunks.push(chunk);
                });
                this.message.on('end', () => {
                    resolve(Buffer.concat(chunks));
                });
            }));
        });
    }
}
function isHttps(requestUrl) {
    const parsedUrl = new URL(requestUrl);
    return parsedUrl.protocol === 'https:';
}
class HttpClient {
    constructor(userAgent, handlers, requestOptions) {
        this._ignoreSslError = false;
        this._allowRedirects = true;
        this._allowRedirectDowngrade = false;
        this._maxRedirects = 50;
        this._allowRetries = false;
        this._maxRetries = 1;
        this._keepAlive = false;
        this._disposed = false;
        this.userAgent = this._getUserAgentWithOrchestrationId(userAgent);
        this.handlers = handlers || [];
        this.requestOptions = requestOptions;
        if (requestOptions) {
            if (requestOptions.ignoreSslError != null) {
                this._ignoreSslError = requestOptions.ignoreSslError;
            }
            this._socketTimeout = requestOptions.socketTimeout;
            if (requestOptions.allowRedirects != null) {
                this._allowRedirects = requestOptions.allowRedirects;
            }
            if (requestOptions.allowRedirectDowngrade != null) {
                this._allowRedirectDowngrade = requestOptions.allowRedirectDowngrade;
            }
            if (requestOptions.maxRedirects != null) {
                this._maxRedirects = Math.max(requestOptions.maxRedirects, 0);
            }
            if (requestOptions.keepAlive != null) {
                this._keepAlive = requestOptions.keepAlive;
            }
            if (requestOptions.allowRetries != null) {
                this._allowRetries = requestOptions.allowRetries;
            }
            if (requestOptions.maxRetries != null) {
                this._maxRetries = requestOptions.maxRetries;
            }
        }
    }
    options(requestUrl, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('OPTIONS', requestUrl, null, additionalHeaders || {});
        });
    }
    get(requestUrl, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('GET', requestUrl, null, additionalHeaders || {});
        });
    }
    del(requestUrl, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('DELETE', requestUrl, null, additionalHeaders || {});
        });
    }
    post(requestUrl, data, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('POST', requestUrl, data, additionalHeaders || {});
        });
    }
    patch(requestUrl, data, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('PATCH', requestUrl, data, additionalHeaders || {});
        });
    }
    put(requestUrl, data, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('PUT', requestUrl, data, additionalHeaders || {});
        });
    }
    head(requestUrl, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('HEAD', requestUrl, null, additionalHeaders || {});
        });
    }
    sendStream(verb, requestUrl, stream, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request(verb, requestUrl, stream, additionalHeaders);
        });
    }
    /**
     * Gets a typed object from an endpoint
     * Be aware that not found returns a null.  Other errors (4xx, 5xx) reject the promise
     */
    getJson(requestUrl_1) {
        return __awaiter(this, arguments, void 0, function* (requestUrl, additionalHeaders = {}) {
            additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
            const res = yield this.get(requestUrl, additionalHeaders);
            return this._processResponse(res, this.requestOptions);
        });
    }
    postJson(requestUrl_1, obj_1) {
        return __awaiter(this, arguments, void 0, function* (requestUrl, obj, additionalHeaders = {}) {
            const data = JSON.stringify(obj, null, 2);
            additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
            additionalHeaders[Headers.ContentType] =
                this._getExistingOrDefaultContentTypeHeader(additionalHeaders, MediaTypes.ApplicationJson);
            const res = yield this.post(requestUrl, data, additionalHeaders);
            return this._processResponse(res, this.requestOptions);
        });
    }
    putJson(requestUrl_1, obj_1) {
        return __awaiter(this, arguments, void 0, function* (requestUrl, obj, additionalHeaders = {}) {
            const data = JSON.stringify(obj, null, 2);
            additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
            additionalHeaders[Headers.ContentType] =
                this._getExistingOrDefaultContentTypeHeader(additionalHeaders, MediaTypes.ApplicationJson);
            const res = yield this.put(requestUrl, data, additionalHeaders);
            return this._processResponse(res, this.requestOptions);
        });
    }
    patchJson(requestUrl_1, obj_1) {
        return __awaiter(this, arguments, void 0, function* (requestUrl, obj, additionalHeaders = {}) {
            const data = JSON.stringify(obj, null, 2);
            additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
            additionalHeaders[Headers.ContentType] =
                this._getExistingOrDefaultContentTypeHeader(additionalHeaders, MediaTypes.ApplicationJson);
            const res = yield this.patch(requestUrl, data, additionalHeaders);
            return this._processResponse(res, this.requestOptions);
        });
    }
    /**
     * Makes a raw http request.
     * All other methods such as get, post, patch, and request ultimately call this.
     * Prefer get, del, post and patch
     */
    request(verb, requestUrl, data, headers) {
        return __awaiter(this, void 0, void 0, function* () {
            if (this._disposed) {
                throw new Error('Client has already been disposed.');
            }
            const parsedUrl = new URL(requestUrl);
            let info = this._prepareRequest(verb, parsedUrl, headers);
            // Only perform retries on reads since writes may not be idempotent.
            const maxTries = this._allowRetries && RetryableHttpVerbs.includes(verb)
                ? this._maxRetries + 1
                : 1;
            let numTries = 0;
            let response;
            do {
                response = yield this.requestRaw(info, data);
                // Check if it's an authentication challenge
                if (response &&
                    response.message &&
                    response.message.statusCode === HttpCodes.Unauthorized) {
                    let authenticationHandler;
                    for (const handler of this.handlers) {
                        if (handler.canHandleAuthentication(response)) {
                            authenticationHandler = handler;
                            break;
                        }
                    }
                    if (authenticationHandler) {
                        return authenticationHandler.handleAuthentication(this, info, data);
                    }
                    else {
                        // We have received an unauthorized response but have no handlers to handle it.
                        // Let the response return to the caller.
                        return response;
                    }
                }
                let redirectsRemaining = this._maxRedirects;
                while (response.message.statusCode &&
                    HttpRedirectCodes.includes(response.message.statusCode) &&
                    this._allowRedirects &&
                    redirectsRemaining > 0) {
                    const redirectUrl = response.message.headers['location'];
                    if (!redirectUrl) {
                        // if there's no location to redirect to, we won't
                        break;
                    }
                    const parsedRedirectUrl = new URL(redirectUrl);
                    if (parsedUrl.protocol === 'https:' &&
                        parsedUrl.protocol !== parsedRedirectUrl.protocol &&
                        !this._allowRedirectDowngrade) {
                        throw new Error('Redirect from HTTPS to HTTP protocol. This downgrade is not allowed for security reasons. If you want to allow this behavior, set the allowRedirectDowngrade option to true.');
                    }
                    // we need to finish reading the response before reassigning response
                    // which will leak the open socket.
                    yield response.readBody();
                    // strip authorization header if redirected to a different hostname
                    if (parsedRedirectUrl.hostname !== parsedUrl.hostname) {
                        for (const header in headers) {
                            // header names are case insensitive
                            if (header.toLowerCase() === 'authorization') {
                                delete headers[header];
                            }
                        }
                    }
                    // let's make the request with the new redirectUrl
                    info = this._prepareRequest(verb, parsedRedirectUrl, headers);
                    response = yield this.requestRaw(info, data);
                    redirectsRemaining--;
                }
                if (!response.message.statusCode ||
                    !HttpResponseRetryCodes.includes(response.message.statusCode)) {
                    // If not a retry code, return immediately instead of retrying
                    return response;
                }
                numTries += 1;
                if (numTries < maxTries) {
                    yield response.readBody();
                    yield this._performExponentialBackoff(numTries);
                }
            } while (numTries < maxTries);
            return response;
        });
    }
    /**
     * Needs to be called if keepAlive is set to true in request options.
     */
    dispose() {
        if (this._agent) {
            this._agent.destroy();
        }
        this._disposed = true;
    }
    /**
     * Raw request.
     * @param info
     * @param data
     */
    requestRaw(info, data) {
        return __awaiter(this, void 0, void 0, function* () {
            return new Promise((resolve, reject) => {
                function callbackForResult(err, res) {
                    if (err) {
                        reject(err);
                    }
                    else if (!res) {
                        // If `err` is not passed, then `res` must be passed.
                        reject(new Error('Unknown error'));
                    }
                    else {
                        resolve(res);
                    }
                }
                this.requestRawWithCallback(info, data, callbackForResult);
            });
        });
    }
    /**
     * Raw request with callback.
     * @param info
     * @param data
     * @param onResult
     */
    requestRawWithCallback(info, data, onResult) {
        if (typeof data === 'string') {
            if (!info.options.headers) {
                info.options.headers = {};
            }
            info.options.headers['Content-Length'] = Buffer.byteLength(data, 'utf8');
        }
        let callbackCalled = false;
        function handleResult(err, res) {
            if (!callbackCalled) {
                callbackCalled = true;
                onResult(err, res);
            }
        }
        const req = info.httpModule.request(info.options, (msg) => {
            const res = new HttpClientResponse(msg);
            handleResult(undefined, res);
        });
        let socket;
        req.on('socket', sock => {
            socket = sock;
        });
        // If we ever get disconnected, we want the socket to timeout eventually
        req.setTimeout(this._socketTimeout || 3 * 60000, () => {
            if (socket) {
                socket.end();
            }
            handleResult(new Error(`Request timeout: ${info.options.path}`));
        });
        req.on('error', function (err) {
            // err has statusCode property
            // res should have headers
            handleResult(err);
        });
        if (data && typeof data === 'string') {
            req.write(data, 'utf8');
        }
        if (data && typeof data !== 'string') {
            data.on('close', function () {
                req.end();
            });
            data.pipe(req);
        }
        else {
            req.end();
        }
    }
    /**
     * Gets an http agent. This function is useful when you need an http agent that handles
     * routing through a proxy server - depending upon the url and proxy environment variables.
     * @param serverUrl  The server URL where the request will be sent. For example, https://api.github.com
     */
    getAgent(serverUrl) {
        const parsedUrl = new URL(serverUrl);
        return this._getAgent(parsedUrl);
    }
    getAgentDispatcher(serverUrl) {
        const parsedUrl = new URL(serverUrl);
        const proxyUrl = proxy/* getProxyUrl */.s(parsedUrl);
        const useProxy = proxyUrl && proxyUrl.hostname;
        if (!useProxy) {
            return;
        }
        return this._getProxyAgentDispatcher(parsedUrl, proxyUrl);
    }
    _prepareRequest(method, requestUrl, headers) {
        const info = {};
        info.parsedUrl = requestUrl;
        const usingSsl = info.parsedUrl.protocol === 'https:';
        info.httpModule = usingSsl ? external_https_namespaceObject : external_http_namespaceObject;
        const defaultPort = usingSsl ? 443 : 80;
        info.options = {};
        info.options.host = info.parsedUrl.hostname;
        info.options.port = info.parsedUrl.port
            ? parseInt(info.parsedUrl.port)
            : defaultPort;
        info.options.path =
            (info.parsedUrl.pathname || '') + (info.parsedUrl.search || '');
        info.options.method = method;
        info.options.headers = this._mergeHeaders(headers);
        if (this.userAgent != null) {
            info.options.headers['user-agent'] = this.userAgent;
        }
        info.options.agent = this._getAgent(info.parsedUrl);
        // gives handlers an opportunity to participate
        if (this.handlers) {
            for (const handler of this.handlers) {
                handler.prepareRequest(info.options);
            }
        }
        return info;
    }
    _mergeHeaders(headers) {
        if (this.requestOptions && this.requestOptions.headers) {
            return Object.assign({}, lowercaseKeys(this.requestOptions.headers), lowercaseKeys(headers || {}));
        }
        return lowercaseKeys(headers || {});
    }
    /**
     * Gets an existing header value or returns a default.
     * Handles converting number header values to strings since HTTP headers must be strings.
     * Note: This returns string | string[] since some headers can have multiple values.
     * For headers that must always be a single string (like Content-Type), use the
     * specialized _getExistingOrDefaultContentTypeHeader method instead.
     */
    _getExistingOrDefaultHeader(additionalHeaders, header, _default) {
        let clientHeader;
        if (this.requestOptions && this.requestOptions.headers) {
            const headerValue = lowercaseKeys(this.requestOptions.headers)[header];
            if (headerValue) {
                clientHeader =
                    typeof headerValue === 'number' ? headerValue.toString() : headerValue;
            }
        }
        const additionalValue = additionalHeaders[header];
        if (additionalValue !== undefined) {
            return typeof additionalValue === 'number'
                ? additionalValue.toString()
                : additionalValue;
        }
        if (clientHeader !== undefined) {
            return clientHeader;
        }
        return _default;
    }
    /**
     * Specialized version of _getExistingOrDefaultHeader for Content-Type header.
     * Always returns a single string (not an array) since Content-Type should be a single value.
     * Converts arrays to comma-separated strings and numbers to strings to ensure type safety.
     * This was split from _getExistingOrDefaultHeader to provide stricter typing for callers
     * that assign the result to places expecting a string (e.g., additionalHeaders[Headers.ContentType]).
     */
    _getExistingOrDefaultContentTypeHeader(additionalHeaders, _default) {
        let clientHeader;
        if (this.requestOptions && this.requestOptions.headers) {
            const headerValue = lowercaseKeys(this.requestOptions.headers)[Headers.ContentType];
            if (headerValue) {
                if (typeof headerValue === 'number') {
                    clientHeader = String(headerValue);
                }
                else if (Array.isArray(headerValue)) {
                    clientHeader = headerValue.join(', ');
                }
                else {
                    clientHeader = headerValue;
                }
            }
        }
        const additionalValue = additionalHeaders[Headers.ContentType];
        // Return the first non-undefined value, converting numbers or arrays to strings if necessary
        if (additionalValue !== undefined) {
            if (typeof additionalValue === 'number') {
                return String(additionalValue);
            }
            else if (Array.isArray(additionalValue)) {
                return additionalValue.join(', ');
            }
            else {
                return additionalValue;
            }
        }
        if (clientHeader !== undefined) {
            return clientHeader;
        }
        return _default;
    }
    _getAgent(parsedUrl) {
        let agent;
        const proxyUrl = proxy/* getProxyUrl */.s(parsedUrl);
        const useProxy = proxyUrl && proxyUrl.hostname;
        if (this._keepAlive && useProxy) {
            agent = this._proxyAgent;
        }
        if (!useProxy) {
            agent = this._agent;
        }
        // if agent is already assigned use that agent.
        if (agent) {
            return agent;
        }
        const usingSsl = parsedUrl.protocol === 'https:';
        let maxSockets = 100;
        if (this.requestOptions) {
            maxSockets = this.requestOptions.maxSockets || external_http_.globalAgent.maxSockets;
        }
        // This is `useProxy` again, but we need to check `proxyURl` directly for TypeScripts's flow analysis.
        if (proxyUrl && proxyUrl.hostname) {
            const agentOptions = {
                maxSockets,
                keepAlive: this._keepAlive,
                proxy: Object.assign(Object.assign({}, ((proxyUrl.username || proxyUrl.password) && {
                    proxyAuth: `${proxyUrl.username}:${proxyUrl.password}`
                })), { host: proxyUrl.hostname, port: proxyUrl.port })
            };
            let tunnelAgent;
            const overHttps = proxyUrl.protocol === 'https:';
            if (usingSsl) {
                tunnelAgent = overHttps ? tunnel.httpsOverHttps : tunnel.httpsOverHttp;
            }
            else {
                tunnelAgent = overHttps ? tunnel.httpOverHttps : tunnel.httpOverHttp;
            }
            agent = tunnelAgent(agentOptions);
            this._proxyAgent = agent;
        }
        // if tunneling agent isn't assigned create a new agent
        if (!agent) {
            const options = { keepAlive: this._keepAlive, maxSockets };
            agent = usingSsl ? new external_https_.Agent(options) : new external_http_.Agent(options);
            this._agent = agent;
        }
        if (usingSsl && this._ignoreSslError) {
            // we don't want to set NODE_TLS_REJECT_UNAUTHORIZED=0 since that will affect request for entire process
            // http.RequestOptions doesn't expose a way to modify RequestOptions.agent.options
            // we have to cast it to any and change it directly
            agent.options = Object.assign(agent.options || {}, {
                rejectUnauthorized: false
            });
        }
        return agent;
    }
    _getProxyAgentDispatcher(parsedUrl, proxyUrl) {
        let proxyAgent;
        if (this._keepAlive) {
            proxyAgent = this._proxyAgentDispatcher;
        }
        // if agent is already assigned use that agent.
        if (proxyAgent) {
            return proxyAgent;
        }
        const usingSsl = parsedUrl.protocol === 'https:';
        proxyAgent = new ProxyAgent(Object.assign({ uri: proxyUrl.href, pipelining: !this._keepAlive ? 0 : 1 }, ((proxyUrl.username || proxyUrl.password) && {
            token: `Basic ${Buffer.from(`${proxyUrl.username}:${proxyUrl.password}`).toString('base64')}`
        })));
        this._proxyAgentDispatcher = proxyAgent;
        if (usingSsl && this._ignoreSslError) {
            // we don't want to set NODE_TLS_REJECT_UNAUTHORIZED=0 since that will affect request for entire process
            // http.RequestOptions doesn't expose a way to modify RequestOptions.agent.options
            // we have to cast it to any and change it directly
            proxyAgent.options = Object.assign(proxyAgent.options.requestTls || {}, {
                rejectUnauthorized: false
            });
        }
        return proxyAgent;
    }
    _getUserAgentWithOrchestrationId(userAgent) {
        const baseUserAgent = userAgent || 'actions/http-client';
        const orchId = process.env['ACTIONS_ORCHESTRATION_ID'];
        if (orchId) {
            // Sanitize the orchestration ID to ensure it contains only valid characters
            // Valid characters: 0-9, a-z, _, -, .
            const sanitizedId = orchId.replace(/[^a-z0-9_.-]/gi, '_');
            return `${baseUserAgent} actions_orchestration_id/${sanitizedId}`;
        }
        return baseUserAgent;
    }
    _performExponentialBackoff(retryNumber) {
        return __awaiter(this, void 0, void 0, function* () {
            retryNumber = Math.min(ExponentialBackoffCeiling, retryNumber);
            const ms = ExponentialBackoffTimeSlice * Math.pow(2, retryNumber);
            return new Promise(resolve => setTimeout(() => resolve(), ms));
        });
    }
    _processResponse(res, options) {
        return __awaiter(this, void 0, void 0, function* () {
            return new Promise((resolve, reject) => __awaiter(this, void 0, void 0, function* () {
                const statusCode = res.message.statusCode || 0;
                const response = {
                    statusCode,
                    result: null,
                    headers: {}
                };
                // not found leads to null obj returned
                if (statusCode === HttpCodes.NotFound) {
                    resolve(response);
                }
                // get the result from the body
                function dateTimeDeserializer(key, value) {
                    if (typeof value === 'string') {
                        const a = new Date(value);
                        if (!isNaN(a.valueOf())) {
                            return a;
                        }
                    }
                    return value;
                }
                let obj;
                let contents;
                try {
                    contents = yield res.readBody();
                    if (contents && contents.length > 0) {
                        if (options && options.deserializeDates) {
                            obj = JSON.parse(contents, dateTimeDeserializer);
                        }
                        else {
                            obj = JSON.parse(contents);
                        }
                        response.result = obj;
                    }
                    response.headers = res.message.headers;
                }
                catch (err) {
                    // Invalid resource (contents not json);  leaving result obj null
                }
                // note that 3xx redirects are handled by the http layer.
                if (statusCode > 299) {
                    let msg;
                    // if exception/error in body, attempt to get better error
                    if (obj && obj.message) {
                        msg = obj.message;
                    }
                    else if (contents && contents.length > 0) {
                        // it may be the case that the exception is in the body message as string
                        msg = contents;
                    }
                    else {
                        msg = `Failed request: (${statusCode})`;
                    }
                    const err = new HttpClientError(msg, statusCode);
                    err.result = response.result;
                    reject(err);
                }
                else {
                    resolve(response);
                }
            }));
        });
    }
}
const lowercaseKeys = (obj) => Object.keys(obj).reduce((c, k) => ((c[k.toLowerCase()] = obj[k]), c), {});
//# sourceMappingURL=index.js.map

/***/ }),

/***/ 783:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ checkBypass),
/* harmony export */   s: () => (/* binding */ getProxyUrl)
/* harmony export */ });
function getProxyUrl(reqUrl) {
    const usingSsl = reqUrl.protocol === 'https:';
    if (checkBypass(reqUrl)) {
        return undefined;
    }
    const proxyVar = (() => {
        if (usingSsl) {
            return process.env['https_proxy'] || process.env['HTTPS_PROXY'];
        }
        else {
            return process.env['http_proxy'] || process.env['HTTP_PROXY'];
        }
    })();
    if (proxyVar) {
        try {
            return new DecodedURL(proxyVar);
        }
        catch (_a) {
            if (!proxyVar.startsWith('http://') && !proxyVar.startsWith('https://'))
                return new DecodedURL(`http://${proxyVar}`);
        }
    }
    else {
        return undefined;
    }
}
function checkBypass(reqUrl) {
    if (!reqUrl.hostname) {
        return false;
    }
    const reqHost = reqUrl.hostname;
    if (isLoopbackAddress(reqHost)) {
        return true;
    }
    const noProxy = process.env['no_proxy'] || process.env['NO_PROXY'] || '';
    if (!noProxy) {
        return false;
    }
    // Determine the request port
    let reqPort;
    if (reqUrl.port) {
        reqPort = Number(reqUrl.port);
    }
    else if (reqUrl.protocol === 'http:') {
        reqPort = 80;
    }
    else if (reqUrl.protocol === 'https:') {
        reqPort = 443;
    }
    // Format the request hostname and hostname with port
    const upperReqHosts = [reqUrl.hostname.toUpperCase()];
    if (typeof reqPort === 'number') {
        upperReqHosts.push(`${upperReqHosts[0]}:${reqPort}`);
    }
    // Compare request host against noproxy
    for (const upperNoProxyItem of noProxy
        .split(',')
        .map(x => x.trim().toUpperCase())
        .filter(x => x)) {
        if (upperNoProxyItem === '*' ||
            upperReqHosts.some(x => x === upperNoProxyItem ||
                x.endsWith(`.${upperNoProxyItem}`) ||
                (upperNoProxyItem.startsWith('.') &&
                    x.endsWith(`${upperNoProxyItem}`)))) {
            return true;
        }
    }
    return false;
}
function isLoopbackAddress(host) {
    const hostLower = host.toLowerCase();
    return (hostLower === 'localhost' ||
        hostLower.startsWith('127.') ||
        hostLower.startsWith('[::1]') ||
        hostLower.startsWith('[0:0:0:0:0:0:0:1]'));
}
class DecodedURL extends URL {
    constructor(url, base) {
        super(url, base);
        this._decodedUsername = decodeURIComponent(super.username);
        this._decodedPassword = decodeURIComponent(super.password);
    }
    get username() {
        return this._decodedUsername;
    }
    get password() {
        return this._decodedPassword;
    }
}
//# sourceMappingURL=proxy.js.map

/***/ })

/******/ 	});
/************************************************************************/
/******/ 	// The module cache
/******/ 	var __webpack_module_cache__ = {};
/******/ 	
/******/ 	// The require function
/******/ 	function __nccwpck_require__(moduleId) {
/******/ 		// Check if module is in cache
/******/ 		var cachedModule = __webpack_module_cache__[moduleId];
/******/ 		if (cachedModule !== undefined) {
/******/ 			return cachedModule.exports;
/******/ 		}
/******/ 		// Create a new module (and put it into the cache)
/******/ 		var module = __webpack_module_cache__[moduleId] = {
/******/ 			// no module.id needed
/******/ 			// no module.loaded needed
/******/ 			exports: {}
/******/ 		};
/******/ 	
/******/ 		// Execute the module function
/******/ 		var threw = true;
/******/ 		try {
/******/ 			__webpack_modules__[moduleId](module, module.exports, __nccwpck_require__);
/******/ 			threw = false;
/******/ 		} finally {
/******/ 			if(threw) delete __webpack_module_cache__[moduleId];
/******/ 		}
/******/ 	
/******/ 		// Return the exports of the module
/******/ 		return module.exports;
/******/ 	}
/******/ 	
/******/ 	// expose the modules object (__webpack_modules__)
/******/ 	__nccwpck_require__.m = __webpack_modules__;
/******/ 	
/************************************************************************/
/******/ 	/* webpack/runtime/asset-relocator-loader */
/******/ 	if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = __dirname + "/";
/******/ 	
/******/ 	/* webpack/runtime/compat get default export */
/******/ 	(() => {
/******/ 		// getDefaultExport function for compatibility with non-harmony modules
/******/ 		__nccwpck_require__.n = (module) => {
/******/ 			var getter = module && module.__esModule ?
/******/ 				() => (module['default']) :
/******/ 				() => (module);
/******/ 			__nccwpck_require__.d(getter, { a: getter });
/******/ 			return getter;
/******/ 		};
/******/ 	})();
/******/ 	
/******/ 	/* webpack/runtime/create fake namespace object */
/******/ 	(() => {
/******/ 		var getProto = Object.getPrototypeOf ? (obj) => (Object.getPrototypeOf(obj)) : (obj) => (obj.__proto__);
/******/ 		var leafPrototypes;
/******/ 		// create a fake namespace object
/******/ 		// mode & 1: value is a module id, require it
/******/ 		// mode & 2: merge all properties of value into the ns
/******/ 		// mode & 4: return value when already ns object
/******/ 		// mode & 16: return value when it's Promise-like
/******/ 		// mode & 8|1: behave like require
/******/ 		__nccwpck_require__.t = function(value, mode) {
/******/ 			if(mode & 1) value = this(value);
/******/ 			if(mode & 8) return value;
/******/ 			if(typeof value === 'object' && value) {
/******/ 				if((mode & 4) && value.__esModule) return value;
/******/ 				if((mode & 16) && typeof value.then === 'function') return value;
/******/ 			}
/******/ 			var ns = Object.create(null);
/******/ 			__nccwpck_require__.r(ns);
/******/ 			var def = {};
/******/ 			leafPrototypes = leafPrototypes || [null, getProto({}), getProto([]), getProto(getProto)];
/******/ 			for(var current = mode & 2 && value; typeof current == 'object' && !~leafPrototypes.indexOf(current); current = getProto(current)) {
/******/ 				Object.getOwnPropertyNames(current).forEach((key) => (def[key] = () => (value[key])));
/******/ 			}
/******/ 			def['default'] = () => (value);
/******/ 			__nccwpck_require__.d(ns, def);
/******/ 			return ns;
/******/ 		};
/******/ 	})();
/******/ 	
/******/ 	/* webpack/runtime/define property getters */
/******/ 	(() => {
/******/ 		// define getter functions for harmony exports
/******/ 		__nccwpck_require__.d = (exports, definition) => {
/******/ 			for(var key in definition) {
/******/ 				if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 					Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 				}
/******/ 			}
/******/ 		};
/******/ 	})();
/******/ 	
/******/ 	/* webpack/runtime/ensure chunk */
/******/ 	(() => {
/******/ 		__nccwpck_require__.f = {};
/******/ 		// This file contains only the entry chunk.
/******/ 		// The chunk loading function for additional chunks
/******/ 		__nccwpck_require__.e = (chunkId) => {
/******/ 			return Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
/******/ 				__nccwpck_require__.f[key](chunkId, promises);
/******/ 				return promises;
/******/ 			}, []));
/******/ 		};
/******/ 	})();
/******/ 	
/******/ 	/* webpack/runtime/get javascript chunk filename */
/******/ 	(() => {
/******/ 		// This function allow to reference async chunks
/******/ 		__nccwpck_require__.u = (chunkId) => {
/******/ 			// return url for filenames based on template
/******/ 			return "" + chunkId + ".index.js";
/******/ 		};
/******/ 	})();
/******/ 	
/******/ 	/* webpack/runtime/hasOwnProperty shorthand */
/******/ 	(() => {
/******/ 		__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ 	})();
/******/ 	
/******/ 	/* webpack/runtime/make namespace object */
/******/ 	(() => {
/******/ 		// define __esModule on exports
/******/ 		__nccwpck_require__.r = (exports) => {
/******/ 			if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 				Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 			}
/******/ 			Object.defineProperty(exports, '__esModule', { value: true });
/******/ 		};
/******/ 	})();
/******/ 	
/******/ 	/* webpack/runtime/require chunk loading */
/******/ 	(() => {
/******/ 		// no baseURI
/******/ 		
/******/ 		// object to store loaded chunks
/******/ 		// "1" means "loaded", otherwise not loaded yet
/******/ 		var installedChunks = {
/******/ 			792: 1
/******/ 		};
/******/ 		
/******/ 		// no on chunks loaded
/******/ 		
/******/ 		var installChunk = (chunk) => {
/******/ 			var moreModules = chunk.modules, chunkIds = chunk.ids, runtime = chunk.runtime;
/******/ 			for(var moduleId in moreModules) {
/******/ 				if(__nccwpck_require__.o(moreModules, moduleId)) {
/******/ 					__nccwpck_require__.m[moduleId] = moreModules[moduleId];
/******/ 				}
/******/ 			}
/******/ 			if(runtime) runtime(__nccwpck_require__);
/******/ 			for(var i = 0; i < chunkIds.length; i++)
/******/ 				installedChunks[chunkIds[i]] = 1;
/******/ 		
/******/ 		};
/******/ 		
/******/ 		// require() chunk loading for javascript
/******/ 		__nccwpck_require__.f.require = (chunkId, promises) => {
/******/ 			// "1" is the signal for "already loaded"
/******/ 			if(!installedChunks[chunkId]) {
/******/ 				if(true) { // all chunks have JS
/******/ 					installChunk(require("./" + __nccwpck_require__.u(chunkId)));
/******/ 				} else installedChunks[chunkId] = 1;
/******/ 			}
/******/ 		};
/******/ 		
/******/ 		// no external install chunk
/******/ 		
/******/ 		// no HMR
/******/ 		
/******/ 		// no HMR manifest
/******/ 	})();
/******/ 	
/************************************************************************/
var __webpack_exports__ = {};
// This entry need to be wrapped in an IIFE because it need to be in strict mode.
(() => {
"use strict";

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(24);
;// CONCATENATED MODULE: ./src/export/all-or-nothing.ts

/**
 * Hands over all that `write` writes to the runner's files for outputs and environment, or nothing: where it throws, they
 * are cut to what they were. A full disk would otherwise leave half of it to later steps, or half a line.
 */
function allOrNothing(env, write) {
    const paths = [env['GITHUB_OUTPUT'], env['GITHUB_ENV']].filter((path) => path !== undefined);
    const before = paths.map((path) => ({ path, bytes: (0,external_node_fs_.statSync)(path, { throwIfNoEntry: false })?.size ?? 0 }));
    try {
        return write();
    }
    catch (error) {
        for (const { path, bytes } of before)
            cutTo(path, bytes);
        throw error;
    }
}
function cutTo(path, bytes) {
    try {
        (0,external_node_fs_.truncateSync)(path, bytes);
    }
    catch {
        // what cannot be cut could not be written either
    }
}

;// CONCATENATED MODULE: external "node:path"
const external_node_path_namespaceObject = require("node:path");
// EXTERNAL MODULE: ./src/failure.ts
var src_failure = __nccwpck_require__(633);
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
        const folder = (0,external_node_path_namespaceObject.dirname)(path);
        return folder === path ? path : (0,external_node_path_namespaceObject.join)(realPath(folder), (0,external_node_path_namespaceObject.basename)(path));
    }
}
/** Whether a path without links lies below one of the places. */
function isInside(path, { temp, workspace }) {
    return [temp, workspace].filter(external_node_path_namespaceObject.isAbsolute).some((place) => {
        const way = (0,external_node_path_namespaceObject.relative)(realPath(place), path);
        return way !== '' && !(0,external_node_path_namespaceObject.isAbsolute)(way) && way.split(external_node_path_namespaceObject.sep, 1)[0] !== '..';
    });
}

;// CONCATENATED MODULE: ./src/export/files.ts




/** The files of one run. Nothing is made before the first is written. */
function createFiles(places, session) {
    let ownFolder;
    const ownNames = new Set();
    function ownPath(name) {
        if (places.temp === '')
            throw refusal('the runner gave no folder for files (RUNNER_TEMP)');
        // made with mode 0700
        ownFolder ??= (0,external_node_fs_.mkdtempSync)((0,external_node_path_namespaceObject.join)(realPath(places.temp), ownFolderPrefix));
        const fileName = unusedName(safeName(name), ownNames);
        ownNames.add(fileName.toLowerCase());
        return (0,external_node_path_namespaceObject.join)(ownFolder, fileName);
    }
    return {
        write(name, path, content) {
            try {
                const file = path === undefined ? ownPath(name) : chosenPath(path, places);
                (0,external_node_fs_.mkdirSync)((0,external_node_path_namespaceObject.dirname)(file), { recursive: true, mode: 0o700 });
                // asked before it is written down: were main killed in between, post would remove what is not ours
                if ((0,external_node_fs_.lstatSync)(file, { throwIfNoEntry: false }))
                    throw alreadyThere(file);
                session.addFile(file);
                fill(create(file, session), content);
                return file;
            }
            catch (error) {
                if (error instanceof src_failure/* Failure */.H)
                    throw error;
                // what node says of a file names its path and never its content
                throw refusal(`the file for "${name}" cannot be written: ${error.message}`, { cause: error });
            }
        },
    };
}
/** The path that the user wants, with no link left in it. */
function chosenPath(path, places) {
    if (/\p{Cc}/u.test(path))
        throw refusal(`the path ${JSON.stringify(path)} has control characters`);
    const file = realPathOfFile((0,external_node_path_namespaceObject.resolve)(places.workspace, path));
    if (isInside(file, places))
        return file;
    throw refusal(`the file ${path} would lie outside the workspace and RUNNER_TEMP`, {
        hint: `Its path is ${file}, links resolved. Give one below the workspace, or below runner.temp.`,
    });
}
/** Links are resolved in its folder only: a link in place of the file itself is in the way, wherever it leads. */
const realPathOfFile = (path) => (0,external_node_path_namespaceObject.join)(realPath((0,external_node_path_namespaceObject.dirname)(path)), (0,external_node_path_namespaceObject.basename)(path));
/** Exclusively: open(2) with O_CREAT and O_EXCL takes a link at that place for a file, and follows none. */
function create(file, session) {
    try {
        return (0,external_node_fs_.openSync)(file, 'wx', 0o600);
    }
    catch (error) {
        session.dropFile(file);
        throw error;
    }
}
function fill(descriptor, content) {
    try {
        (0,external_node_fs_.writeFileSync)(descriptor, content);
    }
    finally {
        (0,external_node_fs_.closeSync)(descriptor);
    }
}
/** A file name that every system takes, of letters, digits, `_`, `-` and `.`; Windows drops dots at the end. */
const safeName = (name) => name
    .slice(0, 100)
    .replace(/[^\w.-]/g, '_')
    .replace(/^$|\.+$/, '_');
/** With a number in front, which keeps a file's ending, where the name is taken; macOS and Windows compare without case. */
function unusedName(name, taken) {
    let unused = name;
    for (let count = 2; taken.has(unused.toLowerCase()); count += 1)
        unused = `${count}-${name}`;
    return unused;
}
const alreadyThere = (file) => refusal(`the file ${file} exists already`, { hint: 'Nothing is overwritten: take another path, or remove the file before this step.' });
const refusal = (message, options = {}) => new src_failure/* Failure */.H('ERR_FILE', message, options);

// EXTERNAL MODULE: ./node_modules/@actions/core/lib/core.js + 19 modules
var core = __nccwpck_require__(79);
// EXTERNAL MODULE: ./src/export/masks.ts + 1 modules
var export_masks = __nccwpck_require__(922);
;// CONCATENATED MODULE: ./src/export/names.ts
/**
 * Names that the runner sets for every step itself (GitHubContext.cs, the allow-list, and its own variables): what is
 * written there is overwritten or misleads. GITHUB_TOKEN and the like, which only users set, are not among them.
 */
const runnerNames = new Set([
    'ACTION',
    'ACTION_PATH',
    'ACTION_REF',
    'ACTION_REPOSITORY',
    'ACTIONS',
    'ACTOR',
    'ACTOR_ID',
    'API_URL',
    'BASE_REF',
    'ENV',
    'EVENT_NAME',
    'EVENT_PATH',
    'GRAPHQL_URL',
    'HEAD_REF',
    'JOB',
    'OUTPUT',
    'PATH',
    'REF',
    'REF_NAME',
    'REF_PROTECTED',
    'REF_TYPE',
    'REPOSITORY',
    'REPOSITORY_ID',
    'REPOSITORY_OWNER',
    'REPOSITORY_OWNER_ID',
    'RETENTION_DAYS',
    'RUN_ATTEMPT',
    'RUN_ID',
    'RUN_NUMBER',
    'SERVER_URL',
    'SHA',
    'STATE',
    'STEP_SUMMARY',
    'TRIGGERING_ACTOR',
    'WORKFLOW',
    'WORKFLOW_REF',
    'WORKFLOW_SHA',
    'WORKSPACE',
].map((name) => `GITHUB_${name}`));
/** Variables that make a later step load code, trust somebody or take other settings than it was written for. */
const loaders = new Set([
    'PATH',
    'CI',
    'NODE_OPTIONS',
    'NODE_PATH',
    'NODE_EXTRA_CA_CERTS',
    'NODE_TLS_REJECT_UNAUTHORIZED',
    'NODE_USE_ENV_PROXY',
    'BASH_ENV',
    'ENV',
    'SHELLOPTS',
    'BASHOPTS',
    'PROMPT_COMMAND',
    'PYTHONSTARTUP',
    'PYTHONPATH',
    'PYTHONHOME',
    'PERL5OPT',
    'PERL5LIB',
    'RUBYOPT',
    'RUBYLIB',
    'JAVA_TOOL_OPTIONS',
    '_JAVA_OPTIONS',
    'JDK_JAVA_OPTIONS',
    'GIT_SSH_COMMAND',
    'GIT_SSH',
    'GIT_ASKPASS',
    'GIT_EXEC_PATH',
    'GIT_PROXY_COMMAND',
    'GIT_EXTERNAL_DIFF',
    'SSLKEYLOGFILE',
    'SSL_CERT_FILE',
    'SSL_CERT_DIR',
    'IFS',
]);
const loaderFamilies = /^(LD_|DYLD_|GIT_CONFIG|BASH_FUNC_|ACTIONS_ID_TOKEN_|ACTIONS_RUNTIME_|ACTIONS_RESULTS_|ACTIONS_CACHE_|RUNNER_|INPUT_|STATE_)/;
/** Outputs that the action sets itself, in lower case, since the runner compares the names of outputs without case. */
const ownOutputs = new Set(['secrets', 'errormessage']);
/** Whether an output may have this name: the runner's command file reads `NAME=VALUE` and `NAME<<DELIMITER` lines. */
function outputRefusal(name) {
    return ownOutputs.has(name.toLowerCase()) || name === 'vault_token' ? 'is an output of this action itself' : unwritable(name);
}
/** Whether the environment of later steps may have this variable; compared without case, as Windows does. */
function variableRefusal(name) {
    const upper = name.toUpperCase();
    if (runnerNames.has(upper))
        return 'is set by the runner itself';
    if (loaders.has(upper) || loaderFamilies.test(upper))
        return 'would change what later steps run, trust or log in with';
    return unwritable(name);
}
/** What the runner's command files cannot take as a name. */
function unwritable(name) {
    if (name === '')
        return 'is empty';
    if (/[\r\n\0]/.test(name))
        return 'contains a line break or NUL';
    if (name.includes('='))
        return 'contains =';
    return name.includes('<<') ? 'contains <<' : undefined;
}

;// CONCATENATED MODULE: ./src/export/export.ts




/** The longest variable in bytes, and all of them together: with more the system starts no process, the post step included. */
const maxVariable = 32 * 1024;
const maxVariables = 512 * 1024;
/**
 * Decides under which names each value is handed on. Names that stand in the mapping were checked with the inputs; keys
 * that a wildcard found, and values, are known only now.
 * Throws ERR_EXPORT where a value cannot be a variable and its entry asks for that.
 */
function planExports(selected) {
    const skipped = [];
    const allowed = (kind, name, why) => {
        if (why !== undefined)
            skipped.push({ kind, name, why });
        return why === undefined ? name : undefined;
    };
    let bytes = 0;
    const variableFor = ({ variable, value, entry }) => {
        if (!entry.toEnvironment)
            return undefined;
        // a file's path is short and fits
        const text = entry.file ? '' : String(value);
        const why = unfit(text, bytes + Buffer.byteLength(text));
        if (why !== undefined && entry.kind === 'key') {
            throw new src_failure/* Failure */.H('ERR_EXPORT', `${entry.input} line ${entry.line}: the variable "${variable}" ${why}`, {
                hint: 'Give the entry the flag noenv and read the output, or the flag file.',
            });
        }
        const name = allowed('variable', variable, variableRefusal(variable) ?? why);
        if (name !== undefined)
            bytes += Buffer.byteLength(text);
        return name;
    };
    const items = selected.map((one) => ({
        ...one,
        output: allowed('output', one.output, outputRefusal(one.output)),
        variable: variableFor(one),
    }));
    return { items, skipped, shadowed: shadowedNames(items) };
}
/** Why a value cannot be a variable, as the end of a sentence. */
function unfit(text, allBytes) {
    if (text.includes('\0'))
        return 'would contain NUL';
    if (Buffer.byteLength(text) > maxVariable)
        return `would be longer than ${maxVariable / 1024} KiB`;
    return allBytes > maxVariables ? `would make the environment larger than ${maxVariables / 1024} KiB` : undefined;
}
/**
 * What a wildcard found may be replaced by an entry of its own; two entries that are written down are a mistake, and two
 * keys of one wildcard that make one name are a loss.
 */
function shadowedNames(items) {
    const seen = new Set();
    const isSecond = ({ entry, output }) => {
        const group = entry.kind === 'key' ? '' : `${entry.order} `;
        return output !== undefined && seen.size === seen.add(`${group}${output.toLowerCase()}`).size;
    };
    return items.filter(isSecond).flatMap((item) => item.output ?? []);
}
/**
 * Registers the masks of all values, before any of them is handed on.
 * @returns the names whose masks are so short that they will garble the log
 */
function maskAll(exports, minLength) {
    return exports.items.flatMap((item) => {
        const { masks, short } = (0,export_masks/* masksOf */.J)({ ...item, masking: item.entry.masking }, minLength);
        for (const mask of masks)
            (0,core/* setSecret */.Pq)(mask);
        return short ? [item.output ?? item.variable ?? ''] : [];
    });
}
/**
 * Hands the values to the job, or the paths of the files they are written to: an output each, `secrets` with all of them
 * as JSON, and variables where asked.
 * Throws ERR_STATE where the runner's files cannot be written.
 */
function handOver(exports, files) {
    const outputs = new Map();
    const variables = new Map();
    for (const { output, variable, value, entry } of exports.items) {
        const name = output ?? variable;
        if (name === undefined)
            continue;
        const text = entry.file ? files.write(name, entry.file.path, value) : String(value);
        if (output !== undefined)
            outputs.set(output, text);
        if (variable !== undefined)
            variables.set(variable, text);
    }
    written(() => {
        for (const [name, value] of outputs)
            (0,core/* setOutput */.uH)(name, value);
        for (const [name, value] of variables)
            (0,core/* exportVariable */.dN)(name, value);
        (0,core/* setOutput */.uH)('secrets', JSON.stringify(Object.fromEntries(outputs)));
    });
    return { outputs: [...outputs.keys()], variables: [...variables.keys()] };
}
/** The Vault token as the output `vault_token`. */
function outputToken(token) {
    written(() => {
        (0,core/* setOutput */.uH)('vault_token', token);
    });
}
/**
 * The Vault token for tools of later steps, with the address and the namespace that it is good for. What another step has
 * set of the three would lead the token elsewhere: a namespace that this one has not, and OpenBao's own variables, which
 * its tools prefer to Vault's (api/env.go).
 */
function exportToken(token, { urls: [url], namespace }) {
    written(() => {
        for (const [name, value] of Object.entries({ TOKEN: token, ADDR: url, NAMESPACE: namespace })) {
            if (value !== undefined || process.env[`VAULT_${name}`])
                (0,core/* exportVariable */.dN)(`VAULT_${name}`, value ?? '');
            if (process.env[`BAO_${name}`] !== undefined)
                (0,core/* exportVariable */.dN)(`BAO_${name}`, value ?? '');
        }
    });
}
/** Writes to the runner's files. Without them @actions/core would print the values as workflow commands. */
function written(write) {
    const hint = 'Is the disk of the runner full?';
    const failure = (cause) => new src_failure/* Failure */.H('ERR_STATE', "the runner's files for outputs and environment cannot be written", { hint, cause });
    if (!process.env['GITHUB_OUTPUT'] || !process.env['GITHUB_ENV'])
        throw failure();
    try {
        write();
    }
    catch (error) {
        throw failure(error);
    }
}

// EXTERNAL MODULE: ./src/export/mask.ts
var mask = __nccwpck_require__(248);
// EXTERNAL MODULE: ./src/extra-header-lines.ts
var extra_header_lines = __nccwpck_require__(209);
;// CONCATENATED MODULE: ./src/header-input.ts

/**
 * Checks `extraHeaders` and gives its text on, as the part of a connection: empty where it is not given.
 * @param mask is told every value, since most are secret, those of bad lines too
 */
function readExtraHeaders(inputs, mask) {
    const text = inputs.text('extraHeaders');
    if (text === undefined)
        return {};
    for (const line of text.split(/[\r\n]+/))
        for (const part of (0,extra_header_lines/* fixedParts */.$r)(line.slice(line.indexOf(':') + 1)))
            mask(part);
    for (const { line, text: wrong, instead } of (0,extra_header_lines/* readHeaderLines */.VB)(text).problems)
        inputs.problem(`extraHeaders line ${line}`, wrong, instead);
    return { extraHeaders: text };
}

// EXTERNAL MODULE: ./src/login/claims.ts + 5 modules
var login_claims = __nccwpck_require__(350);
;// CONCATENATED MODULE: ./src/login/explain.ts

const explanations = [
    [/role "(.*?)" could not be found/, (_, [, role = '']) => `There is no role "${role}" at this mount. Check \`role\` and \`path\`.`],
    [/missing role/, () => 'The mount has no default role: give the input `role`.'],
    [/could not load configuration|no handler for route/, () => 'Nothing is configured at this mount. Check `path` and `namespace`.'],
    [/namespace not found/, () => 'There is no such namespace. Check `namespace`.'],
    [/unsupported (path|operation)/, () => 'The auth method at this mount is not for JWTs. Check `path`.'],
    [/oidc role_type/, () => 'The role is of type oidc, which is for browsers. It needs role_type=jwt.'],
    [
        /audience claim found in JWT but no audiences bound/,
        (c) => `The role binds no audience. Set its bound_audiences to "${(0,login_claims/* textOf */.b6)(c['aud'])}".`,
    ],
    [
        /invalid audience/,
        (c) => `The token's audience is "${(0,login_claims/* textOf */.b6)(c['aud'])}": add it to the role's bound_audiences, or set \`jwtGithubAudience\` to what the role expects.`,
    ],
    [/invalid issuer/, (c) => `The token's issuer is "${(0,login_claims/* textOf */.b6)(c['iss'])}": the mount's bound_issuer has to be the same.`],
    [/invalid subject/, (c) => `The role's bound_subject is not "${(0,login_claims/* textOf */.b6)(c['sub'])}". Repositories made since July 2026 carry ids in sub.`],
    [
        /claim "(.*?)" does not match/,
        (c, [, name = '']) => `The token says ${name} = ${(0,login_claims/* textOf */.b6)(c[name])}: the role's bound_claims want another value. Is this the right role?`,
    ],
    [/claim "(.*?)" is missing/, (_, [, name = '']) => missingClaim(name)],
    [
        /claim "(.*?)" not found in token/,
        (_, [, name = '']) => `The role's user_claim is "${name}", which GitHub's tokens lack. Use "repository".`,
    ],
    [
        /token is expired|token not yet valid|issued in the future/,
        () => 'The clocks of Vault and of the issuer differ: check the time on the server.',
    ],
    [/fetching keys/, () => "Vault cannot reach the issuer's keys: check its network, and jwks_url or oidc_discovery_url of the mount."],
    [/verifying token signature/, () => "Vault trusts other keys than the issuer's: check jwks_url or oidc_discovery_url of the mount."],
    [/configuring token validator/, () => 'Vault cannot reach the issuer: check oidc_discovery_url of the mount.'],
];
/** What a refused JWT login means, and what the token says of the job, unverified. */
function explainJwt(refusal, claims) {
    if (refusal.status === undefined || !claims)
        return undefined;
    return [adviceFor(refusal, claims), 'The token says (unverified):', ...(0,login_claims/* describeClaims */.Zs)(claims).map((line) => `  ${line}`)].join('\n');
}
function adviceFor(refusal, claims) {
    for (const [text, advice] of explanations) {
        const match = text.exec(refusal.words);
        if (match)
            return advice(claims, match);
    }
    if (refusal.status === 404)
        return 'No auth method answers there. Check `url`, `path` and `namespace`.';
    return refusal.status === 403
        ? "Either no auth method is mounted there (check `path` and `namespace`), or the role's token_bound_cidrs exclude this runner."
        : 'Compare the role with what the token says.';
}
function missingClaim(name) {
    return name === 'environment'
        ? 'The role is bound to an environment: add `environment: NAME` to the job.'
        : `The role is bound to "${name}", which this token lacks.`;
}

// EXTERNAL MODULE: ./src/login/identity.ts
var login_identity = __nccwpck_require__(803);
;// CONCATENATED MODULE: ./src/login/jwt.ts


/** Vault's JWT auth method with the runner's OIDC token. Source: Vault's API page "auth/jwt", JWT login. */
const jwt = {
    name: 'jwt',
    mount: 'jwt',
    read(inputs) {
        const role = inputs.text('role');
        const audience = inputs.text('jwtGithubAudience');
        return {
            as: asRole(role),
            async supply(surroundings) {
                const identity = await (0,login_identity/* requestIdentity */.u)(audience, surroundings);
                // without a role Vault takes the mount's default_role
                return { body: { jwt: identity.jwt, ...(role !== undefined && { role }) }, claims: identity.claims };
            },
        };
    },
    explain: explainJwt,
};
/** A role as messages name it. */
const asRole = (role) => (role === undefined ? 'the default role' : `role ${role}`);

;// CONCATENATED MODULE: ./src/login/methods.ts

/**
 * Every way to log in. A new one is a file beside this and a line here. All but `jwt` are chunks of their own, so that the
 * usual login loads nothing of them.
 */
const methods = new Map([
    ['jwt', () => jwt],
    ['token', async () => (await __nccwpck_require__.e(/* import() */ 484).then(__nccwpck_require__.bind(__nccwpck_require__, 484))).token],
]);
/** Credentials that are of one method alone, and so choose it where `method` is not given. */
const telling = [
    ['token', 'token'],
    ['roleId', 'approle'],
    ['githubToken', 'github'],
];
/** The method that the inputs name, or imply by the credential that is given. */
function chooseMethod(inputs) {
    const name = inputs.text('method')?.toLowerCase() ?? impliedBy(inputs);
    const load = methods.get(name);
    if (load)
        return load();
    inputs.problem('method', `"${name}" is not known`, [...methods.keys()].join(', '));
    return jwt;
}
function impliedBy(inputs) {
    const given = telling.filter(([input]) => inputs.text(input) !== undefined);
    const names = [...new Set(given.map(([, method]) => method))];
    if (names.length > 1) {
        inputs.problem('method', `is not given, and ${given.map(([input]) => input).join(', ')} belong to several`, names.join(' or '));
    }
    return names[0] ?? 'jwt';
}

// EXTERNAL MODULE: ./src/vault/json.ts
var vault_json = __nccwpck_require__(984);
;// CONCATENATED MODULE: ./src/mapping/json-object.ts

/** How deep objects and lists may lie in one another; far more than a request needs. */
const maxDepth = 32;
/**
 * The strict JSON object that starts at a `{`, whatever follows it; undefined where there is none.
 * @param read every `{` that was read in vain; none is read again, so that all calls together take time in proportion to the text
 */
function objectAt(text, start, read) {
    const end = read.has(start) ? undefined : endOfValue(text, start, read);
    const object = end === undefined ? undefined : parsed(text.slice(start, end));
    return end !== undefined && (0,vault_json/* isObject */.Gv)(object) ? { object, end } : undefined;
}
// RFC 8259, but for control characters in strings, which the parser refuses
const string = String.raw `"[^"\\\r\n\t]*(?:\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4})[^"\\\r\n\t]*)*"`;
const number = String.raw `-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?`;
const blanks = String.raw `[ \t\r\n]*`;
/** A value of a list, or a key and its value; of one that is not empty the opening bracket. */
const member = new RegExp(`${blanks}(?:(${string})${blanks}:${blanks})?(?:([{[])(?!${blanks}[\\]}])|\\{${blanks}\\}|\\[${blanks}\\]|${string}|${number}|true|false|null)`, 'y');
const afterMember = new RegExp(`${blanks}([,\\]}])`, 'y');
/** Where the JSON value that starts somewhere ends; the parser cannot say, as it wants nothing to follow. */
function endOfValue(text, start, read) {
    const closing = [];
    for (let at = start; closing.length <= maxDepth;) {
        member.lastIndex = at;
        const [, key, bracket] = member.exec(text) ?? [];
        at = member.lastIndex;
        if (at === 0 || (key !== undefined) !== (closing.at(-1) === '}'))
            return undefined;
        if (bracket) {
            read.add(at - 1);
            closing.push(bracket === '{' ? '}' : ']');
            continue;
        }
        for (let next = ']'; next !== ',';) {
            if (closing.length === 0)
                return at;
            afterMember.lastIndex = at;
            next = afterMember.exec(text)?.[1] ?? '';
            at = afterMember.lastIndex;
            if (next !== ',' && next !== closing.pop())
                return undefined;
        }
    }
    return undefined;
}
/** What a text means as a JSON string; undefined where it is none. */
function jsonString(text) {
    const value = parsed(text);
    return typeof value === 'string' ? value : undefined;
}
function parsed(text) {
    try {
        return (0,vault_json/* parseJson */.qF)(text);
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./src/mapping/chunks.ts

/** The text without the lines that start with `#`; they become blanks, so that positions stay. */
function withoutComments(text) {
    // a blank that ends a line, as ^ and $ see it, is left out: from each of many the rest would be read
    return text.replace(/^[^\S\r\n\u2028\u2029]*#.*$/gm, (comment) => ' '.repeat(comment.length));
}
/**
 * Tells entries apart. An entry ends at `;`, but for a JSON object after its path, to which whatever is inside belongs.
 * @param text without comments
 */
function chunksOf(text) {
    const chunks = [];
    const read = new Set();
    for (let at = skip(/[\s;]*/y, text, 0); at < text.length; at = skip(/[\s;]*/y, text, at)) {
        const pathEnd = skip(/[^\s;]*/y, text, at);
        const objectStart = skip(/\s*/y, text, pathEnd);
        const object = objectStart > pathEnd && text[objectStart] === '{' ? objectAt(text, objectStart, read) : undefined;
        const found = object && /^[\s;|]?$/.test(text.charAt(object.end)) ? object : undefined;
        const semicolon = text.indexOf(';', found?.end ?? at);
        const end = semicolon < 0 ? text.length : semicolon;
        const write = found && { path: text.slice(at, pathEnd), body: found.object, rest: text.slice(found.end, end).trimEnd() };
        chunks.push({ text: text.slice(at, end).trimEnd(), at, write });
        at = end;
    }
    return chunks;
}
/** Finds positions in a text by their place in it, in characters from 0; each must not be before the last. */
function positionsIn(text) {
    let line = 1;
    let lineStart = 0;
    let next = text.indexOf('\n');
    return (at) => {
        for (; next >= 0 && next < at; next = text.indexOf('\n', lineStart)) {
            line++;
            lineStart = next + 1;
        }
        return { line, column: at - lineStart + 1 };
    };
}
function skip(pattern, text, at) {
    pattern.lastIndex = at;
    pattern.test(text);
    return pattern.lastIndex || at;
}

;// CONCATENATED MODULE: ./src/mapping/flags.ts

/** Every flag and what it sets; `=` ends those that have a value. */
const flags = new Map([
    ['optional', () => ({ optional: true })],
    ['default=', (value) => ({ optional: true, fallback: value })],
    ['base64', () => ({ encoding: 'base64' })],
    ['hex', () => ({ encoding: 'hex' })],
    ['utf8', () => ({ encoding: 'utf8' })],
    ['nomask', () => ({ masking: 'none' })],
    ['maskjson', () => ({ masking: 'every leaf' })],
    ['file', () => ({ file: { path: undefined } })],
    ['file=', (path) => ({ file: { path } })],
    ['env', () => ({ toEnvironment: true })],
    ['noenv', () => ({ toEnvironment: false })],
]);
const known = [...flags.keys()].map((name) => name.replace(/=$/, '=…')).join(', ');
/** A word: a run without blanks, in which a JSON string may have some. A string that does not end takes the rest. */
const word = /(?:"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?$)|[^\s"])+/gs;
/** Reads the third part of an entry: words apart by blanks, a value being a run without blanks or a JSON string. */
function parseFlags(text) {
    let read = {};
    for (const [written] of text.matchAll(word)) {
        const [, name = '', quoted = ''] = /^([^=]*=?)(.*)$/s.exec(written) ?? [];
        const set = flags.get(name);
        if (!set)
            return { wrong: `has the unknown flag "${written}"`, instead: `${known}; a value with blanks in quotes` };
        const value = quoted.startsWith('"') ? jsonString(quoted) : quoted;
        if (value === undefined)
            return { wrong: `has the flag ${written}, whose value is no JSON string`, instead: `${name}"…", as in JSON` };
        if (value === '' && name === 'file=')
            return { wrong: 'has the flag file= without a path', instead: 'file, or file=PATH' };
        read = { ...read, ...set(value) };
    }
    return read;
}

;// CONCATENATED MODULE: ./src/mapping/names.ts
/** The names of an entry without `| name`, made from its selector. */
function derivedNames(selector) {
    const output = normalize(selector);
    return { output, variable: output.toUpperCase() };
}
/** The names of one key that a wildcard found. */
function wildcardNames(key, prefix, upperCase) {
    const output = normalize(prefix + key);
    return { output, variable: upperCase ? output.toUpperCase() : output };
}
/** A dot separates, so it stays visible; what is no letter, digit or underscore cannot be part of a variable's name. */
function normalize(name) {
    return name.replaceAll('.', '__').replace(/[^\p{L}\p{N}_]/gu, '');
}

;// CONCATENATED MODULE: ./src/mapping/entry.ts




/**
 * What a chunk of the mapping asks for, by the first rule that takes it: a write; vault-action's own rule; the longer form
 * with flags and quotes; or one entry a line, where a `;` was forgotten.
 */
function parseChunk(chunk, options) {
    const plain = chunk.write && /^(\s+[^|\s]|$)/.test(chunk.write.rest) ? undefined : plainEntry(chunk.text);
    if (plain)
        return wishFor(plain.path, undefined, plain.selector, plain.name, options);
    const long = chunk.write ? longWrite(chunk.write, options) : longEntry(chunk.text, options);
    // an object may go over several lines, one that is no strict JSON too: there they say nothing of what is wrong
    const flat = chunk.write?.rest ?? (startsObject.test(chunk.text) ? '' : chunk.text);
    if (!('wrong' in long) || !flat.includes('\n'))
        return long;
    return lineByLine(chunk, options) ?? { wrong: 'goes over several lines', instead: 'one entry a line, each with a ; at its end' };
}
/** A path as it is sent, or what is wrong with it: segments that a server or a proxy would resolve to another path. */
function cleanPath(written) {
    const path = written.replace(/^\/+/, '');
    const instead = 'the path as Vault knows it, for example secret/data/app';
    if (path === '')
        return { wrong: 'has an empty path', instead };
    if (/\p{Cc}/u.test(path))
        return { wrong: 'has a control character in its path', instead };
    // %2e is a dot to whoever resolves the address, our own URL parser first
    const steps = path.split(/[/?]/).some((segment) => /^(\.|%2e){1,2}$/i.test(segment));
    return steps ? { wrong: 'has . or .. as a segment of its path', instead } : path;
}
/** A path, and a `{` after it. */
const startsObject = /^\S*\s+\{/;
/**
 * vault-action's rule, exactly: the name is what follows the last `|`; what is left is a path and a selector without blanks,
 * from which `"` are deleted. Left to the other rules is what no step could read, a name with a line break, and what it
 * wants a name for: a selector in braces.
 */
function plainEntry(text) {
    const bar = text.lastIndexOf('|');
    const name = bar < 0 ? undefined : text.slice(bar + 1).trim();
    const [path = '', selector = '', ...more] = (bar < 0 ? text : text.slice(0, bar)).trim().split(/\s+/);
    if (selector === '' || more.length > 0 || name === '' || name?.includes('\n'))
        return undefined;
    if (name === undefined && /^\{.*\}$/.test(selector))
        return undefined;
    return { path, selector: selector.replaceAll('"', ''), name };
}
/** `path selector | name | flags`, where the selector may be quoted, and the name and the flags may be left out. */
function longEntry(text, options) {
    const [, path = '', rest = ''] = /^([^\s|]*)\s*(.*)$/s.exec(text) ?? [];
    const parts = partsOf(rest);
    if (!parts)
        return endlessQuote;
    const [selector = '', ...tail] = parts;
    if (selector === '')
        return { wrong: 'has no key', instead: joined(`${path || 'PATH'} KEY`, tail) };
    if (selector.startsWith('{') || /\{["']/.test(path)) {
        const instead = joined(`${path.replace(/\{.*/, '')} {"name": "value"} KEY`, tail);
        return { wrong: 'has no strict JSON object, followed by a blank, at its {', instead };
    }
    return longWish({ path, body: undefined, source: path, selector, tail }, options);
}
/** `path {json} selector | name | flags`, where all after the object may be left out. */
function longWrite({ path, body, rest }, options) {
    const source = `${path} {…}`;
    const parts = partsOf(rest);
    if (!parts)
        return endlessQuote;
    const [selector = '', ...tail] = parts;
    if (selector !== '')
        return longWish({ path, body, source, selector, tail }, options);
    if (tail.length === 0)
        return wishFor(path, body, undefined, undefined, options);
    return { wrong: 'names an answer without selecting it', instead: joined(`${source} KEY`, tail) };
}
function longWish({ path, body, source, selector, tail }, options) {
    const [name = '', flagged = '', ...more] = tail;
    const meant = unquoted(selector);
    if (meant === undefined)
        return wrongSelector(source, selector, tail);
    if (more.length > 0)
        return { wrong: 'has more than three parts', instead: `${source} ${selector} | NAME | FLAGS` };
    if (name.includes('\n'))
        return { wrong: 'has a name that goes over several lines', instead: 'one entry a line, each with a ; at its end' };
    if (tail.length === 1 && name === '')
        return { wrong: 'has no name after the |', instead: `${source} ${selector} | NAME` };
    const flags = parseFlags(flagged);
    if ('wrong' in flags)
        return flags;
    return wishFor(path, body, meant, name === '' ? undefined : name, { ...options, ...flags });
}
/** What a request, and what is selected of its reply, come to; the selector is undefined where the answer does not matter. */
function wishFor(written, body, selector, name, options) {
    const path = cleanPath(written);
    if (typeof path !== 'string')
        return path;
    if (selector === undefined)
        return [{ path, body, entry: undefined }];
    if (selector === '*' || selector === '**') {
        if (options.file?.path !== undefined)
            return { wrong: 'would put every key into one file', instead: 'the flag file without a path' };
        return [{ path, body, entry: { kind: 'wildcard', upperCase: selector === '*', prefix: name ?? '', ...options } }];
    }
    const names = name === undefined ? derivedNames(selector) : { output: name, variable: name };
    return [{ path, body, entry: { kind: 'key', selector, lines: false, ...names, ...options } }];
}
/** The entries of a chunk whose every line is one, so that only a `;` was forgotten. */
function lineByLine({ text, write }, options) {
    const wishes = [];
    const positionOf = positionsIn(text);
    // the lines of an object that comes first belong together
    let end = text.indexOf('\n', write ? text.length - write.rest.length : 0);
    for (let at = 0; at < text.length; at = end + 1, end = text.indexOf('\n', at)) {
        if (end < 0)
            end = text.length;
        for (const chunk of chunksOf(text.slice(at, end))) {
            if (!chunk.write && partOfObject.test(chunk.text))
                return undefined;
            const line = options.line + positionOf(at).line - 1;
            const found = parseChunk(chunk, { ...options, line, order: options.order + wishes.length });
            if ('wrong' in found)
                return undefined;
            wishes.push(...found);
        }
    }
    return wishes;
}
/** A line of a JSON object may look like an entry: `"a": 1`, `} key | name`. */
const partOfObject = /^\S*["{}[\]]|^\S+\s+\{/;
/** The parts between `|` outside quotes and backticks; undefined where one of these does not end. */
function partsOf(text) {
    const parts = [''];
    for (const [piece, quote, backtick] of text.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*(?:"|(\\?$))|`[^`]*(?:`|($))|\||[^|"`]+/gs)) {
        if ((quote ?? backtick) !== undefined)
            return undefined;
        if (piece === '|')
            parts.push('');
        else
            parts.push(`${parts.pop() ?? ''}${piece}`);
    }
    return parts.map((part) => part.trim());
}
const endlessQuote = { wrong: 'has a quote that does not end', instead: 'the quote again where the text in it ends' };
/** A selector as it is meant: a JSON string, a text in backticks, or a run without blanks. Undefined for anything else. */
function unquoted(written) {
    if (/^`[^`]+`$/.test(written))
        return written.slice(1, -1);
    if (/^"[^"\\]*(?:\\.[^"\\]*)*"$/s.test(written))
        return jsonString(written);
    return /\s/.test(written) ? undefined : written.replaceAll('"', '');
}
/** Why a text is no selector. */
function wrongSelector(source, written, tail) {
    const [key = '', name = '', ...more] = written.split(/\s+/);
    const asWhole = (text) => joined(`${source} ${JSON.stringify(text)}`, tail);
    if (/\s#/.test(written))
        return { wrong: 'has a # that starts no comment', instead: 'each comment on a line of its own' };
    if (/^"[^"]*"$/.test(written))
        return { wrong: 'has a quoted key that is no JSON string', instead: asWhole(written.slice(1, -1)) };
    const named = tail.length === 0 && more.length === 0 ? `${source} ${key} | ${name}, or ` : '';
    return { wrong: 'is more than a path and a key', instead: `${named}${asWhole(written)}` };
}
function joined(source, tail) {
    return (tail.join('') === '' ? [source] : [source, ...tail]).join(' | ');
}

;// CONCATENATED MODULE: ./src/connection-input.ts
/** Reads where Vault is; the environment only says which job it is that asks. */
function readConnection(inputs, env) {
    const namespace = readNamespace('namespace', inputs);
    const authNamespace = readNamespace('authNamespace', inputs);
    return {
        urls: readUrls(inputs),
        ...(namespace !== undefined && namespace !== '' && { namespace }),
        ...(authNamespace !== undefined && { authNamespace }),
        redirectHosts: readHosts(inputs),
        correlationId: [env['GITHUB_RUN_ID'], env['GITHUB_RUN_ATTEMPT'], env['GITHUB_JOB']].filter(Boolean).join('-') || 'local',
    };
}
/** Addresses of one Vault, separated by commas or blanks, each once. */
function readUrls({ text, problem }) {
    const written = listOf(text('url'));
    if (written.length === 0)
        problem('url', 'is not given', 'https://vault.example.com');
    for (const one of written) {
        const url = URL.parse(one);
        if (!url || !/^https?:$/.test(url.protocol))
            problem('url', `"${withoutPassword(one)}" is not an address`, 'https://vault.example.com');
        else if (url.username || url.password || url.search || url.hash)
            problem('url', 'has more than host, port and path', `${url.origin}${url.pathname}`);
    }
    const [first = '', ...more] = new Set(written.map(baseOf));
    return [first, ...more];
}
function baseOf(written) {
    const url = URL.parse(written);
    return url ? (url.origin + url.pathname).replace(/\/+(v1\/?)?$/, '') : '';
}
/** Without slashes around it; '' for the root namespace, which `root` and `/` mean too. */
function readNamespace(name, { text, problem }) {
    const namespace = text(name)
        ?.replace(/^\/+|\/+$/g, '')
        .replace(/^root$/, '');
    // anything else would fail as a header, and look like a lost connection
    if (/[^\u0020-\u007e\u0080-\u00ff]/.test(namespace ?? ''))
        problem(name, 'has characters that cannot be sent', 'team-a/project');
    return namespace;
}
function readHosts({ text, problem }) {
    const hosts = listOf(text('redirectHosts'));
    for (const host of hosts) {
        if (/[/@?#]/.test(host))
            problem('redirectHosts', `"${withoutPassword(host)}" is more than a host`, 'vault-2.example.com:8200');
    }
    return hosts;
}
const listOf = (text) => (text ?? '').split(/[\s,]+/).filter((item) => item !== '');
const withoutPassword = (address) => address.replace(/^([a-z+.-]+:\/\/)?.*@/is, '$1***@');

;// CONCATENATED MODULE: ./src/give-back-input.ts
const modes = ['true', 'required', 'false'];
const defaultMaxTtl = '6h';
const unitSeconds = { s: 1, m: 60, h: 3_600, d: 86_400 };
/** Reads the input `revoke`. */
function readRevoke(inputs) {
    const written = inputs.text('revoke');
    const mode = modes.find((known) => known === written?.toLowerCase());
    if (written !== undefined && !mode)
        inputs.problem('revoke', `"${written}" is not known`, modes.join(', '));
    return mode ?? 'true';
}
/** Reads the input `maxTtl`: seconds that a token or a lease may live at most, 0 for no limit. */
function readMaxTtl(inputs) {
    const written = inputs.text('maxTtl') ?? defaultMaxTtl;
    const parts = [...written.matchAll(/(\d+)([smhd]?)/gi)];
    const isWhole = parts.map(([part]) => part).join('') === written && parts.every(([, , unit]) => unit !== '' || parts.length === 1);
    const seconds = parts.reduce((sum, [, count, unit = '']) => sum + Number(count) * (unitSeconds[unit.toLowerCase()] ?? 1), 0);
    if (isWhole && Number.isSafeInteger(seconds))
        return seconds;
    inputs.problem('maxTtl', `"${written}" is no time span`, `${defaultMaxTtl}, 90m, 3600 (seconds), or 0 for no limit`);
    return 0;
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(598);
;// CONCATENATED MODULE: ./src/body-files.ts





/** The largest file that a write may take in, in bytes; Vault refuses requests over 32 MiB. */
const maxBytes = 8 * 1024 * 1024;
/**
 * A body with the files it names put in: `"@path"` is a file's text, `"@base64:path"` its bytes in base64,
 * `"@sha256:path"` the base64 of its SHA-256 digest, as transit signs it; `"@@…"` is a text that starts with @. Files have
 * to lie in the workspace, wherever their path leads.
 */
function withFiles(body, workspace, problem) {
    const fill = (value) => {
        if (typeof value === 'string')
            return value.startsWith('@') ? textFor(value, workspace, problem) : value;
        if (Array.isArray(value))
            return value.map(fill);
        return (0,vault_json/* isObject */.Gv)(value) ? Object.fromEntries(Object.entries(value).map(([key, its]) => [key, fill(its)])) : value;
    };
    return fill(body);
}
function textFor(reference, workspace, problem) {
    if (reference.startsWith('@@'))
        return reference.slice(1);
    const [, form = '', path = ''] = /^@(?:(base64|sha256):)?(.*)$/s.exec(reference) ?? [];
    const content = read(path, workspace);
    if (typeof content === 'string') {
        problem({ path, text: content });
        return '';
    }
    if (form === 'sha256')
        return (0,external_node_crypto_.createHash)('sha256').update(content).digest('base64');
    return content.toString(form === 'base64' ? 'base64' : 'utf8');
}
/** The bytes of a file, or why there are none. */
function read(path, workspace) {
    try {
        const file = (0,external_node_fs_.realpathSync)((0,external_node_path_namespaceObject.resolve)(workspace, path));
        if (!isInside(file, { workspace, temp: '' }))
            return 'is not inside the workspace';
        const { size } = (0,external_node_fs_.statSync)(file);
        return size > maxBytes ? `is larger than ${maxBytes / 1024 / 1024} MiB` : (0,external_node_fs_.readFileSync)(file);
    }
    catch {
        return 'cannot be read';
    }
}

;// CONCATENATED MODULE: ./src/mapping/folder.ts
/**
 * Whether a path under a wildcard is a folder, whose secrets are all read. No KV engine stores anything at a path that ends
 * with `/`, so nothing else can be meant; below `sys` some such paths can be read, and there it is a path like any other.
 */
function isFolder(path) {
    return path.endsWith('/') && !path.includes('?') && !path.split('/').includes('sys');
}

;// CONCATENATED MODULE: ./src/mapping/parse.ts





/** Parses the input `secrets`; docs/grammar.md is its grammar. Never throws. Takes time in proportion to the text. */
function parseMapping(text, defaults) {
    return parseChunks('secrets', text, defaults, parseChunk);
}
/**
 * Parses the input `pki`: `path {json};` entries, each a write that issues a certificate. Its names are vault-action's:
 * the role, which is the last part of the path, with _cert, _key, _ca and _ca_chain.
 */
function parsePki(text, defaults) {
    return parseChunks('pki', text, defaults, ({ write, text: written }, options) => {
        if (write?.rest.trim() !== '')
            return { wrong: 'is not a path and a strict JSON object', instead: `${written.split(/\s/)[0] ?? ''} {"common_name": "…"};` };
        const path = cleanPath(write.path);
        if (typeof path !== 'string')
            return path;
        const role = path.split('/').at(-1) ?? '';
        return certificateParts.map(([suffix, selector], index) => {
            const entry = {
                kind: 'key',
                selector,
                lines: true,
                ...derivedNames(`${role}_${suffix}`),
                ...options,
                order: options.order + index,
            };
            return { path, body: write.body, entry };
        });
    });
}
const certificateParts = [
    ['cert', 'certificate'],
    ['key', 'private_key'],
    ['ca', 'issuing_ca'],
    ['ca_chain', 'ca_chain'],
];
/** With so many problems the text is no mapping; more of them nobody reads. */
const maxProblems = 100;
function parseChunks(input, text, defaults, parseOne) {
    const problems = [];
    const wishes = [];
    const positionOf = positionsIn(text);
    for (const chunk of chunksOf(withoutComments(text))) {
        if (problems.length === maxProblems)
            break;
        const position = positionOf(chunk.at);
        const options = {
            order: wishes.length,
            input,
            line: position.line,
            fallback: undefined,
            masking: 'usual',
            file: undefined,
            ...defaults,
        };
        const found = chunk.text.startsWith('#') ? lateComment : parseOne(chunk, options);
        if ('wrong' in found) {
            const text = `"${shortened(chunk.text, 80)}" ${shortened(found.wrong, 160)}`;
            problems.push({ ...position, text, instead: shortened(found.instead, 160) });
        }
        else
            for (const wish of found)
                wishes.push({ ...wish, line: wish.entry?.line ?? position.line });
    }
    return { plan: planOf(input, wishes), problems };
}
/** After a `;` a # starts a path, but none that Vault could have: what was meant is a comment. */
const lateComment = { wrong: 'starts with a # that is not the first of its line', instead: 'each comment on a line of its own' };
/** Each distinct request once: same method, path with query, and body, however its keys are ordered. */
function planOf(input, wishes) {
    const requests = new Map();
    for (const { path, body, entry, line } of wishes) {
        const folder = !body && entry?.kind === 'wildcard' && isFolder(path);
        const key = JSON.stringify([path, folder || (body && sorted(body))]);
        const request = requests.get(key) ?? {
            method: body ? 'POST' : 'GET',
            path,
            ...(folder && { folder }),
            ...(body && { body }),
            entries: [],
            input,
            line,
        };
        if (entry)
            request.entries.push(entry);
        requests.set(key, request);
    }
    return [...requests.values()];
}
function sorted(value) {
    if (Array.isArray(value))
        return value.map(sorted);
    if (!(0,vault_json/* isObject */.Gv)(value))
        return value;
    const names = Object.keys(value).sort();
    return Object.fromEntries(names.map((name) => [name, sorted(value[name] ?? null)]));
}
/** A text on one line of at most so many characters, for a message. */
function shortened(text, length) {
    const line = text.replace(/\s+/g, ' ');
    return line.length > length ? `${line.slice(0, length - 1)}…` : line;
}

;// CONCATENATED MODULE: ./src/plan-input.ts



/** Parses both mappings, checks the names that stand in them, and puts in the files that writes name. */
function readPlan(inputs, defaults, problem) {
    const report = (input, parsed) => {
        for (const { line, column, text, instead } of parsed.problems)
            problem(`${input} line ${line}, column ${column}`, text, instead);
        return parsed.plan;
    };
    const plan = [...report('secrets', parseMapping(inputs.secrets, defaults)), ...report('pki', parsePki(inputs.pki, defaults))];
    for (const request of plan)
        checkNames(request, problem);
    return plan.map((request) => (request.body ? filled(request, inputs.workspace, problem) : request));
}
function checkNames({ entries }, problem) {
    for (const entry of entries) {
        if (entry.kind !== 'key')
            continue;
        const output = outputRefusal(entry.output);
        const variable = entry.toEnvironment ? variableRefusal(entry.variable) : undefined;
        const where = `${entry.input} line ${entry.line}`;
        if (output)
            problem(where, `the output name "${entry.output}" ${output}`, 'another name after |');
        else if (variable)
            problem(where, `the variable "${entry.variable}" ${variable}`, 'another name after |');
    }
}
function filled(request, workspace, problem) {
    const body = withFiles(request.body ?? {}, workspace, ({ path, text }) => {
        problem(`${request.input} line ${request.line}`, `the file "${path}" ${text}`, 'a path inside the workspace; @@ for a text that starts with @');
    });
    return { ...request, body };
}

;// CONCATENATED MODULE: ./src/secret-inputs.ts


/** Inputs that are secrets, whether or not the login that is chosen uses them. */
const secretInputs = [
    'token',
    'roleId',
    'secretId',
    'wrappedSecretId',
    'githubToken',
    'password',
    'authPayload',
    'jwt',
    'jwtPrivateKey',
    'jwtKeyPassword',
    'clientKey',
];
/** What a JSON payload may say aloud: masked, a role's name would turn into *** wherever a log has that word. */
const openKeys = new Set(['role', 'username', 'name', 'type']);
/** In characters; lines of a key that are shorter tell nothing. */
const shortestLine = 4;
/** The masks of an input's text: as given, decoded where it is base64, and its strings where it is JSON. */
function masksOfInput(text) {
    const forms = [text, decoded(text)].filter((form) => form !== undefined);
    return [...new Set([...forms, ...forms.flatMap(stringsIn)].flatMap((form) => (0,export_masks/* masksOfText */._)(form, shortestLine).masks))];
}
/** What base64, in either alphabet and with line breaks, is of; undefined where that is no text. */
function decoded(text) {
    const packed = text.replace(/\s+/g, '');
    if (packed.length < 8 || !/^[\w+/-]+={0,2}$/.test(packed))
        return undefined;
    try {
        return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(packed, 'base64'));
    }
    catch {
        return undefined;
    }
}
function stringsIn(text) {
    if (!/^\s*[[{]/.test(text))
        return [];
    try {
        return leaves((0,vault_json/* parseJson */.qF)(text));
    }
    catch {
        return [];
    }
}
function leaves(json) {
    if (typeof json === 'string')
        return [json];
    if (Array.isArray(json))
        return json.flatMap(leaves);
    return (0,vault_json/* isObject */.Gv)(json) ? Object.entries(json).flatMap(([key, value]) => (openKeys.has(key) ? [] : leaves(value))) : [];
}

// EXTERNAL MODULE: ./src/vault/pem.ts
var vault_pem = __nccwpck_require__(682);
;// CONCATENATED MODULE: ./src/tls-input.ts



/** Of all certificates of an input together, in characters: more does not fit into what the post step is started with. */
const maxLength = 400 * 1024;
const tls_input_forms = 'PEM, base64 of PEM, or the path of a file with PEM';
/**
 * Reads and checks `caCertificate`, `clientCertificate`, `clientKey` and `tlsSkipVerify`, as the part of a connection: empty where none is given.
 * @param mask is told what of the key may not be printed
 */
function readTls(inputs, skipVerify, mask) {
    const ca = readCertificates('caCertificate', inputs);
    const certificate = readCertificates('clientCertificate', inputs);
    const key = inputs.text('clientKey');
    const keyObject = key === undefined ? undefined : readKey(key, inputs, mask);
    if (key === undefined && certificate)
        inputs.problem('clientKey', 'is not given, and clientCertificate needs it', tls_input_forms);
    if (key !== undefined && inputs.text('clientCertificate') === undefined) {
        inputs.problem('clientCertificate', 'is not given, and clientKey needs it', tls_input_forms);
    }
    if (certificate)
        checkClient(certificate, keyObject, inputs);
    if (!ca && !certificate && key === undefined && !skipVerify)
        return {};
    const tls = {
        // what is public is kept as it is now: its file may be gone in the post step
        ...(ca && { ca: ca.join('\n') }),
        ...(certificate && { certificate: certificate.join('\n') }),
        ...(key !== undefined && { key }),
        ...(skipVerify && { skipVerify }),
    };
    return { tls };
}
function readCertificates(name, inputs) {
    const pem = pemOf(name, inputs);
    if (pem === undefined)
        return undefined;
    const certificates = (0,vault_pem/* certificatesIn */.Yc)(pem);
    if (certificates.length === 0)
        inputs.problem(name, 'has no certificate', tls_input_forms);
    if (certificates.join('\n').length > maxLength)
        inputs.problem(name, 'is larger than 400 KiB', 'only the certificates that are needed');
    const bad = certificates.findIndex((one) => !isCertificate(one));
    if (bad < 0)
        return certificates.length > 0 ? certificates : undefined;
    inputs.problem(name, `has a certificate that cannot be read: number ${bad + 1} of ${certificates.length}`, tls_input_forms);
    return undefined;
}
function readKey(text, inputs, mask) {
    const pem = pemOf('clientKey', inputs);
    // a file's path is no secret
    const secrets = pem === undefined || text.includes('\n') || text.length > 255 ? [text, pem ?? ''] : [pem];
    for (const one of secrets.flatMap((secret) => (0,export_masks/* masksOfText */._)(secret, 4).masks))
        mask(one);
    if (pem === undefined)
        return undefined;
    try {
        return (0,external_node_crypto_.createPrivateKey)(pem);
    }
    catch {
        // of both forms: PKCS#8, and the older one with its "Proc-Type: 4,ENCRYPTED"
        const isEncrypted = pem.includes('ENCRYPTED');
        const [what, instead] = isEncrypted ? ['is encrypted', 'the key without a passphrase'] : ['has no private key that can be read', tls_input_forms];
        inputs.problem('clientKey', what, instead);
        return undefined;
    }
}
function checkClient([first = ''], key, inputs) {
    const certificate = new external_node_crypto_.X509Certificate(first);
    const [from, to] = [certificate.validFromDate, certificate.validToDate];
    if (to.getTime() < Date.now())
        inputs.problem('clientCertificate', `has expired on ${to.toISOString().slice(0, 10)}`, 'a certificate that is valid');
    if (from.getTime() > Date.now()) {
        inputs.problem('clientCertificate', `is not valid before ${from.toISOString()}`, 'a certificate that is valid');
    }
    if (key && !certificate.checkPrivateKey(key)) {
        inputs.problem('clientKey', 'is not the key of the first certificate in clientCertificate', 'the key that belongs to it');
    }
}
function pemOf(name, inputs) {
    const text = inputs.text(name);
    if (text === undefined)
        return undefined;
    try {
        return (0,vault_pem/* readPem */.Je)(text);
    }
    catch (error) {
        if (!(error instanceof vault_pem/* NoPem */.yg))
            throw error;
        inputs.problem(name, error.message, tls_input_forms);
        return undefined;
    }
}
function isCertificate(pem) {
    try {
        new external_node_crypto_.X509Certificate(pem);
        return true;
    }
    catch {
        return false;
    }
}

;// CONCATENATED MODULE: ./src/inputs.ts










/** Defaults of inputs that are not switches; action.yml says the same. */
const defaults = { timeout: '120', minMaskLength: '4' };
/**
 * vault-action's inputs that this version does not take yet. To pass over them silently would read other secrets, or
 * trust other servers, than the user meant.
 */
const notYet = [
    'roleId',
    'secretId',
    'githubToken',
    'username',
    'password',
    'authPayload',
    'jwtPrivateKey',
    'jwtKeyPassword',
    'kubernetesTokenPath',
];
/**
 * Reads and checks every input. Throws ERR_INPUT with all problems at once, or ERR_UNREADABLE; nothing was sent by then.
 */
async function readSettings(env) {
    const problems = [];
    const problem = (where, text, instead) => problems.push({ where, text, instead });
    const text = (name) => inputOf(env, name);
    const flag = (name) => readBoolean(name, text(name), problem) ?? false;
    const count = (name) => readCount(name, text(name) ?? defaults[name], problem);
    // first of all: a problem may quote what is wrong
    for (const mask of secretInputs.flatMap((name) => masksOfInput(text(name) ?? '')))
        (0,core/* setSecret */.Pq)(mask);
    for (const name of notYet) {
        const value = text(name);
        if (value === undefined || /^false$/i.test(value))
            continue;
        problem(name, 'is not supported by this version', 'remove it, or stay with the action you use until it is');
    }
    const exportEnv = flag('exportEnv');
    const settings = {
        connection: {
            ...readConnection({ text, problem }, env),
            ...readTls({ text, problem }, flag('tlsSkipVerify'), core/* setSecret */.Pq),
            ...readExtraHeaders({ text, problem }, core/* setSecret */.Pq),
        },
        login: await readLogin({ text, problem }),
        plan: readPlan({ secrets: env['INPUT_SECRETS'] ?? '', pki: env['INPUT_PKI'] ?? '', workspace: env['GITHUB_WORKSPACE'] ?? '.' }, { optional: flag('ignoreNotFound'), toEnvironment: exportEnv, encoding: readEncoding(text('secretEncodingType'), problem) }, problem),
        exportToken: flag('exportToken'),
        outputToken: flag('outputToken'),
        minMaskLength: count('minMaskLength'),
        timeout: count('timeout'),
        revoke: readRevoke({ text, problem }),
        maxTtl: readMaxTtl({ text, problem }),
    };
    const isEmpty = settings.plan.length === 0 && !problems.some(({ where }) => /^(secrets|pki)/.test(where));
    if (isEmpty && !settings.exportToken && !settings.outputToken) {
        problem('secrets', 'is empty, so there is nothing to do', 'a line each: PATH KEY | NAME;');
    }
    if (problems.length > 0)
        throw new src_failure/* Failure */.H('ERR_INPUT', summaryOf(problems));
    const values = settings.plan.flatMap((request) => request.entries);
    const onlyOutputs = settings.outputToken || (values.length > 0 && !values.some((entry) => entry.toEnvironment));
    if (onlyOutputs && text('exportEnv') === undefined && isUnreadable(env))
        throw unreadable();
    return settings;
}
/** An input as the runner passes it; an empty one is not given, since composite actions pass '' for what they were not given. */
function inputOf(env, name) {
    const value = env[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`]?.trim();
    return value === '' ? undefined : value;
}
async function readLogin(inputs) {
    const method = await chooseMethod(inputs);
    const mount = (inputs.text('path') ?? method.mount).replace(/^\/*(auth\/)?|\/+$/g, '');
    const path = cleanPath(mount);
    if (typeof path !== 'string' || /[?#]/.test(mount))
        inputs.problem('path', `"${mount}" is not the mount of an auth method`, method.mount);
    return { method, mount, access: await method.read(inputs, mount) };
}
function readBoolean(name, value, problem) {
    if (value === undefined)
        return undefined;
    if (!/^(true|false)$/i.test(value))
        problem(name, `"${value}" is neither true nor false`, 'true or false');
    return /^true$/i.test(value);
}
function readEncoding(value, problem) {
    const encoding = encodings.find((known) => known === value?.toLowerCase());
    if (value !== undefined && !encoding)
        problem('secretEncodingType', `"${value}" is not known`, encodings.join(', '));
    return encoding ?? 'utf8';
}
const encodings = ['base64', 'hex', 'utf8'];
function readCount(name, value, problem) {
    const number = Number(value);
    if (!Number.isInteger(number) || number < 1 || number > 86_400) {
        problem(name, `"${value}" is not a whole number from 1 to 86400`, defaults[name]);
    }
    return number;
}
/**
 * Whether no step could ever read the outputs: the runner names a step without id `__…`, and inside a composite action
 * (where it sets GITHUB_ACTION_PATH) such a step is still an error of its author's, seen only there.
 */
function isUnreadable(env) {
    return (env['GITHUB_ACTION'] ?? '').startsWith('__') && (env['GITHUB_ACTION_PATH'] ?? '') === '';
}
function unreadable() {
    return new src_failure/* Failure */.H('ERR_UNREADABLE', 'no step could read the secrets: this step has no `id`, and `exportEnv` is not given', {
        hint: [
            'Add to this step one of these:',
            '  id: vault             and read steps.vault.outputs.NAME where it is needed',
            '  with: exportEnv: true     to put the secrets into the environment of every later step, as vault-action does',
        ].join('\n'),
    });
}
function summaryOf(problems) {
    const lines = problems.map(({ where, text, instead }) => `${where}: ${text}. Write: ${instead}`);
    return lines.length === 1 ? lines.join('') : [`${lines.length} inputs are wrong`, ...lines.map((line) => `  ${line}`)].join('\n');
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

// EXTERNAL MODULE: ./src/vault/errors.ts
var errors = __nccwpck_require__(73);
// EXTERNAL MODULE: ./src/vault/retry.ts
var retry = __nccwpck_require__(714);
;// CONCATENATED MODULE: ./src/vault/health.ts



/** Asks for every state with status 200 (API page "sys/health"), since only the body tells all of them apart. */
const main_path = 'sys/health?sealedcode=200&uninitcode=200&standbycode=200';
/**
 * A server that was never initialised says of every request that it is sealed, and only its health tells the two apart.
 * Returns the failure with the right words; any other failure as it is.
 */
async function withHealth(failure, vault) {
    if (!failure.words.includes('sealed'))
        return failure;
    try {
        const { reply } = await vault.call({ method: 'GET', path: main_path, namespace: '', repeatable: retry/* never */.Zm, replyMs: 2_000 });
        if ((0,vault_json/* own */.ZV)(reply, 'initialized') !== false)
            return failure;
    }
    catch {
        return failure;
    }
    return new src_failure/* Failure */.H(failure.code, failure.message.replace('Vault is sealed', 'Vault is not initialised'), {
        hint: 'This server was never set up: somebody has to initialise and unseal it (operator init). Is `url` the right one?',
        cause: failure,
        words: failure.words,
        ...(failure.status !== undefined && { status: failure.status }),
    });
}

;// CONCATENATED MODULE: ./src/vault/reply.ts



/** Reads the body of a 2xx reply. Throws ERR_REPLY where it is not a JSON object; the body itself is never quoted. */
function parseReply(body, from) {
    if (body === '')
        return {};
    let value;
    try {
        value = (0,vault_json/* parseJson */.qF)(body);
    }
    catch {
        value = null;
    }
    if ((0,vault_json/* isObject */.Gv)(value))
        return value;
    if (body.startsWith('{'))
        throw new src_failure/* Failure */.H('ERR_REPLY', `${from}: the reply is cut short`);
    throw new src_failure/* Failure */.H('ERR_REPLY', `${from}: the reply is not Vault's (no JSON object)`, {
        hint: errors/* notVault */.al,
    });
}
/** The secret in a reply. A reply without `data` (a 204, an empty KV entry) has no values. */
function toSecret(reply) {
    const data = object((0,vault_json/* own */.ZV)(reply, 'data'));
    const id = reply_text((0,vault_json/* own */.ZV)(reply, 'lease_id'));
    const lease = id === '' ? undefined : { id, seconds: reply_number((0,vault_json/* own */.ZV)(reply, 'lease_duration')), renewable: (0,vault_json/* own */.ZV)(reply, 'renewable') === true };
    const isSts = typeof (0,vault_json/* own */.ZV)(data, 'access_key') === 'string' && [(0,vault_json/* own */.ZV)(data, 'session_token'), (0,vault_json/* own */.ZV)(data, 'security_token')].some(Boolean);
    return { values: isKv2(data) ? object((0,vault_json/* own */.ZV)(data, 'data')) : data, lease, sts: isSts, carriesAuth: (0,vault_json/* isObject */.Gv)((0,vault_json/* own */.ZV)(reply, 'auth')) };
}
/** The login in a reply. Throws ERR_LOGIN where there is no token: Vault answers so when it wants a second factor. */
function toAuth(reply) {
    const auth = object((0,vault_json/* own */.ZV)(reply, 'auth'));
    const token = reply_text((0,vault_json/* own */.ZV)(auth, 'client_token'));
    if (token === '') {
        throw (0,vault_json/* own */.ZV)(auth, 'mfa_requirement')
            ? new src_failure/* Failure */.H('ERR_LOGIN', 'the login wants a second factor (MFA), which a job cannot give', {
                hint: 'Exclude this auth mount or role from the login enforcement in Vault (identity/mfa/login-enforcement).',
            })
            : new src_failure/* Failure */.H('ERR_REPLY', 'the login was answered without a token', { hint: 'Check `path`: is it the mount of an auth method?' });
    }
    return {
        token,
        kind: (0,vault_json/* own */.ZV)(auth, 'token_type') === 'batch' ? 'batch' : 'service',
        seconds: reply_number((0,vault_json/* own */.ZV)(auth, 'lease_duration')),
        renewable: (0,vault_json/* own */.ZV)(auth, 'renewable') === true,
        policies: list((0,vault_json/* own */.ZV)(auth, 'policies')).filter((policy) => typeof policy === 'string'),
        uses: reply_number((0,vault_json/* own */.ZV)(auth, 'num_uses')),
    };
}
/** KV version 2 wraps what was stored: `data.data` beside `data.metadata.version` (Vault's API page "kv/kv-v2"). */
function isKv2(data) {
    return (0,vault_json/* isObject */.Gv)((0,vault_json/* own */.ZV)(data, 'data')) && (0,vault_json/* own */.ZV)(object((0,vault_json/* own */.ZV)(data, 'metadata')), 'version') !== undefined;
}
const object = (value) => ((0,vault_json/* isObject */.Gv)(value) ? value : {});
const reply_text = (value) => (typeof value === 'string' ? value : '');
const reply_number = (value) => (typeof value === 'number' ? value : 0);
const list = (value) => (Array.isArray(value) ? value : []);

;// CONCATENATED MODULE: ./src/login/login.ts






/**
 * Exchanges credentials for a Vault token; one that the user has given is taken as it is. Every attempt takes fresh
 * credentials. The token is masked before this returns. Throws ERR_LOGIN with an explanation where Vault refuses, else what
 * the supplier or the network threw.
 */
async function logIn(plan, vault, surroundings) {
    if ('token' in plan.access) {
        surroundings.mask(plan.access.token);
        return { auth: { token: plan.access.token, kind: 'supplied', seconds: 0, renewable: false, policies: [], uses: 0 }, lost: false };
    }
    const { as, below, supply } = plan.access;
    let claims;
    const body = async () => {
        const credentials = await supply({ ...surroundings, vault });
        claims = credentials.claims;
        return credentials.body;
    };
    const path = ['auth', plan.mount, 'login', ...(below === undefined ? [] : [encodeURIComponent(below)])].join('/');
    const namespace = tokenNamespace(vault.connection());
    try {
        const { reply, lost } = await vault.call({ method: 'POST', path, namespace, body, repeatable: retry/* harmless */.Is });
        const auth = toAuth(reply);
        surroundings.mask(auth.token);
        return { auth, lost };
    }
    catch (error) {
        throw error instanceof src_failure/* Failure */.H ? explained(withLostToken(await withHealth(error, vault), plan), plan, as, claims) : error;
    }
}
/** Without a whole reply nobody knows whether Vault has made a token, and what is not known cannot be given back. */
function withLostToken(failure, { mount }) {
    const { code, message, status, words, hint } = failure;
    const mayHaveActed = failure.sent && message.startsWith(`POST auth/${mount}/login`) && [undefined, 502, 504].includes(status);
    // a page of somebody else's is not Vault's reply
    const isLost = ['ERR_CONNECT', 'ERR_TIMEOUT', 'ERR_UNAVAILABLE'].includes(code) || (code === 'ERR_REPLY' && hint !== errors/* notVault */.al);
    if (!mayHaveActed || !isLost)
        return failure;
    const lost = 'A token that Vault may have made all the same is known to nobody and lives until its time (the token_ttl of the role).';
    return new src_failure/* Failure */.H(code, message, {
        hint: [hint, lost].filter(Boolean).join('\n'),
        words,
        cause: failure,
        ...(status !== undefined && { status }),
    });
}
/** Only a refusal of Vault itself gets an explanation; a lost connection, a sealed server or a missing permission says enough. */
function explained(failure, { method, mount }, as, claims) {
    const isRefusal = ['ERR_DENIED', 'ERR_NOT_FOUND'].includes(failure.code) || (failure.code === 'ERR_REFUSED' && failure.words !== '');
    if (!isRefusal)
        return failure;
    const said = (0,errors/* plain */.pj)(failure.words) || `${failure.status ?? ''}`;
    return new src_failure/* Failure */.H('ERR_LOGIN', `Vault refused the login (method ${method.name}, mount ${mount}, ${as}): ${said}`, {
        hint: method.explain(failure, claims) ?? failure.hint,
        cause: failure,
    });
}

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
    return [...new Set(places.flatMap((place) => grants_listOf(leasePaths(tokenNamespace, place))))];
}
const grants_listOf = (paths) => (paths ? [paths.byBody, paths.byPath, paths.byRenewal] : []);
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
    const data = (0,vault_json/* own */.ZV)(reply, 'data');
    return Object.fromEntries(paths.map((path) => [path, mayUpdate((0,vault_json/* own */.ZV)((0,vault_json/* isObject */.Gv)(data) ? data : reply, path))]));
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

;// CONCATENATED MODULE: ./src/read.ts






/**
 * Sends all requests at once. Each lease is written down the moment its reply is there. With the first lease the grants
 * are asked for, while other replies are still on their way. All replies are awaited, even after one has failed, since
 * each may bring a lease. Throws one Failure for all that failed.
 */
async function readAll(plan, auth, vault, session) {
    let hangsOnToken = false;
    const lostReplies = [];
    let asking;
    const home = tokenNamespace(vault.connection());
    const namespace = vault.connection().namespace ?? '';
    // a lease whose reply was lost ends with our token, if it is in the same namespace
    const read = auth.kind === 'service' && namespace === home ? retry/* ownRead */.H8 : retry/* foreignRead */.fi;
    async function askOne(request) {
        const { method, path, body } = request;
        const repeatable = method === 'POST' ? retry/* write */.M9 : read;
        const { reply, lost } = await vault
            .call({ method, path, ...(body && { body }), token: auth.token, repeatable })
            .catch((error) => {
            throw repeatable.afterLoss ? error : withRisk(error, method, auth);
        });
        const secret = toSecret(reply);
        if (secret.lease) {
            const lease = leaseOf(secret.lease, request.path, namespace, secret.sts, Date.now());
            session.addLease(lease);
            // a token of limited use is kept for what was asked for, and for its own end
            if (!lease.sts && !asking && auth.uses === 0) {
                asking = ask();
                // awaited only when all replies are there: a failure before that must not count as unhandled
                asking.catch(() => undefined);
            }
        }
        if (lost)
            lostReplies.push(request.path);
        hangsOnToken ||= lost || secret.carriesAuth || (secret.lease !== undefined && !secret.sts);
        return { request, values: secret.values };
    }
    // what is read does not wait for this: a question without an answer is asked again when things are given back
    async function ask() {
        const places = [...plan.map((request) => placeOf(request.path, namespace)), ...(session.owed()?.leases ?? [])];
        try {
            session.setGrants(await askGrants(vault, auth.token, home, pathsToAsk(home, places), { repeatable: retry/* never */.Zm, replyMs: 2_000 }));
        }
        catch (error) {
            if (error instanceof src_failure/* Failure */.H && error.code === 'ERR_STATE')
                throw error;
        }
    }
    const settled = (request) => Promise.allSettled([askOne(request).catch((error) => passOver(request, error))]);
    /** What is in a folder is known once it is listed; nothing else waits for that. */
    async function askFolder(folder) {
        const { secretsIn } = await __nccwpck_require__.e(/* import() */ 683).then(__nccwpck_require__.bind(__nccwpck_require__, 683));
        try {
            return (await Promise.all((await secretsIn(folder, vault, auth.token)).map(settled))).flat();
        }
        catch (error) {
            return Promise.allSettled([Promise.reject((0,src_failure/* asFailure */.h)(error)).catch((reason) => passOver(folder, reason))]);
        }
    }
    const results = (await Promise.all(plan.map((request) => (request.folder ? askFolder(request) : settled(request))))).flat();
    await asking;
    if (auth.uses > 0)
        session.updateToken({ spent: vault.spent() });
    const failures = results.flatMap((result) => (result.status === 'rejected' ? [(0,src_failure/* asFailure */.h)(result.reason)] : []));
    if (failures.length > 0)
        throw together(failures);
    return { readings: results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : [])), hangsOnToken, lost: lostReplies };
}
/** A request that is not sent again, and whose reply did not come: nobody knows what Vault did. */
function withRisk(error, method, auth) {
    if (!(error instanceof src_failure/* Failure */.H) || !error.sent)
        return error;
    // a gateway that gives up (502, 504) does not say whether the server acted
    const isLost = ['ERR_CONNECT', 'ERR_TIMEOUT', 'ERR_REPLY'].includes(error.code) || (method === 'POST' && [502, 504].includes(error.status ?? 0));
    if (!isLost)
        return error;
    const end = auth.kind === 'service' ? 'ends with the token' : 'lives until its time, and nobody can end it earlier';
    const risk = `It was not sent again, since Vault may have acted: a lease that it made ${end}.`;
    return new src_failure/* Failure */.H(error.code, error.message, { hint: [error.hint, risk].filter(Boolean).join('\n'), cause: error });
}
/** A path where nothing is stored is passed over if all that is selected from it is optional. A 403 never is. */
function passOver(request, error) {
    const failure = (0,src_failure/* asFailure */.h)(error);
    const isMissing = failure.code === 'ERR_NOT_FOUND';
    const isOptional = request.entries.length > 0 && request.entries.every((entry) => entry.optional);
    if (isMissing && isOptional)
        return { request, values: undefined };
    // a stop or a defect is no matter of this one request
    if (!failure.message.startsWith(`${request.method} ${request.path}`))
        throw failure;
    const line = request.entries.find((entry) => !entry.optional || !isMissing)?.line ?? request.line;
    throw new src_failure/* Failure */.H(failure.code, `${request.input} line ${line}: ${failure.message}`, {
        hint: failure.hint,
        cause: failure,
    });
}
/** With so many failures, as a folder may have, one cause is behind them; more of them nobody reads. */
const maxTold = 50;
/** Several failures as one, without what is said twice: each path's own, and one hint where it fits all. */
function together(failures) {
    const first = failures.find((failure) => failure.code === 'ERR_CANCELLED') ?? failures[0];
    if (!first || failures.length === 1)
        return first ?? (0,src_failure/* asFailure */.h)(undefined);
    const said = new Set(failures.map(({ message, hint }) => (hint === undefined ? message : `${message}\n  ${hint.replaceAll('\n', '\n  ')}`)));
    const more = said.size > maxTold ? [`and ${said.size - maxTold} more`] : [];
    return new src_failure/* Failure */.H(first.code, [...said].slice(0, maxTold).concat(more).join('\n'), { cause: first });
}

;// CONCATENATED MODULE: ./src/select/decode.ts
/**
 * The value that a stored text stands for: text where its bytes are UTF-8, else the bytes. undefined where it does not stand
 * for anything in that encoding: lenient in form (line breaks, blanks, padding, alphabet, case), strict in meaning, so that a
 * secret stored otherwise than its entry says never becomes an empty or a shortened one.
 */
function main_decode(stored, encoding) {
    if (encoding === 'utf8')
        return stored;
    const bytes = encoding === 'base64' ? fromBase64(stored) : fromHex(stored);
    return bytes === undefined || bytes.length === 0 ? undefined : textOf(bytes);
}
/** Either alphabet of RFC 4648, with padding or without; never more padding than the last group lacks. */
function fromBase64(stored) {
    const text = stored
        .replace(/[ \t\r\n]+/g, '')
        .replaceAll('-', '+')
        .replaceAll('_', '/');
    const bytes = Buffer.from(text, 'base64');
    // Buffer skips what is no base64, stops at the first `=` and drops bits that make no byte: all this shows when it is written back
    const written = bytes.toString('base64');
    const digits = written.replace(/=+$/, '');
    return text.startsWith(digits) && written.startsWith(text) ? bytes : undefined;
}
/** Pairs of digits, with blanks and line breaks between pairs only. */
function fromHex(stored) {
    const runs = stored.split(/[ \t\r\n]+/);
    return runs.some((run) => run.length % 2 !== 0 || /[^0-9A-Fa-f]/.test(run)) ? undefined : Buffer.from(runs.join(''), 'hex');
}
/** A byte order mark is a part of the value like any other. */
function textOf(bytes) {
    try {
        return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    }
    catch {
        return bytes;
    }
}

;// CONCATENATED MODULE: ./src/select/find.ts


/** What JSONata cannot read otherwise than as a key: letters, digits, `_` and `-`. */
const plainKey = /^[\p{L}\p{N}_-]*$/u;
/**
 * The value that a selector means: the literal key first, then a dotted path through nested objects, own properties only,
 * then a JSONata expression. Undefined where none of them finds something; null counts as nothing.
 * Throws ERR_KEY where the selector is no expression either.
 */
async function find(values, selector) {
    if (Object.hasOwn(values, selector))
        return (0,vault_json/* own */.ZV)(values, selector) ?? undefined;
    const found = dotted(values, selector);
    if (found !== undefined)
        return found ?? undefined;
    return plainKey.test(selector) ? undefined : evaluate(values, selector);
}
function dotted(values, selector) {
    let at = values;
    for (const key of selector.split('.'))
        at = (0,vault_json/* isObject */.Gv)(at) ? (0,vault_json/* own */.ZV)(at, key) : undefined;
    return at;
}
/** JSONata is loaded here and only then: few selectors need it. */
async function evaluate(values, selector) {
    const { default: jsonata } = await __nccwpck_require__.e(/* import() */ 132).then(__nccwpck_require__.t.bind(__nccwpck_require__, 132, 23));
    try {
        const result = (await jsonata(selector).evaluate(values));
        return typeof result === 'function' ? undefined : (result ?? undefined);
    }
    catch (error) {
        // its messages may quote what it worked on; its codes are listed in JSONata's documentation
        const code = (0,vault_json/* isObject */.Gv)(error) && typeof error['code'] === 'string' ? ` (JSONata ${error['code']})` : '';
        throw new src_failure/* Failure */.H('ERR_KEY', `"${selector}" is no key there, and no expression${code}`, {
            hint: 'A key with other characters than letters, digits, _ and - is looked up as it stands. Expressions are JSONata.',
        });
    }
}

;// CONCATENATED MODULE: ./src/select/nearest.ts
/** The keys of a secret that are closest to one that is not there, three at most, for the error; never a value. */
function nearestKeys(values, selector) {
    // a key may be as long as a secret: what is compared is bounded
    const head = (text) => text.slice(0, 64).toLowerCase();
    return Object.keys(values)
        .map((key) => ({ key, distance: editDistance(head(key), head(selector)) }))
        .sort((a, b) => a.distance - b.distance)
        .slice(0, 3)
        .map(({ key }) => key);
}
/** Levenshtein's distance, one row at a time; names are short. */
function editDistance(a, b) {
    let row = Array.from({ length: b.length + 1 }, (_, i) => i);
    for (let i = 1; i <= a.length; i++) {
        const next = [i];
        for (let j = 1; j <= b.length; j++) {
            const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
            next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
        }
        row = next;
    }
    return row[b.length] ?? 0;
}

;// CONCATENATED MODULE: ./src/select/select.ts






/**
 * Selects every entry's values, in the order of the mapping.
 * @param onMissing told of each optional entry that is not there and has no default
 * Throws one ERR_KEY or ERR_DECODE with everything that is wrong.
 */
async function selectAll(readings, onMissing) {
    const failures = [];
    const selected = [];
    for (const { request, values } of readings) {
        for (const entry of request.entries) {
            try {
                const found = (values && (await select_select(values, entry))) ?? fallback(entry);
                if (found)
                    selected.push(...found);
                else if (entry.optional)
                    onMissing(request.path, entry, values ? `has no ${nameOf(entry)}` : 'nothing is stored there');
                else
                    throw new src_failure/* Failure */.H('ERR_KEY', `there is no ${nameOf(entry)}${nearby(values ?? {}, entry)}`);
            }
            catch (error) {
                const failure = (0,src_failure/* asFailure */.h)(error);
                const message = `${entry.input} line ${entry.line}: ${request.path}: ${failure.message}`;
                failures.push(failure.code === 'ERR_INTERNAL' ? failure : new src_failure/* Failure */.H(failure.code, message, { hint: failure.hint }));
            }
        }
    }
    const [first] = failures;
    if (first) {
        const hints = new Set(failures.map((failure) => failure.hint ?? '').filter(Boolean));
        const messages = failures.map((failure) => failure.message);
        throw new src_failure/* Failure */.H(first.code, messages.join('\n'), { hint: [...hints, 'Nothing was exported.'].join('\n') });
    }
    return selected.toSorted((a, b) => a.entry.order - b.entry.order);
}
/** What an entry selects; undefined where its key is not there. A wildcard selects any number. */
async function select_select(values, entry) {
    if (entry.kind === 'key') {
        const value = await find(values, entry.selector);
        return value === undefined ? undefined : [selectedFor(value, entry, namesOf(entry), entry.selector)];
    }
    const found = Object.entries(values).filter(([, value]) => value !== null);
    if (found.length === 0)
        return undefined;
    return found.map(([key, value]) => selectedFor(value, entry, wildcardNames(key, entry.prefix, entry.upperCase), key));
}
function selectedFor(found, entry, names, key) {
    const stored = entry.kind === 'key' && entry.lines && Array.isArray(found) ? found.map(vault_json/* toText */.fE).join('\n') : (0,vault_json/* toText */.fE)(found);
    const value = main_decode(stored, entry.encoding);
    if (value === undefined)
        throw new src_failure/* Failure */.H('ERR_DECODE', `the value of "${key}" is not ${entry.encoding}`);
    if (typeof value !== 'string' && !entry.file) {
        throw new src_failure/* Failure */.H('ERR_DECODE', `the value of "${key}" is no text but bytes`, { hint: 'Bytes can go into a file: add the flag file.' });
    }
    return { ...names, stored, value, entry };
}
/** The default of an entry, as it is written: it stands in the workflow for all to read, so it is not masked. */
function fallback(entry) {
    if (entry.kind !== 'key' || entry.fallback === undefined)
        return undefined;
    return [{ ...namesOf(entry), stored: entry.fallback, value: entry.fallback, entry: { ...entry, masking: 'none' } }];
}
const namesOf = ({ output, variable }) => ({ output, variable });
const nameOf = (entry) => (entry.kind === 'key' ? `key "${entry.selector}"` : 'key at all');
function nearby(values, entry) {
    if (entry.kind !== 'key')
        return '';
    const near = nearestKeys(values, entry.selector);
    return near.length > 0 ? `; there is ${near.map((key) => `"${key}"`).join(', ')}` : '; there are no keys at all';
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
    for (const folder of new Set(paths.map((path) => (0,external_node_path_namespaceObject.dirname)(path))))
        removeOwnFolder(folder, places);
    return { removed, gone, left };
}
/**
 * Later steps may have put a link where its folder was, and planted a path in a STATE_ variable: neither leads out of the
 * places.
 * @returns false where it was gone
 */
function removeFile(path, places) {
    const folder = (0,external_node_path_namespaceObject.dirname)(path);
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
    if (!(0,external_node_path_namespaceObject.basename)(folder).startsWith(ownFolderPrefix) || (0,external_node_path_namespaceObject.dirname)(folder) !== realPath(places.temp))
        return;
    try {
        (0,external_node_fs_.rmdirSync)(folder);
    }
    catch {
        // it holds what somebody else put there
    }
}

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
function keepsake_recall(text, env) {
    const [secrets, missing] = [new Set(), new Set()];
    const putBack = (_key, part) => {
        if (!isReference(part))
            return part;
        const text = keepsake_textOf(part, env);
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
    const given = longLived.map((name) => ({ name, ...keepsake_inputOf(name, env) })).filter(({ value }) => value !== '');
    const known = ({ exact, value }) => env['GITHUB_ACTION_PATH'] ? { text: value } : { sha256: digest(exact) };
    return new Map(given.map((input) => [input.value, { fromInput: input.name, ...known(input) }]));
}
/** The secret that a reference stands for; undefined where the input is another one by now. */
function keepsake_textOf(reference, env) {
    if ('text' in reference)
        return reference.text;
    const { exact, value } = keepsake_inputOf(reference.fromInput, env);
    return digest(exact) === reference.sha256 ? value : undefined;
}
/** An input as it was passed, and as the settings have it. */
function keepsake_inputOf(name, env) {
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
const state_parts_maxLength = 32 * 1024;
/** Together with the rest of the environment, all parts have to fit into what a process may be started with (2 MiB on Linux). */
const maxParts = 16;
/**
 * JSON of one line as the entries that hold it: one where it fits, else its parts, and last, under the key itself, how many
 * there are, so that a key is there only if all of its value is. Undefined above 512 KiB.
 */
function split(key, json) {
    if (json.length <= state_parts_maxLength)
        return [[key, json]];
    const parts = [];
    for (let at = 0; at < json.length; at += parts.at(-1)?.length ?? 0) {
        const part = json.slice(at, at + state_parts_maxLength);
        // half of a surrogate pair would not survive UTF-8
        parts.push(/[\uD800-\uDBFF]$/.test(part) && at + state_parts_maxLength < json.length ? part.slice(0, -1) : part);
    }
    if (parts.length > maxParts)
        return undefined;
    return [...parts.map((part, index) => [`${key}_part_${index + 1}`, part]), [key, JSON.stringify({ parts: parts.length })]];
}
/** The whole JSON of a key; undefined where a part is not there. */
function state_parts_join(key, state) {
    const head = state(key);
    const count = /^\{"parts":(\d{1,2})\}$/.exec(head ?? '')?.[1];
    if (count === undefined)
        return head;
    const parts = Array.from({ length: Number(count) }, (_, index) => state(`${key}_part_${index + 1}`));
    return parts.includes(undefined) ? undefined : parts.join('');
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
            setSecret(line);
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
var src_stop = __nccwpck_require__(123);
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
                        throw failures.size > 1 ? client_together(error, failures) : error;
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
function client_together(failure, failures) {
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

;// CONCATENATED MODULE: ./src/shorten.ts





/** Milliseconds that an end may be later than `maxTtl` from now without being too long: clocks and rounding. */
const slackMs = 5_000;
/**
 * Shortens our own token to `maxTtl` seconds with renew-self, for whose increment Vault takes any number (API page
 * "auth/token"). Never throws; a token that the user supplied keeps its time.
 */
async function shortenToken(session, vault, maxTtl) {
    const owed = session.owed();
    if (!owed || owed.token.kind === 'supplied' || !isLong(owed.token.expires, maxTtl))
        return nothing;
    const { token, connection } = owed;
    // every request with a token of limited use counts
    if (!token.renewable || token.uses > 0)
        return tooLong(undefined, token.expires);
    const call = { method: 'POST', path: 'auth/token/renew-self', namespace: tokenNamespace(connection), repeatable: retry/* harmless */.Is };
    try {
        const { reply } = await vault.call({ ...call, token: token.value, body: { increment: maxTtl } });
        const expires = Date.now() + secondsOf(reply['auth']) * 1_000;
        session.updateToken({ expires });
        // a periodic token takes its whole period again
        return isLong(expires, maxTtl) ? tooLong(undefined, expires) : { shortened: ['the token'], tooLong: [] };
    }
    catch (error) {
        return tooLong(undefined, token.expires, (0,src_failure/* asFailure */.h)(error));
    }
}
/** Shortens the leases that would outlive both `maxTtl` seconds and our token. Never throws. */
async function shortenLeases(session, vault, maxTtl) {
    const owed = session.owed();
    if (!owed)
        return nothing;
    // nothing ends STS credentials before their time, which is said elsewhere
    const long = owed.leases.filter((lease) => !lease.sts && isLong(endOf(lease, owed), maxTtl));
    const done = await Promise.all(long.map((lease) => shortenLease(lease, owed, vault, maxTtl)));
    return { shortened: done.flatMap(({ shortened }) => shortened), tooLong: done.flatMap((one) => one.tooLong) };
}
async function shortenLease(lease, { token }, vault, maxTtl) {
    if (!lease.renewable || token.uses > 0)
        return tooLong(lease, lease.expires);
    try {
        const expires = Date.now() + (await renewLease(vault, token.value, lease, maxTtl)) * 1_000;
        return isLong(expires, maxTtl) ? tooLong(lease, expires) : { shortened: [lease.path], tooLong: [] };
    }
    catch (error) {
        return tooLong(lease, lease.expires, (0,src_failure/* asFailure */.h)(error));
    }
}
const nothing = { shortened: [], tooLong: [] };
const tooLong = (lease, expires, failure) => ({
    shortened: [],
    tooLong: [{ lease, expires, failure }],
});
const isLong = (expires, maxTtl) => maxTtl > 0 && expires > Date.now() + maxTtl * 1_000 + slackMs;
const secondsOf = (auth) => typeof auth === 'object' && auth !== null && 'lease_duration' in auth ? Number(auth.lease_duration) : Number.NaN;

// EXTERNAL MODULE: ./node_modules/@actions/http-client/lib/proxy.js
var lib_proxy = __nccwpck_require__(783);
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

;// CONCATENATED MODULE: ./src/exchange.ts














/**
 * Main, from inputs to exports. What nobody needs any more is given back at once: everything after a failure, the token
 * where nothing hangs on it. Never throws.
 * @returns the exit code of the step: 0, 1 after a failure, 130 after a signal
 */
async function exchange(run) {
    try {
        const settings = await readSettings(run.env);
        const { hangsOnToken } = await readAndExport(settings, run);
        if (settings.revoke === 'false')
            leave(run);
        else if (!hangsOnToken)
            await settle(run, afterSuccess);
        return 0;
    }
    catch (thrown) {
        const failure = (0,src_failure/* asFailure */.h)(thrown);
        // whatever failed first, the runner gives a cancelled step little time
        const cancelled = [failure, run.stop.asked.reason].some((end) => end instanceof src_failure/* Failure */.H && end.code === 'ERR_CANCELLED');
        run.report.failed(failure);
        await settle(run, cancelled ? afterCancel : afterFailure);
        return cancelled ? 130 : 1;
    }
    finally {
        run.stop.clear();
        run.transport.close();
    }
}
async function readAndExport(settings, run) {
    const { report, session, stop } = run;
    stop.after(settings.timeout);
    report.network(settings.connection, proxyFor(new URL(settings.connection.urls[0]))?.name);
    const vault = createVault(settings.connection, run.transport, stop);
    const { auth, lost: loginLost } = await logIn(settings.login, vault, { ...run, mask: mask/* mask */.d });
    const connection = vault.connection();
    session.begin({ connection, token: owedToken(auth, settings), required: settings.revoke === 'required' });
    report.loggedIn(connection, settings.login, auth, loginLost);
    if (settings.revoke === 'required' && auth.kind === 'batch')
        throw endless('the login gave a batch token, which cannot be revoked');
    const shortening = shortenToken(session, vault, settings.maxTtl);
    const start = performance.now();
    const { readings, hangsOnToken, lost } = await readAll(settings.plan, auth, vault, session).finally(() => shortening);
    const leases = session.owed()?.leases ?? [];
    report.read(readings.length, performance.now() - start, leases, lost, settings.revoke !== 'false');
    const sts = leases.find((lease) => lease.sts);
    if (settings.revoke === 'required' && sts)
        throw endless(`nothing can end the AWS STS credentials of ${sts.path} before their time`);
    const shorteningLeases = shortenLeases(session, vault, settings.maxTtl);
    const selected = await selectAll(readings, (...missing) => {
        report.notFound(...missing);
    });
    const exports = planExports(selected);
    report.shortMasks(maskAll(exports, settings.minMaskLength));
    report.heldBack(exports);
    const shortenings = await Promise.all([shortening, shorteningLeases]);
    report.shortened(shortenings);
    stop.asked.throwIfAborted();
    const handedOn = allOrNothing(run.env, () => {
        const names = handOver(exports, createFiles(placesOf(run.env), session));
        if (settings.outputToken)
            outputToken(auth.token);
        if (settings.exportToken)
            exportToken(auth.token, connection);
        return names;
    });
    report.exported(handedOn);
    return { hangsOnToken: hangsOnToken || settings.exportToken || settings.outputToken };
}
/** What lives on: nobody gives it back, and nothing of it stays written down but the files, which end with the job. */
function leave({ session, report }) {
    report.leftAlive(session.owed());
    session.clear();
}
/** Until it is known better, every request of the plan has used the token up by one. */
const owedToken = (auth, { plan }) => ({
    value: auth.token,
    kind: auth.kind,
    expires: expiryOf(auth),
    renewable: auth.renewable,
    uses: auth.uses,
    spent: plan.length,
});
const endless = (why) => new src_failure/* Failure */.H('ERR_UNCONFIRMED', `revoke: required cannot be kept: ${why}`, {
    hint: 'Nothing was exported. Take what can be ended (a role with token_type=service, an iam_user role), or write revoke: true.',
});
/** Where Vault states no end, the token ends by revocation alone. */
const expiryOf = (auth) => (auth.seconds > 0 ? Date.now() + auth.seconds * 1_000 : Number.MAX_SAFE_INTEGER);
/** The Failure that a signal of the runner ends main with. */
const cancelled = (signal) => new src_failure/* Failure */.H('ERR_CANCELLED', `the step was asked to stop (${signal})`);

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

// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __nccwpck_require__(67);
var external_node_http_default = /*#__PURE__*/__nccwpck_require__.n(external_node_http_);
// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __nccwpck_require__(708);
var external_node_https_default = /*#__PURE__*/__nccwpck_require__.n(external_node_https_);
// EXTERNAL MODULE: ./node_modules/@actions/http-client/lib/index.js + 1 modules
var lib = __nccwpck_require__(820);
;// CONCATENATED MODULE: ./src/version.ts
/** The version of this action, as in package.json; a unit test keeps the two alike. */
const version = '0.1.0';

;// CONCATENATED MODULE: external "node:events"
const external_node_events_namespaceObject = require("node:events");
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __nccwpck_require__(30);
var external_node_net_default = /*#__PURE__*/__nccwpck_require__.n(external_node_net_);
;// CONCATENATED MODULE: external "node:tls"
const external_node_tls_namespaceObject = require("node:tls");
var external_node_tls_default = /*#__PURE__*/__nccwpck_require__.n(external_node_tls_namespaceObject);
// EXTERNAL MODULE: ./src/vault/lost-connection.ts
var lost_connection = __nccwpck_require__(389);
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
            const { certificateFailure } = await __nccwpck_require__.e(/* import() */ 240).then(__nccwpck_require__.bind(__nccwpck_require__, 240));
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
    const tunnel = proxy && (await (await __nccwpck_require__.e(/* import() */ 612).then(__nccwpck_require__.bind(__nccwpck_require__, 612))).openTunnel(proxy, `${url.hostname}:${port}`, signal));
    if (!secure)
        return tunnel ?? ready(external_node_net_default().connect({ host: hostOf(url), port }), 'connect', signal);
    return ready(external_node_tls_default().connect({ ...secure, port, ...(tunnel && { socket: tunnel }) }), 'secureConnect', signal);
}
async function ready(socket, event, signal) {
    try {
        await (0,external_node_events_namespaceObject.once)(socket, event, { signal });
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
            ca: ca === undefined ? roots && [...roots] : connect_pemOf('caCertificate', ca),
            cert: certificate === undefined ? undefined : connect_pemOf('clientCertificate', certificate),
            key: key === undefined ? undefined : connect_pemOf('clientKey', key),
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
function connect_pemOf(input, text) {
    try {
        return (0,vault_pem/* readPem */.Je)(text);
    }
    catch (error) {
        if (error instanceof vault_pem/* NoPem */.yg)
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
        const { fillHeaders } = await __nccwpck_require__.e(/* import() */ 678).then(__nccwpck_require__.bind(__nccwpck_require__, 678));
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

;// CONCATENATED MODULE: ./src/main.ts






const stop = (0,src_stop/* createStop */.nN)();
// the runner cancels with SIGINT, and SIGTERM 7.5 s later
for (const signal of ['SIGINT', 'SIGTERM']) {
    process.on(signal, () => {
        stop.ask(cancelled(signal));
    });
}
void exchange({
    env: process.env,
    transport: withExtraHeaders(createHttpTransport(), process.env),
    session: createSession(process.env),
    report: createReport(process.env),
    stop,
}).then((exitCode) => {
    process.exitCode = exitCode;
});

})();

module.exports = __webpack_exports__;
/******/ })()
;