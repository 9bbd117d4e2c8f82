import { app, build, legacy } from '../../testing/stack/stored.ts'
import { onlyWith } from '../support/only-with.ts'
import { finishRun, look, nothing, outputsOf, stack } from '../support/scenario.ts'

const everything = `
  # static
  kv/ci/legacy username | LEGACY_USER ;
  kv/ci/legacy password | LEGACY_PASSWORD ;
  secret/data/ci/app password ;
  secret/data/ci/app api-key ;
  secret/data/ci/app db.url ;
  secret/data/ci/app database.user | DB_OWNER ;
  secret/data/ci/app database ;
  # dynamic
  database/creds/app username | PGUSER ;
  database/creds/app password | PGPASSWORD ;
  aws/creds/deploy access_key | AWS_ACCESS_KEY_ID ;
  aws/creds/deploy secret_key | AWS_SECRET_ACCESS_KEY ;
  aws/creds/deploy security_token | AWS_SESSION_TOKEN ;
`

describe(`on ${stack.server.product} ${stack.server.version}`, () => {
  test('reads KV version 1 and 2, a database user and an AWS user in one job, and leaves nothing behind', async () => {
    const before = { leases: (await look.leases()).length, iam: await look.iamUsers(), database: await look.databaseUsers() }
    let accessKeys: string[] = []
    const run = await finishRun({ secrets: everything, with: { exportEnv: 'true' } }, async ({ step, left }) => {
      const { PGUSER, AWS_ACCESS_KEY_ID } = step.outputs
      expect(await look.databaseUsers()).toContain(PGUSER)
      const created = (await look.iamUsers()).filter((user) => !before.iam.includes(user))
      expect(created).toHaveLength(1)
      accessKeys = [AWS_ACCESS_KEY_ID!, ...created]
      const held = await left()
      expect(held.leases).toHaveLength(2)
      expect(held.tokens).toHaveLength(1)
    })

    const { secrets, values: outputs } = outputsOf(run)
    expect(outputs).toEqual({
      LEGACY_USER: legacy.username,
      LEGACY_PASSWORD: legacy.password,
      password: app.password,
      apikey: app['api-key'],
      db__url: app['db.url'],
      DB_OWNER: app.database.user,
      database: expect.any(String) as string,
      PGUSER: expect.stringMatching(/^v-jwt-/) as string,
      PGPASSWORD: expect.stringMatching(/^.{20}$/) as string,
      AWS_ACCESS_KEY_ID: expect.stringMatching(/^AKIA/) as string,
      AWS_SECRET_ACCESS_KEY: expect.stringMatching(/^.{40}$/) as string,
      // Vault sends null for an IAM user; every AWS SDK treats the empty string as "none"
      AWS_SESSION_TOKEN: '',
    })
    expect(JSON.parse(outputs['database']!)).toEqual(app.database)
    expect(JSON.parse(secrets!)).toEqual(outputs)
    expect(run.job.env).toMatchObject({ APIKEY: app['api-key'], DB__URL: app['db.url'], PGUSER: outputs['PGUSER'] })

    expect([run.main.exitCode, run.post.exitCode]).toEqual([0, 0])
    expect(await run.left()).toEqual(nothing)
    expect(await look.databaseUsers()).not.toContain(outputs['PGUSER'])
    expect(await look.iamUsers()).not.toContain(accessKeys[1])
    // one request per path, one capabilities query for all leases, one revocation per lease
    expect([...run.requests()].sort()).toEqual([
      'read aws/creds/deploy',
      'read database/creds/app',
      'read kv/ci/legacy',
      'read secret/data/ci/app',
      expect.stringMatching(/^update auth\/jwt\/login$/),
      'update auth/token/revoke-self',
      'update sys/capabilities-self',
      expect.stringMatching(/^update sys\/leases\/revoke\/aws\/creds\/deploy\//),
      expect.stringMatching(/^update sys\/leases\/revoke\/database\/creds\/app\//),
    ])
  })

  test('revokes the token at the end of main if a job reads only static secrets', async () => {
    const run = await finishRun({ secrets: 'secret/data/ci/app password; kv/ci/legacy password | LEGACY' }, async ({ left, step, job }) => {
      expect(await left()).toEqual(nothing)
      expect(step.state).toEqual({})
      expect(Object.values(job.files()).join('')).not.toMatch(/"(hvs|s)\./)
    })
    expect(run.step.outputs).toMatchObject({ password: app.password, LEGACY: legacy.password })
    expect(run.post.log).toEqual([])
    expect(run.requests()).toHaveLength(4)
  })

  test('revokes the token at the end of main for AWS STS credentials, and logs when they expire', async () => {
    const run = await finishRun({ secrets: 'aws/sts/assume access_key; aws/sts/assume security_token | TOKEN' }, async ({ left }) => {
      expect((await left()).tokens).toEqual([])
    })
    expect(run.step.outputs['access_key']).toMatch(/^ASIA/)
    expect(run.main.log.join('\n')).toMatch(/aws\/sts\/assume – AWS STS, cannot be revoked, expires by 20.* UTC/)
  })

  test('outputs values byte for byte', async () => {
    await look.root(
      'POST',
      'kv/ci/shapes',
      `{"big":${build},"crlf":"hush\\r\\nline\\r\\n","percent":"hush%0A%25","blank":"   ","tail":"hush\\n\\n","nul":"hush\\u0001x"}`,
    )
    const run = await finishRun({
      secrets: 'kv/ci/shapes *; secret/data/ci/app greeting; secret/data/ci/app private_key; secret/data/ci/app enabled',
    })
    expect(run.step.outputs).toMatchObject({
      big: build,
      crlf: 'hush\r\nline\r\n',
      percent: 'hush%0A%25',
      blank: '   ',
      tail: 'hush\n\n',
      nul: 'hush\u0001x',
      greeting: app.greeting,
      private_key: app.private_key,
      enabled: 'true',
    })
  })

  test('a wildcard selects every key, with a prefix and in both cases', async () => {
    await look.root('POST', 'kv/ci/wild', { 'a.b': '1-hush', 'it\'s "q"': '2-hush', PATH: '3-hush' })
    const run = await finishRun({ secrets: 'kv/ci/wild * ; kv/ci/wild ** | Low_', with: { exportEnv: 'true' } })
    expect(run.step.outputs).toMatchObject({ a__b: '1-hush', itsq: '2-hush', PATH: '3-hush', Low_a__b: '1-hush', Low_itsq: '2-hush' })
    expect(run.job.env).toMatchObject({ A__B: '1-hush', ITSQ: '2-hush', Low_a__b: '1-hush', Low_PATH: '3-hush' })
    expect(run.job.env).not.toHaveProperty('PATH')
    expect(run.main.annotations.map(({ message }) => message)).toEqual([
      'Keys that cannot be exported under their own name: the variable "PATH" changes which programs and libraries later steps load',
    ])
  })

  onlyWith('namespaces', () => {
    test('logs in, reads and revokes in a namespace', async () => {
      const run = await finishRun({ secrets: 'secret/data/ci/app password', with: { namespace: 'team' } })
      expect(run.step.outputs['password']).toBe('hush-team-password')
      expect(await run.left('team')).toEqual(nothing)
    })
  })
})
