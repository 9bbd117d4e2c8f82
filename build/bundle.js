// Bundles src into the dist of each action: one entry each for main and post, shared files for modules that both need, and separate files
// for modules that few runs load. The format is CommonJS, because node starts it faster than ES modules. The code is not minified; comments are removed.
const { rmSync, writeFileSync } = require('node:fs')
const { join } = require('node:path')
const { rolldown } = require('rolldown')
const { licences, packageOf, shippedModules } = require('./licences.js')

const root = join(__dirname, '..')

/** The actions: the folder of each action.yml, and the entries in src. */
const actions = [
  { folder: '.', main: 'main.ts', post: 'post.ts' },
  { folder: 'github-token', main: 'github-token.ts', post: 'github-token-post.ts' },
  { folder: 'plan', main: 'plan.ts', post: 'post.ts' },
]

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
  writeFileSync(join(dist, 'licenses.txt'), licences(shippedModules(output)))
}

void Promise.all(actions.map(build))
