import type { Comparison, LinkModel } from '../model/types.ts'

// The settings of bench/peers/record-linkage/splink_dedupe.py in our words, rule for rule and level for level.

const name = (field: string): Comparison => ({
  name: field,
  fields: [field],
  levels: [
    { label: 'the same', when: { test: 'exact', field }, frequency: { field, weight: 1 } },
    ...[0.92, 0.88, 0.7].map(atLeast => ({
      label: `alike ${atLeast}`,
      when: { test: 'jaro-winkler', field, atLeast } as const,
    })),
  ],
})

const same = (field: string, weight: number): Comparison => ({
  name: field,
  fields: [field],
  levels: [{ label: 'the same', when: { test: 'exact', field }, frequency: { field, weight } }],
})

/** The model of the paired benchmark. Fields are folded to lower case; the register's names need no more. */
export const peerModel = (): LinkModel => ({
  fields: { first_name: 'text', surname: 'text', dob: 'date', postcode: 'postcode', city: 'text', gender: 'text' },
  comparisons: [
    name('first_name'),
    name('surname'),
    {
      name: 'dob',
      fields: ['dob'],
      levels: [
        { label: 'the same', when: { test: 'exact', field: 'dob' } },
        { label: 'one letter apart', when: { test: 'levenshtein', field: 'dob', atMost: 1 } },
        ...[30, 365, 3652].map(days => ({
          label: `within ${days} days`,
          when: { test: 'days-within', field: 'dob', days } as const,
        })),
      ],
    },
    {
      name: 'postcode',
      fields: ['postcode'],
      levels: [
        { label: 'the same', when: { test: 'exact', field: 'postcode' } },
        ...['sector', 'district', 'area'].map(part => ({
          label: part,
          when: { test: 'same', part: `postcode:${part}` } as const,
        })),
      ],
    },
    same('city', 1),
    same('gender', 0),
  ],
  blocking: [
    { parts: ['first_name', 'surname'] },
    { parts: ['surname', 'dob'] },
    { parts: ['first_name', 'dob'] },
    { parts: ['dob', 'postcode'] },
    { parts: ['surname', 'postcode'] },
    { parts: ['first_name', 'postcode'] },
    { parts: ['dob', 'city'] },
    { parts: ['surname', 'city', 'dob:year'] },
  ],
  sessions: [{ parts: ['first_name', 'surname'] }, { parts: ['dob'] }],
  certain: {
    rules: [{ parts: ['first_name', 'surname', 'dob'] }, { parts: ['surname', 'dob', 'postcode'] }],
    recall: 0.7,
  },
  guards: [],
})
