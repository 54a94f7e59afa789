import { sql } from 'kysely'
import { audienceId, endAccess, grantAccess } from '#platform/access'
import type { Transaction } from '#platform/database'
import { Conflict } from '#platform/errors'
import { asMatcher } from '#platform/search'
import type { ToldMoment } from '../rules/moments.ts'
import type { ReferralEvent } from '../rules/states.ts'
import { addEvent } from './referrals.ts'

export type Content = {
  readonly referral: string
  readonly given_name: string | null
  readonly family_name: string | null
  readonly known_as: string | null
  readonly born: string | null
  readonly born_precision: 'day' | 'month' | 'year' | 'unknown'
  readonly about_age: number | null
  readonly group_name: string | null
  readonly group_shares: string | null
  readonly about_many: number | null
  readonly youngest: number | null
  readonly oldest: number | null
  readonly area_code: string | null
  readonly place: string | null
  readonly strengths: string | null
  readonly own_words: string | null
  readonly no_words_why: string | null
  readonly kinds: readonly string[]
  readonly moment: ToldMoment | null
  readonly moment_when: string | null
  readonly moment_words: string | null
  readonly moment_roles: readonly string[]
  readonly reach_how: string | null
  readonly reach_safety: string | null
  readonly must_not_know: string | null
  readonly urgency: string
  readonly agrees: string | null
  readonly agrees_why: string | null
  readonly informed: string | null
  readonly informed_why: string | null
  readonly basis: string | null
  /** Whether a message may be left for them. */
  readonly reach_message: string | null
  /** Whether a young person brings up a child alone. */
  readonly lone_parent: string | null
  /** The name of a group, or a place, without marks and capitals. */
  readonly called_key: string | null
}

/** What was written in these referrals, as far as the present actor may read it. */
export async function contentsOf(tx: Transaction, referrals: readonly string[]): Promise<Map<string, Content>> {
  const { rows } = await sql<Content>`
    select * from referral_content where referral = any(${[...referrals]}::uuid[])`.execute(tx)
  return new Map(rows.map(row => [row.referral, row]))
}

export type Fact = { readonly standing: 'fact' | 'third party' | 'opinion'; readonly words: string }

/** What happened and what worries them, facts first. */
export async function factsOf(tx: Transaction, referral: string): Promise<Fact[]> {
  const { rows } = await sql<Fact>`
    select standing, words from referral_fact where referral = ${referral}::uuid
    order by array_position(array['fact', 'third party', 'opinion'], standing), id`.execute(tx)
  return rows
}

/** What was written before more was added, and when it was replaced. */
export type Earlier = {
  readonly content: Omit<Content, 'referral'>
  readonly facts: readonly Fact[]
  readonly replaced_at: Date
}

/** What was written in earlier times, oldest first. */
export async function earlierOf(tx: Transaction, referral: string): Promise<Earlier[]> {
  const { rows } = await sql<Earlier>`
    select content, facts, replaced_at from referral_earlier where referral = ${referral}::uuid
    order by replaced_at, id`.execute(tx)
  return rows
}

export type Said = ReferralEvent & {
  readonly actor_name: string
  readonly other: string | null
  readonly answers: Readonly<Record<string, string>> | null
}

/** Everything that happened to a referral, with who did it, oldest first, as far as the present actor may read it. */
export async function eventsOf(tx: Transaction, referral: string): Promise<Said[]> {
  const { rows } = await sql<Said>`
    select e.id, e.event, e.what, e.why, e.at, e.reason, e.due::text as due, e.other, e.answers, p.name as actor_name
    from referral_event e join account p on p.id = e.actor where e.referral = ${referral}::uuid order by e.at, e.id`.execute(
    tx,
  )
  return rows
}

/** Says which record the referral is about, as somebody who may read that record. Throws Conflict where it may not be said. */
export async function matchReferral(
  tx: Transaction,
  id: string,
  person: string,
  why: string,
  actor: string,
  now: Date,
): Promise<void> {
  const { numAffectedRows } = await sql`
    update referral set person = ${person}::uuid where id = ${id}::uuid and about = 'person'`.execute(tx)
  if (Number(numAffectedRows ?? 0) !== 1) throw new Conflict()
  await addEvent(tx, id, { event: 'matched', what: person, why }, actor, now)
}

/** Lets one colleague read a referral until then, as whoever manages it. It opens nothing to a role that does not work with referrals. */
export async function giveReferral(
  tx: Transaction,
  id: string,
  colleague: string,
  why: string,
  until: Date,
): Promise<void> {
  const audience = audienceId('person', colleague)
  await grantAccess(tx, { audience, record: id, level: 'read', purpose: 'referral', why, until })
}

/** Ends what a colleague was given to read, as whoever manages the referral, whoever gave it. */
export async function takeBackReferral(tx: Transaction, id: string, colleague: string): Promise<void> {
  await endAccess(tx, audienceId('person', colleague), id, id, 'referral')
}

/** The referrals of the last 12 months with what happened to them, for whoever reads them all. */
export async function lastYear(tx: Transaction): Promise<{ id: string; urgency: string; events: ReferralEvent[] }[]> {
  const { rows } = await sql<{ id: string; urgency: string; events: (Omit<ReferralEvent, 'at'> & { at: string })[] }>`
    select r.id, c.urgency,
      (select jsonb_agg(jsonb_build_object('id', e.id, 'event', e.event, 'what', e.what, 'why', '', 'at', e.at) order by e.at, e.id)
        from referral_event e where e.referral = r.id) as events
    from referral r join referral_content c on c.referral = r.id where r.made_at > now() - interval '1 year'`.execute(
    tx,
  )
  return rows.map(row => ({ ...row, events: row.events.map(it => ({ ...it, at: new Date(it.at) })) }))
}

export type Fairness = { readonly ethnicity: string; readonly needs: string; readonly care: string; readonly at: Date }

/** What was asked for equal treatment, for whoever may read it. */
export async function fairnessOf(tx: Transaction, referral: string): Promise<Fairness[]> {
  const { rows } = await sql<Fairness>`
    select ethnicity, needs, care, at from referral_fairness where referral = ${referral}::uuid order by at, id`.execute(
    tx,
  )
  return rows
}

/** The referrals about the person of a record, oldest first, as far as the present actor may read them. */
export async function referralsAbout(tx: Transaction, person: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from referral where person = ${person}::uuid or (person is null and told_person = ${person}::uuid)
    order by made_at, id`.execute(tx)
  return rows.map(({ id }) => id)
}

/**
 * Whether the referral from which a case was opened told that they bring up a child alone: for those who choose the kind of help in that
 * case, who read nothing else of it. Only for a referral of a case that they were found to work on.
 */
export async function toldOfLoneParent(tx: Transaction, referral: string): Promise<boolean> {
  const { rows } = await asMatcher(tx, () =>
    sql`select from referral_content where referral = ${referral}::uuid and lone_parent = 'yes'`.execute(tx),
  )
  return rows.length > 0
}
