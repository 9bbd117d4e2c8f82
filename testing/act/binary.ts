/** nektos/act runs workflow files without GitHub. As an entry, this file builds it and prints its path. */
import { join } from 'node:path'
import { type Entry, fillMissing, folderOf } from '../stack/cache.ts'
import type { Report } from '../stack/info.ts'
import { finished } from '../stack/keeper.ts'

const version = 'v0.2.89'

const act: Entry = {
  title: `building act ${version} with Go (about two minutes)`,
  name: 'act',
  key: [version],
  fill: async (folder, keeper) => {
    const env = { ...process.env, GOBIN: folder, CGO_ENABLED: '0' }
    await finished(keeper.run({ name: 'go-install', command: 'go', args: ['install', `github.com/nektos/act@${version}`], env }))
  },
}

/** Builds act if the cache does not have it, and returns its path. Throws if Go is missing or the build fails. */
export const prepareAct = async (report: Report): Promise<string> => {
  await fillMissing([act], report)
  return join(folderOf(act), 'act')
}

if (import.meta.main)
  void prepareAct((line) => {
    console.error(line)
  }).then(console.log)
