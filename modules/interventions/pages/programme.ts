import { content, type Row } from '#modules/model'
import { ukDay } from '#platform/clock'
import { boxesOf } from '#platform/days'
import { type FieldError, formErrors, parseForm } from '#platform/forms'
import { type Answer, nextStepsFrom, type Page, redirect, type Visit, view } from '#platform/module'
import { longDate } from '#platform/views'
import { placesForm } from '../forms/places.ts'
import { evidenceKinds, noRating } from '../rules/evidence.ts'
import { agesInWords } from '../rules/finding.ts'
import type { OfferedTo } from '../rules/fitting.ts'
import { stateWords } from '../rules/history.ts'
import { evidenceOf } from '../store/evidence.ts'
import { addPlaces, placesOf } from '../store/places.ts'
import { type Names, named, namesOf, type Offer } from '../store/programmes.ts'
import { mayKeep } from '../store/versions.ts'
import { keptOffer, offerIn, placesShown, purpose } from './shared.ts'

export const programmePages: readonly Page[] = [
  { method: 'get', path: '/interventions/:id', purpose, handle: visit => programmePage(visit, []) },
  { method: 'post', path: '/interventions/:id/places', purpose, handle: savePlaces },
]

const scopes = {
  countywide: 'The whole county',
  local: 'Local areas',
  countywide_then_local: 'The whole county first, then local areas',
} as const

const mapping = {
  as_published: 'As published',
  platform_mapping: 'Platform mapping',
  locally_confirmed: 'Confirmed locally',
} as const

const offeredToWords: Readonly<Record<OfferedTo, string>> = {
  person: 'Those who are helped',
  carer: 'A parent or carer of theirs',
  workforce: 'People who work with them: it is no help for anybody by name',
  system: 'Areas, employers or analysts: it is no help for anybody by name',
}

async function programmePage(visit: Visit, errors: readonly FieldError[]): Promise<Answer> {
  const { tx, now } = visit
  const it = await offerIn(visit)
  const names = await namesOf(tx)
  const said = (await placesOf(tx, it.id)).map(row => placesShown(row, now))
  const evidence = (await evidenceOf(tx, [it.id])).map(row => ({
    ...row,
    kind: evidenceKinds[row.kind],
    rating: row.rating || noRating,
  }))
  return view(
    'interventions/views/programme.njk',
    {
      title: it.name,
      back: { href: '/interventions', text: 'Programmes' },
      programme: it,
      state: it.state === 'offered' ? undefined : stateWords[it.state],
      rows: await rowsOf(visit, it, names),
      factors: factorsIn(it, names),
      ...{ evidence, latest: said[0], earlier: said.slice(1) },
      keeps: await mayKeep(tx, it.id),
      next: nextStepsFrom(visit, 'programme', it.id),
      answers: { ...boxesOf('on', ukDay(now)), ...visit.body },
      errors: formErrors(errors),
    },
    errors.length > 0 ? 422 : 200,
  )
}

async function rowsOf({ tx }: Visit, it: Offer, names: Names) {
  const list = (ids: readonly string[]): string => named(ids, names).join(', ')
  const ages = agesInWords(it)
  const rows: readonly (readonly [string, string])[] = [
    ['For whom', it.for_whom],
    ['Offered to (platform mapping)', it.offered_to.map(who => offeredToWords[who]).join('; ')],
    ['Ages', ages === '' ? '' : ages.charAt(0).toUpperCase() + ages.slice(1)],
    ['Who can have it', it.eligibility],
    ['What happens', it.what_happens],
    ['Where', list(it.districts) || (it.printed === undefined ? 'The whole partnership' : scopes[it.printed.scope])],
    ['Who runs it', it.run_by === '' ? '' : list([it.run_by])],
    ['How to ask for it', it.how_to_ask],
    ['Pillar', list(it.pillars)],
    ['Life stage', list(it.life_stages)],
    ['Part of a life', list(it.contexts)],
    [it.version === 0 ? 'Level (platform mapping)' : 'Level', list(it.levels)],
    [it.version === 0 ? 'Reach (platform mapping)' : 'Reach', list(it.reaches)],
    ...(await sourceRows(tx, it)),
  ]
  return rows.map(([key, value]) => ({ key: { text: key }, value: { text: value || 'Not stated in the source' } }))
}

async function sourceRows(tx: Visit['tx'], { printed, changed_at }: Offer): Promise<[string, string][]> {
  const described: [string, string][] =
    changed_at === null ? [] : [['Described', `By those who keep it, on ${longDate(changed_at)}`]]
  if (printed === undefined) return [['Source', 'A local programme: the strategy does not name it'], ...described]
  return [
    ['Source', await sourceOf(tx, printed)],
    ['How sure', mapping[printed.mapping_status]],
    ...noteOf(printed),
    ...described,
  ]
}

async function sourceOf(tx: Visit['tx'], printed: Row<'programmes'>): Promise<string> {
  const source = (await content(tx, 'sources')).find(({ id }) => id === printed.source_doc)
  return `${source?.title ?? printed.source_doc}, “${printed.source_section}”`
}

const noteOf = ({ note }: Row<'programmes'>): [string, string][] => (note === null ? [] : [['Note', note]])

/** The factors that it works on, by name, those that protect first. */
function factorsIn({ factors }: Offer, names: Names) {
  const of = (begin: string): string[] =>
    named(
      factors.filter(it => it.startsWith(begin)),
      names,
    )
  return { protective: of('prot.'), risks: of('risk.') }
}

async function savePlaces(visit: Visit): Promise<Answer> {
  const { tx, now } = visit
  const it = await keptOffer(visit)
  const parsed = parseForm(placesForm(ukDay(now)), visit.body)
  if (!parsed.ok) return programmePage(visit, parsed.errors)
  const { places, waiting, waitDays, on, saidBy, note } = parsed.value
  const row = { programme: it.id, on_day: on, places, waiting, wait_days: waitDays, said_by: saidBy, note }
  await addPlaces(tx, row, now)
  return redirect(`/interventions/${it.id}`, 'The places and the wait were kept.')
}
