import type { Budget } from './budget.ts'
import type { Start } from './events.ts'
import type { Repository } from './repository.ts'
import { contextOf, type Scope } from './scope.ts'
import type { Value } from './value.ts'
import type { WalkContext } from './visitor.ts'

/** Creates the scope of a file at the top: of a workflow that starts, or of a composite action that no workflow uses. */
export function startScope(
  repository: Repository,
  file: string,
  { github, inputs, knowsInputs, isCalled }: Omit<Start, 'trigger'>,
  budget: Budget,
  { vars, serverUrl }: WalkContext,
): Scope {
  const [owner = '', name] = repository.name.split('/')
  const ofRepository = { repository: repository.name, repository_owner: owner, repository_id: repository.id }
  const known = Object.entries(name === undefined || isCalled ? {} : ofRepository)
  return {
    repository: repository.name,
    file,
    budget,
    contexts: new Map([
      ['github', contextOf([...knownValues([['server_url', serverUrl], ...known]), ...github], false)],
      ['vars', contextOf(knownValues([...vars]), false)],
      ['inputs', contextOf(inputs, knowsInputs)],
      ['env', contextOf([], false)],
    ]),
  }
}

function knownValues(entries: readonly (readonly [string, string | undefined])[]): readonly (readonly [string, Value])[] {
  return entries.flatMap(([name, known]) => (known === undefined ? [] : [[name, { known }] as const]))
}
