import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Entry } from './cache.ts'
import { finished } from './keeper.ts'

/** A Go module with one `main` in this repository, and the program that is built from it. */
type GoModule = {
  title: string
  name: string
  /** Folder of go.mod, go.sum and main.go. */
  sources: string
  /** File name of the program. */
  program: string
}

/** Returns the cache entry of the built program. It depends on the sources and the version of Go. */
export const goProgram = async ({ title, name, sources, program }: GoModule, go: string): Promise<Entry> => ({
  title,
  name,
  key: [go, ...(await Promise.all(['go.mod', 'go.sum', 'main.go'].map((file) => readFile(join(sources, file), 'utf8'))))],
  fill: async (folder, keeper) => {
    const args = ['build', '-buildvcs=false', '-trimpath', '-ldflags=-s -w', '-o', join(folder, program), '.']
    await finished(keeper.run({ name: `go-${name}`, command: 'go', args, cwd: sources, env: { ...process.env, CGO_ENABLED: '0' } }))
  },
})
