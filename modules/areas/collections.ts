import { collectionId } from '#platform/access'

/** Boundaries, lookups and published indicators: open data, for everyone signed in. */
export const openAreas = collectionId('open areas')
