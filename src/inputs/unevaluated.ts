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
  'username',
  'exportEnv',
  'exportToken',
  'outputToken',
  'minMaskLength',
  'revoke',
  'maxTtl',
] as const

/** Matches `${{ NAME }}`, also with the spaces that YAML and template formatters insert between the braces. */
const expression = /\$\s*\{\s*\{\s*([^{}]*?)\s*(?:\}|$)|\{\s*\{\s*([^{}]+?)\s*\}\s*\}/

/** Returns the problem of an input that contains a GitHub Actions expression that the runner did not evaluate; else undefined. */
export function unevaluated(value: string): { readonly text: string; readonly instead: string } | undefined {
  const [, withDollar, bare] = expression.exec(value) ?? []
  const inner = withDollar ?? bare
  if (inner === undefined) return undefined
  return {
    text: `"${value}" is an expression that was not evaluated`,
    instead: `\${{ ${inner || 'vars.NAME'} }} in a workflow or a composite action, without spaces in \${{ and }}`,
  }
}
