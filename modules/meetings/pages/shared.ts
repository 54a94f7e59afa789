import { NotAllowed, NotFound } from '#platform/errors'
import type { FieldError } from '#platform/forms'
import { isUuid } from '#platform/ids'
import type { Visit } from '#platform/module'
import { meetingState } from '../rules/meeting.ts'
import { type Group, myGroup } from '../store/groups.ts'
import { type Item, itemById } from '../store/items.ts'
import { type Meeting, meetingById } from '../store/meetings.ts'
import { meetingStates } from '../words.ts'

export const purpose = 'meeting'
export const marking = 'OFFICIAL-SENSITIVE'

export type Errors = readonly FieldError[]
export const statusOf = (errors: Errors): number => (errors.length > 0 ? 422 : 200)

/** The group in the address, or NotFound where the present actor does not sit in it. */
export async function groupIn({ tx, params }: Visit): Promise<Group> {
  return mine(await myGroup(tx, params['key'] ?? ''))
}

export function mine(group: Group | undefined): Group {
  if (group === undefined) throw new NotFound()
  return group
}

/** Throws unless the present actor runs the meetings of the group. */
export function mustRun({ runs }: Group): void {
  if (!runs) throw new NotAllowed('Only whoever chairs or coordinates this group may do this.')
}

export type Held = { readonly meeting: Meeting; readonly group: Group }

/** The meeting in the address with its group, or NotFound. */
export async function meetingIn(visit: Visit): Promise<Held> {
  return heldMeeting(visit, visit.params['id'] ?? '')
}

export async function heldMeeting({ tx }: Visit, id: string): Promise<Held> {
  const meeting = isUuid(id) ? await meetingById(tx, id) : undefined
  if (meeting === undefined) throw new NotFound()
  return { meeting, group: mine(await myGroup(tx, meeting.group_key)) }
}

/** The item in the address with its meeting and group, or NotFound. */
export async function itemIn(visit: Visit): Promise<Held & { readonly item: Item }> {
  const id = visit.params['id'] ?? ''
  const item = isUuid(id) ? await itemById(visit.tx, id) : undefined
  if (item === undefined) throw new NotFound()
  return { item, ...(await heldMeeting(visit, item.meeting)) }
}

/** A meeting as lists and headings show it. */
export function meetingShown(meeting: Meeting) {
  const state = meetingState(meeting.events)
  return { ...meeting, state, stateWords: meetingStates[state] }
}
