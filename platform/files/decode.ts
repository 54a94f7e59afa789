import { isAscii, isUtf8 } from 'node:buffer'
import { TextDecoder } from 'node:util'
import { FileRefused } from './refused.ts'
import type { SourceFile } from './types.ts'

type Note = (sentence: string) => void

/**
 * The text of a file, in pieces. A byte-order mark is removed. UTF-8 is checked; a file whose first byte outside ASCII is
 * not UTF-8 is read as Windows-1252, the usual encoding of older spreadsheets, and `note` is told. UTF-16 is read when
 * its first bytes show it. Throws FileRefused for zero bytes, and for a file that is UTF-8 at first and later is not.
 */
export async function* decodeText(file: SourceFile, note: Note): AsyncGenerator<string> {
  let decoder: Decoder | undefined
  let held: Uint8Array = new Uint8Array(0)
  for await (const chunk of file.bytes()) {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk])
    if (decoder === undefined && held.length < 4) continue
    decoder ??= decoderFor(file.name, held, note)
    const text = decoder.decode(held)
    held = new Uint8Array(0)
    if (text.length > 0) yield refuseZeros(file.name, text)
  }
  decoder ??= decoderFor(file.name, held, note)
  const last = decoder.decode(held) + decoder.end()
  if (last.length > 0) yield refuseZeros(file.name, last)
}

type Decoder = { decode(bytes: Uint8Array): string; end(): string }

function decoderFor(name: string, head: Uint8Array, note: Note): Decoder {
  const [a, b, c, d] = head
  if ((a === 0xff && b === 0xfe) || (a !== 0 && b === 0 && c !== 0 && d === 0)) return utf16(name, 'utf-16le', note)
  if ((a === 0xfe && b === 0xff) || (a === 0 && b !== 0 && c === 0 && d !== 0)) return utf16(name, 'utf-16be', note)
  return withoutMark(new Utf8OrWindows(name, note))
}

function utf16(name: string, encoding: 'utf-16le' | 'utf-16be', note: Note): Decoder {
  note(`${name} is in UTF-16, not UTF-8. It was read as such.`)
  const decoder = new TextDecoder(encoding, { fatal: true })
  const decode = (bytes?: Uint8Array): string => {
    try {
      return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true })
    } catch {
      throw new FileRefused(name, 'it starts as UTF-16 text but does not go on so. Save it again as "CSV UTF-8".')
    }
  }
  return { decode, end: () => decode() }
}

function withoutMark(inner: Decoder): Decoder {
  let first = true
  const decode = (bytes: Uint8Array): string => {
    const text = inner.decode(bytes)
    if (!first || text.length === 0) return text
    first = false
    return text.startsWith('\ufeff') ? text.slice(1) : text
  }
  return { decode, end: () => inner.end() }
}

class Utf8OrWindows implements Decoder {
  readonly #name: string
  readonly #note: Note
  #windows: TextDecoder | undefined
  #sawUtf8 = false
  #unfinished: Uint8Array = new Uint8Array(0)

  constructor(name: string, note: Note) {
    this.#name = name
    this.#note = note
  }

  decode(bytes: Uint8Array): string {
    if (this.#windows !== undefined) return this.#windows.decode(bytes)
    if (this.#unfinished.length === 0 && isAscii(bytes)) return view(bytes).toString('latin1')
    const all = this.#unfinished.length === 0 ? bytes : Buffer.concat([this.#unfinished, bytes])
    const whole = all.length - unfinishedLength(all)
    const head = all.subarray(0, whole)
    if (!isUtf8(head)) return this.#fallBack(all)
    this.#sawUtf8 ||= !isAscii(head)
    this.#unfinished = all.subarray(whole)
    return view(head).toString('utf8')
  }

  end(): string {
    if (this.#unfinished.length === 0) return ''
    if (this.#sawUtf8)
      throw new FileRefused(
        this.#name,
        'it ends in the middle of a letter: it was cut short. Download or send it again.',
      )
    return this.#fallBack(this.#unfinished)
  }

  #fallBack(bytes: Uint8Array): string {
    if (this.#sawUtf8 || startsAsUtf8(bytes))
      throw new FileRefused(this.#name, 'it is UTF-8 text at first and later is not. Save it again as "CSV UTF-8".')
    this.#note(`${this.#name} is not in UTF-8. It was read as Windows-1252: check names with accents and the £ sign.`)
    this.#windows = new TextDecoder('windows-1252')
    this.#unfinished = new Uint8Array(0)
    return this.#windows.decode(bytes)
  }
}

/** Whether the first bytes outside ASCII are a letter of UTF-8. */
function startsAsUtf8(bytes: Uint8Array): boolean {
  const first = bytes.findIndex(byte => byte >= 0x80)
  const length = lengthOf(bytes[first] ?? 0)
  return length > 1 && first + length <= bytes.length && isUtf8(bytes.subarray(first, first + length))
}

/** How many bytes a letter has that begins with this byte. */
const lengthOf = (byte: number): number => (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1)

/** How many bytes at the end begin a letter that is not complete yet. */
function unfinishedLength(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0
    if ((byte & 0xc0) === 0x80) continue
    return lengthOf(byte) > back ? back : 0
  }
  return 0
}

const view = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)

function refuseZeros(name: string, text: string): string {
  if (text.includes('\0'))
    throw new FileRefused(name, 'it is not text: it holds zero bytes. Use the CSV or GeoJSON file.')
  return text
}
