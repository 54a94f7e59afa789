import { label, wrapped } from './lettering.ts'
import { bothForms, type Form, frame, line, rect } from './marks.ts'
import { type Markup, markup, nothing } from './markup.ts'
import { colours, type } from './palette.ts'
import { type About, aboutFields, describe, measureLine, type Picture, table } from './picture.ts'

/** One voice on one row. `first` and `last` are steps of the scale, counted from 0; null where it was said in words alone. */
export type VoiceSaid = {
  readonly label: string
  readonly mark: 'own' | 'worker' | 'other'
  readonly first: number | null
  readonly last: number | null
  readonly words: string
}

export type VoicesData = About & {
  readonly finding: string
  /** The words of the steps, from the first to the last. */
  readonly scale: readonly string[]
  readonly rows: readonly {
    readonly name: string
    readonly meaning: string
    readonly said: readonly VoiceSaid[]
    /** A sentence below the row, or empty. */
    readonly note: string
  }[]
  readonly head: readonly string[]
  readonly cells: readonly (readonly string[])[]
}

const lineHeight = 18

const colourOf = (mark: VoiceSaid['mark']): string =>
  mark === 'own' ? colours.here : mark === 'worker' ? colours.second : colours.strength

/** A circle for the person, a square for the worker, a diamond for somebody else; open: first, filled: last. */
function shape({ mark }: VoiceSaid, x: number, y: number, open: boolean): Markup {
  const colour = colourOf(mark)
  const fill = open ? colours.paper : colour
  if (mark === 'own')
    return markup`<circle cx="${x}" cy="${y}" r="6" fill="${fill}" stroke="${colour}" stroke-width="2"/>`
  if (mark === 'worker') return rect(x - 5.5, y - 5.5, 11, 11, { fill, stroke: colour, width: 2 })
  return markup`<path d="M${x} ${y - 7.5}l7.5 7.5l-7.5 7.5l-7.5 -7.5z" fill="${fill}" stroke="${colour}" stroke-width="2"/>`
}

function arrow(it: VoiceSaid, from: number, to: number, y: number): Markup {
  const way = to > from ? 1 : -1
  const [start, tip] = [from + way * 8, to - way * 9]
  const colour = colourOf(it.mark)
  const head = markup`<path d="M${tip} ${y}l${-way * 7} -5v10z" fill="${colour}"/>`
  return markup`<g>${line(start, y, tip - way * 6, y, { colour, width: 2.5 })}${head}</g>`
}

type Track = { readonly from: number; readonly to: number; readonly steps: number }

/** The steps of one voice: an open mark, an arrow and a filled one; or in words what is not there. */
function steps(it: VoiceSaid, track: Track, y: number): Markup {
  const at = (step: number): number => track.from + ((track.to - track.from) * step) / (track.steps - 1)
  const grid = Array.from({ length: track.steps }, (_, step) =>
    line(at(step), y - 4, at(step), y + 4, { colour: colours.context, width: 1.5 }),
  )
  const base = markup`<g>${line(track.from, y, track.to, y, { colour: colours.grid })}${grid}</g>`
  if (it.last === null)
    return markup`<g>${base}${label(track.from, y + 5, 'in words alone', { fill: colours.second, halo: colours.paper })}</g>`
  const last = at(it.last)
  if (it.first === null) return markup`<g>${base}${shape(it, last, y, false)}</g>`
  const first = at(it.first)
  if (it.first === it.last) {
    const room = last + 100 > track.to + 20
    const words = label(last + (room ? -12 : 12), y + 5, 'no change', {
      fill: colours.second,
      halo: colours.paper,
      anchor: room ? 'end' : 'start',
    })
    return markup`<g>${base}${shape(it, last, y, false)}${words}</g>`
  }
  return markup`<g>${base}${arrow(it, first, last, y)}${shape(it, first, y, true)}${shape(it, last, y, false)}</g>`
}

/** At most this many lines of a quote stand in the picture; the whole of it is in the table. */
function quoted(words: string, width: number): string[] {
  const lines = wrapped(`“${words}”`, width, type.note)
  return lines.length <= 3 ? lines : [...lines.slice(0, 2), `${lines[2] ?? ''}…`]
}

type Drawn = { readonly parts: Markup[]; readonly height: number }
type Row = VoicesData['rows'][number]

const wide = { name: 190, voice: 320, from: 340, to: 610, words: 690 } as const

