import { onlyWith } from '../support/only-with.ts'
import { finishRun, look, outputsOf, type Finished } from '../support/scenario.ts'

type Names = Readonly<Record<string, string>>

/**
 * Title; `same`, or what vault-action does with this mapping instead; one or more entries; their outputs; their variables, if
 * they differ from the outputs.
 */
type Row = readonly [title: string, vaultAction: string, mapping: string, outputs: Names, variables?: Names]

/** Rows that one job reads with one mapping. */
interface Group {
  readonly title: string
  readonly with: Names
  readonly rows: readonly Row[]
}

/** Returns an output and a variable with the same value. */
const both = (output: string, value: string, variable: string): readonly [Names, Names] => [{ [output]: value }, { [variable]: value }]
const same = 'same'
const rejects = 'rejects it: more than a path and a key'
const asKey = 'treats a selector without a dot as a key, and finds none'

const base64 = (text: string) => Buffer.from(text).toString('base64')
const pem = '-----BEGIN hush-----\nhush+line/one\n-----END hush-----\n'
const bytes = Buffer.from([0xff, 0xfe, 0x00, 0x68, 0x75, 0x73, 0x68])

/** JSON text, because a JavaScript number cannot hold all these digits. */
const map = `{
  "npmToken": "hush-npm", "UPPER": "hush-upper", "api-key": "hush-dash", "a.b.c": "hush-dots", "ключ": "hush-cyrillic",
  "db": { "user": "hush-user", "pool": { "max": 5432 }, "replicas": ["hush-r1", "hush-r2"] },
  "both": { "x": "hush-nested" }, "both.x": "hush-literal",
  "users": [{ "name": "ann", "token": "hush-ann" }, { "name": "bob", "token": "hush-bob" }],
  "list": ["hush-1", "hush-2"], "one": ["hush-only"], "none": null,
  "big": 9007199254740993123, "float": 1.50, "zero": 0, "yes": true, "no": false, "deep": { "id": 12345678901234567890 },
  "empty": "", "numeric": "007", "quoted": "\\"hush\\"", "json": "{ \\"k\\" : 1,\\t\\"z\\": [ \\"\\\\u00e9\\" ] }",
  "lines": "hush-line-1\\r\\nhush-line-2\\n\\n", "percent": "hush%0A%25::", "emoji": "hush 🔑",
  "two words": "hush-spaced", "say \\"hi\\" now": "hush-said", "back\\\\slash": "hush-back", "pi|pe": "hush-pipe", "semi;colon": "hush-semi",
  "a / b": "hush-slash", "#1": "hush-hash", "__proto__": "hush-proto", "constructor": "hush-constructor",
  "b64": "${base64('hush-decoded')}", "pem64": "${base64(pem)}", "b64lines": "${base64('hush-in-two-lines').replace(/.{8}/, '$&\\n')}",
  "b64url": "${Buffer.from('hush>>>???').toString('base64url')}", "hex": "68757368", "hexpairs": "68 75 73 68", "binary": "${bytes.toString('base64')}"
}`
const simple = { plain: 'hush-a', MixedCase: 'hush-b', 'with.dot': 'hush-c', tree: { leaf: 'hush-d' } }
const odd =
  '{"it\'s \\"q\\"":"hush-1","back\\\\slash":"hush-2","semi;colon":"hush-3","pi|pe":"hush-4","":"hush-5","gone":null,"__proto__":"hush-6"}'

