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

/** Returns the licences of all packages that modules belong to. */
function licences(modules) {
  const folders = new Set(modules.map(packageOf).filter((folder) => folder !== undefined))
  const texts = [...folders].map((folder) => {
    const { name, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry))
    // packages of the Actions toolkit have no licence file
    const text = file ? readFileSync(join(folder, file), 'utf8').trim() : ''
    return [name, license, text].filter(Boolean).join('\n')
  })
  return `${texts.sort().join('\n\n')}\n`
}

module.exports = { licences, packageOf, shippedModules }
