// a test whose only expects stand in a loop over nothing, or in a callback that never runs, fails
beforeEach(() => {
  expect.hasAssertions()
})
