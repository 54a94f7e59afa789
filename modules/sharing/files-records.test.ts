// A site with one record of each kind that takes files, and people inside and outside them. Nothing is tested here.
import { sql } from 'kysely'
import { modules } from '#modules'
import { addAccount, groupAudience } from '#modules/agencies'
import { addPerson } from '#modules/people'
import { audienceId, collectionId, grantAccess } from '#platform/access'
import type { Actor, Transaction } from '#platform/database'
import { idOf, newId } from '#platform/ids'
import { record } from '#platform/ledger'
import { addMember } from '#platform/members'
import { secretsOf } from '#platform/secrets'
import { testScanner } from '#platform/testing/clamd'
import { openSite, type Site, type Visitor } from '#platform/testing/site'
import { ask } from './disclose.ts'
import { nurseAsks } from './sharing-site.test.ts'

const staff = {
  coordinator: ['auth.wcc', 'coordinator', ['grp.interventions']],
  lead: ['auth.yos', 'practitioner', []],
  colleague: ['auth.yos', 'practitioner', []],
  teacher: ['org.schools', 'referrer', ['grp.interventions']],
  nurse: ['org.nhs_trusts', 'practitioner', []],
  'other-nurse': ['org.nhs_trusts', 'practitioner', []],
  governance: ['auth.wcc', 'governance', []],
  analyst: ['auth.wcc', 'analyst', []],
  administrator: ['auth.wcc', 'administrator', []],
  board: ['auth.icb', 'board', []],
  'police-analyst': ['auth.police', 'police-analyst', []],
} as const
export type Who = keyof typeof staff
export const everyone = Object.keys(staff) as Who[]
export const actorOf = (key: Who): Actor => ({ id: idOf('account', key), session: undefined })

async function addStaff(tx: Transaction): Promise<void> {
  for (const key of everyone) {
    const [agencyKey, role, groups] = staff[key]
    const id = await addAccount(tx, {
      ...{ key, name: `Test ${key}`, jobTitle: role, comesTo: '', agencyKey, roles: [role], synthetic: true },
    })
    for (const group of groups) await addMember(tx, id, groupAudience(group), 'Sits in it')
  }
}

const now = new Date()
export type Records = Readonly<Record<'case' | 'referral' | 'disclosure' | 'meeting' | 'person', string>>

async function makePerson(site: Site, tx: Transaction): Promise<string> {
  const named = { givenName: 'Rhys', familyName: 'Merriwyn', otherNames: [] } as const
  const more = { born: '2009-03-01', bornPrecision: 'day', world: 'support', sealed: false, sex: 'male' } as const
  return addPerson(tx, secretsOf(site.config), { ...named, ...more, identifiers: [] }, actorOf('coordinator').id, now)
}

/** A case of the coordinator's, which the lead works on and the teacher of its team reads. */
async function makeCase(tx: Transaction, person: string): Promise<string> {
  const id = newId()
  await sql`insert into case_file (id, referral, person, why, opened_on, opened_at, opened_by)
    values (${id}, ${newId()}, ${person}, 'Wants to talk', '2026-11-20', ${now}, ${actorOf('coordinator').id})`.execute(
    tx,
  )
  const give = { record: id, purpose: 'case', why: 'Works on the case' } as const
  await grantAccess(
    tx,
    { ...give, audience: audienceId('person', actorOf('coordinator').id), level: 'manage' },
    { ...give, audience: audienceId('person', actorOf('lead').id), level: 'write' },
    { ...give, audience: audienceId('person', actorOf('teacher').id), level: 'read' },
  )
  return id
}

/** A referral that the teacher made: they follow it, and the coordinator sorts it. */
async function makeReferral(tx: Transaction): Promise<string> {
  const id = newId()
  await sql`insert into referral (id, collection, about, agency, made_by, made_at)
    values (${id}, ${'1fff0831-81a3-85b8-93eb-3bb9a7ec5288'}, 'place', ${audienceId('agency', 'org.schools')},
      ${actorOf('teacher').id}, ${now})`.execute(tx)
  const give = { record: id, purpose: 'referral', why: 'Sorts it' } as const
  await grantAccess(
    tx,
    { ...give, audience: audienceId('role', 'coordinator'), level: 'manage' },
    { ...give, audience: audienceId('person', actorOf('teacher').id), level: 'know', why: 'Asked for help' },
  )
  return id
}

async function makeMeeting(tx: Transaction): Promise<string> {
  const id = newId()
  await sql`insert into meeting (id, collection, group_key, on_day, online, chair, planned_by, planned_at)
    values (${id}, ${collectionId('meetings: grp.interventions')}, 'grp.interventions', '2026-12-03', false,
      ${actorOf('coordinator').id}, ${actorOf('coordinator').id}, ${now})`.execute(tx)
  await record(tx, { action: 'write', kind: 'meeting', subject: id })
  return id
}

async function makeAll(site: Site): Promise<Records> {
  const as = <T>(key: Who, work: (tx: Transaction) => Promise<T>): Promise<T> =>
    site.database.asActor(actorOf(key), 'test', work)
  const person = await as('coordinator', tx => makePerson(site, tx))
  const asked = await as('nurse', tx => ask(tx, nurseAsks, { actor: actorOf('nurse').id, at: now }))
  if (!asked.kept) throw new Error('the nurse could not ask')
  return {
    person,
    case: await as('coordinator', tx => makeCase(tx, person)),
    referral: await as('teacher', makeReferral),
    disclosure: asked.id,
    meeting: await as('coordinator', makeMeeting),
  }
}

/** The site with its records and a scanner. */
export async function filesSite() {
  const scanner = await testScanner()
  const site = await openSite({
    modules,
    environment: { SCANNER_ADDRESS: scanner.address, FILE_LARGEST_MB: '1', FILES_PER_RECORD: '3' },
    fill: ({ database }) => database.asSystem('migrator', 'set-up', addStaff),
  })
  return { site, scanner, records: await makeAll(site) }
}

/** A site of its own for a server without a scanner. */
export async function unscannedSite(unscanned: 'hold' | 'warn') {
  const site = await openSite({
    modules,
    environment: { UNSCANNED_FILES: unscanned },
    fill: ({ database }) => database.asSystem('migrator', 'set-up', addStaff),
  })
  return { site, records: await makeAll(site) }
}

/** Sends one file as a browser does. */
export async function send(visitor: Visitor, path: string, name: string, bytes: Uint8Array, token = true) {
  const page = token ? await visitor.get(path) : undefined
  const csrf = /name="_csrf" value="([^"]*)"/.exec(page?.body ?? '')?.[1] ?? ''
  const edge = 'edge-of-a-part'
  const head = `--${edge}\r\nContent-Disposition: form-data; name="_csrf"\r\n\r\n${csrf}\r\n--${edge}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: application/octet-stream\r\n\r\n`
  const payload = Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${edge}--\r\n`)])
  return visitor.send(path, payload, `multipart/form-data; boundary=${edge}`)
}
