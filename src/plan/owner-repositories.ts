import { clean } from '../core/clean.ts'
import { createConcurrencyLimit } from '../core/concurrency.ts'
import { Failure } from '../core/failure.ts'
import { maxFileLength } from '../workflows/parse-yaml.ts'
import { actionFile, workflowFile, type FileText, type Repository } from '../workflows/repository.ts'
import type { Github } from './github.ts'

/** Requests in flight. GitHub recommends few, and its secondary limits count them. */
const slots = 4
/** Texts of one GraphQL query. */
const textsPerQuery = 50
/** The most characters of all files. */
const maxCharacters = 200_000_000

/** A repository of an owner. */
interface Listed {
  readonly id: string
  readonly owner: string
  readonly name: string
  readonly defaultBranch: string
}

/** A file in a repository: its path, its object name, and its size in bytes. */
interface Blob {
  readonly path: string
  readonly sha: string
  readonly size: number
}

/**
 * Reads the workflow and action files on the default branch of every repository of an owner, except archived and disabled ones, in which
 * no workflow runs. Throws ERR_GITHUB if the repositories cannot be listed, and ERR_PLAN if the files are too many.
 */
export async function readOwner(owner: string, github: Github): Promise<readonly Repository[]> {
  const listed = await listRepositories(owner, github)
  const limit = createConcurrencyLimit(slots)
  let characters = 0
  return Promise.all(
    listed.map((repository) =>
      limit(async () => {
        const read = await readRepository(repository, github)
        for (const text of read.files.values()) characters += typeof text === 'string' ? text.length : 0
        if (characters > maxCharacters) throw new Failure('ERR_PLAN', `the files of ${owner} have more than ${maxCharacters} characters`)
        return read
      }),
    ),
  )
}

async function listRepositories(owner: string, github: Github): Promise<readonly Listed[]> {
  const { data: account } = await github.rest.users.getByUsername({ username: owner })
  const isOrganisation = account.type === 'Organization'
  const found = isOrganisation
    ? await github.paginate(github.rest.repos.listForOrg, { org: owner, type: 'all', per_page: 100 })
    : await listOfUser(account.login, github)
  return found
    .filter(({ archived, disabled, size }) => !archived && !disabled && size !== 0)
    .map(({ id, owner: { login }, name, default_branch }) => ({
      id: String(id),
      owner: login,
      name,
      defaultBranch: default_branch ?? 'main',
    }))
}

/** Lists the repositories of a user: the private ones too if the token is the user's own. */
async function listOfUser(login: string, github: Github) {
  // tokens of apps have no user
  const own = await github.rest.users.getAuthenticated().catch(() => undefined)
  if (own?.data.login === login) return github.paginate(github.rest.repos.listForAuthenticatedUser, { affiliation: 'owner', per_page: 100 })
  return github.paginate(github.rest.repos.listForUser, { username: login, type: 'owner', per_page: 100 })
}

async function readRepository({ id, owner, name, defaultBranch }: Listed, github: Github): Promise<Repository> {
  const repository = { name: `${owner}/${name}`, id, defaultBranch }
  try {
    const { data } = await github.rest.git.getTree({ owner, repo: name, tree_sha: defaultBranch, recursive: 'true' })
    const blobs = data.tree.flatMap(({ path = '', mode, sha, size = 0 }): readonly Blob[] => {
      const isFile = mode === '100644' || mode === '100755'
      return isFile && (workflowFile.test(path) || actionFile.test(path)) ? [{ path, sha, size }] : []
    })
    const files = await readTexts(owner, name, blobs, github)
    return { ...repository, files, ...(data.truncated && { problem: 'has more files than GitHub lists' }) }
  } catch (error) {
    // an empty repository
    if (error instanceof Failure && error.status === 409) return { ...repository, files: new Map() }
    const isOfRepository = error instanceof Failure && [403, 404, 451].includes(error.status ?? 0)
    if (!isOfRepository) throw error
    return { ...repository, files: new Map(), problem: `cannot be read: ${error.message}` }
  }
}

async function readTexts(owner: string, name: string, blobs: readonly Blob[], github: Github): Promise<Map<string, FileText>> {
  const files = new Map<string, FileText>()
  const wanted: Blob[] = []
  for (const blob of blobs) {
    if (blob.size > 4 * maxFileLength) files.set(blob.path, { problem: `is larger than ${maxFileLength / 1024} KiB` })
    else wanted.push(blob)
  }
  for (let at = 0; at < wanted.length; at += textsPerQuery) {
    const part = wanted.slice(at, at + textsPerQuery)
    const { repository } = await github.graphql<TextReply>(queryFor(part), { owner, name }).catch(rethrow)
    for (const [index, { path }] of part.entries()) files.set(path, textIn(repository?.[`file${index}`]))
  }
  return files
}

/** Throws the errors in a GraphQL response as ERR_GITHUB; its status is 200. */
function rethrow(error: unknown): never {
  if (error instanceof Failure || !(error instanceof Error)) throw error
  throw new Failure('ERR_GITHUB', `POST graphql: ${clean(error.message)}`, { cause: error })
}

/** The response to a query for texts. */
interface TextReply {
  readonly repository: Readonly<Record<string, { readonly text?: string | null; readonly isTruncated?: boolean } | null>> | null
}

/** Returns a query for texts by their object names, which are hexadecimal. */
function queryFor(blobs: readonly Blob[]): string {
  const fields = blobs.map(({ sha }, index) => `file${index}: object(oid: ${JSON.stringify(sha)}) { ... on Blob { text isTruncated } }`)
  return `query ($owner: String!, $name: String!) { repository(owner: $owner, name: $name) { ${fields.join(' ')} } }`
}

function textIn(blob: { readonly text?: string | null; readonly isTruncated?: boolean } | null | undefined): FileText {
  if (typeof blob?.text !== 'string') return { problem: 'is not a text' }
  return blob.isTruncated === true ? { problem: 'is larger than GitHub returns' } : blob.text
}
