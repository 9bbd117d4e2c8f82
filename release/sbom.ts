/** The only file of this folder that imports packages: a job that may publish runs without them. */
import { createHash } from 'node:crypto'
import { ComponentType, HashAlgorithm } from '@cyclonedx/cyclonedx-library/Enums'
import {
  Bom,
  Component,
  HashDictionary,
  LicenseRepository,
  Metadata,
  Property,
  PropertyRepository,
  SpdxLicense,
} from '@cyclonedx/cyclonedx-library/Models'
import { JSON as Json, JsonSerializer } from '@cyclonedx/cyclonedx-library/Serialize'
import { isSupportedSpdxId } from '@cyclonedx/cyclonedx-library/SPDX'
import { Spec1dot6 } from '@cyclonedx/cyclonedx-library/Spec'
import { JsonStrictValidator } from '@cyclonedx/cyclonedx-library/Validation'
import type { Commit } from './commit.ts'
import type { Shipped } from './shipped.ts'

/**
 * Returns the software bill of materials of the bundles: CycloneDX 1.6 as JSON, always the same for the same commit. Throws an Error if a
 * licence is not an SPDX identifier, or if the text does not satisfy the schema of CycloneDX.
 */
export async function sbomOf({ repository, version, tag, sha, time }: Commit, shipped: readonly Shipped[]): Promise<string> {
  const components = shipped.map(componentOf)
  const [, name = repository] = repository.split('/')
  const action = new Component(ComponentType.Application, name, {
    bomRef: `${name}@${version}`,
    version,
    // https://github.com/package-url/purl-spec, type github: the name in lower case
    purl: `pkg:github/${repository.toLowerCase()}@${tag}`,
    licenses: new LicenseRepository([licenceOf('MIT')]),
  })
  const bom = new Bom({
    serialNumber: serialNumberOf(`${repository}@${sha}`),
    metadata: new Metadata({ timestamp: time, component: action }),
  })
  for (const component of components) {
    bom.components.add(component)
    action.dependencies.add(component.bomRef)
  }
  const serializer = new JsonSerializer(new Json.Normalize.Factory(Spec1dot6))
  const text = `${serializer.serialize(bom, { sortLists: true, space: 2 })}\n`
  const problem = await validate(text)
  if (problem !== undefined) throw new Error(`the SBOM does not satisfy the schema of CycloneDX: ${problem}`)
  return text
}

/** Returns what the schema of CycloneDX 1.6 refuses in a text, undefined if nothing. */
export async function validate(text: string): Promise<string | undefined> {
  const errors: unknown = await new JsonStrictValidator(Spec1dot6.version).validate(text)
  return errors === null ? undefined : JSON.stringify(errors)
}

/** actions/attest requires a serial number (src/helper/sbom.ts). It is a UUID of version 8, computed from the commit (RFC 9562, 5.8). */
function serialNumberOf(source: string): string {
  const bytes = createHash('sha256').update(source).digest().subarray(0, 16)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  return `urn:uuid:${bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')}`
}

function componentOf({ name, version, licence, sha512, folders }: Shipped): Component {
  const [base = name, scope] = name.split('/').reverse()
  return new Component(ComponentType.Library, base, {
    bomRef: `${name}@${version}`,
    version,
    // type npm: the @ of a scope is escaped
    purl: `pkg:npm/${name.replace('@', '%40')}@${version}`,
    hashes: new HashDictionary([[HashAlgorithm['SHA-512'], sha512]]),
    licenses: new LicenseRepository([licenceOf(licence)]),
    properties: new PropertyRepository(folders.map((folder) => new Property('vault-exchange:bundle', folder))),
    ...(scope !== undefined && { group: scope }),
  })
}

function licenceOf(id: string): SpdxLicense {
  const known: boolean = isSupportedSpdxId(id)
  if (!known) throw new Error(`"${id}" is not an SPDX licence identifier`)
  return new SpdxLicense(id)
}
