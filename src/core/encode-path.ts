/** Escapes each segment of a path, because a name can contain characters with a meaning in a URL. */
export const encodePath = (path: string): string => path.split('/').map(encodeURIComponent).join('/')
