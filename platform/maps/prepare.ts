import { geoTransverseMercator } from 'd3-geo'
import { outlineOf } from './edges.ts'
import {
  type AreaShape,
  crossings,
  type Extent,
  extentOf,
  labelPoint,
  type Point,
  type Polygon,
  pointInside,
  type Ring,
  toPolygons,
  withoutRepeats,
} from './geometry.ts'
import { thinned } from './thin.ts'

/** One area ready to draw. Path data is in whole units of `unit` pixels; the box and the centre are in pixels. */
export type PreparedShape = { id: string; name: string; group: string; path: string; centre: Point; box: Extent }

/** A group of areas: its outline as path data, and where its name may stand. */
export type PreparedGroup = { name: string; outline: string; centre: Point; box: Extent }

export type PreparedMap = {
  width: number
  height: number
  /** Pixels for each whole unit of the path data. */
  unit: number
  shapes: PreparedShape[]
  groups: PreparedGroup[]
  /** Ids of areas without a boundary that could be drawn. They stay in lists and tables. */
  undrawn: string[]
  /** Land in cells of `cell` pixels, row by row: where an inset must not lie. */
  land: { cell: number; columns: number; rows: number; filled: Uint8Array }
}

export type PrepareOptions = {
  width: number
  maxHeight: number
  /** Pixels to which points are rounded. */
  unit: number
  /** Bends of less than this (twice an area, in square pixels) are smoothed away. */
  detail: number
}

const edge = 3

type Projected = { shape: AreaShape; polygons: Polygon[] }

/**
 * Every point projected alone, so that a ring that runs the wrong way or crosses itself can never flood the map, as it
 * would through spherical clipping. Transverse Mercator about the middle of the areas, like the national grid.
 */
function project(shapes: readonly AreaShape[]): Projected[] {
  const parsed = shapes.map(shape => ({ shape, polygons: toPolygons(shape.geometry) }))
  const { left, right, top, bottom } = extentOf(parsed.flatMap(({ polygons }) => polygons.flat(2)))
  const middle: [number, number] = left <= right ? [-(left + right) / 2, -(top + bottom) / 2] : [0, 0]
  const projection = geoTransverseMercator().rotate(middle).scale(1).translate([0, 0])
  const place = (point: Point): Point[] => {
    const placed = projection([point[0], point[1]])
    return placed !== null && Number.isFinite(placed[0]) && Number.isFinite(placed[1]) ? [placed] : []
  }
  return parsed.map(({ shape, polygons }) => ({
    shape,
    polygons: polygons.map(polygon => polygon.map(ring => ring.flatMap(place))),
  }))
}

type Fit = { factor: number; width: number; height: number; toUnits: (point: Point) => Point }

function fit(projected: readonly Projected[], { width, maxHeight, unit }: PrepareOptions): Fit {
  const { left, right, top, bottom } = extentOf(projected.flatMap(({ polygons }) => polygons.flat(2)))
  const [wide, high] = [Math.max(right - left, 1e-9), Math.max(bottom - top, 1e-9)]
  const isEmpty = !(left <= right)
  const factor = isEmpty ? 1 : Math.min((width - 2 * edge) / wide, (maxHeight - 2 * edge) / high)
  const snap = (value: number) => Math.round(value / unit)
  return {
    factor,
    width,
    height: isEmpty ? 60 : Math.ceil(high * factor + 2 * edge),
    toUnits: ([x, y]) => [snap((x - left) * factor + edge), snap((y - top) * factor + edge)],
  }
}

/** Path data in whole units with relative steps, which is half the size of absolute coordinates. */
function pathOf(line: readonly Point[], closed: boolean): string {
  const [first, ...rest] = line
  if (first === undefined) return ''
  let [x, y] = first
  const steps = rest.map(([nextX, nextY]) => {
    const step = [nextX - x, nextY - y]
    ;[x, y] = [nextX, nextY]
    return step.join(' ')
  })
  return `M${first[0]} ${first[1]}l${steps.join(' ')}${closed ? 'z' : ''}`.replaceAll(' -', '-')
}

type Snapped = { id: string; name: string; group: string; rings: Ring[] }

function scaled(extent: Extent, unit: number): Extent {
  return { left: extent.left * unit, right: extent.right * unit, top: extent.top * unit, bottom: extent.bottom * unit }
}

/** An area too small for its units keeps one point, so that it can still be numbered and found. */
function snap({ shape, polygons }: Projected, { toUnits }: Fit): Snapped {
  const rings = polygons.flatMap(polygon => polygon.map(ring => withoutRepeats(ring.map(toUnits))))
  return { id: shape.id, name: shape.name, group: shape.group ?? '', rings: rings.filter(ring => ring.length > 0) }
}

/** Points that change nothing one can see are dropped, from all areas at once. */
function thin(shapes: readonly Snapped[], { unit, detail }: PrepareOptions): Snapped[] {
  const rings = thinned(
    shapes.flatMap(shape => shape.rings),
    detail / unit ** 2,
  )
  let next = 0
  return shapes.map(shape => ({ ...shape, rings: shape.rings.map(() => rings[next++] ?? []) }))
}

