/** What one import may unpack. Everything is read as a stream, so these bound time and disk, not memory. */
export type SourceLimits = {
  /** Bytes of one file after unpacking. */
  readonly fileBytes: number
  /** Bytes of all files of one import after unpacking. */
  readonly totalBytes: number
  /** How many times larger than its packed form a file may become. CSV packs 5 to 40 times; a zip bomb 1,000 times. */
  readonly ratio: number
  /** Below this a file may unpack at any ratio: a short file of one repeated line is no bomb. */
  readonly ratioFreeBytes: number
  /** Files in one import, and entries in one zip. */
  readonly entries: number
}

const mebibyte = 1024 * 1024

export const sourceLimits: SourceLimits = {
  fileBytes: 4096 * mebibyte,
  totalBytes: 16_384 * mebibyte,
  ratio: 200,
  ratioFreeBytes: 16 * mebibyte,
  entries: 10_000,
}

export function inWords(bytes: number): string {
  if (bytes >= 1024 * mebibyte) return `${Math.round(bytes / (1024 * mebibyte))} GB`
  if (bytes >= mebibyte) return `${Math.round(bytes / mebibyte)} MB`
  return `${Math.max(1, Math.round(bytes / 1024))} kB`
}
