import { collectionId } from '#platform/access'

/** What the strategy promised, how far it has come, and what shows it. */
export const commitmentsCollection = collectionId('strategy: commitments')
/** What its figures mean, and how they stood. */
export const measuresCollection = collectionId('strategy: measures')
