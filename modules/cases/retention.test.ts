// A child's case, referral and record end: afterwards no table of the partnership holds the name, the search token or the number,
// save the certificate and the opaque entries of the ledger.
import assert from 'node:assert/strict'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { proposeAction } from '#modules/actions'
import { addAddress, addContact } from '#modules/people'
import { lookAtRecords, removeRecords } from '#modules/sharing'
import { fixedClock } from '#platform/clock'
import { type Database, type OpenDatabase, systemActors } from '#platform/database'
import { newId } from '#platform/ids'
import { askForJob } from '#platform/jobs'
import { ledgerKey, record, seal, verify } from '#platform/ledger'
import { ownerDatabase } from '#platform/testing/database'
import { openSite, type Site } from '#platform/testing/site'
import { acceptedReferral } from './cases-browser.test.ts'
import { actorOf, addStaff, fillCase, modules, now, today } from './cases-site.test.ts'
import { openCase } from './store/opening.ts'

// What stays the same without one policy: no action is in the queue by itself; three tables hang on two wholes of one record, and
// either way leads to them; drafts must be old; the person and the referral wait for the case, and their removal is tried below.
const unmoved =
  /^(action: action_removal|case_goal_outcome|case_look|reachable_moment|draft: draft_(count|purge)|person_record: person_record_removal|referral: referral_removal)/

