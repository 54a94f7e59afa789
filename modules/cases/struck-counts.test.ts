// What no longer counts, and what stays, of parts of a case that are struck out: called by struck.test.ts, which fills the case.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type OpenDatabase, schemaOf, type Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { testPartnership } from '#platform/testing/database'
import { says, type Walk } from './cases-browser.test.ts'
import { actorOf, type Made, now, type StaffKey, today } from './cases-site.test.ts'
import { personalData } from './offers.ts'
import { type PartKind, partKinds } from './rules/struck.ts'
import { countEach, tallies } from './store/counts.ts'
import { addEvent, caseById } from './store/files.ts'
import { openCase } from './store/opening.ts'
import { addOutcome, outcomesOf } from './store/outcomes.ts'
import { nextVersion } from './store/plans.ts'
import { progressOf } from './store/progress.ts'
import { partToStrike, strikable, strikePart, struckOf } from './store/struck.ts'
import { addReview, addSession, sessionsOf } from './store/work.ts'
import { recountWorkers } from './store/workers.ts'

const session = {
  held_on: today,
  held_at: 'School',
  came: 'came',
  who: 'He and I',
  done: 'Walked',
  own_view: '',
  missed_why: '',
  missed_done: '',
  next: '',
} as const
const review = {
  held_on: today,
  changed: 'He is away',
  own_words: 'Later',
  no_words_why: '',
  decision: 'hold',
  why: 'A fortnight away',
  next_on: '2026-12-10',
} as const

/** Ends the case as a page does, at `at`; returns the ending. */
export async function end(tx: Transaction, file: string, at: Date): Promise<string> {
  const ending = { ended_on: today, how: 'planned', reason: 'What worried us has eased', why: 'It is done' } as const
  const voice = { own_view: 'It helped', no_view_why: '', handover_to: '', handover: '', goals: [] }
  const part = await addOutcome(tx, file, { ...ending, ...voice }, at)
  await addEvent(tx, file, { event: 'closed', why: ending.reason }, at)
  await countEach(tx, ['planned', 'goal asked', 'goal asked', 'goal met'], today, { part, file })
  await recountWorkers(tx, file, today)
  return part
}

export type Striking = {
  readonly database: OpenDatabase
  readonly made: Made
  readonly as: <T>(key: StaffKey, work: (tx: Transaction) => Promise<T>) => Promise<T>
  /** Does something as somebody and undoes it. */
  readonly undone: <T>(key: StaffKey, work: (tx: Transaction) => Promise<T>) => Promise<T>
  /** Strikes out one part of the case: the first of its kind, where none is named. */
  readonly strike: (tx: Transaction, kind: PartKind, id?: string) => Promise<unknown>
}

