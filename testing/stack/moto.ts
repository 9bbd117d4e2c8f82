import { callAws, textsOf, userNames, type AwsInfo, type AwsKey } from './aws-api.ts'
import { freePort } from './free-port.ts'
import { ready, type Keeper } from './keeper.ts'

/** Starts moto, which simulates AWS IAM and STS. It checks signatures and policies, as AWS does. */
export const startMoto = async (keeper: Keeper, python: string): Promise<AwsInfo> => {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const running = keeper.run({ name: 'moto', command: python, args: ['-m', 'moto.server', '-H', '127.0.0.1', '-p', String(port)] })
  await ready(running, () => fetch(`${url}/moto-api/data.json`))
  const everything = { Effect: 'Allow', Action: '*', Resource: '*' }
  const admin = await createUser(url, userNames.admin, [everything])
  const runner = await createUser(url, userNames.runner, [])
  // so many requests are not checked; until now, none was
  await fetch(`${url}/moto-api/reset-auth`, { method: 'POST', body: '0' })
  return { url, admin, runner }
}

/** Creates an IAM user with a policy of these statements, and its key. Moto accepts any signature until its checks are on. */
const createUser = async (url: string, UserName: string, Statement: object[]): Promise<AwsKey> => {
  const anyone = { url, admin: { accessKeyId: 'any', secretAccessKey: 'any' } }
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement })
  await callAws(anyone, 'iam', 'CreateUser', { UserName })
  if (Statement.length > 0) await callAws(anyone, 'iam', 'PutUserPolicy', { UserName, PolicyName: 'all', PolicyDocument })
  const key = await callAws(anyone, 'iam', 'CreateAccessKey', { UserName })
  const [accessKeyId = '', secretAccessKey = ''] = ['AccessKeyId', 'SecretAccessKey'].flatMap((element) => textsOf(element, key))
  return { accessKeyId, secretAccessKey }
}
