/**
 * What the English Indices of Deprivation 2025 are made of, so that an indicator taken from inside them is not counted
 * beside them. Domains and the sources named here follow the publisher's technical report; the source names are a
 * platform mapping, coarse on purpose: two figures that share a name here describe the same events or the same people.
 */
export const INDICES_OF_DEPRIVATION_2025: ReadonlyMap<string, readonly string[]> = new Map([
  [
    'iod2025',
    [
      'iod2025.income',
      'iod2025.employment',
      'iod2025.education',
      'iod2025.health',
      'iod2025.crime',
      'iod2025.barriers',
      'iod2025.environment',
    ],
  ],
  ['iod2025.income', ['benefits.low-income', 'iod2025.children-in-low-income']],
  ['iod2025.children-in-low-income', ['benefits.low-income']],
  ['iod2025.employment', ['benefits.out-of-work']],
  ['iod2025.education', ['school.attainment', 'school.absence', 'school.higher-education', 'adult-skills']],
  ['iod2025.health', ['early-death', 'illness-and-disability', 'emergency-admissions', 'mental-health']],
  [
    'iod2025.crime',
    [
      'police-recorded.violence',
      'police-recorded.stalking-and-harassment',
      'police-recorded.burglary',
      'police-recorded.theft',
      'police-recorded.criminal-damage',
      'police-recorded.public-order-and-weapons',
      'police-recorded.anti-social-behaviour',
    ],
  ],
  ['iod2025.barriers', ['housing.affordability', 'housing.overcrowding', 'homelessness', 'distance-to-services']],
  ['iod2025.environment', ['housing.condition', 'air-quality', 'road-casualties']],
])

/** Weights of the seven domains in the Index of Multiple Deprivation 2025, in percent as published (they sum to 99.9). */
export const IMD_2025_WEIGHTS: ReadonlyMap<string, number> = new Map([
  ['iod2025.income', 22.5],
  ['iod2025.employment', 22.5],
  ['iod2025.education', 13.5],
  ['iod2025.health', 13.5],
  ['iod2025.crime', 9.3],
  ['iod2025.barriers', 9.3],
  ['iod2025.environment', 9.3],
])
