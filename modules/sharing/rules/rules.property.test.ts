import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { assess } from '../gateways/engine.ts'
import { lawOfSharing } from '../law.ts'
import { type Assessed, type AssessmentState, assessmentState, mayUse } from './assessments.ts'
import { judge, opensToReceiver } from './decision.ts'
import { daysLater, documentState } from './documents.ts'
import { questionsThatMatter } from './questions.ts'

const law = lawOfSharing()
const today = '2026-11-21'
const one = (ids: ReadonlyMap<string, unknown>) => fc.constantFrom(...ids.keys())
const proposal = fc.record({
  from: one(law.functions),
  to: one(law.functions),
  information: fc.uniqueArray(one(law.classes), { minLength: 1, maxLength: 3 }),
  purpose: one(law.purposes),
  circumstances: fc.constant<string[]>([]),
})

const outcomes = (asked: Parameters<typeof assess>[0]) => {
  const { gateways, lawfulBases } = assess(asked, law, today)
  return [...gateways, ...lawfulBases].map(({ id, outcome }) => `${id}: ${outcome}`)
}

describe('the questions that matter', () => {
  test('a question that is not asked could not change any answer, whatever else is answered', () => {
    fc.assert(
      fc.property(proposal, fc.uniqueArray(one(law.circumstances)), (asked, yes) => {
        const wanted = new Set(questionsThatMatter(asked, law, today).map(({ id }) => id))
        const heard = outcomes({ ...asked, circumstances: yes.filter(id => wanted.has(id)) })
        assert.deepEqual(heard, outcomes({ ...asked, circumstances: yes }))
      }),
      { numRuns: 300 },
    )
  })

  test('fewer are asked than the law knows: figures for the quarter need one', () => {
    const figures = {
      from: 'police',
      to: 'district_council',
      information: ['depersonalised'],
      purpose: 'quarterly_figures',
    }
    const asked = questionsThatMatter({ ...figures, circumstances: [] }, law, today).map(({ id }) => id)
    assert.equal(asked.includes('quarterly_set'), true)
    assert.equal(asked.length < 8, true, asked.join(' '))
  })

  test('what was answered yes before is still shown, so that it can be taken back', () => {
    const base = {
      from: 'police',
      to: 'district_council',
      information: ['depersonalised'],
      purpose: 'quarterly_figures',
    }
    const asked = questionsThatMatter({ ...base, circumstances: ['mappa_case'] }, law, today).map(({ id }) => id)
    assert.equal(asked.includes('mappa_case'), true)
  })

  test('something that the law does not know asks nothing', () => {
    const base = { from: 'nobody', to: 'police', information: ['personal'], purpose: 'early_help', circumstances: [] }
    assert.deepEqual(questionsThatMatter(base, law, today), [])
  })
})

describe('the judge of a decision', () => {
  const complete = {
    decision: 'shared' as const,
    lawfulBasis: { regime: 'part_2' as const, article6: 'art6_1_e', article9: 'art9_2_g', schedule1: ['sch1_para18'] },
    necessity: 'x',
    whatWasShared: 'x',
    recipients: [{ name: 'A', role: 'b' }],
    authorisedBy: { name: 'C', role: 'd' },
    secondAuthoriser: { name: 'E', role: 'f' },
    confirmedBy: { name: 'G', role: 'h' },
    told: { answer: 'yes' as const, on: today },
    consentToService: 'not_sought',
    noConsentReasons: ['serious_crime'],
    confidence: 'x',
    policyDocument: 'x',
  }
  const named = { law, on: today, receiver: 'Sample council' }
  const asked = fc.tuple(proposal, fc.uniqueArray(one(law.circumstances)), one(law.gateways))

  test('no power that the law refuses is ever kept, however whole the record is, and the refusal is the law\u2019s', () => {
    fc.assert(
      fc.property(asked, ([base, circumstances, gateway]) => {
        const disclosure = { ...base, circumstances }
        const outcome = assess(disclosure, law, today).gateways.find(({ id }) => id === gateway)?.outcome
        const verdict = judge({ ...complete, gateway }, disclosure, named)
        if (outcome === 'cannot') assert.equal(!verdict.may && verdict.refusedByLaw, true)
        else if (verdict.may) assert.equal(verdict.gatewayAnswer, outcome)
      }),
      { numRuns: 300 },
    )
  })

  test('a kind of information that the law does not know is never opened to a whole agency', () => {
    const shared = { ...complete, gateway: 'cda_s115' }
    assert.equal(opensToReceiver(shared, ['personal'], law), true)
    assert.equal(opensToReceiver(shared, ['personal', 'refuge_address'], law), false)
    assert.equal(opensToReceiver(shared, ['personal', 'something_new'], law), false)
  })
})

