import { type Answer, type Page, type Visit, view } from '#platform/module'
import { actions, ledgerForm } from '../forms/ledger.ts'
import { type LedgerFilter, ledgerPage } from '../store/ledger.ts'

export const ledgerPages: readonly Page[] = [
  { method: 'get', path: '/sharing/ledger', purpose: 'governance', handle: ledger },
]

/** The ledger, newest first: everyone's for the governance lead, one's own for others. The policies decide which. */
async function ledger({ tx, query, who }: Visit): Promise<Answer> {
  const asked = ledgerForm.parse(query)
  const filter = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined)) as LedgerFilter
  const entries = await ledgerPage(tx, filter)
  const all = who?.roles.includes('governance') === true
  const { before: _, ...kept } = filter
  return view('sharing/views/ledger.njk', {
    title: all ? 'The ledger' : 'What you did here',
    entries,
    all,
    filter,
    actions,
    kept: new URLSearchParams(kept).toString(),
    older: entries.length === 50 ? entries.at(-1)?.id : undefined,
  })
}
