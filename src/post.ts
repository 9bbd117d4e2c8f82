// without saved state, as after a job that read static secrets only, nothing is loaded
if (process.env['STATE_session'] || process.env['STATE_file_1'] || process.env['STATE_main']) {
  void import('./run/post.ts')
    .then(({ runPost }) => runPost(process.env))
    .then((exitCode) => {
      process.exitCode = exitCode
    })
}
