import type { InputReader } from '../core/input-reader.ts'

/** Inputs that imply a method if `method` is not given; with several methods, `method` is required. */
const impliedMethods: Readonly<Record<string, readonly string[]>> = {
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
  authPayload: ['the name of the auth method'],
}

/** Returns the method that the given credential implies, `jwt` if none does; adds a problem if that is unclear. */
export function impliedMethod(inputs: InputReader): string {
  const given = Object.keys(impliedMethods).filter((input) => inputs.text(input) !== undefined)
  const candidates = new Set(given.flatMap((input) => impliedMethods[input] ?? []))
  const [first = 'jwt', ...others] = candidates
  if (others.length > 0 || given.includes('authPayload')) {
    const isShared = [...candidates].some((method) =>
      given.every((input) => input === 'authPayload' || impliedMethods[input]?.includes(method)),
    )
    if (isShared) inputs.problem('method', `is required: ${given.join(', ')} can belong to several methods`, [...candidates].join(' or '))
    else {
      const instead = `${[...candidates].join(' or ')}, and remove the other credential`
      inputs.problem('method', `is required: ${listed(given)} imply different methods`, instead)
    }
    return 'jwt'
  }
  return first
}

/** Returns "a, b and c". */
const listed = (names: readonly string[]): string => names.join(', ').replace(/, ([^,]*)$/, ' and $1')
