/** An entry as parsed by vault-action. */
export interface OracleEntry {
  readonly path: string
  readonly selector: string
  readonly name: string | undefined
}

/** Parses the input `secrets` by vault-action's rule, reimplemented from its documentation; undefined if it is refused. */
export function oracle(text: string): readonly OracleEntry[] | undefined {
  const entries: OracleEntry[] = []
  for (const written of text.split(';')) {
    const entry = written.trim()
    if (entry === '') continue
    const parts = entry.split('|')
    const name = parts.length > 1 ? parts.pop()!.trim() : undefined
    const words = parts.join('|').trim().split(/\s+/)
    if (words.length !== 2 || name === '') return undefined
    entries.push({ path: words[0]!, selector: words[1]!.replaceAll('"', ''), name })
  }
  return entries
}
