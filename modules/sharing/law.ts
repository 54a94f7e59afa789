import { join } from 'node:path'
import { commonFolder } from '#platform/packs'
import { type Law, readLaw } from './gateways/law.ts'

let read: Law | undefined

/** The law of sharing as the house's files have it. Read once: it changes only with the program. */
export function lawOfSharing(): Law {
  read ??= readLaw(join(commonFolder, 'sharing'))
  return read
}
