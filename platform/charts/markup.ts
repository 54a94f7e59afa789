/** A piece of SVG or HTML that is already safe to send: text inside it has been escaped. */
export class Markup {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
  toString(): string {
    return this.text
  }
}

export type Hole = Markup | readonly Markup[] | string | number | undefined

export const nothing = new Markup('')

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

// XML 1.0 has no way to write most control characters, so one in a name would make the whole picture unreadable.
const unwritable = /(?![\t\n\r])\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu

/** Text made safe for element content and for quoted attributes. */
export function escapeText(text: string): string {
  return text.replace(unwritable, '').replace(/[&<>"']/g, character => entities[character] ?? '')
}

/**
 * A coordinate to one tenth of a pixel, the finest step anyone can see.
 * @throws Error when it is not finite, because a browser would drop the mark without a word.
 */
export function coordinate(value: number): string {
  if (!Number.isFinite(value)) throw new Error(`A picture was given the coordinate ${value}; it needs a finite number.`)
  return String(Math.round(value * 10) / 10 + 0)
}

function fill(hole: Hole): string {
  if (hole === undefined) return ''
  if (hole instanceof Markup) return hole.text
  if (typeof hole === 'string') return escapeText(hole)
  if (typeof hole === 'number') return coordinate(hole)
  return hole.map(part => part.text).join('')
}

/** Template tag for SVG and HTML: strings are escaped, numbers become rounded coordinates, Markup passes as it is. */
export function markup(strings: TemplateStringsArray, ...holes: Hole[]): Markup {
  return new Markup(strings.reduce((text, part, index) => `${text}${fill(holes[index - 1])}${part}`))
}
