import { everyRole } from '#modules/agencies'
import type { ImportKind } from '#platform/imports'
import type { Module } from '#platform/module'
import { openAreas } from './collections.ts'
import { describeAreaHeader } from './files/index.ts'
import { boundaryImport, lookupImport } from './imports/geography.ts'
import { anyIndicators, indicatorImports, mappedImport } from './imports/indicators.ts'
import { indexCommand, indexJob } from './index/commands.ts'
import { pages } from './pages/index.ts'

export { openAreas } from './collections.ts'
export { makeIndex } from './index/run.ts'
export { type OfficialPlaces, officialPlaces } from './official.ts'
export { areaShapes, outlinesKey } from './pages/map.ts'
export {
  type Area,
  type AreaKind,
  areaByCode,
  areasOf,
  knownCodes,
  type SmallArea,
  smallAreas,
  smallAreasWithin,
  vintageLinks,
} from './store/areas.ts'
export { residents } from './store/residents.ts'

/** The imports that the synthetic county goes in by. */
export const areaImports = {
  lookups: lookupImport as ImportKind,
  boundaries: boundaryImport as ImportKind,
  indicators: anyIndicators,
}
export { indicatorValues, population } from './store/indicators.ts'

export const areas: Module = {
  name: 'areas',
  pages,
  navigation: [{ text: 'Areas', href: '/areas' }],
  imports: [lookupImport, boundaryImport, ...indicatorImports, mappedImport as ImportKind],
  nameFile: describeAreaHeader,
  jobs: { 'area-index': indexJob },
  commands: [indexCommand],
  policy: [
    {
      kind: 'areas',
      words: 'Boundaries, lookups and published indicators, and the platform area index made from them.',
      collection: openAreas,
      tables: ['area', 'area_shape', 'area_link', 'indicator_value', 'index_run', 'index_value', 'local_area_match'],
      roles: everyRole.map(role => ({
        role,
        level: role === 'analyst' || role === 'police-analyst' ? ('write' as const) : ('read' as const),
        why:
          role === 'analyst' || role === 'police-analyst'
            ? 'Imports open data and makes the profile'
            : 'Open data is for everyone',
      })),
    },
  ],
}
