import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { addAccount, agencies } from '#modules/agencies'
import { model } from '#modules/model'
import { fixedClock } from '#platform/clock'
import { idOf } from '#platform/ids'
import { openSite, type Site } from '#platform/testing/site'
import { interventions, isHelp, programmeById, programmes, suggestedFor } from './module.ts'
import { addPlaces, placesOf } from './store/places.ts'

const clock = fixedClock('2026-11-21T10:00:00Z')
const actorOf = (key: string) => ({ id: idOf('account', key), session: undefined })

describe('programmes', () => {
  let site: Site
  before(async () => {
    site = await openSite({
      modules: [model, agencies, interventions],
      clock,
      fill: ({ database }) =>
        database.asSystem('migrator', 'set-up', async tx => {
          for (const role of ['coordinator', 'referrer', 'board']) {
            const person = { key: role, name: role, jobTitle: '', comesTo: '', agencyKey: 'auth.wcc', roles: [role] }
            await addAccount(tx, { ...person, synthetic: true })
          }
        }),
    })
  })
  after(() => site.close())

  const said = { places: '3', waiting: '', waitDays: '14', saidBy: 'Manager, Street Doctors', note: '' }
  const on = { 'on-day': '20', 'on-month': '11', 'on-year': '2026' }
  const path = '/interventions/prg.hospital_yw'

  test('a referrer finds the offer for a young person who was hurt, with its ages and its source', async () => {
    const page = (await (await site.signIn('referrer')).get(path)).body
    assert.match(page, /Youth workers linked to NHS trusts/)
    assert.match(page, /Ages 14 to 25/)
    assert.match(page, /Strategy 2022 to 2027, “16-21”/)
    assert.match(page, /As published/)
    assert.doesNotMatch(page, /Keep this/)
  })

  test('where the source states no ages, the page says so', async () => {
    const page = (await (await site.signIn('referrer')).get('/interventions/prg.exit')).body
    assert.match(page, /Ages\s*<\/dt>\s*<dd[^>]*>\s*Not stated in the source/)
  })

  /** What is suggested for somebody of this age with these risks: the keys of programmes by the words under which they stand. */
  async function suggested(age: number, ...risks: readonly string[]) {
    const found = risks.map(factor => ({ factor, kind: 'risk', label: 'X', state: 'present' }) as const)
    const all = await site.database.asActor(actorOf('referrer'), 'interventions', tx =>
      suggestedFor(tx, { found, age }, clock.now()),
    )
    const under = (...fits: readonly string[]): string[] =>
      all.flatMap(({ fit, programme }) => (fits.includes(fit) ? programme.id.replace('prg.', '') : []))
    return { own: under('both', 'risk', 'strength'), carers: under('carer'), outside: under('outside') }
  }

  test('at 17 the all-age drug service, help after loss and the exit team are theirs, in whichever chapter the strategy names them', async () => {
    const { own, outside } = await suggested(17, 'risk.fam.substance', 'risk.fam.bereavement', 'risk.peer.commitment')
    for (const id of ['drug_alcohol', 'loss', 'exit_team', 'intensive_17_24']) assert.ok(own.includes(id), id)
    assert.deepEqual(outside, [])
  })

  test('for a child of 2 with abuse at home, work with who uses it is for a carer, and training of staff is suggested for nobody', async () => {
    const { own, carers, outside } = await suggested(2, 'risk.fam.dv', 'risk.ind.maltreatment', 'risk.fam.poverty')
    assert.deepEqual(carers, ['caring_dads', 'lone_parents', 'behaviour_change'])
    assert.ok(own.includes('da_accommodation') && own.includes('family_practical'))
    assert.doesNotMatch([own, carers, outside].join(), /training|toolkit/)
  })

  test('a tool of analysts and a training of staff are help for nobody by name', async () => {
    const all = await site.database.asActor(actorOf('referrer'), 'interventions', programmes)
    assert.deepEqual(
      all.filter(it => !isHelp(it)).map(({ id }) => id.replace('prg.', '')),
      [
        ...['edu_toolkit', 'edu_advice', 'employers', 'family_health_training', 'trauma_training', 'awareness'],
        ...['predictive', 'community_forum'],
      ],
    )
    const page = (await (await site.signIn('referrer')).get('/interventions/prg.predictive')).body
    assert.match(page, /Areas, employers or analysts: it is no help for anybody by name/)
  })

  test('level, life stage and pillar narrow the list', async () => {
    const visitor = await site.signIn('referrer')
    const page = (await visitor.get('/interventions?level=lvl.secondary&stage=ls.16_21&pillar=pil.respond')).body
    assert.match(page, /Community Violence Navigators/)
    assert.doesNotMatch(page, /Caring Dads/)
    assert.match((await visitor.get('/interventions?level=lvl.none')).body, /No programme fits all of these/)
  })

  test('a programme that the pack does not have is not found', async () => {
    assert.equal((await (await site.signIn('referrer')).get('/interventions/prg.invented')).statusCode, 404)
  })

  test('the coordinator keeps places and a wait, and a referrer reads them with who said so', async () => {
    const coordinator = await site.signIn('coordinator')
    const answer = await coordinator.post(`${path}/places`, { ...said, ...on }, path)
    assert.equal(answer.statusCode, 303)
    const page = (await (await site.signIn('referrer')).get(path)).body
    assert.match(page, /3 places free, a wait of 14 days on 20 November 2026, as Manager, Street Doctors said/)
  })

  test('no figure at all, a day to come and nobody named are refused, each beside its field', async () => {
    const coordinator = await site.signIn('coordinator')
    const empty = { places: '', waiting: '', waitDays: '', saidBy: '', note: '', ...on, 'on-year': '2030' }
    const answer = await coordinator.post(`${path}/places`, empty, path)
    assert.equal(answer.statusCode, 422)
    assert.match(answer.body, /href="#on">Enter a day that is not in the future/)
    assert.match(answer.body, /href="#saidBy">Say who told you/)
    const nothing = await coordinator.post(`${path}/places`, { ...empty, ...on, saidBy: 'The manager' }, path)
    assert.match(nothing.body, /href="#places">Enter the free places/)
    assert.match(
      (await coordinator.post(`${path}/places`, { ...said, ...on, places: '-1' }, path)).body,
      /whole number/,
    )
  })

  const row = {
    programme: 'prg.exit',
    on_day: '2026-11-20',
    places: 1,
    waiting: null,
    wait_days: null,
    said_by: 'x',
    note: '',
  }

  test('the database itself lets no referrer write places, and a board member read them', async () => {
    const write = site.database.asActor(actorOf('referrer'), 'reference', tx => addPlaces(tx, row, clock.now()))
    await assert.rejects(write, /row-level security/)
    const seen = await site.database.asActor(actorOf('board'), 'reference', tx => placesOf(tx, 'prg.hospital_yw'))
    assert.equal(seen.length, 1)
  })

  test('someone without any membership reads no places', async () => {
    const stranger = { id: '00000000-0000-7000-8000-00000000dead', session: undefined }
    const seen = await site.database.asActor(stranger, 'reference', tx => placesOf(tx, 'prg.hospital_yw'))
    assert.deepEqual(seen, [])
  })

  test('other modules find a programme by its id, with the names of its levels', async () => {
    const [all, exit] = await site.database.asActor(actorOf('referrer'), 'reference', async tx => [
      await programmes(tx),
      await programmeById(tx, 'prg.exit'),
    ])
    assert.equal(all.length > 30, true)
    assert.deepEqual(exit, {
      id: 'prg.exit',
      name: 'Serious Violence Exit programme',
      for_whom: 'People in groups that use violence',
      offered_to: ['person'],
      levels: ['Tertiary'],
      reach: ['Indicated'],
      summary: 'People in groups that use violence',
    })
  })
})
