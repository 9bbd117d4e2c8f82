import type { SecretMasker } from './secret-masker.ts'
import type { StageEffects } from './stage-effects.ts'
import type { StageLog } from './stage-log.ts'
import { parseCommand, type WorkflowCommand } from './workflow-command.ts'

const stopCommands = 'stop-commands'
const deprecatedSince = 'https://github.blog/changelog/2022-10-11-github-actions-deprecating-save-state-and-set-output-commands/'
const disabledSince = 'https://github.blog/changelog/2020-10-01-github-actions-deprecating-set-env-and-add-path-commands/'
const badStopToken = "You cannot use a endToken that is an empty string, the string 'pause-logging', or another workflow command."
/** Commands that never appear in the log themselves, even while commands are echoed. */
const unechoed = new Set(['add-mask', 'debug', 'error', 'warning', 'notice'])

function requiredProperty(command: WorkflowCommand, name: string): string {
  const value = command.properties.get(name)
  if (value === undefined) throw new Error(`Required field '${name}' is missing in ##[${command.name}] command.`)
  return value
}

/**
 * Runs the workflow commands in the output of one stage (ActionCommandManager.cs).
 * Accepts and ignores problem matchers. Refuses `set-env` and `add-path`, as runners do without ACTIONS_ALLOW_UNSECURE_COMMANDS.
 */
export class CommandProcessor {
  readonly #log: StageLog
  readonly #masker: SecretMasker
  readonly #effects: StageEffects
  readonly #handlers: Readonly<Record<string, (command: WorkflowCommand) => void>>
  readonly #known: Set<string>
  #echoing: boolean
  #stopToken: string | undefined
  #failed = false

  /** Echoes commands from the start if `debugging` is set. */
  constructor(log: StageLog, masker: SecretMasker, effects: StageEffects, debugging: boolean) {
    this.#log = log
    this.#masker = masker
    this.#effects = effects
    this.#echoing = debugging
    this.#handlers = {
      'add-mask': (command) => {
        this.#addMask(command)
      },
      debug: ({ data }) => {
        this.#log.debug(data)
      },
      error: ({ data, properties }) => {
        this.#log.annotate('error', data, properties.toObject())
      },
      warning: ({ data, properties }) => {
        this.#log.annotate('warning', data, properties.toObject())
      },
      notice: ({ data, properties }) => {
        this.#log.annotate('notice', data, properties.toObject())
      },
      group: ({ data }) => {
        this.#log.write(`##[group]${data}`)
      },
      endgroup: () => {
        this.#log.write('##[endgroup]')
      },
      echo: ({ data }) => {
        this.#echo(data)
      },
      'set-output': (command) => {
        this.#deprecated(command, (name) => {
          this.#effects.setOutput(name, command.data)
        })
      },
      'save-state': (command) => {
        this.#deprecated(command, (name) => {
          this.#effects.saveState(name, command.data)
        })
      },
      'set-env': (command) => {
        this.#disabled(command)
      },
      'add-path': (command) => {
        this.#disabled(command)
      },
      'add-matcher': () => undefined,
      'remove-matcher': () => undefined,
    }
    this.#known = new Set([stopCommands, ...Object.keys(this.#handlers)])
  }

  /** Returns true if a command was refused, which fails the step. */
  get failed(): boolean {
    return this.#failed
  }

  /** Runs the line's command, or writes the line to the log if it has none. */
  process(line: string): void {
    const command = parseCommand(line, this.#known)
    if (!command || !this.#accept(command, line)) this.#log.write(line)
  }

  #accept(command: WorkflowCommand, line: string): boolean {
    if (this.#stopToken !== undefined) return this.#resume(command, line)
    const handle = this.#handlers[command.name]
    if (handle && this.#echoing && !unechoed.has(command.name)) this.#log.write(line)
    try {
      if (handle) handle(command)
      else this.#stop(command.data, line)
    } catch (error) {
      const shown = unechoed.has(command.name) ? command.name : line
      if (handle) this.#log.annotate('error', `Unable to process command '${shown}' successfully.`)
      this.#log.annotate('error', error instanceof Error ? error.message : String(error))
      this.#failed = true
    }
    return true
  }

  #stop(token: string, line: string): void {
    const name = token.toLowerCase()
    if (token === '' || name === 'pause-logging' || this.#known.has(name)) throw new Error(badStopToken)
    this.#stopToken = name
    this.#known.add(name)
    // the runner masks the token, so that output copied from the log cannot resume commands
    if (token.length > 6) this.#masker.add(token)
    this.#log.write(line)
  }

  #resume(command: WorkflowCommand, line: string): boolean {
    if (command.name !== this.#stopToken) return false
    this.#log.write(line)
    this.#known.delete(this.#stopToken)
    this.#stopToken = undefined
    return true
  }

  #addMask({ data }: WorkflowCommand): void {
    if (data.trim() === '') {
      this.#log.annotate('warning', "Can't add secret mask for empty string in ##[add-mask] command.")
      return
    }
    if (this.#echoing) this.#log.write('::add-mask::***')
    this.#masker.add(data)
  }

  #echo(data: string): void {
    const value = data.trim().toLowerCase()
    if (value !== 'on' && value !== 'off') {
      throw new Error(`Invalid echo command value. Possible values can be: 'on', 'off'. Current value is: '${data}'.`)
    }
    this.#echoing = value === 'on'
  }

  #deprecated(command: WorkflowCommand, apply: (name: string) => void): void {
    this.#log.annotate(
      'warning',
      `The \`${command.name}\` command is deprecated and will be disabled soon. ` +
        `Please upgrade to using Environment Files. For more information see: ${deprecatedSince}`,
    )
    apply(requiredProperty(command, 'name'))
  }

  #disabled(command: WorkflowCommand): never {
    throw new Error(
      `The \`${command.name}\` command is disabled. Please upgrade to using Environment Files or opt into unsecure command ` +
        'execution by setting the `ACTIONS_ALLOW_UNSECURE_COMMANDS` environment variable to `true`. ' +
        `For more information see: ${disabledSince}`,
    )
  }
}
