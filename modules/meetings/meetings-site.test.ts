// A site with people of several agencies who sit in groups, for the tests of this module. Nothing is tested here.
import { actions } from '#modules/actions'
import { addAccount, agencies, groupAudience } from '#modules/agencies'
import { areas } from '#modules/areas'
import { home } from '#modules/home'
import { model } from '#modules/model'
import { addPerson, people } from '#modules/people'
import { referrals } from '#modules/referrals'
import { collectionId } from '#platform/access'
import type { Actor, Transaction } from '#platform/database'
import { idOf } from '#platform/ids'
import { addMember } from '#platform/members'
import type { AgendaItem, Module } from '#platform/module'
import { secretsOf } from '#platform/secrets'
import { openSite, type Site } from '#platform/testing/site'
import { meetings } from './module.ts'
import { addDays } from './rules/meeting.ts'
import { planMeeting } from './store/meetings.ts'

/** The agency, the role and the groups of each. */
export const staff = {
  coordinator: ['auth.wcc', 'coordinator', ['grp.tactical', 'grp.interventions', 'grp.swpb']],
  'intelligence-lead': ['auth.police', 'intelligence-lead', ['grp.tactical']],
  'police-analyst': ['auth.police', 'police-analyst', ['grp.tactical']],
  analyst: ['org.wcst', 'analyst', ['grp.tactical']],
  chair: ['auth.icb', 'chair', ['grp.interventions']],
  practitioner: ['auth.yos', 'practitioner', ['grp.interventions']],
  nurse: ['org.nhs_trusts', 'referrer', ['grp.interventions']],
  board: ['auth.icb', 'board', ['grp.swpb', 'grp.interventions']],
  'fire-visitor': ['auth.fire', 'referrer', ['grp.local']],
  'other-coordinator': ['auth.rbc', 'coordinator', ['grp.local']],
  governance: ['auth.wcc', 'governance', []],
  administrator: ['auth.wcc', 'administrator', []],
} as const

export type StaffKey = keyof typeof staff
export const everyone = Object.keys(staff) as StaffKey[]
export const actorOf = (key: StaffKey): Actor => ({ id: idOf('account', key), session: undefined })

/** What other modules would offer: a feud for the Tactical Group. */
export const feud: AgendaItem = {
  kind: 'conflict',
  id: '01900000-0000-7000-8000-0000000000aa',
  title: 'Two groups of pupils, north and south of the canal',
  why: 'Three reports in six days',
  group: 'grp.tactical',
  href: '/conflicts/01900000-0000-7000-8000-0000000000aa',
}
const stub: Module = { name: 'stub', agenda: async () => [feud] }
const subjectAccess: Module = {
  name: 'subject-access',
  policy: [
    {
      kind: 'subject access',
      words: '',
      collection: collectionId('sharing: subject access'),
      tables: [],
      roles: [{ role: 'governance', level: 'read', why: 'Answers people about their own data' }],
    },
  ],
}
const offering = [model, agencies, subjectAccess, areas, stub, people, actions, referrals, meetings]

async function addStaff(tx: Transaction): Promise<void> {
  for (const key of everyone) {
    const [agencyKey, role, groups] = staff[key]
    const account = { key, name: `Test ${key}`, jobTitle: 'Tester', comesTo: '', agencyKey, roles: [role] }
    const id = await addAccount(tx, { ...account, synthetic: true })
    for (const group of groups) await addMember(tx, id, groupAudience(group), 'Sits in it')
  }
}

export async function meetingsSite(): Promise<Site> {
  return openSite({
    modules: [...offering, home(offering)],
    fill: ({ database }) => database.asSystem('migrator', 'set-up', addStaff),
  })
}

export const today = new Date().toISOString().slice(0, 10)
export const inDays = (days: number): string => addDays(today, days)

/** Plans a meeting of a group as its coordinator. Returns its id. */
export function plan(site: Site, group: string, onDay: string, chair: StaffKey): Promise<string> {
  const details = { onDay, atTime: '10:00', place: 'County hall', online: true, chair: actorOf(chair).id }
  return site.database.asActor(actorOf('coordinator'), 'meeting', tx => planMeeting(tx, group, details, new Date()))
}

/** A child's record that the practitioner made. */
export function childOf(site: Site): Promise<string> {
  const child = { world: 'support', sealed: false, givenName: 'Rhys', familyName: 'Merriwyn', otherNames: [] } as const
  const more = { born: '2011-03-27', bornPrecision: 'day', sex: 'male', identifiers: [] } as const
  const actor = actorOf('practitioner')
  return site.database.asActor(actor, 'people', tx =>
    addPerson(tx, secretsOf(site.config), { ...child, ...more }, actor.id, new Date()),
  )
}

/** The three boxes of a day, as a form sends them. */
export const boxes = (name: string, day: string): Record<string, string> => {
  const [year = '', month = '', date = ''] = day.split('-')
  return { [`${name}-day`]: date, [`${name}-month`]: month, [`${name}-year`]: year }
}
/** The first part of a page that the pattern catches. */
export const link = (body: string, pattern: RegExp): string => pattern.exec(body)?.[1] ?? ''
