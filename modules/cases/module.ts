import { ukDay } from '#platform/clock'
import { record } from '#platform/ledger'
import type { Module, Policy, SetUpContext } from '#platform/module'
import {
  casesCollection,
  countsCollection,
  groupSessions,
  mentorsCollection,
  openingCases,
  partnerSupport,
  sessionsCollection,
  staffCareCollection,
  talksCollection,
} from './collections.ts'
import { mentorTasks } from './offers/mentors.ts'
import { partnerData, partnerTasks } from './offers/partner.ts'
import { staffCareTasks } from './offers/staff-care.ts'
import { agenda, beingHelped, measures, personalData, search, tasks, timeline } from './offers.ts'
import { calendarPages } from './pages/calendar.ts'
import { casePages } from './pages/case.ts'
import { decidingPages } from './pages/deciding.ts'
import { deliveryPages } from './pages/delivery.ts'
import { factorPages, factorRoles } from './pages/factors.ts'
import { groupPages, groupRoles } from './pages/groups.ts'
import { listPages } from './pages/list.ts'
import { mentorPages } from './pages/mentors.ts'
import { movePages } from './pages/moves.ts'
import { openPages } from './pages/open.ts'
import { outcomePages } from './pages/outcome.ts'
import { partnerPages } from './pages/partner.ts'
import { planPages } from './pages/plan.ts'
import { programmeNewsPages } from './pages/programme-news.ts'
import { caseRoles } from './pages/shared.ts'
import { staffCarePages } from './pages/staff-care.ts'
import { storyPages } from './pages/story.ts'
import { strikePages } from './pages/strike.ts'
import { struckPages } from './pages/struck.ts'
import { talkPages } from './pages/talks.ts'
import { teamPages } from './pages/team.ts'
import { toldPages } from './pages/told.ts'
import { transferPages } from './pages/transfer.ts'
import { workPages } from './pages/work.ts'
import { retention } from './retention.ts'
import { addMissingCaseWork, refreshCaseWork } from './store/caseload.ts'
import { leavesTeams } from './store/leaving.ts'
import { countSupervised, forgetCare } from './store/staff-care.ts'
import { forgetTalks } from './store/talks.ts'
import { tellAgreementChanged, tellLeads } from './store/telling-lead.ts'

export { type Case, caseById, casesOf } from './store/files.ts'
export { noteOnCase } from './store/note.ts'

const inTheTeam = 'Works on the cases whose team they are in'

const policy: readonly Policy[] = [
  {
    kind: 'cases',
    words: 'Somebody is helped: plan, reviews, outcome and team. Only the cases that were given to them.',
    collection: casesCollection,
    tables: [
      ...['case_file', 'case_event', 'case_plan', 'case_goal', 'case_agreement', 'case_review'],
      ...['case_outcome', 'case_goal_outcome', 'case_sign_off', 'case_pathway', 'case_plan_part', 'case_transfer'],
      ...['case_transfer_answer', 'case_look', 'case_move', 'case_move_event', 'case_step_tie', 'case_work'],
      ...['case_part_struck', 'case_part_hidden', 'case_part_count'],
    ],
    roles: [
      { role: 'practitioner', level: 'write', why: inTheTeam },
      { role: 'coordinator', level: 'write', why: inTheTeam },
      { role: 'chair', level: 'read', why: 'Reads a case whose team they are asked to join' },
      { role: 'referrer', level: 'read', why: 'Reads a case whose team they are asked to join' },
    ],
  },
  {
    kind: 'opening cases',
    words: 'Opening a case from an accepted referral, with its lead and its team.',
    collection: openingCases,
    tables: ['case_file'],
    roles: [{ role: 'coordinator', level: 'write', why: 'Sorts what comes in, and finds who helps' }],
  },
  {
    kind: 'sessions of cases',
    words: 'What was said and done in sessions. Only of the cases that were given to them.',
    collection: sessionsCollection,
    tables: ['case_session', 'group_session', 'group_session_struck'],
    roles: [
      { role: 'practitioner', level: 'write', why: inTheTeam },
      { role: 'coordinator', level: 'write', why: inTheTeam },
      { role: 'chair', level: 'read', why: 'Reads a case whose team they are asked to join' },
    ],
  },
  {
    kind: 'sessions for groups',
    words: 'A programme given to a group: when, where, by whom, and how many came. It names nobody who came.',
    collection: groupSessions,
    tables: ['group_session', 'group_session_struck'],
    roles: [
      ...(['practitioner', 'referrer'] as const).map(
        role => ({ role, level: 'write', why: 'Gives sessions in schools, clubs and neighbourhoods' }) as const,
      ),
      { role: 'coordinator', level: 'manage', why: 'Gives sessions, and strikes out those of others that are wrong' },
      ...(['chair', 'analyst', 'board'] as const).map(
        role => ({ role, level: 'read', why: 'Sees what was given, and never a name' }) as const,
      ),
    ],
  },
  {
    kind: 'talks without a name',
    words: 'Talks with somebody who has not agreed to be named. Each worker reads their own, and nobody else does.',
    collection: talksCollection,
    tables: ['contact_talk'],
    roles: [
      { role: 'practitioner', level: 'write', why: 'Talks with people where they are' },
      { role: 'coordinator', level: 'write', why: 'Talks with people where they are' },
    ],
  },
  {
    kind: 'mentors',
    words: 'Mentors whom organisations offer: what they bring, their checks and free places. Not who has which mentor.',
    collection: mentorsCollection,
    tables: ['mentor', 'mentor_event', 'mentor_place'],
    roles: [
      { role: 'practitioner', level: 'write', why: 'Chooses a mentor with the people they help' },
      { role: 'coordinator', level: 'write', why: 'Asks organisations for mentors, and keeps the list' },
    ],
  },
  {
    kind: 'partner support',
    words:
      'Support of a partner of somebody on a programme about abuse at home: only what was sent to their own service, and never of a case that they read.',
    collection: partnerSupport,
    tables: ['partner_support', 'partner_choice', 'partner_event', 'programme_news', 'programme_news_answer'],
    roles: [{ role: 'practitioner', level: 'write', why: 'Gives support, where they work for a service that does' }],
  },
  {
    kind: 'looking after staff',
    words:
      'Debriefs and supervision. Only the worker and the colleague whom they asked read one, and the worker alone their own note.',
    collection: staffCareCollection,
    tables: ['staff_care', 'staff_care_answer', 'staff_care_note'],
    roles: [
      { role: 'practitioner', level: 'write', why: 'Asks for a debrief, and gives one to a colleague' },
      { role: 'coordinator', level: 'write', why: 'Asks for a debrief, and gives one to a colleague' },
    ],
  },
  {
    kind: 'counts of cases',
    words: 'How many cases were opened and closed in a month. It leads to no case and to no person.',
    collection: countsCollection,
    tables: ['case_count', 'case_factor_count', 'staff_care_count'],
    roles: [
      { role: 'practitioner', level: 'write', why: 'Counts what they do, as they do it' },
      { role: 'coordinator', level: 'write', why: 'Counts what they do, as they do it' },
      { role: 'chair', level: 'read', why: 'Answers for the Interventions Group' },
      { role: 'analyst', level: 'read', why: 'Shows whether help works' },
      { role: 'board', level: 'read', why: 'Sees what changed, and never a name' },
    ],
  },
]

