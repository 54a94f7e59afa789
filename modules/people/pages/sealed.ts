import { may } from '#platform/access'
import { NotAllowed, NotFound } from '#platform/errors'
import { type FieldError, formErrors, parseForm } from '#platform/forms'
import { type Answer, type Page, redirect, type Visit, view } from '#platform/module'
import { decisionForm, sealForm } from '../forms/records.ts'
import { personById, setSealed } from '../store/records.ts'
import { askToOpen, decide, requestsFor, type SealRequest } from '../store/seals.ts'
import { idIn, marking, peopleRoles, purpose } from './shared.ts'

const common = { purpose, roles: peopleRoles }

export const sealedPages: readonly Page[] = [
  { ...common, method: 'get', path: '/people/:id/sealed', handle: visit => sealedPage(visit, []) },
  { ...common, method: 'post', path: '/people/:id/sealed', handle: sealOrAsk },
  { ...common, fresh: 'minutes', method: 'post', path: '/people/:id/sealed/decision', handle: decideRequest },
]

type Standing = {
  readonly id: string
  /** Absent where the present actor may not read it, sealed or not. */
  readonly sealed: boolean | undefined
  readonly world: string | undefined
  readonly manages: boolean
  readonly requests: readonly SealRequest[]
}

/** What somebody may know of the seal: with an access row to the record, or as one of those who decide on requests. */
async function standingOf(visit: Visit): Promise<Standing> {
  const id = idIn(visit)
  const person = await personById(visit.tx, id)
  const requests = await requestsFor(visit.tx, id)
  if (requests.length === 0 && !(await may(visit.tx, 'know', id))) throw new NotFound()
  return { id, sealed: person?.sealed, world: person?.world, manages: await may(visit.tx, 'manage', id), requests }
}

async function sealedPage(visit: Visit, errors: readonly FieldError[]): Promise<Answer> {
  const it = await standingOf(visit)
  const decides = it.manages || visit.who?.roles.includes('governance') === true
  const data = {
    title: it.sealed === false ? 'Seal this record' : 'A sealed record',
    marking,
    it,
    waiting: decides
      ? it.requests.filter(({ agreed, asked_by }) => agreed === null && asked_by !== visit.actor.id)
      : [],
    mine: it.requests.find(({ asked_by }) => asked_by === visit.actor.id),
    mayAsk: it.sealed === undefined && (await may(visit.tx, 'know', it.id)),
    answers: visit.body,
    errors: formErrors(errors),
  }
  return view('people/views/sealed.njk', data, errors.length > 0 ? 422 : 200)
}

async function sealOrAsk(visit: Visit): Promise<Answer> {
  const it = await standingOf(visit)
  const parsed = parseForm(sealForm, visit.body)
  if (!parsed.ok) return sealedPage(visit, parsed.errors)
  const { why } = parsed.value
  if (it.world === 'refuge') throw new NotAllowed('A record of a refuge stays sealed.')
  if (it.sealed !== undefined) {
    await setSealed(visit.tx, it.id, !it.sealed, why)
    return redirect(`/people/${it.id}`, it.sealed ? 'The record is no longer sealed.' : 'The record is sealed.')
  }
  if (!(await may(visit.tx, 'know', it.id))) throw new NotFound()
  await askToOpen(visit.tx, { subject: it.id, why, actor: visit.actor.id, now: visit.now })
  return redirect(`/people/${it.id}/sealed`, 'A second person was asked. You will find the answer here.')
}

async function decideRequest(visit: Visit): Promise<Answer> {
  const it = await standingOf(visit)
  const parsed = parseForm(decisionForm, visit.body)
  if (!parsed.ok) return sealedPage(visit, parsed.errors)
  const request = it.requests.find(({ id }) => id === parsed.value.request)
  if (request === undefined) throw new NotFound()
  const agreed = parsed.value.decision === 'agree'
  await decide(visit.tx, request, { agreed, words: parsed.value.words, actor: visit.actor.id, now: visit.now })
  return redirect(
    `/people/${it.id}/sealed`,
    agreed ? 'You agreed. It is open to them for a day.' : 'You did not agree.',
  )
}
