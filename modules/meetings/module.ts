import { everyRole } from '#modules/agencies'
import type { Module, Policy } from '#platform/module'
import { meetingsCollection, peopleInMeetings, peopleRoles, runningRoles } from './collections.ts'
import { nextSteps, personalData, search, tasks } from './offers.ts'
import { addingPages } from './pages/adding.ts'
import { calendarPages } from './pages/calendar.ts'
import { itemPages } from './pages/deciding.ts'
import { groupPages } from './pages/groups.ts'
import { meetingPages } from './pages/meeting.ts'
import { minutesPages } from './pages/minutes.ts'
import { seatPages } from './pages/seats.ts'
import { stepPages } from './pages/steps.ts'
import { retention } from './retention.ts'
import { openMeetings } from './set-up.ts'

const itemTables = ['agenda_item', 'contribution', 'decision', 'decision_action', 'group_step', 'group_step_answer']

const policy: readonly Policy[] = [
  {
    kind: 'meetings',
    words:
      'What a group talks about and decides. Only for those who sit in that group; each role needs its seat as well.',
    collection: meetingsCollection,
    tables: ['meeting_series', 'meeting', 'meeting_event', 'meeting_attendance', ...itemTables],
    roles: everyRole
      .filter(role => role !== 'administrator')
      .map(role =>
        runningRoles.some(it => it === role)
          ? { role, level: 'write', why: 'Runs the meetings of the groups in which they sit' }
          : { role, level: 'read', why: 'Reads and contributes in the groups in which they sit' },
      ),
  },
  {
    kind: 'meeting items that concern people',
    words: 'An item about a case, a referral, a group of friends or one person. Its title names nobody.',
    collection: peopleInMeetings,
    tables: ['agenda_item', 'group_step'],
    roles: everyRole
      .filter(role => peopleRoles.some(it => it === role))
      .map(role => ({ role, level: 'read', why: 'Works with people' })),
  },
]

/** Groups meet, say what they know, decide with reasons, and pass on what belongs elsewhere. */
export const meetings: Module = {
  name: 'meetings',
  retention,
  pages: [
    ...groupPages,
    ...seatPages,
    ...stepPages,
    ...itemPages,
    ...addingPages,
    ...minutesPages,
    ...calendarPages,
    ...meetingPages,
  ],
  navigation: [{ text: 'Meetings', href: '/meetings' }],
  setUp: [{ words: 'The key of each group to its own meetings', run: openMeetings }],
  policy,
  tasks,
  search,
  personalData,
  nextSteps,
}
