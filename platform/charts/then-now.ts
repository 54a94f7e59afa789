import { label, wrapped } from './lettering.ts'
import { bothForms, type Form, frame, line, rect, texture, textures } from './marks.ts'
import { type Markup, markup } from './markup.ts'
import { colours, type } from './palette.ts'
import { type About, aboutFields, describe, measureLine, type Picture, table } from './picture.ts'

/** Whether one named thing was found: surely, perhaps, looked for and not found, or not known. */
export type FoundMark = 'found' | 'perhaps' | 'none' | 'unknown'

export type ThenNowItem = {
  readonly label: string
  readonly kind: 'strength' | 'harm'
  readonly before: FoundMark
  readonly after: FoundMark
  /** What changed in words; empty where nothing did. */
  readonly change: string
}

export type ThenNowGroup = {
  readonly name: string
  /** Lines under the name: how much it matters, and how much it did. */
  readonly words: readonly string[]
  readonly items: readonly ThenNowItem[]
}

export type ThenNowData = About & {
  readonly finding: string
  readonly before: string
  readonly after: string
  readonly strengths: string
  readonly harms: string
  readonly groups: readonly ThenNowGroup[]
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

const size = 16
const step = 22
const lineHeight = 18
const gap = 8

type Style = { readonly solid: string; readonly edge: string }

/** One mark: full when found, its lower half when perhaps, an empty box when looked for, a dot when not known. Paler: then. */
function mark(form: Form, it: ThenNowItem, which: 'before' | 'after', x: number, y: number): Markup {
  const { solid, edge } = styleOf(form, it.kind)
  const opacity = which === 'before' ? 0.45 : 1
  const box = (fill: string, dash?: string): Markup =>
    rect(x, y, size, size, { fill, stroke: edge, width: 1.5, opacity, ...(dash === undefined ? {} : { dash }) })
  const state = it[which]
  if (state === 'found') return box(solid)
  if (state === 'perhaps')
    return markup`<g>${box(colours.paper, '3 2')}${rect(x, y + size / 2, size, size / 2, { fill: solid, opacity })}</g>`
  if (state === 'none') return rect(x, y, size, size, { fill: colours.paper, stroke: colours.rule })
  return rect(x + size / 2 - 2, y + size / 2 - 2, 4, 4, { fill: colours.rule })
}

function styleOf(form: Form, kind: ThenNowItem['kind']): Style {
  return kind === 'strength'
    ? { solid: colours.strength, edge: colours.strength }
    : { solid: texture(form, 'harm'), edge: colours.harm }
}

type Drawn = { readonly parts: Markup[]; readonly height: number }

/** The named things of one side, each on its own lines: then, now, its name, and what changed. */
function side(form: Form, items: readonly ThenNowItem[], x: number, width: number, top: number): Drawn {
  const parts: Markup[] = []
  let y = top
  for (const it of items) {
    const names = wrapped(it.label, width - 2 * step - 14, type.note)
    const changes = it.change === '' ? [] : wrapped(it.change, width - 2 * step - 14, type.note)
    const at = x + 2 * step + 10
    parts.push(mark(form, it, 'before', x, y), mark(form, it, 'after', x + step, y))
    parts.push(...names.map((words, row) => label(at, y + 13 + row * lineHeight, words)))
    const below = y + 13 + names.length * lineHeight
    parts.push(...changes.map((words, row) => label(at, below + row * lineHeight, words, { bold: true })))
    y += (names.length + changes.length) * lineHeight + gap
  }
  if (items.length === 0) {
    parts.push(label(x, y + 13, 'none found', { fill: colours.second }))
    y += lineHeight + gap
  }
  return { parts, height: y - top }
}

function heading(form: Form, group: ThenNowGroup, x: number, width: number, top: number): Drawn {
  const names = wrapped(group.name, width, type.label)
  const words = group.words.flatMap(each => wrapped(each, width, type.note))
  const below = top + 14 + names.length * 20
  return {
    parts: [
      line(0, top - 10, form.width, top - 10),
      ...names.map((each, row) => label(x, top + 14 + row * 20, each, { size: type.label, bold: true })),
      ...words.map((each, row) => label(x, below + row * lineHeight, each, { fill: colours.second })),
    ],
    height: names.length * 20 + words.length * lineHeight + gap,
  }
}

const of = (group: ThenNowGroup, kind: ThenNowItem['kind']): ThenNowItem[] => group.items.filter(it => it.kind === kind)

function wideGroup(form: Form, group: ThenNowGroup, top: number): Drawn {
  const name = heading(form, group, 0, 180, top)
  const strengths = side(form, of(group, 'strength'), 200, 370, top)
  const harms = side(form, of(group, 'harm'), 590, 370, top)
  return {
    parts: [...name.parts, ...strengths.parts, ...harms.parts],
    height: Math.max(name.height, strengths.height, harms.height) + 16,
  }
}

function smallGroup(form: Form, data: ThenNowData, group: ThenNowGroup, top: number): Drawn {
  const name = heading(form, group, 0, form.width, top)
  const parts = [...name.parts]
  let y = top + name.height
  for (const kind of ['strength', 'harm'] as const) {
    parts.push(label(0, y + 12, kind === 'strength' ? data.strengths : data.harms, { bold: true }))
    const drawn = side(form, of(group, kind), 0, form.width, y + 22)
    parts.push(...drawn.parts)
    y += 22 + drawn.height + 4
  }
  return { parts, height: y - top + 12 }
}

/** Which of the two marks is which, drawn once above all. */
function key(form: Form, data: ThenNowData): Drawn {
  const words = `Each pair of blocks is one named thing. Left and paler: ${data.before}. Right: ${data.after}.`
  const lines = wrapped(words, form.width, type.note)
  const parts = lines.map((each, row) => label(0, 14 + row * lineHeight, each, { fill: colours.second }))
  return { parts, height: lines.length * lineHeight + 14 }
}

function draw(form: Form, data: ThenNowData, told: { title: string; description: string }): string {
  const above = key(form, data)
  const parts = [...above.parts]
  let y = above.height
  if (form.wide) {
    parts.push(label(200, y + 12, data.strengths, { bold: true }), label(590, y + 12, data.harms, { bold: true }))
    y += 34
  } else y += 10
  for (const group of data.groups) {
    const drawn = form.wide ? wideGroup(form, group, y) : smallGroup(form, data, group, y)
    parts.push(...drawn.parts)
    y += drawn.height
  }
  return frame(form, { ...told, height: y }, textures(form, ['harm']), ...parts)
}

const howToRead = [
  'Full: found. Half, with a broken edge: suspected. Empty: looked for and not there. A dot: not known.',
  'Solid is strength, striped is harm. Nothing is added up: read the names.',
]

/**
 * The same named things at two times, strengths beside harm, in groups of a fixed order. It holds no count and no sum.
 * @throws Error when there is no group.
 */
export function thenNow(data: ThenNowData): Picture {
  if (data.groups.length === 0) throw new Error('A picture of then and now needs at least one group.')
  const measure = measureLine(data)
  const told = { title: data.finding, description: describe(measure, []) }
  return {
    ...aboutFields(data, howToRead),
    ...bothForms(data.id, form => draw(form, data, told)),
    finding: data.finding,
    measure,
    sentences: [],
    table: table(
      data.finding,
      [...data.head],
      data.rows.map(row => [...row]),
    ),
  }
}