const groups: readonly Group[] = [
  {
    title: 'keys, paths, expressions and names, with exportEnv',
    with: { exportEnv: 'true' },
    rows: [
      // names
      ['a key', same, 'kv/ci/map npmToken', ...both('npmToken', 'hush-npm', 'NPMTOKEN')],
      ['a name', same, 'kv/ci/map npmToken | NPM_TOKEN', { NPM_TOKEN: 'hush-npm' }],
      ['a name is used unchanged', same, 'kv/ci/map UPPER | my.Name-1', { 'my.Name-1': 'hush-upper' }],
      ['a name with a space', same, 'kv/ci/map UPPER | two words', { 'two words': 'hush-upper' }],
      ['no spaces around |', same, 'kv/ci/map UPPER|TIGHT', { TIGHT: 'hush-upper' }],
      ['path and key on two lines', same, 'kv/ci/map\n  UPPER |\n  WRAPPED', { WRAPPED: 'hush-upper' }],
      ['a quoted key', same, 'kv/ci/map "api-key"', ...both('apikey', 'hush-dash', 'APIKEY')],
      ['a key with a dash', same, 'kv/ci/map api-key | DASH', { DASH: 'hush-dash' }],
      ['a key in Cyrillic letters', same, 'kv/ci/map ключ', ...both('ключ', 'hush-cyrillic', 'КЛЮЧ')],
      ['a key with / and no name', rejects, 'kv/ci/map `a / b` | | optional', ...both('ab', 'hush-slash', 'AB')],
      // literal keys
      [
        'a literal key with dots',
        'searches only nested objects, and finds nothing',
        'kv/ci/map a.b.c',
        ...both('a__b__c', 'hush-dots', 'A__B__C'),
      ],
      ['a literal key with dots in backticks', same, 'kv/ci/map `a.b.c` | TICKS', { TICKS: 'hush-dots' }],
      ['a literal key takes precedence over a path', 'returns the nested value', 'kv/ci/map both.x | BOTH', { BOTH: 'hush-literal' }],
      ['a quoted key with a space', rejects, 'kv/ci/map "two words" | SPACED', { SPACED: 'hush-spaced' }],
      ['a key with a space in backticks, with a derived name', rejects, 'kv/ci/map `two words` | | noenv', { twowords: 'hush-spaced' }, {}],
      ['a quoted key with quotes', rejects, 'kv/ci/map "say \\"hi\\" now" | SAID', { SAID: 'hush-said' }],
      ['a key with a backslash', 'rejects it: invalid JSONata', 'kv/ci/map back\\slash | BACK', { BACK: 'hush-back' }],
      ['a quoted key with |', same, 'kv/ci/map "pi|pe" | PIPE', { PIPE: 'hush-pipe' }],
      ['a key that starts with #', 'rejects it: invalid JSONata', 'kv/ci/map #1 | HASH', { HASH: 'hush-hash' }],
      ['__proto__ is an ordinary key', same, 'kv/ci/map __proto__ | PROTO', { PROTO: 'hush-proto' }],
      ['constructor is an ordinary key', same, 'kv/ci/map constructor | CONSTRUCTOR', { CONSTRUCTOR: 'hush-constructor' }],
      // dotted paths and expressions
      ['a dotted path', same, 'kv/ci/map db.user', ...both('db__user', 'hush-user', 'DB__USER')],
      ['a dotted path to a number', same, 'kv/ci/map db.pool.max | MAX', { MAX: '5432' }],
      ['an item of a list', same, 'kv/ci/map db.replicas[1] | REPLICA', { REPLICA: 'hush-r2' }],
      ['a filter', same, "kv/ci/map users[name='bob'].token | BOB", { BOB: 'hush-bob' }],
      ['a list from a path', same, 'kv/ci/map users.token | TOKENS', { TOKENS: '["hush-ann","hush-bob"]' }],
      ['a function of a path', same, "kv/ci/map $join(db.replicas,',') | JOINED", { JOINED: 'hush-r1,hush-r2' }],
      ['an expression with spaces', rejects, 'kv/ci/map `db.user & ":" & npmToken` | PAIR', { PAIR: 'hush-user:hush-npm' }],
      ['a function without a dot', asKey, 'kv/ci/map $count(list) | COUNT', { COUNT: '2' }],
      ['an item without a dot', asKey, 'kv/ci/map list[0] | FIRST', { FIRST: 'hush-1' }],
      ['a key with an escaped ;', asKey, "kv/ci/map $lookup($,'semi\\u003bcolon') | SEMI", { SEMI: 'hush-semi' }],
      // values
      ['true', same, 'kv/ci/map yes', ...both('yes', 'true', 'YES')],
      ['false', same, 'kv/ci/map no', ...both('no', 'false', 'NO')],
      ['zero', same, 'kv/ci/map zero | ZERO', { ZERO: '0' }],
      ['all digits of a large number', 'rounds it to 9007199254740993000', 'kv/ci/map big | BIG', { BIG: '9007199254740993123' }],
      ['all digits of a large number in an object', 'rounds it', 'kv/ci/map deep | DEEP', { DEEP: '{"id":12345678901234567890}' }],
      ['a fraction', same, 'kv/ci/map float | FLOAT', { FLOAT: '1.5' }],
      ['an empty text', same, 'kv/ci/map empty | EMPTY', { EMPTY: '' }],
      ['a string of digits', same, 'kv/ci/map numeric | NUMERIC', { NUMERIC: '007' }],
      ['a text in quotes', same, 'kv/ci/map quoted | QUOTED', { QUOTED: '"hush"' }],
      ['a text that is JSON, byte for byte', same, 'kv/ci/map json | JSON', { JSON: '{ "k" : 1,\t"z": [ "\\u00e9" ] }' }],
      ['line breaks of both kinds, also at the end', same, 'kv/ci/map lines | LINES', { LINES: 'hush-line-1\r\nhush-line-2\n\n' }],
      ['text that looks like a workflow command', same, 'kv/ci/map percent | PERCENT', { PERCENT: 'hush%0A%25::' }],
      ['an emoji', same, 'kv/ci/map emoji | EMOJI', { EMOJI: 'hush 🔑' }],
      ['an object as compact JSON', same, 'kv/ci/map both | OBJECT', { OBJECT: '{"x":"hush-nested"}' }],
      ['a list as compact JSON', same, 'kv/ci/map list | LIST', { LIST: '["hush-1","hush-2"]' }],
      ['a list with one item', same, 'kv/ci/map one | ONE', { ONE: '["hush-only"]' }],
      // flags
      ['optional, existing key', rejects, 'kv/ci/map UPPER | THERE | optional', { THERE: 'hush-upper' }],
      ['optional, missing key', rejects, 'kv/ci/map nokey | MISSING | optional', {}],
      ['a default for a missing key', rejects, 'kv/ci/map nokey | FALLBACK | default=hush-else', { FALLBACK: 'hush-else' }],
      ['a default in quotes for null', rejects, 'kv/ci/map none | NULL | default="hush, none"', { NULL: 'hush, none' }],
      ['a default for a missing path', rejects, 'kv/ci/nowhere key | NOWHERE | default=hush-nowhere', { NOWHERE: 'hush-nowhere' }],
      ['a default for an existing key', rejects, 'kv/ci/map UPPER | NEEDLESS | default=hush-else', { NEEDLESS: 'hush-upper' }],
      ['an empty default', rejects, 'kv/ci/map nokey | EMPTY_DEFAULT | default=""', { EMPTY_DEFAULT: '' }],
      ['noenv', rejects, 'kv/ci/map UPPER | ONLY_OUTPUT | noenv', { ONLY_OUTPUT: 'hush-upper' }, {}],
      ['base64', rejects, 'kv/ci/map b64 | B64 | base64', { B64: 'hush-decoded' }],
      ['base64 of several lines', rejects, 'kv/ci/map pem64 | PEM | base64', { PEM: pem }],
      ['hex', rejects, 'kv/ci/map hex | HEX | hex', { HEX: 'hush' }],
      ['several flags', rejects, 'kv/ci/map b64 | MANY | noenv base64 optional', { MANY: 'hush-decoded' }, {}],
      // entries
      [
        'a comment',
        'rejects it: comments are not supported',
        '# kv/ci/map is | NOT read ; not even here\n  kv/ci/map UPPER | COMMENTED',
        { COMMENTED: 'hush-upper' },
      ],
      [
        'a missing ;',
        rejects,
        'kv/ci/map UPPER | FORGOT_1\nkv/ci/map npmToken | FORGOT_2',
        { FORGOT_1: 'hush-upper', FORGOT_2: 'hush-npm' },
      ],
      ['empty entries', same, ';; ;\n; kv/ci/map UPPER | AFTER_EMPTY ;;', { AFTER_EMPTY: 'hush-upper' }],
      [
        'of two entries with the same name the later one wins',
        same,
        'kv/ci/map UPPER | TWICE; kv/ci/map npmToken | TWICE',
        { TWICE: 'hush-npm' },
      ],
      ['a path with a leading /', same, '/kv/ci/map UPPER | SLASH', { SLASH: 'hush-upper' }],
      ['a version of KV version 2', same, 'secret/data/ci/versions?version=1 v | V1', { V1: 'hush-v1' }],
      ['the latest version of KV version 2', same, 'secret/data/ci/versions v | V2', { V2: 'hush-v2' }],
      [
        'KV version 1 with a key "data"',
        'treats it as KV version 2, and finds nothing',
        'kv/ci/data user | DATA_USER',
        { DATA_USER: 'hush-beside-data' },
      ],
      ['the key "data" itself', 'treats it as KV version 2, and finds nothing', 'kv/ci/data data | DATA', { DATA: 'hush-data' }],
    ],
  },
  {
    title: 'wildcards, with exportEnv',
    with: { exportEnv: 'true' },
    rows: [
      [
        '* selects every key, with variables in upper case',
        same,
        'kv/ci/simple *',
        { plain: 'hush-a', MixedCase: 'hush-b', with__dot: 'hush-c', tree: '{"leaf":"hush-d"}' },
        { PLAIN: 'hush-a', MIXEDCASE: 'hush-b', WITH__DOT: 'hush-c', TREE: '{"leaf":"hush-d"}' },
      ],
      [
        '* with a prefix',
        same,
        'kv/ci/simple * | MyApp_',
        { MyApp_plain: 'hush-a', MyApp_MixedCase: 'hush-b', MyApp_with__dot: 'hush-c', MyApp_tree: '{"leaf":"hush-d"}' },
        { MYAPP_PLAIN: 'hush-a', MYAPP_MIXEDCASE: 'hush-b', MYAPP_WITH__DOT: 'hush-c', MYAPP_TREE: '{"leaf":"hush-d"}' },
      ],
      [
        '** keeps the case',
        same,
        'kv/ci/simple **',
        { plain: 'hush-a', MixedCase: 'hush-b', with__dot: 'hush-c', tree: '{"leaf":"hush-d"}' },
      ],
      [
        '** in quotes, with a prefix that is not a valid name',
        same,
        'kv/ci/simple "**" | My-App_',
        { MyApp_plain: 'hush-a', MyApp_MixedCase: 'hush-b', MyApp_with__dot: 'hush-c', MyApp_tree: '{"leaf":"hush-d"}' },
      ],
      [
        'keys with quotes, backslashes, ; and |, and an empty key; null is missing',
        'fails on the quotes, and would export the text "null"',
        'kv/ci/odd ** | odd_',
        {
          odd_itsq: 'hush-1',
          odd_backslash: 'hush-2',
          odd_semicolon: 'hush-3',
          odd_pipe: 'hush-4',
          odd_: 'hush-5',
          odd___proto__: 'hush-6',
        },
      ],
      [
        'without a prefix a key that gives no name is ignored',
        'fails at the key without a name',
        'kv/ci/nameless *',
        ...both('named', 'hush-named', 'NAMED'),
      ],
      [
        'a pattern selects the keys that match',
        'looks for the key "m*", and finds nothing',
        'kv/ci/simple m* | | optional; kv/ci/simple M* | S_; kv/ci/simple with?d?t | T_; kv/ci/simple t** | keep_ | optional',
        { S_MixedCase: 'hush-b', T_with__dot: 'hush-c', keep_tree: '{"leaf":"hush-d"}' },
        { S_MIXEDCASE: 'hush-b', T_WITH__DOT: 'hush-c', keep_tree: '{"leaf":"hush-d"}' },
      ],
      ['* with flags', rejects, 'kv/ci/encoded * | dec_ | base64 noenv', { dec_a: 'hush-decoded-a', dec_b: 'hush-decoded-b' }, {}],
      ['* on a missing path, optional', rejects, 'kv/ci/nowhere * | never_ | optional', {}],
    ],
  },
  {
    title: 'without exportEnv',
    with: {},
    rows: [
      ['only an output', 'exports to the environment unless exportEnv is false', 'kv/ci/map UPPER', { UPPER: 'hush-upper' }, {}],
      ['env', rejects, 'kv/ci/map npmToken | | env', ...both('npmToken', 'hush-npm', 'NPMTOKEN')],
      [
        'env with a wildcard',
        rejects,
        'kv/ci/encoded * | e_ | env',
        { e_a: base64('hush-decoded-a'), e_b: base64('hush-decoded-b') },
        { E_A: base64('hush-decoded-a'), E_B: base64('hush-decoded-b') },
      ],
    ],
  },
  {
    title: 'secretEncodingType: base64',
    with: { exportEnv: 'false', secretEncodingType: 'base64' },
    rows: [
      ['decodes every value', same, 'kv/ci/map b64', { b64: 'hush-decoded' }, {}],
      ['a value with line breaks', same, 'kv/ci/map b64lines', { b64lines: 'hush-in-two-lines' }, {}],
      ['base64url without padding', same, 'kv/ci/map b64url', { b64url: 'hush>>>???' }, {}],
      ['a wildcard', same, 'kv/ci/encoded *', { a: 'hush-decoded-a', b: 'hush-decoded-b' }, {}],
      ['an entry with another encoding', rejects, 'kv/ci/map hex | H | hex', { H: 'hush' }, {}],
      ['an entry that is not decoded', rejects, 'kv/ci/map UPPER | PLAIN | utf8', { PLAIN: 'hush-upper' }, {}],
    ],
  },
  {
    title: 'secretEncodingType: hex',
    with: { exportEnv: 'false', secretEncodingType: 'hex' },
    rows: [
      ['decodes every value', same, 'kv/ci/map hex', { hex: 'hush' }, {}],
      ['spaces between the pairs', 'stops at the first space', 'kv/ci/map hexpairs', { hexpairs: 'hush' }, {}],
    ],
  },
  {
    title: 'ignoreNotFound',
    with: { exportEnv: 'false', ignoreNotFound: 'True' },
    rows: [
      ['a missing path', 'same, but it prints an error', 'kv/ci/nowhere a | A', {}, {}],
      ['a deleted version', 'same, but it prints an error', 'secret/data/ci/deleted password | D', {}, {}],
      ['a missing key', 'fails', 'kv/ci/map nokey', {}, {}],
      ['a key that is null', 'exports the text "null"', 'kv/ci/map none', {}, {}],
      ['the other entries', same, 'kv/ci/map UPPER', { UPPER: 'hush-upper' }, {}],
    ],
  },
]

