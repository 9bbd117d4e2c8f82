import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const textOf = (path: string) => readFileSync(join(__dirname, '../..', path), 'utf8')
/** What the first group of a pattern matches, wherever it does. */
const all = (pattern: RegExp, text: string) => [...text.matchAll(pattern)].map((match) => match[1]!)

describe('docs/errors.md', () => {
  const errors = textOf('docs/errors.md')
  const codes = all(/^ {2}\| '(ERR_\w+)'/gm, textOf('src/failure.ts'))
  const sections = errors.split(/^## /m).slice(1)

  it('has one section for each code, and no other', () => {
    expect(codes).not.toEqual([])
    expect(all(/^## (.*)$/gm, errors).sort()).toEqual([...codes].sort())
  })

  it('points at sections that are there', () => {
    const anchors = codes.map((code) => code.toLowerCase())
    for (const anchor of all(/#(err_\w+)/g, errors)) expect(anchors).toContain(anchor)
  })

  test.each(sections.map((section) => [section.split('\n', 1).join(), section]))('%s shows an error of its own code', (code, section) => {
    for (const shown of all(/^(ERR_\w+), see docs\/errors\.md#err_\w+$/gm, section)) expect(shown).toBe(code)
  })
})

describe('CONTRIBUTING.md', () => {
  const named = all(/`([^`\n]+)`/g, textOf('CONTRIBUTING.md'))
  const { dependencies, devDependencies, scripts } = JSON.parse(textOf('package.json')) as Record<string, Record<string, string>>

  test.each(Object.keys({ ...dependencies, ...devDependencies }))('gives a reason for %s', (name) => {
    expect(named).toContain(name)
  })

  it('names scripts that are there', () => {
    for (const script of all(/npm run ([\w:]+)/g, textOf('CONTRIBUTING.md'))) expect(scripts).toHaveProperty([script])
  })
})

describe('README.md', () => {
  const readme = textOf('README.md')

  it.each(['examples/job.yml', 'examples/composite/action.yml'])('shows %s as it is tested', (path) => {
    expect(readme).toContain(`<!-- ${path} -->\n\`\`\`yaml\n${textOf(path)}\`\`\`\n`)
  })

  it('stays under 250 lines', () => {
    expect(readme.split('\n').length).toBeLessThan(250)
  })
})
