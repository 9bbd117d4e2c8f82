import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { parse } from 'yaml'
import { commandsText } from '../../../src/policy/commands.ts'
import { jwtRoleFor, jwtRoleJson } from '../../../src/policy/jwt-role.ts'
import type { RoleNeed } from '../../../src/policy/need.ts'
import { policyText } from '../../../src/policy/policy.ts'
import { terraformText } from '../../../src/policy/terraform.ts'
import { golden } from '../../support/golden-needs.ts'
import { job, needFor } from '../../support/needs.ts'

type Mounts = (typeof golden)[string]['mounts']

/** Returns all texts for needs, by the ending of the file in golden/. */
const textsFor = (needs: readonly RoleNeed[], mounts: Mounts): Record<string, string> => ({
  sh: needs.map((need) => commandsText(need, mounts)).join('\n'),
  tf: terraformText(needs, mounts),
})

describe.each(Object.entries(golden))('%s', (name, { needs, mounts }) => {
  test.each(Object.entries(textsFor(needs, mounts)))('.%s', (ending, text) => {
    expect(text).toBe(readFileSync(join(__dirname, 'golden', `${name}.${ending}`), 'utf8'))
  })

  test('policies and roles are the same in all forms', () => {
    const { sh, tf } = textsFor(needs, mounts)
    // commands with a name that only a run knows are comments
    const commands = name === 'open' ? sh?.replace(/^# ?/gm, '') : sh
    for (const need of needs) {
      expect(commands).toContain(`<<'HCL'\n${policyText(need, mounts)}HCL\n`)
      const role = jwtRoleFor(need)
      if (role) expect(commands).toContain(`<<'JSON'\n${jwtRoleJson(role)}JSON\n`)
    }
    expect(tf?.match(/^resource "vault_policy"/gm)).toHaveLength(needs.length)
  })

  test('the order of requests, jobs, audiences and needs does not matter, nor the lines of the entries', () => {
    const moved = (need: RoleNeed): RoleNeed => ({
      ...need,
      requests: need.requests.map((request) => ({
        ...request,
        places: request.places.map((place) => ({ ...place, line: place.line + 7 })),
      })),
      jobs: need.jobs.map((job) => ({ ...job, place: { ...job.place, line: 99 } })),
    })
    const shuffled = <T>(list: readonly T[]) => fc.shuffledSubarray([...list], { minLength: list.length })
    const variants = needs.map((need) =>
      fc
        .tuple(shuffled(need.requests), shuffled(need.jobs), shuffled(need.audiences))
        .map(([requests, jobs, audiences]) => moved({ ...need, requests, jobs, audiences })),
    )
    const expected = needs.map((need) => textsFor([need], mounts))
    fc.assert(
      fc.property(fc.tuple(...variants), fc.boolean(), (needs, isReversed) => {
        expect(needs.map((need) => textsFor([need], mounts))).toEqual(expected)
        expect(terraformText(isReversed ? needs.toReversed() : needs, mounts)).toBe(textsFor(golden[name]!.needs, mounts)['tf'])
      }),
    )
  })
})

test('docs/policies.md shows a job, and the commands that are generated from it', () => {
  const [, workflow = '', commands] =
    /```yaml\n([^]*?)```\n\n```sh\n([^]*?)```/.exec(readFileSync(join(__dirname, '../../../docs/policies.md'), 'utf8')) ?? []
  const { jobs } = parse(workflow) as {
    jobs: { deploy: { environment: string; 'timeout-minutes': number; steps: [{ with: Record<string, string> }] } }
  }
  const { environment, 'timeout-minutes': timeoutMinutes, steps } = jobs.deploy
  const { role, jwtGithubAudience, secrets } = steps[0].with
  const need = needFor(secrets!, { role: role!, audiences: [jwtGithubAudience!], jobs: [job({ environment, timeoutMinutes })] })
  expect(commandsText(need, [])).toBe(commands)
})
