import { maxMasks } from '../masks/masks.ts'
import { listed } from '../core/wording.ts'
import { noticeOf, warningOf } from './lines.ts'
import type { Report } from './report.ts'

/** Names in one notice. */
const maxNames = 10

/** Creates the part of a Report that says which values and variables are treated in a special way. */
export function createNotices(): Pick<Report, 'guessedVersion' | 'notFound' | 'masked' | 'notExported' | 'ignoredState'> {
  return {
    guessedVersion(paths) {
      if (paths.length === 0) return
      noticeOf([
        `Read as folders of KV version 2, because Vault does not return the mount: ${paths.join('; ')}`,
        'For KV version 1 in a namespace, write the namespace in the input `namespace`, not in the path.',
      ])
    },
    notFound(path, { input, line }, what) {
      noticeOf([`${input} line ${line}: ${path}: ${what}; ignored because of the flag optional or the input ignoreNotFound`])
    },
    masked({ short, unmasked, leftOut }) {
      noticeOf([
        short.length > 0
          ? `Short values are masked too: ${short.join(', ')}. Log lines and job outputs that contain this text show ***.`
          : '',
        unmasked.length > 0 ? `Values of fewer than 4 characters with only punctuation are not masked: ${unmasked.join(', ')}.` : '',
      ])
      if (leftOut === 'nothing') return
      const limit = `a step registers at most ${maxMasks} masks. Read fewer or smaller values in one step.`
      if (leftOut === 'forms') noticeOf([`Encoded forms of some values, such as base64, are not masked: ${limit}`])
      else warningOf([`Some lines or JSON leaves of large values are not masked: ${limit}`])
    },
    notExported({ skipped, shadowed }) {
      const names = skipped.map(({ kind, name, why, outputs }) => {
        const others = outputs.some((output) => output !== name) ? ` (for ${outputs.map((output) => `"${output}"`).join(', ')})` : ''
        return `the ${kind} "${name}"${others} ${why}`
      })
      warningOf([
        names.length > 0 ? `Keys that cannot be exported under their own name: ${names.join('; ')}` : '',
        shadowed.length > 0 ? `Several entries have the same name, and the last one wins: ${shadowed.join(', ')}` : '',
      ])
    },
    ignoredState(names, isLost) {
      if (names.length === 0) return
      const why =
        names.length === 1 ? 'is ignored, because the main step did not save it' : 'are ignored, because the main step did not save them'
      const text = `${listed(names, maxNames)} ${why}. A later step can set STATE_ variables through GITHUB_ENV.`
      if (isLost) {
        warningOf([`${text} Without a valid STATE_session nothing can be revoked; a token that is not revoked expires after its TTL.`])
      } else noticeOf([text])
    },
  }
}
