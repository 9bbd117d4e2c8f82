import { oneLine } from '../core/wording.ts'
import type { End, Grant, Receipt, Unknown } from './receipt.ts'

/** The runner refuses a summary above 1 MiB. */
const maxRowBytes = 512 * 1024
const maxCell = 200

const title = '### Credentials from Vault'
const header = '| path | kind | granted (UTC) | ended (UTC) | how | request id |\n| --- | --- | --- | --- | --- | --- |'

/** Returns the receipt as Markdown for the job summary: a table with a row for each grant. */
export function summaryOf(receipt: Receipt): string {
  const rows = receipt.grants.map(rowOf)
  let bytes = 0
  const shown = rows.filter((row) => (bytes += Buffer.byteLength(row)) <= maxRowBytes)
  const more = rows.length - shown.length
  const notes = [
    ...(more > 0 ? [`${more} more in the log.`] : []),
    ...new Set(receipt.unknown.map(noteOf)),
    `Correlation id in Vault's audit log: ${code(receipt.correlationId)}`,
  ]
  return [title, [header, ...shown].join('\n'), ...notes].join('\n\n') + '\n'
}

function rowOf({ path, namespace, kind, granted, end, requestId, leaseId }: Grant): string {
  const where = [code(path), namespace === '' ? '' : `namespace ${code(namespace)}`, leaseId === null ? '' : `lease ${code(leaseId)}`]
  const ended = end.how === 'none' || end.how === 'in background' ? expiry(end) : timeOf(end.at)
  const cells = [
    where.filter(Boolean).join('<br>'),
    kinds[kind],
    timeOf(granted),
    ended,
    howOf(end),
    requestId === null ? '' : code(requestId),
  ]
  return `| ${cells.join(' | ')} |`
}

const kinds: Readonly<Record<Grant['kind'], string>> = {
  'service token': 'token',
  'batch token': 'batch token',
  'child token': 'token of an entry',
  lease: 'lease',
  sts: 'AWS STS',
}

const ways: Readonly<Record<Exclude<End['how'], 'none'>, string>> = {
  'by path': 'revoked, confirmed',
  'by body': 'revoked, confirmed',
  'by renewal': 'ended by renewal, confirmed',
  'revoke-self': 'revoked, confirmed',
  'with token': 'revoked with the token, not confirmed',
  'in background': 'revocation failed, Vault repeats it',
  expired: 'expired before',
  gone: 'revoked or expired before',
}

const reasons: Readonly<Record<NonNullable<End['reason']>, string>> = {
  sts: 'cannot be revoked',
  'batch token': 'cannot be revoked',
  orphan: 'not revoked with the token, because it is an orphan',
  'supplied token': 'not revoked, because the token of the input `token` is not',
  denied: 'not revoked, no policy allows it',
  failed: 'not revoked, the revocation failed',
  'revoke: false': 'not revoked, because `revoke` is false',
}

const howOf = ({ how, reason }: End): string => (how === 'none' ? (reason === null ? 'not revoked' : reasons[reason]) : ways[how])

const expiry = ({ validUntil }: End): string => (validUntil === null ? 'does not expire' : `expires by ${timeOf(validUntil)}`)

const timeOf = (time: string | null): string => (time === null ? '' : time.slice(0, 19).replace('T', ' '))

function noteOf({ kind, path }: Unknown): string {
  if (kind === 'login')
    return 'The response of a login was lost. Vault may have created another token, which expires after the TTL of its role.'
  if (kind === 'killed') return 'The main step was killed while it read secrets. Vault may have created leases that are not in the table.'
  return `A response was lost: ${code(path ?? '')}. Vault may have created a lease that is not in the table.`
}

/** Returns a text as code. Entities in place of all punctuation, because a path can contain Markdown, HTML and the `|` of a table. */
function code(text: string): string {
  const line = oneLine(text)
  const short = line.length > maxCell ? `${line.slice(0, maxCell)}…` : line
  return `<code>${short.toWellFormed().replace(/[^\p{L}\p{N}\s/-]/gu, (character) => `&#${character.codePointAt(0) ?? 32};`)}</code>`
}
