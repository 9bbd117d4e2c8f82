import type { SecretMasker } from './secret-masker.ts'

/** The severity of an annotation. */
export type Level = 'error' | 'warning' | 'notice'

/** An annotation as the run's page shows it. */
export interface Annotation {
  readonly level: Level
  /** Masked, at most 4096 characters. */
  readonly message: string
  /** title, file, line, …; the runner does not mask them. */
  readonly properties: Readonly<Record<string, string>>
}

const longestMessage = 4096
const mostOfALevel = 10

/** The log and the annotations of one stage, masked with the masks that are registered at the time of writing (ExecutionContext.cs). */
export class StageLog {
  readonly #masker: SecretMasker
  readonly #debugging: boolean
  readonly #lines: string[] = []
  readonly #annotations: Annotation[] = []

  constructor(masker: SecretMasker, debugging: boolean) {
    this.#masker = masker
    this.#debugging = debugging
  }

  /** Returns the masked lines so far. */
  get lines(): readonly string[] {
    return this.#lines
  }

  /** Returns the first ten annotations of each level. */
  get annotations(): readonly Annotation[] {
    return this.#annotations
  }

  /** Masks the message as a whole, then writes it as one or several lines. */
  write(message: string): void {
    this.#lines.push(...this.#masker.mask(message).split('\n'))
  }

  /** Masks and writes each line separately, in debug mode only: only the masks of single lines match a multi-line secret. */
  debug(message: string): void {
    if (!this.#debugging) return
    for (const line of message.replaceAll('\r\n', '\n').split('\n')) this.write(`##[debug]${line}`)
  }

  /** Writes a message and adds it as an annotation. */
  annotate(level: Level, text: string, properties: Readonly<Record<string, string>> = {}): void {
    const message = this.#masker.mask(text).slice(0, longestMessage)
    if (this.#annotations.filter((known) => known.level === level).length < mostOfALevel) {
      this.#annotations.push({ level, message, properties })
    }
    if (message !== '') this.write(`##[${level}]${message}`)
  }
}
