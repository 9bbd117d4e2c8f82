import { notUnicode, shellQuoted, shellShown, type Format } from './format.ts'

/** How the readers of one dialect quote a value. */
interface Dialect {
  /** Why no text stands for this value; undefined if `write` can return one. The value is a text in UTF-8 without NUL. */
  readonly refusal: (value: string, name: string) => string | undefined
  /** Returns what follows `NAME=`. */
  readonly write: (value: string) => string
  readonly shown: (text: string) => string
}

/** Values that every reader takes without quotes. */
const bare = /^[\w./:@%+,=-]*$/

const unchanged = (text: string): string => text

/** Returns the value in the first pair of quotes between which it needs no escapes. */
const inQuotes = (value: string, fitting: readonly (readonly [quote: string, fits: RegExp])[]): string | undefined => {
  if (bare.test(value)) return value
  const [quote] = fitting.find(([, fits]) => fits.test(value)) ?? []
  return quote === undefined ? undefined : `${quote}${value}${quote}`
}

/**
 * What a shell, Docker Compose and the dotenv packages of npm and Python read alike: single quotes without escapes, or double quotes
 * without any character that one of them interprets. Python's package resolves `\\` and ${…} in single quotes too. npm's and Compose
 * read a backslash before the closing quote as an escape.
 */
const common = (value: string): string | undefined =>
  inQuotes(value, [
    ["'", /^(?![^]*(?:'|\r|\\\\|\\$|\$\{))/],
    ['"', /^[^"$`\\\r]*$/],
  ])

/** npm's package resolves `\n` and `\r` in double quotes, and has no escape for a quote or a backslash. It drops CR otherwise. */
const forNpm = (value: string): string | undefined =>
  inQuotes(value, [
    ["'", /^(?![^]*(?:'|\r|\\$))/],
    ['`', /^(?![^]*(?:`|\r|\\$))/],
    ['"', /^(?![^]*(?:"|\\[nr]|\\$))/],
  ])?.replaceAll('\r', String.raw`\r`)

/** Python's package resolves escapes in double quotes, and replaces ${NAME} and ${NAME:-default} in every value. */
const pythonVariable = /\$\{[^}:]*(?::-[^}]*)?\}/

/** Bytes of a line from which on Docker refuses a file (bufio.Scanner of Go's library, MaxScanTokenSize). */
const dockerLine = 64 * 1024

const dialects: Readonly<Record<string, Dialect>> = {
  '': {
    refusal: (value) =>
      value.includes('\r')
        ? 'contains a carriage return, which readers of .env files change'
        : common(value) === undefined
          ? 'contains quotes, `$` or backslashes that readers of .env files do not read alike'
          : undefined,
    write: (value) => common(value) ?? '',
    shown: unchanged,
  },
  sh: {
    refusal: () => undefined,
    write: (value) => (bare.test(value) ? value : shellQuoted(value)),
    shown: shellShown,
  },
  docker: {
    refusal: (value, name) => {
      if (/[\r\n]/.test(value)) return 'contains a line break, which `docker --env-file` cannot read'
      return Buffer.byteLength(`${name}=${value}`) >= dockerLine ? 'is longer than the lines that `docker --env-file` reads' : undefined
    },
    write: unchanged,
    shown: unchanged,
  },
  npm: {
    refusal: (value) =>
      forNpm(value) === undefined ? 'contains every kind of quotes, or escapes, that the dotenv package of npm cannot read' : undefined,
    write: (value) => forNpm(value) ?? '',
    shown: unchanged,
  },
  python: {
    refusal: (value) => (pythonVariable.test(value) ? 'contains ${…}, which python-dotenv replaces' : undefined),
    write: (value) => (bare.test(value) ? value : `"${pythonShown(value).replaceAll('\r', String.raw`\r`)}"`),
    shown: pythonShown,
  },
}

function pythonShown(text: string): string {
  return text.replace(/[\\"]/g, String.raw`\$&`)
}

/** The names of the formats with a dialect: `dotenv` for all readers alike, `dotenv:sh` for one of them. */
export const dotenvFormats: readonly (readonly [name: string, format: Format])[] = Object.entries(dialects).map(([name, dialect]) => [
  name === '' ? 'dotenv' : `dotenv:${name}`,
  formatOf(dialect),
])

function formatOf({ refusal, write, shown }: Dialect): Format {
  return {
    nameRefusal: (name) => (/^[A-Za-z_]\w*$/.test(name) ? undefined : 'is not a name of a variable: letters, digits and _'),
    valueRefusal: (value, name) => (value.includes('\0') ? 'contains NUL' : (notUnicode(value) ?? refusal(value, name))),
    render: (values) => [...values].map(([name, value]) => `${name}=${write(value)}\n`).join(''),
    shown,
  }
}
