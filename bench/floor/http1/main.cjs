// The exchange over HTTP/1.1 keep-alive connections without any checks: the minimal cost of a job.
const env = process.env
if (require.main === module) exchange()

function open(url, connections) {
  const { request, Agent } = require(url.startsWith('https:') ? 'node:https' : 'node:http')
  const { hostname: host, port } = new URL(url)
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  // connections are opened before the first request
  const connect = agent.createConnection.bind(agent)
  const ready = Array.from({ length: connections }, () => connect({ host, port, servername: '' }))
  agent.createConnection = (options, callback) => ready.pop() ?? connect(options, callback)
  return {
    send: (method, path, headers, body) =>
      new Promise((resolve, reject) => {
        request(url + path, { agent, method, headers }, (reply) => {
          let text = ''
          reply.setEncoding('utf8').on('data', (chunk) => (text += chunk))
          reply.on('end', () => resolve(text && JSON.parse(text)))
        })
          .on('error', reject)
          .end(body && JSON.stringify(body))
      }),
    close() {
      for (const socket of ready) socket.destroy()
      agent.destroy()
    },
  }
}

async function exchange() {
  const entries = [...env.INPUT_SECRETS.matchAll(/(\S+) (\S+) \| (\S+);/g)]
  const paths = [...new Set(entries.map(([, path]) => path))]
  const vault = open(env.INPUT_URL, Math.min(paths.length, 32))
  const runner = open(new URL(env.ACTIONS_ID_TOKEN_REQUEST_URL).origin, 1)
  const oidc = new URL(`${env.ACTIONS_ID_TOKEN_REQUEST_URL}&audience=${env.INPUT_JWTGITHUBAUDIENCE}`)
  const { value: jwt } = await runner.send('GET', oidc.pathname + oidc.search, {
    authorization: `Bearer ${env.ACTIONS_ID_TOKEN_REQUEST_TOKEN}`,
  })
  runner.close()
  const { auth } = await vault.send('POST', '/v1/auth/jwt/login', {}, { role: env.INPUT_ROLE, jwt })
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
  const vault = open(url, leases.length)
  await revoke(vault, headers, leases)
  vault.close()
}

async function revoke(vault, headers, leases) {
  await Promise.all(leases.map((lease) => vault.send('PUT', `/v1/sys/leases/revoke/${lease}`, headers)))
  await vault.send('POST', '/v1/auth/token/revoke-self', headers)
}
