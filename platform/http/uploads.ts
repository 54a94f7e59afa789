import { createHash, type Hash } from 'node:crypto'
import { createWriteStream, mkdirSync } from 'node:fs'
import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { FastifyRequest } from 'fastify'
import { KnownError } from '../errors.ts'
import { newId } from '../ids.ts'
import type { Upload } from '../module.ts'

const mebibyte = 1024 * 1024

/** The most that one request may send: bytes of each file, and files. */
export type UploadLimits = { readonly bytes: number; readonly files: number }

/** For imports. Larger files go in by `node cli.ts import`. */
export const importLimits: UploadLimits = { bytes: 512 * mebibyte, files: 40 }

/**
 * Streams the files of a multipart request to disk under names of our own, and its fields to `body`.
 * Throws `too-large` past a limit, and leaves nothing behind then.
 */
export async function receive(
  request: FastifyRequest,
  folder: string,
  { bytes: fileSize, files }: UploadLimits,
): Promise<{ uploads: Upload[]; body: Record<string, unknown> }> {
  mkdirSync(folder, { recursive: true })
  const uploads: Upload[] = []
  const body: Record<string, unknown> = {}
  try {
    for await (const part of request.parts({
      limits: { fileSize, files, fields: 50, fieldSize: 100_000 },
    })) {
      if (part.type === 'field') {
        body[part.fieldname] = part.value
        continue
      }
      const path = join(folder, newId())
      const hash = createHash('sha256')
      await pipeline(part.file, hashed(hash), createWriteStream(path, { mode: 0o600 }))
      const { fieldname: field, filename: name } = part
      const upload = { field, name, path, bytes: part.file.bytesRead, sha256: hash.digest('hex') }
      uploads.push(upload)
      if (part.file.truncated)
        throw new KnownError(
          'too-large',
          `${part.filename} is larger than ${fileSize / mebibyte} MB, which is the most.`,
        )
    }
    // A field that was left empty arrives as a file of no bytes.
    await Promise.all(uploads.filter(({ bytes }) => bytes === 0).map(({ path }) => rm(path, { force: true })))
    return { uploads: uploads.filter(({ bytes }) => bytes > 0), body }
  } catch (error) {
    await Promise.all(uploads.map(({ path }) => rm(path, { force: true })))
    throw error
  }
}

const hashed = (hash: Hash) =>
  async function* (chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      hash.update(chunk)
      yield chunk
    }
  }

/** How long sent files wait to be loaded after they were checked, in days. */
export const daysFilesWait = 2

/** Removes what was sent and then left: files whose upload or check is older than they may wait. Returns how many. */
export async function sweepUploads(folder: string, now: Date): Promise<number> {
  const oldest = now.getTime() - daysFilesWait * 24 * 3_600_000
  let removed = 0
  for (const name of await readdir(folder).catch(() => [])) {
    const path = join(folder, name)
    if ((await stat(path)).mtimeMs > oldest) continue
    await rm(path, { recursive: true, force: true })
    removed += 1
  }
  return removed
}
