import { Composer, Lexer, LineCounter, Parser, type CST, type Document } from 'yaml'
import { createConverter, Refusal } from './convert-yaml.ts'
import { emptyAt, type YamlNode } from './yaml-node.ts'

/** Why a file cannot be read: a line, and the end of a sentence that starts with the file. */
export interface YamlProblem {
  readonly line: number
  readonly problem: string
}

/** The largest file, in characters; far more than people write. */
export const maxFileLength = 512 * 1024

/** The most lexemes of a file. A plain line has about six, a block scalar three. */
const maxLexemes = 100_000
const maxDepth = 100

/** A YAML file: its nodes with lines, and the document with the ranges of its nodes. */
export interface ParsedYaml {
  readonly root: YamlNode
  readonly document: Document.Parsed
}

/**
 * Parses a YAML file to nodes with lines. Time and memory are bounded for every text: returns a problem for invalid YAML, for a file
 * beyond the limits, for a second document, which GitHub refuses (actions/runner, YamlObjectReader.cs), and for aliases that contain
 * themselves or expand to too much. `<<` is a key as any other, because GitHub supports anchors and aliases, but no merge keys
 * (docs.github.com, "Reusing workflow configurations").
 */
export function parseYaml(text: string): YamlNode | YamlProblem {
  const parsed = parseDocument(text)
  if (!parsed) return emptyAt(1)
  return 'problem' in parsed ? parsed : parsed.root
}

/** Parses a YAML file as `parseYaml` does. Returns undefined for a file without content. */
export function parseDocument(text: string): ParsedYaml | YamlProblem | undefined {
  if (text.length > maxFileLength) return { line: 1, problem: `is larger than ${maxFileLength / 1024} KiB` }
  const lines = new LineCounter()
  try {
    const [document, second] = [...new Composer(composing).compose(tokensOf(text, lines))]
    const [error] = document?.errors ?? []
    if (error) throw new Refusal(error.pos[0], `is not valid YAML: ${error.message}`)
    if (second) throw new Refusal(second.range[0], 'starts a second document, which GitHub refuses')
    return document?.contents ? { root: createConverter(lines)(document.contents), document } : undefined
  } catch (error) {
    if (error instanceof Refusal) return { line: Math.max(lines.linePos(error.offset).line, 1), problem: error.message }
    throw error
  }
}

/** Leaves out the check for equal keys, which takes quadratic time; the converter checks them. */
const composing = { uniqueKeys: false, merge: false, prettyErrors: false } as const

/** Returns the top of the syntax tree. Throws a Refusal as soon as the text exceeds a limit, before recursive code gets it. */
function tokensOf(text: string, lines: LineCounter): readonly CST.Token[] {
  const parser = new Parser(lines.addNewLine)
  // the parser adds every line but the first
  lines.addNewLine(0)
  const tokens: CST.Token[] = []
  let count = 0
  for (const lexeme of new Lexer().lex(text)) {
    tokens.push(...parser.next(lexeme))
    if (++count > maxLexemes) throw new Refusal(parser.offset, `has more than ${maxLexemes} parts`)
    if (parser.stack.length > maxDepth) throw new Refusal(parser.offset, `is nested deeper than ${maxDepth} levels`)
  }
  return [...tokens, ...parser.end()]
}
