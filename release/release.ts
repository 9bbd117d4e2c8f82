/**
 * Entry: runs steps of a release on the commit that is checked out. The arguments are names of steps; `--dry-run` without names runs all of
 * them without signing and publishing. The exit code is 1 if a step fails, 2 if the arguments are wrong.
 */
import { readCommit } from './commit.ts'
import { steps } from './steps.ts'

const names = process.argv.slice(2).filter((argument) => argument !== '--dry-run')
const isDryRun = process.argv.includes('--dry-run')
const unknown = names.filter((name) => !steps.has(name))

if (unknown.length > 0 || (names.length === 0 && !isDryRun)) {
  console.error(`Usage: npm run release -- --dry-run [STEP …], or npm run release -- STEP …\nSteps: ${[...steps.keys()].join(', ')}`)
  process.exitCode = 2
} else {
  process.exitCode = await release()
}

async function release(): Promise<number> {
  const begin = performance.now()
  const seconds = () => `${Math.round((performance.now() - begin) / 1000)} s`
  for (const [name, step] of steps) {
    if (names.length > 0 && !names.includes(name)) continue
    console.log(`\n=== ${name}: ${step.title} (${seconds()})`)
    try {
      for (const line of await step.run(readCommit(process.cwd()), isDryRun)) console.log(line)
    } catch (error) {
      console.error(`${name} failed after ${seconds()}: ${error instanceof Error ? error.message : String(error)}`)
      return 1
    }
  }
  console.log(`\n${isDryRun ? 'Dry run' : 'Done'} (${seconds()})`)
  return 0
}
