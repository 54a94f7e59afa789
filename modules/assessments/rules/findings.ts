import { type ContextKey, contextKeys, type FactorState, type Weight } from './contexts.ts'

/** One strength or risk of the content pack, as it is asked. */
export type Factor = {
  readonly factor: string
  readonly kind: 'strength' | 'risk'
  readonly context: ContextKey
  readonly label: string
}

/** What was found of one factor, under the words that were asked. */
export type FoundFactor = Factor & {
  readonly state: FactorState
  readonly evidence: string
  readonly source: string
  readonly seen_on: string | null
  /** Whom they already told, so that nobody asks them again. */
  readonly told_to: string
}

/** How much a context matters, with the reason, and how they see this part of their life themselves. */
export type Weighed = {
  readonly context: ContextKey
  readonly weight: Weight
  readonly why: string
  readonly their_view?: string
}

/** What the two sides of one context hold, strengths first. Lists of names, never a count. */
export type ContextFindings = {
  readonly context: ContextKey
  readonly weight: Weight
  readonly why: string
  readonly their_view: string
  readonly strengths: readonly FoundFactor[]
  readonly risks: readonly FoundFactor[]
  /** Factors that somebody looked for and did not find, or that nobody could say. */
  readonly others: readonly FoundFactor[]
}

const found = ({ state }: FoundFactor): boolean => state === 'present' || state === 'suspected'

/** The findings by context in the fixed order. A context that was not weighed is not known yet. */
export function byContext(factors: readonly FoundFactor[], weights: readonly Weighed[]): ContextFindings[] {
  return contextKeys.map(context => {
    const own = factors.filter(it => it.context === context)
    const weighed = weights.find(it => it.context === context)
    return {
      context,
      weight: weighed?.weight ?? 'not known',
      why: weighed?.why ?? '',
      their_view: weighed?.their_view ?? '',
      strengths: own.filter(it => it.kind === 'strength' && found(it)),
      risks: own.filter(it => it.kind === 'risk' && found(it)),
      others: own.filter(it => !found(it)),
    }
  })
}

export type Change = {
  readonly factor: string
  readonly kind: 'strength' | 'risk'
  readonly context: ContextKey
  readonly label: string
  readonly before: FactorState
  readonly now: FactorState
}

/** What differs between two assessments, factor by factor, strengths first. One that was not asked then was not known. */
export function changesBetween(before: readonly FoundFactor[], now: readonly FoundFactor[]): Change[] {
  const then = new Map(before.map(it => [it.factor, it.state]))
  const changed = now.flatMap(({ factor, kind, context, label, state }) => {
    const was = then.get(factor) ?? 'not known'
    return was === state ? [] : [{ factor, kind, context, label, before: was, now: state }]
  })
  return [...changed.filter(it => it.kind === 'strength'), ...changed.filter(it => it.kind === 'risk')]
}
