import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

/**
 * Counts the processes that a child left behind, by its session or process group, without itself and without zombies. A process that left both,
 * as a daemon does, is not counted. Returns 0 on Windows, which has neither.
 * @param leader the child's process id, which is also the id of its session and group
 */
export function countLeftBehind(leader: number, platform: NodeJS.Platform): number {
  try {
    return processesOf(leader, platform).filter(({ id }) => id !== leader).length
  } catch {
    return 0
  }
}

/**
 * Returns the process groups of a child: its own, and those that processes of its session have created, as `timeout` does. On macOS and
 * Windows only its own.
 */
export function groupsOf(leader: number, platform: NodeJS.Platform): readonly number[] {
  try {
    return [...new Set([leader, ...(platform === 'linux' ? processesOf(leader, platform) : []).map(({ group }) => group)])]
  } catch {
    return [leader]
  }
}

function processesOf(leader: number, platform: NodeJS.Platform): readonly Process[] {
  if (platform === 'win32') return []
  const processes = platform === 'linux' ? processesOfLinux() : processesOfPs()
  return processes.filter(({ group, session, state }) => (group === leader || session === leader) && !/^[ZX]/.test(state))
}

interface Process {
  readonly id: number
  readonly state: string
  readonly group: number
  readonly session: number
}

/** Source: proc_pid_stat(5). The second field is a name in parentheses, which can contain spaces and parentheses. */
function processesOfLinux(): readonly Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const [state = '', , group, session] = statOf(name)
        .replace(/^.*\) /s, '')
        .split(' ')
      return state === '' ? [] : [{ id: Number(name), state, group: Number(group), session: Number(session) }]
    })
}

/** Returns '' for a process that has ended meanwhile. */
function statOf(id: string): string {
  try {
    return readFileSync(`/proc/${id}/stat`, 'utf8')
  } catch {
    return ''
  }
}

/** For macOS, whose `ps` shows no number for the session. */
function processesOfPs(): readonly Process[] {
  const table = execFileSync('/bin/ps', ['-A', '-o', 'pid=,pgid=,stat='], { encoding: 'utf8', timeout: 2_000 })
  return table
    .trim()
    .split('\n')
    .map((line) => {
      const [id, group, state = ''] = line.trim().split(/\s+/)
      return { id: Number(id), state, group: Number(group), session: Number(group) }
    })
}
