import type { ScoredPairs } from '../predict/pairs.ts'
import type { Weight } from '../predict/weights.ts'

/** What was found between one record and another. */
export type Link = { readonly to: number; readonly weight: Weight; readonly apart: boolean }

/** The evidence between records, kept both ways, which new and changed records add to and replace. */
export type Evidence = {
  readonly records: number
  /** Calls `use` for every record that `record` was compared with, in no fixed order. */
  each(record: number, use: (to: number, weight: Weight, apart: boolean) => void): void
  /** Replaces all that is known between `record` (old or new) and others; a new record is the next number. */
  set(record: number, links: readonly Link[]): void
}

/** Lays out pairs by record. Changes after that are held beside them. */
export function createEvidence(records: number, pairs: ScoredPairs): Evidence {
  const base = layBothWays(records, pairs)
  const changed = new Map<number, Map<number, Link>>()
  let count = records
  const linksOf = (record: number): Map<number, Link> => {
    const held = changed.get(record) ?? new Map(base.links(record).map(link => [link.to, link]))
    changed.set(record, held)
    return held
  }
  return {
    get records() {
      return count
    },
    each(record, use) {
      const held = changed.get(record)
      if (held === undefined) base.each(record, use)
      else for (const { to, weight, apart } of held.values()) use(to, weight, apart)
    },
    set(record, links) {
      if (record > count) throw new Error(`record must be at most ${count}, the next new number, not ${record}`)
      count = Math.max(count, record + 1)
      for (const to of linksOf(record).keys()) linksOf(to).delete(record)
      changed.set(record, new Map(links.map(link => [link.to, link])))
      for (const link of links) linksOf(link.to).set(record, { ...link, to: record })
    },
  }
}

type Base = { each: Evidence['each']; links(record: number): Link[] }

function layBothWays(records: number, { left, right, weight, apart }: ScoredPairs): Base {
  const starts = new Uint32Array(records + 1)
  for (let k = 0; k < left.length; k++) {
    starts[left[k] + 1]++
    starts[right[k] + 1]++
  }
  for (let r = 0; r < records; r++) starts[r + 1] += starts[r]
  const next = starts.slice()
  const pairOf = new Uint32Array(left.length * 2)
  for (let k = 0; k < left.length; k++) {
    pairOf[next[left[k]]++] = k
    pairOf[next[right[k]]++] = k
  }
  const each: Evidence['each'] = (record, use) => {
    if (record >= records) return
    for (let at = starts[record]; at < starts[record + 1]; at++) {
      const k = pairOf[at]
      use(left[k] === record ? right[k] : left[k], weight[k], apart[k] === 1)
    }
  }
  return {
    each,
    links(record) {
      const links: Link[] = []
      each(record, (to, value, held) => links.push({ to, weight: value, apart: held }))
      return links
    },
  }
}
