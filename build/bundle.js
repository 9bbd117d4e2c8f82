// Bundles src into dist: an entry each for main and post, what both need in files that they share, and what few runs need in files
// that are loaded only then. CommonJS, which node starts faster than ES modules. The text stays readable, but for its comments.
const { readFileSync, readdirSync, rmSync, writeFileSync } = require('node:fs')
const { join } = require('node:path')
const { rolldown } = require('rolldown')

const root = join(__dirname, '..')
const dist = join(root, 'dist')

/** The folder of the package that a module belongs to; undefined for our own sources. */
function packageOf(module) {
  const inside = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(module.replaceAll('\\', '/'))
  return inside?.[0]
}

/** Learns what each module imports at once, so that `has` tells whether the entry loads a module whatever its run is asked for. */
function createStatics(entry) {
  const imports = new Map()
  let loaded
  const follow = (module) => {
    if (loaded.has(module)) return
    loaded.add(module)
    for (const next of imports.get(module) ?? []) follow(next)
  }
  return {
    plugin: {
      name: 'statics',
      moduleParsed(module) {
        imports.set(module.id, module.importedIds)
      },
    },
    has(module) {
      if (!loaded) {
        loaded = new Set()
        follow(entry)
      }
      return loaded.has(module)
    },
  }
}

/** The licences of all packages of which something ships. */
function licences(modules) {
  const folders = new Set(modules.map(packageOf).filter((folder) => folder !== undefined))
  const texts = [...folders].map((folder) => {
    const { name, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry))
    // the toolkit's packages come without the file that its repository has
    const text = file ? readFileSync(join(folder, file), 'utf8').trim() : ''
    return [name, license, text].filter(Boolean).join('\n')
  })
  return `${texts.sort().join('\n\n')}\n`
}

async function build() {
  rmSync(dist, { recursive: true, force: true })
  const entry = join(root, 'src/main.ts')
  const statics = createStatics(entry)
  const bundle = await rolldown({
    input: { 'main/index': entry, 'post/index': join(root, 'src/post.ts') },
    plugins: [statics.plugin],
    platform: 'node',
    tsconfig: join(root, 'tsconfig.json'),
    // what is not ours does nothing when it is loaded but declare what it exports: what is not used of it is left out, and not loaded
    treeshake: { moduleSideEffects: (module, isExternal) => !isExternal && packageOf(module) === undefined },
  })
  const { output } = await bundle.write({
    dir: dist,
    format: 'cjs',
    comments: false,
    entryFileNames: '[name].js',
    chunkFileNames: 'shared/[name].js',
    // what every run of main loads and others too is one file: each more takes half a millisecond to find and to wrap
    codeSplitting: { groups: [{ name: 'common', test: (module) => statics.has(module), minShareCount: 2 }] },
  })
  await bundle.close()
  const shipped = output.flatMap((file) => Object.entries(file.modules ?? {}).filter(([, { renderedLength }]) => renderedLength > 0))
  writeFileSync(join(dist, 'licenses.txt'), licences(shipped.map(([module]) => module)))
}

void build()
