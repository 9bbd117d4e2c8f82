const require_common = require("./common.js");
const require_session = require("./session.js");
const require_connection = require("./connection.js");
// src/vault/lease-revocation.ts
const revokeMs = 3e4;
const firstLookupMs = 1100;
const lookupBackoff = 1.5;
async function revokeLease(vault, lease, form) {
	await vault.call({
		...revocationCall(lease, form),
		replyMs: revokeMs,
		repeatable: require_common.revocation
	});
}
async function queueRevocation(vault, lease, form) {
	const { body, ...call } = revocationCall(lease, form);
	await vault.call({
		...call,
		body: {
			...body,
			sync: false
		},
		repeatable: require_common.revocation
	});
}
function revocationCall(lease, form) {
	const id = require_common.encodePath(lease.id);
	return {
		method: "PUT",
		path: form === "by path" ? `sys/leases/revoke/${id}` : "sys/leases/revoke",
		namespace: lease.namespace,
		body: form === "by path" ? {} : { lease_id: lease.id }
	};
}
async function expireByRenewal(vault, lease) {
	try {
		await vault.call({
			...require_common.leaseRenewal(lease, 1),
			repeatable: require_common.revocation
		});
	} catch (error) {
		if (error instanceof require_common.Failure && error.status === 403 || await exists(vault, lease).catch(() => true)) throw error;
		return;
	}
	for (let wait = firstLookupMs;; wait *= lookupBackoff) {
		await vault.pause(wait);
		if (!await exists(vault, lease)) return;
	}
}
async function exists(vault, lease) {
	try {
		const body = { lease_id: lease.id };
		await vault.call({
			method: "PUT",
			path: "sys/leases/lookup",
			namespace: lease.namespace,
			body,
			repeatable: require_common.revocation
		});
		return true;
	} catch (error) {
		if (error instanceof require_common.Failure && error.status === 400) return false;
		throw error;
	}
}
// src/revoke/revoke-lease.ts
function methodsFor(lease, revocable, { grants, failure }) {
	const paths = require_common.leasePaths(require_connection.tokenNamespace(revocable.connection), lease);
	const granted = (path) => path === void 0 ? void 0 : grants[path];
	const isUnknown = granted(paths?.byPath) === void 0 && (!failure || failure.status === 403);
	if (granted(paths?.byPath)) return ["by path"];
	if (granted(paths?.byBody)) return ["by body"];
	const renewal = lease.renewable && granted(paths?.byRenewal) !== false && (revocable.required || !require_session.isRevokedWithToken(lease, revocable));
	return [...isUnknown ? ["by path", "by body"] : [], ...renewal ? ["by renewal"] : []];
}
async function revokeByFirstWay(lease, ways, vault) {
	let outcome = { kind: "no way" };
	for (const way of ways) try {
		await (way === "by renewal" ? expireByRenewal(vault, lease) : revokeLease(vault, lease, way));
		return {
			kind: "confirmed",
			way,
			at: require_common.now()
		};
	} catch (error) {
		const failure = require_common.asFailure(error);
		outcome = {
			kind: "failed",
			failure
		};
		if (failure.status === 403) continue;
		return way === "by renewal" || failure.status !== 400 ? outcome : await queueInVault(lease, way, failure, vault);
	}
	return outcome;
}
async function queueInVault(lease, form, failure, vault) {
	try {
		await queueRevocation(vault, lease, form);
		return {
			kind: "pending",
			failure
		};
	} catch {
		return {
			kind: "failed",
			failure
		};
	}
}
// src/revoke/revoke-leases.ts
async function revokeLeases(revocable, leases, vault) {
	const known = await grantsFor(revocable, vault, leases);
	const results = leases.map(async (lease) => {
		return {
			lease,
			...await revokeByFirstWay(lease, hasTooFewUses(revocable, leases) ? [] : methodsFor(lease, revocable, known), vault)
		};
	});
	return {
		results: await Promise.all(results),
		grantsFailure: known.failure
	};
}
const hasTooFewUses = ({ token }, leases) => token.uses > 0 && token.uses - token.spent < leases.length + 2;
async function grantsFor(revocable, vault, leases) {
	const grants = revocable.grants ?? {};
	const paths = require_common.pathsToAsk(require_connection.tokenNamespace(revocable.connection), leases).filter((path) => grants[path] === void 0);
	if (paths.length === 0) return { grants };
	if (hasTooFewUses(revocable, leases)) return {
		grants,
		failure: new require_common.Failure("ERR_REFUSED", "the limited-use token has too few uses left")
	};
	try {
		return { grants: {
			...grants,
			...await require_common.askGrants(vault, paths, { repeatable: require_common.idempotent })
		} };
	} catch (error) {
		return {
			grants,
			failure: require_common.asFailure(error)
		};
	}
}
exports.revokeLeases = revokeLeases;
