/**
 * Finds key files that a text contains on one line, with `\n` or `\r\n` in place of line breaks, and returns them with line breaks:
 * a later step restores them and can print each line of the key.
 */
export function keyFilesOnOneLine(text: string): readonly string[] {
  if (!text.includes('-----BEGIN ')) return []
  return [...text.matchAll(/-----BEGIN [^\r\n]*?(?:-----END [^-\r\n]{1,64}-----|$)/gm)]
    .map(([file]) => file.replace(/(?:\\+r)?\\+n/g, '\n'))
    .filter((file) => file.includes('\n'))
}
