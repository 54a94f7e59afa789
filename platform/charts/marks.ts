import { coordinate, type Markup, markup, nothing } from './markup.ts'
import { colours } from './palette.ts'

/** Width of the wide form: a full GOV.UK page column. */
export const wideWidth = 960
/** Width of the narrow form: what a 320 px phone leaves between the page margins, so its type is never shrunk. */
export const smallWidth = 290

/** One of the two forms in which a picture is drawn. `id` is unique among everything on the page. */
export type Form = { id: string; width: number; wide: boolean }

export type Frame = { title: string; description: string; height: number }

const validId = /^[A-Za-z][\w-]*$/

/** @throws Error when an id could not stand in an HTML id or a url(#...) reference. */
export function checkId(id: string): void {
  if (!validId.test(id)) {
    throw new Error(`The picture id "${id}" must begin with a letter and hold only letters, digits, - and _.`)
  }
}

/** The whole SVG element: named and described for people who cannot see it, with no style of its own. */
export function frame(form: Form, { title, description, height }: Frame, ...parts: Markup[]): string {
  checkId(form.id)
  const { id, width } = form
  return markup`<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="${id}-t ${id}-d" font-family="Arial, Helvetica, sans-serif" fill="${colours.ink}"><title id="${id}-t">${title}</title><desc id="${id}-d">${description}</desc>${parts}</svg>`
    .text
}

/** Both forms of one picture, drawn by the same function. */
export function bothForms(id: string, draw: (form: Form) => string): { svg: string; svgSmall: string } {
  return {
    svg: draw({ id, width: wideWidth, wide: true }),
    svgSmall: draw({ id: `${id}-small`, width: smallWidth, wide: false }),
  }
}

export type Texture = 'no-data' | 'few' | 'harm'

/**
 * The three textures of the visual language, under ids that belong to this form alone.
 * `unit` is the pixels for each unit where they are used: a map draws in tenths.
 */
export function textures(form: Form, names: readonly Texture[], unit = 1): Markup {
  if (names.length === 0) return nothing
  const drawn = names.map(name => {
    const { size, turn, body } = textureBodies[name]
    const scale = unit === 1 ? '' : ` scale(${String(1 / unit)})`
    return markup`<pattern id="${form.id}-${name}" width="${size}" height="${size}" patternUnits="userSpaceOnUse" patternTransform="rotate(${turn})${scale}">${body}</pattern>`
  })
  return markup`<defs>${drawn}</defs>`
}

const textureBodies: Record<Texture, { size: number; turn: number; body: Markup }> = {
  'no-data': {
    size: 5,
    turn: -45,
    body: markup`<rect width="5" height="5" fill="${colours.paper}"/><rect width="1" height="5" fill="${colours.rule}"/>`,
  },
  few: {
    size: 6,
    turn: 0,
    body: markup`<rect width="6" height="6" fill="${colours.band}"/><circle cx="3" cy="3" r="1" fill="${colours.rule}"/>`,
  },
  harm: {
    size: 6,
    turn: 45,
    body: markup`<rect width="6" height="6" fill="${colours.paper}"/><rect width="2.6" height="6" fill="${colours.harm}"/>`,
  },
}

export function texture(form: Form, name: Texture): string {
  return `url(#${form.id}-${name})`
}

export type LineStyle = { colour?: string; width?: number; dash?: string }

export function line(x1: number, y1: number, x2: number, y2: number, style: LineStyle = {}): Markup {
  const { colour = colours.rule, width = 1, dash } = style
  const dashes = dash === undefined ? nothing : markup` stroke-dasharray="${dash}"`
  return markup`<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="${colour}" stroke-width="${width}"${dashes}/>`
}

export type RectStyle = { fill: string; stroke?: string; width?: number; dash?: string; opacity?: number }

/** A rectangle; a negative width or height is drawn as none. */
export function rect(x: number, y: number, width: number, height: number, style: RectStyle): Markup {
  const dashes = style.dash === undefined ? nothing : markup` stroke-dasharray="${style.dash}"`
  const pale = style.opacity === undefined ? nothing : markup` opacity="${style.opacity}"`
  const edge =
    style.stroke === undefined ? nothing : markup` stroke="${style.stroke}" stroke-width="${style.width ?? 1}"${dashes}`
  return markup`<rect x="${x}" y="${y}" width="${Math.max(width, 0)}" height="${Math.max(height, 0)}" fill="${style.fill}"${edge}${pale}/>`
}

/** A value now: a filled dot with a white edge that lifts it off its line. */
export function dot(x: number, y: number, radius: number, colour: string = colours.here): Markup {
  return markup`<circle cx="${x}" cy="${y}" r="${radius}" fill="${colour}" stroke="${colours.paper}" stroke-width="1.5"/>`
}

/** A value earlier, or compared with: an open dot. */
export function openDot(x: number, y: number, radius: number, colour: string = colours.ink): Markup {
  return markup`<circle cx="${x}" cy="${y}" r="${radius}" fill="${colours.paper}" stroke="${colour}" stroke-width="2"/>`
}

/** A point that fires a rule. */
export function diamond(x: number, y: number, radius: number, colour: string): Markup {
  const path = `M${coordinate(x)} ${coordinate(y - radius)}l${radius} ${radius}l-${radius} ${radius}l-${radius}-${radius}z`
  return markup`<path d="${path}" fill="${colour}" stroke="${colours.paper}" stroke-width="1.5"/>`
}

/** A likely range: a thick pale line without end caps. */
export function range(x1: number, x2: number, y: number, colour: string, thickness = 8): Markup {
  return rect(Math.min(x1, x2), y - thickness / 2, Math.abs(x2 - x1), thickness, { fill: colour })
}

/** A number or letter in a circle, explained in words elsewhere. */
export function badge(x: number, y: number, text: string, radius = 11): Markup {
  return markup`<g><circle cx="${x}" cy="${y}" r="${radius}" fill="${colours.paper}" stroke="${colours.ink}" stroke-width="1.5"/><text x="${x}" y="${y + 5}" font-size="14" font-weight="700" text-anchor="middle">${text}</text></g>`
}

/** A path through points in order, as SVG path data. */
export function through(points: readonly (readonly [number, number])[]): string {
  return points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${coordinate(x)} ${coordinate(y)}`).join('')
}

/** Short upright ticks at each x, drawn once per half pixel: 354 areas make one small path. */
export function tickPath(xs: readonly number[], top: number, height: number): string {
  const places = [...new Set(Float64Array.from(xs, x => Math.round(x * 2) / 2).sort())]
  return places.map(x => `M${coordinate(x)} ${coordinate(top)}v${coordinate(height)}`).join('')
}
