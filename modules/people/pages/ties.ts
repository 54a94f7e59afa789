import { may } from '#platform/access'
import { withDays } from '#platform/days'
import { NotFound } from '#platform/errors'
import { type FieldError, formErrors, parseForm } from '#platform/forms'
import { record } from '#platform/ledger'
import { type Answer, type Page, redirect, type Visit, view } from '#platform/module'
import { languageForm, removeTieForm, tieForm } from '../forms/ties.ts'
import { languageNeeds, responsibilities, strengthsFirst, tieEffects, tieKinds } from '../rules/ties.ts'
import { addLanguage, addTie, languagesOf, removeTie, type Tie, tiesOf } from '../store/ties.ts'
import { marking, peopleRoles, personIn, purpose, titleOf } from './shared.ts'

const common = { purpose, roles: peopleRoles }

export const tiePages: readonly Page[] = [
  { ...common, method: 'get', path: '/people/:id/ties', handle: visit => show(visit) },
  { ...common, method: 'post', path: '/people/:id/ties', handle: add },
  { ...common, method: 'post', path: '/people/:id/languages', handle: speak },
  { ...common, method: 'post', path: '/people/:id/ties/remove', handle: remove },
]

const itemsOf = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, text]) => ({ value, text }))

/** A tie in words, for the page of a record and for its own. */
export function tieInWords(tie: Tie) {
  const responsibility = tie.responsibility === 'yes' ? 'Has parental responsibility' : ''
  return { ...tie, kind: tieKinds[tie.kind], effect: tieEffects[tie.effect], responsibility }
}

/** Ties and languages of a record, for its page: strengths first. */
export async function tiesShown({ tx }: Visit, person: string) {
  return {
    ties: strengthsFirst(await tiesOf(tx, person)).map(tieInWords),
    languages: (await languagesOf(tx, person)).map(it => ({ ...it, need: languageNeeds[it.need] })),
  }
}

async function show(visit: Visit, errors: readonly FieldError[] = []): Promise<Answer> {
  const person = await personIn(visit)
  if (!(await may(visit.tx, 'write', person.id))) throw new NotFound()
  await record(visit.tx, {
    action: 'read',
    kind: 'person',
    subject: person.id,
    detail: { fields: ['ties', 'languages'] },
  })
  const data = {
    title: `Family, friends and languages of ${titleOf(person)}`,
    marking,
    back: { href: `/people/${person.id}`, text: titleOf(person) },
    person,
    ...(await tiesShown(visit, person.id)),
    kinds: itemsOf(tieKinds),
    effects: itemsOf(tieEffects),
    responsibilities: itemsOf(responsibilities),
    needs: itemsOf(languageNeeds),
    answers: errors.length > 0 ? visit.body : {},
    errors: formErrors(errors),
  }
  return view('people/views/ties.njk', data, errors.length > 0 ? 422 : 200)
}

async function add(visit: Visit): Promise<Answer> {
  const parsed = parseForm(tieForm, withDays(visit.body, 'since', 'until'))
  if (!parsed.ok) return show(visit, parsed.errors)
  const { id } = await personIn(visit)
  await addTie(visit.tx, id, parsed.value, visit.actor.id, visit.now)
  return redirect(`/people/${id}/ties`, 'It was written down.')
}

async function speak(visit: Visit): Promise<Answer> {
  const parsed = parseForm(languageForm, visit.body)
  if (!parsed.ok) return show(visit, parsed.errors)
  const { id } = await personIn(visit)
  await addLanguage(visit.tx, id, parsed.value)
  return redirect(`/people/${id}/ties`, 'The language was added.')
}

async function remove(visit: Visit): Promise<Answer> {
  const parsed = parseForm(removeTieForm, visit.body)
  if (!parsed.ok) throw new NotFound()
  const { id } = await personIn(visit)
  await removeTie(visit.tx, id, parsed.value.part, parsed.value.which)
  return redirect(`/people/${id}/ties`, 'It was taken off the record.')
}
