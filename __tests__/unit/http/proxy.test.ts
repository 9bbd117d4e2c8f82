import { proxyFor } from '../../../src/http/proxy.ts'

const names = ['http_proxy', 'HTTP_PROXY', 'no_proxy', 'NO_PROXY'] as const
const before = names.map((name) => [name, process.env[name]] as const)
beforeEach(() => {
  for (const name of names) Reflect.deleteProperty(process.env, name)
  process.env['HTTP_PROXY'] = 'http://proxy.test:3128'
})
afterAll(() => {
  for (const [name, value] of before) if (value !== undefined) process.env[name] = value
})

test.each([
  ['http://169.254.169.254/latest/api/token', undefined],
  ['http://169.254.170.2/v2/credentials', undefined],
  ['http://[fe80::1]/', undefined],
  ['http://[fd00:ec2::254]/', undefined],
  ['http://127.0.0.1/', undefined],
  ['http://169.254.example.com/', undefined],
  ['http://169.253.1.1/', 'proxy.test:3128'],
  ['http://[fd00:ec3::1]/', 'proxy.test:3128'],
  ['http://vault.test/', 'proxy.test:3128'],
])('the proxy for %s is %s', (url, name) => {
  expect(proxyFor(new URL(url))?.name).toBe(name)
})
