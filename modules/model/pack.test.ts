import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { readPack } from './pack.ts'

const partnerships = join(import.meta.dirname, '../../partnerships')
const pack = readPack(join(partnerships, 'warwickshire'))

const countBy = <T>(rows: readonly T[], key: (row: T) => string) =>
  Object.fromEntries([...Map.groupBy(rows, key)].map(([value, group]) => [value, group.length]))

test('27 risk factors stand in the five contexts as 7, 9, 3, 3 and 5', () => {
  assert.equal(pack.riskFactors.length, 27)
  assert.deepEqual(
    countBy(pack.riskFactors, factor => factor.context_ours),
    { individual: 7, family: 9, peer: 3, school: 3, community: 5 },
  )
})

test('27 protective factors stand in the five contexts as 6, 4, 6, 4 and 7', () => {
  assert.equal(pack.protectiveFactors.length, 27)
  assert.deepEqual(
    countBy(pack.protectiveFactors, factor => factor.context_ours),
    { individual: 6, family: 4, peer: 6, school: 4, community: 7 },
  )
})

test('a factor keeps its printed label beside a plain one', () => {
  const bereavement = pack.riskFactors.find(factor => factor.id === 'risk.fam.bereavement')
  assert.equal(bereavement?.label, 'Bereavement of loss')
  assert.equal(bereavement?.plain_label_ours, 'Someone has died or been lost')
})

test('22 commitments are 9 to prevent, 5 to respond and 8 for the long term; 16 were due in 18 months', () => {
  assert.deepEqual(
    countBy(pack.commitments, commitment => commitment.pillar),
    { 'pil.prevent': 9, 'pil.respond': 5, 'pil.long': 8 },
  )
  assert.deepEqual(
    countBy(pack.commitments, commitment => commitment.horizon),
    { h18: 16, life: 6 },
  )
})

test('one commitment is printed twice: to consult in depth', () => {
  const twice = pack.commitments.filter(commitment => commitment.listed_twice)
  assert.deepEqual(
    twice.map(commitment => commitment.id),
    ['com.l2'],
  )
})

test('36 stage actions are 24 countywide and 12 local, and the five chapters tell each once', () => {
  assert.deepEqual(
    countBy(pack.stageActions, action => action.scope),
    { countywide: 24, local: 12 },
  )
  assert.equal(pack.chapters.length, 5)
  const told = pack.chapters.flatMap(chapter => chapter.actions.map(action => action.id))
  assert.deepEqual(told.toSorted(), pack.stageActions.map(action => action.id).toSorted())
})

test('a stage action whose beginning is lost says so', () => {
  const cut = pack.stageActions.filter(action => action.cut_off)
  assert.deepEqual(
    cut.map(action => action.id),
    ['act.21p.cw1'],
  )
})

test('Table 1 holds 9 areas and Table 2 holds 6, in printed order', () => {
  const order = (table: string) =>
    pack.publishedSummaries.filter(row => row.published_table === table).map(row => row.order)
  assert.deepEqual(order('t1'), [1, 2, 3, 4, 5, 6, 7, 8, 9])
  assert.deepEqual(order('t2'), [1, 2, 3, 4, 5, 6])
})

test('Bede is printed with an average of 9 though its scores 9, 8 and 9 average 8.67, and the register says so', () => {
  const scores = pack.publishedScores.filter(row => row.local_area === 'area.bede').map(row => row.score)
  const printed = pack.publishedSummaries.find(row => row.local_area === 'area.bede')
  assert.deepEqual(scores, [9, 8, 9])
  assert.equal(printed?.average_printed, 9)
  assert.equal(pack.misprints.find(misprint => misprint.about === 'area.bede')?.should_read, '8.67')
})

test('firearm offences rose from 38 to 47, and from 6.5 to 8 per 100,000', () => {
  const count = pack.headlineFigures.find(figure => figure.id === 'fig.gun.warks.n')
  const rate = pack.headlineFigures.find(figure => figure.id === 'fig.gun.warks.rate')
  assert.deepEqual([count?.value_before, count?.value, count?.unit], [38, 47, 'offences'])
  assert.deepEqual([rate?.value_before, rate?.value, rate?.unit], [6.5, 8, 'per 100,000'])
})

