import { formErrors, parseForm } from '#platform/forms'
import { type Answer, type Page, redirect, type Visit, view } from '#platform/module'
import { newPersonForm, searchForm, searchReasons } from '../forms/records.ts'
import { soundingLike } from '../matching/sounding.ts'
import { schemes } from '../rules/identifiers.ts'
import { wordsSought } from '../rules/tokens.ts'
import { type World, worlds, worldsOf } from '../rules/worlds.ts'
import { recordsLike } from '../store/alike.ts'
import { addPerson, findPeople, pageLength } from '../store/records.ts'
import { tokensOf } from '../tokens.ts'
import { recordFound, rowOf } from './alike.ts'
import { again, marking, peopleRoles, purpose, secretsIn, todayOf } from './shared.ts'

const common = { purpose, roles: peopleRoles }

export const searchPages: readonly Page[] = [
  { ...common, method: 'get', path: '/people', handle: async visit => searchPage(visit, {}) },
  { ...common, method: 'post', path: '/people', handle: search },
  {
    ...common,
    method: 'get',
    path: '/people/new',
    handle: async visit => view('people/views/new.njk', newPage(visit)),
  },
  { ...common, method: 'post', path: '/people/new', handle: add },
]

function searchPage({ who }: Visit, data: Readonly<Record<string, unknown>>): Answer {
  const mayAdd = worldsOf(who?.roles ?? []).length > 0
  return view('people/views/search.njk', { ...blankSearch, mayAdd, ...data })
}

const reasons = Object.entries(searchReasons).map(([value, text]) => ({ value, text }))
const blankSearch = { title: 'People', marking, reasons }

// Names are sent in the body, so that no address, history or log holds one.
async function search(visit: Visit): Promise<Answer> {
  const parsed = parseForm(searchForm(todayOf(visit)), visit.body)
  if (!parsed.ok) return again('search.njk', visit, blankSearch, parsed)
  const found = await findPeople(visit.tx, tokensOf(secretsIn(visit), wordsSought(parsed.value)), parsed.value.after)
  const shown = found.slice(0, pageLength)
  const next = found.length > pageLength ? shown.at(-1)?.id : undefined
  const known = new Set(found.map(({ id }) => id))
  const first = parsed.value.after === undefined
  const like = first ? (await soundingLike(visit, parsed.value)).filter(({ id }) => !known.has(id)) : []
  await recordFound(visit, [...shown, ...like], searchReasons[parsed.value.reason])
  const rows = shown.map(rowOf)
  return searchPage(visit, { answers: visit.body, searched: true, rows, like: like.map(rowOf), next })
}

function newPage({ who }: Visit): Readonly<Record<string, unknown>> {
  const choices = worldsOf(who?.roles ?? []).map(value => ({ value, text: worlds[value] }))
  return { title: 'Make a record of a person', marking, schemes, choices, back: { href: '/people', text: 'People' } }
}

/** A record is made only after its maker has seen which records they have already that look like the same person. */
async function add(visit: Visit): Promise<Answer> {
  const allowed: readonly World[] = worldsOf(visit.who?.roles ?? [])
  const parsed = parseForm(newPersonForm(todayOf(visit), allowed), visit.body)
  if (!parsed.ok) return again('new.njk', visit, newPage(visit), parsed)
  const alike = visit.body['looked'] === 'yes' ? [] : await recordsLike(visit.tx, secretsIn(visit), parsed.value)
  if (alike.length > 0) {
    await recordFound(visit, alike, searchReasons['already-ours'])
    return view('people/views/alike.njk', {
      title: 'Is it one of these?',
      marking,
      rows: alike.map(rowOf),
      answers: visit.body,
      errors: formErrors([]),
    })
  }
  const id = await addPerson(visit.tx, secretsIn(visit), parsed.value, visit.actor.id, visit.now)
  return redirect(`/people/${id}`, 'The record was made.')
}
