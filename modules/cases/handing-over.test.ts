// Somebody is asked to take a case over, as the pages walk it (called by delivery.test.ts) and as the database answers each person
// (called by policies.test.ts).
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { putDown, takeUp } from '#platform/access'
import { type OpenDatabase, schemaOf, type Transaction } from '#platform/database'
import { testPartnership } from '#platform/testing/database'
import { says, type Walk } from './cases-browser.test.ts'
import { actorOf, everyone, now, type StaffKey } from './cases-site.test.ts'
import { askToTake, closeQuestion, giveUp } from './store/handing-over.ts'

const schema = schemaOf(testPartnership)
const chosen = (key: StaffKey): string => actorOf(key).id

export function handingOver(walk: () => Walk): void {
  test('a case is handed over when somebody says yes: until then the lead stays, and nobody answers for them', async () => {
    const path = `/cases/${walk().file}/transfer`
    const by = { 'by-day': '25', 'by-month': '11', 'by-year': '2026' }
    const asked = { ...by, member: chosen('colleague'), why: 'Moves team', passedOn: 'We meet him together on Monday' }
    await walk().send('lead', path, asked)
    says(await walk().page('lead', `/cases/${walk().file}/team`), /Test lead , practitioner, [^.]+\. Leads the case/)
    assert.equal(
      (await (await walk().as('lead')).post(`${path}/answer`, { answer: 'accepted', why: 'x' }, path)).statusCode,
      404,
    )
    says(await walk().page('colleague', `/cases/${walk().file}`), /You are asked to take this case over/)
    assert.equal(await walk().status('colleague', `/cases/${walk().file}/sessions/new`), 403)
    says(await walk().page('colleague', '/'), /Say whether you take it over: Case [0-9A-F]{6}/)
    await walk().send('colleague', `${path}/answer`, { answer: 'declined', why: 'I have no time before May' }, path)
    assert.equal(await walk().status('colleague', `/cases/${walk().file}`), 404)
    says(await walk().page('lead', path), /Declined : I have no time before May/)
    await walk().send('lead', path, asked)
    says(await walk().page('colleague', '/inbox'), /You are asked to take over a case/)
    assert.equal(await walk().status('colleague', path), 200)
    await walk().send('lead', `${path}/withdraw`, { why: 'Too soon' }, path)
    assert.equal(await walk().status('colleague', path), 404)
    await walk().send('lead', path, asked)
    assert.equal(await walk().status('colleague', `/people/${walk().person}`), 404)
    await walk().send('colleague', `${path}/answer`, { answer: 'accepted', why: 'We meet him on Monday' }, path)
    assert.equal(await walk().status('colleague', `/people/${walk().person}`), 200)
    says(
      await walk().page('colleague', `/cases/${walk().file}/team`),
      /Test colleague , practitioner, [^.]+\. Leads the case/,
    )
  })

  test('whoever leads is not taken out of the team; whoever opened the case takes it over at once, and the lead is told', async () => {
    const [team, path] = [`/cases/${walk().file}/team`, `/cases/${walk().file}/transfer`]
    says(
      await walk().refused('coordinator', `${team}/leave`, { member: chosen('colleague'), why: 'Is ill' }, team),
      /Choose who leaves the team/,
    )
    const by = { 'by-day': '25', 'by-month': '11', 'by-year': '2026' }
    const own = { ...by, member: chosen('coordinator'), why: 'Nobody else can', passedOn: 'I ring him today' }
    await walk().send('coordinator', path, own)
    says(await walk().page('coordinator', team), /Test coordinator , coordinator, [^.]+\. Leads the case/)
    says(await walk().page('colleague', '/inbox'), /Somebody said whether they take over a case/)
    const back = { ...own, member: chosen('colleague'), why: 'Is back' }
    await walk().send('coordinator', path, back)
    says(await walk().page('colleague', team), /Test coordinator , coordinator, [^.]+\. Leads the case/)
    await walk().send('colleague', `${path}/answer`, { answer: 'accepted', why: 'I ring him' }, path)
    says(await walk().page('coordinator', team), /Test colleague , practitioner, [^.]+\. Leads the case/)
  })
}

