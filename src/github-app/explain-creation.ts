import { clean } from '../core/clean.ts'
import type { Failure } from '../core/failure.ts'
import { explainIdentity, placeOf } from './explain-lookup.ts'
import type { Installation } from './installation.ts'
import { listPermissions, missingPermissions } from './permissions.ts'
import type { AppSettings } from './settings.ts'

/** Explains why GitHub refused an installation token: adds what to change. The texts are those of GitHub's API. */
export function explainCreation(failure: Failure, installation: Installation, settings: AppSettings): Failure {
  const explained = failure.code === 'ERR_GITHUB' ? failure.with({ hint: creationHint(failure, installation, settings) }) : failure
  if (!explained.lost) return explained
  const lost = 'GitHub may have created a token whose response was lost; it expires after one hour.'
  return explained.with({ hint: [explained.hint, lost].filter(Boolean).join('\n') })
}

function creationHint(failure: Failure, installation: Installation, settings: AppSettings): string | undefined {
  const { words, status } = failure
  const page = installation.page === '' ? 'the settings of the installation' : clean(installation.page)
  if (/suspended/i.test(words)) return `The installation of the App is suspended. An owner can unsuspend it: ${page}`
  if (status === 422 && /permission/i.test(words)) {
    const missing = missingPermissions(settings.permissions, installation.permissions)
    const names = Object.keys(missing).length > 0 ? missing : settings.permissions
    return [
      `The installation does not grant: ${listPermissions(names)}. It grants: ${listPermissions(installation.permissions)}.`,
      `Remove these from \`permissions\`, or add them in the settings of the App; then an owner has to accept them: ${page}`,
    ].join('\n')
  }
  if (status === 422 && /repositor/i.test(words)) {
    return `One of these is not in the installation, or does not exist: ${placeOf(settings)}. Add it: ${page}`
  }
  if (status === 404) return `The installation ${installation.id} was removed.`
  return explainIdentity(failure, settings).hint
}
