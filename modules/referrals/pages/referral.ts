import { colleagues } from '#modules/agencies'
import { content as pack } from '#modules/model'
import { personById } from '#modules/people'
import { may, whoMay } from '#platform/access'
import { NotFound } from '#platform/errors'
import { type FieldError, formErrors, parseForm } from '#platform/forms'
import { record } from '#platform/ledger'
import { type Answer, nextStepsFrom, type Page, redirect, type Visit, view } from '#platform/module'
import { givenReferrals, referralsCollection } from '../collections.ts'
import { promptField, withdrawForm } from '../forms.ts'
import { shownOf, timed } from '../reading.ts'
import { clockWords, everyClock, urgencies } from '../rules/clocks.ts'
import { isMoment, moments, whens } from '../rules/moments.ts'
import { everyOutcome, isOutcome, outcomes } from '../rules/outcomes.ts'
import { heardOf, heardWords, movesFrom, stateOf, stateWords } from '../rules/states.ts'
import { referenceOf } from '../rules/titles.ts'
import { choices, wordsFor } from '../rules/words.ts'
import { addEvent, type Referral } from '../store/referrals.ts'
import { type Content, clocks, contentsOf, eventsOf, factsOf, type Said } from '../store/triage.ts'
import { dueInWords } from './list.ts'
import {
  areaNames,
  bornInWords,
  kindNames,
  kindsInWords,
  makers,
  marking,
  purpose,
  readers,
  referralIn,
  toldName,
} from './shared.ts'

export const referralPages: readonly Page[] = [
  { method: 'get', path: '/referrals/:id', purpose, roles: readers, handle: visit => referralPage(visit) },
  { method: 'post', path: '/referrals/:id/withdraw', purpose, roles: makers, handle: withdraw },
]

type More = { readonly errors?: readonly FieldError[] }

/** The whole of a referral for whoever sorts it or was given it; its state alone for whoever asked for help. */
export async function referralPage(visit: Visit, { errors = [] }: More = {}): Promise<Answer> {
  const referral = await referralIn(visit)
  const content = (await contentsOf(visit.tx, [referral.id])).get(referral.id)
  const reads = (await may(visit.tx, 'read', referral.id)) && (await worksWithReferrals(visit))
  return content === undefined || !reads
    ? heardPage(visit, referral, errors)
    : wholePage(visit, referral, content, errors)
}

/** The second key: that of a role which sorts referrals, or reads those that it is given. */
async function worksWithReferrals({ tx }: Visit): Promise<boolean> {
  return (await may(tx, 'read', referralsCollection)) || (await may(tx, 'read', givenReferrals))
}

async function heardPage(visit: Visit, referral: Referral, errors: readonly FieldError[]): Promise<Answer> {
  const { tx, actor } = visit
  await record(tx, { action: 'read', kind: 'referral', subject: referral.id, detail: { fields: ['state'] } })
  const moves = movesFrom(stateOf(referral.events))
  const heard = heardOf(referral.events)
  const mine = referral.made_by === actor.id
  const data = {
    title: `Referral ${referenceOf(referral.id)}`,
    back: { href: '/referrals', text: 'Referrals' },
    referral,
    about: choices.about[referral.about],
    state: heardWords[heard],
    asked: heard === 'returned' ? referral.events.findLast(({ event }) => event === 'returned')?.why : undefined,
    mayAdd: mine && moves.includes('added to'),
    mayWithdraw: mine && heard !== 'closed' && heard !== 'withdrawn',
    happened: referral.events.map(({ event, at }) => ({ at, text: happenedWords[event] })),
    answers: visit.body,
    errors: formErrors(errors),
  }
  return view('referrals/views/heard.njk', data, errors.length > 0 ? 422 : 200)
}

const happenedWords: Readonly<Record<Said['event'], string>> = {
  sent: 'Received',
  'added to': 'More was added',
  withdrawn: 'Withdrawn',
  returned: 'Returned for more',
  answered: 'Closed for whoever asked for help',
  reopened: 'Opened again',
  clock: 'Clock set',
  matched: 'Record found',
  weighed: 'Weighed',
  decided: 'Decided',
  'case opened': 'A case was opened',
  noted: 'Note',
}

async function withdraw(visit: Visit): Promise<Answer> {
  const referral = await referralIn(visit)
  const heard = heardOf(referral.events)
  if (referral.made_by !== visit.actor.id || heard === 'closed' || heard === 'withdrawn') throw new NotFound()
  const parsed = parseForm(withdrawForm, visit.body)
  if (!parsed.ok) return referralPage(visit, { errors: parsed.errors })
  await addEvent(
    visit.tx,
    referral.id,
    { event: 'withdrawn', what: '', why: parsed.value.why },
    visit.actor.id,
    visit.now,
  )
  return redirect(`/referrals/${referral.id}`, 'You withdrew it.')
}

