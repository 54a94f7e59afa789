import { createReadStream } from 'node:fs'
import type { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createInflateRaw } from 'node:zlib'
import { FileRefused } from './refused.ts'

/** Part of a file on disk: from `start`, `length` bytes. */
export type Extent = { readonly path: string; readonly start: number; readonly length: number }

export const gunzip = (name: string, extent: Extent): AsyncGenerator<Uint8Array> => unpack(name, extent, createGunzip())
export const inflate = (name: string, extent: Extent): AsyncGenerator<Uint8Array> =>
  unpack(name, extent, createInflateRaw())

export async function* plain({ path, start, length }: Extent): AsyncGenerator<Uint8Array> {
  if (length > 0) yield* createReadStream(path, { start, end: start + length - 1 })
}

/** Streams through node:zlib, which holds back the disk when the reader is slow. */
async function* unpack(name: string, extent: Extent, unpacker: Transform): AsyncGenerator<Uint8Array> {
  if (extent.length === 0) return
  const input = createReadStream(extent.path, { start: extent.start, end: extent.start + extent.length - 1 })
  const finished = pipeline(input, unpacker)
  // A failure reaches the reader through the loop below; without this line it would also end the process.
  finished.catch(() => undefined)
  try {
    for await (const chunk of unpacker) yield chunk
  } catch (error) {
    throw damaged(name, error)
  } finally {
    input.destroy()
    unpacker.destroy()
  }
}

function damaged(name: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'Z_BUF_ERROR')
    return new FileRefused(name, 'it ends too early: it was cut short on its way. Download or send it again.')
  if (code === 'Z_DATA_ERROR')
    return new FileRefused(name, 'it is damaged and cannot be unpacked. Download or send it again.')
  return error
}
