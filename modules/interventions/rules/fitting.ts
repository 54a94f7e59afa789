/** What was found of one strength or risk, as an assessment has it. */
export type FoundOf = {
  readonly factor: string
  readonly kind: 'strength' | 'risk'
  readonly label: string
  readonly state: 'present' | 'suspected' | 'not known' | 'not present'
}

/** Whom help is sought for: what was found, and their whole years of age where known. No name, and nothing that counts. */
export type Sought = { readonly found: readonly FoundOf[]; readonly age: number | undefined }

/** A stage of life: it begins on the lower birthday and ends before the upper. */
export type Stage = {
  readonly id: string
  readonly name: string
  readonly age_from: number
  readonly age_to: number | null
}

export type Offered = {
  readonly name: string
  readonly factors: readonly string[]
  readonly life_stages: readonly string[]
  readonly age_from: number | null
  readonly age_to: number | null
  readonly state: 'offered' | 'paused' | 'ended'
}

/** Why a programme may fit, in the words under which it stands. The order is that of these words, and of names below them. */
export const fitWords = {
  both: 'Works on what was found, and on their strengths',
  risk: 'Works on something hard that was found',
  strength: 'Builds on strengths',
  elsewhere: 'Works on the same things, and is named for another stage of life',
  outside: 'Works on the same things, but is not for them as it is described',
} as const
export type Fit = keyof typeof fitWords

export type Fitting = { readonly fit: Fit; readonly reasons: readonly string[]; readonly against: readonly string[] }

/**
 * Why a programme may fit what was found, as sentences. Undefined where nothing that it works on was found. A strength that
 * nobody knows of is no reason; one that is missing is, because the programme builds it up.
 */
export function fittingOf(offer: Offered, { found, age }: Sought, stages: readonly Stage[]): Fitting | undefined {
  const worked = found.filter(({ factor, state }) => offer.factors.includes(factor) && state !== 'not known')
  const risks = worked.filter(({ kind, state }) => kind === 'risk' && state !== 'not present')
  const strengths = worked.filter(({ kind }) => kind === 'strength')
  if (risks.length === 0 && strengths.length === 0) return undefined
  const against = [...ageAgainst(offer, age), ...(offer.state === 'paused' ? ['It takes nobody new at present'] : [])]
  const others = stageAgainst(offer, age, stages)
  const fit = risks.length === 0 ? 'strength' : strengths.length === 0 ? 'risk' : 'both'
  return {
    fit: against.length > 0 ? 'outside' : others.length > 0 ? 'elsewhere' : fit,
    reasons: [...strengths.map(strengthReason), ...risks.map(riskReason)],
    against: [...against, ...others],
  }
}

/** A programme that is named for stages of life, none of which is theirs, says for which. Unknown ages are never held against one. */
function stageAgainst({ life_stages }: Offered, age: number | undefined, stages: readonly Stage[]): string[] {
  const own = stages.find(it => age !== undefined && it.age_from <= age && (it.age_to === null || age < it.age_to))
  if (own === undefined || life_stages.length === 0 || life_stages.includes(own.id)) return []
  const named = stages.filter(({ id }) => life_stages.includes(id)).map(({ name }) => name)
  return named.length === 0 ? [] : [`Named for the stage of life ${named.join(' and ')}`]
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
