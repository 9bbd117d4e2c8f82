const require_common = require("./common.js");
// src/aws/iam-user-keys.ts
const parts = ["access_key", "secret_key"];
const userKey = /^AKIA/;
function iamUserKeys({ entries }, { values, lease, sts }) {
	const [accessKeyId, secretAccessKey] = parts.map((part) => require_common.own(values, part));
	if (!lease || sts || typeof accessKeyId !== "string" || typeof secretAccessKey !== "string" || !userKey.test(accessKeyId)) return void 0;
	const isRead = (part) => entries.some((entry) => entry.kind === "wildcard" || entry.selector.includes(part));
	return parts.every(isRead) ? {
		accessKeyId,
		secretAccessKey
	} : void 0;
}
// src/run/aws-keys.ts
function createAwsKeysWait({ aws }, { env, transport, stop }) {
	const end = new AbortController();
	const signal = AbortSignal.any([stop.stopRequested, end.signal]);
	const waits = [];
	const wait = async (request, keys) => {
		try {
			const { waitForKeys } = await Promise.resolve().then(() => require("./wait-for-aws-keys.js"));
			return await waitForKeys(request, keys, {
				...aws,
				env,
				transport,
				signal
			});
		} catch (error) {
			return signal.aborted ? void 0 : {
				path: request.path,
				seconds: 0,
				problem: require_common.asFailure(error).message
			};
		}
	};
	return {
		onRead(request, secret) {
			const keys = iamUserKeys(request, secret);
			if (keys) waits.push(wait(request, keys));
		},
		async finish() {
			if (waits.length === 0) return;
			const { reportAwsKeys } = await Promise.resolve().then(() => require("./aws-keys.js"));
			reportAwsKeys((await Promise.all(waits)).filter((result) => result !== void 0));
		},
		[Symbol.dispose]() {
			end.abort(new require_common.Failure("ERR_CANCELLED", "the keys are not needed any more"));
		}
	};
}
exports.createAwsKeysWait = createAwsKeysWait;
