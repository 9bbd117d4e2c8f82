/** Prints for each file of integration tests how many tests ran, passed and were skipped, and the name of each skipped test. */
module.exports = class TableReporter {
  onTestFileResult(test, { numPassingTests, numFailingTests, testFilePath, testResults }) {
    if (test.context.config.displayName?.name !== 'integration') return
    const tried = numPassingTests + numFailingTests
    const skipped = testResults.filter(({ status }) => ['pending', 'todo', 'disabled'].includes(status))
    const name = testFilePath.replace(/^.*[\\/]/, '').replace('.test.ts', '')
    const rows = skipped.map(({ fullName }) => `  ${fullName}\n`)
    globalThis.process.stderr.write(`${name}: ${tried} tried, ${numPassingTests} passed, ${skipped.length} skipped\n${rows.join('')}`)
  }
}