test('a share printed only in words has no number', () => {
  const share = pack.headlineFigures.find(figure => figure.id === 'fig.da.share')
  assert.equal(share?.value_printed, 'over a third')
  assert.deepEqual([share?.value, share?.value_low, share?.value_high], [null, null, null])
})

test('the kinds of 2022 are published, and those of 2024 are carried over because their list is lost', () => {
  const of = (definition: string) => pack.definitionKinds.filter(kind => kind.definition === definition)
  assert.deepEqual(
    countBy(of('def.2022'), kind => kind.mapping_status),
    { as_published: 6 },
  )
  assert.deepEqual(
    countBy(of('def.2024'), kind => kind.mapping_status),
    { platform_mapping: 6 },
  )
  assert.equal(pack.definitions.find(definition => definition.id === 'def.2024')?.list_status, 'lost')
})

test('violence driven through social media is always online, and domestic abuse always domestic', () => {
  const kind = (id: string) => pack.definitionKinds.find(row => row.definition === 'def.2022' && row.kind === id)
  assert.equal(kind('type.social')?.online, 'always')
  assert.equal(kind('type.da')?.domestic, 'always')
  assert.equal(kind('type.weapon')?.weapon, 'always')
})

test('the county council acts as council, social care and youth justice', () => {
  const functions = pack.agencyFunctions.filter(row => row.agency === 'auth.wcc').map(row => row.function)
  assert.deepEqual(functions, [
    'fn.county_council',
    'fn.children_social_care',
    'fn.adult_social_care',
    'fn.public_health',
    'fn.education',
    'fn.youth_justice',
  ])
})

const dutyRole = (agency: string) => {
  const held = pack.agencyFunctions.find(row => row.agency === agency)?.function
  return pack.functions.find(row => row.id === held)?.duty_role
}

test('NHS trusts are partners, not specified authorities; the commissioner monitors; schools and prisons are relevant', () => {
  assert.equal(dutyRole('org.nhs_trusts'), 'partner')
  assert.equal(dutyRole('org.pcc'), 'monitor')
  assert.equal(dutyRole('org.schools'), 'relevant')
  assert.equal(dutyRole('org.prisons'), 'relevant')
  assert.equal(dutyRole('auth.icb'), 'specified')
})

test('every agency acts in at least one function', () => {
  const acting = new Set(pack.agencyFunctions.map(row => row.agency))
  assert.deepEqual(
    pack.agencies.filter(agency => !acting.has(agency.id)).map(agency => agency.id),
    [],
  )
})

test('every gateway function is one that the law of sharing knows', () => {
  const law = readFileSync(join(partnerships, 'common/sharing/agency_functions.csv'), 'utf8')
  const known = new Set(law.split('\n').map(line => line.slice(0, line.indexOf(','))))
  const unknown = pack.functions.filter(({ gateway_function: gateway }) => gateway !== null && !known.has(gateway))
  assert.deepEqual(
    unknown.map(row => row.id),
    [],
  )
})

test('five districts hold 339 small areas of 2011 and 354 of 2021; South Warwickshire serves two districts', () => {
  const sum = (column: 'lsoa11_count' | 'lsoa21_count') =>
    pack.districts.reduce((total, district) => total + (district[column] ?? 0), 0)
  assert.equal(sum('lsoa11_count'), 339)
  assert.equal(sum('lsoa21_count'), 354)
  const south = pack.districts.filter(district => district.csp === 'E22000359').map(district => district.name)
  assert.deepEqual(south, ['Stratford-on-Avon', 'Warwick'])
})

test('no local area is matched to a code until somebody matches it', () => {
  assert.equal(pack.localAreas.length, 15)
  assert.deepEqual(
    pack.localAreas.flatMap(area => area.lsoa_codes),
    [],
  )
})

test('the index of 2025 takes crime from police.uk and never the crime domain, which overlaps it', () => {
  const index = pack.indicators.filter(indicator => indicator.role === 'index' && indicator.edition === '2025')
  const crime = index.filter(indicator => indicator.heading === 'cf.crime')
  assert.deepEqual(
    crime.map(indicator => indicator.dataset),
    ['police_uk.street', 'police_uk.street', 'police_uk.street'],
  )
  const domain = pack.indicators.find(indicator => indicator.column === 'Crime_score')
  assert.equal(domain?.role, 'overlap')
  assert.deepEqual(domain?.lineages.includes('lin.police_violence'), true)
})

