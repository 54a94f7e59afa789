import { type RawBuilder, sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { Conflict } from '#platform/errors'
import { newId } from '#platform/ids'
import type { LawfulBasis, Person, Told } from '../gateways/record-types.ts'
import type { Decision } from '../rules/decision.ts'

/** A record elsewhere, by its kind and id. */
export type Subject = { readonly kind: string; readonly id: string }

/** A question about sharing, in ids of the law's files. Who asks, asks for their own agency. */
export type Question = {
  readonly fromFunction: string
  readonly toAgency: string
  readonly toFunction: string
  readonly information: readonly string[]
  readonly purpose: string
  readonly circumstances: readonly string[]
  readonly necessity: string
  readonly proportionality: string
  readonly subject?: Subject
  /** Initials or a reference: never a whole name. */
  readonly subjectLabel: string
  readonly quotedGateway?: string
}

export type Disclosure = {
  readonly id: string
  readonly asked_at: Date
  readonly asked_by: string
  readonly asker_name: string | null
  readonly subject_kind: string | null
  readonly subject: string | null
  readonly subject_label: string
  readonly from_agency: string
  readonly from_agency_name: string
  readonly from_function: string
  readonly to_agency: string
  readonly to_agency_key: string
  readonly to_agency_name: string
  readonly to_function: string
  readonly information: readonly string[]
  readonly purpose: string
  readonly circumstances: readonly string[]
  readonly necessity: string
  readonly proportionality: string
  readonly quoted_gateway: string | null
  readonly decision: 'shared' | 'not_shared' | null
  readonly decided_on: string | null
  readonly authorised_by: Person | null
  readonly gateway: string | null
  readonly gateway_answer: 'can' | 'confirm' | null
  readonly basis: LawfulBasis | null
  readonly what_was_shared: string | null
  readonly confidence: string | null
  readonly told: Told | null
  readonly consent_to_service: string | null
  readonly no_consent_reasons: readonly string[] | null
  readonly policy_document: string | null
  readonly confirmed_by: Person | null
  readonly second_authoriser: Person | null
  readonly reason: string | null
  readonly explanation: string | null
  readonly look_again_on: string | null
  readonly recipients: readonly Person[]
}

/** Writes the question down, from the agency of the present actor. Returns its id. */
export async function insertQuestion(tx: Transaction, it: Question, at: Date): Promise<string> {
  const id = newId()
  await sql`
    insert into disclosure (id, asked_at, asked_by, subject_kind, subject, subject_label, from_agency, from_function, to_agency,
      to_function, information, purpose, circumstances, necessity, proportionality, quoted_gateway)
    select ${id}::uuid, ${at}::timestamptz, p.id, ${it.subject?.kind ?? null}, ${it.subject?.id ?? null}::uuid, ${it.subjectLabel},
      p.agency, ${it.fromFunction}, ${it.toAgency}::uuid, ${it.toFunction}, ${[...it.information]}::text[], ${it.purpose},
      ${[...it.circumstances]}::text[], ${it.necessity}, ${it.proportionality}, ${it.quotedGateway ?? null}
    from account p where p.id = nullif(current_setting('app.actor', true), '')::uuid`.execute(tx)
  return id
}

/** Writes the decision on a question that has none yet. Throws Conflict where there is one, or the actor did not ask. */
export async function saveDecision(
  tx: Transaction,
  id: string,
  decision: Decision,
  { at, on, gatewayAnswer }: { at: Date; on: string; gatewayAnswer: 'can' | 'confirm' },
): Promise<void> {
  const { numAffectedRows } = await sql`
    update disclosure set decision = ${decision.decision}, decided_on = ${on}::date, decided_at = ${at},
      authorised_by = ${json(decision.authorisedBy)}, ${decision.decision === 'shared' ? sharedColumns(decision, gatewayAnswer) : notSharedColumns(decision)}
    where id = ${id}::uuid and decision is null`.execute(tx)
  if (Number(numAffectedRows ?? 0) !== 1) throw new Conflict('This was decided already. Look at it again.')
  if (decision.decision === 'shared') await insertRecipients(tx, id, decision.recipients)
}

function sharedColumns(it: Extract<Decision, { decision: 'shared' }>, answer: 'can' | 'confirm'): RawBuilder<unknown> {
  return sql`gateway = ${it.gateway}, gateway_answer = ${answer}, basis = ${json(it.lawfulBasis)},
    what_was_shared = ${it.whatWasShared}, confidence = ${it.confidence ?? null}, told = ${json(it.told)},
    consent_to_service = ${it.consentToService}, no_consent_reasons = ${[...it.noConsentReasons]}::text[],
    policy_document = ${it.policyDocument ?? null}, confirmed_by = ${json(it.confirmedBy)},
    second_authoriser = ${json(it.secondAuthoriser)}`
}

function notSharedColumns(it: Extract<Decision, { decision: 'not_shared' }>): RawBuilder<unknown> {
  return sql`reason = ${it.reason}, explanation = ${it.explanation}, look_again_on = ${it.lookAgainOn ?? null}::date`
}

const json = (value: unknown): RawBuilder<unknown> =>
  value === undefined ? sql`null` : sql`${JSON.stringify(value)}::jsonb`

async function insertRecipients(tx: Transaction, id: string, people: readonly Person[]): Promise<void> {
  await sql`
    insert into disclosure_recipient (disclosure, position, name, role)
    select ${id}::uuid, r.position, r.name, r.role
    from unnest(${people.map(({ name }) => name)}::text[], ${people.map(({ role }) => role)}::text[]) with ordinality
      as r(name, role, position)`.execute(tx)
}

const columns = sql`d.id, d.asked_at, d.asked_by, p.name as asker_name, d.subject_kind, d.subject, d.subject_label, d.from_agency,
  f.name as from_agency_name, d.from_function, d.to_agency, t.key as to_agency_key, t.name as to_agency_name, d.to_function,
  d.information, d.purpose, d.circumstances, d.necessity, d.proportionality, d.quoted_gateway, d.decision, d.decided_on,
  d.authorised_by, d.gateway, d.gateway_answer, d.basis, d.what_was_shared, d.confidence, d.told, d.consent_to_service,
  d.no_consent_reasons, d.policy_document, d.confirmed_by, d.second_authoriser, d.reason, d.explanation, d.look_again_on,
  (select coalesce(jsonb_agg(jsonb_build_object('name', r.name, 'role', r.role) order by r.position), '[]')
    from disclosure_recipient r where r.disclosure = d.id) as recipients`
const tables = sql`disclosure d join agency f on f.id = d.from_agency join agency t on t.id = d.to_agency
  left join account p on p.id = d.asked_by`

export async function disclosureById(tx: Transaction, id: string): Promise<Disclosure | undefined> {
  const { rows } = await sql<Disclosure>`select ${columns} from ${tables} where d.id = ${id}::uuid`.execute(tx)
  return rows[0]
}

export type DisclosureFilter = {
  /** An agency on either side. */
  readonly agency?: string
  readonly gateway?: string
  /** Asked on these UK days or between them. */
  readonly from?: string
  readonly until?: string
  /** Only those asked before this one. */
  readonly before?: string
}

export const disclosuresPerPage = 30

/** The newest disclosures that the present actor may see and that fit; one more than a page holds when there are more. */
export async function disclosurePage(tx: Transaction, filter: DisclosureFilter): Promise<Disclosure[]> {
  const { rows } = await sql<Disclosure>`
    select ${columns} from ${tables} where ${fitting(filter)} order by d.asked_at desc, d.id desc
    limit ${disclosuresPerPage + 1}`.execute(tx)
  return rows
}

function fitting({ agency, gateway, from, until, before }: DisclosureFilter): RawBuilder<unknown> {
  const day = sql`(d.asked_at at time zone 'Europe/London')::date`
  const wanted = [
    ...(agency === undefined ? [] : [sql`${agency}::uuid in (d.from_agency, d.to_agency)`]),
    ...(gateway === undefined ? [] : [sql`d.gateway = ${gateway}`]),
    ...(from === undefined ? [] : [sql`${day} >= ${from}::date`]),
    ...(until === undefined ? [] : [sql`${day} <= ${until}::date`]),
    ...(before === undefined
      ? []
      : [sql`(d.asked_at, d.id) < (select b.asked_at, b.id from disclosure b where b.id = ${before}::uuid)`]),
  ]
  return wanted.length === 0 ? sql`true` : sql.join(wanted, sql` and `)
}

/** What the present actor asked and has not decided, oldest first. */
export async function undecided(tx: Transaction): Promise<Disclosure[]> {
  const { rows } = await sql<Disclosure>`
    select ${columns} from ${tables}
    where d.decision is null and d.asked_by = nullif(current_setting('app.actor', true), '')::uuid
    order by d.asked_at, d.id limit 20`.execute(tx)
  return rows
}

/** What the present actor planned for a day from `since` to `today`, both UK days: telling a person, or looking again. */
export async function plannedFor(tx: Transaction, since: string, today: string): Promise<Disclosure[]> {
  const { rows } = await sql<Disclosure>`
    select ${columns} from ${tables}
    where d.asked_by = nullif(current_setting('app.actor', true), '')::uuid
      and (d.look_again_on between ${since}::date and ${today}::date
        or (d.told ->> 'answer' = 'planned' and d.told ->> 'on' between ${since} and ${today}))
    order by d.decided_at, d.id limit 20`.execute(tx)
  return rows
}

/** Every decision about one record elsewhere that the present actor may see, oldest first. */
export async function disclosuresAbout(tx: Transaction, subject: string): Promise<Disclosure[]> {
  const { rows } = await sql<Disclosure>`
    select ${columns} from ${tables} where d.subject = ${subject}::uuid and d.decision is not null
    order by d.decided_at, d.id`.execute(tx)
  return rows
}

/**
 * Decisions that were written down with initials and no record, where the initials are these: what a search by name and date of birth
 * cannot find. They fit many people, so somebody reads each. The latest first, 20 at most.
 */
export async function disclosuresByInitials(tx: Transaction, initials: string): Promise<Disclosure[]> {
  const { rows } = await sql<Disclosure>`
    select ${columns} from ${tables} where d.subject is null and d.decision is not null
      and upper(regexp_replace(d.subject_label, '[^[:alpha:]]', '', 'g')) = upper(${initials})
    order by d.decided_at desc, d.id limit 20`.execute(tx)
  return rows
}
