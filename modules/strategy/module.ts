import type { Module } from '#platform/module'
import { commitmentsCollection, measuresCollection } from './collections.ts'

const commitmentTables = ['commitment_event', 'commitment_due', 'commitment_evidence']
const measureTables = ['measure_definition', 'measure_snapshot']

export const strategy: Module = {
  name: 'strategy',
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
