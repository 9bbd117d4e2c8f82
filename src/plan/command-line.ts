import type { Env } from '../core/env.ts'
import { Failure } from '../core/failure.ts'

/** A command: the inputs that it stands for, and how it prints. */
export interface Command {
  readonly env: Env
  readonly asJson: boolean
}

/** Options by the input that they set. An option that is given twice adds a line. */
const options = ['owner', 'vars', 'deprecated', 'engines'] as const

/** Variables of the environment that a command uses. The token is no option, because every user of a machine can see options. */
const passedOn = ['GITHUB_API_URL', 'GITHUB_SERVER_URL'] as const

/** Parses `[DIRECTORY] [--json] [--OPTION VALUE]…` to the inputs of the action. Throws ERR_INPUT. */
export function parseCommand(args: readonly string[], env: Env): Command {
  const inputs = new Map<string, string>()
  let asJson = false
  for (let at = 0; at < args.length; at++) {
    const argument = args[at] ?? ''
    const option = options.find((name) => argument === `--${name}`)
    const value = option ? args[++at] : argument
    if (argument === '--json') asJson = true
    else if (value === undefined || (!option && argument.startsWith('-'))) throw unknownOption(argument)
    else if (!option && inputs.has('directory')) throw unknownOption(argument)
    else inputs.set(option ?? 'directory', [inputs.get(option ?? 'directory'), value].filter((line) => line !== undefined).join('\n'))
  }
  if (inputs.has('owner')) inputs.set('ownerToken', env['GITHUB_TOKEN'] ?? '')
  return {
    asJson,
    env: {
      ...Object.fromEntries([...inputs].map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
      ...Object.fromEntries(passedOn.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]]))),
    },
  }
}

function unknownOption(argument: string): Failure {
  const usage = `[DIRECTORY] [--json] ${options.map((name) => `[--${name} VALUE]`).join(' ')}`
  return new Failure('ERR_INPUT', `"${argument}" is not expected. Write: npm run plan -- ${usage}`, {
    hint: 'With --owner, the variable GITHUB_TOKEN must contain a token that can read the repositories.',
  })
}
