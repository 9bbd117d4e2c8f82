/** The names that a value is handed on under. */
export interface Names {
  readonly output: string
  readonly variable: string
}

/** The names of an entry without `| name`, made from its selector. */
export function derivedNames(selector: string): Names {
  const output = normalize(selector)
  return { output, variable: output.toUpperCase() }
}

/** The names of one key that a wildcard found. */
export function wildcardNames(key: string, prefix: string, upperCase: boolean): Names {
  const output = normalize(prefix + key)
  return { output, variable: upperCase ? output.toUpperCase() : output }
}

/** A dot separates, so it stays visible; what is no letter, digit or underscore cannot be part of a variable's name. */
function normalize(name: string): string {
  return name.replaceAll('.', '__').replace(/[^\p{L}\p{N}_]/gu, '')
}
