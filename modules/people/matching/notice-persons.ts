// Whose record a child of a notice has: by name, date of birth and postcode, and nobody's where two people come near.
import type { Transaction } from '#platform/database'
import { linkRules, writtenOf } from '../rules/linkage.ts'
import { standingOf } from '../store/linkage.ts'
import type { UnmatchedChild } from '../store/notices.ts'
import type { LinkageIndex } from './linkage-index.ts'

/** How much weaker the next person must be: two who are nearly as like a child are none of theirs until somebody looks. */
const clear = 3

/** The person of each child who has one, by the child's id. Runs as the matcher; call it inside asMatcher. */
export async function personsOf(
  tx: Transaction,
  index: LinkageIndex,
  children: readonly UnmatchedChild[],
): Promise<Map<string, string>> {
  const like = children.map(child => ({ id: child.id, found: alike(index, child) }))
  const standing = await standingOf(tx, [...new Set(like.flatMap(({ found }) => found.map(({ id }) => id)))])
  return new Map(
    like.flatMap(({ id, found }) => {
      const person = personOf(found, standing)
      return person === undefined ? [] : [[id, person] as const]
    }),
  )
}

type Alike = { readonly id: string; readonly weight: number }

function alike(index: LinkageIndex, { given_name, family_name, born, postcode }: UnmatchedChild): Alike[] {
  const written = writtenOf({
    given_name,
    family_name,
    other_names: [],
    born,
    born_precision: born === null ? 'unknown' : 'day',
    sex: 'not known',
    postcode,
    numbers: {},
  })
  return index
    .find(written, { least: linkRules.join, most: 5 })
    .filter(({ explanation }) => explanation.guards.length === 0)
    .map(({ id, explanation }) => ({ id, weight: explanation.weight }))
}

/** The person of the best record, where no other person comes near. */
function personOf(found: readonly Alike[], standing: ReadonlyMap<string, string>): string | undefined {
  const [best] = found
  const person = best === undefined ? undefined : standing.get(best.id)
  const rival = found.find(({ id }) => standing.get(id) !== person)
  return best === undefined || (rival !== undefined && rival.weight > best.weight - clear) ? undefined : person
}
