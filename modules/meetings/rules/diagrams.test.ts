import { describe, test } from 'node:test'
import { assertShown, stateDiagram } from '#platform/testing/state-diagram'
import { itemState, type Outcome, outcomes } from './item.ts'
import { type MeetingEventName, meetingEvents, meetingState } from './meeting.ts'

const readme = new URL('../README.md', import.meta.url)
const ofMeeting = (happened: readonly MeetingEventName[]): string =>
  meetingState(happened.map((event, at) => ({ event, at: new Date(at) })))
const ofItem = (happened: readonly Outcome[]): string =>
  itemState(happened.map((outcome, at) => ({ outcome, at: new Date(at) })))

describe('the diagrams of the README are those that the rules draw', () => {
  test('of a meeting', () =>
    assertShown(readme, stateDiagram({ begins: 'planned', events: meetingEvents, after: ofMeeting })))
  test('of an item of an agenda', () =>
    assertShown(readme, stateDiagram({ begins: 'put on the agenda', events: outcomes, after: ofItem })))
})
