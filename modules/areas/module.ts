import { everyRole } from '#modules/agencies'
import type { Module } from '#platform/module'
import { openAreas } from './collections.ts'
import { boundaryImport, lookupImport } from './imports/geography.ts'

export { openAreas } from './collections.ts'
export { type OfficialPlaces, officialPlaces } from './official.ts'
export {
  type Area,
  type AreaKind,
  areaByCode,
  areasOf,
  knownCodes,
  type SmallArea,
  smallAreas,
  smallAreasWithin,
} from './store/areas.ts'
export { population } from './store/indicators.ts'

export const areas: Module = {
  name: 'areas',
  imports: [lookupImport, boundaryImport],
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
