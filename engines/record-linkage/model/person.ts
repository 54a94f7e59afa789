import { candidateRules } from './person-rules.ts'
import type { BlockingRule, Comparison, FieldKind, Guard, Level, LinkModel, Test } from './types.ts'

type PersonField = { readonly kind: FieldKind; readonly compare?: (field: string) => Comparison }

const exact = (field: string): Test => ({ test: 'exact', field })
const alike = (field: string, atLeast: number): Level => ({
  label: `alike (${atLeast} or more)`,
  when: { test: 'jaro-winkler', field, atLeast },
})
const edits = (field: string, atMost: number): Level => ({
  label: atMost === 1 ? 'one letter apart' : `up to ${atMost} letters apart`,
  when: { test: 'damerau-levenshtein', field, atMost },
})
const same = (label: string, part: string): Level => ({ label, when: { test: 'same', part } })
const exactly = (field: string): Level => ({ label: 'the same', when: exact(field), frequency: { field, weight: 1 } })
const ofField = (field: string, levels: readonly Level[]): Comparison => ({ name: field, fields: [field], levels })

const REVERSED: Level = {
  label: 'first name and surname exchanged',
  when: { test: 'reversed', fields: ['first_name', 'surname'] },
}

const name = (field: string): Comparison => ofField(field, [exactly(field), alike(field, 0.92), alike(field, 0.8)])
const words = (field: string): Comparison => ofField(field, [exactly(field), alike(field, 0.9), alike(field, 0.75)])
const plain = (field: string): Comparison => ofField(field, [exactly(field)])
const identifier = (field: string): Comparison =>
  ofField(field, [{ label: 'the same', when: exact(field) }, edits(field, 1), edits(field, 2)])

const firstName = (field: string): Comparison =>
  ofField(field, [
    exactly(field),
    alike(field, 0.92),
    same('forms of one name', `${field}:families`),
    alike(field, 0.8),
    { label: 'an initial only', when: { test: 'initial', field } },
  ])

const birth = (field: string): Comparison =>
  ofField(field, [
    exactly(field),
    { label: 'day and month exchanged', when: { test: 'date-swapped', field } },
    { label: 'one digit apart', when: { test: 'date-digit', field } },
    { label: 'within a month', when: { test: 'days-within', field, days: 31 } },
    same('the same year', `${field}:year`),
    { label: 'within ten years', when: { test: 'days-within', field, days: 3653 } },
  ])

const postcode = (field: string): Comparison =>
  ofField(field, [
    exactly(field),
    same('the same sector', `${field}:sector`),
    edits(field, 1),
    same('the same district', `${field}:district`),
    same('the same area', `${field}:area`),
  ])

const aliases = (field: string): Comparison =>
  ofField(field, [
    { label: 'an alias in common', when: { test: 'same', part: `${field}:items` } },
    { label: 'an alias alike', when: { test: 'items-alike', field, atLeast: 0.92 } },
  ])

/** Every field of the built-in person model, in the order in which its comparisons are shown. */
const PERSON_FIELDS: Readonly<Record<string, PersonField>> = {
  first_name: { kind: 'name', compare: firstName },
  middle_name: { kind: 'name', compare: name },
  surname: { kind: 'name', compare: name },
  full_name: { kind: 'name' },
  aliases: { kind: 'list', compare: aliases },
  dob: { kind: 'date', compare: birth },
  postcode: { kind: 'postcode', compare: postcode },
  house: { kind: 'text', compare: words },
  address: { kind: 'text', compare: words },
  address_2: { kind: 'text', compare: words },
  town: { kind: 'text', compare: words },
  county: { kind: 'text', compare: plain },
  gender: { kind: 'text', compare: plain },
  occupation: { kind: 'text', compare: plain },
  email: { kind: 'text', compare: words },
  phone: { kind: 'code', compare: identifier },
  nhs_number: { kind: 'nhs', compare: identifier },
  upn: { kind: 'upn', compare: identifier },
  pnc: { kind: 'pnc', compare: identifier },
  identifier: { kind: 'code', compare: identifier },
}

/** The names of the fields that the built-in person model knows. */
export const personFields = (): string[] => Object.keys(PERSON_FIELDS)

