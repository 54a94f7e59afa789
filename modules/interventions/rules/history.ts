import { agesInWords } from './finding.ts'

/** What can be said of a programme, as its history compares it. Lists are ids. */
export type Described = {
  readonly name: string
  readonly for_whom: string
  readonly what_happens: string
  readonly eligibility: string
  readonly age_from: number | null
  readonly age_to: number | null
  readonly pillars: readonly string[]
  readonly levels: readonly string[]
  readonly reaches: readonly string[]
  readonly life_stages: readonly string[]
  readonly factors: readonly string[]
  readonly districts: readonly string[]
  readonly run_by: string
  readonly how_to_ask: string
  readonly state: 'offered' | 'paused' | 'ended'
}

export const stateWords = {
  offered: 'Offered',
  paused: 'Takes nobody new at present',
  ended: 'No longer offered',
} as const

export type Changed = { readonly what: string; readonly before: string; readonly now: string }

const nothing = 'Not stated'

/** What a version says otherwise than the one before, line by line. `named` gives the name of an id. */
export function changedBetween(before: Described, now: Described, named: (id: string) => string): Changed[] {
  return linesOf(now, named).flatMap(([what, text], at) => {
    const was = linesOf(before, named)[at]?.[1] ?? ''
    return was === text ? [] : [{ what, before: was || nothing, now: text || nothing }]
  })
}

function linesOf(it: Described, named: (id: string) => string): [string, string][] {
  const list = (ids: readonly string[]): string => ids.map(named).join(', ')
  return [
    ['Name', it.name],
    ['For whom', it.for_whom],
    ['What happens', it.what_happens],
    ['Who can have it', it.eligibility],
    ['Ages', agesInWords(it)],
    ['Where', list(it.districts)],
    ['Who runs it', it.run_by === '' ? '' : named(it.run_by)],
    ['How to ask for it', it.how_to_ask],
    ['Level', list(it.levels)],
    ['Reach', list(it.reaches)],
    ['Pillar', list(it.pillars)],
    ['Life stage', list(it.life_stages)],
    ['What it works on', list(it.factors)],
    ['Whether it is offered', stateWords[it.state]],
  ]
}
