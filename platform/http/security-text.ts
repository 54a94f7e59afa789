import type { FastifyInstance } from 'fastify'
import type { Clock } from '../clock.ts'
import type { Config } from '../config.ts'

/** Where whoever finds a weakness looks for an address (RFC 9116). Not found while nobody promised to answer. */
export function setUpSecurityText(app: FastifyInstance, config: Config, clock: Clock): void {
  app.get('/.well-known/security.txt', async (_, reply) => {
    const text = securityText(config, clock.now())
    if (text === undefined) {
      reply.callNotFound()
      return reply
    }
    return reply.type('text/plain; charset=utf-8').header('cache-control', 'public, max-age=3600').send(text)
  })
}

/** The text, or nothing when no contact is set or the day until which it was promised has passed. */
export function securityText(
  { securityContact, publicUrl }: Pick<Config, 'securityContact' | 'publicUrl'>,
  now: Date,
): string | undefined {
  if (securityContact === undefined) return undefined
  const expires = `${securityContact.until}T23:59:59.000Z`
  if (now.toISOString() > expires) return undefined
  const lines = [
    `Contact: ${securityContact.to}`,
    `Expires: ${expires}`,
    'Preferred-Languages: en',
    ...(publicUrl === undefined ? [] : [`Canonical: ${publicUrl}/.well-known/security.txt`]),
  ]
  return `${lines.join('\n')}\n`
}
