import type { FastifyBaseLogger, FastifyReply, FastifyRequest } from 'fastify'
import { type DestinationStream, pino } from 'pino'
import type { Config } from '../config.ts'
import { SqlError } from '../database.ts'
import type { ErrorCode } from '../errors.ts'

// Names under which a secret or a person's words could reach a log line by mistake.
const never = ['password', 'token', 'cookie', 'authorization', 'body', 'query', 'params', 'secret', 'answers', 'detail']

/**
 * Logs the route's pattern, never the address: an address can hold a record's id, a query a person's name. Lines go to
 * standard output, or `to` another place.
 */
export function logger(config: Config, to?: DestinationStream): FastifyBaseLogger {
  const options = {
    level: config.logLevel,
    base: null,
    redact: { paths: never.flatMap(name => [name, `*.${name}`, `*.*.${name}`]), censor: '[removed]' },
    // Whatever writes an error to the log, also a part that is not ours, writes it as `loggable` does.
    serializers: {
      req: () => undefined,
      res: () => undefined,
      err: (error: unknown) => (error instanceof Error ? loggable(error) : error),
    },
  }
  return to === undefined ? pino(options) : pino(options, to)
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

/**
 * A refusal: what was asked for, why it was not given, and in which session. The ledger says whose session that is; the log
 * does not. A form with a field to mend is no refusal.
 */
export function logRefusal(request: FastifyRequest, code: ErrorCode): void {
  const session = request.session?.id ?? null
  request.log.warn({ method: request.method, route: request.routeOptions.url ?? 'none', code, session }, 'refused')
}

/**
 * A failure as the log may have it: its kind, its code and where it happened. Never its message: one of the database can quote a
 * row, one of a parser what somebody typed.
 */
export function loggable(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error }
  const type = error.constructor.name
  if (error instanceof SqlError) return { type, code: error.code, constraint: error.constraint, place: placeOf(error) }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  // Codes are names in capitals. Anything else under that name could be somebody's words.
  return { type, code: /^[A-Z][A-Z0-9_]{1,60}$/.test(code ?? '') ? code : undefined, place: placeOf(error) }
}

// The stack begins with the message, which can have several lines.
function placeOf({ stack = '', message }: Error): string[] {
  return stack
    .slice(stack.indexOf(message) + message.length)
    .split('\n')
    .filter(line => /^\s+at /.test(line))
    .slice(0, 5)
    .map(line => line.trim())
}
