/** What was found of one strength or risk, as an assessment has it. */
export type FoundOf = {
  readonly factor: string
  readonly kind: 'strength' | 'risk'
  readonly label: string
  readonly state: 'present' | 'suspected' | 'not known' | 'not present'
}

/** Whom help is sought for: what was found, and their whole years of age where known. No name, and nothing that counts. */
export type Sought = { readonly found: readonly FoundOf[]; readonly age: number | undefined }

/** Whom a programme is offered to: those who are helped, a parent or carer of theirs, people who work with them, or none of these. */
export type OfferedTo = 'person' | 'carer' | 'workforce' | 'system'

export type Offered = {
  readonly name: string
  readonly factors: readonly string[]
  readonly offered_to: readonly OfferedTo[]
  readonly age_from: number | null
  readonly age_to: number | null
  readonly state: 'offered' | 'paused' | 'ended'
}

/** Why a programme may fit, in the words under which it stands. The order is that of these words, and of names below them. */
export const fitWords = {
  both: 'Works on what was found, and on their strengths',
  risk: 'Works on something hard that was found',
  strength: 'Builds on strengths',
  carer: 'Can be offered to a parent or carer of theirs, and works on what was found',
  outside: 'Works on the same things, but is not for them as it is described',
} as const
export type Fit = keyof typeof fitWords

export type Fitting = { readonly fit: Fit; readonly reasons: readonly string[]; readonly against: readonly string[] }

/** Whether a plan of somebody's help can hold it: what trains a workforce or works on a whole system is help for nobody by name. */
export function isHelp({ offered_to }: Pick<Offered, 'offered_to'>): boolean {
  return offered_to.includes('person') || offered_to.includes('carer')
}

/**
 * Why a programme may fit what was found, as sentences. Undefined where nothing that it works on was found, and for what is help for
 * nobody by name. A strength that nobody knows of is no reason; one that is missing is, because the programme builds it up. Only ages that
 * are stated keep somebody out, and those of a programme for parents or carers are theirs. The stage of life in whose chapter the strategy
 * names a programme keeps nobody out: help is not bound to an age.
 */
export function fittingOf(offer: Offered, { found, age }: Sought): Fitting | undefined {
  const worked = found.filter(({ factor, state }) => offer.factors.includes(factor) && state !== 'not known')
  const risks = worked.filter(({ kind, state }) => kind === 'risk' && state !== 'not present')
  const strengths = worked.filter(({ kind }) => kind === 'strength')
  if (!isHelp(offer) || (risks.length === 0 && strengths.length === 0)) return undefined
  const forCarer = !offer.offered_to.includes('person')
  const against = [
    ...(forCarer ? [] : ageAgainst(offer, age)),
    ...(offer.state === 'paused' ? ['It takes nobody new at present'] : []),
  ]
  const fit = risks.length === 0 ? 'strength' : strengths.length === 0 ? 'risk' : 'both'
  return {
    fit: against.length > 0 ? 'outside' : forCarer ? 'carer' : fit,
    reasons: [...strengths.map(strengthReason), ...risks.map(riskReason)],
    against,
  }
}

const strengthReason = ({ label, state }: FoundOf): string =>
  state === 'not present' ? `Builds up what is missing now: ${lower(label)}` : `Builds on a strength: ${lower(label)}`

const riskReason = ({ label, state }: FoundOf): string =>
  `Works on: ${lower(label)}${state === 'suspected' ? ' (suspected)' : ''}`

const lower = (label: string): string => label.charAt(0).toLowerCase() + label.slice(1)

function ageAgainst({ age_from, age_to }: Offered, age: number | undefined): string[] {
  if (age === undefined) return []
  if (age_from !== null && age < age_from) return [`It begins at age ${age_from}`]
  return age_to !== null && age > age_to ? [`It ends at age ${age_to}`] : []
}

const order = Object.keys(fitWords)

/** In the order of the words, then by name: never by how many things fit. */
export function byFitWords(a: { fit: Fit; name: string }, b: { fit: Fit; name: string }): number {
  return order.indexOf(a.fit) - order.indexOf(b.fit) || a.name.localeCompare(b.name, 'en-GB')
}
