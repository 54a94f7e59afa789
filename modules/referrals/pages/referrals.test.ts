import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { LightMyRequestResponse } from 'fastify'
import { may } from '#platform/access'
import type { Site, Visitor } from '#platform/testing/site'
import { aboutChild, actorOf, makeRecord, makeReferral, referralsSite, type StaffKey } from '../referrals-site.test.ts'
import { toldOfLoneParent } from '../store/triage.ts'
import { isStill } from './origin.ts'

type Fields = Readonly<Record<string, string>>

/** Answers the questions one after another, from the page that the last answer led to. Returns the last answer. */
async function answer(visitor: Visitor, first: string, pages: readonly (readonly [string, Fields])[]): Promise<string> {
  let at = first
  for (const [path, fields] of pages) {
    assert.ok(at.endsWith(`/${path}`), `at ${at}, not at ${path}`)
    const sent = await visitor.post(at, fields)
    assert.equal(
      sent.statusCode,
      303,
      `${path}: ${/govuk-error-message[\s\S]{0,200}/.exec(sent.body)?.[0] ?? sent.body}`,
    )
    at = sent.headers.location ?? ''
  }
  return at
}

async function start(visitor: Visitor, fields: Fields = {}, from = '/referrals/new'): Promise<string> {
  return (await visitor.post('/referrals/new', fields, from)).headers.location ?? ''
}

const who = { givenName: 'Rhys', familyName: 'Merriwyn', 'born-day': '27', 'born-month': '3', 'born-year': '2011' }
const afterWho: readonly (readonly [string, Fields])[] = [
  ['strengths', { strengths: 'Close to his younger brother' }],
  ['words', { ownWords: 'I just want it to stop' }],
  ['concern', { seen: 'Came in with a cut on his forearm' }],
  ['kinds', { kinds: 'type.weapon' }],
  ['moment', { moment: 'injury' }],
  ['urgency', { urgency: 'days' }],
  ['reach', { reachSafety: 'safe', reachHow: 'Through the school nurse' }],
  ['agrees', { agrees: 'person' }],
  ['informed', { informed: 'yes' }],
  ['basis', { basis: 'public-task' }],
  ['fairness', { ethnicity: 'White: Irish' }],
]
const child: readonly (readonly [string, Fields])[] = [['about', { about: 'person' }], ['who', who], ...afterWho]

const afterGroup: readonly (readonly [string, Fields])[] = [
  ['strengths', { strengthsUnknown: 'yes' }],
  ['words', { noWords: 'not-asked' }],
  ['concern', { seen: 'They were threatened online' }],
  ['kinds', { kinds: 'type.social' }],
  ['moment', { moment: 'online' }],
  ['urgency', { urgency: 'week' }],
  ['agrees', { agrees: 'not-asked', agreesWhy: 'It came up today' }],
  ['informed', { informed: 'later', informedWhy: 'At the next session' }],
  ['basis', { basis: 'public-task' }],
]

const ended = (it: LightMyRequestResponse): string => it.headers.location ?? it.body.slice(0, 400)

