import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { closePairs } from '#engines/numerics'
import { buildCounty, type County } from '../county.ts'
import { addDays, dayNumber, isoDate } from '../days.ts'
import { contains, toPlane } from '../geography/plane.ts'
import { categories, categoryNumber } from './categories.ts'
import { hospitalTruth } from './hospital.ts'
import type { IncidentRow } from './rows.ts'

const today = '2026-11-21'
const between = (value: number, low: number, high: number): void =>
  assert.ok(value >= low && value <= high, `${value} is not between ${low} and ${high}`)
const average = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length
const place = ({ longitude, latitude }: IncidentRow): [number, number] | null =>
  longitude === null || latitude === null ? null : toPlane([longitude, latitude])

describe('three years of invented incidents', () => {
  let county: County
  let rows: readonly IncidentRow[]
  /** Positions of exciting incidents that belong to no conflict. */
  let exciting: number[]
  /** [parent, child] positions among them. */
  let families: [number, number][]

  before(() => {
    county = buildCounty(1, today)
    rows = county.incidents
    const { conflictOf, parents } = county.truth
    exciting = rows.flatMap(({ category }, i) =>
      conflictOf[i] === -1 && categories[categoryNumber(category)]?.exciting ? [i] : [],
    )
    families = exciting.flatMap((i): [number, number][] => {
      const parent = parents[i] ?? -1
      return parent >= 0 ? [[parent, i]] : []
    })
  })

  it('number about 31,000, and every one of the 19 categories and five sources is among them', () => {
    between(rows.length, 29_000, 34_000)
    assert.equal(new Set(rows.map(row => row.category)).size, 19)
    assert.deepEqual([...new Set(rows.map(row => row.provenance))].sort(), [
      'community',
      'discovered',
      'health',
      'reported',
      'school',
    ])
  })

  it('begin 1,096 days before today and end before today', () => {
    assert.equal(county.start, addDays(today, -1096))
    assert.deepEqual(
      rows.filter(
        row => (row.occurred ?? row.month) < county.start.slice(0, 7) || (row.occurred ?? row.month) >= today,
      ),
      [],
    )
  })

  it('are in order of time, each with its own reference, and the month agrees with the date', () => {
    const { days } = county.truth
    assert.equal(
      days.findIndex((day, i) => day < (days[i - 1] ?? 0)),
      -1,
    )
    assert.equal(new Set(rows.map(row => row.externalId)).size, rows.length)
    assert.deepEqual(
      rows.filter(row => row.occurred !== null && !row.occurred.startsWith(row.month)),
      [],
    )
  })

  it('lie inside the small area that they name', () => {
    const rings = new Map(county.geography.areas.map(area => [area.code, area.rings[0] ?? []]))
    const outside = rows.filter(({ longitude, latitude, lsoa }) => {
      return longitude !== null && latitude !== null && !contains(rings.get(lsoa ?? '') ?? [], [longitude, latitude])
    })
    assert.deepEqual(outside, [])
  })

  it('keep domestic abuse, sexual offences and child exploitation to a month and a small area', () => {
    const guarded = rows.filter(row =>
      ['Domestic abuse', 'Sexual offence', 'Child exploitation concern'].includes(row.category),
    )
    assert.ok(guarded.length > 4000)
    assert.deepEqual(
      guarded.filter(row => row.precision !== 'month' || row.occurred !== null || row.longitude !== null),
      [],
    )
  })

  it('never put a school on the map: what a school told has a day and a small area, and no point', () => {
    const told = rows.filter(row => row.provenance === 'school')
    assert.ok(told.length > 500)
    assert.deepEqual(
      told.filter(row => row.longitude !== null || (row.precision !== 'day' && row.precision !== 'month')),
      [],
    )
  })

  it('find weapons and drug supply by police work only', () => {
    const found = rows.filter(row => row.category === 'Weapon found' || row.category === 'Drug supply found')
    assert.deepEqual([...new Set(found.map(row => row.provenance))], ['discovered'])
  })

  it('have a branching ratio of 0.25, less the few followers that fall after the end or outside the county', () => {
    between(families.length / exciting.length, 0.235, 0.26)
  })

  it('have followers after 7 days on average', () => {
    const { days } = county.truth
    between(average(families.map(([parent, child]) => (days[child] ?? 0) - (days[parent] ?? 0))), 6.6, 7.3)
  })

  it('have followers at a standard deviation of 150 m east and north', () => {
    const offsets = families.flatMap(([parent, child]) => {
      const [a, b] = [rows[parent], rows[child]].map(row => (row ? place(row) : null))
      return a && b ? [(b[0] - a[0]) * 1000, (b[1] - a[1]) * 1000] : []
    })
    between(Math.sqrt(average(offsets.map(metres => metres ** 2))), 145, 155)
  })

  it('cluster for an eye that knows no parents: pairs within 200 m are over 1.5 times as many in the first week as later', () => {
    const located = exciting.flatMap(i => {
      const at = rows[i] ? place(rows[i]) : null
      return at ? [{ at, day: county.truth.days[i] ?? 0 }] : []
    })
    const { offsets, neighbours } = closePairs(
      located.map(one => one.at[0]),
      located.map(one => one.at[1]),
      0.2,
    )
    const dayOf = (i: number): number => located[i]?.day ?? 0
    const apart = located.flatMap(({ day }, i) =>
      Array.from(neighbours.subarray(offsets[i], offsets[i + 1]), j => Math.abs(dayOf(j) - day)),
    )
    const within = (from: number): number => apart.filter(days => days >= from && days < from + 7).length
    between(within(0) / average([100, 128, 156, 184].map(within)), 1.5, 4)
  })

  it('come from a background that follows the known rate of each area: correlation above 0.9', () => {
    const counts = new Map<string, number>()
    for (const i of exciting) {
      const code = rows[i]?.lsoa ?? ''
      if ((county.truth.parents[i] ?? -1) < 0) counts.set(code, (counts.get(code) ?? 0) + 1)
    }
    const observed = county.geography.areas.map(area => counts.get(area.code) ?? 0)
    const known = [...county.truth.backgroundPerDay]
    const [mo, mk] = [average(observed), average(known)]
    const together = average(observed.map((value, i) => (value - mo) * ((known[i] ?? 0) - mk)))
    const spread = (values: readonly number[], m: number): number => Math.sqrt(average(values.map(v => (v - m) ** 2)))
    between(together / (spread(observed, mo) * spread(known, mk)), 0.9, 1)
  })

  it('surge where and when the truth says: more than twice the usual in the three surges of the past', () => {
    const past = county.truth.surges.filter(surge => surge.days === 56)
    const ratios = past.map(({ area, from, days }) => {
      const code = county.geography.areas[area]?.code
      const own = exciting
        .filter(i => rows[i]?.lsoa === code)
        .map(i => (county.truth.days[i] ?? 0) + dayNumber(county.start))
      const during = own.filter(day => day >= from && day < from + days).length / days
      const usual = own.filter(day => day < from || day > from + days + 60).length / (1096 - days - 60)
      return during / usual
    })
    assert.equal(past.length, 3)
    between(Math.min(...ratios), 2, 1000)
  })
})

