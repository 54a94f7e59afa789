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

const minute = 60_000
/** A session ends after this long without a request, and after this long however it is used. */
export const sessionLimits = { idle: 20 * minute, absolute: 10 * 60 * minute } as const

declare module 'fastify' {
  interface Session {
    /** The session's public id: what the ledger and the list of sessions name. */
    id?: string
    actor?: string
    startedAt?: number
    seenAt?: number
    notice?: string
  }
}

export async function setUpSessions(
  app: FastifyInstance,
  config: Config,
  database: Database,
  clock: Clock,
): Promise<void> {
  await app.register(cookie)
  await app.register(session, {
    secret: secretOf(config),
    cookieName: 'session',
    store: databaseStore(database, clock),
    saveUninitialized: false,
    rolling: false,
    idGenerator: () => randomBytes(32).toString('base64url'),
    cookie: {
      secure: config.demonstration ? false : 'auto',
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
  Object.assign(request.session, { id: newId(), actor, startedAt: now.getTime(), seenAt: now.getTime() })
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
    return (row?.data as unknown as Session | undefined) ?? null
  })
}

async function save(database: Database, digest: Buffer, value: Session, now: Date): Promise<undefined> {
  const id = value.id !== undefined && isUuid(value.id) ? value.id : newId()
  const ends = new Date((value.startedAt ?? now.getTime()) + sessionLimits.absolute)
  await database.asSystem('sign-in', 'session', async tx => {
    await sql`
      insert into session (token_digest, id, actor, created_at, seen_at, ends_at, data)
      values (${digest}, ${id}, ${value.actor ?? null}, ${now}, ${now}, ${ends}, ${JSON.stringify(value)}::jsonb)
      on conflict (token_digest) do update set actor = excluded.actor, seen_at = excluded.seen_at, data = excluded.data`.execute(
      tx,
    )
  })
  return undefined
}

async function remove(database: Database, digest: Buffer): Promise<undefined> {
  await database.asSystem('sign-in', 'session', tx =>
    tx.deleteFrom('session').where('token_digest', '=', digest).execute(),
  )
  return undefined
}
