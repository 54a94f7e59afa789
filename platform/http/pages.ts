import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Clock } from '../clock.ts'
import type { Config } from '../config.ts'
import { type Actor, type Database, systemActors } from '../database.ts'
import { KnownError, NotAllowed, NotFound } from '../errors.ts'
import type { Answer, Arrival, Identity, Module, Page, Upload, Visit } from '../module.ts'
import { unreadCount } from '../notices.ts'
import { once } from './presses.ts'
import { programOf } from './programs.ts'
import { actorOf, beginSession, confirmSession, flowOf, isFresh, keepFlow } from './sessions.ts'
import { importLimits, receive } from './uploads.ts'

export type Identify = (tx: Visit['tx'], actor: string) => Promise<Identity | undefined>

export type PageContext = {
  readonly config: Config
  readonly database: Database
  readonly clock: Clock
  readonly modules: readonly Module[]
  readonly identify: Identify
  readonly render: (request: FastifyRequest, reply: FastifyReply, template: string, data: object) => string
}

declare module 'fastify' {
  interface FastifyRequest {
    who: Identity | undefined
    /** How many notices they have not read. */
    unread: number
    uploads: Upload[]
  }
  interface FastifyContextConfig {
    page?: Page
  }
}

/** Registers one page: who is asking, one transaction as that person, then the answer. */
export function addPage(app: FastifyInstance, page: Page, context: PageContext): void {
  app.route({
    method: page.method === 'get' ? 'GET' : 'POST',
    url: page.path,
    config: { page },
    handler: async (request, reply) => {
      const answer = await run(page, request, context).finally(() => discard(request.uploads))
      return send(answer, request, reply, context)
    },
  })
}

/** Takes the files of an upload off the wire before the form's token is checked, for people signed in and programs let in only. */
export async function receiveUploads(request: FastifyRequest, context: PageContext): Promise<void> {
  request.uploads = []
  const accepts = request.routeOptions.config.page?.accepts ?? 'form'
  if (accepts === 'form') return
  if ((request.program ?? actorOf(request, context.clock.now())) === undefined) throw new KnownError('not-signed-in')
  const limits = accepts === 'files' ? importLimits : { bytes: context.config.attachments.largest, files: 1 }
  const { uploads, body } = await receive(request, join(context.config.dataDir, 'incoming'), limits)
  request.uploads = uploads
  request.body = body
}

async function run(page: Page, request: FastifyRequest, context: PageContext): Promise<Answer> {
  const now = context.clock.now()
  const person = page.as === 'token' ? programOf(request) : actorOf(request, now)
  const signedIn = (page.as ?? 'signed-in') === 'signed-in'
  if (signedIn && person === undefined) return goFirst('/sign-in', request)
  // What stands in the description of the interface is what is taken: nothing else reaches the page.
  const asked = { ...texts(request.query), ...texts(request.params) }
  if (page.machine?.parameters.safeParse(asked).success === false) throw new NotFound()
  const handle = 'before' in page ? await page.before(arrivalOf(request, context, now)) : page.handle
  const work = async (tx: Visit['tx'], actor: Actor): Promise<Answer> => {
    const who = person === undefined || page.as === 'token' ? undefined : await context.identify(tx, person.id)
    request.who = who
    // Pages of sign-in run as a part of the system that reads nobody's notices.
    if (who !== undefined && page.as !== 'sign-in') request.unread = await unreadCount(tx)
    const first = signedIn ? gate(page, who, request, now) : undefined
    const visit = visitOf(request, tx, actor, who, context, now)
    const form = page.method === 'post' && signedIn
    return first ?? (form ? once(request, visit, async () => handle(visit)) : handle(visit))
  }
  if (page.as === 'sign-in' || person === undefined) {
    const name = page.as === 'sign-in' ? 'sign-in' : 'anonymous'
    const actor = { id: systemActors[name], session: undefined }
    return context.database.asSystem(name, page.purpose, tx => work(tx, actor), 'page')
  }
  return context.database.asActor(person, page.purpose, tx => work(tx, person), 'page')
}

