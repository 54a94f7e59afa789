// A small reader of XML for data that others send: elements and text, nothing else. There are no external entities and no
// document types, so nothing is fetched and nothing expands.

import { decodeText, FileRefused, type SourceFile } from '#platform/files'

export type XmlEvent =
  | { readonly kind: 'open'; readonly name: string }
  /** `text` is what stands directly inside the element, trimmed. */
  | { readonly kind: 'close'; readonly name: string; readonly text: string }

const deepest = 16
const longestMarkup = 10_000
const longestText = 10_000

/**
 * The elements of an XML file as they open and close, names without their prefix. Throws FileRefused for a document type,
 * an unknown entity, elements that do not fit or stand too deep, and a file that was cut short.
 */
export async function* xmlEvents(file: SourceFile, note: (sentence: string) => void): AsyncGenerator<XmlEvent> {
  const reader = new XmlReader(file.name)
  for await (const text of decodeText(file, note)) for (const event of reader.push(text)) yield event
  reader.end()
}

class XmlReader {
  readonly #name: string
  readonly #open: string[] = []
  readonly #texts: string[] = []
  #rest = ''
  #roots = 0

  constructor(name: string) {
    this.#name = name
  }

  push(text: string): readonly XmlEvent[] {
    const events: XmlEvent[] = []
    this.#rest += text
    let from = 0
    for (;;) {
      const start = this.#rest.indexOf('<', from)
      const end = start < 0 ? -1 : markupEnd(this.#rest, start)
      if (end < 0) break
      this.#addText(unescaped(this.#name, this.#rest.slice(from, start)))
      this.#markup(this.#rest.slice(start, end), events)
      from = end
    }
    this.#rest = this.#rest.slice(from)
    if (this.#rest.length > longestMarkup + longestText) this.#refuse('a part of it has no end')
    return events
  }

  end(): void {
    if (this.#open.length > 0 || this.#roots !== 1 || this.#rest.trim() !== '') this.#refuse('it ends in the middle')
  }

  #markup(markup: string, events: XmlEvent[]): void {
    if (markup.startsWith('<!--') || markup.startsWith('<?')) return
    if (markup.startsWith('<![CDATA[')) this.#addText(markup.slice(9, -3))
    else if (markup.startsWith('<!')) this.#refuse('it has a document type, which is not allowed here')
    else if (markup.startsWith('</')) this.#close(localName(markup.slice(2, -1)), events)
    else {
      const empty = markup.endsWith('/>')
      const name = localName(markup.slice(1, empty ? -2 : -1))
      this.#openElement(name, events)
      if (empty) this.#close(name, events)
    }
  }

  #openElement(name: string, events: XmlEvent[]): void {
    if (name === '' || this.#open.length >= deepest) this.#refuse('its elements stand too deep or have no name')
    if (this.#open.length === 0) this.#roots += 1
    this.#open.push(name)
    this.#texts.push('')
    events.push({ kind: 'open', name })
  }

  #close(name: string, events: XmlEvent[]): void {
    const text = this.#texts.pop() ?? ''
    if (this.#open.pop() !== name) this.#refuse(`the element "${name.slice(0, 40)}" closes where it is not open`)
    events.push({ kind: 'close', name, text: text.trim() })
  }

  #addText(text: string): void {
    const last = this.#texts.length - 1
    if (last < 0) {
      if (text.trim() !== '') this.#refuse('there is text outside its elements')
      return
    }
    const whole = (this.#texts[last] ?? '') + text
    if (whole.length > longestText) this.#refuse('a text in it is too long')
    this.#texts[last] = whole
  }

  #refuse(what: string): never {
    throw new FileRefused(this.#name, `this XML cannot be used: ${what}. Ask the sender for a new file.`)
  }
}

/** Where the markup that starts at `start` ends; -1 while it is incomplete. */
function markupEnd(text: string, start: number): number {
  if (text.startsWith('<!--', start)) return after(text, '-->', start + 4)
  if (text.startsWith('<![CDATA[', start)) return after(text, ']]>', start + 9)
  if (text.length - start < 9 && '<![CDATA['.startsWith(text.slice(start))) return -1
  if (text.startsWith('<?', start)) return after(text, '?>', start + 2)
  return tagEnd(text, start)
}

function after(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from)
  return found < 0 ? -1 : found + mark.length
}

/** A ">" inside an attribute's quotation marks does not end a tag. */
function tagEnd(text: string, start: number): number {
  let open = ''
  for (let at = start; at < text.length; at++) {
    const letter = text[at]
    if (open !== '') {
      if (letter === open) open = ''
    } else if (letter === '"' || letter === "'") open = letter
    else if (letter === '>') return at + 1
  }
  return -1
}

function localName(tag: string): string {
  const whole = /^[^\s/]*/.exec(tag)?.[0] ?? ''
  return whole.slice(whole.indexOf(':') + 1)
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function unescaped(file: string, text: string): string {
  if (!text.includes('&')) return text
  return text.replaceAll(/&([^;]{0,10});?/g, (whole, name: string) => {
    const known = entities[name] ?? numbered(name)
    if (known === undefined || !whole.endsWith(';'))
      throw new FileRefused(
        file,
        `this XML cannot be used: "${whole.slice(0, 12)}" is not known. Ask the sender for a new file.`,
      )
    return known
  })
}

function numbered(name: string): string | undefined {
  const hex = /^#x([0-9a-f]{1,6})$/i.exec(name)
  const decimal = /^#([0-9]{1,7})$/.exec(name)
  const code = hex !== null ? Number.parseInt(hex[1] ?? '', 16) : decimal !== null ? Number(decimal[1]) : 0
  return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : undefined
}
