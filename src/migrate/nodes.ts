import { isAlias, isMap, isScalar, isSeq, type Pair, type ParsedNode, type Scalar, type YAMLMap } from 'yaml'
import type { Aliases } from './aliases.ts'

/** A mapping of a parsed file. */
export type MapNode = YAMLMap.Parsed

/** A key and a value of a mapping. */
export type PairNode = Pair<ParsedNode, ParsedNode | null>

/** Reads the nodes of a document. An alias is the node of its anchor. */
export interface Nodes {
  readonly pairOf: (map: MapNode | undefined, key: string) => PairNode | undefined
  readonly mapAt: (map: MapNode | undefined, key: string) => MapNode | undefined
  readonly scalarAt: (map: MapNode | undefined, key: string) => Scalar.Parsed | undefined
  readonly mapsAt: (map: MapNode | undefined, key: string) => readonly MapNode[]
  readonly asMap: (node: ParsedNode | null | undefined) => MapNode | undefined
  readonly asScalar: (node: ParsedNode | null | undefined) => Scalar.Parsed | undefined
  readonly asMaps: (node: ParsedNode | null | undefined) => readonly MapNode[]
}

/** Creates the reader of a document. */
export function createNodes(aliases: Aliases): Nodes {
  const resolved = (node: ParsedNode | null | undefined): ParsedNode | undefined =>
    isAlias(node) ? aliases.get(node) : (node ?? undefined)
  const asMap: Nodes['asMap'] = (node) => {
    const found = resolved(node)
    return isMap(found) ? found : undefined
  }
  const asScalar: Nodes['asScalar'] = (node) => {
    const found = resolved(node)
    return isScalar(found) ? found : undefined
  }
  const asMaps: Nodes['asMaps'] = (node) => {
    const found = resolved(node)
    return isSeq<ParsedNode>(found) ? found.items.flatMap((item) => asMap(item) ?? []) : []
  }
  const pairOf: Nodes['pairOf'] = (map, key) => map?.items.find((pair) => nameOf(pair) === key)
  return {
    pairOf,
    asMap,
    asScalar,
    asMaps,
    mapAt: (map, key) => asMap(pairOf(map, key)?.value),
    scalarAt: (map, key) => asScalar(pairOf(map, key)?.value),
    mapsAt: (map, key) => asMaps(pairOf(map, key)?.value),
  }
}

/** Returns the key of a pair as text; '' if it is not a scalar. */
export const nameOf = ({ key }: PairNode): string => (isScalar(key) ? textOf(key) : '')

/** Returns a scalar as text, as the runner converts it for an input; '' for null, and if there is none. */
export function textOf(node: Scalar.Parsed | undefined): string {
  const value = node?.value
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}
