import type { Transaction } from '#platform/database'
import type { PersonalDataSection } from '#platform/module'
import { longDate } from '#platform/views'
import { attendanceWords, harmWords } from '../rules/delivery.ts'
import { calledIn } from '../rules/mentors.ts'
import { moveEventWords, moves } from '../rules/moves.ts'
import {
  type Agreement,
  agreementWords,
  newestAnswers,
  notAskedWords,
  saidByWords,
  standingOf,
  standingWords,
} from '../rules/plan.ts'
import { referenceOf } from '../rules/state.ts'
import { toldItems } from '../rules/told.ts'
import { cameWords, decisionWords, endingWords, metWords } from '../rules/words.ts'
import { pathwaysOf, type Tie, tiesOf } from '../store/deciding.ts'
import { looksOf, transfersOf } from '../store/delivery.ts'
import { type Case, casesOf } from '../store/files.ts'
import { matchesOf } from '../store/mentors.ts'
import { movesOf } from '../store/moves.ts'
import { outcomesOf } from '../store/outcomes.ts'
import { type Plan, plansOf } from '../store/plans.ts'
import { struckOf } from '../store/struck.ts'
import { timesTold, toldOf } from '../store/told.ts'
import { reviewsOf, sessionsOf } from '../store/work.ts'

/** Of a part that was struck out: that it was, in the row that says it. Nothing of the others. */
type Struck = (part: string) => Record<string, string>

async function struckIn(tx: Transaction, file: string): Promise<Struck> {
  const reasons = new Map((await struckOf(tx, file)).map(({ part, reason }) => [part, reason]))
  return part => {
    const reason = reasons.get(part)
    return reason === undefined ? {} : { 'Struck out': reason }
  }
}

const readFirst = 'Something here was struck out, perhaps because it is about somebody else. Read it first.'

/** A section in which something was struck out is read by a person before it is given. */
const withheldWhereStruck = (section: PersonalDataSection): PersonalDataSection =>
  section.withhold === undefined && section.rows.some(row => 'Struck out' in row)
    ? { ...section, withhold: readFirst }
    : section

/** Everything about somebody's cases, in the order in which it happened. */
export async function personalData(tx: Transaction, person: string): Promise<PersonalDataSection[]> {
  const sections: PersonalDataSection[] = []
  for (const it of await casesOf(tx, person)) {
    const heading = referenceOf(it.id)
    const plans = (await plansOf(tx, it.id)).toReversed()
    const struck = await struckIn(tx, it.id)
    sections.push({ heading: `${heading}: how it began, and who helped`, rows: eventRows(it, struck) })
    for (const plan of plans)
      sections.push({
        heading: `${heading}: plan, version ${plan.version}`,
        rows: [struck(plan.id), ...planRows(plan, await tiesOf(tx, plan.id))].filter(
          row => Object.keys(row).length > 0,
        ),
      })
    sections.push(...(await workSections(tx, it.id, heading, struck)))
  }
  return sections.filter(({ rows }) => rows.length > 0).map(withheldWhereStruck)
}

function eventRows({ events }: Case, struck: Struck): Record<string, string>[] {
  const words = { led: 'Led by', joined: 'Joined the team', left: 'Left the team' } as const
  return events.map(({ id, event, at, member_name, why }) => ({
    When: longDate(at),
    What: event === 'led' || event === 'joined' || event === 'left' ? `${words[event]}: ${member_name ?? ''}` : event,
    Why: why,
    ...struck(id),
  }))
}

const agreedWords = {
  'plan by person': 'They agree to the plan',
  'plan by carer': 'A parent or carer agrees to the plan',
  service: 'They agree to take part',
} as const

const answerWords = ({ answer, how, reason, why }: Agreement): string =>
  [agreementWords[answer], how, reason === undefined || reason === '' ? '' : notAskedWords[reason], why]
    .filter(Boolean)
    .join('. ')

/** What was answered before the newest answer to each question. */
function earlierAnswers({ agreements }: Plan): Record<string, string>[] {
  const newest = Object.values(newestAnswers(agreements))
  return agreements
    .filter(it => !newest.includes(it))
    .map(it => ({ 'An answer before': `${agreedWords[it.what]}: ${answerWords(it)}`, When: longDate(it.answered_on) }))
}

function planRows(plan: Plan, ties: readonly Tie[]): Record<string, string>[] {
  const newest = newestAnswers(plan.agreements)
  const said = (what: keyof typeof agreedWords): Record<string, string> => {
    const it = newest[what]
    return { [agreedWords[what]]: it === undefined ? 'Not answered' : answerWords(it) }
  }
  return [
    ...plan.goals.map(goal => ({
      Goal: goal.words,
      'Whose words': [saidByWords[goal.said_by], goal.not_own_why].filter(Boolean).join(': '),
      Steps: goal.steps.join('; '),
    })),
    ...(plan.programme === '' ? [] : [{ Programme: plan.programme_name, Why: plan.programme_why }]),
    said('plan by person'),
    said('plan by carer'),
    said('service'),
    ...earlierAnswers(plan),
    ...plan.parts.map(({ ask, words }) => ({ [ask]: words })),
    ...ties.map(({ goal, step, label }) => ({
      Step: plan.goals.find(({ id }) => id === goal)?.steps[step] ?? '',
      'What it is about': label,
    })),
    ...plan.sign_offs.map(({ answer, why, at, name }) => ({
      'Looked at by a second person': [longDate(new Date(at)), name, answer].filter(Boolean).join(', '),
      Why: why,
    })),
    { 'Where the plan stood': standingWords[standingOf(plan.agreements, plan.sign_offs)] },
  ]
}

