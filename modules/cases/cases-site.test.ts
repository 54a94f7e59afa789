// People of several agencies, and one case with a row in every table of it, for the tests of this module. Nothing is tested here.
import { modules } from '#modules'
import { addAccount } from '#modules/agencies'
import { addAssessment, addLifeEvent } from '#modules/assessments'
import { addPeerGroup, addPerson } from '#modules/people'
import { audienceId, grantAccess } from '#platform/access'
import type { Actor, Database, Transaction } from '#platform/database'
import { idOf, newId } from '#platform/ids'
import type { Secrets } from '#platform/secrets'
import { count, countFactors } from './store/counts.ts'
import { addSignOff, choosePathway, tieSteps } from './store/deciding.ts'
import { addLook, addTransfer, answerTransfer, transfersOf } from './store/delivery.ts'
import { addMoveEvent, keepMove } from './store/moves.ts'
import { openCase } from './store/opening.ts'
import { addOutcome } from './store/outcomes.ts'
import { addAgreements, addPlan, plansOf } from './store/plans.ts'
import { addReview, addSession } from './store/work.ts'

export { modules }

/** Who can sign in: the agency and the role of each. */
export const staff = {
  coordinator: ['auth.wcc', 'coordinator'],
  'other-coordinator': ['auth.wcc', 'coordinator'],
  lead: ['auth.yos', 'practitioner'],
  colleague: ['auth.yos', 'practitioner'],
  teacher: ['org.schools', 'referrer'],
  nurse: ['org.nhs_trusts', 'referrer'],
  chair: ['auth.wcc', 'chair'],
  'other-chair': ['auth.wcc', 'chair'],
  governance: ['auth.wcc', 'governance'],
  'other-governance': ['auth.wcc', 'governance'],
  administrator: ['auth.wcc', 'administrator'],
  analyst: ['auth.wcc', 'analyst'],
  board: ['auth.icb', 'board'],
  'intelligence-lead': ['auth.police', 'intelligence-lead'],
  'police-analyst': ['auth.police', 'police-analyst'],
} as const

export type StaffKey = keyof typeof staff
export const everyone = Object.keys(staff) as StaffKey[]
export const actorOf = (key: StaffKey): Actor => ({ id: idOf('account', key), session: undefined })

export async function addStaff(tx: Transaction): Promise<void> {
  for (const key of everyone) {
    const [agencyKey, role] = staff[key]
    const person = { key, name: `Test ${key}`, jobTitle: role, comesTo: '', agencyKey, roles: [role] }
    await addAccount(tx, { ...person, synthetic: true })
  }
}

export const today = '2026-11-20'
export const now = new Date(`${today}T10:00:00Z`)

export type Made = { readonly person: string; readonly file: string }

/** A child of 17 whose record the coordinator made, and a case that the practitioner leads with a teacher and the chair. */
export async function makeCase(database: Database, secrets: Secrets, referral = newId()): Promise<Made> {
  const { id } = actorOf('coordinator')
  return database.asActor(actorOf('coordinator'), 'case', async tx => {
    const person = await makePerson(tx, secrets)
    const team = [actorOf('teacher').id, actorOf('chair').id]
    const it = { referral, person, peer_group: null, why: 'Hurt, and wants to talk', opened_on: today }
    const file = await openCase(tx, { ...it, lead: actorOf('lead').id, team }, id, now)
    return { person, file }
  })
}

/** A made-up child who turns 18 on 1 March 2027. */
export async function makePerson(tx: Transaction, secrets: Secrets): Promise<string> {
  const named = { givenName: 'Rhys', familyName: 'Merriwyn', otherNames: [] } as const
  const born = { born: '2009-03-01', bornPrecision: 'day' } as const
  const kind = { world: 'support', sealed: false, sex: 'male', identifiers: [] } as const
  return addPerson(tx, secrets, { ...named, ...born, ...kind }, actorOf('coordinator').id, now)
}

const factor = { context: 'family', source: 'Told me himself', seen_on: today, told_to: 'His school' } as const
export const strength = {
  ...factor,
  factor: 'prot.fam.bonds',
  kind: 'strength',
  label: 'Has a family that holds together',
  state: 'present',
  evidence: 'His sister rings every day',
} as const
export const risk = {
  ...factor,
  factor: 'risk.fam.dv',
  kind: 'risk',
  label: 'Has lived with violence at home',
  state: 'suspected',
  evidence: 'He goes quiet about it',
} as const

/** Puts something into every part of the case, as its lead. */
export async function fillCase(database: Database, { file }: Made): Promise<void> {
  await database.asActor(actorOf('lead'), 'case', async tx => {
    await assess(tx, file)
    await planAndWork(tx, file)
    await count(tx, 'plan made', today)
    await countFactors(tx, [{ factor: 'prot.ind.esteem', kind: 'strength' }], today, file)
    await beside(tx, file)
  })
  await database.asActor(actorOf('coordinator'), 'case', async tx => {
    const [plan] = await plansOf(tx, file)
    if (plan !== undefined) await addSignOff(tx, plan, { answer: 'signed off', why: 'Read with the lead' }, now)
    const [transfer] = await transfersOf(tx, file)
    if (transfer !== undefined) await answerTransfer(tx, transfer, { answer: 'declined', why: 'No time' }, now)
  })
}

