const require_common = require("./common.js");
const require_renewal = require("./renewal.js");
// src/renew/extend.ts
const slackMs = 5e3;
async function extend(session, vault, minTtl, needsToken) {
	const revocable = session.revocable();
	if (!revocable) return {
		extended: [],
		tooShort: []
	};
	const end = require_common.after(require_common.now(), minTtl) - slackMs;
	const all = [...needsToken && revocable.token.kind !== "supplied" ? [require_renewal.tokenCredential(session, revocable)] : [], ...revocable.leases.map((lease) => require_renewal.leaseCredential(session, lease))];
	const short = all.filter((credential) => credential.expires() < end);
	const tooShort = (await Promise.allSettled(short.map((credential) => extendOne(credential, revocable, vault, minTtl)))).flatMap((one) => {
		if (one.status === "rejected") throw one.reason;
		return one.value ?? [];
	});
	const named = new Set(tooShort.map(({ lease }) => lease));
	const endingWithToken = all.flatMap(({ lease }) => lease && !named.has(lease) ? endOfToken(lease, session, end) : []);
	const isTooShort = new Set([...named, ...endingWithToken.map(({ lease }) => lease)]);
	return {
		extended: short.map(({ lease }) => lease).filter((lease) => !isTooShort.has(lease)),
		tooShort: [...tooShort, ...endingWithToken]
	};
}
function endOfToken(lease, session, end) {
	const revocable = session.revocable();
	if (!revocable || lease.sts || !require_common.isRevokedWithToken(lease, revocable) || revocable.token.expires >= end) return [];
	return [{
		lease,
		expires: revocable.token.expires,
		obstacle: { kind: "token" },
		tokenLimit: void 0
	}];
}
async function extendOne(credential, revocable, vault, minTtl) {
	const { lease } = credential;
	const obstacle = require_renewal.knownObstacle(lease, revocable) ?? await renewFor(credential, revocable, vault, minTtl);
	if (!obstacle) return void 0;
	const tokenLimit = lease === void 0 && obstacle.kind === "capped" ? await tokenLimitOf(vault) : void 0;
	return {
		lease,
		expires: credential.expires(),
		obstacle,
		tokenLimit
	};
}
async function renewFor(credential, revocable, vault, minTtl) {
	const { lease } = credential;
	try {
		const { seconds, warnings } = await credential.renew(vault, minTtl, { repeatable: require_common.idempotent });
		const expires = require_common.after(require_common.now(), seconds);
		credential.setExpiry(expires);
		return seconds * 1e3 < minTtl * 1e3 - slackMs ? require_renewal.capOf(lease, expires, warnings, revocable) : void 0;
	} catch (error) {
		const failure = require_common.asFailure(error);
		if (failure.code === "ERR_STATE") throw failure;
		return require_renewal.refusedObstacle(failure, lease, revocable) ?? {
			kind: "failed",
			failure
		};
	}
}
async function tokenLimitOf(vault) {
	const call = {
		method: "GET",
		path: "auth/token/lookup-self",
		namespace: vault.tokenNamespace
	};
	const response = await vault.call({
		...call,
		repeatable: require_common.noRetry,
		replyMs: 2e3
	}).catch(() => void 0);
	const data = response && require_common.own(response.reply, "data");
	if (!require_common.isObject$1(data)) return void 0;
	const isSet = (key) => Number(require_common.own(data, key) ?? 0) > 0;
	return isSet("period") ? "token_period" : isSet("explicit_max_ttl") ? "token_explicit_max_ttl" : "token_max_ttl";
}
// src/run/extend-ttl.ts
async function extendTtl({ minTtl }, vault, needsToken, { session }) {
	require_renewal.reportExtension(await extend(session, vault, minTtl, needsToken));
}
exports.extendTtl = extendTtl;
