import type { FastifyBaseLogger, FastifyReply, FastifyRequest } from 'fastify'
import { pino } from 'pino'
import type { Config } from '../config.ts'
import { SqlError } from '../database.ts'

// Names under which a secret or a person's words could reach a log line by mistake.
const never = ['password', 'token', 'cookie', 'authorization', 'body', 'query', 'params', 'secret', 'answers', 'detail']

/** Logs the route's pattern, never the address: an address can hold a record's id, a query a person's name. */
export function logger(config: Config): FastifyBaseLogger {
  return pino({
    level: config.logLevel,
    base: null,
    redact: { paths: never.flatMap(name => [name, `*.${name}`, `*.*.${name}`]), censor: '[removed]' },
    serializers: { req: () => undefined, res: () => undefined },
  })
}

/** One line for each answer: which route, how it went, how long it took. */
export async function logAnswer(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const route = request.routeOptions.url ?? 'none'
  if (route.startsWith('/assets/') || route === '/health') return
  request.log.info(
    { method: request.method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime) },
    'answered',
  )
}

/** A failure as the log may have it. A database message can quote a row: only its code and where it happened are kept. */
export function loggable(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error }
  const place = error.stack
    ?.split('\n')
    .slice(1, 6)
    .map(line => line.trim())
  if (error instanceof SqlError) return { type: 'SqlError', code: error.code, constraint: error.constraint, place }
  return { type: error.constructor.name, message: error.message, place }
}
