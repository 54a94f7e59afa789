import { may } from '#platform/access'
import { withDays } from '#platform/days'
import { NotFound } from '#platform/errors'
import { type FieldError, formErrors, parseForm } from '#platform/forms'
import { record } from '#platform/ledger'
import { type Answer, type Page, redirect, type Visit, view } from '#platform/module'
import { languageForm, removeTieForm, tieForm } from '../forms/ties.ts'
import { languageNeeds, responsibilities, strengthsFirst, tieEffects, tieKinds, toldApartBy } from '../rules/ties.ts'
import { wordsSought } from '../rules/tokens.ts'
import { findPeople, type PersonRecord } from '../store/records.ts'
import { addLanguage, addTie, languagesOf, removeTie, type Tie, tiesOf } from '../store/ties.ts'
import { tokensOf } from '../tokens.ts'
import { marking, peopleRoles, personIn, purpose, secretsIn, titleOf } from './shared.ts'

const common = { purpose, roles: peopleRoles }

export const tiePages: readonly Page[] = [
  { ...common, method: 'get', path: '/people/:id/ties', handle: visit => show(visit) },
  { ...common, method: 'post', path: '/people/:id/ties', handle: add },
  { ...common, method: 'post', path: '/people/:id/languages', handle: speak },
  { ...common, method: 'post', path: '/people/:id/ties/remove', handle: remove },
]

const choiceOf = (it: PersonRecord) => ({
  value: it.id,
  text: titleOf(it),
  hint: { text: toldApartBy(it.born, it.agency_name) },
})

const itemsOf = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, text]) => ({ value, text }))

/** A tie in words, for the page of a record and for its own. */
export function tieInWords(tie: Tie) {
  const responsibility = tie.responsibility === 'yes' ? 'Has parental responsibility' : ''
  const { other_born, other_agency } = tie
  const about = other_agency == null ? '' : toldApartBy(other_born, other_agency)
  return { ...tie, kind: tieKinds[tie.kind], effect: tieEffects[tie.effect], responsibility, about }
}

/** Records that the present actor may read and that bear this name. A single name, such as "Gran", is no reason to look. */
async function recordsNamed(visit: Visit, name: string, but: string): Promise<PersonRecord[]> {
  const sought = wordsSought({ name, born: undefined, identifier: undefined })
  if (sought.length < 2) return []
  const found = await findPeople(visit.tx, tokensOf(secretsIn(visit), sought))
  const others = found.filter(({ id }) => id !== but).slice(0, mostOffered)
  await record(
    visit.tx,
    ...others.map(
      ({ id }) => ({ action: 'read', kind: 'person in a list', subject: id, detail: { for: 'tie' } }) as const,
    ),
  )
  return others
}

const mostOffered = 10
const noneOfThese = { value: 'none', text: 'None of these: write down the name alone' }

/** Ties and languages of a record, for its page: strengths first. */
export async function tiesShown({ tx }: Visit, person: string) {
  return {
    ties: strengthsFirst(await tiesOf(tx, person)).map(tieInWords),
    languages: (await languagesOf(tx, person)).map(it => ({ ...it, need: languageNeeds[it.need] })),
  }
}

async function show(
  visit: Visit,
  errors: readonly FieldError[] = [],
  named: readonly PersonRecord[] = [],
): Promise<Answer> {
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
    choices: named.length === 0 ? [] : [...named.map(choiceOf), noneOfThese],
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
  if (visit.body['other'] === undefined) {
    const named = await recordsNamed(visit, parsed.value.other_name, id)
    const asked = { field: 'other', message: 'Say whether one of these records is theirs' }
    if (named.length > 0) return show(visit, [asked], named)
  }
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
