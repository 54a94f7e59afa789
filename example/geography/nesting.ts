// How small areas nest: compact groups of neighbouring areas within a district, counted from north to south.
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

/** The members of a group that cannot be reached from its largest connected part without leaving it. */
function straysOf(group: readonly number[], neighbours: Neighbours): number[] {
  const left = new Set(group)
  const parts: number[][] = []
  for (const start of group) {
    if (!left.delete(start)) continue
    const part = [start]
    for (const member of part) part.push(...(neighbours[member] ?? []).filter(other => left.delete(other)))
    parts.push(part)
  }
  return parts
    .sort((a, b) => b.length - a.length)
    .slice(1)
    .flat()
}

type Neighbours = readonly (readonly number[])[]

/** Moves every stray to the group that it has most neighbours in, so that each group is one piece of land. */
export function inOnePiece(groups: readonly (readonly number[])[], neighbours: Neighbours): number[][] {
  const groupOf = new Map(groups.flatMap((group, i) => group.map((member): [number, number] => [member, i])))
  for (let round = 0; round < 4; round++) {
    for (const [i] of groups.entries()) {
      const members = [...groupOf.keys()].filter(member => groupOf.get(member) === i)
      for (const stray of straysOf(members, neighbours)) {
        const around = (neighbours[stray] ?? []).flatMap(other => groupOf.get(other) ?? []).filter(group => group !== i)
        const count = (group: number): number => around.filter(other => other === group).length
        const [best] = around.toSorted((a, b) => count(b) - count(a))
        if (best !== undefined) groupOf.set(stray, best)
      }
    }
  }
  return groups.map((_, i) => [...groupOf.keys()].filter(member => groupOf.get(member) === i))
}
