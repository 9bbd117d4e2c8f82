// Loaded into a process before its script, in runs that are not timed: writes what it took, as JSON, to the file BENCH_PROBE names.
const { registerHooks } = require('node:module')
const { readFileSync, statSync, writeFileSync } = require('node:fs')

const out = process.env.BENCH_PROBE
delete process.env.BENCH_PROBE
const loaded = new Set()
registerHooks({
  load(url, context, next) {
    if (url.startsWith('file:')) loaded.add(url)
    return next(url, context)
  },
})
/** On Linux from the kernel's account of this program alone: what getrusage gives counts its parent's memory too, before exec. */
const peakKiB = () =>
  process.platform === 'linux'
    ? Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))[1])
    : process.resourceUsage().maxRSS
process.on('exit', () => {
  const bytes = [...loaded].reduce((sum, url) => sum + statSync(new URL(url)).size, 0)
  writeFileSync(out, JSON.stringify({ bytes, files: loaded.size, peakKiB: peakKiB() }))
})
