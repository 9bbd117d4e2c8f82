import pg from 'pg'
import type { PostgresInfo } from './info.ts'

/** Runs a query on a new connection and returns its rows. */
export const query = async (info: PostgresInfo, sql: string): Promise<Record<string, unknown>[]> => {
  const client = new pg.Client({ ...info, connectionTimeoutMillis: 5000 })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows
  } finally {
    await client.end()
  }
}
