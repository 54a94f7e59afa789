import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { nhsCheckDigit } from '#example'
import { checkedIdentifier, writtenOut } from './identifiers.ts'
import { fullNames, type Named, nameParts, wholeName } from './names.ts'
import { emergencyLasts, questionsAnHour, reviewDue, stateOf, waitBeforeAsking } from './openings.ts'
import { wordsAsked, wordsOf, wordsSought } from './tokens.ts'
import { workingDaysAfter } from './working-days.ts'
import { teamOf, type World, worldRoles, worldsOf } from './worlds.ts'

const hour = 3_600_000
const day = 24 * hour

describe('identifiers', () => {
  test('the NHS number 943 476 5919 fits its check digit and 943 476 5918 does not', () => {
    assert.deepEqual(checkedIdentifier('nhs', '943 476 5919', 2026), { scheme: 'nhs', value: '9434765919' })
    assert.equal(checkedIdentifier('nhs', '943 476 5918', 2026), undefined)
  })

  test('the PNC number 79/163001B is 1979/0163001B, and 79/163001C is nobody’s', () => {
    assert.equal(checkedIdentifier('pnc', '79/163001B', 2026)?.value, '1979/0163001B')
    assert.equal(checkedIdentifier('pnc', '79/163001C', 2026), undefined)
  })

  test('the pupil number B801200005001 fits its letter and A801200005001 does not', () => {
    assert.equal(checkedIdentifier('upn', 'b801200005001', 2026)?.value, 'B801200005001')
    assert.equal(checkedIdentifier('upn', 'A801200005001', 2026), undefined)
  })

  test('one wrong digit in an NHS number is always found', () => {
    const nine = fc.stringMatching(/^[1-9]\d{8}$/).filter(it => nhsCheckDigit(it) !== undefined)
    fc.assert(
      fc.property(nine, fc.integer({ min: 0, max: 9 }), fc.integer({ min: 1, max: 9 }), (digits, at, more) => {
        const whole = digits + (nhsCheckDigit(digits) ?? '')
        fc.pre(new Set(whole).size > 1)
        const wrong = [...whole].map((digit, i) => (i === at ? String((Number(digit) + more) % 10) : digit)).join('')
        assert.equal(checkedIdentifier('nhs', whole, 2026)?.value, whole)
        assert.equal(checkedIdentifier('nhs', wrong, 2026), undefined)
      }),
    )
  })

  test('an NHS number is written in groups of 3, 3 and 4', () => {
    assert.equal(writtenOut({ scheme: 'nhs', value: '9434765919' }), '943 476 5919')
  })
})

const person: Named = {
  givenName: 'Zoë Anne',
  familyName: 'O’Brien-Smith',
  otherNames: ['Zo'],
  born: '2010-03-27',
  bornPrecision: 'day',
}

describe('names and what they are found by', () => {
  test('capitals, accents, apostrophes, order and titles do not count', () => {
    assert.deepEqual(nameParts('Miss ZOE  anne', "O'Brien Smith"), ['zoe', 'anne', 'obrien', 'smith'])
    assert.equal(wholeName('O’Brien-Smith', 'Zoë Anne'), wholeName('zoe anne', 'OBRIEN SMITH'))
  })

  test('a person is asked about by their own full name or another name with the family name', () => {
    assert.deepEqual(fullNames(person), ['anne obrien smith zoe', 'zo', 'obrien smith zo'])
  })

  test('whatever part of a record somebody looks for is among what it is found by', () => {
    const words = wordsOf(person, [{ scheme: 'nhs', value: '9434765919' }]).map(it => it.join())
    const sought = wordsSought({
      name: 'smith zo',
      born: '2010-03-27',
      identifier: { scheme: 'nhs', value: '9434765919' },
    })
    assert.deepEqual(
      sought.map(it => it.join()),
      ['identifier,nhs,9434765919', 'born,2010-03-27', 'name,smith', 'name,zo'],
    )
    assert.deepEqual(
      sought.filter(it => !words.includes(it.join())),
      [],
    )
    const question = { by: 'name', givenName: 'ZO', familyName: 'Obrien-Smith', born: '2010-03-27' } as const
    assert.ok(words.includes(wordsAsked(question).join()))
  })

  test('a year of birth alone finds nobody by date, and answers no question', () => {
    const words = wordsOf({ ...person, born: '2010-01-01', bornPrecision: 'year' }, [])
    assert.deepEqual(new Set(words.map(([kind]) => kind)), new Set(['name']))
  })
})