function prepareShape({ id, name, group, rings }: Snapped, unit: number): PreparedShape {
  const box = extentOf(rings.flat())
  const drawn = rings.filter(ring => ring.length >= 3)
  const inside: Point = pointInside(drawn) ?? [(box.left + box.right) / 2, (box.top + box.bottom) / 2]
  return {
    id,
    name,
    group,
    path: drawn.map(ring => pathOf(ring, true)).join(''),
    centre: [inside[0] * unit, inside[1] * unit],
    box: scaled(box, unit),
  }
}

function prepareGroups(shapes: readonly Snapped[], unit: number): PreparedGroup[] {
  const names = [...new Set(shapes.map(shape => shape.group))]
  return names.map(name => {
    const rings = shapes
      .filter(shape => shape.group === name)
      .flatMap(shape => shape.rings.filter(ring => ring.length >= 3))
    const lines = outlineOf(rings)
    const box = scaled(extentOf(rings.flat()), unit)
    const inside = labelPoint(lines)
    const centre: Point = inside === undefined ? [0, 0] : [inside[0] * unit, inside[1] * unit]
    return { name, outline: lines.map(line => pathOf(line, false)).join(''), centre, box }
  })
}

/** Marks every cell whose middle row crosses an area. */
function landOf(shapes: readonly Snapped[], unit: number, width: number, height: number): PreparedMap['land'] {
  const cell = 12
  const [columns, rows] = [Math.ceil(width / cell), Math.ceil(height / cell)]
  const filled = new Uint8Array(columns * rows)
  for (const { rings } of shapes) {
    const { top, bottom } = extentOf(rings.flat())
    const last = Math.min(rows - 1, Math.floor((bottom * unit) / cell))
    for (let row = Math.max(0, Math.floor((top * unit) / cell)); row <= last; row++) {
      // Half a unit off the grid, so that the line never runs along an edge.
      const across = crossings(rings, Math.round(((row + 0.5) * cell) / unit) + 0.5)
      for (let index = 0; index + 1 < across.length; index += 2) {
        const from = Math.max(0, Math.floor(((across[index] ?? 0) * unit) / cell))
        const to = Math.min(columns, Math.ceil(((across[index + 1] ?? 0) * unit) / cell))
        filled.fill(1, row * columns + from, row * columns + to)
      }
    }
  }
  return { cell, columns, rows, filled }
}

/**
 * Boundaries projected, fitted and rounded once, so that drawing a map is joining strings.
 * Broken geometry never throws: an area that encloses nothing is named in `undrawn`.
 * @throws Error when two areas have the same id, or the width is not above 0.
 */
export function preparePaths(shapes: readonly AreaShape[], options: PrepareOptions): PreparedMap {
  if (!(options.width > 2 * edge && options.maxHeight > 2 * edge && options.unit > 0)) {
    throw new Error('A map needs a width, a greatest height and a unit above 0.')
  }
  const ids = new Set(shapes.map(shape => shape.id))
  if (ids.size !== shapes.length) throw new Error('Two areas of the map have the same id.')
  const projected = project(shapes)
  const fitted = fit(projected, options)
  const snapped = projected.map(each => snap(each, fitted))
  const drawable = thin(
    snapped.filter(shape => shape.rings.length > 0),
    options,
  )
  const prepared = drawable.map(shape => prepareShape(shape, options.unit))
  return {
    width: fitted.width,
    height: fitted.height,
    unit: options.unit,
    shapes: prepared,
    groups: prepareGroups(drawable, options.unit),
    undrawn: snapped.filter(shape => shape.rings.length === 0).map(shape => shape.id),
    land: landOf(drawable, options.unit, fitted.width, fitted.height),
  }
}

/** The two forms of one geography. */
export type PreparedForms = { wide: PreparedMap; small: PreparedMap }

/** Prepared for a page column beside a list, and for a phone with coarser points. */
export function prepareMap(shapes: readonly AreaShape[]): PreparedForms {
  return {
    wide: preparePaths(shapes, { width: 584, maxHeight: 740, unit: 0.2, detail: 0.3 }),
    small: preparePaths(shapes, { width: 290, maxHeight: 440, unit: 0.25, detail: 1 }),
  }
}

const kept = new Map<string, PreparedForms>()
const mostKept = 24

/**
 * The prepared map of a geography, made once for each key (for example "lsoa21/E10000031/2025"). The key must change
 * when the boundaries change. The map that was used longest ago makes room.
 */
export async function preparedMap(key: string, load: () => Promise<readonly AreaShape[]>): Promise<PreparedForms> {
  const known = kept.get(key)
  const forms = known ?? prepareMap(await load())
  kept.delete(key)
  kept.set(key, forms)
  const [oldest] = kept.keys()
  if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest)
  return forms
}
