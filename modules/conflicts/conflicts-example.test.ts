// A site with one person of each role, one small area and reports of tension, for the tests beside this file. Nothing is tested here.
import { sql } from 'kysely'
import { actions } from '#modules/actions'
import { addAccount, agencies, everyRole, groupAudience, type Role } from '#modules/agencies'
import { areaImports, areas } from '#modules/areas'
import { incidents, reportTension } from '#modules/incidents'
import { model } from '#modules/model'
import { sharing } from '#modules/sharing'
import { ukDay } from '#platform/clock'
import type { Actor, Database, Transaction } from '#platform/database'
import { boxesOf } from '#platform/days'
import { type ImportKind, newBatch, runImport } from '#platform/imports'
import { ensureMember } from '#platform/members'
import { memoryFile } from '#platform/testing/memory-file'
import { openSite, type Site, type Visitor } from '#platform/testing/site'
import { conflicts } from './module.ts'
import { daysLater } from './rules.ts'

const lookups =
  'lsoa21_name,lsoa21_code,ltla24_name,ltla24_code\nRugby A,E01000001,Rugby,E07000220\nRugby B,E01000002,Rugby,E07000220\n'

const tacticalGroup: readonly Role[] = ['intelligence-lead', 'police-analyst', 'analyst', 'coordinator']

/** Opens the site. `report` sends a report of tension as the referrer and answers its id. */
export async function example() {
  const ids = new Map<Role, string>()
  const site = await openSite({
    modules: [model, agencies, sharing, areas, incidents, actions, conflicts],
    fill: async ({ database, now }) => {
      await database.asSystem('migrator', 'set-up', tx => addPeople(tx, ids))
      await loadAreas(database, { id: ids.get('analyst') ?? '', session: undefined }, now)
    },
  })
  const id = (role: Role): string => ids.get(role) ?? ''
  const as = <T>(role: Role, work: (tx: Transaction) => Promise<T>): Promise<T> =>
    site.database.asActor({ id: id(role), session: undefined }, 'analysis', work)
  const today = ukDay(new Date())
  const visitor = (role: Role): Promise<Visitor> => site.as(role)
  return {
    site,
    visitor,
    id,
    as,
    everyone: everyRole,
    report: (handling: 'partners' | 'tactical-only' = 'partners') =>
      as('referrer', tx => report(tx, handling, id('referrer'))),
    dayBoxes: (name: string, later = 0) => boxesOf(name, daysLater(today, later)),
    ledger: (action: string, kind: string, subject: string) => looks(site, id('governance'), [action, kind, subject]),
  }
}

async function addPeople(tx: Transaction, ids: Map<Role, string>): Promise<void> {
  for (const role of everyRole) {
    const person = { key: role, name: `Test ${role}`, jobTitle: '', comesTo: '', agencyKey: 'auth.wcc', roles: [role] }
    const account = await addAccount(tx, { ...person, synthetic: true })
    ids.set(role, account)
    if (tacticalGroup.includes(role))
      await ensureMember(tx, account, groupAudience('grp.tactical'), 'Sits in the group')
  }
}

async function loadAreas(database: Database, actor: Actor, now: Date): Promise<void> {
  const files = (async function* () {
    yield memoryFile('lookups.csv', lookups)
  })()
  const kind = areaImports.lookups as ImportKind
  await runImport(database, { kind, batch: newBatch(), files, names: ['lookups.csv'], dryRun: false, actor, now })
}

function report(tx: Transaction, handling: 'partners' | 'tactical-only', reporter: string): Promise<string> {
  const now = new Date()
  return reportTension(
    tx,
    {
      about: 'group',
      area: 'E01000001',
      place: '',
      what: 'Two groups of pupils threaten each other in a chat.',
      basis: 'read-online',
      sureness: 'certain',
      recency: 'today',
      provenance: 'school',
      handling,
    },
    now,
    ukDay(now),
    reporter,
  )
}

/** Who did this to a record, by the ledger. */
async function looks(site: Site, governance: string, asked: readonly string[]): Promise<string[]> {
  const [action, kind, subject] = asked
  return site.database.asActor({ id: governance, session: undefined }, 'governance', async tx => {
    const { rows } = await sql<{ actor: string }>`
      select actor from ledger_entry where action = ${action} and kind = ${kind} and subject = ${subject}::uuid order by id`.execute(
      tx,
    )
    return rows.map(({ actor }) => actor)
  })
}
