/** Inputs that a message may quote and whose texts have no template language of their own. */
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
  'username',
  'exportEnv',
  'exportToken',
  'outputToken',
  'minMaskLength',
  'revoke',
  'maxTtl',
] as const

/** `${{ NAME }}`, also with the spaces that formatters of YAML and templates put between its braces. */
const expression = /\$\s*\{\s*\{\s*([^{}]*?)\s*(?:\}|$)|\{\s*\{\s*([^{}]+?)\s*\}\s*\}/

/** Tells of an input that it is an expression of GitHub Actions that the runner has not evaluated; undefined if it is none. */
export function unevaluated(value: string): { readonly text: string; readonly instead: string } | undefined {
  const [, withDollar, bare] = expression.exec(value) ?? []
  const inner = withDollar ?? bare
  if (inner === undefined) return undefined
  return {
    text: `"${value}" is an expression that was not evaluated`,
    instead: `\${{ ${inner || 'vars.NAME'} }} in a workflow or a composite action, without spaces in \${{ and }}`,
  }
}
