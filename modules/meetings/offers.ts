import { kindInPath } from '#modules/actions'
import { everyRole } from '#modules/agencies'
import { ukDay } from '#platform/clock'
import type { Transaction } from '#platform/database'
import type { Identity, NextStep, PersonalDataSection, SearchHit, Task } from '#platform/module'
import { planned } from './placing.ts'
import { asksForMore, itemState } from './rules/item.ts'
import { addDays, meetingState, nextDay } from './rules/meeting.ts'
import { type Group, myGroups } from './store/groups.ts'
import { itemsConcerning, itemsNamed, itemsOfAll } from './store/items.ts'
import { type Meeting, meetings } from './store/meetings.ts'
import { refusedSince, stepsConcerning, waitingFor } from './store/steps.ts'
import { itemStates, outcomeWords, standingWords } from './words.ts'

/** What waits for somebody: to say what they know, to answer what was passed on, to approve minutes, to plan. */
export async function tasks(tx: Transaction, who: Identity, now: Date): Promise<Task[]> {
  const groups = await myGroups(tx)
  if (groups.length === 0) return []
  const all = await meetings(tx)
  const today = ukDay(now)
  return [
    ...(await stepsToAnswer(tx, groups)),
    ...(await stepsRefused(tx, groups, now)),
    ...(await toContribute(tx, who, planned(all, today), today)),
    ...minutesToApprove(all, who),
    ...groups.filter(({ runs }) => runs).flatMap(group => toPlan(group, all, today)),
  ]
}

async function stepsToAnswer(tx: Transaction, groups: readonly Group[]): Promise<Task[]> {
  const keys = groups.filter(({ runs }) => runs).map(({ key }) => key)
  return (await waitingFor(tx, keys)).map(({ id, title, from_name }) => ({
    text: `Accept or refuse: ${title}`,
    href: `/meetings/steps/${id}`,
    detail: `The ${from_name} passed it on.`,
  }))
}

/** For two weeks those who passed something on are told that it was refused, so that it is not lost between two groups. */
async function stepsRefused(tx: Transaction, groups: readonly Group[], now: Date): Promise<Task[]> {
  const keys = groups.filter(({ runs }) => runs).map(({ key }) => key)
  return (await refusedSince(tx, keys, new Date(now.getTime() - 14 * 86_400_000))).map(
    ({ id, title, to_name, answer }) => ({
      text: `Refused: ${title}`,
      href: `/meetings/steps/${id}`,
      detail: `The ${to_name} did not accept it. ${answer?.why ?? ''}`,
    }),
  )
}

async function toContribute(
  tx: Transaction,
  who: Identity,
  coming: readonly Meeting[],
  today: string,
): Promise<Task[]> {
  const soon = coming.filter(({ on_day }) => on_day <= addDays(today, 14))
  const items = await itemsOfAll(
    tx,
    soon.map(({ id }) => id),
  )
  return soon.flatMap(({ id, on_day, group_name }) => {
    const asked = items.filter(
      it =>
        it.meeting === id && asksForMore(it.decisions) && !it.contributions.some(({ agency }) => agency === who.agency),
    )
    if (asked.length === 0) return []
    const detail = asked.length === 1 ? '1 item waits for your agency.' : `${asked.length} items wait for your agency.`
    return [{ text: `Say what you know: ${group_name}`, href: `/meetings/${id}`, due: on_day, detail }]
  })
}

function minutesToApprove(all: readonly Meeting[], who: Identity): Task[] {
  return all
    .filter(({ chair, events }) => chair === who.id && meetingState(events) === 'minutes ready')
    .map(({ id, group_name }) => ({
      text: `Approve the minutes: ${group_name}`,
      href: `/meetings/${id}/minutes`,
      detail: 'You chaired this meeting.',
    }))
}

function toPlan({ key, name, everyDays }: Group, all: readonly Meeting[], today: string): Task[] {
  const held = all.filter(({ group_key, events }) => group_key === key && meetingState(events) !== 'cancelled')
  const due = nextDay(held[0]?.on_day, everyDays, today)
  if (due === undefined || planned(held, today).length > 0) return []
  return [{ text: `Plan the next meeting: ${name}`, href: `/meetings/groups/${key}/plan`, due }]
}

/** Items of agendas whose title has these words, among those that the actor may read. */
export async function search(tx: Transaction, words: string): Promise<SearchHit[]> {
  if (words.trim() === '') return []
  return (await itemsNamed(tx, words.trim())).slice(0, 20).map(({ id, title, decisions }) => ({
    title,
    href: `/meetings/items/${id}`,
    kind: 'agenda item',
    detail: itemStates[itemState(decisions)],
  }))
}

/** What groups said and decided about the person of a record. */
export async function personalData(tx: Transaction, person: string): Promise<PersonalDataSection[]> {
  const [items, steps] = [await itemsConcerning(tx, person), await stepsConcerning(tx, person)]
  const spoken = items.map(it => ({ When: ukDay(it.added_at), 'What about': it.title, Why: it.why }))
  const decided = items.flatMap(({ title, decisions }) =>
    decisions.map(it => ({
      When: ukDay(it.at),
      'What about': title,
      Decision: `${outcomeWords[it.outcome]}: ${it.words}`,
      Why: it.why,
      'Who saw it otherwise': it.dissent,
    })),
  )
  const said = items.flatMap(({ contributions }) =>
    contributions.map(it => ({
      When: ukDay(it.at),
      Agency: it.agency,
      'Fact or opinion': standingWords[it.standing],
      Words: it.words,
      'Where it comes from': it.source,
    })),
  )
  const passed = steps.map(it => ({ When: ukDay(it.at), From: it.from_name, To: it.to_name, Why: it.why }))
  const withhold = 'These are words of several agencies, and may name or come from somebody else.'
  return [
    { heading: 'Meetings that spoke about them', rows: spoken },
    { heading: 'What meetings decided', rows: decided },
    { heading: 'What agencies told meetings', rows: said, withhold },
    { heading: 'Passed from group to group', rows: passed },
  ].filter(({ rows }) => rows.length > 0)
}

const from = ['tension', 'watch entry', 'conflict', 'referral', 'peer group', 'person', 'case', 'action']

export const nextSteps: readonly NextStep[] = [
  ...from.map(kind => ({
    from: kind,
    text: 'Put it on a group’s agenda',
    href: (id: string) => `/meetings/propose/${kindInPath(kind)}/${id}`,
    roles: everyRole.filter(role => role !== 'administrator' && role !== 'governance'),
  })),
  { from: 'meeting', text: 'Add it to your calendar', href: id => `/meetings/${id}/calendar`, roles: everyRole },
]
