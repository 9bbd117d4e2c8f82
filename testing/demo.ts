/**
 * Entry: runs a job with the committed action on this machine, with a real server and a real database, and shows what happens.
 * Argument: `run` for a job with the input `run`; `picture` draws the log of the other job, which sets outputs, as docs/log.svg.
 */
import { demonstrateCommand } from './demo/command.ts'
import { demonstrateOutputs } from './demo/outputs.ts'
import { writePicture } from './demo/picture.ts'
import { print } from './demo/show.ts'
import { startStack } from './stack/stack.ts'

const [name = 'outputs', ...more] = process.argv.slice(2)
const demonstrate = new Map([
  ['outputs', demonstrateOutputs],
  ['run', demonstrateCommand],
  ['picture', writePicture],
]).get(name)
if (!demonstrate || more.length > 0) {
  console.error('Use: npm run demo, npm run demo -- run, or npm run demo -- picture')
  process.exit(1)
}

console.log(
  'Starting OpenBao (HashiCorp Vault with VAULT_EXCHANGE_TEST_SERVER=vault), Postgres, moto in place of AWS, and an OIDC issuer …',
)
const stack = await startStack({
  report: (line) => {
    console.log(`    ${line}`)
  },
}).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
const { product, version, url } = stack.info.server
console.log(`    ${product} ${version} at ${url}`)
try {
  await demonstrate(stack.info, print)
} finally {
  await stack.stop()
}
// at a natural exit, node 24 can wait forever for a handle that never closes
process.exit()