describe('emergency openings', () => {
  test('opened on a Thursday, a review is due on Monday; on a Friday, on Tuesday; on a Sunday, on Tuesday', () => {
    assert.equal(reviewDue('2026-11-19'), '2026-11-23')
    assert.equal(reviewDue('2026-11-20'), '2026-11-24')
    assert.equal(reviewDue('2026-11-22'), '2026-11-24')
  })

  test('a due day is never at a weekend, and the days between hold exactly as many working days', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3_000 }), fc.integer({ min: 1, max: 30 }), (start, days) => {
        const from = new Date(Date.UTC(2026, 0, 1) + start * day).toISOString().slice(0, 10)
        const due = workingDaysAfter(from, days)
        const between = (Date.parse(due) - Date.parse(from)) / day
        const weekdays = Array.from({ length: between }, (_, i) =>
          new Date(Date.parse(from) + (i + 1) * day).getUTCDay(),
        )
        assert.equal(weekdays.filter(it => it !== 0 && it !== 6).length, days)
        assert.ok(![0, 6].includes(new Date(due).getUTCDay()))
      }),
    )
  })

  test('days that are no whole number, or a date that is none, are refused by name', () => {
    assert.throws(() => workingDaysAfter('2026-11-19', 1.5), /days must be a whole number/)
    assert.throws(() => workingDaysAfter('soon', 2), /from must be a date/)
  })

  test('it is open for 3 hours, then ended, late for review after its due day, and what the review says for good', () => {
    const opened = new Date('2026-11-19T10:00:00Z')
    const it = { openedOn: '2026-11-19', ends: new Date(opened.getTime() + emergencyLasts), outcome: null }
    assert.equal(stateOf(it, new Date('2026-11-19T12:59:59Z'), '2026-11-19'), 'open')
    assert.equal(stateOf(it, new Date('2026-11-19T13:00:00Z'), '2026-11-19'), 'ended')
    assert.equal(stateOf(it, new Date('2026-11-23T23:00:00Z'), '2026-11-23'), 'ended')
    assert.equal(stateOf(it, new Date('2026-11-24T00:30:00Z'), '2026-11-24'), 'late for review')
    assert.equal(stateOf({ ...it, outcome: 'not in order' }, new Date('2027-01-01'), '2027-01-01'), 'not in order')
  })
})

describe('questions to other agencies', () => {
  const now = new Date('2026-11-19T10:00:00Z')
  const ago = (minutes: number): Date => new Date(now.getTime() - minutes * 60_000)

  test('the twentieth question of an hour may be asked, the next waits until the first is an hour old', () => {
    const asked = Array.from({ length: questionsAnHour }, (_, i) => ago(50 - i))
    assert.equal(waitBeforeAsking(asked.slice(1), now), 0)
    assert.equal(waitBeforeAsking(asked, now), 10 * 60_000)
  })

  test('a wait is never longer than an hour, and once it is over a question may be asked', () => {
    const times = fc.array(fc.integer({ min: 0, max: 120 }), { maxLength: 60 })
    fc.assert(
      fc.property(times, minutes => {
        const asked = minutes.map(ago)
        const wait = waitBeforeAsking(asked, now)
        assert.ok(wait >= 0 && wait <= hour)
        assert.equal(waitBeforeAsking(asked, new Date(now.getTime() + wait)), 0)
      }),
    )
  })
})

describe('worlds', () => {
  const every: readonly World[] = ['support', 'victim-service', 'refuge', 'disruption']

  test('no role works with records of help and of disruption', () => {
    const disruption = worldRoles.disruption.map(({ role }) => role)
    const help = every
      .filter(world => world !== 'disruption')
      .flatMap(world => worldRoles[world].map(({ role }) => role))
    assert.deepEqual(
      disruption.filter(role => help.includes(role)),
      [],
    )
  })

  test('boards, analysts, police analysts and administrators open no record of a person', () => {
    const roles = new Set(every.flatMap(world => worldRoles[world].map(({ role }) => role)))
    assert.deepEqual(
      ['board', 'analyst', 'police-analyst', 'administrator'].filter(role => roles.has(role)),
      [],
    )
  })

  test('an intelligence lead makes disruption records only, for the intelligence team', () => {
    assert.deepEqual(worldsOf(['intelligence-lead']), ['disruption'])
    assert.deepEqual(worldsOf(['chair', 'governance', 'board']), [])
    assert.equal(teamOf('disruption'), 'intelligence')
    assert.equal(teamOf('refuge'), 'people')
  })
})
