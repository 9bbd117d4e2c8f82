/** Returns the part up to and including the last `&` (or the first `&+`), as PowerShell colours it in its error messages. */
function beforeAmpersand(value: string): string {
  const coloured = value.indexOf('&+')
  return coloured >= 0 ? value.slice(0, coloured + 2) : value.slice(0, value.lastIndexOf('&') + 1)
}

/** Returns the part that PowerShell prints after the last `&`; after `&+` it colours the next letter separately. */
function afterAmpersand(value: string): string {
  const coloured = value.indexOf('&+')
  return coloured >= 0 ? value.slice(coloured + 3) : value.slice(value.lastIndexOf('&') + 1)
}

function ampersandSection(section: (value: string) => string): (value: string) => string {
  return (value) => {
    const text = value.includes('&') ? section(value) : ''
    return text.length >= 6 ? text : ''
  }
}

function base64From(start: number): (value: string) => string {
  return (value) => {
    const bytes = Buffer.from(value)
    return bytes.subarray(bytes.length > start ? start : 0).toString('base64')
  }
}

/** Newtonsoft's JSON escapes three line separators that JSON.stringify does not escape. */
function jsonString(value: string): string {
  return JSON.stringify(value)
    .slice(1, -1)
    .replace(/[\u0085\u2028\u2029]/g, (separator) => `\\u${separator.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** .NET's Uri.EscapeDataString keeps only RFC 3986's unreserved characters. */
function uriData(value: string): string {
  return encodeURIComponent(value.toWellFormed()).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

const xmlEntities: Readonly<Record<string, string>> = { '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;', '&': '&amp;' }

/**
 * The encodings of a secret that the runner masks too, as registered in HostContext.cs and implemented in ValueEncoders.cs.
 * It does not mask base64url, hex, base64 of the value with a final line break, or reindented JSON.
 * An encoder returns '' if it does not apply to the value.
 */
export const encoders: Readonly<Record<string, (value: string) => string>> = {
  base64: base64From(0),
  base64Shift1: base64From(1),
  base64Shift2: base64From(2),
  commandLineArgument: (value) => value.replaceAll('"', '\\"'),
  expressionString: (value) => value.replaceAll("'", "''"),
  jsonString,
  uriData,
  xmlData: (value) => value.replace(/[<>"'&]/g, (character) => xmlEntities[character] ?? character),
  trimDoubleQuotes: (value) => (value.length > 8 && value.startsWith('"') && value.endsWith('"') ? value.slice(1, -1) : ''),
  powerShellPreAmpersand: ampersandSection(beforeAmpersand),
  powerShellPostAmpersand: ampersandSection(afterAmpersand),
}
