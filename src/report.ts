import { endGroup, error, info, notice, startGroup, warning } from '@actions/core'
import type { Exports, HandedOn, Masked } from './export/export.ts'
import { asFailure, type Failure, type FailureCode } from './failure.ts'
import type { Env } from './inputs.ts'
import type { LoginPlan } from './login/login.ts'
import type { Entry } from './mapping/plan.ts'
import { mostMasks } from './masks/masks.ts'
import type { FileRemoval } from './remove-files.ts'
import { appendValues } from './runner-file.ts'
import { isConfirmed, type Settlement } from './revoke.ts'
import type { Owed } from './session.ts'
import type { Shortening } from './shorten.ts'
import { tokenNamespace, type Connection } from './vault/connection.ts'
import type { Lease } from './vault/leases.ts'
import type { Auth } from './vault/reply.ts'
import { isOfRootNamespace } from './vault/token-namespace.ts'
import { aliveWords, doneWords, leftoverWords, shortenedWords, tooLongWords, unconfirmedWords } from './settlement-words.ts'
import { clock, oneLine, plural, span } from './wording.ts'

/** What a user reads of a run; what failed says so itself. What the server or the user wrote is printed without control characters. */
export interface Report {
  /** How Vault is reached, where that is out of the ordinary; the proxy as host and port. */
  network(connection: Connection, proxy: string | undefined): void
  loggedIn(connection: Connection, login: LoginPlan, auth: Auth, lost: boolean): void
  /** @param givesBack whether the leases end with the job, or live on as the user wants */
  read(paths: number, milliseconds: number, leases: readonly Lease[], lost: readonly string[], givesBack: boolean): void
  notFound(path: string, entry: Entry, what: string): void
  /** What of the masks garbles the log, or is left out: at most one notice each. */
  masked(masked: Masked): void
  /** What of the values is not handed on as one might think: at most one warning. */
  heldBack(exports: Exports): void
  exported(handedOn: HandedOn): void
  /** What ends sooner than Vault had set, and what cannot: a line, and at most one notice. */
  shortened(shortenings: readonly Shortening[]): void
  /**
   * At most one line of success and one warning, which is an error where every end has to be confirmed. Without a settlement
   * where nothing was owed to Vault, or is tried again.
   */
  settled(settlement: Settlement | undefined, files: FileRemoval, required: boolean): void
  /** What is not given back because the user wants it to live on. */
  leftAlive(owed: Owed | undefined): void
  failed(failure: Failure): void
  /** Variables of the state that are ignored, by their names; with `isLost`, what is needed to revoke anything is among them. */
  passedOver(names: readonly string[], isLost: boolean): void
  /** Main was killed while Vault worked on its reads. */
  waitsForReads(milliseconds: number): void
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
  const code = (name: FailureCode): string => `${name}, see ${errorDocs(env)}#${name.toLowerCase()}`
  return {
    network({ urls, tls }, proxy) {
      if (proxy !== undefined) say(`Vault is reached through the proxy ${proxy}`)
      const risks = [
        tls?.skipVerify ? 'tlsSkipVerify: the certificate of the server is not checked.' : '',
        ...urls.map((url) => (isOpen(new URL(url)) ? `url: ${url} is without TLS.` : '')),
      ].filter(Boolean)
      if (risks.length > 0)
        warning(`${risks.map(oneLine).join('\n')}\nWho is between this runner and Vault can read the job's token and all secrets.`)
    },
    loggedIn(connection, { method, access }, auth, lost) {
      const namespace = tokenNamespace(connection)
      const where = namespace === '' ? connection.urls[0] : `${connection.urls[0]}, namespace ${namespace}`
      if ('token' in access) {
        say(`Using the token given as \`token\` at ${where}`)
        return
      }
      say(
        `Logged in to ${where} as ${access.as} (${method.name}); the token lives ${span(auth.seconds)}, policies ${auth.policies.join(', ')}`,
      )
      // Vault's community edition knows no namespaces, and passes over the header
      if (namespace !== '' && isOfRootNamespace(auth.token)) {
        warning(oneLine(`The server passed over \`namespace\`: the token is one of the root namespace, and so is all that is read.`))
      }
      if (lost) say(`  an earlier attempt got no reply: a token that Vault made for it is known to nobody and lives ${span(auth.seconds)}`)
    },
    read(paths, milliseconds, leases, lost, givesBack) {
      say(`Read ${plural(paths, 'path')} in ${Math.round(milliseconds)} ms`)
      for (const lease of leases) {
        const end = givesBack ? 'ends with this job' : `lives until ${clock(lease.expires)}`
        say(`  ${lease.path} – ${lease.sts ? `AWS STS, cannot be ended before ${clock(lease.expires)}` : end}`)
      }
      if (lost.length > 0) say(`  asked again after a reply was lost: ${lost.join(', ')}; what Vault made for it ends with the token`)
    },
    notFound(path, { input, line }, what) {
      notice(oneLine(`${input} line ${line}: ${path}: ${what}; passed over, since it is optional`))
    },
    masked({ short, unmasked, leftOut }) {
      const parts = [
        short.length > 0
          ? `Short values are masked too: ${short.join(', ')}. Log lines and job outputs that contain this text show ***.`
          : '',
        unmasked.length > 0 ? `Values of fewer than 4 characters, all punctuation, are not masked: ${unmasked.join(', ')}.` : '',
      ].filter(Boolean)
      if (parts.length > 0) notice(parts.map(oneLine).join('\n'))
      if (leftOut === 'nothing') return
      const limit = `a step registers at most ${mostMasks} masks. Read fewer values in one step, or smaller ones.`
      if (leftOut === 'forms') notice(`Encoded forms of some values, such as base64, are not masked: ${limit}`)
      else warning(`Some lines or JSON leaves of large values are not masked: ${limit}`)
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
    shortened(shortenings) {
      const done = shortenedWords(shortenings)
      if (done !== '') say(done)
      const tooLong = tooLongWords(shortenings)
      if (tooLong.length > 0) notice(tooLong.map(oneLine).join('\n'))
    },
    settled(settlement, files, required) {
      const removed = files.removed.length > 0 ? `${plural(files.removed.length, 'file')} removed` : ''
      const done = [removed, settlement ? doneWords(settlement) : ''].filter(Boolean).join(', ')
      if (done !== '') say(done)
      const left = files.left.map(({ path, why }) => `The file ${path} is still there: ${why}.`)
      const leftover = [...(settlement ? leftoverWords(settlement) : []), ...left].map(oneLine)
      if (settlement && required && !isConfirmed(settlement)) {
        const unconfirmed = [...leftover, ...unconfirmedWords(settlement).map(oneLine)].join('\n')
        error(
          `Not all that was read is confirmed to be ended, which \`revoke: required\` asks for:\n${unconfirmed}\n${code('ERR_UNCONFIRMED')}`,
        )
      } else if (leftover.length > 0) warning(leftover.join('\n'))
    },
    leftAlive(owed) {
      const alive = owed ? aliveWords(owed) : ''
      if (alive !== '') say(alive)
    },
    failed(failure) {
      const text = [failure.message, failure.hint]
        .filter(Boolean)
        .map((part) => lines(part ?? ''))
        .join('\n')
      error(`${text}\n${code(failure.code)}`)
      if (failure.details) {
        startGroup(oneLine(failure.details.title))
        failure.details.lines.forEach(say)
        endGroup()
      }
      try {
        appendValues(env['GITHUB_OUTPUT'], [['errorMessage', lines(failure.message)]])
      } catch {
        // the log has said it; a full disk must not keep main from giving back
      }
    },
    passedOver(names, isLost) {
      if (names.length === 0) return
      const more = names.length - maxNames
      const why = names.length === 1 ? 'is ignored, because main did not write it' : 'are ignored, because main did not write them'
      const told = [...names.slice(0, maxNames), ...(more > 0 ? [`${more} more`] : [])].join(', ')
      const text = `${told} ${why}. A later step can set STATE_ variables through GITHUB_ENV.`
      if (isLost) warning(oneLine(`${text} Without a valid STATE_session nothing can be revoked; a token that is left ends at its TTL.`))
      else notice(oneLine(text))
    },
    waitsForReads(milliseconds) {
      say(`The main step was killed while it read secrets: waiting ${milliseconds / 1_000} s until Vault has finished these requests`)
    },
    notGivenBack(thrown) {
      warning(oneLine(`Nothing could be given back: ${asFailure(thrown).message}. What is left ends with its own time in Vault.`))
    },
  }
}

/** Names in one notice. */
const maxNames = 10

/** Plain HTTP that leaves the machine. */
const isOpen = ({ protocol, hostname }: URL): boolean => protocol === 'http:' && !/^(localhost|127\.[\d.]+|\[::1\])$/.test(hostname)

/** The runner takes a line for a command even where blanks come before its `::`. */
function say(text: string): void {
  info(oneLine(text).replace(/^\s*:(?=:)/, '$& '))
}

const lines = (text: string): string => text.split('\n').map(oneLine).join('\n')
