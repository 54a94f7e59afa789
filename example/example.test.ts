import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import {
  ageOn,
  anIncident,
  aPerson,
  aTension,
  buildCounty,
  buildPeople,
  buildTensions,
  type County,
  fixtureToday,
  type TensionReport,
  users,
} from './index.ts'

describe('the users of the demonstration', () => {
  it('are 14 from nine agencies, with a key, a name and a sentence each', () => {
    assert.equal(users.length, 14)
    assert.equal(new Set(users.map(user => user.key)).size, 14)
    assert.equal(new Set(users.map(user => user.agencyKey)).size, 9)
    assert.deepEqual(
      users.filter(user => !user.synthetic || !/^[A-Z].+\.$/.test(user.comesTo) || user.name.split(' ').length < 2),
      [],
    )
  })

  it('hold every role: referrer, practitioner, coordinator, chair, leads, analysts, board, governance and administrator', () => {
    assert.deepEqual([...new Set(users.flatMap(user => user.roles))].sort(), [
      'administrator',
      'analyst',
      'board',
      'chair',
      'coordinator',
      'governance',
      'intelligence-lead',
      'police-analyst',
      'practitioner',
      'referrer',
    ])
  })
})

describe('the tension reports', () => {
  let county: County
  let tensions: TensionReport[]
  before(() => {
    county = buildCounty(1, '2026-11-21')
    tensions = buildTensions(county)
  })

  it('are a dozen about places, groups and things online', () => {
    assert.equal(tensions.length, 12)
    assert.deepEqual([...new Set(tensions.map(tension => tension.about))].sort(), ['group', 'online', 'place'])
  })

  it('begin with the story: a teacher, a youth worker and, through the police, a resident, about one conflict', () => {
    assert.deepEqual(
      tensions.slice(0, 3).map(({ reportedBy, provenance, conflict }) => [reportedBy, provenance, conflict]),
      [
        ['teacher', 'school', 'conflict-01'],
        ['youth-worker', 'community', 'conflict-01'],
        ['police-analyst', 'reported', 'conflict-01'],
      ],
    )
  })

  it('happened before they were reported, before today, and end after they were reported', () => {
    assert.deepEqual(
      tensions.filter(({ happenedOn, reportedAt, expiresOn }) => {
        const reported = reportedAt.slice(0, 10)
        return happenedOn > reported || reported >= county.today || expiresOn <= reported
      }),
      [],
    )
  })

  it('are for the most part live today, and a few have ended', () => {
    const ended = tensions.filter(tension => tension.expiresOn < county.today).length
    assert.ok(ended >= 2 && ended <= 4, `${ended}`)
  })

  it('name an area of the county and a user who exists', () => {
    const codes = new Set(county.geography.areas.map(area => area.code))
    const keys = new Set(users.map(user => user.key))
    assert.deepEqual(
      tensions.filter(tension => !codes.has(tension.areaCode) || !keys.has(tension.reportedBy)),
      [],
    )
  })

  it('name nobody: no word of theirs is a name of an invented person, user or group', () => {
    const names = [
      ...buildPeople(1, county).people.flatMap(person => [person.name.given, person.name.family]),
      ...users.flatMap(user => user.name.split(' ')),
      ...county.groups.flatMap(group => [group.code, group.name]),
    ]
    const words = new Set(tensions.flatMap(tension => `${tension.what} ${tension.place}`.split(/[^\w-]+/)))
    assert.deepEqual(
      names.filter(name => words.has(name)),
      [],
    )
  })
})

describe('fixtures', () => {
  it('make a person of the age asked for', () => {
    assert.equal(ageOn(aPerson({ aged: 15 }).born, fixtureToday), 15)
    assert.deepEqual(aPerson({ called: 'Rhys Merriwyn' }).name, { given: 'Rhys', middle: null, family: 'Merriwyn' })
  })

  it('make an incident between two groups three days ago', () => {
    const incident = anIncident({ between: ['GROUP-AMBER', 'GROUP-BIRCH'], daysAgo: 3 })
    assert.deepEqual(
      [incident.groupA, incident.groupB, incident.occurred, incident.month],
      ['GROUP-AMBER', 'GROUP-BIRCH', '2026-11-18T21:30', '2026-11'],
    )
  })

  it('give an incident the flags of its kind', () => {
    const { flags, severity } = anIncident({ category: 'Assault with a knife or sharp object' })
    assert.deepEqual([flags.weapon, flags.injury, flags.domestic, severity], [true, true, false, 8])
  })

  it('make a tension that ends when asked', () => {
    const tension = aTension({ about: 'online', daysAgo: 5, lastsDays: 5 })
    assert.deepEqual([tension.about, tension.happenedOn, tension.expiresOn], ['online', '2026-11-16', '2026-11-21'])
  })
})
