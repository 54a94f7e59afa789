export type AssessmentKind = 'data_protection' | 'equality'

/** A group of people that is looked at together, or a model: what an assessment is about. */
export type AssessedSubject = { readonly kind: 'cohort' | 'model'; readonly key: string }

export type Assessed = {
  readonly kind: AssessmentKind
  readonly subject: AssessedSubject
  readonly approvedOn: string | null
  /** The day from which it should be looked at again. */
  readonly reviewOn: string | null
  /** The last day on which it counts. */
  readonly expiresOn: string | null
  readonly withdrawnOn: string | null
}

export type AssessmentState = 'draft' | 'approved' | 'review_due' | 'expired' | 'withdrawn'

/** Where an assessment stands on a UK day (YYYY-MM-DD). One that is due for review still counts until it expires. */
export function assessmentState(it: Assessed, today: string): AssessmentState {
  if (it.withdrawnOn !== null) return 'withdrawn'
  if (it.approvedOn === null || it.reviewOn === null || it.expiresOn === null) return 'draft'
  if (today > it.expiresOn) return 'expired'
  return today >= it.reviewOn ? 'review_due' : 'approved'
}

export const assessmentKinds: Readonly<Record<AssessmentKind, string>> = {
  data_protection: 'data protection impact assessment',
  equality: 'equality impact assessment',
}

export type MayUse = {
  readonly may: boolean
  /** Why not, and what to do; or what is soon due. Plain sentences. */
  readonly reasons: readonly string[]
}

/**
 * Whether a cohort or a model may be used today: it needs both a data-protection and an equality assessment that were approved
 * and have not expired. `today` is a UK day.
 */
export function mayUse(subject: AssessedSubject, assessments: readonly Assessed[], today: string): MayUse {
  const about = assessments.filter(it => it.subject.kind === subject.kind && it.subject.key === subject.key)
  const answers = (['data_protection', 'equality'] as const).map(kind => answerFor(kind, about, today))
  return { may: answers.every(({ may }) => may), reasons: answers.flatMap(({ reasons }) => reasons) }
}

function answerFor(kind: AssessmentKind, about: readonly Assessed[], today: string): MayUse {
  const states = about.filter(it => it.kind === kind).map(it => assessmentState(it, today))
  const name = assessmentKinds[kind]
  if (states.includes('approved')) return { may: true, reasons: [] }
  if (states.includes('review_due')) return { may: true, reasons: [`The ${name} is due for review.`] }
  if (states.includes('expired')) return no(`The ${name} has expired. Write a new one and have it approved.`)
  if (states.includes('draft')) return no(`The ${name} is a draft. A second person has to approve it.`)
  return no(`There is no ${name}. Write one and have it approved.`)
}

const no = (reason: string): MayUse => ({ may: false, reasons: [reason] })
