import { ukDay } from '#platform/clock'
import { asUuid } from '#platform/ids'
import { record } from '#platform/ledger'
import { type Answer, type Page, type Visit, view } from '#platform/module'
import { referenceOf } from '../rules/state.ts'
import { newestFiles } from '../store/caseload.ts'
import { type Case, casePage, casesAmong, pageLength } from '../store/files.ts'
import { type Progress, progressOf } from '../store/progress.ts'
import { caseload, caseloadPages, worksOnCases } from './caseload.ts'
import { factorRoles } from './factors.ts'
import { marking, nameOf, reading, statesShown } from './shared.ts'

export const listPages: readonly Page[] = [
  { ...reading, method: 'get', path: '/cases', handle: list },
  ...caseloadPages,
]

export const nextWords = {
  assessment: 'Assessment',
  plan: 'Agree a plan',
  review: 'Review',
} as const

/** Whoever works on cases begins with the lists of work; the others, and who asks for all, with the newest. */
async function list(visit: Visit): Promise<Answer> {
  const { tx, query } = visit
  if (worksOnCases(visit) && query['all'] === undefined) return caseload(visit)
  const older = asUuid(query['before'])
  const found = worksOnCases(visit)
    ? await casesAmong(tx, await newestFiles(tx, visit.actor.id, older))
    : await casePage(tx, older)
  const shown = found.slice(0, pageLength)
  const progress = await progressOf(tx, shown)
  await record(tx, { action: 'read', kind: 'cases', detail: { shown: shown.map(({ id }) => id) } })
  const rows = []
  for (const it of shown) rows.push(await rowOf(visit, it, progress.get(it.id)))
  return view('cases/views/cases.njk', {
    title: 'My cases',
    marking,
    rows,
    factors: factorRoles.some(role => visit.who?.roles.includes(role) === true),
    older: found.length > pageLength ? `/cases?all=yes&before=${shown.at(-1)?.id}` : undefined,
    back: worksOnCases(visit) ? '/cases' : undefined,
  })
}

async function rowOf({ tx, now, actor }: Visit, it: Case, progress: Progress | undefined) {
  const lead = it.events.find(({ member }) => member !== null && member === progress?.lead)
  const next = progress?.next
  return {
    id: it.id,
    name: nameOf(it),
    reference: referenceOf(it.id),
    lead: progress?.lead === actor.id ? 'You' : (lead?.member_name ?? 'Nobody yet'),
    state: progress === undefined ? '' : (await statesShown(tx))[progress.state],
    next: next === undefined ? undefined : { words: nextWords[next.what], due: next.due, late: next.due < ukDay(now) },
  }
}
