// A site with people of every role, for the tests of referrals. Nothing is tested here.
import { addAccount, agencies } from '#modules/agencies'
import { areas } from '#modules/areas'
import { home } from '#modules/home'
import { model } from '#modules/model'
import { addPerson, type NewPerson, people } from '#modules/people'
import { collectionId } from '#platform/access'
import type { Clock } from '#platform/clock'
import type { Actor, Transaction } from '#platform/database'
import { idOf } from '#platform/ids'
import type { Module } from '#platform/module'
import { type Secrets, secretsOf } from '#platform/secrets'
import { openSite, type Site } from '#platform/testing/site'
import type { ReferralAnswers } from './forms/asking.ts'
import { referrals } from './module.ts'
import { addReferral } from './store/referrals.ts'

/** As modules/sharing declares it: only the governance role answers requests about somebody's own data. */
const subjectAccess: Module = {
  name: 'subject-access',
  policy: [
    {
      kind: 'subject access',
      words: '',
      collection: collectionId('sharing: subject access'),
      tables: [],
      roles: [{ role: 'governance', level: 'read', why: 'Answers a person who asks what is held about them' }],
    },
  ],
}
const offering = [model, agencies, subjectAccess, areas, people, referrals]
export const siteModules = [...offering, home(offering)]

/** Who can sign in: the agency and the role of each. */
export const staff = {
  teacher: ['org.schools', 'referrer'],
  'other-teacher': ['org.schools', 'referrer'],
  nurse: ['org.nhs_trusts', 'referrer'],
  // Nobody has this mixture in earnest: it shows what the right to answer requests opens by itself.
  answerer: ['auth.fire', 'referrer'],
  practitioner: ['auth.yos', 'practitioner'],
  colleague: ['auth.yos', 'practitioner'],
  coordinator: ['auth.wcc', 'coordinator'],
  chair: ['auth.wcc', 'chair'],
  governance: ['auth.wcc', 'governance'],
  administrator: ['auth.wcc', 'administrator'],
  analyst: ['auth.wcc', 'analyst'],
  board: ['auth.icb', 'board'],
  'police-analyst': ['auth.police', 'police-analyst'],
  'intelligence-lead': ['auth.police', 'intelligence-lead'],
} as const

export type StaffKey = keyof typeof staff
export const everyone = Object.keys(staff) as StaffKey[]
export const actorOf = (key: StaffKey): Actor => ({ id: idOf('account', key), session: undefined })

export async function addStaff(tx: Transaction): Promise<void> {
  for (const key of everyone) {
    const [agencyKey, role] = staff[key]
    const person = {
      key,
      name: `Test ${key}`,
      jobTitle: 'Tester',
      comesTo: '',
      agencyKey,
      roles: [role],
      synthetic: true,
    }
    await addAccount(tx, person)
  }
}

export async function referralsSite(clock?: Clock): Promise<Site> {
  return openSite({
    modules: siteModules,
    ...(clock === undefined ? {} : { clock }),
    fill: ({ database }) => database.asSystem('migrator', 'set-up', addStaff),
  })
}

/** What a nurse tells of a child who came in hurt. */
export const aboutChild: ReferralAnswers = {
  about: 'person',
  givenName: 'Rhys',
  familyName: 'Merriwyn',
  'born-day': '27',
  'born-month': '3',
  'born-year': '2011',
  strengths: 'Close to his brother',
  ownWords: 'I do not want my mum to worry',
  seen: 'Came in with a cut on his arm',
  told: 'His friend said that others waited for him',
  think: '',
  kinds: ['type.weapon'],
  moment: 'injury',
  urgency: 'days',
  reachSafety: 'safe',
  reachHow: 'Through the school nurse',
  agrees: 'person',
  informed: 'yes',
  basis: 'public-task',
  ethnicity: 'White: Irish',
}

/** Makes a referral as one of the staff, past the pages. Returns its id. */
export async function makeReferral(
  site: Pick<Site, 'database'>,
  key: StaffKey,
  more: Partial<ReferralAnswers> = {},
  now = new Date(),
): Promise<string> {
  const actor = actorOf(key)
  const origin = { person: null, peerGroup: null }
  return site.database.asActor(actor, 'referral', tx =>
    addReferral(tx, { ...aboutChild, ...more }, origin, actor.id, now),
  )
}

type Held = Pick<Site, 'database' | 'config'> | { readonly database: Site['database']; readonly secrets: Secrets }

/** Makes a record of the child as one of the staff. Returns its id. */
export async function makeRecord(site: Held, key: StaffKey, now = new Date()): Promise<string> {
  const actor = actorOf(key)
  const child: NewPerson = {
    world: 'support',
    sealed: false,
    givenName: 'Rhys',
    familyName: 'Merriwyn',
    otherNames: [],
    born: '2011-03-27',
    bornPrecision: 'day',
    sex: 'male',
    identifiers: [],
  }
  return site.database.asActor(actor, 'people', tx =>
    addPerson(tx, 'secrets' in site ? site.secrets : secretsOf(site.config), child, actor.id, now),
  )
}
