import { encodePath } from '../core/encode-path.ts'
import type { Place } from '../policy/need.ts'

/** A finding as code scanning can show it. */
export interface ScannedFinding {
  readonly code: string
  readonly level: 'error' | 'warning' | 'notice'
  readonly place: Place
  readonly text: string
  readonly action: string
}

/** The contents of a SARIF file besides the findings. */
export interface SarifSource {
  readonly version: string
  /** `OWNER/NAME` of the repository whose alerts they become; '' takes all findings. */
  readonly repository: string
  /** Short descriptions by code. */
  readonly rules: Readonly<Record<string, string>>
}

/** Levels of SARIF by those of annotations. */
const levels = { error: 'error', warning: 'warning', notice: 'note' } as const

/** The address of the schema in its standard. */
const schema = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json'

/**
 * Returns findings as SARIF 2.1.0 for code scanning. An alert belongs to one repository, so those of others are left out. The fingerprint
 * leaves out the line, so that an alert survives edits above it. Source: OASIS "SARIF Version 2.1.0", and GitHub's docs "SARIF support for
 * code scanning".
 */
export function sarifText(findings: readonly ScannedFinding[], { version, repository, rules }: SarifSource): string {
  const shown = findings.filter(({ place }) => repository === '' || place.repository === '' || place.repository === repository)
  const ids = [...new Set(shown.map(({ code }) => code))].sort()
  const log = {
    $schema: schema,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'vault-exchange plan',
            semanticVersion: version,
            informationUri: 'https://github.com/vault-exchange/vault-exchange',
            rules: ids.map((id) => ({ id, shortDescription: { text: rules[id] ?? id } })),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: shown.map(({ code, level, place, text, action }) => ({
          ruleId: code,
          ruleIndex: ids.indexOf(code),
          level: levels[level],
          message: { text: `${text}. ${action}.` },
          locations: place.file === '' ? [] : [locationOf(place)],
          partialFingerprints: { 'vaultExchange/v1': [place.file, code, text].join(': ') },
        })),
      },
    ],
  }
  return `${JSON.stringify(log, undefined, 2)}\n`
}

const locationOf = ({ file, line }: Place) => ({
  physicalLocation: {
    artifactLocation: { uri: encodePath(file) },
    region: { startLine: Math.max(line, 1) },
  },
})
