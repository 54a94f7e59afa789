// What cases give to those who collect from every module.
import { may } from '#platform/access'
import { ukDay } from '#platform/clock'
import type { Transaction } from '#platform/database'
import type {
  AgendaItem,
  Figure,
  Identity,
  PersonalDataSection,
  SearchHit,
  Task,
  TimelineEvent,
} from '#platform/module'
import { longDate } from '#platform/views'
import { countsCollection } from './collections.ts'
import { days, daysAfter } from './rules/clocks.ts'
import { attendanceWords, followUpsOwed, harmWords } from './rules/delivery.ts'
import { figuresOf } from './rules/measures.ts'
import { moveEventWords, moves } from './rules/moves.ts'
import {
  agreedOn,
  agreementWords,
  newestAnswers,
  notAskedWords,
  saidByWords,
  standingOf,
  standingWords,
} from './rules/plan.ts'
import { referenceOf } from './rules/state.ts'
import { cameWords, decisionWords, endingWords, metWords } from './rules/words.ts'
import { tallies } from './store/counts.ts'
import { pathwayOf } from './store/deciding.ts'
import { endedBy, looksOf, transfersOf, transfersTo } from './store/delivery.ts'
import { type Case, casesAbout, casesOf, openCases } from './store/files.ts'
import { movesOf } from './store/moves.ts'
import { outcomesOf } from './store/outcomes.ts'
import { type Plan, plansOf, unsignedPlans } from './store/plans.ts'
import { activeAmong, type Progress, progressOf } from './store/progress.ts'
import { reviewsOf, sessionsOf } from './store/work.ts'

const taskOf = {
  assessment: { text: 'Assess with them, strengths first', path: '' },
  plan: { text: 'Agree a plan', path: '/plan' },
  review: { text: 'Review the plan', path: '/reviews' },
} as const

/** What the cases that somebody leads are waiting for. Their first page names nobody. */
export async function tasks(tx: Transaction, who: Identity, now: Date): Promise<Task[]> {
  if (!who.roles.some(role => role === 'practitioner' || role === 'coordinator')) return []
  const open = await openCases(tx)
  const progress = await progressOf(tx, open, now)
  const led = open.flatMap(it => {
    const standing = progress.get(it.id)
    return standing === undefined || standing.lead !== who.id ? [] : tasksOf(it, standing, ukDay(now))
  })
  return [
    ...(await askedOf(tx, who)),
    ...(await unsignedOf(tx, open, who)),
    ...led,
    ...(await followUpTasks(tx, who, now)),
  ]
}

/** The cases that somebody else asks them to take over. */
async function askedOf(tx: Transaction, who: Identity): Promise<Task[]> {
  return (await transfersTo(tx, who.id)).map(({ file, answer_by }) => ({
    text: `Say whether you take it over: ${referenceOf(file)}`,
    href: `/cases/${file}/transfer`,
    due: answer_by,
  }))
}

/** Agreed plans of others that wait for a second person, for whoever opened the case. */
async function unsignedOf(tx: Transaction, open: readonly Case[], who: Identity): Promise<Task[]> {
  const opened = open.filter(({ opened_by }) => opened_by === who.id).map(({ id }) => id)
  return (await unsignedPlans(tx, opened))
    .filter(({ made_by, agreements }) => made_by !== who.id && agreedOn(agreements) !== undefined)
    .map(({ file }) => ({
      text: `Look at the plan, and sign it off: ${referenceOf(file)}`,
      href: `/cases/${file}/plan`,
    }))
}

/** The follow-ups that are due of cases that they closed. */
async function followUpTasks(tx: Transaction, who: Identity, now: Date): Promise<Task[]> {
  const ended = await endedBy(tx, who.id)
  const made = await looksOf(
    tx,
    ended.map(({ file }) => file),
  )
  return ended.flatMap(({ file, ...outcome }) => {
    const next = followUpsOwed(
      true,
      outcome,
      made.filter(it => it.file === file),
    )[0]
    if (next === undefined || next.due > daysAfter(ukDay(now), 14)) return []
    const text = `Ask how they are, ${next.months} months on: ${referenceOf(file)}`
    return [{ text, href: `/cases/${file}/looks/new`, due: next.due }]
  })
}

