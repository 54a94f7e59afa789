import { areasOf } from '#modules/areas'
import { content } from '#modules/model'
import type { Transaction } from '#platform/database'
import type { Cell, Table } from '#platform/tables'
import { type Cube, type PublishedCell, together } from '../../cube-rules.ts'
import type { Source } from '../../sources.ts'
import { cubeOf } from '../../store/cube.ts'

/** Everything that is published of a source: its cells, with the names of its districts and kinds. */
export type Published = Cube & {
  readonly source: Source
  readonly synthetic: boolean
  readonly districts: readonly { readonly code: string; readonly name: string }[]
  readonly kinds: readonly { readonly key: string; readonly name: string }[]
}

export const marking = 'OFFICIAL-SENSITIVE'
const notKnown = { code: '', name: 'District not known' } as const

export async function loadPublished(tx: Transaction, source: Source, synthetic: boolean): Promise<Published> {
  const cube = await cubeOf(tx, source.stored)
  const names = new Map((await content(tx, 'kinds')).map(({ id, name }) => [id, name]))
  const kinds = new Map(cube.cells.map(({ kind, kindName }) => [kind, names.get(kind) ?? kindName]))
  const used = new Set(cube.cells.map(({ area }) => area))
  const known = await areasOf(tx, 'district')
  const districts = [...known, notKnown].filter(({ code }) => used.has(code))
  return {
    ...cube,
    source,
    synthetic,
    districts,
    kinds: [...kinds].map(([key, name]) => ({ key, name })).sort((a, b) => a.name.localeCompare(b.name, 'en-GB')),
  }
}

/** How the figures of every published table came about. */
export const howPublished: readonly string[] = [
  'Districts, whole calendar quarters and kinds are fixed. A quarter is published when every month of it is on file.',
  'Each figure is up to 2 more or less than the record, and is the same in every table. [c] stands for fewer than 5.',
  'Nothing else is published, so no two tables can be subtracted from each other.',
]

/** Every published cell: the one table in which a source that is not open data leaves. */
export function publishedTable({ source, synthetic, quarters, cells, districts, kinds }: Published): Table {
  const found = new Map(cells.map(cell => [keyOf(cell), cell]))
  const rows = quarters.flatMap(quarter =>
    districts.flatMap(({ code: area, name }) =>
      kinds.map(({ key: kind, name: kindName }) => ({
        quarter,
        code: area,
        district: name,
        kind: kindName,
        n: cellOf(found.get(keyOf({ quarter, area, kind }))),
      })),
    ),
  )
  return {
    name: 'Published',
    title: `${source.title}: counts by quarter, district and kind`,
    marking,
    notes: [
      `Source: ${source.attribution}.`,
      ...(synthetic ? ['These figures are synthetic: they are made up.'] : []),
      ...howPublished,
    ],
    columns: [
      { key: 'quarter', title: 'Quarter', type: 'text' },
      { key: 'code', title: 'District code', type: 'text' },
      { key: 'district', title: 'District', type: 'text' },
      { key: 'kind', title: 'Kind', type: 'text' },
      { key: 'n', title: 'Count', type: 'number', decimals: 0 },
    ],
    rows,
  }
}

function keyOf({ quarter, area, kind }: Pick<PublishedCell, 'quarter' | 'area' | 'kind'>): string {
  return `${quarter}|${area}|${kind}`
}

// A cell that the cube does not hold is a true 0.
function cellOf(cell: PublishedCell | undefined): Cell {
  return cell === undefined ? 0 : (cell.value ?? '[c]')
}

/** One kind by quarter (rows) and district (columns), with what the districts hold together. */
export function kindByQuarter({ quarters, cells, districts }: Published, kind: string) {
  const found = new Map(cells.filter(cell => cell.kind === kind).map(cell => [keyOf(cell), cell]))
  return {
    head: ['Quarter', ...districts.map(({ name }) => name), 'Together'],
    rows: [...quarters].reverse().map(quarter => {
      const values = districts.map(({ code: area }) => {
        const cell = found.get(keyOf({ quarter, area, kind }))
        return cell === undefined ? 0 : cell.value
      })
      return [quarter.replace(' ', '\u00a0'), ...values.map(inWords), rangeInWords(values)]
    }),
  }
}

function inWords(value: number | null): string {
  return value === null ? 'fewer than 5' : value.toLocaleString('en-GB')
}

function rangeInWords(values: readonly (number | null)[]): string {
  const { low, high } = together(values)
  return low === high
    ? low.toLocaleString('en-GB')
    : `${low.toLocaleString('en-GB')} to ${high.toLocaleString('en-GB')}`
}
