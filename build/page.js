// Builds docs/site/index.html from site: one file with its style and its script. Its Content-Security-Policy allows exactly these two, by
// their hashes, and no request. The script is not minified; comments are removed.
const { createHash } = require('node:crypto')
const { mkdirSync, readFileSync, writeFileSync } = require('node:fs')
const { join } = require('node:path')
const { rolldown } = require('rolldown')
const { licences, packageOf, shippedModules } = require('./licences.js')

const root = join(__dirname, '..')
const site = join(root, 'site')
const sourceOf = (name) => readFileSync(join(site, name), 'utf8')

async function bundle() {
  const bundled = await rolldown({
    input: join(site, 'main.ts'),
    platform: 'browser',
    tsconfig: join(site, 'tsconfig.json'),
    treeshake: { moduleSideEffects: (module, isExternal) => !isExternal && packageOf(module) === undefined },
  })
  const { output } = await bundled.generate({ format: 'iife', comments: false })
  await bundled.close()
  return { script: output[0].code, licences: licences(shippedModules(output)) }
}

/** Returns a source of the policy: only a script or a style with exactly this text is allowed. */
const hashSource = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/** Trusted Types forbid that a text becomes markup. */
const policyFor = (script, style) =>
  [
    `default-src 'none'`,
    `script-src ${hashSource(script)}`,
    `style-src ${hashSource(style)}`,
    `connect-src 'none'`,
    `form-action 'none'`,
    `base-uri 'none'`,
    `require-trusted-types-for 'script'`,
    `trusted-types 'none'`,
  ].join('; ')

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

/** Replaces a part of index.html that must occur once. */
function replaced(html, part, replacement) {
  if (html.split(part).length !== 2) throw new Error(`site/index.html must contain ${part} once`)
  return html.replace(part, () => replacement)
}

async function build() {
  const style = `\n${sourceOf('style.css')}`
  const bundled = await bundle()
  const script = `\n${bundled.script}`
  for (const end of ['</script', '<!--']) if (script.includes(end)) throw new Error(`the script of the page contains ${end}`)
  const html = [
    ['http-equiv="Content-Security-Policy" content=""', `http-equiv="Content-Security-Policy" content="${policyFor(script, style)}"`],
    ['<link rel="stylesheet" href="style.css" />', `<style>${style}</style>`],
    ['<script src="main.ts"></script>', `<script>${script}</script>`],
    ['aria-label="Licences"></pre>', `aria-label="Licences">\n${escaped(bundled.licences)}</pre>`],
  ].reduce((text, [part, replacement]) => replaced(text, part, replacement), sourceOf('index.html'))
  mkdirSync(join(root, 'docs/site'), { recursive: true })
  writeFileSync(join(root, 'docs/site/index.html'), html)
}

void build()
