const require_common = require("./common.js");
// src/report/aws-keys.ts
function reportAwsKeys(results) {
	const ready = results.filter(({ problem }) => problem === void 0).map(({ seconds }) => seconds);
	if (ready.length > 0) require_common.say(`AWS keys ready after ${Math.round(Math.max(...ready))} s`);
	const problems = results.flatMap(({ path, seconds, problem }) => problem === void 0 ? [] : [`The AWS keys of ${path} may not work yet: after ${Math.round(seconds)} s, ${problem}.`]);
	if (problems.length > 0) require_common.noticeOf([...problems, "The input `awsWait` sets how long the step waits, in seconds; 0 for no wait."]);
}
exports.reportAwsKeys = reportAwsKeys;
