import { collectionId } from '#platform/access'

/** How many places programmes have and how long people wait. sql/0017_interventions.sql names it by its id. */
export const programmePlaces = collectionId('programmes: places')
