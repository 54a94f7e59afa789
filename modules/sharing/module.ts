import { ledgerCollection } from '#platform/ledger'
import type { Module } from '#platform/module'
import { verifyCommand } from './commands.ts'
import { pages } from './pages.ts'

export const sharing: Module = {
  name: 'sharing',
  commands: [verifyCommand],
  pages,
  navigation: [{ text: 'Ledger', href: '/sharing/ledger', roles: ['governance'] }],
  policy: [
    {
      kind: 'ledger',
      words: 'Every write, and every look at a personal record: who, when, why. People always see their own.',
      collection: ledgerCollection,
      tables: ['ledger_entry', 'ledger_detail', 'ledger_position', 'ledger_seal'],
      roles: [{ role: 'governance', level: 'read', why: 'Answers for every look and every disclosure' }],
    },
  ],
}
