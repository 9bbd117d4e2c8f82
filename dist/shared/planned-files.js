const require_planned_file = require("./planned-file.js");
const require_file_directories = require("./file-directories.js");
const require_common = require("./common.js");
const require_job_directories = require("./job-directories.js");
const require_replace_file = require("./replace-file.js");
let node_fs = require("node:fs");
let node_path = require("node:path");
// src/masks/shown-forms.ts
function withShown(secrets, forms) {
	if (forms.length === 0) return secrets;
	const shownIn = ({ content }) => typeof content === "string" ? forms.map((form) => form(content.trim())).filter((form) => form !== content.trim()) : [];
	return {
		...secrets,
		secrets: secrets.secrets.map((secret) => ({
			...secret,
			shown: shownIn(secret)
		}))
	};
}
// src/export/placed-files.ts
function createPlaceFile(directories, session) {
	let folder;
	let copies = 0;
	function copyOf(path, own) {
		const descriptor = (0, node_fs.openSync)(path, node_fs.constants.O_RDONLY | node_fs.constants.O_NOFOLLOW);
		try {
			const copy = String(++copies);
			(0, node_fs.writeFileSync)((0, node_path.join)(own, copy), (0, node_fs.readFileSync)(descriptor), {
				flag: "wx",
				mode: 384
			});
			return {
				copy,
				mode: (0, node_fs.fstatSync)(descriptor).mode & 511
			};
		} finally {
			(0, node_fs.closeSync)(descriptor);
		}
	}
	return (wanted, text) => {
		try {
			const path = require_job_directories.realPathOfFile(wanted);
			if (!require_job_directories.isInside(path, directories)) throw new require_common.Failure("ERR_FILE", `with links resolved, the file ${wanted} would be at ${path}`, outside);
			(0, node_fs.mkdirSync)((0, node_path.dirname)(path), {
				recursive: true,
				mode: 448
			});
			const found = (0, node_fs.lstatSync)(path, { throwIfNoEntry: false });
			if (found?.isFile() === false) throw new require_common.Failure("ERR_FILE", `${path} is not a file, but a link or a folder`);
			if (directories.temp === "") throw new require_common.Failure("ERR_FILE", "RUNNER_TEMP is not set, so earlier files cannot be kept");
			folder ??= (0, node_fs.mkdtempSync)((0, node_path.join)(require_job_directories.realPath(directories.temp), require_job_directories.ownFolderPrefix));
			const earlier = found && copyOf(path, folder);
			const file = {
				path,
				folder,
				...earlier && { earlier }
			};
			session.addFile(file);
			require_replace_file.replaceFile(path, require_common.draftOf(file), text, 384);
			return path;
		} catch (error) {
			if (error instanceof require_common.Failure) throw error;
			throw new require_common.Failure("ERR_FILE", `the file ${wanted} cannot be written: ${error.message}`, { cause: error });
		}
	};
}
const outside = { hint: "Use a path below github.workspace, runner.temp or the home directory." };
// src/export/planned-files.ts
function createPlannedFiles(files, env, session) {
	const placeFile = createPlaceFile(require_file_directories.fileDirectories(env), session);
	return {
		withShown: (secrets, output) => withShown(secrets, require_planned_file.shownBy(files, output)),
		write(outputs) {
			return files.map((file) => ({
				path: file.path,
				text: require_planned_file.textOf(file, outputs)
			})).map(({ path, text }) => placeFile(path, text));
		}
	};
}
exports.createPlannedFiles = createPlannedFiles;
