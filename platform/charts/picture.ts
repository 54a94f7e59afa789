import { checkId } from './marks.ts'

/** The same facts as the picture, in the same order. Every row is as long as the head. */
export type Table = {
  caption: string
  head: string[]
  rows: string[][]
  /** One for each column: true where every cell is a figure, so that the page can align it right. */
  numeric: boolean[]
}

/** A mark of the picture put into words. `mark` is the letter or number that the picture carries. */
export type Sentence = { mark?: string; lead: string; text: string }

/** A row of the numbered list beside a map. */
export type ListItem = { rank: string; name: string; detail: string; value: string; svg: string; href?: string }

/** Settings of the interactive map that may take the place of a drawn one. */
export type LiveMap = { source: string; unit: string }

export type Picture = {
  id: string
  /** The finding in words a chair could read aloud; the subject alone when no rule fires. */
  finding: string
  /** What is measured, where, when, and whether it is synthetic. */
  measure: string
  svg: string
  svgSmall?: string
  sentences: Sentence[]
  notes: string[]
  source: string
  table: Table
  legend?: { heading: string; svg: string; svgSmall: string }
  list?: { heading: string; unit: string; items: ListItem[] }
  map?: LiveMap
}

/** What every picture is told about itself. */
export type About = {
  /** Unique on the page; the ids inside the SVG grow from it. */
  id: string
  /** A sentence without its full stop: what is counted, where and when. */
  measure: string
  source: string
  synthetic?: boolean
  notes?: string[]
}

const figureCell = /^([\u2212+]?[\d,.]+%?|fewer than 5|less than 1|none found|no file loaded|not shown|not ranked|)$/

/**
 * @throws Error when a row is not as long as the head, because a cell would then stand under the wrong heading.
 */
export function table(caption: string, head: string[], rows: string[][]): Table {
  const bad = rows.findIndex(row => row.length !== head.length)
  if (bad >= 0) throw new Error(`Row ${bad + 1} of the table "${caption}" must have ${head.length} cells.`)
  const numeric = head.map((_, column) => {
    const cells = rows.map(row => row[column] ?? '')
    return cells.some(cell => /\d/.test(cell)) && cells.every(cell => figureCell.test(cell))
  })
  return { caption, head, rows, numeric }
}

/** The second line of a picture: its measure, further sentences, and the word that marks made-up data. */
export function measureLine(about: About, ...more: string[]): string {
  const sentences = [about.measure, ...more, about.synthetic === true ? 'Synthetic data' : '']
  return sentences
    .filter(text => text !== '')
    .map(text => (/[.?!]$/.test(text) ? text : `${text}.`))
    .join(' ')
}

/** The SVG description: what is measured, then each sentence under the picture. */
export function describe(measure: string, sentences: readonly Sentence[]): string {
  return [measure, ...sentences.map(({ lead, text }) => `${lead} ${text}`.trim())].join(' ')
}

/** The fields of a picture that come straight from what it was told about itself. */
export function aboutFields(about: About, notes: readonly string[] = []) {
  checkId(about.id)
  return { id: about.id, source: about.source, notes: [...notes, ...(about.notes ?? [])] }
}

/** @throws Error naming what is wrong when a value is not a finite number. */
export function checkFinite(name: string, values: Iterable<number>): void {
  for (const value of values) {
    if (!Number.isFinite(value)) throw new Error(`${name} must be finite numbers; one is ${value}.`)
  }
}

/** @throws Error naming what is wrong when a value is not a whole number from 0. */
export function checkCounts(name: string, values: Iterable<number>): void {
  for (const value of values) {
    if (!Number.isInteger(value) || value < 0) throw new Error(`${name} must be whole numbers from 0; one is ${value}.`)
  }
}
