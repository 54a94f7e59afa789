import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import csrf from '@fastify/csrf-protection'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Config } from '../config.ts'
import { Invalid, KnownError, NotFound } from '../errors.ts'

const nonces = new WeakMap<object, string>()

/** The nonce of this answer's content security policy. */
export function nonceOf(reply: FastifyReply): string {
  return nonceFor(reply.raw)
}

function nonceFor(raw: object): string {
  const known = nonces.get(raw)
  if (known !== undefined) return known
  const fresh = randomBytes(16).toString('base64')
  nonces.set(raw, fresh)
  return fresh
}

/** Headers: nothing may be loaded from anywhere else, nothing may frame us, and no inline script runs without our nonce. */
export async function setUpSecurity(app: FastifyInstance, config: Config): Promise<void> {
  await app.register(helmet, {
    hsts: config.demonstration ? false : { maxAge: 31_536_000, includeSubDomains: true },
    referrerPolicy: { policy: 'same-origin' },
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        objectSrc: ["'none'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        connectSrc: ["'self'"],
        styleSrc: ["'self'"],
        workerSrc: ["'self'"],
        scriptSrc: ["'self'", (_: IncomingMessage, response: ServerResponse) => `'nonce-${nonceFor(response)}'`],
      },
    },
  })
  await app.register(rateLimit, {
    max: config.requestsPerMinute,
    timeWindow: '1 minute',
    allowList: request => request.url.startsWith('/assets/') || request.url === '/health',
    // A browser without a session gets a new one with each request: only a person's own session is worth counting by.
    keyGenerator: request => (request.session?.actor === undefined ? request.ip : request.session.sessionId),
    errorResponseBuilder: () => new KnownError('too-many'),
  })
}

/**
 * A token on every form: a POST without the token of this session is refused before any handler sees it. A program that was let in by
 * a token of its own has no session that another site could use.
 */
export async function setUpCsrf(app: FastifyInstance): Promise<void> {
  await app.register(csrf, { sessionPlugin: '@fastify/session', getToken: tokenOf })
  app.addHook('preValidation', (request, reply, done) => {
    if (request.method === 'GET' || request.method === 'HEAD' || request.program !== undefined) done()
    else app.csrfProtection(request, reply, done)
  })
}

/** PostgreSQL keeps every character but one. An address with it names nothing; in a form it is refused in words. */
export function refuseNul(app: FastifyInstance): void {
  app.addHook('preValidation', async request => {
    if (/%00/.test(request.url)) throw new NotFound()
    if (hasNul(request.body))
      throw new Invalid('One of your answers holds a character that cannot be kept. Type it again.')
  })
}

function hasNul(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('\0')
  return typeof value === 'object' && value !== null && Object.values(value).some(hasNul)
}

function tokenOf(request: FastifyRequest): string | undefined {
  const body = request.body
  if (typeof body !== 'object' || body === null || !('_csrf' in body)) return undefined
  return typeof body._csrf === 'string' ? body._csrf : undefined
}
