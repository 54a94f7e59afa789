// Pictures are put together again from the parts that draw them. What else a file carries (where and when a photo was taken and with
// what, a smaller copy, words, another file behind the end) is left out.

import { crc32 } from 'node:zlib'

const pngStart = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const drawing = new Set([
  'IHDR',
  'PLTE',
  'tRNS',
  'gAMA',
  'cHRM',
  'sRGB',
  'iCCP',
  'sBIT',
  'bKGD',
  'pHYs',
  'IDAT',
  'IEND',
])

/** The drawing parts of a PNG (ISO/IEC 15948); undefined where it is damaged or no PNG. */
export function plainPng(bytes: Buffer): Buffer | undefined {
  if (!bytes.subarray(0, 8).equals(pngStart)) return undefined
  const kept: Buffer[] = [pngStart]
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at)
    const end = at + 12 + length
    if (end > bytes.length) return undefined
    const name = bytes.toString('latin1', at + 4, at + 8)
    if (crc32(bytes.subarray(at + 4, end - 4)) !== bytes.readUInt32BE(end - 4)) return undefined
    if (kept.length === 1 && name !== 'IHDR') return undefined
    if (drawing.has(name)) kept.push(bytes.subarray(at, end))
    if (name === 'IEND') return Buffer.concat(kept)
    at = end
  }
  return undefined
}

const startOfScan = 0xda
const endOfImage = 0xd9

/** The drawing parts of a JPEG (ITU-T T.81 annex B); undefined where it is damaged or no JPEG. Which way up it was held is kept. */
export function plainJpeg(bytes: Buffer): Buffer | undefined {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return undefined
  const kept: Buffer[] = [bytes.subarray(0, 2)]
  let drawn = false
  for (let at = 2; at + 2 <= bytes.length; ) {
    if (bytes[at] !== 0xff) return undefined
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xff) {
      at += 1
      continue
    }
    if (marker === endOfImage) return drawn ? Buffer.concat([...kept, Buffer.of(0xff, endOfImage)]) : undefined
    const end = segmentEnd(bytes, at)
    if (end === undefined) return undefined
    const stop = marker === startOfScan ? endOfScan(bytes, end) : end
    const part = partOf(marker, bytes.subarray(at, stop))
    if (part !== undefined) kept.push(part)
    drawn ||= marker === startOfScan
    at = stop
  }
  return undefined
}

function segmentEnd(bytes: Buffer, at: number): number | undefined {
  if (at + 4 > bytes.length) return undefined
  const length = bytes.readUInt16BE(at + 2)
  const end = at + 2 + length
  return length < 2 || end > bytes.length ? undefined : end
}

// Inside a scan, 0xff is followed by nought or by a restart mark; anything else begins the next segment.
function endOfScan(bytes: Buffer, from: number): number {
  let at = bytes.indexOf(0xff, from)
  while (at >= 0 && at + 1 < bytes.length) {
    const next = bytes[at + 1] ?? 0
    if (next !== 0 && (next < 0xd0 || next > 0xd7)) return at
    at = bytes.indexOf(0xff, at + 2)
  }
  return bytes.length
}

/** A segment as it is kept: what an application added (0xe1 to 0xef) and comments go, save colour profiles and Adobe's transform. */
function partOf(marker: number, segment: Buffer): Buffer | undefined {
  const says = (words: string): boolean => segment.toString('latin1', 4, 4 + words.length) === words
  if (marker === 0xe1) return says('Exif\0\0') ? orientationOnly(segment) : undefined
  if (marker === 0xe0) return says('JFIF\0') && segment.length >= 18 ? withoutThumbnail(segment) : undefined
  if (marker === 0xe2) return says('ICC_PROFILE\0') ? segment : undefined
  if (marker === 0xee) return says('Adobe') ? segment : undefined
  return (marker >= 0xe3 && marker <= 0xef) || marker === 0xfe ? undefined : segment
}

function withoutThumbnail(segment: Buffer): Buffer {
  const head = Buffer.from(segment.subarray(0, 18))
  head.writeUInt16BE(16, 2)
  head.writeUInt16BE(0, 16)
  return head
}

/** The smallest Exif block that says which way up the picture is (tag 0x0112); undefined where it is upright or does not say. */
function orientationOnly(segment: Buffer): Buffer | undefined {
  const tiff = segment.subarray(10)
  const little = tiff.toString('latin1', 0, 2) === 'II'
  if (tiff.length < 14 || (!little && tiff.toString('latin1', 0, 2) !== 'MM')) return undefined
  const two = (at: number): number =>
    at + 2 > tiff.length ? 0 : little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at)
  const first = little ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4)
  for (let entry = 0; entry < Math.min(two(first), 200); entry++) {
    const at = first + 2 + entry * 12
    const value = two(at + 8)
    if (two(at) === 0x0112) return value >= 2 && value <= 8 ? exifSaying(value) : undefined
  }
  return undefined
}

function exifSaying(orientation: number): Buffer {
  const block = Buffer.alloc(36)
  block.writeUInt16BE(0xffe1, 0)
  block.writeUInt16BE(34, 2)
  block.write('Exif\0\0MM\0*', 4, 'latin1')
  block.writeUInt32BE(8, 14)
  block.writeUInt16BE(1, 18)
  block.writeUInt16BE(0x0112, 20)
  block.writeUInt16BE(3, 22)
  block.writeUInt32BE(1, 24)
  block.writeUInt16BE(orientation, 28)
  return block
}
