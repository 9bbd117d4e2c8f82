// Bundles src into the dist of each action: one entry each for main and post, shared files for modules that both need, and separate files
// for modules that few runs load. The format is CommonJS, because node starts it faster than ES modules. The code is not minified; comments are removed.
const { readFileSync, readdirSync, rmSync, writeFileSync } = require('node:fs')
const { join } = require('node:path')
const { rolldown } = require('rolldown')

const root = join(__dirname, '..')

/** The actions: the folder of each action.yml, and the entries in src. */
const actions = [
  { folder: '.', main: 'main.ts', post: 'post.ts' },
  { folder: 'github-token', main: 'github-token.ts', post: 'github-token-post.ts' },
  { folder: 'plan', main: 'plan.ts', post: 'post.ts' },
]

/** Returns the folder of the package that a module belongs to; undefined for modules of this repository. */
function packageOf(module) {
  const inside = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(module.replaceAll('\\', '/'))
  return inside?.[0]
}

/**
 * Finds the common modules: those that main always loads and that post or a dynamic import loads too. They go into one file, because each
 * further file takes half a millisecond to load. They must not be in an entry, because code that requires an entry may run it again.
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

/** Returns the licences of all packages with code in the bundle. */
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

async function build({ folder, main, post }) {
  const dist = join(root, folder, 'dist')
  rmSync(dist, { recursive: true, force: true })
  const entry = join(root, 'src', main)
  const common = createCommon(entry)
  const bundle = await rolldown({
    input: { 'main/index': entry, ...(post && { 'post/index': join(root, 'src', post) }) },
    plugins: [common.plugin],
    platform: 'node',
    tsconfig: join(root, 'tsconfig.json'),
    // packages have no side effects when they are loaded, so their unused modules are not bundled
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
        // @actions/core imports both, but only the input `run` uses @actions/io, and only octokit uses undici; leases, grants and escaped paths are needed by every read and every revocation
        {
          name: 'common',
          test: (module) =>
            (common.has(module) && !/@actions.io.|[\\/]undici[\\/]/.test(module)) ||
            /\/(vault\/(leases|grants)|core\/encode-path)\.ts$/.test(module),
        },
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

void Promise.all(actions.map(build))
