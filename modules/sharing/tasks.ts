import { ukDay } from '#platform/clock'
import type { Transaction } from '#platform/database'
import type { Identity, Task } from '#platform/module'
import { longDate } from '#platform/views'
import { assessmentKinds, assessmentState } from './rules/assessments.ts'
import { daysLater, documentKinds, documentState } from './rules/documents.ts'
import { clockOf, isClosed, leftWords, stateWords } from './rules/requests.ts'
import { assessments } from './store/assessments.ts'
import { plannedFor, undecided } from './store/disclosures.ts'
import { documents } from './store/documents.ts'
import { waitingOpenings } from './store/openings.ts'
import { eventRows, requests } from './store/requests.ts'
import { toDecide } from './store/retention.ts'

/** What sharing leaves somebody to do: their open questions, drafts to approve, and reviews that are due. */
export async function tasks(tx: Transaction, who: Identity, now: Date): Promise<Task[]> {
  const today = ukDay(now)
  const governs = who.roles.includes('governance')
  return [
    ...(await openQuestions(tx)),
    ...(await planned(tx, today)),
    ...(governs || who.roles.includes('chair') ? await draftsToApprove(tx, who.id, today) : []),
    ...(governs ? await owedAnswers(tx, today) : []),
    ...(governs || who.roles.includes('chair') ? await openingsToAgree(tx, who.id, now) : []),
    ...(await recordsToDecide(tx, who)),
    ...(governs ? [...(await documentReviews(tx, today)), ...(await assessmentReviews(tx, today))] : []),
  ]
}

async function openQuestions(tx: Transaction): Promise<Task[]> {
  return (await undecided(tx)).map(({ id, subject_label: label, to_agency_name: to }) => ({
    text: label === '' ? `Decide whether to share with ${to}` : `Decide whether to share about ${label}`,
    href: `/disclosures/${id}`,
    detail: `You asked what the law says of sharing with ${to}.`,
  }))
}

// Nobody ticks these off: they stand for a week, from the day that was planned.
async function planned(tx: Transaction, today: string): Promise<Task[]> {
  return (await plannedFor(tx, daysLater(today, -7), today)).map(
    ({ id, subject_label: label, to_agency_name: to, told }) =>
      told?.answer === 'planned'
        ? { text: `Tell the person that you shared about them: ${label}`, href: `/disclosures/${id}`, due: told.on }
        : { text: `Look again at whether to share with ${to}`, href: `/disclosures/${id}` },
  )
}

async function draftsToApprove(tx: Transaction, reader: string, today: string): Promise<Task[]> {
  return (await assessments(tx))
    .filter(it => assessmentState(it, today) === 'draft' && it.writtenBy !== reader)
    .map(it => ({
      text: `Approve the ${assessmentKinds[it.kind]}: ${it.name}`,
      href: `/impact-assessments/${it.id}`,
      detail: 'Until it is approved, what it is about may not be used.',
    }))
}

// The task names nobody: what a person asked stands on the page of the request.
async function owedAnswers(tx: Transaction, today: string): Promise<Task[]> {
  const events = Map.groupBy(await eventRows(tx), ({ request }) => request)
  return (await requests(tx)).flatMap(it => {
    const { state, due } = clockOf(it, events.get(it.id) ?? [])
    if (isClosed(state)) return []
    const text = `Answer the request that came on ${longDate(it.receivedOn)}`
    const left = due === null ? stateWords[state] : leftWords(due, today)
    const detail = `Somebody asks about their own data: ${left}.`
    return [{ text, href: `/subject-access/${it.id}`, detail, ...(due === null ? {} : { due }) }]
  })
}

// Whoever asked is never who agrees. The task names nobody.
async function openingsToAgree(tx: Transaction, reader: string, now: Date): Promise<Task[]> {
  const count = (await waitingOpenings(tx, now)).filter(it => it.opened_by !== reader).length
  if (count === 0) return []
  const text = count === 1 ? 'Agree that a record is opened' : `Agree that ${count} records are opened`
  const detail = 'Somebody asks about their own data, and you are the second person.'
  return [{ text, href: '/subject-access/openings', detail }]
}

// A chair is asked where somebody agreed before them; the governance lead for all.
async function recordsToDecide(tx: Transaction, who: Identity): Promise<Task[]> {
  const roles = ['governance', 'chair'].filter(role => who.roles.includes(role))
  if (roles.length === 0) return []
  const { first, second } = await toDecide(tx, who.id)
  const count = roles.includes('governance') ? first + second : second
  if (count === 0) return []
  const words = count === 1 ? 'a record whose time is over' : `${count} records whose time is over`
  return [
    { text: `Decide about ${words}`, href: '/retention', detail: 'It goes, it is kept longer, or it is on hold.' },
  ]
}

async function documentReviews(tx: Transaction, today: string): Promise<Task[]> {
  return (await documents(tx))
    .filter(it => ['review_soon', 'review_due'].includes(documentState(it, today)))
    .map(it => ({
      text: `Review: ${it.title}`,
      href: `/agreements/${it.id}`,
      due: it.review_on,
      detail: documentKinds[it.kind],
    }))
}

async function assessmentReviews(tx: Transaction, today: string): Promise<Task[]> {
  return (await assessments(tx))
    .filter(it => ['review_due', 'expired'].includes(assessmentState(it, today)))
    .map(it => ({
      text: `Review the ${assessmentKinds[it.kind]}: ${it.name}`,
      href: `/impact-assessments/${it.id}`,
      ...(it.reviewOn === null ? {} : { due: it.reviewOn }),
      detail: assessmentState(it, today) === 'expired' ? 'It has expired.' : 'It counts until it expires.',
    }))
}
