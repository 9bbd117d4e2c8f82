/** Returns the line break that a file uses. */
export const lineBreakOf = (text: string): string => /\r?\n/.exec(text)?.[0] ?? '\n'

/** Returns the index of the first character of the line that contains an index. */
export const lineStart = (text: string, at: number): number => text.lastIndexOf('\n', at - 1) + 1

/** Returns the index of the line break that ends the line of an index. */
export const lineEnd = (text: string, at: number): number => at + (/[^\r\n]*/.exec(text.slice(at))?.[0].length ?? 0)

/** Returns the spaces that begin the line of an index. */
export const indentationAt = (text: string, at: number): string => /^[ \t]*/.exec(text.slice(lineStart(text, at)))?.[0] ?? ''
