/**
 * Texts by name, where names ignore case and keep the spelling they were first given.
 * The runner keeps inputs, outputs, state and command properties like this (StringComparer.OrdinalIgnoreCase).
 */
export class CaseInsensitiveMap {
  readonly #entries = new Map<string, [name: string, value: string]>()

  constructor(entries: Iterable<readonly [string, string]> = []) {
    for (const [name, value] of entries) this.set(name, value)
  }

  /** Stores a value; a name that is there already keeps its spelling. */
  set(name: string, value: string): void {
    const key = name.toLowerCase()
    this.#entries.set(key, [this.#entries.get(key)?.[0] ?? name, value])
  }

  /** The value under the name, in whatever case. */
  get(name: string): string | undefined {
    return this.#entries.get(name.toLowerCase())?.[1]
  }

  /** Whether there is a value under the name, in whatever case. */
  has(name: string): boolean {
    return this.#entries.has(name.toLowerCase())
  }

  /** A copy as a plain object, in the order in which the names were first set. */
  toObject(): Record<string, string> {
    return Object.fromEntries(this.#entries.values())
  }
}
