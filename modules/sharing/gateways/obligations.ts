// What must be done with a disclosure whatever the gateway.
import type { Facts } from './disclosure.ts'
import { holds } from './findings.ts'
import { provisionState } from './in-force.ts'
import type { Law } from './law.ts'
import type { Regime } from './regime.ts'
import type { InformationClass, Obligation } from './schema.ts'

/** The obligations whose every condition is true on this ISO day, in the order of the file. */
export function obligationsFor(facts: Facts, law: Law, day: string, regime: Regime): Obligation[] {
  return [...law.obligations.values()].filter(
    obligation => started(obligation, law, day) && applies(obligation.when, facts, regime),
  )
}

function started({ provision }: Obligation, law: Law, day: string): boolean {
  const found = provision === undefined ? undefined : law.provisions.get(provision)
  return found === undefined || ['in_force', 'confirm'].includes(provisionState(found, day))
}

function applies(when: Obligation['when'], facts: Facts, regime: Regime): boolean {
  return (
    (when.identifies === undefined || when.identifies === facts.identifies) &&
    // An unconfirmed regime owes the duties of both.
    (when.regime === undefined || regime === 'confirm' || when.regime === regime) &&
    (when.from === undefined || holds(facts.from, when.from) !== 'no') &&
    (when.to === undefined || holds(facts.to, when.to) !== 'no') &&
    (when.information === undefined || facts.classes.some(({ id }) => when.information?.includes(id))) &&
    (when.kind === undefined || facts.classes.some(isOf[when.kind])) &&
    (when.circumstances === undefined || when.circumstances.every(id => facts.circumstances.has(id)))
  )
}

const isOf: Record<NonNullable<Obligation['when']['kind']>, (kind: InformationClass) => boolean> = {
  special: kind => kind.special,
  offence: kind => kind.offence,
  special_or_offence: kind => kind.special || kind.offence,
  confidential: kind => kind.confidential,
  second_person: kind => kind.secondPerson,
}
