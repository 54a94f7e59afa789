import type { Tension } from '#modules/incidents'
import { type FieldError, formErrors, parseForm } from '#platform/forms'
import { type Answer, redirect, type Visit, view } from '#platform/module'
import { type OpenAnswers, openForm, stagesOf } from '../forms.ts'
import type { GroupSize } from '../rules.ts'
import { addConflict, addEvent, type NewGroup } from '../store/conflicts.ts'
import { choices, freeReports, reportHints, reportLine, stageOptions } from './shared.ts'

/** The form for a new conflict, with the report that somebody came from already chosen. */
export async function showOpen(visit: Visit, errors: readonly FieldError[] = []): Promise<Answer> {
  const from = visit.query['from'] ?? ''
  const free = await freeReports(visit)
  const asked = free.find(({ id }) => id === from)
  const reports = nearFirst(free, asked).slice(0, 20)
  const hints = await reportHints(visit.tx, reports)
  const answers =
    errors.length > 0 ? visit.body : { reports: asked === undefined ? [] : [asked.id], area: asked?.area_code ?? '' }
  return view(
    'conflicts/views/new.njk',
    {
      title: 'Open a conflict',
      back: { href: '/conflicts', text: 'Conflicts' },
      reports: reports.map(report => ({
        id: report.id,
        text: reportLine(report),
        on: report.happened_on,
        hint: hints.get(report.id),
        stage: answers[`stage_${report.id}` as keyof typeof answers] ?? '0',
      })),
      chosen: [answers['reports'] ?? []].flat(),
      ...(await choices(visit.tx)),
      stages: stageOptions,
      answers,
      errors: formErrors(errors),
    },
    errors.length > 0 ? 422 : 200,
  )
}

/** Reports about the same small area come first, then the newest. */
function nearFirst(reports: readonly Tension[], asked: Tension | undefined): Tension[] {
  const near = (it: Tension): number => (it.id === asked?.id ? 0 : it.area_code === asked?.area_code ? 1 : 2)
  return [...reports].sort((a, b) => near(a) - near(b))
}

export async function open(visit: Visit): Promise<Answer> {
  const parsed = parseForm(openForm, visit.body)
  if (!parsed.ok) return showOpen(visit, parsed.errors)
  const { tx, actor, now } = visit
  const { area } = parsed.value
  if (area !== 'whole' && !(await choices(tx)).areas.some(({ value }) => value === area))
    return showOpen(visit, [{ field: 'area', message: 'Choose an area of the list' }])
  const free = new Map((await freeReports(visit)).map(report => [report.id, report]))
  const reports = parsed.value.reports.flatMap(id => free.get(id) ?? [])
  if (reports.length < parsed.value.reports.length)
    return showOpen(visit, [{ field: 'reports', message: 'A report that you chose is closed or in another conflict' }])
  const id = await addConflict(tx, conflictOf(parsed.value), actor.id, now)
  const stages = stagesOf(visit.body, parsed.value.reports)
  for (const report of reports) {
    await addEvent(tx, id, eventOf(report, stages.get(report.id) ?? 0), actor.id, now)
  }
  return redirect(`/conflicts/${id}`, 'The conflict is open. Its reports are its first events.')
}

/** A report as an event of a conflict: which way it went is not known unless somebody says so. */
export function eventOf(
  report: Tension,
  stage: number,
  direction: 'first-on-second' | 'second-on-first' | 'unknown' = 'unknown',
) {
  return {
    kind: 'happened',
    on: report.happened_on,
    direction,
    stage,
    violence: null,
    provenance: report.provenance,
    report: report.id,
  } as const
}

function conflictOf(answers: OpenAnswers) {
  const first = groupOf(
    answers.first_name,
    answers.first_shares,
    answers.first_district,
    answers.first_size,
    answers.first_source,
  )
  const second =
    answers.other === 'unknown'
      ? null
      : groupOf(
          answers.second_name,
          answers.second_shares,
          answers.second_district,
          answers.second_size,
          answers.second_source,
        )
  return { first, second, areaCode: answers.area === 'whole' ? null : answers.area }
}

function groupOf(name: string, shares: string, district: string, size: GroupSize, source: string): NewGroup {
  return { name, shares, district: district === '' ? null : district, size, size_source: source }
}
