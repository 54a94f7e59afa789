import { ukDay } from '#platform/clock'
import type { Visit } from '#platform/module'
import { type Meeting, meetBy, meetFromWords, metInTime } from '../rules/meeting.ts'
import { count } from '../store/counts.ts'
import { meetingOf } from '../store/meeting.ts'

async function countOf({ tx, now }: Visit, meeting: Meeting, metOn: string): Promise<void> {
  await count(tx, metInTime(meeting, metOn, ukDay) ? 'contact in time' : 'contact late', ukDay(now))
}

/** Before a meeting is written down: where it is the first that their kind of help asks for, it is counted, apart from the case. */
export async function countFirstMeeting(visit: Visit, file: string, metOn: string): Promise<void> {
  const meeting = await meetingOf(visit.tx, file)
  if (meeting !== undefined && meeting.met_on === null) await countOf(visit, meeting, metOn)
}

/** After a first kind of help is chosen: somebody may have met them already. `before` is what was asked until now. */
export async function countEarlierMeeting(visit: Visit, file: string, before: Meeting | undefined): Promise<void> {
  const meeting = await meetingOf(visit.tx, file)
  if (before !== undefined || meeting === undefined || meeting.met_on === null) return
  await countOf(visit, meeting, meeting.met_on)
}

/** The first meeting as the page of sessions says it. */
export async function meetingShown({ tx }: Visit, file: string) {
  const meeting = await meetingOf(tx, file)
  if (meeting === undefined) return undefined
  const { met_on, hours } = meeting
  const inTime = met_on === null ? undefined : metInTime(meeting, met_on, ukDay)
  return { hours, met_on, inTime, since: meetFromWords[meeting.what], from: meeting.from, by: meetBy(meeting) }
}
