// The tests a gateway must pass for one proposal. Each returns findings; none of them decides alone.
import type { Facts } from './disclosure.ts'
import {
  type Finding,
  flagWords,
  holds,
  met,
  missing,
  refused,
  unconfirmedFlag,
  unmetNeeds,
  unsure,
} from './findings.ts'
import { inForceFinding } from './in-force.ts'
import type { Law } from './law.ts'
import type { AgencyFunction, InformationClass, Route } from './schema.ts'
import { listed } from './words.ts'

/** Every finding about a gateway, for one proposal on one ISO day. */
export function routeFindings(route: Route, facts: Facts, law: Law, day: string): Finding[] {
  const provision = route.provision === undefined ? undefined : law.provisions.get(route.provision)
  return [
    inForceFinding(route.name, provision, day),
    ...whoShares(route, facts, law),
    ...whoReceives(route, facts, law),
    ...hub(route, facts, law),
    ...area(route, facts),
    ...purpose(route, facts, law),
    ...informationFindings(route, facts, law),
    ...personalFrom(route, facts, law),
    ...unmetNeeds(route.needs, facts.circumstances, facts.identifies),
    ...route.stops.filter(stop => facts.circumstances.has(stop.circumstance)).map(stop => refused(stop.because)),
    ...confidence(route, facts, law),
  ]
}

function whoShares(route: Route, { from }: Facts, law: Law): Finding[] {
  return side(route.from, from, law, {
    yes: `You are acting as ${from.label}, and this route is open to you.`,
    no: list =>
      `${route.name} can only be used by ${list}. You are acting as ${from.label}, which is not one of these.`,
  })
}

function whoReceives(route: Route, { to }: Facts, law: Law): Finding[] {
  return side(route.to, to, law, {
    yes: `It would go to ${to.label}, and this route allows that.`,
    no: list =>
      `${route.name} can only share with ${list}. You want to share with ${to.label}, which is not one of these.`,
  })
}

function side(
  flags: Route['from'],
  who: AgencyFunction,
  law: Law,
  say: { yes: string; no: (list: string) => string },
): Finding[] {
  if (flags === 'any') return [met(say.yes)]
  const answer = holds(who, flags)
  if (answer === 'yes') return [met(say.yes)]
  return [answer === 'unsure' ? unconfirmedFlag(who, flags, law) : refused(say.no(flagWords(flags, law)))]
}

function hub(route: Route, { from, to }: Facts, law: Law): Finding[] {
  if (route.hub === undefined) return []
  const { flags, because } = route.hub
  const ends = [holds(from, flags), holds(to, flags)]
  if (ends.includes('yes')) return []
  if (!ends.includes('unsure')) return [refused(because)]
  return [unconfirmedFlag(holds(from, flags) === 'unsure' ? from : to, flags, law)]
}

function area(route: Route, facts: Facts): Finding[] {
  if (route.areas === undefined) return []
  const only = `${route.name} works only in these areas: ${listed(route.areas, 'and')}.`
  if (facts.area === undefined) return [missing(`${only} Say which area it is about.`)]
  return route.areas.includes(facts.area) ? [] : [refused(`${only} It does not cover ${facts.area}.`)]
}

function purpose(route: Route, facts: Facts, law: Law): Finding[] {
  if (route.purposes === 'any' || route.purposes.includes(facts.purpose.id)) return []
  const allowed = route.purposes.map(id => law.purposes.get(id)?.label ?? id)
  return [refused(`${route.name} is only to ${listed(allowed, 'or')}. Your purpose is to ${facts.purpose.label}.`)]
}

function informationFindings(route: Route, facts: Facts, law: Law): Finding[] {
  const { refused: never, unsure: doubtful } = route.information
  const has = (classes: readonly string[]) => facts.classes.some(({ id }) => classes.includes(id))
  return [
    ...(route.depersonalisedOnly !== undefined && facts.identifies ? [refused(route.depersonalisedOnly)] : []),
    ...notOnList(route, facts, law),
    ...facts.classes.filter(kind => keptForOthers(route, kind)).map(kind => refused(kind.because)),
    ...never.filter(({ classes }) => has(classes)).map(({ because }) => refused(because)),
    ...doubtful.filter(({ classes }) => has(classes)).map(({ because }) => unsure(because)),
  ]
}

function notOnList(route: Route, facts: Facts, law: Law): Finding[] {
  const { allowed } = route.information
  if (allowed === 'any') return []
  const outside = facts.classes.filter(({ id }) => !allowed.includes(id)).map(({ label }) => label)
  if (outside.length === 0) return []
  const inside = allowed.map(id => law.classes.get(id)?.label ?? id)
  return [refused(`${route.name} covers only ${listed(inside, 'or')}. It does not cover ${listed(outside, 'or')}.`)]
}

function keptForOthers(route: Route, kind: InformationClass): boolean {
  return kind.onlyBy.length > 0 && !kind.onlyBy.includes(route.id)
}

function personalFrom(route: Route, facts: Facts, law: Law): Finding[] {
  if (route.personalRefusedFrom === undefined || !facts.identifies) return []
  const { flags, because } = route.personalRefusedFrom
  const answer = holds(facts.from, flags)
  if (answer === 'no') return []
  return [answer === 'yes' ? refused(because) : unconfirmedFlag(facts.from, flags, law)]
}

/** The common-law test: information held in confidence needs agreement, law, expected care or an overriding reason. */
function confidence(route: Route, facts: Facts, law: Law): Finding[] {
  const inConfidence = facts.classes.filter(kind => kind.confidential).map(({ label }) => label)
  if (inConfidence.length === 0 || route.confidence === 'lifted' || testPassed(facts, law)) return []
  const what = `This includes ${listed(inConfidence, 'and')}, which is held in confidence.`
  if (route.confidence === 'confirm')
    return [unsure(`${what} Nobody has confirmed that ${route.name} lifts that. Ask before you share.`)]
  return [
    missing(
      `${what} First answer yes to one of these: the person agrees to this sharing, a court orders it, it is for their own care as they expect, or stopping serious harm matters more than their privacy.`,
    ),
  ]
}

function testPassed(facts: Facts, law: Law): boolean {
  return [...facts.circumstances].some(id => {
    const purposes = law.circumstances.get(id)?.liftsConfidenceFor ?? []
    return purposes.includes('any') || purposes.includes(facts.purpose.id)
  })
}
