import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { notAllowed, SqlError } from '../database.ts'
import { type ErrorCode, errorCatalogue, KnownError } from '../errors.ts'
import { loggable, logRefusal } from './log.ts'

/** One handler for everything that goes wrong: a known failure in its own words, anything else without its detail. */
export function setUpFailures(
  app: FastifyInstance,
  render: (request: FastifyRequest, reply: FastifyReply, template: string, data: object) => string,
): void {
  const answer = (request: FastifyRequest, reply: FastifyReply, code: ErrorCode, sentence: string): FastifyReply => {
    const { status, title } = errorCatalogue[code]
    reply.code(status).header('cache-control', 'no-store')
    if (request.routeOptions.config.page?.as === 'token') {
      if (status === 401) reply.header('www-authenticate', 'Bearer')
      return reply.type('application/json; charset=utf-8').send({ code, sentence, reference: request.id })
    }
    return reply
      .type('text/html; charset=utf-8')
      .send(render(request, reply, 'error.njk', { title, sentence, code, reference: request.id }))
  }
  app.setNotFoundHandler((request, reply) => answer(request, reply, 'not-found', errorCatalogue['not-found'].sentence))
  app.setErrorHandler((error, request, reply) => {
    const { code, sentence } = describe(error)
    if (code === 'unexpected')
      request.log.error(
        { route: request.routeOptions.url, reference: request.id, err: loggable(error) },
        'unexpected failure',
      )
    else logRefusal(request, code)
    return answer(request, reply, code, sentence)
  })
}

function describe(error: unknown): { code: ErrorCode; sentence: string } {
  if (error instanceof KnownError) return { code: error.code, sentence: error.message }
  const code = codeOf(error)
  return { code, sentence: errorCatalogue[code].sentence }
}

function codeOf(error: unknown): ErrorCode {
  if (error instanceof SqlError) return error.code === notAllowed ? 'not-allowed' : 'unexpected'
  const it = error as { code?: string; statusCode?: number }
  if (it.code?.startsWith('FST_CSRF') === true) return 'expired'
  if (it.statusCode === 413) return 'too-large'
  if (it.statusCode === 429) return 'too-many'
  if (it.statusCode !== undefined && it.statusCode >= 400 && it.statusCode < 500) return 'invalid'
  return 'unexpected'
}
