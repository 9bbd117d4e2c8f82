import { StringDecoder } from 'node:string_decoder'

/** Splits a stream into lines at CR LF, CR or LF, as .NET's StreamReader does. The last line needs no line break. */
export class LineSplitter {
  readonly #decoder = new StringDecoder('utf8')
  #rest = ''

  /** Returns the lines that this chunk completes. */
  push(chunk: Buffer): string[] {
    return this.#split(this.#decoder.write(chunk), false)
  }

  /** Returns the remaining lines at the end of the stream. */
  end(): string[] {
    return this.#split(this.#decoder.end(), true)
  }

  #split(text: string, atEnd: boolean): string[] {
    // a CR at the end of a chunk may be followed by its LF in the next one
    const lines = (this.#rest + text).split(atEnd ? /\r\n|\r|\n/ : /\r\n|\r(?!$)|\n/)
    this.#rest = lines.pop() ?? ''
    if (!atEnd || this.#rest === '') return lines
    return [...lines, this.#rest]
  }
}

/** Milliseconds for which lines are collected into a batch. */
const batchMs = 25

/**
 * Passes on the lines of both streams as the runner does: in batches, and in each batch stderr before stdout (ProcessInvoker.cs).
 * The batches are longer than the runner's: a value on stderr right after its mask on stdout may leak on the runner and always leaks here.
 */
export class OutputBatches {
  readonly #handle: (line: string) => void
  #stderr: string[] = []
  #stdout: string[] = []
  #timer: NodeJS.Timeout | undefined

  constructor(handle: (line: string) => void) {
    this.#handle = handle
  }

  /** Adds lines of a stream to the batch. */
  push(stream: 'stdout' | 'stderr', lines: readonly string[]): void {
    const queue = stream === 'stdout' ? this.#stdout : this.#stderr
    for (const line of lines) queue.push(line)
    this.#timer ??= setTimeout(() => {
      this.flush()
    }, batchMs)
  }

  /** Passes on the lines collected so far. */
  flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const batch = [...this.#stderr, ...this.#stdout]
    this.#stderr = []
    this.#stdout = []
    for (const line of batch) this.#handle(line)
  }
}
