import { collectionId } from '#platform/access'

/** Runs of the watchlist, their entries and what people decided. sql/0020_watchlist.sql names it by its id. */
export const watchlistCollection = collectionId('watchlist')
