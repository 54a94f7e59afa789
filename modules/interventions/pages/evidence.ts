import { may } from '#platform/access'
import { ukDay } from '#platform/clock'
import { NotFound } from '#platform/errors'
import { type FieldError, formErrors, parseForm } from '#platform/forms'
import { type Answer, type Page, redirect, type Visit, view } from '#platform/module'
import { programmePlaces } from '../collections.ts'
import { evidenceForm, strikeForm } from '../forms/describing.ts'
import { evidenceKinds, noRating } from '../rules/evidence.ts'
import { addEvidence, evidenceOf, strikeEvidence } from '../store/evidence.ts'
import { openProgramme } from '../store/versions.ts'
import { keptOffer, purpose } from './shared.ts'

const path = '/interventions/:id/evidence'

export const evidencePages: readonly Page[] = [
  { method: 'get', path, purpose, handle: visit => page(visit, []) },
  { method: 'post', path, purpose, handle: add },
  { method: 'post', path: `${path}/strike`, purpose, handle: strike },
]

async function page(visit: Visit, errors: readonly FieldError[]): Promise<Answer> {
  const { tx } = visit
  const offer = await keptOffer(visit)
  const rows = (await evidenceOf(tx, [offer.id], true)).map(it => ({
    ...it,
    kind: evidenceKinds[it.kind],
    rating: it.rating || noRating,
  }))
  return view(
    'interventions/views/evidence.njk',
    {
      title: `What ${offer.name} is based on`,
      back: { href: `/interventions/${offer.id}`, text: offer.name },
      id: offer.id,
      rows,
      evidenceKinds,
      answers: errors.length > 0 ? visit.body : {},
      errors: formErrors(errors),
    },
    errors.length > 0 ? 422 : 200,
  )
}

async function add(visit: Visit): Promise<Answer> {
  const { tx, now } = visit
  const offer = await keptOffer(visit)
  const parsed = parseForm(evidenceForm(Number(ukDay(now).slice(0, 4))), visit.body)
  if (!parsed.ok) return page(visit, parsed.errors)
  if (await may(tx, 'write', programmePlaces)) await openProgramme(tx, offer.id, now)
  await addEvidence(tx, offer.id, parsed.value, now)
  return redirect(`/interventions/${offer.id}`, 'The evidence stands on its page, with its source.')
}

async function strike(visit: Visit): Promise<Answer> {
  const offer = await keptOffer(visit)
  const parsed = parseForm(strikeForm, visit.body)
  if (!parsed.ok) return page(visit, parsed.errors.map(beside(visit.body['evidence'])))
  const known = await evidenceOf(visit.tx, [offer.id])
  if (!known.some(({ id }) => id === parsed.value.evidence)) throw new NotFound()
  await strikeEvidence(visit.tx, parsed.value.evidence, parsed.value.struckWhy, visit.now)
  return redirect(`/interventions/${offer.id}`, 'It was taken out, and stands in the history.')
}

/** Each row has its own box for the reason: the error stands beside that of the row which was sent. */
const beside =
  (row: unknown) =>
  ({ field, message }: FieldError): FieldError => ({ field: `${field}-${String(row)}`, message })
