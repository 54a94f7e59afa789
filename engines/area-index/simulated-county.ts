import { normalQuantile, type Random, random, ranks, variance } from '#engines/numerics'
import type { IndexInput, Indicator, Measure } from './input.ts'

/** A made-up county whose true index is known. */
export interface Simulated {
  input: IndexInput
  /** Share of areas with a lower true score. */
  truePlace: Float64Array
  /** The same areas measured afresh, with nothing changed but sampling noise. */
  again(): IndexInput
}

const HEADINGS = ['health', 'crime', 'education', 'safeguarding']

/**
 * Areas with eight indicators, two to a heading, driven by a common need and by their own: four counts of about six
 * events, two shares of about 100 people, two survey estimates.
 */
export function simulatedCounty(areas: number, seed: number): Simulated {
  const source = random(seed)
  const need = Float64Array.from({ length: areas }, () => source.normal())
  const truths = Array.from({ length: 8 }, () => need.map(common => 0.6 * common + 0.8 * source.normal()))
  const residents = Float64Array.from({ length: areas }, () => 800 + source.integer(1500))
  const errors = Float64Array.from({ length: areas }, () => 0.2 + 0.6 * source.next())
  const observe = (): IndexInput => ({
    areas,
    headings: HEADINGS.map(key => ({ key })),
    indicators: truths.map((truth, i) => indicatorOf(i, observed(i, truth, residents, errors, source))),
    reference: { name: 'made-up county' },
  })
  return { input: observe(), truePlace: truePlaces(truths), again: observe }
}

const indicatorOf = (i: number, measure: Measure): Indicator => ({
  key: `indicator ${i}`,
  heading: HEADINGS[i % 4],
  direction: 'more is riskier',
  lineage: [`source-${i}`],
  measure,
})

function observed(
  i: number,
  truth: Float64Array,
  residents: Float64Array,
  errors: Float64Array,
  source: Random,
): Measure {
  if (i % 4 === 3) {
    const values = truth.map((value, area) => value + errors[area] * source.normal())
    return { kind: 'estimate', values, standardErrors: errors }
  }
  if (i % 4 === 2) {
    const trials = residents.map(people => Math.round(people / 15))
    const successes = truth.map((value, area) => source.binomial(trials[area], 1 / (1 + Math.exp(1.5 - 0.6 * value))))
    return { kind: 'proportion', successes, trials }
  }
  const counts = truth.map((value, area) => source.poisson(0.005 * residents[area] * Math.exp(0.6 * value)))
  return { kind: 'count', counts, denominators: residents }
}

/** The model applied to the truth itself: normal scores of true ranks, headings at equal spread, places of their sum. */
function truePlaces(truths: Float64Array[]): Float64Array {
  const areas = truths[0].length
  const scores = truths.map(truth => ranks(truth).map(rank => normalQuantile((rank - 0.5) / areas)))
  const total = new Float64Array(areas)
  HEADINGS.forEach((_, h) => {
    const heading = scores[h].map((score, area) => (score + scores[h + 4][area]) / 2)
    const spread = Math.sqrt(variance(heading))
    heading.forEach((score, area) => {
      total[area] += score / spread
    })
  })
  return ranks(total).map(rank => (rank - 0.5) / areas)
}
