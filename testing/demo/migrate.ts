/** Entry: the migration of the demo. Connects to the database of the PG variables in each of its steps. Argument: its duration in seconds. */
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

const stepSeconds = 2
const steps = Number(process.argv[2]) / stepSeconds

for (let step = 1; step <= steps; step += 1) {
  // without values, pg reads PGHOST, PGPORT, PGDATABASE, PGUSER and PGPASSWORD
  const client = new pg.Client()
  await client.connect()
  const { rows } = await client.query<{ until: string }>(
    "SELECT to_char(valuntil AT TIME ZONE 'UTC', 'HH24:MI:SS') AS until FROM pg_user WHERE usename = current_user",
  )
  console.log(`step ${step} of ${steps}: connected as ${client.user ?? ''}, whose password is valid until ${rows[0]?.until ?? ''} UTC`)
  await client.end()
  await sleep(stepSeconds * 1_000)
}
console.log('migrated')
