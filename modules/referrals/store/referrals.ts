import { sql } from 'kysely'
import { teamId } from '#modules/agencies'
import { audienceId, grantAccess } from '#platform/access'
import type { Transaction } from '#platform/database'
import { NotAllowed } from '#platform/errors'
import { newId } from '#platform/ids'
import { record } from '#platform/ledger'
import { throughMatcher } from '#platform/search'
import { referralsCollection } from '../collections.ts'
import { bornOf, type ReferralAnswers } from '../forms/asking.ts'
import type { EventKind, ReferralEvent } from '../rules/states.ts'
import type { About } from '../rules/titles.ts'
import { endGiven, isOver } from './given.ts'
import { tellOfEvent } from './telling.ts'
import { holdReferrals, refreshWork, statesOf } from './work.ts'

export type Referral = {
  readonly id: string
  readonly about: About
  readonly person: string | null
  readonly told_person: string | null
  readonly peer_group: string | null
  readonly made_by: string
  /** The organisation without an account that asked, for which a coordinator wrote it down. */
  readonly outside: string | null
  readonly made_at: Date
  readonly maker_name: string
  readonly agency_name: string
  readonly agency_key: string
  readonly events: readonly ReferralEvent[]
}

/** Where a referral starts: a record of a person or a group of friends that the referrer may read, or nothing. */
export type Origin = {
  readonly person: string | null
  readonly peerGroup: string | null
  /** The organisation without an account for which it is written down, and the id that it was told. */
  readonly outside?: { readonly organisation: string; readonly id: string }
}

/** Sends a referral. Its maker follows what happens to it; coordinators sort it. Returns its id. */
export async function addReferral(
  tx: Transaction,
  answers: ReferralAnswers,
  origin: Origin,
  actor: string,
  now: Date,
): Promise<string> {
  const agency = await agencyOf(tx, actor)
  const id = origin.outside?.id ?? newId()
  await sql`
    insert into referral (id, collection, about, told_person, peer_group, agency, made_by, made_at, outside)
    values (${id}, ${referralsCollection}, ${answers.about}, ${origin.person}, ${origin.peerGroup}, ${agency.audience}::uuid, ${actor}::uuid,
      ${now}, ${origin.outside?.organisation ?? null})`.execute(tx)
  const common = { record: id, purpose: 'referral' } as const
  await grantAccess(
    tx,
    { ...common, audience: audienceId('person', actor), level: 'know', why: 'Asked for help' },
    { ...common, audience: teamId(agency.key, 'people'), level: 'know', why: 'Works in the team that asked for help' },
    { ...common, audience: audienceId('role', 'coordinator'), level: 'manage', why: 'Sorts what comes in' },
    { ...common, audience: audienceId('role', 'chair'), level: 'read', why: 'Answers for what comes in' },
  )
  await writeContent(tx, id, answers, actor)
  await addEvent(tx, id, { event: 'sent', what: '', why: '' }, actor, now)
  await addFairness(tx, id, answers, now)
  await record(tx, { action: 'write', kind: 'referral', subject: id, detail: { about: answers.about } })
  return id
}

async function agencyOf(tx: Transaction, actor: string): Promise<{ audience: string; key: string }> {
  const { rows } = await sql<{ audience: string; key: string }>`
    select a.id as audience, g.key from account p join agency g on g.id = p.agency
    join audience a on a.kind = 'agency' and a.key = g.key where p.id = ${actor}::uuid`.execute(tx)
  const [agency] = rows
  if (agency === undefined)
    throw new NotAllowed('You belong to no agency, so nobody could be asked about this referral.')
  return agency
}

/** Adds what was asked for after a return, in the place of what was written first, which is kept beside it. */
export async function amendReferral(
  tx: Transaction,
  id: string,
  answers: ReferralAnswers,
  actor: string,
  now: Date,
): Promise<void> {
  await keepEarlier(tx, id, now)
  await sql`delete from referral_fact where referral = ${id}::uuid`.execute(tx)
  await writeContent(tx, id, answers, actor)
  await addEvent(tx, id, { event: 'added to', what: '', why: '' }, actor, now)
  await addFairness(tx, id, answers, now)
  await record(tx, { action: 'write', kind: 'referral', subject: id, detail: { changed: true } })
}

