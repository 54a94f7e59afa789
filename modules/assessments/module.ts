import type { Module } from '#platform/module'

export { assessmentsCollection } from './collections.ts'
export { type Assessment, assessmentsOf, newestAssessments } from './store/assessments.ts'
export { type AssessedFile, openFile } from './store/files.ts'
export { type LifeEvent, lifeEventsOf } from './store/timeline.ts'

/** A person assessed with them, strengths first, by five contexts; and the timeline of their life. */
export const assessments: Module = {
  name: 'assessments',
}
