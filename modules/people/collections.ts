import { collectionId } from '#platform/access'
import type { World } from './rules/worlds.ts'

/** What stands for all records of one world: the key that a role holds. The migration names the same ids. */
export const worldCollections: Readonly<Record<World, string>> = {
  support: collectionId('people: support'),
  disruption: collectionId('people: disruption'),
  'victim-service': collectionId('people: victim-service'),
  refuge: collectionId('people: refuge'),
}
/** The right to ask whether another agency knows somebody. */
export const knownQuestions = collectionId('people: known')
/** The right to open one record in an emergency. */
export const emergencyOpenings = collectionId('people: break-glass')
/** The right to review emergency openings, and to agree that a sealed record is opened. */
export const reviews = collectionId('people: reviews')
/** Whom to ring at each agency. */
export const dutyDesks = collectionId('duty desks')
/** Groups of friends for whom help is asked. */
export const peerGroups = collectionId('people: peer groups')
/** The right to answer somebody who asks what is held about them; modules/sharing gives it to the governance role. */
export const subjectAccess = collectionId('sharing: subject access')
/** The right to say whether two agencies' records are of one person, seeing only what is compared. */
export const matchReview = collectionId('people: match review')
/** With it, the pairs of every agency; without, those in which one's own agency holds a record. */
export const everyPair = collectionId('people: match review, every agency')
/** How good the matching is: counts, never a person. */
export const matchQuality = collectionId('people: match quality')
/** The right to load an extract of one's own agency. */
export const feeds = collectionId('people: feeds')
/** The right to give a notice that domestic abuse happened where children live. */
export const noticesGiven = collectionId('people: notices given')
/** The right to read who the children are, with a seat in the task and finish group. */
export const noticedChildren = collectionId('people: children with a notice')
