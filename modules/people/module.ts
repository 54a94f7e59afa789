import type { Module } from '#platform/module'
import { linkCommand } from './link.ts'

export { linkCommand } from './link.ts'

/** Record linkage on files, by the command line. The person index itself is not built yet: see README.md. */
export const people: Module = { name: 'people', commands: [linkCommand] }