function wideRow(form: Form, data: VoicesData, row: Row, top: number): Drawn {
  const meaning = wrapped(row.meaning, wide.name, type.note)
  const parts: Markup[] = [
    line(0, top, form.width, top),
    label(0, top + 24, row.name, { size: type.section, bold: true }),
    ...meaning.map((words, at) => label(0, top + 44 + at * lineHeight, words, { fill: colours.second })),
  ]
  let y = top + 22
  for (const it of row.said) {
    const words = quoted(it.words, form.width - wide.words)
    parts.push(
      label(wide.voice, y + 5, it.label, { anchor: 'end', bold: it.mark === 'own' }),
      steps(it, { ...wide, steps: data.scale.length }, y),
      ...words.map((each, at) => label(wide.words, y + 5 + at * lineHeight, each)),
    )
    y += Math.max(28, words.length * lineHeight + 8)
  }
  if (row.said.length === 0) {
    parts.push(label(wide.from, y + 5, 'not talked about yet', { fill: colours.second }))
    y += 28
  }
  if (row.note !== '') {
    parts.push(label(wide.words, y + 3, row.note, { bold: true }))
    y += 22
  }
  return { parts, height: Math.max(y - top, 44 + meaning.length * lineHeight) + 2 }
}

function smallRow(form: Form, data: VoicesData, row: Row, top: number): Drawn {
  const meaning = wrapped(row.meaning, form.width, type.note)
  const parts: Markup[] = [
    line(0, top, form.width, top),
    label(0, top + 22, row.name, { size: type.label, bold: true }),
    ...meaning.map((words, at) => label(0, top + 42 + at * lineHeight, words, { fill: colours.second })),
  ]
  let y = top + 46 + meaning.length * lineHeight
  for (const it of row.said) {
    const words = quoted(it.words, form.width)
    parts.push(
      label(0, y + 5, it.label, { bold: it.mark === 'own' }),
      steps(it, { from: 120, to: form.width - 12, steps: data.scale.length }, y),
      ...words.map((each, at) => label(0, y + 26 + at * lineHeight, each)),
    )
    y += words.length * lineHeight + 34
  }
  if (row.said.length === 0) {
    parts.push(label(0, y + 5, 'not talked about yet', { fill: colours.second }))
    y += 28
  }
  for (const words of row.note === '' ? [] : wrapped(row.note, form.width, type.note)) {
    parts.push(label(0, y + 3, words, { bold: true }))
    y += lineHeight + 4
  }
  return { parts, height: y - top + 4 }
}

/** The numbers of the steps and the words of those that have some. */
function scaleWords(data: VoicesData): Markup[] {
  return data.scale.flatMap((words, step) => {
    const [figure = '', ...rest] = words.split(', ')
    const x = wide.from + ((wide.to - wide.from) * step) / (data.scale.length - 1)
    const below =
      rest.length === 0 ? nothing : label(x, 32, rest.join(', '), { anchor: 'middle', fill: colours.second })
    return [label(x, 14, figure, { anchor: 'middle', bold: true }), below]
  })
}

function draw(form: Form, data: VoicesData, told: { title: string; description: string }): string {
  const parts: Markup[] = form.wide
    ? [...scaleWords(data), label(wide.words, 14, 'In their words, the last time', { bold: true })]
    : []
  let y = form.wide ? 42 : 1
  for (const row of data.rows) {
    const drawn = form.wide ? wideRow(form, data, row, y) : smallRow(form, data, row, y)
    parts.push(...drawn.parts)
    y += drawn.height
  }
  return frame(form, { ...told, height: y }, ...parts)
}

/**
 * What several voices say of the same things, first and last, each in its own row: equals beside each other, never averaged.
 * @throws Error when the scale has fewer than two steps, or a voice stands on a step that it does not have.
 */
export function voices(data: VoicesData): Picture {
  if (data.scale.length < 2) throw new Error('The scale of a picture of voices needs at least two steps.')
  const marks = data.rows.flatMap(({ said }) => said.flatMap(({ first, last }) => [first, last]))
  const lost = marks.find(it => it !== null && data.scale[it] === undefined)
  if (lost !== undefined) throw new Error(`A voice stands on step ${lost}, which the scale does not have.`)
  const measure = measureLine(data)
  const told = { title: data.finding, description: describe(measure, []) }
  const scale = data.scale.filter(words => words.includes(', ')).map(words => words.replace(', ', ': '))
  const notes = ['Open is the first time, filled the last.', `The steps: ${scale.join('; ')}.`]
  return {
    ...aboutFields(data, notes),
    ...bothForms(data.id, form => draw(form, data, told)),
    finding: data.finding,
    measure,
    sentences: [],
    table: table(
      data.finding,
      [...data.head],
      data.cells.map(row => [...row]),
    ),
  }
}