beforeAll(async () => {
  const { root } = look
  await Promise.all([
    root('POST', 'kv/ci/map', map),
    root('POST', 'kv/ci/simple', simple),
    root('POST', 'kv/ci/odd', odd),
    root('POST', 'kv/ci/nameless', { named: 'hush-named', '!?': 'hush-nameless' }),
    root('POST', 'kv/ci/encoded', { a: base64('hush-decoded-a'), b: base64('hush-decoded-b') }),
    root('POST', 'kv/ci/data', { data: 'hush-data', user: 'hush-beside-data' }),
    root('POST', 'kv/ci/creds', { doc: JSON.stringify({ type: 'service', project_id: 'hush-project', private_key: 'hush-private-key' }) }),
    root('POST', 'secret/data/ci/versions', { data: { v: 'hush-v1' } }),
    root('POST', 'secret/data/ci/aws', { data: { accessKey: 'hush-access-key', secretKey: 'hush-secret-key' } }),
    root('POST', 'secret/data/ci', { data: { npmToken: 'hush-somelongtoken', npm_token: 'hush-npm-token' } }),
    root('POST', 'kv/ci/foo', { foo: 'hush-bar', zip: 'hush-zap' }),
  ])
  await root('POST', 'secret/data/ci/versions', { data: { v: 'hush-v2' } })
})

