import type { Maskable } from '../../../src/masks/find-secrets.ts'
import { createServiceAccount } from '../../support/service-account.ts'
import { base64, plain, runnerWith } from './runner-with.ts'

describe("a Google service account's key", () => {
  const { privateKey, key, file } = createServiceAccount()

  describe.each<[string, Maskable]>([
    ['as the file', plain(file)],
    ['compact', plain(JSON.stringify(key))],
    ['base64 of the file', { stored: base64(file), value: file, masking: 'usual' }],
    ['as a text in an object', plain(JSON.stringify({ gcp: file, region: 'europe-west1' }))],
    ['in an object', plain(JSON.stringify({ gcp: key }))],
  ])('%s', (_, value) => {
    const mask = runnerWith(value)

    it('prints no line of the private key', () => {
      const text = value.value as string
      const pem = privateKey.trim().split('\n')
      const printed = [
        ...[text, file, JSON.stringify(key), JSON.stringify(key, null, 4), JSON.stringify([[key]])],
        ...[JSON.stringify(text), JSON.stringify(JSON.stringify({ text })), JSON.stringify({ key: privateKey })],
        ...[privateKey, `${pem.join('')} `, pem.join(' '), ...pem, encodeURIComponent(privateKey), encodeURIComponent(text)],
      ]
      for (const one of printed) for (const line of pem) expect(mask(one)).not.toContain(line)
      const shell = text.replace(/\n+$/, '')
      for (const whole of [text, shell, `${shell}\n`, privateKey, privateKey.trimEnd()]) {
        expect(mask(base64(whole))).toMatch(/^\*{3}[\w+/=]{0,4}$/)
        expect(mask(base64(whole).match(/.{76}/g)!.join('\n'))).toMatch(/^(\*{3}\n?)+[\w+/=]{0,4}$/)
      }
    })

    it('does not mask host names, project or account', () => {
      const log = [
        'GET https://www.googleapis.com/storage/v1/b?project=acme-production',
        'Opening https://accounts.google.com/o/oauth2/auth and https://oauth2.googleapis.com/token',
        `Activated service account credentials for: [${key['client_email']!}]`,
        'universe_domain googleapis.com, service_account, europe-west1, env=production',
      ]
      for (const line of log) expect(mask(line)).toBe(line)
    })
  })
})
