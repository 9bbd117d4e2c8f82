import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { freePort } from '../../testing/stack/free-port.ts'
import { app } from '../../testing/stack/stored.ts'
import { onlyWith } from '../support/only-with.ts'
import { finishRun, look, nothing, type Finished } from '../support/scenario.ts'

const run = (inputs: Record<string, string>) =>
  finishRun({ secrets: 'secret/data/ci/app password', identity: false, role: '', with: inputs })
const errorOf = ({ main }: Finished) => main.annotations.find(({ level }) => level === 'error')?.message

onlyWith('ldap and github', () => {
  describe('ldap, and a directory', () => {
    const given = { method: 'ldap', username: 'bob', password: 's3cr3t-of-bob' }
    beforeAll(async () => {
      await look.root('POST', 'sys/auth/ldap', { type: 'ldap' })
      await look.root('POST', 'auth/ldap/config', { url: `ldap://127.0.0.1:${await freePort()}`, userdn: 'ou=people', userattr: 'cn' })
    })

    test('that cannot be reached', async () => {
      const done = await run(given)
      expect(errorOf(done)).toMatch(
        /^Vault refused the login \(method ldap, mount ldap, user bob\): .*\nVault's server cannot reach the directory: check url of auth\/ldap\/config\.\nERR_LOGIN/,
      )
      expect(done.main.raw.replace(/^::add-mask::.*$/gm, '')).not.toContain(given.password)
    })
  })

  describe('github, with a GitHub that knows two users', () => {
    let gitHub: Server
    const answers = (path: string, token: string): readonly [number, unknown] => {
      if (path === '/orgs/octo-org') return [200, { id: 7, login: 'octo-org' }]
      if (!['ghp_member', 'ghp_stranger'].includes(token)) return [401, { message: 'Bad credentials' }]
      if (path === '/user') return [200, { id: 1, login: token }]
      if (path === '/user/orgs') return [200, token === 'ghp_member' ? [{ id: 7, login: 'octo-org' }] : []]
      return [200, []]
    }
    const mount = async (name: string, config?: object) => {
      await look.root('POST', `sys/auth/${name}`, { type: 'github' })
      if (config) await look.root('POST', `auth/${name}/config`, config)
    }

    beforeAll(async () => {
      gitHub = createServer((request, response) => {
        const [status, body] = answers((request.url ?? '').replace(/\?.*$/, ''), (request.headers.authorization ?? '').replace(/^\w+ /, ''))
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
      }).listen(0, '127.0.0.1')
      await once(gitHub, 'listening')
      const base_url = `http://127.0.0.1:${(gitHub.address() as AddressInfo).port}/`
      await mount('github', { organization: 'octo-org', organization_id: 7, base_url, token_policies: ['read-kv'] })
      await mount('github-away', { organization: 'octo-org', organization_id: 7, base_url: `http://127.0.0.1:${await freePort()}/` })
      await mount('github-empty')
    })
    afterAll(() => {
      gitHub.closeAllConnections()
      gitHub.close()
    })

    test('logs in', async () => {
      const done = await run({ githubToken: 'ghp_member' })
      expect(done.step.outputs).toMatchObject({ password: app.password })
      expect(await done.left()).toEqual(nothing)
    })

    test.each([
      ['a token that GitHub rejects', 'github', 'ghp_unknown', /401 Bad credentials.*\nGitHub rejects `githubToken`/],
      ['a user of another organisation', 'github', 'ghp_stranger', /user is not part of required org\n.*the scope read:org/],
      ['a GitHub that cannot be reached', 'github-away', 'ghp_member', /\nVault's server cannot reach GitHub/],
      [
        'a mount without a configuration',
        'github-empty',
        'ghp_member',
        /configuration has not been set\nNothing is configured at auth\/github-empty/,
      ],
    ])('refuses %s', async (_, path, githubToken, says) => {
      const error = errorOf(await run({ path, githubToken }))
      expect(error).toMatch(says)
      expect(error).toMatch(/ERR_LOGIN/)
    })
  })
})