describe.each(groups)('$title', ({ with: inputs, rows }) => {
  let run: Finished
  beforeAll(async () => {
    run = await finishRun({ secrets: rows.map(([, , mapping]) => mapping).join(' ;\n'), with: inputs })
    if (run.main.exitCode !== 0) throw new Error(run.main.log.join('\n'))
  })

  test.each(rows.map((row) => [row[0], row[1], row] as const))('%s (vault-action: %s)', (_, __, [, , , outputs, variables = outputs]) => {
    expect(run.step.outputs).toMatchObject(outputs)
    expect(run.job.env).toMatchObject(variables)
  })

  test('no other outputs and variables', () => {
    const { secrets, values: outputs } = outputsOf(run)
    expect(outputs).toEqual(Object.assign({}, ...rows.map(([, , , outputs]) => outputs)))
    expect(run.job.env).toEqual(Object.assign({}, ...rows.map(([, , , outputs, variables = outputs]) => variables)))
    expect(JSON.parse(secrets!)).toEqual(outputs)
  })
})

test('requests each path once, however often and in whichever form the mapping names it', async () => {
  const run = await finishRun({
    secrets: `
      kv/ci/map UPPER; /kv/ci/map npmToken; kv/ci/map db.user; kv/ci/map $count(list) | N; kv/ci/map * | M_;
      kv/ci/simple plain; //kv/ci/simple plain | P;
      secret/data/ci/versions v; secret/data/ci/versions?version=1 v | OLD; secret/data/ci/versions?version=1 v | OLDER
    `,
  })
  expect(run.main.exitCode).toBe(0)
  // the log leaves out the query
  const reads = ['read kv/ci/map', 'read kv/ci/simple', 'read secret/data/ci/versions', 'read secret/data/ci/versions']
  expect([...run.requests()].sort()).toEqual([...reads, 'update auth/jwt/login', 'update auth/token/revoke-self'])
})

