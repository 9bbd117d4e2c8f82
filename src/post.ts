// With nothing owed, the usual case after a job that read static secrets only, this loads nothing and ends at once.
if (process.env['STATE_session']) {
  void import('./give-back-rest.ts').then(({ giveBackRest }) => giveBackRest(process.env))
}
