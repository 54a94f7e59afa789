import { collectionId } from '#platform/access'

/** Assessments and life timelines of all files: the key that a role holds. The migration names the same id. */
export const assessmentsCollection = collectionId('assessments of people')
