import { familiesNeeded } from '../gateways/bases.ts'
import { type Facts, factsOf, type ProposedDisclosure } from '../gateways/disclosure.ts'
import { assess } from '../gateways/engine.ts'
import { regimeOf } from '../gateways/regime.ts'
import { type Circumstance, isRoute, type Law, type Need, type Route } from '../gateways/schema.ts'

/**
 * The questions whose answers can change what the law says of this proposal, in the order of the law's file: those of each
 * gateway that nothing refuses for good, of each lawful basis needed, and of the duty of confidence. Questions already
 * answered yes stay. Empty where the law's files do not know something in the proposal.
 */
export function questionsThatMatter(proposal: ProposedDisclosure, law: Law, day: string): Circumstance[] {
  const asked = { ...proposal, circumstances: [] }
  const facts = factsOf(asked, law)
  if (Array.isArray(facts)) return []
  const wanted = new Set([
    ...proposal.circumstances,
    ...openRoutes(asked, law, day).flatMap(route => routeQuestions(route)),
    ...basisQuestions(facts, law),
    ...confidenceQuestions(facts, law),
    ...obligationQuestions(facts, law),
  ])
  return [...law.circumstances.values()].filter(({ id }) => wanted.has(id))
}

function openRoutes(proposal: ProposedDisclosure, law: Law, day: string): Route[] {
  return assess(proposal, law, day)
    .gateways.filter(({ reasons }) => !reasons.some(({ verdict }) => verdict === 'refused'))
    .flatMap(({ id }) => law.gateways.get(id) ?? [])
    .filter(isRoute)
}

function routeQuestions({ needs, stops, refusal }: Route): string[] {
  return [...idsOf(needs), ...stops.map(({ circumstance }) => circumstance), ...(refusal?.onlyIf ?? [])]
}

function basisQuestions(facts: Facts, law: Law): string[] {
  const families = familiesNeeded(facts, regimeOf(facts.from, facts.purpose))
  return [...law.bases.values()]
    .filter(({ family }) => families.includes(family))
    .filter(({ purposes }) => purposes === 'any' || purposes.includes(facts.purpose.id))
    .flatMap(({ needs }) => idsOf(needs))
}

function confidenceQuestions({ classes, purpose }: Facts, law: Law): string[] {
  if (!classes.some(({ confidential }) => confidential)) return []
  return [...law.circumstances.values()]
    .filter(({ liftsConfidenceFor: lifts }) => lifts.includes('any') || lifts.includes(purpose.id))
    .map(({ id }) => id)
}

function obligationQuestions({ classes }: Facts, law: Law): string[] {
  return [...law.obligations.values()]
    .filter(({ when }) => when.information === undefined || classes.some(({ id }) => when.information?.includes(id)))
    .flatMap(({ when }) => when.circumstances ?? [])
}

const idsOf = (needs: readonly Need[]): string[] => needs.flatMap(({ anyOf }) => anyOf)
