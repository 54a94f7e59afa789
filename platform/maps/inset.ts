// Numbers on the map and the enlarged window that makes room for them.
import { type Box, overlap, textWidth } from '../charts/lettering.ts'
import { type } from '../charts/palette.ts'
import type { Extent, Point } from './geometry.ts'
import type { PreparedMap, PreparedShape } from './prepare.ts'

export type Badge = { text: string; at: Point; target: Point }

const spacing = 25

/** Badges moved apart until no two touch, each staying as near its area as it can. The same input gives the same places. */
export function spreadBadges(targets: readonly { text: string; target: Point }[], bounds: Box): Badge[] {
  const places = targets.map(({ target }) => ({ x: target[0], y: target[1] }))
  const inside = (value: number, from: number, size: number) => Math.min(Math.max(value, from + 12), from + size - 12)
  for (let round = 0; round < 120; round++) {
    for (const [first, a] of places.entries()) {
      for (const [second, b] of places.entries()) {
        if (second <= first) continue
        const [dx, dy] = [b.x - a.x, b.y - a.y]
        const distance = Math.hypot(dx, dy)
        if (distance >= spacing) continue
        // Two on one spot part along a direction of their own, so that they part at all.
        const angle = distance < 0.01 ? second : Math.atan2(dy, dx)
        const push = (spacing - distance) / 2 + 0.1
        a.x -= Math.cos(angle) * push
        a.y -= Math.sin(angle) * push
        b.x += Math.cos(angle) * push
        b.y += Math.sin(angle) * push
      }
    }
    for (const place of places) {
      place.x = inside(place.x, bounds.x, bounds.width)
      place.y = inside(place.y, bounds.y, bounds.height)
    }
  }
  return targets.map(({ text, target }, index) => ({
    text,
    target,
    at: [places[index]?.x ?? 0, places[index]?.y ?? 0],
  }))
}

/** A part of the map worth enlarging: one group alone, or everything inside an extent. */
export type Window = { extent: Extent; group: string | undefined }

export type Inset = Window & { frame: Box; title: string; scale: number; offset: Point }

function around(shapes: readonly PreparedShape[]): Extent {
  return {
    left: Math.min(...shapes.map(shape => shape.box.left)),
    right: Math.max(...shapes.map(shape => shape.box.right)),
    top: Math.min(...shapes.map(shape => shape.box.top)),
    bottom: Math.max(...shapes.map(shape => shape.box.bottom)),
  }
}

/** Pairs whose badges would touch where their areas lie. */
function touching(shapes: readonly PreparedShape[]): number {
  return shapes.flatMap((a, index) =>
    shapes.slice(index + 1).filter(b => Math.hypot(a.centre[0] - b.centre[0], a.centre[1] - b.centre[1]) < spacing),
  ).length
}

function isSmall({ left, right, top, bottom }: Extent, map: PreparedMap): boolean {
  return Math.max((right - left) / map.width, (bottom - top) / map.height) <= 0.45
}

/** The group where badges crowd most; without groups, the part that holds them all. Undefined where none crowd, or it is most of the map. */
export function windowFor(map: PreparedMap, shapes: readonly PreparedShape[]): Window | undefined {
  const crowds = [...Map.groupBy(shapes, shape => shape.group)].sort((a, b) => touching(b[1]) - touching(a[1]))
  const [name, crowd] = crowds[0] ?? ['', []]
  if (touching(crowd) < 2) return undefined
  const group = map.groups.length > 1 ? map.groups.find(each => each.name === name) : undefined
  const extent = group?.box ?? around(shapes)
  return isSmall(extent, map) ? { extent, group: group?.name } : undefined
}

const widest = 196
const highest = 180
const padding = 10
// A cell of hidden land weighs as much as lying this many pixels further away.
const cellCost = 100

/** Cells of land under a frame. */
function covered({ land }: PreparedMap, frame: Box): number {
  let total = 0
  for (let row = Math.floor(frame.y / land.cell); row < (frame.y + frame.height) / land.cell; row++) {
    for (let column = Math.floor(frame.x / land.cell); column < (frame.x + frame.width) / land.cell; column++) {
      if (row >= 0 && row < land.rows && column < land.columns) total += land.filled[row * land.columns + column] ?? 0
    }
  }
  return total
}

/** The emptiest place for the frame, clear of the window it enlarges; under the map when every place hides land. */
function emptiest(map: PreparedMap, width: number, height: number, window: Extent): Point {
  const avoid = {
    x: window.left - 6,
    y: window.top - 6,
    width: window.right - window.left + 12,
    height: window.bottom - window.top + 12,
  }
  let best: { point: Point; cost: number } | undefined
  for (let y = 1; y + height <= map.height; y += 6) {
    for (let x = 1; x + width <= map.width - 1; x += 6) {
      const frame = { x, y, width, height }
      if (overlap(frame, avoid)) continue
      const away = Math.hypot(
        x + width / 2 - (window.left + window.right) / 2,
        y + height / 2 - (window.top + window.bottom) / 2,
      )
      const cost = covered(map, frame) * cellCost + away
      if (best === undefined || cost < best.cost) best = { point: [x, y], cost }
    }
  }
  const cells = (width * height) / map.land.cell ** 2
  return best === undefined || best.cost > cells * 0.08 * cellCost ? [1, map.height + 8] : best.point
}

/** The inset for these areas, or undefined when enlarging would not help. */
export function insetFor(map: PreparedMap, shapes: readonly PreparedShape[]): Inset | undefined {
  const window = windowFor(map, shapes)
  if (window === undefined) return undefined
  const { extent } = window
  const title = window.group ?? ''
  const [wide, high] = [Math.max(extent.right - extent.left, 1), Math.max(extent.bottom - extent.top, 1)]
  const scale = Math.min(widest / wide, highest / high)
  if (scale < 1.3) return undefined
  const above = title === '' ? padding : padding + 12
  const width = Math.max(wide * scale + 2 * padding, textWidth(title, type.note, true) + 16)
  const height = high * scale + padding + above
  const [x, y] = emptiest(map, width, height, extent)
  const left = x + (width - wide * scale) / 2
  const offset: Point = [left - extent.left * scale, y + above - extent.top * scale]
  return { ...window, frame: { x, y, width, height }, title, scale, offset }
}

/** Whether an area is drawn in the inset. */
export function isInInset({ group, extent }: Inset, { centre, ...shape }: PreparedShape): boolean {
  if (group !== undefined) return shape.group === group
  const [x, y] = centre
  return x >= extent.left && x <= extent.right && y >= extent.top && y <= extent.bottom
}

/** A point of the map as it lies in the inset. */
export function inInset({ scale, offset }: Inset, [x, y]: Point): Point {
  return [x * scale + offset[0], y * scale + offset[1]]
}
