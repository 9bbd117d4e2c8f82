// src/post.ts
if (process.env["STATE_session"] || process.env["STATE_file_1"] || process.env["STATE_main"]) Promise.resolve().then(() => require("../shared/post.js")).then(({ runPost }) => runPost(process.env)).then((exitCode) => {
	process.exitCode = exitCode;
});
