import { AsyncLocalStorage } from 'node:async_hooks'

/** What the running transaction has done so far, to tell a nested one and a write that nobody recorded. */
export type Scope = { readonly actor: string; writes: Set<string>; entries: number }

export const scopes = new AsyncLocalStorage<Scope>()

// Tables whose rows are the machinery of the house: no entry in the ledger is owed for writing them.
const machinery = new Set([
  'ledger_entry',
  'ledger_detail',
  'ledger_position',
  'ledger_seal',
  'session',
  'throttle',
  'form_sent',
  'draft',
  'job',
  'outbox',
  'notice',
  'import_rejection',
  'migration',
])

// A row that is only locked, by `for update`, is not written.
const writing =
  /\b(?:insert\s+into|(?<!\bfor\s+)update|delete\s+from)\s+(?:only\s+)?"?([a-z_]+)"?(?:\."?([a-z_]+)"?)?/gi

/** Notes in the running scope which tables a statement writes. */
export function noteWrites(statement: string): void {
  const scope = scopes.getStore()
  if (scope === undefined) return
  for (const [, first, second] of statement.matchAll(writing)) {
    const table = second ?? first ?? ''
    if (!machinery.has(table) && table !== 'set') scope.writes.add(table)
  }
}
