/** Why a name may not be used, as the end of a sentence that starts with the name; undefined where it may. */
export type Refusal = string | undefined

/**
 * Names that the runner sets for every step itself (GitHubContext.cs, the allow-list, and its own variables): what is
 * written there is overwritten or misleads. GITHUB_TOKEN and the like, which only users set, are not among them.
 */
const runnerNames = new Set(
  [
    'ACTION',
    'ACTION_PATH',
    'ACTION_REF',
    'ACTION_REPOSITORY',
    'ACTIONS',
    'ACTOR',
    'ACTOR_ID',
    'API_URL',
    'BASE_REF',
    'ENV',
    'EVENT_NAME',
    'EVENT_PATH',
    'GRAPHQL_URL',
    'HEAD_REF',
    'JOB',
    'OUTPUT',
    'PATH',
    'REF',
    'REF_NAME',
    'REF_PROTECTED',
    'REF_TYPE',
    'REPOSITORY',
    'REPOSITORY_ID',
    'REPOSITORY_OWNER',
    'REPOSITORY_OWNER_ID',
    'RETENTION_DAYS',
    'RUN_ATTEMPT',
    'RUN_ID',
    'RUN_NUMBER',
    'SERVER_URL',
    'SHA',
    'STATE',
    'STEP_SUMMARY',
    'TRIGGERING_ACTOR',
    'WORKFLOW',
    'WORKFLOW_REF',
    'WORKFLOW_SHA',
    'WORKSPACE',
  ].map((name) => `GITHUB_${name}`),
)

/** Variables that make a later step load code, trust somebody or take other settings than it was written for. */
const loaders = new Set([
  'PATH',
  'CI',
  'NODE_OPTIONS',
  'NODE_PATH',
  'NODE_EXTRA_CA_CERTS',
  'NODE_TLS_REJECT_UNAUTHORIZED',
  'NODE_USE_ENV_PROXY',
  'BASH_ENV',
  'ENV',
  'SHELLOPTS',
  'BASHOPTS',
  'PROMPT_COMMAND',
  'PYTHONSTARTUP',
  'PYTHONPATH',
  'PYTHONHOME',
  'PERL5OPT',
  'PERL5LIB',
  'RUBYOPT',
  'RUBYLIB',
  'JAVA_TOOL_OPTIONS',
  '_JAVA_OPTIONS',
  'JDK_JAVA_OPTIONS',
  'GIT_SSH_COMMAND',
  'GIT_SSH',
  'GIT_ASKPASS',
  'GIT_EXEC_PATH',
  'GIT_PROXY_COMMAND',
  'GIT_EXTERNAL_DIFF',
  'SSLKEYLOGFILE',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'IFS',
])
const loaderFamilies =
  /^(LD_|DYLD_|GIT_CONFIG|BASH_FUNC_|ACTIONS_ID_TOKEN_|ACTIONS_RUNTIME_|ACTIONS_RESULTS_|ACTIONS_CACHE_|RUNNER_|INPUT_|STATE_)/

/** Outputs that the action sets itself, in lower case, since the runner compares the names of outputs without case. */
const ownOutputs = new Set(['secrets', 'errormessage'])

/** Whether an output may have this name: the runner's command file reads `NAME=VALUE` and `NAME<<DELIMITER` lines. */
export function outputRefusal(name: string): Refusal {
  return ownOutputs.has(name.toLowerCase()) || name === 'vault_token' ? 'is an output of this action itself' : unwritable(name)
}

/** Whether the environment of later steps may have this variable; compared without case, as Windows does. */
export function variableRefusal(name: string): Refusal {
  const upper = name.toUpperCase()
  if (runnerNames.has(upper)) return 'is set by the runner itself'
  if (loaders.has(upper) || loaderFamilies.test(upper)) return 'would change what later steps run, trust or log in with'
  return unwritable(name)
}

/** What the runner's command files cannot take as a name. */
function unwritable(name: string): Refusal {
  if (name === '') return 'is empty'
  if (/[\r\n\0]/.test(name)) return 'contains a line break or NUL'
  if (name.includes('=')) return 'contains ='
  return name.includes('<<') ? 'contains <<' : undefined
}
