import { type AreaIndex, areaIndex, type IndexInput, type Indicator, type Measure } from '#engines/area-index'

// Words for tests: indexes small enough to work out by hand.

export const indicator = (
  key: string,
  heading: string,
  measure: Measure,
  more: Partial<Indicator> = {},
): Indicator => ({
  key,
  heading,
  direction: 'more is riskier',
  lineage: [key],
  measure,
  ...more,
})

export const estimate = (values: number[]): Measure => ({ kind: 'estimate', values })

export function inputOf(indicators: Indicator[], more: Partial<IndexInput> = {}): IndexInput {
  const measure = indicators[0].measure
  const areas = measure.kind === 'estimate' ? measure.values.length : 0
  const headings = [...new Set(indicators.map(({ heading }) => heading))].map(key => ({ key }))
  return { areas, headings, indicators, reference: { name: 'ten areas' }, ...more }
}

export const scored = (input: IndexInput): Promise<AreaIndex> => areaIndex(input, { seed: 1, resamples: 0 })
export const oneToTen = Array.from({ length: 10 }, (_, i) => i + 1)
