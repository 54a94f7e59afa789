// A notice by the short form: what it asks, who reads it, and what somebody is told who asks about their own data.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { audienceId, grantAccess } from '#platform/access'
import { addMember } from '#platform/members'
import type { Module, PersonalDataSection } from '#platform/module'
import type { Site } from '#platform/testing/site'
import { people } from '../module.ts'
import { actorOf, makeRecord, peopleSite, type StaffKey } from '../people-site.test.ts'
import { breakGlass } from '../store/openings.ts'
import { addAddress, addContact } from '../store/parts.ts'

describe('a notice of domestic abuse by the short form', () => {
  let site: Site
  let record: string
  // What modules/cases offers: who has a plan in use, and whoever leads it. Its own tests show to whom it answers.
  const inPlan = new Set<string>()
  let leads = 0
  const told: string[][] = []
  const plans: Module = {
    name: 'plans',
    beingHelped: async (_, ids) => new Set(ids.filter(id => inPlan.has(id))),
    tellLeads: async (_, ids, occasion) => {
      told.push([...ids, occasion])
      return leads
    },
  }
  const day = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)
  const [year = '', month = '', date = ''] = day.split('-')
  const notice = {
    ...{ 'happened-day': date, 'happened-month': month, 'happened-year': year },
    ...{ address: '4 Mill Row', postcode: 'xw6 6ff', given1: 'Isla', family1: 'Brackenby', school1: 'Mill School' },
    ...{ 'born1-day': '14', 'born1-month': '6', 'born1-year': '2013', witnessed1: 'saw or heard it' },
  }
  const as = async (key: StaffKey) => site.signIn(key)
  const give = async (key: StaffKey, changed: Readonly<Record<string, string>> = {}) =>
    (await as(key)).post('/notices/new', { ...notice, ...changed })
  const children = async (key: StaffKey) => (await as(key)).get('/notices/children')

  before(async () => {
    site = await peopleSite(undefined, [plans])
    await site.database.asSystem('migrator', 'set-up', tx =>
      addMember(tx, actorOf('coordinator').id, audienceId('group', 'grp.tfg_da'), 'Sits in it'),
    )
    const named = { givenName: 'Isla', familyName: 'Brackenby', born: '2013-06-14', otherNames: [], identifiers: [] }
    record = await makeRecord(site, 'nurse', named)
    const home = { class: 'ordinary', lines: '4 Mill Row', postcode: 'XW6 6FF', since: null, until: null } as const
    const governance = { audience: audienceId('person', actorOf('governance').id), record, level: 'read' } as const
    await site.database.asActor(actorOf('nurse'), 'people', async tx => {
      await addAddress(tx, record, home)
      await grantAccess(tx, { ...governance, purpose: 'subject-access', why: 'She asked what is held on her' })
    })
  })
  after(() => site.close())

  const unborn = { 'born1-day': '', 'born1-month': '', 'born1-year': '' }
  const nobody = { given1: '', family1: '', school1: '', witnessed1: '', ...unborn }
  const nameless = /Enter a name for this child. Write Baby for one who has no name yet/
  const wrong: readonly (readonly [string, Readonly<Record<string, string>>, RegExp])[] = [
    ['no day', { 'happened-day': '', 'happened-month': '', 'happened-year': '' }, /Enter the day/],
    ['a day that lies ahead', { 'happened-year': String(Number(year) + 1) }, /The day cannot lie ahead/],
    ['no address', { address: '' }, /Enter the address/],
    ['no child', nobody, /Enter the name of at least one child who lives there/],
    [
      'a year that was typed wrong',
      { 'happened-day': '1', 'happened-year': String(Number(year) - 2) },
      /The day is more than a year ago/,
    ],
    ['a baby without a name', { 'born2-day': '2', 'born2-month': '1', 'born2-year': year }, nameless],
    ['a school without a name', { school3: 'Mill Nursery' }, nameless],
    ['half a date of birth, without a name', { 'born4-year': year }, nameless],
    ['the date of birth of an adult', { 'born1-year': '1983' }, /18 or over by this date of birth/],
    ['no real date of birth', { 'born1-month': '13' }, /Enter a real date of birth, or leave it out/],
  ]
  for (const [what, changed, sentence] of wrong) {
    test(`${what}: it is said, and nothing is kept`, async () => {
      const answer = await give('teacher', changed)
      assert.equal(answer.statusCode, 422)
      assert.match(answer.body, sentence)
      assert.match((await children('coordinator')).body, /<strong>0 children<\/strong>/)
    })
  }

  test('a notice for two children: both are on the list, with the one whose record is known, and the giver reads no list', async () => {
    const given = await give('teacher', { given2: 'Noah', family2: 'Brackenby' })
    assert.equal(given.statusCode, 303)
    const list = (await children('coordinator')).body
    assert.match(list, /<strong>2 children<\/strong>[\s\S]*1 of them saw or heard it/)
    const child = /href="(\/notices\/children\/[^"]*)">Isla Brackenby/.exec(list)?.[1] ?? 'none'
    const shown = (await (await as('coordinator')).get(child)).body
    assert.match(shown, /At least one agency’s record looks like theirs/)
    assert.doesNotMatch(shown, new RegExp(`4 Mill Row|${record}`))
    assert.equal((await children('teacher')).statusCode, 403)
  })

  test('the chair has the role and no seat in the group: the list is empty', async () => {
    assert.match((await children('chair')).body, /<strong>0 children<\/strong>/)
  })

  test('a practitioner and an analyst give no notice', async () => {
    assert.equal((await (await as('worker')).get('/notices/new')).statusCode, 403)
    assert.equal((await (await as('yos-analyst')).get('/notices/new')).statusCode, 403)
  })

  const packOf = (key: StaffKey): Promise<readonly PersonalDataSection[]> =>
    site.database.asActor(actorOf(key), 'subject-access', async tx => (await people.personalData?.(tx, record)) ?? [])
  const heading = 'Notices of domestic abuse where they lived'

  test('whoever answers her own request reads what a notice said of her and who gave it, with a warning, and neither address nor siblings', async () => {
    const section = (await packOf('governance')).find(it => it.heading === heading)
    const { 'Given by': giver, ...rest } = section?.rows[0] ?? {}
    const told = { 'Where they were': 'They saw or heard it', 'School or nursery': 'Mill School' }
    assert.deepEqual([section?.rows.length, rest], [1, { 'Day of the notice': day, ...told }])
    assert.match(giver ?? '', /school/i)
    assert.match(section?.withhold ?? '', /may be the one who harms.*ask their chair/)
  })

  test('her papers hold who opened her record in an emergency and why, and are held back where they could harm her', async () => {
    await site.database.asActor(actorOf('coordinator'), 'break-glass', tx =>
      breakGlass(tx, {
        subject: record,
        why: 'She had not come home',
        actor: actorOf('coordinator').id,
        now: new Date(),
      }),
    )
    await site.database.asActor(actorOf('nurse'), 'people', async tx => {
      const since = { since: '2026-01-05', until: null } as const
      await addAddress(tx, record, { class: 'confidential', lines: 'The house by the mere', postcode: '', ...since })
      const unsafe = { kind: 'telephone', value: '01926 000111', safety: 'never', must_not_know: 'Her uncle' } as const
      await addContact(tx, record, unsafe)
    })
    const pack = await packOf('governance')
    const find = (name: string) => pack.find(it => it.heading === name)
    assert.deepEqual(
      find('Opened in an emergency')?.rows.map(it => it['Why']),
      ['She had not come home'],
    )
    assert.match(find('Opened in an emergency')?.withhold ?? '', /Read it first/)
    assert.equal(find('Ways to reach them')?.rows[0]?.['Must not know'], 'Her uncle')
    assert.match(find('Ways to reach them')?.withhold ?? '', /which way is not safe/)
    assert.deepEqual([find('Addresses')?.rows.length, find('Addresses')?.withhold], [1, undefined])
    const hidden = find('Confidential addresses')
    assert.deepEqual(
      hidden?.rows.map(it => [it['Address'], it['From']]),
      [['The house by the mere', '5 January 2026']],
    )
    assert.match(hidden?.withhold ?? '', /Somebody who harms them may look for this/)
  })

  test('the agency that holds her record does not learn from it that there was a notice', async () => {
    const headings = (await packOf('nurse')).map(it => it.heading)
    assert.ok(headings.includes('Addresses') && !headings.includes(heading))
  })

  test('the coordinator’s first page counts the children at whom nobody has looked, and names none', async () => {
    const page = (await (await as('coordinator')).get('/')).body
    assert.match(page, /2 children with a notice of domestic abuse wait for a first look/)
    assert.doesNotMatch(page, /Brackenby/)
  })

  const offered = (key: StaffKey) =>
    site.database.asActor(actorOf(key), 'meetings', async tx => (await people.agenda?.(tx, new Date(), [])) ?? [])

  test('the group’s agenda is offered the list by its count, and names nobody; without a seat or the role nothing is offered', async () => {
    assert.deepEqual(
      (await offered('coordinator')).map(({ title, why, group, href }) => [title, why, group, href]),
      [
        [
          '2 children in households with a domestic-abuse notice and in no plan',
          'Nobody has looked yet at 2 of them.',
          'grp.tfg_da',
          '/notices/children',
        ],
      ],
    )
    assert.deepEqual(await offered('chair'), [])
    assert.deepEqual(await offered('police-analyst'), [])
  })

  const seat = (key: StaffKey, group: string) =>
    site.database.asSystem('migrator', 'set-up', tx =>
      addMember(tx, actorOf(key).id, audienceId('group', group), 'Sits in it'),
    )
  const addressOf = (page: string, name: string): string =>
    new RegExp(`href="(/notices/[^"]*)">${name} Brackenby`).exec(page)?.[1] ?? 'none'
  const write = async (address: string, event: string, why = 'I rang the school.') =>
    (await as('coordinator')).post(address, { event, why })

  test('the forum: a seat opens the child who saw or heard it and no other, without a word of the group', async () => {
    await seat('chair', 'grp.witness')
    const chair = await as('chair')
    const isla = addressOf((await children('coordinator')).body, 'Isla')
    const noah = addressOf((await children('coordinator')).body, 'Noah')
    assert.equal((await write(isla, 'taken on', 'I rang her aunt.')).statusCode, 303)
    const list = (await chair.get('/notices/forum')).body
    assert.match(list, /<strong>1 child<\/strong>[\s\S]*not talked yet about 1 of them[\s\S]*not talked about them yet/)
    assert.doesNotMatch(list, /Noah|Being looked into/)
    const shown = (await chair.get(addressOf(list, 'Isla'))).body
    assert.match(shown, /They saw or heard it/)
    assert.doesNotMatch(shown, /aunt|4 Mill Row|What happens now/)
    assert.equal((await chair.get(noah.replace('children', 'forum'))).statusCode, 404)
    assert.deepEqual([(await chair.get(isla)).statusCode, (await chair.get(noah)).statusCode], [404, 404])
    assert.match((await chair.get('/notices/children')).body, /<strong>0 children<\/strong>[\s\S]*You have no seat/)
    assert.match(
      (await (await as('coordinator')).get('/notices/forum')).body,
      /<strong>0 children<\/strong>[\s\S]*no seat/,
    )
  })

  test('a child whom the group sends to the forum is read there with the reason, and the forum’s agenda has them by count', async () => {
    const noah = addressOf((await children('coordinator')).body, 'Noah')
    assert.equal((await write(noah, 'taken on', 'I rang his uncle.')).statusCode, 303)
    assert.equal((await write(noah, 'to the forum', 'He called the police.')).statusCode, 303)
    const chair = await as('chair')
    const shown = (await chair.get(noah.replace('children', 'forum'))).body
    assert.match(shown, /He called the police/)
    assert.doesNotMatch(shown, /uncle/)
    assert.deepEqual(
      (await offered('chair')).map(({ title, why, group }) => [title, why, group]),
      [
        [
          '2 children who saw or heard domestic abuse, or whom the task and finish group sent',
          'The forum has not talked yet about 2 of them.',
          'grp.witness',
        ],
      ],
    )
    assert.ok((await offered('coordinator')).every(({ group }) => group === 'grp.tfg_da'))
    assert.match((await chair.get('/')).body, /2 children wait for the forum/)
  })

  test('the forum alone says that it has talked, and the group alone what it did', async () => {
    const noah = addressOf((await children('coordinator')).body, 'Noah')
    assert.equal((await write(noah, 'seen by the forum')).statusCode, 404)
    assert.equal((await write(noah.replace('children', 'forum'), 'seen by the forum')).statusCode, 404)
    await seat('coordinator', 'grp.witness')
    assert.equal((await write(noah.replace('children', 'forum'), 'taken on')).statusCode, 404)
    assert.equal((await write(noah.replace('children', 'forum'), 'seen by the forum')).statusCode, 303)
    assert.match((await (await as('chair')).get('/notices/forum')).body, /not talked yet about 1 of them/)
    assert.match((await children('coordinator')).body, /<strong>2 children<\/strong>/)
  })

  test('a child in a plan leaves the list and is news until whoever leads the plan was told', async () => {
    inPlan.add(record)
    assert.match(
      (await children('coordinator')).body,
      /<strong>1 child<\/strong>[\s\S]*1 child in a plan, with a new notice/,
    )
    const isla = addressOf((await (await as('coordinator')).get('/notices/in-plans')).body, 'Isla')
    assert.match((await (await as('coordinator')).get('/')).body, /1 child in a plan has a new notice/)
    const refused = await write(isla, 'lead told')
    assert.deepEqual([refused.statusCode, /Nobody leads a plan of theirs/.test(refused.body)], [409, true])
    leads = 1
    assert.equal((await write(isla, 'lead told')).statusCode, 303)
    assert.deepEqual(told.at(-1), [record, isla.split('/').at(-1)])
    assert.match((await (await as('coordinator')).get('/notices/in-plans')).body, /<strong>0 children have<\/strong>/)
    for (const key of ['chair', 'teacher'] as const)
      assert.doesNotMatch((await (await as(key)).get('/notices/in-plans')).body, /Brackenby/)
  })
})
