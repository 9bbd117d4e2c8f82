import type { Names } from '../mapping/names.ts'
import { oldNames } from './release.ts'

/** An entry of `secrets` as vault-action reads it. */
export interface OldEntry {
  readonly path: string
  /** Without quotes. */
  readonly selector: string
  /** The name after `|`; undefined if it is derived. */
  readonly name: string | undefined
  readonly names: Names
}

/** Reads an entry by vault-action's rule (src/action.js, parseSecretsInput). Returns undefined if vault-action refuses it. */
export function readOldEntry(text: string): OldEntry | undefined {
  const bar = text.lastIndexOf('|')
  const name = bar < 0 ? undefined : text.slice(bar + 1).trim()
  const [path = '', written = '', ...more] = (bar < 0 ? text : text.slice(0, bar)).trim().split(/\s+/)
  if (written === '' || more.length > 0 || name === '') return undefined
  const selector = written.replaceAll('"', '')
  return { path, selector, name, names: name === undefined ? oldNames(selector) : { output: name, variable: name } }
}
