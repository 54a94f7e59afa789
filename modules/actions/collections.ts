import { collectionId } from '#platform/access'

/** How many actions were done in time, and nothing else about them. sql/0018_actions.sql names both collections by their ids. */
export const actionFigures = collectionId('actions: figures')
/** The second key of actions that concern a person. */
export const personActions = collectionId('actions: people')

/** The roles that may own or read an action that concerns a person. */
export const personRoles = ['referrer', 'practitioner', 'coordinator', 'chair', 'intelligence-lead'] as const
