import type { PartTable, SharedRegister } from '../columns/register.ts'
import { push, sharedUint32, shareUint32, taken, type Uint32List, uint32List } from '../columns/shared.ts'
import { slotOf } from '../compare/tests.ts'
import type { BlockingRule, Part } from '../model/types.ts'
import { derivationOf, fieldOf } from '../model/types.ts'

/** The records that agree on a blocking rule, group by group; groups of one record are left out. */
export type RuleGroups = {
  /** Group g is `members[starts[g - 1]]` to `members[starts[g]]`, ascending; groups are numbered from 1. */
  readonly starts: Uint32Array
  readonly members: Uint32Array
  /** A record's groups when the rule has a part with several answers; undefined when it has at most one (see groupOf). */
  readonly several: { readonly starts: Uint32Array; readonly groups: Uint32Array } | undefined
  /** A record's only group, 0 for none; empty when the rule has a part with several answers. */
  readonly groupOf: Uint32Array
}

// Records in groups, while the parts of a rule are worked through one by one.
type Grouped = { members: Uint32Array; starts: Uint32Array }

/**
 * Groups the records of a register by a blocking rule. Each part splits the groups that the parts before it left, by
 * counting sorts: no hashing, linear in the number of records. A rule without parts is one group of all records.
 */
export const groupRecords = (register: SharedRegister, rule: BlockingRule): RuleGroups => createGrouper(register)(rule)

/** Groups by one rule after another. Rules that begin with the same parts share the work of splitting by those. */
export function createGrouper(register: SharedRegister): (rule: BlockingRule) => RuleGroups {
  let shared: { part: Part; grouped: Grouped }[] = []
  const everyone: Grouped = {
    members: Uint32Array.from({ length: register.records }, (_, record) => record),
    starts: Uint32Array.of(0, register.records),
  }
  return ({ parts }) => {
    const differs = parts.findIndex((part, k) => shared[k]?.part !== part)
    shared = shared.slice(0, differs < 0 ? parts.length : differs)
    for (const part of parts.slice(shared.length)) {
      const before = shared.at(-1)?.grouped ?? everyone
      shared.push({ part, grouped: split(before, answersTo(register, part)) })
    }
    const grouped = shared.at(-1)?.grouped ?? everyone
    const [starts, members] = [shareUint32(grouped.starts), shareUint32(grouped.members)]
    const several = parts.some(part => derivationOf(part) !== '' && register.parts[part].several)
    return { starts, members, ...memberships(register.records, starts, members, several) }
  }
}

// What a part says of each record: one answer, 0 for none, or several for each of its field's values.
type Answers = { readonly most: number; readonly of: Uint32Array; readonly several: SeveralAnswers | undefined }
type SeveralAnswers = Extract<PartTable, { several: true }>

// The column is laid out by itself, because groups visit records in no order: four bytes a record stay in the
// processor's cache where whole rows do not.
function answersTo(register: SharedRegister, part: Part): Answers {
  const { rows, stride, records } = register
  const field = fieldOf(part)
  const slot = slotOf(register, field)
  const table = derivationOf(part) === '' ? undefined : register.parts[part]
  const of = new Uint32Array(records)
  for (let record = 0; record < records; record++) of[record] = rows[record * stride + slot]
  if (table === undefined) return { most: register.counts[field].length, of, several: undefined }
  if (table.several) return { most: highest(table.items), of, several: table }
  for (let record = 0; record < records; record++) of[record] = table.of[of[record]]
  return { most: highest(table.of), of, several: undefined }
}

// Splits every group by the answers of one more part. Groups are taken one at a time, so that a small table of "number
// of this answer in this group" serves them all; groups of one record are dropped on the way.
function split({ members, starts }: Grouped, { most, of, several }: Answers): Grouped {
  const numbers = createNumbers(most)
  const records = uint32List(members.length)
  const keys = uint32List(members.length)
  for (let g = 1; g < starts.length; g++) {
    for (let p = starts[g - 1]; p < starts[g]; p++) {
      const record = members[p]
      const value = of[record]
      if (value === 0) continue
      if (several === undefined) {
        push(records, record)
        push(keys, numbers.of(g, value))
        continue
      }
      for (let k = several.starts[value]; k < several.starts[value + 1]; k++) {
        push(records, record)
        push(keys, numbers.of(g, several.items[k]))
      }
    }
  }
  return sortByKey(records, keys, numbers.used())
}

function createNumbers(most: number): { of(group: number, answer: number): number; used(): number } {
  const groupOfAnswer = new Uint32Array(most + 1)
  const keyOfAnswer = new Uint32Array(most + 1)
  let used = 0
  return {
    of(group, answer) {
      if (groupOfAnswer[answer] !== group) {
        groupOfAnswer[answer] = group
        keyOfAnswer[answer] = used++
      }
      return keyOfAnswer[answer]
    },
    used: () => used,
  }
}

function sortByKey(records: Uint32List, keys: Uint32List, used: number): Grouped {
  const sizes = new Uint32Array(used)
  for (let k = 0; k < keys.length; k++) sizes[keys.items[k]]++
  const next = new Uint32Array(used)
  const starts = uint32List()
  push(starts, 0)
  let total = 0
  for (let key = 0; key < used; key++) {
    next[key] = total
    if (sizes[key] < 2) continue
    total += sizes[key]
    push(starts, total)
  }
  const members = new Uint32Array(total)
  for (let k = 0; k < keys.length; k++) {
    const key = keys.items[k]
    if (sizes[key] > 1) members[next[key]++] = records.items[k]
  }
  return { members, starts: taken(starts) }
}

function memberships(
  records: number,
  starts: Uint32Array,
  members: Uint32Array,
  several: boolean,
): Pick<RuleGroups, 'several' | 'groupOf'> {
  if (!several) {
    const groupOf = sharedUint32(records)
    eachMember(starts, members, (record, group) => {
      groupOf[record] = group
    })
    return { several: undefined, groupOf }
  }
  const held = sharedUint32(records + 1)
  for (const record of members) held[record + 1]++
  for (let record = 0; record < records; record++) held[record + 1] += held[record]
  const next = held.slice()
  const groups = sharedUint32(members.length)
  eachMember(starts, members, (record, group) => {
    groups[next[record]++] = group
  })
  return { several: { starts: held, groups }, groupOf: new Uint32Array(0) }
}

function eachMember(starts: Uint32Array, members: Uint32Array, use: (record: number, group: number) => void): void {
  for (let g = 1; g < starts.length; g++) for (let p = starts[g - 1]; p < starts[g]; p++) use(members[p], g)
}

const highest = (numbers: Uint32Array): number => numbers.reduce((most, n) => (n > most ? n : most), 0)
