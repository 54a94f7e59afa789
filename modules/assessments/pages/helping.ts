import { fitWords, type Suggestion } from '#modules/interventions'
import { NotFound } from '#platform/errors'
import { type FieldError, formErrors, parseForm } from '#platform/forms'
import { isUuid } from '#platform/ids'
import { record } from '#platform/ledger'
import { type Answer, type Page, redirect, type Visit, view } from '#platform/module'
import { choiceForm, choiceWords } from '../forms/choice.ts'
import { type Assessment, assessmentById } from '../store/assessments.ts'
import { addChoice, choicesOf } from '../store/choices.ts'
import { suggestedFor } from '../suggesting.ts'
import { fileFor, marking, reading, subjectOf, workedFile, working, works } from './shared.ts'

const path = '/assessments/:id/programmes'

export const helpingPages: readonly Page[] = [
  { ...reading, method: 'get', path, handle: visit => show(visit, []) },
  { ...working, method: 'post', path, handle: choose },
]

async function assessmentIn({ tx, params }: Visit): Promise<Assessment> {
  const id = params['id'] ?? ''
  const it = isUuid(id) ? await assessmentById(tx, id) : undefined
  if (it === undefined) throw new NotFound()
  return it
}

/** What could help, in groups of words with every reason; and what was decided about each. */
async function show(visit: Visit, errors: readonly FieldError[]): Promise<Answer> {
  const { tx, now, body } = visit
  const it = await assessmentIn(visit)
  const file = await fileFor(tx, it.file)
  const { name } = await subjectOf(tx, file)
  const suggested = await suggestedFor(tx, it, now)
  const decided = await choicesOf(tx, it.file)
  await record(tx, { action: 'read', kind: 'assessment', subject: it.id, detail: { programmes: true } })
  const sent = typeof body['programme'] === 'string' ? body['programme'] : ''
  const data = {
    title: `What could help ${name}`,
    marking,
    back: { href: `/assessments/${it.id}`, text: 'The assessment' },
    id: it.id,
    choiceWords,
    groups: groupsOf(suggested).map(({ words, of, folded }) => ({
      ...{ words, folded, sent: of.some(({ programme }) => programme.id === sent) },
      of: of.map(each => ({ ...each, decided: decided.find(({ programme }) => programme === each.programme.id) })),
    })),
    decided: decided.map(each => ({ ...each, words: choiceWords[each.choice] })),
    works: await works(tx, it.file),
    sent,
    answers: errors.length > 0 ? body : {},
    errors: formErrors(errors.map(({ field, message }) => ({ field: `${field}-${sent}`, message }))),
  }
  return view('assessments/views/programmes.njk', data, errors.length > 0 ? 422 : 200)
}

function groupsOf(suggested: readonly Suggestion[]) {
  return Object.entries(fitWords)
    .map(([fit, words]) => ({
      words,
      // What may not be for them is there to be looked at, and does not stand in the way of the rest.
      folded: fit === 'outside',
      of: suggested.filter(it => it.fit === fit),
    }))
    .filter(({ of }) => of.length > 0)
}

async function choose(visit: Visit): Promise<Answer> {
  const { tx, now } = visit
  const it = await assessmentIn(visit)
  await workedFile(tx, it.file)
  const parsed = parseForm(choiceForm, visit.body)
  if (!parsed.ok) return show(visit, parsed.errors)
  const { programme, choice, why, they_say } = parsed.value
  const suggestion = (await suggestedFor(tx, it, now)).find(each => each.programme.id === programme)
  if (suggestion === undefined) throw new NotFound()
  const decision = { assessment: it.id, programme, programme_name: suggestion.programme.name, choice, why, they_say }
  await addChoice(tx, it.file, { ...decision, reasons: suggestion.reasons }, now)
  return redirect(`/assessments/${it.id}/programmes`, 'Your choice is kept, with its reason.')
}
