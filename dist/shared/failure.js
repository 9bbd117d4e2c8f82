// src/failure.ts
var Failure = class extends Error {
	name = "Failure";
	code;
	hint;
	status;
	words;
	retryAfter;
	serverTime;
	sent;
	constructor(code, message, options = {}) {
		super(message, { cause: options.cause });
		this.code = code;
		this.hint = options.hint;
		this.status = options.status;
		this.words = options.words ?? "";
		this.retryAfter = options.retryAfter;
		this.serverTime = options.serverTime;
		this.sent = options.sent ?? true;
	}
};
function asFailure(thrown) {
	if (thrown instanceof Failure) return thrown;
	return new Failure("ERR_INTERNAL", `unexpected ${thrown instanceof Error ? thrown.name : typeof thrown} ${thrown instanceof Error ? /^ +(at .*:\d+:\d+\)?)$/m.exec(thrown.stack ?? "")?.[1] ?? "" : ""}`.trim(), {
		hint: "This is a defect of vault-exchange. Please report it with this line.",
		cause: thrown
	});
}
Object.defineProperty(exports, "Failure", {
	enumerable: true,
	get: function() {
		return Failure;
	}
});
Object.defineProperty(exports, "asFailure", {
	enumerable: true,
	get: function() {
		return asFailure;
	}
});
