// The embedded PostgreSQL runs here, on its own thread, so that no query ever holds up a page.
import { openAsBlob } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import { createPgConfig } from '@electric-sql/pglite/node-postgres'
import { Client, type QueryResult } from './client.ts'
import type { EmbeddedAnswer, EmbeddedRequest, EmbeddedStart } from './embedded.ts'

const port = parentPort
if (port === null) throw new Error('embedded-worker.ts runs only as a worker thread')
const start = workerData as EmbeddedStart

const pg = await PGlite.create({
  ...(start.folder === undefined ? {} : { dataDir: start.folder }),
  ...(start.snapshot === undefined ? {} : { loadDataDir: await openAsBlob(start.snapshot) }),
})
// The client of a server, so that both databases hand over the same values and plan a named statement once.
const client = new Client(createPgConfig(pg))
await client.connect()
await client.query('set plan_cache_mode = force_generic_plan')
port.postMessage({ ready: true })

port.on('message', async (request: EmbeddedRequest) => {
  port.postMessage(await answer(request))
})

async function answer(request: EmbeddedRequest): Promise<EmbeddedAnswer> {
  try {
    const { id, name, sql, parameters } = request
    if (sql === undefined) return await special(request)
    const answered: QueryResult | QueryResult[] =
      name === undefined && parameters.length === 0
        ? await client.query(sql)
        : await client.query({ ...(name === undefined ? {} : { name }), text: sql, values: parameters })
    // pg-boss sends several statements in one text, and reads the rows of each.
    const results = Array.isArray(answered) ? answered : [answered]
    return { id, rows: results.flatMap(({ rows }) => rows), affected: results.at(-1)?.rowCount ?? 0 }
  } catch (error) {
    return { id: request.id, error: describe(error) }
  }
}

async function special(request: EmbeddedRequest): Promise<EmbeddedAnswer> {
  if (request.dump === true) {
    const blob = await pg.dumpDataDir('none')
    return { id: request.id, rows: [], affected: 0, bytes: new Uint8Array(await blob.arrayBuffer()) }
  }
  await pg.close()
  return { id: request.id, rows: [], affected: 0 }
}

function describe(error: unknown): { message: string; code: string | undefined; constraint: string | undefined } {
  const it = error as { message?: string; code?: string; constraint?: string }
  return { message: it.message ?? String(error), code: it.code, constraint: it.constraint }
}
