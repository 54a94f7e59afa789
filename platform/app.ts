import { randomUUID } from 'node:crypto'
import formbody from '@fastify/formbody'
import multipart from '@fastify/multipart'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest, LogController } from 'fastify'
import type { DestinationStream } from 'pino'
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import type { Database } from './database.ts'
import { assetVersion, setUpAssets } from './http/assets.ts'
import { setUpFailures } from './http/failures.ts'
import { setUpHealth } from './http/health.ts'
import { logAnswer, logger } from './http/log.ts'
import { setUpOpenApi } from './http/openapi.ts'
import { addPage, type PageContext, receiveUploads } from './http/pages.ts'
import { letProgramIn } from './http/programs.ts'
import { nonceOf, refuseNul, setUpCsrf, setUpSecurity } from './http/security.ts'
import { setUpSecurityText } from './http/security-text.ts'
import { setUpSessions } from './http/sessions.ts'
import { markingOf } from './markings.ts'
import type { Module, Page } from './module.ts'
import { footOf, menuOf } from './navigation.ts'
import { openViews } from './views.ts'

export type AppParts = {
  readonly config: Config
  readonly database: Database
  readonly clock: Clock
  readonly modules: readonly Module[]
  readonly partnershipTitle: string
  /** Where the log goes, when not to standard output. */
  readonly logTo?: DestinationStream
}

/** The whole of what happens to a request, in the order in which it happens. */
export async function createApp(parts: AppParts): Promise<FastifyInstance> {
  const { config, database, clock } = parts
  const app = fastify({
    loggerInstance: logger(config, parts.logTo),
    logController: new LogController({ disableRequestLogging: true }),
    // One proxy: the address that it saw. What a browser writes into the header itself is never believed.
    trustProxy: config.trustProxy ? (_address, hop) => hop === 0 : false,
    genReqId: () => randomUUID(),
    bodyLimit: 1_000_000,
    routerOptions: { ignoreTrailingSlash: true },
  })
  const context: PageContext = {
    config,
    database,
    clock,
    modules: parts.modules,
    identify: identifierOf(parts.modules),
    render: renderer(parts),
  }

  app.decorateRequest('who', undefined)
  app.decorateRequest('program', undefined)
  app.decorateRequest('uploads')
  app.decorateRequest('unread', 0)
  app.addHook('onRequest', async request => {
    request.uploads = []
  })
  app.addHook('onResponse', logAnswer)
  setUpHealth(app, database)
  await setUpAssets(app)
  await app.register(formbody)
  await app.register(multipart)
  await setUpSessions(app, config, database, clock)
  await setUpSecurity(app, config)
  app.addHook('preValidation', request => letProgramIn(request, context))
  app.addHook('preValidation', request => receiveUploads(request, context))
  await setUpCsrf(app)
  refuseNul(app)
  setUpFailures(app, context.render)
  setUpSecurityText(app, config, clock)
  const pages = pagesOf(parts.modules)
  setUpOpenApi(app, pages)
  for (const page of pages) addPage(app, page, context)
  return app
}

function pagesOf(modules: readonly Module[]): Page[] {
  const pages = modules.flatMap(({ pages }) => pages ?? [])
  const seen = new Set<string>()
  for (const { method, path } of pages) {
    if (seen.has(`${method} ${path}`)) throw new Error(`Two pages answer ${method} ${path}.`)
    seen.add(`${method} ${path}`)
  }
  return pages
}

function identifierOf(modules: readonly Module[]): PageContext['identify'] {
  const offers = modules.flatMap(({ identify }) => (identify === undefined ? [] : [identify]))
  const [identify] = offers
  if (identify === undefined || offers.length !== 1)
    throw new Error(`Exactly one module must say who is signed in; ${offers.length} do.`)
  return identify
}

function renderer({ config, modules, partnershipTitle }: AppParts): PageContext['render'] {
  const views = openViews(config.logLevel !== 'debug')
  const unmarked = new Set(modules.flatMap(({ unmarked = [] }) => unmarked))
  const foot = footOf(modules)
  return (request: FastifyRequest, reply: FastifyReply, template: string, data: object) => {
    const who = request.who
    return views.render(template, {
      ...data,
      who,
      unread: request.unread,
      marking: markingOf(template, data, who !== undefined, unmarked),
      menu: who && menuOf(modules, who.roles, request.url.split('?')[0] ?? ''),
      foot,
      notice: takeNotice(request),
      csrf: () => reply.generateCsrf(),
      cspNonce: nonceOf(reply),
      assets: `/assets/${assetVersion}`,
      demonstration: config.demonstration,
      partnershipTitle,
    })
  }
}

function takeNotice(request: FastifyRequest): string | undefined {
  const notice = request.session?.notice
  if (notice !== undefined) delete request.session.notice
  return notice
}
