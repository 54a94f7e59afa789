import type { Picture } from '#platform/charts'
import type { Transaction } from '#platform/database'
import { keptValues } from '#platform/kept'
import { type AreaShape, choropleth, evenClasses, liveMapData, preparedMap } from '#platform/maps'
import { type SmallArea, shapes, shapesKey, smallAreas } from '../store/areas.ts'
import type { IndexValue } from '../store/index-runs.ts'

const classes = evenClasses(1, 10)
const official = 'Boundaries: Office for National Statistics. Contains OS data © Crown copyright and database right'

// Drawing three hundred outlines takes longer than reading them, and the same figures on the same outlines give the same map.
const maps = keptValues<Picture>(20)
const liveMaps = keptValues<string>(4)

/** The map of the index, with the numbered list of the highest areas. */
export async function indexMap(
  tx: Transaction,
  areas: readonly SmallArea[],
  values: readonly Omit<IndexValue, 'headings'>[],
  reference: string,
): Promise<Picture> {
  const byCode = new Map(areas.map(area => [area.code, area]))
  const shown = values.filter(({ area_code }) => byCode.has(area_code))
  const mean = shown.reduce((sum, { index }) => sum + index / shown.length, 0)
  const outlines = await outlinesKey(tx, areas)
  const shownAs = {
    id: 'map',
    measure: `Platform area index ${values[0]?.period ?? ''} of ${reference}. 10 is highest risk`,
    source: areas.some(({ illustrative }) => illustrative)
      ? 'Boundaries: illustrative, made up for this demonstration'
      : official,
    synthetic: areas[0]?.illustrative === true,
    unit: 'index',
    areas: 'areas',
    decimals: 1,
    readings: shown.map(({ area_code: id, index, low, high }) => ({
      id,
      value: index,
      low,
      high,
      href: `/areas/${id}`,
      ...wardOf(byCode.get(id)),
    })),
    classes,
    middle: { name: 'average', value: mean },
    live: { source: '/areas/map.json' },
  }
  const map = await preparedMap(outlines, () => areaShapes(tx, areas))
  return maps(`${outlines} ${JSON.stringify(shownAs)}`, () => choropleth({ ...shownAs, map }))
}

function wardOf(area: SmallArea | undefined): { name?: string } {
  return area?.wardName === null || area?.wardName === undefined ? {} : { name: area.wardName }
}

/** What a drawn map of these areas follows from: their outlines and their names. */
export async function outlinesKey(tx: Transaction, areas: readonly SmallArea[]): Promise<string> {
  const names = areas.map(({ code, name, districtName }) => `${code} ${name} ${districtName}`)
  return `lsoa21/${await shapesKey(tx, 'lsoa21')}/${names.join()}`
}

/** Outlines of small areas as GeoJSON; those that are not loaded are left out. */
export async function areaShapes(tx: Transaction, areas: readonly SmallArea[]): Promise<AreaShape[]> {
  const outlines = new Map((await shapes(tx, 'lsoa21')).map(({ code, geometry }) => [code, geometry]))
  return areas.flatMap(({ code, name, districtName }) => {
    const geometry = outlines.get(code)
    return geometry === undefined ? [] : [{ id: code, name, group: districtName ?? '', geometry: JSON.parse(geometry) }]
  })
}

/** What the interactive map reads: outlines and values, as GeoJSON text. */
export async function liveMap(tx: Transaction, values: readonly Omit<IndexValue, 'headings'>[]): Promise<string> {
  const readings = values.map(({ area_code: id, index: value, low, high }) => ({ id, value, low, high }))
  const areas = await smallAreas(tx)
  return liveMaps(`${await outlinesKey(tx, areas)} ${JSON.stringify(readings)}`, async () => {
    const shapesNow = await areaShapes(tx, areas)
    return JSON.stringify(liveMapData(shapesNow, readings, { classes, unit: 'index', decimals: 1 }))
  })
}
