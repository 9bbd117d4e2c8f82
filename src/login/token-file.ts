import { readFile } from 'node:fs/promises'
import { Failure } from '../core/failure.ts'

/**
 * Reads a token file that another process renews, without the white space around the token. Throws ERR_IDENTITY with `name`,
 * which names the token and its input.
 */
export async function readTokenFile(path: string, name: { readonly token: string; readonly input: string }): Promise<string> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new Failure('ERR_IDENTITY', `cannot read the ${name.token} in ${path} (input \`${name.input}\`)`, {
      hint: 'The process that renews this file has to replace it in one operation: write a new file, then rename it.',
      cause: error,
    })
  })
  return text.trim()
}
