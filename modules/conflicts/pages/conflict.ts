import { actionsAbout } from '#modules/actions'
import { lastDayOf, type Tension, tensionState, tensionsById } from '#modules/incidents'
import { content } from '#modules/model'
import { ukDay } from '#platform/clock'
import { type FieldError, formErrors } from '#platform/forms'
import { record } from '#platform/ledger'
import { type Answer, nextStepsFrom, type Visit, view } from '#platform/module'
import { conflictPicture } from '../picture.ts'
import { mayCompute, reviewDay, stateOf } from '../rules.ts'
import type { Conflict, StoredEvent } from '../store/conflicts.ts'
import { openRequests } from '../store/requests.ts'
import { directionWords, words } from '../words.ts'
import {
  choices,
  found,
  mayWrite,
  placeOf,
  reportHints,
  reportLine,
  stageWords,
  titleOf,
  unknownGroup,
} from './shared.ts'

/** A conflict with its picture, its events, what is done about it, and what can be done next. */
export async function show(visit: Visit, errors: readonly FieldError[] = []): Promise<Answer> {
  const conflict = await found(visit)
  const { tx, now } = visit
  const today = ukDay(now)
  await record(tx, { action: 'read', kind: 'conflict', subject: conflict.id })
  const state = stateOf(conflict.events, today)
  const settled = state === 'calm' || state === 'closed'
  const reports = await reportsOf(visit, conflict)
  return view(
    'conflicts/views/conflict.njk',
    {
      title: titleOf(conflict),
      back: { href: '/conflicts', text: 'Conflicts' },
      conflict,
      state: words.state[state],
      means: words.stateMeans[state],
      review: reviewDay(conflict.events, today),
      settled,
      closed: state === 'closed',
      place: await placeOf(tx, conflict.areaCode),
      groups: await groupsShown(visit, conflict),
      computed: mayCompute([conflict.first, conflict.second].flatMap(group => (group === null ? [] : [group.size]))),
      picture: await conflictPicture({
        first: conflict.first.name,
        second: conflict.second?.name ?? unknownGroup,
        state,
        events: conflict.events,
        today,
        synthetic: visit.config.demonstration,
      }),
      events: await eventsShown(visit, conflict),
      reports,
      open: reports.filter(({ open }) => open),
      requests: (await openRequests(tx, now)).filter(request => request.conflict === conflict.id),
      actions: await actionsAbout(tx, { kind: 'conflict', id: conflict.id }, now),
      steps: nextStepsFrom(visit, 'conflict', conflict.id),
      mayWrite: mayWrite(visit),
      answers: errors.length > 0 ? visit.body : {},
      errors: formErrors(errors),
    },
    errors.length > 0 ? 422 : 200,
  )
}

async function groupsShown({ tx }: Visit, { first, second }: Conflict) {
  const districts = new Map((await choices(tx)).districts.map(({ value, text }) => [value, text]))
  return [first, second].flatMap(group =>
    group === null
      ? []
      : [
          {
            ...group,
            district: districts.get(group.district ?? '') ?? group.district,
            sizeWords: words.size[group.size],
          },
        ],
  )
}

async function eventsShown({ tx }: Visit, { first, second, events }: Conflict) {
  const kinds = new Map((await content(tx, 'kinds')).map(({ id, name }) => [id, name]))
  const gone = new Map(events.flatMap(it => (it.refers === null ? [] : [[it.refers, it]])))
  const told = (event: StoredEvent) => ({
    ...event,
    what:
      event.kind === 'happened' ? stageWords(event.stage ?? 0) : event.kind === 'calm' ? 'Said to be calm' : 'Closed',
    way:
      event.direction === null ? undefined : directionWords(event.direction, first.name, second?.name ?? unknownGroup),
    violenceWords: event.violence === null ? undefined : (kinds.get(event.violence) ?? event.violence),
    cameBy: event.provenance === null ? undefined : words.provenance[event.provenance as keyof typeof words.provenance],
    graded: gradeOf(event),
    takenBack: gone.get(event.id)?.narrative?.what ?? (gone.has(event.id) ? 'No reason that you may read' : undefined),
  })
  return events
    .filter(({ kind }) => kind !== 'taken-back')
    .map(told)
    .reverse()
}

function gradeOf({ narrative }: StoredEvent): string | undefined {
  if (narrative === undefined || narrative.reliability === null || narrative.knowledge === null) return undefined
  const grade = `${words.reliability[narrative.reliability]}. ${words.knowledge[narrative.knowledge]}.`
  return narrative.source === '' ? grade : `${narrative.source}. ${grade}`
}

async function reportsOf({ tx, now }: Visit, { events }: Conflict) {
  const ids = [...new Set(events.flatMap(({ report }) => (report === null ? [] : [report])))]
  const reports = await tensionsById(tx, ids)
  const hints = await reportHints(tx, reports)
  return reports.map(report => ({
    id: report.id,
    text: reportLine(report),
    hint: hints.get(report.id),
    on: report.happened_on,
    open: isOpen(report, ukDay(now)),
    until: lastDayOf(report.events, report.expires_on),
  }))
}

const isOpen = (report: Tension, today: string): boolean =>
  tensionState(report.events, report.expires_on, today) === 'open'
