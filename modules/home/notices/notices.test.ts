// Notices: who is told, what a page and an e-mail say, and when.
import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { sql } from 'kysely'
import { actions, proposeAction } from '#modules/actions'
import { addAccount, agencies, groupAudience } from '#modules/agencies'
import { model } from '#modules/model'
import { audienceId } from '#platform/access'
import { ukDay, ukMoment } from '#platform/clock'
import type { Actor, Transaction } from '#platform/database'
import { KnownError } from '#platform/errors'
import { idOf, newId } from '#platform/ids'
import { record } from '#platform/ledger'
import { addMember } from '#platform/members'
import { tellActor, tellAudience } from '#platform/notices'
import type { Letter, PostOffice } from '#platform/notify'
import { openSite, type Site } from '#platform/testing/site'
import { home, mailNotices } from '../module.ts'
import { digestCovers } from './rules.ts'

const offering = [model, agencies, actions]
const staff = {
  coordinator: ['auth.wcc', 'coordinator'],
  practitioner: ['auth.yos', 'practitioner'],
  chair: ['auth.icb', 'chair'],
  governance: ['auth.wcc', 'governance'],
} as const
type Who = keyof typeof staff
const actorOf = (key: Who): Actor => ({ id: idOf('account', key), session: undefined })

async function addStaff(tx: Transaction): Promise<void> {
  for (const key of Object.keys(staff) as Who[]) {
    const [agencyKey, role] = staff[key]
    const account = { key, name: `Test ${key}`, jobTitle: role, comesTo: '', agencyKey, roles: [role], synthetic: true }
    const id = await addAccount(tx, account)
    if (key !== 'governance') await addMember(tx, id, groupAudience('grp.interventions'), 'Sits in it')
    await sql`insert into credential (account, email) values (${id}, ${`${key}@example.org`})`.execute(tx)
  }
}

