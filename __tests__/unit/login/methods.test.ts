import { createInputReader } from '../../../src/core/input-reader.ts'
import { chooseMethod } from '../../../src/login/methods.ts'

/** Returns the name of the chosen method, and the problems of the inputs. */
async function choose(inputs: Record<string, string>): Promise<[string, ...string[]]> {
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
])('%j selects %s', async (inputs, name) => {
  expect(await choose(inputs)).toEqual([name])
})

test.each<[Record<string, string>, string]>([
  [
    { token: 't', roleId: 'r' },
    'method: is required: token and roleId imply different methods. Write: token or approle, and remove the other credential',
  ],
  [
    { token: 't', jwtFile: 'f' },
    'method: is required: token and jwtFile imply different methods. Write: token or jwt, and remove the other credential',
  ],
  [
    { token: 't', roleId: 'r', secretId: 's' },
    'method: is required: token, roleId and secretId imply different methods. Write: token or approle, and remove the other credential',
  ],
  [
    { roleId: 'r', authPayload: '{}' },
    'method: is required: roleId, authPayload can belong to several methods. Write: approle or the name of the auth method',
  ],
  [{ password: 'p' }, 'method: is required: password can belong to several methods. Write: userpass or ldap'],
  [{ authPayload: '{}' }, 'method: is required: authPayload can belong to several methods. Write: the name of the auth method'],
  [
    { method: 'kerberos' },
    'method: "kerberos" is invalid. Write: jwt, token, approle, github, kubernetes, ldap, userpass, cert, aws, or any other together with `authPayload`',
  ],
])('%j is invalid', async (inputs, problem) => {
  expect(await choose(inputs)).toEqual(['jwt', problem])
})
