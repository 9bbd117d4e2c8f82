import type { Problem } from './convert.ts'
import { elementById } from './elements.ts'
import type { Facts } from './facts.ts'
import type { Kind } from './kind.ts'

/** The fields beside the pasted text. */
export interface Fields {
  readonly facts: () => Facts
  /** Disables the fields that a pasted text of this kind replaces, and marks those with problems. */
  readonly update: (kind: Kind, problems: readonly Problem[]) => void
  readonly goTo: (field: keyof Facts) => void
  /** Returns the label of a field. */
  readonly labelOf: (field: keyof Facts) => string
}

/** The kinds of pasted texts for which each field counts. */
const countsFor: Readonly<Record<keyof Facts, readonly Kind[]>> = {
  url: ['mapping'],
  role: ['mapping'],
  audience: ['mapping'],
  repository: ['mapping', 'steps', 'workflow'],
  repositoryId: ['mapping', 'steps', 'workflow'],
  branch: ['mapping', 'steps'],
  environment: ['mapping', 'steps'],
}

/**
 * Creates the fields from the elements of the page.
 * @param changed called when a text changes
 */
export function createFields(changed: () => void): Fields {
  const inputs = new Map((Object.keys(countsFor) as (keyof Facts)[]).map((name) => [name, elementById(name, HTMLInputElement)]))
  const textOf = (name: keyof Facts) => inputs.get(name)?.value.trim() ?? ''
  for (const input of inputs.values()) input.addEventListener('input', changed)
  return {
    facts: () => ({
      url: textOf('url'),
      role: textOf('role'),
      audience: textOf('audience'),
      repository: textOf('repository'),
      repositoryId: textOf('repositoryId'),
      branch: textOf('branch'),
      environment: textOf('environment'),
    }),
    update(kind, problems) {
      for (const [name, input] of inputs) {
        input.disabled = !countsFor[name].includes(kind)
        input.setAttribute('aria-invalid', String(problems.some(({ at }) => at === name)))
      }
    },
    goTo: (field) => inputs.get(field)?.focus(),
    labelOf: (field) => inputs.get(field)?.labels?.[0]?.textContent ?? field,
  }
}
