const require_common = require("./common.js");
let node_crypto = require("node:crypto");
// src/read/reader.ts
function createReader(plan, auth, vault, session, onRead) {
	const namespace = vault.connection().namespace ?? "";
	const repeatableRead = auth.kind === "service" && namespace === vault.tokenNamespace ? require_common.ownRead : require_common.otherTokenRead;
	const lostPaths = [];
	let needsToken = false;
	let grantsSaved;
	return {
		async read(request) {
			const { method, path, body } = request;
			const repeatable = method === "POST" ? require_common.write : repeatableRead;
			const response = await vault.call({
				method,
				path,
				...body && { body },
				repeatable
			}).catch((error) => {
				if (error instanceof require_common.Failure && error.lost) session.addDependent(lostResponse(path, namespace));
				throw repeatable.afterLoss ? error : withLostLeaseHint(error, auth);
			});
			const secret = require_common.toSecret(response.reply);
			if (secret.lease) {
				const lease = require_common.leaseOf(secret.lease, secret, path, namespace, require_common.now());
				session.addLease(lease);
				if (!lease.sts && !grantsSaved && auth.uses === 0) {
					grantsSaved = saveGrants(plan, vault, session, namespace);
					grantsSaved.catch(() => void 0);
				}
			}
			onRead(request, secret);
			if (response.lost) {
				lostPaths.push(path);
				session.addDependent(lostResponse(path, namespace));
			}
			if (secret.token) session.addDependent(tokenOf(secret.token, secret.requestId, path, namespace));
			needsToken ||= response.lost || secret.token !== void 0 || secret.lease !== void 0 && !secret.sts;
			return {
				request,
				values: secret.values
			};
		},
		async finish() {
			await grantsSaved;
			return {
				needsToken,
				lostPaths
			};
		}
	};
}
const lostResponse = (path, namespace) => ({
	kind: "lost",
	path,
	namespace,
	accessor: "",
	requestId: "",
	granted: require_common.now(),
	expires: require_common.noExpiry,
	orphan: false
});
const tokenOf = ({ accessor, seconds, orphan }, requestId, path, namespace) => ({
	kind: "token",
	path,
	namespace,
	accessor,
	requestId,
	granted: require_common.now(),
	orphan,
	expires: seconds > 0 ? require_common.after(require_common.now(), seconds) : require_common.noExpiry
});
async function saveGrants(plan, vault, session, namespace) {
	const places = [...plan.map((request) => require_common.leaseScope(request.path, namespace)), ...session.revocable()?.leases ?? []];
	try {
		session.setGrants(await require_common.askGrants(vault, require_common.pathsToAsk(vault.tokenNamespace, places), {
			repeatable: require_common.noRetry,
			replyMs: 2e3
		}));
	} catch (error) {
		if (error instanceof require_common.Failure && error.code === "ERR_STATE") throw error;
	}
}
function withLostLeaseHint(error, auth) {
	if (!(error instanceof require_common.Failure) || !error.lost) return error;
	const risk = `It was not sent again, because Vault may have processed it. If Vault created a lease, it ${auth.kind === "service" ? "is revoked with the token" : "expires after its TTL and cannot be revoked earlier"}.`;
	return error.with({ hint: [error.hint, risk].filter(Boolean).join("\n") });
}
// src/read/read-all.ts
async function readAll(plan, auth, vault, session, onRead = () => void 0) {
	const reader = createReader(plan, auth, vault, session, onRead);
	const uses = {
		requests: plan.filter((request) => !request.folder).length,
		lists: 0
	};
	const guessed = [];
	const readSecret = (request) => settle(request, () => reader.read(request));
	async function readFolder(folder) {
		const { secretsIn } = await Promise.resolve().then(() => require("./folder.js"));
		try {
			const requests = await secretsIn(folder, vault, uses, (path) => guessed.push(`${folder.input} line ${folder.line}: ${path}`));
			uses.requests += requests.length;
			if (auth.uses > 0) session.updateToken({ spent: uses.requests + uses.lists });
			return await Promise.all(requests.map(readSecret));
		} catch (error) {
			return [await settle(folder, () => Promise.reject(require_common.asFailure(error)))];
		}
	}
	const results = (await Promise.all(plan.map((request) => request.folder ? readFolder(request) : readSecret(request)))).flat();
	const { needsToken, lostPaths } = await reader.finish();
	const spent = vault.spent(auth.token);
	if (auth.uses > 0) session.updateToken({ spent });
	const failures = results.filter((result) => result instanceof require_common.Failure).map((failure) => require_common.withUsesHint(failure, auth, uses, spent));
	if (failures.length > 0) throw combineFailures(failures);
	return {
		readings: results.filter((result) => !(result instanceof require_common.Failure)),
		needsToken,
		lostPaths,
		guessed
	};
}
async function settle(request, read) {
	try {
		return await read();
	} catch (error) {
		const failure = require_common.asFailure(error);
		const isMissing = failure.code === "ERR_NOT_FOUND";
		const isOptional = request.entries.length > 0 && request.entries.every((entry) => entry.optional);
		if (isMissing && isOptional) return {
			request,
			values: void 0,
			missing: failure.message.replace(/^(?:GET|POST) \S+: (?:404 )?/, "")
		};
		if (![`${request.method} ${request.path}`, `${request.path}: `].some((start) => failure.message.startsWith(start))) return failure;
		const line = request.entries.find((entry) => !entry.optional || !isMissing)?.line ?? request.line;
		return failure.with({ message: `${request.input} line ${line}: ${failure.message}` });
	}
}
const maxFailures = 50;
function combineFailures(failures) {
	const first = failures.find((failure) => failure.code === "ERR_CANCELLED") ?? failures[0];
	if (!first || failures.length === 1) return first ?? require_common.asFailure(void 0);
	const messages = [...new Set(failures.map(({ message }) => message))];
	const shown = messages.slice(0, maxFailures);
	const more = messages.length - shown.length;
	const hints = failures.flatMap(({ message, hint }) => shown.includes(message) && hint ? hint.split("\n") : []);
	const hint = [...new Set(hints)].join("\n") || void 0;
	return new require_common.Failure(first.code, [...shown, ...more > 0 ? [`and ${more} more`] : []].join("\n"), {
		hint,
		cause: first
	});
}
// src/select/decode.ts
function decode(stored, encoding) {
	if (encoding === "utf8") return stored;
	const bytes = encoding === "base64" ? fromBase64(stored) : fromHex(stored);
	return bytes === void 0 || bytes.length === 0 ? void 0 : decodeText(bytes);
}
function fromBase64(stored) {
	const text = stored.replace(/[ \t\r\n]+/g, "").replaceAll("-", "+").replaceAll("_", "/");
	const bytes = Buffer.from(text, "base64");
	const encoded = bytes.toString("base64");
	const digits = encoded.replace(/=+$/, "");
	return text.startsWith(digits) && encoded.startsWith(text) ? bytes : void 0;
}
function fromHex(stored) {
	const runs = stored.split(/[ \t\r\n]+/);
	return runs.some((run) => run.length % 2 !== 0 || /[^0-9A-Fa-f]/.test(run)) ? void 0 : Buffer.from(runs.join(""), "hex");
}
function decodeText(bytes) {
	try {
		return new TextDecoder("utf-8", {
			fatal: true,
			ignoreBOM: true
		}).decode(bytes);
	} catch {
		return bytes;
	}
}
// src/select/find.ts
const plainKey = /^[\p{L}\p{N}_-]*$/u;
async function find(values, selector, optional) {
	const found = Object.hasOwn(values, selector) ? require_common.own(values, selector) : dotted(values, selector);
	if (found !== void 0 || plainKey.test(selector)) return found;
	const { evaluate } = await Promise.resolve().then(() => require("./expression.js"));
	return evaluate(values, selector, optional);
}
function dotted(values, selector) {
	let at = values;
	for (const key of selector.split(".")) at = require_common.isObject$1(at) ? require_common.own(at, key) : void 0;
	return at;
}
// src/select/nearest.ts
function nearestKeys(values, selector) {
	const head = (text) => text.slice(0, 64).toLowerCase();
	return Object.keys(values).map((key) => ({
		key,
		distance: editDistance(head(key), head(selector))
	})).sort((a, b) => a.distance - b.distance).slice(0, 3).map(({ key }) => key);
}
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
// src/select/select.ts
async function selectAll(readings, onMissing) {
	const failures = [];
	const selected = [];
	const skipped = new Map();
	const missing = (path, entry, absence) => {
		if (entry.optional) onMissing(path, entry, absence);
		else failures.push(located(new require_common.Failure("ERR_KEY", absence), path, entry));
	};
	for (const reading of readings) {
		const { request, values } = reading;
		for (const entry of request.entries) try {
			const found = values === void 0 ? reading.missing : await select(values, entry);
			const absence = typeof found === "string" ? found : void 0;
			const chosen = typeof found === "string" ? fallback(entry) : found;
			if (chosen) selected.push(...chosen);
			else if (entry.kind === "wildcard" && entry.maybeNone && values) skipped.set(entry.order, {
				path: request.path,
				entry
			});
			else if (entry.optional || entry.kind === "wildcard" || !entry.maybeAbsent) missing(request.path, entry, absence ?? "");
		} catch (error) {
			failures.push(located(require_common.asFailure(error), request.path, entry));
		}
	}
	for (const [order, { path, entry }] of skipped) if (!selected.some((one) => one.entry.order === order)) missing(path.replace(/[^/]*$/, ""), entry, `no secret of the folder has a key that matches "${entry.pattern}"`);
	const [first] = failures;
	if (first) {
		const hints = new Set(failures.map((failure) => failure.hint ?? "").filter(Boolean));
		const messages = failures.map((failure) => failure.message);
		throw new require_common.Failure(first.code, messages.join("\n"), { hint: [...hints, "Nothing was exported."].join("\n") });
	}
	return selected.toSorted((a, b) => a.entry.order - b.entry.order);
}
function located(failure, path, { input, line }) {
	return failure.code === "ERR_INTERNAL" ? failure : failure.with({ message: `${input} line ${line}: ${path}: ${failure.message}` });
}
async function select(values, entry) {
	if (entry.kind === "key") {
		const value = await find(values, entry.selector, entry.optional);
		if (value === null) return `the value of "${entry.selector}" is null`;
		if (value === void 0 || entry.maybeAbsent && Array.isArray(value) && value.length === 0) return `there is no key "${entry.selector}"${nearby(values, entry.selector)}`;
		return [selectedFor(value, entry, namesOf(entry), entry.selector)];
	}
	return selectMatching(values, entry);
}
function selectMatching(values, entry) {
	const { pattern, prefix, upperCase, asKey } = entry;
	const all = Object.entries(values).filter(([, value]) => value !== null);
	const same = asKey && all.find(([key]) => key === pattern);
	if (same) return [selectedFor(same[1], entry, asKey, pattern)];
	const found = all.filter(([key]) => require_common.matches(pattern, key));
	if (all.length === 0) return "the secret has no key with a value";
	if (found.length === 0) return `no key matches "${pattern}"${nearby(values, pattern)}`;
	return found.map(([key, value]) => selectedFor(value, entry, require_common.wildcardNames(key, prefix, upperCase), key));
}
function selectedFor(found, entry, names, key) {
	const stored = entry.kind === "key" && entry.joinsLines && Array.isArray(found) ? found.map(require_common.toText).join("\n") : require_common.toText(found);
	const value = decode(stored, entry.encoding);
	if (value === void 0) throw new require_common.Failure("ERR_DECODE", `the value of "${key}" is not ${entry.encoding}`);
	if (typeof value !== "string" && !entry.file) throw new require_common.Failure("ERR_DECODE", `the value of "${key}" is binary, not text`, { hint: "To write binary data to a file, add the flag file." });
	return {
		...names,
		stored,
		value,
		entry
	};
}
function fallback(entry) {
	if (entry.kind !== "key" || entry.fallback === void 0) return void 0;
	return [{
		...namesOf(entry),
		stored: entry.fallback,
		value: entry.fallback,
		entry: {
			...entry,
			masking: "none"
		}
	}];
}
const namesOf = ({ output, variable }) => ({
	output,
	variable
});
function nearby(values, selector) {
	const near = nearestKeys(values, selector);
	return near.length > 0 ? `; nearest keys: ${near.map((key) => `"${key}"`).join(", ")}` : "; the secret is empty";
}
// src/github-app/stored-signer.ts
const minimumBits = 2048;
async function storedSigner({ plan }, auth, vault, session) {
	const { readings } = await readAll(plan, auth, vault, session);
	const [selected] = await selectAll(readings, () => void 0);
	const value = selected?.value ?? "";
	const text = typeof value === "string" ? value : Buffer.from(value).toString("latin1");
	require_common.mask(text);
	const pem = pemOf(text);
	require_common.mask(pem);
	const key = keyOf(pem, `key: ${plan[0]?.path ?? ""}`);
	return (signed) => Promise.resolve((0, node_crypto.sign)("RSA-SHA256", Buffer.from(signed), key).toString("base64url"));
}
function pemOf(text) {
	return (text.includes("-----BEGIN") ? text : Buffer.from(text, "base64").toString("latin1")).replaceAll("\\n", "\n").trim();
}
function keyOf(pem, where) {
	let key;
	try {
		key = (0, node_crypto.createPrivateKey)(pem);
	} catch {
		throw new require_common.Failure("ERR_DECODE", `${where}: the value is not a private key in PEM`, { hint: "Store the .pem file that GitHub provided when the key of the App was created." });
	}
	if (key.asymmetricKeyType === "rsa" && (key.asymmetricKeyDetails?.modulusLength ?? 0) >= minimumBits) return key;
	throw new require_common.Failure("ERR_DECODE", `${where}: the value is not an RSA key of ${minimumBits} bits or more`, { hint: "GitHub creates the keys of Apps as RSA keys of 2048 bits." });
}
exports.storedSigner = storedSigner;