/**
 * The built-in person model for the fields that are there. Nothing in it is fitted to a data set: the levels follow the
 * ways in which a person's details are commonly miswritten, and the weights are learned from the records. Throws for a
 * field it does not know, and when fewer than two fields can be compared.
 */
export function personModel(fields: readonly string[]): LinkModel {
  const unknown = fields.find(field => PERSON_FIELDS[field] === undefined)
  if (unknown !== undefined)
    throw new Error(`the person model has no field ${unknown}: use ${personFields().join(', ')}`)
  const present = personFields().filter(field => fields.includes(field))
  const comparisons = present.flatMap(field => PERSON_FIELDS[field].compare?.(field) ?? [])
  if (comparisons.length < 2) throw new Error('the person model needs at least two columns that it knows')
  return {
    fields: Object.fromEntries(present.map(field => [field, PERSON_FIELDS[field].kind])),
    comparisons: withExchangedNames(comparisons, present),
    blocking: candidateRules(present),
    sessions: sessionRules(present),
    certain: { rules: certainRules(present), recall: 0.7 },
    guards: twinGuard(present),
  }
}

// Exchanged names are counted once, at the first name; at the surname they say nothing more.
function withExchangedNames(comparisons: readonly Comparison[], present: readonly string[]): Comparison[] {
  if (!present.includes('first_name') || !present.includes('surname')) return [...comparisons]
  return comparisons.map(comparison => {
    const { name: field, levels } = comparison
    if (field === 'first_name') return { ...comparison, levels: [...levels.slice(0, 1), REVERSED, ...levels.slice(1)] }
    if (field !== 'surname') return comparison
    return { ...comparison, levels: [...levels.slice(0, 1), { ...REVERSED, neutral: true }, ...levels.slice(1)] }
  })
}

const having = (present: readonly string[], rules: readonly (readonly string[])[]): BlockingRule[] =>
  rules.filter(parts => parts.every(part => present.includes(part.split(':')[0]))).map(parts => ({ parts }))

const sessionRules = (present: readonly string[]): BlockingRule[] => {
  const rules = having(present, [
    ['first_name', 'surname'],
    ['dob'],
    ['postcode', 'surname'],
    ['email'],
    ['identifier'],
  ])
  return rules.slice(0, 3)
}

const certainRules = (present: readonly string[]): BlockingRule[] => {
  const rules = having(present, [
    ['first_name', 'surname', 'dob'],
    ['surname', 'dob', 'postcode'],
    ['first_name', 'dob', 'postcode'],
    ['nhs_number'],
    ['upn'],
    ['pnc'],
    ['email', 'dob'],
    ['first_name', 'surname', 'postcode'],
    ['identifier', 'dob'],
  ])
  return rules.length > 0 ? rules : having(present, [present.slice(0, 3)])
}

/**
 * Twins, and brothers and sisters entered with one date of birth: the same surname, date of birth and postcode, and
 * first names that are not forms of one name. Such a pair is never linked by its score; a person may still link it.
 * An identifier in common lifts the guard. After the rule that HMPPS person match applies (weight -5).
 */
export function twinGuard(present: readonly string[]): Guard[] {
  if (!['first_name', 'surname', 'dob', 'postcode'].every(field => present.includes(field))) return []
  const identifiers = ['nhs_number', 'upn', 'pnc', 'identifier'].filter(field => present.includes(field))
  const oneName: Test[] = [
    { test: 'jaro-winkler', field: 'first_name', atLeast: 0.8 },
    { test: 'damerau-levenshtein', field: 'first_name', atMost: 1 },
    { test: 'same', part: 'first_name:families' },
    { test: 'initial', field: 'first_name' },
  ]
  const aliased: Test[] = present.includes('aliases') ? [{ test: 'same', part: 'aliases:items' }] : []
  const when: Test = {
    test: 'all',
    of: [
      exact('surname'),
      exact('dob'),
      exact('postcode'),
      { test: 'recorded', field: 'first_name' },
      { test: 'not', of: { test: 'any', of: [...oneName, ...aliased, ...identifiers.map(exact)] } },
    ],
  }
  return [{ name: 'twins', when, atMost: -5 }]
}
