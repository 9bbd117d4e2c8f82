import type { SecretMasker } from './secret-masker.ts'

/** How grave an annotation is. */
export type Level = 'error' | 'warning' | 'notice'

/** An annotation as it stands on the run's page. */
export interface Annotation {
  readonly level: Level
  /** Masked, at most 4096 characters. */
  readonly message: string
  /** title, file, line, …: the runner does not mask these. */
  readonly properties: Readonly<Record<string, string>>
}

const longestMessage = 4096
const mostOfALevel = 10

/** The log and the annotations of one stage of a step, masked with what is registered at the moment of writing (ExecutionContext.cs). */
export class StageLog {
  readonly #masker: SecretMasker
  readonly #debugging: boolean
  readonly #lines: string[] = []
  readonly #annotations: Annotation[] = []

  constructor(masker: SecretMasker, debugging: boolean) {
    this.#masker = masker
    this.#debugging = debugging
  }

  /** The masked lines so far. */
  get lines(): readonly string[] {
    return this.#lines
  }

  /** The first ten of each level. */
  get annotations(): readonly Annotation[] {
    return this.#annotations
  }

  /** Writes a message, which is masked as a whole and may then be several lines of the log. */
  write(message: string): void {
    this.#lines.push(...this.#masker.mask(message).split('\n'))
  }

  /** Writes each line by itself, in debug mode only: a secret of several lines is then found by its lines' masks alone. */
  debug(message: string): void {
    if (!this.#debugging) return
    for (const line of message.replaceAll('\r\n', '\n').split('\n')) this.write(`##[debug]${line}`)
  }

  /** Writes a message and keeps it as an annotation. */
  annotate(level: Level, text: string, properties: Readonly<Record<string, string>> = {}): void {
    const message = this.#masker.mask(text).slice(0, longestMessage)
    if (this.#annotations.filter((known) => known.level === level).length < mostOfALevel) {
      this.#annotations.push({ level, message, properties })
    }
    if (message !== '') this.write(`##[${level}]${message}`)
  }
}
