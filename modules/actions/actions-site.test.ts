// A site with people of several agencies and groups, for the tests of this module. Nothing is tested here.
import { addAccount, agencies, groupAudience } from '#modules/agencies'
import { home } from '#modules/home'
import { model } from '#modules/model'
import { people } from '#modules/people'
import { collectionId } from '#platform/access'
import type { Actor, Transaction } from '#platform/database'
import { idOf } from '#platform/ids'
import { addMember } from '#platform/members'
import type { Module } from '#platform/module'
import { openSite, type Site } from '#platform/testing/site'
import { actions } from './module.ts'

/** The agency, the role and the groups of each. */
export const staff = {
  coordinator: ['auth.wcc', 'coordinator', ['grp.tactical', 'grp.interventions']],
  chair: ['auth.wcc', 'chair', ['grp.interventions']],
  'police-analyst': ['auth.police', 'police-analyst', ['grp.tactical']],
  'intelligence-lead': ['auth.police', 'intelligence-lead', ['grp.tactical']],
  practitioner: ['auth.yos', 'practitioner', ['grp.interventions']],
  teacher: ['org.schools', 'referrer', []],
  board: ['auth.icb', 'board', ['grp.swpb']],
  governance: ['auth.wcc', 'governance', []],
  administrator: ['auth.wcc', 'administrator', []],
} as const

export type StaffKey = keyof typeof staff
export const everyone = Object.keys(staff) as StaffKey[]
export const actorOf = (key: StaffKey): Actor => ({ id: idOf('account', key), session: undefined })

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
const offering = [model, agencies, subjectAccess, people, actions]

export async function addStaff(tx: Transaction): Promise<void> {
  for (const key of everyone) {
    const [agencyKey, role, groups] = staff[key]
    const account = { key, name: `Test ${key}`, jobTitle: 'Tester', comesTo: '', agencyKey, roles: [role] }
    const id = await addAccount(tx, { ...account, synthetic: true })
    for (const group of groups) await addMember(tx, id, groupAudience(group), 'Sits in it')
  }
}

export async function actionsSite(): Promise<Site> {
  return openSite({
    modules: [...offering, home(offering)],
    fill: ({ database }) => database.asSystem('migrator', 'set-up', addStaff),
  })
}
