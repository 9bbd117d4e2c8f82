import { parseMapping } from '../src/mapping/parse.ts'
import { heads, shapes, textOf } from './mapping-shapes.ts'

// Entry: measures how fast the mapping is parsed, with 1 MiB of each shape: the lowest MiB per second of CPU time for all heads.
const size = 1024 * 1024
const defaults = { optional: false, toEnvironment: false, encoding: 'utf8' } as const

const rows = Object.entries(shapes).map(([shape, text]) => {
  const runs = Object.entries(heads).map(([name, head]) => {
    const input = textOf(head, text, size)
    const start = process.cpuUsage()
    parseMapping(input, defaults)
    return { name, seconds: process.cpuUsage(start).user / 1e6 }
  })
  const slowest = runs.reduce((a, b) => (b.seconds > a.seconds ? b : a))
  return { shape, 'MiB/s': Math.round(10 / slowest.seconds) / 10, slowest: slowest.name }
})
console.table(rows)
