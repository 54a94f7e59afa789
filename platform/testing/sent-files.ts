// Small true files of each kind, made here, for tests of what may be added to a record.
import { crc32, deflateSync } from 'node:zlib'
import { strToU8, type Zippable, zipSync } from 'fflate'

export const pdf = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n')

function chunk(name: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const out = Buffer.alloc(8 + body.length)
  out.writeUInt32BE(data.length, 0)
  body.copy(out, 4)
  out.writeUInt32BE(crc32(body), 4 + body.length)
  return out
}

/** A PNG of one dot; `words` stand in a text part, as a camera or a program leaves them. */
export function png(words?: string): Buffer {
  const head = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0])
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    ...(words === undefined ? [] : [chunk('tEXt', Buffer.from(`Comment\0${words}`))]),
    chunk('IDAT', deflateSync(Buffer.from([0, 255]))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function segment(marker: number, data: Uint8Array): Buffer {
  const length = Buffer.alloc(2)
  length.writeUInt16BE(data.length + 2)
  return Buffer.concat([Buffer.of(0xff, marker), length, data])
}

/** Exif with an orientation and a place, as a phone writes it. */
function exif(orientation: number): Buffer {
  const tiff = Buffer.alloc(40)
  tiff.write('MM\0*', 0, 'latin1')
  tiff.writeUInt32BE(8, 4)
  tiff.writeUInt16BE(2, 8)
  tiff.writeUInt16BE(0x0112, 10)
  tiff.writeUInt16BE(3, 12)
  tiff.writeUInt32BE(1, 14)
  tiff.writeUInt16BE(orientation, 18)
  tiff.writeUInt16BE(0x8825, 22)
  return Buffer.concat([Buffer.from('Exif\0\0'), tiff, Buffer.from('GPS 52.3705 -1.2650')])
}

/** The frame of a JPEG: what a decoder needs in order to go on, and a scan. It is no picture worth looking at. */
export function jpeg({ orientation, after = '' }: { orientation?: number; after?: string } = {}): Buffer {
  return Buffer.concat([
    Buffer.of(0xff, 0xd8),
    segment(0xe0, Buffer.from('JFIF\0\x01\x01\0\0\x01\0\x01\0\0', 'latin1')),
    ...(orientation === undefined ? [] : [segment(0xe1, exif(orientation)), segment(0xfe, Buffer.from('Taken by me'))]),
    segment(0xdb, Buffer.alloc(65, 1)),
    segment(0xc0, Buffer.from([8, 0, 1, 0, 1, 1, 1, 0x11, 0])),
    segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
    Buffer.from([0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56]),
    Buffer.of(0xff, 0xd9),
    Buffer.from(after),
  ])
}

export function zip(parts: Zippable): Buffer {
  return Buffer.from(zipSync(parts))
}

const types = strToU8('<Types/>')
export const docx = (more: Zippable = {}): Buffer =>
  zip({ '[Content_Types].xml': types, 'word/document.xml': strToU8('<w:document/>'), ...more })
export const xlsx = (): Buffer => zip({ '[Content_Types].xml': types, 'xl/workbook.xml': strToU8('<workbook/>') })
export const openDocument = (kind: 'text' | 'spreadsheet'): Buffer =>
  zip({
    mimetype: [strToU8(`application/vnd.oasis.opendocument.${kind}`), { level: 0 }],
    'content.xml': strToU8('<office:document-content/>'),
  })
