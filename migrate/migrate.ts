/**
 * Entry: converts the steps of hashicorp/vault-action in files to steps of vault-exchange. The exit code is 1 if something is left to the
 * user, 2 if a file was not converted.
 */
import { relative, resolve, sep } from 'node:path'
import { oneLine, plural } from '../src/core/wording.ts'
import { migrate } from '../src/migrate/migrate.ts'
import type { Migration } from '../src/migrate/migration.ts'
import { parseArguments, type Arguments } from './arguments.ts'
import { unifiedDiff } from './diff.ts'
import { filesAt, readText, replaceFile } from './files.ts'

try {
  // npm starts scripts in its package, and passes on where it was called
  run(parseArguments(process.argv.slice(2)), process.env['INIT_CWD'] ?? process.cwd())
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 2
}

function run({ paths, ref, isDryRun }: Arguments, directory: string): void {
  const files = [...new Set(paths.flatMap((path) => filesAt(resolve(directory, path))))]
  let [changed, steps, left, failed] = [0, 0, 0, 0]
  for (const file of files) {
    const name = relative(directory, file).replaceAll(sep, '/')
    try {
      const text = readText(file)
      const migration = migrateChecked(text, ref)
      const isChanged = migration.text !== text
      if (isDryRun) process.stdout.write(unifiedDiff(name, text, migration.text))
      else if (isChanged) replaceFile(file, migration.text)
      report(name, migration, isDryRun)
      if (isChanged) changed++
      steps += migration.changes.filter((change) => change.text.startsWith('uses: ')).length
      left += migration.left.length
    } catch (error) {
      failed++
      console.error(`${oneLine(name)}: not changed: ${oneLine(error instanceof Error ? error.message : String(error))}`)
    }
  }
  const verb = isDryRun ? 'would be changed' : 'changed'
  console.log(`${plural(files.length, 'file')} read, ${changed} ${verb}, ${plural(steps, 'step')}; ${left} left to you`)
  if (steps > 0) console.log('What steps with the same inputs do differently: docs/migrating.md')
  process.exitCode = failed > 0 ? 2 : left > 0 ? 1 : 0
}

/** Migrates a text, and the result again, which must not change it. Throws an Error if one of them is not valid. */
function migrateChecked(text: string, ref: string): Migration {
  const migration = migrate(text, { ref })
  if ('problem' in migration) throw new Error(`line ${migration.line} ${migration.problem}`)
  const again = migrate(migration.text, { ref })
  if ('problem' in again) throw new Error(`the result would not be valid: line ${again.line} ${again.problem}`)
  if (again.text !== migration.text) throw new Error('the result would not be complete. This is a bug in vault-exchange')
  return migration
}

/** Prints one line for each change and for what is left, with the line of the file as it is now. */
function report(name: string, { changes, left }: Migration, isDryRun: boolean): void {
  const place = (one: Migration['changes'][number]) => `${oneLine(name)}:${isDryRun ? one.line : one.lineAfter}`
  if (!isDryRun) for (const change of changes) console.log(`${place(change)}: changed: ${oneLine(change.text)}`)
  for (const one of left) console.log(`${place(one)}: left to you: ${oneLine(one.text)}. ${oneLine(one.action)}`)
}
