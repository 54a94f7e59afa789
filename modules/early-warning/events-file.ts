import { project } from '#engines/numerics'
import type { Events } from '#engines/point-process'
import { CommandError } from './command.ts'
import { columnOf, finite, isoDays, latitude, longitude, readColumn, readTable, type Table } from './table.ts'

const TIMES = ['time', 'date', 'datetime', 'date_time', 'occurred', 'occurred_at', 'timestamp']
const LONGITUDES = ['longitude', 'lon', 'lng', 'long']
const LATITUDES = ['latitude', 'lat']

export type EventsFile = { readonly events: Events; readonly table: Table }

/**
 * Dated places from a CSV file: columns t_days, x_m, y_m (days and metres), or an ISO time or date with longitude and
 * latitude, which are projected locally. Times count from midnight of the first day.
 * @throws CommandError naming the file, the row and the column
 */
export async function readEvents(file: string): Promise<EventsFile> {
  const table = await readTable(file)
  const days = columnOf(table, ['t_days'])
  const [east, north] = [columnOf(table, ['x_m']), columnOf(table, ['y_m'])]
  const time = columnOf(table, TIMES)
  if (days === undefined && time === undefined)
    throw new CommandError(missing(table, 'a time column (t_days, or time, date with ISO times)'))
  const t =
    days !== undefined
      ? numbers(table, days)
      : sinceFirstDay(readColumn(table, time ?? '', 'an ISO date or time such as 2026-03-01 22:15', isoDays))
  if (east !== undefined && north !== undefined)
    return { events: { x: numbers(table, east), y: numbers(table, north), t }, table }
  const [lon, lat] = [columnOf(table, LONGITUDES), columnOf(table, LATITUDES)]
  if (lon === undefined || lat === undefined)
    throw new CommandError(missing(table, 'places (x_m and y_m, or longitude and latitude)'))
  const longitudes = readColumn(table, lon, 'a longitude between -180 and 180', longitude)
  const { x, y } = project(longitudes, readColumn(table, lat, 'a latitude between -90 and 90', latitude))
  return { events: { x, y, t }, table }
}

const numbers = (table: Table, column: string) => Float64Array.from(readColumn(table, column, 'a number', finite))

const missing = (table: Table, what: string): string =>
  `${table.file} needs ${what}; its columns are ${table.columns.join(', ')}`

function sinceFirstDay(days: readonly number[]): Float64Array {
  const first = Math.floor(days.reduce((least, day) => Math.min(least, day), Infinity))
  return Float64Array.from(days, day => day - first)
}
