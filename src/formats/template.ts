import { jsonShown, notUnicode, shellQuoted, shellShown } from './format.ts'

/** A value in a template: `{{ NAME }}` or `{{ NAME | FILTER }}`. */
export interface Placeholder {
  readonly name: string
  readonly filter: Filter
  /** Index of its `{{` in the template. */
  readonly at: number
}

/** How a template writes a value. */
export interface Filter {
  /** Why it cannot write this value: the end of a sentence that starts with "the value". */
  readonly refusal: (value: string) => string | undefined
  readonly write: (value: string) => string
  /** Returns a part of a value as the file shows it. */
  readonly shown: (text: string) => string
}

/** A problem of a template, and what to write instead. */
interface TemplateProblem {
  readonly at: number
  readonly text: string
  readonly instead: string
}

/** Texts, which are copied, and placeholders. */
export type Template = readonly (string | Placeholder)[]

const unchanged = (text: string): string => text
const plain: Filter = { refusal: notUnicode, write: unchanged, shown: unchanged }

const filters: Readonly<Record<string, Filter>> = {
  json: { refusal: () => undefined, write: (value) => JSON.stringify(value), shown: jsonShown },
  // masks contain the base64 of each value
  base64: { refusal: notUnicode, write: (value) => Buffer.from(value).toString('base64'), shown: unchanged },
  shell: {
    refusal: (value) => (value.includes('\0') ? 'contains NUL' : notUnicode(value)),
    write: shellQuoted,
    shown: shellShown,
  },
  url: { refusal: notUnicode, write: uriComponent, shown: (text) => uriComponent(text.toWellFormed()) },
}

/** Encodes all characters except the unreserved ones of RFC 3986. */
function uriComponent(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
}

/** Limits the length of the error. */
const maxProblems = 100

/** The placeholder of a literal `{{`. */
const literal = '"{{"'

/** Parses a template. Everything outside `{{ }}` is copied; `{{ "{{" }}` stands for `{{`. */
export function parseTemplate(text: string): { readonly template: Template; readonly problems: readonly TemplateProblem[] } {
  const template: (string | Placeholder)[] = []
  const problems: TemplateProblem[] = []
  let [copied, lineEnd] = [0, -1]
  for (let at = text.indexOf('{{'); at >= 0 && problems.length < maxProblems; at = text.indexOf('{{', copied)) {
    template.push(text.slice(copied, at))
    if (lineEnd < at) lineEnd = text.indexOf('\n', at)
    if (lineEnd < 0) lineEnd = text.length
    const line = text.slice(at + 2, lineEnd)
    const isLiteral = line.trimStart().startsWith(literal)
    const end = line.indexOf('}}', isLiteral ? line.indexOf(literal) + literal.length : 0)
    const found = end < 0 ? unclosed : placeholderIn(line.slice(0, end).trim())
    if (typeof found === 'string') template.push(found)
    else if ('text' in found) problems.push({ at, ...found })
    else template.push({ at, ...found })
    copied = at + 2 + (end < 0 ? line.length : end + 2)
  }
  template.push(text.slice(copied))
  return { template, problems }
}

const unclosed = { text: 'has {{ without }} on the same line', instead: `{{ NAME }}, or {{ ${literal} }} for a literal {{` }

function placeholderIn(inner: string): Omit<Placeholder, 'at'> | Omit<TemplateProblem, 'at'> | string {
  if (inner === literal) return '{{'
  const [name = '', filter, ...more] = inner.split('|').map((part) => part.trim())
  if (name === '') return { text: 'has {{ }} without a name', instead: unclosed.instead }
  if (filter === undefined) return { name, filter: plain }
  const known = Object.hasOwn(filters, filter) ? filters[filter] : undefined
  if (more.length > 0 || !known) {
    const names = Object.keys(filters).join(', ')
    return { text: `has the unknown filter "${[filter, ...more].join(' | ')}"`, instead: `{{ ${name} | FILTER }} with one of ${names}` }
  }
  return { name, filter: known }
}
