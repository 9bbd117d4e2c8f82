import { readComposite, type Composite } from './composite.ts'
import { parseYaml, type YamlProblem } from './parse-yaml.ts'
import { readWorkflow, type Workflow } from './workflow.ts'

/** The workflow and action files of a repository. */
export interface Repository {
  /** `OWNER/NAME`; '' if it is not known. */
  readonly name: string
  /** Its numeric id; undefined if it is not known. */
  readonly id?: string | undefined
  readonly defaultBranch?: string | undefined
  /** Workflow and action files by path, for example `.github/workflows/ci.yml` and `deploy/action.yml`. */
  readonly files: ReadonlyMap<string, FileText>
  /** Why files are missing: the end of a sentence that starts with the repository. */
  readonly problem?: string
}

/** The text of a file, or why it was not read: the end of a sentence that starts with the file. */
export type FileText = string | { readonly problem: string }

/** The content of a file. */
export type Parsed = { readonly workflow: Workflow } | { readonly composite: Composite } | YamlProblem | 'another action'

/** Repositories whose files are parsed when they are needed. */
export interface Library {
  readonly repositories: readonly Repository[]
  /** Returns a repository by `OWNER/NAME`, without case. */
  readonly find: (name: string) => Repository | undefined
  /** Returns a file of a repository; undefined if there is none. */
  readonly parsed: (repository: Repository, path: string) => Parsed | undefined
}

/** Matches the workflow files of a repository. GitHub ignores subfolders. */
export const workflowFile = /^\.github\/workflows\/[^/]+\.ya?ml$/

/** Matches the files of actions. */
export const actionFile = /(?:^|\/)action\.ya?ml$/

/** The most characters of files that stay parsed. Their nodes take about fifty times the memory. */
const maxParsed = 4_000_000

/** Creates a library of repositories. Parsed files are kept as long as they are not too many. */
export function createLibrary(repositories: readonly Repository[]): Library {
  const byName = new Map(repositories.map((one) => [one.name.toLowerCase(), one]))
  let cache = new Map<string, Parsed>()
  let characters = 0
  return {
    repositories,
    find: (name) => byName.get(name.toLowerCase()),
    parsed(repository, path) {
      const text = repository.files.get(path)
      if (text === undefined) return undefined
      const key = `${repository.name}\0${path}`
      const parsed = cache.get(key) ?? parseFile(path, text)
      if (!cache.has(key)) characters += typeof text === 'string' ? text.length : 0
      if (characters > maxParsed) {
        cache = new Map()
        characters = 0
      }
      cache.set(key, parsed)
      return parsed
    },
  }
}

function parseFile(path: string, text: FileText): Parsed {
  if (typeof text !== 'string') return { line: 1, ...text }
  const node = parseYaml(text)
  if ('problem' in node) return node
  if (workflowFile.test(path)) return { workflow: readWorkflow(node) }
  const composite = readComposite(node)
  return composite ? { composite } : 'another action'
}
