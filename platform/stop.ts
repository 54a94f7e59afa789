import { ConfigError } from './config.ts'
import { FolderInUse } from './database/lock.ts'
import { KnownError } from './errors.ts'
import { loggable } from './http/log.ts'
import { MigrationError } from './migrate.ts'

const sentences: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'The database does not answer: see that it runs, and that DATABASE_URL has its address.',
  ENOTFOUND: 'The database cannot be found: see that DATABASE_URL has the right host.',
  ETIMEDOUT:
    'The database does not answer in time: see that DATABASE_URL has the right host and that nothing stands between.',
  EADDRINUSE: 'Another program listens on the port of PORT: stop that one, or choose another port.',
  EACCES: 'This program may not use the port of PORT or the folder of DATA_DIR: choose another, or give it the right.',
  '28P01': 'The database refuses the password of DATABASE_URL or DATABASE_OWNER_URL.',
  '28000': 'The database refuses the user of DATABASE_URL or DATABASE_OWNER_URL.',
  '3D000': 'The database that DATABASE_URL names is not there: make it first.',
  '42501': 'The user of DATABASE_OWNER_URL lacks a right that setting up needs: see docs/running.',
}

/** Why a start or a command cannot go on, in a sentence that a person can act on; undefined for a fault of ours. */
export function reasonToStop(error: unknown): string | undefined {
  const known = [ConfigError, MigrationError, FolderInUse, KnownError].some(kind => error instanceof kind)
  if (!(error instanceof Error)) return undefined
  if (known) return error.message
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  // A wrong option: Node's own sentence names it.
  return code.startsWith('ERR_PARSE_ARGS') ? error.message : sentences[code]
}

/**
 * Ends the process at a fault that nothing caught, a promise that nobody waited for among them: what state it left is unknown.
 * The fault is told as every other, without the data that its message may carry, which Node would print.
 */
export function endAtUncaught(tell: (fault: object) => void): void {
  process.on('uncaughtException', fault => {
    tell(loggable(fault))
    process.exit(1)
  })
}
