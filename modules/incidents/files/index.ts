// Every kind of incident file, for the module's imports.

export { type DatedContext, type DatedMemory, datedIncidents, newDatedMemory } from './dated.ts'
export type { DateOrder } from './dates.ts'
export { type HospitalContext, hospitalAssaults } from './istv.ts'
export { type KnownLsoas, lsoaVintage, type Vintage } from './place.ts'
export { newStreetMemory, policeStreet, type StreetContext, type StreetMemory } from './police-street.ts'
export { describeHeader, type IncidentFileKind, recogniseIncidents } from './recognise.ts'
export type { HospitalAssaultRow, IncidentFlags, IncidentRow, Provenance, TimePrecision } from './types.ts'
