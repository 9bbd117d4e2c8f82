import { parseMapping } from '../src/mapping/parse.ts'
import { heads, shapes, textOf } from './mapping-shapes.ts'

// How fast the mapping is parsed, 1 MiB of each shape: the least MiB per second of processor time, of all places that it is put in.
const size = 1024 * 1024
const defaults = { optional: false, toEnvironment: false, encoding: 'utf8' } as const

const rows = Object.entries(shapes).map(([shape, text]) => {
  const runs = Object.entries(heads).map(([place, head]) => {
    const input = textOf(head, text, size)
    const start = process.cpuUsage()
    parseMapping(input, defaults)
    return { place, seconds: process.cpuUsage(start).user / 1e6 }
  })
  const slowest = runs.reduce((a, b) => (b.seconds > a.seconds ? b : a))
  return { shape, 'MiB/s': Math.round(10 / slowest.seconds) / 10, slowest: slowest.place }
})
console.table(rows)
