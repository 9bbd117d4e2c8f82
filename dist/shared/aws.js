const require_regions = require("./regions.js");
// src/inputs/aws.ts
const longestWait = 600;
function readAwsInputs({ text, problem }, defaults) {
	const region = text("awsRegion");
	if (region !== void 0 && !require_regions.isRegion(region)) problem("awsRegion", `"${region}" is not a region of AWS`, "eu-central-1");
	const wait = text("awsWait") ?? String(defaults.maxSeconds);
	if (/^\d{1,3}$/.test(wait) && Number(wait) <= longestWait) return {
		region,
		maxSeconds: Number(wait)
	};
	problem("awsWait", `"${wait}" is not a whole number from 0 to ${longestWait}`, String(defaults.maxSeconds));
	return defaults;
}
exports.readAwsInputs = readAwsInputs;
