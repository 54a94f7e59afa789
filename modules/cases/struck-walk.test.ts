// A version of the plan and an ending that are struck out, as the lead walks it: called by walk.test.ts, whose case is open again by then.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Transaction } from '#platform/database'
import { says, textOf, type Walk } from './cases-browser.test.ts'
import { actorOf, modules, now, type StaffKey, today } from './cases-site.test.ts'
import { factorMonths } from './store/counts.ts'
import { addLook } from './store/delivery.ts'
import { outcomesOf } from './store/outcomes.ts'

const cases = modules.find(({ name }) => name === 'cases')

export function strikingOnTheWay(walk: () => Walk): void {
  const file = (): string => `/cases/${walk().file}`
  const asked = <T>(key: StaffKey, work: (tx: Transaction) => Promise<T>): Promise<T> =>
    walk().site.database.asActor(actorOf(key), 'subject-access', work)

  /** Strikes out what a link of this kind on a page leads to: the last of the page, which is the oldest. */
  async function strikeOldest(kind: string, page: string, reason: string): Promise<void> {
    const links = (await walk().page('lead', page)).match(
      new RegExp(`/cases/[0-9a-f-]+/strike/${kind}/[0-9a-f-]+`, 'g'),
    )
    await walk().send('lead', links?.at(-1) ?? '', { reason })
  }

  test('closing asks about the goals of the plan in use, not about those of a draft that nobody agreed to', async () => {
    const form = await walk().page('lead', `${file()}/plan/new`)
    const parts = [...form.matchAll(/name="(pp\.[^"]+)"/g)].map(([, name]) => [name, 'The youth worker'])
    const draft = {
      goal1: 'I want to run again',
      said1: 'person',
      steps1: 'Ring the club',
      ...Object.fromEntries(parts),
    }
    await walk().send('lead', `${file()}/plan/new`, draft)
    const closing = textOf(await walk().page('lead', `${file()}/outcome/new`))
    assert.match(closing, /I want to sleep at night/)
    assert.doesNotMatch(closing, /I want to run again/)
  })

  test('strengths and risks are counted once for a case, also where the plan that was agreed is struck out and another is agreed', async () => {
    const counted = () => asked('analyst', async tx => (await factorMonths(tx)).map(({ n }) => n))
    const before = await counted()
    await strikeOldest('plan', `${file()}/plan`, 'it holds words about somebody else')
    const yes = {
      person: 'yes',
      personHow: 'Face to face',
      carer: 'yes',
      carerHow: 'By phone',
      service: 'yes',
      serviceHow: 'So',
    }
    const on = { 'on-day': '20', 'on-month': '11', 'on-year': '2026' }
    const plan = await walk().send('lead', `${file()}/plan/agreement`, { ...on, ...yes })
    says(await walk().page('lead', plan), /I want to run again/)
    assert.deepEqual([before, await counted()], [[1], [1]])
  })

  test('the goals of a plan that is struck out are marked in the ending of the case too, which a person reads before it is given', async () => {
    const pack = await asked('governance', async tx => (await cases?.personalData?.(tx, walk().person)) ?? [])
    const ending = pack.find(({ heading }) => heading.endsWith('outcome'))
    assert.deepEqual(
      ending?.rows.map(row => [row['Goal'], row['Struck out']]),
      [
        [undefined, undefined],
        ['I want to sleep at night', 'it holds words about somebody else'],
      ],
    )
    assert.match(ending?.withhold ?? '', /Read it first/)
  })

  test('an ending that is struck out is on no timeline, and a follow-up of it is a look at another time', async () => {
    await asked('lead', async tx => {
      const [ended] = await outcomesOf(tx, walk().file)
      const seen = { outcome: ended?.id ?? null, months: 3, seen_on: today, reached: 'no', why_not: 'Moved' } as const
      const unknown = { harm: '', attendance: '', safety: null, own_words: '', no_words_why: '' } as const
      await addLook(tx, walk().file, { ...seen, ...unknown }, now)
    })
    const told = () =>
      asked('governance', async tx =>
        ((await cases?.timeline?.(tx, walk().person)) ?? []).map(({ title }) => title.replace(/Case \w+ was /, '')),
      )
    says(await walk().page('lead', `${file()}/looks`), /3 months after help ended/)
    assert.deepEqual(await told(), ['opened', 'closed', 'reopened'])
    await strikeOldest('outcome', `${file()}/outcome`, 'something in it is wrong')
    assert.deepEqual(await told(), ['opened', 'reopened'])
    assert.doesNotMatch(textOf(await walk().page('lead', `${file()}/looks`)), /3 months after help ended/)
  })
}
