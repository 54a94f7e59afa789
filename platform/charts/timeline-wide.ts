import { type Box, label, overlap, textWidth, wrapped } from './lettering.ts'
import type { LifeMoment, LifeSpan, LifeTimelineData } from './life-timeline.ts'
import { type Form, frame, line, range, rect, texture } from './marks.ts'
import { type Markup, markup } from './markup.ts'
import { colours, type } from './palette.ts'
import { linear, type Scale } from './scale.ts'
import { bar, fades, momentBadge, spanEnd, tinted } from './timeline-marks.ts'

const left = 172
const rowHeight = 27
const headHeight = 40

/** Something drawn in a row of a lane: where it and its label stand. */
type Placed<T> = {
  readonly it: T
  readonly row: number
  readonly labelAt: number
  readonly side: Side
  readonly onBar: boolean
}
type Side = 'right' | 'left' | 'inside'

type Extent = { readonly from: number; readonly to: number; readonly words: string }

/** Right of the mark where there is room, else left of it, else inside a bar that fills the lane. */
function sideOf({ from, to, words }: Extent, edge: number): Side {
  const width = textWidth(words, type.note)
  if (to + 6 + width <= edge) return 'right'
  return from - 6 - width >= left ? 'left' : 'inside'
}

/** Where a label begins that stands on its mark: a little into it, but never so far that it is cut off at the edge. */
function insideAt({ from, words }: Extent, edge: number): number {
  return Math.max(left, Math.min(from + 40, edge - textWidth(words, type.note) - 6))
}

/** What a mark and its label take up of a row. */
function stretchOf(extent: Extent, side: Side, row: number, edge: number): Box {
  const { from, to, words } = extent
  const width = textWidth(words, type.note) + 6
  const at = { left: from - width, right: to, inside: insideAt(extent, edge) }[side]
  const [start, end] = [Math.min(from, at), Math.max(to, at + width)]
  return { x: start - 4, y: row, width: end - start + 8, height: 0.9 }
}

/** Puts each into the first row where neither it nor its label touches another. */
function packed<T>(items: readonly T[], extentOf: (it: T) => Extent, edge: number): Placed<T>[] {
  const taken: Box[][] = []
  return items.map(it => {
    const extent = extentOf(it)
    const side = sideOf(extent, edge)
    let row = 0
    while ((taken[row] ?? []).some(box => overlap(box, stretchOf(extent, side, row, edge)))) row += 1
    taken[row] = [...(taken[row] ?? []), stretchOf(extent, side, row, edge)]
    const labelAt = { right: extent.to + 6, left: extent.from - 6, inside: insideAt(extent, edge) }[side]
    const onBar = side === 'inside' && labelAt + textWidth(extent.words, type.note) <= extent.to
    return { it, row, labelAt, side, onBar }
  })
}

/** The label of a mark: beside it, or on a bar, in white where the bar is solid. */
function words(
  text: string,
  { labelAt, side, onBar }: { labelAt: number; side: Side; onBar: boolean },
  y: number,
  harm: boolean,
): Markup {
  if (onBar && !harm) return label(labelAt, y + 5, text, { fill: colours.paper })
  return label(labelAt, y + 5, text, { anchor: side === 'left' ? 'end' : 'start', halo: colours.paper })
}

const rowsOf = (placed: readonly { readonly row: number }[]): number => Math.max(0, ...placed.map(({ row }) => row)) + 1

function drawSpan(form: Form, data: LifeTimelineData, x: Scale, top: number, placed: Placed<LifeSpan>): Markup {
  const { it, row } = placed
  const y = top + row * rowHeight
  const harm = data.lanes[it.lane]?.kind === 'harm'
  const text = words(it.label, placed, y, harm)
  const [first, last] = [x(it.start[0]), x(it.start[1])]
  if (it.end === null && !it.ongoing) {
    const unsure = last - first > 4 ? range(first, last, y, colours.context, 4) : markup``
    return markup`<g>${unsure}${tinted((first + last) / 2, y, harm, form)}${text}</g>`
  }
  const end = spanEnd(it, data.axis.to)
  const shape = bar(first, x(end[1]), y, harm ? texture(form, 'harm') : colours.strength)
  return markup`<g>${shape}${fades(form, [first, last], [x(end[0]), x(end[1])], y)}${text}</g>`
}

