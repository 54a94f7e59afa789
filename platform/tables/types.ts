/** Numbers stay numbers. A sign such as [x] or [c] stands for a number that cannot be given; null is a missing number. */
export type Cell = string | number | null

export type TableColumn = {
  readonly key: string
  readonly title: string
  readonly type: 'text' | 'number' | 'date'
  /** Decimal places of numbers. As many as there are, unless stated. */
  readonly decimals?: number
}

export type Table = {
  /** The name of the sheet: letters, digits, spaces, "_" and "-", at most 31. */
  readonly name: string
  readonly title: string
  readonly notes: readonly string[]
  /** Such as OFFICIAL-SENSITIVE. Stands on the sheet, and in a CSV in a column of its own. */
  readonly marking?: string
  readonly columns: readonly TableColumn[]
  readonly rows: readonly Readonly<Record<string, Cell>>[]
}

export type TableDocument = {
  readonly title: string
  /** One or two sentences for the cover. */
  readonly introduction: string
  readonly publisher: string
  readonly contact?: string
  /** YYYY-MM-DD. */
  readonly published: string
  /** A language tag. */
  readonly language?: string
  readonly licence?: string
  /** Numbered on the notes sheet: about all the tables. */
  readonly notes: readonly string[]
  /** Signs beyond the usual ones, with what they mean. */
  readonly signs?: Readonly<Record<string, string>>
  readonly tables: readonly Table[]
}
