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
import { filesAt, readText, replaceFile, repositoryOf } from './files.ts'
import { reportLines } from './report.ts'

try {
  // npm starts scripts in the folder of the package; INIT_CWD is the folder in which it was called
  run(parseArguments(process.argv.slice(2)), process.env['INIT_CWD'] ?? process.cwd())
} catch (error) {
  console.error(messageOf(error))
  process.exitCode = 2
}

function run({ paths, ref, isDryRun }: Arguments, directory: string): void {
  const files = [...new Set(paths.flatMap((path) => filesAt(resolve(directory, path))))]
  // stdout of a dry run is a diff that other programs can read
  const print = isDryRun ? console.error : console.log
  let [changed, steps, left, failed] = [0, 0, 0, 0]
  for (const file of files) {
    const name = pathFrom(directory, file)
    try {
      const text = readText(file)
      const migration = migrateChecked(text, ref)
      if (isDryRun) process.stdout.write(unifiedDiff(pathFrom(repositoryOf(file) ?? directory, file), text, migration.text))
      else if (migration.text !== text) replaceFile(file, migration.text)
      for (const line of reportLines(name, migration, isDryRun)) print(line)
      if (migration.text !== text) changed++
      steps += migration.steps
      left += migration.left.length
    } catch (error) {
      failed++
      console.error(`${oneLine(name)}: not converted: ${oneLine(messageOf(error))}`)
    }
  }
  const head = isDryRun ? 'Dry run, nothing is written: ' : ''
  print(
    `${head}${plural(files.length, 'file')} read, ${changed} changed, ${plural(steps, 'step')} converted, ${plural(left, 'point')} left to you`,
  )
  if (steps > 0) print('Differences between the two actions: docs/migrating.md')
  process.exitCode = failed > 0 ? 2 : left > 0 ? 1 : 0
}

/** Returns the path of a file from a directory, with `/` between folders. */
function pathFrom(directory: string, file: string): string {
  return relative(directory, file).split(sep).join('/')
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

/** Returns the message of a thrown value. */
function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
