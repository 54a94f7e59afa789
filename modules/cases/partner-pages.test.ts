// The pages of partner support and of a struck session, as people walk them.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { addAccount } from '#modules/agencies'
import { fixedClock } from '#platform/clock'
import { secretsOf } from '#platform/secrets'
import { openSite, type Site } from '#platform/testing/site'
import { says } from './cases-browser.test.ts'
import { actorOf, addStaff, makeCase, modules, now, today } from './cases-site.test.ts'
import { choosePathway } from './store/deciding.ts'
import { addGroupSession } from './store/groups.ts'

const day = (name: string) => ({ [`${name}-day`]: '20', [`${name}-month`]: '11', [`${name}-year`]: '2026' })

describe('the pages of partner support', () => {
  let site: Site
  let file = ''
  let support = ''

  before(async () => {
    site = await openSite({
      modules,
      clock: fixedClock(now.toISOString()),
      fill: ({ database }) =>
        database.asSystem('migrator', 'set-up', async tx => {
          await addStaff(tx)
          const it = { key: 'support', name: 'Test support', jobTitle: 'Support', comesTo: '', agencyKey: 'org.refuge' }
          await addAccount(tx, { ...it, roles: ['practitioner'], synthetic: true })
        }),
    })
    file = (await makeCase(site.database, secretsOf(site.config))).file
    await site.database.asActor(actorOf('lead'), 'case', async tx => {
      const named = { pathway: 'pw.behaviour_change', name: 'A programme', why: 'He asked' }
      await choosePathway(tx, file, { ...named, contact_hours: 120, review_days: 28 }, now)
    })
    await site.database.asActor(actorOf('teacher'), 'group-session', tx =>
      addGroupSession(
        tx,
        undefined,
        {
          programme: 'prg.mentors',
          programme_name: 'Mentors',
          held_on: today,
          place: 'The club',
          people: 'pupils',
          topics: ['loss'],
          heads: 12,
          workers: [actorOf('teacher').id],
          helpers: 0,
        },
        now,
      ),
    )
  })
  after(() => site.close())

  type Key = Parameters<Site['as']>[0]

  async function page(key: Key, path: string): Promise<string> {
    const { statusCode, body } = await (await site.as(key)).get(path)
    assert.equal(statusCode, 200, `${key} opens ${path}`)
    return body
  }

  async function send(key: Key, path: string, fields: Record<string, string>, from = path): Promise<string> {
    const answer = await (await site.as(key)).post(path, fields, from)
    assert.equal(answer.statusCode, 303, path)
    return String(answer.headers.location)
  }

  test('the lead sends a concern; the case shows the same page as before, and nothing of what was sent', async () => {
    const shown = async (): Promise<string> =>
      /<main[\s\S]*<\/main>/.exec(await page('lead', `/cases/${file}`))?.[0] ?? ''
    const before = await shown()
    says(before, /Tell the service that supports partners/)
    const path = `/cases/${file}/programme-news`
    says((await (await site.as('lead')).post(path, {}, path)).body, /Choose the service.*Choose what you tell them/)
    await send('lead', path, { agency: 'org.refuge', what: 'concern', words: 'He knows where Wren works' })
    await shown() // the notice that it was sent is shown once
    assert.equal(await shown(), before)
  })

  test('the service reads it, opens support, and sees who must not know, what they want and no way that is unsafe', async () => {
    const list = await page('support', '/partner-support')
    says(list, /Safety concern, 20 November 2026.*He knows where Wren works/)
    const sent = /sent=([0-9a-f-]{36})/.exec(list)?.[1] ?? ''
    const from = `/partner-support/new?sent=${sent}`
    says(await page('support', from), /What is their first name/)
    support = await send('support', '/partner-support/new', { sent, given: 'Wren', family: 'Test' }, from)
    says(
      await page('support', support),
      /Must not know: The person on the programme.*1 safety concern to act on.*Nobody has asked them yet/,
    )
    const chose = { answer: 'no contact', ownWords: 'Not now, please', how: 'She rang us', ...day('answered') }
    await send('support', `${support}/choice`, chose, support)
    const concerns = /name="concerns" value="([^"]+)"/.exec(await page('support', support))?.[1] ?? ''
    const news = { agency: 'org.refuge', what: 'concern', words: 'He asked her sister where she lives' }
    await send('lead', `/cases/${file}/programme-news`, news)
    const acted = { event: 'acted', eventWords: 'Told the police', concerns, ...day('on') }
    await send('support', `${support}/event`, acted, support)
    const after = await page('support', support)
    says(after, /They want no contact.*Not now, please.*Do not try.*We acted on a safety concern/)
    says(after, /1 safety concern to act on/) // the one that came while they wrote
  })

  test('a hold that a review decides is told, and so is the end when another kind of help takes the place of the programme', async () => {
    const review = { ...day('on'), 'on-day': '18', 'next-day': '18', 'next-month': '12', 'next-year': '2026' }
    const held = { changed: 'He is in hospital', words: 'I am tired', decision: 'hold', why: 'Until he is well' }
    await send('lead', `/cases/${file}/reviews/new`, { ...review, ...held })
    const choose = (pathway: string) => send('lead', `/cases/${file}/plan/pathway`, { pathway, why: 'He asked' })
    await choose('pw.behaviour_change')
    assert.doesNotMatch(await page('support', support), /The programme (began|ended)/)
    await choose('pw.mentoring')
    says(await page('support', support), /The programme ended\..*The programme is on hold\./)
    await choose('pw.behaviour_change')
    says(await page('support', support), /The programme began\..*The programme ended\./)
  })

  /** Strikes out a part of the case that this page leads to; the first is the newest. */
  async function strike(kind: string, page: string, reason: string): Promise<void> {
    const { body } = await (await site.as('lead')).get(`/cases/${file}/${page}`)
    await send('lead', new RegExp(`/cases/[0-9a-f-]+/strike/${kind}/[0-9a-f-]+`).exec(body)?.[0] ?? '', { reason })
  }

  test('what is struck out is taken back by its name and the day that was told, though the kind of help is another now; a duplicate is not', async () => {
    const session = { ...day('on'), where: 'The clinic', came: 'came', who: 'He and I' }
    await send('lead', `/cases/${file}/sessions/new`, { ...session, done: 'Talked' })
    await send('lead', `/cases/${file}/sessions/new`, { ...session, done: 'Talked, again' })
    const other = { pathway: 'pw.mentoring', name: 'Mentoring', why: 'He asked', contact_hours: 120, review_days: 28 }
    const later = new Date(now.getTime() + 60_000)
    await site.database.asActor(actorOf('lead'), 'case', tx => choosePathway(tx, file, other, later))
    await strike('session', 'sessions', 'written down twice')
    assert.doesNotMatch(await page('support', support), /Taken back/)
    await strike('session', 'sessions', 'it did not take place')
    const told = await page('support', support)
    says(
      told,
      /20 November 2026: Taken back: “Came to a session”, told for 20 November 2026\. It was written down wrongly\. This takes back nothing else, and no safety concern\./,
    )
    says(told, /20 November 2026: Safety concern\. He knows where Wren works/)
    await strike('review', 'reviews', 'something in it is wrong')
    says(await page('support', support), /Taken back: “The programme is on hold”, told for 20 November 2026/)
    await site.database.asActor(actorOf('lead'), 'case', tx =>
      choosePathway(tx, file, { ...other, pathway: 'pw.behaviour_change' }, new Date(later.getTime() + 1)),
    )
  })

  test('what is sent beside a case of which somebody is supported already waits until the service says what came of it', async () => {
    const news = { agency: 'org.refuge', what: 'ask', words: 'His mother, too' }
    await send('lead', `/cases/${file}/programme-news`, news)
    const list = await page('support', '/partner-support')
    says(
      list,
      /Safety concerns to act on Support [0-9A-F]{6} : 1 safety concern.*They ask you to make contact.*His mother, too/,
    )
    const sent = /sent=([0-9a-f-]{36})/.exec(list)?.[1] ?? ''
    const from = `/partner-support/new?sent=${sent}`
    const wrong = await (await site.as('support')).post('/partner-support/answer', { sent }, from)
    says(wrong.body, /Choose what came of it.*Say what you did/)
    await send('support', '/partner-support/answer', { sent, came: 'passed on', cameWords: 'Her own worker' }, from)
    says(await page('support', '/partner-support'), /Sent to your team Nothing waits/)
    says(await page('support', from), /Another service does it, and has it now.*Her own worker/)
  })

  test('nobody who works on the case opens it; a person of another service finds nothing', async () => {
    const status = async (key: Key): Promise<number> => (await (await site.as(key)).get(support)).statusCode
    assert.deepEqual([await status('lead'), await status('colleague')], [404, 404])
    assert.deepEqual([await status('coordinator'), await status('chair')], [403, 403])
    const list = await page('lead', '/partner-support')
    says(list, /Nothing waits.*Nobody yet/)
  })

  test('a wrong session for a group is struck out with a reason, stays to be read, and counts no more', async () => {
    const list = await page('teacher', '/group-sessions')
    const path = /\/group-sessions\/[0-9a-f-]{36}\/strike/.exec(list)?.[0] ?? ''
    says((await (await site.as('teacher')).post(path, {}, path)).body, /Choose what is wrong with it/)
    await send('teacher', path, { reason: 'the number is wrong' })
    const struck = await page('board', '/group-sessions')
    says(struck, /Struck out: the number is wrong\. It does not count\. Test teacher, 20 November 2026.*12 came/)
    assert.match(struck, /<s>/)
    assert.doesNotMatch(struck, /The last twelve months/)
    assert.equal((await (await site.as('teacher')).get(path)).statusCode, 409)
  })
})
