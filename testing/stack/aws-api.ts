import aws4 from 'aws4'

/** The access key of an IAM user. */
export type AwsKey = { accessKeyId: string; secretAccessKey: string }

/** The address of moto, and the keys of two IAM users: `admin` may do everything, `runner` is the identity of a self-hosted runner. */
export type AwsInfo = { url: string; admin: AwsKey; runner: AwsKey }

/** Names of these users. */
export const userNames = { admin: 'administrator', runner: 'runner' }

/** The services of AWS that the stack uses. */
type Service = 'iam' | 'sts'

const versions: Readonly<Record<Service, string>> = { iam: '2010-05-08', sts: '2011-06-15' }

/** Calls an action of AWS as the administrator and returns the response as XML. Throws unless its status is 200. */
export const callAws = async (
  { url, admin }: Pick<AwsInfo, 'url' | 'admin'>,
  service: Service,
  action: string,
  parameters: Readonly<Record<string, string>> = {},
): Promise<string> => {
  // moto checks the signature of the body as Python encodes it
  const body = new URLSearchParams({ Action: action, Version: versions[service], ...parameters }).toString().replaceAll('*', '%2A')
  const { headers } = aws4.sign({ host: new URL(url).host, service, region: 'us-east-1', method: 'POST', path: '/', body }, admin)
  const response = await fetch(url, { method: 'POST', headers: headersForFetch(headers), body })
  const text = await response.text()
  if (!response.ok) throw new Error(`${action} failed with status ${response.status}: ${text}`)
  return text
}

/** Returns the environment of a job whose steps ask moto in place of AWS's STS. */
export const awsEnv = ({ url }: Pick<AwsInfo, 'url'>): Record<string, string> => ({ AWS_ENDPOINT_URL_STS: url })

/** Returns the texts of all elements with this name. */
export const textsOf = (element: string, xml: string): string[] =>
  [...xml.matchAll(new RegExp(`<${element}>([^<]*)</${element}>`, 'g'))].map(([, text]) => text ?? '')

/** Returns the headers of a signed request without those that fetch sets itself. */
const headersForFetch = (headers: aws4.Request['headers']): [string, string][] =>
  Object.entries(headers ?? {}).flatMap(([name, value]) => (/^(host|content-length)$/i.test(name) ? [] : [[name, String(value)]]))
