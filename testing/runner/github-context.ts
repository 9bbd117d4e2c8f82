/**
 * The names of the github context that are set in a step's environment, as `GITHUB_` + upper case (GitHubContext.cs).
 * The value in the job's context wins over a value that an earlier step wrote to GITHUB_ENV.
 */
type GithubName =
  | 'action'
  | 'action_path'
  | 'action_ref'
  | 'action_repository'
  | 'actor'
  | 'actor_id'
  | 'api_url'
  | 'base_ref'
  | 'env'
  | 'event_name'
  | 'event_path'
  | 'graphql_url'
  | 'head_ref'
  | 'job'
  | 'output'
  | 'path'
  | 'ref'
  | 'ref_name'
  | 'ref_protected'
  | 'ref_type'
  | 'repository'
  | 'repository_id'
  | 'repository_owner'
  | 'repository_owner_id'
  | 'retention_days'
  | 'run_attempt'
  | 'run_id'
  | 'run_number'
  | 'server_url'
  | 'sha'
  | 'state'
  | 'step_summary'
  | 'triggering_actor'
  | 'workflow'
  | 'workflow_ref'
  | 'workflow_sha'
  | 'workspace'

/** Values of the github context by name. */
export type GithubContext = Readonly<Partial<Record<GithubName, string>>>

/** A push to the default branch of an ordinary repository, as github.com describes it. */
export const pushContext = {
  actor: 'octocat',
  actor_id: '583231',
  api_url: 'https://api.github.com',
  base_ref: '',
  event_name: 'push',
  graphql_url: 'https://api.github.com/graphql',
  head_ref: '',
  job: 'deploy',
  ref: 'refs/heads/main',
  ref_name: 'main',
  ref_protected: 'false',
  ref_type: 'branch',
  repository: 'octo-org/shop',
  repository_id: '271828182',
  repository_owner: 'octo-org',
  repository_owner_id: '6811672',
  retention_days: '90',
  run_attempt: '1',
  run_id: '16180339887',
  run_number: '42',
  server_url: 'https://github.com',
  sha: '3fa1c9e0d27b4856a9d1b05c7e6f8a2d4c3b1e90',
  triggering_actor: 'octocat',
  workflow: 'Deploy',
  workflow_ref: 'octo-org/shop/.github/workflows/deploy.yml@refs/heads/main',
  workflow_sha: '3fa1c9e0d27b4856a9d1b05c7e6f8a2d4c3b1e90',
} as const satisfies GithubContext
