// Reports of tension and a conflict: adding one to it, and closing those of a conflict that is calm.
import { closeTension, tensionById, tensionsById } from '#modules/incidents'
import { ukDay } from '#platform/clock'
import { NotFound } from '#platform/errors'
import { type FieldError, formErrors, parseForm } from '#platform/forms'
import { isUuid } from '#platform/ids'
import { type Answer, redirect, type Visit, view } from '#platform/module'
import { addReportForm, closeReportsForm } from '../forms.ts'
import { stateOf } from '../rules.ts'
import { addEvent, conflictById, conflictsReadable, reportsInConflicts } from '../store/conflicts.ts'
import { show } from './conflict.ts'
import { eventOf } from './open.ts'
import { found, reportHints, reportLine, stageOptions, titleOf } from './shared.ts'

/** Which conflict a report belongs to, how far it had gone and which way. */
export async function showAddReport(visit: Visit, errors: readonly FieldError[] = []): Promise<Answer> {
  const { tx, now } = visit
  const report = await reportNamed(visit)
  const already = (await reportsInConflicts(tx)).get(report.id)
  if (already !== undefined) return redirect(`/conflicts/${already}`, 'The report is already in this conflict.')
  const open = (await conflictsReadable(tx)).filter(({ events }) => stateOf(events, ukDay(now)) !== 'closed')
  const data = {
    title: 'Add this report to a conflict',
    back: { href: `/tensions/${report.id}`, text: 'The report' },
    report: { id: report.id, text: reportLine(report), hint: (await reportHints(tx, [report])).get(report.id) },
    conflicts: open.map(it => ({ value: it.id, text: titleOf(it) })),
    stages: stageOptions,
    answers: visit.body,
    errors: formErrors(errors),
  }
  return view('conflicts/views/add-report.njk', data, errors.length > 0 ? 422 : 200)
}

async function reportNamed({ tx, query, body }: Visit) {
  const id = String(query['from'] ?? body['report'] ?? '')
  const report = isUuid(id) ? await tensionById(tx, id) : undefined
  if (report === undefined) throw new NotFound()
  return report
}

export async function addReport(visit: Visit): Promise<Answer> {
  const report = await reportNamed(visit)
  const parsed = parseForm(addReportForm, visit.body)
  if (!parsed.ok) return showAddReport(visit, parsed.errors)
  const { conflict: id, stage, direction } = parsed.value
  const conflict = await conflictById(visit.tx, id)
  if (conflict === undefined) throw new NotFound()
  const already = (await reportsInConflicts(visit.tx)).get(report.id)
  if (already === undefined) await addEvent(visit.tx, id, eventOf(report, stage, direction), visit.actor.id, visit.now)
  return redirect(`/conflicts/${already ?? id}`, 'The report is in this conflict.')
}

/** Closes the chosen reports of a conflict that is calm or closed; their reporters read why. */
export async function closeReports(visit: Visit): Promise<Answer> {
  const conflict = await found(visit)
  const { tx, now } = visit
  const settled = ['calm', 'closed'].includes(stateOf(conflict.events, ukDay(now)))
  if (!settled) throw new NotFound()
  const parsed = parseForm(closeReportsForm, visit.body)
  if (!parsed.ok) return show(visit, parsed.errors)
  const ours = new Set(conflict.events.map(({ report }) => report))
  const reports = await tensionsById(
    tx,
    parsed.value.reports.filter(id => ours.has(id)),
  )
  for (const { id, events } of reports) {
    if (!events.some(({ event }) => event === 'closed' || event === 'withdrawn'))
      await closeTension(tx, id, parsed.value.why, now)
  }
  return redirect(
    `/conflicts/${conflict.id}`,
    reports.length === 1 ? 'The report is closed.' : 'The reports are closed.',
  )
}
