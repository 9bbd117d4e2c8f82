/** Facts that a mapping alone does not contain: each is the text of a field, '' if it is empty. */
export interface Facts {
  /** Address of Vault, for a mapping alone. */
  readonly url: string
  /** Role of the login, for a mapping alone. */
  readonly role: string
  /** Audience of the OIDC token, for a mapping alone. */
  readonly audience: string
  /** `OWNER/NAME` of the repository of the workflow. */
  readonly repository: string
  /** Its numeric id. */
  readonly repositoryId: string
  /** The branch whose pushes start the job. */
  readonly branch: string
  /** The environment of the job. */
  readonly environment: string
}

/** A field with an invalid text, and the text to write instead. */
export interface FactProblem {
  readonly field: keyof Facts
  readonly text: string
  readonly instead: string
}

/** The form of each field that has one. */
const forms: readonly (readonly [field: keyof Facts, form: RegExp, instead: string])[] = [
  ['url', /^https?:\/\/[^\s/]\S*$|^\$\{\{.*\}\}$/, 'https://vault.example.com'],
  ['repository', /^[\w.-]+\/[\w.-]+$/, 'OWNER/NAME'],
  ['repositoryId', /^\d+$/, 'the number that gh api repos/OWNER/NAME --jq .id prints'],
]

/** Returns the fields whose texts are invalid. An empty field is valid. */
export function factProblems(facts: Facts): readonly FactProblem[] {
  return forms
    .filter(([field, form]) => facts[field] !== '' && !form.test(facts[field]))
    .map(([field, , instead]) => ({ field, text: `"${facts[field]}" is invalid`, instead }))
}

/** Returns facts with '' in place of invalid texts. */
export function withoutInvalid(facts: Facts): Facts {
  return { ...facts, ...Object.fromEntries(factProblems(facts).map(({ field }) => [field, ''])) }
}
