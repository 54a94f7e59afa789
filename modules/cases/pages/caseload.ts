// The lists of work of those who work on cases: theirs, those that nobody leads, those that are late, and counts by lead.
import { removeFilter, savedFilters, saveFilter } from '#modules/referrals'
import { NotFound } from '#platform/errors'
import { type FieldError, formErrors, parseForm } from '#platform/forms'
import { asUuid, isUuid } from '#platform/ids'
import { record } from '#platform/ledger'
import { type Answer, type Page, redirect, type Visit, view } from '#platform/module'
import { type FilterAnswers, filterForm, saveFilterForm, type Whose, whoseWords } from '../forms/filters.ts'
import { waitsWords } from '../rules/caseload.ts'
import { referenceOf } from '../rules/state.ts'
import {
  type CaseFilter,
  caseWorkPage,
  countsByLead,
  type LeadCount,
  type WorkRow,
  workLength,
} from '../store/caseload.ts'
import { casesAmong } from '../store/files.ts'
import { factorRoles } from './factors.ts'
import { marking, nameOf, statesShown, todayOf, working, workRoles } from './shared.ts'

export const caseloadPages: readonly Page[] = [
  { ...working, method: 'get', path: '/cases/by-lead', handle: byLead },
  { ...working, method: 'post', path: '/cases/filters', handle: keep },
  { ...working, method: 'post', path: '/cases/filters/:filter/remove', handle: forget },
]

const views = [
  ['mine', { whose: 'mine' }],
  ['anyone', { whose: 'anyone' }],
  ['late', { whose: 'anyone', late: 'yes' }],
  ['nobody', { whose: 'nobody' }],
  ['colleagues', { whose: 'colleagues' }],
] as const
const viewWords = { ...whoseWords, late: 'Late' } as const

/** Whether somebody works on cases, and so has the lists of work. */
export const worksOnCases = ({ who }: Visit): boolean => workRoles.some(role => who?.roles.includes(role) === true)

/** The open cases of somebody, the soonest due first, as they asked to see them: by words of the page alone, or by a list they kept. */
export async function caseload(visit: Visit, errors: readonly FieldError[] = []): Promise<Answer> {
  const { tx, query, body } = visit
  const saved = await savedFilters(tx, 'cases')
  const kept = saved.find(({ id }) => id === query['filter'])
  const asked = filterForm(firstFor(visit)).parse(kept?.filter ?? { ...query, ...body })
  const { answers, found } = await pageFor(visit, asked)
  const shown = found.slice(0, workLength)
  await record(tx, { action: 'read', kind: 'cases', detail: { shown: shown.map(({ file }) => file) } })
  const address = kept === undefined ? addressOf(answers) : `filter=${kept.id}`
  const data = {
    title: 'Cases',
    marking,
    rows: await rowsOf(visit, shown),
    heading: headingOf(answers, shown),
    views: views.map(([key, filter]) => ({
      text: viewWords[key],
      href: `/cases?${new URLSearchParams(filter)}`,
      current: address === new URLSearchParams(filter).toString(),
    })),
    saved: saved.map(({ id, name }) => ({ id, name, href: `/cases?filter=${id}`, current: id === kept?.id })),
    next: found.length > workLength ? `/cases?${address}&after=${shown.at(-1)?.file}` : undefined,
    whoseItems: Object.entries(whoseWords).map(([value, text]) => ({ value, text })),
    waitsItems: [
      { value: '', text: 'Anything' },
      ...Object.entries(waitsWords).map(([value, text]) => ({ value, text })),
    ],
    factors: factorRoles.some(role => visit.who?.roles.includes(role) === true),
    answers: { ...answers, name: body['name'] },
    errors: formErrors(errors),
  }
  return view('cases/views/caseload.njk', data, errors.length > 0 ? 422 : 200)
}

/** A practitioner begins with the cases that they lead, a coordinator with all of theirs. */
const firstFor = ({ who }: Visit): Whose => (who?.roles.includes('coordinator') === true ? 'anyone' : 'mine')

