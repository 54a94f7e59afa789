// Files that are handed in: unpacking within limits, text, CSV and GeoJSON, as streams in bounded memory.

export { type CsvOptions, CsvRow, csvHeader, csvRows, isRow } from './files/csv.ts'
export { plainName } from './files/csv-header.ts'
export { decodeText } from './files/decode.ts'
export { Fingerprints } from './files/fingerprints.ts'
export {
  type Box,
  type Feature,
  type GeoJsonOptions,
  geoJsonFeatures,
  isInside,
  type Polygon,
  type Position,
  type Ring,
  unitedKingdom,
} from './files/geojson.ts'
export { type SourceLimits, sourceLimits } from './files/limits.ts'
export { FileRefused } from './files/refused.ts'
export { type Source, sources } from './files/sources.ts'
export {
  type Accepted,
  type Duplicate,
  type FileKind,
  isDuplicate,
  isRejected,
  type Parsed,
  type ReadContext,
  type Rejected,
  type SourceFile,
} from './files/types.ts'
