import { Markup, markup } from './markup.ts'
import { colours, type } from './palette.ts'

// Advance widths of Helvetica (and of Arial, which copies them) in thousandths of the type size, for characters 32 to 126.
// Source: Adobe Core 14 font metrics. Needed because the server has no browser to measure text with.
const advances = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
  556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
  722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
  556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
  260, 334, 584,
]
const boldIsWiderBy = 1.08

/** Width of a line of text in pixels: exact for plain Arial, within a few per cent for bold and for other letters. */
export function textWidth(text: string, size: number, bold = false): number {
  const total = [...text].reduce((sum, letter) => sum + (advances[letter.charCodeAt(0) - 32] ?? 600), 0)
  return (total / 1000) * size * (bold ? boldIsWiderBy : 1)
}

/** Text cut to `width` with an ellipsis. The whole text must stand in the table. */
export function clip(text: string, width: number, size: number, bold = false): string {
  if (textWidth(text, size, bold) <= width) return text
  const letters = [...text]
  while (letters.length > 1 && textWidth(`${letters.join('')}…`, size, bold) > width) letters.pop()
  return `${letters.join('').trimEnd()}…`
}

/** Text in as many lines as it needs at this width. A single word that is too wide is broken where the line ends. */
export function wrapped(text: string, width: number, size: number): string[] {
  const lines: string[] = []
  for (const word of text.split(' ').flatMap(it => broken(it, width, size))) {
    const last = lines.at(-1)
    if (last !== undefined && textWidth(`${last} ${word}`, size) <= width) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}

/** A word in pieces, none wider than `width` unless it is a single letter. */
function broken(word: string, width: number, size: number): string[] {
  const pieces = ['']
  for (const letter of word) {
    const last = pieces.at(-1) ?? ''
    if (last === '' || textWidth(last + letter, size) <= width) pieces[pieces.length - 1] = last + letter
    else pieces.push(letter)
  }
  return pieces
}

export type TextStyle = {
  size?: number
  bold?: boolean
  anchor?: 'start' | 'middle' | 'end'
  fill?: string
  /** Colour of a thin edge round the letters that keeps them readable over marks. */
  halo?: string
}

/** One line of text with its baseline at (x, y). */
export function label(x: number, y: number, text: string | Markup, style: TextStyle = {}): Markup {
  const { size = type.note, bold = false, anchor = 'start', fill = colours.ink, halo } = style
  const edge =
    halo === undefined ? '' : markup` stroke="${halo}" stroke-width="4" stroke-linejoin="round" paint-order="stroke"`
  const weight = bold ? new Markup(' font-weight="700"') : ''
  const side = anchor === 'start' ? '' : markup` text-anchor="${anchor}"`
  return markup`<text x="${x}" y="${y}" font-size="${size}" fill="${fill}"${weight}${side}${edge}>${text}</text>`
}

export type Box = { x: number; y: number; width: number; height: number }

export function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
}

/** The box that a label drawn by `label` covers. */
export function labelBox(x: number, y: number, text: string, style: TextStyle = {}): Box {
  const { size = type.note, bold = false, anchor = 'start' } = style
  const width = textWidth(text, size, bold)
  const left = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2
  return { x: left, y: y - size * 0.8, width, height: size * 1.05 }
}

/** The first candidate that stays inside `bounds` and touches nothing taken, or undefined. */
export function firstFree<T extends { box: Box }>(
  candidates: readonly T[],
  bounds: Box,
  taken: readonly Box[],
): T | undefined {
  return candidates.find(({ box }) => inside(box, bounds) && !taken.some(other => overlap(box, other)))
}

function inside(box: Box, bounds: Box): boolean {
  return (
    box.x >= bounds.x &&
    box.y >= bounds.y &&
    box.x + box.width <= bounds.x + bounds.width &&
    box.y + box.height <= bounds.y + bounds.height
  )
}
