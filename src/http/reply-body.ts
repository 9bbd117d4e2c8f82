import { Failure } from '../core/failure.ts'

const maxBytes = 8 * 1024 * 1024

/** The body of a response, of at most 8 MiB. */
export interface ReplyBody {
  /** Appends a chunk. Throws ERR_REPLY if the body exceeds 8 MiB. */
  add(chunk: Buffer): void
  /** Checks the length against the header Content-Length; without one, returns true. */
  isWhole(contentLength: string | undefined): boolean
  text(): string
}

/** Returns an empty body. */
export function createReplyBody(): ReplyBody {
  const chunks: Buffer[] = []
  let bytes = 0
  return {
    add(chunk) {
      bytes += chunk.length
      if (bytes > maxBytes) throw new Failure('ERR_REPLY', `the response is larger than ${maxBytes / 1024 / 1024} MiB`)
      chunks.push(chunk)
    },
    isWhole: (contentLength) => contentLength === undefined || Number(contentLength) === bytes,
    text: () => Buffer.concat(chunks).toString('utf8'),
  }
}
