import { createRequire } from 'node:module'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Page } from '../module.ts'
import type { Machine, MachineAnswer } from './machine.ts'

const { version } = createRequire(import.meta.url)('../../package.json') as { version: string }

/** One address for programs, as OpenAPI writes it: `/law/files/{file}`. `token` says whether it asks for one. */
export type MachineRoute = Machine & { readonly path: string; readonly method: Page['method']; readonly token: boolean }

const json = 'application/json; charset=utf-8'
const saying = (words: string, status: string): MachineAnswer => ({
  words,
  type: json,
  body: z.object({ status: z.literal(status) }),
})

/** What the platform itself serves to programs. */
const ownRoutes: readonly (Machine & { readonly path: string })[] = [
  {
    path: '/health',
    summary: 'Whether the process answers. It asks nothing of the database.',
    parameters: z.object({}),
    answers: { 200: saying('It answers', 'alive') },
    example: '/health',
  },
  {
    path: '/ready',
    summary: 'Whether the database answers and its tables fit the program.',
    parameters: z.object({}),
    answers: { 200: saying('Both', 'ready'), 503: saying('One of them does not', 'not ready') },
    example: '/ready',
  },
  {
    path: '/metrics',
    summary: 'How the process fares, in the text format of Prometheus. A reverse proxy should close it to others.',
    parameters: z.object({}),
    answers: { 200: { words: 'The measurements', type: 'text/plain; version=0.0.4; charset=utf-8' } },
    example: '/metrics',
  },
  {
    path: '/api/v1/openapi.json',
    summary: 'This description.',
    parameters: z.object({}),
    answers: { 200: { words: 'OpenAPI 3.1', type: json, body: z.looseObject({ openapi: z.literal('3.1.0') }) } },
    example: '/api/v1/openapi.json',
  },
]

/** Every address for programs: the platform's, and those that pages declare as `machine`. */
export function machineRoutes(pages: readonly Page[]): MachineRoute[] {
  const declared = pages.flatMap(({ path, method, as, machine }) =>
    machine === undefined
      ? []
      : [{ ...machine, method, token: as === 'token', path: path.replaceAll(/:(\w+)/g, '{$1}') }],
  )
  return [...ownRoutes.map(route => ({ ...route, method: 'get' as const, token: false })), ...declared]
}

/** Serves the description of what is there for programs. */
export function setUpOpenApi(app: FastifyInstance, pages: readonly Page[]): void {
  const text = JSON.stringify(openApi(machineRoutes(pages)))
  app.get('/api/v1/openapi.json', async (_, reply) => reply.type(json).send(text))
}

function openApi(routes: readonly MachineRoute[]): object {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Breakwater',
      version,
      description:
        'What programs may read without signing in, and what they may send with a token. Everything else is pages for people; what these offer for download needs the session of whoever is signed in.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    paths: Object.fromEntries(
      [...Map.groupBy(routes, ({ path }) => path)].map(([path, ways]) => [
        path,
        Object.fromEntries(ways.map(route => [route.method, operation(route)])),
      ]),
    ),
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
  }
}

function operation({ path, summary, parameters, takes, answers, token }: MachineRoute): object {
  return {
    summary,
    ...(token ? { security: [{ token: [] }] } : {}),
    ...(takes === undefined ? {} : { requestBody: fileBody(takes) }),
    parameters: Object.entries(parameters.shape).map(([name, schema]) => ({
      name,
      in: path.includes(`{${name}}`) ? 'path' : 'query',
      required: path.includes(`{${name}}`),
      schema: plain(schema as z.ZodType),
    })),
    responses: Object.fromEntries(Object.entries(answers).map(([status, answer]) => [status, response(answer)])),
  }
}

function fileBody({ words, file }: NonNullable<Machine['takes']>): object {
  const schema = { type: 'object', required: [file], properties: { [file]: { type: 'string', format: 'binary' } } }
  return { description: words, required: true, content: { 'multipart/form-data': { schema } } }
}

function response({ words, type, body }: MachineAnswer): object {
  const types = typeof type === 'string' ? [type] : type
  return {
    description: words,
    content: Object.fromEntries(types.map(it => [it, body === undefined ? {} : { schema: plain(body) }])),
  }
}

function plain(schema: z.ZodType): object {
  const { $schema: _, ...rest } = z.toJSONSchema(schema)
  return rest
}
