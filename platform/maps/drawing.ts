import { type Box, firstFree, label, labelBox, overlap } from '../charts/lettering.ts'
import { badge, type Form, frame, line, rect, texture, textures } from '../charts/marks.ts'
import { coordinate, Markup, markup, nothing } from '../charts/markup.ts'
import { colours, sequential, type } from '../charts/palette.ts'
import { type AreaValue, type Classes, type Fill, fillOf, fills } from './classes.ts'
import type { Extent } from './geometry.ts'
import { type Badge, type Inset, inInset, insetFor, isInInset, spreadBadges } from './inset.ts'
import type { PreparedMap, PreparedShape } from './prepare.ts'

export type MapDrawing = {
  map: PreparedMap
  values: ReadonlyMap<string, AreaValue>
  classes: Classes
  /** Ids of the areas that carry a number, in their order. */
  numbered: readonly string[]
  labels: boolean
  title: string
  description: string
}

function paint(form: Form, fill: Fill): string {
  return typeof fill === 'number' ? (sequential[fill] ?? colours.paper) : texture(form, fill)
}

/** The areas of one group, one path for each colour: a browser draws seven paths quicker than 354. */
function groupFills(form: Form, shapes: readonly PreparedShape[], fillById: ReadonlyMap<string, Fill>): Markup[] {
  return fills.flatMap(fill => {
    const path = shapes
      .filter(shape => fillById.get(shape.id) === fill)
      .map(shape => shape.path)
      .join('')
    return path === '' ? [] : [new Markup(`<path d="${path}" fill="${paint(form, fill)}"/>`)]
  })
}

/** Every area, and every outline of a group, under an id that the inset can use again. */
function areas(form: Form, { map, values, classes }: MapDrawing): Markup {
  const fillById = new Map(map.shapes.map(shape => [shape.id, fillOf(values.get(shape.id), classes)]))
  const byGroup = Map.groupBy(map.shapes, shape => shape.group)
  const perPixel = 1 / map.unit
  const filled = map.groups.map((group, index) => {
    const drawn = groupFills(form, byGroup.get(group.name) ?? [], fillById)
    return markup`<g id="${form.id}-areas-${String(index)}">${drawn}</g>`
  })
  const outlines = map.groups.map(
    (group, index) => new Markup(`<path id="${form.id}-outline-${index}" d="${group.outline}"/>`),
  )
  // Written by hand, since the scale needs more places than a coordinate.
  return new Markup(
    `<g id="${form.id}-map" transform="scale(${map.unit})" stroke-linejoin="round"><g stroke="${colours.rule}" stroke-width="${coordinate(0.5 * perPixel)}" fill-rule="evenodd">${filled.join('')}</g><g fill="none" stroke="${colours.ink}" stroke-width="${coordinate(1.3 * perPixel)}">${outlines.join('')}</g></g>`,
  )
}

/** The inset: white ground, the same areas enlarged, a frame, and a thin frame round the part it enlarges. */
function insetMap(form: Form, map: PreparedMap, inset: Inset): Markup {
  const { frame: box, scale, offset, group, extent } = inset
  const index = map.groups.findIndex(each => each.name === group)
  const uses = group === undefined ? ['map'] : [`areas-${index}`, `outline-${index}`]
  const enlarged = scale * (group === undefined ? 1 : map.unit)
  const styles = `stroke-linejoin="round" fill-rule="evenodd" fill="none" stroke="${colours.rule}" stroke-width="${coordinate(0.35 / map.unit)}"`
  const shift = `translate(${coordinate(offset[0] - box.x)} ${coordinate(offset[1] - box.y)}) scale(${enlarged.toFixed(5)})`
  const copies = uses.map(use => `<use href="#${form.id}-${use}"/>`).join('')
  // A nested svg clips to its frame.
  const picture = `<svg x="${coordinate(box.x)}" y="${coordinate(box.y)}" width="${coordinate(box.width)}" height="${coordinate(box.height)}"><g transform="${shift}" ${styles}>${copies}</g></svg>`
  const border = { fill: 'none', stroke: colours.ink, width: 1.5 }
  return markup`${rect(box.x, box.y, box.width, box.height, { fill: colours.paper })}${new Markup(picture)}${rect(
    box.x,
    box.y,
    box.width,
    box.height,
    border,
  )}${rect(extent.left - 3, extent.top - 3, extent.right - extent.left + 6, extent.bottom - extent.top + 6, border)}${label(
    box.x + 8,
    box.y + 18,
    inset.title,
    { bold: true, halo: colours.paper },
  )}`
}

