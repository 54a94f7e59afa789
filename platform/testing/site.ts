// The whole site in one process, for tests of pages: a real database, the real pipeline, `inject` in the place of a socket.
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import { createApp } from '../app.ts'
import { type Clock, systemClock } from '../clock.ts'
import { type Config, readConfig } from '../config.ts'
import type { Database } from '../database.ts'
import { migratePartnership } from '../migrate.ts'
import type { Module, SetUp } from '../module.ts'
import { secretsOf } from '../secrets.ts'
import { setUpContent } from './content.ts'
import { freshDatabase, ownerDatabase, testDatabase } from './database.ts'

export type Site = {
  readonly app: FastifyInstance
  readonly database: Database
  readonly config: Config
  /** Signs a synthetic user in and returns a browser with their session. */
  signIn(key: string): Promise<Visitor>
  /** The browser of a synthetic user, who signs in when first asked for. */
  as(key: string): Promise<Visitor>
  visitor(): Visitor
  close(): Promise<void>
}

export type Visitor = {
  get(path: string): Promise<LightMyRequestResponse>
  /** Sends a form as a browser would: with the token of the page at `from`. */
  post(path: string, fields: Readonly<Record<string, string>>, from?: string): Promise<LightMyRequestResponse>
  /** Posts a body as it is, such as the parts of an upload. */
  send(path: string, payload: Buffer, type: string): Promise<LightMyRequestResponse>
}

type Parts = {
  readonly modules: readonly Module[]
  /** Puts users and records in place, after the content pack. */
  readonly fill: SetUp['run']
  readonly environment?: NodeJS.ProcessEnv
  readonly clock?: Clock
  /** Takes the lines of the log, for a test that reads them. */
  readonly logTo?: { write(line: string): void }
}

let sites = 0

/** Opens a site of its own: another test's records are never in it. Close it afterwards. */
export async function openSite({ modules, fill, environment, clock = systemClock, logTo }: Parts): Promise<Site> {
  sites += 1
  const partnership = `site-${process.pid}-${sites}`
  const dataDir = mkdtempSync(join(tmpdir(), 'breakwater-site-'))
  const config = {
    ...readConfig({ LOG_LEVEL: 'silent', DATA_DIR: dataDir, RATE_LIMIT: '100000', ...environment }),
    databaseUrl: undefined,
  }
  const { database, close } = await openDatabaseFor(partnership)
  const context = await setUpContent(database, {
    modules,
    partnership,
    now: clock.now(),
    secrets: secretsOf(config),
    demonstration: config.demonstration,
  })
  await fill(context)
  const app = await createApp({
    config,
    database,
    clock,
    modules,
    partnershipTitle: 'Test partnership',
    ...(logTo === undefined ? {} : { logTo }),
  })
  await app.ready()
  const visitor = (): Visitor => browser(app)
  const signIn = async (key: string): Promise<Visitor> => {
    const person = visitor()
    const answer = await person.post('/sign-in', { user: key }, '/sign-in')
    if (answer.statusCode !== 303) throw new Error(`${key} could not sign in: ${answer.statusCode}`)
    return person
  }
  const signedIn = new Map<string, Promise<Visitor>>()
  const as = (key: string): Promise<Visitor> => {
    const person = signedIn.get(key) ?? signIn(key)
    signedIn.set(key, person)
    return person
  }
  return {
    ...{ app, database, config, visitor, signIn, as },
    close: async () => {
      await app.close()
      await close()
    },
  }
}

// On a server all sites share one database, each in its own schema; embedded, each has a database from the snapshot.
async function openDatabaseFor(partnership: string): Promise<{ database: Database; close: () => Promise<void> }> {
  if (process.env['DATABASE_URL'] === undefined) {
    const fresh = await freshDatabase()
    return { database: fresh, close: () => fresh.close() }
  }
  // The shared database comes first: on an empty server it is what makes the roles.
  const shared = await testDatabase()
  const owner = await ownerDatabase()
  await migratePartnership(owner.raw, partnership)
  await owner.close()
  return { database: shared.forPartnership(partnership), close: async () => {} }
}

function browser(app: FastifyInstance): Visitor {
  const cookies = new Map<string, string>()
  const send = async (options: InjectOptions): Promise<LightMyRequestResponse> => {
    const cookie = [...cookies].map(pair => pair.join('=')).join('; ')
    const answer = await app.inject({ ...options, headers: { ...options.headers, cookie } })
    for (const { name, value } of answer.cookies) cookies.set(name, value)
    return answer
  }
  return {
    get: path => send({ method: 'GET', url: path }),
    send: (path, payload, type) => send({ method: 'POST', url: path, payload, headers: { 'content-type': type } }),
    post: async (path, fields, from = path) => {
      const page = await send({ method: 'GET', url: from })
      const token = /name="_csrf" value="([^"]*)"/.exec(page.body)?.[1] ?? ''
      const payload = new URLSearchParams({ _csrf: token, ...fields }).toString()
      return send({
        method: 'POST',
        url: path,
        payload,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      })
    },
  }
}
