import type { Trigger } from '../policy/need.ts'
import type { Repository } from './repository.ts'
import type { Value } from './value.ts'
import type { InputDefinition, Workflow } from './workflow.ts'

/** One way in which a workflow starts, and the values that its expressions then have. */
export interface Start {
  readonly trigger: Trigger
  /** Values of the context `github`. */
  readonly github: ReadonlyMap<string, Value>
  readonly inputs: ReadonlyMap<string, Value>
  /** False if inputs can have values that no file shows. */
  readonly knowsInputs: boolean
  /** True if an unknown caller starts it, possibly in another repository. */
  readonly isCalled: boolean
}

/** The most combinations of `choice` inputs; with more, their defaults are taken. */
const maxChoices = 32

/**
 * Returns every way in which a workflow starts: for each event, for each branch if its filter names them, and for each combination of
 * `choice` inputs. `workflow_call` counts only if the workflow has no other event and no caller is known.
 */
export function startsOf(workflow: Workflow, { defaultBranch }: Repository): readonly Start[] {
  const events = workflow.triggers.filter(({ event }) => event !== 'workflow_call')
  if (events.length === 0) {
    const inputs = new Map(workflow.callInputs.flatMap(defaultOf))
    return workflow.triggers.map((trigger) => ({ trigger, github: new Map(), inputs, knowsInputs: false, isCalled: true }))
  }
  return events.flatMap(splitByBranch).flatMap((trigger): readonly Start[] => {
    const github = githubOf(trigger, defaultBranch)
    if (trigger.event !== 'workflow_dispatch') return [{ trigger, github, inputs: new Map(), knowsInputs: true, isCalled: false }]
    return choicesOf(workflow.dispatchInputs).map((inputs) => ({ trigger, github, inputs, knowsInputs: false, isCalled: false }))
  })
}

/** Matches a filter that is not a pattern (docs.github.com, "Filter pattern cheat sheet"). */
const literal = /^[^*?+[\]!]+$/

function splitByBranch(trigger: Trigger): readonly Trigger[] {
  const { event, branches = [] } = trigger
  const isSplit =
    event === 'push' && !trigger.tags && !trigger.tagsIgnore && branches.length > 0 && branches.every((one) => literal.test(one))
  return isSplit ? branches.map((branch) => ({ event, branches: [branch] })) : [trigger]
}

function githubOf({ event, branches = [], tags }: Trigger, defaultBranch: string | undefined): ReadonlyMap<string, Value> {
  const [pushed, ...more] = event === 'push' && !tags ? branches : []
  const branch = event === 'schedule' ? defaultBranch : pushed
  const values = new Map<string, Value>([['event_name', { known: event }]])
  if (branch === undefined || more.length > 0 || !literal.test(branch)) return values
  return new Map([
    ...values,
    ['ref', { known: `refs/heads/${branch}` }],
    ['ref_name', { known: branch }],
    ['ref_type', { known: 'branch' }],
  ])
}

function choicesOf(definitions: readonly InputDefinition[]): readonly ReadonlyMap<string, Value>[] {
  const defaults = new Map(definitions.flatMap(defaultOf))
  const choices = definitions.filter(({ options }) => options.length > 0)
  if (choices.reduce((product, { options }) => product * options.length, 1) > maxChoices) return [defaults]
  return choices.reduce<readonly ReadonlyMap<string, Value>[]>(
    (combinations, { name, options }) =>
      combinations.flatMap((one) => options.map((known) => new Map<string, Value>([...one, [name, { known }]]))),
    [defaults],
  )
}

function defaultOf({ name, default: value }: InputDefinition): readonly (readonly [string, Value])[] {
  if (!value) return []
  return [[name, String(value.value).includes('${{') ? { open: String(value.value) } : { known: value.value }]]
}

/** Joins the triggers of equal usages: the branches of one event become one filter again. */
export function joinTriggers(triggers: readonly Trigger[]): readonly Trigger[] {
  const joined = new Map<string, Trigger>()
  for (const trigger of triggers) {
    const { event, branches, ...others } = trigger
    const key = branches && Object.keys(others).length === 0 ? event : JSON.stringify(trigger)
    joined.set(key, { ...trigger, ...(branches && { branches: [...new Set([...(joined.get(key)?.branches ?? []), ...branches])] }) })
  }
  return [...joined.values()]
}
