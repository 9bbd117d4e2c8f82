import { isRegion, regionIn, stsEndpoint } from '../../../src/aws/regions.ts'

test.each([
  [undefined, 'https://sts.amazonaws.com/'],
  ['us-east-1', 'https://sts.amazonaws.com/'],
  ['us-east-2', 'https://sts.us-east-2.amazonaws.com/'],
  ['ap-southeast-5', 'https://sts.ap-southeast-5.amazonaws.com/'],
  ['cn-northwest-1', 'https://sts.cn-northwest-1.amazonaws.com.cn/'],
  ['us-gov-east-1', 'https://sts.us-gov-east-1.amazonaws.com/'],
])('the endpoint of %s is %s', (region, url) => {
  expect(stsEndpoint(region)).toEqual({ url: new URL(url), region: region ?? 'us-east-1' })
})

test.each(['', 'eu', 'eu-central', 'EU-CENTRAL-1', 'eu-central-1a', 'us-iso-east-1', 'eu-central-1.evil.example/', 'eu-central-1\n'])(
  '%j is not a region',
  (text) => {
    expect(isRegion(text)).toBe(false)
  },
)

test.each([
  [{}, undefined],
  [{ AWS_REGION: 'eu-west-1', AWS_DEFAULT_REGION: 'eu-west-2' }, 'eu-west-1'],
  [{ AWS_REGION: '', AWS_DEFAULT_REGION: 'eu-west-2' }, 'eu-west-2'],
  [{ AWS_REGION: 'elsewhere.example/' }, undefined],
])('the environment %j sets %s', (env, region) => {
  expect(regionIn(env)).toBe(region)
})
