/** Last words of names whose values say what and where something is: they stand in URLs, logs and job outputs everywhere. */
const publicWord =
  /(?:^|_)(?:type|kind|region|zone|location|id|email|uri|url|domain|host|hostname|endpoint|port|username|user|name|project|environment|env|stage)$/

/** What ends like them and is a credential by itself: AppRole's secret_id, a session's id, the address of a webhook. */
const credentialWords = /(?:^|_)(?:(?:secret|session|token)_id|(?:web)?hook_ur[il])$/

/** Words that mean a secret wherever they stand in a name, joined with others or not. */
const secretPart = /passw|passphrase|passcode|pwd|secret|token|credential|apikey|accesskey|privatekey/

/** Short words that mean a secret where they stand alone. */
const secretWord =
  /(?:^|_)(?:\w{0,4}(?<!by|com)pass|pw|keys?|auth|authorization|pin|otp|totp|creds?|salt|seed|sig|signature|sas|jwt|cookie|psk|pat|dsn)\d{0,4}(?:_|$)/

/** Last words of names that say how a secret is used: token_ttl, auth_mode. */
const settingWord =
  /(?:^|_)(?:mode|method|ttl|size|length|bits|version|enabled|count|max|min|algorithm|alg|format|path|file|usage|ops|period|interval|timeout|expiry|expires|expiration|scheme|style|required)$/

/** Tells whether a name, in snake_case, kebab-case or camelCase, names something plainly public. */
export function isPublicName(name: string): boolean {
  const words = wordsOf(name)
  return publicWord.test(words) && !credentialWords.test(words)
}

/** Tells whether a name sounds like that of a secret: its value counts even if it is short. */
export function isSecretName(name: string): boolean {
  const words = wordsOf(name)
  if (credentialWords.test(words)) return true
  return !publicWord.test(words) && !settingWord.test(words) && (secretPart.test(words) || secretWord.test(words))
}

/** Tells whether a name is that of a setting, which is no secret even within an object that is one. */
export const isSettingName = (name: string): boolean => settingWord.test(wordsOf(name))

/** Names are short; of a longer text the end decides. */
const longestName = 256

function wordsOf(name: string): string {
  return name
    .slice(-longestName)
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toLowerCase()
}
