// A case on a programme about abuse at home, and a partner whom a service supports beside it. Nothing is tested here.
import assert from 'node:assert/strict'
import { addAccount } from '#modules/agencies'
import { addContact, addPerson } from '#modules/people'
import { type Actor, type OpenDatabase, schemaOf, type Transaction } from '#platform/database'
import { idOf } from '#platform/ids'
import { setUpContent, testSecrets } from '#platform/testing/content'
import { freshDatabase, testPartnership } from '#platform/testing/database'
import { addStaff, type Made, makeCase, modules, now, openForRequest, today } from './cases-site.test.ts'
import { choosePathway } from './store/deciding.ts'
import { addChoice, addPartnerEvent, newsWaiting, openSupport, sendNews, tellProgramme } from './store/partner.ts'

export const schema = schemaOf(testPartnership)
export const service = ['support', 'support-colleague'] as const
export const actor = (key: string): Actor => ({ id: idOf('account', key), session: undefined })

const pathway = {
  pathway: 'pw.behaviour_change',
  name: 'A programme',
  why: 'He asked',
  contact_hours: 120,
  review_days: 28,
}
const chose = {
  answer: 'wants contact',
  own_words: 'Ring me at work',
  no_words_why: '',
  how: 'At the clinic',
  answered_on: today,
} as const
const wren = {
  ...({ givenName: 'Wren', familyName: 'Test', otherNames: [], born: '1990-01-01', bornPrecision: 'day' } as const),
  ...({ world: 'victim-service', sealed: false, sex: 'not known', identifiers: [] } as const),
}

/** The database, the case that was told of and another, the partner and their support. */
export class SupportWorld {
  readonly database: OpenDatabase
  readonly made: Made
  readonly other: Made
  partner = ''
  support = ''

  constructor(database: OpenDatabase, made: Made, other: Made) {
    this.database = database
    this.made = made
    this.other = other
  }

  as<T>(key: string, work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.database.asActor(actor(key), 'partner-support', work)
  }

  /** Does something as somebody, and undoes it. */
  undone(key: string, work: (tx: Transaction) => Promise<void>): Promise<void> {
    const done = this.as(key, async tx => {
      await work(tx)
      throw new Error('undone')
    })
    return assert.rejects(done, { message: 'undone' })
  }

  /** Runs one statement as somebody, after `change` by the owner, and undoes both. Answers a count or a refusal. */
  async ask(key: string, statement: string, change = 'select 1'): Promise<string> {
    const enter = `set local role breakwater_app; set local search_path = ${schema}, pg_temp; set local app.actor = '${actor(key).id}'`
    try {
      const { rows } = await this.database.raw(`begin; ${change}; ${enter}; ${statement}; rollback`)
      return String((rows as { n?: number | string }[]).map(({ n }) => n).filter(n => n !== undefined))
    } catch (error) {
      await this.database.raw('rollback')
      return `error ${(error as { code?: string }).code ?? 'unknown'}`
    }
  }

  /** How many rows of each table of the partnership somebody can see. */
  async everythingSeenBy(key: string): Promise<string[]> {
    const { rows } = await this.database.raw(`select c.relname::text as name from pg_class c
      where c.relkind = 'r' and c.relnamespace = '${schema}'::regnamespace
        and has_table_privilege('breakwater_app', c.oid, 'select') order by 1`)
    const names = (rows as { name: string }[]).map(({ name }) => name)
    const counts = names.map(name => `'${name} ' || (select count(*) from ${name})`)
    return (await this.ask(key, `select array_to_string(array[${counts.join(', ')}], ';') as n`)).split(';')
  }

  /** What the lead of the case sends, and what the case tells by itself. */
  async tell(tx: Transaction): Promise<void> {
    const { file } = this.made
    const agency = 'org.refuge'
    await choosePathway(tx, file, pathway, now)
    await sendNews(tx, file, { what: 'ask', words: 'Wren, his former partner', agency }, today, now)
    await sendNews(tx, file, { what: 'concern', words: 'He knows where Wren works', agency }, today, now)
    await tellProgramme(tx, file, { what: 'came', on_day: today }, now)
    await tellProgramme(tx, this.other.file, { what: 'came', on_day: today }, now)
  }

  /** The service opens support beside the request. */
  async open(tx: Transaction): Promise<void> {
    const sent = (await newsWaiting(tx)).find(({ what }) => what === 'ask')
    assert.ok(sent !== undefined)
    this.partner = await addPerson(tx, testSecrets, wren, actor('support').id, now)
    const reach = { kind: 'telephone', value: '07700 900001', safety: 'safe', must_not_know: 'Rhys' } as const
    await addContact(tx, this.partner, reach)
    this.support = await openSupport(tx, sent, { person: this.partner, opened_on: today }, now)
    await addChoice(tx, this.support, chose, now)
    const talked = { event: 'talked', words: 'Safe at work', on_day: today, answers: [] } as const
    await addPartnerEvent(tx, this.support, talked, now)
  }
}

export async function supportWorld(): Promise<SupportWorld> {
  const database = await freshDatabase()
  await setUpContent(database, { modules, only: ['model', 'agencies', 'sharing'], now })
  await database.asSystem('migrator', 'set-up', async tx => {
    await addStaff(tx)
    for (const key of service) {
      const it = { key, name: `Test ${key}`, jobTitle: 'Support', comesTo: '', agencyKey: 'org.refuge' }
      await addAccount(tx, { ...it, roles: ['practitioner'], synthetic: true })
    }
  })
  const made = await makeCase(database, testSecrets)
  const world = new SupportWorld(database, made, await makeCase(database, testSecrets))
  await openForRequest(database, made)
  return world
}