/** What stands beside plan and sessions: kind of help, what steps are about, a look, a handover that is asked, and a move. */
async function beside(tx: Transaction, file: string): Promise<void> {
  const pathway = { pathway: 'pw.hospital', name: 'Hospital navigator', why: 'He was hurt' } as const
  await choosePathway(tx, file, { ...pathway, contact_hours: 72, review_days: 42 }, now)
  const [plan] = await plansOf(tx, file)
  const goal = plan?.goals[0]?.id ?? ''
  await tieSteps(tx, file, [{ goal, step: 0, factor: 'prot.ind.esteem', kind: 'strength', label: 'Self-esteem' }], now)
  const seen = { outcome: null, months: null, seen_on: today, reached: 'yes', why_not: '', harm: 'none' } as const
  const voice = { attendance: 'most days', safety: 4, own_words: 'Better', no_words_why: '' } as const
  await addLook(tx, file, { ...seen, ...voice }, now)
  const asked = { member: actorOf('coordinator').id, why: 'Moves team', passed_on: 'All of it' } as const
  await addTransfer(tx, file, { ...asked, answer_by: '2026-11-25' }, now)
  const move = await keepMove(tx, file, { kind: 'turns 18', due: '2027-03-01' }, now)
  const step = { event: 'planned', who: 'The adult team', why: 'They meet in January', on_day: today } as const
  await addMoveEvent(tx, file, move, step, now)
}

async function assess(tx: Transaction, file: string): Promise<void> {
  await addAssessment(
    tx,
    file,
    {
      instrument: 'test',
      made_on: today,
      matters: 'His sister',
      own_words: 'I want to sleep at night',
      no_words_why: '',
      readiness: '',
      worker_view: 'He is tired and brave',
      content_note: '',
      factors: [strength, risk],
      contexts: [{ context: 'family', weight: 'most', why: 'Home is where he is hurt and held' }],
    },
    now,
  )
  await addLifeEvent(
    tx,
    file,
    {
      lane: 'trigger',
      what: 'Hurt in town',
      from: { low: today, high: today },
      until: null,
      ongoing: false,
      when_words: '20 November 2026',
      account: 'person',
      account_of: '',
      told_to: 'The nurse',
      done: '',
      moment: { hours: 24, goer: actorOf('lead').id, words: '' },
    },
    now,
  )
}

async function planAndWork(tx: Transaction, file: string): Promise<void> {
  const goal = { words: 'I want to sleep at night', said_by: 'person', not_own_why: '', steps: ['See the GP'] } as const
  const parts = [{ part: 'pp.hospital.1', ask: 'Who goes to them', words: 'The youth worker' }]
  const plan = { goals: [goal], parts, programme: '', programme_name: '', programme_why: '', made_on: today }
  const id = await addPlan(tx, file, { ...plan, version: 1 }, now)
  const agreed = { answer: 'yes', why: '', how: 'Face to face', answered_on: today } as const
  const every = (['plan by person', 'plan by carer', 'service'] as const).map(what => ({ what, ...agreed }))
  await addAgreements(tx, { id, file, version: 1 }, every, now)
  const session = {
    held_on: today,
    held_at: 'School',
    came: 'came',
    who: 'He and I',
    done: 'Walked',
    own_view: '',
  } as const
  await addSession(tx, file, { ...session, missed_why: '', missed_done: '', next: '' }, now)
  const review = {
    held_on: today,
    changed: 'He sleeps',
    own_words: 'Better',
    no_words_why: '',
    why: 'It works',
  } as const
  await addReview(tx, file, { ...review, decision: 'go on', next_on: '2026-12-20' }, now)
  const [kept] = await plansOf(tx, file)
  const goals = (kept?.goals ?? []).map(each => ({ goal: each.id, met: 'met', own_view: 'Yes' }) as const)
  const ending = { ended_on: today, how: 'planned', reason: 'What worried us has eased', why: 'It is done' } as const
  const voice = { own_view: 'It helped', no_view_why: '', handover_to: '', handover: '', goals }
  await addOutcome(tx, file, { ...ending, ...voice }, now)
}

/** Opens the record to the governance lead for a request of the person, as the house does it. */
export async function openForRequest(database: Database, { person }: Made): Promise<void> {
  const grant = { audience: audienceId('person', actorOf('governance').id), record: person, level: 'read' } as const
  await database.asActor(actorOf('coordinator'), 'case', tx =>
    grantAccess(tx, { ...grant, purpose: 'subject-access', why: 'The person asked what is held on them' }),
  )
}

/** A case of a group of six friends, which the practitioner leads with a teacher. For the coordinator; returns its id. */
export async function makeGroupCase(tx: Transaction): Promise<string> {
  const { id } = actorOf('coordinator')
  const about = { name: 'The park', shares: 'A park', area: null, place: '', aboutMany: 6, youngest: 15, oldest: 17 }
  const peer_group = await addPeerGroup(tx, about, id, now)
  const it = { referral: newId(), person: null, peer_group, why: 'They ask for help', opened_on: today }
  return openCase(tx, { ...it, lead: actorOf('lead').id, team: [actorOf('teacher').id] }, id, now)
}
