import { type CalendarTime, calendarFile } from '#platform/calendar'
import { ukMoment } from '#platform/clock'
import type { Answer, Page, Visit } from '#platform/module'
import { meetingState } from '../rules/meeting.ts'
import type { Meeting } from '../store/meetings.ts'
import { meetingIn, purpose } from './shared.ts'

export const calendarPages: readonly Page[] = [
  { method: 'get', path: '/meetings/:id/calendar', purpose, handle: calendarPage },
]

/** Nobody says how long a meeting takes: an hour is kept free. */
const minutes = 60

/** When a meeting is: at its time, or on its day where no time is set. */
export function timeOf({ on_day: day, at_time: time }: Pick<Meeting, 'on_day' | 'at_time'>): CalendarTime {
  return /^\d{1,2}:\d{2}$/.test(time) ? { start: ukMoment(day, time.padStart(5, '0')), minutes } : { day }
}

/** The day of a meeting for somebody's calendar: neither its group nor its place is named. */
async function calendarPage(visit: Visit): Promise<Answer> {
  const { meeting } = await meetingIn(visit)
  const entry = {
    kind: 'meeting',
    id: meeting.id,
    sequence: meeting.events.filter(({ event }) => event === 'changed' || event === 'cancelled').length,
    when: timeOf(meeting),
    cancelled: meetingState(meeting.events) === 'cancelled',
  } as const
  return calendarFile(entry, `/meetings/${meeting.id}`, visit.config, visit.now)
}
