import type { Link } from '../cluster/evidence.ts'
import { type Column, columnOf } from '../columns/column.ts'
import { createRegister, type Register, type Spare } from '../columns/register.ts'
import type { TrainedModel } from '../model/types.ts'
import { createExplainer, type Explanation } from '../predict/explain.ts'
import { createScorer } from '../predict/score.ts'
import type { Weight } from '../predict/weights.ts'
import { createBuckets } from './buckets.ts'
import { createGrowth, type WrittenRecord } from './growth.ts'

/** A record found for another, and why. */
export type Match = { readonly record: number; readonly explanation: Explanation }

/** Many records held in memory, asked about one at a time. */
export type RecordIndex = {
  readonly records: number
  /** The records most like this one, weight `least` or more, best first, at most `most`, each explained. Leaves no trace. */
  find(record: WrittenRecord, options: { least: Weight; most: number }): Match[]
  /** Adds a record; answers its number and all that was compared with it (see Evidence.set). */
  add(record: WrittenRecord): { readonly record: number; readonly links: readonly Link[] }
  /** Records and values that still fit before the index must be built again with more room. */
  room(): { readonly records: number; readonly values: number }
}

/**
 * Builds an index by the model's blocking rules: a rule without parts is refused, because it would compare everything.
 * Value frequencies stay as they were at the build.
 */
export function createRecordIndex(columns: readonly Column[], trained: TrainedModel, spare: Spare): RecordIndex {
  const { model } = trained
  if (model.blocking.some(rule => rule.parts.length === 0)) throw new Error('an index needs blocking rules with parts')
  const room = { records: spare.records + 1, values: spare.values + 1 }
  const register: Register = createRegister(withoutGaps(columns, Object.keys(model.fields)), model, { spare: room })
  const growth = createGrowth(register, model)
  const scorer = createScorer(register, trained)
  const explainer = createExplainer(register, trained)
  const buckets = model.blocking.map(rule => createBuckets(register, rule, register.records + spare.records))
  for (let record = 0; record < register.records; record++) for (const bucket of buckets) bucket.add(record)
  const seen = new Uint32Array(register.records + room.records)
  let turn = 0
  let records = register.records
  const eachCandidate = (record: number, use: (other: number) => void): void => {
    turn++
    seen[record] = turn
    for (const bucket of buckets) {
      bucket.each(record, other => {
        if (seen[other] === turn) return
        seen[other] = turn
        use(other)
      })
    }
  }
  const place = (record: WrittenRecord, lasting: boolean): number => {
    growth.write(record, records, lasting)
    scorer.forget()
    explainer.forget()
    return records
  }
  return {
    get records() {
      return records
    },
    find(written, { least, most }) {
      const record = place(written, false)
      const found: { other: number; weight: Weight }[] = []
      eachCandidate(record, other => {
        const weight = scorer.weight(other, record)
        if (weight >= least) found.push({ other, weight })
      })
      found.sort((a, b) => b.weight - a.weight || a.other - b.other)
      return found.slice(0, most).map(({ other }) => ({ record: other, explanation: explainer.explain(other, record) }))
    },
    add(written) {
      const record = place(written, true)
      const links: Link[] = []
      eachCandidate(record, other => {
        const { weight, apart } = scorer.judge(other, record)
        links.push({ to: other, weight, apart })
      })
      for (const bucket of buckets) bucket.add(record)
      records++
      return { record, links }
    },
    room: () => growth.room(records),
  }
}

// A field for which no column was given is recorded for nobody yet.
function withoutGaps(columns: readonly Column[], fields: readonly string[]): Column[] {
  const rows = columns[0]?.ids.length ?? 0
  return fields.map(field => columns.find(({ name }) => name === field) ?? columnOf(field, new Array(rows).fill('')))
}
