import { may } from '#platform/access'
import { Conflict, NotFound } from '#platform/errors'
import { type FieldError, formErrors, parseForm } from '#platform/forms'
import { isUuid } from '#platform/ids'
import { record } from '#platform/ledger'
import { type Answer, type Page, redirect, type Visit, view } from '#platform/module'
import { sameForm, undoForm } from '../forms/matches.ts'
import { afterUndoing, afterWord } from '../matching/matcher.ts'
import {
  type Comparison,
  compare,
  type MatchState,
  pairOf,
  type Side,
  stateOfPair,
  type Verdict,
} from '../rules/matches.ts'
import { recordsLike } from '../store/alike.ts'
import { type MatchSaid, saidOfPair, samePerson, sayOfPair, settledWith } from '../store/matches.ts'
import { addressesOf, identifiersOf } from '../store/parts.ts'
import { type PersonRecord, personById } from '../store/records.ts'
import { rowOf } from './alike.ts'
import { bornInWords, marking, personIn, purpose, secretsIn, titleOf } from './shared.ts'

/** Only those who work with records of help hold two beside each other. */
export const matchingRoles = ['referrer', 'practitioner', 'coordinator'] as const
const common = { purpose, roles: matchingRoles }

export const samePages: readonly Page[] = [
  { ...common, method: 'get', path: '/people/:id/same/:other', handle: visit => show(visit) },
  { ...common, method: 'post', path: '/people/:id/same/:other', handle: say },
  { ...common, method: 'post', path: '/people/:id/same/:other/undo', handle: undo },
]

/** For the page of a record: the other agencies' records of the same person, and those that look like theirs. */
export async function othersOf(visit: Visit, person: PersonRecord) {
  const same = await samePerson(visit.tx, person.id)
  if (!matchingRoles.some(role => visit.who?.roles.includes(role))) return { same: same.map(rowOf), alike: [] }
  const settled = new Set([person.id, ...same.map(({ id }) => id), ...(await settledWith(visit.tx, person.id))])
  const named = {
    givenName: person.given_name,
    familyName: person.family_name,
    otherNames: person.other_names,
    born: person.born,
    bornPrecision: person.born_precision,
    identifiers: await identifiersOf(visit.tx, person.id),
  }
  const alike = (await recordsLike(visit.tx, secretsIn(visit), named)).filter(
    it => it.agency !== person.agency && !settled.has(it.id),
  )
  return { same: same.map(rowOf), alike: alike.map(rowOf) }
}

type Pair = { readonly person: PersonRecord; readonly other: PersonRecord; readonly sides: readonly [Side, Side] }

/** Both records of the address, of two agencies, where one may read both. */
async function pairIn(visit: Visit): Promise<Pair> {
  const person = await personIn(visit)
  const id = visit.params['other'] ?? ''
  const other = isUuid(id) ? await personById(visit.tx, id) : undefined
  if (other === undefined || other.agency === person.agency) throw new NotFound()
  return { person, other, sides: [await sideOf(visit, person), await sideOf(visit, other)] }
}

async function sideOf({ tx }: Visit, person: PersonRecord): Promise<Side> {
  const numbers = (await may(tx, 'write', person.id)) ? await identifiersOf(tx, person.id) : undefined
  return { person, numbers, addresses: await addressesOf(tx, person.id) }
}

const whatWords: Readonly<Record<Comparison, string>> = {
  name: 'Name',
  born: 'Date of birth',
  sex: 'Sex as recorded',
  numbers: 'Numbers',
  postcode: 'Postcode',
}
const verdictWords: Readonly<Record<Verdict, string>> = {
  agrees: 'The same',
  'agrees in part': 'Partly the same',
  differs: 'Different',
  'not known': 'Cannot be compared',
}
const stateWords: Readonly<Record<MatchState, string>> = {
  same: 'Recorded as the same person',
  'not same': 'Recorded as two different people',
  'not said': 'Nobody has said whether they are the same person',
}

const sexWords = { female: 'Female', male: 'Male', indeterminate: 'Indeterminate', 'not known': 'Not known' } as const

function shownSide({ numbers, addresses }: Side, person: PersonRecord): Readonly<Record<Comparison, string>> {
  return {
    name: [[person.given_name, person.family_name].filter(Boolean).join(' '), ...person.other_names].join(', also '),
    born: bornInWords(person),
    sex: sexWords[person.sex],
    numbers: numbers === undefined ? 'Not yours to read' : numbers.length > 0 ? 'On the record' : 'None',
    postcode:
      addresses
        .map(({ postcode }) => postcode)
        .filter(Boolean)
        .join(', ') || 'None that you may read',
  }
}

async function show(visit: Visit, errors: readonly FieldError[] = []): Promise<Answer> {
  const { person, other, sides } = await pairIn(visit)
  const said = await saidOfPair(visit.tx, person.id, other.id)
  const kind = 'person beside another'
  await record(
    visit.tx,
    { action: 'read', kind, subject: person.id, detail: { other: other.id } },
    { action: 'read', kind, subject: other.id, detail: { other: person.id } },
  )
  const [left, right] = [shownSide(sides[0], person), shownSide(sides[1], other)]
  const rows = compare(...sides).map(({ what, verdict }) => ({
    what: whatWords[what],
    left: left[what],
    right: right[what],
    verdict: verdictWords[verdict],
  }))
  const state = stateOfPair(said)
  const data = {
    title: 'Are these the same person?',
    marking,
    back: { href: `/people/${person.id}`, text: titleOf(person) },
    ...{ person, other, rows, state, words: stateWords[state], said: said.map(saidInWords) },
    ...{ answers: visit.body, errors: formErrors(errors) },
  }
  return view('people/views/same.njk', data, errors.length > 0 ? 422 : 200)
}

const eventWords = { same: 'the same person', 'not same': 'two different people', undone: 'undone' } as const
const saidInWords = ({ event, actor_name, at, why, agreed, differed }: MatchSaid) => ({
  text: `${actor_name}: ${eventWords[event]}. ${why}`,
  at,
  agreed: agreed.join(', '),
  differed: differed.join(', '),
})

async function say(visit: Visit): Promise<Answer> {
  const parsed = parseForm(sameForm, visit.body)
  if (!parsed.ok) return show(visit, parsed.errors)
  const { said, why } = parsed.value
  const words = said === 'same' ? 'Recorded as the same person.' : 'Recorded as two different people.'
  return keep(visit, said, why, words)
}

async function undo(visit: Visit): Promise<Answer> {
  const parsed = parseForm(undoForm, visit.body)
  if (!parsed.ok) return show(visit, parsed.errors)
  const { person, other } = await pairIn(visit)
  if (stateOfPair(await saidOfPair(visit.tx, person.id, other.id)) === 'not said') throw new Conflict()
  return keep(visit, 'undone', parsed.value.undoWhy, 'It was undone. What was said before stays on file.')
}

async function keep(visit: Visit, event: 'same' | 'not same' | 'undone', why: string, notice: string): Promise<Answer> {
  const { person, other, sides } = await pairIn(visit)
  const { tx, actor, now } = visit
  await sayOfPair(tx, { pair: [person.id, other.id], event, compared: compare(...sides), why }, actor.id, now)
  await (event === 'undone' ? afterUndoing : afterWord)(visit, pairOf(person.id, other.id), why, actor.id)
  return redirect(`/people/${person.id}`, notice)
}