/** Examples from vault-action's README, unchanged, with `exportEnv: true`, which is its default. */
describe("the examples of vault-action's README", () => {
  const examples: readonly (readonly [secrets: string, outputs: Names, variables: Names])[] = [
    [
      `secret/data/ci/aws accessKey | AWS_ACCESS_KEY_ID ;
secret/data/ci/aws secretKey | AWS_SECRET_ACCESS_KEY ;
secret/data/ci npm_token`,
      { AWS_ACCESS_KEY_ID: 'hush-access-key', AWS_SECRET_ACCESS_KEY: 'hush-secret-key', npm_token: 'hush-npm-token' },
      { AWS_ACCESS_KEY_ID: 'hush-access-key', AWS_SECRET_ACCESS_KEY: 'hush-secret-key', NPM_TOKEN: 'hush-npm-token' },
    ],
    ['secret/data/ci npmToken', { npmToken: 'hush-somelongtoken' }, { NPMTOKEN: 'hush-somelongtoken' }],
    ['secret/data/ci npmToken | NPM_TOKEN', { NPM_TOKEN: 'hush-somelongtoken' }, { NPM_TOKEN: 'hush-somelongtoken' }],
    [
      'secret/data/ci/aws * | MYAPP_ ;',
      { MYAPP_accessKey: 'hush-access-key', MYAPP_secretKey: 'hush-secret-key' },
      { MYAPP_ACCESSKEY: 'hush-access-key', MYAPP_SECRETKEY: 'hush-secret-key' },
    ],
    [
      'secret/data/ci/aws ** | MYAPP_ ;',
      { MYAPP_accessKey: 'hush-access-key', MYAPP_secretKey: 'hush-secret-key' },
      { MYAPP_accessKey: 'hush-access-key', MYAPP_secretKey: 'hush-secret-key' },
    ],
  ]
  test.each(examples)('%s', async (secrets, expected, variables) => {
    const run = await finishRun({ secrets, with: { exportEnv: 'true' } })
    const { secrets: all, values: outputs } = outputsOf(run)
    expect(outputs).toEqual(expected)
    expect(run.job.env).toEqual(variables)
    expect(JSON.parse(all!)).toEqual(expected)
  })

  onlyWith('namespaces', () => {
    test('a namespace in the path', async () => {
      await look.root('POST', 'sys/namespaces/namespace-1')
      await look.root('POST', 'sys/mounts/secret', { type: 'kv', options: { version: '1' } }, 'namespace-1')
      const { root } = look
      await root('POST', 'secret/data/ci/aws', { accessKey: 'hush-below-1', secretKey: 'hush-below-2' }, 'namespace-1')
      await root('POST', 'secret/data/ci', { npm_token: 'hush-below-3' }, 'namespace-1')
      const run = await finishRun({
        role: 'deploy-write',
        secrets: `namespace-1/secret/data/ci/aws accessKey | AWS_ACCESS_KEY_ID ;
namespace-1/secret/data/ci/aws secretKey | AWS_SECRET_ACCESS_KEY ;
namespace-1/secret/data/ci npm_token`,
      })
      expect(run.step.outputs).toMatchObject({
        AWS_ACCESS_KEY_ID: 'hush-below-1',
        AWS_SECRET_ACCESS_KEY: 'hush-below-2',
        npm_token: 'hush-below-3',
      })
    })
  })

  test('reads a cubbyhole path unchanged; it is empty for a new token', async () => {
    const run = await finishRun({ secrets: '/cubbyhole/foo foo ;\n/cubbyhole/foo zip | MY_KEY ;', with: { exportEnv: 'true' } })
    expect(run.requests().filter((request) => request.includes('cubbyhole'))).toEqual(['read cubbyhole/foo'])
    expect(run.main.annotations.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^secrets line 1: GET cubbyhole\/foo: 404 nothing is stored there\n/),
    ])
  })

  test('the same mapping on a KV engine', async () => {
    const run = await finishRun({ secrets: '/kv/ci/foo foo ;\n/kv/ci/foo zip | MY_KEY ;', with: { exportEnv: 'true' } })
    expect(run.step.outputs).toMatchObject({ foo: 'hush-bar', MY_KEY: 'hush-zap' })
    expect(run.job.env).toEqual({ FOO: 'hush-bar', MY_KEY: 'hush-zap' })
  })
})

