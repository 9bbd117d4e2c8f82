import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Commit } from '../../../release/commit.ts'
import { distFolders } from '../../../release/dist.ts'
import { sbomOf, validate } from '../../../release/sbom.ts'
import { shippedPackages } from '../../../release/shipped.ts'

const root = join(__dirname, '../../..')
const commit: Commit = {
  root,
  repository: 'octo-org/action',
  version: '0.1.0',
  tag: 'v0.1.0',
  majorTag: 'v0',
  sha: 'a'.repeat(40),
  time: new Date('2026-11-30T12:00:00Z'),
}
const textOf = (path: string) => readFileSync(join(root, path), 'utf8')
const lists = () => new Map(distFolders(root).map((folder) => [folder, textOf(`${folder}/licenses.txt`)]))
const sha512 = Buffer.alloc(64, 1).toString('base64')
const lock = (packages: object) => JSON.stringify({ packages })

interface Sbom {
  serialNumber: string
  metadata: { timestamp: string; component: { purl: string } }
  components: {
    'bom-ref': string
    purl: string
    hashes: { alg: string; content: string }[]
    licenses: { license: { id: string } }[]
    properties: { value: string }[]
  }[]
  dependencies: { ref: string; dependsOn?: string[] }[]
}

describe('the SBOM of the committed bundles', () => {
  const sbom = async () => JSON.parse(await sbomOf(commit, shippedPackages(lists(), textOf('package-lock.json')))) as Sbom

  test('has each package with code in a bundle, and no other', async () => {
    const { components, dependencies } = await sbom()
    const refs = components.map((component) => component['bom-ref'])
    expect(refs.length).toBeGreaterThan(15)
    // two versions of one package ship, each in another bundle
    expect(refs.filter((ref) => ref.startsWith('@actions/http-client@'))).toHaveLength(2)
    // part of the types of octokit, which leave no code
    expect(refs.filter((ref) => ref.includes('openapi-types'))).toEqual([])
    const main = components.filter(({ properties }) => properties.some(({ value }) => value === 'dist'))
    expect(main.map(({ purl }) => purl.split('@').slice(0, -1).join('@')).sort()).toEqual(
      ['%40actions/core', '%40actions/http-client', '%40actions/io', 'aws4', 'jose', 'jsonata'].map((name) => `pkg:npm/${name}`),
    )
    expect(dependencies.find(({ ref }) => ref === 'action@0.1.0')?.dependsOn?.sort()).toEqual(refs.sort())
  })

  test('has the checksums of the lock file', async () => {
    const { packages } = JSON.parse(textOf('package-lock.json')) as { packages: Record<string, { integrity: string }> }
    const { components } = await sbom()
    const jose = components.find(({ purl }) => purl.startsWith('pkg:npm/jose@'))
    const expected = Buffer.from(packages['node_modules/jose']!.integrity.replace('sha512-', ''), 'base64').toString('hex')
    expect(jose?.hashes).toEqual([{ alg: 'SHA-512', content: expected }])
    expect(jose?.licenses).toEqual([{ license: { id: 'MIT' } }])
  })

  test('is the same for the same commit, and has another serial number for another one', async () => {
    const shipped = shippedPackages(lists(), textOf('package-lock.json'))
    const first = await sbomOf(commit, shipped)
    expect(await sbomOf(commit, shipped)).toBe(first)
    const other = JSON.parse(await sbomOf({ ...commit, sha: 'b'.repeat(40) }, shipped)) as Sbom
    expect(other.serialNumber).not.toBe((JSON.parse(first) as Sbom).serialNumber)
    expect(other.serialNumber).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(other.metadata).toMatchObject({
      timestamp: '2026-11-30T12:00:00.000Z',
      component: { purl: 'pkg:github/octo-org/action@v0.1.0' },
    })
  })
})

test('satisfies the schema of CycloneDX, which refuses other texts', async () => {
  const one = { name: 'a', version: '1.0.0', licence: 'MIT', sha512: 'ab'.repeat(64), folders: ['dist'] }
  const text = await sbomOf(commit, [one])
  expect(await validate(text)).toBe(undefined)
  expect(await validate(text.replace('"library"', '"book"'))).toContain('must be equal to one of the allowed values')
})

test('a licence that SPDX does not know is an error', async () => {
  const unknown = { name: 'a', version: '1.0.0', licence: 'SEE LICENSE', sha512: 'ab'.repeat(64), folders: ['dist'] }
  await expect(sbomOf(commit, [unknown])).rejects.toThrow('"SEE LICENSE" is not an SPDX licence identifier')
})

describe('shippedPackages', () => {
  const list = (text: string) => new Map([['dist', text]])
  const entry = { version: '1.0.0', integrity: `sha512-${sha512}` }

  test('takes the version that ships, wherever the lock file has it', () => {
    const packages = { 'node_modules/a': { version: '2.0.0', integrity: 'sha512-x' }, 'node_modules/b/node_modules/a': entry }
    expect(shippedPackages(list('a 1.0.0 MIT\n\na 1.0.0\n'), lock(packages))).toEqual([
      { name: 'a', version: '1.0.0', licence: 'MIT', sha512: '01'.repeat(64), folders: ['dist'] },
    ])
  })

  test.each([
    ['a package that is not in the lock file', 'a 1.0.1 MIT', { 'node_modules/a': entry }, 'no SHA-512 of a 1.0.1'],
    ['a package whose name ends alike', 'a 1.0.0 MIT', { 'node_modules/@b/a': entry }, 'no SHA-512 of a 1.0.0'],
    ['a package with another checksum', 'a 1.0.0 MIT', { 'node_modules/a': { ...entry, integrity: 'sha1-x' } }, 'no SHA-512 of a 1.0.0'],
    ['a line without a version', 'a', {}, 'dist/licenses.txt: "a" is not'],
  ])('refuses %s', (_, text, packages, message) => {
    expect(() => shippedPackages(list(text), lock(packages))).toThrow(message)
  })
})