function tasksOf({ id }: Case, { next, transition, handoverPlanned }: Progress, today: string): Task[] {
  const reference = referenceOf(id)
  const move = transition !== undefined && !handoverPlanned && transition.planBy <= today
  return [
    ...(next === undefined
      ? []
      : [
          {
            text: `${taskOf[next.what].text}: ${reference}`,
            href: `/cases/${id}${taskOf[next.what].path}`,
            due: next.due,
          },
        ]),
    ...(move
      ? [
          {
            text: `Plan the move to adult services: ${reference}`,
            href: `/cases/${id}/next`,
            due: transition.planBy,
            detail: `They turn 18 on ${longDate(transition.eighteen)}. Help does not stop on that day.`,
          },
        ]
      : []),
  ]
}

/** The cases that the Interventions Group was asked to talk about, and has not yet. The title names nobody. */
export async function agenda(tx: Transaction, now: Date): Promise<AgendaItem[]> {
  return (await openCases(tx)).flatMap(({ id, events }) => {
    const asked = events.findLast(({ event }) => event === 'asked' || event === 'discussed')
    if (asked?.event !== 'asked' || ukDay(now) > daysAfter(ukDay(asked.at), days.agenda)) return []
    const item = { kind: 'case', id, title: referenceOf(id), why: asked.why, href: `/cases/${id}` }
    return [{ ...item, group: 'grp.interventions' }]
  })
}

/** The counts of the whole partnership, for whoever may read them; nothing for anyone else. */
export async function measures(tx: Transaction): Promise<Figure[]> {
  return (await may(tx, 'read', countsCollection)) ? figuresOf(await tallies(tx)) : []
}

/** A case by its reference, such as "Case 3F9A2C". Names are found by the module of people. */
export async function search(tx: Transaction, words: string): Promise<SearchHit[]> {
  const sought = words
    .trim()
    .toUpperCase()
    .replace(/^CASE\s+/, '')
  if (!/^[0-9A-F]{6}$/.test(sought)) return []
  return (await openCases(tx))
    .filter(({ id }) => id.slice(-6).toUpperCase() === sought)
    .map(({ id }) => ({ title: referenceOf(id), href: `/cases/${id}`, kind: 'case', detail: 'Open' }))
}

/** Everything about somebody's cases, in the order in which it happened. */
export async function personalData(tx: Transaction, person: string): Promise<PersonalDataSection[]> {
  const sections: PersonalDataSection[] = []
  for (const it of await casesOf(tx, person)) {
    const heading = referenceOf(it.id)
    const plans = (await plansOf(tx, it.id)).toReversed()
    sections.push({ heading: `${heading}: how it began, and who helped`, rows: eventRows(it) })
    for (const plan of plans)
      sections.push({ heading: `${heading}: plan, version ${plan.version}`, rows: planRows(plan) })
    sections.push(...(await workSections(tx, it.id, heading)))
  }
  return sections.filter(({ rows }) => rows.length > 0)
}

function eventRows({ events }: Case): Record<string, string>[] {
  const words = { led: 'Led by', joined: 'Joined the team', left: 'Left the team' } as const
  return events.map(({ event, at, member_name, why }) => ({
    When: longDate(at),
    What: event === 'led' || event === 'joined' || event === 'left' ? `${words[event]}: ${member_name ?? ''}` : event,
    Why: why,
  }))
}

function planRows(plan: Plan): Record<string, string>[] {
  const newest = newestAnswers(plan.agreements)
  const said = (what: keyof typeof newest): string => {
    const it = newest[what]
    if (it === undefined) return 'Not answered'
    const reason = it.reason === undefined || it.reason === '' ? '' : notAskedWords[it.reason]
    return [agreementWords[it.answer], it.how, reason, it.why].filter(Boolean).join('. ')
  }
  return [
    ...plan.goals.map(goal => ({
      Goal: goal.words,
      'Whose words': [saidByWords[goal.said_by], goal.not_own_why].filter(Boolean).join(': '),
      Steps: goal.steps.join('; '),
    })),
    ...(plan.programme === '' ? [] : [{ Programme: plan.programme_name, Why: plan.programme_why }]),
    { 'They agree to the plan': said('plan by person') },
    { 'A parent or carer agrees to the plan': said('plan by carer') },
    { 'They agree to take part': said('service') },
    ...plan.parts.map(({ ask, words }) => ({ [ask]: words })),
    { 'Where the plan stood': standingWords[standingOf(plan.agreements, plan.sign_offs)] },
  ]
}

