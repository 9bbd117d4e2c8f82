// without saved state, as after a main step that failed and revoked everything, nothing is loaded
if (process.env['STATE_session'] || process.env['STATE_installation'] || process.env['STATE_main']) {
  void import('./run/github-token-post.ts')
    .then(({ runGithubTokenPost }) => runGithubTokenPost(process.env))
    .then((exitCode) => {
      process.exitCode = exitCode
    })
}
