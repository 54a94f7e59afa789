import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import cookie from '@fastify/cookie'
import session, { type SessionStore } from '@fastify/session'
import type { FastifyInstance, FastifyRequest, Session } from 'fastify'
import { sql } from 'kysely'
import type { Clock } from '../clock.ts'
import type { Config } from '../config.ts'
import type { Actor, Database } from '../database.ts'
import { isUuid, newId } from '../ids.ts'
import type { Flow } from '../module.ts'

const minute = 60_000
/** A session ends after this long without a request, and after this long however it is used. */
export const sessionLimits = { idle: 20 * minute, absolute: 10 * 60 * minute } as const
/** How long ago somebody may have proved who they are, to open a page that asks for it and to send its form. */
export const freshLimits = { open: 5 * minute, send: 15 * minute } as const
const flowLimit = 30 * minute

declare module 'fastify' {
  interface Session {
    /** The session's public id: what the ledger and the list of sessions name. */
    id?: string
    actor?: string
    startedAt?: number
    seenAt?: number
    /** When this person last proved who they are. */
    confirmedAt?: number
    device?: string
    notice?: string
    flow?: { readonly startedAt: number; readonly values: Flow }
    /** Came from the database: saved by update alone, so that a session which was ended meanwhile stays ended. */
    stored?: true
  }
}

export async function setUpSessions(
  app: FastifyInstance,
  config: Config,
  database: Database,
  clock: Clock,
): Promise<void> {
  const tls = config.publicUrl?.startsWith('https:') === true && !config.demonstration
  await app.register(cookie)
  await app.register(session, {
    secret: secretOf(config),
    // With this prefix a browser takes the cookie over TLS only, from this very host, and no neighbour can plant one.
    cookieName: tls ? '__Host-session' : 'session',
    store: databaseStore(database, clock),
    saveUninitialized: false,
    rolling: false,
    idGenerator: () => randomBytes(32).toString('base64url'),
    cookie: {
      secure: tls || (config.demonstration ? false : 'auto'),
      httpOnly: true,
      sameSite: 'lax',
      path: '/',
      maxAge: sessionLimits.absolute,
    },
  })
}

// A demonstration keeps its secret beside its data, so that sessions outlive a restart.
function secretOf(config: Config): string {
  if (config.sessionSecret !== undefined) return config.sessionSecret
  const path = join(config.dataDir, 'session.secret')
  if (!existsSync(path)) {
    mkdirSync(config.dataDir, { recursive: true })
    writeFileSync(path, randomBytes(48).toString('base64'), { mode: 0o600 })
  }
  return readFileSync(path, 'utf8')
}

/** The signed-in person of a request whose session is within its limits, or nobody. */
export function actorOf(request: FastifyRequest, now: Date): Actor | undefined {
  const { actor, id, startedAt, seenAt } = request.session
  if (actor === undefined || id === undefined || startedAt === undefined || seenAt === undefined) return undefined
  const at = now.getTime()
  if (at - seenAt > sessionLimits.idle || at - startedAt > sessionLimits.absolute) return undefined
  // Written at most once a minute: idle time is judged to the minute, and pages stay free of writes.
  if (at - seenAt > minute) request.session.seenAt = at
  return { id: actor, session: id }
}

/** Begins a new session for a person. A new token, so that one planted before sign-in is worth nothing. */
export async function beginSession(request: FastifyRequest, actor: string, now: Date): Promise<void> {
  await request.session.regenerate()
  const at = now.getTime()
  const device = deviceOf(request.headers['user-agent'] ?? '')
  Object.assign(request.session, { id: newId(), actor, startedAt: at, seenAt: at, confirmedAt: at, device })
}

/** Notes that the person has just proved who they are. The session goes on, under a new token. */
export async function confirmSession(request: FastifyRequest, now: Date): Promise<void> {
  await request.session.regenerate(['id', 'actor', 'startedAt', 'seenAt', 'device'])
  request.session.confirmedAt = now.getTime()
}

