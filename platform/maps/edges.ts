import type { Point, Ring } from './geometry.ts'

const keyOf = ([x, y]: Point) => `${x},${y}`

type Edge = { from: Point; to: Point }

/** Edges that no second ring of the set shares: what is left when the areas inside melt together. */
function outerEdges(rings: readonly Ring[]): Edge[] {
  const edges = new Map<string, Edge>()
  for (const ring of rings) {
    for (const [index, from] of ring.entries()) {
      const to = ring[(index + 1) % ring.length] ?? from
      const [a, b] = [keyOf(from), keyOf(to)]
      if (a === b) continue
      const key = a < b ? `${a} ${b}` : `${b} ${a}`
      if (!edges.delete(key)) edges.set(key, { from, to })
    }
  }
  return [...edges.values()]
}

/** Edges joined end to end into lines, each edge used once. */
function joined(edges: readonly Edge[]): Point[][] {
  const ends = new Map<string, Set<Edge>>()
  const add = (point: Point, edge: Edge) => {
    const known = ends.get(keyOf(point))
    if (known === undefined) ends.set(keyOf(point), new Set([edge]))
    else known.add(edge)
  }
  for (const edge of edges) {
    add(edge.from, edge)
    add(edge.to, edge)
  }
  const take = (at: Point): Point | undefined => {
    const [edge] = ends.get(keyOf(at)) ?? []
    if (edge === undefined) return undefined
    ends.get(keyOf(edge.from))?.delete(edge)
    ends.get(keyOf(edge.to))?.delete(edge)
    return keyOf(edge.from) === keyOf(at) ? edge.to : edge.from
  }
  return edges.flatMap(({ from }) => {
    const line = [from]
    for (let next = take(from); next !== undefined; next = take(next)) line.push(next)
    return line.length > 1 ? [line] : []
  })
}

/**
 * The outline of areas taken together, as lines. Neighbours must share their corner points exactly, as snapped coordinates do.
 */
export function outlineOf(rings: readonly Ring[]): Point[][] {
  return joined(outerEdges(rings))
}
