import { NotFound } from '#platform/errors'
import { type FieldError, formErrors, parseForm } from '#platform/forms'
import { asUuid, isUuid } from '#platform/ids'
import { removeDraft } from '#platform/journey/drafts'
import { record } from '#platform/ledger'
import { type Answer, type Page, redirect, type Visit, view } from '#platform/module'
import { type FilterAnswers, filterForm, saveFilterForm } from '../forms/filters.ts'
import { listed, shownOf } from '../reading.ts'
import { outcomes } from '../rules/outcomes.ts'
import { stateWords } from '../rules/states.ts'
import { waitsWords } from '../rules/work.ts'
import { mostFilters, removeFilter, savedFilters, saveFilter } from '../store/filters.ts'
import { outsideCount } from '../store/outside.ts'
import { askingAgencies, type WorkFilter, workLength, workPage } from '../store/work-lists.ts'
import { dueInWords } from './due.ts'
import { makers, purpose } from './shared.ts'

const readers = ['coordinator', 'chair'] as const

export const workPages: readonly Page[] = [
  { method: 'post', purpose, roles: readers, path: '/referrals/filters', handle: keep },
  { method: 'post', purpose, roles: readers, path: '/referrals/filters/:filter/remove', handle: forget },
  { method: 'post', purpose, roles: makers, path: '/referrals/drafts/:draft/discard', handle: discard },
]

const whoseWords = {
  anyone: 'Everyone’s',
  nobody: 'Nobody sorts it yet',
  mine: 'Mine',
  colleagues: 'My colleagues’',
} as const
const views = [
  ['Everything that waits', ''],
  ['Late', 'late=yes'],
  ['Nobody sorts it yet', 'whose=nobody'],
  ['Mine', 'whose=mine'],
  ['My colleagues’', 'whose=colleagues'],
  ['Can be reached now, and nobody goes', 'goes=nobody'],
] as const

/** What waits, the soonest due first, as somebody asked to see it: by words of the page alone, or by a filter they kept. */
export async function workList(visit: Visit, errors: readonly FieldError[]): Promise<Answer> {
  const { tx, now, actor, query, who } = visit
  const saved = await savedFilters(tx, 'referrals')
  const kept = saved.find(({ id }) => id === query['filter'])
  const asked = filterForm.parse(kept?.filter ?? { ...query, ...visit.body })
  const after = asUuid(query['after'])
  const page = await workPage(tx, filterOf(asked), { actor: actor.id, now, after })
  const rows = (await listed(tx, page)).map(({ row, referral, content }) => {
    const { id, title, state, outcome } = shownOf(referral, content)
    const where = outcome === undefined || state === 'waiting' ? stateWords[state] : outcomes[outcome].words
    return {
      id,
      title,
      where,
      from: referral.agency_name,
      due: dueInWords(row, now),
      sorter: row.sorter_name ?? 'Nobody',
    }
  })
  await record(tx, { action: 'read', kind: 'referrals', detail: { shown: rows.length } })
  const address = kept === undefined ? addressOf(asked) : `filter=${kept.id}`
  const data = {
    title: 'Referrals',
    rows,
    views: views.map(([text, at]) => ({
      text,
      href: at === '' ? '/referrals' : `/referrals?${at}`,
      current: at === address,
    })),
    saved: saved.map(({ id, name }) => ({ id, name, href: `/referrals?filter=${id}`, current: id === kept?.id })),
    next:
      page.length === workLength
        ? `/referrals?${address === '' ? '' : `${address}&`}after=${page.at(-1)?.referral}`
        : undefined,
    outside: await outsideCount(tx),
    ...(await choicesOf(visit)),
    sorts: who?.roles.includes('coordinator') === true,
    mayAdd: makers.some(role => who?.roles.includes(role)),
    answers: { ...asked, name: visit.body['name'] },
    errors: formErrors(errors),
  }
  return view('referrals/views/waiting.njk', data, errors.length > 0 ? 422 : 200)
}

const filterOf = ({ late, goes, waits, about, agency, whose }: FilterAnswers): WorkFilter => ({
  whose,
  late: late === 'yes',
  nobodyGoes: goes === 'nobody',
  waits: waits === '' ? undefined : waits,
  about: about === '' ? undefined : about,
  agency: agency === '' ? undefined : agency,
})

const anything = { value: '', text: 'Anything' }

async function choicesOf({ tx }: Visit) {
  const waits = Object.entries(waitsWords).filter(([key]) => key !== 'nothing')
  return {
    whoseItems: Object.entries(whoseWords).map(([value, text]) => ({ value, text })),
    waitsItems: [anything, ...waits.map(([value, text]) => ({ value, text }))],
    aboutItems: [
      anything,
      { value: 'person', text: 'One person' },
      { value: 'peer group', text: 'A group of friends' },
      { value: 'place', text: 'A place' },
    ],
    agencyItems: [
      { value: '', text: 'Any organisation' },
      ...(await askingAgencies(tx)).map(({ id, name }) => ({ value: id, text: name })),
    ],
  }
}

/** The part of the address that says what is looked at: nothing for what was left as it is. */
function addressOf(asked: FilterAnswers): string {
  const said = Object.entries(asked).filter(([, value]) => value !== '' && value !== 'anyone')
  return new URLSearchParams(said).toString()
}

async function keep(visit: Visit): Promise<Answer> {
  const parsed = parseForm(saveFilterForm, visit.body)
  if (!parsed.ok) return workList(visit, parsed.errors)
  const { name, ...filter } = parsed.value
  if ((await savedFilters(visit.tx, 'referrals')).length >= mostFilters)
    return workList(visit, [{ field: 'name', message: `You keep ${mostFilters} lists already. Remove one first` }])
  const id = await saveFilter(visit.tx, 'referrals', { name, filter }, visit.actor.id, visit.now)
  return redirect(`/referrals?filter=${id}`, 'The list was kept for you.')
}

async function forget({ tx, params }: Visit): Promise<Answer> {
  const id = params['filter'] ?? ''
  if (!isUuid(id)) throw new NotFound()
  await removeFilter(tx, id)
  return redirect('/referrals', 'The list was removed.')
}

/** Throws away what somebody began and never sent. */
async function discard({ tx, params }: Visit): Promise<Answer> {
  const id = params['draft'] ?? ''
  if (!isUuid(id) || !(await removeDraft(tx, id))) throw new NotFound()
  return redirect('/referrals', 'What you began was thrown away.')
}
