import { sql } from 'kysely'
import { teamId } from '#modules/agencies'
import { content } from '#modules/model'
import { audienceId, grantAccess } from '#platform/access'
import type { Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { record } from '#platform/ledger'
import { tellAudience } from '#platform/notices'
import {
  type News,
  type NewsAnswer,
  type NewsKind,
  type PartnerChoice,
  type PartnerEvent,
  type Support,
  type Taken,
  toldByChange,
} from '../rules/partner.ts'
import { pathwayOf } from './deciding.ts'

type NewNews = Pick<News, 'file' | 'what' | 'words' | 'on_day'> & { readonly taken?: Taken }

async function addNews(tx: Transaction, it: NewNews, now: Date): Promise<string> {
  const id = newId()
  await sql`
    insert into programme_news (id, file, what, taken, words, on_day, at, by)
    values (${id}, ${it.file}::uuid, ${it.what}, ${it.taken ?? null}, ${it.words}, ${it.on_day}::date, ${now},
      current_setting('app.actor')::uuid)`.execute(tx)
  await record(tx, { action: 'write', kind: 'programme news', subject: it.file })
  return id
}

/** Whether a kind of help has a partner's side: a column of pathways.csv. It follows from the kind alone, so it shows nothing. */
export async function hasPartnerSide(tx: Transaction, pathway: string | undefined): Promise<boolean> {
  if (pathway === undefined) return false
  return (await content(tx, 'pathways')).some(({ id, partner_support }) => id === pathway && partner_support)
}

/** As hasPartnerSide, of the kind of help that a case follows now. */
export async function tellsPartners(tx: Transaction, file: string): Promise<boolean> {
  return hasPartnerSide(tx, (await pathwayOf(tx, file))?.pathway)
}

/** Tells that a programme began or ended because the kind of help changed. `before` is the kind until now. */
export async function tellChange(
  tx: Transaction,
  file: string,
  { before, after, on_day }: { readonly before: string | undefined; readonly after: string; readonly on_day: string },
  now: Date,
): Promise<void> {
  const what = toldByChange(await hasPartnerSide(tx, before), await hasPartnerSide(tx, after))
  if (what !== undefined) await addNews(tx, { file, what, words: '', on_day }, now)
}

/** Tells what follows from the case by itself, where its kind of help is one for people who use abuse at home. */
export async function tellProgramme(
  tx: Transaction,
  file: string,
  it: { readonly what: Exclude<NewsKind, 'ask' | 'concern' | 'taken back'>; readonly on_day: string },
  now: Date,
): Promise<void> {
  if (!(await tellsPartners(tx, file))) return
  await addNews(tx, { file, words: '', ...it }, now)
}

/**
 * Tells that something which the case told by itself was wrong. `told_at`: when it was written down, as it was told where the kind of help
 * of that moment has a partner's side, whatever kind it is now.
 */
export async function takeBack(
  tx: Transaction,
  file: string,
  it: { readonly taken: Taken; readonly on_day: string; readonly told_at: Date },
  now: Date,
): Promise<void> {
  const { rows } = await sql<{ pathway: string }>`
    select x.pathway from case_pathway x where x.file = ${file}::uuid and x.chosen_at <= ${it.told_at}
    order by x.chosen_at desc, x.id desc limit 1`.execute(tx)
  if (!(await hasPartnerSide(tx, rows[0]?.pathway))) return
  await addNews(tx, { file, what: 'taken back', taken: it.taken, words: '', on_day: it.on_day }, now)
}

export type ToSend = { readonly what: 'ask' | 'concern'; readonly words: string; readonly agency: string }

/**
 * Sends a request or a safety concern to the team of a service, and tells those of the team who give support: of a concern by e-mail at
 * once. Whoever sends it cannot read it again.
 */
export async function sendNews(tx: Transaction, file: string, it: ToSend, day: string, now: Date): Promise<void> {
  const id = await addNews(tx, { file, what: it.what, words: it.words, on_day: day }, now)
  const why = 'A programme told the service that supports partners'
  const audience = teamId(it.agency, 'people')
  await grantAccess(tx, { audience, record: id, level: 'read', purpose: 'partner-support', why })
  const kind = it.what === 'concern' ? 'partner concern' : 'partner asked'
  await tellAudience(tx, { audience, among: [audienceId('role', 'practitioner')], kind, record: id }, now)
}

/** Services that support somebody who was harmed at home and have a team here, by the key of their agency. */
export async function supportServices(tx: Transaction): Promise<{ key: string; name: string }[]> {
  const { rows } = await sql<{ key: string; name: string }>`
    select g.key, g.name from agency g join audience a on a.kind = 'group' and a.key = g.key || ':people'
    where g.functions && array['fn.refuge', 'fn.victim_service'] order by g.name`.execute(tx)
  return rows
}

const newsColumns = sql`n.id, n.file, n.what, n.taken, n.words, n.on_day, n.at`

/**
 * What the programme of a case told, newest first, as far as the present actor supports somebody beside it or was sent it. `sent`: it was
 * sent to their own team, which can open support beside it.
 */
export async function newsOf(tx: Transaction, file: string): Promise<(News & { readonly sent: boolean })[]> {
  const { rows } = await sql<News & { sent: boolean }>`
    select ${newsColumns}, n.what in ('ask', 'concern') and exists (select from my_access a where a.record = n.id) as sent
    from programme_news n where n.file = ${file}::uuid order by n.at desc, n.id desc limit 200`.execute(tx)
  return rows
}

/**
 * What was sent to the present actor's team and waits, safety concerns first, the oldest first. A request waits until support was opened
 * beside it or somebody answered it; a concern waits here where no support stands beside its case, and else there: see concernsBeside.
 */
export async function newsWaiting(tx: Transaction): Promise<News[]> {
  const { rows } = await sql<News>`
    select ${newsColumns} from programme_news n
    where n.what in ('ask', 'concern') and exists (select from my_access a where a.record = n.id)
      and not exists (select from programme_news_answer a where a.news = n.id)
      and not exists (select from partner_support s where case n.what when 'ask' then s.sent = n.id else s.about = n.file end)
    order by n.what <> 'concern', n.at, n.id limit 50`.execute(tx)
  return rows
}

type At = { readonly at: Date }

export type ConcernsBeside = { readonly support: string; readonly count: number; readonly oldest: Date }

/** The supports of the present actor beside which a safety concern waits that nobody acted on, the oldest concern first. */
export async function concernsBeside(tx: Transaction): Promise<ConcernsBeside[]> {
  const { rows } = await sql<ConcernsBeside>`
    select s.id as support, count(*)::int as count, min(n.at) as oldest
    from partner_support s join programme_news n on n.file = s.about and n.what = 'concern'
    where not exists (select from partner_event e where e.support = s.id and n.id = any(e.answers))
    group by s.id order by min(n.at), s.id limit 500`.execute(tx)
  return rows
}

/** What came of something that was sent; undefined where nobody answered it yet. */
export async function newsAnswered(tx: Transaction, news: string): Promise<(NewsAnswer & At) | undefined> {
  const { rows } = await sql<NewsAnswer & At>`
    select a.answer, a.words, a.at from programme_news_answer a where a.news = ${news}::uuid`.execute(tx)
  return rows[0]
}

/** Writes down what came of something that was sent and opened no support. */
export async function answerNews(tx: Transaction, news: string, it: NewsAnswer, now: Date): Promise<void> {
  await sql`
    insert into programme_news_answer (news, answer, words, at, by)
    values (${news}::uuid, ${it.answer}, ${it.words}, ${now}, current_setting('app.actor')::uuid)`.execute(tx)
  await record(tx, { action: 'write', kind: 'programme news', subject: news, detail: { answer: it.answer } })
}

/** What was sent, as it stands; undefined where it was not sent to the present actor's team. */
export async function newsById(tx: Transaction, id: string): Promise<News | undefined> {
  const { rows } = await sql<News>`
    select ${newsColumns} from programme_news n where n.id = ${id}::uuid`.execute(tx)
  return rows[0]
}

/** Opens support of a partner beside what was sent: for the team that it was sent to, and nobody else. */
export async function openSupport(
  tx: Transaction,
  { id: sent, file }: News,
  it: { readonly person: string; readonly opened_on: string },
  now: Date,
): Promise<string> {
  const id = newId()
  await sql`
    insert into partner_support (id, person, about, sent, opened_on, opened_at, opened_by)
    values (${id}, ${it.person}::uuid, ${file}::uuid, ${sent}::uuid, ${it.opened_on}::date, ${now}, current_setting('app.actor')::uuid)`.execute(
    tx,
  )
  const { rows } = await sql<{ audience: string }>`
    select distinct audience from my_access where record = ${sent}::uuid`.execute(tx)
  const why = 'Supports a partner, apart from the case'
  await grantAccess(
    tx,
    ...rows.map(({ audience }) => ({ audience, record: id, level: 'write', purpose: 'partner-support', why }) as const),
  )
  await record(tx, { action: 'write', kind: 'partner support', subject: id, detail: { opened: true } })
  return id
}

type Row = Omit<Support, 'choices' | 'events'>

async function withParts(tx: Transaction, found: readonly Row[]): Promise<Support[]> {
  const ids = found.map(({ id }) => id)
  const choices = await sql<Support['choices'][number] & { support: string }>`
    select c.support, c.answer, c.own_words, c.no_words_why, c.how, c.answered_on, c.at from partner_choice c
    where c.support = any(${ids}::uuid[]) order by c.at, c.id`.execute(tx)
  const events = await sql<Support['events'][number] & { support: string }>`
    select e.support, e.event, e.words, e.answers, e.on_day, e.at, a.name as by_name from partner_event e left join account a on a.id = e.by
    where e.support = any(${ids}::uuid[]) order by e.at, e.id`.execute(tx)
  return found.map(row => ({
    ...row,
    choices: choices.rows.filter(({ support }) => support === row.id),
    events: events.rows.filter(({ support }) => support === row.id),
  }))
}

const columns = sql`s.id, s.person, s.about, s.opened_on from partner_support s`
export const supportPageLength = 30

/** Support that the present actor reads, newest first, from before `before`: at most one more than a page holds. */
export async function supportPage(tx: Transaction, before: string | undefined): Promise<Support[]> {
  const { rows } = await sql<Row>`
    select ${columns} where (${before ?? null}::uuid is null or s.id < ${before ?? null}::uuid)
    order by s.id desc limit ${supportPageLength + 1}`.execute(tx)
  return withParts(tx, rows)
}

export async function supportById(tx: Transaction, id: string): Promise<Support | undefined> {
  const { rows } = await sql<Row>`select ${columns} where s.id = ${id}::uuid`.execute(tx)
  return (await withParts(tx, rows))[0]
}

/** The support of somebody, for their own record and their own request. */
export async function supportOf(tx: Transaction, person: string): Promise<Support[]> {
  const { rows } = await sql<Row>`select ${columns} where s.person = ${person}::uuid order by s.id`.execute(tx)
  return withParts(tx, rows)
}

export async function addChoice(tx: Transaction, support: string, it: PartnerChoice, now: Date): Promise<void> {
  await sql`
    insert into partner_choice (id, support, answer, own_words, no_words_why, how, answered_on, at, by)
    values (${newId()}, ${support}::uuid, ${it.answer}, ${it.own_words}, ${it.no_words_why}, ${it.how}, ${it.answered_on}::date, ${now},
      current_setting('app.actor')::uuid)`.execute(tx)
  await record(tx, { action: 'write', kind: 'partner support', subject: support, detail: { choice: it.answer } })
}

export async function addPartnerEvent(tx: Transaction, support: string, it: PartnerEvent, now: Date): Promise<void> {
  await sql`
    insert into partner_event (id, support, event, words, answers, on_day, at, by)
    values (${newId()}, ${support}::uuid, ${it.event}, ${it.words}, ${[...it.answers]}::uuid[], ${it.on_day}::date, ${now},
      current_setting('app.actor')::uuid)`.execute(tx)
  await record(tx, { action: 'write', kind: 'partner support', subject: support, detail: { event: it.event } })
}
