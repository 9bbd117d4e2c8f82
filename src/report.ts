import { error, info, notice, setOutput, warning } from '@actions/core'
import type { Exports, HandedOn } from './export/export.ts'
import { asFailure, type Failure } from './failure.ts'
import type { Env } from './inputs.ts'
import type { LoginPlan } from './login/login.ts'
import type { Entry } from './mapping/plan.ts'
import type { FileRemoval } from './remove-files.ts'
import type { Settlement } from './revoke.ts'
import type { Connection } from './vault/connection.ts'
import { revokePolicy, type Lease } from './vault/leases.ts'
import type { Auth } from './vault/reply.ts'
import { isOfRootNamespace } from './vault/token-namespace.ts'

/** What a user reads of a run; what failed says so itself. What the server or the user wrote is printed without control characters. */
export interface Report {
  loggedIn(connection: Connection, login: LoginPlan, auth: Auth, lost: boolean): void
  read(paths: number, milliseconds: number, leases: readonly Lease[], lost: readonly string[]): void
  notFound(path: string, entry: Entry, what: string): void
  shortMasks(names: readonly string[]): void
  /** What of the values is not handed on as one might think: at most one warning. */
  heldBack(exports: Exports): void
  exported(handedOn: HandedOn): void
  /** At most one line of success and one warning; without a settlement where nothing was owed to Vault, or is tried again. */
  settled(settlement: Settlement | undefined, files: FileRemoval): void
  failed(failure: Failure): void
  /** The post step itself broke down. */
  notGivenBack(thrown: unknown): void
}

/** Where every error code is explained: in the repository that the step uses, at its ref. Nowhere else for `uses: ./`. */
function errorDocs(env: Env): string {
  const [server, repository, ref] = [env['GITHUB_SERVER_URL'], env['GITHUB_ACTION_REPOSITORY'], env['GITHUB_ACTION_REF']]
  return server && repository && ref ? `${server}/${repository}/blob/${ref}/docs/errors.md` : 'docs/errors.md'
}

/** A Report in the runner's log. */
export function createReport(env: Env): Report {
  return {
    loggedIn({ url, namespace }, { method, access }, auth, lost) {
      const where = namespace === undefined ? url : `${url}, namespace ${namespace}`
      if ('token' in access) {
        say(`Using the token given as \`token\` at ${where}`)
        return
      }
      say(
        `Logged in to ${where} as ${access.as} (${method.name}); the token lives ${span(auth.seconds)}, policies ${auth.policies.join(', ')}`,
      )
      // Vault's community edition knows no namespaces, and passes over the header
      if (namespace !== undefined && namespace !== 'root' && isOfRootNamespace(auth.token)) {
        warning(oneLine(`The server passed over \`namespace\`: the token is one of the root namespace, and so is all that is read.`))
      }
      if (lost) say(`  an earlier attempt got no reply: a token that Vault made for it is known to nobody and lives ${span(auth.seconds)}`)
    },
    read(paths, milliseconds, leases, lost) {
      say(`Read ${plural(paths, 'path')} in ${Math.round(milliseconds)} ms`)
      for (const lease of leases) {
        say(`  ${lease.path} – ${lease.sts ? `AWS STS, cannot be ended before ${clock(lease.expires)}` : 'ends with this job'}`)
      }
      if (lost.length > 0) say(`  asked again after a reply was lost: ${lost.join(', ')}; what Vault made for it ends with the token`)
    },
    notFound(path, { input, line }, what) {
      notice(oneLine(`${input} line ${line}: ${path}: ${what}; passed over, since it is optional`))
    },
    shortMasks(names) {
      if (names.length === 0) return
      notice(oneLine(`Very short, and masked all the same: ${names.join(', ')}. Log lines and job outputs that contain the text show ***.`))
    },
    heldBack({ skipped, shadowed }) {
      const names = skipped.map(({ kind, name, why }) => `the ${kind} "${name}" ${why}`)
      const text = [
        names.length > 0 ? `Keys that cannot be handed on under their own name: ${names.join('; ')}` : '',
        shadowed.length > 0 ? `Entries of one name, of which the last counts: ${shadowed.join(', ')}` : '',
      ].filter(Boolean)
      if (text.length > 0) warning(text.map(oneLine).join('\n'))
    },
    exported({ outputs, variables }) {
      if (outputs.length > 0) say(`Set ${plural(outputs.length, 'output')}: ${outputs.join(', ')}`)
      if (variables.length > 0) say(`Set ${plural(variables.length, 'variable')} of later steps: ${variables.join(', ')}`)
    },
    settled(settlement, files) {
      const removed = files.removed.length > 0 ? `${plural(files.removed.length, 'file')} removed` : ''
      const done = [removed, settlement ? doneLine(settlement) : ''].filter(Boolean).join(', ')
      if (done !== '') say(done)
      const left = files.left.map(({ path, why }) => `The file ${path} is still there: ${why}.`)
      const leftover = [...(settlement ? leftovers(settlement) : []), ...left].map(oneLine).join('\n')
      if (leftover !== '') warning(leftover)
    },
    failed(failure) {
      const text = [failure.message, failure.hint]
        .filter(Boolean)
        .map((part) => lines(part ?? ''))
        .join('\n')
      error(`${text}\n${failure.code}, see ${errorDocs(env)}#${failure.code.toLowerCase()}`)
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

function doneLine({ confirmed, withToken, token, tokenExpires, unasked }: Settlement): string {
  const parts = [
    confirmed.length > 0 ? `${plural(confirmed.length, 'lease')} revoked` : '',
    {
      revoked: 'token revoked',
      gone: 'token gone already',
      batch: `the batch token runs out by ${clock(tokenExpires)}`,
      supplied: '',
      left: '',
    }[token],
    withToken.length > 0 ? `${plural(withToken.length, 'lease')} ${withToken.length === 1 ? 'ends' : 'end'} with it, unconfirmed` : '',
  ].filter(Boolean)
  const [example] = withToken
  const grant = example && token === 'revoked' && !unasked ? `. To have it confirmed, allow: ${revokePolicy(example)}` : ''
  const why = example && unasked ? `; whether more may be revoked could not be asked: ${unasked.message}` : ''
  return parts.join(', ') + grant + why
}

/** What is left, why, and when Vault drops it by itself. */
function leftovers({ pending, left, token, tokenFailure, tokenExpires }: Settlement): readonly string[] {
  return [
    ...pending.map(
      ({ lease, failure }) => `${lease.path} (${lease.id}) is not confirmed: ${failure?.message ?? ''}. Vault goes on trying.`,
    ),
    ...left.map(({ lease, failure }) => {
      const why = failure ? failure.message : `no policy allows it, add ${revokePolicy(lease)}`
      return `${lease.path} (${lease.id}) is still alive: ${why}. Vault ends it by ${clock(Math.min(lease.expires, tokenExpires))}.`
    }),
    token === 'left' ? `The token is still alive: ${tokenFailure?.message ?? ''}. It runs out by ${clock(tokenExpires)}.` : '',
  ].filter(Boolean)
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
