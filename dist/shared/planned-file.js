const require_common = require("./common.js");
// src/formats/planned-file.ts
const selects = ({ text }, name) => text === name || /[*?]/.test(text) && require_common.matches(text, name);
function textOf({ line, content }, values) {
	const where = `files line ${line}`;
	if ("template" in content) return content.template.map((part) => typeof part === "string" ? part : filled(part, values, where)).join("");
	const { format, terms } = content;
	const names = [...values.keys()].filter((name) => terms.length === 0 || terms.some((term) => selects(term, name)));
	const missing = terms.find((term) => !term.isOptional && !names.some((name) => selects(term, name)));
	if (missing) throw noValue(where, missing.text, "Read it in `secrets`, or remove it from this entry.");
	for (const name of names) {
		const refusal = format.nameRefusal(name);
		if (refusal !== void 0) throw new require_common.Failure("ERR_FILE", `${where}: the name "${name}" ${refusal}`, { hint: "List the names that the file contains after the format, or use another format: json contains every name." });
		refuse(where, name, format.valueRefusal(values.get(name) ?? "", name), "Use another format: json contains every value.");
	}
	return format.render(new Map(names.map((name) => [name, values.get(name) ?? ""])));
}
function filled({ name, filter }, values, where) {
	const value = values.get(name);
	if (value === void 0) throw noValue(where, name, "Read it in `secrets`. For an optional entry, add the flag default=… to have a text in its place.");
	refuse(where, name, filter.refusal(value), "Use another filter: json can write every value.");
	return filter.write(value);
}
function refuse(where, name, refusal, hint) {
	if (refusal !== void 0) throw new require_common.Failure("ERR_FILE", `${where}: the value of "${name}" ${refusal}`, { hint });
}
const noValue = (where, name, hint) => new require_common.Failure("ERR_FILE", `${where}: no value has the name "${name}"`, { hint });
function shownBy(files, name) {
	const shown = files.flatMap(({ content }) => {
		if ("format" in content) return content.terms.length === 0 || content.terms.some((term) => selects(term, name)) ? [content.format.shown] : [];
		return content.template.flatMap((part) => typeof part !== "string" && part.name === name ? [part.filter.shown] : []);
	});
	return [...new Set(shown)];
}
Object.defineProperty(exports, "selects", {
	enumerable: true,
	get: function() {
		return selects;
	}
});
Object.defineProperty(exports, "shownBy", {
	enumerable: true,
	get: function() {
		return shownBy;
	}
});
Object.defineProperty(exports, "textOf", {
	enumerable: true,
	get: function() {
		return textOf;
	}
});
