// The indicators that the invented county has for every small area. Their ids, headings and units are those of the content
// pack (areas/indicators.csv), so that the area index finds them; their levels are invented.

import type { Heading } from './needs.ts'
import type { AgeBand } from './residents.ts'

type Common = {
  readonly id: string
  readonly words: string
  readonly heading: Heading
}

/** A share of a population: of `denominator` people, so many; shown per `scale`. */
export type Share = Common & {
  readonly form: 'share'
  readonly of: readonly AgeBand[] | 'all'
  readonly scale: number
  /** The share where need is average. */
  readonly typical: number
  /** How much one standard deviation of need adds to the log odds. */
  readonly slope: number
}

/** A number without a population: typical x e^(slope x need), or need itself when `typical` is 0, plus noise. */
export type Score = Common & {
  readonly form: 'score'
  readonly typical: number
  readonly slope: number
  readonly noise: number
}

/** Incidents of the example's own record, a year, per 1,000 residents. */
export type Counted = Common & { readonly form: 'counted'; readonly categories: readonly string[] }

export type IndicatorPlan = Share | Score | Counted

const pupils: readonly AgeBand[] = ['5-9', '10-15']
const children: readonly AgeBand[] = ['0-4', '5-9', '10-15', '16-17']
const workingAge: readonly AgeBand[] = ['18-24', '25-44', '45-64']

const share = (
  id: string,
  words: string,
  heading: Heading,
  [of, scale, typical, slope]: readonly [Share['of'], number, number, number],
): Share => ({ form: 'share', id, words, heading, of, scale, typical, slope })

const score = (
  id: string,
  words: string,
  heading: Heading,
  [typical, slope, noise]: readonly [number, number, number],
): Score => ({
  form: 'score',
  id,
  words,
  heading,
  typical,
  slope,
  noise,
})

const counted = (id: string, words: string, categories: readonly string[]): Counted => ({
  form: 'counted',
  id,
  words,
  heading: 'cf.crime',
  categories,
})

export const indicatorPlans: readonly IndicatorPlan[] = [
  share('ind.income', 'People in low-income households', 'cf.health', ['all', 1, 0.13, 0.6]),
  share('ind.work', 'Working-age people kept out of work', 'cf.health', [workingAge, 1, 0.08, 0.55]),
  share('ind.free_meals', 'Pupils with free school meals', 'cf.health', [pupils, 100, 0.2, 0.6]),
  score('ind.education', 'Education and skills', 'cf.edu', [18, 0.6, 0.12]),
  share('ind.absence_persistent', 'Pupils who miss a tenth or more of school', 'cf.edu', [pupils, 100, 0.18, 0.45]),
  share('ind.exclusion', 'Suspensions and exclusions', 'cf.edu', [pupils, 1000, 0.06, 0.6]),
  score('ind.emergency', 'Emergency hospital illness', 'cf.safe', [100, 0.2, 0.06]),
  score('ind.mental_health', 'Mental health need', 'cf.safe', [0, 0.8, 0.3]),
  share('ind.safe_domestic', 'Children assessed where there is domestic abuse', 'cf.safe', [
    children,
    10_000,
    0.012,
    0.6,
  ]),
  share('ind.safe_mental', 'Children assessed where a parent is unwell in mind', 'cf.safe', [
    children,
    10_000,
    0.014,
    0.5,
  ]),
  share('ind.safe_substance', 'Children assessed where a parent uses alcohol or drugs harmfully', 'cf.safe', [
    children,
    10_000,
    0.009,
    0.6,
  ]),
  share('ind.safe_behaviour', 'Children assessed for behaviour or another concern', 'cf.safe', [
    children,
    10_000,
    0.016,
    0.5,
  ]),
  counted('ind.asb', 'Anti-social behaviour', ['Anti-social behaviour']),
  counted('ind.drugs', 'Drug offences', ['Drug supply found']),
  counted('ind.violence', 'Violence and sexual offences', [
    'Threats in person',
    'Threats online',
    'Assault without injury',
    'Assault with injury',
    'Assault with a knife or sharp object',
    'Life-threatening assault',
    'Homicide',
    'Domestic abuse',
    'Sexual offence',
  ]),
  counted('ind.domestic', 'Domestic abuse incidents', ['Domestic abuse']),
  counted('ind.weapons', 'Weapon carrying found', ['Weapon found']),
  counted('ind.robbery', 'Robbery', ['Robbery']),
  counted('ind.public_order', 'Threatening or disorderly conduct', ['Disorder in public']),
  counted('ind.damage', 'Criminal damage and arson', ['Criminal damage or arson']),
]
