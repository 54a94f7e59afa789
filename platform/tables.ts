// Tables that leave the system: CSV for machines and spreadsheets, ODS in the layout of government statistics.

export { toCsv, withoutFormula } from './tables/csv.ts'
export { toOds } from './tables/ods.ts'
export type { Cell, Table, TableColumn, TableDocument } from './tables/types.ts'
