import type { Between, LifeMoment, LifeSpan } from './life-timeline.ts'
import { diamond, type Form, rect, texture } from './marks.ts'
import { type Markup, markup } from './markup.ts'
import { colours } from './palette.ts'

const thickness = 16

/** Where a span ends; one that is still going on ends with the axis. */
export function spanEnd({ start, end, ongoing }: LifeSpan, axisEnd: number): Between {
  if (ongoing) return [axisEnd, axisEnd]
  return end ?? start
}

/** A bar that is never too short to be seen. */
export function bar(from: number, to: number, y: number, fill: string): Markup {
  return rect(from, y - thickness / 2, Math.max(to - from, 6), thickness, { fill })
}

/** White that thins out over a bar's ends where its dates are not known exactly. */
export function fades(form: Form, start: Between, end: Between, y: number): Markup {
  const [inId, outId] = [`${form.id}-in-${Math.round(start[0])}-${y}`, `${form.id}-out-${Math.round(end[1])}-${y}`]
  const drawn: Markup[] = []
  if (start[1] - start[0] > 2) drawn.push(fade(inId, start[0], Math.min(start[1], end[1]), y, 1, 0))
  if (end[1] - end[0] > 2) drawn.push(fade(outId, Math.max(end[0], start[0]), end[1], y, 0, 1))
  return markup`${drawn}`
}

function fade(id: string, from: number, to: number, y: number, first: number, last: number): Markup {
  const stop = (at: number, opacity: number): Markup =>
    markup`<stop offset="${at}" stop-color="${colours.paper}" stop-opacity="${opacity}"/>`
  return markup`<linearGradient id="${id}">${stop(0, first)}${stop(1, last)}</linearGradient>${rect(from, y - thickness / 2 - 0.5, to - from, thickness + 1, { fill: `url(#${id})` })}`
}

/** One event: a striped diamond for harm, a solid one for strength. */
export function tinted(x: number, y: number, harm: boolean, form: Form): Markup {
  if (!harm) return diamond(x, y, 9, colours.strength)
  return markup`<path d="M${x} ${y - 9}l9 9l-9 9l-9-9z" fill="${texture(form, 'harm')}" stroke="${colours.harm}" stroke-width="1.5"/>`
}

/** A numbered moment: filled when help came, open when it was missed, dashed while it is open. */
export function momentBadge(x: number, y: number, number: number, state: LifeMoment['state']): Markup {
  const [fill, ink] = state === 'met' ? [colours.ink, colours.paper] : [colours.paper, colours.ink]
  const dashes = state === 'waiting' ? markup` stroke-dasharray="3 2"` : markup``
  return markup`<g><circle cx="${x}" cy="${y}" r="10" fill="${fill}" stroke="${colours.ink}" stroke-width="2"${dashes}/><text x="${x}" y="${y + 5}" font-size="14" font-weight="700" text-anchor="middle" fill="${ink}">${String(number)}</text></g>`
}
