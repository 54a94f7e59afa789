/** What a programme is found by: ids of the model, a district's code, an age. Empty: any. */
export type Chosen = {
  readonly level: string
  readonly reach: string
  readonly stage: string
  readonly pillar: string
  readonly context: string
  readonly place: string
  readonly age: number | null
}

export type Findable = {
  readonly levels: readonly string[]
  readonly reaches: readonly string[]
  readonly life_stages: readonly string[]
  readonly pillars: readonly string[]
  /** The contexts of a life that its factors belong to. */
  readonly contexts: readonly string[]
  /** Empty: the whole partnership. */
  readonly districts: readonly string[]
} & Ages

/**
 * Whether a programme fits every choice. An empty choice fits all; where the source states nothing, only an empty choice fits.
 * An age that is not stated and a place that is not narrowed fit any: the page says so beside each.
 */
export function fits(it: Findable, chosen: Chosen): boolean {
  return (
    isAmong(chosen.level, it.levels) &&
    isAmong(chosen.reach, it.reaches) &&
    isAmong(chosen.stage, it.life_stages) &&
    isAmong(chosen.pillar, it.pillars) &&
    isAmong(chosen.context, it.contexts) &&
    (it.districts.length === 0 || isAmong(chosen.place, it.districts)) &&
    isForAge(it, chosen.age)
  )
}

function isAmong(chosen: string, ids: readonly string[]): boolean {
  return chosen === '' || ids.includes(chosen)
}

function isForAge({ age_from, age_to }: Ages, age: number | null): boolean {
  return age === null || ((age_from === null || age >= age_from) && (age_to === null || age <= age_to))
}

export type Ages = { readonly age_from: number | null; readonly age_to: number | null }

/** "ages 14 to 25", "from age 16", "up to age 25"; nothing where the source states no age. */
export function agesInWords({ age_from, age_to }: Ages): string {
  if (age_from === null && age_to === null) return ''
  if (age_to === null) return `from age ${age_from}`
  return age_from === null ? `up to age ${age_to}` : `ages ${age_from} to ${age_to}`
}

const staleAfter = 42

/** Whether what was said about places is too old to rely on without asking: six weeks. Both days are YYYY-MM-DD. */
export function isOld(onDay: string, today: string): boolean {
  return Date.parse(today) - Date.parse(onDay) > staleAfter * 86_400_000
}

/** What was said about places, in words: "3 places free, a wait of 14 days". */
export function placesInWords(it: {
  readonly places: number | null
  readonly waiting: number | null
  readonly wait_days: number | null
}): string {
  return [
    it.places === null ? '' : it.places === 1 ? '1 place free' : `${it.places} places free`,
    it.waiting === null ? '' : it.waiting === 1 ? '1 person waits' : `${it.waiting} people wait`,
    it.wait_days === null ? '' : it.wait_days === 1 ? 'a wait of 1 day' : `a wait of ${it.wait_days} days`,
  ]
    .filter(Boolean)
    .join(', ')
}
