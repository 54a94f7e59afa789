// A mentor, and what an employer may know, as people walk them: called by walk.test.ts.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { says, type Walk } from './cases-browser.test.ts'
import { actorOf } from './cases-site.test.ts'
import { matchesOf } from './store/mentors.ts'
import { toldOf } from './store/told.ts'

const day = (name: string, year: string) => ({ [`${name}-day`]: '1', [`${name}-month`]: '3', [`${name}-year`]: year })

export function mentoring(walk: () => Walk): void {
  test('a mentor is offered with checks that hold; a check that has run out is refused', async () => {
    const mentor = {
      called: 'A test mentor',
      agency: 'A test club',
      languages: 'English and Polish',
      interests: 'Boxing',
      times: ['weekends', 'weekday evenings'].join(),
      capacity: '1',
      checkKind: 'enhanced',
      ...day('checked', '2025'),
      ...day('until', '2028'),
    }
    says(await walk().refused('colleague', '/mentors/new', mentor), /Choose when they can meet/)
    const sent = { ...mentor, times: 'weekends' }
    says(
      await walk().refused('colleague', '/mentors/new', { ...sent, ...day('until', '2026') }),
      /must not have run out/,
    )
    says(await walk().page('colleague', await walk().send('colleague', '/mentors/new', sent)), /1 of 1 free/)
    assert.equal(await walk().status('teacher', '/mentors'), 403)
  })

  test('a person chooses the mentor with them; then the mentor is full, and free again after an ending with its reason', async () => {
    const path = `/cases/${walk().file}/mentor`
    const shown = await walk().page('lead', path)
    const mentor = /<option value="([0-9a-f-]{36})">A test mentor/.exec(shown)?.[1] ?? ''
    says(await walk().refused('lead', path, { mentor, why: 'Both box' }), /Nobody gets a mentor whom they do not want/)
    says(
      await walk().page('lead', await walk().send('lead', path, { mentor, why: 'Both box', view: 'I like him' })),
      /A test mentor, A test club.*I like him.*No mentor has a free place now/,
    )
    says(await walk().page('coordinator', '/mentors'), /0 of 1 free\. They are full/)
    says(await walk().page('lead', `/cases/${walk().file}/outcome/new`), /A test mentor goes on as their mentor/)
    const [match] = await walk().site.database.asActor(actorOf('lead'), 'case', tx => matchesOf(tx, walk().file))
    const ending = { match: match?.id ?? '', reason: 'they asked for it', endWhy: 'They had tea' }
    await walk().send('lead', `${path}/end`, ending, path)
    says(await walk().page('lead', path), /They have no mentor now.*Ended because: they asked for it\. They had tea/)
  })

  test('an employer may be told the exact words that were agreed, and nothing once they are taken back', async () => {
    const path = `/cases/${walk().file}/employers`
    const on = { 'on-day': '20', 'on-month': '11', 'on-year': '2026' }
    says(await walk().page('lead', path), /Nobody may be told anything/)
    const agreed = {
      ...on,
      employer: 'A bakery',
      item: 'times',
      words: 'He can come each morning',
      how: 'I read it out.',
    }
    says(await walk().refused('lead', path, { ...agreed, words: '' }), /Write the exact words/)
    await walk().send('lead', path, agreed)
    says(await walk().page('teacher', path), /What A bakery may be told When they can come “He can come each morning”/)
    says(await walk().page('lead', `/cases/${walk().file}`), /What an employer may know Agreed for 1/)
    const [told] = await walk().site.database.asActor(actorOf('lead'), 'case', tx => toldOf(tx, walk().file))
    const when = { 'when-day': '20', 'when-month': '11', 'when-year': '2026' }
    const once = { ...when, lines: told?.id ?? '', toWhom: 'The shift manager' }
    says(await walk().refused('lead', `${path}/told`, { ...once, lines: '' }, path), /Choose what they were told/)
    says(
      await walk().refused('lead', `${path}/told`, { ...once, 'when-day': '19' }, path),
      /On that day they had not agreed to all of it/,
    )
    await walk().send('lead', `${path}/told`, once, path)
    says(await walk().page('lead', path), /Told to The shift manager on 20 November 2026, by Test lead/)
    await walk().send('lead', `${path}/take-back`, { told: told?.id ?? '' }, path)
    const after = await walk().page('lead', path)
    says(
      after,
      /Nobody may be told anything.*A bakery: when they can come, agreed on 20 November 2026, taken back on 20 November 2026\. The shift manager was told on 20 November 2026: ask them to forget it/,
    )
    assert.ok(!after.includes('He can come each morning'))
  })
}
