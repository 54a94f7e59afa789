import { addPerson, clusterOf, type PersonRecord, personById, recordsLike } from '#modules/people'
import { may } from '#platform/access'
import { Conflict, Invalid } from '#platform/errors'
import { type FieldError, formErrors, parseForm } from '#platform/forms'
import { record } from '#platform/ledger'
import { type Answer, type Page, redirect, type Visit, view } from '#platform/module'
import { secretsOf } from '#platform/secrets'
import { matchForm } from '../forms/sorting.ts'
import { carryReach } from '../reaching.ts'
import { referenceOf } from '../rules/titles.ts'
import type { Referral } from '../store/referrals.ts'
import { type Content, contentsOf, matchReferral } from '../store/triage.ts'
import { statesOf } from '../store/work.ts'
import { bornInWords, heldReferral, marking, purpose, referralIn, sorters, toldName } from './shared.ts'

const common = { purpose, roles: sorters }

export const personPages: readonly Page[] = [
  { ...common, method: 'get', path: '/referrals/:id/person', handle: visit => show(visit) },
  { ...common, method: 'post', path: '/referrals/:id/person', handle: match },
  { ...common, method: 'post', path: '/referrals/:id/person/new', handle: make },
]

/** The referral of a person in the address, with what was told of them. */
async function toldIn(visit: Visit, find = referralIn): Promise<{ referral: Referral; content: Content }> {
  const referral = await find(visit)
  const content = (await contentsOf(visit.tx, [referral.id])).get(referral.id)
  if (referral.about !== 'person' || content === undefined) throw new Conflict('This referral is not about one person.')
  return { referral, content }
}

// Who is known only by what they are called is looked for, and written down, by that.
const named = (it: Content) => ({
  givenName: it.given_name ?? (it.family_name === null ? (it.known_as ?? '') : ''),
  familyName: it.family_name ?? '',
  otherNames: it.known_as === null ? [] : [it.known_as],
  born: it.born_precision === 'unknown' ? null : it.born,
  bornPrecision: it.born === null ? ('unknown' as const) : it.born_precision,
  identifiers: [],
})

/** Search before create: the records that one may read and that look like whom the referral is about. */
async function show(visit: Visit, errors: readonly FieldError[] = []): Promise<Answer> {
  const { tx } = visit
  const { referral, content } = await toldIn(visit)
  const found = await candidates(visit, referral, content)
  await record(
    tx,
    { action: 'search', kind: 'people', subject: referral.id, detail: { shown: found.length } },
    ...found.map(({ id }) => ({ action: 'read', kind: 'person in a list', subject: id }) as const),
  )
  const data = {
    title: 'Whom is it about?',
    marking,
    back: { href: `/referrals/${referral.id}`, text: `Referral ${referenceOf(referral.id)}` },
    referral,
    name: toldName(content),
    born: bornInWords(content),
    choices: found.map(choiceOf),
    helped: await isHelped(visit, referral),
    settled: await isSettled(visit, referral),
    theirs: referral.person !== null && !(await may(tx, 'manage', referral.person)),
    answers: { person: referral.person ?? undefined, ...visit.body },
    errors: formErrors(errors),
  }
  return view('referrals/views/person.njk', data, errors.length > 0 ? 422 : 200)
}

/**
 * Whether the record that was found will do: a case is opened on a record that one manages. Where it is another agency's, one's own is
 * made beside it, until a case stands on one of them.
 */
async function isSettled(visit: Visit, referral: Referral): Promise<boolean> {
  const { person } = referral
  if (person === null) return false
  return (await isHelped(visit, referral)) || (await may(visit.tx, 'manage', person))
}

/** Whether a case stands on the record: another may be chosen no more. */
async function isHelped({ tx }: Visit, { id }: Referral): Promise<boolean> {
  return (await statesOf(tx, [id])).get(id) === 'being helped'
}

async function candidates({ tx, config }: Visit, { told_person }: Referral, it: Content): Promise<PersonRecord[]> {
  const alike = await recordsLike(tx, secretsOf(config), named(it))
  const known = told_person === null ? [] : await clusterOf(tx, told_person)
  const others = await Promise.all(known.filter(id => alike.every(a => a.id !== id)).map(id => personById(tx, id)))
  return [...alike, ...others.filter(found => found !== undefined)].filter(({ world }) => world === 'support')
}

const choiceOf = ({ id, given_name, family_name, agency_name, other_names, ...it }: PersonRecord) => ({
  value: id,
  text: [given_name, family_name].filter(Boolean).join(' '),
  hint: {
    text: [
      `Born ${bornInWords({ ...it, about_age: null })}`,
      `Record of ${agency_name}`,
      other_names.length > 0 ? `Also ${other_names.join(', ')}` : '',
    ]
      .filter(Boolean)
      .join('. '),
  },
})

async function match(visit: Visit): Promise<Answer> {
  const { referral, content } = await toldIn(visit, heldReferral)
  if (await isHelped(visit, referral)) throw new Conflict('A case is open on the record that was found.')
  const parsed = parseForm(matchForm, visit.body)
  if (!parsed.ok) return show(visit, parsed.errors)
  const { person, matchWhy } = parsed.value
  const found = (await candidates(visit, referral, content)).some(({ id }) => id === person)
  if (!found) return show(visit, [{ field: 'person', message: 'Choose a record' }])
  await matchReferral(visit.tx, referral.id, person, matchWhy, visit.actor.id, visit.now)
  await carryReach(visit.tx, referral.id, person)
  const changed = referral.person !== null && referral.person !== person
  const look = changed ? ' Look at the one before: what was told of how to reach them may stand there too.' : ''
  return redirect(`/referrals/${referral.id}`, `The record was found.${look}`)
}

/** Makes a record of the coordinator's agency from what was told. They were shown first which records look alike. */
async function make(visit: Visit): Promise<Answer> {
  const { tx, config, actor, now } = visit
  const { referral, content } = await toldIn(visit, heldReferral)
  if (await isSettled(visit, referral)) throw new Conflict('The record was found already.')
  const it = named(content)
  if (it.givenName === '' && it.familyName === '') throw new Invalid('Nobody told us a name, so no record can be made.')
  const person = await addPerson(
    tx,
    secretsOf(config),
    { ...it, world: 'support', sealed: false, sex: 'not known' },
    actor.id,
    now,
  )
  await matchReferral(tx, referral.id, person, 'Made from this referral', actor.id, now)
  await carryReach(tx, referral.id, person)
  return redirect(`/referrals/${referral.id}`, 'A record of your agency was made.')
}
