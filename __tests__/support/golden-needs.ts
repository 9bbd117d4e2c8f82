import type { KnownMount } from '../../src/policy/mounts.ts'
import type { RoleNeed } from '../../src/policy/need.ts'
import { at, job, needFor, requestsOf } from './needs.ts'

/** A mapping whose paths contain expressions, which have no spaces here as the parser's input has none. */
const open = 'secret/data/${{inputs.app}}/db password; secret/metadata/${{inputs.app}}/ ** | | optional'

/** Needs whose generated texts are in __tests__/unit/policy/golden/, by the name of the files. */
export const golden: Readonly<Record<string, { readonly needs: readonly RoleNeed[]; readonly mounts: readonly KnownMount[] }>> = {
  // one job that reads, writes and revokes
  deploy: {
    needs: [
      needFor(
        `secret/data/ci/app password; secret/metadata/ci/shared/ *; kv/ci/legacy token;
         secret/data/ci/last-deploy {"data": {"sha": "1"}};
         transit/sign/release/sha2-256 {"input": "aGk="} signature;
         pki/issue/web {"common_name": "a.example.com"} certificate;
         database/creds/app username; aws/creds/deploy access_key; aws/sts/audit access_key`,
        { jobs: [job({ environment: 'production' })] },
      ),
    ],
    mounts: [{ namespace: '', path: 'pki/', type: 'pki', leases: false }],
  },
  // two roles in a namespace: a reusable workflow with several callers, and a login that is not by OIDC
  shared: {
    needs: [
      needFor('', {
        namespace: 'platform',
        mount: 'github/prod',
        role: 'Release',
        audiences: ['https://vault.example', 'https://github.com/octo-org'],
        requests: [
          ...requestsOf('secret/data/release/key pem', 'platform'),
          ...requestsOf('database/creds/migrate username', 'platform/db'),
        ],
        jobs: [
          job({
            reusable: { workflow: 'octo-org/shared/.github/workflows/release.yml', ref: 'v2' },
            triggers: [{ event: 'push', tags: ['v*', '!v0*'] }],
            exportsToken: true,
          }),
          job({
            repository: 'octo-org/web',
            repositoryId: undefined,
            reusable: { workflow: 'octo-org/shared/.github/workflows/release.yml', ref: 'v2' },
            triggers: [{ event: 'push', branches: ['main', 'release/**'] }, { event: 'schedule' }],
            timeoutMinutes: undefined,
            place: { ...at(7, '.github/workflows/web.yml'), repository: 'octo-org/web' },
          }),
        ],
      }),
      needFor('kv/ci/legacy token', { namespace: 'platform', method: 'approle', oidc: false, mount: 'approle', role: '' }),
    ],
    mounts: [],
  },
  // what only a run knows
  open: {
    needs: [
      needFor(`${open}; pki/issue/web {"common_name": "a"} certificate; secret/data/price$\{x}"\\ key`, {
        url: '${{ vars.VAULT_ADDR }}',
        role: 'deploy-${{ inputs.environment }}',
        openEntries: [
          { expression: '${{ inputs.secrets }}', place: at(30, 'action.yml') },
          { expression: '${{ inputs.secrets }}', place: at(31) },
        ],
        jobs: [
          job({
            repository: '${{ github.repository }}',
            repositoryId: undefined,
            defaultBranch: undefined,
            environment: '${{ inputs.environment }}',
            triggers: [{ event: 'schedule' }, { event: 'workflow_dispatch' }],
            timeoutMinutes: '${{ inputs.minutes }}',
          }),
        ],
      }),
    ],
    mounts: [],
  },
}
