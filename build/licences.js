// The licences of the packages whose code a bundle contains.
const { readFileSync, readdirSync } = require('node:fs')
const { join } = require('node:path')

/** Returns the folder of the package that a module belongs to; undefined for modules of this repository. */
function packageOf(module) {
  const inside = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(module.replaceAll('\\', '/'))
  return inside?.[0]
}

/** Returns the modules of rolldown's output of which code is left. */
function shippedModules(output) {
  const shipped = output.flatMap((file) => Object.entries(file.modules ?? {}).filter(([, { renderedLength }]) => renderedLength > 0))
  return shipped.map(([module]) => module)
}

/**
 * Returns the packages with code in the bundle: a line with name, version and licence for each, which the SBOM of a release reads, then the
 * texts of their licences. Throws an Error if a package has no licence file.
 */
function licences(modules) {
  const folders = new Set(modules.map(packageOf).filter((folder) => folder !== undefined))
  const packages = [...folders].map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry))
    if (file === undefined) throw new Error(`${name} ${version} has no licence file`)
    return { title: `${name} ${version}`, license, text: readFileSync(join(folder, file), 'utf8').trim() }
  })
  packages.sort((a, b) => (a.title < b.title ? -1 : 1))
  const list = packages.map(({ title, license }) => `${title} ${license}`)
  return `${[list.join('\n'), ...packages.map(({ title, text }) => `${title}\n${text}`)].join('\n\n')}\n`
}

module.exports = { licences, packageOf, shippedModules }
