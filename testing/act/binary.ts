/** nektos/act, which runs workflow files without GitHub. As an entry it makes it ready and prints where it is. */
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

/** Where act is, built first if need be. Throws if Go is missing or the build fails. */
export const prepareAct = async (report: Report): Promise<string> => {
  await fillMissing([act], report)
  return join(folderOf(act), 'act')
}

if (import.meta.main)
  void prepareAct((line) => {
    console.error(line)
  }).then(console.log)
