const require_common = require("./common.js");
const require_read_and_export = require("./read-and-export.js");
// src/renew/credential.ts
function tokenCredential(session, { token: { value, seconds, ...token } }) {
	let { expires } = token;
	return {
		lease: void 0,
		seconds,
		expires: () => expires,
		isInUse: () => session.revocable()?.token.value === value,
		renew: require_read_and_export.renewToken,
		setExpiry(changed) {
			expires = changed;
			session.updateToken({ expires });
		},
		saveLatestExpiry(latest) {
			session.updateToken({ expires: latest });
		}
	};
}
function leaseCredential(session, lease) {
	let { expires } = lease;
	return {
		lease,
		seconds: lease.seconds,
		expires: () => expires,
		isInUse: () => true,
		renew: (vault, seconds, limits) => require_read_and_export.renewLease(vault, lease, seconds, limits),
		setExpiry(changed) {
			expires = changed;
			session.updateLease(lease, { expires });
		},
		saveLatestExpiry(latest) {
			session.updateLease(lease, { expires: latest });
		}
	};
}
// src/renew/obstacles.ts
function knownObstacle(lease, { token, connection, grants }) {
	if (lease?.sts) return { kind: "sts" };
	if (!lease && token.kind === "batch") return { kind: "batch" };
	if (!(lease ?? token).renewable) return { kind: "not renewable" };
	if (token.uses > 0) return { kind: "uses" };
	const path = lease && require_common.leasePaths(require_common.tokenNamespace(connection), lease)?.byRenewal;
	return path !== void 0 && grants?.[path] === false ? {
		kind: "denied",
		path
	} : void 0;
}
const roundingMs = 2e3;
function capOf(lease, expires, warnings, { token }) {
	return lease && token.kind === "batch" && expires > token.expires - roundingMs ? { kind: "batch" } : {
		kind: "capped",
		warnings
	};
}
function refusedObstacle({ status, words }, lease, { connection }) {
	if (status === 403) return {
		kind: "denied",
		path: (lease ? require_common.leasePaths(require_common.tokenNamespace(connection), lease)?.byRenewal : "auth/token/renew-self") ?? "sys/leases/renew"
	};
	if (words.includes("past the max TTL")) return {
		kind: "capped",
		warnings: words
	};
	if (status !== 400) return void 0;
	if (/lease (is )?(not found|expired)|invalid lease/.test(words)) return { kind: "gone" };
	return /not renewable|cannot be renewed/.test(words) ? { kind: "not renewable" } : void 0;
}
// src/report/renewal-lines.ts
const maxNames = 10;
function endingLine({ lease, expires, obstacle, leases, isExported }) {
	const what = lease ? lease.path : "The token";
	if (obstacle.kind === "gone") return `${what} has ended: ${obstacleText(obstacle, lease)}.`;
	const when = `${expires > require_common.now() ? "ends" : "ended"} at ${timeOfDay(expires)}`;
	const dependent = namesOf(leases, isExported);
	return `${what} ${when}: ${obstacleText(obstacle, lease)}.${dependent === "" ? "" : ` These end with it: ${dependent}.`}`;
}
function tokenLossLines({ failure, kind, ended, others, login, isExported, isExpected }) {
	if (isExpected && (login === "done" || others.length === 0)) return [];
	const dependent = namesOf(ended, isExported);
	const rest = namesOf(others, false);
	return [
		`${kind === "supplied" ? "The token of the input `token`" : "The token"} is no longer valid: ${failure.message}.`,
		dependent === "" ? "" : `These end with it: ${dependent}.`,
		login instanceof require_common.Failure ? `The action could not log in again: ${login.message}.` : "",
		rest === "" ? "" : login === "done" ? `The action logged in again, and renews with the new token: ${rest}.` : `No longer renewed: ${rest}.`
	].filter(Boolean);
}
function renewedLine({ tokenRenewals, leaseRenewals, leases, recovered }) {
	const parts = [tokenRenewals > 0 ? `the token ${require_common.plural(tokenRenewals, "time")}` : "", leaseRenewals > 0 ? `${require_common.plural(leases, "lease")} ${require_common.plural(leaseRenewals, "time")}` : ""].filter(Boolean);
	if (parts.length === 0) return "";
	const again = recovered.length > 0 ? `. Renewed later: ${credentialsOf(recovered)}` : "";
	return `Renewed ${parts.join(" and ")} while the command ran${again}`;
}
function extendedLine({ extended }) {
	return extended.length === 0 ? "" : `TTL extended to minTtl: ${credentialsOf(extended)}`;
}
const tooShortLines = ({ tooShort }) => tooShort.map(tooShortLine);
function tooShortLine({ lease, expires, obstacle, tokenLimit }) {
	return `The TTL of ${lease ? `${lease.path} (${lease.id})` : "the token"} is shorter than minTtl: ${obstacle.kind === "capped" && tokenLimit ? `limited by ${tokenLimit} of its role` : obstacleText(obstacle, lease)}${obstacle.kind === "capped" && obstacle.warnings !== "" ? ` (${obstacle.warnings})` : ""}. The ${lease ? "lease" : "token"} ${require_common.formatExpiry(expires)}.`;
}
function obstacleText(obstacle, lease) {
	switch (obstacle.kind) {
		case "capped": return lease ? "limited by Vault's max_ttl of its role, or max_lease_ttl of its mount or of the system" : "limited by Vault's token_max_ttl of its role, or max_lease_ttl of its mount or of the system";
		case "maxTtl": return "limited by the input maxTtl";
		case "not renewable": return "Vault does not renew it";
		case "sts": return "AWS STS credentials cannot be renewed";
		case "batch": return lease ? "it lives no longer than its batch token" : "a batch token cannot be renewed";
		case "token": return "Vault revokes it when the token ends";
		case "uses": return "a renewal would take one of the uses of the token (token_num_uses of its role)";
		case "denied": return `no policy allows its renewal, add path "${obstacle.path}" { capabilities = ["update"] }`;
		case "gone": return "Vault does not have this lease any more";
		case "failed": return obstacle.failure.message;
	}
}
const namesOf = (leases, isExported) => require_common.listed([...isExported ? ["VAULT_TOKEN"] : [], ...leases.map(({ path }) => path)], maxNames);
const credentialsOf = (credentials) => {
	const names = credentials.map((lease) => lease?.path ?? "the token");
	return require_common.listed(names, maxNames);
};
const timeOfDay = (milliseconds) => `${new Date(milliseconds).toISOString().slice(11, 19)} UTC`;
// src/report/renewal.ts
const unexpected = [
	"denied",
	"gone",
	"failed"
];
function createRenewalReport(between) {
	return {
		ends(ending) {
			between(() => {
				(unexpected.includes(ending.obstacle.kind) ? require_common.warningOf : require_common.noticeOf)([endingLine(ending)]);
			});
		},
		tokenLost(loss) {
			const lines = tokenLossLines(loss);
			if (lines.length === 0) return;
			between(() => {
				require_common.warningOf(lines);
			});
		},
		renewed(result) {
			const line = renewedLine(result);
			if (line !== "") require_common.say(line);
			if (result.unsaved) require_common.noticeOf([`The renewals could not be saved for the post step: ${result.unsaved.message}`]);
		}
	};
}
function reportExtension(extension) {
	const line = extendedLine(extension);
	if (line !== "") require_common.say(line);
	require_common.noticeOf(tooShortLines(extension));
}
Object.defineProperty(exports, "capOf", {
	enumerable: true,
	get: function() {
		return capOf;
	}
});
Object.defineProperty(exports, "createRenewalReport", {
	enumerable: true,
	get: function() {
		return createRenewalReport;
	}
});
Object.defineProperty(exports, "knownObstacle", {
	enumerable: true,
	get: function() {
		return knownObstacle;
	}
});
Object.defineProperty(exports, "leaseCredential", {
	enumerable: true,
	get: function() {
		return leaseCredential;
	}
});
Object.defineProperty(exports, "refusedObstacle", {
	enumerable: true,
	get: function() {
		return refusedObstacle;
	}
});
Object.defineProperty(exports, "reportExtension", {
	enumerable: true,
	get: function() {
		return reportExtension;
	}
});
Object.defineProperty(exports, "tokenCredential", {
	enumerable: true,
	get: function() {
		return tokenCredential;
	}
});
