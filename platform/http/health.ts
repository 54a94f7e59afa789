import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client'
import type { Database } from '../database.ts'
import { partnershipMigrations } from '../migrate.ts'

/** `/health` says the process is alive, `/ready` that the database answers and fits the program, `/metrics` how it fares. */
export function setUpHealth(app: FastifyInstance, database: Database): void {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const seconds = new Histogram({
    name: 'breakwater_request_seconds',
    help: 'Time to answer, by route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  })
  app.addHook('onResponse', async (request, reply) => {
    seconds.observe(
      { method: request.method, route: request.routeOptions.url ?? 'none', status: String(reply.statusCode) },
      reply.elapsedTime / 1000,
    )
  })
  app.get('/health', async () => ({ status: 'alive' }))
  app.get('/ready', async (_, reply) => {
    const ready = await isReady(database)
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not ready' })
  })
  app.get('/metrics', async (_, reply) => reply.type(registry.contentType).send(await registry.metrics()))
}

async function isReady(database: Database): Promise<boolean> {
  try {
    const { rows } = await database.asSystem('migrator', 'readiness', tx =>
      sql<{ n: number }>`select count(*) as n from migration`.execute(tx),
    )
    return rows[0]?.n === partnershipMigrations().length
  } catch {
    return false
  }
}
