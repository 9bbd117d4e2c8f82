/** Programs that read .env, JSON, YAML and properties files with the parsers of their formats. As an entry, this file prints their paths. */
import { join } from 'node:path'
import { type Entry, fillMissing, folderOf } from '../stack/cache.ts'
import { goPrograms } from '../stack/go-programs.ts'
import type { Report } from '../stack/info.ts'
import { findPrograms } from '../stack/prerequisites.ts'
import { createPythonEnvironment, pythonIn } from '../stack/python-environment.ts'

/** The start of a command line for each group of readers; the format and the file follow. */
export type Readers = {
  /** python-dotenv, PyYAML, json, javaproperties. */
  python: readonly string[]
  /** The parsers of Docker and Docker Compose. */
  go: readonly string[]
}

const packages = ['python-dotenv==1.2.4', 'PyYAML==6.0.4', 'javaproperties==0.8.2']

const goModule = {
  title: "building the parsers of Docker's .env files with Go",
  name: 'env-readers',
  sources: join(import.meta.dirname, 'go'),
  programs: ['read-env'],
}

/** Downloads and builds the readers if the cache does not have them. Throws if a program is missing or a download fails. */
export const prepareReaders = async (report: Report): Promise<Readers> => {
  const { python, go } = await findPrograms('openbao', goModule.sources)
  const parsers = pythonParsers(python)
  const built = await goPrograms(goModule, go ?? '')
  await fillMissing([parsers, built], report)
  return {
    python: [pythonIn(folderOf(parsers)), join(import.meta.dirname, 'read.py')],
    go: [join(folderOf(built), 'read-env')],
  }
}

const pythonParsers = (python: string): Entry => ({
  title: 'downloading python-dotenv, PyYAML and javaproperties from PyPI',
  name: 'python-parsers',
  key: [python, ...packages],
  fill: (folder, keeper) => createPythonEnvironment(folder, packages, keeper),
})

if (import.meta.main)
  void prepareReaders((line) => {
    console.error(line)
  }).then((readers) => {
    console.log(JSON.stringify(readers))
  })
