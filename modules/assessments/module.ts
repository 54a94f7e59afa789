import type { Module } from '#platform/module'
import { assessmentsCollection } from './collections.ts'
import { lateUpkeep } from './late.ts'
import { personalData, tasks } from './offers.ts'
import { askedPages } from './pages/asked.ts'
import { besidePages } from './pages/beside.ts'
import { helpingPages } from './pages/helping.ts'
import { identityPages } from './pages/identity.ts'
import { makingPages } from './pages/making.ts'
import { showingPages } from './pages/showing.ts'
import { timelinePages } from './pages/timeline.ts'

export { type Changed, changedSince } from './changed.ts'
export { assessmentsCollection } from './collections.ts'
export { joinMoment } from './joining.ts'
export type { LifeEvent, NewLifeEvent } from './rules/events.ts'
export type { NewTalk } from './rules/identity.ts'
export {
  type Assessment,
  addAssessment,
  assessmentsOf,
  factorsOf,
  type NewAssessment,
  newestAssessments,
} from './store/assessments.ts'
export { chosenProgrammes, type ProgrammeChoice } from './store/choices.ts'
export { type AssessedFile, openFile } from './store/files.ts'
export { addTalk, talksOf } from './store/identity.ts'
export { addLifeEvent, lifeEventsOf } from './store/timeline.ts'
export { suggestedFor } from './suggesting.ts'

/** A person assessed with them, strengths first, by five contexts; and the timeline of their life. */
export const assessments: Module = {
  name: 'assessments',
  pages: [
    ...makingPages,
    ...timelinePages,
    ...identityPages,
    ...askedPages,
    ...besidePages,
    ...helpingPages,
    ...showingPages,
  ],
  policy: [
    {
      kind: 'assessments and timelines',
      words:
        'Strengths and risks in five parts of a life, and what happened in it. Only of the cases that were given to them.',
      collection: assessmentsCollection,
      tables: [
        'assessment_file',
        'assessment',
        'assessment_factor',
        'assessment_context',
        'life_event',
        'reachable_moment',
        'moment_step',
        'identity_talk',
        'identity_answer',
        'programme_choice',
        'assessment_instrument',
      ],
      roles: [
        { role: 'practitioner', level: 'write', why: 'Assesses the people whose case team they are in' },
        { role: 'coordinator', level: 'write', why: 'Assesses the people whose case team they are in' },
        { role: 'chair', level: 'read', why: 'Reads those of a case whose team they are asked to join' },
      ],
    },
  ],
  tasks,
  personalData,
  upkeep: [lateUpkeep],
}
