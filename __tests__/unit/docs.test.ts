import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const root = join(__dirname, '../..')
const textOf = (path: string) => readFileSync(join(root, path), 'utf8')
const isThere = (path: string) => existsSync(join(root, path))
/** What the first group of a pattern matches, wherever it does. */
const all = (pattern: RegExp, text: string) => [...text.matchAll(pattern)].map((match) => match[1]!)
const pagesIn = (folder: string) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name))
const pages = [...pagesIn('.'), ...pagesIn('docs'), '.github/pull_request_template.md']
const { dependencies, devDependencies, scripts } = JSON.parse(textOf('package.json')) as Record<string, Record<string, string>>

/** What a page names that can be looked for here. */
function namedIn(page: string) {
  const text = textOf(page)
  return {
    scripts: all(/npm run ([\w:]+)/g, text),
    // a name in capitals stands for any
    paths: all(/`((?![^`]*NAME)(?:src|testing|__tests__|docs|examples|build)\/[\w./-]*)`/g, text),
    links: all(/\]\((?!https?:)([^)\s]+)\)/g, text),
  }
}

/** The anchor that GitHub gives a heading. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-')

function leadsSomewhere(page: string, link: string): boolean {
  const [file, anchor] = link.split('#')
  const target = file === '' || file === undefined ? page : join(dirname(page), file)
  if (!isThere(target)) return false
  return (
    anchor === undefined ||
    all(/^#+ (.*)$/gm, textOf(target))
      .map(anchorOf)
      .includes(anchor)
  )
}

describe('what the pages name is there', () => {
  it.each(pages)('%s', (page) => {
    const { scripts: run, paths, links } = namedIn(page)
    expect(run.filter((script) => !(script in scripts!))).toEqual([])
    expect(paths.filter((path) => ![path, `${path}.ts`, `${path}.test.ts`].some(isThere))).toEqual([])
    expect(links.filter((link) => !leadsSomewhere(page, link))).toEqual([])
  })

  it('and is found in them', () => {
    const found = pages.map(namedIn)
    expect(found.flatMap((one) => one.scripts).length).toBeGreaterThan(10)
    expect(found.flatMap((one) => one.paths).length).toBeGreaterThan(30)
    expect(found.flatMap((one) => one.links).length).toBeGreaterThan(15)
  })
})

describe('a table', () => {
  /** The blocks of lines that begin with `|`, outside of code. GitHub shows one as a table only if its second line is a delimiter row. */
  const tablesIn = (page: string) =>
    all(/((?:^\|.*\n)+)/gm, `${textOf(page).replace(/^ *```[\s\S]*?^ *```$/gm, '')}\n`).map((block) => block.split('\n'))

  it('of every page has a header', () => {
    const tables = pages.flatMap((page) => tablesIn(page).map((lines) => ({ page, lines })))
    expect(tables.length).toBeGreaterThan(60)
    expect(tables.filter(({ lines: [, second = ''] }) => !/^\|(?: *:?-+:? *\|)+$/.test(second))).toEqual([])
  })
})

describe('docs/errors.md', () => {
  const errors = textOf('docs/errors.md')
  const codes = all(/^ {2}\| '(ERR_\w+)'/gm, textOf('src/core/failure.ts'))
  const sections = errors.split(/^## /m).slice(1)

  it('has one section for each code, and no other', () => {
    expect(codes.length).toBeGreaterThan(20)
    expect(all(/^## (.*)$/gm, errors).sort()).toEqual([...codes].sort())
  })

  it('points at sections that are there', () => {
    const anchors = new Set(codes.map((code) => code.toLowerCase()))
    const named = all(/#(err_\w+)/g, errors)
    expect(named.length).toBeGreaterThanOrEqual(codes.length)
    expect(named.filter((anchor) => !anchors.has(anchor))).toEqual([])
  })

  it('has a row for each problem of the inputs', () => {
    const plain = (text: string) => text.replaceAll(/[`\\]/g, '')
    const rows = all(/^\| (.*) \| [^|]*\|$/gm, sections.find((section) => section.startsWith('ERR_INPUT'))!.replaceAll('\\|', '¦'))
    const phrases = rows
      .flatMap((row) => plain(row.replaceAll('¦', '|')).split(/, |…|: /))
      .map((phrase) => phrase.trim())
      .filter((phrase) => phrase.length > 7)
    const ofRooms = ['inputs', 'mapping', 'login', 'github-app'].flatMap((room) =>
      readdirSync(join(root, 'src', room)).map((file) => join('src', room, file)),
    )
    const problems = [...ofRooms, 'src/plan/settings.ts', 'src/plan/check-settings.ts', 'src/plan/mount-table.ts', 'src/drift/baseline.ts']
      .map(textOf)
      .flatMap((source) =>
        [/problem\(\s*[^,]*,\s*'([^'\n]*)'/g, /problem\(\s*[^,]*,\s*`([^`\n]*)`/g, /problem: ['`]([^\n]*?)['`]/g].flatMap((pattern) =>
          all(pattern, source),
        ),
      )
      .filter((problem) => /[a-z]{3}/.test(problem.replaceAll(/\$\{.*?\}/g, '')))
    expect(problems.length).toBeGreaterThan(40)
    expect(problems.filter((problem) => !phrases.some((phrase) => plain(problem).includes(phrase)))).toEqual([])
  })

  test.each(sections.map((section) => [section.split('\n', 1).join(), section]))('%s shows an error of its own code', (code, section) => {
    expect(new Set(all(/^(ERR_\w+), see docs\/errors\.md#err_\w+$/gm, section))).toEqual(new Set([code]))
  })
})

describe('docs/revocation.md', () => {
  const text = textOf('docs/revocation.md')
  /** Names of tests, as the page's first lines explain them: in brackets, or after one of a few words. */
  const testsIn = (part: string) =>
    [...all(/\((`[^)]*)\)/g, part), ...all(/(?:Rows: |rows of |one of |cluster: )(`[^`]+`)/g, part)].flatMap((names) =>
      all(/`([\w/-]+)`/g, names),
    )
  const filesOf = (name: string) =>
    name.includes('/') ? [name, `${name}.ts`, `${name}.test.ts`] : [`__tests__/integration/${name}.test.ts`, `testing/faults/${name}.ts`]

  const promises = text
    .split(/^## /m)
    .find((section) => section.startsWith('What is promised'))!
    .split(/^\d+\. /m)
    .slice(1)

  it('makes promises', () => {
    expect(promises.length).toBeGreaterThanOrEqual(8)
  })

  it.each(promises.map((promise) => [/^\*\*(.*?)\*\*/.exec(promise)![1]!, promise]))('names the test of: %s', (_, promise) => {
    expect(testsIn(promise)).not.toEqual([])
  })

  it('names tests that are there', () => {
    const named = testsIn(text)
    expect(named).toEqual(expect.arrayContaining(['revocation', 'engines', 'kill-points', 'cluster', 'max-ttl']))
    expect(named.filter((name) => !filesOf(name).some(isThere))).toEqual([])
  })
})

describe('docs/plan.md', () => {
  it('has a row for each finding, with its level, and no other', () => {
    const source = textOf('src/workflows/finding.ts')
    const levels = [...source.matchAll(/^ {2}(PLAN_\w+): '(\w+)',$/gm)].map(([, code, level]) => `${code} ${level}`)
    const rows = [...textOf('docs/plan.md').matchAll(/^\| (PLAN_\w+) \| (\w+) \|/gm)].map(([, code, level]) => `${code} ${level}`)
    expect(levels.length).toBeGreaterThan(10)
    expect(rows.sort()).toEqual(levels.sort())
  })

  it('has a row for each input and output of plan/action.yml', () => {
    const declared = all(/^ {2}(\w+):$/gm, textOf('plan/action.yml'))
    expect(declared.length).toBeGreaterThan(5)
    // the inputs of a comparison, and those of its login
    const rows = ['docs/plan.md', 'docs/drift.md', 'docs/inputs.md'].flatMap((page) =>
      all(/^\| (`[^|]*`) \|/gm, textOf(page)).flatMap((cell) => all(/`(\w+)`/g, cell)),
    )
    expect(rows).toEqual(expect.arrayContaining(declared))
  })
})

describe('docs/drift.md', () => {
  it('has a row for each finding, with its level, and no other', () => {
    const levels = Object.fromEntries(
      [...textOf('src/drift/finding.ts').matchAll(/^ {2}(DRIFT_\w+): '(error|warning|notice)'/gm)].map(([, code, level]) => [
        code!,
        level!,
      ]),
    )
    expect(Object.keys(levels).length).toBeGreaterThan(5)
    const rows = [...textOf('docs/drift.md').matchAll(/^\| (DRIFT_\w+) +\|[^|]*\| (\w+) +\|/gm)].map(([, code, level]) => [code!, level!])
    expect(Object.fromEntries(rows)).toEqual(levels)
  })
})

describe('CONTRIBUTING.md', () => {
  const named = all(/`([^`\n]+)`/g, textOf('CONTRIBUTING.md'))

  test.each(Object.keys({ ...dependencies, ...devDependencies }))('gives a reason for %s', (name) => {
    expect(named).toContain(name)
  })

  it('has a row for each folder', () => {
    const tracked = execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' }).split('\n')
    const folders = new Set(tracked.flatMap((file) => all(/^((?!src\/)[^/]+\/|src\/[^/]+\/)/g, file)))
    expect(folders.size).toBeGreaterThan(30)
    const rows = all(/^\| (`[^|]*) \|/gm, textOf('CONTRIBUTING.md')).flatMap((cell) => all(/`([^`]+)`/g, cell))
    expect([...folders].filter((folder) => !rows.includes(folder))).toEqual([])
  })
})

describe('docs/architecture.md', () => {
  const rooms = all(/^const rooms = \{\n([\s\S]*?)^\}/gm, textOf('.dependency-cruiser.js')).flatMap((table) =>
    [...table.matchAll(/'?([\w-]+)'?: \[([^\]]*)\]/g)].map(([, room, imports]) => [room!, all(/'([\w-]+)'/g, imports!)] as const),
  )
  /** The arrows of the picture: room → rooms. A line can have several in a row. */
  const arrows = new Map<string, string[]>()
  for (const line of all(/```mermaid\n([\s\S]*?)```/g, textOf('docs/architecture.md')).flatMap((picture) => picture.split('\n'))) {
    const nodes = line.replace(/\["[^"]*"\]/g, '').split('-->').map((side) => all(/([\w-]+)/g, side)) // prettier-ignore
    for (const [index, to] of nodes.slice(1).entries())
      for (const from of nodes[index]!) arrows.set(from, [...(arrows.get(from) ?? []), ...to])
  }
  const reachable = (from: string): string[] => (arrows.get(from) ?? []).flatMap((room) => [room, ...reachable(room)])

  it('counts the rooms', () => {
    expect(rooms.length).toBeGreaterThan(20)
    expect(textOf('docs/architecture.md')).toContain(`${rooms.length} folders of \`src/\``)
  })

  it('names files that are there, by their folder', () => {
    const files = all(/`([\w-]+(?:\/[\w-]+)+\.ts)`/g, textOf('docs/architecture.md'))
    expect(files.length).toBeGreaterThan(100)
    expect(files.filter((file) => ![file, `src/${file}`].some(isThere))).toEqual([])
  })

  test.each(rooms)('draws what %s may import, and nothing else', (room, imports) => {
    expect((arrows.get(room) ?? []).filter((drawn) => !imports.includes(drawn))).toEqual([])
    const drawn = room === 'report' ? imports : reachable(room) // the page says that the arrows of report are left out
    expect(imports.filter((one) => !drawn.includes(one))).toEqual([])
  })
})

describe('README.md', () => {
  const readme = textOf('README.md')

  it('shows a whole job as it is tested', () => {
    expect(readme).toContain(`<!-- examples/job.yml -->\n\`\`\`yaml\n${textOf('examples/job.yml')}\`\`\`\n`)
  })

  it('shows a step with `run` as it is tested', () => {
    const [, step = 'none'] = /\n( {6}- uses: vault-exchange.*)$/s.exec(textOf('examples/run.yml')) ?? []
    expect(readme).toContain(step.replace(/^ {6}/gm, ''))
  })

  it('stays under 250 lines', () => {
    expect(readme.split('\n').length).toBeLessThan(250)
  })
})
