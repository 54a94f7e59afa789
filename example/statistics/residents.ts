// Who lives where, and how many come in for the day or the evening. Invented, to the pattern of small areas in England.
import type { Random } from '#engines/numerics'
import type { SmallArea } from '../geography/build.ts'
import type { Setting } from '../geography/sites.ts'

export const ageBands = ['0-4', '5-9', '10-15', '16-17', '18-24', '25-44', '45-64', '65+'] as const
export type AgeBand = (typeof ageBands)[number]

export type Residents = {
  /** Whole numbers that add up to `all`. */
  readonly byAge: Readonly<Record<AgeBand, number>>
  readonly all: number
  /** People present on an average day who live elsewhere: shoppers, workers, people on a night out. */
  readonly visitors: number
}

/** Average shares of the age bands, in their order. */
const shares: Readonly<Record<Setting, readonly number[]>> = {
  'town centre': [0.04, 0.03, 0.035, 0.015, 0.16, 0.4, 0.2, 0.12],
  town: [0.06, 0.062, 0.076, 0.025, 0.085, 0.28, 0.252, 0.16],
  countryside: [0.046, 0.051, 0.069, 0.024, 0.06, 0.21, 0.3, 0.24],
}

const typical: Readonly<Record<Setting, { readonly residents: number; readonly visitors: number }>> = {
  'town centre': { residents: 1050, visitors: 6500 },
  town: { residents: 1600, visitors: 250 },
  countryside: { residents: 1550, visitors: 120 },
}

/** Draws the residents of one area: age shares vary between areas by a Dirichlet draw around the setting's own. */
export function drawResidents({ setting }: SmallArea, random: Random): Residents {
  const { residents, visitors } = typical[setting]
  const size = residents * Math.exp(0.13 * random.normal())
  const weights = shares[setting].map(share => random.gamma(share * 220, 1))
  const whole = weights.reduce((sum, weight) => sum + weight, 0)
  const counts = weights.map(weight => Math.round((size * weight) / whole))
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = counts
  return {
    byAge: { '0-4': a, '5-9': b, '10-15': c, '16-17': d, '18-24': e, '25-44': f, '45-64': g, '65+': h },
    all: counts.reduce((sum, count) => sum + count, 0),
    visitors: Math.round(visitors * Math.exp(0.35 * random.normal())),
  }
}
