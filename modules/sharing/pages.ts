import { isUuid } from '#platform/ids'
import { type Page, view } from '#platform/module'
import { ledgerPage } from './store.ts'

export const pages: readonly Page[] = [
  {
    method: 'get',
    path: '/sharing/ledger',
    purpose: 'governance',
    handle: async ({ tx, query, who }) => {
      const before = query['before']
      const entries = await ledgerPage(tx, before !== undefined && isUuid(before) ? before : undefined)
      const all = who?.roles.includes('governance') === true
      return view('sharing/views/ledger.njk', {
        title: all ? 'The ledger' : 'What you did here',
        entries,
        all,
        older: entries.at(-1)?.id,
      })
    },
  },
]
