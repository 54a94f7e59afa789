import {
  type Guard,
  type LevelChances,
  type LinkModel,
  personModel,
  type Test,
  type TrainedModel,
  type WrittenRecord,
  weightOf,
} from '#engines/record-linkage'
import type { Scheme } from './identifiers.ts'
import type { BornPrecision } from './names.ts'

/** What the matcher reads of a record: never a sealed one, nor one of another world than help. */
export type SourceRecord = {
  readonly id: string
  readonly agency: string
  readonly given_name: string
  readonly family_name: string
  readonly other_names: readonly string[]
  readonly born: string | null
  readonly born_precision: BornPrecision
  readonly sex: string
  /** The latest postcode of an ordinary address; empty where there is none. */
  readonly postcode: string
  readonly numbers: Readonly<Partial<Record<Scheme, string>>>
  /** When it was last changed, as the database writes it. */
  readonly changed: string
}

export const linkedFields = [
  'first_name',
  'surname',
  'full_name',
  'aliases',
  'dob',
  'postcode',
  'gender',
  'nhs_number',
  'upn',
  'pnc',
] as const

/** Two clusters come together from `join` on; what is together stays down to `fracture`. A wrong merge can harm a child: 0.99, not 0.95. */
export const linkRules = { join: weightOf(0.99), fracture: weightOf(0.5) } as const
/** Below this weight a pair is not worth a look; inside a cluster it counts as this much against. */
export const leastWeight = -6

const numberFields = ['nhs_number', 'upn', 'pnc']

/**
 * Chances by judgement, not learned: a partnership begins with too few records to learn from. m is how often two records of one
 * person agree so, u how often two of different people do. A number that differs speaks strongly against: brothers and
 * sisters who start school together have neighbouring pupil numbers, so "one digit apart" is no agreement here.
 */
const chances: Readonly<Record<string, LevelChances>> = {
  first_name: {
    m: [0.7, 0.015, 0.07, 0.08, 0.05, 0.01, 0.075],
    u: [0.006, 0.00002, 0.001, 0.0015, 0.003, 0.02, 0.9685],
  },
  surname: { m: [0.8, 0.01, 0.07, 0.04, 0.08], u: [0.012, 0.00002, 0.003, 0.004, 0.981] },
  aliases: { m: [0.35, 0.05, 0.6], u: [0.005, 0.001, 0.994] },
  dob: { m: [0.9, 0.015, 0.045, 0.01, 0.02, 0.008, 0.002], u: [0.00015, 0.00005, 0.003, 0.005, 0.04, 0.45, 0.5018] },
  postcode: { m: [0.7, 0.05, 0.03, 0.07, 0.13, 0.02], u: [0.002, 0.003, 0.002, 0.02, 0.95, 0.023] },
  gender: { m: [0.97, 0.03], u: [0.5, 0.5] },
  nhs_number: { m: [0.975, 0.025], u: [0.000001, 0.999999] },
  upn: { m: [0.93, 0.07], u: [0.000001, 0.999999] },
  pnc: { m: [0.97, 0.03], u: [0.000001, 0.999999] },
}

/** Rules that find too many at once in a whole county are left to the command line. */
const tooWide = new Set(['surname', 'postcode', 'dob', 'full_name:sorted-words', 'surname:soundex,dob:year'])

/** Brothers and sisters: one family name and sector of a postcode, first names that are not one name, and other days of birth. */
function siblingsGuard(): Guard {
  const same: Test[] = [
    { test: 'jaro-winkler', field: 'first_name', atLeast: 0.8 },
    { test: 'damerau-levenshtein', field: 'first_name', atMost: 1 },
    { test: 'same', part: 'first_name:families' },
    { test: 'initial', field: 'first_name' },
    { test: 'same', part: 'aliases:items' },
    { test: 'reversed', fields: ['first_name', 'surname'] },
    { test: 'exact', field: 'dob' },
    { test: 'date-swapped', field: 'dob' },
    { test: 'date-digit', field: 'dob' },
    ...numberFields.map((field): Test => ({ test: 'exact', field })),
  ]
  const home: Test[] = [
    { test: 'recorded', field: 'first_name' },
    { test: 'recorded', field: 'dob' },
    { test: 'jaro-winkler', field: 'surname', atLeast: 0.9 },
    { test: 'same', part: 'postcode:sector' },
  ]
  return {
    name: 'siblings',
    atMost: -5,
    when: { test: 'all', of: [...home, { test: 'not', of: { test: 'any', of: same } }] },
  }
}

function linkModel(): LinkModel {
  const usual = personModel(linkedFields)
  const comparisons = usual.comparisons.map(it =>
    numberFields.includes(it.name) ? { ...it, levels: it.levels.slice(0, 1) } : it,
  )
  const blocking = usual.blocking.filter(({ parts }) => !tooWide.has(parts.join(',')))
  return { ...usual, comparisons, blocking, guards: [...usual.guards, siblingsGuard()] }
}

/** About four in ten records have another of the same person; the fewer there are, the more careful. */
const pairsPerRecord = 0.4
const leastRecords = 1_000

/** The model for an index of so many records: the chance that any two are of one person falls as there are more. */
export function linkageModel(records: number): TrainedModel {
  const model = linkModel()
  const prior = (2 * pairsPerRecord) / Math.max(records, leastRecords)
  return {
    model,
    prior,
    chances: model.comparisons.map(({ name }) => {
      const given = chances[name]
      if (given === undefined) throw new Error(`the comparison ${name} has no chances`)
      return given
    }),
  }
}

/** A record as the engine reads it. A date that is not whole is not compared; a sex that is not known neither. */
export function writtenOf(it: Omit<SourceRecord, 'id' | 'agency' | 'changed'>): WrittenRecord {
  return {
    first_name: it.given_name,
    surname: it.family_name,
    full_name: `${it.given_name} ${it.family_name}`.trim(),
    aliases: it.other_names.map(name => firstWord(name)).join(';'),
    dob: it.born_precision === 'day' ? it.born : '',
    postcode: it.postcode,
    gender: it.sex === 'female' ? 'F' : it.sex === 'male' ? 'M' : '',
    nhs_number: it.numbers.nhs ?? '',
    upn: it.numbers.upn ?? '',
    pnc: it.numbers.pnc ?? '',
  }
}

// Other names are mostly another given name, with the same family name or without.
const firstWord = (name: string): string => name.split(' ')[0] ?? ''
