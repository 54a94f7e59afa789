// Every id that one file of the law uses must exist in another. A typing mistake must stop the start, not a safeguarding call.
import { isRoute, type Law, type Need, type Route } from './schema.ts'

type Known = ReadonlyMap<string, unknown>
type Use = { at: string; ids: readonly string[] | 'any' | undefined; known: Known; home: string }

/** Returns one sentence for each id that is used but not defined, naming the file and entry. Empty when all is well. */
export function brokenReferences(law: Law): string[] {
  return [
    ...functionUses(law),
    ...classUses(law),
    ...circumstanceUses(law),
    ...gatewayUses(law),
    ...basisUses(law),
    ...obligationUses(law),
  ].flatMap(({ at, ids, known, home }) =>
    (ids === undefined || ids === 'any' ? [] : ids)
      .filter(id => !known.has(id))
      .map(id => `${at} names "${id}", which ${home} does not have.`),
  )
}

const flagUse = (law: Law, at: string, ids: Use['ids']): Use => ({
  at,
  ids,
  known: law.flags,
  home: 'function_flags.csv',
})
const classUse = (law: Law, at: string, ids: Use['ids']): Use => ({
  at,
  ids,
  known: law.classes,
  home: 'information_classes.csv',
})
const purposeUse = (law: Law, at: string, ids: Use['ids']): Use => ({
  at,
  ids,
  known: law.purposes,
  home: 'purposes.csv',
})
const circumstanceUse = (law: Law, at: string, ids: Use['ids']): Use => ({
  at,
  ids,
  known: law.circumstances,
  home: 'circumstances.csv',
})
const provisionUse = (law: Law, at: string, id: string | undefined): Use => ({
  at,
  ids: id === undefined ? undefined : [id],
  known: law.provisions,
  home: 'legislation.yaml',
})
const needUses = (law: Law, at: string, needs: readonly Need[]): Use[] =>
  needs.map(need => circumstanceUse(law, at, need.anyOf))

function functionUses(law: Law): Use[] {
  return [...law.functions.values()].map(({ id, flags, unsureFlags }) =>
    flagUse(law, `agency_functions.csv: entry "${id}"`, [...flags, ...unsureFlags]),
  )
}

function classUses(law: Law): Use[] {
  const gatewaysAndNone = new Map<string, unknown>([...law.gateways, ['none', true]])
  return [...law.classes.values()].map(({ id, onlyBy }) => ({
    at: `information_classes.csv: entry "${id}"`,
    ids: onlyBy,
    known: gatewaysAndNone,
    home: 'gateways.yaml',
  }))
}

function circumstanceUses(law: Law): Use[] {
  const purposesAndAny = new Map<string, unknown>([...law.purposes, ['any', true]])
  return [...law.circumstances.values()].map(({ id, liftsConfidenceFor }) => ({
    at: `circumstances.csv: entry "${id}"`,
    ids: liftsConfidenceFor,
    known: purposesAndAny,
    home: 'purposes.csv',
  }))
}

function gatewayUses(law: Law): Use[] {
  return [...law.gateways.values()].flatMap(gateway => {
    const at = `gateways.yaml: entry "${gateway.id}"`
    return [provisionUse(law, at, gateway.provision), ...(isRoute(gateway) ? routeUses(law, at, gateway) : [])]
  })
}

function routeUses(law: Law, at: string, route: Route): Use[] {
  const { allowed, refused, unsure } = route.information
  return [
    flagUse(law, at, route.from),
    flagUse(law, at, route.to),
    flagUse(law, at, route.hub?.flags),
    flagUse(law, at, route.personalRefusedFrom?.flags),
    purposeUse(law, at, route.purposes),
    classUse(law, at, allowed),
    ...[...refused, ...unsure].map(({ classes }) => classUse(law, at, classes)),
    ...needUses(law, at, route.needs),
    circumstanceUse(
      law,
      at,
      route.stops.map(stop => stop.circumstance),
    ),
    { at, ids: route.refusal?.reasons, known: law.notSharingReasons, home: 'not_sharing_reasons.csv' },
    circumstanceUse(law, at, route.refusal?.onlyIf),
  ]
}

function basisUses(law: Law): Use[] {
  return [...law.bases.values()].flatMap(basis => {
    const at = `lawful_bases.yaml: entry "${basis.id}"`
    return [
      provisionUse(law, at, basis.provision),
      flagUse(law, at, basis.openTo?.flags),
      flagUse(law, at, basis.closedTo?.flags),
      purposeUse(law, at, basis.purposes),
      ...needUses(law, at, basis.needs),
      { at, ids: basis.pairedWith, known: law.bases, home: 'lawful_bases.yaml' },
    ]
  })
}

function obligationUses(law: Law): Use[] {
  return [...law.obligations.values()].flatMap(({ id, when, provision }) => {
    const at = `obligations.yaml: entry "${id}"`
    return [
      provisionUse(law, at, provision),
      flagUse(law, at, when.from),
      flagUse(law, at, when.to),
      classUse(law, at, when.information),
      circumstanceUse(law, at, when.circumstances),
    ]
  })
}
