import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { record } from '#platform/ledger'

/** What somebody decided about a programme that was suggested from an assessment. */
export type ProgrammeChoice = {
  readonly assessment: string
  readonly programme: string
  readonly programme_name: string
  /** Why it was suggested then, in words. */
  readonly reasons: readonly string[]
  readonly choice: 'offer' | 'not now'
  readonly why: string
  readonly they_say: string
  readonly made_at: Date
  readonly maker: string | null
}

/** What was decided on this file, newest first. What counts of a programme is its newest row. */
export async function choicesOf(tx: Transaction, file: string): Promise<ProgrammeChoice[]> {
  const { rows } = await sql<ProgrammeChoice>`
    select c.assessment, c.programme, c.programme_name, c.reasons, c.choice, c.why, c.they_say, c.made_at, p.name as maker
    from programme_choice c left join account p on p.id = c.made_by
    where c.file = ${file}::uuid order by c.made_at desc, c.id desc`.execute(tx)
  return rows
}

/** The programmes that somebody chose to offer on this file and did not set aside since, newest first. */
export async function chosenProgrammes(tx: Transaction, file: string): Promise<ProgrammeChoice[]> {
  const all = await choicesOf(tx, file)
  const newest = all.filter((it, at) => all.findIndex(({ programme }) => programme === it.programme) === at)
  return newest.filter(({ choice }) => choice === 'offer')
}

export type NewChoice = Omit<ProgrammeChoice, 'made_at' | 'maker'>

export async function addChoice(tx: Transaction, file: string, it: NewChoice, now: Date): Promise<void> {
  const id = newId()
  await sql`
    insert into programme_choice (id, assessment, file, programme, programme_name, reasons, choice, why, they_say, made_at, made_by)
    values (${id}, ${it.assessment}::uuid, ${file}::uuid, ${it.programme}, ${it.programme_name}, ${[...it.reasons]}::text[],
      ${it.choice}, ${it.why}, ${it.they_say}, ${now}, current_setting('app.actor')::uuid)`.execute(tx)
  await record(tx, {
    action: 'write',
    kind: 'programme choice',
    subject: id,
    detail: { file, programme: it.programme, choice: it.choice },
  })
}
