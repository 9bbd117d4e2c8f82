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

/**
 * Learns which modules main loads at once, whatever its run is asked for, that others load too: post, or what is loaded later. Those are
 * one file: each more takes half a millisecond to find and to wrap. And they are not in an entry: whoever requires an entry where node
 * does not know it by the same name would run it a second time.
 */
function createCommon(main) {
  const imports = new Map()
  const starts = new Set()
  const loadedBy = (start) => {
    const loaded = new Set()
    const follow = (module) => {
      if (loaded.has(module)) return
      loaded.add(module)
      for (const next of imports.get(module) ?? []) follow(next)
    }
    follow(start)
    return loaded
  }
  let common
  return {
    plugin: {
      name: 'common',
      moduleParsed({ id, isEntry, importedIds, dynamicallyImportedIds }) {
        imports.set(id, importedIds)
        for (const start of [...(isEntry ? [id] : []), ...dynamicallyImportedIds]) starts.add(start)
      },
    },
    has(module) {
      if (!common) {
        const others = [...starts].filter((start) => start !== main).map(loadedBy)
        common = new Set([...loadedBy(main)].filter((one) => others.some((loaded) => loaded.has(one))))
      }
      return common.has(module)
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
  const common = createCommon(entry)
  const bundle = await rolldown({
    input: { 'main/index': entry, 'post/index': join(root, 'src/post.ts') },
    plugins: [common.plugin],
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
    codeSplitting: {
      groups: [
        { name: 'common', test: (module) => common.has(module) },
        { name: 'extra-headers', test: /\/extra-headers\.ts$/ },
      ],
    },
  })
  await bundle.close()
  const circle = output.find(({ imports = [] }) => imports.some((name) => name.endsWith('/index.js')))
  if (circle) throw new Error(`${circle.fileName} requires an entry`)
  const shipped = output.flatMap((file) => Object.entries(file.modules ?? {}).filter(([, { renderedLength }]) => renderedLength > 0))
  writeFileSync(join(dist, 'licenses.txt'), licences(shipped.map(([module]) => module)))
}

void build()
