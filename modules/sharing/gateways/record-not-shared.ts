// A decision not to share is kept with its reason. Where a duty applies, only the reasons the law allows will do.
import { factsOf } from './disclosure.ts'
import { assess, type GatewayAnswer } from './engine.ts'
import type { Outcome } from './findings.ts'
import type { Law } from './law.ts'
import type { NotSharedRecord, Problem } from './record-types.ts'
import { isRoute, type Route } from './schema.ts'
import { filled, isoDay } from './words.ts'

/** Everything that stops this record from being kept. */
export function notSharedProblems(record: NotSharedRecord, law: Law): Problem[] {
  const facts = factsOf(record.disclosure, law)
  if (Array.isArray(facts)) return facts.map(message => ({ field: 'disclosure', message }))
  return [
    ...reasonProblems(record, law),
    ...(filled(record.explanation)
      ? []
      : [{ field: 'explanation', message: 'Explain, in a sentence or two, why not.' }]),
    ...(filled(record.authorisedBy.name) && filled(record.authorisedBy.role)
      ? []
      : [{ field: 'authorisedBy', message: 'Say who decided: their name and role.' }]),
    ...lookAgainProblems(record),
    ...dutiesThat('can', record, law)
      .filter(({ refusal }) => !refusal.reasons.includes(record.reason))
      .map(({ refusal }) => ({ field: 'reason', message: refusal.because })),
  ]
}

/** Duties that may apply but whose law nobody has confirmed, and which would not allow this reason. */
export function notSharedAdvice(record: NotSharedRecord, law: Law): string[] {
  if (Array.isArray(factsOf(record.disclosure, law))) return []
  return dutiesThat('confirm', record, law)
    .filter(({ refusal }) => !refusal.reasons.includes(record.reason))
    .map(({ route, refusal }) => `${route.name} may apply, but that is not confirmed. ${refusal.because}`)
}

function reasonProblems(record: NotSharedRecord, law: Law): Problem[] {
  const field = 'reason'
  if (!law.notSharingReasons.has(record.reason)) return [{ field, message: 'Choose the reason for not sharing.' }]
  const open = answersOf(record, law).find(({ outcome }) => outcome === 'can')
  return record.reason === 'no_gateway' && open !== undefined
    ? [{ field, message: `${open.name} would allow this. Choose the reason you decided not to share.` }]
    : []
}

function lookAgainProblems({ reason, on, lookAgainOn }: NotSharedRecord): Problem[] {
  if (reason !== 'waiting_for_advice') return []
  if (filled(lookAgainOn) && isoDay(lookAgainOn, 'lookAgainOn') >= isoDay(on, 'on')) return []
  return [{ field: 'lookAgainOn', message: 'Give the day you will look again. It cannot be before today.' }]
}

type Duty = { route: Route; refusal: NonNullable<Route['refusal']> }

function dutiesThat(outcome: Outcome, record: NotSharedRecord, law: Law): Duty[] {
  return answersOf(record, law)
    .filter(answer => answer.outcome === outcome)
    .flatMap(({ id }) => dutyOf(id, law))
    .filter(({ refusal }) => (refusal.onlyIf ?? []).every(asked => record.disclosure.circumstances.includes(asked)))
}

function dutyOf(id: string, law: Law): Duty[] {
  const gateway = law.gateways.get(id)
  return gateway !== undefined && isRoute(gateway) && gateway.refusal !== undefined
    ? [{ route: gateway, refusal: gateway.refusal }]
    : []
}

// A duty is judged as if nothing had stopped it, so that the stop itself has to be given as the reason.
function answersOf({ disclosure, on }: NotSharedRecord, law: Law): readonly GatewayAnswer[] {
  const stops = [...law.gateways.values()].filter(isRoute).flatMap(route => route.stops)
  const circumstances = disclosure.circumstances.filter(id => !stops.some(({ circumstance }) => circumstance === id))
  return assess({ ...disclosure, circumstances }, law, on).gateways
}
