/** Inputs that are secrets, even if the chosen login does not use them. */
export const secretInputs = [
  'token',
  'roleId',
  'secretId',
  'wrappedSecretId',
  'githubToken',
  'password',
  'authPayload',
  'jwt',
  'jwtPrivateKey',
  'jwtKeyPassword',
  'clientKey',
] as const
