/** Describes how a function encodes text for a URI. */
interface Encoding {
  /** Matches every character that it encodes, as UTF-8. */
  readonly encoded: RegExp
  readonly spaceAs?: '+'
  readonly lowerCase?: true
}

const encodings: readonly Encoding[] = [
  // RFC 3986: the runner, jq's @uri; in lower case too
  { encoded: /[^A-Za-z0-9\-_.~]/gu },
  { encoded: /[^A-Za-z0-9\-_.~]/gu, lowerCase: true },
  // encodeURIComponent, encodeURI
  { encoded: /[^A-Za-z0-9\-_.~!*'()]/gu },
  { encoded: /[^A-Za-z0-9\-_.~!*'();,/?:@&=+$#]/gu },
  // Python's quote and quote_plus, Go's QueryEscape
  { encoded: /[^A-Za-z0-9\-_.~/]/gu },
  { encoded: /[^A-Za-z0-9\-_.~]/gu, spaceAs: '+' },
  // URLSearchParams, Java's URLEncoder
  { encoded: /[^A-Za-z0-9\-_.*]/gu, spaceAs: '+' },
  // user information, path and query of a WHATWG URL: new URL(…)
  { encoded: /[^!$-.0-9A-Z_a-z~]/gu },
  { encoded: /[^!$-;=@-Z[-\]_a-z|~]/gu },
  { encoded: /[^!$-&(-;=?-~]/gu },
  // user information and path segments in Go
  { encoded: /[^A-Za-z0-9\-_.~$&+,;=]/gu },
  { encoded: /[^A-Za-z0-9\-_.~$&+=:@]/gu },
  // .NET's HttpUtility.UrlEncode
  { encoded: /[^A-Za-z0-9\-_.!*()]/gu, spaceAs: '+', lowerCase: true },
]

/** Returns the text as the URI encoders of common languages write it. */
export function uriForms(text: string): readonly string[] {
  if (/^[\w.-]*$/.test(text)) return []
  const wellFormed = text.toWellFormed()
  return encodings.map((encoding) => encode(wellFormed, encoding))
}

function encode(text: string, { encoded, spaceAs, lowerCase }: Encoding): string {
  return text.replace(encoded, (character) => {
    if (character === ' ' && spaceAs !== undefined) return spaceAs
    const hex = Buffer.from(character).toString('hex')
    return (lowerCase ? hex : hex.toUpperCase()).replace(/../g, '%$&')
  })
}
