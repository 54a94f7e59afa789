import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { daysAfter, monthsAfter, nextOf } from './clocks.ts'
import { figuresOf } from './measures.ts'
import { type Agreement, agreedOn, changedSince, ever, inOwnWordsAndAgreed, planInUse, reasonAgainst } from './plan.ts'
import { type CaseFact, referenceOf, stateOf, stateWords, type TeamEvent, teamOf } from './state.ts'
import { isPartKind } from './struck.ts'

const event = fc.constantFrom('opened', 'assessed', 'plan agreed', 'held', 'resumed', 'closed', 'reopened')
const facts = fc.array(fc.record({ event, at: fc.integer({ min: 0, max: 50 }).map(ms => new Date(ms)) }))
const at = (ms: number): Date => new Date(ms)

describe('where a case stands', () => {
  test('no facts in any order lead anywhere but to one of five states', () => {
    fc.assert(fc.property(facts, some => assert.ok(Object.hasOwn(stateWords, stateOf(some)))))
  })

  test('the order in which facts of different times are given changes nothing', () => {
    const distinct = fc.uniqueArray(
      facts.map(([it]) => it).filter(it => it !== undefined),
      { selector: it => it.at.getTime() },
    )
    fc.assert(
      fc.property(distinct, some => {
        const turned: CaseFact[] = [...some].reverse()
        assert.equal(stateOf(turned), stateOf(some))
      }),
    )
  })

  test('after it was closed, nothing but being opened again makes it anything but closed', () => {
    const later = fc.array(fc.constantFrom('assessed', 'plan agreed', 'held', 'resumed', 'closed', 'opened'))
    fc.assert(
      fc.property(facts, later, (before, names) => {
        const after = names.map((name, index) => ({ event: name, at: at(101 + index) }) as const)
        assert.equal(stateOf([...before, { event: 'closed', at: at(100) }, ...after]), 'closed')
      }),
    )
  })

  test('opened, assessed, agreed, closed, opened again: each step has its state', () => {
    const steps = ['opened', 'assessed', 'plan agreed', 'held', 'resumed', 'closed', 'reopened'] as const
    const states = steps.map((_, index) =>
      stateOf(steps.slice(0, index + 1).map((name, ms) => ({ event: name, at: at(ms) }))),
    )
    assert.deepEqual(states, ['assessing', 'planning', 'active', 'held', 'active', 'closed', 'active'])
  })
})

describe('the team', () => {
  const moves = fc.array(
    fc.record({
      event: fc.constantFrom('led', 'joined', 'left'),
      member: fc.constantFrom('a', 'b', 'c'),
      at: fc.integer({ min: 0, max: 20 }).map(at),
      why: fc.constant('x'),
    }),
  )

  test('whoever leads is always in the team, and nobody is in it twice', () => {
    fc.assert(
      fc.property(moves, (events: TeamEvent[]) => {
        const { lead, members } = teamOf(events)
        const ids = members.map(({ id }) => id)
        assert.equal(new Set(ids).size, ids.length)
        if (lead !== undefined) assert.ok(ids.includes(lead))
      }),
    )
  })

  test('a lead who leaves leaves the case without one', () => {
    const events = [
      { event: 'led', member: 'a', at: at(1), why: '' },
      { event: 'left', member: 'a', at: at(2), why: '' },
    ] as const
    assert.deepEqual(teamOf(events), { lead: undefined, members: [] })
  })
})