describe('a failure after the secrets were read: one error, and no exports', () => {
  const failing: readonly (readonly [title: string, secrets: string, inputs: Names, says: RegExp, vaultAction: string])[] = [
    [
      'a missing key',
      'kv/ci/map npmtoken',
      {},
      /^secrets line 1: kv\/ci\/map: there is no key "npmtoken"; nearest keys: "npmToken", /,
      same,
    ],
    ['null', 'kv/ci/map none', {}, /the value of "none" is null/, 'exports the text "null"'],
    ['a path into a string', 'kv/ci/map UPPER.x', {}, /there is no key "UPPER\.x"/, same],
    [
      'neither a key nor an expression',
      'kv/ci/map a.b[ | A',
      {},
      /"a\.b\[" is not a key of the secret and not a valid expression \(JSONata S\d+\)/,
      same,
    ],
    [
      'a secret without keys',
      'kv/ci/map UPPER; secret/data/ci/empty *',
      {},
      /^secrets line 1: secret\/data\/ci\/empty: the secret has no key with a value/,
      'ignores it',
    ],
    [
      'invalid base64',
      'kv/ci/map UPPER',
      { secretEncodingType: 'base64' },
      /the value of "UPPER" is not base64/,
      'exports what Buffer decodes',
    ],
    ['invalid hex', 'kv/ci/map UPPER | X | hex', {}, /the value of "UPPER" is not hex/, rejects],
    [
      'bytes that are not text',
      'kv/ci/map binary | X | base64',
      {},
      /the value of "binary" is binary, not text\n.*add the flag file/,
      rejects,
    ],
    [
      'all problems at once',
      'kv/ci/map UPPER;\nkv/ci/map nokey;\nkv/ci/map percent | X | base64;\nkv/ci/simple nokey2',
      {},
      /^secrets line 2: .* "nokey".*\nsecrets line 3: .* "percent" is not base64\nsecrets line 4: kv\/ci\/simple: there is no key "nokey2"/,
      'stops at the first',
    ],
  ]
  beforeAll(() => look.root('POST', 'secret/data/ci/empty', { data: {} }))

  test.each(failing)('%s: %s', async (_, secrets, inputs, says) => {
    const run = await finishRun({ secrets, with: inputs })
    expect(run.main.annotations.map(({ message }) => message)).toEqual([expect.stringMatching(says)])
    expect(run.main.exitCode).toBe(1)
    expect(Object.keys(run.step.outputs)).toEqual(['errorMessage'])
  })
})

