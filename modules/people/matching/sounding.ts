// Search that forgives: other spellings, days and months changed about, names in another order.
import type { Visit } from '#platform/module'
import { nameParts } from '../rules/names.ts'
import type { Sought } from '../rules/tokens.ts'
import { type PersonRecord, peopleByIds } from '../store/records.ts'
import { askIndex } from './matcher.ts'

const leastAlike = -4
const mostAlike = 20

/**
 * The records that the present actor may read and that look like whom they look for, the most alike first. The index answers ids of
 * any record of help; the policies of the database let through those that they may read, and nothing tells how many others there were.
 */
export async function soundingLike(visit: Visit, { name, born, identifier }: Sought): Promise<PersonRecord[]> {
  const parts = nameParts(name)
  if (parts.length < 2 && (parts.length === 0 || born === undefined)) return []
  const numbers = identifier === undefined ? {} : { [identifier.scheme]: identifier.value }
  const asked = [parts, parts.toReversed()].map(([first = '', ...rest]) => ({
    given_name: first,
    family_name: rest.join(' '),
    other_names: [],
    born: born ?? null,
    born_precision: born === undefined ? ('unknown' as const) : ('day' as const),
    sex: 'not known',
    postcode: '',
    numbers,
  }))
  const ids = await askIndex(visit, index => asked.flatMap(it => index.like(it, leastAlike, mostAlike)))
  return peopleByIds(visit.tx, [...new Set(ids)].slice(0, mostAlike))
}
