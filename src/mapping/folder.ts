/**
 * Whether a path under a wildcard is a folder, whose secrets are all read. No KV engine stores anything at a path that ends
 * with `/`, so nothing else can be meant; below `sys` some such paths can be read, and there it is a path like any other.
 */
export function isFolder(path: string): boolean {
  return path.endsWith('/') && !path.includes('?') && !path.split('/').includes('sys')
}
