// Fails where the committed dist is not what the sources build. Run after a build.
const { execFileSync } = require('node:child_process')

const changed = execFileSync('git', ['status', '--porcelain', '--', 'dist'], { encoding: 'utf8' })
if (changed !== '') {
  console.error(`dist is not what src builds. Run "npm run build" and commit:\n${changed}`)
  process.exit(1)
}
console.log('dist is what src builds')
