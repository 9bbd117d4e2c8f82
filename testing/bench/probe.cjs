// Loaded into a process before its script, in runs that are not timed: writes what it took, as JSON, to the file BENCH_PROBE names.
const { registerHooks } = require('node:module')
const { statSync, writeFileSync } = require('node:fs')

const out = process.env.BENCH_PROBE
delete process.env.BENCH_PROBE
const loaded = new Set()
registerHooks({
  load(url, context, next) {
    if (url.startsWith('file:')) loaded.add(url)
    return next(url, context)
  },
})
process.on('exit', () => {
  const bytes = [...loaded].reduce((sum, url) => sum + statSync(new URL(url)).size, 0)
  writeFileSync(out, JSON.stringify({ bytes, files: loaded.size, peakKiB: process.resourceUsage().maxRSS }))
})