export function strikingCounts(world: () => Striking): void {
  test('a part of each kind is found with its words, struck out, and leaves its line', async () => {
    for (const kind of partKinds)
      await world().undone('lead', async tx => {
        await world().strike(tx, kind)
        const lines = await struckOf(tx, world().made.file, [kind])
        assert.equal(lines[0]?.kind, kind)
      })
  })

  test('the line that stays says who, when and why, and holds no word; the person’s own papers say that it was struck out', async () => {
    await world().as('lead', tx => addSession(tx, world().made.file, { ...session, done: 'About somebody else' }, now))
    await world().undone('lead', async tx => {
      const [newest] = await sessionsOf(tx, world().made.file)
      await world().strike(tx, 'session', newest?.id)
      assert.deepEqual(
        (await sessionsOf(tx, world().made.file)).map(({ done }) => done),
        ['Walked'],
      )
      const [line] = await struckOf(tx, world().made.file, ['session'])
      assert.deepEqual(
        [line?.kind, line?.day, line?.reason, line?.by_name],
        ['session', today, 'it is of another case', 'Test lead'],
      )
      assert.ok(!JSON.stringify(line).includes('somebody else'))
      assert.ok(!JSON.stringify(await personalData(tx, world().made.person)).includes('About somebody else'))
    })
    const { rows } = await world().database.raw(
      `select id from ${schemaOf(testPartnership)}.case_session where done like 'About%'`,
    )
    const { id } = (rows as { id: string }[])[0] ?? { id: '' }
    await world().as('lead', tx => world().strike(tx, 'session', id))
    const sections = await world().as('governance', tx => personalData(tx, world().made.person))
    const sessions = sections.find(({ heading }) => heading.endsWith('sessions'))
    assert.deepEqual(
      sessions?.rows.map(row => [row['What was done'], row['Struck out']]),
      [
        ['Walked', undefined],
        ['About somebody else', 'it is of another case'],
      ],
    )
  })

  test('a review goes with the hold that it brought, and the next review is the one that stood before', async () => {
    const later = new Date(now.getTime() + 60_000)
    const told = await world().undone('lead', async tx => {
      const stands = async () => {
        const it = await caseById(tx, world().made.file)
        assert.ok(it !== undefined)
        const progress = (await progressOf(tx, [it])).get(world().made.file)
        return [it.events.at(-1)?.event, progress?.next?.due]
      }
      const before = await stands()
      const id = await addReview(tx, world().made.file, review, later)
      await addEvent(tx, world().made.file, { event: 'held', why: review.why }, later)
      const held = await stands()
      assert.ok(
        !(await strikable(tx, world().made.file, 'event')).has(id),
        'what a review brought goes with the review',
      )
      await world().strike(tx, 'review', id)
      return [before, held, await stands()]
    })
    assert.deepEqual(told, [
      ['asked', '2026-12-20'],
      ['held', '2026-12-10'],
      ['asked', '2026-12-20'],
    ])
  })

  const counted = async (tx: Transaction): Promise<number[]> => {
    const tally: Readonly<Record<string, number | undefined>> = await tallies(tx)
    return ['planned', 'goal asked', 'goal met', 'workers met', 'people with workers'].map(what => tally[what] ?? 0)
  }

  test('an ending goes with the closing, and what was counted of it is counted back', async () => {
    const later = new Date(now.getTime() + 60_000)
    const told = await world().undone('lead', async tx => {
      const state = async () => {
        const it = await caseById(tx, world().made.file)
        return it === undefined ? undefined : (await progressOf(tx, [it])).get(world().made.file)?.state
      }
      // That which the case was filled with was never counted, so the first ending counts its worker, too.
      const [filled] = await outcomesOf(tx, world().made.file)
      await world().strike(tx, 'outcome', filled?.id)
      const before = [await state(), await counted(tx)]
      const id = await end(tx, world().made.file, later)
      const closed = [await state(), await counted(tx)]
      await world().strike(tx, 'outcome', id)
      await recountWorkers(tx, world().made.file, today)
      return [before, closed, [await state(), await counted(tx)]]
    })
    assert.deepEqual(told, [
      ['active', [0, 0, 0, 0, 0]],
      ['closed', [1, 2, 1, 1, 1]],
      ['active', [0, 0, 0, 0, 0]],
    ])
  })

  test('workers are counted for a person and once: not again when their case ends again, nor when a second case has the same worker', async () => {
    const second = await world().as('coordinator', tx => {
      const it = {
        referral: newId(),
        person: world().made.person,
        peer_group: null,
        why: 'Hurt again',
        opened_on: today,
      }
      return openCase(tx, { ...it, lead: actorOf('lead').id, team: [] }, actorOf('coordinator').id, now)
    })
    const told = await world().undone('lead', async tx => {
      await end(tx, world().made.file, new Date(now.getTime() + 60_000))
      const once = await counted(tx)
      await addEvent(tx, world().made.file, { event: 'reopened', why: 'Hurt again' }, new Date(now.getTime() + 120_000))
      await end(tx, world().made.file, new Date(now.getTime() + 180_000))
      const again = await counted(tx)
      await addSession(tx, second, session, now)
      const other = await addSession(tx, second, { ...session, worker: actorOf('coordinator').id }, now)
      const open = await counted(tx)
      await end(tx, second, new Date(now.getTime() + 240_000))
      const ended = await counted(tx)
      const part = await partToStrike(tx, second, 'session', other)
      assert.ok(part !== undefined)
      await strikePart(tx, second, { kind: 'session', part, reason: 'it is of another case' }, now, today)
      await recountWorkers(tx, second, today)
      return [once, again, open, ended, await counted(tx)].map(all => all.slice(3))
    })
    assert.deepEqual(told, [
      [1, 1],
      [1, 1],
      [1, 1],
      [2, 1],
      [1, 1],
    ])
  })

  test('a plan that is struck out gives its number to no other, and the version before it is in use', async () => {
    const told = await world().undone('lead', async tx => {
      const numbers = [await nextVersion(tx, world().made.file)]
      await world().strike(tx, 'plan')
      return [...numbers, await nextVersion(tx, world().made.file)]
    })
    assert.deepEqual(told, [2, 2])
  })
}

/** The same on the pages of a case whose lead has held a session: called by delivery.test.ts. */
export function strikingOnPages(walk: () => Walk): void {
  test('a session of another case is struck out: its words are hidden, a line says so, and it is not of the workers met', async () => {
    const path = `/cases/${walk().file}/sessions`
    const session = {
      'on-day': '20',
      'on-month': '11',
      'on-year': '2026',
      where: 'The café',
      came: 'came',
      who: 'Ash and I',
      done: 'Spoke of Ash',
      worker: actorOf('teacher').id,
    }
    await walk().send('lead', `${path}/new`, session)
    const before = await walk().page('lead', path)
    says(before, /2 different workers/)
    const [strike = ''] = /\/cases\/[0-9a-f-]+\/strike\/session\/[0-9a-f-]+/.exec(before) ?? []
    says(await walk().page('lead', strike), /Spoke of Ash.*write it down on their case first/)
    says(await walk().refused('lead', strike, {}), /Choose what is wrong with it/)
    assert.equal(await walk().status('teacher', strike), 403)
    says(
      await walk().page('lead', await walk().send('lead', strike, { reason: 'it is of another case' })),
      /Tell whoever leads on information governance/,
    )
    const after = await walk().page('lead', path)
    says(after, /A session, 20 November 2026. Struck out: it is of another case/)
    assert.doesNotMatch(`${after}${await walk().page('lead', `/cases/${walk().file}/timeline`)}`, /Ash/)
    says(after, /1 different worker/)
    const again = await (await walk().as('lead')).get(strike)
    assert.equal(again.statusCode, 409)
    for (const kind of ['move', 'move%20step']) {
      const page = await walk().page('lead', `/cases/${walk().file}/moves`)
      const [link = ''] = new RegExp(`/cases/[0-9a-f-]+/strike/${kind}/[0-9a-f-]+`).exec(page) ?? []
      says(await walk().page('lead', link), /What is wrong with it\?/)
    }
  })
}
