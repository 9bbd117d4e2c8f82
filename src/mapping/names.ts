/** The names under which a value is exported. */
export interface Names {
  readonly output: string
  readonly variable: string
}

/** Derives the names of an entry without `| name` from its selector. */
export function derivedNames(selector: string): Names {
  const output = normalize(selector)
  return { output, variable: output.toUpperCase() }
}

/** Derives the names of a key that a wildcard found. */
export function wildcardNames(key: string, prefix: string, upperCase: boolean): Names {
  const output = normalize(prefix + key)
  return { output, variable: upperCase ? output.toUpperCase() : output }
}

/** Keeps letters, digits and `_`, because variable names allow no others; a dot stays visible as `__`. */
function normalize(name: string): string {
  return name.replaceAll('.', '__').replace(/[^\p{L}\p{N}_]/gu, '')
}
