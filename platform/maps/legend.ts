import { label, textWidth } from '../charts/lettering.ts'
import { type Form, frame, line, rect, texture, textures } from '../charts/marks.ts'
import { type Markup, markup, nothing } from '../charts/markup.ts'
import { colours, sequential, type } from '../charts/palette.ts'
import { linear } from '../charts/scale.ts'
import { fewerThanFive, figure, noFile } from '../charts/words.ts'
import { type Classes, type LegendBin, legendBins } from './classes.ts'

export type LegendData = {
  classes: Classes
  /** The values drawn, without those hidden or missing. */
  values: readonly number[]
  few: number
  missing: number
  decimals: number
  /** Words for the ends: "lowest" and "highest". */
  ends: readonly [string, string]
  middle?: { name: string; value: number }
}

const base = 66

/** Bars on the map's own scale: a step's width on the axis is its width in values. */
function bars(bins: readonly LegendBin[], x: (value: number) => number): Markup[] {
  const most = Math.max(...bins.map(bin => bin.count), 1)
  return bins.flatMap(({ from, to, step, count }) => {
    const height = (count / most) * 44
    const [left, width] = [x(from), x(to) - x(from)]
    const words = figure(count)
    const bar = rect(left + 0.5, base - height, width - 1, height, {
      fill: sequential[step] ?? colours.paper,
      stroke: colours.second,
      width: 0.8,
    })
    const fits = textWidth(words, type.note) <= width + 2
    return fits
      ? [bar, label(left + width / 2, base - height - 5, words, { anchor: 'middle', fill: colours.second })]
      : [bar]
  })
}

type Ends = { low: string; high: string }

function endWords({ classes, decimals, ends }: LegendData): Ends {
  const whole = (value: number) => figure(value, Number.isInteger(value) ? 0 : decimals)
  return { low: `${whole(classes.from)} ${ends[0]}`, high: `${whole(classes.to)} ${ends[1]}` }
}

/** The middle value with its words: beside the ends where there is room, else a line lower. */
function middleMark(form: Form, data: LegendData, x: (value: number) => number): { drawn: Markup; bottom: number } {
  const { classes, decimals, middle } = data
  if (middle === undefined) return { drawn: nothing, bottom: base + 28 }
  const words = `${middle.name} ${figure(middle.value, decimals)}`
  const half = textWidth(words, type.note) / 2
  const at = x(Math.min(Math.max(middle.value, classes.from), classes.to))
  const centre = Math.min(Math.max(at, half), form.width - half)
  const { low, high } = endWords(data)
  const roomLeft = centre - half > textWidth(low, type.note) + 8
  const roomRight = centre + half < form.width - textWidth(high, type.note) - 8
  const y = roomLeft && roomRight ? base + 22 : base + 40
  const tick = line(at, base, at, y - 14, { colour: colours.ink, width: 2 })
  return { drawn: markup`${tick}${label(centre, y, words, { anchor: 'middle' })}`, bottom: y + 8 }
}

function axis(form: Form, data: LegendData): Markup {
  const { low, high } = endWords(data)
  const rule = line(0, base, form.width, base, { colour: colours.ink, width: 2 })
  return markup`${rule}${label(0, base + 22, low)}${label(form.width, base + 22, high, { anchor: 'end' })}`
}

function textureKey(form: Form, { few, missing }: LegendData, top: number): Markup[] {
  const rows = [
    { count: few, name: 'few', words: fewerThanFive },
    { count: missing, name: 'no-data', words: noFile },
  ] as const
  return rows
    .filter(row => row.count > 0)
    .flatMap(({ count, name, words }, index) => [
      rect(0, top + index * 24, 28, 16, { fill: texture(form, name), stroke: colours.rule }),
      label(38, top + 13 + index * 24, `${words} (${figure(count)})`),
    ])
}

function draw(form: Form, data: LegendData, title: string): string {
  const x = linear([data.classes.from, data.classes.to], [1, form.width - 1])
  const bins = legendBins(data.values, data.classes)
  const middle = middleMark(form, data, x)
  const top = middle.bottom + 6
  const keys = Number(data.few > 0) + Number(data.missing > 0)
  const description = `${bins.map(bin => `${figure(bin.from, 1)} to ${figure(bin.to, 1)}: ${figure(bin.count)}`).join('; ')}.`
  return frame(
    form,
    { title, description, height: keys > 0 ? top + keys * 24 : middle.bottom },
    keys > 0 ? textures(form, ['few', 'no-data']) : nothing,
    ...bars(bins, x),
    axis(form, data),
    middle.drawn,
    ...textureKey(form, data, top),
  )
}

/** The legend of a map: how many areas stand at each level, in the map's own colours. */
export function drawLegend(id: string, data: LegendData, title: string): { svg: string; svgSmall: string } {
  return {
    svg: draw({ id, width: 360, wide: true }, data, title),
    svgSmall: draw({ id: `${id}-small`, width: 290, wide: false }, data, title),
  }
}
