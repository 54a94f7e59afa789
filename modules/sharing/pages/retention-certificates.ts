import { NotFound } from '#platform/errors'
import { isUuid } from '#platform/ids'
import { record } from '#platform/ledger'
import { type Answer, type Page, type Visit, view } from '#platform/module'
import { pageForm } from '../forms/retention.ts'
import { type Ground, grounds } from '../retention-words.ts'
import { certificateById, certificatesPage, perPage } from '../store/retention.ts'

const common = { method: 'get', purpose: 'retention', roles: ['governance', 'chair'] } as const

export const certificatePages: readonly Page[] = [
  { ...common, path: '/retention/certificates', handle: list },
  { ...common, path: '/retention/certificates/:id', handle: show },
]

const back = { href: '/retention', text: 'Keeping and removing records' }

async function list({ tx, query }: Visit): Promise<Answer> {
  const found = await certificatesPage(tx, pageForm.parse(query).before)
  const rows = found.slice(0, perPage)
  await record(tx, { action: 'read', kind: 'retention certificates', detail: { shown: rows.length } })
  return view('sharing/views/retention-certificates.njk', {
    title: 'What was removed',
    back,
    rows,
    older: found.length > perPage ? rows.at(-1)?.id : undefined,
  })
}

async function show({ tx, params }: Visit): Promise<Answer> {
  const id = params['id'] ?? ''
  const it = isUuid(id) ? await certificateById(tx, id) : undefined
  if (it === undefined) throw new NotFound()
  await record(tx, { action: 'read', kind: 'retention certificate', subject: it.id })
  return view('sharing/views/retention-certificate.njk', {
    title: 'Certificate of removal',
    back: { href: '/retention/certificates', text: 'What was removed' },
    it,
    approvals: it.approvals.map(each => ({ ...each, ground: grounds[each.ground as Ground] })),
    counts: Object.entries(it.counts).map(([table, n]) => ({ table: table.replaceAll('_', ' '), n })),
  })
}
