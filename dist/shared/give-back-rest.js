const require_with_extra_headers = require("./with-extra-headers.js");
// src/give-back-rest.ts
async function giveBackRest(env) {
	const report = require_with_extra_headers.createReport(env);
	const transport = require_with_extra_headers.withExtraHeaders(require_with_extra_headers.createTransport(), env);
	const session = require_with_extra_headers.createSession(env, require_with_extra_headers.loadAccount(env));
	const required = session.owed()?.required ?? false;
	try {
		return await require_with_extra_headers.settle({
			session,
			transport,
			report,
			env
		}, require_with_extra_headers.inPost) ? 0 : 1;
	} catch (error) {
		report.notGivenBack(error);
		return required ? 1 : 0;
	} finally {
		transport.close();
	}
}
exports.giveBackRest = giveBackRest;
