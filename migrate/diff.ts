/** Lines that differ: index of the first in both texts, and how many. */
interface Difference {
  readonly before: number
  readonly removed: number
  readonly after: number
  readonly added: number
}

/** Lines around a difference that are printed with it. */
const context = 3

/** Returns the differences of two texts in the unified format (GNU diffutils, "Detailed Description of Unified Format"). */
export function unifiedDiff(path: string, before: string, after: string): string {
  const [old, now] = [linesOf(before), linesOf(after)]
  const hunks = hunksOf(differences(old, now))
  if (hunks.length === 0) return ''
  return [`--- a/${path}`, `+++ b/${path}`, ...hunks.flatMap((hunk) => printHunk(hunk, old, now)), ''].join('\n')
}

/** Splits at line breaks. A carriage return is a part of its line. */
function linesOf(text: string): readonly string[] {
  const lines = text.split('\n')
  return lines.at(-1) === '' ? lines.slice(0, -1) : [...lines.slice(0, -1), `${lines.at(-1) ?? ''}\n\\ No newline at end of file`]
}

/** Finds differences in one pass: after each, the nearest line that is equal in both texts and not empty. */
function differences(old: readonly string[], now: readonly string[]): readonly Difference[] {
  const found: Difference[] = []
  let [before, after] = [0, 0]
  while (before < old.length || after < now.length) {
    if (before < old.length && old[before] === now[after]) {
      before++
      after++
      continue
    }
    const [removed, added] = distanceToEqual(old.slice(before), now.slice(after))
    found.push({ before, removed, after, added })
    before += removed
    after += added
  }
  return found
}

function distanceToEqual(old: readonly string[], now: readonly string[]): readonly [removed: number, added: number] {
  for (let total = 1; total < old.length + now.length; total++) {
    for (let removed = Math.max(0, total - now.length); removed <= Math.min(total, old.length); removed++) {
      const added = total - removed
      if (old[removed] === now[added] && old[removed]?.trim() !== '') return [removed, added]
    }
  }
  return [old.length, now.length]
}

/** Joins differences whose context overlaps. */
function hunksOf(all: readonly Difference[]): readonly (readonly Difference[])[] {
  const hunks: Difference[][] = []
  for (const one of all) {
    const last = hunks.at(-1)?.at(-1)
    if (last && one.before - (last.before + last.removed) <= 2 * context) hunks.at(-1)?.push(one)
    else hunks.push([one])
  }
  return hunks
}

function printHunk(hunk: readonly Difference[], old: readonly string[], now: readonly string[]): readonly string[] {
  const [first, last] = [hunk[0], hunk.at(-1)]
  if (!first || !last) return []
  const lead = Math.min(context, first.before)
  const [start, startAfter] = [first.before - lead, first.after - lead]
  const end = Math.min(old.length, last.before + last.removed + context)
  const lines: string[] = []
  let at = start
  for (const { before, removed, after, added } of hunk) {
    lines.push(...old.slice(at, before).map((line) => ` ${line}`))
    lines.push(
      ...old.slice(before, before + removed).map((line) => `-${line}`),
      ...now.slice(after, after + added).map((line) => `+${line}`),
    )
    at = before + removed
  }
  lines.push(...old.slice(at, end).map((line) => ` ${line}`))
  const shift = last.after + last.added - (last.before + last.removed) - (startAfter - start)
  return [`@@ -${range(start, end - start)} +${range(startAfter, end - start + shift)} @@`, ...lines]
}

/** A range without lines has the number of the line before it. */
const range = (start: number, count: number): string => `${count === 0 ? start : start + 1},${count}`
