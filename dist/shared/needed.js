// src/login/needed.ts
function needed(inputs, name, instead) {
	const text = inputs.text(name);
	if (text === void 0) inputs.problem(name, "is not given", instead);
	return text ?? "";
}
Object.defineProperty(exports, "needed", {
	enumerable: true,
	get: function() {
		return needed;
	}
});