describe('asking for help', () => {
  let site: Site
  before(async () => {
    site = await referralsSite()
  })
  after(() => site.close())

  const as = (key: StaffKey): Promise<Visitor> => site.as(key)

  test('a nurse refers a child in 14 short pages, and then reads its state and nothing of how it is sorted', async () => {
    const nurse = await as('nurse')
    const interruption = (await nurse.get('/referrals/new')).body
    assert.match(interruption, /ring 999/)
    assert.match(interruption, /OFFICIAL-SENSITIVE/)
    const check = await answer(nurse, await start(nurse), child)
    assert.match(check, /\/check$/)
    const page = (await nurse.get(check)).body
    assert.match(page, /OFFICIAL-SENSITIVE/)
    assert.match(page, /Answered, kept apart/)
    assert.ok(page.indexOf('Close to his younger brother') < page.indexOf('Came in with a cut'))
    const sent = await nurse.post(check, {})
    const heard = (await nurse.get(ended(sent))).body
    assert.match(heard, /Received\. The coordinator sorts it\./)
    assert.doesNotMatch(heard, /Merriwyn|forearm|Act asks/)
  })

  test('the shortest path for one person: 13 questions, of which three are typed; under five minutes', async () => {
    const nurse = await as('nurse')
    const least: readonly (readonly [string, Fields])[] = [
      ['about', { about: 'person' }],
      ['who', { knownAs: 'Rhys', aboutAge: '15' }],
      ['strengths', { strengthsUnknown: 'yes' }],
      ['words', { noWords: 'not-asked' }],
      ['concern', { seen: 'Came in with a cut on his forearm' }],
      ['kinds', { kinds: 'not-sure' }],
      ['moment', { moment: 'injury' }],
      ['urgency', { urgency: 'days' }],
      ['reach', { reachSafety: 'ask-first' }],
      ['agrees', { agrees: 'person' }],
      ['informed', { informed: 'yes' }],
      ['basis', { basis: 'not-sure' }],
      ['fairness', {}],
    ]
    const sent = await nurse.post(await answer(nurse, await start(nurse), least), {})
    assert.match(ended(sent), /^\/referrals\/[0-9a-f-]{36}$/)
    const typed = least.flatMap(([, fields]) => ['knownAs', 'aboutAge', 'seen'].filter(name => name in fields))
    assert.deepEqual([least.length, typed.length], [13, 3])
    // A choice and its button in 12 seconds, a page to read before and after in 20, a sentence typed in 45: a slow hand.
    assert.ok(2 * 20 + 13 * 12 + typed.length * 30 < 300)
  })

  test('a young person who brings up a child alone, and a message that is not safe: both are asked, and reach whoever sorts it', async () => {
    const [nurse, coordinator] = [await as('nurse'), await as('coordinator')]
    const pages = child.map(([path, fields]) => {
      if (path === 'who') return [path, { ...fields, 'born-year': '2008', loneParent: 'yes' }] as const
      return path === 'reach' ? ([path, { ...fields, reachMessage: 'no' }] as const) : ([path, fields] as const)
    })
    const check = await answer(nurse, await start(nurse), pages)
    assert.match((await nurse.get(check)).body, /Brings up a child alone[\s\S]*Leave no message/)
    const sent = ended(await nurse.post(check, {}))
    const page = (await coordinator.get(sent)).body
    assert.match(page, /Brings up a child alone[\s\S]*Yes\. From 16 to 24 there is one front door/)
    assert.match(page, /Through the school nurse\. Leave no message/)
    await coordinator.post(`${sent}/person/new`, {}, `${sent}/person`)
    const record = /\/people\/[0-9a-f-]{36}/.exec((await coordinator.get(sent)).body)?.[0] ?? ''
    assert.match((await coordinator.get(record)).body, /Through the school nurse\. Leave no message\./)
    const asked = await makeReferral(site, 'nurse')
    const plain = (await coordinator.get(`/referrals/${asked}`)).body
    assert.match(plain, /Nobody said whether a message may be left: leave none/)
    assert.doesNotMatch(plain, /Brings up a child alone/)
    const told = (id: string) =>
      site.database.asActor(actorOf('coordinator'), 'referral', tx => toldOfLoneParent(tx, id))
    assert.deepEqual([await told(sent.replace('/referrals/', '')), await told(asked)], [true, false])
  })

  test('what is not asked of a place is not sent: six pages, and no name', async () => {
    const teacher = await as('teacher')
    const check = await answer(teacher, await start(teacher), [
      ['about', { about: 'place' }],
      ['place', { place: 'The bus station' }],
      ['concern', { think: 'Pupils are afraid to wait there' }],
      ['kinds', { kinds: 'not-sure' }],
      ['urgency', { urgency: 'weeks' }],
    ])
    assert.match(ended(await teacher.post(check, {})), /^\/referrals\/[0-9a-f-]{36}$/)
  })

  test('a group of friends is written down with its referral, and its coordinator reads the group', async () => {
    const practitioner = await as('practitioner')
    const check = await answer(practitioner, await start(practitioner), [
      ['about', { about: 'peer group' }],
      [
        'group',
        {
          groupName: 'Skate park friends',
          groupShares: 'The skate park',
          aboutMany: '6',
          youngest: '13',
          oldest: '15',
        },
      ],
      ...afterGroup,
    ])
    const sent = ended(await practitioner.post(check, {}))
    const coordinator = await as('coordinator')
    const page = (await coordinator.get(sent)).body
    assert.match(page, /group of friends, threats online/)
    const group = /\/peer-groups\/[0-9a-f-]{36}/.exec(page)?.[0] ?? ''
    assert.match((await coordinator.get(group)).body, /Skate park friends/)
    assert.equal((await (await as('nurse')).get(group)).statusCode, 404)

    const peerGroup = group.replace('/peer-groups/', '')
    // So the team of a case of another agency can be given it.
    const manages = (key: StaffKey) => site.database.asActor(actorOf(key), 'people', tx => may(tx, 'manage', peerGroup))
    assert.deepEqual([await manages('coordinator'), await manages('nurse')], [true, false])
    const again = await start(practitioner, { peerGroup }, `/referrals/new?peerGroup=${peerGroup}`)
    const before = await answer(practitioner, again, [['about', { about: 'peer group' }], ...afterGroup])
    assert.match((await practitioner.get(before)).body, /A group of friends: Skate park friends/)
  })

  test('from a record it begins with what the record says, and from one that may not be read with nothing', async () => {
    const record = await makeRecord(site, 'nurse')
    const nurse = await as('nurse')
    assert.match((await nurse.get(`/people/${record}`)).body, /Refer for help/)
    const at = await start(nurse, { person: record }, `/referrals/new?person=${record}`)
    assert.match((await nurse.get(at.replace('/about', '/who'))).body, /value="Merriwyn"/)
    const teacher = await as('teacher')
    const other = await start(teacher, { person: record }, `/referrals/new?person=${record}`)
    assert.doesNotMatch((await teacher.get(other.replace('/about', '/who'))).body, /Merriwyn/)
  })

  const wrong: readonly (readonly [string, string, Fields, RegExp])[] = [
    ['no name', 'who', { aboutAge: '15' }, /Enter a name, or what they are known as/],
    ['no age', 'who', { givenName: 'Rhys' }, /Enter their date of birth, or about how old they are/],
    ['a date that is none', 'who', { ...who, 'born-day': '31', 'born-month': '2' }, /Enter a real date of birth/],
    ['an age that is none', 'who', { givenName: 'Rhys', aboutAge: '-3' }, /Enter an age in whole years/],
    ['nothing about strengths', 'strengths', {}, /Say what is going well, or that you do not know/],
    ['no own words and no reason', 'words', {}, /Write down what they say, or choose why not/],
    ['nothing that worries', 'concern', { seen: 'x' }, /Say what happened or what worries you/],
    ['a kind that is not one', 'kinds', { kinds: "'; drop table referral" }, /Choose from the list/],
    ['no consent given and no reason', 'agrees', { agrees: 'refused' }, /Say why help is asked for all the same/],
    ['an ethnic group of their own making', 'fairness', { ethnicity: '<script>' }, /Choose from the list/],
    ['words beyond all measure', 'concern', { seen: 'x'.repeat(4_001) }, /Use 4000 characters or fewer/],
  ]
  for (const [what, step, fields, sentence] of wrong) {
    test(`${what} is refused beside its field`, async () => {
      const teacher = await as('teacher')
      const first = await start(teacher)
      await teacher.post(first, { about: 'person' })
      const sent = await teacher.post(first.replace('/about', `/${step}`), fields)
      assert.equal(sent.statusCode, 422)
      assert.match(sent.body, sentence)
    })
  }

  test('sending before every question is answered leads to the first that is not, and makes nothing', async () => {
    const teacher = await as('teacher')
    const first = await start(teacher)
    await teacher.post(first, { about: 'person' })
    const sent = await teacher.post(first.replace('/about', '/check'), {}, first)
    assert.match(ended(sent), /\/who$/)
  })

  test('a child who is not born yet is refused in words', async () => {
    const nurse = await as('nurse')
    const future = [['about', { about: 'person' }], ['who', { ...who, 'born-year': '2099' }], ...afterWho] as const
    const sent = await nurse.post(await answer(nurse, await start(nurse), future), {})
    assert.equal(sent.statusCode, 422)
    assert.match(sent.body, /date of birth is in the future/)
  })

  test('markup in an answer is shown as text', async () => {
    const id = await makeReferral(site, 'nurse', { ...aboutChild, strengths: '<img src=x onerror=alert(1)>' })
    const page = (await (await as('coordinator')).get(`/referrals/${id}`)).body
    assert.match(page, /&lt;img src=x/)
    assert.doesNotMatch(page, /<img src=x/)
  })

  test('somebody else’s draft is not there for another', async () => {
    const at = await start(await as('nurse'))
    assert.equal((await (await as('teacher')).get(at)).statusCode, 404)
  })

  test('whoever asked can withdraw it with a reason, and not twice', async () => {
    const id = await makeReferral(site, 'nurse')
    const nurse = await as('nurse')
    assert.equal(
      (await nurse.post(`/referrals/${id}/withdraw`, { withdrawWhy: 'no' }, `/referrals/${id}`)).statusCode,
      422,
    )
    const fields = { withdrawReason: 'they-asked', withdrawWhy: 'His mother asked us to stop' }
    assert.equal((await nurse.post(`/referrals/${id}/withdraw`, fields, `/referrals/${id}`)).statusCode, 303)
    assert.match((await nurse.get(`/referrals/${id}`)).body, /It was withdrawn/)
    assert.equal((await nurse.post(`/referrals/${id}/withdraw`, fields, '/referrals/new')).statusCode, 409)
  })

  test('what was begun stands on the list without a word of it, and is thrown away on request', async () => {
    const teacher = await site.signIn('other-teacher')
    const first = (await teacher.post('/referrals/new', {})).headers.location ?? ''
    await teacher.post(first, { about: 'person' })
    await teacher.post(first.replace('/about', '/who'), { givenName: 'Hollis', aboutAge: '15' })
    const { body } = await teacher.get('/referrals')
    assert.match(body, /Go on with what you began/)
    assert.doesNotMatch(body, /Hollis/)
    const check = /href="(\/referrals\/new\/[0-9a-f-]{36}\/check)"/.exec(body)?.[1] ?? ''
    assert.match((await teacher.get(check)).headers.location ?? '', /\/strengths$/)
    const discard = /action="(\/referrals\/drafts\/[0-9a-f-]{36}\/discard)"/.exec(body)?.[1] ?? ''
    assert.equal((await teacher.post(discard, {}, '/referrals')).statusCode, 303)
    assert.doesNotMatch((await teacher.get('/referrals')).body, /Go on with what you began/)
  })
})

describe('the record at which a referral began', () => {
  const record = { given_name: 'Rhys', family_name: 'Merriwyn', born: '2011-03-27', born_precision: 'day' } as const

  test('it began at a record and is still of that person: the same name and birth, in whatever case; not of a sister or a twin', () => {
    assert.equal(isStill(record, { ...aboutChild, givenName: 'rhys ' }), true)
    assert.equal(isStill(record, { ...aboutChild, givenName: 'Ada' }), false)
    assert.equal(isStill(record, { ...aboutChild, 'born-year': '2012' }), false)
    assert.equal(isStill(record, { ...aboutChild, 'born-day': '' }), false)
    assert.equal(isStill({ ...record, born: null, born_precision: 'unknown' }, aboutChild), true)
  })
})