describe('what is due', () => {
  const dates = { opened: '2026-01-01', agreed: undefined, nextReview: undefined, reviewed: undefined }
  test('a case opened on 1 January is to be assessed by the 15th, and its plan agreed by the 29th', () => {
    assert.deepEqual(nextOf({ ...dates, state: 'assessing' }), { what: 'assessment', due: '2026-01-15' })
    assert.deepEqual(nextOf({ ...dates, state: 'planning' }), { what: 'plan', due: '2026-01-29' })
  })
  test('the first review is 42 days after the plan was agreed; after that, the day that the last one named', () => {
    const active = { ...dates, state: 'active', agreed: '2026-01-10' } as const
    assert.deepEqual(nextOf(active), { what: 'review', due: '2026-02-21' })
    assert.deepEqual(nextOf({ ...active, nextReview: '2026-03-01' }), { what: 'review', due: '2026-03-01' })
  })
  test('a kind of help that is reviewed every 14 days has its first review 14 days after its plan, and later ones as they say', () => {
    const active = { ...dates, state: 'active', agreed: '2026-01-10', reviewDays: 14 } as const
    assert.deepEqual(nextOf(active), { what: 'review', due: '2026-01-24' })
    assert.deepEqual(nextOf({ ...active, nextReview: '2026-03-01' }), { what: 'review', due: '2026-03-01' })
  })
  test('nothing is due on a case that is closed', () => {
    assert.equal(nextOf({ ...dates, state: 'closed' }), undefined)
  })
  test('on hold since 1 March it is looked at by 24 May, 12 weeks later, or on the day that its review named', () => {
    const held = { ...dates, state: 'held', held: '2026-03-01' } as const
    assert.deepEqual(nextOf(held), { what: 'review', due: '2026-05-24' })
    assert.deepEqual(nextOf({ ...held, nextReview: '2026-04-01' }), { what: 'review', due: '2026-04-01' })
  })
  test('months run over the end of a year, and days over 29 February', () => {
    assert.equal(monthsAfter('2026-11-15', 3), '2027-02-15')
    assert.equal(daysAfter('2028-02-28', 1), '2028-02-29')
  })
  test('a day that the month lacks becomes the first of the next one, ahead and back: 31 August six months back is 1 March', () => {
    assert.equal(monthsAfter('2027-08-31', -6), '2027-03-01')
    assert.equal(monthsAfter('2008-02-29', 18 * 12), '2026-03-01')
  })
})

