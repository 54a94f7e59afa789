import { ukDay } from '#platform/clock'
import type { Transaction } from '#platform/database'
import type { SetUpContext } from '#platform/module'
import { daysLater } from './rules/documents.ts'
import { addAssessment, assessments } from './store/assessments.ts'
import { addDocument, documents } from './store/documents.ts'
import { parties } from './store/parties.ts'

/** In a demonstration: one agreement and one draft assessment, both marked as invented. A live database begins empty. */
export async function addExamples({ database, demonstration, now }: SetUpContext): Promise<void> {
  if (!demonstration) return
  await database.asSystem('migrator', 'set-up', async tx => {
    if ((await documents(tx)).length === 0) await addAgreement(tx, now)
    if ((await assessments(tx)).length === 0) await addDraft(tx, now)
  })
}

const together = ['police', 'council_community_safety', 'youth_justice_service', 'district_council']

async function addAgreement(tx: Transaction, now: Date): Promise<void> {
  const partners = (await parties(tx)).filter(({ functions }) => functions.some(({ id }) => together.includes(id)))
  if (partners.length === 0) return
  const today = ukDay(now)
  const agreement = {
    kind: 'agreement' as const,
    title: 'Example agreement: figures and early signs of serious violence',
    parties: partners.map(({ id }) => id),
    purposes: ['serious_violence_duty'],
    information: ['depersonalised'],
    bases: [],
    data_sets: 'Monthly counts of incidents by small area, and reports of tension between groups that name nobody.',
    people: '',
    security: 'Through Breakwater only.',
    retention: null,
    reference: 'None: this agreement is invented',
    signed_on: daysLater(today, -340),
    review_on: daysLater(today, 25),
    ended_on: null,
  }
  await addDocument(tx, agreement, now, true)
}

async function addDraft(tx: Transaction, now: Date): Promise<void> {
  const draft = {
    kind: 'data_protection' as const,
    subject: { kind: 'model' as const, key: 'early-warning.conflicts' },
    name: 'Early warning of conflicts',
    summary: 'Points to places and conflicts between groups where violence may come next. It holds nobody by name.',
    risks: 'Places that are watched more are reported more. A place can become a label for those who live there.',
    measures:
      'Counts by small area only, small numbers hidden, a person decides each time, and the effect is looked at by area.',
    reference: 'None: this assessment is invented',
  }
  await addAssessment(tx, draft, now, true)
}
