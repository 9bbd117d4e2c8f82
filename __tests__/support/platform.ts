const { platform } = process

/** Returns the mode of a file as the system reports it: Windows only knows whether it can be written. */
export const systemMode = (mode: number): number => {
  if (platform !== 'win32') return mode
  return (mode & 0o200) === 0 ? 0o444 : 0o666
}

const names = { win32: 'Windows', darwin: 'macOS' } as const

/** Registers tests that cannot run on a platform; there they are skipped, with the reason in their names. */
export function exceptOn(excluded: keyof typeof names, why: string, define: () => void): void {
  if (platform === excluded) describe.skip(`skipped on ${names[excluded]}, because ${why}:`, define)
  else define()
}

/** Why tests with sh and bash do not run on Windows. */
export const shellsDiffer = 'its sh and bash convert arguments and line breaks'
