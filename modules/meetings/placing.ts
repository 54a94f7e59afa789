// What waits for a group's next meeting comes onto its agenda by itself: what another group passed on and this one accepted, and
// what an earlier meeting put off.
import type { Transaction } from '#platform/database'
import { meetingState } from './rules/meeting.ts'
import { addItem, type Item, putOff } from './store/items.ts'
import { type Meeting, meetingsOfGroup } from './store/meetings.ts'
import { acceptedUnplaced, type Step } from './store/steps.ts'

/** The next planned meeting of a group, from this day on. */
export async function nextMeeting(tx: Transaction, group: string, today: string): Promise<Meeting | undefined> {
  return planned(await meetingsOfGroup(tx, group), today)[0]
}

/** The planned meetings among these from this day on, the nearest first. */
export function planned(meetings: readonly Meeting[], today: string): Meeting[] {
  return meetings
    .filter(({ on_day, events }) => on_day >= today && meetingState(events) === 'planned')
    .sort((a, b) => a.on_day.localeCompare(b.on_day))
}

/** Puts on the agenda of this meeting what waits for it. Returns how many items that were. */
export async function placeWaiting(
  tx: Transaction,
  { id, group_key }: Pick<Meeting, 'id' | 'group_key'>,
  now: Date,
): Promise<number> {
  const steps = await acceptedUnplaced(tx, group_key)
  const carried = (await putOff(tx, group_key)).filter(({ meeting }) => meeting !== id)
  for (const step of steps)
    await addItem(
      tx,
      {
        ...subjectOfRow(step),
        meeting: id,
        group: group_key,
        title: step.title,
        why: step.why,
        source: 'step',
        step: step.id,
      },
      now,
    )
  for (const item of carried) {
    const from = { source: 'carried', carriedFrom: item.id } as const
    await addItem(
      tx,
      { ...subjectOfRow(item), ...from, meeting: id, group: group_key, title: item.title, why: item.why },
      now,
    )
  }
  return steps.length + carried.length
}

function subjectOfRow({ kind, subject, href, about_people, person }: Step | Item) {
  return { kind, subject, href, aboutPeople: about_people, person }
}
