import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { parseForm } from '#platform/forms'
import { groupForm } from '../forms/groups.ts'
import { talkForm } from '../forms/talks.ts'
import { workersMet } from './delivery.ts'
import { talkFields } from './talks.ts'

const today = '2026-11-20'
const on = { 'on-day': '20', 'on-month': '11', 'on-year': '2026' }
const talk = { ...on, place: 'hospital', age: '16 to 17', topics: 'loss', offered: ['another talk', 'housing'] }
const whole = { ...talk, ended: 'not named' }

const problems = (form: Parameters<typeof parseForm>[0], body: unknown): string[] => {
  const parsed = parseForm(form, body)
  return parsed.ok ? [] : parsed.errors.map(({ field, message }) => `${field}: ${message}`)
}

describe('a talk without a name', () => {
  test('holds a day and words of lists, and whether they agreed stands apart from it', () => {
    const parsed = parseForm(talkForm(today), { ...whole, ended: 'agreed', _csrf: 'token' })
    assert.deepEqual(parsed, {
      ok: true,
      value: {
        talk: {
          held_on: today,
          place_kind: 'hospital',
          age_band: '16 to 17',
          topics: ['loss'],
          offered: ['another talk', 'housing'],
        },
        agreed: true,
      },
    })
  })

  test('a talk was within the past year, as it is kept: 20 November 2025 is taken; the day before, 1926 and the year 0000 are not', () => {
    const dated = (day: string, year: string) =>
      problems(talkForm(today), { ...whole, 'on-day': day, 'on-year': year }).map(said => said.slice(0, 30))
    assert.deepEqual(dated('20', '2025'), [])
    for (const [day, year] of [
      ['19', '2025'],
      ['20', '1926'],
    ] as const)
      assert.deepEqual(dated(day, year), ['on-day: Talks are kept for a y'], year)
    assert.deepEqual(dated('20', '0000'), ['on-day: Enter a real date, suc'])
  })

  test('a name, initials or a note that is sent with it is refused, and not left out in silence', () => {
    const refusal = 'form: A talk keeps no name, no initials and no note. Nothing was saved: choose from the lists'
    assert.deepEqual(problems(talkForm(today), { ...whole, name: 'Jay' }), [refusal])
    assert.deepEqual(problems(talkForm(today), { ...whole, initials: 'J' }), [refusal])
    assert.deepEqual(problems(talkForm(today), { ...whole, note: '' }), [refusal])
  })

  test('no field of any name takes words of their own: 200 fields and words are all refused', () => {
    const field = fc.string({ minLength: 1 }).filter(name => !talkFields.includes(name) && name !== '__proto__')
    fc.assert(
      fc.property(
        field,
        fc.string(),
        (name, words) => problems(talkForm(today), { ...whole, [name]: words }).length > 0,
      ),
      { numRuns: 200 },
    )
  })

  test('a word in a list that is not of the list is refused in each of the four lists', () => {
    const free = 'Jay from the corner'
    assert.deepEqual(problems(talkForm(today), { ...whole, place: free, age: free, topics: free, offered: [free] }), [
      'place: Choose the kind of place',
      'age: Choose about how old they are',
      'topics: Choose what you talked about',
      'offered: Choose what you offered',
    ])
  })

  test('a day that has not come yet is refused', () => {
    assert.deepEqual(problems(talkForm(today), { ...whole, 'on-day': '21' }), [
      'on-day: The date cannot be after today',
    ])
  })
})

describe('a session for a group', () => {
  const known = { programmes: ['prg.mentors'], workers: ['b', 'c'] }
  const form = groupForm(today, 'a', known)
  const session = {
    ...on,
    programme: 'prg.mentors',
    place: 'The youth club',
    people: 'young people',
    topics: ['loss'],
    heads: '12',
    worker: '',
    worker2: 'b',
    worker3: '',
    helpers: '',
  }

  test('given by whoever writes it down and one more, to 12 people', () => {
    const parsed = parseForm(form, session)
    assert.ok(parsed.ok)
    assert.deepEqual([parsed.value.heads, parsed.value.workers, parsed.value.helpers], [12, ['a', 'b'], 0])
  })

  test('a worker who is chosen twice counts once', () => {
    const parsed = parseForm(form, { ...session, worker: 'b' })
    assert.deepEqual(parsed.ok && parsed.value.workers, ['b'])
  })

  for (const heads of ['', '0', '-3', '2001', '1.5', 'twelve']) {
    test(`"${heads}" is no count of heads`, () => {
      assert.deepEqual(problems(form, { ...session, heads }), [
        'heads: Enter how many came, as a whole number from 1 to 2000',
      ])
    })
  }

  test('a programme or a worker who is not in the list is refused', () => {
    assert.deepEqual(problems(form, { ...session, programme: 'x' }), ['programme: Choose the programme'])
    assert.deepEqual(problems(form, { ...session, worker3: 'z' }), ['worker: Choose people of the list'])
  })

  test('somebody met alone and in two groups is one worker in three sessions; the other of the group is a second', () => {
    const alone = { came: 'came', worker: 'a', worker_name: 'Ann' }
    const [ann, ben] = [
      { id: 'a', name: 'Ann' },
      { id: 'b', name: 'Ben' },
    ]
    assert.deepEqual(workersMet([alone], [{ workers: [ann] }, { workers: [ann, ben] }]), {
      count: 2,
      sessions: 3,
      names: ['Ann', 'Ben'],
    })
  })
})