describe('the end of a record', () => {
  let site: Site
  let schema = ''
  let child: { person: string; referral: string; file: string; token: string }
  const work = () => ({ database: site.database, modules, clock: fixedClock(now.toISOString()) })
  const key = ledgerKey(join(mkdtempSync(join(tmpdir(), 'retention-')), 'key'))

  before(async () => {
    site = await openSite({
      modules,
      clock: fixedClock(now.toISOString()),
      fill: ({ database }) => database.asSystem('migrator', 'set-up', addStaff),
    })
    schema = await site.database.asSystem('retention', 'retention', async tx => {
      const { rows } = await sql<{ name: string }>`select current_schema() as name`.execute(tx)
      return rows[0]?.name ?? ''
    })
    child = await fillEverything(site)
  })
  after(() => site.close())

  /** Runs a statement as the owner of the tables, past every policy. */
  async function asOwner(statement: string): Promise<Record<string, unknown>[]> {
    if (isOwned(site.database)) return (await site.database.raw(statement)).rows as Record<string, unknown>[]
    const owner = await ownerDatabase()
    try {
      return (await owner.raw(statement)).rows as Record<string, unknown>[]
    } finally {
      await owner.close()
    }
  }

  /** Every table, from the catalog, of which some row holds one of these words anywhere. */
  async function tablesWith(...words: readonly string[]): Promise<string[]> {
    const tables = await asOwner(
      `select c.relname::text as name from pg_class c where c.relkind in ('r', 'p') and c.relnamespace = '${schema}'::regnamespace order by 1`,
    )
    const like = words.map(word => `t::text ilike '%${word}%'`).join(' or ')
    const asked = tables.map(
      ({ name }) => `select '${name}' as name where exists (select from ${schema}.${name} t where ${like})`,
    )
    return (await asOwner(asked.join(' union all '))).map(({ name }) => String(name)).sort()
  }

  /** Puts a record in the queue as though its time were over, and lets so many people agree. */
  async function agreeOn(kind: string, id: string, people: readonly ('governance' | 'chair')[]): Promise<void> {
    await site.database.asSystem('retention', 'retention', async tx => {
      await sql`insert into retention_item (record, kind, schedule, title, counts_from, due_on, people, look)
        values (${id}, ${kind}, 'adult_case', 'A record', '2014-01-01', '2020-01-01', 2, ${newId()})
        on conflict (record) do update set due_on = '2020-01-01'`.execute(tx)
      await record(tx, { action: 'write', kind: 'test' })
    })
    for (const who of people)
      await site.database.asActor(actorOf(who), 'retention', async tx => {
        await sql`insert into retention_event (id, record, kind, event, ground, actor)
          values (${newId()}, ${id}, ${kind}, 'delete_approved', 'time over', ${actorOf(who).id})`.execute(tx)
        await record(tx, { action: 'write', kind: 'test', subject: id, detail: { agreed: true } })
      })
  }

  const both = ['governance', 'chair'] as const

  /** How many rows of a table the job reads and can remove, after a change by the owner; all of it is undone. */
  async function answers(table: string, change: string): Promise<string> {
    const enter = `set local role breakwater_retention; set local search_path = ${schema}, pg_temp; set local app.actor = '${systemActors.retention}'`
    const told: string[] = []
    for (const statement of [
      `select count(*)::int as n from ${table}`,
      `with gone as (delete from ${table} returning 1) select count(*)::int as n from gone`,
    ]) {
      const counted = asOwner(`begin; ${change}; ${enter}; ${statement}; rollback`)
      told.push(
        await counted.then(
          rows => JSON.stringify(rows.filter(row => 'n' in row)),
          (error: { code?: string }) => error.code ?? 'failed',
        ),
      )
    }
    return told.join()
  }

  test('before, the name, the token and the number stand in many tables', async () => {
    assert.ok((await tablesWith('Merriwyn')).includes('person_record'))
    assert.ok((await tablesWith(child.token)).includes('search_token'))
    const named = await tablesWith(child.person)
    for (const table of [
      'access',
      'action',
      'assessment_file',
      'case_file',
      'draft',
      'job',
      'ledger_detail',
      'referral',
    ])
      assert.ok(named.includes(table), `${table} names the person`)
  })

  test('a person of unknown age is due after 6 years, as an adult, for two people, and waits for the case and the referral', async () => {
    const later = { ...work(), clock: fixedClock('2033-01-01T10:00:00Z') }
    await asOwner(`update ${schema}.person_record set born = null, born_precision = 'unknown'`)
    await lookAtRecords(work())
    assert.deepEqual(await asOwner(`select kind from ${schema}.retention_item`), [], 'not while the 6 years run')
    await lookAtRecords(later)
    const waits = await asOwner(
      `select kind, people, waits_for from ${schema}.retention_item where kind in ('case', 'person', 'referral')`,
    )
    assert.deepEqual(waits, [{ kind: 'person', people: 2, waits_for: 'case, referral' }])
    await asOwner(`update ${schema}.person_record set born = '2009-03-01', born_precision = 'day'`)
    await lookAtRecords(later)
    assert.deepEqual(
      await asOwner(`select kind from ${schema}.retention_item`),
      [],
      'a known birthday: it is kept until 25',
    )
  })

  test('nobody’s approval, one approval of two, or a hold: nothing is removed', async () => {
    await agreeOn('case', child.file, [])
    assert.deepEqual(await removeRecords(work()), [])
    await agreeOn('case', child.file, ['governance'])
    assert.deepEqual(await removeRecords(work()), [])
    await agreeOn('case', child.file, ['chair'])
    await site.database.asActor(actorOf('chair'), 'retention', async tx => {
      await sql`insert into retention_event (id, record, kind, event, why, actor)
        values (${newId()}, ${child.file}, 'case', 'hold_placed', 'An inquiry', ${actorOf('chair').id})`.execute(tx)
      await record(tx, { action: 'write', kind: 'test' })
    })
    assert.deepEqual(await removeRecords(work()), [])
    await site.database.asActor(actorOf('governance'), 'retention', async tx => {
      await sql`insert into retention_event (id, record, kind, event, why, actor)
        values (${newId()}, ${child.file}, 'case', 'hold_lifted', 'It is over', ${actorOf('governance').id})`.execute(
        tx,
      )
      await record(tx, { action: 'write', kind: 'test' })
    })
    assert.deepEqual(await removeRecords(work()), [], 'after a hold people are asked again')
  })

  test('a person cannot go while a case stands, even where two people agreed', async () => {
    await agreeOn('person', child.person, both)
    assert.deepEqual(await removeRecords(work()), [{ kind: 'person', removed: 0, kept: 1 }])
    assert.ok((await tablesWith('Merriwyn')).includes('person_record'))
  })

  test('every policy of the job matters: taken away, it reads or removes less', async () => {
    await agreeOn('case', child.file, both)
    await agreeOn('referral', child.referral, both)
    const policies = (await asOwner(`select p.tablename as table, p.policyname as name from pg_policies p
      where p.schemaname = '${schema}' and p.roles = '{breakwater_retention}' and p.permissive = 'PERMISSIVE' order by 1, 2`)) as {
      table: string
      name: string
    }[]
    const empty = new Set<string>()
    for (const table of new Set(policies.map(it => it.table)))
      if ((await asOwner(`select from ${schema}.${table} limit 1`)).length === 0) empty.add(table)
    const survivors: string[] = []
    for (const { table, name } of policies.filter(it => !empty.has(it.table)))
      if ((await answers(table, 'select 1')) === (await answers(table, `drop policy ${name} on ${schema}.${table}`)))
        survivors.push(`${table}: ${name}`)
    assert.deepEqual(
      survivors.filter(it => !unmoved.test(it)),
      [],
    )
    assert.ok(policies.length - empty.size > 60)
  })

  test('agreed by two, the case goes, then the referral, then the person; each in its own transaction with a certificate', async () => {
    await seal(site.database, key, now)
    assert.deepEqual(await removeRecords(work()), [
      { kind: 'case', removed: 1, kept: 0 },
      { kind: 'referral', removed: 1, kept: 0 },
      { kind: 'person', removed: 1, kept: 0 },
    ])
    const certificates = await asOwner(
      `select kind, counts, approvals from ${schema}.retention_certificate order by kind`,
    )
    const [ofCase] = certificates as { counts: Record<string, number>; approvals: unknown[] }[]
    const { case_file, case_goal, assessment, assessment_factor, life_event, access } = ofCase?.counts ?? {}
    assert.deepEqual(
      { case_file, case_goal, assessment, assessment_factor, life_event },
      {
        case_file: 1,
        case_goal: 1,
        assessment: 1,
        assessment_factor: 2,
        life_event: 1,
      },
    )
    assert.ok(Number(access) > 0)
    assert.equal(ofCase?.approvals.length, 2 + 2, 'the two before the hold stand in the certificate too')
  })

  test('afterwards no table holds the name or the token, and the number only the certificate and the ledger’s entries', async () => {
    assert.deepEqual(await tablesWith('Merriwyn', child.token), [])
    assert.deepEqual(await tablesWith(child.person), ['ledger_entry', 'retention_certificate'])
    assert.deepEqual(await tablesWith(child.file), ['ledger_entry', 'retention_certificate'])
    assert.deepEqual(await tablesWith(child.referral), ['ledger_entry', 'retention_certificate'])
  })

  test('the ledger is whole, before and after the removals are sealed', async () => {
    assert.deepEqual((await verify(site.database, key)).findings, [])
    await seal(site.database, key, now)
    const verdict = await verify(site.database, key)
    assert.deepEqual(verdict.findings, [])
    assert.ok(verdict.seals >= 2)
  })
})

