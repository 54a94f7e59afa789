import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { type Detail, record } from '#platform/ledger'
import type { Choice, Ground, Outcome, RequestEvent, RequestEventName, Right } from '../rules/requests.ts'

export type Capacity = 'themselves' | 'parental responsibility' | 'authority' | 'court'

export type NewRequest = {
  readonly right: Right
  readonly givenName: string
  readonly familyName: string
  readonly born: string
  readonly askedBy: string
  readonly capacity: Capacity
  /** What they ask for in their own words. */
  readonly what: string
  readonly receivedOn: string
}

export type SubjectRequest = NewRequest & { readonly id: string; readonly madeAt: Date }

const columns = sql`r.id, r.right_asked as "right", r.given_name as "givenName", r.family_name as "familyName", r.born,
  r.asked_by as "askedBy", r.capacity, r.what, r.received_on as "receivedOn", r.made_at as "madeAt"`

/** Writes a request down, as the present actor. Returns its id. */
export async function addRequest(tx: Transaction, it: NewRequest, now: Date): Promise<string> {
  const id = newId()
  await sql`
    insert into subject_request (id, right_asked, given_name, family_name, born, asked_by, capacity, what, received_on, made_by,
      made_at)
    values (${id}, ${it.right}, ${it.givenName}, ${it.familyName}, ${it.born}::date, ${it.askedBy}, ${it.capacity}, ${it.what},
      ${it.receivedOn}::date, current_setting('app.actor')::uuid, ${now})`.execute(tx)
  await wrote(tx, id, { right: it.right, capacity: it.capacity, received: it.receivedOn })
  return id
}

export async function requestById(tx: Transaction, id: string): Promise<SubjectRequest | undefined> {
  const { rows } = await sql<SubjectRequest>`
    select ${columns} from subject_request r where r.id = ${id}::uuid`.execute(tx)
  return rows[0]
}

/** Every request, the latest first. */
export async function requests(tx: Transaction): Promise<SubjectRequest[]> {
  const { rows } = await sql<SubjectRequest>`
    select ${columns} from subject_request r order by r.received_on desc, r.id desc`.execute(tx)
  return rows
}

export type EventRow = RequestEvent & {
  /** Of a decision on a request for erasure. */
  readonly outcome: Outcome | null
  readonly request: string
  readonly why: string
  readonly digest: string | null
  readonly by: string | null
}

/** What happened to one request, or to all; oldest first. */
export async function eventRows(tx: Transaction, request?: string): Promise<EventRow[]> {
  const { rows } = await sql<EventRow>`
    select e.request, e.event, e.on_day as "onDay", e.why, e.digest, e.outcome, e.recorded_at as "recordedAt", p.name as by
    from subject_request_event e left join account p on p.id = e.actor
    where ${request ?? null}::uuid is null or e.request = ${request ?? null}::uuid
    order by e.on_day, e.recorded_at, e.id`.execute(tx)
  return rows
}

export type NewEvent = {
  readonly event: RequestEventName
  readonly onDay: string
  readonly why: string
  readonly digest?: string
  readonly outcome?: Outcome
}

/** Writes down what happened to a request, as the present actor. */
export async function addEvent(tx: Transaction, request: string, it: NewEvent, now: Date): Promise<void> {
  await sql`
    insert into subject_request_event (id, request, event, on_day, why, digest, outcome, actor, recorded_at)
    values (${newId()}, ${request}, ${it.event}, ${it.onDay}::date, ${it.why}, ${it.digest ?? null}, ${it.outcome ?? null},
      current_setting('app.actor')::uuid, ${now})`.execute(tx)
  const { event, onDay: on, digest, outcome } = it
  await wrote(tx, request, {
    event,
    on,
    ...(digest === undefined ? {} : { digest }),
    ...(outcome === undefined ? {} : { outcome }),
  })
}

export type ChoiceRow = Choice & {
  readonly section: string
  readonly ground: Ground | null
  readonly why: string
  readonly by: string | null
}

/** What was decided about the sections of one pack, oldest first. */
export async function choiceRows(tx: Transaction, request: string): Promise<ChoiceRow[]> {
  const { rows } = await sql<ChoiceRow>`
    select c.section, c.digest, c.choice, c.ground, c.why, c.chosen_at as "chosenAt", p.name as by
    from subject_section_choice c left join account p on p.id = c.actor
    where c.request = ${request}::uuid order by c.chosen_at, c.id`.execute(tx)
  return rows
}

export type NewChoice = Omit<ChoiceRow, 'by' | 'chosenAt'>

/** Decides about one section as it was read, as the present actor. */
export async function addChoice(tx: Transaction, request: string, it: NewChoice, now: Date): Promise<void> {
  await sql`
    insert into subject_section_choice (id, request, section, digest, choice, ground, why, actor, chosen_at)
    values (${newId()}, ${request}, ${it.section}, ${it.digest}, ${it.choice}, ${it.ground}, ${it.why},
      current_setting('app.actor')::uuid, ${now})`.execute(tx)
  await wrote(tx, request, { section: it.section, choice: it.choice, ground: it.ground })
}

export type Look = {
  readonly day: string
  readonly agency: string | null
  readonly action: string
  readonly kind: string
  readonly purpose: string
  readonly times: number
}

/**
 * Who looked at these records, or was told that they are there, by day and agency: what the ledger holds, without the looks
 * that answering a request itself made.
 */
export async function looksAt(tx: Transaction, records: readonly string[]): Promise<Look[]> {
  const { rows } = await sql<Look>`
    select (e.at at time zone 'Europe/London')::date as day, a.name as agency, e.action, e.kind, e.purpose, count(*)::int as times
    from ledger_entry e left join audience a on a.id = e.agency
    where e.subject = any(${[...records]}::uuid[]) and e.action in ('read', 'search', 'export', 'disclose', 'break-glass')
      and e.purpose <> 'subject-access'
    group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5`.execute(tx)
  return rows
}

async function wrote(tx: Transaction, request: string, detail: Detail): Promise<void> {
  await record(tx, { action: 'write', kind: 'subject request', subject: request, detail })
}
