import { peerGroupById, personById } from '#modules/people'
import { noteOnReferral, type ReferralShown, referralById } from '#modules/referrals'
import { may } from '#platform/access'
import { Conflict, NotFound } from '#platform/errors'
import { type FieldError, formErrors, parseForm } from '#platform/forms'
import { isUuid } from '#platform/ids'
import { record } from '#platform/ledger'
import { type Answer, type Page, redirect, type Visit, view } from '#platform/module'
import { openForm } from '../forms/case.ts'
import { casesFrom } from '../store/files.ts'
import { openCase } from '../store/opening.ts'
import { candidates, choiceOf, marking, purpose, todayOf } from './shared.ts'

const opening = { purpose, roles: ['coordinator'] } as const

export const openPages: readonly Page[] = [
  { ...opening, method: 'get', path: '/cases/new', handle: visit => openPage(visit, []) },
  { ...opening, method: 'post', path: '/cases/new', handle: open },
]

/** Whom a case is opened about, as its referral names them. */
type Subject = {
  readonly referral: string
  readonly person: string | null
  readonly peer_group: string | null
  readonly name: string
  readonly helpFrom: ReferralShown['helpFrom']
  /** Whether whoever opens the case may give its team the person's record. */
  readonly mayGive: boolean
}

/** The person or group of an accepted referral. Throws NotFound where there is none, or it is not to be read. */
async function subjectOf({ tx }: Visit, referral: string): Promise<Subject> {
  const found = isUuid(referral) ? await referralById(tx, referral) : undefined
  if (found === undefined) throw new NotFound()
  if (found.state !== 'accepted' && found.state !== 'being helped')
    throw new Conflict('This referral is not accepted. A case is opened from one that is.')
  const { person, peerGroup: peer_group } = found
  const held = person ?? peer_group
  if (held === null)
    throw new NotFound(
      'Find or make the record of the person or group first. A case is opened from a referral after that.',
    )
  const named = person === null ? (await peerGroupById(tx, held))?.name : await nameIn(tx, person)
  if (named === undefined) throw new NotFound()
  const mayGive = person === null || (await may(tx, 'manage', person))
  return { referral, person, peer_group, name: named, helpFrom: found.helpFrom, mayGive }
}

async function nameIn(tx: Visit['tx'], id: string): Promise<string | undefined> {
  const person = await personById(tx, id)
  return person === undefined ? undefined : `${person.given_name} ${person.family_name}`.trim()
}

async function openPage(visit: Visit, errors: readonly FieldError[]): Promise<Answer> {
  const { tx, query, body } = visit
  const subject = await subjectOf(visit, String(body['referral'] ?? query['referral'] ?? ''))
  const people = await candidates(tx)
  const already = await casesFrom(tx, subject.referral)
  await record(tx, { action: 'read', kind: 'referral', subject: subject.referral, detail: { for: 'opening a case' } })
  const data = {
    title: `Open a case: ${subject.name}`,
    marking,
    back: { href: `/referrals/${subject.referral}`, text: 'The referral' },
    subject,
    already: already.map(({ id }) => id),
    leads: people.filter(({ leads }) => leads).map(choiceOf),
    members: people.map(choiceOf),
    answers: errors.length > 0 ? body : {},
    errors: formErrors(errors),
  }
  return view('cases/views/new.njk', data, errors.length > 0 ? 422 : 200)
}

async function open(visit: Visit): Promise<Answer> {
  const { tx, actor, now, body } = visit
  const subject = await subjectOf(visit, String(body['referral'] ?? ''))
  const people = await candidates(tx)
  const ids = (some: typeof people): string[] => some.map(({ id }) => id)
  const parsed = parseForm(openForm(ids(people.filter(({ leads }) => leads)), ids(people)), body)
  if (!parsed.ok) return openPage(visit, parsed.errors)
  if (!subject.mayGive)
    return openPage(visit, [
      { field: 'form', message: 'Ask whoever holds the record to open the case, or to give it to you' },
    ])
  const { referral, person, peer_group, helpFrom: meetFrom } = subject
  const { lead, team, why } = parsed.value
  const it = { referral, person, peer_group, why, opened_on: todayOf(visit), lead, team, meetFrom }
  const id = await openCase(tx, it, actor.id, now)
  await noteOnReferral(tx, referral, { event: 'case opened', why: 'A case was opened' }, actor.id, now)
  return redirect(`/cases/${id}`, 'The case is open. Its lead sees it on their first page.')
}
