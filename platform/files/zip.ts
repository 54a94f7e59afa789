// Zip by its central directory and node:zlib. A streaming unzip was considered: it checks no checksum, holds nothing back
// when the reader is slow, can read an entry only once, and cannot see that a file was cut between two entries.

import { type FileHandle, open } from 'node:fs/promises'
import { crc32 } from 'node:zlib'
import { type Budget, Meter, metered } from './meter.ts'
import { FileRefused } from './refused.ts'
import type { SourceFile } from './types.ts'
import { inflate, plain } from './unpack.ts'

type Entry = {
  readonly name: string
  readonly method: number
  readonly checksum: number
  readonly packed: number
  readonly unpacked: number
  readonly offset: number
}

const endSignature = 0x06054b50
const entrySignature = 0x02014b50
const localSignature = 0x04034b50
const largestDirectory = 16 * 1024 * 1024
const needsZip64 = 0xffffffff

const cutShort =
  'it ends too early or is damaged: the list at the end of the zip is missing. Download or send it again.'
const damaged = 'its list of files does not fit its content: it is damaged. Download or send it again.'

/**
 * The parts of a document that is a zip (OOXML, OpenDocument) in the order of its list, each to be read within the budget. Throws
 * FileRefused when it is damaged, locked or over a limit. An empty part is left out: nothing can hide in it.
 */
export async function documentParts(name: string, path: string, budget: Budget): Promise<readonly SourceFile[]> {
  const handle = await open(path)
  try {
    const { size } = await handle.stat()
    const entries = readEntries(name, await readDirectory(name, handle, size, budget))
    const wanted = entries.filter(entry => entry.unpacked > 0 || entry.packed > 2)
    return await Promise.all(wanted.map(entry => partFile(path, handle, size, entry, budget)))
  } finally {
    await handle.close()
  }
}

/** The files in a zip, in the order of their names. Throws FileRefused when it is damaged, encrypted or over a limit. */
export async function zipFiles(name: string, path: string, budget: Budget): Promise<readonly SourceFile[]> {
  const handle = await open(path)
  try {
    const { size } = await handle.stat()
    const entries = readEntries(name, await readDirectory(name, handle, size, budget))
    refuseSpreadsheet(name, entries)
    const wanted = entries.filter(entry => !isClutter(entry.name)).sort((a, b) => (a.name < b.name ? -1 : 1))
    if (wanted.length === 0) throw new FileRefused(name, 'there are no files in it.')
    return await Promise.all(wanted.map(entry => entryFile(`${name}/${entry.name}`, path, handle, size, entry, budget)))
  } finally {
    await handle.close()
  }
}

async function readDirectory(name: string, handle: FileHandle, size: number, budget: Budget): Promise<Buffer> {
  const tail = await readAt(handle, Math.max(0, size - 65_557), Math.min(size, 65_557))
  const at = findEnd(tail)
  if (at < 0) throw new FileRefused(name, cutShort)
  const count = tail.readUInt16LE(at + 10)
  const length = tail.readUInt32LE(at + 12)
  const start = tail.readUInt32LE(at + 16)
  if (start === needsZip64 || count === 0xffff)
    throw new FileRefused(name, 'it is too large a zip to read here. Unpack it, and import the folder.')
  if (count > budget.limits.entries || length > largestDirectory)
    throw new FileRefused(name, `it holds more than ${budget.limits.entries} files. Import them in smaller groups.`)
  const directory = await readAt(handle, start, length)
  if (countEntries(directory) !== count) throw new FileRefused(name, damaged)
  return directory
}

/** The record that ends a zip stands last, before a comment whose length it states. */
function findEnd(tail: Buffer): number {
  for (let at = tail.length - 22; at >= 0; at--)
    if (tail.readUInt32LE(at) === endSignature && at + 22 + tail.readUInt16LE(at + 20) === tail.length) return at
  return -1
}

function* entryStarts(directory: Buffer): Generator<number> {
  for (let at = 0; at + 46 <= directory.length && directory.readUInt32LE(at) === entrySignature; ) {
    yield at
    at += 46 + directory.readUInt16LE(at + 28) + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32)
  }
}

const countEntries = (directory: Buffer): number => [...entryStarts(directory)].length