describe('agreeing to a plan', () => {
  const said = (what: Agreement['what'], answer: Agreement['answer'], ms = 0): Agreement => ({
    what,
    answer,
    why: 'x',
    how: 'x',
    answered_on: '2026-01-10',
    recorded_at: at(ms),
  })
  const [person, carer] = [said('plan by person', 'yes'), said('plan by carer', 'yes')]

  test('both yes: agreed. One of them never asked about: a draft', () => {
    assert.equal(agreedOn([person, carer]), '2026-01-10')
    assert.equal(agreedOn([person]), undefined)
  })
  test('one yes and one not asked, with its reason: agreed. Neither asked: a draft', () => {
    assert.equal(agreedOn([person, said('plan by carer', 'not asked')]), '2026-01-10')
    assert.equal(agreedOn([said('plan by person', 'not asked'), said('plan by carer', 'not asked')]), undefined)
  })
  test('not asked themselves: agreed by a carer only where that is unsafe or they are too young, and by nobody for any other reason', () => {
    const skipped = (reason: Agreement['reason']) =>
      agreedOn([{ ...said('plan by person', 'not asked'), ...(reason === undefined ? {} : { reason }) }, carer])
    assert.deepEqual([skipped('too young'), skipped('not safe')], ['2026-01-10', '2026-01-10'])
    assert.deepEqual([skipped(undefined), skipped(''), skipped('nobody to ask')], [undefined, undefined, undefined])
  })
  test('nobody is an adult at 13 or 17, nor too young to decide at 16; where the age is not known either may stand', () => {
    assert.match(reasonAgainst('an adult', 13) ?? '', /They are 13, and no adult/)
    assert.match(reasonAgainst('an adult', 17) ?? '', /no adult/)
    assert.match(reasonAgainst('too young', 16) ?? '', /They are 16, and decide for themselves/)
    const fits = [reasonAgainst('an adult', 18), reasonAgainst('too young', 15), reasonAgainst('an adult', undefined)]
    assert.deepEqual(fits, [undefined, undefined, undefined])
  })
  test('a changed plan waits within 14 days, unless a review comes before; the first draft of all, or one that is agreed, does not', () => {
    const plan = (version: number, agreements: readonly Agreement[]) => ({
      version,
      madeOn: `2026-03-0${version}`,
      agreements,
    })
    assert.equal(changedSince([plan(2, []), plan(1, [person, carer])]), '2026-03-02')
    assert.equal(changedSince([plan(1, [person, carer]), plan(2, [said('plan by person', 'no'), carer])]), '2026-03-02')
    assert.equal(changedSince([plan(1, [])]), undefined)
    assert.equal(changedSince([plan(1, [person, carer]), plan(2, [person, carer])]), undefined)
    const active = { state: 'active', opened: '2026-01-01', agreed: '2026-01-10', reviewed: undefined } as const
    const due = (nextReview: string) => nextOf({ ...active, nextReview, changed: '2026-03-02' })
    assert.deepEqual(due('2026-04-01'), { what: 'plan', due: '2026-03-16' })
    assert.deepEqual(due('2026-03-05'), { what: 'review', due: '2026-03-05' })
  })
  test('a case goes by its newest version that is agreed, not by a draft after it; while none is agreed, by the newest', () => {
    const plan = (version: number, ...agreements: readonly Agreement[]) => ({ version, agreements })
    const [draft, used, old] = [plan(3, person), plan(2, person, carer), plan(1, person, carer)]
    assert.equal(planInUse([draft, old, used]), used)
    assert.equal(planInUse([plan(1), draft]), draft)
    assert.equal(planInUse([]), undefined)
  })
  test('yes, no, yes was agreed once before: it is counted the first time alone', () => {
    const isAgreed = (some: readonly Agreement[]) => agreedOn(some) !== undefined
    const answers = [person, carer, said('plan by person', 'no', 5)]
    assert.deepEqual([isAgreed(answers), ever(answers, isAgreed), ever([person], isAgreed)], [false, true, false])
  })
  test('the newest answer counts: a no after a yes takes the plan back to a draft', () => {
    assert.equal(agreedOn([person, carer, said('plan by carer', 'no', 5)]), undefined)
  })
  test('agreeing to the service never makes a plan agreed, and refusing it never unmakes one', () => {
    assert.equal(agreedOn([said('service', 'yes')]), undefined)
    assert.equal(agreedOn([person, carer, said('service', 'no')]), '2026-01-10')
  })
  test('no answers in any number agree to a plan of which the newest word of the person is no', () => {
    const answers = fc.array(fc.constantFrom<Agreement['answer']>('yes', 'no', 'not asked'))
    fc.assert(
      fc.property(answers, earlier => {
        const all = earlier.map((answer, ms) => said('plan by person', answer, ms))
        assert.equal(agreedOn([...all, carer, said('plan by person', 'no', 1_000)]), undefined)
      }),
    )
  })
  test('a plan in the worker’s words alone is not counted as one in their own', () => {
    assert.equal(inOwnWordsAndAgreed([{ said_by: 'worker' }], [person, carer]), false)
    assert.equal(inOwnWordsAndAgreed([{ said_by: 'person' }], [person, carer]), true)
    assert.equal(inOwnWordsAndAgreed([{ said_by: 'person' }], [said('plan by person', 'not asked'), carer]), false)
  })
})

test('of 3 opened, 1 closed as planned and 1 closed early: 1 is open, and half ended as planned', () => {
  const values = figuresOf({
    opened: 3,
    planned: 1,
    'closed early': 1,
    'plan made': 4,
    'plan in own words and agreed': 3,
  })
  assert.deepEqual(
    values.map(({ value }) => value),
    [1, 75, 50, null, null, null, null, null, null, null, null, 0, 0, null],
  )
})

test('before anything was counted, a share is not known rather than nought', () => {
  assert.deepEqual(
    figuresOf({}).map(({ value }) => value),
    [0, null, null, null, null, null, null, null, null, null, null, 0, 0, null],
  )
})

test('a reference is the last 6 signs of the id: the same case is always called the same', () => {
  assert.equal(referenceOf('01a1ff13-062e-78ec-b4bf-d63ab64cd525'), 'Case 4CD525')
})

test('a part that can be struck out is one of the eight: what every object inherits is none', () => {
  assert.deepEqual(['session', 'constructor', 'toString', ''].filter(isPartKind), ['session'])
})
