/** A CSV file as read: rows by column name, with the line each row stands on. */
export type Table = {
  readonly file: string
  readonly columns: readonly string[]
  readonly rows: readonly {
    readonly line: number
    readonly cells: {
      readonly [column: string]: string
    }
  }[]
}
/** Reads a CSV file with a header line, plain or gzipped. @throws CommandError with the file and line */
export declare function readTable(file: string): Promise<Table>
/** The first of these columns that the table has, in any case; undefined where it has none. */
export declare function columnOf(table: Table, names: readonly string[]): string | undefined
/** A column that was asked for by name. @throws CommandError listing those there are */
export declare function namedColumn(table: Table, name: string): string
/** Reads a column with `read`, which answers undefined for what it cannot use; reports every bad row, not only one. */
export declare function readColumn<T>(
  table: Table,
  column: string,
  wanted: string,
  read: (text: string) => T | undefined,
): T[]
export declare function finite(text: string): number | undefined
export declare const longitude: (text: string) => number | undefined
export declare const latitude: (text: string) => number | undefined
/** Days since 1970 of an ISO date or time; without an offset the clock is taken as it stands. */
export declare function isoDays(text: string): number | undefined
