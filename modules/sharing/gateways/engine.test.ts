import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ProposedDisclosure } from './disclosure.ts'
import { assess } from './engine.ts'
import { law, nurseToSocialCare, supposing, today } from './fixtures.ts'

const proposal = (over: Partial<ProposedDisclosure>): ProposedDisclosure => ({
  from: 'district_council',
  to: 'police',
  information: ['personal'],
  purpose: 'reduce_crime_and_disorder',
  circumstances: ['necessary_or_expedient'],
  ...over,
})

const regimes = (over: Partial<ProposedDisclosure>) => {
  const { regime } = assess(proposal(over), law, today)
  return [regime?.from, regime?.to]
}

const basis = (id: string, over: Partial<ProposedDisclosure>, on = today, from = law) => {
  const found = assess(proposal(over), from, on).lawfulBases.find(answer => answer.id === id)
  return found === undefined ? 'not asked for' : found.outcome
}

const obligations = (over: Partial<ProposedDisclosure>, on = today) =>
  assess(proposal(over), law, on).obligations.map(({ id }) => id)

test('every gateway is answered, in the order of the file', () => {
  const { gateways } = assess(nurseToSocialCare, law, today)
  assert.deepEqual(
    gateways.map(({ id }) => id),
    [...law.gateways.keys()],
  )
})

test('the day may be a Date, read in UTC', () => {
  assert.equal(assess(nurseToSocialCare, law, new Date('2026-11-21T23:59:59Z')).on, '2026-11-21')
})

test('a day that is not a day is refused by name', () => {
  assert.throws(() => assess(nurseToSocialCare, law, '2026-02-30'), /^Error: on must be a day/)
  assert.throws(() => assess(nurseToSocialCare, law, new Date(Number.NaN)), /^Error: on must be a day/)
})

test('the regime belongs to what is done: police under Part 3, the school that receives under Part 2', () => {
  assert.deepEqual(regimes({ from: 'police', to: 'school', purpose: 'investigate_crime' }), ['part_3', 'part_2'])
})

test('police who safeguard a child are under Part 2, whatever the record', () => {
  assert.deepEqual(regimes({ from: 'police', to: 'school', purpose: 'safeguard_child' }), ['part_2', 'part_2'])
})

test('whether a district council is under Part 3 for crime work must be confirmed', () => {
  assert.deepEqual(regimes({}), ['confirm', 'part_3'])
})

test('a doubtful regime asks for the bases of both', () => {
  assert.deepEqual(assess(proposal({}), law, today).families, ['article_6', 'part_3'])
})

test('patient information under Part 2 needs Article 6, Article 9 and a Schedule 1 condition', () => {
  assert.deepEqual(assess(nurseToSocialCare, law, today).families, ['article_6', 'article_9', 'schedule_1'])
})

test('offence information under Part 2 needs Article 10', () => {
  const over = { from: 'school', information: ['criminal_offence'] }
  assert.deepEqual(assess(proposal(over), law, today).families, ['article_6', 'article_10', 'schedule_1'])
})

test('special category information under Part 3 needs Schedule 8', () => {
  const over = { from: 'police', to: 'probation', information: ['special_category'] }
  assert.deepEqual(assess(proposal(over), law, today).families, ['part_3', 'schedule_8'])
})

test('figures that name nobody need no lawful basis', () => {
  const { families, lawfulBases } = assess(proposal({ information: ['depersonalised'] }), law, today)
  assert.deepEqual([families, lawfulBases], [[], []])
})

test('public task fits a public authority and not a charity', () => {
  assert.equal(basis('art6_1_e', { from: 'school' }), 'fits')
  assert.equal(basis('art6_1_e', { from: 'voluntary_organisation' }), 'does_not_fit')
  assert.equal(basis('art6_1_e', { from: 'voluntary_commissioned' }), 'confirm')
})

test('recognised legitimate interest fits a charity from 5 February 2026, and never a public authority', () => {
  assert.equal(basis('art6_1_ea_crime', { from: 'voluntary_organisation' }), 'fits')
  assert.equal(basis('art6_1_ea_crime', { from: 'voluntary_organisation' }, '2026-02-05'), 'fits')
  assert.equal(basis('art6_1_ea_crime', { from: 'voluntary_organisation' }, '2026-02-04'), 'does_not_fit')
  assert.equal(basis('art6_1_ea_crime', { from: 'school' }), 'does_not_fit')
})

test('consent is not the basis for safeguarding, even when the person agreed', () => {
  const agreed = ['person_agreed_to_this_sharing', 'person_can_refuse_freely', 'concerns_child']
  const over = { from: 'voluntary_organisation', purpose: 'safeguard_child', circumstances: agreed }
  assert.equal(basis('art6_1_a', over), 'does_not_fit')
  assert.equal(basis('art6_1_a', { ...over, purpose: 'support_person' }), 'fits')
})

test('legal obligation fits only where a duty applies, and waits where the duty is not confirmed', () => {
  const over = {
    from: 'nhs_trust',
    to: 'council_childrens_social_care',
    information: ['safeguarding'],
    purpose: 'safeguard_child',
    circumstances: ['concerns_child', 'relevant_to_child_welfare', 'may_help_recipient'],
  }
  assert.equal(basis('art6_1_c', over), 'confirm')
  assert.equal(basis('art6_1_c', over, today, supposing(law, 'ca_2004_s16la', '2026-09-01')), 'fits')
  assert.equal(basis('art6_1_c', { ...over, circumstances: ['concerns_child'] }), 'does_not_fit')
})

test('preventing unlawful acts needs no policy document towards the police, and one towards a school', () => {
  const asked = (to: string) =>
    assess(proposal({ from: 'school', to, information: ['criminal_offence'] }), law, today).lawfulBases.find(
      ({ id }) => id === 'sch1_para10',
    )?.policyDocument
  assert.equal(asked('police'), false)
  assert.equal(asked('college'), true)
})

test('law enforcement use must be logged and keep people apart by role; other use need not', () => {
  const police = obligations({ from: 'police', to: 'probation' })
  assert.ok(police.includes('part3_log') && police.includes('part3_categories'))
  assert.ok(!obligations({ from: 'school', purpose: 'safeguard_child' }).includes('part3_log'))
})

test('patient information owes the common-law test and the Caldicott principles', () => {
  const owed = assess(nurseToSocialCare, law, today).obligations.map(({ id }) => id)
  assert.ok(owed.includes('common_law_test') && owed.includes('caldicott') && owed.includes('tell_person'))
})

test('figures owe a check of small numbers, and nobody has to be told', () => {
  const owed = obligations({ information: ['depersonalised'] })
  assert.ok(owed.includes('no_small_numbers') && !owed.includes('tell_person'))
})

test('a refuge address needs a second person', () => {
  assert.ok(obligations({ information: ['refuge_address'] }).includes('second_person'))
})

test('a police request for victim-service records follows the rules that began on 12 January 2026', () => {
  const over = { from: 'victim_service', information: ['victim_service'], circumstances: ['request_received'] }
  assert.ok(obligations(over, '2026-01-12').includes('victim_request'))
  assert.ok(!obligations(over, '2026-01-11').includes('victim_request'))
  assert.ok(!obligations({ ...over, circumstances: [] }).includes('victim_request'))
})

test('a proposal that cannot be read refuses every gateway with every sentence', () => {
  const { gateways, regime } = assess(proposal({ from: 'x', purpose: 'y', information: [] }), law, today)
  assert.equal(regime, undefined)
  assert.ok(gateways.every(({ outcome, reasons }) => outcome === 'cannot' && reasons.length === 3))
})
