import { positionsIn, withoutComments } from '../mapping/chunks.ts'

/** Inputs that messages may quote and that do not use `{{ }}` themselves. */
export const plainInputs = [
  'secretEncodingType',
  'ignoreNotFound',
  'url',
  'namespace',
  'authNamespace',
  'redirectHosts',
  'caCertificate',
  'clientCertificate',
  'tlsSkipVerify',
  'timeout',
  'method',
  'path',
  'role',
  'jwtGithubAudience',
  'jwtFile',
  'jwtTtl',
  'jwtIat',
  'kubernetesTokenPath',
  'awsRegion',
  'awsHeaderValue',
  'username',
  'shell',
  'workingDirectory',
  'exportEnv',
  'exportToken',
  'outputToken',
  'minMaskLength',
  'revoke',
  'maxTtl',
  'minTtl',
  'summary',
  'awsWait',
] as const

/** A GitHub Actions expression that the runner did not evaluate, as a problem of an input. */
interface Unevaluated {
  readonly text: string
  readonly instead: string
}

/** Matches `${{ NAME }}`, also with the spaces that YAML and template formatters insert between the braces. */
const expression = /(\$\s*\{\s*\{)(?:([^{}]*)(?:\}\s*\}?|$))?|\{\s*\{([^{}]+)\}\s*\}/

/** Returns the problem of an input that contains an unevaluated expression; else undefined. Quotes only the expression. */
export function unevaluated(value: string): Unevaluated | undefined {
  const [whole, opening, withDollar, bare] = expression.exec(value) ?? []
  if (whole === undefined) return undefined
  // text after an unclosed expression is not part of it, and can contain a password
  return whole.endsWith('}') ? problemOf(whole, withDollar ?? bare ?? '') : problemOf(opening ?? whole, '')
}

/** Matches an expression in a secret: `${{ NAME }}`, or `{{ secrets.NAME }}` as the whole text. Passwords can contain other braces. */
const expressionInSecret = /\$\s*\{\s*\{[^{}]*\}\s*\}|^\{\s*\{\s*(?:secrets|vars|env|inputs|steps|needs|github)\.[^{}]*\}\s*\}$/

/** Returns the problem of a secret input that contains an unevaluated expression; else undefined. Quotes nothing. */
export function unevaluatedSecret(value: string): Unevaluated | undefined {
  if (!expressionInSecret.test(value)) return undefined
  return { ...problemOf('', 'secrets.NAME'), text: 'contains an expression that was not evaluated' }
}

/** Limits the length of the error. */
const maxPerMapping = 100

/**
 * Returns the unevaluated expressions of a mapping, and where each starts. Finds only `${{ NAME }}`: bodies can contain
 * `{{identity.entity.name}}`, which is a template of Vault policies.
 */
export function unevaluatedIn(mapping: string): readonly (Unevaluated & { readonly line: number; readonly column: number })[] {
  const positionOf = positionsIn(mapping)
  const found = [...withoutComments(mapping).matchAll(/\$\{\{([^{}]*)\}\}/g)].slice(0, maxPerMapping)
  return found.map((one) => ({ ...positionOf(one.index), ...problemOf(one[0], one[1] ?? '') }))
}

function problemOf(quoted: string, inner: string): Unevaluated {
  return {
    text: `"${quoted}" is an expression that was not evaluated`,
    instead: `\${{ ${inner.trim() || 'vars.NAME'} }} in a workflow or a composite action, without spaces in \${{ and }}`,
  }
}
