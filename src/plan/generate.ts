import { lstatSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import type { Env } from '../core/env.ts'
import { Failure } from '../core/failure.ts'
import { mayBeServer } from '../drift/role-needs.ts'
import { generatedFiles, type GeneratedFile } from '../policy/generated-files.ts'
import type { KnownMount } from '../policy/mounts.ts'
import { policyName } from '../policy/names.ts'
import type { RoleNeed } from '../policy/need.ts'
import { pathInWorkspace } from './workspace.ts'

/** What a generation takes from outside. */
export interface GenerateRuntime {
  readonly env: Env
  /** Prints a line of the log. */
  readonly say: (text: string) => void
  /** The engines of the input `mounts`, on every server. */
  readonly mounts: readonly KnownMount[]
  /** The addresses and the engines of the server that was compared; undefined if none was. */
  readonly compared: { readonly urls: readonly string[]; readonly mounts: readonly KnownMount[] } | undefined
}

/**
 * Writes the policies and roles of needs to a folder. Files that have the same content are left alone, and no file is removed. Throws
 * ERR_PLAN if two roles would have one policy, before it writes anything, and if a file cannot be written.
 * @param name the folder as in the input `generate`
 */
export function writeGenerated(name: string, needs: readonly RoleNeed[], { env, say, mounts, compared }: GenerateRuntime): void {
  checkNames(needs)
  const files = generatedFiles(needs, (url) => [...mounts, ...(compared && mayBeServer(url, compared.urls) ? compared.mounts : [])])
  if (files.length === 0) say('Nothing to generate: no step logs in')
  for (const file of files) say(`${join(name, file.name)}: ${writeFile(name, file, env) ? 'written' : 'unchanged'}`)
}

/** The policy of the second role would replace that of the first. */
function checkNames(needs: readonly RoleNeed[]): void {
  const byPolicy = Map.groupBy(needs, (need) => JSON.stringify([need.url, need.namespace, policyName(need)]))
  const [one, other] = [...byPolicy.values()].find(({ length }) => length > 1) ?? []
  if (!one || !other) return
  const [first, second] = [one, other].map(({ mount, role }) => `auth/${mount}/role/${role}`)
  throw new Failure('ERR_PLAN', `the policies of ${first ?? ''} and ${second ?? ''} would both have the name ${policyName(one)}`, {
    hint: 'Rename one of these roles, in Vault and in the input `role` of its steps.',
  })
}

/** Returns whether the file was written. */
function writeFile(folder: string, file: GeneratedFile, env: Env): boolean {
  const name = join(folder, file.name)
  const path = resolve(pathInWorkspace(name, env))
  try {
    mkdirSync(dirname(path), { recursive: true })
    checkNoLinks(name, path, env)
    // git can have changed the line breaks
    if (contentOf(path)?.replaceAll('\r\n', '\n') === file.text) return false
    writeFileSync(path, file.text)
    return true
  } catch (cause) {
    if (cause instanceof Failure) throw cause
    const hint = 'Set `generate` to a folder in which this user can write.'
    throw new Failure('ERR_PLAN', `the file ${name} cannot be written`, { hint, cause })
  }
}

/** A checked-out repository can contain links to other files of the runner. Throws ERR_PLAN. */
function checkNoLinks(name: string, path: string, env: Env): void {
  const base = realpathSync(env['GITHUB_WORKSPACE'] ?? '.')
  const isLinkedFolder = !isAbsolute(name) && realpathSync(dirname(path)) !== dirname(resolve(base, name))
  if (!isLinkedFolder && (lstatSync(path, { throwIfNoEntry: false })?.isFile() ?? true)) return
  throw new Failure('ERR_PLAN', `the file ${name} is a link or a folder, or in a linked folder`, {
    hint: 'Remove the link, or set `generate` to another folder.',
  })
}

function contentOf(path: string): string | undefined {
  return lstatSync(path, { throwIfNoEntry: false }) ? readFileSync(path, 'utf8') : undefined
}
