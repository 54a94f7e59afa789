import { smallAreas, vintageLinks } from '#modules/areas'
import { content } from '#modules/model'
import type { Transaction } from '#platform/database'
import type { ReadContext } from '#platform/files'
import type { ImportKind } from '#platform/imports'
import { makeCube } from './cube-rules.ts'
import { endedAreas } from './place-rules.ts'
import type { StoredSource } from './sources.ts'
import { countsForCube, replaceCube } from './store/cube.ts'
import { edgeMonths } from './store/trends.ts'
import { withoutParts } from './trends-rules.ts'

/**
 * An import of partners' data that makes the published cube again, in the transaction that publishes a batch or takes it
 * out. So the cube never speaks of records that are gone, and nobody has to remember it.
 */
export function withCube<Row, Context extends ReadContext>(
  kind: ImportKind<Row, Context>,
  source: StoredSource,
): ImportKind<Row, Context> {
  return {
    ...kind,
    finish: async (tx, batch, context) => {
      const notes = (await kind.finish?.(tx, batch, context)) ?? []
      await remakeCube(tx, source)
      return notes
    },
    undo: async (tx, batch) => {
      const removed = await kind.undo(tx, batch)
      await remakeCube(tx, source)
      return removed
    },
  }
}

/** Makes the cube of a source from its counts. For whoever may write its records, with the purpose of an import. */
async function remakeCube(tx: Transaction, source: StoredSource): Promise<void> {
  const rows = await countsForCube(tx, source)
  const onFile = new Set(rows.map(({ month }) => month))
  const months = withoutParts([...onFile], await edgeMonths(tx, source))
  const districts = new Map((await smallAreas(tx)).map(({ code, district }) => [code, district ?? '']))
  const ended = endedAreas(await vintageLinks(tx))
  const model = new Set((await content(tx, 'kinds')).map(({ id }) => id))
  const districtOf = (area: string): string => {
    const found = new Set((ended.get(area) ?? [area]).map(code => districts.get(code) ?? ''))
    const [only] = found
    return found.size === 1 && only !== undefined ? only : ''
  }
  await replaceCube(
    tx,
    source,
    makeCube(rows, months, districtOf, kind => model.has(kind)),
  )
}
