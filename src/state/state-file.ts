import { truncateSync } from 'node:fs'
import type { Env } from '../core/env.ts'
import { Failure } from '../core/failure.ts'
import { appendValues } from '../runner/command-files.ts'
import { split } from './chunked-value.ts'
import { withReferences } from './secret-references.ts'
import { createStateSize } from './size-limit.ts'

/** The runner's state file (GITHUB_STATE). The runner passes its values to the post step as STATE_ variables. */
export interface StateFile {
  /** Saves a value under a key; the last value of a key counts. Throws ERR_STATE if it cannot be saved. */
  save(key: string, value: unknown): void
  /** Saves a value that no revocation needs, if possible. Never throws. */
  trySave(key: string, value: unknown): void
  /** Saves that a key has no value any more, if possible. Never throws. */
  tryDrop(key: string): void
  /** Returns false if any value could not be saved: the post step does not know all of them. */
  isSaved(): boolean
  /** Empties the file. */
  clear(): void
}

/** Creates the access to the state file. Long-lived secrets in a value are saved as references to their inputs in `env`. */
export function createStateFile(env: Env): StateFile {
  const path = env['GITHUB_STATE']
  const size = createStateSize()
  let isSaved = true

  function write(key: string, value: unknown): void {
    const entries = split(key, withReferences(value, env))
    if (!size.add(entries)) throw tooLarge(key)
    if (!path) throw new Failure('ERR_STATE', 'the runner provided no state file (GITHUB_STATE)')
    try {
      appendValues(path, entries)
    } catch (error) {
      throw unwritable(error)
    }
  }

  return {
    save(key, value) {
      try {
        write(key, value)
      } catch (error) {
        isSaved = false
        throw error
      }
    },
    trySave(key, value) {
      try {
        write(key, value)
      } catch {
        // a file that cannot be written fails the next `save`
      }
    },
    tryDrop(key) {
      try {
        appendValues(path, [[key, '']])
      } catch {
        // the same
      }
    },
    isSaved: () => isSaved,
    clear() {
      size.clear()
      if (path) truncateSync(path)
    },
  }
}

const tooLarge = (key: string): Failure =>
  new Failure('ERR_STATE', `with \`${key}\`, the state saved for the post step exceeds 512 KiB`, {
    hint: 'Split the step: each step of the action has its own state.',
  })

const unwritable = (cause: unknown): Failure =>
  new Failure('ERR_STATE', "the runner's state file cannot be written, so the post step could not revoke anything", {
    hint: "Check that the runner's disk is not full.",
    cause,
  })
