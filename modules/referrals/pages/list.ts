import { may } from '#platform/access'
import { ukDay } from '#platform/clock'
import { isUuid } from '#platform/ids'
import { draftsOf } from '#platform/journey/drafts'
import { record } from '#platform/ledger'
import { type Answer, type Page, type Visit, view } from '#platform/module'
import { referralsCollection } from '../collections.ts'
import { shownOf } from '../reading.ts'
import { heardOf, heardWords, stateWords, toldEvents } from '../rules/states.ts'
import { referenceOf } from '../rules/titles.ts'
import { choices } from '../rules/words.ts'
import { pageLength, type Referral, referralPage } from '../store/referrals.ts'
import { contentsOf } from '../store/triage.ts'
import { makers, purpose, readers } from './shared.ts'
import { workList } from './work.ts'

export const listPages: readonly Page[] = [{ method: 'get', path: '/referrals', purpose, roles: readers, handle: list }]

async function list(visit: Visit): Promise<Answer> {
  const sorts = await may(visit.tx, 'read', referralsCollection)
  return sorts && visit.query['all'] === undefined ? workList(visit, []) : allPage(visit, sorts)
}

/** Every referral that somebody may know of, newest first: for whoever sorts, and for whoever asked. */
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
    const full = content !== undefined && referral.events.some(({ event }) => !toldEvents.has(event))
    const shown = content === undefined || !(sorts || full) ? undefined : shownOf(referral, content)
    return { ...rowOf(referral), title: shown?.title ?? titleOf(referral), state: stateText(referral, shown?.state) }
  })
  return view('referrals/views/referrals.njk', {
    title: sorts ? 'All referrals' : 'Referrals',
    rows,
    sorts,
    drafts: await draftRows(visit),
    older: page.length === pageLength ? page.at(-1)?.id : undefined,
    mayAdd: makers.some(role => who?.roles.includes(role)),
  })
}

/** What somebody began and has not sent: when, and where it goes on. Nothing of what they wrote. */
async function draftRows({ tx }: Visit) {
  return (await draftsOf(tx, 'referral')).map(({ id, updated_at }) => ({
    href: `/referrals/new/${id}/check`,
    discard: `/referrals/drafts/${id}/discard`,
    began: ukDay(updated_at),
  }))
}

const rowOf = ({ id, made_at, maker_name, agency_name }: Referral) => ({
  id,
  made: ukDay(made_at),
  from: `${maker_name}, ${agency_name}`,
})
const titleOf = ({ id, about }: Referral): string =>
  `Referral ${referenceOf(id)}: ${choices.about[about].toLowerCase()}`
const stateText = (referral: Referral, state: keyof typeof stateWords | undefined): string =>
  state === undefined ? heardWords[heardOf(referral.events)] : stateWords[state]
