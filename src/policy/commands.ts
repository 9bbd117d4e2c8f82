import { comments } from './hcl.ts'
import { jwtRoleFor, jwtRoleJson } from './jwt-role.ts'
import type { KnownMount } from './mounts.ts'
import { policyName } from './names.ts'
import type { RoleNeed } from './need.ts'
import { expressionsIn } from './open-text.ts'
import { policyText } from './policy.ts'

/**
 * Returns the commands that write the policy of a need, and its JWT role if the jobs log in with the runner's OIDC token. The comments
 * before the role say what a person has to decide, because JSON has no comments. If only a run knows the name of the role, its mount or
 * its namespace, the commands are comments.
 */
export function commandsText(need: RoleNeed, mounts: readonly KnownMount[]): string {
  const open = [...new Set([need.role, need.mount, need.namespace].flatMap(expressionsIn))]
  const commands = commandsFor(need, mounts)
  if (open.length === 0) return commands
  const [note] = comments([
    `Only a run knows ${open.join(', ')}. Run these commands for each value that it can have, without the # at the start:`,
  ])
  return `${note ?? ''}\n${commands.replace(/^.*(?=\n)/gm, (line) => `# ${line}`.trimEnd())}`
}

function commandsFor(need: RoleNeed, mounts: readonly KnownMount[]): string {
  const role = jwtRoleFor(need)
  const namespace = need.namespace === '' ? '' : ` -namespace=${shellWord(need.namespace)}`
  const policy = `vault policy write${namespace} ${shellWord(policyName(need))} - <<'HCL'\n${policyText(need, mounts)}HCL\n`
  if (!role)
    return `${policy}\n${comments([`Attach this policy to the logins at auth/${need.mount} (method ${need.method}).`]).join('\n')}\n`
  const path = shellWord(`auth/${role.mount}/role/${role.name}`)
  const notes = comments(role.notes).map((line) => `${line}\n`)
  return `${policy}\n${notes.join('')}vault write${namespace} ${path} - <<'JSON'\n${jwtRoleJson(role)}JSON\n`
}

/** Quotes a text for a POSIX shell if it needs that. */
const shellWord = (text: string): string => (/^[\w./@:-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`)
