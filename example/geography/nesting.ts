// How small areas nest: compact groups of neighbouring areas within a district, numbered from north to south.
import type { Point } from './plane.ts'

const average = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length
const extent = (values: readonly number[]): number => Math.max(...values) - Math.min(...values)

/** Splits the members into so many compact groups of nearly equal size, halving across the longer side each time. */
export function splitCompactly(members: readonly number[], parts: number, at: (member: number) => Point): number[][] {
  if (parts <= 1) return [[...members]]
  const wide = extent(members.map(m => at(m)[0])) > extent(members.map(m => at(m)[1]))
  const along = (m: number): number => at(m)[wide ? 0 : 1]
  const sorted = members.toSorted((a, b) => along(a) - along(b))
  const fewer = Math.floor(parts / 2)
  const cut = Math.round((members.length * fewer) / parts)
  return [...splitCompactly(sorted.slice(0, cut), fewer, at), ...splitCompactly(sorted.slice(cut), parts - fewer, at)]
}

/** Groups from north to south, and the members of each from north to south. */
export function northFirst(groups: readonly (readonly number[])[], at: (member: number) => Point): number[][] {
  const middle = (group: readonly number[]): number => average(group.map(m => at(m)[1]))
  return groups.toSorted((a, b) => middle(b) - middle(a)).map(group => group.toSorted((a, b) => at(b)[1] - at(a)[1]))
}
