import { bothForms, textures } from './marks.ts'
import { type About, aboutFields, checkFinite, describe, measureLine, type Picture, table } from './picture.ts'
import { drawSmall } from './timeline-small.ts'
import { drawWide } from './timeline-wide.ts'
import { figure } from './words.ts'

/** Between which two places of the axis something began or ended; the same number twice where it is known. */
export type Between = readonly [earliest: number, latest: number]

export type LifeSpan = {
  readonly lane: number
  readonly label: string
  readonly start: Between
  /** Null for one event. */
  readonly end: Between | null
  /** Still going on: the bar runs to the end of the axis. */
  readonly ongoing: boolean
}

export type LifeMoment = {
  readonly label: string
  readonly at: Between
  readonly state: 'met' | 'missed' | 'waiting'
}

export type LifeLane = {
  readonly name: string
  readonly meaning: string
  readonly letter: string
  readonly kind: 'harm' | 'strength'
}

export type LifeAxis = {
  readonly from: number
  readonly to: number
  readonly ticks: readonly { readonly at: number; readonly text: string }[]
  /** Named stretches, drawn as a header. */
  readonly bands: readonly { readonly from: number; readonly to: number; readonly name: string }[]
  /** Dashed lines through every lane. */
  readonly marks: readonly { readonly at: number; readonly text: string }[]
}

export type LifeTimelineData = About & {
  /** What the picture is called when no sentence about moments fits. */
  readonly subject: string
  readonly axis: LifeAxis
  readonly lanes: readonly LifeLane[]
  readonly spans: readonly LifeSpan[]
  readonly momentLane: { readonly name: string; readonly meaning: string }
  readonly moments: readonly LifeMoment[]
  /** The same facts as a table: its heads, and a row for each event. */
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

function check({ axis, lanes, spans, moments }: LifeTimelineData): void {
  checkFinite('The places of a life timeline', [
    ...[axis.from, axis.to],
    ...spans.flatMap(({ start, end }) => [...start, ...(end ?? [])]),
    ...moments.flatMap(({ at }) => at),
  ])
  if (!(axis.to > axis.from)) throw new Error('The axis of a life timeline must rise.')
  if (!lanes.some(({ kind }) => kind === 'strength'))
    throw new Error('A life timeline has a lane of strengths beside its lanes of harm.')
  const lost = spans.find(({ lane }) => lanes[lane] === undefined)
  if (lost !== undefined) throw new Error(`"${lost.label}" stands in lane ${lost.lane}, which is not there.`)
  const backwards = spans.find(({ start, end }) => start[0] > start[1] || (end !== null && end[0] > end[1]))
  if (backwards !== undefined) throw new Error(`"${backwards.label}" has a date whose end is before its start.`)
}

/** One sentence: an open moment first, then what was missed, then what was met; else the subject alone. */
export function timelineFinding({ subject, moments }: Pick<LifeTimelineData, 'subject' | 'moments'>): string {
  const of = (state: LifeMoment['state']): number => moments.filter(it => it.state === state).length
  if (moments.length === 0) return subject
  if (of('waiting') > 0) return 'They can be reached now: somebody is to go'
  const missed = of('missed')
  if (missed === 0) return moments.length === 1 ? 'The reachable moment was met' : 'Every reachable moment was met'
  if (moments.length === 1) return 'The reachable moment was missed'
  const were = missed === 1 ? 'was' : 'were'
  return `Of ${figure(moments.length)} reachable moments, ${figure(missed)} ${were} missed`
}

const howToRead = [
  'Striped is harm, solid is strength. A diamond is one event. Soft ends: nobody knows exactly when.',
  'A filled number is a moment when help came, an open one was missed, a dashed one is open now.',
]

/**
 * A life as it happened, in lanes over one axis: harm striped, strength solid, soft ends where a date is not known exactly, and
 * numbered moments below.
 * @throws Error when a place is not finite, the axis does not rise, a span has no lane, or no lane holds strengths.
 */
export function lifeTimeline(data: LifeTimelineData): Picture {
  check(data)
  const finding = timelineFinding(data)
  const measure = measureLine(data)
  const told = { title: finding, description: describe(measure, []) }
  return {
    ...aboutFields(data, howToRead),
    ...bothForms(data.id, form => {
      const patterns = textures(form, ['harm'])
      return form.wide ? drawWide(form, data, told, patterns) : drawSmall(form, data, told, patterns)
    }),
    finding,
    measure,
    sentences: [],
    table: table(
      finding,
      [...data.head],
      data.rows.map(row => [...row]),
    ),
  }
}