/** On the embedded database the site's own connection is the owner's. */
const isOwned = (database: Database): database is OpenDatabase => 'raw' in database

/** A case with every part, a referral, and everything of the platform that names the child: returns the ids and a search token. */
async function fillEverything(site: Site) {
  const { database } = site
  const { person, referral } = await acceptedReferral(site)
  const file = await database.asActor(actorOf('coordinator'), 'case', async tx => {
    const it = { referral, person, peer_group: null, why: 'Rhys Merriwyn was hurt', opened_on: today }
    const id = await openCase(
      tx,
      { ...it, lead: actorOf('lead').id, team: [actorOf('chair').id] },
      actorOf('coordinator').id,
      now,
    )
    await addAddress(tx, person, {
      class: 'ordinary',
      lines: 'Merriwyn, 2 Mill Lane',
      postcode: '',
      since: null,
      until: null,
    })
    await addContact(tx, person, {
      kind: 'telephone',
      value: '07700 900001',
      safety: 'safe',
      must_not_know: 'Mr Merriwyn',
    })
    const about = { kind: 'case', id }
    const action = {
      about,
      person,
      title: 'Ring Rhys Merriwyn',
      why: 'He asked',
      owner: actorOf('lead').id,
      due: '2026-12-01',
    }
    await proposeAction(tx, action, actorOf('coordinator'), now)
    await proposeAction(tx, { ...action, about: { kind: 'meeting', id: newId() } }, actorOf('coordinator'), now)
    const { person: _, ...unnamed } = action
    await proposeAction(tx, unnamed, actorOf('coordinator'), now)
    await sql`insert into notice (id, actor, kind, record, urgent, at, told_by)
      values (${newId()}, ${actorOf('lead').id}, 'action proposed', ${person}, false, ${now}, ${actorOf('coordinator').id})`.execute(
      tx,
    )
    await sql`insert into draft (id, actor, journey, answers) values (${newId()}, ${actorOf('coordinator').id}, 'test',
      ${JSON.stringify({ about: person, name: 'Rhys Merriwyn' })}::jsonb)`.execute(tx)
    await askForJob(tx, 'test', 'test', { person })
    await record(tx, { action: 'read', kind: 'person', subject: person, detail: { said: 'Rhys Merriwyn', case: id } })
    await record(tx, { action: 'search', kind: 'people', detail: { shown: [person] } })
    return id
  })
  await fillCase(database, { person, file })
  const token = await database.asActor(actorOf('coordinator'), 'case', async tx => {
    const { rows } = await sql<{ token: string }>`
      select encode(token, 'hex') as token from search_token where record = ${person} limit 1`.execute(tx)
    return rows[0]?.token ?? ''
  })
  return { person, referral, file, token }
}
