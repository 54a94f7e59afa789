// What must hold for every proposal anyone could make.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { ProposedDisclosure } from './disclosure.ts'
import { assess } from './engine.ts'
import { answerOf, law, supposing } from './fixtures.ts'
import { provisionState } from './in-force.ts'

const one = (ids: Iterable<string>) => fc.constantFrom(...ids)
const days = fc
  .date({ min: new Date('1985-01-01'), max: new Date('2035-12-31'), noInvalidDate: true })
  .map(date => date.toISOString().slice(0, 10))
const classIds = [...law.classes.keys()]
const circumstanceIds = [...law.circumstances.keys()]
const generous = circumstanceIds.filter(id => id !== 'more_detrimental_to_child')

// Half of all proposals answer every question yes, so that "can" is common enough for the laws to bite.
const proposals: fc.Arbitrary<ProposedDisclosure> = fc.record({
  from: one(law.functions.keys()),
  to: one(law.functions.keys()),
  information: fc.uniqueArray(one(classIds), { minLength: 1, maxLength: 3 }),
  purpose: one(law.purposes.keys()),
  circumstances: fc.oneof(fc.constant(generous), fc.subarray(circumstanceIds)),
  area: one(['Warwickshire', 'Coventry']),
})

const outcomes = (proposal: ProposedDisclosure, day: string) =>
  new Map(assess(proposal, law, day).gateways.map(({ id, outcome }) => [id, outcome]))

test('no gateway is ever "can" on a day its provision is not in force', () => {
  fc.assert(
    fc.property(proposals, days, (proposal, day) => {
      for (const [id, outcome] of outcomes(proposal, day)) {
        const provision = law.provisions.get(law.gateways.get(id)?.provision ?? '')
        if (provision !== undefined && provisionState(provision, day) !== 'in_force')
          assert.notEqual(outcome, 'can', id)
      }
    }),
    { numRuns: 400 },
  )
})

test('adding a kind of information never turns "cannot" into "can", nor "confirm" into "can"', () => {
  fc.assert(
    fc.property(proposals, one(classIds), days, (proposal, extra, day) => {
      const before = outcomes(proposal, day)
      const after = outcomes({ ...proposal, information: [...proposal.information, extra] }, day)
      for (const [id, outcome] of before) if (outcome !== 'can') assert.notEqual(after.get(id), 'can', id)
    }),
    { numRuns: 400 },
  )
})

test('patient information is never "can", nor even "confirm", by section 16', () => {
  fc.assert(
    fc.property(proposals, days, (proposal, day) => {
      const withPatients = { ...proposal, information: [...proposal.information, 'patient_information'] }
      assert.equal(answerOf('pcsc_s16', withPatients, day).outcome, 'cannot')
    }),
    { numRuns: 400 },
  )
})

test('section 17A is never "can" when anything identifies a person', () => {
  fc.assert(
    fc.property(proposals, days, (proposal, day) => {
      const { identifies } = assess(proposal, law, day)
      if (identifies) assert.equal(answerOf('cda_s17a', proposal, day).outcome, 'cannot')
    }),
    { numRuns: 400 },
  )
})

test('law that is only quoted as a gateway is never more than "cannot"', () => {
  fc.assert(
    fc.property(proposals, days, (proposal, day) => {
      for (const { kind, outcome } of assess(proposal, law, day).gateways)
        if (kind === 'not_a_gateway') assert.equal(outcome, 'cannot')
    }),
    { numRuns: 200 },
  )
})

test('material kept for no gateway is refused by every gateway', () => {
  fc.assert(
    fc.property(proposals, one(['ipa_material', 'legal_advice']), days, (proposal, kind, day) => {
      const { gateways } = assess({ ...proposal, information: [...proposal.information, kind] }, law, day)
      assert.ok(gateways.every(({ outcome }) => outcome === 'cannot'))
    }),
    { numRuns: 200 },
  )
})

test('an unknown function is refused by every gateway with a sentence that names it', () => {
  const strange = fc.stringMatching(/^[a-z]{1,12}$/).filter(id => !law.functions.has(id))
  fc.assert(
    fc.property(proposals, strange, days, (proposal, from, day) => {
      for (const { outcome, reasons } of assess({ ...proposal, from }, law, day).gateways) {
        assert.equal(outcome, 'cannot')
        assert.equal(reasons[0]?.text, `We do not know the function "${from}". Choose who is sharing from the list.`)
      }
    }),
    { numRuns: 200 },
  )
})

test('every answer that is not "can" says why, and says it in a sentence', () => {
  fc.assert(
    fc.property(proposals, days, (proposal, day) => {
      for (const { outcome, reasons } of assess(proposal, law, day).gateways) {
        if (outcome !== 'can') assert.ok(reasons.some(({ verdict }) => verdict !== 'met'))
        for (const { text } of reasons) assert.match(text, /^[A-Z].*\.$/s)
      }
    }),
    { numRuns: 200 },
  )
})

test('once a start day is known, section 16LA follows it to the day', () => {
  const meets: ProposedDisclosure = {
    from: 'police',
    to: 'nhs_trust',
    information: ['safeguarding'],
    purpose: 'safeguard_child',
    circumstances: ['concerns_child', 'relevant_to_child_welfare', 'may_help_recipient'],
  }
  fc.assert(
    fc.property(days, days, (start, day) => {
      const { outcome } = answerOf('ca2004_s16la', meets, day, supposing(law, 'ca_2004_s16la', start))
      assert.equal(outcome, day >= start ? 'can' : 'cannot')
    }),
    { numRuns: 200 },
  )
})

test('sharing that the duty would stop is never "can" under section 16LA', () => {
  const inForce = supposing(law, 'ca_2004_s16la', '2026-09-01')
  fc.assert(
    fc.property(proposals, proposal => {
      const circumstances = [...proposal.circumstances, 'more_detrimental_to_child']
      assert.equal(answerOf('ca2004_s16la', { ...proposal, circumstances }, '2026-11-21', inForce).outcome, 'cannot')
    }),
    { numRuns: 200 },
  )
})
