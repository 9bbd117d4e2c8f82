import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import type { AuditEntry } from '../stack/inspect.ts'

/** Reads each entry of a growing audit log once. */
export class AuditTail {
  readonly #path: string
  #at = 0

  constructor(path: string) {
    this.#path = path
  }

  /** Returns the entries that were completed since the last call. */
  read(): readonly AuditEntry[] {
    const file = openSync(this.#path, 'r')
    try {
      const grown = Buffer.alloc(fstatSync(file).size - this.#at)
      readSync(file, grown, 0, grown.length, this.#at)
      const complete = grown.subarray(0, grown.lastIndexOf('\n') + 1)
      this.#at += complete.length
      return complete
        .toString()
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as AuditEntry)
    } finally {
      closeSync(file)
    }
  }
}
