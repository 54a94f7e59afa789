import { Kysely } from 'kysely'
import { generate, PostgresDialect } from 'kysely-codegen'
import { Embedded, embeddedDialect } from '../database/embedded.ts'
import { schemaOf } from '../database.ts'
import { snapshot, testPartnership } from './database.ts'

export const schemaFile = new URL('../schema.ts', import.meta.url).pathname

/** The table types that the migrations give, as TypeScript. */
export async function schemaText(): Promise<string> {
  const embedded = new Embedded({ snapshot: await snapshot() })
  const text = await generate({
    db: new Kysely({ dialect: embeddedDialect(embedded) }),
    dialect: new PostgresDialect({ dateParser: 'string' }),
    defaultSchemas: [schemaOf(testPartnership)],
    includePattern: `${schemaOf(testPartnership)}.*`,
    outFile: null,
    print: false,
  })
  await embedded.close()
  return unify(text)
}

// Both drivers hand over 64-bit integers as numbers (see database/server.ts and database/embedded-worker.ts).
function unify(text: string): string {
  return text
    .replace(
      /^\/\*\*[\s\S]*?\*\/\n\n/,
      '/** Generated from the migrations: node platform/testing/generate-schema.ts */\n\n',
    )
    .replace(/export type Int8 = [^;]+;/, 'export type Int8 = number;')
}
