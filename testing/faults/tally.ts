/** The result of a row, and its place in the table. */
export interface Tried {
  readonly row: string
  readonly column: string
  readonly passed: boolean
}

/** Returns a table of passed/tried per place; a dash means that nothing was tried. */
export function tally(title: string, tried: readonly Tried[]): string {
  const names = (key: 'row' | 'column') => [...new Set(tried.map((one) => one[key]))]
  const columns = names('column')
  const letters = columns.map((_, index) => String.fromCharCode('a'.charCodeAt(0) + index))
  const count = (some: readonly Tried[]) => (some.length === 0 ? '–' : `${some.filter(({ passed }) => passed).length}/${some.length}`)
  const width = Math.max(...names('row').map((name) => name.length))
  const line = (first: string, cells: readonly string[]) => `  ${first.padEnd(width)}${cells.map((cell) => cell.padStart(8)).join('')}`
  return [
    `\n${title}: ${count(tried)} ended as expected`,
    ...columns.map((column, index) => `  ${letters[index] ?? ''} = ${column}`),
    line('', [...letters, 'all']),
    ...names('row').map((row) => {
      const mine = tried.filter((one) => one.row === row)
      return line(row, [...columns.map((column) => count(mine.filter((one) => one.column === column))), count(mine)])
    }),
    line('all', [...columns.map((column) => count(tried.filter((one) => one.column === column))), count(tried)]),
  ].join('\n')
}
