import { sarifText } from '../../../src/drift/sarif.ts'

const place = (line: number, repository = 'octo-org/app') => ({ repository, file: '.github/workflows/de ploy.yml', line })
const findings = [
  { code: 'DRIFT_WEAK', level: 'warning', place: place(3), text: 'role x has no token_ttl', action: 'Set token_ttl' },
  { code: 'DRIFT_MISSING', level: 'error', place: place(9), text: 'role x does not grant read', action: 'Write it' },
  { code: 'DRIFT_PARTIAL', level: 'notice', place: place(0), text: 'not compared', action: 'Compare' },
  { code: 'DRIFT_EXCESS', level: 'warning', place: place(9, 'octo-org/other'), text: 'elsewhere', action: 'Remove it' },
] as const
const source = { version: '1.2.3', repository: 'octo-org/app', rules: { DRIFT_WEAK: 'Weak', DRIFT_MISSING: 'Missing' } }

// this text is valid by the JSON schema of the standard (sarif-schema-2.1.0.json)
test('findings of the repository become results of SARIF 2.1.0', () => {
  expect(JSON.parse(sarifText(findings, source))).toEqual({
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'vault-exchange plan',
            semanticVersion: '1.2.3',
            informationUri: 'https://github.com/vault-exchange/vault-exchange',
            rules: [
              { id: 'DRIFT_MISSING', shortDescription: { text: 'Missing' } },
              { id: 'DRIFT_PARTIAL', shortDescription: { text: 'DRIFT_PARTIAL' } },
              { id: 'DRIFT_WEAK', shortDescription: { text: 'Weak' } },
            ],
          },
        },
        columnKind: 'utf16CodeUnits',
        results: [
          result('DRIFT_WEAK', 2, 'warning', 'role x has no token_ttl. Set token_ttl.', 3, 'role x has no token_ttl'),
          result('DRIFT_MISSING', 0, 'error', 'role x does not grant read. Write it.', 9, 'role x does not grant read'),
          result('DRIFT_PARTIAL', 1, 'note', 'not compared. Compare.', 1, 'not compared'),
        ],
      },
    ],
  })
})

function result(ruleId: string, ruleIndex: number, level: string, text: string, startLine: number, print: string) {
  return {
    ruleId,
    ruleIndex,
    level,
    message: { text },
    locations: [{ physicalLocation: { artifactLocation: { uri: '.github/workflows/de%20ploy.yml' }, region: { startLine } } }],
    partialFingerprints: { 'vaultExchange/v1': `.github/workflows/de ploy.yml: ${ruleId}: ${print}` },
  }
}

test('no findings give a file without results, which closes the alerts of earlier runs', () => {
  const { runs } = JSON.parse(sarifText([], source)) as { runs: { results: unknown[] }[] }
  expect(runs.map(({ results }) => results)).toEqual([[]])
})
