// Fails if the committed dist differs from the build. Run it after a build.
const { execFileSync } = require('node:child_process')

const changed = execFileSync('git', ['status', '--porcelain', '--', 'dist', '*/dist'], { encoding: 'utf8' })
if (changed !== '') {
  console.error(`dist is not up to date. Run "npm run build" and commit:\n${changed}`)
  process.exit(1)
}
console.log('dist is up to date')
