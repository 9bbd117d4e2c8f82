import { win32 } from 'node:path'

/** Names of devices, also with an extension. Source: learn.microsoft.com, "Naming Files, Paths, and Namespaces". */
const device = /^(?:con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³]|conin\$|conout\$) *(?:\.|$)/i

/** Returns whether Windows takes a file name for a device, such as `NUL` or `aux.txt`. */
export const isDeviceName = (name: string): boolean => device.test(name)

/**
 * Returns why most programs on Windows cannot open a file at this path, as the end of a sentence that starts with the path. Node.js could
 * create such a file. Returns undefined on other systems.
 * @param path an absolute path
 */
export function nameProblem(path: string, platform: NodeJS.Platform): string | undefined {
  if (platform !== 'win32') return undefined
  const names = path.slice(win32.parse(path).root.length).split(/[\\/]/)
  if (names.some(isDeviceName)) return 'has the name of a device of Windows'
  if (names.some((name) => /[. ]$/.test(name))) return 'has a name that ends with a dot or a space, which Windows drops'
  // a colon would write into a stream of another file
  return names.some((name) => /[<>:"|?*]/.test(name)) ? 'has a character that Windows does not allow in file names' : undefined
}

/** Returns a text that is equal for paths that differ only in case, except on Linux, which distinguishes them. */
export const comparablePath = (path: string, platform: NodeJS.Platform): string =>
  platform === 'linux' ? path : path.normalize().toLowerCase()
