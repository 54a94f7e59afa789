// The embedded PostgreSQL runs here, on its own thread, so that no query ever holds up a page.
import { openAsBlob } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { PGlite, types } from '@electric-sql/pglite'
import type { EmbeddedAnswer, EmbeddedRequest, EmbeddedStart } from './embedded.ts'

const port = parentPort
if (port === null) throw new Error('embedded-worker.ts runs only as a worker thread')
const start = workerData as EmbeddedStart

// The two drivers must hand over the same values: dates as text, 64-bit integers as numbers.
const parsers = { [types.DATE]: (text: string) => text, [types.INT8]: Number }

const pg = await PGlite.create({
  parsers,
  ...(start.folder === undefined ? {} : { dataDir: start.folder }),
  ...(start.snapshot === undefined ? {} : { loadDataDir: await openAsBlob(start.snapshot) }),
})
port.postMessage({ ready: true })

port.on('message', async (request: EmbeddedRequest) => {
  port.postMessage(await answer(request))
})

async function answer(request: EmbeddedRequest): Promise<EmbeddedAnswer> {
  try {
    if (request.sql === undefined) return await special(request)
    if (request.parameters.length > 0) {
      const { rows, affectedRows } = await pg.query(request.sql, request.parameters)
      return { id: request.id, rows, affected: affectedRows ?? 0 }
    }
    const results = await pg.exec(request.sql)
    // pg-boss reads every statement's rows; everyone else sends one statement, for which the two are the same.
    return { id: request.id, rows: results.flatMap(result => result.rows), affected: results.at(-1)?.affectedRows ?? 0 }
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
