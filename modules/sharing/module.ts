import { everyRole } from '#modules/agencies'
import { ukDay } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { ledgerCollection } from '#platform/ledger'
import type { Module } from '#platform/module'
import {
  agreeingToOpenings,
  disclosures,
  impactAssessments,
  makingDisclosures,
  receivingDisclosures,
  retentionQueue,
  sharingDocuments,
  subjectAccess,
} from './collections.ts'
import { verifyCommand } from './commands.ts'
import { receivers } from './disclose.ts'
import { fileJobs, fileSteps, filesAbout, fileUpkeep } from './files.ts'
import { personalData, timeline } from './offers.ts'
import { sharers } from './pages/asking.ts'
import { pages } from './pages/index.ts'
import { retention } from './retention.ts'
import { endRecords, endRecordsDaily, retentionCommand } from './retention-work.ts'
import { type Assessed, type AssessedSubject, assessmentState, type MayUse, mayUse } from './rules/assessments.ts'
import { addExamples } from './set-up.ts'
import { assessmentById, assessmentsOf } from './store/assessments.ts'
import { tasks } from './tasks.ts'

/** The right to answer somebody who asks what is held on them: tables of personal data open to it beside the record itself. */
export { subjectAccess } from './collections.ts'
export { ask, decide, type Kept, recordDisclosure } from './disclose.ts'
export { lookAtAll as lookAtRecords, removeAll as removeRecords } from './retention-run.ts'
export { type AssessedSubject, type MayUse, mayUse } from './rules/assessments.ts'
export type { Decision } from './rules/decision.ts'
export { disclosuresAbout, type Question, type Subject } from './store/disclosures.ts'

/** Whether a cohort or a model may be used on the day of `now`, by the assessments that are kept, and why not. */
export async function mayUseNow(tx: Transaction, subject: AssessedSubject, now: Date): Promise<MayUse> {
  return mayUse(subject, await assessmentsOf(tx, subject), ukDay(now))
}

/** The assessment with this id, where it was approved and counts on the day of `now`; undefined otherwise. */
export async function assessmentStands(tx: Transaction, id: string, now: Date): Promise<Assessed | undefined> {
  const found = await assessmentById(tx, id)
  const stands = found !== undefined && ['approved', 'review_due'].includes(assessmentState(found, ukDay(now)))
  return stands ? found : undefined
}

const requestTables = [
  ...['subject_request', 'subject_request_event', 'subject_request_record', 'subject_section_choice'],
  'subject_opening_answer',
]
const retentionTables = ['retention_item', 'retention_event', 'retention_certificate', 'retention_look']
const disclosureTables = ['disclosure', 'disclosure_recipient']

