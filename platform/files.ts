// Files that are handed in: unpacking within limits, text, CSV and GeoJSON, as streams in bounded memory.

export { FileRefused } from './files/refused.ts'
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
