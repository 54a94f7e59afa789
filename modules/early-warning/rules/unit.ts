// The two rhythms: fortnights where events carry days, months where only months are published.

export type Unit = 'fortnight' | 'month'

export type Rhythm = {
  readonly year: number
  /** Periods without which nothing is foretold, periods to tune in, and periods to be tried on. */
  readonly before: number
  readonly tuned: number
  readonly scored: number
  /** One of it, and many of it. */
  readonly one: string
  readonly many: string
  /** What a window is called in a sentence: "in the next 14 days". */
  readonly ahead: string
}

export const rhythms: Readonly<Record<Unit, Rhythm>> = {
  fortnight: { year: 26, before: 13, tuned: 13, scored: 26, one: 'fortnight', many: 'fortnights', ahead: '14 days' },
  month: { year: 12, before: 9, tuned: 3, scored: 12, one: 'month', many: 'months', ahead: 'month' },
}
