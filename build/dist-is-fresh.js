// Fails if the committed dist, or the page, differs from the build. Run it after a build.
const { execFileSync } = require('node:child_process')

const changed = execFileSync('git', ['status', '--porcelain', '--', 'dist', '*/dist', 'docs/site'], { encoding: 'utf8' })
if (changed !== '') {
  console.error(`dist or docs/site is not up to date. Run "npm run build" and commit:\n${changed}`)
  process.exit(1)
}
console.log('dist and docs/site are up to date')
