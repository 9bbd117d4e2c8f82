/** Nodes of JSONata's syntax tree that read a part of a value: a key, `*`, `**`, `%`. */
const lookups = new Set(['name', 'wildcard', 'descendant', 'parent'])

/** Functions that read the secret if they are called with fewer arguments than this. Source: their signatures in JSONata. */
const contextFunctions: Readonly<Record<string, number>> = {
  boolean: 1,
  clone: 1,
  each: 2,
  // its expression is only known at run time
  eval: Number.MAX_SAFE_INTEGER,
  keys: 1,
  lookup: 2,
  not: 1,
  sift: 2,
  spread: 1,
  string: 1,
}

/**
 * Returns true if an expression depends on the secret: `'x'`, `1+1` and `$now()` do not.
 * @param ast JSONata's syntax tree of `$$.EXPRESSION`
 */
export function readsSecret(ast: unknown): boolean {
  if (Array.isArray(ast)) return ast.some(readsSecret)
  if (typeof ast !== 'object' || ast === null) return false
  const node = ast as { type?: unknown; value?: unknown; position?: unknown; procedure?: { value?: unknown }; arguments?: unknown[] }
  if (typeof node.type === 'string' && lookups.has(node.type)) return true
  if (node.type === 'variable' && (node.value === '' || (node.value === '$' && node.position !== prefixEnd))) return true
  if (node.type === 'function' && (node.arguments?.length ?? 0) < (contextFunctions[String(node.procedure?.value)] ?? 0)) return true
  return Object.values(node).some(readsSecret)
}

/** The position of the `$$` that `evaluate` puts before every expression. */
const prefixEnd = 2