describe('invalid entries: one error before anything is sent', () => {
  const wrong: readonly (readonly [entry: string, says: string, vaultAction: string])[] = [
    ['kv/ci/map', 'column 1: "kv/ci/map" has no key. Write: kv/ci/map KEY', same],
    ['kv/ci/map two words', 'has more than a path and a key. Write: ', same],
    ['kv/ci/map UPPER |', 'has no name after the |', same],
    ['kv/ci/map UPPER | A | optinal', 'has the unknown flag "optinal"', rejects],
    ['kv/ci/map UPPER | A | env | B C', 'has more than three parts', rejects],
    ['kv/../sys/x UPPER', 'has . or .. as a path segment', 'requests another path'],
    ['kv/ci/map UPPER | NODE_OPTIONS', 'the variable "NODE_OPTIONS" is ignored by the runner', 'sets it, to no effect'],
    ['kv/ci/map path', 'the variable "PATH" changes which programs and libraries later steps load', 'sets it'],
    ['kv/ci/map UPPER | GITHUB_SHA', 'the variable "GITHUB_SHA" is set by the runner itself', 'sets it, to no effect'],
    ['kv/ci/map UPPER | A=B', 'the output name "A=B" contains =', 'sets an output A'],
    ['kv/ci/map UPPER | secrets', 'the output name "secrets" is an output of this action itself', 'sets it'],
    ['kv/ci/map $ | ', 'has no name after the |', same],
    ['kv/ci/map $', 'the output name "" is empty', same],
  ]
  let message: string
  beforeAll(async () => {
    const run = await finishRun({ secrets: wrong.map(([entry]) => entry).join(';\n'), with: { exportEnv: 'true' } })
    message = run.main.annotations[0]!.message
    expect(run.requests()).toEqual([])
  })
  test.each(wrong)('%s: %s (vault-action: %s)', (entry, says) => {
    const line = wrong.findIndex((row) => row[0] === entry) + 1
    expect(message.split('\n').filter((text) => text.includes(`line ${line},`) || text.includes(`line ${line}:`))).toEqual([
      expect.stringContaining(says),
    ])
  })
})

describe('masks', () => {
  const doc = (flag: string) => `kv/ci/creds doc | DOC | ${flag}`
  test.each([
    ['usual', 'kv/ci/creds doc | DOC', { 'hush-project': false, 'hush-private-key': true }],
    ['maskjson: also values that look public', doc('maskjson'), { 'hush-project': true, 'hush-private-key': true }],
    ['nomask', doc('nomask'), { 'hush-project': false, 'hush-private-key': false }],
  ])('%s', async (_, secrets, hidden) => {
    await finishRun({ secrets }, ({ job }) => {
      for (const [leaf, isHidden] of Object.entries(hidden)) expect(job.mask(`x ${leaf} y`)).toBe(isHidden ? 'x *** y' : `x ${leaf} y`)
    })
  })

  test('masks both forms of a decoded value', async () => {
    await finishRun({ secrets: 'kv/ci/map b64 | X | base64' }, ({ job }) => {
      expect(job.mask(`${base64('hush-decoded')} hush-decoded`)).toBe('*** ***')
    })
  })
})
