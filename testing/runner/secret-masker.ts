import { encoders } from './encoders.ts'

function* positions(text: string, part: string): Generator<[start: number, end: number]> {
  for (let start = text.indexOf(part); start >= 0; start = text.indexOf(part, start + 1)) yield [start, start + part.length]
}

/** The secrets of one job, and `***` in their place (SecretMasker.cs). */
export class SecretMasker {
  readonly #values = new Set<string>()
  readonly #texts = new Set<string>()

  /** Every value registered so far, without its encoded shapes. */
  get values(): readonly string[] {
    return [...this.#values]
  }

  /** How many texts are searched in every line: the values and their encoded shapes, each once. */
  get searched(): number {
    return this.#texts.size
  }

  /** Registers the whole value and each of its lines, trimmed, as `add-mask` does; no length is too short. */
  add(value: string): void {
    this.#register(value)
    for (const line of value.split(/[\r\n]/)) this.#register(line.trim())
  }

  /** The text with every hit replaced; hits that overlap or touch become one `***`. */
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
