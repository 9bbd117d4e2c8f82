/** A rule for names of variables. */
export interface ReservedNames {
  /** Names in upper case; a `*` at the end matches any text. */
  readonly patterns: readonly string[]
  /** Why the names are refused: the end of a sentence that starts with the name. */
  readonly why: string
}

const names = (names: string): readonly string[] => names.trim().split(/\s+/)

/**
 * Names that the runner sets for every step, or ignores: an entry of the mapping cannot use them. Names that only users set, such as
 * GITHUB_TOKEN, are not in the list.
 * Source: actions/runner, the allow-list of GitHubContext.cs, NodeScriptActionHandler.cs and FileCommandManager.cs.
 */
export const ownedByRunner: readonly ReservedNames[] = [
  {
    patterns: names(`
      GITHUB_ACTION GITHUB_ACTIONS GITHUB_ACTION_PATH GITHUB_ACTION_REF GITHUB_ACTION_REPOSITORY GITHUB_ACTOR
      GITHUB_ACTOR_ID GITHUB_API_URL GITHUB_BASE_REF GITHUB_ENV GITHUB_EVENT_NAME GITHUB_EVENT_PATH
      GITHUB_GRAPHQL_URL GITHUB_HEAD_REF GITHUB_JOB GITHUB_OUTPUT GITHUB_PATH GITHUB_REF GITHUB_REF_NAME
      GITHUB_REF_PROTECTED GITHUB_REF_TYPE GITHUB_REPOSITORY GITHUB_REPOSITORY_ID GITHUB_REPOSITORY_OWNER
      GITHUB_REPOSITORY_OWNER_ID GITHUB_RETENTION_DAYS GITHUB_RUN_ATTEMPT GITHUB_RUN_ID GITHUB_RUN_NUMBER
      GITHUB_SERVER_URL GITHUB_SHA GITHUB_STATE GITHUB_STEP_SUMMARY GITHUB_TRIGGERING_ACTOR GITHUB_WORKFLOW
      GITHUB_WORKFLOW_REF GITHUB_WORKFLOW_SHA GITHUB_WORKSPACE RUNNER_*
    `),
    why: 'is set by the runner itself',
  },
  {
    patterns: ['ACTIONS_ID_TOKEN_*', 'ACTIONS_RUNTIME_*', 'ACTIONS_RESULTS_*', 'ACTIONS_CACHE_*'],
    why: 'holds credentials and addresses of the runner',
  },
  { patterns: ['NODE_OPTIONS'], why: 'is ignored by the runner' },
]

/**
 * Names that are exported only if the mapping contains them literally, as in `secret/app path | PATH`. They change what later steps
 * run or trust, and every writer of the secret can choose the keys that a wildcard matches.
 */
