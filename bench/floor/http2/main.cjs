// The exchange over one HTTP/2 connection without any checks: the minimal cost of a job. The connection is opened in parallel with the
// request for the OIDC token.
const env = process.env
if (require.main === module) exchange()

function open(url) {
  const session = require('node:http2').connect(url, { settings: { initialWindowSize: 1 << 20 } })
  // with the default window, responses of more than 64 KiB in total need an additional round trip
  session.once('connect', () => session.setLocalWindowSize(1 << 24))
  return {
    send: (method, path, headers, body) =>
      new Promise((resolve, reject) => {
        const stream = session.request({ ':method': method, ':path': path, ...headers }, { endStream: !body })
        let text = ''
        stream.setEncoding('utf8').on('data', (chunk) => (text += chunk))
        stream.on('end', () => resolve(text && JSON.parse(text))).on('error', reject)
        if (body) stream.end(JSON.stringify(body))
      }),
    close: () => session.destroy(),
  }
}

function idToken() {
  const url = `${env.ACTIONS_ID_TOKEN_REQUEST_URL}&audience=${env.INPUT_JWTGITHUBAUDIENCE}`
  const headers = { authorization: `Bearer ${env.ACTIONS_ID_TOKEN_REQUEST_TOKEN}` }
  return new Promise((resolve, reject) => {
    require(url.startsWith('https:') ? 'node:https' : 'node:http')
      .get(url, { headers, agent: false }, (reply) => {
        let text = ''
        reply.setEncoding('utf8').on('data', (chunk) => (text += chunk))
        reply.on('end', () => resolve(JSON.parse(text).value))
      })
      .on('error', reject)
  })
}

async function exchange() {
  const entries = [...env.INPUT_SECRETS.matchAll(/(\S+) (\S+) \| (\S+);/g)]
  const paths = [...new Set(entries.map(([, path]) => path))]
  const pending = idToken()
  const vault = open(env.INPUT_URL)
  const { auth } = await vault.send('POST', '/v1/auth/jwt/login', {}, { role: env.INPUT_ROLE, jwt: await pending })
  const headers = { 'x-vault-token': auth.client_token }
  const replies = await Promise.all(paths.map((path) => vault.send('GET', `/v1/${path}`, headers)))
  const leases = replies.map((reply) => reply.lease_id).filter(Boolean)
  const { appendFileSync } = require('node:fs')
  const isLeft = leases.length > 0 && !env.INPUT_RUN
  if (isLeft) appendFileSync(env.GITHUB_STATE, `floor=${JSON.stringify({ url: env.INPUT_URL, headers, leases })}\n`)
  let masks = ''
  let outputs = ''
  const values = {}
  for (const [, path, key, name] of entries) {
    const { data } = replies[paths.indexOf(path)]
    const value = (data.data ?? data)[key]
    masks += `::add-mask::${value}\n`
    outputs += `${name}=${value}\n`
    values[name] = value
  }
  process.stdout.write(masks)
  if (env.INPUT_RUN) await require('../child.cjs')(values)
  else appendFileSync(env.GITHUB_OUTPUT, outputs)
  if (!isLeft) await revoke(vault, headers, leases)
  vault.close()
}

exports.revokeAll = async function revokeAll({ url, headers, leases }) {
  const vault = open(url)
  await revoke(vault, headers, leases)
  vault.close()
}

async function revoke(vault, headers, leases) {
  await Promise.all(leases.map((lease) => vault.send('PUT', `/v1/sys/leases/revoke/${lease}`, headers)))
  await vault.send('POST', '/v1/auth/token/revoke-self', headers)
}
