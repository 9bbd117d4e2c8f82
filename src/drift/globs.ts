/**
 * Returns whether a text exists that both globs match, in which `*` stands for any text. Takes time that is proportional to the product
 * of their lengths.
 */
export function globsMeet(one: string, other: string): boolean {
  // reachable[j]: the rest of `one` and the rest of `other` from j on can still meet
  let reachable = new Array<boolean>(other.length + 1).fill(false)
  for (let i = one.length; i >= 0; i--) {
    const previous = reachable
    reachable = new Array<boolean>(other.length + 1).fill(false)
    for (let j = other.length; j >= 0; j--) {
      if (i === one.length && j === other.length) reachable[j] = true
      else if (one[i] === '*') reachable[j] = previous[j] === true || (j < other.length && reachable[j + 1] === true)
      else if (other[j] === '*') reachable[j] = reachable[j + 1] === true || (i < one.length && previous[j] === true)
      else reachable[j] = i < one.length && one[i] === other[j] && previous[j + 1] === true
    }
  }
  return reachable[0] === true
}
