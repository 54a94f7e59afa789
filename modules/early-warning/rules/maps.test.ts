// Invented maps of signs, for the tests of the list and of its record.
import { random } from '#engines/numerics'
import { periods, placesToWatch } from './list.ts'
import type { Sign } from './signs.ts'

export const today = '2026-11-21'
export const dayBefore = (days: number): string =>
  new Date(Date.parse(`${today}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10)
export const sign = (at: number, days: number, kind: Sign['kind'] = 'tension', id = `${kind}-${at}-${days}`): Sign => ({
  id,
  kind,
  on: dayBefore(days),
  at,
})

/** A quiet map: incidents at each place by chance alone, at rates that differ from place to place, and a few scattered reports. */
export function quietMap(seed: number, places = 60, reports = 8): Sign[] {
  const chance = random(seed)
  const incidents = Array.from({ length: places }, (_, at) => at).flatMap(at => {
    const rate = chance.gamma(1, 0.08)
    return Array.from({ length: periods }, (_, period) => period).flatMap(period =>
      Array.from({ length: chance.poisson(rate) }, (_, n) =>
        sign(at, period * 14 + chance.integer(14), 'incident', `i-${at}-${period}-${n}`),
      ),
    )
  })
  const told = Array.from({ length: reports }, (_, n) =>
    sign(chance.integer(places), chance.integer(28), 'tension', `r-${n}`),
  )
  return [...incidents, ...told]
}

export const breathe = async (): Promise<void> => {}
export const listOf = (signs: readonly Sign[], places = 60, settled: readonly string[] = []) =>
  placesToWatch({ places, signs, settled: new Set(settled), today, seed: 1, middles: [], withdrawn: [], breathe })
