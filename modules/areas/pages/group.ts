import { type Answer, type Visit, view } from '#platform/module'
import { type Area, smallAreas, smallAreasWithin } from '../store/areas.ts'
import { indexValues, latestRun } from '../store/index-runs.ts'
import { residents } from '../store/residents.ts'

const words = {
  ward: 'Ward',
  district: 'District',
  partnership: 'Community safety partnership',
  county: 'County',
  force: 'Police force area',
  msoa21: 'Middle-layer area',
} as const

/** The page of a ward, district or other larger area: its small areas from highest to lowest, never one score for all. */
export async function groupPage({ tx }: Visit, area: Area): Promise<Answer> {
  const members = new Set(await smallAreasWithin(tx, area.kind, area.code))
  const run = await latestRun(tx)
  const values = run === undefined ? [] : await indexValues(tx, run.id, run.periods.at(-1) ?? '')
  const people = await residents(tx)
  const areas = new Map((await smallAreas(tx)).map(it => [it.code, it]))
  const rows = values.flatMap(value => {
    const found = areas.get(value.area_code)
    return found === undefined || !members.has(value.area_code)
      ? []
      : [{ ...value, name: found.name, ward: found.wardName, people: people.get(value.area_code)?.people ?? null }]
  })
  const lived = rows.filter(({ people: count }) => count !== null)
  const total = lived.reduce((sum, { people: count }) => sum + (count ?? 0), 0)
  const weighted =
    total > 0 ? lived.reduce((sum, { index, people: count }) => sum + (index * (count ?? 0)) / total, 0) : undefined
  return view('areas/views/group.njk', {
    title: area.name,
    kind: words[area.kind as keyof typeof words] ?? 'Area',
    back: { href: '/areas', text: 'Areas' },
    rows,
    people: total,
    weighted,
    high: rows.filter(({ whole }) => whole >= 9).length,
    run,
  })
}
