import type { FastifyRequest } from 'fastify'
import type { Clock } from '../clock.ts'
import type { Actor, Database } from '../database.ts'
import { KnownError } from '../errors.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The program whose token came with the request, on a page for programs. */
    program: Actor | undefined
  }
}

const wanted = 'Send a token that is in use, as the header "Authorization: Bearer TOKEN".'

/** Finds out which program asks, before a byte of what it sends is taken. Throws `not-signed-in` for none. */
export async function letProgramIn(
  request: FastifyRequest,
  { database, clock }: { readonly database: Database; readonly clock: Clock },
): Promise<void> {
  const page = request.routeOptions.config.page
  if (page?.as !== 'token') return
  const [, token] = /^Bearer ([\w-]{20,200})$/i.exec(request.headers.authorization ?? '') ?? []
  if (token === undefined) throw new KnownError('not-signed-in', wanted)
  const id = await database.asSystem('sign-in', page.purpose, tx => page.whose(tx, token, clock.now()), 'page')
  if (id === undefined) throw new KnownError('not-signed-in', wanted)
  request.program = { id, session: undefined }
}

/** The program that was let in. Throws `not-signed-in` where none was. */
export function programOf({ program }: FastifyRequest): Actor {
  if (program === undefined) throw new KnownError('not-signed-in', wanted)
  return program
}
