/** A way to write values with names as one text, which programs of that format read back byte for byte. */
export interface Format {
  /** Why the format cannot contain this name: the end of a sentence that starts with the name. Undefined if it can. */
  readonly nameRefusal: (name: string) => string | undefined
  /** Why it cannot contain this value under this name: the end of a sentence that starts with "the value". Undefined if it can. */
  readonly valueRefusal: (value: string, name: string) => string | undefined
  /** Returns the text of a file. No name and no value may be refused. */
  readonly render: (values: ReadonlyMap<string, string>) => string
  /** Returns a part of a value as the file shows it, without quotes around it. Each character is written independently of the others. */
  readonly shown: (text: string) => string
}

/** Why no file in UTF-8 can contain a value. */
export const notUnicode = (value: string): string | undefined =>
  value.isWellFormed() ? undefined : 'contains half of a surrogate pair, which is not a character'

/** Returns a value in quotes for a POSIX shell. It must not contain NUL. */
export const shellQuoted = (value: string): string => `'${shellShown(value)}'`

/** Returns a part of a value as it appears between the quotes of a POSIX shell. */
export const shellShown = (text: string): string => text.replaceAll("'", String.raw`'\''`)

/** Returns a part of a value as it appears between the quotes of JSON. */
export const jsonShown = (text: string): string => JSON.stringify(text).slice(1, -1)