async function workSections(
  tx: Transaction,
  file: string,
  heading: string,
  struck: Struck,
): Promise<PersonalDataSection[]> {
  const sessions = (await sessionsOf(tx, file)).toReversed().map(it => ({
    When: longDate(it.held_on),
    Where: it.held_at,
    'Whether they came': cameWords[it.came],
    Who: it.who,
    'Who of us worked with them': it.worker_name ?? '',
    'What was done': it.done,
    'What they said of it': it.own_view,
    'Why it did not happen': it.missed_why,
    'What was done about that': it.missed_done,
    Next: it.next,
    ...struck(it.id),
  }))
  const reviews = (await reviewsOf(tx, file)).toReversed().map(it => ({
    When: longDate(it.held_on),
    'What changed': it.changed,
    'Their words': it.own_words || `None: ${it.no_words_why}`,
    'What was decided': `${decisionWords[it.decision]}. ${it.why}`,
    ...struck(it.id),
  }))
  const withhold = 'Others may be named in what was done. Read it first.'
  return [
    { heading: `${heading}: sessions`, rows: sessions, withhold },
    { heading: `${heading}: reviews`, rows: reviews, withhold },
    ...(await besideSections(tx, file, heading, struck)),
    ...(await outcomeSections(tx, file, heading, struck)),
  ]
}

async function besideSections(
  tx: Transaction,
  file: string,
  heading: string,
  struck: Struck,
): Promise<PersonalDataSection[]> {
  const pathways = (await pathwaysOf(tx, file)).map(it => ({
    When: longDate(it.chosen_at),
    What: it.name,
    Why: it.why,
  }))
  const transfers = (await transfersOf(tx, file)).map(it => ({
    When: longDate(it.asked_at),
    'Handed over to': it.member_name ?? '',
    Why: it.why,
    'What was passed on': it.passed_on,
    Answer: [it.answer ?? 'none yet', it.answer_why].filter(Boolean).join('. '),
  }))
  const looks = (await looksOf(tx, [file])).map(it => ({
    When: longDate(it.seen_on),
    'Hurt, or hurt somebody': it.harm === '' ? '' : harmWords[it.harm],
    'School, work or training': it.attendance === '' ? '' : attendanceWords[it.attendance],
    'How safe they feel': it.safety === null ? '' : `${it.safety} of 5`,
    'Their words': it.own_words || it.no_words_why || it.why_not,
    ...struck(it.id),
  }))
  const steps = (await movesOf(tx, [file])).flatMap(({ id, kind, due, events }) => {
    const Move = `${moves[kind].words}, ${longDate(due)}`
    if (events.length === 0) return [{ Move, Step: 'None yet', ...struck(id) }]
    return events.map(it => ({
      Move,
      Step: moveEventWords[it.event],
      Who: it.who,
      How: it.why,
      ...struck(id),
      ...struck(it.id ?? ''),
    }))
  })
  const mentors = (await matchesOf(tx, file)).map(it => ({
    When: longDate(it.matched_on),
    Mentor: `${calledIn(it)}, ${it.agency}`,
    Why: it.why,
    'What they think of it': it.own_view,
    'How it ended': it.ended_on === null ? '' : `${longDate(it.ended_on)}: ${it.end_reason ?? ''}. ${it.end_why ?? ''}`,
  }))
  const times = await timesTold(tx, file)
  const told = (await toldOf(tx, file)).map(it => ({
    'Who may be told': it.employer,
    What: toldItems[it.item],
    'In these words': it.words,
    'Agreed on': `${longDate(it.agreed_on)}. ${it.how}`,
    'Who was told': times
      .filter(each => each.told === it.id)
      .map(each => `${each.to_whom}, ${longDate(each.told_on)}`)
      .join('; '),
    'Taken back on': it.ended_on === null ? '' : [longDate(it.ended_on), it.end_why].filter(Boolean).join('. '),
  }))
  return [
    { heading: `${heading}: kind of help`, rows: pathways },
    {
      heading: `${heading}: handing over`,
      rows: transfers,
      withhold: 'Others may be named in what was passed on. Read it first.',
    },
    { heading: `${heading}: how they were`, rows: looks },
    { heading: `${heading}: moves in their life`, rows: steps },
    { heading: `${heading}: mentor`, rows: mentors },
    { heading: `${heading}: what an employer may know`, rows: told },
  ]
}

async function outcomeSections(
  tx: Transaction,
  file: string,
  heading: string,
  struck: Struck,
): Promise<PersonalDataSection[]> {
  return (await outcomesOf(tx, file)).toReversed().map(it => ({
    heading: `${heading}: outcome`,
    rows: [
      {
        When: longDate(it.ended_on),
        'How it ended': `${endingWords[it.how]}. ${it.reason}`,
        Why: it.why,
        'What they said of it': it.own_view || `None: ${it.no_view_why}`,
        'Who took over': [it.handover_to, it.handover].filter(Boolean).join('. '),
        'Who there said yes': [it.accepted_by, it.accepted_on == null ? '' : longDate(it.accepted_on)]
          .filter(Boolean)
          .join(', '),
        'Why nobody had accepted the move at 18': it.no_move_why,
        'What helped': it.helped,
        'What did not help, or was missing': it.not_helped,
        'What they want to happen if things go wrong again': it.if_again,
        ...struck(it.id),
      },
      ...it.goals.map(goal => ({
        Goal: goal.words,
        'How it went': metWords[goal.met],
        'Their view': goal.own_view,
        ...struck(goal.plan),
      })),
    ],
  }))
}
