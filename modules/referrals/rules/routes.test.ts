import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { cameBackForm, decisionForm, toldForm } from '../forms/sorting.ts'
import { stateDiagram } from './diagram.ts'
import { everyOutcome, outcomes } from './outcomes.ts'
import { needsReason, reasonInWords, reasonsIn } from './reasons.ts'
import { isRepeat, nrmDuty } from './route-law.ts'
import { everyRoute, firstRouteClocks, isRoute, routeOf, routesOf } from './routes.ts'
import { type EventKind, moves, type ReferralEvent, type State, stateOf, stateWords } from './states.ts'

type Told = readonly [event: EventKind, what?: string, reason?: string]
const happened = (...kinds: readonly Told[]): ReferralEvent[] =>
  kinds.map(([event, what = '', reason], n) => ({
    id: `e${n}`,
    event,
    what,
    why: '',
    at: new Date(Date.parse('2026-06-01T09:00:00Z') + n * 60_000),
    ...(reason === undefined ? {} : { reason }),
  }))

describe('states', () => {
  const alphabet: readonly Told[] = [
    ...(['added to', 'returned', 'withdrawn', 'reopened', 'case opened'] as const).map(it => [it] as const),
    ...(['transfer accepted', 'transfer refused'] as const).map(it => [it] as const),
    ...(['interventions', 'child-protection', 'out-of-area', 'declined'] as const).map(it => ['decided', it] as const),
  ]

  test('all 14,641 orders of four events end in a state that has words and moves', () => {
    const seen = new Set<State>()
    const walk = (before: readonly Told[]): void => {
      const state = stateOf(happened(['sent'], ...before))
      assert.ok(state in stateWords && state in moves)
      seen.add(state)
      if (before.length < 4) for (const next of alphabet) walk([...before, next])
    }
    walk([])
    assert.deepEqual([...seen].sort(), Object.keys(moves).sort())
  })

  test('the drawing in the README is drawn from the table', () => {
    const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
    assert.ok(readme.includes(`\`\`\`mermaid\n${stateDiagram()}\n\`\`\``), stateDiagram())
  })

  test('another area has it once it says yes; when it says no, it waits to be sorted again', () => {
    const offered = [['sent'], ['decided', 'out-of-area']] as const
    assert.equal(stateOf(happened(...offered)), 'offered')
    assert.equal(stateOf(happened(...offered, ['transfer accepted'])), 'passed on')
    assert.equal(stateOf(happened(...offered, ['transfer refused'])), 'waiting')
  })
})

describe('routes out', () => {
  test('every outcome by which another body leads is a route with a clock, and no other outcome is', () => {
    const passedOn = everyOutcome.filter(it => ['passed on', 'offered'].includes(outcomes[it].leads))
    assert.deepEqual(everyOutcome.filter(isRoute), passedOn)
    assert.deepEqual(firstRouteClocks.map(({ route }) => route).toSorted(), everyRoute.toSorted())
  })

  test('a route is to be told, then waits, then is answered, in any order in which the events are read', () => {
    const all = happened(['sent'], ['decided', 'marac'], ['told', 'marac'], ['came back', 'marac', 'heard'])
    const standing = (n: number) => routesOf(all.slice(0, n)).map(it => it.standing)
    assert.deepEqual(
      [standing(1), standing(2), standing(3), standing(4)],
      [[], ['to be told'], ['waiting for an answer'], ['answered']],
    )
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: 4 }), shuffled =>
        assert.deepEqual(routesOf(shuffled), routesOf(all)),
      ),
    )
  })

  test('reasonable grounds: yes is followed by another answer; no ends it', () => {
    const told = [['sent'], ['decided', 'nrm'], ['told', 'nrm']] as const
    const after = (answer: string) => routesOf(happened(...told, ['came back', 'nrm', answer]))[0]?.standing
    assert.deepEqual([after('grounds-yes'), after('grounds-no')], ['waiting for an answer', 'answered'])
  })

  test('a second decision for the same body begins its route again', () => {
    const again = happened(['sent'], ['decided', 'channel'], ['told', 'channel'], ['decided', 'channel'])
    assert.equal(routesOf(again)[0]?.standing, 'to be told')
  })

  test('safeguarding that was decided first is still to be told when a group accepts it too', () => {
    const both = happened(['sent'], ['decided', 'child-protection'], ['decided', 'interventions'])
    assert.deepEqual(
      routesOf(both).map(({ route, standing }) => [route, standing]),
      [['child-protection', 'to be told']],
    )
  })

  test('a MARAC is a repeat within 12 months of the last, the same day a year later included', () => {
    assert.equal(isRepeat('2025-06-01', '2026-06-01'), true)
    assert.equal(isRepeat('2025-06-01', '2026-06-02'), false)
    assert.equal(isRepeat('2025-06-01', '2025-05-31'), false)
    assert.equal(isRepeat(undefined, '2026-06-01'), undefined)
  })

  test('a child is always reported; an adult who does not agree is notified without a name', () => {
    assert.deepEqual(
      [nrmDuty('child', undefined), nrmDuty('child', 'no'), nrmDuty('adult', 'yes'), nrmDuty('adult', 'no')],
      ['report', 'report', 'report', 'notify'],
    )
    assert.equal(nrmDuty('adult', 'not-known'), 'notify')
  })
})

