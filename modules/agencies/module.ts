import type { Transaction } from '#platform/database'
import type { Identity, Module, Task } from '#platform/module'
import { accountsCollection } from './collections.ts'
import { accountCommand } from './commands.ts'
import { pages } from './pages/index.ts'
import { sendLink } from './send-link.ts'
import { loadAgencies, prepareSignIn } from './set-up.ts'
import { identify } from './store/accounts.ts'
import { waitingRecoveries } from './store/recoveries.ts'

export { accountsCollection } from './collections.ts'
export { everyRole, isAnalyst, type Role, roles } from './roles.ts'
export {
  accountByKey,
  addAccount,
  type Colleague,
  colleagues,
  groupAudience,
  type NewAccount,
} from './store/accounts.ts'
export { addressesOf } from './store/links.ts'
export { teamId } from './store/teams.ts'

async function tasks(tx: Transaction, who: Identity, now: Date): Promise<Task[]> {
  const waiting = (await waitingRecoveries(tx, now)).filter(({ account }) => account !== who.id)
  return waiting.map(({ id, name }) => ({
    text: `${name} cannot sign in`,
    href: `/recoveries/${id}`,
    detail: 'A second person must make sure that it is them, and decide.',
  }))
}

export const agencies: Module = {
  name: 'agencies',
  pages,
  navigation: [
    { text: 'Who takes part', href: '/agencies' },
    { text: 'Accounts', href: '/accounts', roles: ['administrator', 'governance'] },
    { text: 'Your account', href: '/account' },
  ],
  identify,
  tasks,
  jobs: { 'sign-in-link': sendLink },
  commands: [accountCommand],
  policy: [
    {
      kind: 'account',
      words:
        'Who may sign in: their name, agency, roles, who vouches for them, and when they came and left. Never a password.',
      collection: accountsCollection,
      tables: [
        'account',
        'tenure',
        'credential',
        'sign_in_link',
        'recovery',
        'issuer',
        'claim_rule',
        'outside_identity',
        'acknowledgement',
        'session',
      ],
      roles: [
        { role: 'administrator', level: 'manage', why: 'Invites people, gives roles and stops accounts' },
        { role: 'governance', level: 'write', why: 'Answers for who may sign in, and publishes the agreement' },
      ],
    },
  ],
  setUp: [
    { words: 'Agencies, roles, boards and groups', run: loadAgencies },
    { words: 'What sign-in needs', run: prepareSignIn },
  ],
}
