import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import type { PackProblem } from './problems.ts'

/** The files of a pack: path inside it (parted by `/`) to text. */
export type PackFiles = ReadonlyMap<string, string>

const explained = /^(README|TEMPLATE)\.md$/
/** The law of sharing has its own reader, in the sharing module. */
const elsewhere = /^sharing\//

/**
 * Reads a pack's CSV, YAML and Markdown files. A file that is not UTF-8 is a problem; README.md and TEMPLATE.md are for people
 * and are passed over, as is the law of sharing. Throws when the directory cannot be read.
 */
export function filesIn(directory: string, problems: PackProblem[]): PackFiles {
  const paths = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && /\.(csv|yaml|md)$/.test(entry.name) && !explained.test(entry.name))
    .map(entry => join(entry.parentPath, entry.name))
    .sort()
  const files = new Map<string, string>()
  for (const path of paths) {
    const file = relative(directory, path).split(sep).join('/')
    if (elsewhere.test(file)) continue
    const text = utf8(path)
    if (text === null) problems.push({ file, line: 1, column: null, message: 'is not UTF-8 text' })
    else files.set(file, text)
  }
  return files
}

function utf8(path: string): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path))
  } catch {
    return null
  }
}
