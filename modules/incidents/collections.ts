import { collectionId } from '#platform/access'

/** Published by the police for anyone: never suppressed. */
export const openIncidents = collectionId('open incidents')
/** A partner's own dated incidents: suppressed and perturbed whenever a figure leaves the partnership. */
export const partnerIncidents = collectionId('partner incidents')
/** Assaults told to hospital staff. A collection of its own, so that nobody can add it to police counts. */
export const hospitalAssaults = collectionId('hospital assaults')
/** Tensions that partners reported. */
export const tensions = collectionId('tensions')