const model = { kind: 'model', key: 'm' } as const
const assessed = (kind: Assessed['kind'], over: Partial<Assessed> = {}): Assessed => ({
  kind,
  subject: model,
  approvedOn: '2026-01-01',
  reviewOn: '2026-12-01',
  expiresOn: '2027-01-01',
  withdrawnOn: null,
  ...over,
})
const both = [assessed('data_protection'), assessed('equality')]

describe('whether a model may be used', () => {
  test('with both assessments approved, it may', () =>
    assert.deepEqual(mayUse(model, both, today), { may: true, reasons: [] }))

  test('on the last day it may still, and on the next no longer', () => {
    assert.equal(mayUse(model, both, '2027-01-01').may, true)
    assert.equal(mayUse(model, both, '2027-01-02').may, false)
  })

  test('a review that is due warns and does not stop', () => {
    const { may, reasons } = mayUse(model, both, '2026-12-01')
    assert.equal(may, true)
    assert.deepEqual(reasons, [
      'The data protection impact assessment is due for review.',
      'The equality impact assessment is due for review.',
    ])
  })

  test('a draft does not count, and a second person is asked for', () => {
    const draft = assessed('equality', { approvedOn: null, reviewOn: null, expiresOn: null })
    assert.deepEqual(mayUse(model, [assessed('data_protection'), draft], today), {
      may: false,
      reasons: ['The equality impact assessment is a draft. A second person has to approve it.'],
    })
  })

  test('what is withdrawn is as if it had never been', () => {
    const withdrawn = assessed('equality', { withdrawnOn: '2026-06-01' })
    assert.deepEqual(mayUse(model, [assessed('data_protection'), withdrawn], today).reasons, [
      'There is no equality impact assessment. Write one and have it approved.',
    ])
  })

  test('a new approved one counts beside an expired one', () => {
    const expired = assessed('equality', { reviewOn: '2026-02-01', expiresOn: '2026-03-01' })
    assert.equal(mayUse(model, [...both, expired], today).may, true)
  })

  const anyDay = fc.integer({ min: 0, max: 900 }).map(days => daysLater('2026-01-01', days))
  const anyAssessment = fc.record({
    kind: fc.constantFrom('data_protection' as const, 'equality' as const),
    subject: fc.constantFrom({ kind: 'model' as const, key: 'm' }, { kind: 'cohort' as const, key: 'm' }),
    approvedOn: fc.option(anyDay),
    reviewOn: fc.option(anyDay),
    expiresOn: fc.option(anyDay),
    withdrawnOn: fc.option(anyDay, { freq: 4 }),
  })
  const counts: readonly AssessmentState[] = ['approved', 'review_due']

  test('never without one of each kind that counts on that day, of that very model', () => {
    fc.assert(
      fc.property(fc.array(anyAssessment, { maxLength: 6 }), anyDay, (all, day) => {
        const kinds = new Set(
          all
            .filter(it => it.subject.kind === 'model' && counts.includes(assessmentState(it, day)))
            .map(({ kind }) => kind),
        )
        assert.equal(mayUse(model, all, day).may, kinds.size === 2)
      }),
    )
  })

  test('a refusal always says why', () => {
    fc.assert(
      fc.property(fc.array(anyAssessment, { maxLength: 6 }), anyDay, (all, day) => {
        const { may, reasons } = mayUse(model, all, day)
        assert.equal(may || reasons.length > 0, true)
      }),
    )
  })
})

describe('where a document stands', () => {
  const signed = { signed_on: '2026-01-01', review_on: '2027-01-01', ended_on: null }
  test('signed and not due: in force', () => assert.equal(documentState(signed, today), 'in_force'))
  test('30 days before the review it is due soon, 31 days before it is not', () => {
    assert.equal(documentState(signed, '2026-12-02'), 'review_soon')
    assert.equal(documentState(signed, '2026-12-01'), 'in_force')
  })
  test('on the day of the review it is due', () => assert.equal(documentState(signed, '2027-01-01'), 'review_due'))
  test('not signed, or signed later: a draft', () => {
    assert.equal(documentState({ ...signed, signed_on: null }, today), 'draft')
    assert.equal(documentState({ ...signed, signed_on: '2026-11-22' }, today), 'draft')
  })
  test('ended is ended, whatever is due', () =>
    assert.equal(documentState({ ...signed, ended_on: '2026-11-21' }, '2027-06-01'), 'ended'))
  test('days are counted over the end of a leap February', () => assert.equal(daysLater('2028-02-28', 2), '2028-03-01'))
})
