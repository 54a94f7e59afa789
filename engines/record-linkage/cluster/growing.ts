import { createForest } from './forest.ts'

/** Clusters of some records while they grow. Roots are record numbers. */
export type Growing = {
  /** Whether the record is one of those being gathered. */
  has(record: number): boolean
  rootOf(record: number): number
  sizeOf(root: number): number
  eachMember(root: number, use: (record: number) => void): void
  join(a: number, b: number): { readonly from: number; readonly to: number }
  /** The clusters, each ascending, in order of their first record. */
  groups(): number[][]
}

/** Each record alone. `records` ascending, all below `bound`; when they are all the records, no table of places is needed. */
export function createGrowing(records: readonly number[], bound: number): Growing {
  const whole = records.length === bound
  const places = whole ? undefined : new Map(records.map((record, place) => [record, place]))
  const placeOf = (record: number): number => places?.get(record) ?? record
  const forest = createForest(records.length)
  const sizes = new Uint32Array(records.length).fill(1)
  // Members of a cluster are a ring: joining two rings is one exchange.
  const next = Uint32Array.from(records.keys())
  return {
    has: record => (places === undefined ? record < bound : places.has(record)),
    rootOf: record => records[forest.find(placeOf(record))],
    sizeOf: root => sizes[placeOf(root)],
    eachMember(root, use) {
      const first = placeOf(root)
      let place = first
      do {
        use(records[place])
        place = next[place]
      } while (place !== first)
    },
    join(a, b) {
      const [x, y] = [placeOf(a), placeOf(b)]
      const to = forest.join(x, y)
      const from = to === x ? y : x
      sizes[to] += sizes[from]
      const after = next[to]
      next[to] = next[from]
      next[from] = after
      return { from: records[from], to: records[to] }
    },
    groups() {
      const groups: number[][] = []
      const groupOf = new Int32Array(records.length).fill(-1)
      for (let place = 0; place < records.length; place++) {
        const root = forest.find(place)
        if (groupOf[root] < 0) groupOf[root] = groups.push([]) - 1
        groups[groupOf[root]].push(records[place])
      }
      return groups
    },
  }
}
