// The gateway engine: which powers and duties let this be shared, on this day, and why the others do not.
// It advises; a person decides and records. It is not legal advice.
import { assessBases, type BasisAnswer, familiesNeeded } from './bases.ts'
import { routeFindings } from './checks.ts'
import { type Facts, factsOf, type ProposedDisclosure } from './disclosure.ts'
import { type Finding, type Outcome, outcomeOf, refused } from './findings.ts'
import type { Law } from './law.ts'
import { obligationsFor } from './obligations.ts'
import { type Regime, regimeOf, regimeSentence } from './regime.ts'
import { type BasisFamily, type Gateway, isRoute, type Obligation } from './schema.ts'
import { isoDay } from './words.ts'

export type GatewayAnswer = {
  readonly id: string
  readonly name: string
  readonly kind: Gateway['kind']
  readonly summary: string
  readonly outcome: Outcome
  /** Why, in plain sentences. For "cannot", the refused and missing ones; for "confirm", the unsure ones. */
  readonly reasons: readonly Finding[]
  /** What to keep to when using it. */
  readonly conditions: readonly string[]
  readonly source: string
  /** Whether somebody has checked this entry against the law itself. */
  readonly mappingStatus: Gateway['mappingStatus']
}

export type Assessment = {
  readonly on: string
  /** True when anything in it identifies a person. */
  readonly identifies: boolean
  /** The regime of each act of processing: the sharer's and the recipient's. Absent when the proposal could not be read. */
  readonly regime?: { readonly from: Regime; readonly to: Regime; readonly because: readonly string[] }
  /** Every gateway the law knows, in its order. */
  readonly gateways: readonly GatewayAnswer[]
  /** The kinds of basis a record must name. */
  readonly families: readonly BasisFamily[]
  readonly lawfulBases: readonly BasisAnswer[]
  readonly obligations: readonly Obligation[]
}

/**
 * Assesses one proposed disclosure against the law as it stood on a day (a Date, read in UTC, or "2026-11-21"). Things the law
 * does not know are refused with a sentence, never guessed. Throws only when `on` is not a day.
 */
export function assess(disclosure: ProposedDisclosure, law: Law, on: Date | string): Assessment {
  const day = isoDay(on, 'on')
  const facts = factsOf(disclosure, law)
  return Array.isArray(facts) ? unreadable(facts, law, day) : assessFacts(facts, law, day)
}

function assessFacts(facts: Facts, law: Law, day: string): Assessment {
  const gateways = [...law.gateways.values()].map(gateway => {
    const findings = isRoute(gateway) ? routeFindings(gateway, facts, law, day) : [refused(gateway.never)]
    return answer(gateway, findings)
  })
  const regime = regimeOf(facts.from, facts.purpose)
  const families = familiesNeeded(facts, regime)
  return {
    on: day,
    identifies: facts.identifies,
    regime: {
      from: regime,
      to: regimeOf(facts.to, facts.purpose),
      because: [regimeSentence(facts.from, facts.purpose), regimeSentence(facts.to, facts.purpose)],
    },
    gateways,
    families,
    lawfulBases: assessBases(facts, law, day, families, dutyOutcome(gateways)),
    obligations: obligationsFor(facts, law, day, regime),
  }
}

function unreadable(sentences: string[], law: Law, day: string): Assessment {
  const findings = sentences.map(refused)
  return {
    on: day,
    identifies: true,
    gateways: [...law.gateways.values()].map(gateway => answer(gateway, findings)),
    families: [],
    lawfulBases: [],
    obligations: [],
  }
}

function answer(gateway: Gateway, reasons: readonly Finding[]): GatewayAnswer {
  const { id, name, kind, summary, source, mappingStatus } = gateway
  const conditions = isRoute(gateway) ? gateway.conditions : []
  return { id, name, kind, summary, outcome: outcomeOf(reasons), reasons, conditions, source, mappingStatus }
}

function dutyOutcome(gateways: readonly GatewayAnswer[]): Outcome {
  const outcomes = gateways.filter(({ kind }) => kind === 'duty' || kind === 'court').map(({ outcome }) => outcome)
  if (outcomes.includes('can')) return 'can'
  return outcomes.includes('confirm') ? 'confirm' : 'cannot'
}
