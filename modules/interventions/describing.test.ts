// Programmes as those who run them describe them, and what is suggested for somebody.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { addAccount, agencies } from '#modules/agencies'
import { model } from '#modules/model'
import { fixedClock } from '#platform/clock'
import { idOf } from '#platform/ids'
import { openSite, type Site } from '#platform/testing/site'
import { interventions, programmeById, programmes, suggestedFor } from './module.ts'
import { programmeRecord } from './store/versions.ts'

const clock = fixedClock('2026-11-21T10:00:00Z')
const actorOf = (key: string) => ({ id: idOf('account', key), session: undefined })
const staff = [
  ['coordinator', 'auth.wcc', 'coordinator'],
  ['runner', 'org.cvs', 'practitioner'],
  ['other', 'auth.yos', 'practitioner'],
  ['board', 'auth.icb', 'board'],
] as const

describe('programmes described by those who run them', () => {
  let site: Site
  before(async () => {
    site = await openSite({
      modules: [model, agencies, interventions],
      clock,
      fill: ({ database }) =>
        database.asSystem('migrator', 'set-up', async tx => {
          for (const [key, agencyKey, role] of staff)
            await addAccount(tx, {
              key,
              name: key,
              jobTitle: '',
              comesTo: '',
              agencyKey,
              roles: [role],
              synthetic: true,
            })
        }),
    })
  })
  after(() => site.close())

  const club = {
    name: 'Night boxing',
    for_whom: 'Young people of Rugby',
    what_happens: 'Two evenings a week with the same coach',
    eligibility: 'Anybody who comes sober',
    age_from: '11',
    age_to: '18',
    districts: 'E07000220',
    levels: 'lvl.primary',
    factors: 'prot.com.role_models',
    run_by: 'org.cvs',
    state: 'offered',
    why: 'The club asked to be on the list',
  }
  let path = ''

  test('a coordinator adds a local programme, and everyone finds it by place, part of a life and age', async () => {
    const answer = await (await site.signIn('coordinator')).post('/interventions/new', club, '/interventions/new')
    assert.equal(answer.statusCode, 303)
    path = String(answer.headers.location).split('?')[0] ?? ''
    const board = await site.signIn('board')
    const found = await board.get('/interventions?place=E07000220&context=community&age=12')
    assert.match(found.body, /Night boxing/)
    assert.doesNotMatch((await board.get('/interventions?place=E07000218&context=community')).body, /Night boxing/)
    assert.doesNotMatch((await board.get('/interventions?age=19')).body, /Night boxing/)
    assert.match((await board.get(path)).body, /A local programme: the strategy does not name it/)
  })

  test('whoever runs it describes it anew and keeps its places; the history says what changed, by whom and why', async () => {
    const runner = await site.signIn('runner')
    const anew = { ...club, age_to: '21', state: 'paused', why: 'The hall is being mended', version: '1', run_by: '' }
    assert.equal((await runner.post(`${path}/change`, anew, `${path}/change`)).statusCode, 303)
    const on = { 'on-day': '20', 'on-month': '11', 'on-year': '2026' }
    const places = { places: '0', waiting: '', waitDays: '', saidBy: 'Coach', note: '', ...on }
    assert.equal((await runner.post(`${path}/places`, places, path)).statusCode, 303)
    const told = (await runner.get(`${path}/history`)).body.replace(/<[^>]+>|\s+/g, ' ')
    assert.match(told, /The hall is being mended/)
    assert.match(told, /Ages\s+ages 11 to 18\s+ages 11 to 21/)
    assert.match(told, /Offered\s+Takes nobody new at present/)
    assert.doesNotMatch(told, /Who runs it/, 'whoever runs it hands the key to nobody else')
    assert.match((await runner.get(path)).body, /Takes nobody new at present/)
  })

  test('a change begun from version 1 is refused once version 2 stands', async () => {
    const late = { ...club, why: 'An old page', version: '1' }
    assert.equal(
      (await (await site.signIn('coordinator')).post(`${path}/change`, late, `${path}/change`)).statusCode,
      409,
    )
  })

  test('another agency changes nothing of it, and those who run it nothing of another programme', async () => {
    const other = await site.signIn('other')
    assert.equal((await other.get(`${path}/change`)).statusCode, 403)
    assert.equal((await other.post(`${path}/evidence`, {}, path)).statusCode, 403)
    assert.equal((await (await site.signIn('runner')).get('/interventions/prg.exit/change')).statusCode, 403)
  })

  test('the database itself lets the key of one programme open no other', async () => {
    const write = site.database.asActor(actorOf('runner'), 'reference', tx =>
      tx
        .insertInto('programme_evidence')
        .values({
          ...{ id: idOf('test', 'row'), programme: 'prg.exit', record: programmeRecord(path.split('/')[2] ?? '') },
          ...{ kind: 'study', finding: 'x', rating: '', source: 'x', source_year: 2020 },
          ...{ added_at: clock.now(), added_by: actorOf('runner').id },
        })
        .execute(),
    )
    await assert.rejects(write, /foreign key/)
  })

  test('evidence needs its source and year; a source without a rating is shown as one that gives none', async () => {
    const runner = await site.signIn('runner')
    const half = await runner.post(`${path}/evidence`, { kind: 'study', finding: 'Fewer fights' }, `${path}/evidence`)
    assert.equal(half.statusCode, 422)
    assert.match(half.body, /Say who published it/)
    const whole = {
      kind: 'study',
      finding: 'Fewer fights',
      rating: '',
      source: 'Test institute, Boxing',
      source_year: '2021',
    }
    assert.equal((await runner.post(`${path}/evidence`, whole, `${path}/evidence`)).statusCode, 303)
    assert.match((await runner.get(path)).body, /How strong: The source gives no rating/)
    const page = (await runner.get(`${path}/evidence`)).body
    const evidence = /name="evidence" value="([^"]+)"/.exec(page)?.[1] ?? ''
    const nothing = await runner.post(`${path}/evidence/strike`, { evidence, struckWhy: '' }, `${path}/evidence`)
    assert.match(nothing.body, /Say why it is taken out/)
    await runner.post(`${path}/evidence/strike`, { evidence, struckWhy: 'It was withdrawn' }, `${path}/evidence`)
    assert.match((await runner.get(`${path}/evidence`)).body, /It was withdrawn/)
    assert.doesNotMatch((await runner.get(path)).body, /Fewer fights/)
  })

  const found = [
    { factor: 'prot.com.role_models', kind: 'strength', label: 'Looks up to somebody', state: 'present' },
    { factor: 'risk.fam.bereavement', kind: 'risk', label: 'Has lost somebody close', state: 'present' },
  ] as const

  test('what is suggested has its reasons, its places and what it is based on; one that takes nobody new stands last', async () => {
    const suggested = await site.database.asActor(actorOf('other'), 'case', tx =>
      suggestedFor(tx, { found, age: 10 }, clock.now()),
    )
    const loss = suggested.find(({ programme }) => programme.id === 'prg.loss')
    assert.deepEqual([loss?.fit, loss?.reasons, loss?.evidence], ['risk', ['Works on: has lost somebody close'], []])
    const last = suggested.at(-1)
    assert.deepEqual([last?.programme.name, last?.fit], ['Night boxing', 'outside'])
    assert.match(last?.places ?? '', /^0 places free, as of 20 November 2026$/)
  })

  test('one that is no longer offered is not on the list or suggested, and is found by its id', async () => {
    const coordinator = await site.signIn('coordinator')
    const ended = { ...club, state: 'ended', why: 'The club closed', version: '2', run_by: '' }
    assert.equal((await coordinator.post(`${path}/change`, ended, `${path}/change`)).statusCode, 303)
    const id = path.split('/')[2] ?? ''
    const [listed, one] = await site.database.asActor(actorOf('other'), 'case', async tx => [
      await programmes(tx),
      await programmeById(tx, id),
    ])
    assert.deepEqual([listed.some(it => it.id === id), one?.name], [false, 'Night boxing'])
    assert.equal((await (await site.signIn('runner')).get(`${path}/change`)).statusCode, 403)
  })
})
