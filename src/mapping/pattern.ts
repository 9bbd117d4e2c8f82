/** Characters of a pattern. Any other, for example a dot, makes the text an expression or a path into nested objects. */
const patternCharacters = /^[\p{L}\p{N}_*?-]+$/u

/** Checks whether a text without quotes selects several names: it contains `*` or `?`, and otherwise only letters, digits, `_` and `-`. */
export const isPattern = (text: string): boolean => /[*?]/.test(text) && patternCharacters.test(text)

/** Checks whether a name matches a pattern: `*` is any text, `?` one character. Takes at most the product of both lengths. */
export function matches(pattern: string, name: string): boolean {
  const [wanted, given] = [Array.from(pattern), Array.from(name)]
  let [at, star, afterStar] = [0, -1, 0]
  for (let index = 0; index < given.length;) {
    if (wanted[at] === '*') {
      star = at++
      afterStar = index
    } else if (wanted[at] === '?' || wanted[at] === given[index]) {
      at++
      index++
    } else if (star >= 0) {
      // the last * takes one more character
      at = star + 1
      index = ++afterStar
    } else return false
  }
  return wanted.slice(at).every((character) => character === '*')
}
