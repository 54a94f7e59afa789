import type { Page } from '#platform/module'
import { accountPages } from './account.ts'
import { accountsPages } from './accounts.ts'
import { againPages } from './again.ts'
import { agencyPages } from './agency.ts'
import { agreementPages } from './agreement.ts'
import { issuerPages } from './issuers.ts'
import { joiningPages } from './joining.ts'
import { localPages } from './local.ts'
import { recoveryPages } from './recovery.ts'
import { referencePages } from './reference.ts'
import { signInPages } from './sign-in.ts'

export const pages: readonly Page[] = [
  ...referencePages,
  ...signInPages,
  ...localPages,
  ...agencyPages,
  ...againPages,
  ...joiningPages,
  ...recoveryPages,
  ...agreementPages,
  ...accountPages,
  ...accountsPages,
  ...issuerPages,
]