async function keepEarlier(tx: Transaction, id: string, now: Date): Promise<void> {
  await sql`insert into referral_earlier (id, referral, content, facts, replaced_at)
    select ${newId()}, c.referral, to_jsonb(c) - 'referral' - 'made_by' - 'called_key',
      coalesce((select jsonb_agg(jsonb_build_object('standing', f.standing, 'words', f.words)
        order by array_position(array['fact', 'third party', 'opinion'], f.standing), f.id)
        from referral_fact f where f.referral = c.referral), '[]'), ${now}
    from referral_content c where c.referral = ${id}::uuid`.execute(tx)
}

const orNull = (value: string | undefined): string | null => (value === undefined || value === '' ? null : value)
const numberOr = (value: string | undefined): number | null => (orNull(value) === null ? null : Number(value))

function rowOf(id: string, it: ReferralAnswers, actor: string) {
  const parts = {
    'born-day': it['born-day'] ?? '',
    'born-month': it['born-month'] ?? '',
    'born-year': it['born-year'] ?? '',
  }
  const born = bornOf(parts)
  return {
    referral: id,
    made_by: actor,
    given_name: orNull(it.givenName),
    family_name: orNull(it.familyName),
    known_as: orNull(it.knownAs),
    born: born?.born ?? null,
    born_precision: born?.precision ?? 'unknown',
    about_age: numberOr(it.aboutAge),
    group_name: orNull(it.groupName),
    group_shares: orNull(it.groupShares),
    about_many: numberOr(it.aboutMany),
    youngest: numberOr(it.youngest),
    oldest: numberOr(it.oldest),
    area_code: orNull(it.area),
    place: orNull(it.place),
    strengths: orNull(it.strengths),
    own_words: orNull(it.ownWords),
    no_words_why: it.noWords ?? null,
    kinds: it.kinds,
    moment: it.moment ?? null,
    moment_when: it.momentWhen ?? null,
    moment_words: orNull(it.momentWords),
    moment_roles: it.momentRoles ?? [],
    reach_how: orNull(it.reachHow),
    reach_safety: it.reachSafety ?? null,
    must_not_know: orNull(it.mustNotKnow),
    urgency: it.urgency,
    agrees: it.agrees ?? null,
    agrees_why: orNull(it.agreesWhy),
    informed: it.informed ?? null,
    informed_why: orNull(it.informedWhy),
    basis: it.basis ?? null,
    reach_message: it.reachMessage ?? null,
    lone_parent: it.loneParent ?? null,
  }
}

async function writeContent(tx: Transaction, id: string, answers: ReferralAnswers, actor: string): Promise<void> {
  const row = rowOf(id, answers, actor)
  await tx
    .insertInto('referral_content')
    .values(row)
    .onConflict(found => found.column('referral').doUpdateSet(row))
    .execute()
  const facts = [
    ['fact', answers.seen],
    ['third party', answers.told],
    ['opinion', answers.think],
  ] as const
  for (const [standing, words] of facts.filter(([, words]) => words !== ''))
    await sql`insert into referral_fact (id, referral, standing, words)
      values (${newId()}, ${id}, ${standing}, ${words})`.execute(tx)
}

async function addFairness(tx: Transaction, id: string, it: ReferralAnswers, now: Date): Promise<void> {
  const { ethnicity = '', needs = '', care = '' } = it
  if (ethnicity === '' && needs === '' && care === '') return
  await sql`insert into referral_fairness (id, referral, ethnicity, needs, care, at)
    values (${newId()}, ${id}, ${ethnicity}, ${needs}, ${care}, ${now})`.execute(tx)
}

export type NewEvent = {
  readonly event: EventKind
  readonly what: string
  readonly why: string
  readonly reason?: string | undefined
  readonly other?: string | undefined
  readonly due?: string | undefined
  readonly answers?: Readonly<Record<string, string>> | undefined
}

