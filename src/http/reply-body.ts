import { Failure } from '../core/failure.ts'

const maxBytes = 8 * 1024 * 1024

/** The body of a reply, which may be 8 MiB long. */
export interface ReplyBody {
  /** Throws ERR_REPLY where that is too much. */
  add(chunk: Buffer): void
  /** Whether it is as long as the header Content-Length says, where there is one. */
  isWhole(contentLength: string | undefined): boolean
  text(): string
}

/** An empty body. */
export function createReplyBody(): ReplyBody {
  const chunks: Buffer[] = []
  let bytes = 0
  return {
    add(chunk) {
      bytes += chunk.length
      if (bytes > maxBytes) throw new Failure('ERR_REPLY', `the reply is larger than ${maxBytes / 1024 / 1024} MiB`)
      chunks.push(chunk)
    },
    isWhole: (contentLength) => contentLength === undefined || Number(contentLength) === bytes,
    text: () => Buffer.concat(chunks).toString('utf8'),
  }
}
