const require_common = require("./common.js");
const require_file_names = require("./file-names.js");
const require_job_directories = require("./job-directories.js");
let node_fs = require("node:fs");
let node_path = require("node:path");
// src/export/files.ts
function createFiles(places, session) {
	let ownFolder;
	const ownNames = new Set();
	function ownPath(name) {
		if (places.temp === "") throw fileFailure("RUNNER_TEMP is not set, so there is no folder for the file");
		ownFolder ??= (0, node_fs.mkdtempSync)((0, node_path.join)(require_job_directories.realPath(places.temp), require_job_directories.ownFolderPrefix));
		const fileName = unusedName(safeName(name), ownNames);
		ownNames.add(fileName.toLowerCase());
		return (0, node_path.join)(ownFolder, fileName);
	}
	return { write(name, path, content) {
		try {
			const file = path === void 0 ? ownPath(name) : chosenPath(path, places);
			(0, node_fs.mkdirSync)((0, node_path.dirname)(file), {
				recursive: true,
				mode: 448
			});
			if ((0, node_fs.lstatSync)(file, { throwIfNoEntry: false })) throw alreadyExists(file);
			session.addFile(file);
			writeAndClose(create(file, session), content);
			return file;
		} catch (error) {
			if (error instanceof require_common.Failure) throw error;
			throw fileFailure(`the file for "${name}" cannot be written: ${error.message}`, { cause: error });
		}
	} };
}
function chosenPath(path, places) {
	if (/\p{Cc}/u.test(path)) throw fileFailure(`the path ${JSON.stringify(path)} contains control characters`);
	const file = require_job_directories.realPathOfFile((0, node_path.resolve)(places.workspace, path));
	const problem = require_file_names.nameProblem(file, process.platform);
	if (problem !== void 0) throw fileFailure(`the path ${path} ${problem}`, { hint: "Use another name." });
	if (require_job_directories.isInside(file, places)) return file;
	throw fileFailure(`the file ${path} would be outside the workspace and RUNNER_TEMP`, { hint: `With links resolved, the path is ${file}. Use a path below github.workspace or runner.temp.` });
}
function create(file, session) {
	try {
		return (0, node_fs.openSync)(file, "wx", 384);
	} catch (error) {
		session.dropFile(file);
		throw error;
	}
}
function writeAndClose(descriptor, content) {
	try {
		(0, node_fs.writeFileSync)(descriptor, content);
	} finally {
		(0, node_fs.closeSync)(descriptor);
	}
}
function safeName(name) {
	const safe = name.slice(0, 100).replace(/[^\w.-]/g, "_").replace(/^$|\.+$/, "_");
	return require_file_names.isDeviceName(safe) ? `_${safe}` : safe;
}
function unusedName(name, taken) {
	let unused = name;
	for (let count = 2; taken.has(unused.toLowerCase()); count += 1) unused = `${count}-${name}`;
	return unused;
}
const alreadyExists = (file) => fileFailure(`the file ${file} already exists`, { hint: "Files are never overwritten. Use another path, or remove the file before this step." });
const fileFailure = (message, options = {}) => new require_common.Failure("ERR_FILE", message, options);
exports.createFiles = createFiles;
