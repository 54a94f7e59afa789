// Somebody joins, signs in, fails to, searches, uploads and meets faults. Every secret and every name that went in is then
// sought in the whole of the log.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { Secret, TOTP } from 'otpauth'
import { modules } from '#modules'
import { systemClock } from '../clock.ts'
import { perform } from '../jobs.ts'
import type { Module, Page } from '../module.ts'
import { openSite, type Site, type Visitor } from '../testing/site.ts'
import { loggable } from './log.ts'

const planted = {
  'name of an account': 'Quillfeather',
  'e-mail address': 'rhiannon.quill@example.org',
  password: 'brass otter umbrella',
  'password typed into the wrong box': 'Wrongbox77teapot',
  'wrong password': 'copper weasel lantern',
  'session secret of the server': 'planted-session-secret-0123456789abcdef',
  'client secret of an issuer': 'Client5ecretOfAnAgency',
  'code of an issuer': 'C0deFromTheIssuer',
  'state of an issuer': 'StateFromTheIssuer',
  'name in a form': 'Merriwynstow',
  'word of a query': 'Querymossington',
  'word of an address': 'Addressbarrow',
  'name of a file': 'Filenamewick',
  'word in a file': 'Fileworthing',
  'form token that does not fit': 'Csrfplantedtoken',
  'header of a browser': 'Headerglenham',
  'word in a fault of ours': 'Faultingham',
  'word that the database quotes': 'Quotedbury',
  'word in a form that is too large': 'Largeholme',
}
const seen: Record<string, string> = { ...planted }
const lines: string[] = []

const broken: readonly Page[] = [
  {
    method: 'post',
    path: '/probe/fault',
    as: 'anonymous',
    purpose: 'probe',
    handle: async ({ body }) => Promise.reject(new Error(`${JSON.stringify(body)}\n    at ${body['word']}`)),
  },
  {
    method: 'post',
    path: '/probe/database',
    as: 'anonymous',
    purpose: 'probe',
    handle: async ({ tx, body }) => {
      await sql`select ${body['word']}::text::int`.execute(tx)
      return { kind: 'redirect', to: '/' }
    },
  },
]
const all: readonly Module[] = [...modules, { name: 'probe', pages: broken }]

