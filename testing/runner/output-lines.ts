import { StringDecoder } from 'node:string_decoder'

/** Cuts a stream into lines at CR LF, CR or LF, as .NET's StreamReader does; a last line needs no end. */
export class LineSplitter {
  readonly #decoder = new StringDecoder('utf8')
  #rest = ''

  /** The lines that this chunk completes. */
  push(chunk: Buffer): string[] {
    return this.#split(this.#decoder.write(chunk), false)
  }

  /** What is left at the end of the stream. */
  end(): string[] {
    return this.#split(this.#decoder.end(), true)
  }

  #split(text: string, atEnd: boolean): string[] {
    // a CR at the end waits for the LF that may follow
    const lines = (this.#rest + text).split(atEnd ? /\r\n|\r|\n/ : /\r\n|\r(?!$)|\n/)
    this.#rest = lines.pop() ?? ''
    if (!atEnd || this.#rest === '') return lines
    return [...lines, this.#rest]
  }
}

/** Milliseconds for which lines are collected. */
const batchMs = 25

/**
 * Hands on the lines of both streams as the runner does: in batches, and of each batch stderr before stdout (ProcessInvoker.cs).
 * The batches here are longer than the runner's, so that a value on stderr that is printed just after its mask on stdout, which may
 * leak there, always leaks here.
 */
export class OutputBatches {
  readonly #handle: (line: string) => void
  #stderr: string[] = []
  #stdout: string[] = []
  #timer: NodeJS.Timeout | undefined

  constructor(handle: (line: string) => void) {
    this.#handle = handle
  }

  /** Takes lines of a stream. */
  push(stream: 'stdout' | 'stderr', lines: readonly string[]): void {
    const queue = stream === 'stdout' ? this.#stdout : this.#stderr
    for (const line of lines) queue.push(line)
    this.#timer ??= setTimeout(() => {
      this.flush()
    }, batchMs)
  }

  /** Hands on what has come so far. */
  flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const batch = [...this.#stderr, ...this.#stdout]
    this.#stderr = []
    this.#stdout = []
    for (const line of batch) this.#handle(line)
  }
}
