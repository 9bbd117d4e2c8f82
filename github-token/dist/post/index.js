// src/github-token-post.ts
if (process.env["STATE_session"] || process.env["STATE_installation"] || process.env["STATE_main"]) Promise.resolve().then(() => require("../shared/github-token-post.js")).then(({ runGithubTokenPost }) => runGithubTokenPost(process.env)).then((exitCode) => {
	process.exitCode = exitCode;
});
