import { FileRefused } from './refused.ts'

/** One piece of a JSON object: an item of its main array, or another member, both as JSON text. */
export type JsonPiece = { readonly kind: 'item' | 'member'; readonly text: string }

const [quote, backslash, comma] = [0x22, 0x5c, 0x2c]
const [openObject, closeObject, openArray, closeArray] = [0x7b, 0x7d, 0x5b, 0x5d]

/** 1 opens, -1 closes, 2 is a comma; everything else is content. */
const structure = new Int8Array(128)
structure[openObject] = structure[openArray] = 1
structure[closeObject] = structure[closeArray] = -1
structure[comma] = 2

/**
 * Cuts a JSON object into its members, and its array called `arrayName` into items, as text arrives. Only the piece being
 * read is kept. It follows brackets and strings, and leaves the checking of each piece to JSON.parse.
 */
export class JsonItems {
  readonly #name: string
  readonly #arrayStart: RegExp
  readonly #longest: number
  /** 0 outside, 1 between the object's members, 2 between the array's items, more inside a piece. */
  #depth = 0
  #inArray = false
  #inString = false
  #escaped = false
  #piece = ''
  #done = false

  constructor(name: string, arrayName: string, longest: number) {
    this.#name = name
    this.#arrayStart = new RegExp(`^\\s*"${arrayName}"\\s*:\\s*$`)
    this.#longest = longest
  }

  /** The pieces that `text` completes. Throws FileRefused for a piece over the limit and for text that is not JSON. */
  push(text: string): readonly JsonPiece[] {
    const pieces: JsonPiece[] = []
    let from = 0
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at)
      if (this.#inString) this.#stringCharacter(code)
      else if (code === quote) this.#inString = true
      else if (code < 128 && structure[code] !== 0 && this.#divides(code, text, from, at, pieces)) from = at + 1
    }
    this.#keep(text.slice(from))
    return pieces
  }

  /** Throws FileRefused when the object was not closed. */
  end(): void {
    if (!this.#done)
      throw new FileRefused(
        this.#name,
        'it ends in the middle: it was cut short, or is not GeoJSON. Download it again.',
      )
  }

  #stringCharacter(code: number): void {
    if (this.#escaped) this.#escaped = false
    else if (code === backslash) this.#escaped = true
    else if (code === quote) this.#inString = false
  }

  /** Follows one bracket or comma. Whether a piece ends or begins there. */
  #divides(code: number, text: string, from: number, at: number, pieces: JsonPiece[]): boolean {
    const level = this.#inArray ? 2 : 1
    const step = structure[code] ?? 0
    if (this.#depth > level) {
      if (step !== 2) this.#depth += step
      return false
    }
    const pending = this.#piece + text.slice(from, at)
    if (step === 1) return this.#opens(code, pending)
    this.#complete(pending, pieces)
    if (step === -1) this.#closes(code)
    return true
  }

  #opens(code: number, pending: string): boolean {
    if (this.#done || (this.#depth === 0 && code !== openObject)) this.#refuse()
    this.#depth += 1
    if (this.#depth === 1) return true
    if (this.#inArray || code !== openArray || !this.#arrayStart.test(pending)) return false
    this.#inArray = true
    this.#piece = ''
    return true
  }

  #closes(code: number): void {
    if (this.#depth === 0 || code !== (this.#inArray ? closeArray : closeObject)) this.#refuse()
    this.#depth -= 1
    this.#inArray = false
    this.#done = this.#depth === 0
  }

  #complete(pending: string, pieces: JsonPiece[]): void {
    this.#piece = ''
    const text = pending.trim()
    if (text.length > 0) pieces.push({ kind: this.#inArray ? 'item' : 'member', text })
  }

  #keep(text: string): void {
    this.#piece += text
    if (this.#piece.length > this.#longest)
      throw new FileRefused(
        this.#name,
        'one of its parts is larger than any boundary should be. Is this a GeoJSON file?',
      )
  }

  #refuse(): never {
    throw new FileRefused(this.#name, 'it is not a GeoJSON file: its brackets do not fit. Download it again.')
  }
}
