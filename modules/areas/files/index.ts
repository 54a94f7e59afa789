// Every kind of area file, for the module's imports.

export { boundaries } from './boundaries.ts'
export { canonical as canonicalColumn, type DeprivationContext, deprivation } from './deprivation.ts'
export { exclusions, localAuthorityTool, type MeasureRow, measureDictionary } from './education.ts'
export { households } from './households.ts'
export { forceTables, homelessness, type IndicatorMapping, type MappedValue, readMapped } from './indicators.ts'
export { lookups } from './lookups.ts'
export { codeByName } from './names.ts'
export { type PopulationContext, population } from './population.ts'
export { describeAreaHeader, recognise } from './recognise.ts'
export type {
  AreaLevel,
  AreaName,
  BoundaryRow,
  IndicatorRow,
  IndicatorUnit,
  LookupRow,
  Polygon,
  Position,
} from './types.ts'
