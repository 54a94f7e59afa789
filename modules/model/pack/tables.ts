import type { z } from 'zod'
import { agencyTables } from './agency-tables.ts'
import { areaTables } from './area-tables.ts'
import { deliveryTables } from './delivery-tables.ts'
import { modelTables, placeTables, registerTables, violenceTables } from './model-tables.ts'

/** Every kind of CSV file a content pack may hold. */
export const tables = {
  ...registerTables,
  ...violenceTables,
  ...modelTables,
  ...placeTables,
  ...agencyTables,
  ...areaTables,
  ...deliveryTables,
}

export type TableName = keyof typeof tables

/** A row of the named table, after reading: numbers are numbers, lists are arrays, an empty cell is null. */
export type Row<T extends TableName> = z.output<(typeof tables)[T]['row']>

/** All tables of a pack, each a list of rows in the order of its file. */
export type PackTables = { [T in TableName]: Row<T>[] }

export const tableNames = Object.keys(tables) as TableName[]
