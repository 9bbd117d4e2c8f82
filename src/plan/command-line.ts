import type { Env } from '../core/env.ts'
import { Failure } from '../core/failure.ts'

/** A command: the inputs that it stands for, and how it prints. */
export interface Command {
  readonly env: Env
  readonly asJson: boolean
}

/** Options by the input that they set. An option that is given twice adds a line. */
const options = [
  ...(['owner', 'vars', 'deprecated', 'engines', 'generate', 'mounts', 'sarif'] as const),
  ...(['url', 'namespace', 'failOn', 'baseline', 'caCertificate'] as const),
] as const

/** Options without a value, by the input that they set to true. */
const flags = ['check', 'approve'] as const

/** Variables of the environment that a command uses. Tokens are no options, because every user of a machine can see options. */
const passedOn = ['GITHUB_API_URL', 'GITHUB_SERVER_URL'] as const

/** Parses `[DIRECTORY] [--json] [--OPTION VALUE]…` to the inputs of the action. Throws ERR_INPUT. */
export function parseCommand(args: readonly string[], env: Env): Command {
  const inputs = new Map<string, string>()
  let asJson = false
  for (let at = 0; at < args.length; at++) {
    const argument = args[at] ?? ''
    const option = options.find((name) => argument === `--${name}`)
    const value = option ? args[++at] : argument
    const flag = flags.find((name) => argument === `--${name}`)
    if (argument === '--json') asJson = true
    else if (flag) inputs.set(flag, 'true')
    else if (value === undefined || (!option && argument.startsWith('-'))) throw unknownOption(argument)
    else if (!option && inputs.has('directory')) throw unknownOption(argument)
    else inputs.set(option ?? 'directory', [inputs.get(option ?? 'directory'), value].filter((line) => line !== undefined).join('\n'))
  }
  if (inputs.has('owner')) inputs.set('ownerToken', env['GITHUB_TOKEN'] ?? '')
  if (inputs.has('check')) inputs.set('method', 'token').set('token', env['VAULT_TOKEN'] ?? '')
  return {
    asJson,
    env: {
      ...Object.fromEntries([...inputs].map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
      ...Object.fromEntries(passedOn.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]]))),
    },
  }
}

function unknownOption(argument: string): Failure {
  const usage = ['[DIRECTORY] [--json]', ...options.map((name) => `[--${name} VALUE]`), ...flags.map((name) => `[--${name}]`)].join(' ')
  return new Failure('ERR_INPUT', `"${argument}" is not expected. Write: npm run plan -- ${usage}`, {
    hint: 'With --owner, the variable GITHUB_TOKEN must contain a token that can read the repositories; with --check, VAULT_TOKEN one for Vault.',
  })
}
