import { PassThrough } from 'node:stream'
import fc from 'fast-check'
import { passLines } from '../../../src/child/output.ts'
import { createStoppedCommands } from '../../../src/child/stopped-commands.ts'

function passing() {
  const [from, to] = [new PassThrough(), new PassThrough()]
  const lines = passLines([from], to, createStoppedCommands())
  const written = () => String(to.read() ?? '')
  return { from, to, lines, written }
}

/** Waits until the streams have handled what was written. */
const settled = () => new Promise((resolve) => setImmediate(resolve))

it('passes complete lines at once, and holds back the rest', async () => {
  const { from, written, lines } = passing()
  from.write('one\ntw')
  await settled()
  expect(written()).toBe('one\n')
  from.write('o\r')
  await settled()
  expect(written()).toBe('two\r')
  from.write('rest')
  await settled()
  expect(written()).toBe('')
  lines.end()
  expect(written()).toBe('rest\n')
})

it('passes a line of more than 1 MiB in parts, and prints between lines only', async () => {
  const { from, written, lines, to } = passing()
  from.write('x'.repeat(1_100_000))
  await settled()
  expect(written()).toHaveLength(1_100_000)
  lines.between(() => to.write('own\n'))
  expect(written()).toBe('\nown\n')
})

it('keeps every byte in order, in chunks of any size', async () => {
  const chunk = fc
    .array(fc.constantFrom('a', '\n', '\r', '\r\n', 'é', '::x::', ' '), { maxLength: 10 })
    .map((parts) => Buffer.from(parts.join('')))
  await fc.assert(
    fc.asyncProperty(fc.array(chunk, { maxLength: 10 }), async (chunks) => {
      const { from, written, lines } = passing()
      for (const one of chunks) from.write(one)
      await settled()
      lines.end()
      const all = Buffer.concat(chunks).toString()
      expect(written()).toBe(all === '' || /[\r\n]$/.test(all) ? all : `${all}\n`)
    }),
  )
})

it('slows the child down while the runner reads slowly', async () => {
  const { from, to, lines } = passing()
  const slow = new PassThrough({ highWaterMark: 10 })
  const held = passLines([from], slow, createStoppedCommands())
  from.write('a long line of output\n')
  await settled()
  expect(from.isPaused()).toBe(true)
  slow.resume()
  await settled()
  await settled()
  expect(from.isPaused()).toBe(false)
  held.end()
  lines.end()
  to.destroy()
})

it('passes stdout and stderr on as lines of one stream, in the order of their arrival', async () => {
  const [stdout, stderr, to] = [new PassThrough(), new PassThrough(), new PassThrough()]
  const lines = passLines([stdout, stderr], to, createStoppedCommands())
  for (const [from, text] of [
    [stdout, 'one\nth'],
    [stderr, 'two\nfo'],
    [stdout, 'ree\n'],
    [stderr, 'ur'],
  ] as const) {
    from.write(text)
    await settled()
  }
  lines.end()
  expect(String(to.read())).toBe('one\ntwo\nthree\nfour\n')
})

it('prints nothing of its own while the runner would print a mask', async () => {
  const { from, written, lines, to } = passing()
  from.write('::stop-commands::two words\n')
  await settled()
  lines.between(() => to.write('::add-mask::s3cr3t\n'))
  expect(written()).toBe('::stop-commands::two words\n')
})
