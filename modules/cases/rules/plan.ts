export type AgreementWhat = 'plan by person' | 'plan by carer' | 'service'
export type AgreementAnswer = 'yes' | 'no' | 'not asked'

/** Why a parent or carer was not asked. "Decides for themselves" is what is called Gillick competence. */
export const notAskedWords = {
  'not safe': 'It would not be safe for the young person',
  'decides for themselves': 'The young person understands it and decides for themselves (Gillick)',
  'an adult': 'They are an adult',
  'nobody to ask': 'There is nobody to ask',
} as const
export type NotAsked = keyof typeof notAskedWords

export type SignOff = {
  readonly answer: 'signed off' | 'sent back'
  readonly why: string
  readonly at: Date | string
  readonly name: string | null
}

export const standingWords = {
  draft: 'Draft: not agreed yet',
  agreed: 'Agreed, and not signed off yet',
  'sent back': 'Agreed, and sent back by whoever looked at it',
  'signed off': 'Agreed and signed off',
} as const
export type PlanStanding = keyof typeof standingWords

/** Where a plan stands: a draft until it is agreed, and then with what the newest look of a second person says. */
export function standingOf(
  agreements: readonly Agreement[],
  signOffs: readonly Pick<SignOff, 'answer' | 'at'>[],
): PlanStanding {
  if (agreedOn(agreements) === undefined) return 'draft'
  const at = ({ at: when }: Pick<SignOff, 'at'>): number => new Date(when).getTime()
  return signOffs.toSorted((a, b) => at(a) - at(b)).at(-1)?.answer ?? 'agreed'
}

export type Agreement = {
  readonly what: AgreementWhat
  readonly answer: AgreementAnswer
  readonly why: string
  readonly how: string
  /** Why a parent or carer was not asked; empty otherwise. */
  readonly reason?: NotAsked | ''
  readonly answered_on: string
  readonly recorded_at: Date | string
}

export const agreementWords: Readonly<Record<AgreementAnswer, string>> = {
  yes: 'Yes',
  no: 'No',
  'not asked': 'Not asked',
}

export const saidByWords = {
  person: 'Their own words',
  carer: 'Words of a parent or carer',
  worker: 'The worker’s words',
} as const

/** The newest answer to each of the three questions. They are never one. */
export function newestAnswers(agreements: readonly Agreement[]): Partial<Record<AgreementWhat, Agreement>> {
  const newest: Partial<Record<AgreementWhat, Agreement>> = {}
  const at = ({ recorded_at }: Agreement): number => new Date(recorded_at).getTime()
  for (const it of agreements) {
    const known = newest[it.what]
    if (known === undefined || at(it) >= at(known)) newest[it.what] = it
  }
  return newest
}

/**
 * The day on which a plan was agreed, or undefined while it is a draft. Both the person and the parent or carer were asked, or
 * it says why one was not; nobody said no; and one of them said yes. Agreeing to the service is another matter.
 */
export function agreedOn(agreements: readonly Agreement[]): string | undefined {
  const newest = newestAnswers(agreements)
  const both = [newest['plan by person'], newest['plan by carer']]
  const answered = both.filter(it => it !== undefined)
  if (answered.length < both.length || answered.some(({ answer }) => answer === 'no')) return undefined
  return answered
    .filter(({ answer }) => answer === 'yes')
    .map(it => it.answered_on)
    .sort()
    .at(-1)
}

/** Whether the person themselves said yes, and one goal stands in their own words: what the partnership counts. */
export function inOwnWordsAndAgreed(
  goals: readonly { readonly said_by: string }[],
  agreements: readonly Agreement[],
): boolean {
  const person = newestAnswers(agreements)['plan by person']
  return (
    agreedOn(agreements) !== undefined && person?.answer === 'yes' && goals.some(({ said_by }) => said_by === 'person')
  )
}
