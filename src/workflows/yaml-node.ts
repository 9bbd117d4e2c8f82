import type { Json } from '../core/json.ts'

/** A node of a YAML file, with its line. Aliases are the node of their anchor, so that aliases take no memory of their own. */
export type YamlNode = YamlText | YamlList | YamlMap

interface Located {
  /** From 1. For a block scalar, the line of its first line of text. */
  readonly line: number
  /** Nodes below this one, and itself, with aliases expanded. */
  readonly size: number
}

/** A scalar. */
export interface YamlText extends Located {
  readonly kind: 'text'
  readonly value: string | number | boolean | null
  /** True for a literal block (`|`): each line of its text is a line of the file. */
  readonly isBlock: boolean
}

/** A sequence. */
export interface YamlList extends Located {
  readonly kind: 'list'
  readonly items: readonly YamlNode[]
}

/** A mapping. A key that is not a text is left out. */
export interface YamlMap extends Located {
  readonly kind: 'map'
  readonly entries: ReadonlyMap<string, YamlEntry>
}

/** A value of a mapping, and the line of its key. */
export interface YamlEntry {
  readonly line: number
  readonly value: YamlNode
}

/** Returns the value of a key; undefined if the node is not a mapping or has no such key. */
export function valueAt(node: YamlNode | undefined, key: string): YamlNode | undefined {
  return node?.kind === 'map' ? node.entries.get(key)?.value : undefined
}

/** Returns the entries of a mapping; none if the node is not a mapping. */
export function entriesOf(node: YamlNode | undefined): readonly (readonly [key: string, entry: YamlEntry])[] {
  return node?.kind === 'map' ? [...node.entries] : []
}

/** Returns the items of a sequence; none if the node is not a sequence. */
export function itemsOf(node: YamlNode | undefined): readonly YamlNode[] {
  return node?.kind === 'list' ? node.items : []
}

/** Returns the text of a scalar; undefined for other nodes and for null. */
export function textOf(node: YamlNode | undefined): string | undefined {
  return node?.kind === 'text' && node.value !== null ? String(node.value) : undefined
}

/** Returns the scalar of a key; undefined if it is not a scalar, or null. */
export function scalarAt(node: YamlNode | undefined, key: string): YamlText | undefined {
  const value = valueAt(node, key)
  return value?.kind === 'text' && value.value !== null ? value : undefined
}

/** Returns the texts of a scalar, or of a sequence of scalars: `branches: main` and `branches: [main]` are the same. */
export function textsOf(node: YamlNode | undefined): readonly string[] {
  return (node?.kind === 'list' ? node.items : [node]).flatMap((item) => textOf(item) ?? [])
}

/** Returns a node as JSON, with each text replaced by `convert`; undefined if `convert` returns undefined for one of them. */
export function jsonOf(node: YamlNode, convert: (text: YamlText) => Json | undefined): Json | undefined {
  if (node.kind === 'text') return convert(node)
  if (node.kind === 'list') {
    const items = node.items.map((item) => jsonOf(item, convert))
    return items.every((item) => item !== undefined) ? items : undefined
  }
  const entries = [...node.entries].map(([key, { value }]) => [key, jsonOf(value, convert)] as const)
  return entries.every((entry): entry is readonly [string, Json] => entry[1] !== undefined) ? Object.fromEntries(entries) : undefined
}

/** Returns the node of an empty value. */
export const emptyAt = (line: number): YamlText => ({ kind: 'text', value: null, isBlock: false, line, size: 1 })
