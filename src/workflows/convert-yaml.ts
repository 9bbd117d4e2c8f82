import { isAlias, isMap, isScalar, isSeq, type LineCounter, type ParsedNode, type Scalar } from 'yaml'
import { emptyAt, type YamlEntry, type YamlNode, type YamlText } from './yaml-node.ts'

/** A part of a file that is refused: an index of the text, and the end of a sentence that starts with the file. */
export class Refusal extends Error {
  readonly offset: number

  constructor(offset: number, problem: string) {
    super(problem)
    this.offset = offset
  }
}

/** The most nodes of a file with all aliases expanded. */
const maxNodes = 100_000

/** Creates a function that converts the nodes of a document, in its order. An alias becomes the last node with its anchor. */
export function createConverter(lines: LineCounter): (node: ParsedNode) => YamlNode {
  const anchors = new Map<string, YamlNode | 'unfinished'>()
  const lineAt = (offset: number) => Math.max(lines.linePos(offset).line, 1)

  const convert = (node: ParsedNode): YamlNode => {
    if (isAlias(node)) return aliased(node.source, node.range[0])
    if (node.anchor !== undefined) anchors.set(node.anchor, 'unfinished')
    const converted = convertContent(node, lineAt(node.range[0]))
    if (node.anchor !== undefined) anchors.set(node.anchor, converted)
    if (converted.size > maxNodes) throw new Refusal(node.range[0], `has more than ${maxNodes} nodes when its aliases are expanded`)
    return converted
  }

  const aliased = (name: string, offset: number): YamlNode => {
    const node = anchors.get(name)
    if (node === undefined) throw new Refusal(offset, `has the alias *${name} without an anchor before it`)
    if (node === 'unfinished') throw new Refusal(offset, `has the alias *${name} inside its own anchor`)
    return node
  }

  const convertContent = (node: ParsedNode, line: number): YamlNode => {
    if (isScalar(node)) return textNode(node, line)
    if (isMap<ParsedNode, ParsedNode | null>(node)) return convertMap(node.items, line)
    const items = isSeq<ParsedNode>(node) ? node.items.map(convert) : []
    return { kind: 'list', line, items, size: 1 + sizeOf(items) }
  }

  const convertMap = (pairs: readonly { readonly key: ParsedNode; readonly value: ParsedNode | null }[], line: number): YamlNode => {
    const entries = new Map<string, YamlEntry>()
    for (const { key, value } of pairs) {
      const keyLine = lineAt(key.range[0])
      const name = convert(key)
      const converted = value ? convert(value) : emptyAt(keyLine)
      if (name.kind !== 'text') continue
      const text = String(name.value ?? '')
      if (entries.has(text)) throw new Refusal(key.range[0], `has the key "${text}" twice`)
      entries.set(text, { line: keyLine, value: converted })
    }
    return { kind: 'map', line, entries, size: 1 + sizeOf([...entries.values()].map(({ value }) => value)) }
  }

  return convert
}

/** Converts a scalar. The text of a block starts in the line after its header (`|`). */
function textNode({ value, type }: Scalar.Parsed, line: number): YamlText {
  const isPlain = value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
  const isBlock = type === 'BLOCK_LITERAL'
  return {
    kind: 'text',
    // a tag such as !!binary can make other values
    value: isPlain ? value : null,
    isBlock,
    line: isBlock || type === 'BLOCK_FOLDED' ? line + 1 : line,
    size: 1,
  }
}

const sizeOf = (nodes: readonly YamlNode[]): number => nodes.reduce((total, { size }) => total + size, 0)