describe('what was typed, sent or kept secret', () => {
  let site: Site
  let person: Visitor
  let cookie = ''
  before(async () => {
    site = await openSite({
      modules: all,
      fill: async () => {},
      logTo: { write: line => lines.push(line) },
      environment: {
        DEMONSTRATION: 'no',
        LOG_LEVEL: 'debug',
        SESSION_SECRET: planted['session secret of the server'],
        PUBLIC_URL: 'http://localhost:3000',
        LOOPBACK_ISSUERS: 'yes',
      },
    })
    person = site.visitor()
    await join()
    await failToSignIn()
    await signIn()
    await askAnIssuer()
    await search()
    await upload()
    await meetFaults()
  })
  after(() => site.close())

  async function join(): Promise<void> {
    const command = all.flatMap(({ commands }) => commands ?? []).find(({ name }) => name === 'account')
    const said: string[] = []
    const words = ['--key', 'planted', '--name', `Rhiannon ${planted['name of an account']}`, '--agency', 'auth.wcc']
    const more = ['--roles', 'administrator,practitioner,analyst', '--email', planted['e-mail address']]
    const { database, config } = site
    await command?.run([...words, ...more], line => said.push(line), {
      config: () => config,
      open: async () => ({ database, config, clock: systemClock, modules: all }) as never,
    })
    seen['link of an invitation'] = /\/link\/(\S+)/.exec(said.join(' '))?.[1] ?? 'no link'
    const link = `/link/${seen['link of an invitation']}`
    assert.equal((await person.post(link, {})).headers.location, '/joining/password')
    await person.post('/joining/password', { password: planted.password })
    const page = (await person.get('/joining/authenticator')).body
    seen['key of an authenticator'] = /id="setup-key">([^<]*)</.exec(page)?.[1]?.replaceAll(' ', '') ?? 'no key'
    const done = await person.post('/joining/authenticator', { code: code(0) })
    seen['recovery code'] = /<code>([^<]*)<\/code>/.exec(done.body)?.[1] ?? 'no recovery code'
  }

  function code(ahead: number): string {
    const secret = Secret.fromBase32(seen['key of an authenticator'] ?? '')
    return new TOTP({ secret }).generate({ timestamp: Date.now() + ahead })
  }

  async function failToSignIn(): Promise<void> {
    const visitor = site.visitor()
    const email = `${planted['password typed into the wrong box']}@example.org`
    await visitor.post('/sign-in/local', { email, password: planted['wrong password'] })
    const asked = { email: planted['e-mail address'], code: seen['recovery code'] ?? '' }
    await visitor.post('/sign-in/recover', asked)
    await visitor.post('/sign-in/local', { _csrf: planted['form token that does not fit'] })
  }

  async function signIn(): Promise<void> {
    await person.post('/sign-in/local', { email: planted['e-mail address'], password: planted.password })
    const answer = await person.post('/sign-in/code', { code: code(30_000) })
    assert.equal(answer.headers.location, '/', answer.body)
    cookie = answer.cookies.find(({ name }) => name === 'session')?.value ?? ''
    seen['session token'] = cookie.split('.')[0] || 'no cookie'
    const page = await person.get('/agreement')
    seen['token of a form'] = /name="_csrf" value="([^"]*)"/.exec(page.body)?.[1] ?? 'no token'
    await person.post('/agreement', { version: '1', accepted: 'yes' })
  }

  async function askAnIssuer(): Promise<void> {
    const entered = await person.post('/accounts/issuers/new', {
      key: 'shire',
      name: 'The shire',
      agency: 'auth.wcc',
      url: 'http://127.0.0.1:9',
      clientId: 'breakwater',
      clientSecret: planted['client secret of an issuer'],
    })
    assert.equal(entered.headers.location, '/accounts/issuers/shire', entered.body)
    await person.get('/sign-in/agency/shire')
    const { 'code of an issuer': given, 'state of an issuer': state } = planted
    await person.get(`/sign-in/agency/shire/callback?code=${given}&state=${state}`)
  }

  async function search(): Promise<void> {
    const sought = await person.post('/people', { name: `Rhys ${planted['name in a form']}`, reason: 'help' })
    assert.equal(sought.statusCode, 200, sought.body)
    await person.get(`/people?name=${planted['word of a query']}`)
    await person.get(`/${planted['word of an address']}/${planted['word of an address']}`)
    await person.get(`/people/${planted['word of an address']}`)
    const headers = { cookie: `session=${cookie}`, 'user-agent': planted['header of a browser'] }
    await site.app.inject({ method: 'GET', url: '/people', headers: { ...headers, referer: headers['user-agent'] } })
  }

  async function upload(): Promise<void> {
    const page = (await person.get('/imports/new/police-street')).body
    const token = /name="_csrf" value="([^"]*)"/.exec(page)?.[1] ?? ''
    const part = (head: string, text: string): string =>
      `--x\r\ncontent-disposition: form-data; ${head}\r\n\r\n${text}\r\n`
    const file = `name="files"; filename="${planted['name of a file']}.csv"`
    const sent = (end: string) =>
      site.app.inject({
        method: 'POST',
        url: '/imports/new/police-street',
        headers: { cookie: `session=${cookie}`, 'content-type': 'multipart/form-data; boundary=x' },
        payload: part('name="_csrf"', token) + part(file, `${planted['word in a file']},a\r\n1,"`) + end,
      })
    await sent('')
    const job = /^\/jobs\/([0-9a-f-]{36})/.exec(String((await sent('--x--\r\n')).headers.location))?.[1]
    assert.ok(job !== undefined)
    const onError = (error: unknown): void => site.app.log.error({ err: loggable(error) }, 'background work failed')
    await perform({ ...site, clock: systemClock, modules: all, onError }, job)
  }

  async function meetFaults(): Promise<void> {
    const from = '/sign-in/local'
    const fault = await person.post('/probe/fault', { word: planted['word in a fault of ours'] }, from)
    assert.equal(fault.statusCode, 500)
    const failed = await person.post('/probe/database', { word: planted['word that the database quotes'] }, from)
    assert.equal(failed.statusCode, 500)
    const large = planted['word in a form that is too large'].repeat(110_000)
    assert.equal((await person.post('/people', { name: large })).statusCode, 413)
  }

  test('everything that was to be planted was planted', () => {
    assert.deepEqual(
      Object.entries(seen).filter(([, value]) => value.length < 8 || value.startsWith('no ')),
      [],
    )
  })

  test('the log has a line for every answer, refusal and fault, so that it can be searched', () => {
    const said = new Set(lines.map(line => JSON.parse(line).msg))
    assert.deepEqual(
      ['answered', 'refused', 'unexpected failure'].filter(it => !said.has(it)),
      [],
    )
    assert.ok(lines.length > 40, `${lines.length} lines`)
  })

  test('no line of the log holds a planted secret or a planted name', () => {
    const log = lines.join('').toLowerCase()
    const leaks = Object.entries(seen).filter(([, value]) =>
      [value, encodeURIComponent(value), value.replaceAll(' ', '+')].some(it => log.includes(it.toLowerCase())),
    )
    assert.deepEqual(leaks, [])
  })

  test('a refusal names its route, its reason and the number of the session, and nobody', () => {
    const refusals = lines.map(line => JSON.parse(line)).filter(({ msg }) => msg === 'refused')
    const [one] = refusals.filter(({ route }) => route === '/people/:id')
    assert.deepEqual([one?.code, one?.method], ['not-found', 'GET'])
    assert.match(String(one?.session), /^[0-9a-f-]{36}$/)
    assert.notEqual(one?.session, seen['session token'])
    assert.ok(refusals.some(({ code: why }) => why === 'expired'))
  })
})