/** Adds what happened to a referral, one at a time. The policies decide who may say what. */
export async function addEvent(
  tx: Transaction,
  referral: string,
  { event, what, why, reason, other, due, answers }: NewEvent,
  actor: string,
  now: Date,
): Promise<void> {
  await holdReferrals(tx, [referral])
  await sql`insert into referral_event (id, referral, event, what, why, at, actor, reason, other, due, answers)
    values (${newId()}, ${referral}, ${event}, ${what}, ${why}, ${now}, ${actor}, ${reason ?? null}, ${other ?? null},
      ${due ?? null}, ${answers === undefined ? null : JSON.stringify(answers)}::jsonb)`.execute(tx)
  await happenedTo(tx, referral, { event, what }, now)
}

/** Writes down that a group has decided, in the name of whoever wrote its decision down: they may know nothing else of the referral. */
export async function addGroupDecision(
  tx: Transaction,
  referral: string,
  group: string,
  actor: string,
  now: Date,
): Promise<void> {
  await throughMatcher(tx, () =>
    sql`insert into referral_event (id, referral, event, what, why, at, actor)
      values (${newId()}, ${referral}, 'group decided', ${group}, '', ${now}, ${actor})`.execute(tx),
  )
  await happenedTo(tx, referral, { event: 'group decided', what: group }, now)
}

async function happenedTo(
  tx: Transaction,
  referral: string,
  happened: Pick<NewEvent, 'event' | 'what'>,
  now: Date,
): Promise<void> {
  const { event, what } = happened
  await refreshWork(tx, [referral])
  if (isOver(event, what)) await endGiven(tx, referral)
  await tellOfEvent(tx, referral, happened, now)
  await record(tx, { action: 'write', kind: 'referral event', subject: referral, detail: { ...happened } })
}

const columns = sql`r.id, r.about, r.person, r.told_person, r.peer_group, r.made_by, r.made_at, r.outside,
  p.name as maker_name, coalesce(o.name, a.name) as agency_name,
  a.key as agency_key,
  (select coalesce(jsonb_agg(jsonb_build_object('id', e.id, 'event', e.event, 'what', e.what, 'why', e.why, 'at', e.at,
    'reason', e.reason, 'due', e.due)
    order by e.at, e.id), '[]') from referral_event e where e.referral = r.id) as events`
const tables = sql`referral r join account p on p.id = r.made_by join audience a on a.id = r.agency
  left join outside_organisation o on o.id = r.outside`

type Row = Omit<Referral, 'events'> & { readonly events: readonly (Omit<ReferralEvent, 'at'> & { at: string })[] }
const shaped = (row: Row): Referral => ({ ...row, events: row.events.map(it => ({ ...it, at: new Date(it.at) })) })

/** One referral with as much of what happened to it as the present actor may read. */
export async function loadReferral(tx: Transaction, id: string): Promise<Referral | undefined> {
  const { rows } = await sql<Row>`select ${columns} from ${tables} where r.id = ${id}::uuid`.execute(tx)
  return rows.map(shaped)[0]
}

/** These referrals in the order of the ids, as far as the present actor may know of them. */
export async function referralsById(tx: Transaction, ids: readonly string[]): Promise<Referral[]> {
  const { rows } = await sql<Row>`select ${columns} from ${tables} where r.id = any(${[...ids]}::uuid[])`.execute(tx)
  const found = new Map(rows.map(row => [row.id, shaped(row)]))
  return ids.flatMap(id => found.get(id) ?? [])
}

/** What this person asked for and was asked to say more about, oldest first. */
export async function returnedTo(tx: Transaction, actor: string): Promise<Referral[]> {
  // Theirs are found first, and put in order afterwards: a limit would invite a walk through everybody's, oldest first.
  const { rows } = await sql<{ id: string }>`
    with mine as materialized (select r.id, r.made_at from referral r where r.made_by = ${actor}::uuid
      and coalesce((select e.event from referral_event e where e.referral = r.id
        and e.event in ('sent', 'added to', 'withdrawn', 'returned', 'answered', 'reopened') order by e.at desc, e.id desc limit 1),
        'sent') = 'returned')
    select id from mine order by made_at, id limit 200`.execute(tx)
  // What they may read ends with the return; what was decided since, only the state tells.
  const found = rows.map(({ id }) => id)
  const states = await statesOf(tx, found)
  return referralsById(
    tx,
    found.filter(id => states.get(id) === 'returned'),
  )
}
