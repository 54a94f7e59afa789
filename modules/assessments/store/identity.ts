import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { record } from '#platform/ledger'
import type { NewTalk, Talk } from '../rules/identity.ts'

/** The talks about identity of a file, in the order in which they were held, each with its answers. */
export async function talksOf(tx: Transaction, file: string): Promise<Talk[]> {
  const { rows } = await sql<Talk>`
    select t.id, t.file, t.voice, t.whose, t.given, t.held_on, t.content_note, t.shown_to_person, t.shown_to_carer, p.name as maker,
      coalesce(jsonb_agg(jsonb_build_object('dynamic', a.dynamic, 'name', a.name, 'words', a.words, 'rating', a.rating) order by a.dynamic)
        filter (where a.talk is not null), '[]') as answers
    from identity_talk t left join account p on p.id = t.made_by left join identity_answer a on a.talk = t.id
    where t.file = ${file}::uuid group by t.id, p.name order by t.held_on, t.id`.execute(tx)
  return rows
}

/** Keeps one talk whole. Returns its id. */
export async function addTalk(tx: Transaction, file: string, it: NewTalk, now: Date): Promise<string> {
  const id = newId()
  await sql`
    insert into identity_talk (id, file, voice, whose, given, held_on, content_note, shown_to_person, shown_to_carer, made_at, made_by)
    values (${id}, ${file}::uuid, ${it.voice}, ${it.whose}, ${it.given}, ${it.held_on}::date, ${it.content_note},
      ${it.shown_to_person}, ${it.shown_to_carer}, ${now}, current_setting('app.actor')::uuid)`.execute(tx)
  await sql`
    insert into identity_answer (talk, dynamic, name, words, rating)
    select ${id}, dynamic, name, words, rating
    from jsonb_to_recordset(${JSON.stringify(it.answers)}::jsonb) as r(dynamic text, name text, words text, rating text)`.execute(
    tx,
  )
  await record(tx, { action: 'write', kind: 'identity talk', subject: id, detail: { file, voice: it.voice } })
  return id
}
