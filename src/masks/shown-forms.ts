import type { MaskableSecret, Secrets } from './secrets.ts'

/** How a file shows a part of a value. */
export type Shown = (text: string) => string

/** Adds to each text the forms in which files show it, if there are any. */
export function withShown(secrets: Secrets, forms: readonly Shown[]): Secrets {
  if (forms.length === 0) return secrets
  const shownIn = ({ content }: MaskableSecret): readonly string[] =>
    typeof content === 'string' ? forms.map((form) => form(content.trim())).filter((form) => form !== content.trim()) : []
  return { ...secrets, secrets: secrets.secrets.map((secret) => ({ ...secret, shown: shownIn(secret) })) }
}
