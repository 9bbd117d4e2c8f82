import { iamUserKeys } from '../../../src/aws/iam-user-keys.ts'
import type { Entry } from '../../../src/mapping/plan.ts'
import type { JsonObject } from '../../../src/core/json.ts'
import { toSecret } from '../../../src/vault/reply.ts'
import { keyEntry, wildcardEntry } from '../../support/entry.ts'

const both = [keyEntry('access_key'), keyEntry('secret_key')]
const ofUser = { access_key: 'AKIAIOSFODNN7EXAMPLE', secret_key: 'hush-secret', security_token: null }
const keys = { accessKeyId: ofUser.access_key, secretAccessKey: ofUser.secret_key }

const found = (entries: readonly Entry[], data: JsonObject = ofUser, lease_id = 'aws/creds/deploy/id') =>
  iamUserKeys(
    { method: 'GET', path: 'aws/creds/deploy', entries, input: 'secrets', line: 1 },
    toSecret({ data, lease_id, lease_duration: 1800, renewable: true }),
  )

test.each<[string, readonly Entry[]]>([
  ['both keys', both],
  ['every key', [wildcardEntry()]],
  ['an expression of both', [keyEntry('{"id": access_key, "key": secret_key}')]],
])('a mapping that reads %s', (_, entries) => {
  expect(found(entries)).toEqual(keys)
})

test.each<[string, ReturnType<typeof found>]>([
  ['a mapping that reads one key', found([keyEntry('access_key'), keyEntry('security_token')])],
  ['a mapping that reads nothing', found([])],
  ['STS credentials', found(both, { ...ofUser, access_key: 'ASIAIOSFODNN7EXAMPLE', security_token: 'token' })],
  ['a response without a lease', found(both, ofUser, '')],
  ['keys of another cloud', found(both, { ...ofUser, access_key: 'LTAI5tExample' })],
  ['a key that is not text', found(both, { ...ofUser, secret_key: 7 })],
])('nothing for %s', (_, result) => {
  expect(result).toBeUndefined()
})
