// A test database with the words of Warwickshire's pack, set up as the program does it.
import type { Database } from '../database.ts'
import type { Module } from '../module.ts'
import { type Secrets, secretsWith } from '../secrets.ts'
import { applyPolicies } from '../setup.ts'
import { testPartnership } from './database.ts'

export const testSecrets: Secrets = secretsWith([Buffer.alloc(32, 7)])

type Content = {
  readonly modules: readonly Module[]
  /** The names of the modules whose content is needed: without it, that of all. The policies of all are put in place. */
  readonly only?: readonly string[]
  readonly partnership?: string
  readonly now?: Date
  readonly secrets?: Secrets
  readonly demonstration?: boolean
}

/** Puts the content of these modules and their policies in place. Returns what a step of set-up is told, for those that follow. */
export async function setUpContent(database: Database, content: Content) {
  const { modules, only, partnership = testPartnership, now = new Date() } = content
  const { secrets = testSecrets, demonstration = true } = content
  const pack = new URL('../../partnerships/warwickshire', import.meta.url).pathname
  const context = { database, partnership, pack, now, secrets, demonstration, modules }
  const needed = modules.filter(({ name }) => only === undefined || only.includes(name))
  for (const step of needed.flatMap(({ setUp }) => setUp ?? [])) await step.run(context)
  await applyPolicies(
    database,
    modules.flatMap(({ policy }) => policy ?? []),
  )
  return context
}
