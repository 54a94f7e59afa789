// Digest, blind names and the identity of the code: what needs cryptography or the file system.
import { createHash, createHmac, randomBytes } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type About, type Line, written } from './rules/canonical.ts'
import type { Said } from './rules/list.ts'

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** A fresh secret for one sealed file: with it, and only with it, its blind names can be opened. */
export const newKey = (): string => randomBytes(32).toString('hex')

/** The name that stands for a place or a conflict in one sealed file, and in no other. */
export function blind(key: string, name: string): string {
  return createHmac('sha256', Buffer.from(key, 'hex')).update(name).digest('hex').slice(0, 20)
}

export type ToSeal = {
  readonly about: Omit<About, 'key' | 'code'>
  /** The areas or conflicts, in the order of the chances. */
  readonly names: readonly string[]
  readonly said: readonly Said[]
  readonly listed: ReadonlySet<string>
}

export type SealedText = {
  readonly about: About
  readonly content: string
  readonly digest: string
  readonly key: string
}

/** The file of every prediction of one part, its digest, and the key that opens its names. */
export function sealed({ about, names, said, listed }: ToSeal, key = newKey()): SealedText {
  const lines: Line[] = names.map((name, at) => ({
    name: blind(key, name),
    chance: said.map(({ chance }) => chance[at] ?? 0),
    listed: listed.has(name),
  }))
  const whole: About = { ...about, key: sha256(key), code: codeVersion() }
  const content = written({ about: whole, methods: said.map(({ name }) => name), lines })
  return { about: whole, content, digest: sha256(content), key }
}

const root = new URL('../../', import.meta.url).pathname
const codeFolders = ['engines/numerics', 'engines/point-process', 'modules/early-warning'] as const
let known: string | undefined

/**
 * SHA-256 over the source files that make a prediction, by path: anybody with the same release gets the same value. Tests and
 * benches are left out.
 */
export function codeVersion(): string {
  known ??= sha256(
    codeFolders
      .flatMap(folder => globSync(`${folder}/**/*.ts`, { cwd: root }))
      .filter(path => !/\.(test|bench)\.ts$/.test(path))
      .sort()
      .map(path => `${path} ${sha256(readFileSync(join(root, path), 'utf8'))}`)
      .join('\n'),
  )
  return known
}
