/** Who somebody is to a person. A tie says nothing about the other person but this. */
export const tieKinds = {
  parent: 'Parent',
  'step-parent': 'Step-parent',
  grandparent: 'Grandparent',
  'other relative': 'Other relative',
  'brother or sister': 'Brother or sister',
  twin: 'Twin',
  child: 'Child',
  partner: 'Partner',
  'former partner': 'Former partner',
  carer: 'Carer',
  friend: 'Friend',
  'trusted adult': 'An adult they trust',
  worker: 'Worker',
  'somebody who harms': 'Somebody who harms them',
} as const
export type TieKind = keyof typeof tieKinds

export const tieEffects = {
  protective: 'Protects them',
  both: 'Both protects them and is a risk',
  risk: 'Is a risk to them',
  'not known': 'Not known',
} as const
export type TieEffect = keyof typeof tieEffects

export const responsibilities = { yes: 'Yes', no: 'No', 'not known': 'Not known' } as const
export type Responsibility = keyof typeof responsibilities

export const languageNeeds = {
  'first language': 'Their first language',
  speaks: 'They speak it',
  'needs an interpreter': 'They need an interpreter',
  signs: 'They sign',
} as const
export type LanguageNeed = keyof typeof languageNeeds

/** Ties in the order in which they are read: strengths first, then what is not known, then risks. */
export function strengthsFirst<T extends { readonly effect: TieEffect }>(ties: readonly T[]): T[] {
  const order: readonly TieEffect[] = ['protective', 'both', 'not known', 'risk']
  return ties.toSorted((a, b) => order.indexOf(a.effect) - order.indexOf(b.effect))
}

/** What tells a record from another of that name: the year of birth and whose record it is, and no more. */
export function toldApartBy(born: string | null | undefined, agency: string): string {
  return `${born == null ? 'year of birth not known' : `born ${born.slice(0, 4)}`}, record of ${agency}`
}