const inCommon = { text: 'What people who are helped have in common', href: () => '/cases/factors' }

async function prepare({ database }: SetUpContext): Promise<void> {
  await database.asSystem('migrator', 'set-up', async tx => {
    const added = await addMissingCaseWork(tx)
    if (added > 0) await record(tx, { action: 'write', kind: 'lists of work', detail: { added } })
  })
}

/** Somebody is helped: the case, its team, plan, sessions, reviews and outcome. */
export const cases: Module = {
  name: 'cases',
  retention,
  pages: [
    ...calendarPages,
    ...factorPages,
    ...groupPages,
    ...strikePages,
    ...struckPages,
    ...talkPages,
    ...mentorPages,
    ...staffCarePages,
    ...partnerPages,
    ...programmeNewsPages,
    ...toldPages,
    ...openPages,
    ...listPages,
    ...planPages,
    ...decidingPages,
    ...deliveryPages,
    ...transferPages,
    ...movePages,
    ...workPages,
    ...outcomePages,
    ...storyPages,
    ...teamPages,
    ...casePages,
  ],
  navigation: [
    { text: 'Cases', href: '/cases', roles: [...caseRoles] },
    { text: 'Moves in a life', href: '/transitions', roles: [...caseRoles] },
    { text: 'Help without a name', href: '/help-without-a-name', roles: [...groupRoles] },
    { text: 'Mentors', href: '/mentors', roles: ['practitioner', 'coordinator'] },
    { text: 'Looking after staff', href: '/staff-care', roles: ['practitioner', 'coordinator'] },
    { text: 'Partner support', href: '/partner-support', roles: ['practitioner'] },
  ],
  nextSteps: [
    {
      from: 'programme',
      text: 'Sessions given to groups',
      href: id => `/group-sessions?programme=${id}`,
      roles: [...groupRoles],
    },
    { from: 'programme', ...inCommon, roles: [...factorRoles] },
    { from: 'my day', ...inCommon, roles: ['chair', 'analyst', 'board'] },
    {
      from: 'case',
      text: 'Everything by date',
      href: id => `/cases/${id}/timeline`,
      roles: [...caseRoles],
    },
    {
      from: 'case',
      text: 'Print it for a meeting or a handover',
      href: id => `/cases/${id}/print`,
      roles: [...caseRoles],
    },
    {
      from: 'case',
      text: 'Add the next due day to your calendar',
      href: id => `/cases/${id}/calendar`,
      roles: [...caseRoles],
    },
    { from: 'referral', text: 'Open a case', href: id => `/cases/new?referral=${id}`, roles: ['coordinator'] },
  ],
  policy,
  tasks: async (tx, who, now) => [
    ...(await partnerTasks(tx, who)),
    ...(await tasks(tx, who, now)),
    ...(await mentorTasks(tx, who, now)),
    ...(await staffCareTasks(tx, who, now)),
  ],
  agenda,
  search,
  measures,
  personalData: async (tx, person) => [...(await personalData(tx, person)), ...(await partnerData(tx, person))],
  timeline,
  beingHelped,
  tellLeads,
  agreementChanged: tellAgreementChanged,
  leavesTeams,
  assessed: (tx, file) => refreshCaseWork(tx, [file]),
  setUp: [{ words: 'The lists of work on cases', run: prepare }],
  upkeep: [
    { words: 'Talks without a name are forgotten after a year', run: ({ database }) => forgetTalks(database) },
    { words: 'Debriefs and supervision are forgotten after two years', run: ({ database }) => forgetCare(database) },
    {
      words: 'Workers who had supervision are counted',
      run: ({ database, now }) => countSupervised(database, ukDay(now)),
    },
  ],
}
