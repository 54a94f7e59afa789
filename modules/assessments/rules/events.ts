import type { Lane } from './lanes.ts'
import type { Moment } from './moments.ts'
import type { Span } from './spans.ts'

export type LifeEvent = {
  readonly id: string
  readonly file: string
  readonly person: string | null
  readonly lane: Lane
  readonly what: string
  readonly from_low: string
  readonly from_high: string
  readonly until_low: string | null
  readonly until_high: string | null
  readonly ongoing: boolean
  readonly when_words: string
  readonly account: 'person' | 'carer' | 'worker' | 'agency'
  readonly account_of: string
  readonly told_to: string
  readonly done: string
  /** What to be ready for before it is read. */
  readonly content_note?: string
  readonly moment: Moment | null
}

export type NewLifeEvent = Pick<
  LifeEvent,
  'lane' | 'what' | 'ongoing' | 'when_words' | 'account' | 'account_of' | 'told_to' | 'done' | 'content_note'
> & {
  readonly from: Span
  readonly until: Span | null
  readonly moment: NewMoment | null
}

/** A clock for a named person. It runs from `opened_at`, from the end of the day `since`, or else from now. */
type Clocked = {
  readonly hours: number
  readonly goer: string
  readonly words: string
  readonly opened_at?: Date
  readonly since?: string
}
/** What came of a clock that ran elsewhere, before the file was opened. */
type Answered = Pick<Moment, 'reached_on' | 'missed_why'> & { readonly answered_at: Date }

/** A moment of today starts a clock for a named person; one of long ago says whether help came. */
export type NewMoment =
  | Clocked
  | { readonly outcome: 'met' | 'missed'; readonly words: string }
  | (Clocked & Answered & { readonly outcome: 'met' | 'missed' })
