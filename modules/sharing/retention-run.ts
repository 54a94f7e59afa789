// The work of ending records: the look at what is due, the removals that people agreed to, and the clearing away of what needs no
// decision. All of it as the system actor `retention`; no page removes anything.
import { type Clock, ukDay } from '#platform/clock'
import type { Database } from '#platform/database'
import { Conflict } from '#platform/errors'
import { newId } from '#platform/ids'
import type { Mention, Module, RetentionRule } from '#platform/module'
import type { RetentionSchedule } from './gateways/schema.ts'
import { lawOfSharing } from './law.ts'
import { askedToGo } from './retention-asked.ts'
import { type About, dueDay, peopleNeeded } from './retention-rules.ts'
import { keptWords } from './retention-words.ts'
import type { Item, KindLook } from './store/retention.ts'
import {
  clearOver,
  dropItems,
  type Facts,
  factsOf,
  factsPerPage,
  lookedOn,
  namedBy,
  saveItems,
  saveLook,
} from './store/retention-look.ts'
import { removableOf, removeRecord, shapeOf } from './store/retention-remove.ts'

export const purpose = 'retention'

type Work = { readonly database: Database; readonly modules: readonly Module[]; readonly clock: Clock }

/** Kinds of records, those first that others wait for: a case goes before the person whom it is about. */
export function rulesOf(modules: readonly Module[]): RetentionRule[] {
  return modules.flatMap(({ retention }) => retention ?? []).toReversed()
}

/** What goes with any record because it names it, wherever it stands. */
export function mentionsOf(modules: readonly Module[]): Mention[] {
  return rulesOf(modules).flatMap(({ mentions }) => mentions ?? [])
}

/** The schedule of that id. Throws an Error that names it where retention.csv has none. */
export function scheduleOf(id: string): RetentionSchedule {
  const found = lawOfSharing().retention.get(id)
  if (found === undefined) throw new Error(`retention.csv has no schedule "${id}".`)
  return found
}

type LookId = {
  readonly id: string
  readonly today: string
  /** The records that somebody asked to go, with the day on which that was upheld. */
  readonly asked: ReadonlyMap<string, string>
}

/** Looks at every record of every kind and brings the queue up to date. Returns what was found of each kind. */
export async function lookAtAll({ database, modules, clock }: Work): Promise<KindLook[]> {
  const asked = await database.asSystem('retention', purpose, tx => askedToGo(tx, rulesOf(modules)))
  const look = { id: newId(), today: ukDay(clock.now()), asked }
  const kinds: KindLook[] = []
  for (const rule of rulesOf(modules)) kinds.push(await lookAt({ database, modules }, rule, look))
  await database.asSystem('retention', purpose, tx => dropItems(tx, look.id))
  return kinds
}

async function lookAt(
  { database, modules }: Omit<Work, 'clock'>,
  rule: RetentionRule,
  look: LookId,
): Promise<KindLook> {
  const counts = { records: 0, open: 0, due: 0 }
  let after: string | undefined
  do {
    const page = await database.asSystem('retention', purpose, async tx => {
      const facts = await factsOf(tx, rule, after)
      const due = facts.flatMap(it => itemOf(rule, it, look) ?? [])
      await saveItems(
        tx,
        await withWaits(rule, due, (table, column, ids) => namedBy(tx, table, column, ids), modules),
        look.id,
      )
      return { facts, due }
    })
    counts.records += page.facts.length
    counts.open += page.facts.filter(({ counts_from: from }) => from === null).length
    counts.due += page.due.length
    after = page.facts.length === factsPerPage ? page.facts.at(-1)?.id : undefined
  } while (after !== undefined)
  return { kind: rule.kind, ...counts }
}

