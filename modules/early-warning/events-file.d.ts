import type { Events } from '#engines/point-process'
import { type Table } from './table.ts'
export type EventsFile = {
  readonly events: Events
  readonly table: Table
}
/**
 * Dated places from a CSV file: columns t_days, x_m, y_m (days and metres), or an ISO time or date with longitude and
 * latitude, which are projected locally. Times count from midnight of the first day.
 * @throws CommandError naming the file, the row and the column
 */
export declare function readEvents(file: string): Promise<EventsFile>
