import { readFileSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import type { Env } from '../core/env.ts'
import { isObject, objectOrList, own, type Json } from '../core/json.ts'
import type { Repository } from '../workflows/repository.ts'

/**
 * Finds the name of a repository on disk: of its remote `origin`, else of the job if the directory is its workspace. The id and the default
 * branch are known only for the repository of the job, or of the clone.
 */
export function identify(root: string, env: Env): Pick<Repository, 'name' | 'id' | 'defaultBranch'> {
  const job = env['GITHUB_REPOSITORY'] ?? ''
  const name = originName(root) ?? (isWorkspace(root, env) ? job : '')
  if (name === '' || name.toLowerCase() !== job.toLowerCase()) return { name, defaultBranch: clonedBranch(root) }
  return { name: job, id: env['GITHUB_REPOSITORY_ID'] || undefined, defaultBranch: eventBranch(env) ?? clonedBranch(root) }
}

/** Returns `OWNER/NAME` of the remote `origin` in the configuration of git. */
function originName(root: string): string | undefined {
  const config = textOf(join(root, '.git/config'))
  const [, section = ''] = /^\[remote "origin"\]([^[]*)/m.exec(config) ?? []
  return /^\s*url\s*=\s*(?:[a-z+]+:\/\/[^/\s]+\/|[^/:\s]+:)([\w.-]+\/[\w.-]+?)(?:\.git)?\/?\s*$/im.exec(section)?.[1]
}

/** Returns the default branch of the remote, which `git clone` writes down. */
function clonedBranch(root: string): string | undefined {
  return /^ref: refs\/remotes\/origin\/(\S+)/.exec(textOf(join(root, '.git/refs/remotes/origin/HEAD')))?.[1]
}

/** Returns the default branch in the event that started the job. */
function eventBranch(env: Env): string | undefined {
  const event = objectOrList(textOf(env['GITHUB_EVENT_PATH'] ?? ''))
  const branch = fieldOf(fieldOf(event, 'repository'), 'default_branch')
  return typeof branch === 'string' ? branch : undefined
}

const fieldOf = (value: Json | undefined, name: string): Json | undefined => (isObject(value) ? own(value, name) : undefined)

function isWorkspace(root: string, env: Env): boolean {
  try {
    return realpathSync(env['GITHUB_WORKSPACE'] ?? '') === root
  } catch {
    return false
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