/** What the queue says of a record, where its time is over or a request for erasure of it was upheld before that. */
export function itemOf(rule: RetentionRule, it: Facts, { today, asked }: Omit<LookId, 'id'>): Item | undefined {
  if (it.counts_from === null) return undefined
  const schedule = scheduleOf(it.schedule)
  const facts = { countsFrom: it.counts_from, ...(it.born === null ? {} : { dateOfBirth: it.born }) }
  const due = dueDay(schedule, facts)
  const askedOn = asked.get(it.id)
  const isEarly = askedOn !== undefined && askedOn < due
  if (due === 'permanent' || (due > today && !isEarly)) return undefined
  return {
    record: it.id,
    kind: rule.kind,
    schedule: it.schedule,
    title: it.title,
    counts_from: it.counts_from,
    due_on: isEarly ? askedOn : due,
    ground: isEarly ? 'asked for' : 'time over',
    people: isEarly ? 2 : peopleNeeded(schedule, facts, aboutOf(rule, it)),
    waits_for: '',
  }
}

function aboutOf({ namesNobody }: RetentionRule, { of_person: ofPerson }: Facts): About {
  if (ofPerson) return 'a person'
  return namesNobody === true ? 'names nobody' : 'no person'
}

type NamedBy = (table: string, column: string, records: readonly string[]) => Promise<readonly string[]>

/** The same with what still stands on each, in words. */
async function withWaits(
  rule: RetentionRule,
  items: readonly Item[],
  named: NamedBy,
  modules: readonly Module[],
): Promise<Item[]> {
  const waits = new Map<string, Set<string>>()
  const ids = items.map(({ record }) => record)
  for (const other of ids.length === 0 ? [] : rulesOf(modules)) {
    for (const { column, table = other.table } of (other.holdsBack ?? []).filter(({ kind }) => kind === rule.kind)) {
      for (const id of await named(table, column, ids)) waits.set(id, new Set([...(waits.get(id) ?? []), other.kind]))
    }
  }
  return items.map(it => ({ ...it, waits_for: [...(waits.get(it.record) ?? [])].join(', ') }))
}

export type Removal = { readonly kind: string; readonly removed: number; readonly kept: number }

/** Removes every record that may go, each in a transaction of its own. With `dry` it only counts them. */
export async function removeAll({ database, modules, clock }: Work, dry = false): Promise<Removal[]> {
  const shape = await database.asSystem('retention', purpose, shapeOf)
  const mentions = mentionsOf(modules)
  const done: Removal[] = []
  for (const rule of rulesOf(modules)) {
    const records = await database.asSystem('retention', purpose, tx => removableOf(tx, rule.kind))
    let removed = 0
    for (const { record: id, schedule } of dry ? [] : records) {
      const it = { rule, id, mentions, shape, scheduleWords: keptWords(scheduleOf(schedule)) }
      if (await wasRemoved(database.asSystem('retention', purpose, tx => removeRecord(tx, it, clock.now()))))
        removed += 1
    }
    if (records.length > 0) done.push({ kind: rule.kind, removed, kept: records.length - removed })
  }
  return done
}

// A hold may be placed while the work runs: that record stays, and the others go.
async function wasRemoved(removing: Promise<void>): Promise<boolean> {
  try {
    await removing
    return true
  } catch (error) {
    if (error instanceof Conflict) return false
    throw error
  }
}

/** The whole of it, as it is done once a day: look, remove, look again (what waited may be free now), clear away. */
export async function keepRecords(work: Work): Promise<Removal[]> {
  const { database, clock } = work
  await lookAtAll(work)
  const removals = await removeAll(work)
  const kinds = await lookAtAll(work)
  await database.asSystem('retention', purpose, async tx => {
    const cleared = await clearOver(tx)
    await saveLook(tx, ukDay(clock.now()), { at: clock.now(), kinds, cleared })
  })
  return removals
}

/** The same, once for each UK day. Returns whether it was done. */
export async function keepRecordsDaily(work: Work): Promise<boolean> {
  const day = ukDay(work.clock.now())
  if ((await work.database.asSystem('retention', purpose, lookedOn)) === day) return false
  await keepRecords(work)
  return true
}
