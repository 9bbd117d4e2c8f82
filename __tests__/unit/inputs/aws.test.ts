import { readAwsInputs } from '../../../src/inputs/aws.ts'
import { createInputReader } from '../../../src/core/input-reader.ts'

const defaults = { region: undefined, maxSeconds: 30 }
function read(inputs: Readonly<Record<string, string>>) {
  const problems: string[] = []
  const reader = createInputReader(
    (name) => inputs[name],
    (...problem) => problems.push(problem.join('|')),
  )
  return { settings: readAwsInputs(reader, defaults), problems }
}

test.each([
  [{}, { region: undefined, maxSeconds: 30 }],
  [{ awsWait: '0' }, { region: undefined, maxSeconds: 0 }],
  [
    { awsWait: '600', awsRegion: 'us-gov-west-1' },
    { region: 'us-gov-west-1', maxSeconds: 600 },
  ],
])('%j', (inputs, settings) => {
  expect(read(inputs)).toEqual({ settings, problems: [] })
})

test.each(['-1', '1.5', '601', '1000', '30s', '0x1f'])('awsWait %j is a problem', (awsWait) => {
  expect(read({ awsWait }).problems).toEqual([`awsWait|"${awsWait}" is not a whole number from 0 to 600|30`])
})

test('an unknown form of a region is a problem', () => {
  expect(read({ awsRegion: 'Frankfurt' }).problems).toEqual(['awsRegion|"Frankfurt" is not a region of AWS|eu-central-1'])
})
