import { goneVersion } from '../../../src/vault/kv-version.ts'

const reply = (metadata: object) => ({ data: { data: null, metadata: { version: 3, ...metadata } } })

test.each([
  [
    { deletion_time: '2026-03-01T10:20:30.123456789Z', destroyed: false },
    'secret/data/ci/app',
    'version 3 was deleted at 2026-03-01T10:20:30Z',
    'Restore it (vault kv undelete -mount=secret -versions=3 ci/app), write the secret again, or read an older version: add ?version=NUMBER to the path.',
  ],
  [
    { deletion_time: '2026-03-01T10:20:30Z', destroyed: false },
    'team/secret/data/app?version=3',
    'version 3 was deleted at 2026-03-01T10:20:30Z',
    'Restore it (vault kv undelete -mount=team/secret -versions=3 app), write the secret again, or remove ?version= to read the newest version, or read another version.',
  ],
  [
    { deletion_time: '2026-03-01T10:20:30Z', destroyed: true },
    'secret/data/app',
    'version 3 was destroyed',
    'It cannot be restored: write the secret again, or read an older version: add ?version=NUMBER to the path.',
  ],
])('explains metadata %j at %s', (metadata, path, text, hint) => {
  expect(goneVersion(reply(metadata), path)).toEqual({ text, hint })
})

it.each(['soon', '', 5, undefined])('omits the invalid deletion time %p', (deletion_time) => {
  expect(goneVersion(reply(deletion_time === undefined ? {} : { deletion_time }), 'a/data/b')?.text).toBe('version 3 was deleted')
})

it.each([{}, { errors: [] }, { data: null }, { data: { metadata: null } }, { data: { metadata: { version: 'x' } } }])(
  'returns undefined for %j',
  (body) => {
    expect(goneVersion(body, 'secret/data/app')).toBeUndefined()
  },
)
