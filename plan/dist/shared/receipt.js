const require_common = require("./common.js");
const require_connection = require("./connection.js");
const require_session = require("./session.js");
// src/receipt/times.ts
const lastMoment = 864e13;
const isoTime = (milliseconds) => milliseconds !== void 0 && milliseconds > 0 && milliseconds <= lastMoment ? new Date(milliseconds).toISOString() : null;
// src/receipt/ends.ts
function leaseEnds(revocable, revocation) {
	if (!revocation) return (lease) => notEnded("revoke: false", require_session.leaseExpiry(lease, revocable));
	const failed = ({ lease, failure, expires }) => [lease, notEnded(failure ? "failed" : "denied", expires)];
	const ends = new Map([
		...revocation.confirmed.map(({ lease, way, at }) => [lease, confirmed(way, at)]),
		...revocation.withToken.map((lease) => [lease, withToken(revocation)]),
		...revocation.pending.map(({ lease, expires }) => [lease, {
			how: "in background",
			...unended,
			validUntil: isoTime(expires)
		}]),
		...revocation.expired.map((lease) => [lease, {
			how: "expired",
			...unended,
			at: isoTime(require_session.leaseExpiry(lease, revocable))
		}]),
		...revocation.sts.map((lease) => [lease, notEnded("sts", lease.expires)]),
		...revocation.left.map(failed)
	]);
	return (lease) => {
		const end = ends.get(lease) ?? notEnded("failed", require_session.leaseExpiry(lease, revocable));
		return mayBeEarlier.includes(end.how) ? earlierEnd(lease, revocable) ?? end : end;
	};
}
const mayBeEarlier = [
	"by path",
	"by body",
	"by renewal",
	"with token",
	"expired"
];
function earlierEnd(lease, { history }) {
	const earlier = history.ended.find(({ id, namespace }) => id === lease.id && namespace === lease.namespace);
	const way = [
		"by path",
		"by body",
		"by renewal"
	].find((known) => known === earlier?.how);
	return earlier && way && confirmed(way, earlier.at);
}
function tokenEnd({ token, history }, revocation) {
	if (!revocation) return notEnded("revoke: false", token.expires);
	if (revocation.token === "revoked") return confirmed("revoke-self", revocation.tokenAnswered);
	const earlier = history.ended.find(({ id }) => id === "");
	if (revocation.token === "gone") return earlier ? confirmed("revoke-self", earlier.at) : confirmed("gone", revocation.tokenAnswered);
	return notEnded(revocation.token === "batch" ? "batch token" : "failed", token.expires);
}
function dependentEnd({ orphan, expires }, { token }, revocation) {
	if (!revocation) return notEnded("revoke: false", expires);
	if (orphan) return notEnded("orphan", expires);
	if (token.kind === "supplied") return notEnded("supplied token", expires);
	return revocation.token === "revoked" || revocation.token === "gone" ? withToken(revocation) : notEnded("failed", expires);
}
const replacedAt = (at) => confirmed("gone", at);
const unended = {
	confirmed: false,
	at: null,
	validUntil: null,
	reason: null
};
const confirmed = (how, at) => ({
	how,
	...unended,
	confirmed: true,
	at: isoTime(at)
});
const withToken = ({ tokenAnswered }) => ({
	how: "with token",
	...unended,
	at: isoTime(tokenAnswered)
});
const notEnded = (reason, expires) => ({
	how: "none",
	...unended,
	validUntil: isoTime(expires),
	reason
});
// src/receipt/receipt.ts
const receiptSchema = "vault-exchange/receipt/v1";
// src/receipt/create-receipt.ts
function createReceipt(revocable, revocation, env) {
	const { connection, leases, history } = revocable;
	const [login] = history.logins;
	const endOf = leaseEnds(revocable, revocation);
	const children = history.dependents.filter(({ kind }) => kind === "token");
	return {
		schema: receiptSchema,
		correlationId: connection.correlationId,
		job: jobOf(env, login),
		vault: {
			url: connection.urls[0],
			namespace: connection.namespace ?? ""
		},
		login: login ? {
			method: login.method,
			mount: login.mount,
			role: orNull(login.role)
		} : null,
		grants: [
			...tokenGrants(revocable, revocation),
			...leases.map((lease) => leaseGrant(lease, endOf(lease))),
			...children.map((child) => childGrant(child, dependentEnd(child, revocable, revocation)))
		],
		unknown: unknownOf(revocable)
	};
}
const jobOf = (env, login) => ({
	runId: orNull(env["GITHUB_RUN_ID"]),
	attempt: orNull(env["GITHUB_RUN_ATTEMPT"]),
	job: orNull(env["GITHUB_JOB"]),
	checkRunId: orNull(login?.checkRunId),
	repository: orNull(env["GITHUB_REPOSITORY"]),
	workflowRef: orNull(env["GITHUB_WORKFLOW_REF"])
});
function tokenGrants(revocable, revocation) {
	const { token, history, connection } = revocable;
	const namespace = require_connection.tokenNamespace(connection);
	const logins = history.logins.filter(({ kind }) => kind !== "supplied");
	const ends = logins.map((_, index) => {
		const next = logins[index + 1];
		return next ? replacedAt(next.granted) : tokenEnd(revocable, revocation);
	});
	const known = logins.map(({ kind, mount, accessor, requestId, granted }, index) => ({
		kind: `${kind === "batch" ? "batch" : "service"} token`,
		path: `auth/${mount}/login`,
		namespace,
		accessor: orNull(accessor),
		leaseId: null,
		requestId: orNull(requestId),
		granted: isoTime(granted),
		end: ends[index] ?? tokenEnd(revocable, revocation)
	}));
	if (known.length > 0 || token.kind === "supplied") return known;
	const unknown = {
		path: "auth",
		namespace,
		accessor: null,
		leaseId: null,
		requestId: null,
		granted: null
	};
	return [{
		kind: `${token.kind} token`,
		...unknown,
		end: tokenEnd(revocable, revocation)
	}];
}
const leaseGrant = ({ id, prefix, path, namespace, sts, requestId, granted }, end) => ({
	kind: sts ? "sts" : "lease",
	path,
	namespace,
	accessor: null,
	leaseId: shortId(id, prefix),
	requestId: orNull(requestId),
	granted: isoTime(granted),
	end
});
function shortId(id, prefix) {
	const [random = "", ...suffix] = id.slice(prefix.length + 1).split(".");
	return `${prefix}/…${[random.slice(-4), ...suffix].join(".")}`;
}
const childGrant = ({ path, namespace, accessor, requestId, granted }, end) => ({
	kind: "child token",
	path,
	namespace,
	accessor: orNull(accessor),
	leaseId: null,
	requestId: orNull(requestId),
	granted: isoTime(granted),
	end
});
const unknownOf = ({ history }) => [
	...history.logins.filter(({ lost }) => lost).map(({ mount }) => ({
		kind: "login",
		path: `auth/${mount}/login`
	})),
	...history.dependents.filter(({ kind }) => kind === "lost").map(({ path }) => ({
		kind: "read",
		path
	})),
	...history.wasReading ? [{
		kind: "killed",
		path: null
	}] : []
];
const orNull = (text) => text === void 0 || text === "" ? null : text;
// src/receipt/summary.ts
const maxRowBytes = 524288;
const maxCell = 200;
const title = "### Credentials from Vault";
const header = "| path | kind | granted (UTC) | ended (UTC) | how | request id |\n| --- | --- | --- | --- | --- | --- |";
function summaryOf(receipt) {
	const rows = receipt.grants.map(rowOf);
	let bytes = 0;
	const shown = rows.filter((row) => (bytes += Buffer.byteLength(row)) <= maxRowBytes);
	const more = rows.length - shown.length;
	const notes = [
		...more > 0 ? [`${more} more in the log.`] : [],
		...new Set(receipt.unknown.map(noteOf)),
		`Correlation id in Vault's audit log: ${code(receipt.correlationId)}`
	];
	return [
		title,
		[header, ...shown].join("\n"),
		...notes
	].join("\n\n") + "\n";
}
function rowOf({ path, namespace, kind, granted, end, requestId, leaseId }) {
	const where = [
		code(path),
		namespace === "" ? "" : `namespace ${code(namespace)}`,
		leaseId === null ? "" : `lease ${code(leaseId)}`
	];
	const ended = end.how === "none" || end.how === "in background" ? expiry(end) : timeOf(end.at);
	return `| ${[
		where.filter(Boolean).join("<br>"),
		kinds[kind],
		timeOf(granted),
		ended,
		howOf(end),
		requestId === null ? "" : code(requestId)
	].join(" | ")} |`;
}
const kinds = {
	"service token": "token",
	"batch token": "batch token",
	"child token": "token of an entry",
	lease: "lease",
	sts: "AWS STS"
};
const ways = {
	"by path": "revoked, confirmed",
	"by body": "revoked, confirmed",
	"by renewal": "ended by renewal, confirmed",
	"revoke-self": "revoked, confirmed",
	"with token": "revoked with the token, not confirmed",
	"in background": "revocation failed, Vault repeats it",
	expired: "expired before",
	gone: "revoked or expired before"
};
const reasons = {
	sts: "cannot be revoked",
	"batch token": "cannot be revoked",
	orphan: "not revoked with the token, because it is an orphan",
	"supplied token": "not revoked, because the token of the input `token` is not",
	denied: "not revoked, no policy allows it",
	failed: "not revoked, the revocation failed",
	"revoke: false": "not revoked, because `revoke` is false"
};
const howOf = ({ how, reason }) => how === "none" ? reason === null ? "not revoked" : reasons[reason] : ways[how];
const expiry = ({ validUntil }) => validUntil === null ? "does not expire" : `expires by ${timeOf(validUntil)}`;
const timeOf = (time) => time === null ? "" : time.slice(0, 19).replace("T", " ");
function noteOf({ kind, path }) {
	if (kind === "login") return "The response of a login was lost. Vault may have created another token, which expires after the TTL of its role.";
	if (kind === "killed") return "The main step was killed while it read secrets. Vault may have created leases that are not in the table.";
	return `A response was lost: ${code(path ?? "")}. Vault may have created a lease that is not in the table.`;
}
function code(text) {
	const line = require_common.oneLine(text);
	return `<code>${(line.length > maxCell ? `${line.slice(0, maxCell)}…` : line).toWellFormed().replace(/[^\p{L}\p{N}\s/-]/gu, (character) => `&#${character.codePointAt(0) ?? 32};`)}</code>`;
}
// src/report/receipt.ts
function reportReceipt(revocable, revocation, env) {
	const receipt = createReceipt(revocable, revocation, env);
	require_common.startGroup("Receipt");
	require_common.say(JSON.stringify(receipt));
	require_common.endGroup();
	const path = env["GITHUB_STEP_SUMMARY"];
	if (!path) return;
	try {
		require_common.appendText(path, summaryOf(receipt));
	} catch {
		require_common.noticeOf(["The job summary could not be written. The log has the receipt."]);
	}
}
exports.reportReceipt = reportReceipt;
