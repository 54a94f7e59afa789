// Do signs come again near and soon? The near-repeat test over small areas, kept with each run.
import { knox } from '#engines/point-process'
import type { Middle } from './exciting.ts'
import { daysAgo, type Sign } from './signs.ts'

export type NearRepeat = {
  readonly signs: number
  /** Row by row: distance bands, in each the time bands. */
  readonly rows: readonly {
    readonly near: string
    readonly cells: readonly { readonly seen: number; readonly expected: number; readonly p: number }[]
  }[]
}

export const timeWords = ['under 7 days', '7 to 13 days', '14 to 27 days'] as const
const nearWords = ['Same small area', 'Middles under 1.5 km apart', 'Middles 1.5 to 3 km apart'] as const
const space = [1, 1_500, 3_000]
const time = [7, 14, 28]

/** Pairs of signs near in place and time against chance (Knox 1964); undefined without outlines or with too few signs. */
export async function nearRepeatOf(
  signs: readonly Sign[],
  middles: readonly Middle[],
  today: string,
  seed: number,
): Promise<NearRepeat | undefined> {
  const known = signs.flatMap(sign => {
    const middle = middles[sign.at]
    return middle === undefined ? [] : [{ ...middle, t: -daysAgo(sign.on, today) }]
  })
  if (known.length < 50) return undefined
  const of = (pick: (it: (typeof known)[number]) => number): Float64Array => Float64Array.from(known, pick)
  const table = await knox(
    { x: of(it => it.x), y: of(it => it.y), t: of(it => it.t) },
    { space, time, permutations: 999, seed, threads: 1 },
  )
  const cell = (row: number, column: number) => {
    const at = row * time.length + column
    return { seen: table.observed[at] ?? 0, expected: table.expected[at] ?? 0, p: table.p[at] ?? 1 }
  }
  return {
    signs: known.length,
    rows: nearWords.map((near, row) => ({ near, cells: time.map((_, column) => cell(row, column)) })),
  }
}

/** Cells that a table of nine shows beyond chance: at 5 % over all nine together (Bonferroni). */
export const beyondChance = (p: number): boolean => p <= 0.05 / (space.length * time.length)

/** Which rung of the ladder the record reaches: clustering, near-repeat, triggering. None of them says why. */
export function ladderWords(table: NearRepeat | undefined, triggeringProved: boolean): string {
  if (triggeringProved)
    return 'Triggering: a model in which signs raise more signs near them proved better in sealed windows.'
  const near = table?.rows.some(({ cells }) => cells.some(({ p }) => beyondChance(p))) === true
  return near
    ? 'Near-repeat: signs come again near and soon more often than chance explains. That can be one cause working twice, and need not be one sign causing another.'
    : 'Clustering at most: some places have more signs than others. That signs come again near and soon is not shown.'
}
