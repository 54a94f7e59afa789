import { actionsById } from '#modules/actions'
import { record } from '#platform/ledger'
import { type Answer, type Page, type Visit, view } from '#platform/module'
import { sittingIn } from '../store/groups.ts'
import { itemsOf } from '../store/items.ts'
import { attendanceOf } from '../store/meetings.ts'
import { stepsOfItems } from '../store/steps.ts'
import { attendanceWords } from '../words.ts'
import { shownItem } from './item.ts'
import { marking, meetingIn, meetingShown, purpose } from './shared.ts'

export const minutesPages: readonly Page[] = [
  { method: 'get', path: '/meetings/:id/minutes', purpose, handle: minutesPage },
]

/** The minutes, made from what was said and decided: nothing is written twice. */
async function minutesPage(visit: Visit): Promise<Answer> {
  const { tx, now } = visit
  const { meeting, group } = await meetingIn(visit)
  await record(tx, { action: 'read', kind: 'minutes', subject: meeting.id })
  const items = await itemsOf(tx, meeting.id)
  const around = {
    members: await sittingIn(tx, group.key),
    steps: await stepsOfItems(
      tx,
      items.map(({ id }) => id),
    ),
    actions: await actionsById(
      tx,
      items.flatMap(({ decisions }) => decisions.flatMap(({ actions }) => actions.map(({ action }) => action))),
      now,
    ),
  }
  const attended = await attendanceOf(tx, meeting.id)
  return view('meetings/views/minutes.njk', {
    title: 'Minutes',
    marking,
    back: { href: `/meetings/${meeting.id}`, text: group.name },
    group,
    meeting: meetingShown(meeting),
    approved: meeting.events.find(({ event }) => event === 'approved'),
    attended: attended.map(it => ({ ...it, words: attendanceWords[it.standing] })),
    items: items.map(item => shownItem(item, around)),
  })
}