function badges(placed: readonly Badge[]): Markup[] {
  const leaders = placed
    .filter(({ at, target }) => Math.hypot(at[0] - target[0], at[1] - target[1]) > 9)
    .map(({ at, target }) => line(at[0], at[1], target[0], target[1], { colour: colours.ink, width: 1.5 }))
  return [...leaders, ...placed.map(({ at, text }) => badge(at[0], at[1], text))]
}

type Numbers = { inset: Inset | undefined; badges: Badge[] }

/** Numbers belong on the wide form only: on a phone they would be too small to hit, and the list carries them. */
function placeNumbers(form: Form, { map, numbered }: MapDrawing): Numbers {
  if (!form.wide) return { inset: undefined, badges: [] }
  const shapes = numbered.flatMap((id, index) => {
    const shape = map.shapes.find(each => each.id === id)
    return shape === undefined ? [] : [{ shape, text: String(index + 1) }]
  })
  const inset = insetFor(
    map,
    shapes.map(({ shape }) => shape),
  )
  const whole = { x: 0, y: 0, width: map.width, height: map.height }
  const onMap = shapes.filter(({ shape }) => inset === undefined || !isInInset(inset, shape))
  const placed = spreadBadges(
    onMap.map(({ shape, text }) => ({ text, target: shape.centre })),
    whole,
  )
  if (inset === undefined) return { inset, badges: placed }
  const enlarged = shapes.filter(({ shape }) => isInInset(inset, shape))
  const inside = enlarged.map(({ shape, text }) => ({ text, target: inInset(inset, shape.centre) }))
  return { inset, badges: [...placed, ...spreadBadges(inside, inset.frame)] }
}

function boxOf({ left, top, right, bottom }: Extent): Box {
  return { x: left, y: top, width: right - left, height: bottom - top }
}

/** Names of the groups on the map, each moved up or down until it is clear of the others and of the inset. */
function groupLabels(form: Form, { map, labels }: MapDrawing, { inset, badges: placed }: Numbers): Markup[] {
  if (!labels) return []
  const size = form.wide ? type.label : type.note
  const taken: Box[] = placed.map(({ at }) => ({ x: at[0] - 12, y: at[1] - 12, width: 24, height: 24 }))
  if (inset !== undefined) taken.push(inset.frame)
  return map.groups.flatMap(({ name, centre, box }) => {
    const isInset = name === inset?.group
    if (name === '' || isInset) return []
    const style = { size, bold: true, anchor: 'middle', halo: colours.paper } as const
    const candidates = [0, -18, 18, -36, 36, -54, 54].flatMap(down =>
      [0, -30, 30, -60, 60].map(across => {
        const at = { x: centre[0] + across, y: centre[1] + down }
        return { ...at, box: labelBox(at.x, at.y, name, style) }
      }),
    )
    const bounds = { x: 0, y: 0, width: form.width, height: map.height }
    const near = candidates.filter(each => overlap(each.box, boxOf(box)))
    const place = firstFree(near, bounds, taken)
    if (place === undefined) return []
    taken.push(place.box)
    return [label(place.x, place.y, name, style)]
  })
}

/** The map as SVG. */
export function drawMap(form: Form, drawing: MapDrawing): string {
  const { map, values, classes } = drawing
  const used = new Set(map.shapes.map(shape => fillOf(values.get(shape.id), classes)))
  const needed = (['no-data', 'few'] as const).filter(name => used.has(name))
  const numbers = placeNumbers(form, drawing)
  const height = Math.max(map.height, (numbers.inset?.frame.y ?? 0) + (numbers.inset?.frame.height ?? 0) + 2)
  const outer = { ...form, width: map.width }
  return frame(
    outer,
    { title: drawing.title, description: drawing.description, height },
    textures(form, needed, map.unit),
    areas(form, drawing),
    numbers.inset === undefined ? nothing : insetMap(form, map, numbers.inset),
    ...groupLabels(outer, drawing, numbers),
    ...badges(numbers.badges),
  )
}
