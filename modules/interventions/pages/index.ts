import type { Page } from '#platform/module'
import { describingPages } from './describing.ts'
import { evidencePages } from './evidence.ts'
import { listPages } from './list.ts'
import { programmePages } from './programme.ts'

/** `/interventions/new` and `/interventions/ID/...` come before `/interventions/ID`. */
export const pages: readonly Page[] = [...listPages, ...describingPages, ...evidencePages, ...programmePages]
