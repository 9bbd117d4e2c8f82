import { spawnSync } from 'node:child_process'
import { escape } from 'node:querystring'
import fc from 'fast-check'
import { encoders } from '../../../testing/runner/encoders.ts'
import { masksOfValue, plain, runnerWith } from './runner-with.ts'
import { commonLine, oneLine, severalLines } from './secret-texts.ts'
import { exceptOn, shellsDiffer } from '../../support/platform.ts'

const inner = (json: string) => json.slice(1, -1)
const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
const inJson = (text: string) => inner(JSON.stringify(text))
const inAscii = (text: string) => inJson(text).replace(/[\u007f-\uffff]/g, escaped)
const inGo = (text: string) => inJson(text).replace(/[<>&\u2028\u2029]/g, escaped)
const runnersJson = encoders['jsonString']!

/** Text within other text, as steps print it. */
const shapes: Readonly<Record<string, (text: string) => string>> = {
  raw: (text) => text,
  ...Object.fromEntries(
    ['commandLineArgument', 'expressionString', 'jsonString', 'uriData', 'xmlData'].map((name) => [
      `the runner's ${name}`,
      encoders[name]!,
    ]),
  ),
  JSON: inJson,
  'JSON in JSON': (text) => inJson(inJson(text)),
  'the output `secrets` in toJSON(steps)': (text) => runnersJson(inJson(text)),
  'JSON in ASCII': inAscii,
  'JSON in ASCII in JSON': (text) => inJson(inAscii(text)),
  'JSON in ASCII, upper case': (text) => inJson(text).replace(/[\u007f-\uffff]/g, (unit) => `\\u${escaped(unit).slice(2).toUpperCase()}`),
  "Go's JSON": inGo,
  encodeURIComponent,
  encodeURI,
  querystring: escape,
  quote: (text) => encoders['uriData']!(text).replaceAll('%2F', '/'),
  quote_plus: (text) => encoders['uriData']!(text).replaceAll('%20', '+'),
  URLSearchParams: (text) => new URLSearchParams({ q: text }).toString().slice(2),
  'user information of a URL': (text) => {
    const url = new URL('https://host')
    url.password = text
    return url.password
  },
  'a query of a URL': (text) => {
    const url = new URL('https://host')
    // a URL drops spaces at its ends, and tabs everywhere
    if (text.includes('\t')) return text
    url.search = `?q=${text}.`
    return url.search.slice(3, -1)
  },
}

/** White space at the ends of a secret, in every encoding. */
const whiteSpace = /^(?:\s|\+|%20|%09|\\*t?|\\+u0009|\\ )*$/

it.each(Object.entries(shapes))('%s: shows nothing of a secret except spaces at its ends', (_, shape) => {
  fc.assert(
    fc.property(oneLine, (secret) => {
      const shown = runnerWith(plain(secret))(`<<${shape(secret)}>>`)
      const seen = shown.slice(2, -2).split('***')
      expect(seen.length).toBeGreaterThan(1)
      for (const part of seen) expect(part).toMatch(whiteSpace)
    }),
  )
})

it.each(['base64', 'base64url'] as const)('%s of a secret within any text shows only the characters at its ends', (alphabet) => {
  const around = fc.string({ maxLength: 8 })
  fc.assert(
    fc.property(fc.oneof(oneLine, severalLines), around, around, fc.boolean(), (secret, before, after, json) => {
      // surrounding text that contains a part of the secret can be masked too
      fc.pre(!Array.from(before + after).some((character) => secret.includes(character)))
      const core = json ? inJson(secret.trim()) : secret.trim()
      const [start, length] = [Buffer.byteLength(before), Buffer.byteLength(core)]
      const printed = Buffer.from(before + core + after).toString(alphabet)
      const seen = runnerWith(plain(secret))(printed).split('***')
      expect(seen[0]!.length).toBeLessThanOrEqual(Math.ceil((8 * start) / 6))
      expect(seen.at(-1)!.length).toBeLessThanOrEqual(printed.length - Math.floor((8 * (start + length)) / 6))
      expect(seen.slice(1, -1).join('')).toBe('')
    }),
  )
})

