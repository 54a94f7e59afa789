import { random } from '#engines/numerics'
import { type Column, columnOf } from '../columns/column.ts'
import type { LinkModel, Test } from '../model/types.ts'

// A small made-up register with a known truth, for tests. Names are built from syllables, so that no list is copied.

const STARTS = ['al', 'ber', 'ca', 'do', 'el', 'fa', 'gre', 'ha', 'jo', 'ka', 'li', 'mar', 'ni', 'ol', 'pa', 'ro']
const ENDS = [
  'bert',
  'da',
  'een',
  'fin',
  'gar',
  'la',
  'mond',
  'na',
  'nor',
  'rick',
  'ron',
  'ryn',
  'sel',
  'ton',
  'vin',
  'wyn',
]
const FIELDS = ['first_name', 'surname', 'dob', 'postcode'] as const

/** Columns of made-up people, and the person of every record. */
export type MadeUpRegister = { readonly columns: readonly Column[]; readonly truth: Uint32Array }

/** `people` people with one to three records each; later records have a misspelling or a gap in about one field of eight. */
export function madeUpRegister(people: number, seed: number): MadeUpRegister {
  const source = random(seed)
  const pick = (list: readonly string[]): string => list[source.integer(list.length)]
  const rows: string[][] = []
  const truth: number[] = []
  for (let person = 0; person < people; person++) {
    const surname = pick(STARTS) + pick(ENDS) + pick(ENDS)
    const dob = `${1930 + source.integer(90)}-${two(1 + source.integer(12))}-${two(1 + source.integer(28))}`
    const postcode = `CV${1 + source.integer(47)} ${source.integer(10)}${'ABDEFG'[source.integer(6)]}${'HJLNPQ'[source.integer(6)]}`
    const own = [pick(STARTS) + pick(ENDS), surname, dob, postcode]
    const copies = 1 + source.integer(3)
    for (let copy = 0; copy < copies; copy++) {
      truth.push(person)
      rows.push(copy === 0 ? own : own.map(value => miswritten(value, source.next(), source.next())))
    }
  }
  return {
    columns: FIELDS.map((field, f) =>
      columnOf(
        field,
        rows.map(row => row[f]),
      ),
    ),
    truth: Uint32Array.from(truth),
  }
}

function miswritten(value: string, chance: number, where: number): string {
  if (chance > 0.12) return value
  if (chance < 0.03) return ''
  const at = Math.floor(where * (value.length - 1))
  return value.slice(0, at) + value.slice(at + 1, at + 2) + value.slice(at, at + 1) + value.slice(at + 2)
}

const two = (n: number): string => String(n).padStart(2, '0')

const exact = (field: string): Test => ({ test: 'exact', field })

/** A small model for the made-up register. */
export const madeUpModel = (): LinkModel => ({
  fields: { first_name: 'name', surname: 'name', dob: 'date', postcode: 'postcode' },
  comparisons: [
    name('first_name'),
    name('surname'),
    {
      name: 'dob',
      fields: ['dob'],
      levels: [
        { label: 'the same', when: exact('dob') },
        { label: 'one digit apart', when: { test: 'date-digit', field: 'dob' } },
      ],
    },
    {
      name: 'postcode',
      fields: ['postcode'],
      levels: [
        { label: 'the same', when: exact('postcode') },
        { label: 'the same sector', when: { test: 'same', part: 'postcode:sector' } },
      ],
    },
  ],
  blocking: [{ parts: ['first_name', 'surname'] }, { parts: ['dob'] }, { parts: ['postcode', 'surname:initial'] }],
  sessions: [{ parts: ['first_name', 'surname'] }, { parts: ['dob'] }],
  certain: { rules: [{ parts: ['first_name', 'surname', 'dob'] }], recall: 0.6 },
  guards: [],
})

const name = (field: string): LinkModel['comparisons'][number] => ({
  name: field,
  fields: [field],
  levels: [
    { label: 'the same', when: exact(field), frequency: { field, weight: 1 } },
    { label: 'alike', when: { test: 'jaro-winkler', field, atLeast: 0.88 } },
  ],
})