function readEntries(zip: string, directory: Buffer): readonly Entry[] {
  return [...entryStarts(directory)].map(at => {
    const flags = directory.readUInt16LE(at + 8)
    const entry = {
      name: displayName(directory.subarray(at + 46, at + 46 + directory.readUInt16LE(at + 28))),
      method: directory.readUInt16LE(at + 10),
      checksum: directory.readUInt32LE(at + 16),
      packed: directory.readUInt32LE(at + 20),
      unpacked: directory.readUInt32LE(at + 24),
      offset: directory.readUInt32LE(at + 42),
    }
    refuseEntry(`${zip}/${entry.name}`, flags, entry)
    return entry
  })
}

function refuseEntry(name: string, flags: number, entry: Entry): void {
  if ((flags & 0x41) !== 0)
    throw new FileRefused(name, 'it is locked with a password. Unpack it, and import the plain file.')
  if (entry.method !== 0 && entry.method !== 8)
    throw new FileRefused(name, 'it is packed in an unusual way. Unpack it, and import the plain file.')
  if (entry.packed === needsZip64 || entry.unpacked === needsZip64)
    throw new FileRefused(name, 'it is too large to read inside a zip. Unpack it, and import the plain file.')
}

/** For people to read, and never a path to write to. */
function displayName(bytes: Buffer): string {
  return bytes.toString('utf8').replaceAll('\\', '/').replaceAll(/\p{C}/gu, '')
}

/** Folders, and what operating systems leave behind. */
export function isClutter(name: string): boolean {
  const last = name.split('/').at(-1) ?? ''
  return (
    last === '' || last.startsWith('.') || name.startsWith('__MACOSX/') || /^(thumbs\.db|desktop\.ini)$/i.test(last)
  )
}

function refuseSpreadsheet(name: string, entries: readonly Entry[]): void {
  const names = new Set(entries.map(entry => entry.name))
  if (names.has('[Content_Types].xml') || (names.has('mimetype') && names.has('content.xml')))
    throw new FileRefused(
      name,
      'this is a spreadsheet or a document. Open it, and save the sheet that you need as "CSV UTF-8".',
    )
}

async function entryFile(
  name: string,
  path: string,
  handle: FileHandle,
  size: number,
  entry: Entry,
  budget: Budget,
): Promise<SourceFile> {
  const { unpacked, meter } = await opened(name, path, handle, size, entry, budget)
  return { name, bytes: () => metered(name, unpacked(), meter) }
}

/** A part is named as the document names it, and may itself be packed, as a picture or a sheet inside often is. */
async function partFile(
  path: string,
  handle: FileHandle,
  size: number,
  entry: Entry,
  budget: Budget,
): Promise<SourceFile> {
  const { unpacked, meter } = await opened(entry.name, path, handle, size, entry, budget)
  return { name: entry.name, bytes: () => counted(unpacked(), meter) }
}

async function* counted(source: AsyncIterable<Uint8Array>, meter: Meter): AsyncGenerator<Uint8Array> {
  let read = 0
  for await (const chunk of source) {
    read += chunk.length
    meter.count(read)
    yield chunk
  }
}

/** Where an entry's bytes stand, checked against its own header. */
async function opened(
  name: string,
  path: string,
  handle: FileHandle,
  size: number,
  entry: Entry,
  budget: Budget,
): Promise<{ unpacked: () => AsyncGenerator<Uint8Array>; meter: Meter }> {
  budget.countFile(name)
  const header = await readAt(handle, entry.offset, 30)
  if (header.length < 30 || header.readUInt32LE(0) !== localSignature) throw new FileRefused(name, damaged)
  const start = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28)
  if (start + entry.packed > size) throw new FileRefused(name, damaged)
  const extent = { path, start, length: entry.packed }
  const bytes = () => (entry.method === 0 ? plain(extent) : inflate(name, extent))
  return { unpacked: () => verified(name, bytes(), entry), meter: new Meter(name, budget, entry.packed) }
}

async function* verified(name: string, source: AsyncIterable<Uint8Array>, entry: Entry): AsyncGenerator<Uint8Array> {
  let checksum = 0
  let read = 0
  for await (const chunk of source) {
    checksum = crc32(chunk, checksum)
    read += chunk.length
    yield chunk
  }
  if (read !== entry.unpacked || checksum !== entry.checksum)
    throw new FileRefused(name, 'what it holds is not what was packed: it is damaged. Download or send it again.')
}

async function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position)
  return buffer.subarray(0, bytesRead)
}
