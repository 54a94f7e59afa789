import { content } from '#modules/model'
import { may } from '#platform/access'
import { type Answer, type Page, type Visit, view } from '#platform/module'
import { programmePlaces } from '../collections.ts'
import { chosenIn } from '../forms/finding.ts'
import { agesInWords, fits } from '../rules/finding.ts'
import { evidenceOf } from '../store/evidence.ts'
import { latestPlaces } from '../store/places.ts'
import { type Names, named, namesOf, type Offer, offers } from '../store/programmes.ts'
import { placesShown, purpose } from './shared.ts'

export const listPages: readonly Page[] = [{ method: 'get', path: '/interventions', purpose, handle: listPage }]

async function listPage(visit: Visit): Promise<Answer> {
  const { tx, now } = visit
  const chosen = chosenIn(visit.query)
  const names = await namesOf(tx)
  const places = new Map((await latestPlaces(tx)).map(it => [it.programme, placesShown(it, now)]))
  const all = (await offers(tx)).filter(({ state }) => state !== 'ended')
  const fitting = all.filter(it => fits(it, chosen))
  const based = new Set(
    (
      await evidenceOf(
        tx,
        fitting.map(({ id }) => id),
      )
    ).map(({ programme }) => programme),
  )
  return view('interventions/views/list.njk', {
    title: 'Programmes',
    rows: fitting.map(it => ({ ...shown(it, names), places: places.get(it.id), based: based.has(it.id) })),
    total: all.length,
    chosen,
    choices: await choicesOf(visit),
    keeps: await may(tx, 'write', programmePlaces),
  })
}

function shown(it: Offer, names: Names) {
  return {
    id: it.id,
    name: it.name,
    for_whom: it.for_whom,
    ages: agesInWords(it),
    levels: named(it.levels, names),
    reaches: named(it.reaches, names),
    local: it.printed === undefined,
    paused: it.state === 'paused',
    where: named(it.districts, names).join(', '),
  }
}

async function choicesOf({ tx }: Visit) {
  const districts = (await content(tx, 'districts')).map(({ code, name }) => ({ id: code, name }))
  return [
    { field: 'level', label: 'Level', every: 'Every level', rows: await content(tx, 'preventionLevels') },
    { field: 'reach', label: 'Reach', every: 'Every reach', rows: await content(tx, 'reaches') },
    { field: 'stage', label: 'Life stage', every: 'Every life stage', rows: await content(tx, 'lifeStages') },
    { field: 'pillar', label: 'Pillar', every: 'Every pillar', rows: await content(tx, 'pillars') },
    { field: 'context', label: 'Part of a life', every: 'Every part of a life', rows: await content(tx, 'contexts') },
    { field: 'place', label: 'Place', every: 'Every place', rows: districts },
  ]
}
