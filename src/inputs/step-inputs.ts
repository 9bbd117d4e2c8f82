import { setSecret } from '@actions/core'
import type { Env } from '../core/env.ts'
import { Failure } from '../core/failure.ts'
import { createInputReader, type InputReader } from '../core/input-reader.ts'
import { masksOfInput } from '../masks/input-masks.ts'
import { secretInputs } from '../masks/secret-inputs.ts'
import { unevaluated, unevaluatedIn, unevaluatedSecret } from './unevaluated.ts'

/** A problem with an input, and what to write instead. */
interface Problem {
  /** Name of the input; for mappings also the line and column. */
  readonly where: string
  readonly text: string
  readonly instead: string
}

/** The inputs of a step, and the problems found in them so far. */
export interface StepInputs {
  readonly inputs: InputReader
  readonly problems: readonly Problem[]
}

/** Names of inputs, by how an expression in them is found and reported. */
interface InputNames {
  /** Inputs that messages may quote. */
  readonly plain: readonly string[]
  readonly mappings: readonly string[]
}

/** Opens the inputs of a step. Masks the secret ones first, because problems quote values. */
export function openInputs(env: Env, mask: (secret: string) => void = setSecret): StepInputs {
  const problems: Problem[] = []
  const inputs = createInputReader(
    (name) => inputOf(env, name),
    (where, text, instead) => problems.push({ where, text, instead }),
  )
  for (const secret of secretInputs.flatMap((name) => masksOfInput(inputs.text(name) ?? ''))) mask(secret)
  return { inputs, problems }
}

/** Throws ERR_INPUT with all problems at once, if there are any. */
export function throwProblems({ problems, inputs }: StepInputs, names: InputNames, env: Env): void {
  const all = withUnevaluated(problems, inputs, names, env)
  if (all.length > 0) throw new Failure('ERR_INPUT', summaryOf(all))
}

/** Adds the unevaluated expressions, and drops other problems of the same input or line, because those follow from the expression. */
function withUnevaluated(problems: readonly Problem[], inputs: InputReader, names: InputNames, env: Env): readonly Problem[] {
  const inInputs = [...names.plain, ...secretInputs, 'extraHeaders'].flatMap((name) => {
    const isPlain = names.plain.includes(name)
    const found = (isPlain ? unevaluated : unevaluatedSecret)(inputs.text(name) ?? '')
    return found ? [{ where: name, ...found }] : []
  })
  // the positions are those of the whole text, not of the trimmed one
  const inMappings = names.mappings.flatMap((name) =>
    unevaluatedIn(env[`INPUT_${name.toUpperCase()}`] ?? '').map(({ line, column, ...found }) => ({
      ...found,
      where: `${name} line ${line}, column ${column}`,
    })),
  )
  const placeOf = ({ where }: Problem) => where.replace(/,.*/, '')
  const places = new Set([...inInputs, ...inMappings].map(placeOf))
  const all = [...inInputs, ...inMappings, ...problems.filter((one) => !places.has(placeOf(one)))]
  // action.yml declares the mappings first
  const isOfMapping = ({ where }: Problem) => names.mappings.some((name) => where.split(' ', 1)[0] === name)
  return [...all.filter(isOfMapping), ...all.filter((one) => !isOfMapping(one))]
}

/** Returns the trimmed value of an input. An empty value counts as not set, because composite actions pass '' for unset inputs. */
function inputOf(env: Env, name: string): string | undefined {
  const value = env[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`]?.trim()
  return value === '' ? undefined : value
}

function summaryOf(problems: readonly Problem[]): string {
  const lines = problems.map(({ where, text, instead }) => `${where}: ${text}. Write: ${instead}`)
  return lines.length === 1 ? lines.join('') : [`${lines.length} problems in the inputs`, ...lines.map((line) => `  ${line}`)].join('\n')
}
