/** Minimum length of a JSON leaf or a value of a setting, in characters: shorter ones are words more often than secrets. */
export const minLeafLength = 8

/** Minimum length of a value under a name that indicates a secret, in characters, or in digits for a number. */
export const minNamedLength = 4

/** Minimum length of an encoded form of a text, in characters. */
export const minFormLength = 4

/** Values shorter than this, in characters, get a notice, because ordinary log lines contain them too: 5432, prod, true. */
export const shortValueLength = 6

/** Checks whether a text is punctuation of fewer than 4 characters, whose mask would make every log unreadable. */
export const isShortPunctuation = (text: string): boolean => text.length < 4 && /^[\s\p{P}!-/:-@[-`{-~]*$/u.test(text)