async function pageFor(visit: Visit, answers: FilterAnswers): Promise<{ answers: FilterAnswers; found: WorkRow[] }> {
  const { tx, actor, query } = visit
  const after = asUuid(query['after'])
  const asked = { actor: actor.id, today: todayOf(visit), after }
  const found = await caseWorkPage(tx, filterOf(answers), asked)
  // Somebody who leads no case and asked for nothing in particular is shown the cases of their teams.
  if (found.length > 0 || answers.whose !== 'mine' || Object.keys(query).length > 0) return { answers, found }
  const all = { ...answers, whose: 'anyone' } as const
  return { answers: all, found: await caseWorkPage(tx, filterOf(all), asked) }
}

const filterOf = ({ whose, late, waits, agency, lead }: FilterAnswers): CaseFilter => ({
  whose,
  late: late === 'yes',
  waits: waits === '' ? undefined : waits,
  agency: agency === '' ? undefined : agency,
  lead: lead === '' ? undefined : lead,
})

/** What is looked at, where the lists above do not say so. */
function headingOf({ lead, agency }: FilterAnswers, rows: readonly WorkRow[]): string | undefined {
  if (lead !== '') return `Led by ${rows[0]?.lead_name ?? 'this person'}`
  return agency === '' ? undefined : 'Led by one agency'
}

async function rowsOf(visit: Visit, rows: readonly WorkRow[]) {
  const today = todayOf(visit)
  const files = new Map(
    (
      await casesAmong(
        visit.tx,
        rows.map(({ file }) => file),
      )
    ).map(it => [it.id, it]),
  )
  const words = await statesShown(visit.tx)
  const shown = []
  for (const { file, state, lead, lead_name, waits, due_on } of rows) {
    const it = files.get(file)
    if (it === undefined) continue
    const next = due_on === null ? undefined : { words: waitsWords[waits], due: due_on, late: due_on < today }
    const ledBy = lead === visit.actor.id ? 'You' : (lead_name ?? 'Nobody yet')
    shown.push({ id: file, name: nameOf(it), reference: referenceOf(file), lead: ledBy, state: words[state], next })
  }
  return shown
}

/** The part of the address that says what is looked at: words of the page and ids, and no name. */
function addressOf(asked: FilterAnswers): string {
  return new URLSearchParams(Object.entries(asked).filter(([, value]) => value !== '')).toString()
}

async function keep(visit: Visit): Promise<Answer> {
  const parsed = parseForm(saveFilterForm, visit.body)
  if (!parsed.ok) return caseload(visit, parsed.errors)
  const { name, ...filter } = parsed.value
  const id = await saveFilter(visit.tx, 'cases', { name, filter }, visit.actor.id, visit.now)
  return redirect(`/cases?filter=${id}`, 'The list was kept for you.')
}

async function forget({ tx, params }: Visit): Promise<Answer> {
  const id = params['filter'] ?? ''
  if (!isUuid(id)) throw new NotFound()
  await removeFilter(tx, id)
  return redirect('/cases', 'The list was removed.')
}

async function byLead(visit: Visit): Promise<Answer> {
  const { tx, actor } = visit
  const counts = await countsByLead(tx, actor.id, todayOf(visit))
  await record(tx, { action: 'read', kind: 'cases', detail: { countedByLead: counts.length } })
  const teams = [...Map.groupBy(counts, ({ agency }) => agency ?? 'Nobody leads it yet')].map(([team, rows]) => ({
    team,
    rows: rows.map(row => ({ ...row, name: row.name ?? 'Nobody yet', href: hrefOf(row) })),
    ...inAll(rows),
  }))
  return view('cases/views/by-lead.njk', { title: 'Cases by lead', marking, back: '/cases', teams })
}

const hrefOf = ({ lead }: LeadCount): string =>
  lead === null ? '/cases?whose=nobody' : `/cases?whose=anyone&lead=${lead}`

const inAll = (rows: readonly LeadCount[]) => ({
  open: rows.reduce((sum, { open }) => sum + open, 0),
  late: rows.reduce((sum, { late }) => sum + late, 0),
  held: rows.reduce((sum, { held }) => sum + held, 0),
})
