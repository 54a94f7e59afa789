import { content } from '#modules/model'
import { type LifeMoment, type LifeSpan, lifeTimeline, type Picture } from '#platform/charts'
import { ukDay } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { ageWords, axisOf, placeOf } from '../rules/drawing.ts'
import type { LifeEvent } from '../rules/events.ts'
import { accountWords, type Lane, laneMeanings, laneWords } from '../rules/lanes.ts'
import { type Moment, missedWords, momentState, momentWords, reachedInTime } from '../rules/moments.ts'
import type { Birth } from '../rules/spans.ts'

const lanes = ['determining', 'trigger', 'escalating', 'strength'] as const
const letters: Readonly<Record<Lane, string>> = { determining: 'D', trigger: 'T', escalating: 'E', strength: 'S' }

export type Drawn = {
  readonly name: string
  readonly birth: Birth
  readonly today: string
  readonly now: Date
  readonly synthetic: boolean
}

/** The timeline of a life as a picture, with the same facts as a table. Undefined while nothing stands on it. */
export async function timelineOf(
  tx: Transaction,
  events: readonly LifeEvent[],
  { name, birth, today, now, synthetic }: Drawn,
): Promise<Picture | undefined> {
  if (events.length === 0) return undefined
  const stages = (await content(tx, 'lifeStages')).map(({ title, age_from, age_to }) => ({
    name: title,
    age_from,
    age_to,
  }))
  const axis = axisOf(
    events.map(({ from_low, from_high }) => ({ low: from_low, high: from_high })),
    birth,
    today,
    stages,
  )
  const place = (day: string): number => Math.min(axis.to, Math.max(axis.from, placeOf(day, birth)))
  return lifeTimeline({
    id: 'life',
    subject: `Timeline of ${name}`,
    measure: `What happened in the life of ${name}, as it was told. Nobody adds it up`,
    source: `Accounts as written beside each event in the table${axis.from < 0 ? '. What stands before age 0 was before birth' : ''}`,
    synthetic,
    axis,
    lanes: lanes.map(lane => ({
      name: lane === 'strength' ? 'Strengths' : laneWords[lane],
      meaning: laneMeanings[lane],
      letter: letters[lane],
      kind: lane === 'strength' ? 'strength' : 'harm',
    })),
    spans: events.map(it => spanOf(it, place)),
    momentLane: { name: 'Reachable moments', meaning: 'filled: help came; open: missed' },
    moments: events.flatMap(it => momentOf(it, place, now)),
    head: ['When', 'Age', 'Lane', 'What happened', 'Whose account', 'What was done', 'Reachable moment'],
    rows: events.map(it => rowOf(it, birth, now)),
  })
}

type Place = (day: string) => number

function spanOf(it: LifeEvent, place: Place): LifeSpan {
  const end =
    it.until_low === null || it.until_high === null ? null : ([place(it.until_low), place(it.until_high)] as const)
  return {
    lane: lanes.indexOf(it.lane),
    label: it.what,
    start: [place(it.from_low), place(it.from_high)],
    end,
    ongoing: it.ongoing,
  }
}

function momentOf({ moment, what, from_low, from_high }: LifeEvent, place: Place, now: Date): LifeMoment[] {
  if (moment === null) return []
  const state = momentState(moment, now)
  const shown = state === 'met' || state === 'missed' ? state : 'waiting'
  return [{ label: what, at: [place(from_low), place(from_high)], state: shown }]
}

function rowOf(it: LifeEvent, birth: Birth, now: Date): string[] {
  return [
    it.when_words,
    ageWords({ low: it.from_low, high: it.from_high }, birth),
    laneWords[it.lane],
    it.what,
    [accountWords[it.account], it.account_of].filter(Boolean).join(': '),
    it.done,
    it.moment === null ? 'no' : momentSaid(it.moment, now),
  ]
}

function momentSaid(moment: Moment, now: Date): string {
  const intime = reachedInTime(moment, ukDay)
  const clock = intime === undefined ? '' : intime ? 'Within the clock' : 'After the clock had run out'
  const why = moment.missed_why === null ? '' : missedWords[moment.missed_why]
  const goes = moment.outcome === null && moment.goer_name !== null ? `${moment.goer_name} goes` : ''
  return [momentWords[momentState(moment, now)], goes, clock, why, moment.words].filter(Boolean).join('. ')
}
