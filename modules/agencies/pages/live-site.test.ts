// A live site for the tests of sign-in: real passwords, real codes, a clock that the tests move. Nothing is tested here.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Secret, TOTP } from 'otpauth'
import { agencies } from '#modules/agencies'
import { home } from '#modules/home'
import { model } from '#modules/model'
import { sharing } from '#modules/sharing'
import type { Clock } from '#platform/clock'
import { perform } from '#platform/jobs'
import { secretsOf } from '#platform/secrets'
import { openSite, type Site, type Visitor } from '#platform/testing/site'
import { newSetupKey, recoveryDigest } from '../authenticator.ts'
import { hashPassword } from '../passwords/hash.ts'
import { addAccount, addAddress } from '../store/accounts.ts'
import { accept, agreement } from '../store/agreement.ts'
import { enrol } from '../store/credentials.ts'
import { movePerson, person } from '../store/people.ts'
import { totpPlace } from './local.ts'

export const password = 'plum tractor lantern'
const hash = hashPassword(password)

/** Goes by the system's time until a test moves it on. */
export const clock: Clock & { ahead: number } = { ahead: 0, now: () => new Date(Date.now() + clock.ahead) }
export const advance = (milliseconds: number): void => {
  clock.ahead += milliseconds
}
export const minutes = 60_000

export const modules = [model, agencies, sharing, home([model, agencies, sharing])]

let opened: Promise<Site> | undefined
/** The one live site of these tests, with an administrator and nobody else. */
export function liveSite(): Promise<Site> {
  opened ??= openSite({
    modules,
    clock,
    fill: async () => {},
    environment: {
      DEMONSTRATION: 'no',
      SESSION_SECRET: 'not a secret, only long enough for the tests',
      PUBLIC_URL: 'http://localhost:3000',
      LOOPBACK_ISSUERS: 'yes',
    },
  })
  return opened
}

export type TestPerson = { readonly id: string; readonly email: string; readonly key: string; readonly name: string }

let made = 0
/** Somebody with a password, an authenticator, a recovery code `code-of-<name>`, and the agreement accepted. */
export async function aPerson(
  name: string,
  {
    agency = 'org.cvs',
    roles = ['referrer'],
    sponsor,
    acceptedAt = clock.now(),
  }: { agency?: string; roles?: string[]; sponsor?: TestPerson; acceptedAt?: Date } = {},
): Promise<TestPerson> {
  const { database, config } = await liveSite()
  made += 1
  const [key, email] = [newSetupKey(), `${name.toLowerCase().replaceAll(' ', '.')}.${made}@example.org`]
  const id = await database.asSystem('migrator', 'set-up', async tx => {
    const account = await addAccount(tx, {
      key: `${name}-${made}`,
      name,
      jobTitle: 'Worker',
      comesTo: '',
      agencyKey: agency,
      roles,
      synthetic: false,
    })
    await addAddress(tx, account, email)
    return account
  })
  const totpSealed = secretsOf(config).seal(key, totpPlace(id))
  const enrolment = { hash: await hash, totpSealed, step: 0, codes: [recoveryDigest(`code-of-${name}`)] }
  await database.asSystem('sign-in', 'sign-in', tx => enrol(tx, id, enrolment, 'test', clock.now()))
  await database.asActor({ id, session: undefined }, 'agreement', async tx => {
    await accept(tx, (await agreement(tx))?.version ?? 0, acceptedAt)
  })
  if (sponsor !== undefined) await vouchFor(id, sponsor, { agencyKey: agency, roles })
  return { id, email, key, name }
}

let registrar: Promise<TestPerson> | undefined
/** An administrator enters who vouches for somebody, as on the page of accounts. */
async function vouchFor(id: string, sponsor: TestPerson, as: { agencyKey: string; roles: string[] }): Promise<void> {
  registrar ??= aPerson('Registrar', { roles: ['administrator'] })
  const { database } = await liveSite()
  await database.asActor({ id: (await registrar).id, session: undefined }, 'accounts', async tx => {
    const before = await person(tx, id)
    assert.ok(before !== undefined)
    await movePerson(tx, before, { ...as, jobTitle: 'Worker', sponsor: sponsor.id, why: 'Vouched for' })
  })
}

/** The code that this person's telephone shows, in the next half-minute: a code is good once. */
export function nextCode(person: TestPerson): string {
  advance(30_000)
  return new TOTP({ secret: Secret.fromBase32(person.key) }).generate({ timestamp: clock.now().getTime() })
}

/** Signs somebody in by password and code, in a browser of their own. */
export async function signIn(person: TestPerson, back = '/'): Promise<Visitor> {
  const visitor = (await liveSite()).visitor()
  const first = await visitor.post('/sign-in/local', { email: person.email, password, back })
  assert.equal(first.headers.location, '/sign-in/code', first.body)
  const second = await visitor.post('/sign-in/code', { code: nextCode(person) })
  assert.equal(second.headers.location, back, second.body)
  return visitor
}

/** Does the job that an answer leads to, and returns how it ended. */
export async function doJob(location: string | undefined): Promise<string | null> {
  const id = /^\/jobs\/([0-9a-f-]{36})/.exec(location ?? '')?.[1] ?? ''
  const { database, config } = await liveSite()
  await perform({ database, config, clock, modules, onError: () => {} }, id)
  const row = await database.asSystem('worker', 'work', tx =>
    tx.selectFrom('job').select('failed_code').where('id', '=', id).executeTakeFirstOrThrow(),
  )
  return row.failed_code
}

/** The last message that was sent: to whom, and the whole of it. */
export async function lastMessage(): Promise<{ text: string; link: string }> {
  const { config } = await liveSite()
  const text =
    readFileSync(join(config.dataDir, 'messages.log'), 'utf8')
      .split(/(?=^To: )/m)
      .at(-1) ?? ''
  return { text, link: /http:\/\/localhost:3000(\/link\/\S+)/.exec(text)?.[1] ?? '' }
}

/** Forgets every wait, so that one test's failures are not another's. */
export async function forgetFailures(): Promise<void> {
  const { database } = await liveSite()
  await database.asSystem('sign-in', 'sign-in', tx => tx.deleteFrom('throttle').execute())
}

type Entry = { readonly subject: string | null; readonly detail: Readonly<Record<string, unknown>> }

/** What the ledger says happened last, with its readable detail. */
export async function lastEntry(action: string, kind?: string): Promise<Entry> {
  const { database } = await liveSite()
  const row = await database.asSystem('sealer', 'seal', tx =>
    tx
      .selectFrom('ledger_entry as e')
      .innerJoin('ledger_detail as d', 'd.entry', 'e.id')
      .select(['e.subject', 'd.detail'])
      .where('e.action', '=', action)
      .where(({ eb, val }) => (kind === undefined ? val(true) : eb('e.kind', '=', kind)))
      .orderBy('e.id', 'desc')
      .executeTakeFirstOrThrow(),
  )
  return { subject: row.subject, detail: { ...(row.detail as object) } }
}
