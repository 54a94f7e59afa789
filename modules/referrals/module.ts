import { content } from '#modules/model'
import { record } from '#platform/ledger'
import type { Module, Policy, SetUpContext } from '#platform/module'
import { fairnessAnswers, givenReferrals, makingReferrals, referralsCollection } from './collections.ts'
import { agenda, tasks } from './day.ts'
import { askingLink, referralLetter } from './jobs.ts'
import { lateUpkeep } from './late.ts'
import { lateGoingUpkeep } from './late-going.ts'
import { leftUpkeep } from './left.ts'
import { measures, timeline } from './offers.ts'
import { personalData } from './offers-personal-data.ts'
import { agreementPages } from './pages/agreement.ts'
import { clockPages } from './pages/clocks.ts'
import { fairnessPages } from './pages/fairness.ts'
import { goingPages } from './pages/going.ts'
import { journeyOfReferral } from './pages/journey.ts'
import { linkPages } from './pages/link.ts'
import { linkingPages } from './pages/linking.ts'
import { listPages } from './pages/list.ts'
import { organisationPages } from './pages/organisations.ts'
import { outsidePages } from './pages/outside.ts'
import { personPages } from './pages/person.ts'
import { referralPages } from './pages/referral.ts'
import { routePages } from './pages/routes.ts'
import { makers, readers } from './pages/shared.ts'
import { shortPages } from './pages/short.ts'
import { sortingPages } from './pages/sorting.ts'
import { workPages } from './pages/work.ts'
import { retention } from './retention.ts'
import { firstClocks, firstWaitClocks } from './rules/clocks.ts'
import { firstRouteClocks } from './rules/routes.ts'
import { addFirstCalendar } from './store/calendar.ts'
import { addMissingWork } from './store/work.ts'

export { cameOfForm } from './forms/going.ts'
export { type MovedMoment, moveMoment } from './moving.ts'
export { groupDecided, noteOnReferral, type ReferralShown, referralById } from './reading.ts'
export { notReached } from './rules/going.ts'
export { removeFilter, savedFilters, saveFilter } from './store/filters.ts'
export { toldOfLoneParent } from './store/triage.ts'

const sortedTables = ['referral', 'referral_content', 'referral_fact', 'referral_event', 'referral_earlier']

const calendarTables = ['route_clock', 'bank_holiday']
const sortingTables = [
  'referral_work',
  'referral_moment',
  'outside_organisation',
  'asking_link',
  'outside_referral',
  'work_filter',
]

const policy: readonly Policy[] = [
  {
    kind: 'referrals',
    words: 'Asking for help for a person, a group of friends or a place, and how it was sorted.',
    collection: referralsCollection,
    tables: [...sortedTables, 'triage_clock', ...calendarTables, ...sortingTables],
    roles: [
      { role: 'coordinator', level: 'write', why: 'Sorts what comes in' },
      { role: 'chair', level: 'read', why: 'Answers for what comes in, and is told when one waits too long' },
    ],
  },
  {
    kind: 'referrals given to read',
    words: 'One referral, given to somebody who helps. It needs the referral to be given as well.',
    collection: givenReferrals,
    tables: [...sortedTables, 'triage_clock', ...calendarTables, 'outside_organisation', 'referral_moment'],
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
  await database.asSystem('migrator', 'set-up', async tx => {
    const days = await content(tx, 'bankHolidays')
    await addFirstCalendar(tx, { clocks: [...firstClocks, ...firstWaitClocks], routes: firstRouteClocks }, days, now)
    const added = await addMissingWork(tx)
    if (added > 0) await record(tx, { action: 'write', kind: 'lists of work', detail: { added } })
  })
}

/** Referrals: somebody asks for help for a person, a group of friends or a place, and a coordinator sorts what comes in. */
export const referrals: Module = {
  name: 'referrals',
  retention,
  pages: [
    ...[...journeyOfReferral, ...shortPages, ...linkPages, ...clockPages, ...listPages, ...workPages],
    ...[...fairnessPages, ...organisationPages, ...outsidePages, ...referralPages, ...personPages, ...sortingPages],
    ...[...linkingPages, ...routePages, ...goingPages, ...agreementPages],
  ],
  jobs: { 'asking-link': askingLink, 'referral-letter': referralLetter },
  navigation: [
    { text: 'Referrals', href: '/referrals', roles: readers },
    { text: 'Equal treatment', href: '/referrals/fairness', roles: ['governance'] },
  ],
  policy,
  tasks,
  agenda,
  measures,
  personalData,
  timeline,
  upkeep: [leftUpkeep, lateUpkeep, lateGoingUpkeep],
  nextSteps: [
    { from: 'my day', text: 'Refer somebody for help', href: () => '/referrals/new', roles: makers },
    { from: 'my day', text: 'Use the short form after a visit', href: () => '/referrals/short', roles: ['referrer'] },
    { from: 'person', text: 'Refer for help', href: id => `/referrals/new?person=${id}`, roles: makers },
    { from: 'peer group', text: 'Refer for help', href: id => `/referrals/new?peerGroup=${id}`, roles: makers },
  ],
  setUp: [{ words: 'The clocks of sorting referrals, the bank holidays and the lists of work', run: prepare }],
}