function laneWords(top: number, name: string, meaning: string): Markup[] {
  return [
    label(0, top + 17, name, { size: type.label, bold: true }),
    ...wrapped(meaning, left - 16, type.note).map((words, at) =>
      label(0, top + 36 + at * 17, words, { fill: colours.second }),
    ),
  ]
}

const laneHeight = (rows: number, meaning: string): number =>
  Math.max(rows * rowHeight + 16, 34 + wrapped(meaning, left - 16, type.note).length * 17)

function header({ axis }: LifeTimelineData, x: Scale): Markup[] {
  return axis.bands.map(({ from, to, name }, at) => {
    const [start, end] = [x(from), x(to)]
    const fits = textWidth(name, type.note, true) < end - start - 8
    const box = rect(start, 0, end - start, 26, {
      fill: at % 2 === 0 ? colours.band : colours.paper,
      stroke: colours.context,
    })
    const words = fits ? label((start + end) / 2, 18, name, { bold: true, anchor: 'middle' }) : markup``
    return markup`<g>${box}${words}</g>`
  })
}

function grid({ axis }: LifeTimelineData, x: Scale, bottom: number): Markup[] {
  return [
    ...axis.ticks.flatMap(({ at, text }) => [
      line(x(at), headHeight - 12, x(at), bottom, { colour: colours.grid }),
      label(x(at), bottom + 18, text, { anchor: 'middle', fill: colours.second }),
    ]),
    ...axis.marks.flatMap(({ at, text }) => [
      line(x(at), headHeight - 12, x(at), bottom, { colour: colours.ink, width: 1.5, dash: '4 3' }),
      label(x(at), bottom + 18, text, { anchor: 'middle', bold: true, halo: colours.paper }),
    ]),
  ]
}

/** The wide form: one lane under another, time from left to right. */
export function drawWide(
  form: Form,
  data: LifeTimelineData,
  told: { readonly title: string; readonly description: string },
  patterns: Markup,
): string {
  const x = linear([data.axis.from, data.axis.to], [left, form.width - 24])
  const extentOf = (it: LifeSpan): Extent => {
    const oneEvent = it.end === null && !it.ongoing
    const middle = (x(it.start[0]) + x(it.start[1])) / 2
    const to = oneEvent ? Math.max(middle + 9, x(it.start[1])) : x(spanEnd(it, data.axis.to)[1])
    return { from: oneEvent ? Math.min(middle - 9, x(it.start[0])) : x(it.start[0]), to, words: it.label }
  }
  const parts: Markup[] = []
  let top = headHeight
  for (const [at, { name, meaning }] of data.lanes.entries()) {
    const placed = packed(
      data.spans.filter(({ lane }) => lane === at),
      extentOf,
      form.width,
    )
    parts.push(line(0, top, form.width, top), ...laneWords(top, name, meaning))
    for (const each of placed) parts.push(drawSpan(form, data, x, top + 18, each))
    top += laneHeight(rowsOf(placed), meaning)
  }
  const { moments, height } = momentLane(form, data, x, top)
  const bottom = top + height
  return frame(
    form,
    { ...told, height: bottom + 28 },
    patterns,
    ...header(data, x),
    ...grid(data, x, bottom),
    ...parts,
    ...moments,
  )
}

function momentLane(form: Form, data: LifeTimelineData, x: Scale, top: number): { moments: Markup[]; height: number } {
  if (data.moments.length === 0) return { moments: [line(0, top, form.width, top)], height: 6 }
  const { name, meaning } = data.momentLane
  const numbered = data.moments.map((it, at) => ({ ...it, number: at + 1 }))
  const at = (it: LifeMoment): number => (x(it.at[0]) + x(it.at[1])) / 2
  const placed = packed(numbered, it => ({ from: at(it) - 11, to: at(it) + 11, words: it.label }), form.width)
  const drawn = placed.map(each => {
    const { it, row } = each
    const y = top + 18 + row * rowHeight
    return markup`<g>${momentBadge(at(it), y, it.number, it.state)}${words(it.label, each, y, true)}</g>`
  })
  const moments = [line(0, top, form.width, top), ...laneWords(top, name, meaning), ...drawn]
  return { moments, height: laneHeight(rowsOf(placed), meaning) }
}
