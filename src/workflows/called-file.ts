import type { Place } from '../policy/need.ts'
import type { Library, Repository } from './repository.ts'
import type { Scope } from './scope.ts'
import type { Uses } from './uses.ts'
import type { YamlText } from './yaml-node.ts'

/** Returns the repository that a `uses:` names; `./` is the workspace in steps, and the workflow's own repository in jobs. */
export function repositoryOf(
  uses: Uses,
  scope: Scope,
  workspace: Repository,
  library: Library,
  local: 'own' | 'workspace',
): Repository | undefined {
  if (uses.kind === 'remote') return library.find(uses.repository)
  return local === 'workspace' && uses.kind === 'local' ? workspace : library.find(scope.repository)
}

/** Returns why a called file was not read: the end of a sentence that starts with the `uses:`. */
export const notRead = ({ kind }: Uses): string =>
  kind === 'remote' ? 'is in a repository that was not read' : 'is not in this repository'

/** Returns the place of a scalar. */
export const placeOf = ({ line }: YamlText, { repository, file }: Scope): Place => ({ repository, file, line })
