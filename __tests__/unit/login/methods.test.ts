import { chooseMethod } from '../../../src/login/methods.ts'

/** The method that is chosen, and the problems that were found on the way. */
async function chosen(inputs: Record<string, string>): Promise<[string, ...string[]]> {
  const problems: string[] = []
  const method = await chooseMethod({
    text: (name) => inputs[name],
    problem: (input, text, instead) => problems.push(`${input}: ${text}. Write: ${instead}`),
  })
  return [method.name, ...problems]
}

test.each<[Record<string, string>, string]>([
  [{}, 'jwt'],
  [{ method: 'jwt' }, 'jwt'],
  [{ method: 'Token' }, 'token'],
  [{ token: 't' }, 'token'],
  [{ token: 't', method: 'jwt' }, 'jwt'],
])('%j is %s', async (inputs, name) => {
  expect(await chosen(inputs)).toEqual([name])
})

it('wants `method` where credentials of several are given', async () => {
  const [, ...problems] = await chosen({ token: 't', roleId: 'r' })
  expect(problems).toContain('method: is not given, and token, roleId belong to several. Write: token or approle')
})
