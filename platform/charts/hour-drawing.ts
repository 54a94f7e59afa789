import { label } from './lettering.ts'
import { type Form, frame, rect, texture, textures } from './marks.ts'
import { type Markup, markup, nothing } from './markup.ts'
import { colours, inkOn, sequential, type } from './palette.ts'
import { figure, hourName, isHidden, type SmallCounts, weekdays } from './words.ts'

/** The week in bands of 1, 3 or 6 hours. `busiest` holds the cells that a finding names. */
export type Week = {
  band: number
  cells: number[][]
  total: number
  small: SmallCounts
  busiest: { day: number; hour: number; hours: number; count: number } | undefined
}

/** Where a cell stands. On a page days run down and hours across; on a phone the other way, so that figures stay large. */
type Grid = {
  left: number
  top: number
  cellWidth: number
  cellHeight: number
  at: (day: number, band: number) => [number, number]
}

function gridOf(form: Form, bands: number): Grid {
  const [left, top] = form.wide ? [104, 26] : [72, 26]
  const columns = form.wide ? bands : 7
  const cellWidth = Math.min((form.width - left - 2) / columns, 96)
  const cellHeight = form.wide ? 34 : 26
  return {
    left,
    top,
    cellWidth,
    cellHeight,
    at: (day, band) => {
      const [column, row] = form.wide ? [band, day] : [day, band]
      return [left + column * cellWidth, top + row * cellHeight]
    },
  }
}

/** Step 0 to 4 of a count, in even parts of the largest. */
function stepOf(count: number, most: number): number {
  return Math.min(4, Math.floor((count / Math.max(most, 1)) * 5))
}

function cell(form: Form, week: Week, grid: Grid, most: number, day: number, band: number): Markup {
  const count = week.cells[day]?.[band] ?? 0
  const [x, y] = grid.at(day, band)
  const hidden = isHidden(count, week.small)
  const step = stepOf(count, most)
  const fill = hidden ? texture(form, 'few') : (sequential[step] ?? colours.paper)
  const block = rect(x, y, grid.cellWidth, grid.cellHeight, { fill, stroke: hidden ? colours.rule : colours.paper })
  if (hidden) return block
  const words = label(x + grid.cellWidth / 2, y + grid.cellHeight / 2 + 5, figure(count), {
    anchor: 'middle',
    fill: inkOn(step),
    bold: step >= 3,
  })
  return markup`${block}${words}`
}

/** The boundary of the finding; past midnight it goes on at the start of the next day. */
function boundary(week: Week, grid: Grid): Markup[] {
  if (week.busiest === undefined) return []
  const { day, hour, hours } = week.busiest
  const cells = Array.from({ length: hours / week.band }, (_, step) => hour / week.band + step)
  const perDay = 24 / week.band
  const parts = [cells.filter(band => band < perDay), cells.filter(band => band >= perDay).map(band => band - perDay)]
  return parts.flatMap((bands, next) => {
    const [first, last] = [bands[0], bands.at(-1)]
    if (first === undefined || last === undefined) return []
    const [x, y] = grid.at((day + next) % 7, first)
    const [right, bottom] = grid.at((day + next) % 7, last)
    return [
      rect(x, y, right - x + grid.cellWidth, bottom - y + grid.cellHeight, {
        fill: 'none',
        stroke: colours.ink,
        width: 3,
      }),
    ]
  })
}

function axes(form: Form, week: Week, grid: Grid): Markup[] {
  const bands = 24 / week.band
  const hours = Array.from({ length: bands }, (_, band) => band)
  const middle = grid.cellHeight / 2 + 5
  if (!form.wide) {
    return [
      ...weekdays.map((day, index) =>
        label((grid.at(index, 0)[0] ?? 0) + grid.cellWidth / 2, grid.top - 9, day.slice(0, 3), {
          anchor: 'middle',
          bold: true,
        }),
      ),
      ...hours.map(band => label(0, grid.at(0, band)[1] + middle, hourName(band * week.band))),
    ]
  }
  const every = week.band === 1 ? 3 : 1
  return [
    ...weekdays.map((day, index) => label(0, grid.at(index, 0)[1] + middle, day, { size: type.label })),
    ...hours
      .filter(band => band % every === 0)
      .map(band => label(grid.at(0, band)[0] + 2, grid.top - 9, hourName(band * week.band), { fill: colours.second })),
  ]
}

/** The heat grid as SVG. */
export function drawHours(form: Form, week: Week, title: string, description: string): string {
  const bands = 24 / week.band
  const grid = gridOf(form, bands)
  const rows = form.wide ? 7 : bands
  const days = weekdays.map((_, day) => day)
  const hours = Array.from({ length: bands }, (_, band) => band)
  const most = Math.max(...week.cells.flat())
  const hidden = week.cells.flat().some(count => isHidden(count, week.small))
  return frame(
    form,
    { title, description, height: grid.top + rows * grid.cellHeight + 4 },
    hidden ? textures(form, ['few']) : nothing,
    ...axes(form, week, grid),
    ...days.flatMap(day => hours.map(band => cell(form, week, grid, most, day, band))),
    ...boundary(week, grid),
  )
}