describe('notices', () => {
  let site: Site
  const about = newId()
  // 9am on a Saturday in winter: the digest of 8am has gone out, or is due.
  const nine = new Date('2026-11-21T09:00:00Z')
  const hour = 3_600_000
  before(async () => {
    site = await openSite({
      modules: [...offering, home(offering)],
      fill: async ({ database }) => {
        await database.asSystem('migrator', 'set-up', addStaff)
        await database.asSystem('sign-in', 'set-up', async tx => {
          await sql`update credential set password_hash = 'x', totp_sealed = ${Buffer.of(0)}`.execute(tx)
          await record(tx, { action: 'write', kind: 'credential' })
        })
      },
    })
  })
  beforeEach(() => forget())
  after(() => site.close())

  async function forget(): Promise<void> {
    await site.database.asSystem('worker', 'test', tx => sql`delete from notice`.execute(tx))
  }
  const tell = (to: Who, kind: 'action proposed' | 'emergency opening', at: Date, by: Who = 'coordinator') =>
    site.database.asActor(actorOf(by), 'test', tx => tellActor(tx, { actor: actorOf(to).id, kind, record: about }, at))

  /** What was sent, to whom, in the order of addresses. */
  async function mail(now: Date, failing: readonly string[] = []) {
    const sent: { to: string; letter: Letter }[] = []
    const office: PostOffice = {
      send: async (to, letter) => {
        if (failing.includes(to)) throw new KnownError('unavailable')
        sent.push({ to, letter })
      },
    }
    const failed = await mailNotices(site.database, site.config, now, office).then(
      () => false,
      error => error instanceof KnownError && error.code === 'unavailable',
    )
    return { sent: sent.toSorted((a, b) => a.to.localeCompare(b.to)), failed }
  }
  const chosen = async (who: Who, choice: string): Promise<number> =>
    (await (await site.signIn(who)).post('/inbox/mail', { byMail: choice }, '/inbox')).statusCode

  describe('who is told', () => {
    test('a group is told, save whoever tells it and those outside it', async () => {
      await site.database.asActor(actorOf('chair'), 'test', tx =>
        tellAudience(tx, { audience: groupAudience('grp.interventions'), kind: 'step offered', record: about }, nine),
      )
      assert.deepEqual(await told(), ['coordinator', 'practitioner'])
    })

    test('of an audience, only those who also belong to one of some others', async () => {
      const among = [audienceId('role', 'practitioner')]
      const audience = groupAudience('grp.interventions')
      await site.database.asActor(actorOf('chair'), 'test', tx =>
        tellAudience(tx, { audience, among, kind: 'step offered', record: about }, nine),
      )
      assert.deepEqual(await told(), ['practitioner'])
    })

    test('the owner of a proposed action is told, and nobody who proposes one to themselves', async () => {
      const it = { about: { kind: 'meeting', id: newId() }, title: 'Ring the school', why: 'Agreed', due: '2026-12-01' }
      await site.database.asActor(actorOf('coordinator'), 'test', async tx => {
        await proposeAction(tx, { ...it, owner: actorOf('practitioner').id }, actorOf('coordinator'), nine)
        await proposeAction(tx, { ...it, owner: actorOf('coordinator').id }, actorOf('coordinator'), nine)
      })
      assert.deepEqual(await told(), ['practitioner'])
    })

    test('the owner of an action whose day has passed is told once, and again when a new day has passed', async () => {
      const it = { about: { kind: 'meeting', id: newId() }, title: 'Ring the school', why: 'Agreed', due: '2026-12-01' }
      await site.database.asActor(actorOf('coordinator'), 'test', tx =>
        proposeAction(tx, { ...it, owner: actorOf('practitioner').id }, actorOf('coordinator'), nine),
      )
      await forget()
      const clock = async (day: string): Promise<void> => {
        const context = { database: site.database, config: site.config, modules: [], now: new Date(`${day}T10:00:00Z`) }
        for (const { run } of actions.upkeep ?? []) await run(context)
      }
      await clock('2026-12-01')
      assert.deepEqual(await told(), [], 'its day has not passed')
      await clock('2026-12-02')
      await clock('2026-12-03')
      // The action of the test before is overdue as well; each is told once.
      assert.deepEqual((await told()).filter(who => who === 'practitioner').length, 2)
    })

    async function told(): Promise<string[]> {
      const { rows } = await site.database.asSystem('worker', 'test', tx =>
        sql<{ key: string }>`select a.key from notice n join account a on a.id = n.actor order by a.key`.execute(tx),
      )
      return rows.map(({ key }) => key)
    }
  })

  describe('the page', () => {
    test('counts what is new in the header, and shows nobody else what was told', async () => {
      await tell('practitioner', 'action proposed', nine)
      assert.match((await (await site.signIn('practitioner')).get('/')).body, />Inbox: 1 new</)
      assert.match((await (await site.signIn('chair')).get('/inbox')).body, /Nothing has been told to you/)
    })

    test('opening a notice marks it as read and leads to its record', async () => {
      await tell('practitioner', 'action proposed', nine)
      const visitor = await site.signIn('practitioner')
      const path = /action="(\/inbox\/[0-9a-f-]{36})"/.exec((await visitor.get('/inbox')).body)?.[1] ?? ''
      const answer = await visitor.post(path, {}, '/inbox')
      assert.equal(answer.headers.location, `/actions/${about}`)
      assert.match((await visitor.get('/')).body, />Inbox</)
      assert.equal((await (await site.signIn('chair')).post(path, {}, '/inbox')).statusCode, 404)
    })

    test('25 stand on a page, the rest behind a link, and what came since it was opened stays new', async () => {
      for (let at = 0; at < 27; at++) await tell('practitioner', 'action proposed', new Date(nine.getTime() + at))
      const visitor = await site.signIn('practitioner')
      const first = (await visitor.get('/inbox')).body
      assert.equal(first.match(/bw-notices__open/g)?.length, 25)
      const older = /href="(\/inbox\?before=[0-9a-f-]+)"/.exec(first)?.[1] ?? ''
      assert.equal((await visitor.get(older)).body.match(/bw-notices__open/g)?.length, 2)
      await visitor.post('/inbox/read', { until: new Date(nine.getTime() + 25).toISOString() }, '/inbox')
      assert.match((await visitor.get('/')).body, />Inbox: 1 new</)
    })

    test('an unknown choice is refused beside the question', async () => {
      assert.equal(await chosen('practitioner', 'hourly'), 422)
    })
  })

  describe('by e-mail', () => {
    test('once a day: what came before 8am goes out after 8am, as one message with a count and no more', async () => {
      await chosen('practitioner', 'daily')
      await tell('practitioner', 'action proposed', new Date(nine.getTime() - 20 * hour))
      await tell('practitioner', 'action proposed', new Date(nine.getTime() - 2 * hour))
      await tell('practitioner', 'action proposed', new Date(nine.getTime() - hour / 2))
      const { sent } = await mail(nine)
      const address = `http://localhost:${site.config.port}/inbox`
      const letter = { kind: 'waiting', count: 3, urgent: false, address }
      assert.deepEqual(sent, [{ to: 'practitioner@example.org', letter }])
      assert.deepEqual((await mail(nine)).sent, [], 'and not twice')
    })

    test('what came after 8am waits for the next morning', async () => {
      await chosen('practitioner', 'daily')
      await tell('practitioner', 'action proposed', new Date(nine.getTime() - hour / 2))
      assert.deepEqual((await mail(nine)).sent, [])
      assert.equal((await mail(new Date(nine.getTime() + 23 * hour))).sent.length, 1)
    })

    test('each time, for whoever chose that; never, for whoever chose that, but what is urgent is always sent', async () => {
      await chosen('practitioner', 'at once')
      await chosen('chair', 'none')
      for (const who of ['practitioner', 'chair'] as const) await tell(who, 'action proposed', nine)
      assert.deepEqual(
        (await mail(nine)).sent.map(({ to }) => to),
        ['practitioner@example.org'],
      )
      await tell('chair', 'emergency opening', nine)
      const { sent } = await mail(nine)
      assert.deepEqual(
        sent.map(({ to, letter }) => [to, letter.kind === 'waiting' && letter.urgent]),
        [['chair@example.org', true]],
      )
    })

    test('what was read needs no message', async () => {
      await tell('governance', 'emergency opening', nine)
      await (await site.signIn('governance')).post('/inbox/read', {}, '/inbox')
      assert.deepEqual((await mail(nine)).sent, [])
    })

    test('where one message cannot be sent the others still go, and it is tried again ten minutes later', async () => {
      for (const who of ['chair', 'governance'] as const) await tell(who, 'emergency opening', nine)
      const first = await mail(nine, ['chair@example.org'])
      assert.deepEqual([first.sent.map(({ to }) => to), first.failed], [['governance@example.org'], true])
      assert.deepEqual((await mail(new Date(nine.getTime() + 9 * 60_000))).sent, [])
      const later = await mail(new Date(nine.getTime() + 11 * 60_000))
      assert.deepEqual(
        later.sent.map(({ to }) => to),
        ['chair@example.org'],
      )
    })
  })

  test('a digest at 7:59am reaches to 8am of the day before, in summer time too', () => {
    const covers = (at: string): string => digestCovers(new Date(at), ukDay(new Date(at)), ukMoment).toISOString()
    assert.equal(covers('2026-11-21T07:59:00Z'), '2026-11-20T08:00:00.000Z')
    assert.equal(covers('2026-11-21T08:00:00Z'), '2026-11-21T08:00:00.000Z')
    assert.equal(covers('2026-07-01T07:00:00Z'), '2026-07-01T07:00:00.000Z')
    assert.equal(covers('2026-10-25T07:30:00Z'), '2026-10-24T07:00:00.000Z')
  })

  test('read notices go after 90 days, and any after a year', async () => {
    const day = 86_400_000
    await tell('chair', 'action proposed', new Date(nine.getTime() - 366 * day))
    await tell('chair', 'action proposed', new Date(nine.getTime() - 100 * day))
    for (const { run } of home(offering).upkeep ?? [])
      await run({ database: site.database, config: site.config, modules: [], now: nine })
    const { rows } = await site.database.asActor(actorOf('chair'), 'test', tx =>
      sql<{ n: number }>`select count(*)::int as n from notice`.execute(tx),
    )
    assert.deepEqual(rows, [{ n: 1 }])
  })

  describe('in the database', () => {
    const ask = (who: Who, statement: string): Promise<unknown> =>
      site.database
        .asActor(actorOf(who), 'test', tx => sql.raw(statement).execute(tx))
        .then(
          ({ rows, numAffectedRows }) => (rows.length > 0 ? rows : Number(numAffectedRows ?? 0)),
          error => error.code,
        )

    test('nobody reads or marks what was told to another', async () => {
      await tell('chair', 'action proposed', nine)
      assert.deepEqual(await ask('practitioner', 'select id from notice'), 0)
      assert.equal(await ask('practitioner', 'update notice set read_at = now()'), 0)
    })

    test('nobody tells in the name of another, removes a notice, or reads how another wants to be told', async () => {
      const values = `'${newId()}', '${actorOf('chair').id}', 'action proposed', '${about}', false, now(), '${actorOf('governance').id}'`
      assert.equal(
        await ask(
          'practitioner',
          `insert into notice (id, actor, kind, record, urgent, at, told_by) values (${values})`,
        ),
        '42501',
      )
      assert.equal(await ask('chair', 'delete from notice'), '42501')
      await chosen('chair', 'none')
      assert.deepEqual(
        await ask('practitioner', `select * from notice_setting where actor = '${actorOf('chair').id}'`),
        0,
      )
    })
  })
})
