import { error, info, notice, setOutput, warning } from '@actions/core'
import type { SkippedName } from './export/export.ts'
import { asFailure, type Failure } from './failure.ts'
import type { LoginPlan } from './login/login.ts'
import type { Entry } from './mapping/plan.ts'
import type { Settlement } from './revoke.ts'
import type { Connection } from './vault/connection.ts'
import { revokePolicy, type Lease } from './vault/leases.ts'
import type { Auth } from './vault/reply.ts'

/** Every sentence that a user reads. What the server or the user wrote is printed without control characters. */
export interface Report {
  loggedIn(connection: Connection, login: LoginPlan, auth: Auth): void
  read(paths: number, milliseconds: number, leases: readonly Lease[], lost: readonly string[]): void
  notFound(path: string, entry: Entry, what: string): void
  shortMasks(names: readonly string[]): void
  skippedNames(skipped: readonly SkippedName[]): void
  exported(names: readonly string[], toEnvironment: boolean): void
  /** At most one line of success and one warning. */
  settled(settlement: Settlement): void
  failed(failure: Failure): void
  /** The post step itself broke down. */
  notGivenBack(thrown: unknown): void
}

/** Documentation of every error code. */
const errorDocs = 'docs/errors.md'

/** A Report in the runner's log. */
export function createReport(): Report {
  return {
    loggedIn({ url, namespace }, { method, role }, auth) {
      const as = role === undefined ? 'the default role' : `role ${role}`
      const where = namespace === undefined ? url : `${url}, namespace ${namespace}`
      say(`Logged in to ${where} as ${as} (${method.name}); the token lives ${span(auth.seconds)}, policies ${auth.policies.join(', ')}`)
    },
    read(paths, milliseconds, leases, lost) {
      say(`Read ${plural(paths, 'path')} in ${Math.round(milliseconds)} ms`)
      for (const lease of leases) {
        say(`  ${lease.path} – ${lease.sts ? `AWS STS, cannot be ended before ${clock(lease.expires)}` : 'ends with this job'}`)
      }
      if (lost.length > 0) say(`  asked again after a reply was lost: ${lost.join(', ')}; what Vault made for it ends with the token`)
    },
    notFound(path, { line }, what) {
      notice(oneLine(`secrets line ${line}: ${path}: ${what}; passed over, since ignoreNotFound is true`))
    },
    shortMasks(names) {
      if (names.length === 0) return
      notice(oneLine(`Very short, and masked all the same: ${names.join(', ')}. Log lines and job outputs that contain the text show ***.`))
    },
    skippedNames(skipped) {
      if (skipped.length === 0) return
      warning(
        oneLine(
          `Keys that cannot be handed on under their own name: ${skipped.map(({ kind, name, why }) => `the ${kind} "${name}" ${why}`).join('; ')}`,
        ),
      )
    },
    exported(names, toEnvironment) {
      if (names.length === 0) return
      say(`Set ${plural(names.length, 'output')}${toEnvironment ? ' and the environment' : ''}: ${names.join(', ')}`)
    },
    settled(settlement) {
      const done = doneLine(settlement)
      if (done !== '') say(done)
      const leftover = leftoverLine(settlement)
      if (leftover !== '') warning(leftover)
    },
    failed(failure) {
      const text = [failure.message, failure.hint]
        .filter(Boolean)
        .map((part) => lines(part ?? ''))
        .join('\n')
      error(`${text}\n${failure.code}, see ${errorDocs}#${failure.code.toLowerCase()}`)
      try {
        setOutput('errorMessage', lines(failure.message))
      } catch {
        // the log has said it; a full disk must not keep main from giving back
      }
    },
    notGivenBack(thrown) {
      warning(oneLine(`Nothing could be given back: ${asFailure(thrown).message}. What is left ends with its own time in Vault.`))
    },
  }
}

function doneLine({ confirmed, withToken, token, tokenExpires }: Settlement): string {
  const parts = [
    confirmed.length > 0 ? `${plural(confirmed.length, 'lease')} revoked` : '',
    { revoked: 'token revoked', gone: 'token gone already', batch: `the batch token runs out by ${clock(tokenExpires)}`, left: '' }[token],
    withToken.length > 0 ? `${plural(withToken.length, 'lease')} ${withToken.length === 1 ? 'ends' : 'end'} with it, unconfirmed` : '',
  ].filter(Boolean)
  const [example] = withToken
  const grant = example && token === 'revoked' ? `. To have it confirmed, allow: ${revokePolicy(example)}` : ''
  return parts.join(', ') + grant
}

/** What is left, why, and when Vault drops it by itself; one text for all of it. */
function leftoverLine({ pending, left, token, tokenFailure, tokenExpires }: Settlement): string {
  const text = [
    ...pending.map(
      ({ lease, failure }) => `${lease.path} (${lease.id}) is not confirmed: ${failure?.message ?? ''}. Vault goes on trying.`,
    ),
    ...left.map(({ lease, failure }) => {
      const why = failure ? failure.message : `no policy allows it, add ${revokePolicy(lease)}`
      return `${lease.path} (${lease.id}) is still alive: ${why}. Vault ends it by ${clock(Math.min(lease.expires, tokenExpires))}.`
    }),
    token === 'left' ? `The token is still alive: ${tokenFailure?.message ?? ''}. It runs out by ${clock(tokenExpires)}.` : '',
  ].filter(Boolean)
  return text.map(oneLine).join('\n')
}

/** The runner takes a line for a command even where blanks come before its `::`. */
function say(text: string): void {
  info(oneLine(text).replace(/^\s*:(?=:)/, '$& '))
}

/** No control character reaches the log: a line break could start a workflow command. */
const oneLine = (text: string): string => text.replace(/\p{Cc}+/gu, ' ')
const lines = (text: string): string => text.split('\n').map(oneLine).join('\n')

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`

/** A moment for reading, from milliseconds since 1970; a token of a root policy has no end. */
function clock(milliseconds: number): string {
  if (milliseconds === Number.MAX_SAFE_INTEGER) return 'no set time'
  return new Date(milliseconds)
    .toISOString()
    .replace(/:\d\d\.\d+Z$/, ' UTC')
    .replace('T', ' ')
}

/** A time span for reading, from seconds. */
function span(seconds: number): string {
  if (seconds === 0) return 'without end'
  if (seconds < 120) return `${seconds} s`
  return seconds < 7_200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3_600)} h`
}
