import { NotFound } from '#platform/errors'
import { type FieldError, formErrors, parseForm } from '#platform/forms'
import { isUuid } from '#platform/ids'
import { record } from '#platform/ledger'
import { type Answer, type Page, redirect, type Visit, view } from '#platform/module'
import { asMatcher } from '#platform/search'
import { undoForm } from '../forms/matches.ts'
import { reviewPairForm } from '../forms/review.ts'
import { afterUndoing, afterWord, askIndex, matchWaiting } from '../matching/matcher.ts'
import type { Scheme } from '../rules/identifiers.ts'
import { type SourceRecord, writtenOf } from '../rules/linkage.ts'
import { compare, type Side } from '../rules/matches.ts'
import { saidWords, stepsInWords, warningsOf } from '../rules/review.ts'
import { eventsOfPair } from '../store/cluster-events.ts'
import { everyDesk } from '../store/known.ts'
import { sourcesOf } from '../store/linkage.ts'
import { sayOfPair } from '../store/matches.ts'
import { addReview, ownReviews, type Pair, pairById, reviewQueue, stateOfReview } from '../store/reviews.ts'
import { bornInWords, marking } from './shared.ts'

export const reviewRoles = ['coordinator', 'practitioner'] as const
const common = { purpose: 'match-review', roles: reviewRoles }

export const reviewPages: readonly Page[] = [
  { ...common, method: 'get', path: '/people/pairs', handle: list },
  { ...common, method: 'get', path: '/people/pairs/:pair', handle: visit => show(visit) },
  { ...common, method: 'post', path: '/people/pairs/:pair', handle: say },
  { ...common, method: 'post', path: '/people/pairs/:pair/undo', handle: undo },
]

async function list(visit: Visit): Promise<Answer> {
  const left = await matchWaiting(visit)
  const rows = await reviewQueue(visit.tx, visit.actor.id)
  await record(visit.tx, { action: 'read', kind: 'pairs to review', detail: { shown: rows.length } })
  const back = { href: '/people', text: 'People' }
  return view('people/views/pairs.njk', { title: 'Pairs that may be one person', back, rows, left })
}

type Looked = { readonly pair: Pair; readonly one: SourceRecord; readonly other: SourceRecord }

/** The pair of the address, where one may review it and the matcher may still see both records. */
async function pairIn({ tx, params }: Visit): Promise<Looked> {
  const id = params['pair'] ?? ''
  const pair = isUuid(id) ? await pairById(tx, id) : undefined
  if (pair === undefined) throw new NotFound()
  const found = await asMatcher(tx, () => sourcesOf(tx, [pair.one, pair.other]))
  const [one, other] = [pair.one, pair.other].map(record => found.find(it => it.id === record))
  if (one === undefined || other === undefined) throw new NotFound()
  return { pair, one, other }
}

const kindOfLook = 'pair under review'

async function show(visit: Visit, errors: readonly FieldError[] = []): Promise<Answer> {
  const looked = await pairIn(visit)
  const { pair, one, other } = looked
  await record(
    visit.tx,
    { action: 'read', kind: kindOfLook, subject: pair.one, detail: { other: pair.other } },
    { action: 'read', kind: kindOfLook, subject: pair.other, detail: { other: pair.one } },
  )
  const state = await stateOfReview(visit.tx, pair, visit.actor.id)
  const own = await ownReviews(visit.tx, pair.id)
  const answered = own.length > 0
  const agencies = new Map((await everyDesk(visit.tx)).map(desk => [desk.agency, desk]))
  const explanation = await explained(visit, looked)
  const sides = [one, other].map(it => sideShown(it, agencies.get(it.agency)))
  const data = {
    title: 'Are these the same person?',
    marking,
    back: { href: '/people/pairs', text: 'Pairs to review' },
    pair,
    sides,
    desks: [...new Map(sides.map(it => [it.agency, it])).values()],
    numbers: numbersShown(one, other),
    steps: explanation === undefined ? [] : stepsInWords(explanation),
    warnings: explanation === undefined ? [] : warningsOf(explanation),
    score: pair.score,
    choices: Object.entries(saidWords).map(([value, text]) => ({ value, text })),
    own: own.map(it => ({ ...it, said: saidWords[it.said] })),
    // Whoever has not answered yet is shown nobody's answer, nor what came of it.
    decided: answered ? state.decided : undefined,
    events: answered ? await eventsOfPair(visit.tx, pair.one, pair.other) : [],
    answers: visit.body,
    errors: formErrors(errors),
  }
  return view('people/views/pair.njk', data, errors.length > 0 ? 422 : 200)
}

