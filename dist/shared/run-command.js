const require_common = require("./common.js");
const require_read_and_export = require("./read-and-export.js");
const require_files = require("./files.js");
const require_remove_files = require("./remove-files.js");
const require_job_directories = require("./job-directories.js");
let node_os = require("node:os");
let node_fs = require("node:fs");
let node_path = require("node:path");
let node_child_process = require("node:child_process");
let node_timers_promises = require("node:timers/promises");
// src/child/environment.ts
const ofActionsOnly = /^(?:INPUT_.*|STATE_.*|GITHUB_STATE|ACTIONS_(?:RUNTIME|RESULTS|CACHE)_(?:URL|TOKEN|SERVICE_V2))$/is;
function childEnvironment(env, variables, platform) {
	const nameOf = (name) => platform === "win32" ? name.toUpperCase() : name;
	const own = new Map([...variables].map((variable) => [nameOf(variable[0]), variable]));
	const inherited = Object.entries(env).filter((variable) => variable[1] !== void 0 && !ofActionsOnly.test(variable[0]) && !own.has(nameOf(variable[0])));
	return {
		...Object.fromEntries(inherited),
		...Object.fromEntries(own.values())
	};
}
// src/child/output.ts
const maxHeld = 1048576;
const lineFeed = 10;
const carriageReturn = 13;
function passLines(streams, to, commands) {
	const held = new Map();
	let unfinished;
	function pass(lines, from) {
		if (lines.length === 0) return;
		if (unfinished !== from) endLine();
		commands.see(lines.toString("latin1"));
		unfinished = isLineEnd(lines.at(-1)) ? void 0 : from;
		if (to.write(lines) || from.isPaused()) return;
		for (const stream of streams) stream.pause();
		to.once("drain", () => {
			for (const stream of streams) stream.resume();
		});
	}
	for (const from of streams) from.on("data", (chunk) => {
		const before = held.get(from) ?? nothing;
		const complete = Math.max(chunk.lastIndexOf(lineFeed), chunk.lastIndexOf(carriageReturn)) + 1;
		const all = before.length === 0 ? chunk : Buffer.concat([before, chunk]);
		const end = complete > 0 ? all.length - chunk.length + complete : all.length > maxHeld ? all.length : 0;
		held.set(from, all.subarray(end));
		pass(all.subarray(0, end), from);
	});
	function endLine() {
		if (unfinished) to.write("\n");
		unfinished = void 0;
	}
	return {
		between(write) {
			const around = commands.around();
			if (!around) return;
			endLine();
			if (around.before !== "") to.write(around.before, "latin1");
			write();
			if (around.after !== "") to.write(around.after, "latin1");
		},
		end() {
			for (const from of streams) {
				from.removeAllListeners("data");
				pass(held.get(from) ?? nothing, from);
				held.delete(from);
				endLine();
			}
		}
	};
}
const nothing = Buffer.alloc(0);
const isLineEnd = (byte) => byte === lineFeed || byte === carriageReturn;
// src/child/kill-tree.ts
function killTree(id, onError) {
	const program = (0, node_path.join)(process.env["SystemRoot"] ?? "", "System32", "taskkill.exe");
	(0, node_child_process.spawn)(program, [
		"/PID",
		String(id),
		"/T",
		"/F"
	], {
		stdio: "ignore",
		windowsHide: true
	}).on("error", onError);
}
// src/child/left-behind.ts
function countLeftBehind(leader, platform) {
	try {
		return processesOf(leader, platform).filter(({ id }) => id !== leader).length;
	} catch {
		return 0;
	}
}
function groupsOf(leader, platform) {
	try {
		return [...new Set([leader, ...(platform === "linux" ? processesOf(leader, platform) : []).map(({ group }) => group)])];
	} catch {
		return [leader];
	}
}
function processesOf(leader, platform) {
	if (platform === "win32") return [];
	return (platform === "linux" ? processesOfLinux() : processesOfPs()).filter(({ group, session, state }) => (group === leader || session === leader) && !/^[ZX]/.test(state));
}
function processesOfLinux() {
	return (0, node_fs.readdirSync)("/proc").filter((name) => /^\d+$/.test(name)).flatMap((name) => {
		const [state = "", , group, session] = statOf(name).replace(/^.*\) /s, "").split(" ");
		return state === "" ? [] : [{
			id: Number(name),
			state,
			group: Number(group),
			session: Number(session)
		}];
	});
}
function statOf(id) {
	try {
		return (0, node_fs.readFileSync)(`/proc/${id}/stat`, "utf8");
	} catch {
		return "";
	}
}
function processesOfPs() {
	return (0, node_child_process.execFileSync)("/bin/ps", [
		"-A",
		"-o",
		"pid=,pgid=,stat="
	], {
		encoding: "utf8",
		timeout: 2e3
	}).trim().split("\n").map((line) => {
		const [id, group, state = ""] = line.trim().split(/\s+/);
		return {
			id: Number(id),
			state,
			group: Number(group),
			session: Number(group)
		};
	});
}
// src/child/process.ts
const drainMs = {
	quiet: 500,
	longest: 5e3
};
const endingMs = 200;
async function startChild({ program, args, directory, env, verbatim }, platform, endTree = killTree) {
	const hasGroups = platform !== "win32";
	const child = start();
	const { pid } = child;
	await new Promise((resolve, reject) => {
		child.once("spawn", resolve);
		child.once("error", (error) => {
			reject(notStarted(error));
		});
	});
	function start() {
		try {
			return (0, node_child_process.spawn)(program, args, {
				cwd: directory,
				env,
				stdio: [
					"ignore",
					"pipe",
					"pipe"
				],
				detached: hasGroups,
				...verbatim && { windowsVerbatimArguments: true }
			});
		} catch (error) {
			throw notStarted(error);
		}
	}
	let isKilled = false;
	const ended = new Promise((resolve) => {
		child.once("exit", () => {
			closeWhenQuiet([child.stdout, child.stderr], isKilled ? drainMs.quiet : drainMs.longest);
		});
		child.once("close", (code, signal) => {
			const exitCode = code ?? 128 + (signal ? node_os.constants.signals[signal] : 0);
			stillRunning(pid ?? 0, platform).then((leftBehind) => {
				resolve({
					exitCode,
					signal: signal ?? void 0,
					leftBehind
				});
			});
		});
	});
	return {
		stdout: child.stdout,
		stderr: child.stderr,
		ended,
		signal(name) {
			if (pid === void 0) return;
			isKilled ||= name === "SIGKILL";
			if (!hasGroups) {
				const isRunning = child.exitCode === null && child.signalCode === null;
				if (name === "SIGKILL" && isRunning) endTree(pid, () => child.kill());
				return;
			}
			for (const group of groupsOf(pid, platform)) signalGroup(group, name);
		}
	};
}
function signalGroup(group, name) {
	try {
		process.kill(-group, name);
	} catch {}
}
async function stillRunning(leader, platform) {
	if (countLeftBehind(leader, platform) === 0) return 0;
	await (0, node_timers_promises.setTimeout)(endingMs);
	return countLeftBehind(leader, platform);
}
function closeWhenQuiet(streams, longestMs) {
	const close = () => {
		for (const stream of streams) stream.destroy();
	};
	const closeUnlessPaused = () => {
		if (streams.some((stream) => !stream.destroyed && stream.isPaused())) quiet.refresh();
		else close();
	};
	const longest = setTimeout(close, longestMs);
	const quiet = setTimeout(closeUnlessPaused, drainMs.quiet);
	const clearIfClosed = () => {
		if (!streams.every(({ destroyed }) => destroyed)) return;
		clearTimeout(longest);
		clearTimeout(quiet);
	};
	for (const stream of streams) stream.on("data", () => quiet.refresh()).once("close", clearIfClosed);
	clearIfClosed();
}
const notStarted = (error) => new require_common.Failure("ERR_RUN", `the command of \`run\` could not be started: ${error.message}`, {
	hint: "Check `shell` and `workingDirectory`. With E2BIG, the environment is too large: use the flag file for large values.",
	cause: error
});
// src/child/signals.ts
const endMs = 4e3;
function forwardSignals(child, source, stopRequested) {
	let killing;
	let stopping;
	const forward = (signal) => {
		child.signal(signal);
		killing ??= setTimeout(() => {
			child.signal("SIGKILL");
		}, endMs);
	};
	const stopListening = require_common.onStopSignals(source, forward);
	const onStop = () => {
		stopping = setImmediate(() => {
			if (!killing) forward("SIGINT");
		});
	};
	if (stopRequested.aborted) forward("SIGINT");
	else stopRequested.addEventListener("abort", onStop, { once: true });
	return () => {
		clearTimeout(killing);
		clearImmediate(stopping);
		stopRequested.removeEventListener("abort", onStop);
		stopListening();
	};
}
// src/child/stopped-commands.ts
const notations = [/^\s*::(\S*?)(?:\s.*?)?::(.*)$/, /##\[([^\]\s]*)[^\]]*\](.*)$/];
const known = /^(?:internal-set-repo-path|set-env|set-output|save-state|add-path|add-mask|(?:add|remove)-matcher|debug|warning|error|notice|echo|(?:end)?group|stop-commands|pause-logging)$/;
const escapes = [
	["%0D", "\r"],
	["%0A", "\n"],
	["%25", "%"]
];
const decoded = (data) => escapes.reduce((text, [escape, character]) => text.replaceAll(escape, character), data);
function createStoppedCommands() {
	let token;
	function seeLine(line) {
		for (const notation of notations) {
			const [, name = "", data = ""] = notation.exec(line) ?? [];
			const command = name.toLowerCase();
			if (command === token?.toLowerCase()) token = void 0;
			else if (command === "stop-commands" && token === void 0 && data !== "" && !known.test(decoded(data).toLowerCase())) token = decoded(data);
			else if (!known.test(command)) continue;
			return;
		}
	}
	const isResumable = () => token === void 0 || notations[0]?.exec(`::${token}::`)?.[1] === token;
	const resumeLine = () => token === void 0 || !isResumable() ? "" : `::${token}::\n`;
	const stopLine = () => token === void 0 ? "" : `::stop-commands::${token.replaceAll("%", "%25")}\n`;
	return {
		see(text) {
			if (text.toLowerCase().includes(token?.toLowerCase() ?? "stop-commands")) text.split(/[\r\n]+/).forEach(seeLine);
		},
		around: () => isResumable() ? {
			before: resumeLine(),
			after: stopLine()
		} : void 0,
		resume() {
			const line = resumeLine();
			token = void 0;
			return line;
		}
	};
}
// src/report/command.ts
function reportStart(variables) {
	const names = variables.length > 0 ? `with ${require_common.plural(variables.length, "environment variable")}` : "without environment variables";
	require_common.say(`Running the command ${names} of its own${variables.length > 0 ? `: ${variables.join(", ")}` : ""}`);
}
function reportLeftBehind(processes) {
	if (processes === 0) return;
	const subject = processes === 1 ? "1 process of the command is" : `${processes} processes of the command are`;
	require_common.noticeOf([`${subject} still running. Leases and token are revoked when the command ends, so credentials in use become invalid.`]);
}
// src/run/run-command.ts
async function runCommand(command, values, access, settings, run) {
	const { env, session, report, stop } = run;
	const revocable = session.revocable();
	stop.removeLimit();
	if (!access.needsToken && settings.revoke !== "false") await require_common.revokeAndReport(run, require_common.afterSuccess);
	const files = require_files.createFiles(require_job_directories.jobDirectories(env), session);
	const { variables, written } = variablesOf(values, files, access, settings, run);
	const script = files.write(`run${command.shell.extension}`, void 0, command.shell.content(command.script));
	report.exported({
		outputs: [],
		variables: [],
		files: written
	});
	reportStart([...variables.keys()]);
	const meanwhile = revocable && (access.needsToken || revocable.leases.length > 0) ? await renewal(revocable, settings, run) : void 0;
	try {
		stop.stopRequested.throwIfAborted();
		const end = await runChild(command, script, variables, run, meanwhile);
		stop.stopRequested.throwIfAborted();
		return {
			exitCode: end.exitCode,
			failure: failureOf(end)
		};
	} finally {
		require_remove_files.removeFiles([script], require_job_directories.jobDirectories(env));
		session.dropFile(script);
	}
}
function variablesOf({ exports, planned }, files, { auth, client }, { exportToken }, { env }) {
	const { variables, written } = require_read_and_export.namedValues(exports, files, planned);
	return {
		variables: new Map([...variables, ...exportToken ? require_read_and_export.tokenVariables(auth.token, client.connection(), env) : []]),
		written
	};
}
async function renewal(revocable, settings, run) {
	const { renewMeanwhile } = await Promise.resolve().then(() => require("./renew-meanwhile.js"));
	return (between) => renewMeanwhile(revocable, settings, run, between);
}
async function runChild({ shell, directory }, script, variables, { env, stop, host }, meanwhile) {
	const args = shell.args.map((arg) => arg.replaceAll("{0}", () => script));
	const environment = childEnvironment(env, variables, host.platform);
	const child = await startChild({
		...shell,
		args,
		directory,
		env: environment
	}, host.platform);
	const stopForwarding = forwardSignals(child, host, stop.stopRequested);
	const stoppedCommands = createStoppedCommands();
	const output = passLines([child.stdout, child.stderr], host.stdout, stoppedCommands);
	const endMeanwhile = meanwhile?.((write) => {
		output.between(write);
	});
	const end = await child.ended;
	stopForwarding();
	if (stop.stopRequested.aborted) child.signal("SIGKILL");
	output.end();
	host.stdout.write(stoppedCommands.resume(), "latin1");
	await endMeanwhile?.();
	if (!stop.stopRequested.aborted) reportLeftBehind(end.leftBehind);
	return end;
}
function failureOf({ exitCode, signal }) {
	if (exitCode === 0) return void 0;
	return new require_common.Failure("ERR_RUN", `the command of \`run\` ${signal ? `was ended by ${signal}` : `failed with exit code ${exitCode}`}`);
}
exports.runCommand = runCommand;
