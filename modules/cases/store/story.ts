// What happened in a case, by date, from everything on it that the present actor may read. What they may not read is absent.
import { assessmentsOf } from '#modules/assessments'
import type { Transaction } from '#platform/database'
import { attendanceWords, harmWords, transferWords } from '../rules/delivery.ts'
import { capital, standing } from '../rules/groups.ts'
import { calledIn } from '../rules/mentors.ts'
import { moveEventWords, moves } from '../rules/moves.ts'
import { agreedOn } from '../rules/plan.ts'
import type { StoryEvent } from '../rules/story.ts'
import { toldItems } from '../rules/told.ts'
import { cameWords, decisionWords, endingWords, eventWords } from '../rules/words.ts'
import { looksOf, transfersOf } from './delivery.ts'
import type { Case } from './files.ts'
import { groupSessionsOf } from './groups.ts'
import { matchesOf } from './mentors.ts'
import { movesOf } from './moves.ts'
import { outcomesOf } from './outcomes.ts'
import { plansOf } from './plans.ts'
import { toldOf } from './told.ts'
import { reviewsOf, sessionsOf } from './work.ts'

type Part = (tx: Transaction, it: Case) => Promise<StoryEvent[]>

/** Everything that happened in a case, in no order. */
export async function storyOf(tx: Transaction, it: Case): Promise<StoryEvent[]> {
  const story: StoryEvent[] = []
  for (const part of [
    happened,
    assessed,
    planned,
    met,
    metGroup,
    mentored,
    told,
    reviewed,
    looked,
    moved,
    handedOver,
    ended,
  ])
    story.push(...(await part(tx, it)))
  return story
}

const sentences = (...parts: readonly (string | null)[]): string => parts.filter(Boolean).join('. ')
const said = (words: string): string => (words === '' ? '' : `“${words}”`)

const happened: Part = async (_tx, { id, events }) =>
  events.map(({ event, at, member_name, why }) => ({
    at: at.toISOString(),
    title: member_name === null ? eventWords[event] : `${member_name}: ${eventWords[event].toLowerCase()}`,
    detail: why,
    href: `/cases/${id}/${event === 'led' || event === 'joined' || event === 'left' ? 'team' : ''}`.replace(/\/$/, ''),
  }))

const assessed: Part = async (tx, { id }) =>
  (await assessmentsOf(tx, id)).map(it => ({
    at: it.made_on,
    title: 'Assessed with them, strengths first',
    detail: said(it.own_words),
    href: `/assessments/${it.id}`,
  }))

const planned: Part = async (tx, { id }) => {
  const href = `/cases/${id}/plan`
  return (await plansOf(tx, id)).flatMap(({ version, made_on, goals, agreements, sign_offs }) => {
    const agreed = agreedOn(agreements)
    return [
      { at: made_on, title: `Plan, version ${version}`, detail: goals.map(({ words }) => said(words)).join(' '), href },
      ...(agreed === undefined
        ? []
        : [{ at: agreed, title: `The plan was agreed, version ${version}`, detail: '', href }]),
      ...sign_offs.map(({ answer, why, at, name }) => ({
        at: new Date(at).toISOString(),
        title: `The plan was ${answer}${name === null ? '' : ` by ${name}`}`,
        detail: why,
        href,
      })),
    ]
  })
}

const met: Part = async (tx, { id }) =>
  (await sessionsOf(tx, id)).map(it => ({
    at: it.held_on,
    title: `Session: ${cameWords[it.came].toLowerCase()}`,
    detail: sentences(it.done, said(it.own_view), it.missed_why, it.missed_done),
    href: `/cases/${id}/sessions`,
  }))

/** Sessions for the group of friends whose case it is. One that was struck out as counted wrongly is not told. */
const metGroup: Part = async (tx, { id }) =>
  standing(await groupSessionsOf(tx, id)).map(it => ({
    at: it.held_on,
    title: `Session for their group: ${it.programme_name}`,
    detail: sentences(`${it.heads} came`, capital(it.topics.join(', ')), it.place),
    href: `/cases/${id}/sessions`,
  }))

const mentored: Part = async (tx, { id }) => {
  const href = `/cases/${id}/mentor`
  return (await matchesOf(tx, id)).flatMap(it => [
    {
      at: it.matched_on,
      title: `A mentor was chosen: ${calledIn(it)}`,
      detail: sentences(it.why, said(it.own_view)),
      href,
    },
    ...(it.ended_on === null
      ? []
      : [
          {
            at: it.ended_on,
            title: `Their mentor ended: ${calledIn(it)}`,
            detail: sentences(capital(it.end_reason ?? ''), it.end_why),
            href,
          },
        ]),
  ])
}

/** What an employer may know: as they agreed to it, and as they took it back. */
const told: Part = async (tx, { id }) => {
  const href = `/cases/${id}/employers`
  return (await toldOf(tx, id)).flatMap(it => {
    const what = `${it.employer}: ${toldItems[it.item].toLowerCase()}`
    return [
      {
        at: it.agreed_on,
        title: `They agreed what may be told to ${what}`,
        detail: sentences(said(it.words), it.how),
        href,
      },
      ...(it.ended_on === null
        ? []
        : [{ at: it.ended_on, title: `They took back what may be told to ${what}`, detail: it.end_why ?? '', href }]),
    ]
  })
}

const reviewed: Part = async (tx, { id }) =>
  (await reviewsOf(tx, id)).map(it => ({
    at: it.held_on,
    title: `Review: ${decisionWords[it.decision].toLowerCase()}`,
    detail: sentences(it.changed, said(it.own_words)),
    href: `/cases/${id}/reviews`,
  }))

const looked: Part = async (tx, { id }) =>
  (await looksOf(tx, [id])).map(it => ({
    at: it.seen_on,
    title: it.reached === 'yes' ? 'They said how they are' : 'They were asked how they are, and not reached',
    detail: sentences(
      it.harm === '' ? '' : `Hurt, or hurt somebody: ${harmWords[it.harm].toLowerCase()}`,
      it.attendance === '' ? '' : `School, work or training: ${attendanceWords[it.attendance].toLowerCase()}`,
      said(it.own_words),
      it.why_not,
    ),
    href: `/cases/${id}/looks`,
  }))

const moved: Part = async (tx, { id }) =>
  (await movesOf(tx, [id])).flatMap(({ kind, events }) =>
    events.map(it => ({
      at: it.on_day,
      title: `${moves[kind].words}: ${moveEventWords[it.event].toLowerCase()}`,
      detail: sentences(it.who, it.why),
      href: `/cases/${id}/moves`,
    })),
  )

const handedOver: Part = async (tx, { id }) =>
  (await transfersOf(tx, id)).map(it => ({
    at: it.asked_at.toISOString(),
    title: `${it.asker ?? 'Somebody'} asked ${it.member_name ?? 'somebody'} to take the case over`,
    detail: sentences(it.why, transferWords[it.answer ?? 'asked'], it.answer_why),
    href: `/cases/${id}/transfer`,
  }))

const ended: Part = async (tx, { id }) =>
  (await outcomesOf(tx, id)).map(it => ({
    at: it.ended_on,
    title: `Help ended: ${endingWords[it.how].toLowerCase()}`,
    detail: sentences(it.reason, it.why, said(it.own_view), said(it.helped), said(it.not_helped), said(it.if_again)),
    href: `/cases/${id}/outcome`,
  }))
