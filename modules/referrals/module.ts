import type { Module, Policy, SetUpContext } from '#platform/module'
import { fairnessAnswers, givenReferrals, makingReferrals, referralsCollection } from './collections.ts'
import { agenda, measures, personalData, tasks, timeline } from './offers.ts'
import { clockPages } from './pages/clocks.ts'
import { journeyOfReferral } from './pages/journey.ts'
import { listPages } from './pages/list.ts'
import { personPages } from './pages/person.ts'
import { referralPages } from './pages/referral.ts'
import { makers, readers } from './pages/shared.ts'
import { sortingPages } from './pages/sorting.ts'
import { firstClocks } from './rules/clocks.ts'
import { addFirstClocks } from './store/triage.ts'

export { noteOnReferral, type ReferralShown, referralById } from './reading.ts'

const sortedTables = ['referral', 'referral_content', 'referral_fact', 'referral_event']

const policy: readonly Policy[] = [
  {
    kind: 'referrals',
    words: 'Asking for help for a person, a group of friends or a place, and how it was sorted.',
    collection: referralsCollection,
    tables: [...sortedTables, 'triage_clock'],
    roles: [
      { role: 'coordinator', level: 'write', why: 'Sorts what comes in' },
      { role: 'chair', level: 'read', why: 'Answers for what comes in, and is told when one waits too long' },
    ],
  },
  {
    kind: 'referrals given to read',
    words: 'One referral, given to somebody who helps. It needs the referral to be given as well.',
    collection: givenReferrals,
    tables: [...sortedTables, 'triage_clock'],
    roles: [{ role: 'practitioner', level: 'read', why: 'Reads a referral that a coordinator gave them' }],
  },
  {
    kind: 'making referrals',
    words: 'Asking for help. Whoever asked follows whether it was received or closed, and not how it was sorted.',
    collection: makingReferrals,
    tables: [...sortedTables, 'referral_fairness'],
    roles: makers.map(role => ({
      role,
      level: 'write' as const,
      why: 'May be worried about somebody',
    })),
  },
  {
    kind: 'fairness answers of referrals',
    words: 'Ethnicity, special needs and care, asked only to see whether all are treated alike. Without names.',
    collection: fairnessAnswers,
    tables: ['referral_fairness'],
    roles: [{ role: 'governance', level: 'read', why: 'Answers for equal treatment' }],
  },
]

async function prepare({ database, now }: SetUpContext): Promise<void> {
  await database.asSystem('migrator', 'set-up', tx => addFirstClocks(tx, firstClocks, now))
}

/** Referrals: somebody asks for help for a person, a group of friends or a place, and a coordinator sorts what comes in. */
export const referrals: Module = {
  name: 'referrals',
  pages: [...journeyOfReferral, ...clockPages, ...listPages, ...referralPages, ...personPages, ...sortingPages],
  navigation: [{ text: 'Referrals', href: '/referrals', roles: readers }],
  policy,
  tasks,
  agenda,
  measures,
  personalData,
  timeline,
  nextSteps: [
    { from: 'my day', text: 'Refer somebody for help', href: () => '/referrals/new', roles: makers },
    { from: 'person', text: 'Refer for help', href: id => `/referrals/new?person=${id}`, roles: makers },
    { from: 'peer group', text: 'Refer for help', href: id => `/referrals/new?peerGroup=${id}`, roles: makers },
  ],
  setUp: [{ words: 'The first clocks of sorting referrals', run: prepare }],
}
