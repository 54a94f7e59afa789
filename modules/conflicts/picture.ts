// One conflict over time: what happened, how far it went, which way, and when it was calm.
import { colours, type Picture, type PlotLibrary, renderPlot } from '#platform/charts'
import { type ConflictState, type Direction, daysLater, highestStage, recentDays, stages, standing } from './rules.ts'
import type { StoredEvent } from './store/conflicts.ts'
import { directionWords, words } from './words.ts'

export type ConflictPictureData = {
  readonly first: string
  readonly second: string
  readonly state: ConflictState
  readonly events: readonly StoredEvent[]
  /** YYYY-MM-DD */
  readonly today: string
  readonly synthetic: boolean
}

type Mark = { readonly at: Date; readonly stage: number; readonly direction: Direction; readonly many: number }
type Spell = { readonly from: Date; readonly until: Date }
type Drawn = {
  readonly marks: readonly Mark[]
  readonly calm: readonly Spell[]
  readonly from: Date
  readonly until: Date
}

const dateOf = (day: string): Date => new Date(`${day}T00:00:00Z`)
const days = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' })
const months = new Intl.DateTimeFormat('en-GB', { month: 'short', timeZone: 'UTC' })
const dayWords = (day: string): string => days.format(dateOf(day))
const monthWords = (at: Date): string => months.format(at)

/** The picture of a conflict and its table. Its last year is drawn; the table holds every event. */
export async function conflictPicture(data: ConflictPictureData): Promise<Picture> {
  const drawn = drawnFrom(data)
  const finding = findingOf(data)
  const description = `Each mark is something that happened, by day and by how far it went, from ${stages[0]} to ${stages.at(-1)}.`
  const svg = async (form: Form): Promise<string> =>
    (await renderPlot(plot => options(plot, drawn, form), { id: form.id, title: finding, description })).svg
  return {
    id: 'conflict-over-time',
    finding,
    measure: `What happened, by day and by how far it went. ${data.synthetic ? 'Synthetic data.' : ''}`.trim(),
    svg: await svg({ id: 'conflict-wide', width: 960, wide: true }),
    svgSmall: await svg({ id: 'conflict-small', width: 320, wide: false }),
    sentences: legend(data),
    notes: [
      `Steps: ${stages.map((stage, at) => `${at + 1} ${stage}`).join(', ')}.`,
      'It shows what came to be known, not everything that happened, and not what caused what.',
    ],
    source: 'Events of this conflict that you may read',
    table: tableOf(data),
  }
}

/** The title by rule: how it stands, and the figures that make it so. */
function findingOf({ state, events, today }: ConflictPictureData): string {
  const happened = standing(events).filter(({ kind }) => kind === 'happened')
  const within = (from: number, until: number) =>
    happened.filter(({ on }) => on > daysLater(today, -from) && on <= daysLater(today, -until))
  const recent = within(recentDays, 0)
  const before = within(2 * recentDays, recentDays)
  if (recent.length === 0) return `${words.state[state]}: nothing in the last ${recentDays} days`
  const furthest = stages[highestStage(recent)] ?? ''
  return `${words.state[state]}: ${counted(recent.length)} in ${recentDays} days, as far as ${furthest}; ${counted(before.length)} in the ${recentDays} days before`
}

const counted = (n: number): string => (n === 0 ? 'none' : n === 1 ? '1 event' : `${n} events`)

function drawnFrom({ events, today }: ConflictPictureData): Drawn {
  const kept = standing(events)
  const happened = kept.filter(({ kind }) => kind === 'happened')
  const start = firstDrawn(happened[0]?.on ?? today, today)
  return {
    from: dateOf(start),
    until: dateOf(daysLater(today, 1)),
    marks: [...Map.groupBy(happened, ({ on, stage, direction }) => `${on} ${stage} ${direction}`).values()].flatMap(
      ([first, ...others]) => (first === undefined || first.on < start ? [] : [markOf(first, 1 + others.length)]),
    ),
    calm: kept.flatMap(({ kind, on }) => (kind === 'calm' ? [calmFrom(on, happened, today)] : [])),
  }
}

