// Two quick presses of one button send one form twice. With scripts the button is held for a second; without, this is what counts.
import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import type { Actor, Transaction } from '../database.ts'
import { type Answer, redirect } from '../module.ts'

/** How long two presses may lie apart, in milliseconds: nobody fills a form in again as fast. */
const apart = 20_000

/**
 * Carries a form out once. The same form, with the same token of its page and the same answers and files, sent again within twenty
 * seconds by the same person waits for the first and leads where the first led. A form that led to no other page, such as one with a
 * mistake in it, may be sent again at once.
 */
export async function once(
  request: FastifyRequest,
  { tx, actor, now }: { readonly tx: Transaction; readonly actor: Actor; readonly now: Date },
  work: () => Promise<Answer>,
): Promise<Answer> {
  const form = digestOf(request)
  // What another form of theirs clears away at this moment is left to it: neither waits for the other.
  await sql`delete from form_sent where form in (select form from form_sent
    where actor = ${actor.id}::uuid and at < ${new Date(now.getTime() - apart)} for update skip locked)`.execute(tx)
  // Where the first is still under way, this waits until it is done.
  const { numAffectedRows } = await sql`
    insert into form_sent (form, actor, at) values (${form}, ${actor.id}::uuid, ${now}) on conflict do nothing`.execute(
    tx,
  )
  if (numAffectedRows === 0n) return redirect(await ledTo(tx, form))
  const answer = await work()
  if (!leadsOn(answer)) await sql`delete from form_sent where form = ${form}`.execute(tx)
  else await sql`update form_sent set led_to = ${answer.to} where form = ${form}`.execute(tx)
  return answer
}

async function ledTo(tx: Transaction, form: Buffer): Promise<string> {
  const { rows } = await sql<{ led_to: string }>`select led_to from form_sent where form = ${form}`.execute(tx)
  return rows[0]?.led_to ?? '/'
}

// What changes the session is for the browser that asked first, and is not given twice.
function leadsOn(answer: Answer): answer is Answer & { readonly kind: 'redirect' } {
  if (answer.kind !== 'redirect') return false
  const { signIn, signOut, confirmed, flow } = answer
  return [signIn, signOut, confirmed, flow].every(it => it === undefined)
}

const digestOf = (request: FastifyRequest): Buffer =>
  createHash('sha256')
    .update(`${request.url}\n${JSON.stringify([request.body, ...request.uploads.map(({ path: _, ...file }) => file)])}`)
    .digest()
