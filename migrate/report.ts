import { oneLine } from '../src/core/wording.ts'
import type { Migration } from '../src/migrate/migration.ts'

/**
 * Returns a line for each change of a file and for each point that is left to the user, in the order of the file.
 * @param isDryRun leaves out the changes, which the diff shows, and names the lines of the file before them
 */
export function reportLines(file: string, { changes, left }: Migration, isDryRun: boolean): readonly string[] {
  const notes = [
    ...(isDryRun ? [] : changes.map((one) => ({ ...one, text: `changed: ${one.text}` }))),
    ...left.map((one) => ({ ...one, text: `${one.stays ? 'not converted' : 'left to you'}: ${one.text}. ${one.action}` })),
  ]
  const lineOf = (note: (typeof notes)[number]) => (isDryRun ? note.line : note.lineAfter)
  return notes.sort((one, other) => lineOf(one) - lineOf(other)).map((note) => oneLine(`${file}:${lineOf(note)}: ${note.text}`))
}