describe('invented conflicts between groups', () => {
  let county: County
  before(() => {
    county = buildCounty(1, today)
  })

  it('are 18 between 16 groups of at least 5: four growing, eight calmed and six that go on at a low level', () => {
    const courses = Map.groupBy(county.conflicts, conflict => conflict.course)
    assert.deepEqual(
      [...courses].map(([course, list]) => [course, list.length]),
      [
        ['growing', 4],
        ['calmed', 8],
        ['simmering', 6],
      ],
    )
    assert.equal(county.groups.length, 16)
    assert.ok(Math.min(...county.groups.map(group => group.membersEstimate)) >= 5)
  })

  it('reach each rung of the ladder on the known day, never before', () => {
    const { conflictOf, stageOf, days } = county.truth
    const seen = county.conflicts.map(({ reached }, number) =>
      reached.map((_, stage) => {
        const first = conflictOf.findIndex((conflict, i) => conflict === number && (stageOf[i] ?? -1) >= stage)
        return isoDate(dayNumber(county.start) + (days[first] ?? Number.NaN))
      }),
    )
    assert.deepEqual(
      seen,
      county.conflicts.map(({ reached }) => reached.map(isoDate)),
    )
  })

  it('answer one clash in three: 0.35 of clashes bring a retaliation and 0.15 a repetition', () => {
    const { conflictOf, parents } = county.truth
    const clashes = [...conflictOf.keys()].filter(i => (conflictOf[i] ?? -1) >= 0)
    between(clashes.filter(i => (parents[i] ?? -1) >= 0).length / clashes.length, 0.42, 0.55)
  })

  it('name groups by a code only, and only in the rows of their own conflict', () => {
    const named = county.incidents.flatMap((row, i) => (row.groupA === null ? [] : [{ row, i }]))
    assert.ok(named.length > 500)
    assert.deepEqual(
      named.filter(({ row, i }) => {
        const groups: readonly (string | null)[] = county.conflicts[county.truth.conflictOf[i] ?? -1]?.groups ?? []
        return !groups.includes(row.groupA) || !groups.includes(row.groupB) || row.groupA === row.groupB
      }),
      [],
    )
    assert.deepEqual(
      county.groups.filter(group => !/^GROUP-[A-Z]{1,14}$/.test(group.code)),
      [],
    )
  })

  it('include the story: threats online three weeks before today and a confrontation ten days before', () => {
    const [story] = county.conflicts
    assert.deepEqual(story?.groups, ['GROUP-AMBER', 'GROUP-BIRCH'])
    assert.deepEqual(story?.reached.map(isoDate), ['2026-10-04', '2026-10-31', '2026-11-11'])
  })
})

describe('invented hospital assaults', () => {
  it('are known to no other record four times in ten, and otherwise happened at the minute of their incident', () => {
    const { hospitalAssaults, truth } = buildCounty(1, today)
    const unknown = truth.hospitalIncident.filter(i => i < 0).length / hospitalAssaults.length
    between(unknown, hospitalTruth.unknownElsewhere - 0.04, hospitalTruth.unknownElsewhere + 0.04)
    const start = dayNumber('2023-11-21')
    const apart = hospitalAssaults.filter(({ occurred }, i) => {
      const incident = truth.hospitalIncident[i] ?? -1
      const day = start + (truth.days[incident] ?? 0)
      return incident >= 0 && isoDate(day) !== occurred.slice(0, 10)
    })
    assert.deepEqual(apart, [])
  })

  it('arrive after they happened and before today, in a period that holds them', () => {
    const { hospitalAssaults } = buildCounty(1, today)
    assert.deepEqual(
      hospitalAssaults.filter(row => {
        const { arrived, occurred, periodStart, periodEnd, month } = row
        const day = occurred.slice(0, 10)
        return (
          (arrived ?? '') < occurred ||
          (arrived ?? '') >= today ||
          day < periodStart ||
          day > periodEnd ||
          !day.startsWith(month)
        )
      }),
      [],
    )
  })
})
