import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { commandsText } from '../../../src/policy/commands.ts'
import { jwtRoleFor, jwtRoleJson } from '../../../src/policy/jwt-role.ts'
import type { RoleNeed } from '../../../src/policy/need.ts'
import { expressionsIn } from '../../../src/policy/open-text.ts'
import { policyText } from '../../../src/policy/policy.ts'
import { job, needFor } from '../../support/needs.ts'
import { exceptOn, shellsDiffer } from '../../support/platform.ts'

/** Runs the commands in a shell whose `vault` prints its arguments and its standard input, each ending with NUL. */
function run(commands: string): string[] {
  const script = `vault() { printf '%s\\0' "$@"; cat; printf '\\0'; }\n${commands}`
  return execFileSync('sh', { input: script, encoding: 'utf8' }).split('\0').slice(0, -1)
}

const expected = (need: RoleNeed): string[] => {
  const role = jwtRoleFor(need)!
  const namespace = need.namespace === '' ? [] : [`-namespace=${need.namespace}`]
  return [
    ...['policy', 'write', ...namespace, role.policy, '-', policyText(need, [])],
    ...['write', ...namespace, `auth/${role.mount}/role/${role.name}`, '-', jwtRoleJson(role)],
  ]
}

exceptOn('win32', shellsDiffer, () => {
  test('write the policy and the role', () => {
    const need = needFor('secret/data/app key', { namespace: 'team' })
    expect(run(commandsText(need, []))).toEqual(expected(need))
  })

  test('for any text of a workflow, the shell runs nothing else', () => {
    const unit = fc.oneof(
      fc.constantFrom("'", '"', '$(exit 1)', '`exit 1`', '\n', '\nHCL\n', '\nJSON\n', '\\', ';', '#', '&', ' ', '${{ x }}', 'é'),
      fc.string({ unit: 'grapheme', maxLength: 1 }),
    )
    const text = fc.string({ unit, minLength: 1, maxLength: 6 }).map((some) => `x${some.replaceAll('\0', '')}`)
    fc.assert(
      fc.property(fc.record({ role: text, namespace: text, mount: text, audience: text, environment: text, path: text }), (texts) => {
        const { role, namespace, mount, audience, environment, path } = texts
        const requests = [{ method: 'GET' as const, path, namespace, keys: [], revokes: true, places: [] }]
        const need = needFor('', { role, namespace, mount, audiences: [audience], requests, jobs: [job({ environment })] })
        // commands for a name that only a run knows are comments
        const isRun = [role, namespace, mount].every((name) => expressionsIn(name).length === 0)
        expect(run(commandsText(need, []))).toEqual(isRun ? expected(need) : [])
      }),
      { numRuns: 200 },
    )
  })

  test('a login with another credential gets a policy, and no role', () => {
    const need = needFor('secret/data/app key', { oidc: false, method: 'approle', mount: 'approle', role: '' })
    expect(run(commandsText(need, []))).toEqual(['policy', 'write', 'approle-default', '-', policyText(need, [])])
  })
})
