import { oneLine } from '../core/wording.ts'

/**
 * Returns a text as a string of HCL 1, the language of Vault's policies. `${` would start a template in it, so its `$` is written as its
 * code. Source: hashicorp/hcl, hcl/strconv, `Unquote`.
 */
export const policyString = (text: string): string => `"${escaped(text).replace(/\$(?=\{)/g, '\\u0024')}"`

/** Returns a text as a string of HCL 2, the language of Terraform. */
export const terraformString = (text: string): string => `"${withoutTemplates(escaped(text))}"`

/** Escapes `${` and `%{`, which start a template in strings and heredocs of HCL 2 (hashicorp/hcl, hclsyntax/spec.md). */
export const withoutTemplates = (text: string): string => text.replace(/[$%](?=\{)/g, '$&$&')

const escaped = (text: string): string =>
  text
    .replace(/["\\]/g, '\\$&')
    .replaceAll('\n', '\\n')
    .replace(/\p{Cc}/gu, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** Returns lines as comments of HCL or of a shell, each on one line. */
export const comments = (lines: readonly string[]): readonly string[] => lines.map((line) => `# ${oneLine(line)}`.trimEnd())