describe('what a route asks', () => {
  const problems = (route: Parameters<typeof toldForm>[0], body: object): string[] =>
    (toldForm(route).safeParse(body).error?.issues ?? []).map(({ message }) => message)

  test('a repeat needs both days, and days within 12 months', () => {
    const marac = { toldWhom: 'The coordinator', ground: 'repeat', idva: 'yes', agrees: 'yes' }
    assert.match(problems('marac', marac)[0] ?? '', /Enter both days/)
    assert.match(problems('marac', { ...marac, lastOn: '2024-01-01', incidentOn: '2026-01-01' })[0] ?? '', /not within/)
    assert.deepEqual(problems('marac', { ...marac, lastOn: '2026-01-01', incidentOn: '2026-03-01' }), [])
  })

  test('fewer than 14 answers of yes is no score: another reason is needed', () => {
    const marac = { toldWhom: 'The coordinator', ground: 'score', idva: 'no', agrees: 'yes' }
    assert.match(problems('marac', { ...marac, score: '13' })[0] ?? '', /Enter 14 or more/)
    assert.deepEqual(problems('marac', { ...marac, score: '14' }), [])
  })

  test('a judgement says what it rests on, and sharing without agreement says why', () => {
    const marac = { toldWhom: 'The coordinator', ground: 'judgement', idva: 'no', agrees: 'no' }
    assert.deepEqual(problems('marac', marac), ['Say what the judgement rests on', 'Say why it is shared all the same'])
    const said = { judgement: 'He has found her address', agreesWhy: 'Her life is in danger' }
    assert.deepEqual(problems('marac', { ...marac, ...said }), [])
    assert.equal(problems('marac', { ...marac, ...said, agrees: '' })[0], 'Choose whether they agree')
  })

  test('a body decided on a day that is not in the future', () => {
    const back = { answer: 'heard', backWords: 'Three actions were agreed' }
    const on = (backOn: string) => cameBackForm('marac', '2026-11-22').safeParse({ ...back, backOn }).success
    assert.deepEqual([on('2026-11-22'), on('2026-11-23'), on('2026-02-31')], [true, false, false])
  })

  test('of an adult the NRM asks whether they agree, of a child it does not', () => {
    const nrm = { responder: 'A council', exploitation: 'criminal' }
    assert.match(problems('nrm', { ...nrm, age: 'adult' })[0] ?? '', /whether the adult agrees/)
    assert.deepEqual(problems('nrm', { ...nrm, age: 'child' }), [])
  })

  test('every route refuses an empty form and an answer of its own making', () => {
    const silent = everyRoute.filter(route => problems(route, {}).length === 0)
    const open = everyRoute.filter(
      route => cameBackForm(route, '2026-11-22').safeParse({ answer: 'nonsense', backWords: 'x'.repeat(20) }).success,
    )
    assert.deepEqual([silent, open], [[], []])
  })

  test('no route needs more than five answers or shows more than nine questions; what there is time for stands folded', () => {
    const fields = everyRoute.map(route => routeOf(route).fields)
    assert.ok(fields.every(all => all.filter(it => it.needed !== undefined).length <= 5))
    assert.ok(fields.every(all => all.filter(it => it.ifTime === undefined).length <= 9))
    assert.ok(fields.flat().every(it => it.ifTime === undefined || it.needed === undefined))
  })
})

describe('grouped reasons', () => {
  test('declined and information only need one of nine; a duplicate needs the other referral; the rest need neither', () => {
    assert.equal(reasonsIn('nothingMore').length, 9)
    assert.deepEqual(everyOutcome.filter(needsReason), ['information-only', 'declined'])
    const asked = (outcome: string) =>
      (decisionForm([]).safeParse({ outcome, why: 'A reason in words' }).error?.issues ?? []).map(({ path }) => path[0])
    assert.deepEqual([asked('declined'), asked('duplicate'), asked('early-help')], [['reason'], ['otherTyped'], []])
  })

  test('every reason has words, and no two the same', () => {
    const words = [...reasonsIn('nothingMore'), ...reasonsIn('takenBack')].map(reasonInWords)
    assert.ok(words.every(it => it !== ''))
    assert.equal(new Set(words).size, words.length)
  })
})
