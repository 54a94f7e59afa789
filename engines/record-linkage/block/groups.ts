import type { SharedRegister } from '../columns/register.ts'
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
export function groupRecords(register: SharedRegister, rule: BlockingRule): RuleGroups {
  let grouped: Grouped = {
    members: Uint32Array.from({ length: register.records }, (_, record) => record),
    starts: Uint32Array.of(0, register.records),
  }
  for (const part of rule.parts) grouped = split(grouped, answersTo(register, part))
  const starts = shareUint32(grouped.starts)
  const members = shareUint32(grouped.members)
  const several = rule.parts.some(part => derivationOf(part) !== '' && register.parts[part].several)
  return { starts, members, ...memberships(register.records, starts, members, several) }
}

// Appends a record's answers to a part; `most` is the largest answer there is.
type Answers = { readonly most: number; readonly append: (record: number, to: Uint32List) => void }

function answersTo(register: SharedRegister, part: Part): Answers {
  const { rows, stride } = register
  const field = fieldOf(part)
  const slot = slotOf(register, field)
  if (derivationOf(part) === '') {
    const append = (record: number, to: Uint32List): void => {
      const value = rows[record * stride + slot]
      if (value !== 0) push(to, value)
    }
    return { most: register.counts[field].length, append }
  }
  const table = register.parts[part]
  if (!table.several) {
    const append = (record: number, to: Uint32List): void => {
      const answer = table.of[rows[record * stride + slot]]
      if (answer !== 0) push(to, answer)
    }
    return { most: highest(table.of), append }
  }
  const append = (record: number, to: Uint32List): void => {
    const value = rows[record * stride + slot]
    for (let k = table.starts[value]; k < table.starts[value + 1]; k++) push(to, table.items[k])
  }
  return { most: highest(table.items), append }
}

// Splits every group by the answers of one more part. Groups are taken one at a time, so that a small table of "number
// of this answer in this group" serves them all; groups of one record are dropped on the way.
function split({ members, starts }: Grouped, { most, append }: Answers): Grouped {
  const groupOfAnswer = new Uint32Array(most + 1)
  const keyOfAnswer = new Uint32Array(most + 1)
  const records = uint32List(members.length)
  const keys = uint32List(members.length)
  const answers = uint32List(16)
  let used = 0
  for (let g = 1; g < starts.length; g++) {
    for (let p = starts[g - 1]; p < starts[g]; p++) {
      answers.length = 0
      append(members[p], answers)
      for (let k = 0; k < answers.length; k++) {
        const answer = answers.items[k]
        if (groupOfAnswer[answer] !== g) {
          groupOfAnswer[answer] = g
          keyOfAnswer[answer] = used++
        }
        push(records, members[p])
        push(keys, keyOfAnswer[answer])
      }
    }
  }
  return sortByKey(records, keys, used)
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
