import { isAlias, visit, type Alias, type Document, type ParsedNode } from 'yaml'

/** The node of each alias of a document. */
export type Aliases = ReadonlyMap<Alias, ParsedNode>

/** Finds the node of each alias in one pass: the last node before it that has its anchor. */
export function resolveAliases(document: Document.Parsed): Aliases {
  const anchors = new Map<string, ParsedNode>()
  const aliases = new Map<Alias, ParsedNode>()
  visit(document, {
    Node: (_key, node) => {
      if (isAlias(node)) {
        const target = anchors.get(node.source)
        if (target) aliases.set(node, target)
      } else if (node.anchor !== undefined) anchors.set(node.anchor, node as ParsedNode)
    },
  })
  return aliases
}
