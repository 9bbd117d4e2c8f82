const require_rolldown_runtime = require("./rolldown-runtime.js");
let fs = require("fs");
fs = require_rolldown_runtime.__toESM(fs, 1);
let path = require("path");
path = require_rolldown_runtime.__toESM(path, 1);
let node_fs = require("node:fs");
let node_path = require("node:path");
// node_modules/@actions/io/lib/io-util.js
var __awaiter$1 = function(thisArg, _arguments, P, generator) {
	function adopt(value) {
		return value instanceof P ? value : new P(function(resolve) {
			resolve(value);
		});
	}
	return new (P || (P = Promise))(function(resolve, reject) {
		function fulfilled(value) {
			try {
				step(generator.next(value));
			} catch (e) {
				reject(e);
			}
		}
		function rejected(value) {
			try {
				step(generator["throw"](value));
			} catch (e) {
				reject(e);
			}
		}
		function step(result) {
			result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected);
		}
		step((generator = generator.apply(thisArg, _arguments || [])).next());
	});
};
const { chmod, copyFile, lstat, mkdir, open, readdir, rename, rm, rmdir, stat, symlink, unlink } = fs.promises;
const IS_WINDOWS = process.platform === "win32";
fs.constants.O_RDONLY;
function isRooted(p) {
	p = normalizeSeparators(p);
	if (!p) throw new Error("isRooted() parameter \"p\" cannot be empty");
	if (IS_WINDOWS) return p.startsWith("\\") || /^[A-Z]:/i.test(p);
	return p.startsWith("/");
}
function tryGetExecutablePath(filePath, extensions) {
	return __awaiter$1(this, void 0, void 0, function* () {
		let stats = void 0;
		try {
			stats = yield stat(filePath);
		} catch (err) {
			if (err.code !== "ENOENT") console.log(`Unexpected error attempting to determine if executable file exists '${filePath}': ${err}`);
		}
		if (stats && stats.isFile()) {
			if (IS_WINDOWS) {
				const upperExt = path.extname(filePath).toUpperCase();
				if (extensions.some((validExt) => validExt.toUpperCase() === upperExt)) return filePath;
			} else if (isUnixExecutable(stats)) return filePath;
		}
		const originalFilePath = filePath;
		for (const extension of extensions) {
			filePath = originalFilePath + extension;
			stats = void 0;
			try {
				stats = yield stat(filePath);
			} catch (err) {
				if (err.code !== "ENOENT") console.log(`Unexpected error attempting to determine if executable file exists '${filePath}': ${err}`);
			}
			if (stats && stats.isFile()) {
				if (IS_WINDOWS) {
					try {
						const directory = path.dirname(filePath);
						const upperName = path.basename(filePath).toUpperCase();
						for (const actualName of yield readdir(directory)) if (upperName === actualName.toUpperCase()) {
							filePath = path.join(directory, actualName);
							break;
						}
					} catch (err) {
						console.log(`Unexpected error attempting to determine the actual case of the file '${filePath}': ${err}`);
					}
					return filePath;
				} else if (isUnixExecutable(stats)) return filePath;
			}
		}
		return "";
	});
}
function normalizeSeparators(p) {
	p = p || "";
	if (IS_WINDOWS) {
		p = p.replace(/\//g, "\\");
		return p.replace(/\\\\+/g, "\\");
	}
	return p.replace(/\/\/+/g, "/");
}
function isUnixExecutable(stats) {
	return (stats.mode & 1) > 0 || (stats.mode & 8) > 0 && process.getgid !== void 0 && stats.gid === process.getgid() || (stats.mode & 64) > 0 && process.getuid !== void 0 && stats.uid === process.getuid();
}
// node_modules/@actions/io/lib/io.js
var __awaiter = function(thisArg, _arguments, P, generator) {
	function adopt(value) {
		return value instanceof P ? value : new P(function(resolve) {
			resolve(value);
		});
	}
	return new (P || (P = Promise))(function(resolve, reject) {
		function fulfilled(value) {
			try {
				step(generator.next(value));
			} catch (e) {
				reject(e);
			}
		}
		function rejected(value) {
			try {
				step(generator["throw"](value));
			} catch (e) {
				reject(e);
			}
		}
		function step(result) {
			result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected);
		}
		step((generator = generator.apply(thisArg, _arguments || [])).next());
	});
};
function which(tool, check) {
	return __awaiter(this, void 0, void 0, function* () {
		if (!tool) throw new Error("parameter 'tool' is required");
		if (check) {
			const result = yield which(tool, false);
			if (!result) {
				if (IS_WINDOWS) throw new Error(`Unable to locate executable file: ${tool}. Please verify either the file path exists or the file can be found within a directory specified by the PATH environment variable. Also verify the file has a valid extension for an executable file.`);
				else throw new Error(`Unable to locate executable file: ${tool}. Please verify either the file path exists or the file can be found within a directory specified by the PATH environment variable. Also check the file mode to verify the file is executable.`);
			}
			return result;
		}
		const matches = yield findInPath(tool);
		if (matches && matches.length > 0) return matches[0];
		return "";
	});
}
function findInPath(tool) {
	return __awaiter(this, void 0, void 0, function* () {
		if (!tool) throw new Error("parameter 'tool' is required");
		const extensions = [];
		if (IS_WINDOWS && process.env["PATHEXT"]) {
			for (const extension of process.env["PATHEXT"].split(path.delimiter)) if (extension) extensions.push(extension);
		}
		if (isRooted(tool)) {
			const filePath = yield tryGetExecutablePath(tool, extensions);
			if (filePath) return [filePath];
			return [];
		}
		if (tool.includes(path.sep)) return [];
		const directories = [];
		if (process.env.PATH) {
			for (const p of process.env.PATH.split(path.delimiter)) if (p) directories.push(p);
		}
		const matches = [];
		for (const directory of directories) {
			const filePath = yield tryGetExecutablePath(path.join(directory, tool), extensions);
			if (filePath) matches.push(filePath);
		}
		return matches;
	});
}
// src/child/shell.ts
const withLineBreaksOf = (platform, { content, ...shell }) => ({
	...shell,
	content: (script) => platform === "win32" ? content(script).replace(/\r?\n/g, "\r\n") : content(script)
});
const asWritten = (script) => script;
const powerShell = {
	args: ["-command", ". '{0}'"],
	extension: ".ps1",
	content: (script) => `$ErrorActionPreference = 'stop'\n${script}\nif ((Test-Path -LiteralPath variable:\\LASTEXITCODE)) { exit $LASTEXITCODE }\n`
};
const knownShells = {
	bash: {
		args: [
			"--noprofile",
			"--norc",
			"-e",
			"-o",
			"pipefail",
			"{0}"
		],
		extension: ".sh",
		content: asWritten
	},
	sh: {
		args: ["-e", "{0}"],
		extension: ".sh",
		content: asWritten
	},
	pwsh: powerShell,
	powershell: powerShell,
	python: {
		args: ["{0}"],
		extension: ".py",
		content: asWritten
	},
	cmd: {
		args: [
			"/D",
			"/E:ON",
			"/V:OFF",
			"/S",
			"/C",
			"\"CALL \"{0}\"\""
		],
		extension: ".cmd",
		content: (script) => `@echo off\n${script}`,
		verbatim: true
	}
};
async function chooseShell(written, platform, which) {
	if (written === void 0) return defaultShell(platform, which);
	const [name = "", ...args] = wordsOf(written);
	const known = Object.hasOwn(knownShells, name.toLowerCase()) ? knownShells[name.toLowerCase()] : void 0;
	const instead = "bash, sh, pwsh, python, or a template with {0} in place of the script, such as perl {0}";
	if (args.length === 0 && !known) return {
		text: `"${written}" is not a known shell`,
		instead
	};
	if (args.length > 0 && !args.some((arg) => arg.includes("{0}"))) return {
		text: `"${written}" does not contain {0}`,
		instead
	};
	const program = await which(name);
	if (program === "") return {
		text: `the program "${name}" is not in PATH`,
		instead: "a shell of this runner"
	};
	if (platform === "win32" && /\.(?:cmd|bat)$/i.test(program)) return {
		text: `"${name}" is a batch file, which Node.js does not start`,
		instead: `cmd /D /S /C "CALL ${name} "{0}""`
	};
	const shell = withLineBreaksOf(platform, known ?? {
		args: [],
		extension: "",
		content: asWritten
	});
	const asGiven = known?.verbatim ? [written.replace(/^\S+\s+/, "")] : args;
	return {
		name,
		program,
		...shell,
		...args.length > 0 && { args: asGiven }
	};
}
async function defaultShell(platform, which) {
	const names = platform === "win32" ? ["pwsh", "powershell"] : ["bash", "sh"];
	for (const name of names) {
		const [program, shell] = [await which(name), knownShells[name]];
		if (program !== "" && shell) return {
			name,
			program,
			...withLineBreaksOf(platform, shell)
		};
	}
	return {
		text: `is required: neither ${names.join(" nor ")} is in PATH`,
		instead: "a shell of this runner, as a template such as perl {0}"
	};
}
function wordsOf(template) {
	return (template.match(/(?:\\"|"(?:\\"|[^"])*"|[^\s"])+/g) ?? []).map((word) => word.replace(/\\"|"/g, (quote) => quote === "\"" ? "" : "\""));
}
// src/inputs/command.ts
async function readCommand(inputs, env) {
	if (inputs.text("run") === void 0) {
		for (const name of ["shell", "workingDirectory"]) if (inputs.text(name) !== void 0) inputs.problem(name, "is used only with `run`", "run: ./migrate.sh, or remove this input");
		return;
	}
	for (const [name, instead] of Object.entries(excluded)) if (/^true$/i.test(inputs.text(name) ?? "")) inputs.problem(name, "excludes `run`, which gives the values to its command only", instead);
	if (inputs.text("minTtl") !== void 0) inputs.problem("minTtl", "excludes `run`, which renews token and leases until its command ends", "run without minTtl");
	const shell = await chooseShell(inputs.text("shell"), process.platform, (program) => which(program));
	if ("text" in shell) {
		inputs.problem("shell", shell.text, shell.instead);
		return;
	}
	return {
		script: env["INPUT_RUN"] ?? "",
		shell,
		directory: readDirectory(inputs, env)
	};
}
const excluded = {
	exportEnv: "exportEnv: false; the command gets the values as environment variables",
	outputToken: "exportToken: true, which gives the token to the command as VAULT_TOKEN"
};
function readDirectory(inputs, env) {
	const written = inputs.text("workingDirectory");
	const directory = (0, node_path.resolve)(env["GITHUB_WORKSPACE"] ?? ".", written ?? ".");
	if (written !== void 0 && !(0, node_fs.statSync)(directory, { throwIfNoEntry: false })?.isDirectory()) inputs.problem("workingDirectory", `"${written}" is not a directory`, "a directory that exists, relative to the workspace");
	return directory;
}
exports.readCommand = readCommand;
