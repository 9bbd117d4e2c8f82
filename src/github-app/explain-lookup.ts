import type { Failure } from '../core/failure.ts'
import { formatSeconds } from '../core/wording.ts'
import type { AppSettings } from './settings.ts'

/** Seconds by which two clocks may differ: `iat` of the JWT is 60 s in the past. */
const toleratedSeconds = 30

/** Explains why GitHub refused to find the installation: adds what to change. */
export function explainLookup(failure: Failure, settings: AppSettings): Failure {
  if (failure.code !== 'ERR_GITHUB') return failure
  return failure.status === 404 ? failure.with({ hint: notFoundHint(failure, settings) }) : explainIdentity(failure, settings)
}

function notFoundHint({ words }: Failure, { target, app }: AppSettings): string {
  const { owner, repositories, installationId } = target
  if (/integration not found/i.test(words)) return `This GitHub has no App ${app}. Check \`clientId\`.`
  if (installationId !== undefined)
    return `The App ${app} has no installation ${installationId}. Check \`installationId\`, or leave it out.`
  const place = repositories === 'all' ? owner : `${owner}/${repositories[0]}`
  return `The App ${app} is not installed at ${place}, or there is no ${place}. To install it: settings of the App, Install App.`
}

/** Explains 401: the clock of the runner, or a key that does not belong to the App. */
export function explainIdentity(failure: Failure, { app, key }: AppSettings): Failure {
  if (failure.status !== 401) return failure
  const ahead = failure.serverTime === undefined ? 0 : Math.round((Date.now() - failure.serverTime) / 1_000)
  if (Math.abs(ahead) > toleratedSeconds) {
    const offset = `${formatSeconds(Math.abs(ahead))} ${ahead > 0 ? 'ahead of' : 'behind'}`
    return failure.with({ hint: `The clock of this runner is ${offset} GitHub's. Correct the clock of the runner.` })
  }
  const place = key.kind === 'transit' ? key.path : (key.plan[0]?.path ?? '')
  return failure.with({
    hint:
      `GitHub has no public key of the App ${app} for this signature. Check that ${place} is a private key of this App, and that the ` +
      'key was not deleted in the settings of the App.',
  })
}

/** Returns the repositories, or the owner. */
export const placeOf = ({ target: { owner, repositories } }: AppSettings): string =>
  repositories === 'all' ? owner : repositories.map((name) => `${owner}/${name}`).join(', ')
