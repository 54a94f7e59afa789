import { createWriteStream } from 'node:fs'
import { mkdtemp, open, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { type SourceLimits, sourceLimits } from './limits.ts'
import { Budget, Meter, metered } from './meter.ts'
import { FileRefused } from './refused.ts'
import { packing } from './sniff.ts'
import type { SourceFile } from './types.ts'
import { gunzip, plain } from './unpack.ts'
import { isClutter, zipFiles } from './zip.ts'

/** A file or folder on this machine; the same with the name that a person knows; or bytes that arrive once. */
export type Source =
  | string
  | { readonly name: string; readonly path: string }
  | { readonly name: string; readonly stream: AsyncIterable<Uint8Array> }

/**
 * Every file in the sources: files as they are, folders in the order of their names with the folders inside them, gzip
 * and zip unpacked. What a file is, its first bytes say, not its name. Each can be read more than once, until this
 * iteration ends. Throws FileRefused, here or while bytes are read, past a limit or when something cannot be unpacked.
 */
export async function* sources(
  given: Source | readonly Source[],
  limits: Partial<SourceLimits> = {},
): AsyncGenerator<SourceFile> {
  const budget = new Budget({ ...sourceLimits, ...limits })
  for (const source of isList(given) ? given : [given]) {
    if (typeof source === 'string') yield* at(basename(source), source, budget)
    else if ('path' in source) yield* at(source.name, source.path, budget)
    else yield* spooled(source.name, source.stream, budget)
  }
}

const isList = (given: Source | readonly Source[]): given is readonly Source[] => Array.isArray(given)

async function* at(name: string, path: string, budget: Budget): AsyncGenerator<SourceFile> {
  const found = await stat(path).catch(() => undefined)
  if (found === undefined) throw new FileRefused(name, 'there is no file or folder at this place. Check the name.')
  if (found.isDirectory()) yield* folder(name, path, budget)
  else if (found.isFile()) yield* unpacked(name, path, found.size, budget)
  else throw new FileRefused(name, 'it is neither a file nor a folder.')
}

/** Links inside a folder are passed over, so that a folder never leads out of itself. */
async function* folder(name: string, path: string, budget: Budget, depth = 0): AsyncGenerator<SourceFile> {
  if (depth > 8) throw new FileRefused(name, 'its folders are more than eight deep. Import the inner ones.')
  const entries = await readdir(path, { withFileTypes: true })
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const inner = join(path, entry.name)
    if (entry.isDirectory()) yield* folder(`${name}/${entry.name}`, inner, budget, depth + 1)
    else if (entry.isFile() && !isClutter(entry.name)) {
      const { size } = await stat(inner)
      yield* unpacked(`${name}/${entry.name}`, inner, size, budget)
    }
  }
}

async function* unpacked(name: string, path: string, size: number, budget: Budget): AsyncGenerator<SourceFile> {
  const kind = packing(await firstBytes(path))
  if (kind === 'zip') {
    yield* await zipFiles(name, path, budget)
    return
  }
  budget.countFile(name)
  const extent = { path, start: 0, length: size }
  const meter = new Meter(name, budget, kind === 'gzip' ? size : undefined)
  yield { name, bytes: () => metered(name, kind === 'gzip' ? gunzip(name, extent) : plain(extent), meter) }
}

async function firstBytes(path: string): Promise<Uint8Array> {
  const handle = await open(path)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(8), 0, 8, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}

/** Bytes that arrive once are kept in a private temporary file, under a name of our own, until they have been read. */
async function* spooled(name: string, stream: AsyncIterable<Uint8Array>, budget: Budget): AsyncGenerator<SourceFile> {
  const place = await mkdtemp(join(tmpdir(), 'breakwater-'))
  try {
    const path = join(place, 'file')
    const meter = new Meter(name, new Budget(budget.limits))
    await pipeline(counted(stream, meter), createWriteStream(path, { mode: 0o600 }))
    const { size } = await stat(path)
    yield* unpacked(name, path, size, budget)
  } finally {
    await rm(place, { recursive: true, force: true })
  }
}

async function* counted(stream: AsyncIterable<Uint8Array>, meter: Meter): AsyncGenerator<Uint8Array> {
  let read = 0
  for await (const chunk of stream) {
    read += chunk.length
    meter.count(read)
    yield chunk
  }
}
