const require_common = require("./common.js");
let node_fs = require("node:fs");
let node_path = require("node:path");
// src/export/all-or-nothing.ts
function allOrNothing(env, write) {
	const before = [env["GITHUB_OUTPUT"], env["GITHUB_ENV"]].filter((path) => path !== void 0).map((path) => ({
		path,
		bytes: (0, node_fs.statSync)(path, { throwIfNoEntry: false })?.size ?? 0
	}));
	try {
		return write();
	} catch (error) {
		for (const { path, bytes } of before) cutTo(path, bytes);
		throw error;
	}
}
function cutTo(path, bytes) {
	try {
		(0, node_fs.truncateSync)(path, bytes);
	} catch {}
}
// src/export/export.ts
const maxVariable = 32768;
const maxVariables = 524288;
function planExports(selected, token) {
	const skipped = [];
	const allowed = (kind, name, why) => {
		if (why !== void 0) skipped.push({
			kind,
			name,
			why
		});
		return why === void 0 ? name : void 0;
	};
	let bytes = 0;
	const variableFor = ({ variable, value, entry }) => {
		if (!entry.toEnvironment) return void 0;
		const text = entry.file ? "" : String(value);
		const why = unfit(text, bytes + Buffer.byteLength(text));
		if (why !== void 0 && entry.kind === "key") throw new require_common.Failure("ERR_EXPORT", `${entry.input} line ${entry.line}: the variable "${variable}" ${why}`, { hint: "Give the entry the flag noenv and read the output, or the flag file." });
		const name = allowed("variable", variable, require_common.variableRefusal(variable, require_common.originOf(entry), token) ?? why);
		if (name !== void 0) bytes += Buffer.byteLength(text);
		return name;
	};
	const items = selected.map((one) => ({
		...one,
		output: allowed("output", one.output, require_common.outputRefusal(one.output, token)),
		variable: variableFor(one)
	}));
	return {
		items,
		skipped,
		shadowed: shadowedNames(items)
	};
}
function unfit(text, allBytes) {
	if (text.includes("\0")) return "would contain NUL";
	if (Buffer.byteLength(text) > maxVariable) return `would be longer than ${maxVariable / 1024} KiB`;
	return allBytes > maxVariables ? `would make the environment larger than ${maxVariables / 1024} KiB` : void 0;
}
function shadowedNames(items) {
	const seen = new Set();
	const isSecond = ({ entry, output }) => {
		const group = entry.kind === "key" ? "" : `${entry.order} `;
		return output !== void 0 && seen.size === seen.add(`${group}${output.toLowerCase()}`).size;
	};
	return items.filter(isSecond).flatMap((item) => item.output ?? []);
}
function maskAll(exports, minLength) {
	const found = exports.items.map((item) => ({
		name: item.output ?? item.variable ?? "",
		...require_common.secretsOf({
			...item,
			masking: item.entry.masking
		}, minLength)
	}));
	const { masks, leftOut } = require_common.masksOf(found.flatMap(({ secrets }) => secrets));
	process.stdout.cork();
	try {
		for (const mask of masks) require_common.setSecret(mask);
		const namesOf = (which) => found.filter((one) => one[which]).map(({ name }) => name);
		return {
			short: namesOf("isShort"),
			unmasked: namesOf("isUnmasked"),
			leftOut
		};
	} finally {
		process.stdout.uncork();
	}
}
function handOver(exports, files, env) {
	const outputs = new Map();
	const variables = new Map();
	for (const { output, variable, value, entry } of exports.items) {
		const name = output ?? variable;
		if (name === void 0) continue;
		const text = entry.file ? files.write(name, entry.file.path, value) : String(value);
		if (output !== void 0) outputs.set(output, text);
		if (variable !== void 0) variables.set(variable, text);
	}
	hand(env, [...outputs, ["secrets", JSON.stringify(Object.fromEntries(outputs))]], variables);
	return {
		outputs: [...outputs.keys()],
		variables: [...variables.keys()]
	};
}
function outputToken(token, env) {
	hand(env, [["vault_token", token]]);
}
function exportToken(token, { urls: [url], namespace }, env) {
	const variables = [];
	for (const [name, value] of Object.entries({
		TOKEN: token,
		ADDR: url,
		NAMESPACE: namespace
	})) {
		if (value !== void 0 || env[`VAULT_${name}`]) variables.push([`VAULT_${name}`, value ?? ""]);
		if (env[`BAO_${name}`] !== void 0) variables.push([`BAO_${name}`, value ?? ""]);
	}
	hand(env, [], variables);
}
function hand(env, outputs, variables = []) {
	try {
		require_common.appendValues(env["GITHUB_OUTPUT"], outputs);
		require_common.appendValues(env["GITHUB_ENV"], variables);
	} catch (cause) {
		throw new require_common.Failure("ERR_STATE", "the runner's files for outputs and environment cannot be written", {
			hint: "Is the disk of the runner full?",
			cause
		});
	}
}
// src/export/files.ts
function createFiles(places, session) {
	let ownFolder;
	const ownNames = new Set();
	function ownPath(name) {
		if (places.temp === "") throw fileFailure("the runner gave no folder for files (RUNNER_TEMP)");
		ownFolder ??= (0, node_fs.mkdtempSync)((0, node_path.join)(require_common.realPath(places.temp), require_common.ownFolderPrefix));
		const fileName = unusedName(safeName(name), ownNames);
		ownNames.add(fileName.toLowerCase());
		return (0, node_path.join)(ownFolder, fileName);
	}
	return { write(name, path, content) {
		try {
			const file = path === void 0 ? ownPath(name) : chosenPath(path, places);
			(0, node_fs.mkdirSync)((0, node_path.dirname)(file), {
				recursive: true,
				mode: 448
			});
			if ((0, node_fs.lstatSync)(file, { throwIfNoEntry: false })) throw alreadyThere(file);
			session.addFile(file);
			fill(create(file, session), content);
			return file;
		} catch (error) {
			if (error instanceof require_common.Failure) throw error;
			throw fileFailure(`the file for "${name}" cannot be written: ${error.message}`, { cause: error });
		}
	} };
}
function chosenPath(path, places) {
	if (/\p{Cc}/u.test(path)) throw fileFailure(`the path ${JSON.stringify(path)} has control characters`);
	const file = realPathOfFile((0, node_path.resolve)(places.workspace, path));
	if (require_common.isInside(file, places)) return file;
	throw fileFailure(`the file ${path} would lie outside the workspace and RUNNER_TEMP`, { hint: `Its path is ${file}, links resolved. Give one below the workspace, or below runner.temp.` });
}
const realPathOfFile = (path) => (0, node_path.join)(require_common.realPath((0, node_path.dirname)(path)), (0, node_path.basename)(path));
function create(file, session) {
	try {
		return (0, node_fs.openSync)(file, "wx", 384);
	} catch (error) {
		session.dropFile(file);
		throw error;
	}
}
function fill(descriptor, content) {
	try {
		(0, node_fs.writeFileSync)(descriptor, content);
	} finally {
		(0, node_fs.closeSync)(descriptor);
	}
}
const safeName = (name) => name.slice(0, 100).replace(/[^\w.-]/g, "_").replace(/^$|\.+$/, "_");
function unusedName(name, taken) {
	let unused = name;
	for (let count = 2; taken.has(unused.toLowerCase()); count += 1) unused = `${count}-${name}`;
	return unused;
}
const alreadyThere = (file) => fileFailure(`the file ${file} exists already`, { hint: "Nothing is overwritten: take another path, or remove the file before this step." });
const fileFailure = (message, options = {}) => new require_common.Failure("ERR_FILE", message, options);
// src/read/read-all.ts
async function readAll(plan, auth, vault, session) {
	let needsToken = false;
	const lostReplies = [];
	let asking;
	const namespace = vault.connection().namespace ?? "";
	const uses = {
		requests: plan.filter((request) => !request.folder).length,
		lists: 0
	};
	const read = auth.kind === "service" && namespace === vault.home ? require_common.ownRead : require_common.foreignRead;
	async function askOne(request) {
		const { method, path, body } = request;
		const repeatable = method === "POST" ? require_common.write : read;
		const { reply, lost } = await vault.call({
			method,
			path,
			...body && { body },
			repeatable
		}).catch((error) => {
			throw repeatable.afterLoss ? error : withRisk(error, auth);
		});
		const secret = require_common.toSecret(reply);
		if (secret.lease) {
			const lease = require_common.leaseOf(secret.lease, request.path, namespace, secret.sts, require_common.now());
			session.addLease(lease);
			if (!lease.sts && !asking && auth.uses === 0) {
				asking = ask();
				asking.catch(() => void 0);
			}
		}
		if (lost) lostReplies.push(request.path);
		needsToken ||= lost || secret.carriesAuth || secret.lease !== void 0 && !secret.sts;
		return {
			request,
			values: secret.values
		};
	}
	async function ask() {
		const places = [...plan.map((request) => require_common.leasePlace(request.path, namespace)), ...session.revocable()?.leases ?? []];
		try {
			session.setGrants(await require_common.askGrants(vault, require_common.pathsToAsk(vault.home, places), {
				repeatable: require_common.never,
				replyMs: 2e3
			}));
		} catch (error) {
			if (error instanceof require_common.Failure && error.code === "ERR_STATE") throw error;
		}
	}
	const settled = (request) => Promise.allSettled([askOne(request).catch((error) => passOver(request, error))]);
	async function askFolder(folder) {
		const { secretsIn } = await Promise.resolve().then(() => require("./folder.js"));
		try {
			const requests = await secretsIn(folder, vault, uses);
			uses.requests += requests.length;
			if (auth.uses > 0) session.updateToken({ spent: uses.requests + uses.lists });
			return (await Promise.all(requests.map(settled))).flat();
		} catch (error) {
			return Promise.allSettled([Promise.reject(require_common.asFailure(error)).catch((reason) => passOver(folder, reason))]);
		}
	}
	const results = (await Promise.all(plan.map((request) => request.folder ? askFolder(request) : settled(request)))).flat();
	await asking;
	const spent = vault.spent(auth.token);
	if (auth.uses > 0) session.updateToken({ spent });
	const failures = results.flatMap((result) => result.status === "rejected" ? [require_common.asFailure(result.reason)] : []).map((failure) => require_common.withUses(failure, auth, uses, spent));
	if (failures.length > 0) throw combineFailures(failures);
	return {
		readings: results.flatMap((result) => result.status === "fulfilled" ? [result.value] : []),
		needsToken,
		lost: lostReplies
	};
}
function withRisk(error, auth) {
	if (!(error instanceof require_common.Failure) || !error.lost) return error;
	const risk = `It was not sent again, since Vault may have acted: a lease that it made ${auth.kind === "service" ? "ends with the token" : "lives until its time, and nobody can end it earlier"}.`;
	return error.with({ hint: [error.hint, risk].filter(Boolean).join("\n") });
}
function passOver(request, error) {
	const failure = require_common.asFailure(error);
	const isMissing = failure.code === "ERR_NOT_FOUND";
	const isOptional = request.entries.length > 0 && request.entries.every((entry) => entry.optional);
	if (isMissing && isOptional) return {
		request,
		values: void 0,
		missing: failure.message.replace(/^(?:GET|POST) \S+: (?:404 )?/, "")
	};
	if (!failure.message.startsWith(`${request.method} ${request.path}`)) throw failure;
	const line = request.entries.find((entry) => !entry.optional || !isMissing)?.line ?? request.line;
	throw failure.with({ message: `${request.input} line ${line}: ${failure.message}` });
}
const maxTold = 50;
function combineFailures(failures) {
	const first = failures.find((failure) => failure.code === "ERR_CANCELLED") ?? failures[0];
	if (!first || failures.length === 1) return first ?? require_common.asFailure(void 0);
	const hints = new Map();
	for (const { message, hint } of failures) hints.set(message, new Set([...hints.get(message) ?? [], ...hint?.split("\n") ?? []]));
	const said = [...hints].map(([message, lines]) => [message, ...lines].join("\n  "));
	const more = said.length > maxTold ? [`and ${said.length - maxTold} more`] : [];
	return new require_common.Failure(first.code, [...said.slice(0, maxTold), ...more].join("\n"), { cause: first });
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
	const written = bytes.toString("base64");
	const digits = written.replace(/=+$/, "");
	return text.startsWith(digits) && written.startsWith(text) ? bytes : void 0;
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
async function find(values, selector) {
	const found = Object.hasOwn(values, selector) ? require_common.own(values, selector) : dotted(values, selector);
	if (found !== void 0 || plainKey.test(selector)) return found;
	const { evaluate } = await Promise.resolve().then(() => require("./expression.js"));
	return evaluate(values, selector);
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
	for (const reading of readings) {
		const { request, values } = reading;
		for (const entry of request.entries) try {
			const found = values === void 0 ? reading.missing : await select(values, entry);
			const absence = typeof found === "string" ? found : void 0;
			const chosen = typeof found === "string" ? fallback(entry) : found;
			if (chosen) selected.push(...chosen);
			else if (entry.optional) onMissing(request.path, entry, absence ?? "");
			else if (entry.kind === "wildcard" || !entry.maybeAbsent) throw new require_common.Failure("ERR_KEY", absence ?? "");
		} catch (error) {
			const failure = require_common.asFailure(error);
			const message = `${entry.input} line ${entry.line}: ${request.path}: ${failure.message}`;
			failures.push(failure.code === "ERR_INTERNAL" ? failure : failure.with({ message }));
		}
	}
	const [first] = failures;
	if (first) {
		const hints = new Set(failures.map((failure) => failure.hint ?? "").filter(Boolean));
		const messages = failures.map((failure) => failure.message);
		throw new require_common.Failure(first.code, messages.join("\n"), { hint: [...hints, "Nothing was exported."].join("\n") });
	}
	return selected.toSorted((a, b) => a.entry.order - b.entry.order);
}
async function select(values, entry) {
	if (entry.kind === "key") {
		const value = await find(values, entry.selector);
		if (value === null) return `the value of "${entry.selector}" is null`;
		if (value === void 0 || entry.maybeAbsent && Array.isArray(value) && value.length === 0) return `there is no key "${entry.selector}"${nearby(values, entry.selector)}`;
		return [selectedFor(value, entry, namesOf(entry), entry.selector)];
	}
	const found = Object.entries(values).filter(([, value]) => value !== null);
	if (found.length === 0) return "there is no key at all";
	return found.map(([key, value]) => selectedFor(value, entry, require_common.wildcardNames(key, entry.prefix, entry.upperCase), key));
}
function selectedFor(found, entry, names, key) {
	const stored = entry.kind === "key" && entry.lines && Array.isArray(found) ? found.map(require_common.toText).join("\n") : require_common.toText(found);
	const value = decode(stored, entry.encoding);
	if (value === void 0) throw new require_common.Failure("ERR_DECODE", `the value of "${key}" is not ${entry.encoding}`);
	if (typeof value !== "string" && !entry.file) throw new require_common.Failure("ERR_DECODE", `the value of "${key}" is no text but bytes`, { hint: "Bytes can go into a file: add the flag file." });
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
	return near.length > 0 ? `; there is ${near.map((key) => `"${key}"`).join(", ")}` : "; there are no keys at all";
}
// src/revoke/shorten.ts
const slackMs = 5e3;
async function shortenToken(session, vault, maxTtl) {
	const revocable = session.revocable();
	if (!revocable || revocable.token.kind === "supplied" || !isLong(revocable.token.expires, maxTtl)) return nothing;
	const { token } = revocable;
	if (!token.renewable || token.uses > 0) return tooLong(void 0, token.expires);
	const call = {
		method: "POST",
		path: "auth/token/renew-self",
		namespace: vault.home,
		repeatable: require_common.harmless
	};
	try {
		const { reply } = await vault.call({
			...call,
			body: { increment: maxTtl }
		});
		const seconds = require_common.durationOf(require_common.isObject$1(reply["auth"]) ? reply["auth"] : {});
		if (seconds === void 0) return tooLong(void 0, token.expires, withoutEnd("POST auth/token/renew-self"));
		const expires = require_common.after(require_common.now(), seconds);
		session.updateToken({ expires });
		return isLong(expires, maxTtl) ? tooLong(void 0, expires) : {
			shortened: ["the token"],
			tooLong: []
		};
	} catch (error) {
		const failure = require_common.asFailure(error);
		if (failure.code === "ERR_STATE") throw failure;
		return tooLong(void 0, token.expires, failure);
	}
}
async function shortenLeases(session, vault, maxTtl) {
	const revocable = session.revocable();
	if (!revocable) return nothing;
	const long = revocable.leases.filter((lease) => !lease.sts && isLong(require_common.leaseExpiry(lease, revocable), maxTtl));
	const done = (await Promise.allSettled(long.map((lease) => shortenLease(lease, revocable, session, vault, maxTtl)))).map((result) => {
		if (result.status === "rejected") throw result.reason;
		return result.value;
	});
	return {
		shortened: done.flatMap(({ shortened }) => shortened),
		tooLong: done.flatMap((one) => one.tooLong)
	};
}
async function shortenLease(lease, { token }, session, vault, maxTtl) {
	if (!lease.renewable || token.uses > 0) return tooLong(lease, lease.expires);
	try {
		const seconds = await require_common.renewLease(vault, lease, maxTtl);
		if (seconds === void 0) return tooLong(lease, lease.expires, withoutEnd("PUT sys/leases/renew"));
		const expires = require_common.after(require_common.now(), seconds);
		session.updateLease(lease, { expires });
		return isLong(expires, maxTtl) ? tooLong(lease, expires) : {
			shortened: [lease.path],
			tooLong: []
		};
	} catch (error) {
		const failure = require_common.asFailure(error);
		if (failure.code === "ERR_STATE") throw failure;
		return tooLong(lease, lease.expires, failure);
	}
}
const withoutEnd = (asked) => new require_common.Failure("ERR_REPLY", `${asked}: the reply does not say how long it lives`);
const nothing = {
	shortened: [],
	tooLong: []
};
const tooLong = (lease, expires, failure) => ({
	shortened: [],
	tooLong: [{
		lease,
		expires,
		failure
	}]
});
const isLong = (expires, maxTtl) => maxTtl > 0 && expires > require_common.now() + maxTtl * 1e3 + slackMs;
// src/run/deliver.ts
async function deliver(auth, client, settings, { env, report, session, stop }) {
	if (settings.revoke === "required" && auth.kind === "batch") throw unrevocable("the login gave a batch token, which cannot be revoked");
	const vault = require_common.withToken(client, auth.token);
	const shortening = shortenToken(session, vault, settings.maxTtl);
	shortening.catch(() => void 0);
	const start = performance.now();
	session.setReading(true);
	const { readings, needsToken, lost } = await readAll(settings.plan, auth, vault, session).finally(() => {
		session.setReading(false);
	}).finally(() => shortening);
	const leases = session.revocable()?.leases ?? [];
	report.read(readings.length, performance.now() - start, leases, lost, settings.revoke !== "false");
	const sts = leases.find((lease) => lease.sts);
	if (settings.revoke === "required" && sts) throw unrevocable(`nothing can end the AWS STS credentials of ${sts.path} before their time`);
	const shorteningLeases = shortenLeases(session, vault, settings.maxTtl);
	shorteningLeases.catch(() => void 0);
	const exports = await maskedExports(readings, settings, report).finally(() => shorteningLeases);
	const shortenings = await Promise.all([shortening, shorteningLeases]);
	report.shortened(shortenings);
	stop.asked.throwIfAborted();
	const handedOn = allOrNothing(env, () => {
		const names = handOver(exports, createFiles(require_common.jobDirectories(env), session), env);
		if (settings.outputToken) outputToken(auth.token, env);
		if (settings.exportToken) exportToken(auth.token, vault.connection(), env);
		return names;
	});
	report.exported(handedOn);
	return { needsToken: needsToken || settings.exportToken || settings.outputToken };
}
async function maskedExports(readings, settings, report) {
	const exports = planExports(await selectAll(readings, (...missing) => {
		report.notFound(...missing);
	}), settings);
	report.masked(maskAll(exports, settings.minMaskLength));
	report.notExported(exports);
	return exports;
}
const unrevocable = (why) => new require_common.Failure("ERR_UNCONFIRMED", `revoke: required cannot be kept: ${why}`, { hint: "Nothing was exported. Take what can be ended (a role with token_type=service, an iam_user role), or write revoke: true." });
exports.deliver = deliver;
