const isWindows = process.platform === 'win32'

/** Returns the mode of a file as the system reports it: Windows only knows whether it can be written. */
export const systemMode = (mode: number): number => {
  if (!isWindows) return mode
  return (mode & 0o200) === 0 ? 0o444 : 0o666
}

/** Registers tests that cannot run on Windows; there they are skipped, with the reason in their names. */
export function exceptOnWindows(why: string, define: () => void): void {
  if (isWindows) describe.skip(`skipped on Windows, because ${why}:`, define)
  else define()
}

/** Why tests with programs such as sh and bash do not run on Windows. */
export const shellsDiffer = 'its sh and bash convert arguments and line breaks'
