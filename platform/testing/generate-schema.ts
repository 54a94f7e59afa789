// Writes platform/schema.ts from the migrations: `node platform/testing/generate-schema.ts`.
import { writeFileSync } from 'node:fs'
import { schemaFile, schemaText } from './schema-text.ts'

writeFileSync(schemaFile, await schemaText())
process.exit(0)
