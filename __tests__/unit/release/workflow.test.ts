import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { steps } from '../../../release/steps.ts'

interface Job {
  needs?: string
  permissions: Record<string, string>
  steps?: { run?: string; uses?: string }[]
}
const text = readFileSync(join(__dirname, '../../../.github/workflows/release.yml'), 'utf8')
const { jobs } = parse(text) as { jobs: Record<string, Job> }
const commands = Object.values(jobs).flatMap((job) => job.steps?.flatMap(({ run }) => run ?? []) ?? [])

test('the workflow runs every step in its order, except those that ci.yml has as jobs', () => {
  const names = commands.flatMap((command) => command.split('release/release.ts ').slice(1)).flatMap((rest) => rest.split(' '))
  const run = [...new Set(names)].filter((name) => !name.startsWith('${'))
  expect(run).toEqual([...steps.keys()].filter((name) => !['checks', 'openbao', 'vault'].includes(name)))
})

test('each job waits for the one before', () => {
  const names = Object.keys(jobs)
  expect(names).toEqual(['version', 'tests', 'build', 'attest', 'publish', 'smoke'])
  expect(names.map((name) => jobs[name]!.needs)).toEqual([undefined, ...names.slice(0, -1)])
})

test('no package is installed where a job may write or sign', () => {
  const powerful = Object.values(jobs).filter(({ permissions }) => Object.values(permissions).includes('write'))
  expect(powerful).toHaveLength(3)
  const run = powerful.flatMap((job) => job.steps?.flatMap((step) => step.run ?? []) ?? [])
  expect(run).toEqual(['node release/release.ts publish major-tag verify'])
})
