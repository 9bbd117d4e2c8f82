const require_common = require("./common.js");
const require_caller_identity = require("./caller-identity.js");
const require_regions = require("./regions.js");
// src/aws/readiness.ts
const neededInRow = 3;
const maxUnreachable = 3;
const afterGoodMs = 500;
const afterRefusalMs = [
	500,
	1e3,
	2e3
];
const replyMs = 5e3;
async function waitUntilReady(path, credentials, options) {
	const { signal } = options;
	const maxMs = options.maxSeconds * 1e3;
	const start = performance.now();
	const elapsed = () => performance.now() - start;
	const result = (problem) => ({
		path,
		seconds: elapsed() / 1e3,
		problem
	});
	const sts = endpointOf(options);
	if (!sts) return result("AWS_ENDPOINT_URL_STS is not a valid URL");
	for (let good = 0, refused = 0, unreachable = 0;;) {
		const problem = await ask(sts, credentials, options, maxMs - elapsed());
		good = problem === void 0 ? good + 1 : 0;
		unreachable = problem?.isUnreachable ? unreachable + 1 : 0;
		if (good === neededInRow) return result(void 0);
		const wait = good > 0 ? afterGoodMs : afterRefusalMs[refused++] ?? afterRefusalMs.at(-1) ?? 0;
		if (unreachable === maxUnreachable || elapsed() + wait >= maxMs) return result(problem?.text ?? `${sts.url.host} did not accept them ${neededInRow} times in a row`);
		await require_common.pause(wait, signal);
	}
}
function endpointOf({ env, region }) {
	const own = require_regions.stsEndpoint(region ?? require_regions.regionIn(env));
	const given = env["AWS_ENDPOINT_URL_STS"];
	if (given === void 0 || given === "") return own;
	const url = URL.parse(given);
	return url && /^https?:$/.test(url.protocol) ? {
		...own,
		url
	} : void 0;
}
async function ask(sts, credentials, { transport, signal }, leftMs) {
	try {
		const request = require_caller_identity.signCallerIdentity(sts, credentials);
		const reply = await transport.send({
			...request,
			method: "POST",
			tls: {},
			replyMs: Math.ceil(Math.min(replyMs, Math.max(leftMs, 1))),
			signal
		});
		if (reply.status === 200 && reply.body.includes("<GetCallerIdentityResult>")) return void 0;
		const said = reply.status === 200 ? "but not as STS" : errorCodeIn(reply.body);
		return {
			text: `${sts.url.host} responds ${[reply.status, said].filter(Boolean).join(" ")}`,
			isUnreachable: false
		};
	} catch (error) {
		if (signal.aborted || !(error instanceof require_common.Failure)) throw error;
		return {
			text: error.message,
			isUnreachable: true
		};
	}
}
const errorCodeIn = (body) => /<Code>(\w{1,64})<\/Code>/.exec(body)?.[1] ?? "";
// src/run/wait-for-aws-keys.ts
function waitForKeys({ path, entries }, keys, options) {
	if (entries.every(({ masking }) => masking !== "none")) [keys.accessKeyId, keys.secretAccessKey].forEach(require_common.mask);
	return waitUntilReady(path, keys, options);
}
exports.waitForKeys = waitForKeys;
