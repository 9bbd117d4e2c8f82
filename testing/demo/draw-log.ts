/** A part of the picture. `succeeded` adds a tick to its title. */
export interface Part {
  readonly title: string
  readonly succeeded: boolean
  readonly lines: readonly string[]
}

/** Characters per line of text; a longer line is wrapped. */
const columns = 100
/** Pixels. A character of a monospaced font is 0.6 of the font size wide, in some fonts a little more. */
const size = { font: 13, character: 7.85, line: 20, gap: 8, margin: 20, indent: 22 } as const

/** The picture follows the reader's colour scheme. */
const style = `
svg { color-scheme: light dark; --back: #f6f8fa; --edge: #d1d9e0; --text: #1f2328; --title: #59636e; --tick: #1a7f37 }
@media (prefers-color-scheme: dark) {
  svg { --back: #151b23; --edge: #3d444d; --text: #f0f6fc; --title: #9198a1; --tick: #3fb950 }
}
rect { fill: var(--back); stroke: var(--edge) }
path { fill: none; stroke: var(--tick); stroke-width: 2 }
text { fill: var(--text); font: ${size.font}px ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace; white-space: pre }
.title { fill: var(--title) }`

/** Draws parts of a log as SVG. */
export function drawLog(parts: readonly Part[]): string {
  let y = size.margin
  const drawn = parts.flatMap(({ title, succeeded, lines }, index) => {
    if (index > 0) y += size.gap
    const next = () => (y += size.line) - size.line + size.font
    const top = next()
    return [
      ...(succeeded ? [`<path d="M${size.margin} ${top - 4}l4 4 8 -9"/>`] : []),
      `<text class="title" x="${size.margin + size.indent}" y="${top}">${escaped(title)}</text>`,
      ...lines.flatMap(wrapped).map((line) => `<text x="${size.margin + size.indent}" y="${next()}">${escaped(line)}</text>`),
    ]
  })
  const width = Math.ceil(columns * size.character) + 2 * size.margin + size.indent
  const height = y + size.margin - (size.line - size.font)
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    '<title>The log of a job</title>',
    `<style>${style}\n</style>`,
    `<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="6"/>`,
    ...drawn,
    '</svg>',
    '',
  ].join('\n')
}

/** Wraps a line at spaces; the rest of the line is indented. A longer word stays whole. */
function wrapped(line: string): string[] {
  const end = line.lastIndexOf(' ', columns)
  if (line.length <= columns || end <= hanging.length) return [line]
  return [line.slice(0, end), ...wrapped(hanging + line.slice(end + 1))]
}

const hanging = '    '

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
