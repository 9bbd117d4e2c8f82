import { encoders } from './encoders.ts'

function* positions(text: string, part: string): Generator<[start: number, end: number]> {
  for (let start = text.indexOf(part); start >= 0; start = text.indexOf(part, start + 1)) yield [start, start + part.length]
}

/** Replaces the secrets of one job with `***` (SecretMasker.cs). */
export class SecretMasker {
  readonly #values = new Set<string>()
  readonly #texts = new Set<string>()

  /** Returns every registered value, without its encoded forms. */
  get values(): readonly string[] {
    return [...this.#values]
  }

  /** Returns how many distinct texts are searched in every line: the values and their encoded forms. */
  get searched(): number {
    return this.#texts.size
  }

  /** Registers the whole value and each of its trimmed lines, as `add-mask` does. There is no minimum length. */
  add(value: string): void {
    this.#register(value)
    for (const line of value.split(/[\r\n]/)) this.#register(line.trim())
  }

  /** Returns the text with every match replaced. Matches that overlap or touch become one `***`. */
  mask(text: string): string {
    const hits = [...this.#texts].flatMap((part) => [...positions(text, part)]).sort(([a], [b]) => a - b)
    let masked = ''
    let done = 0
    let covered = -1
    for (const [start, end] of hits) {
      if (start > covered) masked += `${text.slice(done, start)}***`
      covered = Math.max(covered, end)
      done = covered
    }
    return masked + text.slice(done)
  }

  #register(value: string): void {
    if (value === '' || this.#values.has(value)) return
    this.#values.add(value)
    this.#texts.add(value)
    for (const encode of Object.values(encoders)) {
      const text = encode(value)
      if (text !== '') this.#texts.add(text)
    }
  }
}
