// The middle of every small area, in metres on a plane: the nearest that anything is ever placed.
import { project } from '#engines/numerics'
import type { Middle } from './exciting.ts'

export type Outline = { readonly id: string; readonly geometry: unknown }

/** The middles in the order of the codes; empty unless every area has an outline, because a model needs the whole map. */
export function middlesOf(codes: readonly string[], outlines: readonly Outline[]): Middle[] {
  const middles = new Map(outlines.map(({ id, geometry }) => [id, middleOf(geometry)]))
  const found = codes.map(code => middles.get(code))
  const known = found.filter(middle => middle !== undefined)
  if (known.length < codes.length || known.length < 2) return []
  const { x, y } = project(
    Float64Array.from(known, ({ longitude }) => longitude),
    Float64Array.from(known, ({ latitude }) => latitude),
  )
  return known.map((_, at) => ({ x: x[at] ?? 0, y: y[at] ?? 0 }))
}

/** The middle of the box around an outline: near enough, as nothing within an area is told apart. */
function middleOf(geometry: unknown): { readonly longitude: number; readonly latitude: number } | undefined {
  const points = pointsOf(geometry)
  if (points.length === 0) return undefined
  const half = (values: readonly number[]): number => (Math.min(...values) + Math.max(...values)) / 2
  return { longitude: half(points.map(([x]) => x)), latitude: half(points.map(([, y]) => y)) }
}

function pointsOf(value: unknown): (readonly [number, number])[] {
  if (Array.isArray(value)) {
    const [x, y] = value
    return typeof x === 'number' && typeof y === 'number' ? [[x, y]] : value.flatMap(pointsOf)
  }
  return typeof value === 'object' && value !== null && 'coordinates' in value ? pointsOf(value.coordinates) : []
}
