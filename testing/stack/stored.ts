/**
 * The content of the stack's KV engines, for tests to compare with. Every secret string, and each of its lines, contains `canary`, and
 * nothing else does: a log that contains it leaks a secret.
 */

/** A part of every secret string, and of nothing else. */
export const canary = 'hush'

/** KV version 1: `kv/ci/legacy`, except `build`. */
export const legacy = {
  username: 'hush-legacy-user',
  password: 'hush-legacy-password',
}

/**
 * The digits of the key `build` of `kv/ci/legacy`, a number that JavaScript cannot represent. KV version 1 keeps all digits; version 2
 * rounds numbers to 64-bit floats.
 */
export const build = '9007199254740993123'

/** `kv/ci/legacy` as it is stored. */
export const legacyJson = JSON.stringify(legacy).replace(/\}$/, `,"build":${build}}`)

/** KV version 2: `secret/ci/app`. */
export const app = {
  password: 'hush-app-password',
  'api-key': 'hush-app-api-key',
  'db.url': 'postgres://hush-app-user:hush-app-pass@db.internal:5432/shop?sslmode=require',
  database: { user: 'hush-nested-user', password: 'hush-nested-password', replicas: ['hush-replica-a', 'hush-replica-b'] },
  private_key: [
    '-----BEGIN hush KEY-----',
    'hushMIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg7Zk1b0XxwO9s',
    'hushVvU2yqJcTn5b8mE6rD4hKfL0aPzNwQeSgXt3iYoRjBdCuAlHxMvGpZkWnFsEq',
    '-----END hush KEY-----',
    '',
  ].join('\n'),
  greeting: 'hush – grüße, 你好, 🔑 & "quotes" \'too\' \\ %25 $HOME',
  trailing: 'hush-ends-with-a-line-break\n',
  port: 5432,
  nothing: null,
  enabled: true,
  disabled: false,
}

/** KV version 2 in the namespace `team`: `secret/ci/app`. */
export const teamApp = {
  password: 'hush-team-password',
  'api-key': 'hush-team-api-key',
}

/** KV version 2: the content of `secret/ci/deleted` before its only version was deleted. */
export const deleted = { password: 'hush-deleted-password' }

/** KV version 2: `secret/forbidden`, which no policy permits to read. */
export const forbidden = { password: 'hush-forbidden-password' }
