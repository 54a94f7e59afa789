import { label, wrapped } from './lettering.ts'
import type { LifeSpan, LifeTimelineData } from './life-timeline.ts'
import { type Form, frame, line, rect, texture } from './marks.ts'
import { type Markup, markup } from './markup.ts'
import { colours, type } from './palette.ts'
import { linear, type Scale } from './scale.ts'
import { momentBadge, spanEnd } from './timeline-marks.ts'

const axisWidth = 38
const listAt = 148
const lineHeight = 19
const top = 34
const barWidth = 6

/** An entry of the list beside the bars, in the order of time. */
type Entry = {
  readonly at: number
  readonly words: readonly string[]
  readonly mark: (y: number) => Markup
  readonly bold: boolean
}

/** Bars of one lane that run at the same time stand beside each other. */
function columnsOf(spans: readonly LifeSpan[], axisEnd: number): { span: LifeSpan; column: number }[] {
  const ends: number[] = []
  return spans.map(span => {
    const free = ends.findIndex(end => end <= span.start[0])
    const column = free < 0 ? ends.length : free
    ends[column] = spanEnd(span, axisEnd)[1]
    return { span, column }
  })
}

function laneBars(form: Form, data: LifeTimelineData, y: Scale): Markup[] {
  const width = (listAt - axisWidth - 8) / data.lanes.length
  return data.lanes.flatMap(({ letter, kind }, at) => {
    const x = axisWidth + at * width
    const placed = columnsOf(
      data.spans.filter(({ lane }) => lane === at),
      data.axis.to,
    )
    const most = Math.max(1, ...placed.map(({ column }) => column + 1))
    const step = Math.min(barWidth + 2, width / most)
    const harm = kind === 'harm'
    const style = harm
      ? { fill: texture(form, 'harm'), stroke: colours.harm }
      : { fill: colours.strength, stroke: colours.strength }
    const bars = placed.map(({ span, column }) => {
      const [from, to] = [y(span.start[0]), y(spanEnd(span, data.axis.to)[1])]
      return rect(x + column * step, from, Math.min(barWidth, step - 1), Math.max(to - from, 6), style)
    })
    return [label(x, 18, letter, { bold: true, fill: harm ? colours.harm : colours.strength }), ...bars]
  })
}

function entriesOf(form: Form, data: LifeTimelineData): Entry[] {
  const room = form.width - listAt - 24
  const spans = data.spans.map((it): Entry => {
    const lane = data.lanes[it.lane]
    const fill = lane?.kind === 'harm' ? colours.harm : colours.strength
    return {
      at: it.start[0],
      words: wrapped(it.label, room, type.note),
      mark: y => label(listAt, y, lane?.letter ?? '', { bold: true, fill }),
      bold: false,
    }
  })
  const moments = data.moments.map(
    (it, number): Entry => ({
      at: it.at[0],
      words: wrapped(it.label, room * 0.92, type.note),
      mark: y => momentBadge(listAt + 8, y - 5, number + 1, it.state),
      bold: true,
    }),
  )
  return [...spans, ...moments].sort((a, b) => a.at - b.at)
}

/** Each entry beside its place in time, or below the one before where there is no room. */
function list(entries: readonly Entry[], y: Scale): { drawn: Markup[]; bottom: number } {
  let free = top + 12
  const drawn = entries.map(({ at, words, mark, bold }) => {
    const first = Math.max(free, y(at) + 12)
    free = first + words.length * lineHeight + 3
    const lines = words.map((text, line) =>
      label(listAt + 24, first + line * lineHeight, text, { bold, halo: colours.paper }),
    )
    return markup`<g>${mark(first)}${lines}</g>`
  })
  return { drawn, bottom: free }
}

/** The phone form: time runs down the page, letters name the lanes, and the list stands beside the bars. */
export function drawSmall(
  form: Form,
  data: LifeTimelineData,
  told: { readonly title: string; readonly description: string },
  patterns: Markup,
): string {
  const { axis } = data
  const entries = entriesOf(form, data)
  const tall = Math.max(
    320,
    entries.reduce((sum, { words }) => sum + words.length * lineHeight + 3, 0),
  )
  const y = linear([axis.from, axis.to], [top, top + tall])
  const { drawn, bottom } = list(entries, y)
  const height = Math.max(bottom, top + tall) + 30
  const lanes = data.lanes.map(({ letter, name }) => `${letter} ${name.toLowerCase()}`).join(', ')
  const key = wrapped(lanes, form.width, type.note)
  return frame(
    form,
    { ...told, height: height + key.length * 17 },
    patterns,
    label(listAt, 18, 'What happened', { bold: true }),
    ...axis.ticks.flatMap(({ at, text }) => [
      line(axisWidth - 6, y(at), form.width, y(at), { colour: colours.grid }),
      label(axisWidth - 10, y(at) + 5, text.replace(/^age /, ''), { anchor: 'end', fill: colours.second }),
    ]),
    ...axis.marks.flatMap(({ at, text }) => [
      line(axisWidth - 6, y(at), form.width, y(at), { colour: colours.ink, dash: '4 3' }),
      label(axisWidth - 10, y(at) + 5, text, { anchor: 'end', bold: true }),
    ]),
    ...laneBars(form, data, y),
    ...drawn,
    ...key.map((words, at) => label(0, height + at * 17, words, { fill: colours.second })),
  )
}
