// What happened in a case, by date, from everything on it that the present actor may read. What they may not read is absent.
import { assessmentsOf } from '#modules/assessments'
import type { Transaction } from '#platform/database'
import { attendanceWords, harmWords, transferWords } from '../rules/delivery.ts'
import { moveEventWords, moves } from '../rules/moves.ts'
import { agreedOn } from '../rules/plan.ts'
import type { StoryEvent } from '../rules/story.ts'
import { cameWords, decisionWords, endingWords, eventWords } from '../rules/words.ts'
import { looksOf, transfersOf } from './delivery.ts'
import type { Case } from './files.ts'
import { movesOf } from './moves.ts'
import { outcomesOf } from './outcomes.ts'
import { plansOf } from './plans.ts'
import { reviewsOf, sessionsOf } from './work.ts'

type Part = (tx: Transaction, it: Case) => Promise<StoryEvent[]>

/** Everything that happened in a case, in no order. */
export async function storyOf(tx: Transaction, it: Case): Promise<StoryEvent[]> {
  const story: StoryEvent[] = []
  for (const part of [happened, assessed, planned, met, reviewed, looked, moved, handedOver, ended])
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
    detail: sentences(it.reason, it.why, said(it.own_view)),
    href: `/cases/${id}/outcome`,
  }))
