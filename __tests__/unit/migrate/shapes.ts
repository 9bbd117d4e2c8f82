import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(__dirname, 'shapes')

/** The names of the shapes: ways in which people write steps of vault-action. Each is a folder with its files before and after. */
export const shapeNames = readdirSync(root)

/** The files of a shape by name, and the lines that the command prints for them. */
export interface Shape {
  readonly before: Readonly<Record<string, string>>
  readonly after: Readonly<Record<string, string>>
  readonly report: string
}

/** Reads a shape. */
export function readShape(name: string): Shape {
  const filesIn = (folder: string) =>
    Object.fromEntries(readdirSync(join(root, name, folder)).map((file) => [file, readFileSync(join(root, name, folder, file), 'utf8')]))
  return { before: filesIn('before'), after: filesIn('after'), report: readFileSync(join(root, name, 'report.txt'), 'utf8') }
}
