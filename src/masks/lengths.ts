/** Minimum length of a JSON leaf or a value of a setting, in characters: shorter ones are words more often than secrets. */
export const minLeafLength = 8

/** Minimum length of a value under a name that sounds secret, in characters, or in digits for a number. */
export const minNamedLength = 4

/** Minimum length of an encoded form of a text, in characters. */
export const minFormLength = 4

/** In characters. Ordinary log lines contain shorter values too: 5432, prod, true. */
export const shortValueLength = 6

/** Checks whether a text is punctuation of fewer than 4 characters, which would garble every log as a mask. */
export const isLonePunctuation = (text: string): boolean => text.length < 4 && /^[\s\p{P}!-/:-@[-`{-~]*$/u.test(text)
