import type { Settings } from '../inputs/settings.ts'
import { extend } from '../renew/extend.ts'
import { reportExtension } from '../report/renewal.ts'
import type { TokenVault } from '../vault/client.ts'
import type { MainRuntime } from './revoke-and-report.ts'

/** Extends token and leases to the input `minTtl`, and logs what is too short. Throws ERR_STATE if a new expiry cannot be saved. */
export async function extendTtl({ minTtl }: Settings, vault: TokenVault, needsToken: boolean, { session }: MainRuntime): Promise<void> {
  reportExtension(await extend(session, vault, minTtl, needsToken))
}
