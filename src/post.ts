// With nothing written down, the usual case after a job that read static secrets only, this loads nothing and ends at once.
if (process.env['STATE_session'] || process.env['STATE_file_1']) {
  void import('./run/post.ts')
    .then(({ runPost: giveBackRest }) => giveBackRest(process.env))
    .then((exitCode) => {
      process.exitCode = exitCode
    })
}
