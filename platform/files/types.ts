/**
 * One file that was handed in, after unpacking: a plain file, the content of a gzip, or one entry of a zip.
 * `name` is what a person recognises, never a path to write to. `bytes()` starts from the beginning each time.
 */
export type SourceFile = { readonly name: string; bytes(): AsyncIterable<Uint8Array> }

/** A line that cannot be used: which column, why in a sentence, and the line itself for the download. */
export type Rejected = {
  readonly line: number
  readonly column: string
  readonly reason: string
  readonly text: string
}

/** A line that repeats an earlier one in every field. It is counted, not loaded. */
export type Duplicate = { readonly line: number; readonly duplicate: true; readonly text: string }

export type Accepted<Row> = { readonly line: number; readonly row: Row }

/**
 * What a reader of files yields. A wide table gives several rows for one line, all with that line's number; whoever
 * counts lines counts the distinct numbers. In GeoJSON `line` is the position of the feature, from 1.
 */
export type Parsed<Row> = Accepted<Row> | Rejected | Duplicate

/** What a reader may be told, and may tell. */
export type ReadContext = {
  /** The date after which nothing can have happened yet, as YYYY-MM-DD. */
  readonly today: string
  /** Receives sentences for the report: an encoding that was guessed, a column that was ignored. */
  readonly note: (sentence: string) => void
  /** Says what kind of file has this header, so that the refusal of a wrong file can name the right one. */
  readonly otherKind?: (header: readonly string[]) => string | undefined
}

/** A reader of one kind of file. Throws FileRefused when the file as a whole cannot be used. */
export type FileKind<Row, Context extends ReadContext = ReadContext> = {
  readonly kind: string
  readonly title: string
  readonly columns: readonly string[]
  recognises(header: readonly string[]): boolean
  read(file: SourceFile, context: Context): AsyncIterable<Parsed<Row>>
}

export const isRejected = <Row>(parsed: Parsed<Row>): parsed is Rejected => 'reason' in parsed
export const isDuplicate = <Row>(parsed: Parsed<Row>): parsed is Duplicate => 'duplicate' in parsed
