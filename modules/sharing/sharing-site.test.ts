// What the tests of this module share: a site with one person for each side of a disclosure. Nothing is tested here.

import { sql } from 'kysely'
import { modules } from '#modules'
import { addAccount } from '#modules/agencies'
import type { Actor, Database, Transaction } from '#platform/database'
import { idOf } from '#platform/ids'
import { openSite, type Site } from '#platform/testing/site'
import type { Kept } from './disclose.ts'
import type { Decision } from './rules/decision.ts'
import type { Question } from './store/disclosures.ts'

/** When the tests happen. */
export const now = new Date('2026-11-21T10:00:00Z')

const people = {
  nurse: ['org.nhs_trusts', 'referrer'],
  'other-nurse': ['org.nhs_trusts', 'practitioner'],
  worker: ['auth.wcc', 'practitioner'],
  teacher: ['org.schools', 'referrer'],
  'council-board': ['auth.wcc', 'board'],
  'council-administrator': ['auth.wcc', 'administrator'],
  probation: ['auth.probation', 'practitioner'],
  governance: ['auth.wcc', 'governance'],
  chair: ['auth.wcc', 'chair'],
  analyst: ['auth.wcc', 'analyst'],
} as const

export type Who = keyof typeof people

export const actorOf = (who: Who): Actor => ({ id: idOf('account', who), session: undefined })

let opened: Promise<Site> | undefined

/** The site of all tests of this module, opened once. */
export function sharingSite(): Promise<Site> {
  opened ??= openSite({ modules, clock: { now: () => now }, fill: ({ database }) => addPeople(database) })
  return opened
}

async function addPeople(database: Database): Promise<void> {
  await database.asSystem('migrator', 'set-up', async tx => {
    for (const [key, [agencyKey, role]] of Object.entries(people))
      await addAccount(tx, { key, name: key, jobTitle: key, comesTo: '', agencyKey, roles: [role], synthetic: true })
  })
}

/** Runs work as one of the people. */
export async function as<T>(who: Who, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const { database } = await sharingSite()
  return database.asActor(actorOf(who), 'disclosure', work)
}

/** Runs one statement as one of the people and undoes it: the rows, or the code of the refusal. */
export async function asks(who: Who, statement: string): Promise<unknown[] | string> {
  const undo = new Error('undo')
  let rows: unknown[] = []
  try {
    await as(who, async tx => {
      rows = (await sql.raw(statement).execute(tx)).rows
      throw undo
    })
  } catch (error) {
    if (error !== undo) return (error as { code?: string }).code ?? 'failed'
  }
  return rows
}

export const agency = (key: string): string => idOf('agency', key)

/** A nurse asks whether she may tell children's social care about a child who may be suffering significant harm. */
export const nurseAsks: Question = {
  fromFunction: 'nhs_trust',
  toAgency: agency('auth.wcc'),
  toFunction: 'council_childrens_social_care',
  information: ['patient_information', 'safeguarding'],
  purpose: 'protect_child',
  circumstances: ['concerns_child', 'child_significant_harm', 'public_interest_outweighs', 'cannot_ask_for_agreement'],
  necessity: 'The enquiry cannot judge the risk without the injury and its date.',
  proportionality: 'Only this injury is told, and nothing of earlier visits.',
  subjectLabel: 'A.B.',
}

/** Her decision to share, with nothing missing. */
export const nurseShares: Decision = {
  decision: 'shared',
  gateway: 'ca1989_s47',
  lawfulBasis: { regime: 'part_2', article6: 'art6_1_e', article9: 'art9_2_g', schedule1: ['sch1_para18'] },
  necessity: 'The enquiry cannot judge the risk without the injury and its date.',
  whatWasShared: 'The injury seen on 20 November, and what the child said.',
  recipients: [{ name: 'Sample Worker', role: 'social worker' }],
  authorisedBy: { name: 'Sample Nurse', role: 'named nurse' },
  told: { answer: 'no', reasons: ['asking_raises_risk'], explanation: 'The person feared lives in the home.' },
  consentToService: 'not_sought',
  noConsentReasons: ['child_significant_harm'],
  confidence: 'The child may be hurt again, and that outweighs privacy.',
  policyDocument: 'Safeguarding policy document, version 3',
}

/** Her decision not to share. */
export const nurseKeeps: Decision = {
  decision: 'not_shared',
  reason: 'not_needed',
  explanation: 'Social care hold the same note already.',
  authorisedBy: { name: 'Sample Nurse', role: 'named nurse' },
}

/** The id of what was kept; fails the test where nothing was. */
export function idOfKept(kept: Kept): string {
  if (kept.kept) return kept.id
  throw new Error(kept.problems.map(({ message }) => message).join(' '))
}
