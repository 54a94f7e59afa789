/** Groups that only ever merge. Tarjan (1975), JACM 22:215: union by size, path halving. */
export type Forest = {
  find(item: number): number
  /** Merges two groups by their roots; answers the root that remains. */
  join(a: number, b: number): number
}

/** A forest of `size` items, each alone. */
export function createForest(size: number): Forest {
  const parent = Uint32Array.from({ length: size }, (_, item) => item)
  const sizes = new Uint32Array(size).fill(1)
  return {
    find(item) {
      let root = item
      while (parent[root] !== root) {
        parent[root] = parent[parent[root]]
        root = parent[root]
      }
      return root
    },
    join(a, b) {
      const [small, large] = sizes[a] < sizes[b] ? [a, b] : [b, a]
      parent[small] = large
      sizes[large] += sizes[small]
      return large
    },
  }
}

/** Each item's group, named by the smallest item in it. */
export function smallestMembers(forest: Forest, size: number): Uint32Array {
  const smallest = new Uint32Array(size).fill(size)
  for (let item = size - 1; item >= 0; item--) smallest[forest.find(item)] = item
  return Uint32Array.from({ length: size }, (_, item) => smallest[forest.find(item)])
}
