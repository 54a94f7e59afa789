import { everyRole } from '#modules/agencies'
import type { Module } from '#platform/module'
import { overdueUpkeep } from './clock.ts'
import { actionFigures, personActions, personRoles } from './collections.ts'
import { measures, nextSteps, personalData, search, tasks } from './offers.ts'
import { pages } from './pages.ts'
import { retention } from './retention.ts'

export { proposalForm } from './forms.ts'
export { type ActionShown, actionsAbout, actionsById, actionsOfGroup } from './shown.ts'
export { type About, type NewAction, proposeAction } from './store.ts'
export { kindFromPath, kindInPath, subjectKinds, subjectPath } from './subjects.ts'

/** Who does what by when, and what became of it. */
export const actions: Module = {
  name: 'actions',
  retention,
  pages,
  navigation: [{ text: 'Actions', href: '/actions' }],
  policy: [
    {
      kind: 'actions: figures',
      words:
        'How many actions were done by their day. The actions themselves are for whoever proposed them, whoever is to do them, and the group that decided them.',
      collection: actionFigures,
      tables: ['action', 'action_event', 'action_words'],
      roles: [
        { role: 'coordinator', level: 'read', why: 'Chases actions and answers for them' },
        { role: 'chair', level: 'read', why: 'Answers for what their group promised' },
      ],
    },
    {
      kind: 'actions that concern a person',
      words:
        'The second key of an action that concerns a person. Without it, nobody reads one that was given to them by mistake.',
      collection: personActions,
      tables: ['action'],
      roles: everyRole
        .filter(role => personRoles.some(it => it === role))
        .map(role => ({ role, level: 'read', why: 'Works with people' })),
    },
  ],
  tasks,
  search,
  measures,
  personalData,
  nextSteps,
  upkeep: [overdueUpkeep],
}
