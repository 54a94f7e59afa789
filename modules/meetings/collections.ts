import { collectionId } from '#platform/access'

/** Meetings of every group: the key that roles hold. sql/0025_meetings.sql names these two by their ids. */
export const meetingsCollection = collectionId('meetings')
/** Items that concern people: a key of its own. */
export const peopleInMeetings = collectionId('meetings: people')
/** All accounts: who manages it seats people in groups. The module of agencies owns it. */
export const accountsCollection = collectionId('accounts')

/** The meetings of one group of the content pack: the key that its members hold. */
export function meetingsOf(group: string): string {
  return collectionId(`meetings: ${group}`)
}

/** The roles that may read an item that concerns people. */
export const peopleRoles = ['referrer', 'practitioner', 'coordinator', 'chair', 'intelligence-lead'] as const
/** The roles that run a meeting of a group in which they sit. */
export const runningRoles = ['chair', 'coordinator'] as const
