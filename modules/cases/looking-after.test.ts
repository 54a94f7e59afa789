// A debrief and supervision as two colleagues walk them: called by walk.test.ts.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { says, textOf, type Walk } from './cases-browser.test.ts'
import { actorOf } from './cases-site.test.ts'

const day = (name: string, on: string, month = '12') => ({
  [`${name}-day`]: on,
  [`${name}-month`]: month,
  [`${name}-year`]: '2026',
})

export function lookingAfter(walk: () => Walk): void {
  const asked = () => ({ kind: 'supervision', supporter: actorOf('coordinator').id, ...day('planned', '3') })
  let path = ''

  test('a worker asks a colleague who works on cases, and never themselves, a teacher or a day that has passed', async () => {
    says(await walk().page('lead', '/staff-care'), /how you are\. It is never a record of performance/)
    const form = await walk().page('lead', '/staff-care/new')
    assert.ok(form.includes('Test colleague') && !form.includes('Test teacher'))
    assert.ok(!/<option[^>]*>Test lead/.test(form))
    const own = { ...asked(), supporter: actorOf('lead').id }
    says(await walk().refused('lead', '/staff-care/new', own), /Choose a colleague/)
    const past = { ...asked(), ...day('planned', '19', '11') }
    says(await walk().refused('lead', '/staff-care/new', past), /from today on/)
    const named = { ...asked(), reference: 'Rhys' }
    says(await walk().refused('lead', '/staff-care/new', named), /letters and figures of the case alone, and no name/)
    path = await walk().send('lead', '/staff-care/new', { ...asked(), reference: 'Case 3f9a2c' })
    says(await walk().page('lead', path), /Planned for 3 December 2026.*Case 3F9A2C/)
  })

  test('nobody but the two opens it: not their colleague, not a chair, not an administrator', async () => {
    assert.deepEqual(
      [
        await walk().status('colleague', path),
        await walk().status('chair', path),
        await walk().status('administrator', '/staff-care'),
      ],
      [404, 403, 403],
    )
    says(await walk().page('colleague', '/staff-care'), /You have asked for nothing yet/)
  })

  test('a note is read by the worker alone, and the colleague has no box for one', async () => {
    says(await walk().refused('lead', `${path}/notes`, { words: '' }, path), /Write your note/)
    await walk().send('lead', `${path}/notes`, { words: 'I sleep badly since May' }, path)
    says(await walk().page('lead', path), /I sleep badly since May/)
    assert.doesNotMatch(textOf(await walk().page('coordinator', path)), /sleep badly|note for yourself/)
    const answer = await (await walk().as('coordinator')).post(`${path}/notes`, { words: 'Mine too' }, path)
    assert.equal(answer.statusCode, 403)
  })

  test('the colleague writes down that it took place, with what will be done; the next day is planned for both', async () => {
    const held = { ...day('on', '20', '11'), done: 'a second worker', ...day('next', '21', '12') }
    const forOwn = await (await walk().as('lead')).post(`${path}/held`, held, path)
    assert.equal(forOwn.statusCode, 403)
    says(await walk().refused('coordinator', `${path}/held`, { ...held, done: '' }, path), /Choose what will be done/)
    says(
      await walk().refused('coordinator', `${path}/held`, { ...held, ...day('next', '1', '1') }, path),
      /Enter a real day after today/,
    )
    await walk().send('coordinator', `${path}/held`, held, path)
    says(
      await walk().page('lead', path),
      /It took place on 20 November 2026.*What will be done A second worker Next day 21 December 2026/,
    )
    says(await walk().page('lead', '/staff-care'), /21 December 2026 Planned.*20 November 2026 It took place/)
    const again = await (await walk().as('coordinator')).post(`${path}/held`, held, '/staff-care')
    assert.equal(again.statusCode, 403)
  })

  test('either of the two calls one off, and it stays in the list as called off', async () => {
    const other = await walk().send('lead', '/staff-care/new', { ...asked(), kind: 'debrief' })
    await walk().send('lead', `${other}/called-off`, {}, other)
    says(await walk().page('coordinator', '/staff-care'), /Debrief[^.]*It was called off/)
  })
}
