const require_common = require("./common.js");
const require_concurrency = require("./concurrency.js");
// src/plan/owner-repositories.ts
const slots = 4;
const textsPerQuery = 50;
const maxCharacters = 2e8;
async function readOwner(owner, github) {
	const listed = await listRepositories(owner, github);
	const limit = require_concurrency.createConcurrencyLimit(slots);
	let characters = 0;
	return Promise.all(listed.map((repository) => limit(async () => {
		const read = await readRepository(repository, github);
		for (const text of read.files.values()) characters += typeof text === "string" ? text.length : 0;
		if (characters > maxCharacters) throw new require_common.Failure("ERR_PLAN", `the files of ${owner} have more than ${maxCharacters} characters`);
		return read;
	})));
}
async function listRepositories(owner, github) {
	const { data: account } = await github.rest.users.getByUsername({ username: owner });
	return (account.type === "Organization" ? await github.paginate(github.rest.repos.listForOrg, {
		org: owner,
		type: "all",
		per_page: 100
	}) : await listOfUser(account.login, github)).filter(({ archived, disabled, size }) => !archived && !disabled && size !== 0).map(({ id, owner: { login }, name, default_branch }) => ({
		id: String(id),
		owner: login,
		name,
		defaultBranch: default_branch ?? "main"
	}));
}
async function listOfUser(login, github) {
	if ((await github.rest.users.getAuthenticated().catch(() => void 0))?.data.login === login) return github.paginate(github.rest.repos.listForAuthenticatedUser, {
		affiliation: "owner",
		per_page: 100
	});
	return github.paginate(github.rest.repos.listForUser, {
		username: login,
		type: "owner",
		per_page: 100
	});
}
async function readRepository({ id, owner, name, defaultBranch }, github) {
	const repository = {
		name: `${owner}/${name}`,
		id,
		defaultBranch
	};
	try {
		const { data } = await github.rest.git.getTree({
			owner,
			repo: name,
			tree_sha: defaultBranch,
			recursive: "true"
		});
		const files = await readTexts(owner, name, data.tree.flatMap(({ path = "", mode, sha, size = 0 }) => {
			return (mode === "100644" || mode === "100755") && (require_common.workflowFile.test(path) || require_common.actionFile.test(path)) ? [{
				path,
				sha,
				size
			}] : [];
		}), github);
		return {
			...repository,
			files,
			...data.truncated && { problem: "has more files than GitHub lists" }
		};
	} catch (error) {
		if (error instanceof require_common.Failure && error.status === 409) return {
			...repository,
			files: new Map()
		};
		if (!(error instanceof require_common.Failure && [
			403,
			404,
			451
		].includes(error.status ?? 0))) throw error;
		return {
			...repository,
			files: new Map(),
			problem: `cannot be read: ${error.message}`
		};
	}
}
async function readTexts(owner, name, blobs, github) {
	const files = new Map();
	const wanted = [];
	for (const blob of blobs) if (blob.size > 2097152) files.set(blob.path, { problem: `is larger than ${require_common.maxFileLength / 1024} KiB` });
	else wanted.push(blob);
	for (let at = 0; at < wanted.length; at += textsPerQuery) {
		const part = wanted.slice(at, at + textsPerQuery);
		const { repository } = await github.graphql(queryFor(part), {
			owner,
			name
		}).catch(rethrow);
		for (const [index, { path }] of part.entries()) files.set(path, textIn(repository?.[`file${index}`]));
	}
	return files;
}
function rethrow(error) {
	if (error instanceof require_common.Failure || !(error instanceof Error)) throw error;
	throw new require_common.Failure("ERR_GITHUB", `POST graphql: ${require_common.clean(error.message)}`, { cause: error });
}
function queryFor(blobs) {
	return `query ($owner: String!, $name: String!) { repository(owner: $owner, name: $name) { ${blobs.map(({ sha }, index) => `file${index}: object(oid: ${JSON.stringify(sha)}) { ... on Blob { text isTruncated } }`).join(" ")} } }`;
}
function textIn(blob) {
	if (typeof blob?.text !== "string") return { problem: "is not a text" };
	return blob.isTruncated === true ? { problem: "is larger than GitHub returns" } : blob.text;
}
exports.readOwner = readOwner;
