/**
 * Whether a token is one of the root namespace, by its form: Vault and OpenBao end tokens of any other with a dot and its id,
 * `s.RANDOM.sJLhO5`. In Vault's newer service tokens that form is packed into base64. Undefined where it cannot be told.
 * Source: vault/token_store.go, `create`, and vault/tokens, `SignedToken`.
 */
export function isOfRootNamespace(token: string): boolean | undefined {
  if (/^(?:hv[sb]|[sb])\.[\w-]+\.\w+$/.test(token)) return false
  if (/^hvs\.CAES/.test(token)) {
    const packed = Buffer.from(token.slice('hvs.'.length), 'base64url').toString('latin1')
    const inner = /hvs\.[A-Za-z0-9]{24}(\.\w)?/.exec(packed)
    return inner ? inner[1] === undefined : undefined
  }
  return /^(?:hv[sb]|[sb])\.[\w-]+$/.test(token) ? true : undefined
}
