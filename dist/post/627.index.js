"use strict";
exports.id = 627;
exports.ids = [627];
exports.modules = {

/***/ 627:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  fillHeaders: () => (/* binding */ fillHeaders)
});

// EXTERNAL MODULE: ./node_modules/@actions/core/lib/core.js + 12 modules
var core = __webpack_require__(143);
;// CONCATENATED MODULE: ./src/export/json-leaves.ts

/** A leaf of JSON shorter than this, in characters, is a word more often than a secret. */
const leastLeaf = 8;
/** A number with fewer digits is no secret by itself, even where every leaf is one. */
const leastDigits = 4;
/** What a line of indented JSON may consist of without telling anything. */
const structure = new Set(['{', '}', '[', ']', '{}', '[]', 'true', 'false', 'null']);
/** A JSON text's object or array; undefined for everything else, and for nesting too deep to be followed. */
function json_leaves_objectOrList(text) {
    // also a cheap look: most values are no JSON; \s has the byte order mark that JSON.parse refuses
    if (!/^\s*[[{]/.test(text))
        return undefined;
    try {
        return parseJson(text.trim());
    }
    catch {
        return undefined;
    }
}
/**
 * The leaves of JSON that are secrets by themselves; keys never are. Texts that are JSON again (a service account's key within
 * an object) are looked into, one level deep. A loop, since nesting may be deeper than the stack.
 */
function json_leaves_leavesOf(json, every) {
    const secret = new Set();
    const open = new Set(structure);
    const pending = [{ at: json, named: false, nested: false }];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
        const { at, named, nested } = next;
        if (typeof at === 'string') {
            const inner = nested ? undefined : json_leaves_objectOrList(at);
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
        else if (isObject(at)) {
            for (const [key, item] of Object.entries(at))
                pending.push({ at: item, named: isPublic(key), nested });
        }
        else if (every && toText(at).replace(/\D/g, '').length >= leastDigits) {
            secret.add(toText(at));
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

;// CONCATENATED MODULE: ./src/export/mask.ts


/** Registers a secret with the runner, line by line as it would be printed. */
function mask(secret) {
    for (const one of masksOfText(secret, 1).masks)
        (0,core/* setSecret */.Pq)(one);
}

;// CONCATENATED MODULE: ./src/extra-header-lines.ts
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

// EXTERNAL MODULE: ./src/failure.ts
var failure = __webpack_require__(633);
// EXTERNAL MODULE: ./src/stop.ts
var src_stop = __webpack_require__(123);
// EXTERNAL MODULE: ./src/vault/json.ts
var json = __webpack_require__(984);
// EXTERNAL MODULE: ./src/vault/errors.ts
var errors = __webpack_require__(73);
// EXTERNAL MODULE: ./src/vault/retry.ts
var retry = __webpack_require__(714);
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
function validate_isObject(input) {
  if (typeof input != "object" || input === null || Object.prototype.toString.call(input) !== "[object Object]")
    return !1;
  const prototype = Object.getPrototypeOf(input);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
function isJwkSet(input) {
  return validate_isObject(input) && Array.isArray(input.keys) && Array.from(input.keys).every(validate_isObject);
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
  if (!validate_isObject(parsed))
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
  if (!validate_isObject(parsed))
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
  if (!validate_isObject(claimsSet))
    throw new JWTInvalid("Invalid JWT Claims Set");
  return claimsSet;
}


;// CONCATENATED MODULE: ./src/login/claims.ts


/** The claims that a role is usually bound to, in the order they are shown. Source: GitHub's OIDC reference. */
const shown = (/* unused pure expression or super */ null && (['sub', 'aud', 'iss', 'repository', 'repository_id', 'ref', 'environment', 'job_workflow_ref', 'event_name']));
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

;// CONCATENATED MODULE: ./src/login/identity.ts






/** Milliseconds for one attempt at the OIDC endpoint. */
const replyMs = 10_000;
/** No cluster stands behind the endpoint that would need time to find a leader. */
const asking = { ...retry/* harmless */.Is, patience: retry/* harmless */.Is.attempts };
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
            const claims = claimsOf(jwt);
            checkJob(claims, env);
            return { jwt, claims };
        }
        catch (error) {
            if (!(error instanceof failure/* Failure */.H))
                throw error;
            const wait = (0,retry/* retryDelay */.a2)(error, asking, failed, Math.random());
            if (wait === undefined)
                throw error;
            await (0,src_stop/* pause */.v7)(wait, stop.asked);
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
        throw new failure/* Failure */.H('ERR_IDENTITY', 'ACTIONS_ID_TOKEN_REQUEST_URL is no address', {
            hint: 'The runner sets it; an earlier step must have overwritten it.',
        });
    }
    throw new failure/* Failure */.H('ERR_IDENTITY', 'this job may not have an OIDC token, so it cannot say who it is', {
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
        throw refused(reply.status, messageOf(reply.body), (0,errors/* secondsOf */.TM)(reply.header('retry-after')));
    const value = fieldOf(reply.body, 'value');
    if (value !== undefined && value !== '')
        return value;
    throw new failure/* Failure */.H('ERR_OIDC', 'the OIDC endpoint answered without a token');
}
/**
 * A refusal of the endpoint. "Can't issue ID_TOKEN for job in 'Pending' state" is a race of the platform with the start
 * of the job and passes within seconds; it is given the status of a busy server so that it is tried again.
 */
function refused(status, message, retryAfter) {
    const passing = status === 403 && /Can't issue ID_TOKEN/i.test(message);
    const code = passing || status === 429 || status >= 500 ? 'ERR_UNAVAILABLE' : 'ERR_OIDC';
    return new failure/* Failure */.H(code, `the OIDC endpoint refused a token: ${status}${message && ` ${message}`}`, {
        status: passing ? 503 : status,
        retryAfter,
    });
}
/** Without the permission a job's earlier step can plant an endpoint of its own and so another identity. */
function checkJob(claims, env) {
    const expected = { run_id: env['GITHUB_RUN_ID'], repository_id: env['GITHUB_REPOSITORY_ID'] };
    for (const [name, value] of Object.entries(expected)) {
        if (value === undefined || value === '' || textOf(claims[name] ?? '') === value)
            continue;
        throw new failure/* Failure */.H('ERR_IDENTITY', `the OIDC token is not this job's: ${name} is "${(0,errors/* clean */.uH)(textOf(claims[name] ?? ''))}", not "${value}"`, {
            hint: 'An earlier step may have planted ACTIONS_ID_TOKEN_REQUEST_URL. Add `permissions: id-token: write`, so that the runner sets it.',
        });
    }
}
function messageOf(body) {
    return (0,errors/* clean */.uH)(fieldOf(body, 'message') ?? '');
}
function fieldOf(body, name) {
    try {
        const reply = (0,json/* parseJson */.qF)(body);
        const value = (0,json/* isObject */.Gv)(reply) ? reply[name] : undefined;
        return typeof value === 'string' ? value : undefined;
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./src/extra-headers.ts



/**
 * The headers of `extraHeaders`, by lower-case name, with a fresh OIDC token of the runner in the place of each
 * `{oidc:AUDIENCE}`. All values are masked. Throws what `requestIdentity` throws.
 */
async function fillHeaders(text, surroundings) {
    const { headers } = readHeaderLines(text);
    const audiences = new Set(headers.flatMap(({ value }) => [...value.matchAll(placeholder)].map(([, audience = '']) => audience)));
    const tokens = new Map();
    for (const { value } of headers)
        for (const part of fixedParts(value))
            mask(part);
    await Promise.all([...audiences].map(async (audience) => {
        tokens.set(audience, (await requestIdentity(audience.trim(), { ...surroundings, mask: mask })).jwt);
    }));
    const filled = (value) => value.replace(placeholder, (_, audience) => tokens.get(audience) ?? '');
    return Object.fromEntries(headers.map(({ name, value }) => [name, filled(value)]));
}


/***/ })

};
;