import type { Env } from '../core/env.ts'
import type { InputReader } from '../core/input-reader.ts'

/** The repositories that the installation token is for. */
export interface Target {
  /** The account that owns the repositories, an organisation or a user. */
  readonly owner: string
  /** Names of repositories without their owner, or all repositories of the installation. */
  readonly repositories: readonly [string, ...string[]] | 'all'
  /** The id of the App's installation, if it is known. */
  readonly installationId: number | undefined
}

const example = 'names of repositories, one per line, or * for all repositories of the installation'
const nameForm = /^[\w.-]+$/

/**
 * Reads `owner`, `repositories` and `installationId`. Without the first two, the target is the repository of the job. An owner alone is a
 * problem, because GitHub would then give access to all of its repositories.
 */
export function readTarget(inputs: InputReader, env: Env): Target {
  const installationId = readInstallationId(inputs)
  const given = inputs.text('owner')
  const names = (inputs.text('repositories') ?? '').split(/[\s,]+/).filter((name) => name !== '')
  const current = (env['GITHUB_REPOSITORY'] ?? '').split('/')
  if (given !== undefined && !nameForm.test(given)) inputs.problem('owner', `"${given}" is not the name of an account`, 'octo-org')
  if (given !== undefined && names.length === 0) inputs.problem('repositories', 'is required with owner', example)
  if (names.length === 0) return { owner: given ?? current[0] ?? '', repositories: [current[1] ?? ''], installationId }
  const owner = given ?? names.find((name) => name.includes('/'))?.split('/')[0] ?? current[0] ?? ''
  if (names.length === 1 && names[0] === '*') return { owner, repositories: 'all', installationId }
  const [first = '', ...more] = new Set(names.map((name) => nameOf(name, owner, inputs)))
  return { owner, repositories: [first, ...more], installationId }
}

/** Returns the name of a repository without its owner. */
function nameOf(written: string, owner: string, { problem }: InputReader): string {
  const [name = '', of, ...rest] = written.split('/').reverse()
  if (!nameForm.test(name) || rest.length > 0) problem('repositories', `"${written}" is not the name of a repository`, example)
  else if (of !== undefined && of.toLowerCase() !== owner.toLowerCase()) {
    problem('repositories', `"${written}" does not belong to ${owner}: a token is for one owner`, 'a step for each owner')
  }
  return name
}

function readInstallationId({ text, problem }: InputReader): number | undefined {
  const written = text('installationId')
  if (written === undefined) return undefined
  if (!/^[1-9]\d{0,14}$/.test(written)) problem('installationId', `"${written}" is not the id of an installation`, 'a number')
  return Number(written)
}
