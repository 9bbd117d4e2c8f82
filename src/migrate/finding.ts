import type { Release } from './release.ts'

/** A step of hashicorp/vault-action, as far as its conversion depends on it. */
export interface OldStep {
  /** Inputs by name in lower case; values as text, with their expressions as written. */
  readonly inputs: ReadonlyMap<string, string>
  readonly release: Release
  /** True if later steps or a caller can read environment variables that the step sets. */
  readonly isFollowed: boolean
  readonly hasId: boolean
}

/** A change of an input, or a remark for the user. `text` and `action` are as in Left. */
export type Finding = InputEdit | Remark

/** A change of an input. */
export type InputEdit =
  | { readonly kind: 'set'; readonly input: string; readonly value: string; readonly text: string }
  | { readonly kind: 'remove'; readonly input: string; readonly text: string }
  /** Replaces characters of the input's text: indexes from 0. */
  | {
      readonly kind: 'replace'
      readonly input: string
      /** Index of the entry, to report the change. */
      readonly at: number
      readonly start: number
      readonly end: number
      readonly value: string
      readonly text: string
    }

/** A point that a conversion leaves to the user; after a refusal, the whole step stays. */
export interface Remark {
  readonly kind: 'left' | 'refusal'
  /** The input that it is about; the step if it is not given. */
  readonly input?: string
  /** Index in the input's text, from 0. */
  readonly at?: number
  readonly text: string
  readonly action: string
}

/** Returns the text of an input without spaces at its ends, as the runner's toolkit does; '' if it is not given. */
export const inputOf = ({ inputs }: Pick<OldStep, 'inputs'>, name: string): string => (inputs.get(name.toLowerCase()) ?? '').trim()

/** Returns whether vault-action takes a boolean for true: every value except `false`, in upper or lower case, and the empty one. */
export const isOn = (step: OldStep, name: string): boolean => !/^(false)?$/i.test(inputOf(step, name))

/** Returns whether a text contains an expression, whose value only a run knows. */
export const isOpen = (text: string): boolean => text.includes('${{')

/** Returns whether a finding is a change. */
export const isEdit = (finding: Finding): finding is InputEdit => finding.kind !== 'left' && finding.kind !== 'refusal'
