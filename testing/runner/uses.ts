/** The parts of a step's `uses:`. */
export interface ActionReference {
  /** GITHUB_ACTION_REPOSITORY: `owner/repo`; '' for an action of the workflow's own repository. */
  readonly repository: string
  /** GITHUB_ACTION_REF; '' for an action of the workflow's own repository. */
  readonly ref: string
  /** GITHUB_ACTION of a first step without an id (docs.github.com, "Default environment variables"). */
  readonly generatedName: string
}

/** Parses `./path` or `owner/repo/path@ref`. */
export function actionReference(uses: string): ActionReference {
  if (uses.startsWith('./')) return { repository: '', ref: '', generatedName: '__self' }
  const [path = '', ref = ''] = uses.split('@')
  const segments = path.split('/')
  return { repository: segments.slice(0, 2).join('/'), ref, generatedName: `__${segments.join('_')}` }
}
