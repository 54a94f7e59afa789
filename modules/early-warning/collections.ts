import { collectionId } from '#platform/access'

/** Runs of the watchlist, their entries and what people decided. sql/0020_watchlist.sql names it by its id. */
export const watchlistCollection = collectionId('watchlist')

/** What people say against an entry, and the answers. sql/0039_predictions.sql names it by its id. */
export const contestCollection = collectionId('watchlist: contests')
