import { may, type Standing, whoMay } from '#platform/access'
import { NotFound } from '#platform/errors'
import { type FieldError, formErrors, parseForm } from '#platform/forms'
import { isUuid } from '#platform/ids'
import { record } from '#platform/ledger'
import { type Answer, nextStepsFrom, type Page, redirect, type Visit, view } from '#platform/module'
import { addressForm, changePersonForm, contactForm } from '../forms/records.ts'
import { schemes, writtenOut } from '../rules/identifiers.ts'
import { worlds } from '../rules/worlds.ts'
import { addAddress, addContact, addressesOf, contactsOf, identifiersOf, removePart } from '../store/parts.ts'
import { changePerson, type PersonRecord, personById } from '../store/records.ts'
import { groupRoles } from './groups.ts'
import { othersOf } from './same.ts'
import {
  bornInWords,
  idIn,
  levelInWords,
  marking,
  peopleRoles,
  personIn,
  purpose,
  secretsIn,
  titleOf,
  todayOf,
} from './shared.ts'
import { tiesShown } from './ties.ts'

const common = { purpose, roles: peopleRoles }

export const recordPages: readonly Page[] = [
  { ...common, method: 'get', path: '/people/:id', handle: show },
  { ...common, method: 'get', path: '/people/:id/change', handle: visit => changePage(visit) },
  { ...common, method: 'post', path: '/people/:id/change', handle: change },
  { ...common, method: 'post', path: '/people/:id/addresses', handle: visit => addPart(visit, 'address') },
  { ...common, method: 'post', path: '/people/:id/contacts', handle: visit => addPart(visit, 'contact') },
  { ...common, method: 'post', path: '/people/:id/remove', handle: remove },
]

async function show(visit: Visit): Promise<Answer> {
  const { tx } = visit
  const id = idIn(visit)
  const person = await personById(tx, id)
  if (person === undefined) return notShown(visit, id)
  const [works, manages] = [await may(tx, 'write', id), await may(tx, 'manage', id)]
  const [identifiers, addresses, contacts] = [
    await identifiersOf(tx, id),
    await addressesOf(tx, id),
    await contactsOf(tx, id),
  ]
  const standing = (await whoMay(tx, id)).map(standingInWords)
  const { same, alike } = await othersOf(visit, person)
  const fields = [
    'names',
    'born',
    'sex',
    'contacts',
    'addresses',
    'ties',
    'languages',
    ...(works ? ['identifiers'] : []),
  ]
  const beside = [...same, ...alike].map(it => ({ action: 'read', kind: 'person in a list', subject: it.id }) as const)
  await record(tx, { action: 'read', kind: 'person', subject: id, detail: { fields } }, ...beside)
  return view('people/views/person.njk', {
    title: titleOf(person),
    marking,
    back: { href: '/people', text: 'People' },
    person,
    born: bornInWords(person),
    world: worlds[person.world],
    identifiers: identifiers.map(it => ({ scheme: schemes[it.scheme], value: writtenOut(it) })),
    addresses,
    contacts: contacts.map(it => ({ ...it, ...contactWords[it.kind], safe: safetyWords[it.safety] })),
    standing,
    ...(await tiesShown(visit, id)),
    works,
    manages,
    same,
    alike,
    next: nextStepsFrom(visit, 'person', id),
    friends: groupRoles.some(role => role !== 'chair' && visit.who?.roles.includes(role)),
  })
}

/** Somebody who was given a sealed record is told that it is sealed; anyone else, that there is nothing. */
async function notShown({ tx }: Visit, id: string): Promise<Answer> {
  if (!(await may(tx, 'know', id))) throw new NotFound()
  return redirect(`/people/${id}/sealed`)
}

/** How somebody is reached, and whether that is safe, in words. */
export const contactWords = {
  telephone: { how: 'Telephone' },
  email: { how: 'E-mail' },
  letter: { how: 'Letter' },
  'through-someone': { how: 'Through somebody' },
} as const
export const safetyWords = {
  safe: 'Safe to use',
  'ask-first': 'Ask them first',
  never: 'Never use this: it is not safe',
} as const

function standingInWords({ name, level, why, ends, opens_sealed }: Standing) {
  return { name, may: levelInWords(level), why, ends, opensSealed: opens_sealed }
}

async function changePage(visit: Visit, errors: readonly FieldError[] = [], answers?: unknown): Promise<Answer> {
  const person = await personIn(visit)
  if (!(await may(visit.tx, 'write', person.id))) throw new NotFound()
  await record(visit.tx, {
    action: 'read',
    kind: 'person',
    subject: person.id,
    detail: { fields: ['identity', 'parts'] },
  })
  const data = {
    title: `Change the record of ${titleOf(person)}`,
    marking,
    back: { href: `/people/${person.id}`, text: titleOf(person) },
    person,
    manages: await may(visit.tx, 'manage', person.id),
    addresses: await addressesOf(visit.tx, person.id),
    contacts: await contactsOf(visit.tx, person.id),
    schemes,
    answers: answers ?? (await answersOf(visit, person)),
    errors: formErrors(errors),
  }
  return view('people/views/change.njk', data, errors.length > 0 ? 422 : 200)
}

async function answersOf({ tx }: Visit, person: PersonRecord): Promise<Readonly<Record<string, unknown>>> {
  const [year, month, day] = person.born?.split('-') ?? []
  const numbers = Object.fromEntries((await identifiersOf(tx, person.id)).map(it => [it.scheme, writtenOut(it)]))
  return {
    givenName: person.given_name,
    familyName: person.family_name,
    otherNames: person.other_names.join('\n'),
    'born-year': year,
    'born-month': person.born_precision === 'year' ? '' : month,
    'born-day': person.born_precision === 'day' ? day : '',
    sex: person.sex,
    version: person.version,
    ...numbers,
  }
}

async function change(visit: Visit): Promise<Answer> {
  const id = idIn(visit)
  const parsed = parseForm(changePersonForm(todayOf(visit)), visit.body)
  if (!parsed.ok) return changePage(visit, parsed.errors, visit.body)
  await personIn(visit)
  await changePerson(visit.tx, secretsIn(visit), id, parsed.value)
  return redirect(`/people/${id}`, 'The record was changed.')
}

async function addPart(visit: Visit, part: 'address' | 'contact'): Promise<Answer> {
  const { id } = await personIn(visit)
  if (part === 'address') {
    const parsed = parseForm(addressForm, visit.body)
    if (!parsed.ok) return changePage(visit, parsed.errors)
    await addAddress(visit.tx, id, parsed.value)
  } else {
    const parsed = parseForm(contactForm, visit.body)
    if (!parsed.ok) return changePage(visit, parsed.errors)
    await addContact(visit.tx, id, parsed.value)
  }
  return redirect(`/people/${id}`, part === 'address' ? 'The address was added.' : 'The way to reach them was added.')
}

async function remove(visit: Visit): Promise<Answer> {
  const { id } = await personIn(visit)
  const part = visit.body['part'] === 'address' ? 'address' : 'contact'
  const which = String(visit.body['which'] ?? '')
  if (!isUuid(which) || !(await removePart(visit.tx, id, part, which))) throw new NotFound()
  return redirect(`/people/${id}/change`, 'It was taken off the record.')
}
