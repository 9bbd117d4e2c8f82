import { originOf, outputRefusal, variableRefusal, type ExportSettings } from '../export/names.ts'
import type { InputReader } from '../core/input-reader.ts'
import { parseMapping, parsePki, type Defaults, type Parsed } from '../mapping/parse.ts'
import type { Plan, PlannedRequest } from '../mapping/plan.ts'

/** The inputs that make up the plan. */
export interface PlanInputs {
  readonly secrets: string
  readonly pki: string
  /** The directory of the files that a write names: GITHUB_WORKSPACE. */
  readonly workspace: string
  readonly exports: ExportSettings
}

/** Parses both mappings, checks their output and variable names, and inserts the files that writes name. */
export async function readPlan(inputs: PlanInputs, defaults: Defaults, problem: InputReader['problem']): Promise<Plan> {
  const planOf = (input: string, parsed: Parsed) => {
    for (const { line, column, text, instead } of parsed.problems) problem(`${input} line ${line}, column ${column}`, text, instead)
    return parsed.plan
  }
  const plan = [...planOf('secrets', parseMapping(inputs.secrets, defaults)), ...planOf('pki', parsePki(inputs.pki, defaults))]
  for (const request of plan) checkNames(request, inputs.exports, problem)
  return Promise.all(plan.map(async (request) => (mayNameFile(request) ? withBodyFiles(request, inputs.workspace, problem) : request)))
}

function checkNames({ entries }: PlannedRequest, settings: ExportSettings, problem: InputReader['problem']): void {
  for (const entry of entries) {
    const where = `${entry.input} line ${entry.line}`
    if (settings.destination === 'child' && !entry.toEnvironment) {
      problem(where, 'the flag noenv excludes `run`, which passes values only as environment variables', 'this entry without noenv')
    }
    if (entry.kind !== 'key') continue
    const output = settings.destination === 'job' ? outputRefusal(entry.output, settings) : undefined
    const variable = entry.toEnvironment ? variableRefusal(entry.variable, originOf(entry), settings) : undefined
    if (output) problem(where, `the output name "${entry.output}" ${output}`, 'another name after |')
    else if (variable) problem(where, `the variable "${entry.variable}" ${variable}`, 'another name after |')
  }
}

/** Checks if a text in a body can start with @. */
const mayNameFile = ({ body }: PlannedRequest): boolean => body !== undefined && JSON.stringify(body).includes('"@')

/** Loads the reader of files only if it is needed. */
async function withBodyFiles(request: PlannedRequest, workspace: string, problem: InputReader['problem']): Promise<PlannedRequest> {
  const { withFiles } = await import('./body-files.ts')
  const body = withFiles(request.body ?? {}, workspace, ({ path, text }) => {
    problem(
      `${request.input} line ${request.line}`,
      `the file "${path}" ${text}`,
      'a path inside the workspace, or @@ for text that starts with @',
    )
  })
  return { ...request, body }
}
