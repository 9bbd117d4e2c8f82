const require_common = require("./common.js");
// src/give-back-rest.ts
const inFlightMs = 3e3;
async function giveBackRest(env) {
	const report = require_common.createReport(env);
	const transport = require_common.withExtraHeaders(require_common.createTransport(), env);
	const account = require_common.loadAccount(env);
	const session = require_common.createSession(env, account);
	const required = session.owed()?.required ?? false;
	try {
		if (account.owed && account.wasReading) {
			report.waitsForReads(inFlightMs);
			await new Promise((resolve) => setTimeout(resolve, inFlightMs));
		}
		return await require_common.settle({
			session,
			transport,
			report,
			env
		}, require_common.inPost) ? 0 : 1;
	} catch (error) {
		report.notGivenBack(error);
		return required ? 1 : 0;
	} finally {
		transport.close();
	}
}
exports.giveBackRest = giveBackRest;