/** Whether the person proved who they are minutes ago: to open a page, or, a little longer, to send its form. */
export function isFresh(request: FastifyRequest, now: Date): boolean {
  const limit = request.method === 'GET' ? freshLimits.open : freshLimits.send
  return now.getTime() - (request.session.confirmedAt ?? 0) <= limit
}

/** What an earlier step of signing in put aside for this browser. */
export function flowOf(request: FastifyRequest, now: Date): Flow | undefined {
  const flow = request.session.flow
  return flow !== undefined && now.getTime() - flow.startedAt <= flowLimit ? flow.values : undefined
}

/** Puts something aside for the next step; null forgets it. The half hour runs from the first step. */
export function keepFlow(request: FastifyRequest, values: Flow | null, now: Date): void {
  const before = flowOf(request, now) === undefined ? undefined : request.session.flow
  if (values === null) delete request.session.flow
  else request.session.flow = { startedAt: before?.startedAt ?? now.getTime(), values }
}

const browsers = [
  ['Edg/', 'Edge'],
  ['Firefox/', 'Firefox'],
  ['Chrome/', 'Chrome'],
  ['Safari/', 'Safari'],
] as const
const systems = [
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Android', 'Android'],
  ['Windows', 'Windows'],
  ['Mac OS', 'Mac'],
  ['Linux', 'Linux'],
] as const

/** "Firefox on Windows": enough to know one's own sessions apart. */
export function deviceOf(userAgent: string): string {
  const find = (list: readonly (readonly [string, string])[]): string | undefined =>
    list.find(([mark]) => userAgent.includes(mark))?.[1]
  return [find(browsers) ?? 'A browser', find(systems)].filter(it => it !== undefined).join(' on ')
}

type Callback = (error?: unknown, result?: Session | null) => void

function databaseStore(database: Database, clock: Clock): SessionStore {
  const digest = (token: string): Buffer => createHash('sha256').update(token).digest()
  const run = (work: () => Promise<Session | null | undefined>, done: Callback): void => {
    work().then(
      result => done(null, result),
      error => done(error),
    )
  }
  return {
    get: (token: string, done: Callback) => run(() => load(database, digest(token), clock.now()), done),
    set: (token: string, value: Session, done: Callback) =>
      run(() => save(database, digest(token), value, clock.now()), done),
    destroy: (token: string, done: Callback) => run(() => remove(database, digest(token)), done),
  } as SessionStore
}

async function load(database: Database, digest: Buffer, now: Date): Promise<Session | null> {
  return database.asSystem('sign-in', 'session', async tx => {
    const row = await tx
      .selectFrom('session')
      .select('data')
      .where('token_digest', '=', digest)
      .where('ends_at', '>', now)
      .executeTakeFirst()
    return row === undefined ? null : ({ ...(row.data as object), stored: true } as unknown as Session)
  })
}

async function save(database: Database, digest: Buffer, value: Session, now: Date): Promise<undefined> {
  const id = value.id !== undefined && isUuid(value.id) ? value.id : newId()
  const ends = new Date((value.startedAt ?? now.getTime()) + sessionLimits.absolute)
  const { stored, ...data } = value
  const actor = value.actor ?? null
  await database.asSystem('sign-in', 'session', async tx => {
    if (stored === true) {
      await sql`update session set actor = ${actor}, seen_at = ${now}, data = ${JSON.stringify(data)}::jsonb
        where token_digest = ${digest}`.execute(tx)
      return
    }
    await sql`
      insert into session (token_digest, id, actor, created_at, seen_at, ends_at, device, data)
      values (${digest}, ${id}, ${actor}, ${now}, ${now}, ${ends}, ${value.device ?? ''}, ${JSON.stringify(data)}::jsonb)
      on conflict (token_digest) do update set id = excluded.id, actor = excluded.actor, seen_at = excluded.seen_at,
        device = excluded.device, data = excluded.data`.execute(tx)
  })
  return undefined
}

async function remove(database: Database, digest: Buffer): Promise<undefined> {
  await database.asSystem('sign-in', 'session', tx =>
    tx.deleteFrom('session').where('token_digest', '=', digest).execute(),
  )
  return undefined
}
