// A site with people of every role in several agencies, for the tests of this module. Nothing is tested here.
import { addAccount, agencies } from '#modules/agencies'
import { home } from '#modules/home'
import type { Clock } from '#platform/clock'
import type { Actor, Database, Transaction } from '#platform/database'
import { idOf } from '#platform/ids'
import { ledgerCollection } from '#platform/ledger'
import type { Module, Policy } from '#platform/module'
import { secretsOf, secretsWith } from '#platform/secrets'
import { testPartnership } from '#platform/testing/database'
import { openSite, type Site } from '#platform/testing/site'
import { subjectAccess } from './collections.ts'
import { people } from './module.ts'
import { addPerson, type NewPerson } from './store/records.ts'

/** As modules/sharing declares it: only the governance role answers requests about somebody's own data. */
export function subjectAccessPolicy(): Policy {
  return {
    kind: 'subject access',
    words: '',
    collection: subjectAccess,
    tables: [],
    roles: [{ role: 'governance', level: 'read', why: 'Answers a person who asks what is held about them' }],
  }
}

const ledger: Module = {
  name: 'ledger',
  policy: [
    {
      kind: 'ledger',
      words: '',
      collection: ledgerCollection,
      tables: [],
      roles: [{ role: 'governance', level: 'read', why: 'Answers for every look' }],
    },
    subjectAccessPolicy(),
  ],
}
const offering = [agencies, ledger, people]
const withHome = (offered: readonly Module[]): Module[] => [...offered, home(offered)]

/** Who can sign in: the agency and the role of each. */
export const staff = {
  teacher: ['org.schools', 'referrer'],
  nurse: ['org.nhs_trusts', 'referrer'],
  worker: ['auth.yos', 'practitioner'],
  colleague: ['auth.yos', 'practitioner'],
  'yos-analyst': ['auth.yos', 'analyst'],
  coordinator: ['auth.wcc', 'coordinator'],
  chair: ['auth.wcc', 'chair'],
  governance: ['auth.wcc', 'governance'],
  'second-governance': ['auth.wcc', 'governance'],
  administrator: ['auth.wcc', 'administrator'],
  'intelligence-lead': ['auth.police', 'intelligence-lead'],
  'police-analyst': ['auth.police', 'police-analyst'],
  'police-referrer': ['auth.police', 'referrer'],
  board: ['auth.icb', 'board'],
  'refuge-worker': ['org.cvs', 'practitioner'],
  'refuge-colleague': ['org.cvs', 'practitioner'],
} as const

export type StaffKey = keyof typeof staff
export const everyone = Object.keys(staff) as StaffKey[]

export const actorOf = (key: StaffKey): Actor => ({ id: idOf('account', key), session: undefined })

export async function addStaff(tx: Transaction): Promise<void> {
  for (const key of everyone) {
    const [agencyKey, role] = staff[key]
    await addAccount(tx, {
      key,
      name: `Test ${key}`,
      jobTitle: '',
      comesTo: '',
      agencyKey,
      roles: [role],
      synthetic: true,
    })
  }
}

/** Puts the pack's agencies into a database of its own, as the first start does. */
export async function loadAgenciesInto(database: Database): Promise<void> {
  const pack = new URL('../../partnerships/warwickshire', import.meta.url).pathname
  const context = {
    database,
    partnership: testPartnership,
    pack,
    now: new Date(),
    secrets: secretsWith([Buffer.alloc(32)]),
    demonstration: true,
    modules: withHome(offering),
  }
  for (const step of context.modules.flatMap(({ setUp }) => setUp ?? [])) await step.run(context)
}

/** With `more`, what other modules offer beside these. */
export async function peopleSite(clock?: Clock, more: readonly Module[] = []): Promise<Site> {
  return openSite({
    modules: withHome([...offering, ...more]),
    ...(clock === undefined ? {} : { clock }),
    fill: ({ database }) => database.asSystem('migrator', 'set-up', addStaff),
  })
}

export const rhys: NewPerson = {
  world: 'support',
  sealed: false,
  givenName: 'Rhys',
  familyName: 'Merriwyn',
  otherNames: ['Reese'],
  born: '2011-03-27',
  bornPrecision: 'day',
  sex: 'male',
  identifiers: [{ scheme: 'nhs', value: '9990000018' }],
}

/** Makes a record as one of the staff. Returns its id. */
export async function makeRecord(
  site: Site,
  key: StaffKey,
  person: Partial<NewPerson>,
  now = new Date(),
): Promise<string> {
  const actor = actorOf(key)
  return site.database.asActor(actor, 'people', tx =>
    addPerson(tx, secretsOf(site.config), { ...rhys, ...person }, actor.id, now),
  )
}
