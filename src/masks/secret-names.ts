/** Last words of names whose values say what or where something is: URLs, logs and job outputs contain them everywhere. */
const publicWord =
  /(?:^|_)(?:type|kind|region|zone|location|id|email|uri|url|domain|host|hostname|endpoint|port|username|user|name|project|environment|env|stage)$/

/** Names that end like public ones but are credentials: AppRole's secret_id, a session's id, the address of a webhook. */
const credentialWords = /(?:^|_)(?:(?:secret|session|token)_id|(?:web)?hook_ur[il])$/

/** Words that mean a secret anywhere in a name, also joined with others. */
const secretPart = /passw|passphrase|passcode|pwd|secret|token|credential|apikey|accesskey|privatekey/

/** Short words that mean a secret only as a separate word. */
const secretWord =
  /(?:^|_)(?:\w{0,4}(?<!by|com)pass|pw|keys?|auth|authorization|pin|otp|totp|creds?|salt|seed|sig|signature|sas|jwt|cookie|psk|pat|dsn)\d{0,4}(?:_|$)/

/** Last words of names of settings: token_ttl, auth_mode. */
const settingWord =
  /(?:^|_)(?:mode|method|ttl|size|length|bits|version|enabled|count|max|min|algorithm|alg|format|path|file|usage|ops|period|interval|timeout|expiry|expires|expiration|scheme|style|required)$/

/** Checks whether a name, in snake_case, kebab-case or camelCase, means something plainly public. */
export function isPublicName(name: string): boolean {
  const words = wordsOf(name)
  return publicWord.test(words) && !credentialWords.test(words)
}

/** Checks whether a name sounds like that of a secret: its value is masked even if it is short. */
export function isSecretName(name: string): boolean {
  const words = wordsOf(name)
  if (credentialWords.test(words)) return true
  return !publicWord.test(words) && !settingWord.test(words) && (secretPart.test(words) || secretWord.test(words))
}

/** Checks whether a name is that of a setting, which is not secret even within a secret object. */
export const isSettingName = (name: string): boolean => settingWord.test(wordsOf(name))

/** In characters. Only the end of a longer name is examined. */
const maxNameLength = 256

function wordsOf(name: string): string {
  return name
    .slice(-maxNameLength)
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toLowerCase()
}
