import type { Row } from '#modules/model'
import type { HeadingPart } from './index/run.ts'
import type { IndexValue, RunSummary } from './store/index-runs.ts'

export type CatalogueRow = Row<'indicators'>

export type ProfileInput = {
  readonly key: string
  readonly name: string
  readonly unit: string
  readonly value: number | null
  readonly shrunk: number | null
  readonly median: number
  readonly weight: number
  readonly period: string
  readonly all: readonly number[]
  readonly highIsWorse: boolean
  readonly source: string
  readonly reliability: string
}

export type ProfileHeading = {
  readonly key: string
  readonly name: string
  readonly whole: number
  readonly position: number | null
  readonly coverage: number
  readonly inputs: readonly ProfileInput[]
}

/** The parts of one area's newest index as the page shows them, with every other area's value beside each. */
export function headingsOf(
  now: IndexValue,
  summary: RunSummary,
  catalogue: readonly CatalogueRow[],
  headings: readonly Row<'headings'>[],
  periods: Readonly<Record<string, string>>,
): ProfileHeading[] {
  return partsOf(now).map(part => ({
    key: part.key,
    name: headings.find(({ id }) => id === part.key)?.name ?? part.key,
    whole: part.whole,
    position: part.position,
    coverage: part.coverage,
    inputs: part.inputs.map(input => profileInput(input, summary, catalogue, periods[input.key] ?? '')),
  }))
}

function profileInput(
  input: HeadingPart['inputs'][number],
  summary: RunSummary,
  catalogue: readonly CatalogueRow[],
  period: string,
): ProfileInput {
  const row = catalogue.find(({ id }) => id === input.key)
  const whole = summary.inputs.find(({ key }) => key === input.key)
  const { scale, unit } = shownIn(row, whole?.counted === true)
  const scaled = (value: number | null): number | null => (value === null ? null : value * scale)
  return {
    key: input.key,
    name: row?.plain_name ?? input.key,
    unit,
    value: scaled(input.value),
    shrunk: scaled(input.shrunk),
    median: input.median * scale,
    weight: input.weight,
    period,
    all: (whole?.values ?? []).map(value => value * scale),
    highIsWorse: row?.direction !== 'low_is_worse',
    source: row?.dataset ?? '',
    reliability: reliabilityWords(whole),
  }
}

export function partsOf(value: IndexValue): readonly HeadingPart[] {
  return value.headings as readonly HeadingPart[]
}

function reliabilityWords(whole: RunSummary['inputs'][number] | undefined): string {
  if (whole === undefined || !whole.errorStated) return 'its error is not published'
  return whole.reliability >= 0.8
    ? 'good'
    : whole.reliability >= 0.5
      ? 'fair: small numbers move it'
      : 'weak: mostly small numbers'
}

// The engine keeps a rate per resident and a share of 1; people read rates per 1,000 and per cent.
function shownIn(row: CatalogueRow | undefined, counted: boolean): { scale: number; unit: string } {
  if (counted) return { scale: 1_000, unit: 'per 1,000 residents a year' }
  if (row?.measure === 'proportion') return { scale: 100, unit: '%' }
  return { scale: 1, unit: row?.unit ?? '' }
}

/** What the page says where the engine found that residents are the wrong people to divide by. */
export function denominatorWarning(summary: RunSummary, code: string): string | undefined {
  if (!summary.misleading.includes(code)) return undefined
  return 'Rates for each resident are far above the middle here, as in a town centre where many more people come than live. Read the counts, and compare with other centres.'
}
