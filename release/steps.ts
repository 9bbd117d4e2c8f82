import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { assets, checksumsFile, notesFile, sbomFile, verifyChecksums, writeChecksums, writeOutput } from './assets.ts'
import type { Commit } from './commit.ts'
import { compareDist, distFolders } from './dist.ts'
import { github } from './github.ts'
import { moveMajorTag } from './major-tag.ts'
import { notesOf } from './notes.ts'
import { run } from './program.ts'
import { publish } from './publish.ts'
import { shippedPackages } from './shipped.ts'
import { verifyRelease } from './verify.ts'
import { obstacles } from './version.ts'

/** A step of a release. It returns the lines to print, and throws an Error if the release must stop. */
export interface Step {
  readonly title: string
  readonly run: (commit: Commit, isDryRun: boolean) => readonly string[] | Promise<readonly string[]>
}

const text = ({ root }: Commit, path: string) => readFileSync(join(root, path), 'utf8')

const ci = ({ root }: Commit, parts: readonly string[], server: string): readonly string[] => {
  run('bash', ['.ci/run', ...parts], { cwd: root, env: { VAULT_EXCHANGE_TEST_SERVER: server } })
  return []
}

/** The steps in their order. A second run of a step makes only the changes that are still missing. */
export const steps: ReadonlyMap<string, Step> = new Map<string, Step>([
  [
    'version',
    {
      title: 'Version, changelog, tags, branch, working tree',
      run: (commit, isDryRun) => {
        const { always, release } = obstacles(commit)
        const problems = isDryRun ? always : [...always, ...release]
        if (problems.length > 0) throw new Error(problems.join('\n'))
        return [`${commit.tag} is commit ${commit.sha}`, ...release.map((problem) => `a release would stop here: ${problem}`)]
      },
    },
  ],
  ['checks', { title: 'Checks, workflow files, unit tests', run: (commit) => ci(commit, ['checks', 'workflows', 'unit'], 'openbao') }],
  ['openbao', { title: 'Integration tests on OpenBao', run: (commit) => ci(commit, ['integration'], 'openbao') }],
  ['vault', { title: 'Integration tests on HashiCorp Vault', run: (commit) => ci(commit, ['integration'], 'vault') }],
  [
    'dist',
    {
      title: 'Build from a clean checkout',
      run: (commit) => [`${compareDist(commit)} files in dist are what the sources build`],
    },
  ],
  [
    'sbom',
    {
      title: 'Software bill of materials',
      run: async (commit) => {
        const { sbomOf } = await import('./sbom.ts')
        const lists = new Map(distFolders(commit.root).map((folder) => [folder, text(commit, `${folder}/licenses.txt`)]))
        const shipped = shippedPackages(lists, text(commit, 'package-lock.json'))
        writeOutput(commit, sbomFile, await sbomOf(commit, shipped))
        return [`${sbomFile}: ${shipped.length} packages in ${[...lists.keys()].join(', ')}`]
      },
    },
  ],
  [
    'notes',
    {
      title: 'Release notes',
      run: (commit, isDryRun) => {
        writeOutput(commit, notesFile, notesOf(commit, text(commit, 'CHANGELOG.md'), isDryRun))
        return [notesFile]
      },
    },
  ],
  [
    'checksums',
    {
      title: 'Subjects of the attestation',
      run: (commit, isDryRun) => [
        ...writeChecksums(commit).map(({ path, sha256 }) => `${sha256}  ${path}`),
        ...(isDryRun ? ['Signing these needs the hosted service: the workflow does it with actions/attest.'] : [checksumsFile]),
      ],
    },
  ],
  [
    'publish',
    {
      title: 'Draft, assets, immutable release',
      run: (commit, isDryRun) => {
        verifyChecksums(commit)
        if (isDryRun) return [`would publish ${commit.tag} on ${commit.sha} with ${assets.join(' and ')}`]
        const done = publish(commit, github(commit.root, commit.repository))
        return done.length > 0 ? done : [`${commit.tag} is published and complete; nothing to do`]
      },
    },
  ],
  [
    'major-tag',
    {
      title: 'The moving major tag',
      run: (commit, isDryRun) =>
        isDryRun
          ? [`would move ${commit.majorTag} to ${commit.sha}, unless it is on a newer commit`]
          : [moveMajorTag(commit, github(commit.root, commit.repository))],
    },
  ],
  [
    'verify',
    {
      title: 'Verification of the published release',
      run: (commit, isDryRun) =>
        isDryRun
          ? ['would verify the release and the provenance of its files']
          : verifyRelease(commit, github(commit.root, commit.repository)).map((file) => `${file}: verified`),
    },
  ],
])
