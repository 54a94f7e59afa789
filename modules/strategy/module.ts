import type { Module } from '#platform/module'
import { commitmentsCollection, measuresCollection } from './collections.ts'
import { pages } from './pages/index.ts'
import { readers } from './pages/shared.ts'
import { tasks } from './tasks.ts'

export { takeFigures } from './board.ts'
export { addEvidence, addStatus, commitmentId, type NewEvidence, type NewStatus } from './store/commitments.ts'
export { type Definition, saveDefinition } from './store/measures.ts'

const commitmentTables = ['commitment_event', 'commitment_due', 'commitment_evidence']
const measureTables = ['measure_definition', 'measure_snapshot']

/** What was promised, what came of it, and what shows it. */
export const strategy: Module = {
  name: 'strategy',
  pages,
  navigation: [
    { text: 'The board', href: '/board', roles: readers },
    { text: 'Commitments', href: '/commitments', roles: readers },
    { text: 'Measures', href: '/measures', roles: readers },
  ],
  tasks,
  nextSteps: [
    { from: 'my day', text: 'Read the board’s page', href: () => '/board', roles: ['board', 'chair'] },
    { from: 'my day', text: 'Take the figures of a month', href: () => '/measures', roles: ['coordinator'] },
    { from: 'my day', text: 'Say what a figure means', href: () => '/measures', roles: ['analyst'] },
  ],
  policy: [
    {
      kind: 'commitments',
      words: 'What the strategy promised, how far it has come, and what shows it. No person is named.',
      collection: commitmentsCollection,
      tables: commitmentTables,
      roles: [
        { role: 'coordinator', level: 'write', why: 'Keeps the plan up to date' },
        { role: 'board', level: 'read', why: 'Answers for the strategy' },
        { role: 'chair', level: 'read', why: 'Leads what the strategy promises' },
        { role: 'governance', level: 'read', why: 'Shows that the duty is met' },
        { role: 'analyst', level: 'read', why: 'Measures what the strategy does' },
      ],
    },
    {
      kind: 'measures',
      words: 'What the figures of the strategy mean, and how they stood month by month. No person is counted alone.',
      collection: measuresCollection,
      tables: measureTables,
      roles: [
        { role: 'coordinator', level: 'write', why: 'Takes the figures of each month' },
        { role: 'analyst', level: 'write', why: 'Says what each figure means' },
        { role: 'board', level: 'read', why: 'Answers for the strategy' },
        { role: 'chair', level: 'read', why: 'Leads what the strategy promises' },
        { role: 'governance', level: 'read', why: 'Shows that the duty is met' },
      ],
    },
  ],
}
