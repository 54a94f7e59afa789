// The strategy on one page: every commitment in the cell of its pillar and its horizon, with what shows that it was done.
import { colours, type Picture } from '#platform/charts'
import { label, textWidth, wrapped } from '#platform/charts/lettering'
import { bothForms, type Form, frame, line, openDot, rect } from '#platform/charts/marks'
import { type Markup, markup, nothing } from '#platform/charts/markup'
import { type } from '#platform/charts/palette'
import { table } from '#platform/charts/picture'
import { longDate } from '#platform/views'
import type { CommitmentShown } from './board.ts'
import { lateWords, type Standing, standingWords } from './rules/commitments.ts'

export type GridData = {
  readonly commitments: readonly CommitmentShown[]
  readonly pillars: readonly { readonly id: string; readonly name: string }[]
  readonly finding: string
}

const lineHeight = 18
const blockWidth = 14
/** Bold letters are this much wider than those by which lines are broken. */
const boldWider = 1.1

/** The mark of a standing: told apart by its shape, never by its colour alone. */
function mark(x: number, y: number, standing: Standing): Markup {
  if (standing === 'done')
    return markup`<circle cx="${x}" cy="${y}" r="8" fill="${colours.ink}"/><path d="M${x - 4} ${y}l3 3l5-6" fill="none" stroke="${colours.paper}" stroke-width="2"/>`
  if (standing === 'under way')
    return markup`${openDot(x, y, 7)}<path d="M${x} ${y - 7}a7 7 0 0 0 0 14z" fill="${colours.ink}"/>`
  if (standing === 'at risk')
    return markup`<path d="M${x} ${y - 8}l8 15h-16z" fill="${colours.paper}" stroke="${colours.harm}" stroke-width="2"/>`
  if (standing === 'stopped')
    return markup`${rect(x - 7, y - 7, 14, 14, { fill: colours.paper, stroke: colours.harm, width: 2 })}<path d="M${x - 4} ${y - 4}l8 8m0-8l-8 8" stroke="${colours.harm}" stroke-width="2"/>`
  if (standing === 'not started') return openDot(x, y, 7, colours.here)
  return markup`<circle cx="${x}" cy="${y}" r="7" fill="${colours.paper}" stroke="${colours.second}" stroke-width="2" stroke-dasharray="3 2"/>`
}

/** Three blocks: how many pieces of evidence are on file, up to three or more. */
function blocks(x: number, y: number, evidence: number): Markup[] {
  return [0, 1, 2].map(at =>
    rect(x + at * (blockWidth + 2), y, blockWidth, 7, {
      fill: at < evidence ? colours.strength : colours.paper,
      stroke: at < evidence ? colours.strength : colours.rule,
    }),
  )
}

type Item = { readonly height: number; draw(x: number, y: number): Markup }

function itemOf(it: CommitmentShown, width: number): Item {
  const lines = wrapped(it.text, width - 30, type.note)
  return {
    height: lines.length * lineHeight + 28,
    draw: (x, y) => {
      const below = y + lines.length * lineHeight
      const words = lines.map((text, at) => label(x + 24, y + 14 + at * lineHeight, text))
      const late = it.late
        ? label(x + 30 + 3 * (blockWidth + 2), below + 14, lateWords(it), { bold: true, fill: colours.harm })
        : nothing
      return markup`${mark(x + 9, y + 9, it.standing)}${words}${blocks(x + 24, below + 6, it.evidence.length)}${late}`
    },
  }
}

/** Where each of these begins when they stand under each other from `y`, and at last where they end. */
function topsOf(parts: readonly { readonly height: number }[], y: number): number[] {
  const tops = [y]
  for (const { height } of parts) tops.push((tops.at(-1) ?? y) + height)
  return tops
}

/** Items under each other from (x, y). */
function stack(items: readonly Item[], x: number, y: number): Markup[] {
  const tops = topsOf(items, y)
  return items.map((item, at) => item.draw(x, tops[at] ?? y))
}

const heightOf = (items: readonly Item[]): number => items.reduce((sum, { height }) => sum + height, 0)

type Band = { readonly height: number; draw(y: number): Markup }

const nameWidth = 170

function wideBand(name: string, cells: readonly (readonly Item[])[], columns: readonly number[]): Band {
  const names = wrapped(name, (nameWidth - 20) / boldWider, type.label)
  const height = Math.max(names.length * 22, ...cells.map(heightOf), 40) + 22
  return {
    height,
    draw: y => {
      const heading = names.map((text, at) => label(0, y + 26 + at * 22, text, { size: type.label, bold: true }))
      const drawn = cells.map((items, at) => {
        const x = columns[at] ?? 0
        return items.length === 0
          ? label(x, y + 26, 'none', { fill: colours.second })
          : markup`${stack(items, x, y + 14)}`
      })
      return markup`${line(0, y, 960, y, { colour: colours.second, width: 2 })}${heading}${drawn}`
    },
  }
}

