import { type Answer, type Page, type Visit, view } from '#platform/module'
import { type CommitmentShown, commitmentsShown, measuresShown } from '../board.ts'
import { strategyGrid } from '../drawing.ts'
import { boardFinding, evidenceKinds, lateWords, standingWords } from '../rules/commitments.ts'
import { smallest } from '../rules/measures.ts'
import { pillars } from '../store/commitments.ts'
import { measureRow, measuresByOutcome } from './measures.ts'
import { purpose, readers, todayOf } from './shared.ts'

export const boardPages: readonly Page[] = [{ purpose, roles: readers, method: 'get', path: '/board', handle: board }]

/** What was promised, what moved and what is late. It counts, and never names: nothing here leads to a record of a person. */
async function board(visit: Visit): Promise<Answer> {
  const all = await commitmentsShown(visit.tx, visit.now)
  const measures = await measuresShown(visit.tx)
  const moved = measures.filter(({ sinceLast }) => sinceLast?.direction === 'up' || sinceLast?.direction === 'down')
  return view('strategy/views/board.njk', {
    title: 'The board',
    grid:
      all.length === 0
        ? undefined
        : strategyGrid({
            commitments: all,
            pillars: await pillars(visit.tx),
            finding: boardFinding(all, todayOf(visit)),
          }),
    late: all.filter(({ late }) => late).map(lateRow),
    unproved: all.filter(({ unproved }) => unproved).map(({ id, text }) => ({ id, text })),
    evidenced: all.filter(({ evidence }) => evidence.length > 0).map(evidencedRow),
    moved: moved.map(measureRow),
    sections: await measuresByOutcome(visit, measures),
    smallest,
  })
}

const lateRow = (it: CommitmentShown) => ({
  id: it.id,
  text: it.text,
  late: lateWords(it),
  standing: standingWords[it.standing],
  owners: it.ownerNames.join(', ') || it.owners_as_printed || 'Nobody is named',
})

function evidencedRow({ id, text, evidence, standing }: CommitmentShown) {
  const kinds = Object.entries(evidenceKinds).flatMap(([kind, words]) => {
    const n = evidence.filter(it => it.kind === kind).length
    return n === 0 ? [] : [{ words, n }]
  })
  return { id, text, standing: standingWords[standing], kinds, total: evidence.length }
}
