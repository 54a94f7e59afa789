/** What the knowledge about a programme comes from. They are kinds, in no order of worth: how strong it is, its source says. */
export const evidenceKinds = {
  review: 'A review of many studies',
  trial: 'A trial that compared people with and without it',
  study: 'One study',
  practice: 'What people who do it have seen',
  theory: 'A reasoned model, not tried yet',
} as const
export type EvidenceKind = keyof typeof evidenceKinds

export const noRating = 'The source gives no rating'
