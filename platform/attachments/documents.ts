import { Invalid } from '../errors.ts'
import { Budget } from '../files/meter.ts'
import type { SourceFile } from '../files/types.ts'
import { documentParts } from '../files/zip.ts'
import type { FileType } from './types.ts'

const mebibyte = 1024 * 1024
const limits = {
  fileBytes: 100 * mebibyte,
  totalBytes: 200 * mebibyte,
  ratio: 200,
  ratioFreeBytes: 16 * mebibyte,
  entries: 2_000,
}

const unreadable =
  'This document is damaged, locked with a password, or unpacks to far more than its size. Save it again, or save it as PDF.'
const macros =
  'This document holds macros or calls for another file, which can do harm. Save it without them, or as PDF.'

const small = 256 * 1024
const calling = /Type="[^"]*\/(?:attachedTemplate|oleObject|frame|subDocument)"[^>]*TargetMode="External"/i
const callingTurned = /TargetMode="External"[^>]*Type="[^"]*\/(?:attachedTemplate|oleObject|frame|subDocument)"/i

/**
 * What kind of document a zip is. Every part is unpacked once, counted and thrown away, so that no bomb, no lie about a size and no
 * damage is kept. Throws Invalid for those, and for macros, templates and objects that a document would fetch from elsewhere.
 */
export async function documentType(path: string): Promise<FileType | undefined> {
  const names = new Set<string>()
  let mimetype = ''
  for (const part of await partsOf(path)) {
    if (names.has(part.name) || isMacro(part.name)) throw new Invalid(names.has(part.name) ? unreadable : macros)
    names.add(part.name)
    const text = await beginning(part)
    if (part.name === 'mimetype') mimetype = text
    if (part.name === '[Content_Types].xml' && /macroEnabled/i.test(text)) throw new Invalid(macros)
    if (part.name.endsWith('.rels') && (calling.test(text) || callingTurned.test(text))) throw new Invalid(macros)
  }
  return typeFrom(names, mimetype)
}

async function partsOf(path: string): Promise<readonly SourceFile[]> {
  try {
    return await documentParts('The document', path, new Budget(limits))
  } catch {
    throw new Invalid(unreadable)
  }
}

async function beginning(part: SourceFile): Promise<string> {
  const pieces: Uint8Array[] = []
  let kept = 0
  try {
    for await (const piece of part.bytes()) {
      if (kept < small) pieces.push(piece)
      kept += piece.length
    }
  } catch {
    throw new Invalid(unreadable)
  }
  return Buffer.concat(pieces).toString('utf8')
}

function isMacro(name: string): boolean {
  return /(^|\/)vbaProject\.bin$/i.test(name) || /(^|\/)activeX\//i.test(name) || /^(Basic|Scripts)\//.test(name)
}

function typeFrom(names: ReadonlySet<string>, mimetype: string): FileType | undefined {
  if (names.has('content.xml')) {
    if (mimetype === 'application/vnd.oasis.opendocument.text') return 'odt'
    return mimetype === 'application/vnd.oasis.opendocument.spreadsheet' ? 'ods' : undefined
  }
  if (!names.has('[Content_Types].xml')) return undefined
  const [word, excel] = [names.has('word/document.xml'), names.has('xl/workbook.xml')]
  return word === excel ? undefined : word ? 'docx' : 'xlsx'
}