test('both editions of the index have indicators under all four headings', () => {
  const headings = (edition: string) =>
    new Set(pack.indicators.filter(row => row.role === 'index' && row.edition === edition).map(row => row.heading))
  assert.deepEqual(headings('2025'), new Set(['cf.health', 'cf.crime', 'cf.edu', 'cf.safe']))
  assert.deepEqual(headings('2019'), new Set(['cf.health', 'cf.crime', 'cf.edu', 'cf.safe']))
})

test('homelessness is true of a district although it is stored for each small area', () => {
  const homelessness = pack.indicators.find(indicator => indicator.id === 'ind.homelessness')
  assert.deepEqual([homelessness?.level, homelessness?.stored_at], ['district', 'lsoa21'])
})

test('the fourteen crime types of police.uk are all mapped, and what police find only signals', () => {
  assert.equal(pack.policeCrimeTypes.length, 14)
  const found = pack.policeCrimeTypes.filter(type => type.found_by === 'police')
  assert.deepEqual(
    found.map(type => [type.crime_type, type.relation]),
    [
      ['Drugs', 'signals'],
      ['Possession of weapons', 'signals'],
    ],
  )
})

test('everything that the strategy lost is in the register of gaps', () => {
  const lost = pack.gaps.filter(gap => gap.kind === 'lost').map(gap => gap.id)
  assert.deepEqual(lost, [
    'gap.s24.types',
    'gap.s24.headlines',
    'gap.s22.graphs',
    'gap.s22.maps',
    'gap.s22.homeless',
    'gap.s22.diagrams',
    'gap.s22.21plus',
    'gap.s22.plan',
  ])
})

test('a chapter holds what happened, with factors and reachable moments, and what could have helped by the 5 Cs', () => {
  const [early] = pack.chapters
  assert.equal(early?.title, 'My early years')
  assert.deepEqual(early?.beats.at(-1)?.factors, ['prot.fam.bonds', 'prot.com.individuals'])
  assert.deepEqual(
    early?.beats.map(beat => beat.reachable),
    [false, false, false, false, true, true, false],
  )
  assert.deepEqual(
    early?.opportunities.map(opportunity => opportunity.c),
    ['c.collab', 'c.coprod', 'c.coop', 'c.counter'],
  )
})

test('a reading keeps its body as Markdown', () => {
  assert.match(pack.readings[0]?.body ?? '', /^A vulnerable man[\s\S]+might be\nexploited\.$/)
})

test('the delivery plan has three priorities by five kinds of activity, and its cells were not printed', () => {
  assert.deepEqual([pack.matrix?.priorities.length, pack.matrix?.activities.length], [3, 5])
  assert.equal(pack.matrix?.cells_printed, false)
})

test('no service of the help directory claims to be verified', () => {
  assert.equal(pack.services.length, 16)
  assert.deepEqual(
    pack.services.filter(service => service.verified_on !== null),
    [],
  )
})

test('nine kinds of help each say what their plan holds: lone parents of 16 to 24 and the whole family among them', () => {
  assert.equal(pack.pathways.length, 9)
  const asks = (pathway: string) => pack.pathwayParts.filter(part => part.pathway === pathway).map(part => part.ask)
  assert.deepEqual(
    pack.pathways.filter(({ id }) => asks(id).length === 0).map(({ id }) => id),
    [],
  )
  const loneParents = pack.pathways.find(({ id }) => id === 'pw.lone_parents')
  assert.deepEqual(
    [loneParents?.age_from, loneParents?.age_to, loneParents?.programmes],
    [16, 24, ['prg.lone_parents']],
  )
  assert.deepEqual(asks('pw.lone_parents'), ['Home and money and childcare', 'Who is the one person that they call'])
  assert.deepEqual(asks('pw.whole_family'), [
    'Who in the family is safe with whom and why you say so',
    'What each of the family wants',
    'Which other plans the family has already',
  ])
})
