// One live site behind TLS for the tests of the platform's own doings, with a few pages and jobs. Nothing is tested here.
import { sql } from 'kysely'
import { z } from 'zod'
import { modules } from '#modules'
import { KnownError } from '../errors.ts'
import { download, type Module, type Page, view } from '../module.ts'
import { openSite, type Site } from '../testing/site.ts'

const form = { title: 'Sign in', rows: [], action: '/sign-in', button: 'Go' }
const somebody = '00000000-0000-7000-8000-000000000001'
const entrance = { as: 'sign-in', purpose: 'sign-in' } as const
const open = { method: 'get', as: 'anonymous', purpose: 'open-figures' } as const

/** A page that programs may read. */
const figures: Page = {
  ...open,
  path: '/open-figures/:year',
  machine: {
    summary: 'Figures of one year.',
    parameters: z.object({ year: z.string().regex(/^20\d\d$/), unit: z.enum(['count', 'rate']).optional() }),
    answers: { 200: { words: 'A table', type: 'text/csv; charset=utf-8' } },
    example: '/open-figures/2025',
  },
  handle: async () => download('figures.csv', 'text/csv; charset=utf-8', 'year,n\r\n2025,1\r\n'),
}

/** A page that answers with the longest time that its queries may take. */
const longest: Page = {
  ...open,
  path: '/longest',
  handle: async ({ tx }) => {
    const { rows } = await sql<{ statement_timeout: string }>`show statement_timeout`.execute(tx)
    return download('limit.txt', 'text/plain', rows[0]?.statement_timeout ?? '')
  },
}

const pages: readonly Page[] = [
  { ...entrance, method: 'get', path: '/sign-in', handle: async () => view('check-answers.njk', form) },
  {
    ...entrance,
    method: 'post',
    path: '/sign-in',
    handle: async () => ({ kind: 'redirect', to: '/', signIn: somebody }),
  },
  {
    ...entrance,
    method: 'post',
    path: '/sign-out',
    handle: async () => ({ kind: 'redirect', to: '/', signOut: true }),
  },
  longest,
]

/** What programs may read: our page, and those that the modules declare. Nothing else of the modules is here. */
export const machinePages = [
  figures,
  ...modules.flatMap(module => module.pages ?? []).filter(({ machine }) => machine !== undefined),
]

export const probe: Module = {
  name: 'probe',
  identify: async () => undefined,
  pages: [...pages, ...machinePages],
  jobs: {
    'mail-fails': { words: '', run: async () => Promise.reject(new KnownError('unavailable')) },
    'mail-later': { words: '', retries: true, run: async () => Promise.reject(new KnownError('unavailable')) },
    'file-unfit': { words: '', run: async () => Promise.reject(new KnownError('invalid')) },
    fault: { words: '', run: async () => Promise.reject(new Error('a fault')) },
  },
}

export const requestsAMinute = 60
let opened: Promise<Site> | undefined
/** The one probe site of these tests. */
export function probeSite(): Promise<Site> {
  opened ??= openSite({
    modules: [probe],
    fill: async () => {},
    environment: {
      DEMONSTRATION: 'no',
      SESSION_SECRET: 'not a secret, only long enough for the tests',
      PUBLIC_URL: 'https://breakwater.example.gov.uk',
      TRUST_PROXY: 'yes',
      RATE_LIMIT: String(requestsAMinute),
      SECURITY_CONTACT: 'mailto:security@example.gov.uk',
      SECURITY_CONTACT_UNTIL: '2999-12-31',
    },
  })
  return opened
}
