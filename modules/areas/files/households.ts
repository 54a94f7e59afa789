import {
  type CsvRow,
  csvRows,
  type FileKind,
  isRow,
  type Parsed,
  type ReadContext,
  type SourceFile,
} from '#platform/files'
import { areaHeader, codePattern } from './columns.ts'
import type { IndicatorRow } from './types.ts'
import { readValue } from './values.ts'

/** Of the census: employment, education, health and housing. */
const dimensions = [
  'not deprived in any',
  'deprived in one',
  'deprived in two',
  'deprived in three',
  'deprived in four',
]

const required = ['total households', 'deprivation dimensions', 'n']

/** Household deprivation of the census of 2021: in each area, the share of households deprived in 0 to 4 dimensions. */
export const households: FileKind<IndicatorRow> = {
  kind: 'household-deprivation',
  title: 'Household deprivation, census 2021',
  columns: ['LSOA21CD', ...required],
  recognises: header => header.some(heading => /deprivation[_ ]dimensions/i.test(heading)),
  read,
}

async function* read(file: SourceFile, context: ReadContext): AsyncGenerator<Parsed<IndicatorRow>> {
  const { smallest: area } = await areaHeader(file, context)
  const seen = new Set<string>()
  for await (const row of csvRows(file, { ...context, required: [area.code, ...required] }))
    yield isRow(row) ? readRow(row, area.code, seen) : row
}

function readRow(row: CsvRow, areaColumn: string, seen: Set<string>): Parsed<IndicatorRow> {
  const area = row.get(areaColumn)
  if (!codePattern.test(area)) return row.reject(areaColumn, `"${area.slice(0, 40)}" is not the code of an area.`)
  const words = row.get('deprivation dimensions').toLowerCase()
  const dimension = dimensions.findIndex(dimensionWords => words.includes(dimensionWords))
  if (dimension < 0)
    return row.reject('deprivation dimensions', 'This is not one of the five groups, from none to four dimensions.')
  const key = `${area} ${dimension}`
  if (seen.has(key)) return row.reject('deprivation dimensions', 'This area and group is there twice.')
  seen.add(key)
  const total = readValue(row.get('total households'))?.value ?? 0
  const count = readValue(row.get('n'))?.value ?? -1
  if (total <= 0 || count < 0 || count > total)
    return row.reject('n', 'The households of the group are not a part of all households.')
  const accepted: IndicatorRow = {
    indicator: `households.deprived_${dimension}`,
    words: `Households ${dimensions[dimension]} ${dimension === 0 ? 'dimension' : dimension === 1 ? 'dimension' : 'dimensions'}`,
    area,
    areaScheme: 'gss',
    areaName: null,
    period: '2021',
    value: (100 * count) / total,
    unit: 'per cent',
    marker: null,
    denominator: total,
    low: null,
    high: null,
  }
  return { line: row.line, row: accepted }
}
