// What a finished decision must hold before it is kept: one to share, or one not to.
import type { ProposedDisclosure } from './disclosure.ts'

export type Person = { readonly name: string; readonly role: string }
export type Recipient = Person & { readonly agency: string }

/** Being told is its own answer, apart from agreeing to help and apart from the lawful basis. */
export type Told =
  | { readonly answer: 'yes'; readonly on: string }
  | { readonly answer: 'planned'; readonly on: string }
  | { readonly answer: 'no'; readonly reasons: readonly string[]; readonly explanation: string }

export type LawfulBasis =
  | { readonly regime: 'not_personal' }
  | {
      readonly regime: 'part_2'
      readonly article6: string
      readonly article9?: string
      readonly article10?: string
      readonly schedule1?: readonly string[]
    }
  | { readonly regime: 'part_3'; readonly ground: string; readonly schedule8?: string }

/** A decision to share. A blank text is a missing answer. Ids are those of the law's files; days are ISO days. */
export type SharedRecord = {
  readonly decision: 'shared'
  readonly disclosure: ProposedDisclosure
  readonly on: string
  readonly gateway: string
  readonly lawfulBasis: LawfulBasis
  readonly necessity: string
  readonly whatWasShared: string
  readonly recipients: readonly Recipient[]
  readonly authorisedBy: Person
  /** Whether the person was told. */
  readonly told: Told
  /** Whether the person agreed to a service (consent_statuses.csv). It never makes sharing lawful. */
  readonly consentToService: string
  /** Why it was shared without the person agreeing to the sharing (no_consent_reasons.csv). */
  readonly noConsentReasons: readonly string[]
  /** Why information held in confidence could be shared. */
  readonly confidence?: string
  /** Which appropriate policy document covers it. */
  readonly policyDocument?: string
  /** Who confirmed the law where the engine says "confirm". */
  readonly confirmedBy?: Person
  readonly secondAuthoriser?: Person
}

/** A decision not to share is a record too. */
export type NotSharedRecord = {
  readonly decision: 'not_shared'
  readonly disclosure: ProposedDisclosure
  readonly on: string
  /** not_sharing_reasons.csv */
  readonly reason: string
  readonly explanation: string
  readonly authorisedBy: Person
  /** When to look again, where the reason is that advice was asked for. */
  readonly lookAgainOn?: string
}

export type DisclosureRecord = SharedRecord | NotSharedRecord
export type Problem = { readonly field: string; readonly message: string }
export type RecordCheck = {
  readonly complete: boolean
  readonly problems: readonly Problem[]
  /** Things worth knowing that do not stop the record. */
  readonly advice: readonly string[]
}
