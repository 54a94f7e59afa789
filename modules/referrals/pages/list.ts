import { may } from '#platform/access'
import { ukDay } from '#platform/clock'
import { asUuid } from '#platform/ids'
import { begunDrafts } from '#platform/journey'
import { record } from '#platform/ledger'
import { type Answer, type Page, type Visit, view } from '#platform/module'
import { referralsCollection } from '../collections.ts'
import { shownOf } from '../reading.ts'
import { heardOf, heardWords, stateWords, toldEvents } from '../rules/states.ts'
import { referenceOf } from '../rules/titles.ts'
import { choices } from '../rules/words.ts'
import { newestReferrals, pageLength } from '../store/newest.ts'
import { type Referral, referralsById } from '../store/referrals.ts'
import { contentsOf } from '../store/triage.ts'
import { statesOf } from '../store/work.ts'
import { referralJourney } from './journey.ts'
import { makers, purpose, readers } from './shared.ts'
import { workList } from './work.ts'

export const listPages: readonly Page[] = [{ method: 'get', path: '/referrals', purpose, roles: readers, handle: list }]

async function list(visit: Visit): Promise<Answer> {
  const sorts = await may(visit.tx, 'read', referralsCollection)
  return sorts && visit.query['all'] === undefined ? workList(visit, []) : allPage(visit, sorts)
}

/** Every referral that somebody may know of, newest first: for whoever sorts, and for whoever asked. */
async function allPage(visit: Visit, sorts: boolean): Promise<Answer> {
  const { tx, query, who, actor } = visit
  const ids = await newestReferrals(tx, { actor: actor.id, all: sorts, before: asUuid(query['before']) })
  const page = await referralsById(tx, ids.slice(0, pageLength))
  const shownIds = page.map(({ id }) => id)
  const [contents, states] = [await contentsOf(tx, shownIds), await statesOf(tx, shownIds)]
  await record(tx, { action: 'read', kind: 'referrals', detail: { shown: page.length } })
  const rows = page.map(referral => {
    const content = contents.get(referral.id)
    const full = content !== undefined && referral.events.some(({ event }) => !toldEvents.has(event))
    const shown = content === undefined || !(sorts || full) ? undefined : shownOf(referral, content)
    const heard = heardWords[heardOf(states.get(referral.id) ?? 'waiting')]
    const state = shown === undefined ? heard : stateWords[shown.state]
    return { ...rowOf(referral), title: shown?.title ?? titleOf(referral), state }
  })
  return view('referrals/views/referrals.njk', {
    title: sorts ? 'All referrals' : 'Referrals',
    rows,
    sorts,
    // When it was begun and where it goes on: nothing of what they wrote.
    drafts: await begunDrafts(tx, referralJourney),
    older: ids.length > pageLength ? ids[pageLength - 1] : undefined,
    mayAdd: makers.some(role => who?.roles.includes(role)),
  })
}

const rowOf = ({ id, made_at, maker_name, agency_name }: Referral) => ({
  id,
  made: ukDay(made_at),
  from: `${maker_name}, ${agency_name}`,
})
const titleOf = ({ id, about }: Referral): string =>
  `Referral ${referenceOf(id)}: ${choices.about[about].toLowerCase()}`
