// What of a run's record may be told to anybody: totals over the whole map, never a place.
import type { GuardResult } from './guards.ts'
import type { Record, Tried } from './record.ts'
import type { Power } from './skill.ts'

export type Trial = Pick<Record, 'windows' | 'shown' | 'anyTen' | 'bins' | 'evidence' | 'memory' | 'rises'> & {
  readonly methods: readonly Pick<Tried, 'name' | 'baseline' | 'hits' | 'said' | 'logScore' | 'brier'>[]
  readonly guards: readonly GuardResult[]
  readonly power: readonly Power[]
  readonly signs: number
}

export function trialOf(record: Record & Pick<Trial, 'guards' | 'power' | 'signs'>): Trial {
  const { windows, shown, anyTen, bins, evidence, memory, rises, guards, power, signs } = record
  const methods = record.methods.map(({ name, baseline, hits, said, logScore, brier }) => ({
    name,
    baseline,
    hits,
    said,
    logScore,
    brier,
  }))
  return { windows, shown, anyTen, bins, evidence, memory, rises, methods, guards, power, signs }
}
