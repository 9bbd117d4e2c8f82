import { execFile } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { parse } from 'yaml'
import type { DriftFinding } from '../../src/drift/finding.ts'
import { createJob } from '../../testing/runner/job.ts'
import { startEmptyServer } from '../../testing/stack/empty-server.ts'
import { requestUrl } from '../../testing/stack/id-token.ts'
import { callerWith } from '../../testing/stack/root.ts'
import { audience } from '../../testing/stack/roles.ts'
import { endsWithTest } from '../support/ends-with-test.ts'
import { action, finishRun, look, nothing, stack } from '../support/scenario.ts'

const run = promisify(execFile)
const file = '.github/workflows/deploy.yml'

let home: string
/** The repository `~/src/app`. */
let repository: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'generate-'))
  repository = join(home, 'src/app')
  mkdirSync(join(repository, '.github/workflows'), { recursive: true })
  mkdirSync(join(repository, '.git'))
  writeFileSync(join(repository, '.git/config'), '[remote "origin"]\n\turl = https://github.com/octo-org/shop.git\n')
  // the client has the name that the pages use
  mkdirSync(join(home, 'bin'))
  writeFileSync(join(home, 'bin/vault'), `#!/bin/sh\nexec '${stack.server.binary}' "$@"\n`)
  chmodSync(join(home, 'bin/vault'), 0o755)
})
afterEach(() => {
  rmSync(home, { recursive: true, force: true })
})

/** Runs commands in a shell at the root of this repository, as an administrator of a server. Throws if one fails. */
const shell = (commands: string, server: { readonly url: string; readonly rootToken: string }) =>
  run('sh', ['-ec', commands], {
    cwd: action,
    env: {
      HOME: home,
      PATH: [join(home, 'bin'), process.env['PATH']].join(delimiter),
      VAULT_ADDR: server.url,
      VAULT_TOKEN: server.rootToken,
    },
  })

const generated = () => Object.fromEntries(filesIn(join(repository, 'vault')))
const filesIn = (folder: string) => readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')] as const)

describe('docs/plan.md: from an empty Vault to a green job', () => {
  const [, walk = ''] =
    /^## From an empty Vault to a green job\n([^]*?)^## /m.exec(readFileSync(join(action, 'docs/plan.md'), 'utf8')) ?? []
  const block = (language: string, index = 0) =>
    [...walk.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\``, 'gm'))][index]?.[1] ?? ''
  const workflow = block('yaml')

  it('five commands are enough', async () => {
    const server = await endsWithTest(startEmptyServer(stack.server))
    const root = callerWith(server.info.url, server.info.rootToken)
    writeFileSync(join(repository, file), workflow)
    const commands = block('sh').trim()
    expect(commands.split('\n')).toHaveLength(5)
    const { stdout, stderr } = await shell(
      commands.replaceAll('https://token.actions.githubusercontent.com', stack.issuer.url),
      server.info,
    )
    expect(stderr).toContain(`${join(repository, 'vault/commands.sh')}: written\n`)
    expect(stdout).toContain('Success!')

    const { jobs } = parse(workflow) as { jobs: { deploy: { steps: [{ with: Record<string, string> }] } } }
    const job = endsWithTest(createJob({ idToken: { url: requestUrl(stack.issuer), token: stack.issuer.requestToken } }))
    const step = job.start({ action, with: { ...jobs.deploy.steps[0].with, url: server.info.url } })
    const { exitCode, log } = await step.main
    expect([exitCode, log]).toEqual([0, expect.arrayContaining(['token revoked'])])
    await job.complete()
    const left = (await root('LIST', 'auth/token/accessors')).data['keys'] as string[]
    const tokens = await Promise.all(left.map((accessor) => root('POST', 'auth/token/lookup-accessor', { accessor })))
    expect(tokens.length).toBeGreaterThan(0)
    expect(tokens.filter(({ data }) => data['path'] === 'auth/jwt/login')).toEqual([])

    // and Vault has what the workflow needs, no more
    const check = block('sh', 1).replace('"$VAULT_ADDR"', '"$VAULT_ADDR" --vars VAULT_ADDR="$VAULT_ADDR" --failOn excess')
    const compared = await shell(check, server.info)
    expect(compared.stdout).toMatch(/^1 role compared: 0 missing, 0 excess, 0 weak, 0 changed$/m)
  }, 60_000)
})

