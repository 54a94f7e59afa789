import assert from 'node:assert/strict'
import type { Visitor } from './harness/visitor.ts'
import { walk } from './harness/walk.ts'

async function loadInvented(visitor: Visitor, user: string): Promise<void> {
  await visitor.signIn(user)
  await visitor.open('/people/extracts')
  await visitor.press('Check the invented extract')
  await visitor.waitForWork()
  await visitor.follow('See the report')
  await visitor.reads('What the check found')
  await visitor.press('Load what fits')
  await visitor.waitForWork()
  await visitor.follow('See the report')
  await visitor.reads('What was loaded', 'Held to be somebody whom another agency knows')
}

const firstPair = (visitor: Visitor, standing: string) =>
  visitor.tab.locator('tr', { hasText: standing }).locator('a').first()

async function answer(visitor: Visitor, said: string): Promise<void> {
  await visitor.choose('What can you say of these two records?', said)
  await visitor.fill('How do you know?', 'I rang both agencies and asked about the family.')
  await visitor.press('Record it')
}

walk(
  'three agencies load their extracts, pairs are reviewed, twins kept apart and a merge undone, and the task group reads its list',
  async visitor => {
    for (const user of ['teacher', 'practitioner', 'nurse']) await loadInvented(visitor, user)
    await visitor.signIn('police-analyst')
    await visitor.open('/notices')
    await visitor.press('Check the invented notices')
    await visitor.waitForWork()
    await visitor.follow('See the report')
    await visitor.press('Load what fits')
    await visitor.waitForWork()
    await visitor.follow('See the report')
    await visitor.reads('What was loaded')
    await visitor.open('/notices/children', 403)
    await visitor.open('/notices/file')
    await visitor.reads('One line for each child', 'notice_ref')
    await visitor.open('/notices/new')
    await visitor.press('Add places for 4 more children')
    await visitor.reads('Child 8 (leave out if there is none)')
    await visitor.signIn('coordinator')
    await visitor.open('/people/pairs')
    await visitor.goBy(firstPair(visitor, 'May be twins'))
    await visitor.reads('never put together unless a person says so')
    await answer(visitor, 'Not a match: they are two people')
    await visitor.reads('Recorded: they are two people.')
    // Ten in all, those first whose answer changes most; the last of them is taken back.
    for (let reviewed = 1; reviewed < 9; reviewed += 1) {
      const next = visitor.tab.locator('tbody tr').first()
      const together = (await next.innerText()).includes('Held together')
      await visitor.goBy(next.locator('a'))
      await answer(visitor, together ? 'They are the same person' : 'Not a match: they are two people')
    }
    await visitor.goBy(firstPair(visitor, 'Held apart by their score'))
    const pair = visitor.path
    await answer(visitor, 'They are the same person')
    await visitor.open(pair)
    await visitor.reads('Recorded now: one person')
    await visitor.fill('Why was it wrong?', 'The school meant a cousin with the same name.')
    await visitor.press('Undo it')
    await visitor.reads('It was undone. Every record is where it was before.')
    await visitor.open('/people/matching')
    await visitor.reads('What a higher score would cost')
    await visitor.open('/notices/children')
    await visitor.reads('in no plan in use here')
    const children = await visitor.tab.locator('tbody tr').count()
    assert.ok(children > 10, `${children} children`)
    await visitor.goBy(visitor.tab.locator('tbody a').first())
    await visitor.choose('What happens now?', 'Being looked into')
    await visitor.fill('In a sentence', 'I ring the school before Monday.')
    await visitor.press('Write it down')
    await visitor.reads('It was written down.', 'Being looked into')
    await visitor.open('/notices/in-plans')
    await visitor.reads('have a plan in use here and a new notice of the last year')
    await visitor.open('/notices/forum')
    await visitor.reads('saw or heard it, and the task and finish group sent the others')
    await visitor.goBy(visitor.tab.locator('tbody a').first())
    await visitor.choose('What happens now?', 'The forum for children who have seen violence has talked about them')
    await visitor.fill('In a sentence', 'The school nurse meets the mother this week.')
    await visitor.press('Write it down')
    await visitor.reads('It was written down.')
  },
  // Eight jobs and ten reviews: more than a busy machine does in two minutes.
  { longest: 300_000 },
)
