import { formats } from '../../../src/formats/formats.ts'

const render = (format: string, values: Record<string, string>) => formats.get(format)!.render(new Map(Object.entries(values)))
const refusal = (format: string, value: string) => formats.get(format)!.valueRefusal(value, 'A')

test.each([
  ['dotenv', "A=hunter2\nB='a b $c'\nC=\"it's\"\n"],
  ['dotenv:sh', "A=hunter2\nB='a b $c'\nC='it'\\''s'\n"],
  ['dotenv:docker', "A=hunter2\nB=a b $c\nC=it's\n"],
  ['dotenv:npm', "A=hunter2\nB='a b $c'\nC=`it's`\n"],
  ['dotenv:python', 'A=hunter2\nB="a b $c"\nC="it\'s"\n'],
  ['json', '{\n  "A": "hunter2",\n  "B": "a b $c",\n  "C": "it\'s"\n}\n'],
  ['yaml', '"A": "hunter2"\n"B": "a b $c"\n"C": "it\'s"\n'],
  ['properties', "A=hunter2\nB=a b $c\nC=it's\n"],
])('%s', (format, text) => {
  expect(render(format, { A: 'hunter2', B: 'a b $c', C: "it's" })).toBe(text)
})

test.each([
  ['dotenv', ''],
  ['json', '{}\n'],
  ['yaml', '{}\n'],
  ['properties', ''],
])('%s without values', (format, text) => {
  expect(render(format, {})).toBe(text)
})

test.each([
  ['dotenv', 'a\0b', 'contains NUL'],
  ['dotenv', '\ud800', 'contains half of a surrogate pair, which is not a character'],
  ['dotenv', 'a\r\nb', 'contains a carriage return, which readers of .env files change'],
  ['dotenv', `it's "$5"`, 'contains quotes, `$` or backslashes that readers of .env files do not read alike'],
  ['dotenv', '${HOME}', 'contains quotes, `$` or backslashes that readers of .env files do not read alike'],
  ['dotenv:sh', 'a\0b', 'contains NUL'],
  ['dotenv:docker', 'a\nb', 'contains a line break, which `docker --env-file` cannot read'],
  ['dotenv:npm', `'"\``, 'contains every kind of quotes, or escapes, that the dotenv package of npm cannot read'],
  ['dotenv:python', 'a${B}', 'contains ${…}, which python-dotenv replaces'],
  ['yaml', '\udc00', 'contains half of a surrogate pair, which is not a character'],
  ['json', '\udc00\0', undefined],
  ['properties', '\udc00\0', undefined],
])('%s, %j: %s', (format, value, why) => {
  expect(refusal(format, value)).toBe(why)
})

test.each(['dotenv', 'dotenv:sh', 'dotenv:docker', 'dotenv:npm', 'dotenv:python'])(
  '%s refuses names that are not of variables',
  (format) => {
    const { nameRefusal } = formats.get(format)!
    expect(['A', '_a1'].map(nameRefusal)).toEqual([undefined, undefined])
    for (const name of ['', '1a', 'a-b', 'a b', 'é', 'a\nb']) expect(nameRefusal(name)).toContain('is not a name of a variable')
  },
)

it('yaml refuses keys that its readers do not find', () => {
  const { nameRefusal } = formats.get('yaml')!
  expect(nameRefusal('x'.repeat(1_022))).toBeUndefined()
  expect(nameRefusal('x'.repeat(1_023))).toBe('is longer than 1022 characters')
})