/** Somebody who was asked is taken out of the team, and joins it again. */
export function askedAndGone(walk: () => Walk): void {
  test('whoever is taken out of the team is no longer asked to lead: joined again, they have no question that they cannot answer', async () => {
    const [team, path] = [`/cases/${walk().file}/team`, `/cases/${walk().file}/transfer`]
    const member = chosen('other-coordinator')
    await walk().send('colleague', `${team}/join`, { member, why: 'Knows the school' }, team)
    const by = { 'by-day': '25', 'by-month': '11', 'by-year': '2026' }
    await walk().send('colleague', path, { ...by, member, why: 'Moves team', passedOn: 'All of it' })
    says(await walk().page('other-coordinator', '/'), /Say whether you take it over/)
    await walk().send('colleague', `${team}/leave`, { member, why: 'Is ill' }, team)
    await walk().send('colleague', `${team}/join`, { member, why: 'Is back' }, team)
    assert.doesNotMatch(await walk().page('other-coordinator', '/'), /Say whether you take it over/)
    says(await walk().page('colleague', path), /Taken back : Is ill.*Ask somebody to take it over/)
    await walk().send('colleague', `${team}/leave`, { member, why: 'Is at another school' }, team)
  })
}

export type Asking = {
  readonly database: () => OpenDatabase
  /** Runs a statement as somebody after a change by the owner, and undoes both: a count, or a refusal. */
  readonly ask: (change: string, key: StaffKey, statement: string) => Promise<string>
  /** A statement that adds a row to a table. */
  readonly write: (table: string, key: StaffKey) => string
}

export function askingSomebody({ database, ask, write }: Asking): void {
  describe('while somebody is asked to take the case over', () => {
    const by = { answer_by: '2026-11-25', why: 'Moves team', passed_on: 'We meet him on Monday' } as const
    const asking = { ...by, member: actorOf('colleague').id }
    const as = <T>(key: StaffKey, work: (tx: Transaction) => Promise<T>): Promise<T> =>
      database().asActor(actorOf(key), 'case', work)
    const begin = `with begun as (update access set starts = now() returning 1) select count(*)::int as n from begun`
    let file = ''
    before(async () => {
      const { rows } = await database().raw(`select id from ${schema}.case_file`)
      file = String((rows as { id: string }[])[0]?.id)
      await as('lead', tx => askToTake(tx, file, asking, actorOf('lead').id, now))
    })

    test('they read it, and neither write in it, nor let anybody see it, nor read the person’s own record', async () => {
      assert.equal(await ask('select 1', 'colleague', 'select count(*)::int as n from case_plan'), '1')
      assert.match(await ask('select 1', 'colleague', write('case_session', 'colleague')), /42501/)
      assert.match(await ask('select 1', 'colleague', write('case_event', 'colleague')), /42501/)
      assert.equal(await ask('select 1', 'colleague', 'select count(*)::int as n from manageable'), '0')
      assert.equal(await ask('select 1', 'colleague', 'select count(*)::int as n from person_record'), '0')
    })

    test('what waits for their yes is theirs alone to begin: one row of one person, and of nobody else of 15', async () => {
      const begun = await Promise.all(everyone.map(async key => [key, await ask('select 1', key, begin)] as const))
      assert.deepEqual(
        begun.filter(([, rows]) => rows !== '0'),
        [['colleague', '1']],
      )
      const drop = `drop policy access_take_up on ${schema}.access`
      assert.equal(await ask(drop, 'colleague', begin), '0')
      await assert.rejects(
        as('nurse', tx => takeUp(tx, file, 'asked to lead')),
        /does not allow/,
      )
    })

    test('a no, or the question taken back, leaves them nothing: not to read, and not to begin later', async () => {
      await as('colleague', tx => giveUp(tx, file, false))
      assert.equal(await ask('select 1', 'colleague', 'select count(*)::int as n from case_file'), '0')
      assert.equal(await ask('select 1', 'colleague', begin), '0')
      await as('lead', tx => askToTake(tx, file, asking, actorOf('lead').id, now))
      await as('lead', tx => closeQuestion(tx, file, asking.member, false))
      assert.equal(await ask('select 1', 'colleague', 'select count(*)::int as n from case_file'), '0')
      assert.equal(await ask('select 1', 'colleague', begin), '0')
    })

    test('with a yes they manage it, once, and what was open for the question ends', async () => {
      await as('lead', tx => askToTake(tx, file, asking, actorOf('lead').id, now))
      await as('colleague', tx => takeUp(tx, file, 'asked to lead'))
      assert.equal(
        await ask(
          'select 1',
          'colleague',
          `select array_agg(level)::text as n from my_access where record = '${file}'`,
        ),
        '{40}',
      )
      await as('colleague', tx => putDown(tx, file))
    })
  })
}
