/** What a programme is found by: ids of prevention levels, life stages and pillars. */
export type Chosen = { readonly level: string; readonly stage: string; readonly pillar: string }

export type Findable = {
  readonly levels_ours: readonly string[]
  readonly life_stages: readonly string[]
  readonly pillars: readonly string[]
}

/** Whether a programme fits every choice. An empty choice fits all; where the source states nothing, only an empty choice fits. */
export function fits(it: Findable, { level, stage, pillar }: Chosen): boolean {
  return isAmong(level, it.levels_ours) && isAmong(stage, it.life_stages) && isAmong(pillar, it.pillars)
}

function isAmong(chosen: string, ids: readonly string[]): boolean {
  return chosen === '' || ids.includes(chosen)
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
