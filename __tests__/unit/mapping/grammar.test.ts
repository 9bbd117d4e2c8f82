import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseFlags } from '../../../src/mapping/flags.ts'
import { maxDepth } from '../../../src/mapping/json-object.ts'
import { meaningOf } from './meaning.ts'

const grammar = readFileSync(join(__dirname, '../../../docs/grammar.md'), 'utf8')
const section = (title: string) => grammar.split(/^## /m).find((text) => text.startsWith(title))!
/** Returns the cells of a table, each as its lines of code. */
const rowsOf = (text: string) =>
  [...text.matchAll(/^\| (.*) \|$/gm)].map(([, row]) => row!.split(/ (?<!\\)\| /).map((cell) => cell.split('<br>').map(codeOf)))
const codeOf = (cell: string) => cell.replace(/^(`+)( ?)(.*)\2\1$/, '$3').replaceAll('\\|', '|')

describe('docs/grammar.md', () => {
  const examples = rowsOf(section('Examples')).slice(1)

  it('has examples', () => {
    expect(examples.length).toBeGreaterThan(25)
  })

  it.each(examples.map(([text, meaning]) => [text!.join('\n'), meaning!]))('%s', (text, meaning) => {
    expect(meaningOf(text)).toEqual(meaning)
  })

  it('lists every flag, and no others', () => {
    const named = [...section('Flags').matchAll(/^\| (`.*?) \|/gm)].flatMap(([, cell]) => cell!.replaceAll('`', '').split(', '))
    expect(parseFlags('?')).toEqual({
      problem: 'has the unknown flag "?"',
      instead: `one of ${sorted(named)}, and quotes around a value with spaces`,
    })
    // sorts as in the message
    function sorted(names: readonly string[]) {
      const { instead } = parseFlags('?') as { instead: string }
      return names.toSorted((a, b) => instead.indexOf(a) - instead.indexOf(b)).join(', ')
    }
  })

  it('states the maximum depth of an object', () => {
    expect(grammar).toContain(`at most ${maxDepth} levels deep`)
  })

  it('has at most 150 lines', () => {
    expect(grammar.split('\n').length).toBeLessThanOrEqual(150)
  })
})
