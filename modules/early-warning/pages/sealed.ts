// What was sealed and how it went, for the head of the watchlist and for the public register.
import { ukDay } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { type MethodName, methodWords } from '../rules/methods.ts'
import type { Result } from '../rules/result.ts'
import { type Skill, skillOf } from '../rules/skill.ts'
import { rhythms, type Unit } from '../rules/unit.ts'
import { stateWords, windowState } from '../rules/window.ts'
import { few } from '../rules/words.ts'
import { gainsOf } from '../score.ts'
import { type Seal, scoredWindows } from '../store/predictions.ts'

export type SealShown = Seal & {
  readonly state: string
  readonly unit: Unit
  readonly method: string
  readonly result: string | undefined
}

export function sealShown(seal: Seal, now: Date): SealShown {
  const state = windowState(seal, ukDay(now), seal.scoredAt !== null)
  return {
    ...seal,
    state: stateWords[state],
    unit: seal.about.unit,
    method: methodWords[seal.about.shown],
    result: seal.results === null ? undefined : resultWords(seal.results, seal.part),
  }
}

/** "Of 10 places listed, 3 had a sign; of any ten, 0.4 did. It said 2.9." */
export function resultWords({ places, came, listed, hits, said }: Result, part: Seal['part']): string {
  const noun = part === 'places' ? 'places' : 'conflicts'
  const any = (listed * came) / Math.max(1, places)
  return `Of ${listed} ${noun} listed, ${hits} had a sign; of any ${listed}, ${few(any)} did. It said ${few(said)}.`
}

export type Standing = {
  readonly windows: readonly Seal[]
  readonly skill: Skill
  /** Sums over all scored windows of places. */
  readonly totals: { readonly listed: number; readonly hits: number; readonly any: number; readonly said: number }
}

/** How a method stands over the sealed windows of one rhythm that were scored. */
export async function standingOf(tx: Transaction, method: MethodName, unit: Unit): Promise<Standing> {
  const windows = (await scoredWindows(tx)).filter(({ about }) => about.unit === unit)
  const results = windows.flatMap(({ results: it }) => (it === null ? [] : [it]))
  const sum = (value: (result: Result) => number): number => results.reduce((total, it) => total + value(it), 0)
  return {
    windows,
    skill: skillOf(gainsOf(windows, method)),
    totals: {
      listed: sum(it => it.listed),
      hits: sum(it => it.hits),
      said: sum(it => it.said),
      any: sum(it => (it.listed * it.came) / Math.max(1, it.places)),
    },
  }
}

/** The sealed windows in one sentence; undefined before any was scored. */
export function totalsWords({ windows, totals }: Standing, unit: Unit): string | undefined {
  if (windows.length === 0) return undefined
  const { one, many } = rhythms[unit]
  const counted = windows.length === 1 ? `1 sealed ${one}` : `${windows.length} sealed ${many}`
  return `Sealed before and scored after: over ${counted}, ${totals.hits} of ${totals.listed} places listed had a sign. Of as many places picked anyhow, ${few(totals.any)} would have. It said ${few(totals.said)}.`
}