export const sharing: Module = {
  name: 'sharing',
  commands: [verifyCommand, retentionCommand],
  retention,
  pages,
  navigation: [
    { text: 'Sharing', href: '/disclosures', roles: sharers },
    { text: 'Agreements', href: '/agreements', roles: ['governance', 'coordinator', 'chair'] },
    {
      text: 'Impact assessments',
      href: '/impact-assessments',
      roles: ['governance', 'chair', 'analyst', 'police-analyst'],
    },
    { text: 'Requests', href: '/subject-access', roles: ['governance'] },
    { text: 'Retention', href: '/retention', roles: ['governance', 'chair'] },
    { text: 'Law', href: '/law', roles: ['governance'] },
    { text: 'Ledger', href: '/sharing/ledger', roles: ['governance'] },
  ],
  tasks,
  nextSteps: [
    { from: 'my day', text: 'Share information', href: () => '/disclosures/new', roles: sharers },
    { from: 'my day', text: 'Write down a request', href: () => '/subject-access/new', roles: ['governance'] },
    ...fileSteps,
    ...['person', 'peer group', 'referral', 'case'].map(kind => ({
      from: kind,
      text: 'Put this record on legal hold',
      href: (id: string) => `/retention/records/${id}?kind=${encodeURIComponent(kind)}`,
      roles: ['governance', 'chair'],
    })),
  ],
  personalData: async (tx, person) => [...(await personalData(tx, person)), ...(await filesAbout(tx, person))],
  timeline,
  jobs: { ...fileJobs, 'end records': endRecords },
  upkeep: [...fileUpkeep, endRecordsDaily],
  setUp: [{ words: 'The example agreement and assessment of a demonstration', run: addExamples }],
  policy: [
    {
      kind: 'ledger',
      words: 'Every write, and every look at a personal record: who, when, why. People always see their own.',
      collection: ledgerCollection,
      tables: ['ledger_entry', 'ledger_detail', 'ledger_position', 'ledger_seal'],
      roles: [{ role: 'governance', level: 'read', why: 'Answers for every look and every disclosure' }],
    },
    {
      kind: 'disclosures',
      words: 'Questions about sharing and the decisions on them. Whoever asked always sees their own.',
      collection: disclosures,
      tables: disclosureTables,
      roles: [{ role: 'governance', level: 'read', why: 'Answers for every disclosure' }],
    },
    {
      kind: 'making disclosures',
      words: 'Asking whether something may be shared, and deciding.',
      collection: makingDisclosures,
      tables: disclosureTables,
      roles: sharers.map(role => ({ role, level: 'write' as const, why: 'Holds information that others may need' })),
    },
    {
      kind: 'receiving disclosures',
      words: 'What was shared with one’s own agency, save what only a named few may know.',
      collection: receivingDisclosures,
      tables: disclosureTables,
      roles: receivers.map(role => ({ role, level: 'read' as const, why: 'Acts on what their agency receives' })),
    },
    {
      kind: 'sharing documents',
      words:
        'Sharing agreements, records of processing and appropriate policy documents. They name nobody who is helped.',
      collection: sharingDocuments,
      tables: ['sharing_document'],
      roles: everyRole.map(role =>
        role === 'governance'
          ? { role, level: 'write', why: 'Keeps the register' }
          : { role, level: 'read', why: 'Works under these agreements' },
      ),
    },
    {
      kind: 'requests of people about their own data',
      words:
        'Who asks what is held on them, what was found, and the answer. A record is opened to whoever answers for 30 days at most, once a second person agreed, and closed when the answer is sent.',
      collection: subjectAccess,
      tables: requestTables,
      roles: [{ role: 'governance', level: 'manage', why: 'Answers people who ask what is held on them' }],
    },
    {
      kind: 'agreeing that records are opened for a request',
      words:
        'As a second person: who asks about their own data, how identity was proved, and which agency holds the record. Not the record itself, and never one’s own asking.',
      collection: agreeingToOpenings,
      tables: requestTables,
      roles: (['governance', 'chair'] as const).map(role => ({
        role,
        level: 'write' as const,
        why: 'Is the second person, so that nobody opens records alone',
      })),
    },
    {
      kind: 'records whose time is over',
      words:
        'Which records are due to end, what is decided about them, holds, and the certificates of what was removed: numbers, days and kinds, and no name. A job removes what people agreed to, and can remove nothing else.',
      collection: retentionQueue,
      tables: retentionTables,
      roles: [
        { role: 'governance', level: 'manage', why: 'Sees that records end in time, and lifts holds' },
        { role: 'chair', level: 'write', why: 'Is the second person who decides about the record of a child' },
      ],
    },
    {
      kind: 'impact assessments',
      words: 'Data-protection and equality assessments of cohorts and models. Whoever wrote one never approves it.',
      collection: impactAssessments,
      tables: ['impact_assessment'],
      roles: everyRole.map(role => {
        if (role === 'governance' || role === 'chair')
          return { role, level: 'manage', why: 'Approves what somebody else wrote, and withdraws' }
        return role === 'analyst'
          ? { role, level: 'write', why: 'Writes the assessments of models' }
          : { role, level: 'read', why: 'May know what the partnership’s models rest on' }
      }),
    },
  ],
}
