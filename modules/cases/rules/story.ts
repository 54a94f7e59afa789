/** Something that happened: a day (YYYY-MM-DD) or a moment (ISO), in plain words, with where it is told in full. */
export type StoryEvent = {
  readonly at: string
  readonly title: string
  readonly detail: string
  readonly href?: string
}

export type StoryDay = StoryEvent & { readonly day: string }
export type StoryMonth = { readonly month: string; readonly events: readonly StoryDay[] }

/**
 * What happened, oldest first and by month. On one day, what has no hour comes first and what has one follows by its hour; what is
 * alike in that keeps the order in which it was given. `dayOf` gives the day in England of a moment.
 */
export function byMonth(events: readonly StoryEvent[], dayOf: (at: Date) => string): StoryMonth[] {
  const dated = events.map(it => ({ ...it, day: it.at.length === 10 ? it.at : dayOf(new Date(it.at)) }))
  const hour = ({ at }: StoryEvent): number => (at.length === 10 ? 0 : Date.parse(at))
  const sorted = dated.toSorted((a, b) => a.day.localeCompare(b.day) || hour(a) - hour(b))
  return [...Map.groupBy(sorted, ({ day }) => day.slice(0, 7))].map(([month, of]) => ({ month, events: of }))
}
