import { may } from '#platform/access'
import { ukDay } from '#platform/clock'
import { isUuid } from '#platform/ids'
import { record } from '#platform/ledger'
import { type Answer, type Page, type Visit, view } from '#platform/module'
import { longDate, longTime } from '#platform/views'
import { referralsCollection } from '../collections.ts'
import { openOnes, shownOf, type Timed, timed } from '../reading.ts'
import { clockWords } from '../rules/clocks.ts'
import { outcomes } from '../rules/outcomes.ts'
import { heardOf, heardWords, stateWords } from '../rules/states.ts'
import { referenceOf } from '../rules/titles.ts'
import { choices } from '../rules/words.ts'
import { pageLength, type Referral, referralPage } from '../store/referrals.ts'
import { clocks, contentsOf } from '../store/triage.ts'
import { makers, purpose, readers } from './shared.ts'

export const listPages: readonly Page[] = [{ method: 'get', path: '/referrals', purpose, roles: readers, handle: list }]

async function list(visit: Visit): Promise<Answer> {
  const sorts = await may(visit.tx, 'read', referralsCollection)
  return sorts && visit.query['all'] === undefined ? waitingPage(visit) : allPage(visit, sorts)
}

/** What waits for whoever sorts: by its clock, the soonest first. */
async function waitingPage(visit: Visit): Promise<Answer> {
  const { tx, now } = visit
  const every = await clocks(tx)
  const open = (await openOnes(tx)).map(({ referral, content }) => ({
    ...shownOf(referral, content),
    from: referral.agency_name,
    clock: timed(referral, content, every, now),
  }))
  await record(tx, { action: 'read', kind: 'referrals', detail: { shown: open.length } })
  const waiting = open
    .filter(({ state }) => state === 'waiting')
    .toSorted((a, b) => whenDue(a.clock) - whenDue(b.clock))
    .map(it => ({ ...it, due: dueInWords(it.clock) }))
  return view('referrals/views/waiting.njk', {
    title: 'Referrals',
    waiting,
    returned: open.filter(({ state }) => state === 'returned'),
    accepted: open
      .filter(({ state }) => state === 'accepted')
      .map(it => ({ ...it, outcome: it.outcome === undefined ? '' : outcomes[it.outcome].words })),
    mayChange: visit.who?.roles.includes('coordinator') === true,
    mayAdd: makers.some(role => visit.who?.roles.includes(role)),
  })
}

const whenDue = (clock: Timed | undefined): number =>
  clock === undefined ? 0 : (clock.due.at?.getTime() ?? Date.parse(`${clock.due.day}T23:59:00Z`))

/** "Urgent: by 4 June 2026", or that it is late, which the chair is told too. */
export function dueInWords(clock: Timed | undefined): { readonly text: string; readonly late: boolean } {
  if (clock === undefined) return { text: 'No clock', late: false }
  const by = clock.due.at === null ? longDate(clock.due.day) : longTime(clock.due.at)
  return { text: `${clockWords[clock.clock]}: by ${by}`, late: clock.late }
}

/** Every referral that one may know of, newest first: the state for whoever sorts, what is heard for everybody else. */
async function allPage(visit: Visit, sorts: boolean): Promise<Answer> {
  const { tx, query, who } = visit
  const before = query['before']
  const page = await referralPage(tx, before !== undefined && isUuid(before) ? before : undefined)
  const contents = await contentsOf(
    tx,
    page.map(({ id }) => id),
  )
  await record(tx, { action: 'read', kind: 'referrals', detail: { shown: page.length } })
  const rows = page.map(referral => {
    const content = contents.get(referral.id)
    const full = content !== undefined && referral.events.some(({ event }) => !told.has(event))
    const shown = content === undefined || !(sorts || full) ? undefined : shownOf(referral, content)
    return { ...rowOf(referral), title: shown?.title ?? titleOf(referral), state: stateText(referral, shown?.state) }
  })
  return view('referrals/views/referrals.njk', {
    title: sorts ? 'All referrals' : 'Referrals',
    rows,
    sorts,
    older: page.length === pageLength ? page.at(-1)?.id : undefined,
    mayAdd: makers.some(role => who?.roles.includes(role)),
  })
}

const told = new Set(['sent', 'added to', 'withdrawn', 'returned', 'answered', 'reopened'])
const rowOf = ({ id, made_at, maker_name, agency_name }: Referral) => ({
  id,
  made: ukDay(made_at),
  from: `${maker_name}, ${agency_name}`,
})
const titleOf = ({ id, about }: Referral): string =>
  `Referral ${referenceOf(id)}: ${choices.about[about].toLowerCase()}`
const stateText = (referral: Referral, state: keyof typeof stateWords | undefined): string =>
  state === undefined ? heardWords[heardOf(referral.events)] : stateWords[state]
