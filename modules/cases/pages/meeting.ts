import { ukDay } from '#platform/clock'
import type { Visit } from '#platform/module'
import { type Meeting, meetBy, meetFromWords, metInTime } from '../rules/meeting.ts'
import { count } from '../store/counts.ts'
import { firstMeeting, meetingOf } from '../store/meeting.ts'

/** Counts the first meeting that stands, where their kind of help asks for one: as of the session that it was. */
export async function countStanding({ tx, now }: Visit, file: string, meeting: Meeting | undefined): Promise<void> {
  if (meeting === undefined || meeting.met_on === null) return
  const what = metInTime(meeting, meeting.met_on, ukDay) ? 'contact in time' : 'contact late'
  await count(tx, what, ukDay(now), 1, { part: (await firstMeeting(tx, file)) ?? file, file })
}

/** After a meeting is written down: where it is the first, it is counted, apart from the case. `before` is what was asked until now. */
export async function countFirstMeeting(visit: Visit, file: string, before: Meeting | undefined): Promise<void> {
  if (before !== undefined && before.met_on === null) await countStanding(visit, file, await meetingOf(visit.tx, file))
}

/** After a first kind of help is chosen: somebody may have met them already. `before` is what was asked until now. */
export async function countEarlierMeeting(visit: Visit, file: string, before: Meeting | undefined): Promise<void> {
  if (before === undefined) await countStanding(visit, file, await meetingOf(visit.tx, file))
}

/** The first meeting as the page of sessions says it. */
export async function meetingShown({ tx }: Visit, file: string) {
  const meeting = await meetingOf(tx, file)
  if (meeting === undefined) return undefined
  const { met_on, hours } = meeting
  const inTime = met_on === null ? undefined : metInTime(meeting, met_on, ukDay)
  return { hours, met_on, inTime, since: meetFromWords[meeting.what], from: meeting.from, by: meetBy(meeting) }
}
