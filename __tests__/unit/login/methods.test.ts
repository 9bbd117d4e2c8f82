import { createInputReader } from '../../../src/core/input-reader.ts'
import { chooseMethod } from '../../../src/login/methods.ts'

/** The method that is chosen, and the problems that were found on the way. */
async function chosen(inputs: Record<string, string>): Promise<[string, ...string[]]> {
  const problems: string[] = []
  const reader = createInputReader(
    (name) => inputs[name],
    (input, text, instead) => problems.push(`${input}: ${text}. Write: ${instead}`),
  )
  const method = await chooseMethod(reader)
  return [method.name, ...problems]
}

test.each<[Record<string, string>, string]>([
  [{}, 'jwt'],
  [{ method: 'jwt' }, 'jwt'],
  [{ method: 'Token' }, 'token'],
  [{ token: 't' }, 'token'],
  [{ token: 't', method: 'jwt' }, 'jwt'],
  [{ roleId: 'r', secretId: 's' }, 'approle'],
  [{ githubToken: 'g' }, 'github'],
  [{ jwt: 'a.b.c' }, 'jwt'],
  [{ jwtPrivateKey: 'k' }, 'jwt'],
  ...['approle', 'cert', 'github', 'kubernetes', 'ldap', 'userpass'].map((name): [Record<string, string>, string] => [
    { method: name },
    name,
  ]),
  [{ method: 'aws', authPayload: '{}' }, 'aws'],
  [{ method: 'cert', authPayload: '{}' }, 'cert'],
])('%j is %s', async (inputs, name) => {
  expect(await chosen(inputs)).toEqual([name])
})

test.each<[Record<string, string>, string]>([
  [{ token: 't', roleId: 'r' }, 'method: is not given, and token, roleId may be for several. Write: token or approle'],
  [{ token: 't', jwtFile: 'f' }, 'method: is not given, and token, jwtFile may be for several. Write: token or jwt'],
  [{ password: 'p' }, 'method: is not given, and password may be for several. Write: userpass or ldap'],
  [{ authPayload: '{}' }, 'method: is not given, and authPayload may be for several. Write: the method that it is for'],
  [
    { method: 'kerberos' },
    'method: "kerberos" is not known. Write: jwt, token, approle, github, kubernetes, ldap, userpass, cert, or any other together with `authPayload`',
  ],
])('%j is a problem', async (inputs, problem) => {
  expect(await chosen(inputs)).toEqual(['jwt', problem])
})
