import { readAppSettings, type AppSettings } from '../../src/github-app/settings.ts'
import type { Env } from '../../src/core/env.ts'

/** The required inputs of github-token. */
export const appInputs = {
  url: 'https://vault.test',
  clientId: 'Iv23liApp',
  key: 'transit/sign/app',
  permissions: 'contents: read',
} as const

/** Reads the settings of github-token from its required inputs and others, in a job of octo-org/shop. */
export const readApp = (inputs: Readonly<Record<string, string>> = {}, env: Env = {}): Promise<AppSettings> =>
  readAppSettings({
    ...Object.fromEntries(Object.entries({ ...appInputs, ...inputs }).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
    GITHUB_ACTION: 'app',
    GITHUB_REPOSITORY: 'octo-org/shop',
    ...env,
  })
