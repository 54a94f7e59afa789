import { clip, label, textWidth } from './lettering.ts'
import { bothForms, type Form, frame, line, type RectStyle, rect, texture, textures } from './marks.ts'
import { type Markup, markup, nothing } from './markup.ts'
import { colours, type } from './palette.ts'
import { type About, aboutFields, checkCounts, describe, measureLine, type Picture, table } from './picture.ts'
import { countRange } from './poisson.ts'
import { countWords, figure, isHidden, type SmallCounts, sentenceCase } from './words.ts'

export type Kind = { name: string; count: number }

export type BarByKindData = About & {
  /** "recorded violence": the title ends with it. */
  subject: string
  /** What is counted, in the plural: "offences". */
  unit: string
  kinds: readonly Kind[]
  /** A kind that is drawn last whatever its count: "other". */
  last?: string
  /** Harm is striped brown, strength solid teal; without it the bars are blue and mean neither. */
  meaning?: 'harm' | 'strength'
  smallCounts?: SmallCounts
}

type Bars = {
  kinds: Kind[]
  total: number
  small: SmallCounts
  anyHidden: boolean
  meaning: 'harm' | 'strength' | undefined
}

function read({ kinds, last, meaning, smallCounts: small = 'hidden' }: BarByKindData): Bars {
  if (kinds.length === 0) throw new Error('A picture by kind needs at least one kind.')
  checkCounts(
    'The counts by kind',
    kinds.map(kind => kind.count),
  )
  const hidden = (kind: Kind) => isHidden(kind.count, small)
  // Hidden counts stand together in order of name, so that their order gives nothing away.
  const byCount = (a: Kind, b: Kind) =>
    hidden(a) && hidden(b)
      ? a.name.localeCompare(b.name, 'en-GB')
      : b.count - a.count || a.name.localeCompare(b.name, 'en-GB')
  const sorted = [...kinds].sort((a, b) => Number(a.name === last) - Number(b.name === last) || byCount(a, b))
  return {
    kinds: sorted,
    total: kinds.reduce((sum, kind) => sum + kind.count, 0),
    small,
    anyHidden: kinds.some(hidden),
    meaning,
  }
}

/** The largest kind, when its range lies above that of every other. */
function clearFirst({ kinds }: Bars, last: string | undefined): Kind | undefined {
  const [first, second] = kinds.filter(kind => kind.name !== last)
  if (first === undefined || second === undefined) return undefined
  const rest = Math.max(...kinds.filter(kind => kind !== first).map(kind => countRange(kind.count)[1]))
  return countRange(first.count)[0] > rest ? first : undefined
}

function barFinding(data: BarByKindData, bars: Bars): string {
  const first = clearFirst(bars, data.last)
  if (first === undefined) return `${sentenceCase(data.subject)} by kind`
  if (!bars.anyHidden && first.count / bars.total > 0.5) {
    return `More than half of ${data.subject} is ${first.name}`
  }
  return `${sentenceCase(first.name)} is the largest kind of ${data.subject}`
}

/** "1,377 (43%)". The share is left out beside a hidden count, which it would give away. */
function words(kind: Kind, { small, anyHidden, total }: Bars): string {
  const count = countWords(kind.count, small)
  return anyHidden || kind.count === 0 ? count : `${count} (${shareWords(kind.count / total)})`
}

/** "43%". A share that is not nought never reads as "0%". */
function shareWords(share: number): string {
  return share < 0.01 ? 'less than 1%' : `${figure(100 * share)}%`
}

/** Dots for a hidden count, stripes for harm, solid teal for strength, blue for neither. */
function barStyle(form: Form, hidden: boolean, meaning: Bars['meaning']): RectStyle {
  if (hidden) return { fill: texture(form, 'few'), stroke: colours.rule }
  if (meaning === 'harm') return { fill: texture(form, 'harm'), stroke: colours.harm }
  return { fill: meaning === 'strength' ? colours.strength : colours.here }
}

function bar(form: Form, kind: Kind, bars: Bars, y: number): Markup {
  const left = form.wide ? 270 : 0
  const longest = form.wide ? 540 : form.width
  const most = Math.max(...bars.kinds.map(each => each.count), 1)
  const hidden = isHidden(kind.count, bars.small)
  const width = hidden ? Math.max((5 / most) * longest, 14) : (kind.count / most) * longest
  const style = barStyle(form, hidden, bars.meaning)
  const value = words(kind, bars)
  const height = form.wide ? 22 : 14
  const drawn = rect(left, y, Math.min(width, longest), height, style)
  if (!form.wide) {
    const room = form.width - textWidth(value, type.note, true) - 8
    return markup`${label(0, y - 6, clip(sentenceCase(kind.name), room, type.note))}${label(form.width, y - 6, value, { bold: true, anchor: 'end' })}${drawn}`
  }
  const name = label(left - 12, y + 16, clip(sentenceCase(kind.name), left - 12, type.label), {
    size: type.label,
    anchor: 'end',
  })
  return markup`${name}${drawn}${label(left + Math.min(width, longest) + 8, y + 16, value, { size: type.label, bold: !hidden })}`
}

function draw(form: Form, bars: Bars, title: string, description: string): string {
  const [first, pitch] = form.wide ? [6, 34] : [22, 42]
  const height = first + bars.kinds.length * pitch + (form.wide ? 2 : -16)
  return frame(
    form,
    { title, description, height },
    textures(form, bars.meaning === 'harm' ? ['few', 'harm'] : ['few']),
    ...bars.kinds.map((kind, index) => bar(form, kind, bars, first + index * pitch)),
    form.wide ? line(270, 0, 270, height, { colour: colours.second, width: 2 }) : nothing,
  )
}

/**
 * How many of each kind, longest bar first, every bar from nought and with its count.
 * @throws Error when there is no kind or a count is not a whole number from 0.
 */
export function barByKind(data: BarByKindData): Picture {
  const bars = read(data)
  const finding = barFinding(data, bars)
  const measure = measureLine(data)
  const share = (kind: Kind) =>
    bars.anyHidden
      ? 'not shown'
      : kind.count > 0 && kind.count / bars.total < 0.01
        ? 'less than 1'
        : figure((100 * kind.count) / Math.max(bars.total, 1))
  const rows = bars.kinds.map(kind => [sentenceCase(kind.name), countWords(kind.count, bars.small), share(kind)])
  const notes = bars.anyHidden ? ['Shares are not shown, because they would give away a count fewer than 5.'] : []
  return {
    ...aboutFields(data, notes),
    ...bothForms(data.id, form => draw(form, bars, finding, describe(measure, []))),
    finding,
    measure,
    sentences: [],
    table: table(finding, ['Kind', sentenceCase(data.unit), 'Share in 100'], rows),
  }
}
