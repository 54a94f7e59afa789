import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { random } from '#engines/numerics'
import { buildCounty, type County } from '../county.ts'
import { addDays, ageOn } from '../days.ts'
import { buildPeople, type People } from './build.ts'
import { agencyExtracts, type Extract, extractCsv } from './extracts.ts'
import { livedAt } from './homes.ts'
import { hasValidCheck, nhsCheckDigit, pncCheckLetter, upnCheckLetter } from './identifiers.ts'
import { familyNames, namesOfBoys, namesOfGirls } from './names.ts'
import { childrenWithNotice } from './notices.ts'
import type { Identifier, Person } from './types.ts'
import { mistype, writeDate } from './untidy.ts'

const today = '2026-11-21'

describe('check characters', () => {
  it('gives 943476591 the NHS check digit 9', () => {
    assert.equal(nhsCheckDigit('943476591'), '9')
  })

  it('gives no NHS number to nine digits whose check would be 10', () => {
    assert.equal(nhsCheckDigit('999000000'), undefined)
  })

  it('gives 801200005001 the pupil number letter B', () => {
    assert.equal(upnCheckLetter('801200005001'), 'B')
  })

  it('gives year 0 and serial 0 the first PNC letter, Z, and serial 1 the next, A', () => {
    assert.deepEqual([pncCheckLetter(2000, 0), pncCheckLetter(2000, 1)], ['Z', 'A'])
  })

  it('refuses an identifier with one digit changed', () => {
    assert.deepEqual([hasValidCheck('nhs', '9434765919'), hasValidCheck('nhs', '9434765918')], [true, false])
    assert.deepEqual([hasValidCheck('upn', 'B801200005001'), hasValidCheck('upn', 'B801200005002')], [true, false])
    assert.deepEqual([hasValidCheck('pnc', '2000/0000001A'), hasValidCheck('pnc', '2000/0000002A')], [true, false])
  })
})

describe('slips of the pen', () => {
  it('change one word by at most two letters and leave words of two letters alone', () => {
    const draw = random(5)
    assert.equal(mistype('Jo', draw), 'Jo')
    const lengths = Array.from({ length: 200 }, () => mistype('Merriwyn', draw).length)
    assert.deepEqual([...new Set(lengths)].sort(), [7, 8, 9])
  })

  it('leave a date a date', () => {
    const draw = random(6)
    const dates = Array.from({ length: 500 }, () => writeDate('2012-02-29', 20, draw))
    assert.deepEqual(
      dates.filter(date => Number.isNaN(Date.parse(`${date}T00:00:00Z`))),
      [],
    )
    assert.ok(new Set(dates).size > 2)
  })
})

