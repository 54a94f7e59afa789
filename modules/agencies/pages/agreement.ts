import { Conflict, NotFound } from '#platform/errors'
import { type FieldError, formErrors, parseForm } from '#platform/forms'
import { type Answer, type Page, redirect, type Visit, view } from '#platform/module'
import { acceptance, newAgreement } from '../forms/accounts.ts'
import { backPath } from '../forms/sign-in.ts'
import { blocksOf } from '../rules/text.ts'
import { accept, agreement, lastAccepted, publish } from '../store/agreement.ts'

const purpose = 'agreement'
const publishing = { purpose, path: '/agreement/new', roles: ['governance', 'administrator'] } as const

/** What everyone accepts once a year, and again when the text changes. Until then no other page opens. */
export const agreementPages: readonly Page[] = [
  { method: 'get', path: '/agreement', purpose, whileOwing: true, handle: visit => agreementPage(visit, []) },
  { method: 'post', path: '/agreement', purpose, whileOwing: true, handle: acceptIt },
  { ...publishing, method: 'get', handle: visit => newPage(visit, []) },
  { ...publishing, method: 'post', fresh: 'minutes', handle: publishIt },
]

async function agreementPage({ tx, who, query, body }: Visit, errors: readonly FieldError[]): Promise<Answer> {
  const text = await agreement(tx)
  if (text === undefined || who === undefined) throw new NotFound()
  const data = {
    title: text.title,
    text,
    blocks: blocksOf(text.body),
    accepted: await lastAccepted(tx, who.id),
    owed: who.owes !== undefined,
    backTo: backPath.parse(query['back'] ?? body['back']),
    errors: formErrors(errors),
  }
  return view('agencies/views/agreement.njk', data, errors.length > 0 ? 422 : 200)
}

async function acceptIt(visit: Visit): Promise<Answer> {
  const parsed = parseForm(acceptance, visit.body)
  if (!parsed.ok) return agreementPage(visit, parsed.errors)
  const text = await agreement(visit.tx)
  if (text?.version !== parsed.value.version)
    throw new Conflict('The text was changed while you were reading. Read the new version, then accept it.')
  await accept(visit.tx, text.version, visit.now)
  return redirect(backPath.parse(visit.body['back']))
}

async function newPage({ tx, body }: Visit, errors: readonly FieldError[]): Promise<Answer> {
  const current = await agreement(tx)
  const data = {
    title: 'A new version of the agreement',
    back: '/agreement',
    current,
    answers: { title: body['title'] ?? current?.title ?? '', body: body['body'] ?? current?.body ?? '' },
    errors: formErrors(errors),
  }
  return view('agencies/views/agreement-new.njk', data, errors.length > 0 ? 422 : 200)
}

async function publishIt(visit: Visit): Promise<Answer> {
  const parsed = parseForm(newAgreement, visit.body)
  if (!parsed.ok) return newPage(visit, parsed.errors)
  const version = await publish(visit.tx, parsed.value.title, parsed.value.body, visit.now)
  return redirect('/agreement', `Version ${version} is published. Everyone is asked to accept it.`)
}
