import { join } from 'node:path'
import { type Chapter, type Reading, readChapter, readReading } from './pack/chapters.ts'
import { checkDraft, type Draft } from './pack/checks.ts'
import {
  type DeliveryMatrix,
  expectedSchema,
  matrixSchema,
  type Partnership,
  partnershipSchema,
  readYaml,
} from './pack/documents.ts'
import { filesIn, type PackFiles } from './pack/files.ts'
import { PackError, type PackProblem } from './pack/problems.ts'
import { overlay, type ReadRow, readTable, type Table } from './pack/table.ts'
import { type PackTables, type TableName, tableNames, tables } from './pack/tables.ts'

export type { Beat, Chapter, Opportunity, Reading } from './pack/chapters.ts'
export type { DeliveryMatrix, Partnership } from './pack/documents.ts'
export type { PackFiles } from './pack/files.ts'
export { type NewPartnership, newPack } from './pack/new-pack.ts'
export { PackError, type PackProblem } from './pack/problems.ts'
export { type PackTables, type Row, type TableName, tableNames, tables } from './pack/tables.ts'

/** A partnership's content pack, read whole and found consistent: every table, and the documents beside them. */
export interface Pack extends PackTables {
  partnership: Partnership
  /** The shape of the delivery plan; null when the partnership has none. */
  matrix: DeliveryMatrix | null
  /** The life journey, in order. */
  chapters: Chapter[]
  readings: Reading[]
}

const required: readonly string[] = ['partnership.yaml', tables.communitySafetyPartnerships.file, tables.districts.file]
const documents: readonly string[] = ['partnership.yaml', 'expected.yaml', 'strategy/matrix.yaml']
const chapterFile = /^learning\/journey\/[^/]+\.md$/
const readingFile = /^learning\/readings\/[^/]+\.md$/

// The pack that was read last, with its texts: a set-up asks for the same one for more than one module.
let last: { readonly texts: string; readonly pack: Pack } | undefined

/**
 * Reads the content pack in `directory`, laid over the national one in `common` (by default the folder `common` beside it).
 * Throws a PackError that lists every problem with file, line and column; throws a plain Error when a folder cannot be read.
 */
export function readPack(directory: string, common = join(directory, '..', 'common')): Pack {
  const problems: PackProblem[] = []
  const local = filesIn(directory, problems)
  const national = filesIn(common, problems)
  if (problems.length > 0) throw new PackError(problems)
  const texts = JSON.stringify([[...local], [...national]])
  if (last?.texts !== texts) last = { texts, pack: parsePack(local, national) }
  return last.pack
}

/** As readPack, from texts already in memory: path inside the pack to text. */
export function parsePack(local: PackFiles, common: PackFiles): Pack {
  const problems = [...fileProblems(local, '', required), ...fileProblems(common, 'common/', [])]
  const draft = readDraft(local, common, problems)
  if (draft === null || problems.length > 0) throw new PackError(problems)
  problems.push(...checkDraft(draft))
  if (problems.length > 0) throw new PackError(problems)
  const { pack, partnership, matrix, chapters, readings } = draft
  return { ...pack, partnership, matrix, chapters: [...chapters], readings: [...readings] }
}

/** Files that should be there and are not, and files that no reader knows (a misspelt name would be passed over in silence). */
function fileProblems(files: PackFiles, folder: string, needed: readonly string[]): PackProblem[] {
  const known = new Set([...tableNames.map(name => tables[name].file), ...documents])
  const strange = [...files.keys()].filter(
    file => !known.has(file) && !chapterFile.test(file) && !readingFile.test(file),
  )
  const missing = needed.filter(file => !files.has(file))
  return [
    ...missing.map(file => ({ file, line: 1, column: null, message: 'is missing, and every pack needs it' })),
    ...strange.map(file => ({
      file: folder + file,
      line: 1,
      column: null,
      message: 'is not a file of a content pack: see README.md',
    })),
  ]
}

function readDraft(local: PackFiles, common: PackFiles, problems: PackProblem[]): Draft | null {
  const rows = readTables(local, common, problems)
  const yaml = (file: string) => local.get(file) ?? ''
  const partnership = readYaml('partnership.yaml', yaml('partnership.yaml'), partnershipSchema, problems)
  const expected = local.has('expected.yaml')
    ? readYaml('expected.yaml', yaml('expected.yaml'), expectedSchema, problems)
    : []
  const matrixFile = 'strategy/matrix.yaml'
  const matrix = local.has(matrixFile) ? readYaml(matrixFile, yaml(matrixFile), matrixSchema, problems) : null
  const chapters = readPages(local, chapterFile, readChapter, problems).sort((a, b) => a.order - b.order)
  const readings = readPages(local, readingFile, readReading, problems)
  if (partnership === null || expected === null) return null
  return { rows, pack: valuesOf(rows), partnership, matrix, expected, chapters, readings }
}

function readPages<P>(
  files: PackFiles,
  pattern: RegExp,
  read: (file: string, text: string, problems: PackProblem[]) => P | null,
  problems: PackProblem[],
): P[] {
  return [...files]
    .filter(([file]) => pattern.test(file))
    .map(([file, text]) => read(file, text, problems))
    .filter(page => page !== null)
}

function readTables(local: PackFiles, common: PackFiles, problems: PackProblem[]): Record<TableName, ReadRow[]> {
  const rowsOf = (name: TableName, files: PackFiles, folder: string) => {
    const kind: Table = tables[name]
    const text = files.get(kind.file)
    return text === undefined ? [] : readTable(kind, text, problems, folder + kind.file)
  }
  const read = tableNames.map(
    name => [name, overlay(rowsOf(name, common, 'common/'), rowsOf(name, local, ''))] as const,
  )
  return Object.fromEntries(read) as Record<TableName, ReadRow[]>
}

/** The values without their places. The cast is sound because each table's own schema made its rows. */
function valuesOf(rows: Record<TableName, ReadRow[]>): PackTables {
  return Object.fromEntries(tableNames.map(name => [name, rows[name].map(row => row.values)])) as PackTables
}
