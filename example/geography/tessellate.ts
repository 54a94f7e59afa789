// Shapes for the small areas. Each takes the land nearer to its site than to any other (a Voronoi tessellation), so the
// areas meet exactly and never overlap. Mirror images of the sites beyond the outline make the outer edge follow it.
import { Delaunay } from 'd3-delaunay'
import type { Random } from '#engines/numerics'
import { type Border, dissolve } from './dissolve.ts'
import { between, contains, distance, footOf, type Point, type Ring, toLonLat, toPlane } from './plane.ts'

export type Tessellation = {
  readonly borders: readonly Border[]
  /** One anticlockwise ring of longitude and latitude per site. */
  readonly rings: readonly Ring[]
  /** For each area those that share a border with it, in ascending order. */
  readonly neighbours: readonly (readonly number[])[]
  /** Which area holds a longitude and latitude, or -1. */
  locate(point: Point): number
}

const mirrorReach = 14
const farAway: readonly Point[] = [
  [-150, -150],
  [0, -190],
  [150, -150],
  [190, 0],
  [150, 150],
  [0, 190],
  [-150, 150],
  [-190, 0],
]

/** Images of a site in the outline's edges and corners, so that the halfway line between the two is the outline. */
function mirrorImages(site: Point, outline: Ring): Point[] {
  const images: Point[] = []
  outline.forEach((start, i) => {
    const end = outline[(i + 1) % outline.length] ?? start
    const foot = footOf(site, start, end)
    const nearest = between(start, end, Math.min(1, Math.max(0, foot)))
    if (distance(site, nearest) < mirrorReach) images.push([2 * nearest[0] - site[0], 2 * nearest[1] - site[1]])
  })
  return images.filter(image => !contains(outline, image))
}

type Corners = { readonly triangles: number[]; readonly across: number[] }

/** The corners of one cell in order (each the centre of a Delaunay triangle) and the site across each following edge. */
function cornersOf(delaunay: Delaunay<unknown>, site: number): Corners {
  const triangles: number[] = []
  const across: number[] = []
  const first = delaunay.inedges[site] ?? -1
  let edge = first
  do {
    triangles.push(Math.floor(edge / 3))
    edge = edge % 3 === 2 ? edge - 2 : edge + 1
    across.push(delaunay.triangles[edge % 3 === 2 ? edge - 2 : edge + 1] ?? -1)
    edge = delaunay.halfedges[edge] ?? -1
  } while (edge !== first && edge !== -1)
  return { triangles, across }
}

/** How far a border may bend towards a site at a share t of its length without leaving the triangle that they form. */
function roomToBend(site: Point, a: Point, b: Point, t: number): number {
  const foot = footOf(site, a, b)
  const height = distance(site, between(a, b, foot))
  return Math.min(foot > 0 ? (height * t) / foot : height, foot < 1 ? (height * (1 - t)) / (1 - foot) : height)
}

/** A border between two sites, bent a little so that it does not look ruled; it never crosses another border. */
function bentPath(a: Point, b: Point, sites: readonly [Point, Point], random: Random): Point[] {
  const length = distance(a, b)
  if (length < 0.08) return [a, b]
  const middle = random.normal() * 0.09
  const bends: readonly (readonly [number, number])[] = [
    [0.25, middle / 2 + random.normal() * 0.04],
    [0.5, middle],
    [0.75, middle / 2 + random.normal() * 0.04],
  ]
  const bent = bends.map(([t, bend]): Point => {
    const room = 0.6 * Math.min(...sites.map(site => roomToBend(site, a, b, t)))
    const off = Math.max(-room, Math.min(room, bend * length))
    const [x, y] = between(a, b, t)
    return [x - ((b[1] - a[1]) / length) * off, y + ((b[0] - a[0]) / length) * off]
  })
  return [a, ...bent, b]
}

function drawBorders(points: readonly Point[], count: number, delaunay: Delaunay<unknown>, random: Random): Border[] {
  const { circumcenters } = delaunay.voronoi([-400, -400, 400, 400])
  const cornerAt = (t: number): Point => [circumcenters[2 * t] ?? 0, circumcenters[2 * t + 1] ?? 0]
  const borders: Border[] = []
  for (let left = 0; left < count; left++) {
    const { triangles, across } = cornersOf(delaunay, left)
    triangles.forEach((from, i) => {
      const right = across[i] ?? -1
      if (right < left) return
      const to = triangles[(i + 1) % triangles.length] ?? from
      const sides: [Point, Point] = [points[left] ?? [0, 0], points[right] ?? [0, 0]]
      const path = bentPath(cornerAt(from), cornerAt(to), sides, random).map(toLonLat)
      borders.push({ left, right: right < count ? right : -1, from, to, path })
    })
  }
  return borders
}

function neighboursOf(borders: readonly Border[], count: number): number[][] {
  const sets = Array.from({ length: count }, () => new Set<number>())
  for (const { left, right } of borders) {
    if (right < 0) continue
    sets[left]?.add(right)
    sets[right]?.add(left)
  }
  return sets.map(set => [...set].sort((a, b) => a - b))
}

/** Divides the land inside the outline between the sites, all in kilometres; shapes come out in longitude and latitude. */
export function tessellate(sites: readonly Point[], outline: Ring, random: Random): Tessellation {
  const points = [...sites, ...sites.flatMap(site => mirrorImages(site, outline)), ...farAway]
  const delaunay = new Delaunay(points.flat())
  const borders = drawBorders(points, sites.length, delaunay, random)
  const rings = dissolve(
    borders,
    sites.map((_, i) => i),
  ).map(([ring]) => ring ?? [])
  const neighbours = neighboursOf(borders, sites.length)
  let near = 0
  const locate = (point: Point): number => {
    near = delaunay.find(...toPlane(point), near)
    return [near, ...delaunay.neighbors(near)].find(i => contains(rings[i] ?? [], point)) ?? -1
  }
  return { borders, rings, neighbours, locate }
}
