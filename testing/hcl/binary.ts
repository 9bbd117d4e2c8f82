/** A reader of Terraform's language with HashiCorp's own parser. As an entry, this file builds it and prints its path. */
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { fillMissing, folderOf } from '../stack/cache.ts'
import { goPrograms } from '../stack/go-programs.ts'
import type { Report } from '../stack/info.ts'

const module = { title: 'building the reader of Terraform files with Go', name: 'hcl', sources: import.meta.dirname, programs: ['hcl'] }

/** Builds the reader if the cache does not have it, and returns its path. Throws if Go is missing or the build fails. */
const prepareHcl = async (report: Report): Promise<string> => {
  const version = execFileSync('go', ['env', 'GOVERSION'], { cwd: module.sources, encoding: 'utf8' }).trim()
  const entry = await goPrograms(module, version)
  await fillMissing([entry], report)
  return join(folderOf(entry), 'hcl')
}

if (import.meta.main)
  void prepareHcl((line) => {
    console.error(line)
  }).then(console.log)
