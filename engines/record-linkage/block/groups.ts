import type { SharedRegister } from '../columns/register.ts'
import { push, shareUint32, sharedUint32, taken, uint32List } from '../columns/shared.ts'
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

type Entries = { records: Uint32Array; keys: Uint32Array }

/** Groups the records of a register by a blocking rule. Linear in the number of records. */
export function groupRecords(register: SharedRegister, rule: BlockingRule): RuleGroups {
  let entries: Entries = { records: Uint32Array.from({ length: register.records }, (_, r) => r), keys: new Uint32Array(0) }
  for (const part of rule.parts) entries = refine(register, entries, part)
  return layGroups(register.records, entries, rule.parts.some(part => isSeveral(register, part)))
}

const isSeveral = (register: SharedRegister, part: Part): boolean =>
  derivationOf(part) !== '' && register.parts[part].several

// Splits every key by the answers of one more part; records without an answer drop out.
function refine(register: SharedRegister, entries: Entries, part: Part): Entries {
  const first = entries.keys.length === 0
  const number = createPairNumbers(entries.records.length)
  const records = uint32List(entries.records.length)
  const keys = uint32List(entries.records.length)
  eachAnswer(register, entries, part, (entry, answer) => {
    push(records, entries.records[entry])
    push(keys, first ? answer : number(entries.keys[entry], answer))
  })
  return { records: taken(records), keys: taken(keys) }
}

function eachAnswer(
  { rows, stride, ...register }: SharedRegister,
  { records }: Entries,
  part: Part,
  use: (entry: number, answer: number) => void,
): void {
  const slot = slotOf({ rows, stride, ...register }, fieldOf(part))
  const table = derivationOf(part) === '' ? undefined : register.parts[part]
  for (let entry = 0; entry < records.length; entry++) {
    const value = rows[records[entry] * stride + slot]
    if (value === 0) continue
    if (table === undefined) use(entry, value)
    else if (!table.several) {
      if (table.of[value] !== 0) use(entry, table.of[value])
    } else for (let k = table.starts[value]; k < table.starts[value + 1]; k++) use(entry, table.items[k])
  }
}

// Numbers pairs of numbers from 1 in order of first appearance, exactly: an open table that keeps both numbers.
function createPairNumbers(expected: number): (a: number, b: number) => number {
  let size = 1 << Math.max(4, Math.ceil(Math.log2(Math.max(1, expected) * 1.5)))
  let slots = new Uint32Array(size * 3)
  let count = 0
  const find = (a: number, b: number): number => {
    let slot = (Math.imul(a, 0x9e3779b1) ^ Math.imul(b + 1, 0x85ebca6b)) >>> 0
    slot = ((slot ^ (slot >>> 15)) & (size - 1)) >>> 0
    while (slots[3 * slot + 2] !== 0 && (slots[3 * slot] !== a || slots[3 * slot + 1] !== b)) slot = (slot + 1) & (size - 1)
    return 3 * slot
  }
  const put = (a: number, b: number, number: number): void => {
    const at = find(a, b)
    slots[at] = a
    slots[at + 1] = b
    slots[at + 2] = number
  }
  const widen = (): void => {
    const old = slots
    size *= 2
    slots = new Uint32Array(size * 3)
    for (let at = 0; at < old.length; at += 3) if (old[at + 2] !== 0) put(old[at], old[at + 1], old[at + 2])
  }
  return (a, b) => {
    const at = find(a, b)
    if (slots[at + 2] !== 0) return slots[at + 2]
    if (count * 4 > size * 3) widen()
    put(a, b, ++count)
    return count
  }
}

// A counting sort of the entries by key; keys held by one record only are dropped, and the rest renumbered.
function layGroups(records: number, { records: owners, keys }: Entries, several: boolean): RuleGroups {
  const highest = keys.reduce((most, key) => (key > most ? key : most), 0)
  const sizes = new Uint32Array(highest + 1)
  for (let entry = 0; entry < keys.length; entry++) sizes[keys[entry]]++
  const renumber = new Uint32Array(highest + 1)
  const starts = uint32List()
  push(starts, 0)
  let total = 0
  for (let key = 0; key <= highest; key++) {
    if (sizes[key] < 2) continue
    renumber[key] = starts.length
    total += sizes[key]
    push(starts, total)
  }
  const shared = shareUint32(taken(starts))
  const next = shared.slice()
  const members = sharedUint32(total)
  for (let entry = 0; entry < keys.length; entry++) {
    const group = renumber[keys[entry]]
    if (group !== 0) members[next[group - 1]++] = owners[entry]
  }
  return { starts: shared, members, ...memberships(records, owners, keys, renumber, several) }
}

function memberships(
  records: number,
  owners: Uint32Array,
  keys: Uint32Array,
  renumber: Uint32Array,
  several: boolean,
): Pick<RuleGroups, 'several' | 'groupOf'> {
  if (!several) {
    const groupOf = sharedUint32(records)
    for (let entry = 0; entry < keys.length; entry++) groupOf[owners[entry]] = renumber[keys[entry]]
    return { several: undefined, groupOf }
  }
  const starts = sharedUint32(records + 1)
  const groups = uint32List(keys.length)
  let entry = 0
  for (let record = 0; record < records; record++) {
    const from = groups.length
    for (; entry < keys.length && owners[entry] === record; entry++) {
      if (renumber[keys[entry]] !== 0) push(groups, renumber[keys[entry]])
    }
    groups.items.subarray(from, groups.length).sort()
    starts[record + 1] = groups.length
  }
  return { several: { starts, groups: shareUint32(taken(groups)) }, groupOf: new Uint32Array(0) }
}
