/** A leaf of JSON or the value of a setting that is shorter than this, in characters, is a word more often than a secret. */
export const leastLeaf = 8

/** From this length on, in characters, a value under a name that sounds secret counts; a number, in digits, too. */
export const leastNamed = 4

/** No other form of a text than itself is registered if it is shorter than this, in characters. */
export const leastForm = 4

/** A whole value that is shorter than this, in characters, stands in ordinary log lines too: 5432, prod, true. */
export const shortValue = 6

/** Tells whether a text is punctuation alone, and so short that a mask of it would garble every log. */
export const isLonePunctuation = (text: string): boolean => text.length < 4 && /^[\s\p{P}!-/:-@[-`{-~]*$/u.test(text)
