import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { keptValues } from '#platform/kept'
import { record } from '#platform/ledger'
import { keptWhilePublished } from '#platform/published'
import { openAreas } from '../collections.ts'

export type IndexRun = {
  readonly id: string
  readonly made_at: Date
  readonly periods: readonly string[]
  readonly seed: number
  readonly resamples: number
  readonly reference: string
  readonly parameters: unknown
  readonly summary: unknown
}

export type IndexValue = {
  readonly area_code: string
  readonly period: string
  readonly index: number
  readonly whole: number
  readonly low: number
  readonly high: number
  readonly weights_low: number
  readonly weights_high: number
  readonly rank: number
  readonly headings: unknown
}

/** The newest calculation of the platform area index. */
export async function latestRun(tx: Transaction): Promise<IndexRun | undefined> {
  const { rows } = await sql<{ id: string }>`select id from index_run order by made_at desc, id desc limit 1`.execute(
    tx,
  )
  const [newest] = rows
  return newest === undefined ? undefined : keptRuns(newest.id, () => readRun(tx, newest.id))
}

// A run never changes, and its summary holds every area's inputs: it is parsed once.
const keptRuns = keptValues<IndexRun | undefined>(8)

async function readRun(tx: Transaction, id: string): Promise<IndexRun | undefined> {
  const { rows } = await sql<IndexRun>`select * from index_run where id = ${id}::uuid`.execute(tx)
  return rows[0]
}

/** One period of a run without the parts of each value, lowest rank first: for maps, lists and histograms. */
export async function indexValues(tx: Transaction, run: string, period: string): Promise<readonly BareValue[]> {
  return keptWhilePublished(tx, keptIndexValues, `${run} ${period}`, async () => {
    const { rows } = await sql<BareValue>`
      select area_code, period, index, whole, low, high, weights_low, weights_high, rank from index_value
      where run = ${run}::uuid and period = ${period} order by rank, area_code`.execute(tx)
    return rows
  })
}

type BareValue = Omit<IndexValue, 'headings'>
const keptIndexValues = keptValues<readonly BareValue[]>(20)

/** One area's value in every period of a run, with all its inputs. */
export async function indexOfArea(tx: Transaction, run: string, code: string): Promise<IndexValue[]> {
  const { rows } =
    await sql<IndexValue>`select * from index_value where run = ${run}::uuid and area_code = ${code} order by period`.execute(
      tx,
    )
  return rows
}

/** Keeps a calculation for good. Returns its id. */
export async function saveRun(
  tx: Transaction,
  run: Omit<IndexRun, 'id' | 'made_at'>,
  values: readonly IndexValue[],
): Promise<string> {
  const id = newId()
  await sql`
    insert into index_run (id, made_by, area_kind, periods, seed, resamples, reference, parameters, summary, collection)
    values (${id}, current_setting('app.actor')::uuid, 'lsoa21', ${[...run.periods]}, ${run.seed}, ${run.resamples}, ${run.reference},
      ${JSON.stringify(run.parameters)}::jsonb, ${JSON.stringify(run.summary)}::jsonb, ${openAreas}::uuid)`.execute(tx)
  await sql`
    insert into index_value (run, area_code, period, index, whole, low, high, weights_low, weights_high, rank, headings, collection)
    select ${id}::uuid, r.*, ${openAreas}::uuid
    from jsonb_to_recordset(${JSON.stringify(values)}::jsonb) as r(area_code text, period text, index float8, whole smallint, low float8,
      high float8, weights_low float8, weights_high float8, rank integer, headings jsonb)`.execute(tx)
  await record(tx, { action: 'write', kind: 'area index', subject: id, detail: { areas: values.length } })
  return id
}

export type RunSummary = {
  readonly mean: number
  readonly errorStatedFor: number
  readonly inputs: readonly {
    readonly key: string
    readonly heading: string
    readonly weight: number
    readonly reliability: number
    readonly errorStated: boolean
    readonly median: number
    /** A count divided by residents: its values are rates for one resident. */
    readonly counted: boolean
    readonly values: readonly number[]
  }[]
  readonly missing: readonly string[]
  /** Areas whose rates for one resident mislead, by code. */
  readonly misleading: readonly string[]
  /** What moved between the first and the last year, and how much of that noise alone would do; absent with one year. */
  readonly changes?: Changes
}

export type Changes = {
  readonly from: string
  readonly to: string
  readonly rise: number
  /** Rises that noise alone gives in such a pair of years, with the range that holds nine pairs in ten. */
  readonly expected: number
  readonly low: number
  readonly high: number
  readonly areas: readonly {
    readonly code: string
    readonly whole: number
    readonly chanceByNoise: number
    readonly rangesMeet: boolean | undefined
  }[]
}

export function summaryOf(run: IndexRun): RunSummary {
  return run.summary as RunSummary
}