exceptOn('win32', shellsDiffer, () => {
  describe('shells', () => {
    const utf8 = { LC_ALL: 'C.UTF-8', PATH: process.env['PATH'] }
    const ascii = { ...utf8, LC_ALL: 'C' }
    const perSecret = (command: string) => `for X; do ${command}; done`
    const ownName = 'set | grep -a "^X=" ; printf "\\0"'

    test.each<[what: string, shell: string, script: string, env: NodeJS.ProcessEnv]>([
      ['printf %q', 'bash', perSecret(String.raw`printf '%q\0' "$X"`), utf8],
      ['printf %q', 'bash', perSecret(String.raw`printf '%q\0' "$X"`), ascii],
      ['set', 'bash', perSecret(ownName), utf8],
      ['set', 'bash', perSecret(ownName), ascii],
      ['set', 'dash', perSecret(ownName), utf8],
      ['declare -p', 'bash', perSecret(String.raw`declare -p X; printf '\0'`), utf8],
      ['export -p', 'dash', perSecret(String.raw`export X; export -p | grep "^export X="; printf '\0'`), utf8],
      ['set -x', 'bash', perSecret(String.raw`{ set -x; : "$X"; set +x; } 2>&1; printf '\0'`), utf8],
      ['set -x', 'dash', perSecret(String.raw`{ set -x; : "$X"; set +x; } 2>&1; printf '\0'`), utf8],
      ['set -x and [[ ]]', 'bash', perSecret(String.raw`{ set -x; [[ a == "$X" ]]; set +x; } 2>&1; printf '\0'`), utf8],
      ['echo $X', 'bash', `set -f; ${perSecret(String.raw`IFS=' '$'\t'; printf '%s ' $X; printf '\0'`)}`, utf8],
    ])('%s of %s: shows nothing of a secret (%#)', (_, shell, script, env) => {
      // bash's quotes depend on the system's Unicode version, and within [[ ]] it drops U+0001 and U+007F
      const secrets = fc.sample(commonLine, { numRuns: 300, seed: 7 }).map((text) => `q7Q${text}q7Q`)
      const { stdout } = spawnSync(shell, ['-c', script, shell, ...secrets], { env, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
      const printed = stdout.split('\0').slice(0, -1)
      expect(printed).toHaveLength(secrets.length)
      for (const [index, secret] of secrets.entries()) {
        const shown = runnerWith(plain(secret))(printed[index]!)
        expect({ secret, shown, printed: printed[index] }).toEqual({
          secret,
          shown: expect.stringContaining('***') as string,
          printed: printed[index],
        })
        expect(shown).not.toContain('q7Q')
      }
    })
  })
})

exceptOn('win32', shellsDiffer, () => {
  test.each<[what: string, shell: string, script: string]>([
    ['printf %q', 'bash', String.raw`printf '%q' "$1"`],
    ['set', 'bash', 'X=$1; set'],
    ['set', 'dash', 'X=$1; set'],
    ['declare -p', 'bash', 'X=$1; declare -p X'],
    ['set -x', 'bash', 'exec 2>&1; set -x; : "$1"'],
    ['echo $X', 'bash', 'set -f; echo $1'],
  ])('%s of %s: shows nothing of a secret of several lines', (_, shell, script) => {
    const lines = fc.sample(commonLine, { numRuns: 60, seed: 11 }).map((text) => `q7Q${text}q7Q`)
    for (let at = 0; at < lines.length; at += 3) {
      const secret = lines.slice(at, at + 3).join('\n')
      const { stdout } = spawnSync(shell, ['-c', script, shell, secret], { env: { LC_ALL: 'C.UTF-8' }, encoding: 'utf8' })
      const shown = runnerWith(plain(secret))(stdout)
      expect(stdout).toContain('q7Q')
      expect(shown).toContain('***')
      expect(shown).not.toContain('q7Q')
    }
  })
})

it('masks each of several lines, in every shape', () => {
  fc.assert(
    fc.property(severalLines, (text) => {
      const mask = runnerWith(plain(text))
      const lines = text.split(/[\r\n]+/).map((line) => line.trim())
      for (const shape of Object.values(shapes)) {
        const shown = mask(shape(text))
        for (const line of lines) if (line.length >= 4) expect(shown).not.toContain(shape(line))
      }
      for (const line of lines) if (line.length >= 4) expect(mask(line)).toBe('***')
    }),
  )
})

it('masks each JSON leaf of 8 or more characters, with any indentation', () => {
  const key = fc.constantFrom('password', 'token', 'a"b', '__proto__', 'x')
  const leaf = fc.oneof(oneLine, severalLines, fc.integer(), fc.boolean(), fc.constant(null))
  const { json } = fc.letrec((tie) => ({
    json: fc.oneof(
      { maxDepth: 4 },
      fc.array(tie('value'), { maxLength: 4 }),
      fc.array(fc.tuple(key, tie('value')), { maxLength: 4 }).map((pairs) => Object.fromEntries(pairs) as unknown),
    ),
    value: fc.oneof({ maxDepth: 4 }, leaf, tie('json')),
  }))
  const leavesOf = (value: unknown): string[] =>
    typeof value === 'string' ? [value] : value !== null && typeof value === 'object' ? Object.values(value).flatMap(leavesOf) : []
  fc.assert(
    fc.property(json, fc.constantFrom(0, 1, 2, '\t'), fc.constantFrom(0, 2, 3), (value, stored, printed) => {
      const mask = runnerWith(plain(JSON.stringify(value, null, stored)))
      const shown = mask(JSON.stringify(value, null, printed))
      for (const one of leavesOf(value).filter((text) => text.length >= 8)) {
        if (!/[\r\n]/.test(one)) expect(shown).not.toContain(inner(JSON.stringify(one)))
        const lines = one.split(/[\r\n]+/).filter((text) => text.trim().length >= 4)
        for (const text of lines) expect(mask(text)).toMatch(/^\s*\*{3}\s*$/)
      }
    }),
  )
})

it('masks bytes as base64, base64url and hex, as stored and as printed', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 3, maxLength: 300 }), fc.constantFrom('base64', 'base64url', 'hex'), (content, form) => {
      const bytes = Buffer.from(content)
      const mask = runnerWith({ stored: bytes.toString(form), value: bytes, masking: 'usual' })
      for (const one of [form, 'base64', 'hex'] as const) expect(mask(bytes.toString(one))).toBe('***')
      expect(mask(bytes.toString('base64url'))).toMatch(/^\*{3}.?$/)
    }),
  )
})

it('has no empty mask, no mask with a line break, no duplicate, and no punctuation of fewer than 4 characters', () => {
  const text = fc.oneof(oneLine, severalLines, fc.json(), fc.string({ unit: fc.constantFrom('a', '1', ' ', '}', '\n', '\r', '-') }))
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 8 }), (value, minLength) => {
      const masks = masksOfValue(plain(value), minLength)
      expect(masks.filter((mask) => mask.trim() === '' || /[\r\n]/.test(mask))).toEqual([])
      expect(new Set(masks).size).toBe(masks.length)
      for (const mask of masks) if (mask.length < 4) expect(mask).toMatch(/[\p{L}\p{N}]|[^\x20-\x7e]/u)
    }),
  )
})
