import { jwt } from './jwt.ts'
import type { LoginMethod } from './method.ts'
import type { InputReader } from '../core/input-reader.ts'

type Load = () => LoginMethod | Promise<LoginMethod>

/**
 * Every way to log in. A new one is a file beside this and a line here. All but `jwt` are chunks of their own, so that the
 * usual login loads nothing of them.
 */
const methods: ReadonlyMap<string, Load> = new Map<string, Load>([
  ['jwt', () => jwt],
  ['token', async () => (await import('./token.ts')).token],
  ['approle', async () => (await import('./approle.ts')).approle],
  ['github', async () => (await import('./github.ts')).github],
  ['kubernetes', async () => (await import('./kubernetes.ts')).kubernetes],
  ['ldap', async () => (await import('./ldap.ts')).ldap],
  ['userpass', async () => (await import('./userpass.ts')).userpass],
  ['cert', async () => (await import('./cert.ts')).cert],
])

/** Credentials that tell a method where `method` is not given; several where they do not tell it alone. */
const telling: Readonly<Record<string, readonly string[]>> = {
  token: ['token'],
  roleId: ['approle'],
  secretId: ['approle'],
  wrappedSecretId: ['approle'],
  githubToken: ['github'],
  jwt: ['jwt'],
  jwtFile: ['jwt'],
  jwtPrivateKey: ['jwt'],
  username: ['userpass', 'ldap'],
  password: ['userpass', 'ldap'],
  authPayload: ['the method that it is for'],
}

/** The method that the inputs name, or tell by the credential that is given. */
export async function chooseMethod(inputs: InputReader): Promise<LoginMethod> {
  const written = (inputs.text('method') ?? toldBy(inputs)).toLowerCase()
  const load = methods.get(written)
  if (load) return load()
  if (inputs.text('authPayload') !== undefined) return (await import('./payload.ts')).payload(written)
  inputs.problem('method', `"${written}" is not known`, `${[...methods.keys()].join(', ')}, or any other together with \`authPayload\``)
  return jwt
}

function toldBy(inputs: InputReader): string {
  const given = Object.keys(telling).filter((input) => inputs.text(input) !== undefined)
  const told = new Set(given.flatMap((input) => telling[input] ?? []))
  const [first = 'jwt', ...others] = told
  if (others.length > 0 || given.includes('authPayload')) {
    inputs.problem('method', `is not given, and ${given.join(', ')} may be for several`, [...told].join(' or '))
    return 'jwt'
  }
  return first
}
