// a test fails if all its expects are in an empty loop or in a callback that never runs
beforeEach(() => {
  expect.hasAssertions()
})