describe('what is generated works', () => {
  const secrets = `
            secret/data/ci/app password | PASSWORD ;
            kv/creds/legacy password | LEGACY ;
            transit/sign/release/sha2-256 {"input": "aGk="} signature | SIGNATURE ;
            database/creds/app username | PGUSER ;
            aws/creds/deploy access_key | AWS_ACCESS_KEY_ID ;`
  const role = 'Plan-Generate'
  const workflow = `name: deploy
on:
  push:
    branches: [main]
permissions:
  id-token: write
jobs:
  deploy:
    runs-on: ubuntu-latest
    timeout-minutes: 10
    steps:
      - uses: vault-exchange/vault-exchange@0123456789012345678901234567890123456789
        id: vault
        with:
          url: ${stack.server.url}
          role: ${role}
          jwtGithubAudience: ${audience}
          secrets: |${secrets}
      - uses: vault-exchange/vault-exchange@0123456789012345678901234567890123456789
        id: signature
        with:
          url: ${stack.server.url}
          role: ${role.toLowerCase()}
          jwtGithubAudience: ${audience}
          secrets: secret/data/ci/app user | APP_USER
`

  beforeEach(async () => {
    writeFileSync(join(repository, file), workflow)
    await look.root('POST', 'kv/creds/legacy', { password: 'hush-legacy' })
  })

  /** Runs the built action as a step. */
  async function plan(inputs: Readonly<Record<string, string>>) {
    const job = endsWithTest(createJob({ workspace: repository, github: { repository: 'octo-org/shop', repository_id: '271828182' } }))
    const step = job.start({ action: join(action, 'plan'), id: 'plan', with: inputs })
    const main = await step.main
    const { outputs } = step
    await job.complete()
    const lines = main.log.filter((line) => /^vault\/\S+: /.test(line))
    return { exitCode: main.exitCode, lines, log: main.log, findings: JSON.parse(outputs['drift'] ?? '[]') as DriftFinding[] }
  }
  const names = ['plan-generate.hcl', 'plan-generate.role.json', 'commands.sh', 'vault.tf']
  const login = { check: 'true', url: stack.server.url, method: 'token', token: stack.server.rootToken }

  test('from the workflow to a job whose leases are revoked, in one folder that a second run does not change', async () => {
    const first = await plan({ generate: 'vault', ...login })
    expect(first).toMatchObject({ exitCode: 0, lines: names.map((name) => `vault/${name}: written`) })
    expect(first.findings.map(({ code }) => code)).toEqual(['DRIFT_MISSING'])
    const files = generated()
    expect(Object.keys(files).sort()).toEqual([...names].sort())
    // the mount is KV version 1, which only the server knows
    expect(files['plan-generate.hcl']).toContain('path "kv/creds/legacy"')
    expect(files['plan-generate.hcl']).not.toContain('sys/leases/revoke/kv')

    await shell(`sh '${join(repository, 'vault/commands.sh')}'`, stack.server)
    const done = await finishRun({ role, secrets })
    expect([done.main.exitCode, done.post.log, done.refused()]).toEqual([0, ['2 leases revoked, token revoked'], []])
    expect(await done.left()).toEqual(nothing)

    const second = await plan({ generate: 'vault', failOn: 'missing | excess | weak', ...login })
    expect(second).toMatchObject({ exitCode: 0, lines: names.map((name) => `vault/${name}: unchanged`), findings: [] })
    expect(generated()).toEqual(files)
  })

  test('the input mounts says the same without a login', async () => {
    await plan({ generate: 'vault', ...login })
    const files = generated()
    rmSync(join(repository, 'vault'), { recursive: true })
    expect((await plan({ generate: 'vault', mounts: 'kv/ => kv-v1' })).exitCode).toBe(0)
    expect(generated()).toEqual(files)
    const { stdout } = await shell('vault secrets list -format=json', stack.server)
    expect((await plan({ generate: 'vault', mounts: stdout })).lines).toEqual(names.map((name) => `vault/${name}: unchanged`))
    expect((await plan({ generate: 'vault' })).lines).toContain('vault/plan-generate.hcl: written')
    expect(generated()['plan-generate.hcl']).toContain('sys/leases/revoke/kv/creds/legacy/*')
  })

  test('the command writes the same, and prints JSON alone', async () => {
    await plan({ generate: 'vault' })
    const files = generated()
    // the id of a clone is not known
    const byName = files['plan-generate.role.json']!.replace('"repository_id": ["271828182"]', '"repository": ["octo-org/shop"]')
    const { stdout, stderr } = await shell('node plan/dist/main/index.js ~/src/app --generate ~/src/app/vault --json', stack.server)
    expect(JSON.parse(stdout)).toHaveProperty('usages')
    expect(stderr).toContain(': written\n')
    expect(generated()['plan-generate.role.json']).toBe(byName)
    expect(generated()['plan-generate.hcl']).toBe(files['plan-generate.hcl'])
  })
})
