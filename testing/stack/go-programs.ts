import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Entry } from './cache.ts'
import { finished } from './keeper.ts'

/** A Go module in this repository, and the programs that are built from it. */
type GoModule = {
  title: string
  name: string
  /** Folder of go.mod and go.sum. */
  sources: string
  /** The programs: each has its main.go in a folder of the module with its name. */
  programs: readonly string[]
}

/** Returns the cache entry of the built programs. It depends on the sources and the version of Go. */
export const goPrograms = async ({ title, name, sources, programs }: GoModule, go: string): Promise<Entry> => ({
  title,
  name,
  key: [go, ...(await Promise.all(filesOf(programs).map((file) => readFile(join(sources, file), 'utf8'))))],
  fill: async (folder, keeper) => {
    const packages = programs.map((program) => `./${program}`)
    const args = ['build', '-buildvcs=false', '-trimpath', '-ldflags=-s -w', '-o', `${folder}/`, ...packages]
    await finished(keeper.run({ name: `go-${name}`, command: 'go', args, cwd: sources, env: { ...process.env, CGO_ENABLED: '0' } }))
  },
})

const filesOf = (programs: readonly string[]): readonly string[] => ['go.mod', 'go.sum', ...programs.map((program) => `${program}/main.go`)]
