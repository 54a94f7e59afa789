import { may } from '#platform/access'
import { ukDay } from '#platform/clock'
import { askForJob } from '#platform/jobs'
import { record } from '#platform/ledger'
import { type Answer, type Page, redirect, type Visit, view } from '#platform/module'
import { retentionQueue } from '../collections.ts'
import { pageForm } from '../forms/retention.ts'
import { lawOfSharing } from '../law.ts'
import { rulesOf } from '../retention-run.ts'
import { keptWords } from '../retention-words.ts'
import { decisionsOn, heldRecords, itemsPage, lastLook, perPage, queueCounts } from '../store/retention.ts'
import { mappingWords } from '../words.ts'
import { certificatePages } from './retention-certificates.ts'
import { retentionRecordPages } from './retention-record.ts'
import { stateIn } from './retention-state.ts'

const common = { purpose: 'retention', roles: ['governance', 'chair'] } as const

export const retentionPages: readonly Page[] = [
  { ...common, method: 'get', path: '/retention', handle: queue },
  { ...common, method: 'get', path: '/retention/schedules', handle: schedules },
  { ...common, method: 'post', path: '/retention/run', roles: ['governance'], handle: run },
  ...certificatePages,
  ...retentionRecordPages,
]

async function queue({ tx, query, now, modules }: Visit): Promise<Answer> {
  const { due, after } = pageForm.parse(query)
  const found = await itemsPage(tx, due === undefined || after === undefined ? undefined : { due, record: after })
  const rows = found.slice(0, perPage)
  const decisions = Map.groupBy(
    await decisionsOn(
      tx,
      rows.map(({ record: id }) => id),
    ),
    ({ record: id }) => id,
  )
  const last = rows.at(-1)
  await record(tx, { action: 'read', kind: 'retention queue', detail: { shown: rows.length } })
  return view('sharing/views/retention.njk', {
    title: 'Keeping and removing records',
    rows: rows.map(it => ({ ...it, state: stateIn(it, decisions.get(it.record) ?? [], ukDay(now)) })),
    more: found.length > perPage && last !== undefined ? { due: last.due_on, after: last.record } : undefined,
    counts: await queueCounts(tx),
    held: await heldRecords(tx),
    look: await lastLook(tx),
    kinds: Object.fromEntries(rulesOf(modules).map(({ kind, words }) => [kind, words])),
    manages: await may(tx, 'manage', retentionQueue),
  })
}

async function schedules({ tx, modules }: Visit): Promise<Answer> {
  const look = await lastLook(tx)
  const looked = new Map(look?.kinds.map(it => [it.kind, it]))
  return view('sharing/views/retention-schedules.njk', {
    title: 'How long records are kept',
    back: { href: '/retention', text: 'Keeping and removing records' },
    schedules: [...lawOfSharing().retention.values()].map(it => ({
      label: it.label,
      kept: keptWords(it),
      whenDue: it.whenDue === 'review' ? 'People decide' : 'Removed without a decision',
      driver: it.driver,
      source: it.source,
      status: mappingWords[it.mappingStatus],
    })),
    kinds: rulesOf(modules)
      .toReversed()
      .map(({ kind, words }) => ({ words, ...(looked.get(kind) ?? { records: null, open: null, due: null }) })),
    look,
  })
}

/** Asks for the daily work now. What it does is decided by the database, not by whoever asks. */
async function run({ tx }: Visit): Promise<Answer> {
  await askForJob(tx, 'end records', 'retention', {})
  await record(tx, { action: 'write', kind: 'retention run', detail: { asked: true } })
  return redirect('/retention', 'The run has begun. Look at this page again in a minute.')
}
