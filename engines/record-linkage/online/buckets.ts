import type { Register } from '../columns/register.ts'
import { push, type Uint32List, uint32List } from '../columns/shared.ts'
import { slotOf } from '../compare/tests.ts'
import type { BlockingRule } from '../model/types.ts'
import { derivationOf, fieldOf } from '../model/types.ts'

/** The records that agree on one blocking rule, found by the key of any one of them. */
export type Buckets = {
  add(record: number): void
  /** Calls `use` for every record added that shares a key with `record`. */
  each(record: number, use: (other: number) => void): void
}

/**
 * Buckets for one rule: a chained table from the key's 32-bit hash to records. Two keys of one hash (one in four
 * thousand million) would only cause a pair to be compared that need not be.
 */
export function createBuckets(register: Register, rule: BlockingRule, expected: number): Buckets {
  const keysOf = keyReader(register, rule)
  const mask = (1 << Math.ceil(Math.log2(Math.max(1024, expected)))) - 1
  const heads = new Int32Array(mask + 1).fill(-1)
  const records = uint32List(expected)
  const hashes = uint32List(expected)
  const older = uint32List(expected)
  const keys = uint32List(8)
  return {
    add(record) {
      keysOf(record, keys)
      for (let k = 0; k < keys.length; k++) {
        const hash = keys.items[k]
        push(records, record)
        push(hashes, hash)
        push(older, heads[hash & mask] + 1)
        heads[hash & mask] = records.length - 1
      }
    },
    each(record, use) {
      keysOf(record, keys)
      for (let k = 0; k < keys.length; k++) {
        const hash = keys.items[k]
        for (let at = heads[hash & mask]; at >= 0; at = older.items[at] - 1) {
          if (hashes.items[at] === hash) use(records.items[at])
        }
      }
    },
  }
}

// Writes the hashes of a record's keys: one, or one for each combination where a part has several answers.
function keyReader(register: Register, rule: BlockingRule): (record: number, keys: Uint32List) => void {
  const parts = rule.parts.map(part => ({
    slot: slotOf(register, fieldOf(part)),
    table: derivationOf(part) === '' ? undefined : register.parts[part],
  }))
  const extend = (record: number, at: number, hash: number, keys: Uint32List): void => {
    if (at === parts.length) {
      push(keys, hash >>> 0)
      return
    }
    const { slot, table } = parts[at]
    const value = register.rows[record * register.stride + slot]
    if (value === 0) return
    if (table === undefined) extend(record, at + 1, mix(hash, value), keys)
    else if (!table.several) {
      if (table.of[value] !== 0) extend(record, at + 1, mix(hash, table.of[value]), keys)
    } else {
      for (let k = table.starts[value]; k < table.starts[value + 1]; k++)
        extend(record, at + 1, mix(hash, table.items[k]), keys)
    }
  }
  return (record, keys) => {
    keys.length = 0
    extend(record, 0, 0x9747b28c, keys)
  }
}

// One step of MurmurHash3 (Appleby, public domain) with its final mix, so that low bits are as good as high ones.
function mix(hash: number, value: number): number {
  let k = Math.imul(value, 0xcc9e2d51)
  k = Math.imul((k << 15) | (k >>> 17), 0x1b873593)
  let h = hash ^ k
  h = (Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64) | 0
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  return h ^ (h >>> 13)
}
