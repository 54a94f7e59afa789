import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/** Another process has the folder, or it cannot be had. The message is one sentence. */
export class FolderInUse extends Error {}

/**
 * Takes DATA_DIR for this process. Two processes on one embedded database silently lose committed rows (measured), so a
 * second opener is refused with a sentence. A lock whose process is gone is stale and is taken over.
 * Returns the function that gives the folder back.
 */
export function lockFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true })
  const path = join(folder, 'lock')
  for (let attempt = 0; attempt < 2; attempt += 1) {
    if (take(path)) return () => rmSync(path, { force: true })
    const holder = Number(readFileSync(path, 'utf8'))
    if (isRunning(holder)) {
      throw new FolderInUse(
        `The data folder ${folder} is in use by process ${holder}. Stop that one first: two at once would lose data.`,
      )
    }
    rmSync(path, { force: true })
  }
  throw new FolderInUse(`The data folder ${folder} could not be locked.`)
}

function take(path: string): boolean {
  try {
    const file = openSync(path, 'wx')
    writeSync(file, String(process.pid))
    closeSync(file)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
