import type { Action } from './action.ts'
import { CaseInsensitiveMap } from './case-insensitive-map.ts'

/** The inputs of one stage, and the runner's warnings about them. */
export interface StageInputs {
  /** The inputs of the step's `with` first, then every other declared input with its default. */
  readonly values: Readonly<Record<string, string>>
  readonly warnings: readonly string[]
}

/** Merges `with` and the action's defaults. No input is required; an undeclared input only causes a warning (ActionRunner.cs). */
export function stageInputs(action: Action, given: Readonly<Record<string, string>>): StageInputs {
  const values = new CaseInsensitiveMap(Object.entries(given))
  const names = Object.keys(values.toObject())
  const declared = new CaseInsensitiveMap(action.inputs.map(({ name }) => [name, name]))
  const warnings = action.inputs
    .filter(({ name, deprecationMessage }) => deprecationMessage !== undefined && values.has(name))
    .map(({ name, deprecationMessage }) => `Input '${name}' has been deprecated with message: ${deprecationMessage ?? ''}`)
  const unexpected = names.filter((name) => !declared.has(name))
  if (unexpected.length > 0) {
    const valid = Object.keys(declared.toObject()).join("', '")
    warnings.push(`Unexpected input(s) '${unexpected.join("', '")}', valid inputs are ['${valid}']`)
  }
  for (const input of action.inputs) {
    if (!values.has(input.name)) values.set(input.name, input.default)
  }
  return { values: values.toObject(), warnings }
}

/** Returns the name of an input's environment variable: upper case, `_` for each space, `-` unchanged (Handler.cs). */
export function inputVariable(name: string): string {
  return `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`
}