function markOf({ on, stage, direction }: StoredEvent, many: number): Mark {
  return { at: dateOf(on), stage: stage ?? 0, direction: direction ?? 'unknown', many }
}

/** A week before the first event, at least two months and at most a year before today. */
function firstDrawn(first: string, today: string): string {
  const [year, twoMonths, week] = [daysLater(today, -365), daysLater(today, -60), daysLater(first, -7)]
  return week < year ? year : week < twoMonths ? week : twoMonths
}

/** A calm spell lasts until something happens. */
function calmFrom(on: string, happened: readonly StoredEvent[], today: string): Spell {
  const next = happened.find(event => event.on > on)?.on ?? daysLater(today, 1)
  return { from: dateOf(on), until: dateOf(next) }
}

type Form = { readonly id: string; readonly width: number; readonly wide: boolean }

function options(plot: PlotLibrary, { marks, calm, from, until }: Drawn, { width, wide }: Form) {
  const towards = (direction: Direction) => marks.filter(mark => mark.direction === direction)
  const place = { x: 'at', y: 'stage', r: wide ? 7 : 6, stroke: colours.ink, strokeWidth: 2 } as const
  return {
    width,
    height: wide ? 260 : 220,
    marginLeft: wide ? 130 : 24,
    marginRight: 16,
    marginTop: 14,
    x: { type: 'utc' as const, domain: [from, until], label: null, ticks: 'month', tickFormat: monthWords },
    y: {
      domain: [-0.5, stages.length - 0.5],
      label: null,
      ticks: stages.map((_, at) => at),
      tickSize: 0,
      tickFormat: (at: number) => (wide ? `${at + 1} ${stages[at] ?? ''}` : String(at + 1)),
    },
    marks: [
      plot.rect(calm, { x1: 'from', x2: 'until', fill: colours.band }),
      plot.gridY(
        stages.map((_, at) => at),
        { stroke: colours.grid, strokeOpacity: 1 },
      ),
      plot.dot(towards('first-on-second'), { ...place, symbol: 'triangle', fill: colours.ink }),
      plot.dot(towards('second-on-first'), { ...place, symbol: 'triangle', fill: colours.paper, rotate: 180 }),
      plot.dot(towards('unknown'), { ...place, fill: colours.paper, strokeDasharray: '3,2' }),
      // Marks that lie on each other say how many they are.
      plot.text(
        marks.filter(({ many }) => many > 1),
        { x: 'at', y: 'stage', text: ({ many }: Mark) => `${many} ×`, dx: -12, textAnchor: 'end', fill: colours.ink },
      ),
    ],
  }
}

function legend({ first, second, events }: ConflictPictureData) {
  const kept = standing(events)
  const has = (direction: Direction): boolean => kept.some(event => event.direction === direction)
  return [
    ...(has('first-on-second') ? [{ lead: 'Filled, point up:', text: `${first} on ${second}.` }] : []),
    ...(has('second-on-first') ? [{ lead: 'Open, point down:', text: `${second} on ${first}.` }] : []),
    ...(has('unknown') ? [{ lead: 'Dashed circle:', text: 'which way is not known.' }] : []),
    ...(kept.some(({ kind }) => kind === 'calm')
      ? [{ lead: 'Grey band:', text: 'somebody said that it was calm.' }]
      : []),
  ]
}

function tableOf({ first, second, events }: ConflictPictureData): Picture['table'] {
  const rows = standing(events).map(event => [
    dayWords(event.on),
    event.kind === 'happened' ? `${(event.stage ?? 0) + 1} ${stages[event.stage ?? 0] ?? ''}` : event.kind,
    event.direction === null ? '' : directionWords(event.direction, first, second),
    event.narrative?.what ?? '',
  ])
  return {
    caption: 'What happened, oldest first',
    head: ['Day', 'How far', 'Which way', 'What is known'],
    rows,
    numeric: [false, false, false, false],
  }
}
