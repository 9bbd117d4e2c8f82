import type { RowResult } from './results.ts'

const panel = { width: 380, height: 300, left: 56, top: 44, gap: 24, bottom: 64 } as const
const colours = ['#1b7837', '#2166ac', '#b2182b', '#762a83'] as const

interface Line {
  readonly label: string
  readonly colour: string
  readonly dashed: boolean
  readonly points: readonly (readonly [paths: number, ms: number])[]
}

/** Plots time over number of paths as SVG: one panel without and one with TLS, one colour per round trip, dashed lines for the floor. */
export function plot(results: readonly RowResult[]): string {
  const plain = results.filter(({ row }) => !row.leases && !row.run)
  const top = Math.max(...plain.flatMap(({ times }) => [...times.values()].map(({ median }) => median)))
  const step = [50, 100, 200, 500, 1_000].find((size) => top / size <= 6) ?? 2_000
  const most = Math.ceil(top / step) * step
  const panels = (['http', 'https'] as const).map((way, index) => {
    const lines = linesOf(plain.filter(({ row }) => row.way === way))
    const title = way === 'http' ? 'Without TLS, HTTP/1.1' : 'TLS, HTTP/2'
    return `<g transform="translate(${panel.left + index * (panel.width + panel.gap)} ${panel.top})">${drawPanel(title, lines, most, step)}</g>`
  })
  const width = panel.left + 2 * panel.width + panel.gap + 24
  const height = panel.top + panel.height + panel.bottom
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12" fill="#222">`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    ...panels,
    `<text x="14" y="${panel.top + panel.height / 2}" text-anchor="middle" transform="rotate(-90 14 ${panel.top + panel.height / 2})">ms, main and post</text>`,
    '</svg>',
    '',
  ].join('\n')
}

function linesOf(results: readonly RowResult[]): Line[] {
  const lines = new Map<string, { dashed: boolean; roundTripMs: number; points: [number, number][] }>()
  for (const { row, times } of results) {
    for (const [contender, { median }] of times) {
      const label = `${contender.name}, ${row.roundTripMs} ms`
      const line = lines.get(label) ?? { dashed: contender.name === 'floor', roundTripMs: row.roundTripMs, points: [] }
      lines.set(label, line)
      line.points.push([row.paths, median])
    }
  }
  const roundTrips = [...new Set([...lines.values()].map(({ roundTripMs }) => roundTripMs))]
  return [...lines].map(([label, { dashed, roundTripMs, points }]) => ({
    label,
    dashed,
    points,
    colour: colours[roundTrips.indexOf(roundTripMs) % colours.length] ?? colours[0],
  }))
}

function drawPanel(title: string, lines: readonly Line[], most: number, step: number): string {
  const widest = Math.max(1, ...lines.flatMap(({ points }) => points.map(([paths]) => paths)))
  const x = (paths: number) => ((paths / widest) * panel.width).toFixed(1)
  const y = (ms: number) => (panel.height - (ms / most) * panel.height).toFixed(1)
  const grid = Array.from({ length: most / step + 1 }, (_, index) => index * step).map(
    (ms) => `<path d="M0 ${y(ms)}H${panel.width}" stroke="#ddd"/><text x="-6" y="${Number(y(ms)) + 4}" text-anchor="end">${ms}</text>`,
  )
  const ticks = [...new Set(lines.flatMap(({ points }) => points.map(([paths]) => paths)))].map(
    (paths) => `<text x="${x(paths)}" y="${panel.height + 16}" text-anchor="middle">${paths}</text>`,
  )
  const curves = lines.map(({ colour, dashed, points }) => {
    const path = points.map(([paths, ms], index) => `${index === 0 ? 'M' : 'L'}${x(paths)} ${y(ms)}`).join('')
    const marks = points.map(([paths, ms]) => `<circle cx="${x(paths)}" cy="${y(ms)}" r="2.5" fill="${colour}"/>`).join('')
    return `<path d="${path}" fill="none" stroke="${colour}" stroke-width="1.8"${dashed ? ' stroke-dasharray="5 4"' : ''}/>${marks}`
  })
  const legend = lines.map(({ label, colour, dashed }, index) => {
    const [left, row] = [8 + (index % 2) * 180, 12 + Math.floor(index / 2) * 16]
    const dash = dashed ? ' stroke-dasharray="5 4"' : ''
    return `<path d="M${left} ${row}h22" stroke="${colour}" stroke-width="1.8"${dash}/><text x="${left + 28}" y="${row + 4}">${label}</text>`
  })
  return [
    `<text x="0" y="-14" font-size="14" font-weight="bold">${title}</text>`,
    ...grid,
    ...ticks,
    `<text x="${panel.width / 2}" y="${panel.height + 36}" text-anchor="middle">distinct paths</text>`,
    ...curves,
    ...legend,
  ].join('\n')
}
