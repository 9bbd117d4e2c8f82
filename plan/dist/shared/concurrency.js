// src/core/concurrency.ts
function createConcurrencyLimit(slots) {
	const waiting = [];
	let free = slots;
	return async (task, signal) => {
		if (free > 0) free--;
		else await new Promise((resolve) => waiting.push(resolve));
		try {
			if (signal?.aborted) throw signal.reason;
			return await task();
		} finally {
			const next = waiting.shift();
			if (next) next();
			else free++;
		}
	};
}
async function orAborted(promise, signal) {
	const { promise: aborted, reject } = Promise.withResolvers();
	const onAbort = () => {
		reject(signal.reason);
	};
	if (signal.aborted) onAbort();
	signal.addEventListener("abort", onAbort);
	try {
		return await Promise.race([promise, aborted]);
	} finally {
		signal.removeEventListener("abort", onAbort);
	}
}
Object.defineProperty(exports, "createConcurrencyLimit", {
	enumerable: true,
	get: function() {
		return createConcurrencyLimit;
	}
});
Object.defineProperty(exports, "orAborted", {
	enumerable: true,
	get: function() {
		return orAborted;
	}
});
