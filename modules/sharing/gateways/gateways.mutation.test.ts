// Takes away one limit of the law at a time. Each time, some worked case must fail: a limit nobody would miss is not guarded.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { law } from './fixtures.ts'
import type { InformationClass, Law, Route } from './schema.ts'
import { isRoute } from './schema.ts'
import { failureOf, workedCases } from './worked-cases.ts'

type Loosened = { what: string; law: Law }

const without = <Item>(items: readonly Item[], index: number) => items.filter((_, at) => at !== index)

function loosenedRoutes(route: Route): Loosened[] {
  const { information, needs, stops } = route
  const one = (what: string, change: Partial<Route>): Loosened => ({
    what: `${route.id}: ${what}`,
    law: { ...law, gateways: new Map(law.gateways).set(route.id, { ...route, ...change }) },
  })
  return [
    ...(route.from === 'any' ? [] : [one('anyone may share', { from: 'any' })]),
    ...(route.to === 'any' ? [] : [one('anyone may receive', { to: 'any' })]),
    ...(route.purposes === 'any' ? [] : [one('any purpose', { purposes: 'any' })]),
    ...(information.allowed === 'any'
      ? []
      : [one('any information', { information: { ...information, allowed: 'any' } })]),
    ...information.refused.map((_, at) =>
      one(`refusal ${at} gone`, { information: { ...information, refused: without(information.refused, at) } }),
    ),
    ...information.unsure.map((_, at) =>
      one(`doubt ${at} gone`, { information: { ...information, unsure: without(information.unsure, at) } }),
    ),
    ...needs.map((need, at) => one(`no need of ${need.anyOf.join(' or ')}`, { needs: without(needs, at) })),
    ...stops.map((stop, at) => one(`${stop.circumstance} stops nothing`, { stops: without(stops, at) })),
    ...(route.hub === undefined ? [] : [one('no hub', { hub: undefined })]),
    ...(route.areas === undefined ? [] : [one('every area', { areas: undefined })]),
    ...(route.personalRefusedFrom === undefined ? [] : [one('anyone may name', { personalRefusedFrom: undefined })]),
    ...(route.depersonalisedOnly === undefined ? [] : [one('names allowed', { depersonalisedOnly: undefined })]),
    ...(route.confidence === 'lifted' ? [] : [one('confidence lifted', { confidence: 'lifted' })]),
  ]
}

function loosenedClass(kind: InformationClass): Loosened[] {
  if (kind.onlyBy.length === 0) return []
  const classes = new Map(law.classes).set(kind.id, { ...kind, onlyBy: [] })
  return [{ what: `${kind.id}: kept for no gateway`, law: { ...law, classes } }]
}

const survivors = (mutants: readonly Loosened[]) =>
  mutants.filter(mutant => workedCases.every(worked => failureOf(worked, mutant.law) === undefined))

test('every limit of every gateway has a worked case that fails without it', () => {
  const mutants = [...law.gateways.values()].filter(isRoute).flatMap(loosenedRoutes)
  assert.ok(mutants.length >= 100, `${mutants.length} limits`)
  assert.deepEqual(
    survivors(mutants).map(({ what }) => what),
    [],
  )
})

test('every kind of information kept for some gateways, or none, has a worked case that fails without that', () => {
  const mutants = [...law.classes.values()].flatMap(loosenedClass)
  assert.deepEqual(
    survivors(mutants).map(({ what }) => what),
    [],
  )
})

test('every provision a gateway rests on has a worked case that fails if it had never started', () => {
  const resting = [...law.gateways.values()].filter(isRoute).flatMap(({ provision }) => provision ?? [])
  const mutants = resting.map(id => {
    const found = law.provisions.get(id)
    assert.ok(found)
    const provisions = new Map(law.provisions).set(id, { ...found, status: 'not_commenced' as const })
    return { what: id, law: { ...law, provisions } }
  })
  // 16LC is not commenced as it stands, so nothing changes.
  assert.deepEqual(
    survivors(mutants).map(({ what }) => what),
    ['ca_2004_s16lc'],
  )
})
