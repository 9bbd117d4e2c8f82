import fc from 'fast-check'
import { createStoppedCommands } from '../../../src/child/stopped-commands.ts'
import { CommandProcessor } from '../../../testing/runner/command-processor.ts'
import { SecretMasker } from '../../../testing/runner/secret-masker.ts'
import { StageLog } from '../../../testing/runner/stage-log.ts'

const seen = (...lines: string[]) => {
  const commands = createStoppedCommands()
  for (const line of lines) commands.see(`${line}\n`)
  return commands
}

it('resumes and stops commands around own ones', () => {
  expect(seen('::stop-commands::t0ken').around()).toEqual({ before: '::t0ken::\n', after: '::stop-commands::t0ken\n' })
})

it.each([
  ['nothing was stopped', ['a', 'stop-commands', '::warning::stop-commands']],
  ['they were resumed', ['::stop-commands::t', 'x', '::t::']],
  ['the token is empty', ['::stop-commands::']],
  ['it is only quoted', ['say ::stop-commands::t']],
])('adds nothing if %s', (_, lines) => {
  expect(seen(...lines).around()).toEqual({ before: '', after: '' })
})

it('resumes once, when the child has ended', () => {
  const commands = seen('##[Stop-Commands]end')
  expect([commands.resume(), commands.resume()]).toEqual(['::end::\n', ''])
})

/** Runs lines as the runner does, and returns whether it then processes a command. */
function isMaskRegistered(lines: readonly string[]): boolean {
  const masker = new SecretMasker()
  const effects = { addPath: () => undefined, setVariable: () => undefined, saveState: () => undefined, setOutput: () => undefined }
  const processor = new CommandProcessor(new StageLog(masker, false), masker, effects, false)
  for (const line of lines) processor.process(line)
  return masker.values.includes('s3cr3t-value')
}

it('lets the runner process an own mask, after any output of the child', () => {
  const line = fc.oneof(
    fc.constantFrom(
      'x',
      '',
      '::stop-commands::a',
      '::stop-commands::b',
      '  ::Stop-Commands::a',
      '##[stop-commands]a',
      'y ##[stop-commands]b',
      '::stop-commands::a%25b',
      '::stop-commands::a%0Ab',
      '::stop-commands::two words',
      '::stop-commands::x::y',
      '::stop-commands::a ',
    ),
    fc.constantFrom(
      '::a::',
      '::b::',
      '::A::',
      '##[a]',
      'z ##[b]',
      '::stop-commands::',
      '::stop-commands::warning',
      '::warning::a',
      'a ::a::',
      '::a%b::',
    ),
  )
  let stopped = 0
  fc.assert(
    fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
      const around = seen(...lines).around()
      if (!around) {
        expect([lines, isMaskRegistered([...lines, '::add-mask::s3cr3t-value'])]).toEqual([lines, false])
        return
      }
      const { before, after } = around
      if (before !== '') stopped++
      const own = [before, '::add-mask::s3cr3t-value', after].map((text) => text.trim()).filter(Boolean)
      expect([lines, isMaskRegistered([...lines, ...own])]).toEqual([lines, true])
    }),
    { numRuns: 2_000 },
  )
  expect(stopped).toBeGreaterThan(100)
})

it.each(['two words', 'end ', 'x::y', 'a%0Ab'])('knows that no line resumes after the token "%s"', (token) => {
  const commands = seen(`::stop-commands::${token}`)
  expect([commands.around(), commands.resume()]).toEqual([undefined, ''])
})

it('decodes the token as the runner does', () => {
  expect(seen('::stop-commands::a%25b').around()).toEqual({ before: '::a%b::\n', after: '::stop-commands::a%25b\n' })
})
