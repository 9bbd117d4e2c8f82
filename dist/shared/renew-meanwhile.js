const require_common = require("./common.js");
const require_renewal = require("./renewal.js");
// src/renew/current-token.ts
const lookupMs = 5e3;
function createCurrentToken(client, token, replace) {
	let current = require_common.withToken(client, token);
	let hasWorked = true;
	let isLost = false;
	let settling;
	async function settle(failure) {
		if (!await isInvalid(current)) return "valid";
		const next = await replace(failure, hasWorked);
		isLost = next === void 0;
		if (next === void 0) return "lost";
		current = require_common.withToken(client, next);
		hasWorked = false;
		return "replaced";
	}
	return {
		vault: () => current,
		accepted(vault) {
			if (vault === current) hasWorked = true;
		},
		rejected(vault, failure) {
			if (isLost) return Promise.resolve("lost");
			if (vault !== current) return Promise.resolve("replaced");
			settling ??= settle(failure).finally(() => {
				settling = void 0;
			});
			return settling;
		},
		isLost: () => isLost
	};
}
async function isInvalid(vault) {
	try {
		await vault.call({
			method: "GET",
			path: "auth/token/lookup-self",
			namespace: vault.tokenNamespace,
			repeatable: require_common.noRetry,
			replyMs: lookupMs
		});
		return false;
	} catch (error) {
		const failure = require_common.asFailure(error);
		if (failure.status === 403) return require_common.isTokenInvalid(failure);
		throw failure;
	}
}
// src/renew/schedule.ts
const renewalPart = 2 / 3;
const jitterPart = .1;
const shortestReplyMs = 1e3;
const longestReplyMs = 15e3;
const firstWaitMs = 500;
const longestWaitMs = 6e4;
const shortestWaitMs = 100;
const roundingMs = 1e3;
const renewalTime = (now, expires, random) => now + Math.max(0, expires - now) * renewalPart * (1 - jitterPart * random);
function incrementFor(issued, expires, limit, now) {
	const seconds = Math.min(issued, Math.floor((limit - now) / 1e3));
	return require_common.after(now, seconds) > expires + (seconds < issued ? roundingMs : 0) ? seconds : void 0;
}
const isCapped = (granted, requested) => requested - granted > Math.min(1, requested / 10);
const replyTimeout = (now, expires) => Math.round(Math.min(Math.max((expires - now) / 2, shortestReplyMs), longestReplyMs));
function retryWait(attempt, left, retryAfter, random) {
	const backoff = Math.min(firstWaitMs * 2 ** (attempt - 1), longestWaitMs, left / 3) * (.5 + random / 2);
	const asked = retryAfter * 1e3 < left ? retryAfter * 1e3 : 0;
	return Math.max(backoff, asked, shortestWaitMs);
}
// src/renew/keep-renewed.ts
const longestTimerMs = 864e5;
async function keepRenewed(credential, context) {
	const { token, record, random, stopRequested, state } = context;
	for (;;) {
		await pauseUntil(renewalTime(require_common.now(), credential.expires(), random()), stopRequested);
		if (!credential.isInUse() || token.isLost()) return;
		const obstacle = require_renewal.knownObstacle(credential.lease, state()) ?? await renewInTime(credential, context);
		if (obstacle) {
			record.ends(credential, obstacle);
			return;
		}
	}
}
async function renewInTime(credential, context) {
	const { slots, record, random, stopRequested } = context;
	const time = credential.expires() - require_common.now();
	for (let failures = 1;; failures++) {
		const result = await slots(() => attempt(credential, context), stopRequested);
		if (result?.kind !== "failed") return result;
		const left = credential.expires() - require_common.now();
		if (left <= 0) return result;
		if (left <= time / 2) record.ends(credential, result);
		await require_common.pause(retryWait(failures, left, result.failure.retryAfter ?? 0, random()), stopRequested);
	}
}
async function attempt(credential, context) {
	const { state, token, limit, stopRequested, record } = context;
	if (token.isLost()) return void 0;
	const seconds = incrementFor(credential.seconds, credential.expires(), limit, require_common.now());
	if (seconds === void 0) return { kind: "maxTtl" };
	const vault = token.vault();
	try {
		return await renewFor(seconds, credential, vault, context);
	} catch (error) {
		if (stopRequested.aborted) throw error;
		const failure = require_common.asFailure(error);
		if (require_common.mayHaveActed(failure)) record.save(() => {
			credential.saveLatestExpiry(require_common.after(require_common.now(), seconds));
		});
		const verdict = require_common.isTokenInvalid(failure) ? await token.rejected(vault, failure).catch(() => "unknown") : "valid";
		if (verdict === "lost" || !credential.isInUse()) return void 0;
		if (verdict === "replaced") return attempt(credential, context);
		return (verdict === "valid" ? require_renewal.refusedObstacle(failure, credential.lease, state()) : void 0) ?? {
			kind: "failed",
			failure
		};
	}
}
async function renewFor(seconds, credential, vault, { state, token, record }) {
	const sent = require_common.now();
	const limits = {
		repeatable: require_common.noRetry,
		replyMs: replyTimeout(sent, credential.expires())
	};
	const granted = await credential.renew(vault, seconds, limits);
	token.accepted(vault);
	const expires = require_common.after(sent, granted.seconds);
	record.renewed(credential, expires);
	return isCapped(granted.seconds, seconds) ? require_renewal.capOf(credential.lease, expires, granted.warnings, state()) : void 0;
}
async function pauseUntil(time, signal) {
	for (let left = time - require_common.now(); left > 0; left = time - require_common.now()) await require_common.pause(Math.min(left, longestTimerMs), signal);
}
// src/renew/record.ts
function createRenewalRecord(report) {
	const reported = new Set();
	const recovered = new Set();
	const renewals = new Map();
	let unsaved;
	function save(change) {
		try {
			change();
		} catch (error) {
			unsaved ??= require_common.asFailure(error);
		}
	}
	return {
		save,
		renewed(credential, expires) {
			save(() => {
				credential.setExpiry(expires);
			});
			renewals.set(credential, (renewals.get(credential) ?? 0) + 1);
			if (reported.delete(credential)) recovered.add(credential);
		},
		ends(credential, obstacle) {
			if (reported.has(credential)) return;
			reported.add(credential);
			report(credential, obstacle);
		},
		setReported: (credential) => reported.add(credential),
		isReported: (credential) => reported.has(credential),
		result() {
			const counts = (isLease) => [...renewals].flatMap(([{ lease }, count]) => lease !== void 0 === isLease ? [count] : []);
			const sum = (numbers) => numbers.reduce((total, count) => total + count, 0);
			return {
				tokenRenewals: sum(counts(false)),
				leaseRenewals: sum(counts(true)),
				leases: counts(true).length,
				recovered: [...recovered].filter((credential) => !reported.has(credential)).map(({ lease }) => lease),
				unsaved
			};
		}
	};
}
// src/renew/renew.ts
const maxConcurrent = 16;
function startRenewal(options) {
	const { session, revocable: first, maxTtl, startedAt, random = Math.random } = options;
	const record = createRenewalRecord(reportEnd);
	const stopping = new AbortController();
	const stop = {
		...options.stop,
		stopRequested: AbortSignal.any([options.stop.stopRequested, stopping.signal])
	};
	const state = () => session.revocable() ?? first;
	const client = require_common.createVault(first.connection, options.transport, stop);
	const token = createCurrentToken(client, first.token.value, replaceToken);
	const context = {
		state,
		token,
		record,
		limit: maxTtl > 0 ? require_common.after(startedAt, maxTtl) : require_common.noExpiry,
		slots: require_common.createConcurrencyLimit(maxConcurrent),
		stopRequested: stop.stopRequested,
		random
	};
	const active = new Map();
	let tokenInUse = require_renewal.tokenCredential(session, first);
	let isExported = options.exportsToken;
	startToken(tokenInUse);
	for (const lease of first.leases.filter(({ seconds }) => seconds > 0)) start(require_renewal.leaseCredential(session, lease));
	function start(credential) {
		const renewing = keepRenewed(credential, context).catch((error) => {
			if (!stop.stopRequested.aborted) record.ends(credential, {
				kind: "failed",
				failure: require_common.asFailure(error)
			});
		}).finally(() => active.delete(credential));
		active.set(credential, renewing);
	}
	function startToken(credential) {
		tokenInUse = credential;
		if (state().token.kind !== "supplied" && credential.seconds > 0) start(credential);
	}
	const leasesOfToken = () => state().leases.filter((lease) => !lease.sts && lease.expires > require_common.now() && endsWithToken(lease));
	const endsWithToken = (lease) => require_common.isRevokedWithToken(lease, state()) || state().token.kind === "supplied" && lease.namespace === token.vault().tokenNamespace;
	function reportEnd({ lease, expires }, obstacle) {
		const isToken = lease === void 0;
		if (isToken && state().token.kind === "batch" && !isExported) return;
		const renewed = new Set([...active.keys()].map((credential) => credential.lease?.id));
		const leases = isToken ? leasesOfToken().filter(({ id, expires: end }) => renewed.has(id) || end > expires()) : [];
		options.report.ends({
			lease,
			expires: expires(),
			obstacle,
			leases,
			isExported: isToken && isExported
		});
	}
	async function replaceToken(failure, hasWorked) {
		const { kind } = state().token;
		const others = [...active.keys()].flatMap(({ lease }) => lease && !lease.sts && !endsWithToken(lease) ? [lease] : []);
		const loss = {
			failure,
			kind,
			ended: leasesOfToken(),
			others,
			isExported,
			isExpected: record.isReported(tokenInUse)
		};
		for (const credential of active.keys()) if (credential.lease && !credential.lease.sts && endsWithToken(credential.lease)) record.setReported(credential);
		isExported = false;
		const login = hasWorked && kind !== "supplied" && others.length > 0 ? await logInAgain() : void 0;
		options.report.tokenLost({
			...loss,
			login: login instanceof require_common.Failure || login === void 0 ? login : "done"
		});
		return typeof login === "string" ? login : void 0;
	}
	async function logInAgain() {
		try {
			const { auth, grant } = await options.logIn(client, stop);
			record.save(() => {
				session.updateToken(require_common.revocableToken(auth, 0));
			});
			session.addLogin(grant);
			startToken(require_renewal.tokenCredential(session, state()));
			return auth.token;
		} catch (error) {
			return stop.stopRequested.aborted ? void 0 : require_common.asFailure(error);
		}
	}
	return { async stop() {
		stopping.abort(new require_common.Failure("ERR_CANCELLED", "the command has ended"));
		while (active.size > 0) await Promise.all(active.values());
		return record.result();
	} };
}
// src/run/renew-meanwhile.ts
function renewMeanwhile(revocable, settings, run, between) {
	const { session, transport, stop } = run;
	const report = require_renewal.createRenewalReport(between);
	const maskBetween = (secret) => {
		between(() => {
			require_common.mask(secret);
		});
	};
	const renewal = startRenewal({
		session,
		revocable,
		transport,
		stop,
		async logIn(vault, renewalStop) {
			const login = await require_common.logIn(settings.login, vault, {
				...run,
				stop: renewalStop,
				mask: maskBetween
			});
			return {
				auth: login.auth,
				grant: require_common.loginGrant(settings.login, login)
			};
		},
		maxTtl: settings.maxTtl,
		startedAt: performance.timeOrigin,
		exportsToken: settings.exportToken,
		report
	});
	return async () => {
		report.renewed(await renewal.stop());
	};
}
exports.renewMeanwhile = renewMeanwhile;
