import { finishRun, look, type Scenario } from './scenario.ts'

/** Seconds of an hour. */
export const hour = 3_600

/** Matches a number in a range. */
export const within = (low: number, high: number) => ({ asymmetricMatch: (value: unknown) => Number(value) > low && Number(value) <= high })

/** Runs a job. Returns the seconds that its tokens and leases are still valid before the post step, as the server reports them. */
export async function ttlsOf(
  scenario: Scenario,
): Promise<{ log: string; tokens: readonly number[]; leases: readonly number[]; requests: readonly string[] }> {
  let found = { tokens: [] as number[], leases: [] as number[] }
  const run = await finishRun(scenario, async ({ left }) => {
    const { leases, tokens } = await left()
    const ttl = async (path: string, body: object) => Number((await look.root('PUT', path, body)).data['ttl'])
    found = {
      leases: await Promise.all(leases.map((lease_id) => ttl('sys/leases/lookup', { lease_id }))),
      tokens: await Promise.all(tokens.map((accessor) => ttl('auth/token/lookup-accessor', { accessor }))),
    }
  })
  return { log: run.main.log.join('\n'), ...found, requests: run.requests() }
}