export const refusedUnlessWritten: readonly ReservedNames[] = [
  {
    patterns: names(`
      INPUT_* STATE_* CI
    `),
    why: 'changes the inputs or the state of later actions',
  },
  {
    patterns: names(`
      PATH PATHEXT COMSPEC SHELL HOME XDG_* TMPDIR LD_* DYLD_* LIBPATH GCONV_PATH PSMODULEPATH SYSTEMROOT SYSTEMDRIVE
      WINDIR TEMP TMP USERPROFILE HOMEDRIVE HOMEPATH APPDATA LOCALAPPDATA ALLUSERSPROFILE PROGRAMDATA PROGRAMFILES*
      PROGRAMW6432 COMMONPROGRAM* __PSLOCKDOWNPOLICY
    `),
    why: 'changes which programs and libraries later steps load',
  },
  {
    patterns: names(`
      BASH_ENV BASH_FUNC_* BASHOPTS SHELLOPTS ENV ZDOTDIR PROMPT_COMMAND PS4 IFS
    `),
    why: 'makes shells run code',
  },
  {
    patterns: names(`
      NODE_EXTRA_CA_CERTS NODE_PATH NODE_REPL_EXTERNAL_MODULE NODE_TLS_REJECT_UNAUTHORIZED NODE_USE_ENV_PROXY
      NODE_USE_SYSTEM_CA NODE_V8_COVERAGE NODE_COMPILE_CACHE NODE_ICU_DATA NPM_CONFIG_* YARN_RC_FILENAME
      YARN_YARN_PATH YARN_PLUGINS YARN_IGNORE_PATH YARN_REGISTRY PNPM_HOME BUN_CONFIG_* BUN_OPTIONS DENO_DIR
      DENO_CERT DENO_TLS_CA_STORE
    `),
    why: 'makes Node.js, Deno, Bun or their package managers load code',
  },
  {
    patterns: names(`
      PYTHONBREAKPOINT PYTHONEXECUTABLE PYTHONHOME PYTHONINSPECT PYTHONPATH PYTHONPYCACHEPREFIX PYTHONSTARTUP
      PYTHONUSERBASE PYTHONWARNINGS PIP_CONFIG_FILE PIP_CERT PIP_EXTRA_INDEX_URL PIP_FIND_LINKS PIP_INDEX_URL
      PIP_TRUSTED_HOST UV_CONFIG_FILE UV_DEFAULT_INDEX UV_EXTRA_INDEX_URL UV_FIND_LINKS UV_INDEX UV_INDEX_URL
      UV_PYTHON* PERL5DB PERL5LIB PERL5OPT PERLLIB RUBYLIB RUBYOPT GEM_HOME GEM_PATH BUNDLE_APP_CONFIG
      BUNDLE_GEMFILE BUNDLE_MIRROR* BUNDLE_PATH PHPRC PHP_INI_SCAN_DIR COMPOSER COMPOSER_HOME LUA_CPATH
      LUA_INIT LUA_PATH
    `),
    why: 'makes Python, Perl, Ruby, PHP or Lua load code',
  },
  {
    patterns: names(`
      JAVA_HOME JAVA_TOOL_OPTIONS _JAVA_OPTIONS JDK_JAVA_OPTIONS CLASSPATH MAVEN_ARGS MAVEN_HOME MAVEN_OPTS
      MAVEN_PROJECTBASEDIR MVNW_REPOURL GRADLE_HOME GRADLE_OPTS GRADLE_USER_HOME ANT_ARGS ANT_HOME ANT_OPTS
      SBT_OPTS DOTNET_* COMPLUS_* CORECLR_* COR_ENABLE_PROFILING COR_PROFILER* MSBUILD*
      NUGET_NETCORE_PLUGIN_PATHS NUGET_NETFX_PLUGIN_PATHS NUGET_PACKAGES NUGET_PLUGIN_PATHS
    `),
    why: 'makes the JVM, .NET or their build tools load code',
  },
  {
    patterns: names(`
      RUSTC* RUSTDOC RUSTDOCFLAGS RUSTFLAGS RUSTUP_* CARGO_ALIAS_* CARGO_BUILD_* CARGO_ENCODED_RUSTFLAGS
      CARGO_HOME CARGO_HTTP_* CARGO_NET_* CARGO_SOURCE_* CARGO_TARGET_* GOBIN GOCACHE GOENV GOFLAGS GOINSECURE
      GONOPROXY GONOSUMDB GOPATH GOPRIVATE GOPROXY GOROOT GOSUMDB GOTOOLCHAIN GOWORK CGO_* CC CXX LD CFLAGS
      CXXFLAGS LDFLAGS MAKEFILES MAKEFLAGS CMAKE_* PKG_CONFIG*
    `),
    why: 'changes what compilers run and where they fetch from',
  },
  {
    patterns: names(`
      GIT_ALLOW_PROTOCOL GIT_ALTERNATE_OBJECT_DIRECTORIES GIT_ASKPASS GIT_ATTR_* GIT_CONFIG* GIT_DIR
      GIT_EDITOR GIT_EXEC_PATH GIT_EXTERNAL_DIFF GIT_INDEX_FILE GIT_PAGER GIT_PROXY_COMMAND
      GIT_SEQUENCE_EDITOR GIT_SSH GIT_SSH_* GIT_SSL_* GIT_TEMPLATE_DIR GIT_WORK_TREE SSH_ASKPASS EDITOR VISUAL
      PAGER LESSOPEN BROWSER
    `),
    why: 'changes which programs git and other tools run, or what they trust',
  },
  {
    patterns: names(`
      HTTP_PROXY HTTPS_PROXY ALL_PROXY FTP_PROXY NO_PROXY SSL_CERT_DIR SSL_CERT_FILE SSLKEYLOGFILE
      OPENSSL_CONF OPENSSL_MODULES CURL_CA_BUNDLE CURL_HOME REQUESTS_CA_BUNDLE WGETRC DOCKER_CONFIG
      DOCKER_CONTEXT DOCKER_HOST AWS_CA_BUNDLE AWS_CONFIG_FILE AWS_ENDPOINT_URL* TF_CLI_*
    `),
    why: 'changes which hosts later steps connect to and trust',
  },
]

/** Returns why a variable cannot have this name, by the first rule that matches. Ignores case, as Windows does. */
export function reservedBy(rules: readonly ReservedNames[], name: string): string | undefined {
  const upper = name.toUpperCase()
  const matches = (pattern: string) => (pattern.endsWith('*') ? upper.startsWith(pattern.slice(0, -1)) : upper === pattern)
  return rules.find(({ patterns }) => patterns.some(matches))?.why
}