describe('the invented people', () => {
  let county: County
  let people: People
  let byKey: Map<string, Person>
  const values = (scheme: Identifier['scheme']): string[] =>
    people.people.flatMap(person => person.identifiers.filter(one => one.scheme === scheme).map(one => one.value))

  before(() => {
    county = buildCounty(1, today)
    people = buildPeople(1, county)
    byKey = new Map(people.people.map(person => [person.key, person]))
  })

  it('are about 1,200, of every age from 0 to over 70, and 300 or more are at school', () => {
    const ages = people.people.map(({ born }) => ageOn(born, today))
    assert.ok(people.people.length >= 1200 && people.people.length < 1210)
    assert.ok(Math.min(...ages) === 0 && Math.max(...ages) > 70)
    assert.ok(people.people.filter(person => person.school !== null).length > 300)
  })

  it('are the same from the same seed and others from another', () => {
    assert.equal(JSON.stringify(buildPeople(1, county)), JSON.stringify(people))
    assert.notEqual(JSON.stringify(buildPeople(2, county)), JSON.stringify(people))
  })

  it('have names from the invented lists only', () => {
    const given = new Set([...namesOfGirls, ...namesOfBoys].flat())
    const families = new Set(familyNames.map(forms => forms[0]))
    const known = (family: string): boolean =>
      families.has(family) || family.split('-').every(part => families.has(part))
    const names = people.people.flatMap(person => [person.name, ...person.alsoKnownAs])
    assert.deepEqual(
      names.filter(name => !given.has(name.given) || !known(name.family)),
      [],
    )
  })

  it('go to schools whose names say that they are invented', () => {
    assert.equal(people.schools.length, 35)
    assert.deepEqual(
      people.schools.filter(school => !school.name.endsWith('(invented)')),
      [],
    )
  })

  it('live at postcodes of an area that is not in use, in the county', () => {
    assert.deepEqual(
      people.addresses.filter(
        ({ postcode, area }) => !/^XW\d{1,2} \d[A-Z]{2}$/.test(postcode) || !county.geography.areas[area],
      ),
      [],
    )
  })

  it('have identifiers with the right check, in ranges given to nobody, and no two alike', () => {
    const [nhs, upn, pnc] = [values('nhs'), values('upn'), values('pnc')]
    assert.deepEqual(
      nhs.filter(value => !hasValidCheck('nhs', value) || !value.startsWith('999')),
      [],
    )
    assert.deepEqual(
      upn.filter(value => !hasValidCheck('upn', value) || value.slice(1, 4) !== '000'),
      [],
    )
    assert.deepEqual(
      pnc.filter(value => !hasValidCheck('pnc', value) || !value.includes('/99')),
      [],
    )
    assert.deepEqual([new Set(nhs).size, new Set(upn).size, new Set(pnc).size], [nhs.length, upn.length, pnc.length])
    assert.ok(nhs.length > 1100 && upn.length > 300 && pnc.length > 30, `${nhs.length} ${upn.length} ${pnc.length}`)
  })

  it('live somewhere now, and never before they were born', () => {
    assert.deepEqual(
      people.people.filter(
        ({ residences, born }) =>
          !residences.some(stay => stay.until === null) || residences.some(stay => stay.from < born),
      ),
      [],
    )
  })

  it('have parents who are at least 17 years older', () => {
    const parents = people.relationships.filter(tie => tie.kind === 'parent of')
    const gaps = parents.map(({ from, to }) => ageOn(byKey.get(from)?.born ?? '', byKey.get(to)?.born ?? ''))
    assert.ok(parents.length > 600)
    assert.ok(Math.min(...gaps) >= 17, `${Math.min(...gaps)}`)
  })

  it('have at least 10 pairs of twins, born on one day to one parent under one family name', () => {
    const unlike = people.truth.twins.filter(([a, b]) => {
      const [one, other] = [byKey.get(a), byKey.get(b)]
      return one?.born !== other?.born || one?.name.family !== other?.name.family
    })
    assert.ok(people.truth.twins.length >= 10, `${people.truth.twins.length}`)
    assert.deepEqual(unlike, [])
  })

  it('lead untidy lives: hundreds have moved, hundreds go by another name, some children have two homes', () => {
    const moved = people.people.filter(person => person.residences.some(stay => stay.until !== null))
    const renamed = people.people.filter(person => person.alsoKnownAs.length > 0)
    const twoHomes = people.people.filter(person => person.residences.filter(stay => stay.until === null).length > 1)
    assert.ok(
      moved.length > 300 && renamed.length > 300 && twoHomes.length > 20,
      `${moved.length} ${renamed.length} ${twoHomes.length}`,
    )
  })

  it('give no ethnicity more or fewer contacts with police than chance: the share known differs by less than three errors', () => {
    const known = (person: Person): boolean => person.identifiers.some(one => one.scheme === 'pnc')
    const young = people.people.filter(({ born }) => ageOn(born, today) >= 11 && ageOn(born, today) < 18)
    const share = young.filter(known).length / young.length
    const others = young.filter(person => person.ethnicity !== 'White')
    const error = Math.sqrt((share * (1 - share)) / others.length)
    assert.ok(Math.abs(others.filter(known).length / others.length - share) < 3 * error)
  })

  it('know each child who lived where there was a notice in the last year, and which of them have no plan', () => {
    const recent = people.notices.filter(notice => notice.on >= addDays(today, -365))
    const byHand = people.people.filter(
      ({ born, residences }) =>
        ageOn(born, today) < 18 && recent.some(({ address, on }) => livedAt(residences, address, on)),
    )
    assert.deepEqual(
      people.truth.withNotice,
      byHand.map(person => person.key),
    )
    assert.deepEqual(
      people.truth.withNoticeAndNoPlan,
      byHand.map(person => person.key).filter(key => !people.inPlan.includes(key)),
    )
    assert.ok(people.truth.withNoticeAndNoPlan.length >= 10, `${people.truth.withNoticeAndNoPlan.length}`)
    assert.ok(people.truth.withNoticeAndNoPlan.length < people.truth.withNotice.length)
  })

  it('do not list a child who moved in after the notice', () => {
    const child = people.people.find(person => person.key === people.truth.withNotice[0])
    assert.ok(child)
    const [stay] = child.residences
    assert.ok(stay)
    const later = { ...child, residences: [{ ...stay, from: today }] }
    assert.deepEqual(childrenWithNotice([later], people.notices, today), [])
  })

  it('include the story: a child of 15 with his mother, her partner and a brother of 9 at one address, and a circle of friends', () => {
    const { story } = people
    const at = (key: string): string | undefined => byKey.get(key)?.residences[0]?.address
    const child = byKey.get(story.child)
    assert.equal(child?.name.given, 'Rhys')
    assert.equal(ageOn(child?.born ?? '', today), 15)
    assert.deepEqual(
      [at(story.mother), at(story.mothersPartner), at(story.youngerBrother)],
      [at(story.child), at(story.child), at(story.child)],
    )
    assert.notEqual(at(story.grandmother), at(story.child))
    assert.ok(people.peerGroups[0]?.members.includes(story.child))
    assert.ok(people.truth.withNoticeAndNoPlan.includes(story.child))
  })
})

