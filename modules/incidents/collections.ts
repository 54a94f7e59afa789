import { collectionId } from '#platform/access'

/** Published by the police for anyone: never suppressed. */
export const openIncidents = collectionId('open incidents')
/** A partner's own dated incidents: suppressed and perturbed whenever a figure leaves the partnership. */
export const partnerIncidents = collectionId('partner incidents')
/** Assaults told to hospital staff. A collection of its own, so that nobody can add it to police counts. */
export const hospitalAssaults = collectionId('hospital assaults')
/** Partners' and hospitals' incidents as figures that may leave: see sql/0012_incident_cube.sql. */
export const publishedIncidents = collectionId('published incidents')
/** Tensions that partners reported, for every analyst. sql/0009_incidents.sql names both collections by their ids. */
export const tensions = collectionId('tensions')
/** Tensions that could put someone at risk if more people knew: for the Tactical group alone. */
export const tacticalTensions = collectionId('tactical tensions')
