import type { Page } from '#platform/module'
import { askingPages } from './asking.ts'
import { assessmentPages } from './assessments.ts'
import { decidingPages } from './deciding.ts'
import { disclosurePages } from './disclosures.ts'
import { documentPages } from './documents.ts'
import { filePages } from './files.ts'
import { lawPages } from './law.ts'
import { ledgerPages } from './ledger.ts'
import { requestPages } from './requests.ts'
import { retentionPages } from './retention.ts'

export const pages: readonly Page[] = [
  ...ledgerPages,
  ...askingPages,
  ...disclosurePages,
  ...decidingPages,
  ...lawPages,
  ...documentPages,
  ...assessmentPages,
  ...requestPages,
  ...retentionPages,
  ...filePages,
]
