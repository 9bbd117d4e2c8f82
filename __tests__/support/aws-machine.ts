import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { callAws, textsOf, type AwsInfo } from '../../testing/stack/aws-api.ts'
import { endsWithTest } from './ends-with-test.ts'

/** Temporary credentials in the form of AWS's services on a machine. */
export interface MachineCredentials {
  readonly AccessKeyId: string
  readonly SecretAccessKey: string
  readonly Token: string
}

/** Returns credentials of a role, which moto issues and knows. */
export async function assumeRole(aws: AwsInfo, role: string): Promise<MachineCredentials> {
  const parameters = { RoleArn: `arn:aws:iam::123456789012:role/${role}`, RoleSessionName: 'i-0123456789abcdef0' }
  const xml = await callAws(aws, 'sts', 'AssumeRole', parameters)
  const [AccessKeyId = '', SecretAccessKey = '', Token = ''] = ['AccessKeyId', 'SecretAccessKey', 'SessionToken'].flatMap((name) =>
    textsOf(name, xml),
  )
  return { AccessKeyId, SecretAccessKey, Token }
}

/** A request that a service received. */
interface Asked {
  readonly method: string
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

/** A service of the machine, with the requests that it received. */
export interface MachineService {
  readonly url: string
  readonly asked: readonly Asked[]
}

/** Starts an HTTP server that ends with the test. */
export async function startService(respond: (asked: Asked) => readonly [status: number, body: string]): Promise<MachineService> {
  const asked: Asked[] = []
  const server: Server = createServer((request, response) => {
    void text(request).then((body) => {
      const one = { method: request.method ?? '', path: request.url ?? '', headers: request.headers, body }
      asked.push(one)
      const [status, content] = respond(one)
      response.writeHead(status).end(content)
    })
  }).listen(0, '127.0.0.1')
  await once(endsWithTest(server), 'listening')
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked }
}

/** Starts an instance metadata service that accepts version 2 only, as EC2 recommends. */
export function startInstanceMetadata(role: string, credentials: MachineCredentials): Promise<MachineService> {
  const session = 'AQAAAHush-session=='
  const path = '/latest/meta-data/iam/security-credentials/'
  return startService(({ method, path: asked, headers }) => {
    if (method === 'PUT' && asked === '/latest/api/token') {
      return Number(headers['x-aws-ec2-metadata-token-ttl-seconds']) > 0 ? [200, session] : [400, '']
    }
    if (headers['x-aws-ec2-metadata-token'] !== session) return [401, '']
    if (asked === path) return [200, role]
    return asked === `${path}${role}` ? [200, JSON.stringify({ Code: 'Success', Type: 'AWS-HMAC', ...credentials })] : [404, '']
  })
}

/** Starts the credentials endpoint of a container, which requires this authorization. */
export function startContainerEndpoint(authorization: string, credentials: MachineCredentials): Promise<MachineService> {
  return startService(({ headers }) => (headers.authorization === authorization ? [200, JSON.stringify(credentials)] : [401, '']))
}

/**
 * Starts an STS that exchanges a web identity token for credentials. In place of moto: while moto checks signatures, it refuses this
 * request, which has none.
 */
export function startWebIdentitySts(token: string, credentials: MachineCredentials): Promise<MachineService> {
  return startService(({ body }) => {
    const asked = Object.fromEntries(new URLSearchParams(body))
    const error = (code: string) => `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code></Error></ErrorResponse>`
    if (asked['Action'] !== 'AssumeRoleWithWebIdentity' || asked['Version'] !== '2011-06-15') return [400, error('InvalidAction')]
    if (asked['WebIdentityToken'] !== token) return [400, error('InvalidIdentityToken')]
    const { AccessKeyId, SecretAccessKey, Token } = credentials
    return [
      200,
      `<AssumeRoleWithWebIdentityResponse><AssumeRoleWithWebIdentityResult><Credentials><AccessKeyId>${AccessKeyId}</AccessKeyId>` +
        `<SecretAccessKey>${SecretAccessKey}</SecretAccessKey><SessionToken>${Token}</SessionToken></Credentials>` +
        '</AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>',
    ]
  })
}
