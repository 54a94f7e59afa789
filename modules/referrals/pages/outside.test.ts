import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { systemClock } from '#platform/clock'
import { perform } from '#platform/jobs'
import type { Site, Visitor } from '#platform/testing/site'
import { lateUpkeep } from '../late.ts'
import { makeReferral, referralsSite, siteModules } from '../referrals-site.test.ts'

const organisation = {
  name: 'Riverside Boxing Club',
  contact: 'The safeguarding lead',
  email: 'Lead@Club.example.org',
  telephone: '01632 960009',
}
const told = {
  about: 'person',
  ...{ givenName: 'Wynn', familyName: 'Ashgrove', aboutAge: '14', seen: 'Two older boys wait for him after training' },
  ...{
    urgency: 'days',
    reachSafety: 'ask-first',
    agrees: 'not-asked',
    agreesWhy: 'He is afraid',
    informed: 'later',
    informedWhy: 'On Friday',
  },
}

describe('an organisation without an account', () => {
  let site: Site
  let coordinator: Visitor
  let at = ''
  let ahead = 0
  before(async () => {
    site = await referralsSite({ now: () => new Date(Date.now() + ahead) })
    coordinator = await site.signIn('coordinator')
    at = (await coordinator.post('/referrals/organisations', organisation)).headers.location ?? ''
  })
  after(() => site.close())

  const parts = () => ({
    ...site,
    clock: systemClock,
    modules: siteModules,
    onError: (error: unknown) => assert.fail(String(error)),
  })
  /** Does the work that waits, as the dispatcher would. */
  async function doJobs(): Promise<void> {
    const ids = await site.database.asSystem('worker', 'dispatch', async tx => {
      const { rows } = await sql<{ job: string }>`select job from outbox`.execute(tx)
      await sql`delete from outbox`.execute(tx)
      return rows.map(({ job }) => job)
    })
    for (const id of ids) await perform(parts(), id)
  }
  const messages = (): string => readFileSync(join(site.config.dataDir, 'messages.log'), 'utf8')
  async function aLink(): Promise<string> {
    await coordinator.post(`${at}/link`, {}, at)
    await doJobs()
    return [...messages().matchAll(/\/refer\/[\w-]{43}/g)].at(-1)?.[0] ?? ''
  }
  async function sent(fields: Readonly<Record<string, string>> = told): Promise<string> {
    const [outsider, link] = [site.visitor(), await aLink()]
    assert.equal((await outsider.post(link, {})).headers.location, '/refer')
    const answer = await outsider.post('/refer', fields)
    assert.equal(answer.statusCode, 200, answer.body)
    return /Reference<br><strong>(\w{6})/.exec(answer.body)?.[1] ?? ''
  }
  async function inbox(reference: string): Promise<string> {
    const { body } = await coordinator.get('/referrals/outside')
    return new RegExp(`href="(/referrals/outside/[0-9a-f-]{36})">Referral ${reference}`).exec(body)?.[1] ?? ''
  }

  test('the link goes to the address on record, names nobody, and looking at it ten times does not use it up', async () => {
    const link = await aLink()
    assert.match(messages(), /To: lead@club\.example\.org/)
    assert.doesNotMatch(messages(), /Riverside|boxing|violen/i)
    for (let look = 0; look < 10; look += 1) assert.equal((await site.visitor().get(link)).statusCode, 200)
    const person = site.visitor()
    assert.equal((await person.post(link, {})).headers.location, '/refer')
    assert.match((await person.get('/refer')).body, /You write for Riverside Boxing Club/)
    assert.equal((await site.visitor().get(link)).statusCode, 404)
    assert.equal((await site.visitor().get('/refer')).statusCode, 404)
  })

  test('whoever asks reads the number of children’s social care first: by a link, by the short form, and before the questions', async () => {
    const [link, outsider, teacher] = [await aLink(), site.visitor(), await site.as('teacher')]
    const number = /children’s social care first: Warwickshire children&#39;s social care, <strong>01926 414144</
    assert.match((await outsider.get(link)).body, number)
    await outsider.post(link, {})
    for (const { body } of [await outsider.get('/refer'), await teacher.get('/referrals/short')])
      assert.match(body, number)
    assert.match((await teacher.get('/referrals/new')).body, number)
  })

  test('a link that was made before a newer one has ended', async () => {
    const old = await aLink()
    await aLink()
    assert.equal((await site.visitor().get(old)).statusCode, 404)
  })

  test('what is missing is said beside its box, and nothing is kept', async () => {
    const [outsider, link] = [site.visitor(), await aLink()]
    await outsider.post(link, {})
    const answer = await outsider.post('/refer', { ...told, givenName: '', familyName: '', agreesWhy: '' })
    assert.equal(answer.statusCode, 422)
    assert.match(answer.body, /Enter a name/)
    assert.match(answer.body, /Say why help is asked for all the same/)
    assert.match(answer.body, /Two older boys wait for him/)
  })

  test('typed for longer than half an hour it is sent all the same; after three hours it is kept nowhere, and its words come back', async () => {
    const typed = async (minutes: number, field = (held: string) => held) => {
      const [outsider, link] = [site.visitor(), await aLink()]
      await outsider.post(link, {})
      const { body } = await outsider.get('/refer')
      const [held, _csrf] = ['held', '_csrf'].map(
        name => new RegExp(`name="${name}" value="([^"]+)"`).exec(body)?.[1] ?? '',
      )
      ahead = minutes * 60_000
      const answer = await outsider.post('/refer', { ...told, _csrf: _csrf ?? '', held: field(held ?? '') }, '/sign-in')
      ahead = 0
      return answer
    }
    assert.match((await typed(170)).body, /It was received/)
    const late = await typed(190)
    assert.equal(late.statusCode, 410)
    assert.match(late.body, /Nothing was sent[\s\S]*Two older boys wait for him after training/)
    const other = (await typed(0)).statusCode
    const forged = await typed(40, held => held.replace(/.$/, last => (last === 'A' ? 'B' : 'A')))
    assert.deepEqual([other, forged.statusCode], [200, 410])
  })

  test('it is no referral before somebody rang; then it is one from when it came, and its letters carry a reference alone', async () => {
    const reference = await sent()
    await doJobs()
    assert.match(messages(), new RegExp(`We received what you sent\\. Reference ${reference}`))
    assert.doesNotMatch((await coordinator.get('/referrals')).body, new RegExp(`Referral ${reference}`))
    assert.match((await coordinator.get('/')).body, new RegExp(`Ring an organisation about referral ${reference}`))
    const waiting = await inbox(reference)
    assert.match((await coordinator.get(waiting)).body, /01632 960009[\s\S]*Wynn Ashgrove/)
    assert.equal((await coordinator.post(waiting, { call: 'confirmed' })).statusCode, 422)
    const taken = await coordinator.post(waiting, { call: 'confirmed', callWhy: 'The lead told the same story' })
    const referral = taken.headers.location ?? ''
    const page = (await coordinator.get(referral)).body
    assert.match(page, new RegExp(`Referral ${reference}`))
    assert.match(page, /Riverside Boxing Club[\s\S]*The organisation was rung: it was theirs/)
    assert.equal((await coordinator.get(waiting)).statusCode, 404)
    await coordinator.post(
      `${referral}/decide`,
      { outcome: 'declined', reason: 'better-elsewhere', why: 'The school helps him' },
      referral,
    )
    await doJobs()
    assert.match(messages(), new RegExp(`What you sent was read, and is closed for you\\. Reference ${reference}`))
    assert.doesNotMatch(messages(), /Wynn|Ashgrove|school helps/)
  })

  test('who needs help today comes first, is told of at once, and shows by when to ring; the list goes on after a page', async () => {
    const [weeks, today] = [await sent({ ...told, urgency: 'weeks' }), await sent({ ...told, urgency: 'today' })]
    await doJobs()
    const { body } = await coordinator.get('/referrals/outside')
    assert.ok(body.indexOf(`Referral ${today}`) < body.indexOf(`Referral ${weeks}`))
    assert.match(body, new RegExp(`${today}[\\s\\S]{0,200}Immediate: by`))
    assert.match((await coordinator.get('/')).body, /Ring an organisation about referral[\s\S]*Immediate: by/)
    const inboxed = (await coordinator.get('/inbox')).body
    assert.equal(inboxed.match(/Something came by a link and waits for your call/g)?.length, 1)
    const last = await inbox(weeks)
    assert.doesNotMatch(
      (await coordinator.get(`/referrals/outside?after=${last.slice(-36)}`)).body,
      /Referral [0-9A-F]{6}</,
    )
    const late = new Date(Date.now() + 2 * 3_600_000)
    await lateUpkeep.run({ ...parts(), now: late } as Parameters<typeof lateUpkeep.run>[0])
    assert.match((await (await site.signIn('chair')).get('/inbox')).body, /nobody has rung back within its time/)
  })

  test('a coordinator withdraws it for them: they get the same letter as for any end', async () => {
    const waiting = await inbox(await sent())
    const taken = await coordinator.post(waiting, { call: 'confirmed', callWhy: 'The lead told the same story' })
    const at = taken.headers.location ?? ''
    const before = messages().match(/is closed for you\. Reference/g)?.length ?? 0
    await coordinator.post(`${at}/withdraw`, { withdrawReason: 'moved-away', withdrawWhy: 'The lead rang' }, at)
    await doJobs()
    assert.equal(messages().match(/is closed for you\. Reference/g)?.length, before + 1)
  })

  test('a link ends when its organisation is changed, opened or not; an organisation that ended gets none', async () => {
    const change = { ...organisation, email: 'new-lead@club.example.org' }
    const [link, outsider] = [await aLink(), site.visitor()]
    await outsider.post(link, {})
    assert.equal((await outsider.get('/refer')).statusCode, 200)
    await coordinator.post(at, change, at)
    assert.equal((await outsider.get('/refer')).statusCode, 404)
    const other = (await coordinator.post('/referrals/organisations', { ...organisation, name: 'Another club' }))
      .headers.location
    const path = other ?? ''
    await coordinator.post(`${path}/link`, {}, path)
    await doJobs()
    const theirs = [...messages().matchAll(/\/refer\/[\w-]{43}/g)].at(-1)?.[0] ?? ''
    assert.equal((await site.visitor().get(theirs)).statusCode, 200)
    assert.equal((await coordinator.post(`${path}/end`, {}, path)).statusCode, 303)
    assert.equal((await site.visitor().get(theirs)).statusCode, 404)
    assert.equal((await coordinator.post(`${path}/link`, {}, path)).statusCode, 409)
    assert.match((await coordinator.get(path)).body, /It ended on/)
  })

  test('what is not theirs ends, and its words are gone', async () => {
    const reference = await sent({ ...told, givenName: 'Perrin' })
    const waiting = await inbox(reference)
    await coordinator.post(waiting, { call: 'not-theirs', callWhy: 'Nobody there has sent anything' })
    assert.equal((await coordinator.get(waiting)).statusCode, 404)
    const rows = await site.database.asActor(
      { id: await coordinatorId(), session: undefined },
      'referral',
      async tx =>
        (
          await sql<{
            n: number
          }>`select count(*)::int as n from outside_referral where answers::text like '%Perrin%'`.execute(tx)
        ).rows,
    )
    assert.equal(rows[0]?.n, 0)
  })

  const coordinatorId = async (): Promise<string> =>
    site.database.asSystem('migrator', 'set-up', async tx => {
      const { rows } = await sql<{ id: string }>`select id from account where key = 'coordinator'`.execute(tx)
      return rows[0]?.id ?? ''
    })

  test('where nobody answers and somebody may be harmed it is taken up at once, and that is written down', async () => {
    const waiting = await inbox(await sent())
    const taken = await coordinator.post(waiting, {
      call: 'not-reached',
      callWhy: 'He trains tonight, and nobody answers',
    })
    assert.match(
      (await coordinator.get(taken.headers.location ?? '')).body,
      /The organisation was rung: nobody answered/,
    )
  })

  test('a practitioner and a chair reach neither the organisations nor what came', async () => {
    for (const key of ['practitioner', 'chair', 'nurse'] as const) {
      const visitor = await site.signIn(key)
      assert.equal((await visitor.get('/referrals/organisations')).statusCode, 403)
      assert.equal((await visitor.get('/referrals/outside')).statusCode, 403)
    }
  })

  test('a visitor’s short form: one page, a name and a worry; no box for an address or a day of a visit', async () => {
    const teacher = await site.signIn('teacher')
    const { body } = await teacher.get('/referrals/short')
    assert.match(body, /Write nothing of a visit/)
    const boxes = [...body.matchAll(/<(?:input|textarea)[^>]* name="(\w+)"/g)].map(([, name]) => name)
    assert.deepEqual(
      boxes.filter(name => /address|visit|date|day|place|postcode|uprn/i.test(name ?? '')),
      [],
    )
    const answer = await teacher.post('/referrals/short', told)
    assert.match(answer.headers.location ?? '', /^\/referrals\/[0-9a-f-]{36}$/)
    const page = (await coordinator.get(answer.headers.location ?? '')).body
    assert.match(page, /the coordinator must settle it/)
    assert.match(page, /What happened\s*<\/dt>\s*<dd[^>]*>\s*Not asked\s*</)
    assert.doesNotMatch(page, /Nothing of this kind|nobody is named who goes/)
    const again =
      (await teacher.post('/referrals/short', { ...told, seen: 'He was followed again on Friday' })).headers.location ??
      ''
    assert.match(
      (await coordinator.get(again)).body,
      new RegExp(`about the same[\\s\\S]*href="${answer.headers.location}"`),
    )
    const place = { about: 'place', called: 'The bus station', think: 'Pupils are afraid there', urgency: 'weeks' }
    assert.equal((await teacher.post('/referrals/short', place)).statusCode, 303)
    const group = {
      about: 'peer group',
      called: 'Skate park friends',
      aboutMany: '6',
      seen: 'They were threatened online',
    }
    const consent = { urgency: 'week', agrees: 'not-asked', agreesWhy: 'It came up today', informed: 'yes' }
    assert.equal((await teacher.post('/referrals/short', { ...group, ...consent })).statusCode, 303)
  })

  test('governance sees figures of who is referred, a small count as fewer than 5; nobody else opens the page', async () => {
    const nurse = await site.signIn('nurse')
    for (let n = 0; n < 5; n += 1) await makeReferral(site, 'nurse', { ethnicity: 'White: Roma' })
    await makeReferral(site, 'nurse', { ethnicity: 'Other: Arab' })
    const { body } = await (await site.signIn('governance')).get('/referrals/fairness')
    assert.match(body, /White: Roma<\/th><td[^>]*>5</)
    assert.match(body, /Other: Arab<\/th><td[^>]*>Fewer than 5</)
    assert.doesNotMatch(body, /Merriwyn|href="\/referrals\/[0-9a-f]{8}-/)
    assert.equal((await nurse.get('/referrals/fairness')).statusCode, 403)
    assert.equal((await coordinator.get('/referrals/fairness')).statusCode, 403)
  })
})
