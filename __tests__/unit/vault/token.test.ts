import { Failure } from '../../../src/core/failure.ts'
import { withUsesHint } from '../../../src/vault/token.ts'
import { toAuth } from '../../../src/vault/reply.ts'

const auth = (uses: number) => toAuth({ auth: { client_token: 't', num_uses: uses } })
const refused = (status: number, words: string) => new Failure('ERR_DENIED', `GET a: ${status}`, { status, words, hint: 'a policy' })

it.each<[number, string]>([
  [403, 'permission denied'],
  [403, '2 errors occurred: * permission denied * invalid token'],
  [400, 'Secret cannot be returned; token had one use left, so leased credentials were immediately revoked.'],
])('adds the number of uses that the run needs after %i %s', (status, words) => {
  const before = refused(status, words)
  expect(withUsesHint(before, auth(2), { requests: 3, lists: 0 }, 3)).toMatchObject({
    code: 'ERR_DENIED',
    message: `GET a: ${status}`,
    hint:
      'The role gives its tokens 2 uses (token_num_uses), but this step needs at least 4: 3 requests for secrets, ' +
      '1 revocation of the token. Set token_num_uses of the role to 4 or more, or to 0 for no limit.',
    status,
    words,
    cause: before,
  })
})

it('counts listings and secrets of folders', () => {
  expect(withUsesHint(refused(403, 'permission denied'), auth(5), { requests: 20, lists: 2 }, 5).hint).toContain(
    'needs at least 23: 20 requests for secrets, 2 folder listings, 1 revocation of the token. Set token_num_uses of the role to 23 or more',
  )
  expect(withUsesHint(refused(403, 'permission denied'), auth(1), { requests: 0, lists: 1 }, 1).hint).toContain(
    'needs at least 2: 1 folder listing, 1 revocation of the token.',
  )
})

it('uses the singular for 1 use', () => {
  expect(withUsesHint(refused(403, 'permission denied'), auth(1), { requests: 1, lists: 0 }, 1).hint).toContain('its tokens 1 use (')
})

it.each<[string, Failure, number, number]>([
  ['has no limit', refused(403, 'permission denied'), 0, 9],
  ['has uses left', refused(403, 'permission denied'), 5, 4],
  ['is denied by a policy', refused(403, '1 error occurred: * permission denied'), 2, 3],
  ['got another error', refused(500, 'permission denied'), 2, 3],
  ['had enough uses', refused(403, 'permission denied'), 4, 5],
])('does not change the failure of a token that %s', (_, error, uses, spent) => {
  expect(withUsesHint(error, auth(uses), { requests: 3, lists: 0 }, spent)).toBe(error)
})
