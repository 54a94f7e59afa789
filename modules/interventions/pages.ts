import { content, type Row } from '#modules/model'
import { may } from '#platform/access'
import { ukDay } from '#platform/clock'
import { boxesOf } from '#platform/days'
import { NotAllowed, NotFound } from '#platform/errors'
import { type FieldError, formErrors, parseForm } from '#platform/forms'
import { type Answer, nextStepsFrom, type Page, redirect, type Visit, view } from '#platform/module'
import { programmePlaces } from './collections.ts'
import { chosenForm, placesForm } from './forms.ts'
import { agesInWords, fits, isOld } from './rules.ts'
import { addPlaces, latestPlaces, type Places, placesOf } from './store.ts'

const purpose = 'reference'

export const pages: readonly Page[] = [
  { method: 'get', path: '/interventions', purpose, handle: listPage },
  { method: 'get', path: '/interventions/:id', purpose, handle: visit => programmePage(visit, []) },
  { method: 'post', path: '/interventions/:id/places', purpose, handle: savePlaces },
]

async function listPage(visit: Visit): Promise<Answer> {
  const { tx, now } = visit
  const chosen = chosenForm.parse({ level: '', stage: '', pillar: '', ...visit.query })
  const levels = await content(tx, 'preventionLevels')
  const [stages, pillars, reaches] = [
    await content(tx, 'lifeStages'),
    await content(tx, 'pillars'),
    await content(tx, 'reaches'),
  ]
  const names = namesOf([...levels, ...stages, ...pillars, ...reaches])
  const places = new Map((await latestPlaces(tx)).map(it => [it.programme, placesShown(it, ukDay(now))]))
  const all = await content(tx, 'programmes')
  const rows = all
    .filter(it => fits(it, chosen))
    .map(it => ({
      ...it,
      ages: agesInWords(it),
      levels: named(it.levels_ours, names),
      stages: named(it.life_stages, names),
      pillarNames: named(it.pillars, names),
      places: places.get(it.id),
    }))
  return view('interventions/views/list.njk', {
    title: 'Programmes',
    rows,
    total: all.length,
    chosen,
    levels,
    stages,
    pillars,
  })
}

type Named = { readonly id: string; readonly name: string }

function namesOf(rows: readonly Named[]): ReadonlyMap<string, string> {
  return new Map(rows.map(({ id, name }) => [id, name]))
}

function named(ids: readonly string[], names: ReadonlyMap<string, string>): string[] {
  return ids.map(id => names.get(id) ?? id)
}

function placesShown(it: Places, today: string) {
  const said = [
    it.places === null ? '' : it.places === 1 ? '1 place free' : `${it.places} places free`,
    it.waiting === null ? '' : it.waiting === 1 ? '1 person waits' : `${it.waiting} people wait`,
    it.wait_days === null ? '' : it.wait_days === 1 ? 'a wait of 1 day' : `a wait of ${it.wait_days} days`,
  ]
  return { ...it, words: said.filter(Boolean).join(', '), old: isOld(it.on_day, today) }
}

async function found({ tx, params }: Visit): Promise<Row<'programmes'>> {
  const it = (await content(tx, 'programmes')).find(({ id }) => id === params['id'])
  if (it === undefined) throw new NotFound()
  return it
}

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

const notStated = 'Not stated in the source'

async function programmePage(visit: Visit, errors: readonly FieldError[]): Promise<Answer> {
  const { tx, now } = visit
  const it = await found(visit)
  const today = ukDay(now)
  const keeps = await may(tx, 'write', programmePlaces)
  const said = (await placesOf(tx, it.id)).map(row => placesShown(row, today))
  return view(
    'interventions/views/programme.njk',
    {
      title: it.name,
      back: { href: '/interventions', text: 'Programmes' },
      programme: it,
      rows: await rowsOf(visit, it),
      factors: await factorsOf(visit, it),
      latest: said[0],
      earlier: said.slice(1),
      keeps,
      next: nextStepsFrom(visit, 'programme', it.id),
      answers: { ...boxesOf('on', today), ...visit.body },
      errors: formErrors(errors),
    },
    errors.length > 0 ? 422 : 200,
  )
}

async function rowsOf({ tx }: Visit, it: Row<'programmes'>) {
  const [levels, reaches] = [await content(tx, 'preventionLevels'), await content(tx, 'reaches')]
  const [stages, pillars] = [await content(tx, 'lifeStages'), await content(tx, 'pillars')]
  const source = (await content(tx, 'sources')).find(({ id }) => id === it.source_doc)
  const list = (ids: readonly string[], rows: readonly Named[]): string => named(ids, namesOf(rows)).join(', ')
  const ages = agesInWords(it)
  return [
    ['For whom', it.for_whom],
    ['Ages', ages === '' ? '' : ages.charAt(0).toUpperCase() + ages.slice(1)],
    ['Where', scopes[it.scope]],
    ['Pillar', list(it.pillars, pillars)],
    ['Life stage', list(it.life_stages, stages)],
    ['Level (platform mapping)', list(it.levels_ours, levels)],
    ['Reach (platform mapping)', list(it.reaches_ours, reaches)],
    ['Source', `${source?.title ?? it.source_doc}, “${it.source_section}”`],
    ['How sure', mapping[it.mapping_status]],
    ...(it.note === null ? [] : [['Note', it.note]]),
  ].map(([key, value]) => ({ key: { text: key }, value: { text: value === '' ? notStated : value } }))
}

/** The factors that it works on, by name, those that protect first. */
async function factorsOf({ tx }: Visit, it: Row<'programmes'>) {
  const among = (rows: readonly { readonly id: string; readonly plain_label_ours: string }[]): string[] =>
    rows.filter(({ id }) => it.factors_ours.includes(id)).map(row => row.plain_label_ours)
  return { protective: among(await content(tx, 'protectiveFactors')), risks: among(await content(tx, 'riskFactors')) }
}

async function savePlaces(visit: Visit): Promise<Answer> {
  const { tx, now } = visit
  const it = await found(visit)
  if (!(await may(tx, 'write', programmePlaces))) throw new NotAllowed()
  const parsed = parseForm(placesForm(ukDay(now)), visit.body)
  if (!parsed.ok) return programmePage(visit, parsed.errors)
  const { places, waiting, waitDays, on, saidBy, note } = parsed.value
  const row = { programme: it.id, on_day: on, places, waiting, wait_days: waitDays, said_by: saidBy, note }
  await addPlaces(tx, row, now)
  return redirect(`/interventions/${it.id}`, 'The places and the wait were kept.')
}
