import { readFile } from 'node:fs/promises'
import { Invalid } from '../errors.ts'
import { documentType } from './documents.ts'
import { cleanName } from './names.ts'
import { plainJpeg, plainPng } from './pictures.ts'
import { type FileType, fileTypes, typeOfName } from './types.ts'

/** A file that may be kept: what it is, and its bytes as they are kept. */
export type Inspected = {
  readonly name: string
  readonly type: FileType
  readonly bytes: Buffer
  /** Hidden details of a picture were taken out. */
  readonly cleaned: boolean
}

const allowed = 'Add a PDF, a PNG or JPEG picture, a Word or Excel file, an OpenDocument file or plain text.'

/**
 * Looks at the content of a sent file at `path`: what it is, whether its name agrees, and whether it is one file and nothing else.
 * Throws Invalid with a sentence for the person who sent it.
 */
export async function inspect(sent: string, path: string): Promise<Inspected> {
  const name = cleanName(sent)
  const promised = typeOfName(name)
  if (promised === undefined) throw new Invalid(`A file of this kind cannot be added. ${allowed}`)
  const bytes = await readFile(path)
  if (bytes.length === 0) throw new Invalid('The file is empty. Choose another.')
  const found = await contentOf(bytes, path)
  if (found === undefined) throw new Invalid(`What the file holds cannot be used, or is damaged. ${allowed}`)
  if (found.type !== promised)
    throw new Invalid(
      `The name of the file ends like a ${fileTypes[promised].words}, and what it holds is a ${fileTypes[found.type].words}. Save it again under the right name.`,
    )
  return { name, ...found }
}

type Content = Omit<Inspected, 'name'>

async function contentOf(bytes: Buffer, path: string): Promise<Content | undefined> {
  if (bytes.subarray(0, 5).toString('latin1') === '%PDF-') return pdf(bytes)
  if (bytes[0] === 0x89) return picture('png', bytes, plainPng(bytes))
  if (bytes[0] === 0xff) return picture('jpeg', bytes, plainJpeg(bytes))
  if (bytes.subarray(0, 4).equals(startOfZip)) return document(bytes, path)
  return isPlainText(bytes) ? { type: 'txt', bytes, cleaned: false } : undefined
}

function picture(type: FileType, bytes: Buffer, plain: Buffer | undefined): Content | undefined {
  return plain === undefined ? undefined : { type, bytes: plain, cleaned: plain.length < bytes.length }
}

const startOfZip = Buffer.from('504b0304', 'hex')
const endOfZip = Buffer.from('504b0506', 'hex')

/** One PDF: its end stands at the end, no zip ends with it, and no password keeps a scanner out. */
function pdf(bytes: Buffer): Content | undefined {
  if (!bytes.subarray(-1024).includes('%%EOF') || endsAsZip(bytes)) return undefined
  if (/\/Encrypt\s+\d+\s+\d+\s+R|\/Encrypt\s*<</.test(bytes.toString('latin1')))
    throw new Invalid('This PDF is locked, so nobody can check what is in it. Save it without a password.')
  return { type: 'pdf', bytes, cleaned: false }
}

/** Whether a program that reads zips from their end would find one here: the list's end, and a comment of the length it states. */
function endsAsZip(bytes: Buffer): boolean {
  const tail = bytes.subarray(-65_557)
  for (let at = tail.indexOf(endOfZip); at >= 0 && at + 22 <= tail.length; at = tail.indexOf(endOfZip, at + 1))
    if (at + 22 + tail.readUInt16LE(at + 20) === tail.length) return true
  return false
}

/** One zip: it begins at the first byte, and its list ends at the last, without a comment that could hold another file. */
async function document(bytes: Buffer, path: string): Promise<Content | undefined> {
  if (!bytes.subarray(-22).subarray(0, 4).equals(endOfZip)) return undefined
  const type = await documentType(path)
  return type === undefined ? undefined : { type, bytes, cleaned: false }
}

const decoder = new TextDecoder('utf-8', { fatal: true })

/** UTF-8 without control characters other than tab, line feed, form feed and carriage return. */
function isPlainText(bytes: Buffer): boolean {
  try {
    return !/[^\P{Cc}\t\n\f\r]/u.test(decoder.decode(bytes))
  } catch {
    return false
  }
}
