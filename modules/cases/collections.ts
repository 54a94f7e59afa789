import { collectionId } from '#platform/access'

// What stands for all rows of one kind: the key that a role holds. The migration names the same ids.
/** Cases with their plan, reviews, outcome and team. */
export const casesCollection = collectionId('cases')
/** The right to open a case. */
export const openingCases = collectionId('opening cases')
/** What was said and done in sessions. */
export const sessionsCollection = collectionId('case sessions')
/** What is counted of cases, without any case. */
export const countsCollection = collectionId('case counts')
/** Sessions for groups, by how many came: those that are of no case. */
export const groupSessions = collectionId('group sessions')
/** Talks with people who are not named: each worker's own. */
export const talksCollection = collectionId('talks without names')
/** Mentors whom organisations offer, with their free places. */
export const mentorsCollection = collectionId('mentors')
/** Support of partners, kept apart from the case of somebody who takes part in a programme. */
export const partnerSupport = collectionId('partner support')
/** Debriefs and supervision: each read by the worker and the colleague whom they asked. */
export const staffCareCollection = collectionId('looking after staff')
