import { jwtRoleBody } from '../../testing/stack/roles.ts'
import { teamApp } from '../../testing/stack/stored.ts'
import { onlyWith } from '../support/only-with.ts'
import { finishRun, look, nothing, outputsOf, type Finished } from '../support/scenario.ts'

onlyWith('namespaces', () => {
  describe('a namespace before the mount, without the input `namespace`', () => {
    const reads = (...paths: string[]) => Object.fromEntries(paths.map((path) => [path, { capabilities: ['read'] }]))
    beforeAll(async () => {
      const path = reads('team/secret/data/ci/*', 'team/secret/ci/*', 'team/kv/ci/*', 'team/nothing/*', 'nowhere/*')
      await look.root('PUT', 'sys/policies/acl/above-team', { policy: JSON.stringify({ path }) })
      await look.root('POST', 'auth/jwt/role/above-team', jwtRoleBody({ token_policies: ['above-team'] }))
      await look.root('POST', 'sys/mounts/kv', { type: 'kv', options: { version: '1' } }, 'team')
      await look.root('POST', 'kv/ci/legacy', { password: 'hush-team-legacy', data: { nested: 'hush-team-nested' } }, 'team')
    })
    const run = (secrets: string) => finishRun({ secrets, role: 'above-team', with: { exportEnv: 'true' } })
    const errorOf = ({ main }: Finished) => main.annotations.map(({ message }) => message).join()

    test('is part of the path: values and names come from the keys', async () => {
      const done = await run('/team/secret/data/ci/app password; team/secret/data/ci/app * | Team_; team/secret/data/ci/app api-key | KEY')
      const { secrets: all, values: outputs } = outputsOf(done)
      expect(outputs).toEqual({
        password: teamApp.password,
        Team_password: teamApp.password,
        Team_apikey: teamApp['api-key'],
        KEY: teamApp['api-key'],
      })
      expect(JSON.parse(all!)).toEqual(outputs)
      expect(Object.keys(done.job.env).sort()).toEqual(['KEY', 'PASSWORD', 'TEAM_APIKEY', 'TEAM_PASSWORD'])
      expect(done.main.log.join('\n')).toContain('Read 1 path in')
      expect([await done.left(), await done.left('team')]).toEqual([nothing, nothing])
    })

    test('the response decides between KV version 1 and 2, not the path', async () => {
      const done = await run(
        'team/kv/ci/legacy password; team/kv/ci/legacy data.nested | NESTED; team/secret/data/ci/app?version=1 password | V1',
      )
      expect(done.step.outputs).toMatchObject({ password: 'hush-team-legacy', NESTED: 'hush-team-nested', V1: teamApp.password })
    })

    test.each([
      [
        'KV version 2 without data/',
        'team/secret/ci/app password',
        /: 404 Invalid path for a versioned K\/V .*\nThe mount is KV version 2: write team\/data\/secret\/ci\/app, or team\/secret\/data\/ci\/app if the mount is team\/secret\.\n/,
      ],
      [
        'a denied path, in full for a policy in the namespace of the token',
        'team/secret/data/other password',
        /: 403 permission denied\nA policy .* path "team\/secret\/data\/other" \{ capabilities = \["read"\] \}\.\nERR_DENIED/,
      ],
      [
        'a denied path of another engine',
        'team/database/creds/app username',
        /path "team\/database\/creds\/app" \{ capabilities = \["read"\] \}\.\nERR_DENIED/,
      ],
      [
        'a denied path that can be KV version 2',
        'team/secret/app password',
        /If the mount is KV version 2, write team\/data\/secret\/app, or team\/secret\/data\/app if the mount is team\/secret\.\n/,
      ],
      [
        'no such mount',
        'team/nothing/x password',
        /: 404 no handler for route .*\nNo engine is mounted at this path: check the path, any namespace before the mount/,
      ],
      [
        'no such namespace',
        'nowhere/secret/data/x password',
        /: 404 no handler for route .*\nNo engine is mounted at this path: check the path, any namespace/,
      ],
      ['nothing stored', 'team/secret/data/ci/nowhere password', /GET team\/secret\/data\/ci\/nowhere: 404 nothing is stored there\n/],
      [
        'no such key',
        'team/secret/data/ci/app pasword',
        /team\/secret\/data\/ci\/app: there is no key "pasword"; nearest keys: "password"/,
      ],
    ])('%s', async (_, secrets, says) => {
      const done = await run(secrets)
      expect(errorOf(done)).toMatch(says)
      expect([await done.left(), await done.left('team')]).toEqual([nothing, nothing])
    })
  })
})
