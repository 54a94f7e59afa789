import { collectionId } from '#platform/access'

/** Groups, conflicts and their events as they can be counted: day, stage, direction. sql/0019_conflicts.sql names it by its id. */
export const conflictCollection = collectionId('conflicts')
/** What sources said, and how far they are trusted. */
export const narrativeCollection = collectionId('conflict narratives')
