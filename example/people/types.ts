// The invented people: what is known about each, and how they are tied to each other.

export type Sex = 'female' | 'male'

export type PersonName = { readonly given: string; readonly middle: string | null; readonly family: string }

export type Identifier = { readonly scheme: 'nhs' | 'upn' | 'pnc'; readonly value: string }

export type Address = {
  readonly key: string
  readonly line: string
  readonly town: string
  readonly postcode: string
  /** Position in the county's small areas. */
  readonly area: number
  /** Text of twelve digits in a range that no property has. */
  readonly uprn: string
}

/** A stretch of time at an address; a child of parents who live apart may have two at once. */
export type Residence = { readonly address: string; readonly from: string; readonly until: string | null }

export type Person = {
  readonly key: string
  readonly name: PersonName
  /** Other names that the person uses or once used. */
  readonly alsoKnownAs: readonly PersonName[]
  readonly born: string
  readonly sex: Sex
  /** Drawn apart from name, place and everything that happens. */
  readonly ethnicity: string
  readonly language: string
  readonly residences: readonly Residence[]
  readonly school: string | null
  readonly identifiers: readonly Identifier[]
}

export type RelationshipKind =
  | 'parent of'
  | 'step-parent of'
  | 'grandparent of'
  | 'sibling of'
  | 'half-sibling of'
  | 'twin of'
  | 'partner of'
  | 'former partner of'
  | 'friend of'

export type Relationship = {
  readonly from: string
  readonly to: string
  readonly kind: RelationshipKind
  /** For a parent: holds parental responsibility. */
  readonly parentalResponsibility: boolean
  readonly effect: 'protective' | 'risk' | 'both' | 'not known'
}

/** Friends who were referred together for help. A support record: it is not a group that intelligence describes. */
export type PeerGroup = { readonly key: string; readonly name: string; readonly members: readonly string[] }

export type School = {
  readonly key: string
  readonly name: string
  readonly phase: 'primary' | 'secondary'
  readonly district: string
}

/** A police notice that domestic abuse happened at an address. */
export type Notice = { readonly key: string; readonly address: string; readonly on: string }