async function wholePage(
  visit: Visit,
  referral: Referral,
  it: Content,
  errors: readonly FieldError[],
): Promise<Answer> {
  const { tx, now } = visit
  const shown = shownOf(referral, it)
  const sorts = visit.who?.roles.includes('coordinator') === true && (await may(tx, 'write', referral.id))
  const [facts, events] = [await factsOf(tx, referral.id), await eventsOf(tx, referral.id)]
  const person = referral.person === null ? undefined : await personById(tx, referral.person)
  await recordLook(visit, referral)
  const moves = movesFrom(shown.state)
  const data = {
    title: shown.title,
    marking,
    back: { href: '/referrals', text: 'Referrals' },
    referral,
    name: referral.about === 'person' ? toldName(it) : undefined,
    state: stateWords[shown.state],
    outcome: shown.outcome === undefined ? undefined : outcomes[shown.outcome].words,
    due: shown.state === 'waiting' ? dueInWords(timed(referral, it, await clocks(tx), now)) : undefined,
    rows: await toldRows(visit, referral, it),
    facts: facts.map(({ standing, words }) => ({ standing: choices.standing[standing], words })),
    person,
    happened: await happenedRows(visit, events),
    next: shown.state === 'accepted' ? nextStepsFrom(visit, 'referral', referral.id) : [],
    sorts,
    ...{ mayDecide: sorts && moves.includes('decided'), mayReturn: sorts && moves.includes('returned') },
    mayReopen: sorts && moves.includes('reopened'),
    ...(sorts ? await sortingChoices(visit, referral) : {}),
    answers: visit.body,
    errors: formErrors(errors),
  }
  return view('referrals/views/referral.njk', data, errors.length > 0 ? 422 : 200)
}

/** A look at a referral is a look at whoever it is about. */
async function recordLook({ tx }: Visit, { id, person, about }: Referral): Promise<void> {
  const kind = 'referral'
  await record(tx, { action: 'read', kind, subject: id, detail: { fields: ['told', 'sorting'], about } })
  if (person !== null) await record(tx, { action: 'read', kind: 'person', subject: person, detail: { fields: [kind] } })
}

/** What the forms of sorting offer. */
async function sortingChoices({ tx }: Visit, { id, made_at: _, ...referral }: Referral) {
  const prompts = await pack(tx, 'seriousnessPrompts')
  const standing = await whoMay(tx, id)
  return {
    prompts: prompts.map(it => ({ field: promptField(it.id), text: it.prompt })),
    outcomeChoices: everyOutcome.map(value => ({ value, text: outcomes[value].words })),
    clockChoices: everyClock.map(value => ({ value, text: clockWords[value] })),
    colleagues: (await colleagues(tx)).map(it => ({ value: it.id, text: `${it.name}, ${it.job_title}, ${it.agency}` })),
    given: standing
      .filter(({ level, kind }) => level === 20 && kind === 'person')
      .map(({ name, why }) => ({ name, why })),
    needsPerson: referral.about === 'person' && referral.person === null,
  }
}

/** What whoever asked for help told: strengths and own words before what worries them. */
async function toldRows(visit: Visit, referral: Referral, it: Content) {
  const [kinds, areas] = [await kindNames(visit), await areaNames(visit)]
  const row = (key: string, ...values: (string | null | undefined)[]) => ({
    key: { text: key },
    value: { text: values.filter(Boolean).join('. ') || 'Not said' },
  })
  const person = [row('Name', toldName(it)), row('Born', bornInWords(it))]
  const group = [
    row('The group', it.group_name, it.group_shares),
    row('About how many', it.about_many?.toString()),
    row('Ages', [it.youngest, it.oldest].filter(age => age !== null).join(' to ')),
  ]
  const where = row('Where', it.area_code === null ? '' : (areas.get(it.area_code) ?? it.area_code), it.place)
  const about = { person, 'peer group': [...group, where], place: [where] }[referral.about]
  const voice = [
    row('What is going well', it.strengths ?? 'Not known yet'),
    row('In their own words', it.own_words ?? wordsFor('noWords', it.no_words_why)),
  ]
  const consent = [
    row('They agree to get help', wordsFor('agrees', it.agrees), it.agrees_why),
    row('They know that we were told', wordsFor('informed', it.informed), it.informed_why),
  ]
  return [
    ...about,
    ...(referral.about === 'place' ? [] : voice),
    row('Kind of violence', kindsInWords(it.kinds, kinds)),
    ...(referral.about === 'place' ? [] : [row('What happened', ...momentInWords(it))]),
    row('How soon', urgencyInWords(it.urgency)),
    ...(referral.about === 'person'
      ? [row('Getting in touch', wordsFor('reachSafety', it.reach_safety), it.reach_how, mustNot(it))]
      : []),
    ...(referral.about === 'place' ? [] : consent),
    ...(referral.about === 'person' ? [row('Why the law lets them tell us', wordsFor('basis', it.basis))] : []),
    row('Asked for by', `${referral.maker_name}, ${referral.agency_name}`),
  ]
}

const mustNot = ({ must_not_know }: Content): string =>
  must_not_know === null ? '' : `Must not know: ${must_not_know}`

function momentInWords({ moment, moment_when, moment_words }: Content): string[] {
  const when: Readonly<Record<string, string>> = whens
  return [
    isMoment(moment) ? moments[moment].words : '',
    moment_when === null ? '' : (when[moment_when] ?? ''),
    moment_words ?? '',
  ]
}

function urgencyInWords(urgency: string): string {
  const words: Readonly<Record<string, { words: string }>> = urgencies
  return words[urgency]?.words ?? ''
}

/** What happened, in words: a decision by its outcome, a weighing by the Act's prompt. */
async function happenedRows({ tx }: Visit, events: readonly Said[]) {
  const prompts = new Map((await pack(tx, 'seriousnessPrompts')).map(({ id, prompt }) => [id, prompt]))
  const clockNames: Readonly<Record<string, string>> = clockWords
  const what = ({ event, what: it }: Said): string => {
    if (event === 'decided') return isOutcome(it) ? outcomes[it].words : it
    if (event === 'weighed') return prompts.get(it) ?? it
    return event === 'clock' ? (clockNames[it] ?? it) : ''
  }
  return events.map(it => ({
    at: it.at,
    text: [happenedWords[it.event], what(it)].filter(Boolean).join(': '),
    why: it.why,
    who: it.actor_name,
  }))
}
