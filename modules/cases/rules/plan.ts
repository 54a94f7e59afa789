export type AgreementWhat = 'plan by person' | 'plan by carer' | 'service'
export type AgreementAnswer = 'yes' | 'no' | 'not asked'

/** Why a parent or carer was not asked. "Decides for themselves" is what is called Gillick competence. */
export const carerNotAskedWords = {
  'not safe': 'It would not be safe for the young person',
  'decides for themselves': 'The young person understands it and decides for themselves (Gillick)',
  'an adult': 'They are an adult',
  'nobody to ask': 'There is nobody to ask',
} as const

/** Why the person themselves was not asked. There is no other reason. */
export const personNotAskedWords = {
  'not safe': 'It would not be safe to ask them',
  'too young': 'They are too young to decide this themselves (not Gillick competent)',
} as const

export const notAskedWords = { ...personNotAskedWords, ...carerNotAskedWords } as const

const ages = { adult: 18, decides: 16 } as const

/**
 * What is wrong with a reason for not asking, at an age; nothing where it fits, or where the age is not known. From 16 somebody is taken to
 * decide for themselves, and nobody is an adult before 18.
 */
export function reasonAgainst(reason: NotAsked | '', age: number | undefined): string | undefined {
  if (age === undefined) return undefined
  if (reason === 'an adult' && age < ages.adult) return `They are ${age}, and no adult: choose another reason`
  if (reason === 'too young' && age >= ages.decides) return `They are ${age}, and decide for themselves: ask them`
  return undefined
}

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
 * The day on which a plan was agreed, or undefined while it is a draft. The person themselves said yes, or was not asked because that is
 * not safe or they are too young, and then a parent or carer did. A parent or carer was asked, or it says why not; nobody said no.
 * Agreeing to the service is another matter.
 */
export function agreedOn(agreements: readonly Agreement[]): string | undefined {
  const newest = newestAnswers(agreements)
  const [person, carer] = [newest['plan by person'], newest['plan by carer']]
  if (person === undefined || carer === undefined) return undefined
  if (person.answer === 'no' || carer.answer === 'no') return undefined
  if (person.answer === 'not asked' && !Object.hasOwn(personNotAskedWords, person.reason ?? '')) return undefined
  return [person, carer]
    .filter(({ answer }) => answer === 'yes')
    .map(it => it.answered_on)
    .sort()
    .at(-1)
}

/** Whether something was ever true of the answers to a plan, at any time up to now. */
export function ever(agreements: readonly Agreement[], test: (some: readonly Agreement[]) => boolean): boolean {
  const at = ({ recorded_at }: Agreement): number => new Date(recorded_at).getTime()
  return [...new Set(agreements.map(at))].some(time => test(agreements.filter(it => at(it) <= time)))
}

export type PlanVersion = {
  readonly version: number
  readonly madeOn: string
  readonly agreements: readonly Agreement[]
}

/** The plan that a case goes by: the newest version that is agreed, or the newest of all while none is. */
export function planInUse<T extends Pick<PlanVersion, 'version' | 'agreements'>>(plans: readonly T[]): T | undefined {
  const newestFirst = plans.toSorted((a, b) => b.version - a.version)
  return newestFirst.find(({ agreements }) => agreedOn(agreements) !== undefined) ?? newestFirst[0]
}

/** Since when a changed plan waits to be agreed, while an earlier one is in use; nothing where none waits. */
export function changedSince(plans: readonly PlanVersion[]): string | undefined {
  const [newest, ...earlier] = plans.toSorted((a, b) => b.version - a.version)
  if (newest === undefined || agreedOn(newest.agreements) !== undefined) return undefined
  return earlier.some(({ agreements }) => agreedOn(agreements) !== undefined) ? newest.madeOn : undefined
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
