// What assessments give to those who collect from every module.
import { ukDay } from '#platform/clock'
import type { Transaction } from '#platform/database'
import type { Identity, PersonalDataSection, Task } from '#platform/module'
import { longDate, longTime } from '#platform/views'
import { choiceWords } from './forms/choice.ts'
import { goersOf } from './goers.ts'
import { workers, works } from './pages/shared.ts'
import { contextWords, stateWords, weightWords } from './rules/contexts.ts'
import type { LifeEvent } from './rules/events.ts'
import { byContext } from './rules/findings.ts'
import { ratingWords, shownWords, type Talk, voiceWords } from './rules/identity.ts'
import { accountWords, laneWords } from './rules/lanes.ts'
import { dueOf, type Moment, missedWords, momentState, momentWords } from './rules/moments.ts'
import { type Assessment, assessmentsOf, factorsOf, weightsOf } from './store/assessments.ts'
import { choicesOf, type ProgrammeChoice } from './store/choices.ts'
import { filesAbout } from './store/files.ts'
import { talksOf } from './store/identity.ts'
import { lifeEventsOf, type OpenMoment, openMoments } from './store/timeline.ts'

/**
 * The reachable moments that somebody is to go to; and, once a clock has run out, those that a coordinator of the case must see
 * to. Where no coordinator is in the team, everybody who works on it sees it. The first page names nobody who is helped.
 */
export async function tasks(tx: Transaction, who: Identity, now: Date): Promise<Task[]> {
  if (!workers.some(role => who.roles.includes(role))) return []
  const found: Task[] = []
  for (const moment of await openMoments(tx)) {
    if (moment.goer === who.id) found.push(goTask(moment))
    else if (momentState(moment, now) === 'late' && (await seesTo(tx, who, moment.file))) found.push(lateTask(moment))
  }
  return found
}

function goTask(moment: OpenMoment): Task {
  const due = dueOf(moment)
  return {
    text: 'Go: somebody can be reached now',
    href: `/assessments/timeline/${moment.file}`,
    ...(due === undefined
      ? {}
      : { due: ukDay(due), detail: `By ${longTime(due)}. Say afterwards whether you reached them, or why not.` }),
  }
}

function lateTask(moment: OpenMoment): Task {
  const due = dueOf(moment)
  return {
    text: 'Nobody has said whether they went: somebody could be reached',
    href: `/assessments/timeline/${moment.file}`,
    ...(due === undefined ? {} : { due: ukDay(due) }),
    detail: `${moment.goer_name ?? 'Somebody'} was to go. Ask them, or send somebody else.`,
  }
}

async function seesTo(tx: Transaction, who: Identity, file: string): Promise<boolean> {
  if (!(await works(tx, file))) return false
  return who.roles.includes('coordinator') || !(await goersOf(tx, file)).some(({ coordinates }) => coordinates)
}

/** Everything that was assessed about a person, and the timeline of their life. */
export async function personalData(tx: Transaction, person: string): Promise<PersonalDataSection[]> {
  const sections: PersonalDataSection[] = []
  for (const { file } of await filesAbout(tx, person)) {
    for (const it of (await assessmentsOf(tx, file)).toReversed()) sections.push(await assessmentSection(tx, it))
    sections.push(...timelineSections(await lifeEventsOf(tx, file)))
    sections.push(...identitySections(await talksOf(tx, file)), programmeSection(await choicesOf(tx, file)))
  }
  return sections.filter(({ rows }) => rows.length > 0)
}

async function assessmentSection(tx: Transaction, it: Assessment): Promise<PersonalDataSection> {
  const contexts = byContext(await factorsOf(tx, it.id), await weightsOf(tx, it.id))
  const own = {
    'What matters to them': it.matters,
    'Their own words': it.own_words || `None: ${it.no_words_why}`,
    'How ready they say they are': it.readiness,
    'How the worker saw it': it.worker_view,
    'What the worker thought they were ready for': it.worker_readiness,
    'What to be ready for before reading': it.content_note,
  }
  const rows = contexts.flatMap(context => [
    {
      Context: contextWords[context.context],
      'How much it matters now': `${weightWords[context.weight]}. ${context.why}`,
      'What they say about it': context.their_view,
    },
    ...[...context.strengths, ...context.risks].map(factor => ({
      [factor.kind === 'strength' ? 'Strength' : 'Risk']: factor.label,
      'How sure': stateWords[factor.state],
      Evidence: factor.evidence,
      Source: factor.source,
      'Seen on': factor.seen_on ?? '',
      'Already told to': factor.told_to,
    })),
  ])
  return {
    heading: `Assessment of ${longDate(it.made_on)}`,
    rows: [own, ...rows],
    withhold: 'Evidence may be somebody else’s words, or say who they are. Read it first.',
  }
}

function timelineSections(events: readonly LifeEvent[]): PersonalDataSection[] {
  const rows = (some: readonly LifeEvent[]) =>
    some.map(it => ({
      When: it.when_words,
      What: it.what,
      Lane: laneWords[it.lane],
      'Whose account': [accountWords[it.account], it.account_of].filter(Boolean).join(': '),
      'What was done': it.done,
      'Already told to': it.told_to,
      'What to be ready for before reading': it.content_note ?? '',
      'Reachable moment': it.moment === null ? '' : momentSaid(it.moment),
    }))
  return [
    {
      heading: 'Timeline: their own account',
      rows: rows(events.filter(({ account }) => account === 'person')),
      withhold:
        'What was done, and what is said of a reachable moment, was written by a worker and may name somebody else. Read it first.',
    },
    {
      heading: 'Timeline: what others told',
      rows: rows(events.filter(({ account }) => account !== 'person')),
      withhold: 'Told by somebody else. Read it first.',
    },
  ]
}

function momentSaid({ outcome, missed_why, words, steps }: Moment): string {
  const why = missed_why === null ? '' : missedWords[missed_why]
  return [momentWords[outcome ?? 'waiting'], why, words, ...steps.map(it => it.words)].filter(Boolean).join('. ')
}

/** Each voice apart: what others said of them, and what they themselves did not agree to show, is read before it goes out. */
function identitySections(talks: readonly Talk[]): PersonalDataSection[] {
  const withheld = {
    person: undefined,
    worker: 'How a worker saw them. Read it first: a word may hurt without the talk around it.',
    carer: 'A parent or carer said this, perhaps in confidence. It is theirs as well: ask them first.',
  } as const
  return talks.map(talk => {
    const withhold = withheld[talk.voice]
    const who = talk.voice === 'carer' ? `${voiceWords.carer} (${talk.whose})` : voiceWords[talk.voice]
    return {
      heading: `Identity, ${longDate(talk.held_on)}: ${who}`,
      rows: talk.answers.map(it => ({
        Side: it.name,
        Words: it.words,
        Step: it.rating === null ? '' : ratingWords[it.rating],
        'Who else may read it': shownWords(talk),
        'What to be ready for before reading': talk.content_note,
      })),
      ...(withhold === undefined
        ? talk.shown_to_carer
          ? {}
          : { withhold: 'They did not agree that a parent or carer reads this. Give it to nobody but them.' }
        : { withhold }),
    }
  })
}

function programmeSection(choices: readonly ProgrammeChoice[]): PersonalDataSection {
  return {
    heading: 'Programmes that were thought of',
    rows: choices.map(it => ({
      Programme: it.programme_name,
      Decision: choiceWords[it.choice],
      Why: it.why,
      'What they said': it.they_say,
      'Suggested because': it.reasons.join('; '),
    })),
    withhold: 'Why it was thought of may be what somebody else told. Read it first.',
  }
}