describe('what three agencies hand over', () => {
  let people: People
  let extracts: readonly Extract[]
  before(() => {
    people = buildPeople(1, buildCounty(1, today))
    extracts = agencyExtracts(1, people)
  })

  it('is 300 to 450 pupils, 25 to 90 young people and 180 to 400 attendances, each row about a known person', () => {
    const counts = extracts.map(extract => extract.rows.length)
    const [pupils = 0, young = 0, attendances = 0] = counts
    assert.ok(
      pupils >= 300 && pupils <= 450 && young >= 25 && young <= 90 && attendances >= 180 && attendances <= 400,
      `${counts}`,
    )
    const keys = new Set(people.people.map(person => person.key))
    assert.deepEqual(
      extracts
        .flatMap(({ rows, truth }) => (truth.length === rows.length ? truth : ['a length differs']))
        .filter(key => !keys.has(key)),
      [],
    )
  })

  it('holds the story child in all three', () => {
    assert.deepEqual(
      extracts.map(extract => extract.truth.includes(people.story.child)),
      [true, true, true],
    )
  })

  it('shares over 40 people between school and hospital and over 15 between school and youth justice', () => {
    const [school, youthJustice, hospital] = extracts.map(extract => new Set(extract.truth))
    assert.ok(school && youthJustice && hospital)
    assert.ok(school.intersection(hospital).size > 40, `${school.intersection(hospital).size}`)
    assert.ok(school.intersection(youthJustice).size > 15, `${school.intersection(youthJustice).size}`)
  })

  it('is untidy: 1 in 10 to 1 in 2 hospital rows differ from the true name, and 1 in 10 or more have no NHS number', () => {
    const byKey = new Map(people.people.map(person => [person.key, person]))
    const hospital = extracts[2]
    assert.ok(hospital)
    const wrong = hospital.rows.filter((row, i) => {
      const name = byKey.get(hospital.truth[i] ?? '')?.name
      return row[2] !== `${name?.family.toUpperCase()}, ${name?.given}`
    })
    const share = wrong.length / hospital.rows.length
    assert.ok(share > 0.1 && share < 0.5, `${share}`)
    assert.ok(hospital.rows.filter(row => row[1] === '').length > hospital.rows.length / 10)
  })

  it('is a CSV file whose every line has as many cells as its header', () => {
    const lines = extracts.map(extract => extractCsv(extract).trimEnd().split('\n').length)
    assert.deepEqual(
      lines,
      extracts.map(extract => extract.rows.length + 1),
    )
    assert.deepEqual(
      extracts.flatMap(({ header, rows }) => rows.filter(row => row.length !== header.length)),
      [],
    )
  })

  it('has the same mistakes from the same seed and others from another', () => {
    assert.deepEqual(agencyExtracts(1, people), extracts)
    assert.notDeepEqual(agencyExtracts(2, people), extracts)
  })
})
