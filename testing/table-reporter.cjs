/** Says of each file of integration tests what it tried and how many passed: a row that was skipped shows. */
module.exports = class TableReporter {
  onTestFileResult(test, { numPassingTests, numFailingTests, numPendingTests, numTodoTests, testFilePath }) {
    if (test.context.config.displayName?.name !== 'integration') return
    const tried = numPassingTests + numFailingTests
    const skipped = numPendingTests + numTodoTests
    const name = testFilePath.replace(/^.*[\\/]/, '').replace('.test.ts', '')
    globalThis.process.stderr.write(`${name}: ${tried} tried, ${numPassingTests} passed, ${skipped} skipped\n`)
  }
}
