export type DocumentKind = 'agreement' | 'processing' | 'policy'

export const documentKinds: Readonly<Record<DocumentKind, string>> = {
  agreement: 'Sharing agreement',
  processing: 'Record of processing',
  policy: 'Appropriate policy document',
}

export type DocumentState = 'draft' | 'in_force' | 'review_soon' | 'review_due' | 'ended'

export const documentStates: Readonly<Record<DocumentState, string>> = {
  draft: 'Not signed yet',
  in_force: 'In force',
  review_soon: 'Review due within 30 days',
  review_due: 'Review due',
  ended: 'Ended',
}

const dayLength = 86_400_000

/** Where a document stands on a UK day. A review that is due does not end it: people decide that. */
export function documentState(
  it: { readonly signed_on: string | null; readonly review_on: string; readonly ended_on: string | null },
  today: string,
): DocumentState {
  if (it.ended_on !== null && it.ended_on <= today) return 'ended'
  if (it.signed_on === null || it.signed_on > today) return 'draft'
  if (it.review_on <= today) return 'review_due'
  return it.review_on <= daysLater(today, 30) ? 'review_soon' : 'in_force'
}

/** The day that many days after a day, both YYYY-MM-DD. */
export function daysLater(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayLength).toISOString().slice(0, 10)
}
