// Loaded into a process before its script, in untimed runs. Writes loaded bytes, loaded files, node's own modules and peak memory as JSON to BENCH_PROBE.
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
/** Returns the peak memory. On Linux getrusage includes the memory of the parent process before exec, so this reads VmHWM instead. */
const peakKiB = () =>
  process.platform === 'linux'
    ? Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))[1])
    : process.resourceUsage().maxRSS
process.on('exit', () => {
  const builtins = process.moduleLoadList.filter((name) => name.startsWith('NativeModule '))
  const bytes = [...loaded].reduce((sum, url) => sum + statSync(new URL(url)).size, 0)
  writeFileSync(out, JSON.stringify({ bytes, files: loaded.size, builtins: builtins.length, peakKiB: peakKiB() }))
})
