import { readFile } from 'node:fs/promises'
import type { Env } from '../core/env.ts'
import { Failure } from '../core/failure.ts'

/**
 * Reads the token file that an environment variable names, without the white space around the token. Throws ERR_IDENTITY if the file
 * cannot be read, or if its content is not a token: it becomes a part of a request.
 */
export async function readTokenFile(variable: string, env: Env): Promise<string> {
  const hint = 'The runner runs in a pod or a task without this file, or an earlier step set the variable.'
  const text = await readFile(env[variable] ?? '', 'utf8').catch((cause: unknown) => {
    throw new Failure('ERR_IDENTITY', `the file in the environment variable ${variable} cannot be read`, { hint, cause })
  })
  const token = text.trim()
  if (/^[\x21-\x7e]+$/.test(token)) return token
  throw new Failure('ERR_IDENTITY', `the file in the environment variable ${variable} contains no token`, { hint })
}
