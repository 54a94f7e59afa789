// What came by a link: a button that is pressed twice, two who settle one at once, and an organisation that is rung again.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import type { Site, Visitor } from '#platform/testing/site'
import { actorOf, referralsSite } from '../referrals-site.test.ts'
import { makeLink } from '../store/links.ts'
import { addOrganisation } from '../store/outside.ts'
import { addEvent } from '../store/referrals.ts'

const club = {
  ...{ name: 'Riverside Boxing Club', contact: 'The lead', email: 'lead@club.example.org' },
  telephone: '01632 960009',
}
const told = {
  ...{ about: 'peer group', called: 'Tuesday boxers', aboutMany: '7', seen: 'Two older boys wait for them' },
  ...{ urgency: 'days', agrees: 'not-asked', agreesWhy: 'They are afraid', informed: 'later' },
  informedWhy: 'After training on Friday',
}
const outside = '/referrals/outside'

describe('what came by a link', () => {
  let site: Site
  let coordinator: Visitor
  let organisation = ''
  before(async () => {
    site = await referralsSite()
    coordinator = await site.signIn('coordinator')
    const { id } = actorOf('coordinator')
    organisation = await site.database.asActor(actorOf('coordinator'), 'referral', tx =>
      addOrganisation(tx, club, id, new Date()),
    )
  })
  after(() => site.close())

  /** The form of a link that was opened, with what its page carries. */
  async function openedForm(): Promise<(fields: Readonly<Record<string, string>>) => ReturnType<Visitor['post']>> {
    const link = await site.database.asSystem('sign-in', 'referral-by-link', tx =>
      makeLink(tx, organisation, actorOf('coordinator').id, new Date()),
    )
    const [outsider, at] = [site.visitor(), `/refer/${link?.token}`]
    await outsider.post(at, {})
    const { body } = await outsider.get('/refer')
    const value = (name: string): string => new RegExp(`name="${name}" value="([^"]+)"`).exec(body)?.[1] ?? ''
    const carried = { held: value('held'), _csrf: value('_csrf') }
    return fields => outsider.post('/refer', { ...fields, ...carried }, '/sign-in')
  }
  const referenceIn = (body: string): string | undefined => /Reference<br><strong>(\w{6})/.exec(body)?.[1]
  const inbox = async (reference = ''): Promise<string> =>
    new RegExp(`href="(${outside}/[0-9a-f-]{36})">Referral ${reference}`).exec(
      (await coordinator.get(outside)).body,
    )?.[1] ?? ''
  const settle = (at: string, call: string) =>
    coordinator.post(at, { call, callWhy: 'They train tonight, and it cannot wait' }, outside)
  const page = async (at: string): Promise<string> => (await coordinator.get(at)).body

  test('pressed twice at once and loaded again, it is kept once: each answer says so with the same reference, and gives new words back', async () => {
    const send = await openedForm()
    const twice = (await Promise.all([send(told), send(told)])).map(({ statusCode, body }) => [
      statusCode,
      referenceIn(body),
    ])
    const reference = twice[0]?.[1]
    assert.match(String(reference), /^[0-9A-F]{6}$/)
    assert.deepEqual(twice, [
      [200, reference],
      [200, reference],
    ])
    const again = await send({ ...told, seen: 'One of them has a knife' })
    assert.equal(referenceIn(again.body), reference)
    assert.match(
      again.body,
      /OFFICIAL-SENSITIVE[\s\S]*It was received already[\s\S]*It is not kept[\s\S]*One of them has a knife/,
    )
    assert.doesNotMatch(again.body, /Nothing was sent/)
    const { rows } = await site.database.asActor(actorOf('coordinator'), 'referral', tx =>
      sql<{ n: number }>`select count(*)::int as n from outside_referral`.execute(tx),
    )
    assert.deepEqual(rows, [{ n: 1 }])
  })

  test('whoever rings reads all that was told; of two who take it up at once the second reads that it is settled', async () => {
    const at = await inbox(referenceIn((await (await openedForm())(told)).body))
    assert.match(await page(at), /About how many[\s\S]*7[\s\S]*They are afraid[\s\S]*After training on Friday/)
    const answers = await Promise.all([settle(at, 'confirmed'), settle(at, 'confirmed')])
    assert.deepEqual(answers.map(it => it.statusCode).toSorted(), [303, 404])
  })

  test('taken up although nobody answered, it says so, and ringing again stays to be done until somebody has answered', async () => {
    const reference = referenceIn((await (await openedForm())(told)).body)
    const at = (await settle(await inbox(reference), 'not-reached')).headers.location ?? ''
    assert.match(await page(at), /nobody has confirmed yet that it is theirs[\s\S]*Ring 01632 960009 again/)
    assert.match(await page('/'), new RegExp(`Sort Referral ${reference}[\\s\\S]*they sent it: ring again`))
    const accepted = { event: 'decided', what: 'operational', why: 'A test' } as const
    const { id } = actorOf('coordinator')
    await site.database.asActor(actorOf('coordinator'), 'referral', tx =>
      addEvent(tx, at.slice(-36), accepted, id, new Date()),
    )
    const ring = new RegExp(`Ring the organisation again about Referral ${reference}`)
    assert.match(await page('/'), ring)
    assert.match(await page('/referrals?waits=ringing'), new RegExp(reference ?? 'none'))
    const rung = (call: string, callWhy: string) => coordinator.post(`${at}/rung`, { call, callWhy }, at)
    assert.equal((await rung('confirmed', '')).statusCode, 422)
    await rung('confirmed', 'The lead told the same story')
    const shown = await page(at)
    assert.match(shown, /Somebody rang the number on record: it is theirs/)
    assert.doesNotMatch(shown, /nobody has confirmed yet/)
    assert.doesNotMatch(await page('/'), ring)
    assert.match(
      shown,
      /Tell whoever asked[\s\S]*Ring 01632 960009<\/strong> and ask for The lead[\s\S]*hear it from you/,
    )
  })
})