async function explained(visit: Visit, { pair, one, other }: Looked) {
  const found = await askIndex(visit, index =>
    index.find(writtenOf(one), { least: pair.weight - 1, most: 100, but: one.id }),
  )
  return found.find(({ id }) => id === other.id)?.explanation
}

type Desk = Awaited<ReturnType<typeof everyDesk>>[number]

/** The least that lets somebody tell: no address, no number, no word of what the record is about. */
const sideShown = (it: SourceRecord, desk: Desk | undefined) => ({
  agency: desk?.agency_name ?? '',
  desk,
  name: [it.given_name, it.family_name].filter(Boolean).join(' '),
  others: it.other_names.join(', '),
  born: bornInWords(it),
  sex: it.sex,
  postcode: it.postcode,
})

const schemeWords: Readonly<Record<Scheme, string>> = {
  nhs: 'NHS number',
  upn: 'Pupil number',
  pnc: 'Police National Computer number',
}

function numbersShown(one: SourceRecord, other: SourceRecord): { what: string; verdict: string }[] {
  const schemes: readonly Scheme[] = ['nhs', 'upn', 'pnc']
  return schemes.flatMap(scheme => {
    const [a, b] = [one.numbers[scheme], other.numbers[scheme]]
    if (a === undefined && b === undefined) return []
    const verdict =
      a === undefined || b === undefined ? 'On one record only' : a === b ? 'The same on both' : 'Different'
    return [{ what: schemeWords[scheme], verdict }]
  })
}

function sideOf(it: SourceRecord): Side {
  const schemes: readonly Scheme[] = ['nhs', 'upn', 'pnc']
  const numbers = schemes.flatMap(scheme => {
    const value = it.numbers[scheme]
    return value === undefined ? [] : [{ scheme, value }]
  })
  return { person: it, numbers, addresses: it.postcode === '' ? [] : [{ postcode: it.postcode }] }
}

const thanks = {
  same: 'Recorded: they are the same person.',
  'not same': 'Recorded: they are two people.',
  'cannot tell': 'Recorded: it cannot be told from this. Somebody else may know more.',
  ask: 'Recorded. Ring the agency, then come back to this pair.',
} as const

async function say(visit: Visit): Promise<Answer> {
  const parsed = parseForm(reviewPairForm, visit.body)
  if (!parsed.ok) return show(visit, parsed.errors)
  const { pair, one, other } = await pairIn(visit)
  const { said, why } = parsed.value
  const { tx, actor, now } = visit
  const state = await stateOfReview(tx, pair, actor.id)
  // A second answer is compared with the first and changes nothing by itself.
  const second = state.decided !== undefined && state.answeredByOthers
  await addReview(tx, pair, { said, why, second }, actor.id, now)
  if (!second && (said === 'same' || said === 'not same')) {
    const compared = compare(sideOf(one), sideOf(other))
    await sayOfPair(tx, { pair: [pair.one, pair.other], event: said, compared, why }, actor.id, now)
    await afterWord(visit, [pair.one, pair.other], why, actor.id)
  }
  return redirect('/people/pairs', thanks[said])
}

/** Takes back what stands about a pair. Every record is again where it stood before; what was said stays on file. */
async function undo(visit: Visit): Promise<Answer> {
  const parsed = parseForm(undoForm, visit.body)
  if (!parsed.ok) return show(visit, parsed.errors)
  const { pair, one, other } = await pairIn(visit)
  const { tx, actor, now } = visit
  const { decided } = await stateOfReview(tx, pair, actor.id)
  if (decided === undefined) throw new NotFound()
  const why = parsed.value.undoWhy
  const compared = compare(sideOf(one), sideOf(other))
  await sayOfPair(tx, { pair: [pair.one, pair.other], event: 'undone', compared, why }, actor.id, now)
  await afterUndoing(visit, [pair.one, pair.other], why, actor.id)
  return redirect(`/people/pairs/${pair.id}`, 'It was undone. Every record is where it was before.')
}