function smallBand(name: string, items: readonly Item[], width: number): Band {
  const names = wrapped(name, width / boldWider, type.label)
  const height = names.length * 22 + heightOf(items) + 24
  return {
    height,
    draw: y => {
      const heading = names.map((text, at) => label(0, y + 24 + at * 22, text, { size: type.label, bold: true }))
      const body = stack(items, 0, y + names.length * 22 + 12)
      return markup`${line(0, y, width, y, { colour: colours.second, width: 2 })}${heading}${body}`
    },
  }
}

const standings = Object.keys(standingWords) as Standing[]

/** What the marks mean, in as many lines as they need. */
function legend(form: Form, used: ReadonlySet<Standing>): Band {
  const entries = [
    ...standings.filter(it => used.has(it)).map(it => ({ text: standingWords[it], standing: it })),
    { text: 'pieces of evidence, up to 3 or more', standing: undefined },
  ]
  let [x, row] = [0, 0]
  const placed = entries.map(entry => {
    const offset = entry.standing === undefined ? 3 * (blockWidth + 2) + 6 : 24
    const width = offset + textWidth(entry.text, type.note) + 22
    if (x > 0 && x + width > form.width) [x, row] = [0, row + 1]
    const place = { ...entry, offset, x, row }
    x += width
    return place
  })
  return {
    height: (row + 1) * 26 + 14,
    draw: y => {
      const drawn = placed.map(it => {
        const top = y + 14 + it.row * 26
        const sign = it.standing === undefined ? markup`${blocks(it.x, top, 2)}` : mark(it.x + 9, top + 4, it.standing)
        return markup`${sign}${label(it.x + it.offset, top + 9, it.text)}`
      })
      return markup`${line(0, y, form.width, y, { colour: colours.second, width: 2 })}${drawn}`
    },
  }
}

function draw(form: Form, { commitments, pillars, finding }: GridData): string {
  const horizons = [...new Set(commitments.map(({ horizonName }) => horizonName))]
  const column = (960 - nameWidth) / Math.max(horizons.length, 1)
  const columns = horizons.map((_, at) => nameWidth + at * column)
  const of = (pillar: string): readonly CommitmentShown[] => commitments.filter(it => it.pillar === pillar)
  const bands = pillars.map(({ id, name }) =>
    form.wide
      ? wideBand(
          name,
          horizons.map(horizon =>
            of(id)
              .filter(it => it.horizonName === horizon)
              .map(it => itemOf(it, column - 20)),
          ),
          columns,
        )
      : smallBand(
          name,
          of(id)
            .toSorted(lateFirst)
            .map(it => itemOf(it, form.width)),
          form.width,
        ),
  )
  const top = form.wide ? 30 : 0
  const all = [...bands, legend(form, new Set(commitments.map(({ standing }) => standing)))]
  const tops = topsOf(all, top)
  const heads = form.wide
    ? horizons.map((name, at) => label(columns[at] ?? 0, 18, name, { size: type.label, bold: true }))
    : []
  const drawn = all.map((band, at) => band.draw(tops[at] ?? top))
  const description =
    'Each commitment by pillar and horizon, with how far it has come and how much evidence is on file.'
  return frame(form, { title: finding, description, height: tops.at(-1) ?? top }, markup`${heads}`, markup`${drawn}`)
}

const lateFirst = (a: CommitmentShown, b: CommitmentShown): number => Number(b.late) - Number(a.late)

/**
 * Every commitment by pillar and horizon. On a phone by pillar alone, what is late first.
 * @throws Error when there is no commitment.
 */
export function strategyGrid(data: GridData): Picture {
  if (data.commitments.length === 0) throw new Error('A picture of the strategy needs at least one commitment.')
  const rows = data.commitments.map(it => [
    it.text,
    it.pillarName,
    it.horizonName,
    longDate(it.due),
    [standingWords[it.standing], lateWords(it)].filter(Boolean).join('. '),
    String(it.evidence.length),
    it.ownerNames.join(', ') || it.owners_as_printed || 'Nobody is named',
  ])
  const head = ['Commitment', 'Pillar', 'Horizon', 'Due', 'How far', 'Evidence', 'Owners']
  return {
    id: 'strategy',
    finding: data.finding,
    measure: `${data.commitments.length} commitments by pillar and horizon.`,
    ...bothForms('strategy', form => draw(form, data)),
    sentences: [],
    notes: [],
    source: 'The partnership’s strategy; how far and evidence as the partnership wrote them down.',
    table: table(data.finding, head, rows),
  }
}
