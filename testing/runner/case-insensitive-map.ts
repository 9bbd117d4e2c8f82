/**
 * A map from names to strings. Names ignore case and keep the spelling of their first `set`.
 * The runner stores inputs, outputs, state and command properties like this (StringComparer.OrdinalIgnoreCase).
 */
export class CaseInsensitiveMap {
  readonly #entries = new Map<string, [name: string, value: string]>()

  constructor(entries: Iterable<readonly [string, string]> = []) {
    for (const [name, value] of entries) this.set(name, value)
  }

  /** Stores a value. An existing name keeps its spelling. */
  set(name: string, value: string): void {
    const key = name.toLowerCase()
    this.#entries.set(key, [this.#entries.get(key)?.[0] ?? name, value])
  }

  /** Returns the value of the name; case is ignored. */
  get(name: string): string | undefined {
    return this.#entries.get(name.toLowerCase())?.[1]
  }

  /** Checks if the name has a value; case is ignored. */
  has(name: string): boolean {
    return this.#entries.has(name.toLowerCase())
  }

  /** Returns a copy as a plain object, in the order in which the names were first set. */
  toObject(): Record<string, string> {
    return Object.fromEntries(this.#entries.values())
  }
}