/** What comes before the page: signing in, something that is owed, proving again who they are. Throws for a wrong role. */
function gate(page: Page, who: Identity | undefined, request: FastifyRequest, now: Date): Answer | undefined {
  if (who === undefined) return goFirst('/sign-in', request)
  if (who.owes !== undefined && page.whileOwing !== true) return goFirst(who.owes, request)
  if (page.roles !== undefined && !page.roles.some(role => who.roles.includes(role))) throw new NotAllowed()
  if (page.fresh === 'minutes' && !isFresh(request, now)) return goFirst('/sign-in/again', request)
  return undefined
}

function goFirst(to: string, request: FastifyRequest): Answer {
  const back = request.method === 'GET' ? request.url : formOf(request)
  return { kind: 'redirect', to: back === '/' ? to : `${to}?back=${encodeURIComponent(back)}` }
}

// A form that came too late is not kept: the person is brought back to the page that it was on.
function formOf(request: FastifyRequest): string {
  const referrer = URL.parse(request.headers.referer ?? '')
  return referrer?.host === request.host ? referrer.pathname + referrer.search : '/'
}

function arrivalOf(request: FastifyRequest, { database, config }: PageContext, now: Date): Arrival {
  return {
    database,
    config,
    now,
    params: texts(request.params),
    query: texts(request.query),
    flow: flowOf(request, now),
  }
}

function visitOf(
  request: FastifyRequest,
  tx: Visit['tx'],
  actor: Actor,
  who: Identity | undefined,
  context: PageContext,
  now: Date,
): Visit {
  return {
    tx,
    actor,
    who,
    now,
    config: context.config,
    modules: context.modules,
    params: texts(request.params),
    query: texts(request.query),
    body: (request.body ?? {}) as Record<string, unknown>,
    uploads: request.uploads,
    flow: flowOf(request, now),
    address: networkOf(request.ip),
  }
}

/** An IPv4 address as it is; of an IPv6 address the first 64 bits, which belong to one household or office. */
export function networkOf(address: string): string {
  if (!address.includes(':') || address.includes('.')) return address.replace(/^::ffff:/, '')
  const [head = '', tail] = address.split('::')
  const left = head.split(':').filter(Boolean)
  const right = (tail ?? '').split(':').filter(Boolean)
  const groups = tail === undefined ? left : [...left, ...Array(8 - left.length - right.length).fill('0'), ...right]
  return `${groups.slice(0, 4).join(':')}::/64`
}

// A repeated parameter arrives as a list; pages ask for one value.
function texts(value: unknown): Record<string, string> {
  const pairs = Object.entries(value ?? {}).map(([key, it]) => [key, String(Array.isArray(it) ? it.at(-1) : it)])
  return Object.fromEntries(pairs)
}

async function send(
  answer: Answer,
  request: FastifyRequest,
  reply: FastifyReply,
  context: PageContext,
): Promise<FastifyReply> {
  if (request.who !== undefined || answer.kind === 'redirect' || request.routeOptions.config.page?.as === 'sign-in')
    reply.header('cache-control', 'no-store')
  const now = context.clock.now()
  if (answer.kind === 'json')
    return reply
      .code(answer.status ?? 200)
      .header('cache-control', 'no-store')
      .type('application/json; charset=utf-8')
      .send(JSON.stringify(answer.body))
  if (answer.kind === 'redirect') {
    if (answer.signOut === true) {
      await request.session.destroy()
      // What this site left in the browser goes too: a shared computer keeps no page for the Back button.
      reply.header('clear-site-data', '"cache", "storage"')
    }
    if (answer.signIn !== undefined) await beginSession(request, answer.signIn, now)
    if (answer.confirmed === true) await confirmSession(request, now)
  }
  if (answer.kind !== 'file' && answer.flow !== undefined) keepFlow(request, answer.flow, now)
  if (answer.kind === 'redirect') {
    if (answer.notice !== undefined) request.session.notice = answer.notice
    return reply.redirect(answer.to, 303)
  }
  if (answer.kind === 'file') {
    const disposition =
      answer.inline === true ? 'inline' : `attachment; filename="${answer.name.replace(/[^\w.-]/g, '-')}"`
    return reply.type(answer.type).header('content-disposition', disposition).send(answer.content)
  }
  const html = context.render(request, reply, answer.template, answer.data)
  return reply
    .code(answer.status ?? 200)
    .type('text/html; charset=utf-8')
    .send(html)
}

// What a page wanted to keep it has moved away by now.
async function discard(uploads: readonly Upload[]): Promise<void> {
  await Promise.all(uploads.map(({ path }) => rm(path, { force: true })))
}