async function workSections(tx: Transaction, file: string, heading: string): Promise<PersonalDataSection[]> {
  const sessions = (await sessionsOf(tx, file)).toReversed().map(it => ({
    When: longDate(it.held_on),
    Where: it.held_at,
    'Whether they came': cameWords[it.came],
    Who: it.who,
    'Who of us worked with them': it.worker_name ?? '',
    'What was done': it.done,
    'What they said of it': it.own_view,
    'Why it did not happen': it.missed_why,
    'What was done about that': it.missed_done,
    Next: it.next,
  }))
  const reviews = (await reviewsOf(tx, file)).toReversed().map(it => ({
    When: longDate(it.held_on),
    'What changed': it.changed,
    'Their words': it.own_words || `None: ${it.no_words_why}`,
    'What was decided': `${decisionWords[it.decision]}. ${it.why}`,
  }))
  const withhold = 'Others may be named in what was done. Read it first.'
  return [
    { heading: `${heading}: sessions`, rows: sessions, withhold },
    { heading: `${heading}: reviews`, rows: reviews, withhold },
    ...(await besideSections(tx, file, heading)),
    ...(await outcomeSections(tx, file, heading)),
  ]
}

async function besideSections(tx: Transaction, file: string, heading: string): Promise<PersonalDataSection[]> {
  const pathway = await pathwayOf(tx, file)
  const transfers = (await transfersOf(tx, file)).map(it => ({
    When: longDate(it.asked_at),
    'Handed over to': it.member_name ?? '',
    Why: it.why,
    'What was passed on': it.passed_on,
    Answer: [it.answer ?? 'none yet', it.answer_why].filter(Boolean).join('. '),
  }))
  const looks = (await looksOf(tx, [file])).map(it => ({
    When: longDate(it.seen_on),
    'Hurt, or hurt somebody': it.harm === '' ? '' : harmWords[it.harm],
    'School, work or training': it.attendance === '' ? '' : attendanceWords[it.attendance],
    'How safe they feel': it.safety === null ? '' : `${it.safety} of 5`,
    'Their words': it.own_words || it.no_words_why || it.why_not,
  }))
  const steps = (await movesOf(tx, [file])).flatMap(move =>
    move.events.map(it => ({
      Move: `${moves[move.kind].words}, ${longDate(move.due)}`,
      Step: moveEventWords[it.event],
      Who: it.who,
      How: it.why,
    })),
  )
  return [
    {
      heading: `${heading}: kind of help`,
      rows: pathway === undefined ? [] : [{ What: pathway.name, Why: pathway.why }],
    },
    { heading: `${heading}: handing over`, rows: transfers },
    { heading: `${heading}: how they were`, rows: looks },
    { heading: `${heading}: moves in their life`, rows: steps },
  ]
}

async function outcomeSections(tx: Transaction, file: string, heading: string): Promise<PersonalDataSection[]> {
  return (await outcomesOf(tx, file)).toReversed().map(it => ({
    heading: `${heading}: outcome`,
    rows: [
      {
        When: longDate(it.ended_on),
        'How it ended': `${endingWords[it.how]}. ${it.reason}`,
        Why: it.why,
        'What they said of it': it.own_view || `None: ${it.no_view_why}`,
        'Who took over': [it.handover_to, it.handover].filter(Boolean).join('. '),
      },
      ...it.goals.map(goal => ({ Goal: goal.words, 'How it went': metWords[goal.met], 'Their view': goal.own_view })),
    ],
  }))
}

/** When somebody's cases began and ended, for the timeline of their record. */
export async function timeline(tx: Transaction, person: string): Promise<TimelineEvent[]> {
  return (await casesOf(tx, person)).flatMap(({ id, events }) =>
    events
      .filter(({ event }) => event === 'opened' || event === 'closed' || event === 'reopened')
      .map(({ event, at, why }) => ({
        at: at.toISOString(),
        title: `${referenceOf(id)} was ${event}`,
        detail: why,
        source: 'cases',
      })),
  )
}

/**
 * Which of these records of people have a plan that is being carried out, in a case that the present actor may read. Whoever is
 * in no team of theirs learns nothing: such a record is answered like one that nobody helps.
 */
export async function beingHelped(tx: Transaction, people: readonly string[]): Promise<ReadonlySet<string>> {
  const helped = await activeAmong(tx, await casesAbout(tx, people))
  return new Set(helped.flatMap(({ person }) => person ?? []))
}
