import type { StateFile } from './state-file.ts'

/** One value of the state file that has a lifetime of its own. */
export interface KeptValue {
  /** Throws ERR_STATE if it cannot be saved. */
  save(value: unknown): void
  /** Never throws. */
  drop(): void
}

/**
 * Adds a value to a state file that `clear` keeps. While the value is there, `clear` drops the other keys one by one: if the file were
 * emptied and the process killed before the value is saved again, the post step would not know it.
 */
export function keepValue(stateFile: StateFile, key: string): { readonly stateFile: StateFile; readonly kept: KeptValue } {
  const others = new Set<string>()
  let isKept = false
  return {
    stateFile: {
      ...stateFile,
      save(name, value) {
        others.add(name)
        stateFile.save(name, value)
      },
      trySave(name, value) {
        others.add(name)
        stateFile.trySave(name, value)
      },
      clear() {
        if (!isKept) stateFile.clear()
        else for (const name of others) stateFile.tryDrop(name)
      },
    },
    kept: {
      save(value) {
        isKept = true
        stateFile.save(key, value)
      },
      drop() {
        isKept = false
        stateFile.tryDrop(key)
      },
    },
  }
}
