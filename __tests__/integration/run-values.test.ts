import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { finishRun, look, nothing, type Finished } from '../support/scenario.ts'

// One job for many values: V0, V1, … are the names of their keys in Vault, and of their variables.

let stored = 0

/** Stores the values as one secret. Returns its path. */
async function store(values: readonly string[]): Promise<string> {
  stored += 1
  const path = `secret/data/ci/values-${stored}`
  await look.root('POST', path, { data: Object.fromEntries(values.map((value, index) => [`V${index}`, value])) })
  return path
}

interface Received extends Finished {
  /** Returns a file that the command has written. */
  readonly file: (name: string) => Buffer
}

/** Runs a command with the secrets. */
async function runCommand(secrets: string, run: string, shell = 'bash'): Promise<Received> {
  const workspace = mkdtempSync(join(tmpdir(), 'workspace-'))
  const finished = await finishRun({ id: null, secrets, workspace, with: { run, shell } })
  return { ...finished, file: (name) => readFileSync(join(workspace, name)) }
}

const entries = (path: string, values: readonly string[], flags = ''): string =>
  values.map((_, index) => `${path} V${index} | V${index} ${flags};`).join('\n')

const dumpEnvironment = 'env -0 > environment'

/** Returns the values of V0, V1, … in the environment of a process that the command starts. As latin1, each character is one byte. */
function variablesOf({ file }: Received): ReadonlyMap<string, string> {
  const variables = file('environment').toString('latin1').split('\0')
  const named = variables.map((variable) => /^(V\d+)=(.*)$/s.exec(variable))
  return new Map(named.flatMap((match) => (match ? [[match[1]!, match[2]!]] : [])))
}

const bytesOf = (values: readonly string[]): ReadonlyMap<string, string> =>
  new Map(values.map((value, index) => [`V${index}`, Buffer.from(value).toString('latin1')]))

const characters = Array.from({ length: 127 }, (_, index) => String.fromCharCode(index + 1))

const special = [
  '',
  ' ',
  ' both ends ',
  '\n',
  '\n\nlines\n\nwith ends\n',
  'CR\r, CRLF\r\n and a tab\t',
  '\u001b[31mred\u001b[0m',
  `'single' "double" \`backtick\``,
  "it's $'quoted'",
  '$HOME ${HOME} $$ $(touch expanded) `touch expanded` %PATH% !!',
  '\\ \\\\ \\n \\0 \\',
  '%s %n %25 %0A',
  '* ? [a-z] {a,b} ~ #comment',
  '-n',
  '--help',
  '; touch expanded; && | < > &',
  '() { :; }; touch expanded',
  'a=b==',
  'V1=other\nV2=other',
  'EOF\n<<EOF\nEOF',
  '::add-mask::\n::stop-commands::x\n::error::x',
  '##[error]x',
  '{"json":[1,null,"\\u0000"]}',
  '-----BEGIN KEY-----\nAAAA\n-----END KEY-----\n',
  'grüße, 你好, שלום, 🔑, 👩‍👩‍👧, e\u0301',
  '\u0080\u0085\u00a0\u00ff\u2028\u2029\ufeff\ufffd\uffff',
  '\u{10000}\u{10ffff}',
  '\u{7ff}\u{800}\ud7ff\ue000',
  `${'ä'.repeat(16 * 1024 - 1)}\n$`,
]

describe('a variable of the command has its value byte for byte', () => {
  it.each(['bash', 'sh'])('every ASCII character, and texts that shells, the runner or encodings treat specially: %s', async (shell) => {
    const values = [...characters, ...special]
    const run = await runCommand(entries(await store(values), values), dumpEnvironment, shell)
    expect(variablesOf(run)).toEqual(bytesOf(values))
    expect(run.main.exitCode).toBe(0)
    expect(existsSync(join(run.job.workspace, 'expanded'))).toBe(false)
    expect(await run.left()).toEqual(nothing)
  })

  it('arbitrary texts', async () => {
    const unit = fc.oneof(fc.constantFrom(...Array.from('\n\r\t \'"`$\\%=;é🔑')), fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }))
    const text = fc.string({ unit, maxLength: 100 }).filter((value) => !value.includes('\0'))
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 200, maxLength: 200 }), async (values) => {
        const run = await runCommand(entries(await store(values), values), dumpEnvironment)
        expect(variablesOf(run)).toEqual(bytesOf(values))
      }),
      // each run is a job, so a failure is not shrunk
      { numRuns: 3, endOnFailure: true },
    )
  })

  it.each(['base64', 'hex'] as const)('texts that are stored as %s', async (encoding) => {
    const values = special.slice(1)
    const encoded = values.map((value) => Buffer.from(value).toString(encoding))
    const run = await runCommand(entries(await store(encoded), values, `| ${encoding}`), dumpEnvironment)
    expect(variablesOf(run)).toEqual(bytesOf(values))
  })

  it('and the shell expands it to that value', async () => {
    const print = special.map((_, index) => `printf "%s\\0" "$V${index}" >> printed`).join('\n')
    const run = await runCommand(entries(await store(special), special), print)
    expect(run.file('printed').toString().split('\0').slice(0, -1)).toEqual(special)
  })
})

describe('a value that no variable can have', () => {
  it('NUL is refused before the command starts, and reaches it in a file', async () => {
    const values = ['before\0after']
    const path = await store(values)
    const refused = await runCommand(entries(path, values), 'touch started')
    expect(refused.main.exitCode).toBe(1)
    expect(refused.main.log.join('\n')).toContain('secrets line 1: the variable "V0" would contain NUL')
    expect(existsSync(join(refused.job.workspace, 'started'))).toBe(false)
    expect(await refused.left()).toEqual(nothing)
    const run = await runCommand(entries(path, values, '| file'), 'cat "$V0" > copy')
    expect(run.file('copy').toString()).toBe(values[0])
  })

  it('NUL of a wildcard is left out with a warning, and the others reach the command', async () => {
    const path = await store(['one', 'two\0', 'three'])
    const run = await runCommand(`${path} ** ;`, dumpEnvironment)
    expect([...variablesOf(run)]).toEqual(
      expect.arrayContaining([
        ['V0', 'one'],
        ['V2', 'three'],
      ]),
    )
    expect(variablesOf(run).has('V1')).toBe(false)
    expect(run.main.annotations.map(({ level, message }) => `${level} ${message}`).join('\n')).toMatch(/^warning .*"?V1"?.*NUL/m)
  })

  it('bytes that are not UTF-8 are refused, and reach it in a file', async () => {
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, index) => index))
    const path = await store([bytes.toString('base64')])
    const refused = await runCommand(`${path} V0 | V0 | base64 ;`, 'touch started')
    expect(refused.main.log.join('\n')).toContain('the value of "V0" is binary, not text')
    expect(existsSync(join(refused.job.workspace, 'started'))).toBe(false)
    const run = await runCommand(`${path} V0 | V0 | base64 file ;`, 'cat "$V0" > copy')
    expect(run.file('copy')).toEqual(bytes)
  })

  it('more than 32 KiB is refused', async () => {
    const values = ['x'.repeat(32 * 1024 + 1)]
    const refused = await runCommand(entries(await store(values), values), 'touch started')
    expect(refused.main.log.join('\n')).toContain('the variable "V0" would be longer than 32 KiB')
    expect(existsSync(join(refused.job.workspace, 'started'))).toBe(false)
  })
})
